"""The environment file of a new machine."""

import pytest

from scripts import make_env


@pytest.fixture
def folder(tmp_path, monkeypatch):
    example = (make_env.ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env.example").write_text(example, encoding="utf-8")
    monkeypatch.setattr(make_env, "ROOT", tmp_path)
    return tmp_path


def secret_of(folder):
    lines = (folder / ".env").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("SECRET_KEY=")).partition("=")[2]


def test_main_writes_a_secret_for_the_owner_alone(folder):
    make_env.main()

    assert len(secret_of(folder)) >= 50
    assert (folder / ".env").stat().st_mode & 0o777 == 0o600


def test_main_keeps_the_sentences_and_debug_off(folder):
    make_env.main()

    text = (folder / ".env").read_text(encoding="utf-8")
    assert "DEBUG=false\n" in text
    assert "# SITE_NAME=The Offprint\n" in text


def test_main_never_touches_a_file_that_is_there(folder):
    make_env.main()
    before = secret_of(folder)

    with pytest.raises(FileExistsError):
        make_env.main()

    assert secret_of(folder) == before
