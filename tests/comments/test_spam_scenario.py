"""Five hundred comments, a moderator who decides each, a scorer that learns: what it then does."""

from collections import Counter

from comments.spam.learned import Learned
from comments.spam.scoring import Lines, Verdict, lines, score
from tests.comments.scenario import comments

LAST = 200


class Site:
    """What a site knows after so many decisions, as its tables would hold it."""

    def __init__(self):
        self.counts, self.learned, self.approved = {}, Learned(), []

    def decide(self, found, *, is_spam):
        for token in found.tokens:
            spam, ham = self.counts.get(token, (0, 0))
            self.counts[token] = (spam + is_spam, ham + (not is_spam))
        spam, ham = self.learned.spam + is_spam, self.learned.ham + (not is_spam)
        self.learned = Learned(spam, ham)
        if not is_spam:
            self.approved.insert(0, found.p)

    @property
    def lines(self) -> Lines:
        return lines(self.approved, spam=self.learned.spam)


def test_it_holds_hardly_any_honest_comment_and_lets_little_spam_through():
    site, said = Site(), []
    for text, is_spam in comments():
        found = score(text, counts=lambda _hashes: site.counts, learned=site.learned)
        said.append((is_spam, site.lines.verdict(found.p)))
        site.decide(found, is_spam=is_spam)

    ham = Counter(verdict for is_spam, verdict in said[-LAST:] if not is_spam)
    spam = Counter(verdict for is_spam, verdict in said[-LAST:] if is_spam)
    held_at_first = sum(v != Verdict.NORMAL for is_spam, v in said[:LAST] if not is_spam)

    assert (ham.total() - ham[Verdict.NORMAL]) / ham.total() <= 0.02
    assert ham[Verdict.SPAM] == 0
    assert spam[Verdict.NORMAL] / spam.total() <= 0.25
    assert held_at_first <= 4
