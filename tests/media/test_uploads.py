"""Which files become pictures, what is left of them, and the sentences for the others."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from core.errors import Refused
from core.models import AuditEntry
from media import uploads
from media.decoding import Unreadable
from media.models import Image
from media.uploads import AlreadyHere, add_image, check
from tests.factories.core import UserFactory
from tests.factories.media import upload

SECRET = b"51.5007,-0.1246 secret"


def raw(content, name="picture.jpg"):
    return SimpleUploadedFile(name, content)


def test_type_is_read_from_the_content_not_from_the_name():
    assert check(upload(format="PNG", name="../../x\0.svg")).extension == "png"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG files are not kept"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "SVG files are not kept"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "EPS files are not kept"),
        (b"\xc5\xd0\xd3\xc6 binary", "EPS files are not kept"),
        (b"GIF89a\x01\x00\x01\x00;", "GIF files are not kept"),
        (b"II*\x00\x08\x00\x00\x00", "TIFF files are not kept"),
        (b"%PDF-1.7", "PDF files are not kept"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC files are not kept"),
        (b"<html><script>alert(1)</script>", "not a picture that can be read"),
        (b"\0" * 5000, "not a picture that can be read"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "not a picture|damaged"),
        (b"\x89PNG\r\n\x1a\n", "not a picture|damaged"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "not a picture|damaged"),
    ],
)
def test_other_files_are_refused_in_words(content, sentence):
    with pytest.raises(Refused, match=sentence):
        check(raw(content))


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("pixels", "at most 50 megapixels"),
        ("motion", "This picture moves"),
        ("memory", "more memory to open than is safe"),
        ("time", "takes too long to open"),
    ],
)
def test_each_reason_has_its_sentence(reason, sentence, monkeypatch):
    def refuse(_content):
        raise Unreadable(reason)

    monkeypatch.setattr(uploads, "decode_apart", refuse)

    with pytest.raises(Refused, match=sentence):
        check(upload())


def test_file_above_the_byte_limit_is_refused_unread(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 1024 * 1024)

    with pytest.raises(Refused, match="has 2 MB and may have 1 MB"):
        check(raw(b"\0" * 2 * 1024 * 1024))


@pytest.mark.django_db
def test_added_picture_is_kept_with_its_words_sizes_and_log_entry():
    wren = UserFactory(writer=True)

    image = add_image(
        upload(), title="Retina", alt="Vessels", credit="E. Ink", by=wren, focal=(30, 60)
    )

    image.refresh_from_db()
    assert image.file.name == f"images/{image.content_hash}.jpg"
    assert default_storage.exists(image.file.name)
    assert (image.width, image.height, image.mime) == (60, 40, "image/jpeg")
    assert (image.alt, image.credit, image.focal_point) == ("Vessels", "E. Ink", (30, 60))
    assert all(default_storage.exists(entry["path"]) for entry in image.renditions_index)
    assert AuditEntry.objects.get().act == "image.add"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("alt", "is_decorative", "sentence"),
    [("", False, "Say what the picture shows"), ("  ", False, "Say what"), ("x", True, "Take one")],
)
def test_picture_needs_a_description_or_is_decorative(alt, is_decorative, sentence):
    with pytest.raises(Refused, match=sentence):
        add_image(upload(), title="Retina", alt=alt, is_decorative=is_decorative, by=None)

    assert not Image.objects.exists()


@pytest.mark.django_db
def test_same_picture_with_other_metadata_is_recognised():
    exif = Pillow.Exif()
    exif[0x010E] = "another camera"
    first = add_image(upload(), title="Retina", alt="Vessels", by=None)

    with pytest.raises(AlreadyHere, match="in the library already: “Retina”") as refusal:
        add_image(upload(exif=exif), title="Again", alt="Vessels", by=None)

    assert refusal.value.image == first
    assert Image.objects.count() == 1


@pytest.mark.django_db
def test_same_picture_added_at_the_same_moment_is_recognised(monkeypatch):
    first = add_image(upload(), title="Retina", alt="Vessels", by=None)
    answers = iter([None, first])
    monkeypatch.setattr(uploads, "find", lambda _checked: next(answers))

    with pytest.raises(AlreadyHere):
        add_image(upload(), title="Again", alt="Vessels", by=None)
