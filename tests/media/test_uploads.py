"""Which files become pictures, what is left of them, and the sentences for the others."""

import io
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms, ImageFile, PngImagePlugin

from core.errors import Refused
from core.models import AuditEntry
from media import uploads
from media.models import Image
from media.uploads import AlreadyHere, add_image, check
from tests.factories.core import UserFactory
from tests.factories.media import drawing, upload

SECRET = b"51.5007,-0.1246 secret"


def opened(checked):
    return Pillow.open(io.BytesIO(checked.content))


def raw(content, name="picture.jpg"):
    return SimpleUploadedFile(name, content)


def png_saying_it_is(width, height):
    """A few bytes whose header claims these pixels."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\0\0\0\0"
    chunk = (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk + upload(format="PNG").read()[33:]


@pytest.mark.parametrize(
    ("format", "mode", "mime", "kept_mode"),
    [
        ("JPEG", "RGB", "image/jpeg", "RGB"),
        ("JPEG", "L", "image/jpeg", "L"),
        ("JPEG", "CMYK", "image/jpeg", "RGB"),
        ("PNG", "RGB", "image/png", "RGB"),
        ("PNG", "P", "image/png", "RGB"),
        ("PNG", "LA", "image/png", "RGB"),
        ("PNG", "1", "image/png", "L"),
        ("WEBP", "RGB", "image/jpeg", "RGB"),
        ("AVIF", "RGB", "image/jpeg", "RGB"),
    ],
)
def test_picture_is_kept_as_jpeg_or_png(format, mode, mime, kept_mode):
    checked = check(upload(drawing().convert(mode), format))

    assert (checked.mime, checked.width, checked.height) == (mime, 60, 40)
    assert opened(checked).mode == kept_mode


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_transparency_is_kept_as_png(format):
    clear = Pillow.new("RGBA", (10, 10), (9, 9, 9, 0))

    checked = check(upload(clear, format))

    assert checked.extension == "png"
    assert opened(checked).getchannel("A").getextrema() == (0, 0)


def test_sixteen_bits_of_grey_are_scaled_to_eight():
    picture = Pillow.new("I;16", (4, 4), 32_896)

    checked = check(upload(picture, "PNG"))

    assert opened(checked).getpixel((0, 0)) == 128


def test_type_is_read_from_the_content_not_from_the_name():
    assert check(upload(format="PNG", name="../../x\0.svg")).extension == "png"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_metadata_and_trailing_bytes_are_gone(format):
    exif = Pillow.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    extra = {"JPEG": {"comment": SECRET}, "PNG": {"pnginfo": text}}.get(format, {})
    file = upload(format=format, exif=exif, xmp=b"<x>" + SECRET, **extra)

    checked = check(raw(file.read() + SECRET))

    assert SECRET not in checked.content
    assert set(opened(checked).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_camera_orientation_is_applied():
    exif = Pillow.Exif()
    exif[0x0112] = 6

    checked = check(upload(drawing((60, 40)), exif=exif))

    assert (checked.width, checked.height) == (40, 60)


def test_broken_metadata_does_not_refuse_a_picture():
    assert check(upload(format="JPEG", exif=b"Exif\0\0MM broken")).width == 60


def test_other_colour_spaces_are_converted():
    swapped = ImageCms.createProfile("sRGB")
    profile = bytearray(ImageCms.ImageCmsProfile(swapped).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    picture = Pillow.new("RGB", (8, 8), (250, 0, 0))

    checked = check(upload(picture, "PNG", icc_profile=bytes(profile)))

    red_part, _, blue_part = opened(checked).getpixel((4, 4))
    assert blue_part > red_part
    assert "icc_profile" not in opened(checked).info


def test_broken_colour_profile_is_ignored():
    assert check(upload(format="PNG", icc_profile=b"nonsense")).width == 60


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_moving_picture_is_refused(format):
    frames = [drawing(), drawing().transpose(Pillow.Transpose.FLIP_LEFT_RIGHT)]

    with pytest.raises(Refused, match="This picture moves"):
        check(upload(frames[0], format, save_all=True, append_images=frames[1:]))


def test_second_view_behind_a_camera_jpeg_is_dropped():
    frames = [drawing(), drawing().transpose(Pillow.Transpose.FLIP_LEFT_RIGHT)]
    target = io.BytesIO()
    frames[0].save(target, "MPO", save_all=True, append_images=frames[1:])

    checked = check(raw(target.getvalue()))

    assert opened(checked).format == "JPEG"


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


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_picture_cut_short_is_refused(format, part):
    whole = upload(Pillow.effect_noise((120, 80), 50), format).read()

    with pytest.raises(Refused, match="not a picture|damaged"):
        check(raw(whole[: int(len(whole) * part)]))


@pytest.mark.parametrize(
    ("width", "height"), [(20_000, 20_000), (12_000, 10_000), (7_100, 7_100), (16_001, 1)]
)
def test_too_many_pixels_are_refused_before_anything_is_decoded(width, height, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _self: pytest.fail("was decoded"))

    with pytest.raises(Refused, match="at most 50 megapixels"):
        check(raw(png_saying_it_is(width, height)))


def test_text_chunk_that_explodes_is_refused():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "a" * 80_000_000, zip=True)

    with pytest.raises(Refused, match="not a picture|damaged"):
        check(upload(format="PNG", pnginfo=text))


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
