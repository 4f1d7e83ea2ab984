"""What the forms of a picture check by themselves."""

import pytest

from media.forms import AddImageForm
from media.uploads import CheckedUpload
from tests.factories.media import upload

pytestmark = pytest.mark.django_db

WORDS = {"title": "Retina", "alt": "Vessels", "licence": "press", "focal_x": 50, "focal_y": 50}


def test_form_of_a_new_picture_gives_the_checked_file():
    form = AddImageForm(WORDS, {"upload": upload()})

    assert form.is_valid()
    assert isinstance(form.cleaned_data["upload"], CheckedUpload)


def test_source_without_scheme_is_taken_as_https():
    form = AddImageForm(WORDS | {"source_url": "example.org/a"}, {"upload": upload()})

    assert form.is_valid()
    assert form.cleaned_data["source_url"] == "https://example.org/a"


def test_form_without_a_file_is_refused():
    form = AddImageForm(WORDS, {})

    assert list(form.errors) == ["upload"]
