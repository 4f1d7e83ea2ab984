"""The statements that carry waiting copies into the tables of the site, for both databases.

What differs between stories waits in ``bench_copy``, one row for each; the rest comes from the
edition that is copied.
"""

WAITING = """
    CREATE TEMPORARY TABLE bench_copy (
        seed bigint, article bigint, edition bigint, at timestamp with time zone,
        headline text, slug text, path text, standfirst text,
        source text, html text, words text,
        person bigint, tag bigint, other_tag bigint, work bigint, issue bigint, mark text,
        title text, names text, summary text, body text, tokens text, facets {json}
    )
"""
WAIT = """
    INSERT INTO bench_copy VALUES (
        %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
    )
"""
NO_MORE = "DELETE FROM bench_copy"

ARTICLES = """
    INSERT INTO articles_article (
        id, latest_id, first_published_at, created_at, version, comments_mode, comment_count,
        withdrawal_reason, withdrawal_kind
    )
    SELECT copy.article, copy.edition, copy.at, copy.at, seed.version, seed.comments_mode, 0,
        seed.withdrawal_reason, seed.withdrawal_kind
    FROM bench_copy AS copy
    JOIN articles_edition AS source ON source.id = copy.seed
    JOIN articles_article AS seed ON seed.id = source.article_id
    ORDER BY copy.article
"""
EDITIONS = """
    INSERT INTO articles_edition (
        id, article_id, sort_at, live_from, created_at, updated_at, headline, slug, path,
        standfirst, body_source, body_html, body_text, section_id, number, state, version, kind,
        cleaner_version, note_at_foot, evidence, evidence_review, evidence_design,
        evidence_subject, lead_image_id, lead_caption, search_title, search_description,
        is_major_change, change_note, review_note, approval_carried, forced_reason
    )
    SELECT copy.edition, copy.article, copy.at, copy.at, copy.at, copy.at, copy.headline,
        copy.slug, copy.path, copy.standfirst, copy.source, copy.html, copy.words,
        seed.section_id, seed.number, seed.state, seed.version, seed.kind, seed.cleaner_version,
        seed.note_at_foot, seed.evidence, seed.evidence_review, seed.evidence_design,
        seed.evidence_subject, seed.lead_image_id, seed.lead_caption, seed.search_title,
        seed.search_description, seed.is_major_change, seed.change_note, seed.review_note,
        seed.approval_carried, seed.forced_reason
    FROM bench_copy AS copy JOIN articles_edition AS seed ON seed.id = copy.seed
    ORDER BY copy.edition
"""
ADDRESSES = """
    INSERT INTO articles_address (path, article_id, created_at)
    SELECT path, article, at FROM bench_copy ORDER BY article
"""
TAGS = """
    INSERT INTO articles_editiontag (content_object_id, tag_id)
    SELECT edition, tag FROM (
        SELECT edition, tag, 0 AS place FROM bench_copy
        UNION ALL SELECT edition, other_tag, 1 FROM bench_copy
    ) AS tagged ORDER BY edition, place
"""
BYLINES = """
    INSERT INTO articles_byline (edition_id, person_id, role, position)
    SELECT copy.edition, copy.person, seed.role, seed.position
    FROM bench_copy AS copy JOIN articles_byline AS seed ON seed.edition_id = copy.seed
    ORDER BY copy.edition
"""
CITATIONS = """
    INSERT INTO articles_citation (
        edition_id, key, work_id, issue_id, relation, pages_raw, page_first, page_last, locator,
        note, position, number
    )
    SELECT copy.edition, copy.mark, copy.work, copy.issue, seed.relation, seed.pages_raw,
        seed.page_first, seed.page_last, seed.locator, seed.note, seed.position, seed.number
    FROM bench_copy AS copy JOIN articles_citation AS seed ON seed.edition_id = copy.seed
    ORDER BY copy.edition
"""
DOCUMENTS = """
    INSERT INTO articles_searchdocument (
        kind, edition_id, label, title, names, summary, body, tokens, facets, sort_at
    )
    SELECT 'story', edition, headline, title, names, summary, body, tokens, facets, at
    FROM bench_copy ORDER BY edition
"""
# In the order in which rows lean on each other.
CARRY = (ARTICLES, EDITIONS, ADDRESSES, TAGS, BYLINES, CITATIONS, DOCUMENTS)

# SQLite: memory in kibibytes for the indexes, which are filled at random places.
HASTE = "PRAGMA cache_size = -600000"
# Numbers were given by hand; PostgreSQL has to go on after them.
GO_ON = (
    """
    SELECT setval(pg_get_serial_sequence('articles_article', 'id'), MAX(id))
    FROM articles_article
    """,
    """
    SELECT setval(pg_get_serial_sequence('articles_edition', 'id'), MAX(id))
    FROM articles_edition
    """,
)
COUNT = "ANALYZE"
