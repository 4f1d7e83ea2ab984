"""Refuses what does not belong in the repository: large files, private keys, conflict marks."""

import sys
from pathlib import Path

LARGEST = 1_000_000  # bytes
KEY = b"-----BEGIN " + b"PRIVATE KEY"
KEYS = (KEY, b"-----BEGIN " + b"RSA PRIVATE KEY", b"-----BEGIN " + b"OPENSSH PRIVATE KEY")
CONFLICT = (b"\n<<<<<<< ", b"\n>>>>>>> ")


def findings(path: Path) -> list[str]:
    content = path.read_bytes()
    found = []
    if len(content) > LARGEST:
        found.append(f"{path}: {len(content)} bytes, more than {LARGEST}")
    if any(key in content for key in KEYS):
        found.append(f"{path}: holds a private key")
    if any(mark in content for mark in CONFLICT):
        found.append(f"{path}: holds a conflict mark")
    return found


def main(names: list[str]) -> int:
    found = [line for name in names for line in findings(Path(name))]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
