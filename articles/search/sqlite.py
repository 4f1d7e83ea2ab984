"""The search's questions to FTS5 (sqlite.org/fts5.html). What comes in is bare words alone."""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.query import Ask, Phrase, Query

# Weights of title, names, summary, body, tokens. bm25 is the smaller the better.
BEST = """
    SELECT rowid AS id, -bm25(articles_search, 10.0, 5.0, 4.0, 1.0, 0.0) AS score
    FROM articles_search WHERE articles_search MATCH %s ORDER BY score DESC LIMIT %s
"""
# Documents are numbered in the order of publication, and FTS5 reads them backwards at no cost.
NEWEST = """
    SELECT rowid AS id, 0.0 AS score FROM articles_search WHERE articles_search MATCH %s
    ORDER BY rowid DESC LIMIT %s
"""


def asked(ask: Ask) -> tuple[str, list[object]]:
    """The statement that answers with numbers and scores, and its values."""
    return NEWEST if ask.newest else BEST, [expression(ask.query), ask.limit]


def expression(query: Query) -> str:
    """The query in FTS5's own language, section 3 of its manual."""
    phrases = [_one(query.ways(phrase)) for phrase in query.phrases]
    if query.is_open and phrases:
        phrases[-1] += "*"
    said = query.joined(phrases, every=" AND ", either=" OR ")
    columns = "title names" if query.in_names else "title names summary body"
    columns = "title" if query.is_open else columns
    texts = [f"{{{columns}}} : ({said})"]
    return " AND ".join(texts + [f"tokens : ({_any(group)})" for group in query.tokens])


def _one(ways: list[Phrase]) -> str:
    said = [f'"{" ".join(phrase)}"' for phrase in ways]
    return f"({' OR '.join(said)})" if said[1:] else said[0]


def _any(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)
