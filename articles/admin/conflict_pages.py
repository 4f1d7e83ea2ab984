"""The page for two texts: somebody saved while somebody else was writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import conflicts, naming
from articles.admin import acts, posted
from articles.admin.requests import DeskRequest
from articles.conflicts import BODY, LISTS, Decision, Snapshot
from articles.models import Edition
from core import diff

MINE, THEIRS, BOTH = "mine", "theirs", "both"
OURS = ("choose-", "both-")


@dataclass
class Question:
    """One thing to decide, with both texts marked against what they began as."""

    name: str
    label: str
    mine: list[diff.Span] = field(default_factory=list)
    theirs: list[diff.Span] = field(default_factory=list)
    chosen: str = ""
    written: str = ""
    can_write: bool = True
    is_list: bool = False
    rows: int = 2
    error: str = ""
    put_mine: str = ""
    put_theirs: str = ""


def answer_stale(
    model_admin: admin.ModelAdmin, request: DeskRequest, object_id: str, *, certain: bool = False
) -> HttpResponse | None:
    """The answer to a form that was opened before somebody else saved; None when it was not.

    A post from the page for two texts is brought together here, and then saved as usual.
    """
    edition = model_admin.get_object(request, object_id)
    if edition is None or not model_admin.has_change_permission(request, edition):
        return None
    if not certain and _is_current(request.POST, edition):
        return None
    act = acts.chosen(request.POST)
    if act is not None and not act.saves:
        return _look_again(model_admin, request, object_id)
    merger = Merger(request.POST, edition)
    if "_resolve" in request.POST and merger.is_against_current and not certain:
        merger.read_choices()
        if merger.is_decided:
            request.POST = merger.merged()
            return None
    return _page(model_admin, request, edition, merger)


def _is_current(given: QueryDict, edition: Edition) -> bool:
    return given.get("opened_version") == str(edition.version) and "_resolve" not in given


def _look_again(
    model_admin: admin.ModelAdmin, request: DeskRequest, object_id: str
) -> HttpResponse:
    """A decision about a text that changed meanwhile is not carried out."""
    messages.warning(
        request,
        _("The story changed since you opened it, so the button was not carried out. Look again."),
    )
    request.kept = {"note": request.POST.get("note", "")}
    request.method = "GET"
    response = model_admin.changeform_view(request, object_id)
    response.status_code = 409
    return response


class Merger:
    """Brings a post and the edition that was saved meanwhile together."""

    def __init__(self, given: QueryDict, edition: Edition) -> None:
        self.given = given
        self.edition = edition
        self.original: Snapshot = posted.original(given)
        self.mine = posted.snapshot(given)
        self.theirs = conflicts.snapshot(edition)
        self.decisions = conflicts.decide(self.original, self.mine, self.theirs)
        body = next(one for one in self.decisions if one.name == BODY)
        self.parts = self._parts(body)
        self.names = naming.Names.of(self.original, self.mine, self.theirs)
        self.questions = [*self._field_questions(), *self._body_questions()]

    def _parts(self, body: Decision) -> list[conflicts.Part]:
        if body.kind != "both":
            return []
        return conflicts.merge_body(body.original or "", body.mine or "", body.theirs or "")

    @property
    def is_against_current(self) -> bool:
        return self.given.get("against") == str(self.edition.version)

    @property
    def is_decided(self) -> bool:
        return not any(question.error for question in self.questions)

    @property
    def theirs_changed(self) -> bool:
        return any(one.kind in {"theirs", "both"} for one in self.decisions)

    def _field_questions(self) -> list[Question]:
        return [
            self._question(one) for one in self.decisions if one.kind == "both" and one.name != BODY
        ]

    def _question(self, one: Decision) -> Question:
        old, mine, theirs = (
            self.names.words(one.name, value) for value in (one.original, one.mine, one.theirs)
        )
        is_list = one.name in LISTS
        return Question(
            one.name,
            self.names.label(one.name),
            mine=diff.marked(old, mine)[1],
            theirs=diff.marked(old, theirs)[1],
            chosen=BOTH if is_list else "",
            written=mine,
            can_write=one.name not in conflicts.CHOICES,
            is_list=is_list,
            put_mine=mine,
            put_theirs=theirs,
        )

    def _body_questions(self) -> list[Question]:
        clashes = [part for part in self.parts if part.clash]
        return [
            Question(
                f"{BODY}-{index}",
                _("Body, paragraph %d") % (self._paragraphs_before(part) + 1),
                mine=diff.marked(part.original_text, part.mine_text)[1],
                theirs=diff.marked(part.original_text, part.theirs_text)[1],
                written=part.mine,
                rows=6,
                put_mine=part.mine,
                put_theirs=part.theirs,
            )
            for index, part in enumerate(clashes)
        ]

    def _paragraphs_before(self, clash: conflicts.Part) -> int:
        before = self.parts[: self.parts.index(clash)]
        return sum(len(conflicts.blocks(part.text or part.mine)) for part in before)

    def read_choices(self) -> None:
        """Take the choices from the post; a question without one says so."""
        for question in self.questions:
            question.chosen = self.given.get(f"choose-{question.name}", question.chosen)
            question.written = self.given.get(f"both-{question.name}", question.written)
            if question.chosen not in {MINE, THEIRS, BOTH}:
                question.error = _("Choose for “%s”.") % question.label

    def merged(self) -> QueryDict:
        """The post with every field decided, against the version that is there now."""
        result = self.given.copy()
        for name in [name for name in result if name.startswith(OURS) or name == "_resolve"]:
            del result[name]
        chosen = {question.name: question for question in self.questions}
        for one in self.decisions:
            self._put(result, one, chosen.get(one.name))
        result["opened_version"] = str(self.edition.version)
        result["original"] = conflicts.dump(self.theirs)
        return result

    def _put(self, result: QueryDict, one: Decision, question: Question | None) -> None:
        choice = question.chosen if question else (THEIRS if one.kind == "theirs" else MINE)
        if one.name in {"bylines", "citations"}:
            posted.put_rows(result, one.name, self._rows(one.name, choice))
        elif one.name == BODY and one.kind == "both":
            result[BODY] = self._merged_body()
        elif one.name == "tags":
            posted.put(result, one.name, self._tags(choice))
        elif question is not None and choice == BOTH:
            posted.put(result, one.name, question.written)
        elif choice == THEIRS:
            posted.put(result, one.name, one.theirs)

    def _rows(self, name: str, choice: str) -> list[posted.Row]:
        if name == "citations":
            mine = posted.citations(self.given)
            theirs = [posted.row_of_citation(values) for values in self.theirs[name]]
            known = {row["key"] for row in theirs}
            more = [row for row in mine if row.get("key") not in known]
        else:
            mine = posted.bylines(self.given)
            theirs = [posted.row_of_byline(values) for values in self.theirs[name]]
            people = {(row["person"], row["role"]) for row in theirs}
            more = [row for row in mine if (row["person"], row.get("role", "")) not in people]
        return {MINE: mine, THEIRS: theirs, BOTH: [*theirs, *more]}[choice]

    def _tags(self, choice: str) -> list[str]:
        mine, theirs = self.mine["tags"], self.theirs["tags"]
        both = [*theirs, *(name for name in mine if name not in theirs)]
        return {MINE: mine, THEIRS: theirs, BOTH: both}[choice]

    def _merged_body(self) -> str:
        answers = iter(one for one in self.questions if one.name.startswith(f"{BODY}-"))
        texts = []
        for part in self.parts:
            if not part.clash:
                texts.append(part.text)
                continue
            answer = next(answers)
            texts.append(
                {MINE: part.mine, THEIRS: part.theirs, BOTH: answer.written}[answer.chosen]
            )
        return "\n".join(text for text in texts if text)


def _page(
    model_admin: admin.ModelAdmin, request: DeskRequest, edition: Edition, merger: Merger
) -> HttpResponse:
    who = edition.updated_by.short_name if edition.updated_by else _("Somebody")
    is_you = edition.updated_by_id == request.user.pk
    settled = [
        {"label": merger.names.label(one.name), "kind": one.kind}
        for one in merger.decisions
        if one.kind in {MINE, THEIRS}
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Two texts"),
        "opts": model_admin.opts,
        "edition": edition,
        "who": who,
        "is_you": is_you,
        "opened": request.POST.get("opened_version", ""),
        "merger": merger,
        "questions": merger.questions,
        "missing": [question.error for question in merger.questions if question.error],
        "settled": settled,
        "same": sum(1 for one in merger.decisions if one.kind == "same"),
        "next_version": edition.version + 1,
        "kept": _kept(request.POST),
    }
    return TemplateResponse(request, "admin/articles/edition/conflict.html", context, status=409)


def _kept(given: QueryDict) -> list[tuple[str, Any]]:
    """Everything that was posted, to be posted again."""
    ours = {"csrfmiddlewaretoken", "against", "_resolve", "_restore"}
    return [
        (name, value)
        for name, values in given.lists()
        if name not in ours and not name.startswith(OURS)
        for value in values
    ]
