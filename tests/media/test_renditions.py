"""The sizes made of a picture, and the list of them kept on it."""

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from media import renditions
from media.models import Image, Rendition
from media.uploads import add_image
from tests.factories.media import drawing, upload

pytestmark = pytest.mark.django_db


def added(picture=None, **fields):
    file = upload(picture or drawing((900, 600)), "PNG")
    return add_image(file, title="Retina", alt="Vessels", by=None, **fields)


def opened(path):
    with default_storage.open(path) as file:
        picture = Pillow.open(file)
        picture.load()
        return picture


def finished(image):
    renditions.finish.call(image.pk)
    return Image.objects.get(pk=image.pk)


def listed(image):
    return {(entry["preset"], entry["format"], entry["width"]) for entry in image.renditions_index}


def test_sizes_are_there_at_once_as_jpeg_and_never_larger():
    image = added()

    assert listed(image) == {
        *(("lead", "jpeg", width) for width in (480, 900)),
        *(("card", "jpeg", width) for width in (360, 720, 900)),
        *(("thumb", "jpeg", width) for width in (160, 320)),
        ("share", "jpeg", 900),
    }


def test_other_formats_follow_from_the_worker(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        at_once = added(drawing((200, 100)))

    image = Image.objects.get()
    assert listed(image) - listed(at_once) == {
        (preset, format, width)
        for format in ("webp", "avif")
        for preset, width in (("lead", 200), ("card", 150))
    }
    assert renditions.finish.call(image.pk) == 0


def test_sizes_drawn_for_a_former_focal_point_are_not_kept(monkeypatch):
    image = added(drawing((200, 100)))
    draw = renditions.draw

    def moved_meanwhile(*arguments):
        Image.objects.update(focal_x=0)
        return draw(*arguments)

    monkeypatch.setattr(renditions, "draw", moved_meanwhile)

    assert listed(finished(image)) == listed(image)


def test_list_on_the_picture_tells_of_the_files():
    image = finished(added(drawing((200, 100))))

    for entry in image.renditions_index:
        picture = opened(entry["path"])
        assert (picture.format.lower(), *picture.size) == (
            entry["format"],
            entry["width"],
            entry["height"],
        )
        assert default_storage.size(entry["path"]) == entry["bytes"]


def test_list_and_rows_say_the_same():
    image = finished(added(drawing((200, 100))))

    rows = Rendition.objects.filter(image=image).values(
        "preset", "format", "width", "height", "path", "bytes"
    )

    assert sorted(rows, key=str) == sorted(image.renditions_index, key=str)


def test_crop_shows_the_focal_point():
    picture = Pillow.new("RGB", (600, 200), "black")
    picture.paste("white", (400, 0, 600, 200))

    image = added(picture, focal=(100, 50))

    thumb = image.sizes_of("thumb", "jpeg")[0]
    assert opened(thumb["path"]).convert("L").getextrema()[0] > 200


def test_moved_focal_point_gives_crops_another_address():
    image = added(focal=(50, 50))
    before = {entry["path"] for entry in image.renditions_index}
    image.focal_x = 0

    renditions.keep(image, renditions.draw(image))

    changed = {entry["path"] for entry in image.renditions_index} - before
    assert {path.split("/")[-1].split("-")[0] for path in changed} == {"card", "thumb", "share"}
    assert Rendition.objects.count() == len(image.renditions_index)


def test_transparent_parts_become_paper():
    image = added(Pillow.new("RGBA", (300, 300), (0, 0, 0, 0)))

    assert opened(image.sizes_of("thumb", "jpeg")[0]["path"]).getpixel((5, 5)) == (255, 255, 255)


def test_picture_one_pixel_high_gets_its_sizes():
    image = added(Pillow.new("RGB", (3000, 1), "white"))

    assert image.renditions_index[0]["height"] == 1


def test_making_sizes_twice_changes_nothing():
    image = added()
    before = list(image.renditions_index)

    renditions.keep(image, renditions.draw(image))

    assert image.renditions_index == before
    assert Rendition.objects.count() == len(before)
