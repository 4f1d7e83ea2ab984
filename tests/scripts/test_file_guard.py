"""The guard against files that do not belong in the repository."""

import pytest

from scripts import file_guard


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * 1_000_001, "1000001 bytes"),
        (b"-----BEGIN " + b"RSA PRIVATE KEY-----\n", "holds a private key"),
        (b"a\n<<<<" + b"<<< ours\nb\n", "holds a conflict mark"),
    ],
)
def test_findings_name_what_is_wrong(tmp_path, content, sentence):
    path = tmp_path / "file.txt"
    path.write_bytes(content)

    found = file_guard.findings(path)

    assert len(found) == 1
    assert sentence in found[0]


def test_findings_of_an_ordinary_file_are_none(tmp_path):
    path = tmp_path / "file.md"
    path.write_text("# A heading\n\n=======\n", encoding="utf-8")

    assert file_guard.findings(path) == []


def test_main_fails_when_anything_is_found(tmp_path, capsys):
    (tmp_path / "large.bin").write_bytes(b"x" * 1_000_001)

    assert file_guard.main([str(tmp_path / "large.bin")]) == 1
    assert "large.bin" in capsys.readouterr().out
