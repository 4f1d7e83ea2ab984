"""What a story reports on, as readers meet it: the source plate and the line under a headline.

Pure: makes data of citations that were read with their work, issue and journal. Knows no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.call_numbers import (
    DASH,
    CallNumber,
    call_of_issue,
    call_of_work,
    date_of,
    label,
    lower_first,
    number_of_issue,
    number_of_work,
    short_name,
    shown,
    standing,
    state_of,
)
from articles.models import Citation, Edition
from articles.page_rules import PageRule, page_rule, pages_of
from literature.identifiers import doi_url
from literature.models import Journal, Work

PLATES_SHOWN = 3
# In these nobody and nothing was counted, so a missing size is no omission.
UNCOUNTED = {Work.Subject.NONE, Work.Subject.IN_SILICO}


@dataclass(frozen=True)
class Fact:
    """One labelled fact of a plate."""

    label: str
    value: str
    is_wide: bool = False
    is_figure: bool = False


@dataclass(frozen=True)
class Link:
    """A place a plate leads to; ``is_second`` puts it under the line."""

    label: str
    url: str
    is_second: bool = False


@dataclass(frozen=True)
class Source:
    """One plate."""

    state: str
    state_words: str
    label: str
    call: CallNumber
    title: str
    where: str
    language: str = ""
    doi: str = ""
    doi_url: str = ""
    remark: str = ""
    notice: Link | None = None
    facts: Sequence[Fact] = ()
    strip_facts: Sequence[Fact] = ()
    links: Sequence[Link] = ()
    page_rule: PageRule | None = None

    @property
    def is_retracted(self) -> bool:
        return self.state == "retracted"


@dataclass(frozen=True)
class Miniature:
    """A source in one line. Without a journal it says in words that there is none."""

    state: str
    journal: str
    number: str
    state_words: str
    words: list[str]


@dataclass(frozen=True)
class Banner:
    """What is said above a headline when the story's source fell or is in doubt."""

    kind: str
    word: str
    text: str
    url: str
    link_words: str
    after: str


def subjects(citations: Iterable[Citation]) -> list[Citation]:
    """The citations a story is about, in their order."""
    return [citation for citation in citations if citation.is_subject]


def sources(citations: Sequence[Citation]) -> list[Source]:
    """The plates of a story, at most three; the first is the one it is mainly about."""
    return [source(citation, citations) for citation in subjects(citations)[:PLATES_SHOWN]]


def source(citation: Citation, beside: Iterable[Citation] = ()) -> Source:
    """The plate of one citation; ``beside`` are the story's citations, for the page rule."""
    if citation.work is not None:
        return _of_work(
            citation.work, f"#ref-{citation.key}", stories=getattr(citation, "stories", 0)
        )
    return _of_issue(citation, [other.work for other in beside if other.work is not None])


def plate_of(work: Work) -> Source:
    """The plate of a work on its own page, where no references stand below."""
    return _of_work(work)


def miniature(story: Edition, citations: Iterable[Citation]) -> Miniature:
    """The line under a story's headline."""
    about = subjects(citations)
    if not about:
        return Miniature("none", "", "", "", [story.get_kind_display(), _("no single source")])
    first = about[0]
    if first.work is not None:
        return _miniature_of_work(first.work)
    pages = first.pages_raw.replace("-", DASH)
    number = f"{number_of_issue(first.issue)}:{pages}" if pages else number_of_issue(first.issue)
    return Miniature("reviewed", first.issue.journal.plate_name, number, "", [_("whole issue")])


def call_number(story: Edition, citations: Iterable[Citation]) -> CallNumber:
    """The call number beside a story in a list."""
    about = subjects(citations)
    if not about:
        return CallNumber(_("No source"), standing=story.get_kind_display())
    if about[0].work is not None:
        return call_of_work(about[0].work)
    return call_of_issue(about[0].issue, about[0].pages_raw)


def banner(citations: Iterable[Citation]) -> Banner | None:
    """The warning above the headline: a retraction before a concern; None for a sound source."""
    works = [citation.work for citation in subjects(citations) if citation.work is not None]
    for work in works:
        if work.is_retracted:
            return _retraction(work)
    for work in works:
        if work.status == Work.Status.CONCERN:
            return _concern(work)
    return None


def _of_work(work: Work, reference: str = "", *, stories: int = 0) -> Source:
    state = state_of(work)
    return Source(
        state=state,
        state_words=_state_words(work, state),
        label=label(work),
        call=call_of_work(work),
        title=work.title,
        language=work.language if not work.language.startswith("en") else "",
        where=work.journal.title if work.journal else work.publisher,
        doi=(work.doi_display or work.doi) if state != "retracted" else "",
        doi_url=work.doi_link,
        remark=_remark(work),
        notice=_notice(work) if state in {"retracted", "concern"} else None,
        facts=_facts(work),
        strip_facts=_strip_facts(work, state),
        links=_links(work, state, reference, stories),
    )


def _of_issue(citation: Citation, works: list[Work]) -> Source:
    issue = citation.issue
    reviewed = issue.journal.peer_review == Journal.PeerReview.YES
    state_words = _("Peer-reviewed journal") if reviewed else ""
    remark = _("Cited as an issue, by its pages. An issue has no DOI of its own.")
    return Source(
        state="reviewed" if reviewed else "plain",
        state_words=state_words,
        label=_("A whole issue"),
        call=call_of_issue(issue, citation.pages_raw),
        title=issue.title or issue.long_name,
        where="",
        doi=issue.doi,
        doi_url=doi_url(issue.doi) if issue.doi else "",
        remark="" if issue.doi else remark,
        strip_facts=[Fact(_("Source"), _("A whole issue")), *_review_fact(state_words)],
        links=[
            Link(_("Open the issue"), issue.get_absolute_url()),
            Link(_("In the references"), f"#ref-{citation.key}"),
            Link(_("More from this journal"), issue.journal.get_absolute_url(), is_second=True),
        ],
        page_rule=page_rule(pages_of(citation.pages_raw or issue.pages_raw), works),
    )


