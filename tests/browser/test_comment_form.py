"""The comment form as a reader meets it."""

from tests.factories.articles import EditionFactory

BODY = "<p>Half of the patients felt better after a week.</p>"


def test_list_of_paragraphs_looks_like_a_list(open_page):
    story = EditionFactory(live=True, body_source=BODY, body_html=BODY)
    page = open_page()
    page.goto(story.get_absolute_url())

    style = page.locator("#comment-about").evaluate("one => getComputedStyle(one).appearance")

    assert style == "auto"
