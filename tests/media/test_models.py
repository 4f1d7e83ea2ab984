"""What the database guarantees of a picture, and what it says about itself."""

import pytest
from django.db import IntegrityError, transaction

from media.models import Image
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"alt": "", "is_decorative": False},
        {"alt": "Vessels", "is_decorative": True},
        {"focal_x": 101},
        {"focal_y": 101},
    ],
)
def test_database_refuses_what_no_picture_may_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImageFactory(**fields)


def test_decorative_picture_has_no_alternative_text():
    assert ImageFactory(decorative=True).alt == ""


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("all-rights-reserved", ""),
        ("press", ""),
    ],
)
def test_licence_leads_to_its_text_where_there_is_one(licence, address):
    assert Image(licence=licence).licence_url == address


def test_thumbnail_is_the_smallest_square():
    image = ImageFactory(sized=True)

    assert image.thumbnail_url.endswith("thumb-160.jpeg")


def test_picture_without_sizes_shows_itself():
    image = ImageFactory()

    assert image.thumbnail_url == image.file.url
