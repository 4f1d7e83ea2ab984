"""The log in sentences: each act of any room, said as somebody would tell it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import AuditEntry

# A sentence per act; "who" did it to "what".
SENTENCES = {
    "account.save": gettext_lazy("%(who)s saved the account of %(what)s."),
    "alias.add": gettext_lazy("%(who)s added another name of %(what)s."),
    "article.close_comments": gettext_lazy("%(who)s closed the comments of “%(what)s”."),
    "article.comments": gettext_lazy("%(who)s changed who may comment on “%(what)s”."),
    "article.correct": gettext_lazy("%(who)s added a correction to “%(what)s”."),
    "article.assign": gettext_lazy("%(who)s said whose story “%(what)s” is."),
    "article.looked_again": gettext_lazy("%(who)s looked at “%(what)s” again."),
    "article.note": gettext_lazy("%(who)s wrote a note on “%(what)s”."),
    "article.pick_related": gettext_lazy("%(who)s chose what stands beside “%(what)s”."),
    "article.remind": gettext_lazy("%(who)s set a day to look at “%(what)s” again."),
    "article.withdraw": gettext_lazy("%(who)s withdrew “%(what)s”."),
    "article.embargo": gettext_lazy("%(who)s put “%(what)s” under embargo."),
    "article.send_address": gettext_lazy("%(who)s sent a lost address to “%(what)s”."),
    "article.mend_typo": gettext_lazy("%(who)s mended a typo in “%(what)s”."),
    "article.lift_embargo": gettext_lazy("%(who)s lifted the embargo on “%(what)s” early."),
    "article.embargo_moved": gettext_lazy(
        "The clocks of a time zone changed, and the embargo on “%(what)s” with them."
    ),
    "edition.hold_back": gettext_lazy("“%(what)s” goes live later, because its embargo does."),
    "article.release_embargo": gettext_lazy("%(who)s took “%(what)s” out of an embargo."),
    "comment.approve": gettext_lazy("%(who)s approved %(what)s."),
    "comment.flood": gettext_lazy("Very many comments came: %(what)s waits for moderators."),
    "comment.end_flood": gettext_lazy("%(who)s ended the while in which comments wait (%(what)s)."),
    "comment.prolong_flood": gettext_lazy("%(who)s let comments wait for longer (%(what)s)."),
    "comment.ban": gettext_lazy("%(who)s banned a writer: %(what)s."),
    "comment.legal_hold": gettext_lazy("%(who)s put %(what)s on legal hold."),
    "comment.lift_legal_hold": gettext_lazy("%(who)s lifted the legal hold on %(what)s."),
    "comment.lift_ban": gettext_lazy("%(who)s lifted a ban: %(what)s."),
    "comment.site_mode": gettext_lazy("%(who)s set how the site takes comments (%(what)s)."),
    "article.set_comments": gettext_lazy("%(who)s set how %(what)s takes comments."),
    "comment.rule": gettext_lazy("%(who)s switched the spam rule %(what)s."),
    "comment.rule_wrong": gettext_lazy("%(who)s found a spam rule wrong about %(what)s."),
    "comment.rule_not_wrong": gettext_lazy(
        "%(who)s took back that a spam rule is wrong about %(what)s."
    ),
    "comment.stop_spam": gettext_lazy("The blind check stopped automatic spam (%(what)s)."),
    "comment.trust_scorer": gettext_lazy("%(who)s let the scorer mark spam again (%(what)s)."),
    "comment.note": gettext_lazy("%(who)s wrote a note on %(what)s."),
    "comment.confirm": gettext_lazy("The writer of %(what)s confirmed the address."),
    "comment.certify": gettext_lazy("%(who)s set the expertise of %(what)s."),
    "comment.edit": gettext_lazy("%(what)s was changed by its writer."),
    "comment.report_hold": gettext_lazy("%(what)s was held after reports."),
    "comment.erase": gettext_lazy("%(who)s erased %(what)s."),
    "comment.featured": gettext_lazy("%(who)s featured %(what)s."),
    "comment.not_featured": gettext_lazy("%(who)s no longer features %(what)s."),
    "comment.not_pinned": gettext_lazy("%(who)s unpinned %(what)s."),
    "comment.pinned": gettext_lazy("%(who)s pinned %(what)s to the top."),
    "comment.undo": gettext_lazy("%(who)s undid the last decision on %(what)s."),
    "comment.hold": gettext_lazy("%(who)s held %(what)s."),
    "comment.mark_spam": gettext_lazy("%(who)s marked %(what)s as spam."),
    "comment.publish": gettext_lazy("%(who)s let %(what)s appear."),
    "comment.reject": gettext_lazy("%(who)s rejected %(what)s."),
    "comment.withdraw": gettext_lazy("%(what)s was withdrawn by its writer."),
    "edition.approve": gettext_lazy("%(who)s approved “%(what)s”."),
    "edition.ask_changes": gettext_lazy("%(who)s asked for changes in “%(what)s”."),
    "edition.ask_outside": gettext_lazy("%(who)s showed “%(what)s” to somebody outside."),
    "edition.outside_agreed": gettext_lazy("Somebody outside agreed to “%(what)s”."),
    "edition.outside_asked": gettext_lazy("Somebody outside asked for changes in “%(what)s”."),
    "edition.revoke_outside": gettext_lazy("%(who)s ended a link to “%(what)s” for outside."),
    "edition.sign": gettext_lazy("%(who)s signed a check of “%(what)s”."),
    "edition.carry": gettext_lazy("A hotfix by %(who)s was carried into “%(what)s”."),
    "edition.hotfix": gettext_lazy("%(who)s opened a hotfix of “%(what)s”."),
    "edition.settle_carry": gettext_lazy("%(who)s decided what becomes of a hotfix in “%(what)s”."),
    "edition.force": gettext_lazy("%(who)s published “%(what)s” despite what stood in the way."),
    "edition.publish": gettext_lazy("%(who)s published “%(what)s”."),
    "edition.reopen": gettext_lazy("%(who)s took the approval of “%(what)s” back."),
    "edition.save": gettext_lazy("%(who)s saved “%(what)s”."),
    "edition.submit": gettext_lazy("%(who)s sent “%(what)s” to review."),
    "edition.take_back": gettext_lazy("%(who)s took “%(what)s” back from review."),
    "edition.unschedule": gettext_lazy("%(who)s took “%(what)s” off the schedule."),
    "image.add": gettext_lazy("%(who)s added the picture “%(what)s”."),
    "image.change": gettext_lazy("%(who)s changed the picture “%(what)s”."),
    "image.delete": gettext_lazy("%(who)s deleted the picture “%(what)s”."),
    "import.finish": gettext_lazy("The file of references “%(what)s” was dealt with to its end."),
    "import.start": gettext_lazy("%(who)s brought in the file of references “%(what)s”."),
    "issue.add": gettext_lazy("%(who)s added the issue %(what)s."),
    "issue.change": gettext_lazy("%(who)s changed the issue %(what)s."),
    "journal.add": gettext_lazy("%(who)s added the journal %(what)s."),
    "journal.change": gettext_lazy("%(who)s changed the journal %(what)s."),
    "person.save": gettext_lazy("%(who)s saved the page of %(what)s."),
    "front.arrange": gettext_lazy("%(who)s arranged the front “%(what)s”."),
    "series.arrange": gettext_lazy("%(who)s arranged the series %(what)s."),
    "section.delete": gettext_lazy("%(who)s deleted the section %(what)s."),
    "section.save": gettext_lazy("%(who)s saved the section %(what)s."),
    "step.save": gettext_lazy("%(who)s saved the check “%(what)s” of a section."),
    "tag.merge": gettext_lazy("%(who)s merged another tag into %(what)s."),
    "tag.save": gettext_lazy("%(who)s saved the tag %(what)s."),
    "notice.close": gettext_lazy("%(who)s closed a notice about “%(what)s”."),
    "notice.confirmed": gettext_lazy("%(who)s confirmed a notice about “%(what)s”."),
    "notice.dismissed": gettext_lazy("%(who)s set a notice about “%(what)s” aside."),
    "notice.report": gettext_lazy("%(who)s learned of a notice about “%(what)s”."),
    "work.fill": gettext_lazy("%(who)s took what a service says of “%(what)s”."),
    "work.link": gettext_lazy("%(who)s linked “%(what)s” with another version."),
    "work.lock": gettext_lazy("%(who)s locked fields of “%(what)s”."),
    "work.merge": gettext_lazy("%(who)s merged another work into “%(what)s”."),
    "work.standing": gettext_lazy("%(who)s changed what readers are told of “%(what)s”."),
    "work.unlock": gettext_lazy("%(who)s freed locked fields of “%(what)s”."),
    "work.add": gettext_lazy("%(who)s added the work “%(what)s”."),
    "work.change": gettext_lazy("%(who)s changed the work “%(what)s”."),
}


def sentence(entry: AuditEntry) -> str:
    """One entry of the log as a sentence; an act without one is named as it stands in the code."""
    named = {"who": entry.actor_name or _("The site itself"), "what": entry.object_label}
    template = SENTENCES.get(entry.act)
    if template is None:
        return _("%(who)s: %(act)s, %(what)s.") % {"act": entry.act, **named}
    return str(template) % named
