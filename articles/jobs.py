"""What the worker does for stories. Nothing that readers see hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from articles import autosave, indexing, links, message_mail, messages, rezoning
from articles.models import Edition
from articles.readiness import counts
from core.jobs import every, task


@every(timedelta(days=1))
def forget_old_typing(at: datetime) -> None:
    """Typing that nobody saved or asked for in a month."""
    autosave.drop_old(at)


@every(timedelta(days=1))
def follow_zones(at: datetime) -> int:
    """Embargoes whose zone has other clocks than when they were entered; the log tells of each."""
    return rezoning.recalculate(at)


@every(timedelta(minutes=1))
def tell_people(at: datetime) -> int:
    """Gather what happened that concerns somebody, and send what is due."""
    messages.gather(at)
    return message_mail.send_due(at)


@task
def index_stories_naming(kind: str, pk: int) -> int:
    """Write the search's documents of all stories that name a person, journal, work or tag."""
    return indexing.index_naming(kind, pk)


@every(timedelta(minutes=5))
def learn_words(at: datetime) -> None:
    """The words of stories that went live by the clock; the nightly round finds what it missed."""
    indexing.learn_words(Edition.objects.live(at).filter(live_from__gt=at - timedelta(hours=1)))


@every(timedelta(days=1))
def rebuild_search(at: datetime) -> None:
    """Find what changed behind the back of those who keep the search in step."""
    indexing.rebuild(at=at)


@every(timedelta(minutes=15))
def count_findings(at: datetime) -> int:
    """Findings that came or went without a save: a signature, a retraction, an answer."""
    return counts.keep_in_step()


@every(timedelta(minutes=10))
def ask_links(at: datetime) -> int:
    """Ask a few addresses that stories link to; what is gone is pointed out on the form."""
    return links.ask_due(at)
