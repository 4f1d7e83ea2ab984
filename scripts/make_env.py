"""Writes a .env for this machine, with a secret of its own; never touches one that is there."""

import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made for this machine. The environment wins over this file.\n"


def main() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    body = example.split("\n\n", 1)[1]
    filled = body.replace("SECRET_KEY=\n", f"SECRET_KEY={secrets.token_urlsafe(50)}\n", 1)
    target = ROOT / ".env"
    with target.open("x", encoding="utf-8") as file:
        file.write(HEADER + "\n" + filled)
    target.chmod(0o600)
    print("Wrote .env with a secret key for this machine.")


if __name__ == "__main__":
    main()
