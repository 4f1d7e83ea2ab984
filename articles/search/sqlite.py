"""The search's questions to FTS5 (sqlite.org/fts5.html). What comes in is bare words alone."""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.query import Ask, Phrase, Query

# So many of the newest matches are weighed: for a word that is in nearly every story each costs a
# microsecond. They are found with the tokens and weighed by the words alone, because bm25 counts
# all documents of whatever it is asked for, and every story has the token of a story.
WEIGHED = 20_000
# Weights of title, names, summary, body, tokens. bm25 is the smaller the better.
BEST = """
    WITH newest AS MATERIALIZED (
        SELECT rowid AS id FROM articles_search WHERE articles_search MATCH %s
        ORDER BY rowid DESC LIMIT %s
    )
    SELECT rowid AS id, -bm25(articles_search, 10.0, 5.0, 4.0, 1.0, 0.0) AS score
    FROM articles_search
    WHERE articles_search MATCH %s AND rowid >= (SELECT MIN(id) FROM newest)
        AND +rowid IN (SELECT id FROM newest)
    ORDER BY score DESC LIMIT %s
"""
# Documents are numbered in the order of publication, and FTS5 reads them backwards at no cost.
NEWEST = """
    SELECT rowid AS id, 0.0 AS score FROM articles_search WHERE articles_search MATCH %s
    ORDER BY rowid DESC LIMIT %s
"""


def asked(ask: Ask) -> tuple[str, list[object]]:
    """The statement that answers with numbers and scores, and its values."""
    matching = expression(ask.query)
    if ask.newest:
        return NEWEST, [matching, ask.limit]
    return BEST, [matching, WEIGHED, words_of(ask.query), ask.limit]


def expression(query: Query) -> str:
    """The query in FTS5's own language, section 3 of its manual."""
    groups = (f"tokens : ({_any(group)})" for group in query.tokens)
    return " AND ".join([words_of(query), *groups])


def words_of(query: Query) -> str:
    """The part that is weighed: a token says nothing about how well a text matches."""
    phrases = [_one(query.ways(phrase)) for phrase in query.phrases]
    if query.is_open and phrases:
        phrases[-1] += "*"
    said = query.joined(phrases, every=" AND ", either=" OR ")
    columns = "title names" if query.in_names else "title names summary body"
    columns = "title" if query.is_open else columns
    return f"{{{columns}}} : ({said})"


def _one(ways: list[Phrase]) -> str:
    said = [f'"{" ".join(phrase)}"' for phrase in ways]
    return f"({' OR '.join(said)})" if said[1:] else said[0]


def _any(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)
