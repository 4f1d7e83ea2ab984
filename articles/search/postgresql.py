"""The search's questions to PostgreSQL (manual, chapter 12). What comes in is bare words alone."""

from __future__ import annotations

from articles.search.query import Ask, Phrase, Query

# A very common word matches half of all stories; reading that many vectors to rank them takes a
# second. So the newest matches are ranked: documents are numbered in the order of publication.
BEST = """
    SELECT id, ts_rank('{0.1, 0.3, 0.5, 1.0}', vector, to_tsquery('newsroom', %s)) AS score
    FROM articles_newest_matching(to_tsquery('newsroom', %s), %s) ORDER BY score DESC, id DESC
"""
# People, journals and works have an index of their own: the newest of them that match a common
# word lie behind tens of thousands of stories.
BEST_OTHERS = """
    SELECT id, ts_rank('{0.1, 0.3, 0.5, 1.0}', vector, to_tsquery('newsroom', %s)) AS score
    FROM (
        SELECT id, vector FROM articles_searchdocument
        WHERE NOT (kind = 'story') AND vector @@ to_tsquery('newsroom', %s)
        ORDER BY id DESC LIMIT %s
    ) AS newest ORDER BY score DESC, id DESC
"""
NEWEST = """
    SELECT id, 0::real AS score
    FROM articles_newest_matching(to_tsquery('newsroom', %s), %s) ORDER BY id DESC
"""


def asked(ask: Ask) -> tuple[str, list[object]]:
    """The statement that answers with numbers and scores, and its values."""
    values: list[object] = [expression(ask.query), ask.limit]
    if ask.newest:
        return NEWEST, values
    return BEST_OTHERS if ask.of_others else BEST, [words_of(ask.query), *values]


def expression(query: Query) -> str:
    """The query in the language of to_tsquery, manual 12.3.2."""
    groups = (f"({' | '.join(group)})" for group in query.tokens)
    return " & ".join([f"({words_of(query)})", *groups])


def words_of(query: Query) -> str:
    """The part that is ranked: a token says nothing about how well a text matches."""
    # Titles have the weight A, names B.
    end = ":AB" if query.in_names else ""
    end = ":A" if query.is_open else end
    phrases = [_one(query.ways(phrase), end) for phrase in query.phrases]
    if query.is_open and phrases:
        phrases[-1] += "*"
    return query.joined([f"({one})" for one in phrases], every=" & ", either=" | ")


def _one(ways: list[Phrase], end: str) -> str:
    said = [" <-> ".join(word + end for word in phrase) for phrase in ways]
    return " | ".join(f"({one})" for one in said) if said[1:] else said[0]
