"""What the worker does for comments: letters, decisions that take effect, forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta

from comments import akismet, digests, letters, modes, own_data, privacy, replies, settling
from comments.spam import memory, quiet
from core.jobs import every


@every(timedelta(days=1))
def forget_addresses(at: datetime) -> int:
    """Clear what is kept about writers once it is older than the setting allows."""
    return privacy.forget(at)


@every(timedelta(seconds=10))
def settle_decisions(at: datetime) -> int:
    """Learn from decisions that stood, and announce them."""
    return settling.settle(at)


@every(timedelta(minutes=1))
def ask_to_confirm(at: datetime) -> int:
    """Send the letters that ask new addresses for a confirmation."""
    return letters.send_confirmations(at)


@every(timedelta(days=1))
def forget_letters(at: datetime) -> int:
    """Forget which letters went out once no limit looks at them."""
    return letters.forget_letters(at)


@every(timedelta(days=1))
def forget_lessons(at: datetime) -> int:
    """Unlearn what was taught about spam too long ago."""
    return memory.forget_old(at=at)


@every(timedelta(hours=1))
def learn_from_silence(at: datetime) -> int:
    """Learn from honest comments that nobody reported for a week."""
    return quiet.learn(at)


@every(timedelta(minutes=10))
def count_rules(at: datetime) -> int:
    """Count on how many new comments each rule spoke."""
    return memory.count_fired(at)


@every(timedelta(hours=1))
def close_old_stories(at: datetime) -> int:
    """Take no more comments under stories that have grown too old."""
    return modes.close_old(at)


@every(timedelta(seconds=20))
def ask_akismet(at: datetime) -> int:
    """Ask and report what is due, where the site has a key."""
    return akismet.work(at)


@every(timedelta(minutes=1))
def tell_of_replies(at: datetime) -> int:
    """Write to those who asked to hear of replies."""
    return replies.send_replies(at)


@every(timedelta(minutes=5))
def send_digests(at: datetime) -> int:
    """Write to the moderators what waits."""
    return digests.send_digests(at)


@every(timedelta(hours=1))
def erase(at: datetime) -> int:
    """Do the erasures that are due, and forget what is old."""
    return own_data.erase_due(at) + own_data.forget_old(at)
