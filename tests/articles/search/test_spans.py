"""Texts with the words looked for marked."""

import pytest

from articles.search.spans import SNIPPET_LENGTH, Span, marked, snippet


def hits(spans):
    return [span.text for span in spans if span.is_hit]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The retina", [], []),
        ("The Retina and retinas", ["retina"], ["Retina", "retinas"]),
        ("Two studies, one study", ["studies"], ["studies", "study"]),
        ("Ménière’s disease", ["meniere"], ["Ménière"]),
        ("A retinal artery", ["artery"], ["artery"]),
    ],
)
def test_words_are_marked_whatever_their_form(text, words, found):
    spans = marked(text, words)

    assert hits(spans) == found
    assert "".join(span.text for span in spans) == text


def test_snippet_is_where_most_of_the_words_stand():
    text = "retina " + "before " * 80 + "tenecteplase for the retina " + "after " * 80

    spans = snippet(text, ["retina", "tenecteplase"])

    assert hits(spans) == ["tenecteplase", "retina"]
    assert "".join(span.text for span in spans).startswith("… ")
    assert len("".join(span.text for span in spans)) <= SNIPPET_LENGTH + 4


def test_snippet_without_the_word_is_the_standfirst():
    assert snippet("The answer is no.", ["zebra"], "One in five.") == [
        Span("One in five.", is_hit=False)
    ]
