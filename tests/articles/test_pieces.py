"""A text cut where its page shows something in a way of its own."""

import pytest

from articles import body
from articles.pieces import Piece, images_named, pieces
from tests.factories.articles import EditionFactory
from tests.factories.media import ImageFactory

FIGURE = (
    '<figure class="figure" data-image="12"><img src="/media/a.jpeg" alt="{alt}" width="9">'
    "<figcaption>Drawn by A.</figcaption></figure>"
)


def text(alt="Vessels"):
    return body.render(f"<p>a</p>{FIGURE.format(alt=alt)}<p>b</p>", []).html


def test_text_is_cut_around_its_tables():
    assert pieces("<p>a</p><table><tr></tr></table><p>b</p><table></table>", {}) == [
        Piece("<p>a</p>"),
        Piece("<table><tr></tr></table>", is_table=True),
        Piece("<p>b</p>"),
        Piece("<table></table>", is_table=True),
    ]


def test_picture_of_the_library_gives_way_to_its_sizes():
    image = ImageFactory.build(pk=12)

    before, picture, after = pieces(text("a &amp; &quot;b&quot;"), {12: image})

    assert images_named(text()) == {12}
    assert before.html.endswith('data-image="12">')
    assert picture == Piece(picture=image, alt='a & "b"')
    assert after.html.startswith("<figcaption>")


@pytest.mark.parametrize("alt", ["Vessels", "a &gt; b", "a &lt; b"])
def test_text_without_the_picture_stays_as_it_was(alt):
    assert "".join(piece.html for piece in pieces(text(alt), {})) == text(alt)


@pytest.mark.django_db
def test_page_shows_pictures_in_the_text_in_all_their_sizes(client):
    image = ImageFactory(sized=True, content_hash="ab")
    source = text().replace('"12"', f'"{image.pk}"')
    story = EditionFactory(live=True, body_html=source, lead_image=None)

    page = client.get(story.get_absolute_url()).content.decode()

    assert '<source type="image/avif" srcset="/media/renditions/ab/lead-480.avif 480w' in page
    assert 'alt="Vessels" loading="lazy"' in page
    assert "/media/a.jpeg" not in page.partition("<main")[2]


def table(*rows, head="<tr><th>Arm</th><th>People</th><th>Share</th></tr>"):
    inner = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead>{head}</thead><tbody>{inner}</tbody></table>"


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ([("Drug", "1,234", "20%"), ("None", "−3.7", "0.8 to 3.6")], (2, 3)),
        ([("2025", "8 / 40", "<p>&lt;0.001</p>"), ("2026", "–", "22 (–4.5)")], (1, 2, 3)),
        ([("Drug", "40 people", "20%"), ("None", "38", "about 3")], ()),
        ([("Drug", "40"), ("None", "38", "20%")], (2,)),
        ([], ()),
    ],
)
def test_columns_of_figures_alone_are_found(rows, figures):
    (found,) = pieces(table(*rows), {})

    assert found.figures == figures


def test_table_with_joined_cells_is_left_as_it_is():
    joined = table(("Drug", "40", "20%"), head='<tr><th colspan="3">All</th></tr>')

    assert pieces(joined, {})[0].figures == ()
