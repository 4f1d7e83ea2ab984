"""The full-text index beside ``SearchDocument``: one for SQLite, one for PostgreSQL.

Both stem English, take no word for too common, and are kept in step by the database, so that no
door can forget them. SQLite: an FTS5 table with external content and three triggers
(sqlite.org/fts5.html, 4.4.3). PostgreSQL: a generated column with a GIN index (manual, 12.2.2).

A migration that makes SQLite build ``articles_searchdocument`` anew (an AlterField, an AddField
with a constraint) loses the triggers: run ``create`` again after it.
"""

from __future__ import annotations

from typing import Any

SQLITE = (
    """
    CREATE VIRTUAL TABLE articles_search USING fts5(
        title, names, summary, body, tokens,
        content='articles_searchdocument', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER articles_search_insert AFTER INSERT ON articles_searchdocument BEGIN
        INSERT INTO articles_search (rowid, title, names, summary, body, tokens)
        VALUES (new.id, new.title, new.names, new.summary, new.body, new.tokens);
    END
    """,
    """
    CREATE TRIGGER articles_search_delete AFTER DELETE ON articles_searchdocument BEGIN
        INSERT INTO articles_search (articles_search, rowid, title, names, summary, body, tokens)
        VALUES ('delete', old.id, old.title, old.names, old.summary, old.body, old.tokens);
    END
    """,
    """
    CREATE TRIGGER articles_search_update AFTER UPDATE ON articles_searchdocument BEGIN
        INSERT INTO articles_search (articles_search, rowid, title, names, summary, body, tokens)
        VALUES ('delete', old.id, old.title, old.names, old.summary, old.body, old.tokens);
        INSERT INTO articles_search (rowid, title, names, summary, body, tokens)
        VALUES (new.id, new.title, new.names, new.summary, new.body, new.tokens);
    END
    """,
)
SQLITE_AWAY = (
    "DROP TRIGGER articles_search_insert",
    "DROP TRIGGER articles_search_delete",
    "DROP TRIGGER articles_search_update",
    "DROP TABLE articles_search",
)
POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY newsroom_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = pg_catalog.simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION newsroom
        ALTER MAPPING FOR asciiword, word WITH newsroom_stem
    """,
    """
    ALTER TABLE articles_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('newsroom', title), 'A')
        || setweight(to_tsvector('newsroom', names), 'B')
        || setweight(to_tsvector('newsroom', summary), 'C')
        || to_tsvector('newsroom', body)
        || to_tsvector('newsroom', tokens)
    ) STORED
    """,
    "CREATE INDEX articles_search ON articles_searchdocument USING gin (vector)",
)
POSTGRESQL_AWAY = (
    "DROP INDEX articles_search",
    "ALTER TABLE articles_searchdocument DROP COLUMN vector",
    "DROP TEXT SEARCH CONFIGURATION newsroom",
    "DROP TEXT SEARCH DICTIONARY newsroom_stem",
)
# PostgreSQL takes the comparison of a document with a query for nearly free. It costs as much as
# reading the whole document, which lies outside its row: for a word in one of fifteen stories the
# planner would read 15,000 documents backwards instead of asking the index. Within this function
# a comparison has a price; the pages around it, mostly in memory, have little.
FINDER = """
    CREATE FUNCTION articles_newest_matching(asked tsquery, most integer)
    RETURNS TABLE (id bigint, vector tsvector) LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET cpu_operator_cost = 1
    SET random_page_cost = 0.1 SET seq_page_cost = 0.1
    AS $body$
    BEGIN
        RETURN QUERY EXECUTE
            'SELECT document.id, document.vector FROM articles_searchdocument AS document
            WHERE document.vector @@ $1 ORDER BY document.id DESC LIMIT $2'
            USING asked, most;
    END
    $body$
"""
FINDER_AWAY = "DROP FUNCTION articles_newest_matching(tsquery, integer)"


def create(apps: Any, schema_editor: Any) -> None:
    """Make the index of the database in use; for a migration."""
    _run(schema_editor, SQLITE if _is_sqlite(schema_editor) else POSTGRESQL)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take it away again."""
    _run(schema_editor, SQLITE_AWAY if _is_sqlite(schema_editor) else POSTGRESQL_AWAY)


def create_finder(apps: Any, schema_editor: Any) -> None:
    """Make what finds the newest matches on PostgreSQL; for a migration."""
    if not _is_sqlite(schema_editor):
        _run(schema_editor, (FINDER,))


def remove_finder(apps: Any, schema_editor: Any) -> None:
    """Take it away again."""
    if not _is_sqlite(schema_editor):
        _run(schema_editor, (FINDER_AWAY,))


def _is_sqlite(schema_editor: Any) -> bool:
    return schema_editor.connection.vendor == "sqlite"


def _run(schema_editor: Any, statements: tuple[str, ...]) -> None:
    for statement in statements:
        schema_editor.execute(statement, None)
