from __future__ import annotations

import pytest

from articles import comparison
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory
from tests.factories.literature import WorkFactory


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("the drug helps", "the drug harms", "the drug [-helps-]{+harms+}"),
        ("yes", "yes", "yes"),
        ("", "all new", "{+all new+}"),
        ("all gone", "", "[-all gone-]"),
    ],
)
def test_two_texts_are_marked_as_one(old, new, marked):
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}

    found = "".join(marks[span.kind].format(span.text) for span in comparison.both(old, new))

    assert found == marked


@pytest.mark.django_db
def test_rows_and_fields_that_differ_are_named():
    before = EditionFactory(headline="Old", live=True)
    after = EditionFactory(
        article=before.article, section=before.section, headline="New", standfirst=before.standfirst
    )
    BylineFactory(edition=after)
    CitationFactory(edition=after, work=WorkFactory(title="A work"))

    found = comparison.compare(before, after)

    assert [row.name for row in found.rows] == ["headline", "slug", "bylines", "citations"]
    assert found.rows[3].entries[0].kind == "added"


@pytest.mark.django_db
def test_paragraphs_that_stayed_are_folded():
    before = EditionFactory(body_source="<p>One.</p><p>Two.</p><p>Three.</p>", live=True)
    after = EditionFactory(
        article=before.article,
        section=before.section,
        body_source="<p>One.</p><p>Two.</p><p>Four.</p>",
    )

    body = next(row for row in comparison.compare(before, after).rows if row.name == "body_source")

    assert [len(paragraph.same) for paragraph in body.paragraphs] == [2, 0]
