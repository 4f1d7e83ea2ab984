"""What the worker draws without being asked."""

import pytest
from django.utils import timezone

from media.jobs import draw_what_is_missing
from media.models import Image
from media.uploads import add_image
from tests.factories.media import ImageFactory, upload

pytestmark = pytest.mark.django_db


def test_missing_formats_are_drawn_and_a_lost_file_stops_nothing(caplog):
    image = add_image(upload(), title="Retina", alt="Vessels", by=None)
    lost = ImageFactory()

    draw_what_is_missing(timezone.now())

    assert Image.objects.get(pk=image.pk).sizes_of("lead", "avif")
    assert caplog.messages == [f"the file of picture {lost.pk} cannot be read"]
