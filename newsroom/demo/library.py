"""Loads the demo's sections, tags, people, pictures, journals, issues and works."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Person
from core.models import User
from literature.issues import find_or_create_issue, save_issue
from literature.models import Contributor, Issue, Journal, RetractionNotice, Work
from literature.works import save_work
from media.models import Image
from media.uploads import add_image
from newsroom.demo import pictures
from newsroom.demo.reading import Table, tables
from taxonomy.models import Alias, Section, Tag
from taxonomy.tree import save_section


def load_sections(*, by: User) -> dict[str, Section]:
    """All sections by their path; a parent stands before its children in the file."""
    found: dict[str, Section] = {}
    for row in tables("sections", "section"):
        path = "/".join(word for word in (row["parent"], row["slug"]) if word)
        section = Section.objects.filter(path=path).first()
        if section is None:
            values = {name: row[name] for name in ("slug", "name", "position", "description")}
            section = save_section(Section(parent=found.get(row["parent"]), **values), by=by)
        found[path] = section
    return found


def load_tags() -> dict[str, Tag]:
    """All tags by their address word, with their other names."""
    found = {}
    for row in tables("tags", "tag"):
        values = {"name": row["name"], "description": row["description"]}
        tag, _made = Tag.objects.get_or_create(slug=row["slug"], defaults=values)
        for name in row["aliases"]:
            slug = name.lower().replace(" ", "-")
            Alias.objects.get_or_create(slug=slug, defaults={"tag": tag, "name": name})
        found[tag.slug] = tag
    return found


def load_people(users: dict[str, User]) -> dict[str, Person]:
    """All people of the bylines by their address word."""
    found = {}
    for row in tables("people", "person"):
        values = {name: row[name] for name in row if name not in {"slug", "username"}}
        values["user"] = users.get(row.get("username", ""))
        found[row["slug"]], _made = Person.objects.get_or_create(slug=row["slug"], defaults=values)
    return found


def load_picture(row: Table, *, by: User) -> Image | None:
    """The picture of a story, drawn and kept when it is not in the library yet."""
    name = row["picture"]
    if not name:
        return None
    title = f"Drawing: {name}"
    known = Image.objects.filter(title=title).first()
    return known or add_image(
        SimpleUploadedFile(f"{name}.png", _png(name), "image/png"),
        title=title,
        alt=row["picture_alt"],
        is_decorative=False,
        caption=row["picture_caption"],
        credit=row["picture_credit"],
        licence=Image.Licence.CC_BY,
        by=by,
    )


def _png(name: str) -> bytes:
    file = BytesIO()
    pictures.draw(name).save(file, "PNG")
    return file.getvalue()


def load_journals() -> dict[str, Journal]:
    """All journals by their address word."""
    found = {}
    for row in tables("literature", "journal"):
        values = {name: row[name] for name in row if name != "slug"}
        found[row["slug"]], _made = Journal.objects.get_or_create(slug=row["slug"], defaults=values)
    return found


def load_issues(journals: dict[str, Journal], *, by: User) -> dict[tuple[str, str, str], Issue]:
    """All issues by journal, volume and label."""
    found = {}
    for row in tables("literature", "issue"):
        issue = find_or_create_issue(
            journals[row["journal"]],
            year=int(row["cover_date"][:4]),
            volume=row["volume"],
            issue_label=row["issue_label"],
            supplement=row["supplement"],
            by=by,
        )
        if not issue.cover_date:
            issue.cover_date = row["cover_date"]
            issue.pages_raw = "-".join(filter(None, [row["page_first"], row["page_last"]]))
            save_issue(issue, by=by)
        found[row["journal"], row["volume"], row["issue_label"]] = issue
    return found


INVENTED = "10.5555/"
NOTICES = {
    Work.Status.RETRACTED: RetractionNotice.Kind.RETRACTION,
    Work.Status.WITHDRAWN: RetractionNotice.Kind.WITHDRAWAL,
    Work.Status.CONCERN: RetractionNotice.Kind.CONCERN,
    Work.Status.CORRECTED: RetractionNotice.Kind.CORRECTION,
}
_WORK_LINKS = {"id", "journal", "pages", "doi", "authors", "cites", "preprint_of"}


def load_works(journals: dict[str, Journal], *, by: User) -> dict[str, Work]:
    """All works by their short key."""
    found = {}
    for row in tables("literature", "work"):
        values = {name: row[name] for name in row if name not in _WORK_LINKS}
        work = _known(row)
        if work is None:
            values |= {"pages_raw": row["pages"], "doi_display": row["doi"]}
            work = Work(journal=journals.get(row["journal"]), **values)
            work = save_work(work, contributors=_contributors(row["authors"]), by=by)
            _add_notice(work, by=by)
        found[row["id"]] = work
    return found


def _add_notice(work: Work, *, by: User) -> None:
    """The notice behind a work's standing: handled for real ones, a task for invented ones."""
    if work.status not in NOTICES:
        return
    now = timezone.now()
    is_invented = work.doi.startswith(INVENTED)
    RetractionNotice.objects.create(
        work=work,
        kind=NOTICES[Work.Status(work.status)],
        notice_doi=work.notice_doi,
        url=work.notice_url,
        noticed_on=work.status_date,
        sources=["publisher", "retraction_watch"] if is_invented else ["manual"],
        state="reported" if is_invented else "confirmed",
        decided_by=None if is_invented else by,
        decided_at=None if is_invented else now,
        closed_at=None if is_invented else now,
        checked_at=now,
    )


def _known(row: Table) -> Work | None:
    if row["doi"]:
        return Work.objects.filter(doi=row["doi"].lower()).first()
    return Work.objects.filter(title_plain=row["title"]).first()


def _contributors(authors: Iterable[Table]) -> list[Contributor]:
    return [
        Contributor(
            family=author.get("family", ""),
            given=author.get("given", ""),
            particle=author.get("particle", ""),
            suffix=author.get("suffix", ""),
            collective_name=author.get("collective", ""),
        )
        for author in authors
    ]
