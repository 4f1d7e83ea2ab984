"""The search's questions to PostgreSQL (manual, chapter 12). What comes in is bare words alone."""

from __future__ import annotations

from django.db import connections, router

from articles.models import SearchDocument
from articles.search.query import Query

# A very common word matches half of all stories; reading that many vectors to rank them takes a
# second. So the newest matches are ranked: documents are numbered in the order of publication.
BEST = """
    WITH found AS MATERIALIZED (
        SELECT id, vector FROM articles_searchdocument
        WHERE vector @@ to_tsquery('newsroom', %s) ORDER BY id DESC LIMIT %s
    )
    SELECT id, ts_rank('{0.1, 0.3, 0.5, 1.0}', vector, to_tsquery('newsroom', %s)) AS score
    FROM found ORDER BY score DESC, id DESC
"""
NEWEST = """
    SELECT id, 0.0 FROM articles_searchdocument
    WHERE vector @@ to_tsquery('newsroom', %s) ORDER BY id DESC LIMIT %s
"""


def match(query: Query, *, newest: bool, limit: int) -> list[tuple[int, float]]:
    """Numbers and scores of the documents that match, best or newest first."""
    asked = expression(query)
    with connections[router.db_for_read(SearchDocument)].cursor() as cursor:
        if newest:
            cursor.execute(NEWEST, [asked, limit])
        else:
            cursor.execute(BEST, [asked, limit, words_of(query)])
        return cursor.fetchall()


def expression(query: Query) -> str:
    """The query in the language of to_tsquery, manual 12.3.2."""
    groups = (f"({' | '.join(group)})" for group in query.tokens)
    return " & ".join([f"({words_of(query)})", *groups])


def words_of(query: Query) -> str:
    """The part that is ranked: a token says nothing about how well a text matches."""
    # Titles have the weight A, names B.
    end = ":AB" if query.in_names else ""
    end = ":A" if query.is_open else end
    phrases = [" <-> ".join(word + end for word in phrase) for phrase in query.phrases]
    if query.is_open and phrases:
        phrases[-1] += "*"
    return (" | " if query.is_loose else " & ").join(f"({phrase})" for phrase in phrases)
