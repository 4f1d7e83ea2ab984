"""What is left of a picture after decoding, and how files made to upset decoders end."""

import io
import time
import zlib

import pytest
from PIL import Image as Pillow
from PIL import ImageCms, ImageFile, PngImagePlugin

from media import decoding
from media.decoding import Unreadable, decode, decode_apart
from tests.factories.media import drawing, upload

SECRET = b"51.5007,-0.1246 secret"


def opened(decoded):
    return Pillow.open(io.BytesIO(decoded.content))


def png_saying_it_is(width, height):
    """A few bytes whose header claims these pixels."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\0\0\0\0"
    chunk = (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk + upload(format="PNG").read()[33:]


@pytest.mark.parametrize(
    ("format", "mode", "extension", "kept_mode"),
    [
        ("JPEG", "RGB", "jpg", "RGB"),
        ("JPEG", "L", "jpg", "L"),
        ("JPEG", "CMYK", "jpg", "RGB"),
        ("PNG", "RGB", "png", "RGB"),
        ("PNG", "P", "png", "RGB"),
        ("PNG", "LA", "png", "RGB"),
        ("PNG", "1", "png", "L"),
        ("WEBP", "RGB", "jpg", "RGB"),
        ("AVIF", "RGB", "jpg", "RGB"),
    ],
)
def test_picture_is_kept_as_jpeg_or_png(format, mode, extension, kept_mode):
    decoded = decode(upload(drawing().convert(mode), format).read())

    assert (decoded.extension, decoded.width, decoded.height) == (extension, 60, 40)
    assert opened(decoded).mode == kept_mode


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_transparency_is_kept_as_png(format):
    clear = Pillow.new("RGBA", (10, 10), (9, 9, 9, 0))

    decoded = decode(upload(clear, format).read())

    assert decoded.extension == "png"
    assert opened(decoded).getchannel("A").getextrema() == (0, 0)


def test_sixteen_bits_of_grey_are_scaled_to_eight():
    picture = Pillow.new("I;16", (4, 4), 32_896)

    decoded = decode(upload(picture, "PNG").read())

    assert opened(decoded).getpixel((0, 0)) == 128


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_metadata_and_trailing_bytes_are_gone(format):
    exif = Pillow.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    extra = {"JPEG": {"comment": SECRET}, "PNG": {"pnginfo": text}}.get(format, {})
    file = upload(format=format, exif=exif, xmp=b"<x>" + SECRET, **extra)

    decoded = decode(file.read() + SECRET)

    assert SECRET not in decoded.content
    assert set(opened(decoded).info) <= {
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

    decoded = decode(upload(drawing((60, 40)), exif=exif).read())

    assert (decoded.width, decoded.height) == (40, 60)


def test_broken_metadata_does_not_refuse_a_picture():
    assert decode(upload(format="JPEG", exif=b"Exif\0\0MM broken").read()).width == 60


def test_other_colour_spaces_are_converted():
    swapped = ImageCms.createProfile("sRGB")
    profile = bytearray(ImageCms.ImageCmsProfile(swapped).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    picture = Pillow.new("RGB", (8, 8), (250, 0, 0))

    decoded = decode(upload(picture, "PNG", icc_profile=bytes(profile)).read())

    red_part, _, blue_part = opened(decoded).getpixel((4, 4))
    assert blue_part > red_part
    assert "icc_profile" not in opened(decoded).info


def test_broken_colour_profile_is_ignored():
    assert decode(upload(format="PNG", icc_profile=b"nonsense").read()).width == 60


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_moving_picture_is_refused(format):
    frames = [drawing(), drawing().transpose(Pillow.Transpose.FLIP_LEFT_RIGHT)]

    with pytest.raises(Unreadable, match="motion"):
        decode(upload(frames[0], format, save_all=True, append_images=frames[1:]).read())


def test_second_view_behind_a_camera_jpeg_is_dropped():
    frames = [drawing(), drawing().transpose(Pillow.Transpose.FLIP_LEFT_RIGHT)]
    target = io.BytesIO()
    frames[0].save(target, "MPO", save_all=True, append_images=frames[1:])

    decoded = decode(target.getvalue())

    assert opened(decoded).format == "JPEG"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_picture_cut_short_is_refused(format, part):
    whole = upload(Pillow.effect_noise((120, 80), 50), format).read()

    with pytest.raises(Unreadable, match="kind|damaged"):
        decode(whole[: int(len(whole) * part)])


@pytest.mark.parametrize(
    ("width", "height"), [(20_000, 20_000), (12_000, 10_000), (7_100, 7_100), (16_001, 1)]
)
def test_too_many_pixels_are_refused_before_anything_is_decoded(width, height, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _self: pytest.fail("was decoded"))

    with pytest.raises(Unreadable, match="pixels"):
        decode(png_saying_it_is(width, height))


def test_text_chunk_that_explodes_is_refused():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "a" * 80_000_000, zip=True)

    with pytest.raises(Unreadable, match="kind|damaged"):
        decode(upload(format="PNG", pnginfo=text).read())


def test_picture_above_the_kept_size_is_made_smaller(monkeypatch):
    monkeypatch.setattr(decoding, "KEPT_PIXELS", 60 * 45)

    for format in ("JPEG", "PNG"):
        decoded = decode(upload(drawing((120, 90)), format).read())

        assert (decoded.width, decoded.height) == (60, 45)


# --- in a process of its own -----------------------------------------------------------------


def chunk(kind, content):
    crc = zlib.crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + crc


def png_with(*chunks):
    """A PNG with these chunks behind its header."""
    whole = upload(format="PNG").read()
    return whole[:33] + b"".join(chunks) + whole[33:]


def clear_png(side):
    """A PNG of this many clear pixels a side, in few bytes."""
    header = side.to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0"
    pixels = zlib.compress(b"\0" * (side * 4 + 1) * side, 1)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg_saying_it_is_large():
    whole = bytearray(upload().read())
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(whole)


ZEROS = zlib.compress(b"\0" * 90_000_000, 1)
BOMBS = {
    "400 megapixels": lambda: png_saying_it_is(20_000, 20_000),
    "4 gigapixels": lambda: png_saying_it_is(65_535, 65_535),
    "a mile of one line": lambda: png_saying_it_is(2_000_000_000, 1),
    "jpeg of 65535 x 65535": jpeg_saying_it_is_large,
    "words that explode": lambda: png_with(chunk(b"zTXt", b"Comment\0\0" + ZEROS)),
    "other words that explode": lambda: png_with(
        chunk(b"iTXt", b"Comment\0\1\0\0\0" + ZEROS),
    ),
    "colours that explode": lambda: png_with(chunk(b"iCCP", b"p\0\0" + ZEROS)),
    "a chunk longer than the file": lambda: png_with(b"\x7f\xff\xff\xffIDAT"),
    "clear pixels in 200 MB": lambda: clear_png(7_070),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_within_its_limits(name):
    content, start = BOMBS[name](), time.monotonic()

    with pytest.raises(Unreadable):
        decode_apart(content)

    assert time.monotonic() - start < decoding.WALL_SECONDS


def test_child_gives_back_what_it_decoded():
    content = upload(drawing((120, 90))).read()

    assert decode_apart(content) == decode(content)


def test_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(decoding, "WALL_SECONDS", 0.001)

    with pytest.raises(Unreadable, match="time"):
        decode_apart(upload().read())


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "time"),
        ("raise SystemExit(3)", "damaged"),
    ],
)
def test_child_that_dies_refuses_the_picture(program, reason, monkeypatch, tmp_path):
    path = tmp_path / "dying.py"
    path.write_text(program)
    monkeypatch.setattr(decoding, "__file__", str(path))

    with pytest.raises(Unreadable, match=reason):
        decode_apart(upload().read())
