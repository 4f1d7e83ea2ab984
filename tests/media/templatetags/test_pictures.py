"""The picture tag."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


def rendered(image, arguments):
    source = "{% load pictures %}{% picture image " + arguments + " %}"
    return Template(source).render(Context({"image": image}))


def test_picture_offers_avif_then_webp_then_jpeg_with_its_pixels():
    image = ImageFactory(sized=True, content_hash="ab", width=1000, height=500)

    html = rendered(image, '"lead" sizes="50vw"')

    assert 'type="image/avif" srcset="/media/renditions/ab/lead-480.avif 480w,' in html
    assert 'type="image/webp" srcset="/media/renditions/ab/lead-480.webp 480w,' in html
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert 'srcset="/media/renditions/ab/lead-480.jpeg 480w,' in html
    assert 'src="/media/renditions/ab/lead-1000.jpeg"' in html
    assert 'width="1000" height="500" alt="Vessels of a retina" loading="lazy"' in html
    assert html.count('sizes="50vw"') == 3


def test_opening_picture_is_fetched_first():
    html = rendered(ImageFactory(sized=True), '"lead" loading="eager" priority="high"')

    assert 'loading="eager"' in html
    assert 'fetchpriority="high"' in html


@pytest.mark.parametrize("arguments", ['"card"', '"card" alt=""'])
def test_picture_without_meaning_has_an_empty_alternative(arguments):
    image = ImageFactory(sized=True, decorative="alt" not in arguments)

    assert 'alt=""' in rendered(image, arguments)


def test_description_is_escaped():
    image = ImageFactory(sized=True, alt='"><script>')

    assert "<script>" not in rendered(image, '"card"')


def test_picture_asks_the_database_nothing(django_assert_num_queries):
    image = ImageFactory(sized=True)

    with django_assert_num_queries(0):
        rendered(image, '"lead"')


def test_picture_without_sizes_is_shown_as_it_is():
    image = ImageFactory(content_hash="cd")

    html = rendered(image, '"lead"')

    assert 'src="/media/images/cd.jpg"' in html
    assert "<source" not in html


def test_unknown_preset_is_named():
    with pytest.raises(TemplateSyntaxError, match="no preset 'huge'"):
        rendered(ImageFactory(), '"huge"')
