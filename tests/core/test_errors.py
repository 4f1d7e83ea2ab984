"""What went wrong, in words."""

from django.utils.translation import gettext_lazy

from core.errors import OutsideFailure, Refused, Stale


def test_refusal_says_its_sentence_and_field():
    refusal = Refused(gettext_lazy("Not today."), field="date")

    assert (str(refusal), refusal.field) == ("Not today.", "date")


def test_stale_is_a_refusal_that_knows_the_current_version():
    stale = Stale("Edda saved while you were writing.", current=8)

    assert isinstance(stale, Refused)
    assert (stale.current, stale.field) == (8, None)


def test_outside_failure_says_whether_to_try_again():
    assert OutsideFailure("Crossref does not answer.", permanent=False).permanent is False
