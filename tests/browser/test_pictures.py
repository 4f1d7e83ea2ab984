"""The picture library where it needs a script: the focal point, and handing a picture over."""

from media.uploads import add_image
from tests.factories.core import UserFactory
from tests.factories.media import drawing, upload

LISTEN = (
    "() => { window.CKEDITOR = { tools: { callFunction: (...given) => { window.got = given } } } }"
)
OPEN = "() => { window.open('/admin/media/image/pick/?CKEditorFuncNum=-7', '_blank') }"


def added():
    return add_image(upload(drawing((600, 400))), title="Retina", alt="Vessels", by=None)


def test_press_on_the_preview_moves_the_focal_point(sign_in):
    image = added()
    page = sign_in(UserFactory(editor=True))
    page.goto(f"/admin/media/image/{image.pk}/change/")
    box = page.locator("[data-focal] img").bounding_box()

    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)

    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("25", "75")


def test_picker_hands_the_picture_to_the_window_that_opened_it(sign_in):
    image = added()
    page = sign_in(UserFactory(writer=True))
    page.goto("/admin/")
    page.evaluate(LISTEN)
    with page.expect_popup() as opened:
        page.evaluate(OPEN)

    opened.value.click(f"[data-pick='{image.pk}']")
    page.wait_for_function("() => window.got")

    number, address, told = page.evaluate("() => window.got")
    assert (number, address) == ("-7", image.body_size["url"])
    assert told == {"id": str(image.pk), "alternative_text": "Vessels", "caption": ""}


def test_axe_finds_nothing_in_the_library(sign_in, findings, complaints):
    image = added()
    page = sign_in(UserFactory(editor=True))

    for address in ("", "pick/", "add/", f"{image.pk}/change/"):
        page.goto(f"/admin/media/image/{address}", wait_until="networkidle")
        assert complaints == []
        assert findings(page) == []
        # The checker measures with styles of its own, which the security policy rightly stops.
        complaints.clear()
