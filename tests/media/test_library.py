"""Changing what is said about a picture, and removing it."""

import pytest
from django.core.files.storage import default_storage

from core.errors import Refused, Stale
from core.models import AuditEntry
from media.library import change_image, delete_image
from media.models import Image
from media.uploads import add_image
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.media import ImageFactory, drawing, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return UserFactory(editor=True)


def test_changed_words_are_kept_and_logged(edda):
    image = ImageFactory(caption="Old")

    change_image(image, fields={"caption": "New"}, version=1, by=edda)

    image.refresh_from_db()
    assert (image.caption, image.version) == ("New", 2)
    assert AuditEntry.objects.get().data == {"fields": ["caption"]}


def test_change_of_a_stale_copy_is_refused(edda):
    image = ImageFactory(caption="Old")
    change_image(Image.objects.get(), fields={"caption": "Hers"}, version=1, by=edda)

    with pytest.raises(Stale) as refusal:
        change_image(image, fields={"caption": "His"}, version=1, by=edda)

    assert refusal.value.current == 2
    assert Image.objects.get().caption == "Hers"


def test_change_that_leaves_no_description_is_refused(edda):
    image = ImageFactory()

    with pytest.raises(Refused, match="Say what the picture shows"):
        change_image(image, fields={"alt": ""}, version=1, by=edda)


@pytest.mark.parametrize("name", ["content_hash", "file", "width", "version", "uploaded_by"])
def test_what_the_file_is_cannot_be_changed(name, edda):
    image = ImageFactory()

    with pytest.raises(Refused, match=name):
        change_image(image, fields={name: "x"}, version=1, by=edda)


def test_moved_focal_point_makes_the_sizes_anew(edda):
    image = add_image(upload(drawing((400, 200))), title="A", alt="B", by=edda)
    before = image.sizes_of("thumb", "jpeg")[0]["path"]

    change_image(image, fields={"focal_x": 10}, version=1, by=edda)

    after = Image.objects.get().sizes_of("thumb", "jpeg")[0]["path"]
    assert after != before
    assert default_storage.exists(after)


def test_unused_picture_is_deleted_with_its_files(edda, django_capture_on_commit_callbacks):
    image = add_image(upload(), title="Retina", alt="Vessels", by=edda)
    names = [image.file.name, *(entry["path"] for entry in image.renditions_index)]
    change_image(image, fields={"focal_x": 10}, version=1, by=edda)

    with django_capture_on_commit_callbacks(execute=True):
        delete_image(image, by=edda)

    assert not Image.objects.exists()
    assert not any(map(default_storage.exists, names))
    assert AuditEntry.objects.first().object_label == "Retina"


def test_used_picture_stays(edda):
    image = ImageFactory()
    EditionFactory(lead_image=image, headline="Clot drug")

    with pytest.raises(Refused, match="stays, because 1 place shows it: “.*Clot drug.*”"):
        delete_image(image, by=edda)

    assert Image.objects.exists()
