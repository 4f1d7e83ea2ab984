"""Where a picture is shown: by relation and inside texts."""

import pytest

from media.usage import images_in, used_in
from tests.factories.articles import EditionFactory, PersonFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


def labels(image):
    return {use.label for use in used_in(image, by=None)}


def test_picture_nobody_shows_is_used_nowhere():
    EditionFactory(lead_image=ImageFactory())

    assert used_in(ImageFactory(), by=None) == []


def test_lead_picture_and_portrait_are_uses():
    image = ImageFactory()
    edition = EditionFactory(lead_image=image)
    person = PersonFactory(portrait=image)

    assert labels(image) == {str(edition), str(person)}


@pytest.mark.parametrize("name", ["data-image", "data-file"])
def test_picture_inside_a_text_is_a_use(name):
    image = ImageFactory()
    edition = EditionFactory(body_source=f'<figure {name}="{image.pk}"></figure>')
    EditionFactory(body_source=f'<figure {name}="{image.pk}0"></figure>')

    assert labels(image) == {str(edition)}


def test_use_leads_to_the_page_where_it_can_be_taken_out():
    image = ImageFactory()
    edition = EditionFactory(lead_image=image, body_source=f'<img data-file="{image.pk}">')

    (use,) = used_in(image, by=None)

    assert use.url == f"/admin/articles/edition/{edition.pk}/change/"


def test_images_in_a_text_are_found_by_their_numbers():
    text = '<figure data-image="7"><img data-file="7"></figure><img data-file="12"> data-file="0"'

    assert images_in(text) == {7, 12}
