"""A publication with one of everything that machines read, and words that break careless files."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Byline, Citation, Edition
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
    SeriesFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.literature import (
    ContributorFactory,
    IssueFactory,
    JournalFactory,
    WorkFactory,
)
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

HOSTILE = "5 < 78 & “rising” ]]> \x0b مرحبا <b>\N{MICROSCOPE}</b>"
BODY = (
    '<p>See <a href="/health/">health</a> &amp; H<sub>2</sub>O, p &lt; 0.05 ]]&gt;.</p>'
    '<figure class="figure"><img src="/media/images/a.jpg" alt="5 &lt; 78" width="64" height="48">'
    "<figcaption>Two arms &amp; one eye</figcaption></figure>"
)
FIRST = datetime(2026, 2, 1, 9, 0, 30, tzinfo=UTC)
FORMS = ("atom", "rss", "json")


@dataclass(frozen=True)
class Publication:
    """The story with everything, the one with nothing, and the pages that feeds belong to."""

    full: Edition
    bare: Edition
    channels: dict[str, str]

    def feeds(self, form):
        """Every feed in this form: name -> address."""
        return {name: f"{path}feed.{form}" for name, path in self.channels.items()}


@pytest.fixture
def publication(db, time_machine):
    time_machine.move_to(FIRST + timedelta(hours=30), tick=False)
    health = SectionFactory(name=f"Health {HOSTILE}"[:60], slug="health", description=HOSTILE)
    tag = TagFactory(name="Stroke & <eye>", slug="stroke")
    series = SeriesFactory(slug="sleep-school")
    journal = JournalFactory(nejm=True)
    issue = IssueFactory(journal=journal, issue_label="5")
    full = EditionFactory(
        live=True,
        live_from=FIRST + timedelta(hours=20),
        sort_at=FIRST,
        is_major_change=True,
        section=SectionFactory(name="Eye", slug="eye", parent=health),
        headline=HOSTILE,
        standfirst=HOSTILE,
        body_source=BODY,
        lead_image=ImageFactory(sized=True),
        lead_caption=HOSTILE,
        article__series=series,
    )
    full.edition_tags.create(tag=tag)
    chen = PersonFactory(name="Jennifer Chen", slug="chen", honorific="Dr.", credentials="MD & PhD")
    BylineFactory(edition=full, person=chen)
    BylineFactory(edition=full, person=PersonFactory(job_title="Data <editor>"))
    BylineFactory(edition=full, role=Byline.Role.EDITOR)
    work = WorkFactory(
        tenecteplase=True, journal=journal, volume="394", issue_label="5", status="retracted"
    )
    ContributorFactory(work=work)
    CitationFactory(edition=full, work=work)
    CitationFactory(edition=full, issue=issue, relation=Citation.Relation.BACKGROUND)
    CorrectionFactory(article=full.article, text=HOSTILE, at=FIRST + timedelta(hours=25))
    CommentFactory(article=full.article, approved=True, text="Fewer than <5 of 78.", name="M & H")
    bare = EditionFactory(live=True, live_from=FIRST, standfirst="")
    channels = {
        "site": "/",
        "section": "/health/",
        "tag": "/tags/stroke/",
        "person": "/people/chen/",
        "series": "/series/sleep-school/",
        "journal": "/journals/nejm/",
        "volume": "/journals/nejm/394/",
        "issue": "/journals/nejm/394/5/",
        "work": work.get_absolute_url(),
        "corrections": "/corrections/",
        "comments": f"/comments/{full.article_id}/",
        "nobody's comments": f"/comments/{bare.article_id}/",
    }
    return Publication(full, bare, channels)
