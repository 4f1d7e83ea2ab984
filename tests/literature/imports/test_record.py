"""A record says what needs a look."""

from literature.imports.record import Draft, doi_among, named


def test_empty_values_are_left_out():
    draft = Draft(1)

    draft.set(title="A", container_title="", volume=None)

    assert draft.csl == {"title": "A"}


def test_unreadable_date_is_said():
    draft = Draft(1)

    draft.set_date("soon")

    assert draft.csl == {}
    assert "soon" in draft.notes[0]


def test_particle_is_told_from_the_family_name():
    assert named("de la Cruz", "Ana") == {
        "family": "Cruz",
        "given": "Ana",
        "non-dropping-particle": "de la",
    }
    assert named("van", "A") == {"family": "van", "given": "A"}


def test_first_doi_among_texts():
    assert doi_among(["none", "see 10.5555/a and 10.5555/b"]) == "10.5555/a"
    assert doi_among([]) == ""