def _miniature_of_work(work: Work) -> Miniature:
    state = state_of(work)
    words = [lower_first(work.get_study_design_display()), _studied(work)]
    state_words = {
        "retracted": lower_first(standing(work)),
        "concern": _("expression of concern"),
        "preprint": _("preprint, not yet peer-reviewed"),
    }.get(state, "")
    return Miniature(
        state, short_name(work), number_of_work(work), state_words, [w for w in words if w]
    )


def _state_words(work: Work, state: str) -> str:
    if state == "retracted":
        return standing(work)
    if state == "concern":
        return ", ".join(filter(None, [_("Expression of concern"), shown(work.status_date)]))
    if state == "preprint":
        return _("Preprint, not yet peer-reviewed")
    if state == "reviewed":
        return _("Peer-reviewed")
    unsaid = {Work.ReviewStatus.UNKNOWN, Work.ReviewStatus.NOT_APPLICABLE}
    return "" if work.review_status in unsaid else work.get_review_status_display()


def _remark(work: Work) -> str:
    if work.is_retracted:
        return _("Do not cite as evidence.")
    if work.status == Work.Status.CORRECTED:
        return " ".join(filter(None, [_("Corrected"), shown(work.status_date)])) + "."
    return ""


def _notice(work: Work) -> Link | None:
    url = work.notice_url or (doi_url(work.notice_doi) if work.notice_doi else "")
    words = _("Notice of retraction") if work.is_retracted else _("Read the editors’ note")
    when = shown(work.status_date) if work.is_retracted else ""
    return Link(", ".join(filter(None, [words, when])), url) if url else None


def _facts(work: Work) -> list[Fact]:
    missing = _("Not stated in the paper")
    design = ", ".join(
        filter(None, [work.get_study_design_display(), lower_first(work.study_note)])
    )
    subject = work.subject_note or work.get_subject_display()
    size = _size(work)
    no_size = "" if work.subject in UNCOUNTED else missing
    facts = [
        Fact(_("Kind of study"), design or missing),
        Fact(_("Studied in"), subject or missing),
        Fact(_("Size"), size or no_size, is_figure=size[:1].isdigit()),
        Fact(_("Funding"), work.funding, is_wide=True),
        Fact(_("Interests"), work.interests, is_wide=True),
    ]
    return [fact for fact in facts if fact.value]


def _strip_facts(work: Work, state: str) -> list[Fact]:
    facts = [
        Fact(_("Study"), work.get_study_design_display()),
        Fact(_("Size"), _counted(work)),
        *_review_fact(_state_words(work, state)),
    ]
    return [fact for fact in facts if fact.value]


def _review_fact(words: str) -> list[Fact]:
    return [Fact(_("Review"), words)] if words else []


def _size(work: Work) -> str:
    if work.sample_size is None:
        return work.sample_note
    count = f"{work.sample_size:,}"
    return f"{count} ({work.sample_note})" if work.sample_note else count


def _counted(work: Work) -> str:
    """How many people or animals: "78 people"; empty where none were counted."""
    if work.sample_size is None or work.subject not in {Work.Subject.PEOPLE, Work.Subject.ANIMALS}:
        return ""
    counted = {"count": f"{work.sample_size:,}"}
    if work.subject == Work.Subject.ANIMALS:
        return ngettext("%(count)s animal", "%(count)s animals", work.sample_size) % counted
    return ngettext("%(count)s person", "%(count)s people", work.sample_size) % counted


def _studied(work: Work) -> str:
    """How many, else in whom or what, in a word or two."""
    if work.subject in {"", Work.Subject.NONE}:
        return ""
    return _counted(work) or lower_first(work.get_subject_display())


def _links(work: Work, state: str, reference: str, stories: int) -> list[Link]:
    read = _("Read the preprint") if state == "preprint" else _("Read the paper")
    notice = _notice(work) if state in {"retracted", "concern"} else None
    links = [Link(_("Read the notice"), notice.url)] if notice else []
    address = work.doi_link or work.url
    links += [Link(read, address)] if address else []
    links += [Link(_("In the references"), reference)] if reference else []
    if stories:
        ours = _("Our stories on it (%d)") % stories
        links.append(Link(ours, work.get_absolute_url(), is_second=True))
    if work.issue:
        number = number_of_issue(work.issue)
        links.append(Link(_("Issue %s") % number, work.issue.get_absolute_url(), is_second=True))
    if work.journal:
        more = _("More from this journal")
        links.append(Link(more, work.journal.get_absolute_url(), is_second=True))
    return links


def _retraction(work: Work) -> Banner:
    notice = _notice(work)
    text = _("The paper this story reports on was retracted%s.") % _when(work.status_date)
    return Banner(
        kind="retracted",
        word=_("Retracted"),
        text=text,
        url=notice.url if notice else "",
        link_words=_("Read the notice"),
        after=_("The story is kept for the record."),
    )


def _concern(work: Work) -> Banner:
    notice = _notice(work)
    text = _("The journal’s editors have doubts about the paper this story reports on%s.")
    return Banner(
        kind="concern",
        word=_("Expression of concern"),
        text=text % (f" ({shown(work.status_date)})" if work.status_date else ""),
        url=notice.url if notice else "",
        link_words=_("Read their note"),
        after="",
    )


def _when(stored: str) -> str:
    date = date_of(stored)
    if date is None:
        return ""
    shown = {"date": date.display()}
    return (_(" on %(date)s") if date.day else _(" in %(date)s")) % shown
