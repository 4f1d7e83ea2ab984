"""The picture library on the desk: who may do what, and what the pages say."""

import pytest
from django.urls import reverse

from media.models import Image
from media.uploads import add_image
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.media import ImageFactory, drawing, upload
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db

LIST = "/admin/media/image/"
ADD = "/admin/media/image/add/"
PICK = "/admin/media/image/pick/"


def page_of(image, page="change"):
    return f"/admin/media/image/{image.pk}/{page}/"


def typed(**fields):
    """What a person fills into the form of a new picture."""
    return {
        "title": "Retina",
        "alt": "Vessels of a retina",
        "licence": "cc-by-4.0",
        "focal_x": 50,
        "focal_y": 50,
    } | fields


def text_of(response):
    return response.content.decode()


@pytest.fixture
def wren(client):
    user = UserFactory(writer=True)
    client.force_login(user)
    return user


@pytest.fixture
def edda(client):
    user = UserFactory(editor=True)
    client.force_login(user)
    return user


def test_writer_adds_a_picture(client, wren):
    response = client.post(ADD, typed(upload=upload(), focal_x=20, credit="E. Ink"), follow=True)

    image = Image.objects.get()
    assert response.redirect_chain == [(LIST, 302)]
    assert (image.uploaded_by, image.credit, image.focal_point) == (wren, "E. Ink", (20, 50))
    assert image.sizes_of("thumb", "jpeg")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"alt": ""}, "Say what the picture shows"),
        ({"is_decorative": "on"}, "A decorative picture has no alternative text"),
        ({"title": ""}, "This field is required"),
        ({"focal_x": 101}, "less than or equal to 100"),
        ({"source_url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_refused_form_says_what_is_missing_and_asks_for_the_file_again(
    client, wren, fields, sentence
):
    response = client.post(ADD, typed(upload=upload(), caption="Typed") | fields)

    assert sentence in text_of(response)
    assert "Choose the file once more" in text_of(response)
    assert "Typed" in text_of(response)
    assert not Image.objects.exists()


def test_file_that_is_no_picture_is_refused_on_the_page(client, wren):
    file = upload(drawing(), "GIF")

    response = client.post(ADD, typed(upload=file))

    assert "GIF files are not kept" in text_of(response)


def test_same_picture_again_leads_to_the_one_there(client, wren):
    image = add_image(upload(), title="The <first>", alt="Vessels", by=wren)

    response = client.post(ADD, typed(upload=upload()))

    link = f'<a href="{page_of(image)}">The &lt;first&gt;</a>'
    assert f"This picture is in the library already: {link}." in text_of(response)


def test_editor_changes_the_words(client, edda):
    image = ImageFactory(sized=True)

    response = client.post(page_of(image), typed(alt="New words", version_read=1))

    image.refresh_from_db()
    assert response.status_code == 302
    assert (image.alt, image.version) == ("New words", 2)


def test_stale_form_is_refused_with_both_texts(client, edda):
    image = ImageFactory(alt="Hers", version=4)

    response = client.post(page_of(image), typed(alt="Mine", version_read=3))

    image.refresh_from_db()
    page = text_of(response)
    assert image.alt == "Hers"
    assert "Somebody else changed this picture" in page
    assert "Alternative text there: “Hers”." in page
    assert "Mine</textarea>" in page
    assert 'name="version_read" value="4"' in page


def test_form_lists_where_the_picture_is_used(client, edda):
    image = ImageFactory()
    edition = EditionFactory(lead_image=image)

    assert str(edition) in text_of(client.get(page_of(image)))


def test_form_without_a_user_says_so(client, edda):
    assert "Nothing shows this picture yet." in text_of(client.get(page_of(ImageFactory())))


def test_unused_picture_is_deleted_after_a_question(client, edda):
    image = add_image(upload(), title="Retina", alt="Vessels", by=None)

    asked = client.get(page_of(image, "delete"))
    client.post(page_of(image, "delete"), {"post": "yes"})

    assert "Size of a picture" not in text_of(asked)
    assert not Image.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_used_picture_is_not_deleted(client, edda, method):
    image = ImageFactory()
    EditionFactory(lead_image=image)

    response = getattr(client, method)(page_of(image, "delete"), {"post": "yes"}, follow=True)

    assert response.redirect_chain == [(page_of(image), 302)]
    assert "This picture stays, because 1 place shows it" in text_of(response)
    assert Image.objects.exists()


def test_pictures_are_not_deleted_in_bulk(client, edda):
    image = ImageFactory()

    client.post(LIST, {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"})

    assert Image.objects.exists()


@pytest.mark.parametrize("page", [ADD, PICK, LIST])
def test_moderator_does_not_see_the_library(client, page):
    client.force_login(UserFactory(moderator=True))

    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", [ADD, PICK, LIST])
def test_stranger_is_asked_to_sign_in(client, page):
    assert client.get(page).status_code == 302


def test_writer_may_not_delete(client, wren):
    image = ImageFactory()

    assert client.post(page_of(image, "delete"), {"post": "yes"}).status_code == 403


def test_list_costs_the_same_for_one_picture_and_three(client, edda):
    assert_same_queries(lambda: client.get(LIST), lambda: ImageFactory(sized=True))


def test_picker_costs_the_same_for_one_picture_and_three(client, edda):
    assert_same_queries(lambda: client.get(PICK), lambda: ImageFactory(sized=True))


def test_list_is_narrowed_by_licence_and_words(client, edda):
    ImageFactory(title="Lung", licence="press")
    ImageFactory(title="Liver", licence="press")
    ImageFactory(title="Lungfish")

    page = text_of(client.get(LIST, {"licence__exact": "press", "q": "lung"}))

    assert ("Lung\n" in page, "Liver\n" in page, "Lungfish\n" in page) == (True, False, False)


def test_picker_offers_address_words_and_credit(client, wren):
    image = ImageFactory(
        sized=True, content_hash="ab", caption="Vessels.", credit="E. Ink", licence="cc-by-4.0"
    )

    page = text_of(client.get(PICK))

    assert f'data-pick="{image.pk}" data-url="/media/renditions/ab/lead-960.jpeg"' in page
    assert 'data-alt="Vessels of a retina" data-caption="Vessels. E. Ink, CC BY 4.0"' in page


def test_picker_searches(client, wren):
    ImageFactory(title="Lung")
    ImageFactory(title="Liver")

    page = text_of(client.get(PICK, {"q": "lung"}))

    assert ("Lung" in page, "Liver" in page) == (True, False)


@pytest.mark.parametrize(
    "query", [{"q": "\x00'%"}, {"page": "x"}, {"page": "9" * 40}, {"q": "x" * 5000}]
)
def test_picker_answers_any_question(client, wren, query):
    ImageFactory()

    assert client.get(PICK, query).status_code == 200


def test_picker_shows_two_dozen_pictures_on_a_page(client, wren):
    ImageFactory.create_batch(25)

    first, second = (client.get(PICK, {"page": page}) for page in (1, 2))

    assert (text_of(first).count("data-pick"), text_of(second).count("data-pick")) == (24, 1)


@pytest.mark.parametrize(
    ("number", "kept"), [("-3", "-3"), ("12", "12"), ("1'\"><script>", ""), ("²", ""), ("", "")]
)
def test_picker_hands_on_only_a_number(client, wren, number, kept):
    page = text_of(client.get(PICK, {"CKEditorFuncNum": number}))

    assert f'name="CKEditorFuncNum" value="{kept}"' in page


def test_picture_added_from_the_picker_leads_back_to_it(client, wren):
    response = client.post(f"{ADD}?_popup=1&CKEditorFuncNum=-3", typed(upload=upload()))

    assert response.headers["Location"] == f"{reverse('admin:media_image_pick')}?CKEditorFuncNum=-3"
