"""Five hundred comments, a moderator who decides each, a scorer that learns: what it then does."""

from collections import Counter

from comments.spam.evaluation import Pupil
from comments.spam.scoring import Verdict
from tests.comments.scenario import comments

LAST = 200


def test_it_holds_hardly_any_honest_comment_and_lets_little_spam_through():
    site, said = Pupil(), []
    for text, is_spam in comments():
        found = site.score(text)
        said.append((is_spam, site.lines.verdict(found.p)))
        site.decide(found, is_spam=is_spam)

    ham = Counter(verdict for is_spam, verdict in said[-LAST:] if not is_spam)
    spam = Counter(verdict for is_spam, verdict in said[-LAST:] if is_spam)
    held_at_first = sum(v != Verdict.NORMAL for is_spam, v in said[:LAST] if not is_spam)

    assert (ham.total() - ham[Verdict.NORMAL]) / ham.total() <= 0.02
    assert ham[Verdict.SPAM] == 0
    assert spam[Verdict.NORMAL] / spam.total() <= 0.25
    assert held_at_first <= 4
