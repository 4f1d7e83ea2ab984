"""A small publication with one of everything that a reader's page can show."""

from dataclasses import dataclass

from django.utils import timezone
from PIL import Image as Pillow

from articles import corrections, editions, publishing, workflow
from articles.editions import BylineEntry, CitationEntry
from articles.models import Byline, Edition
from core.models import User
from literature.models import Issue
from media.models import Image
from media.uploads import add_image
from taxonomy.models import Section, Tag
from tests.factories.articles import PersonFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.media import upload
from tests.factories.taxonomy import SectionFactory, TagFactory

BODY = """
<p>In a careful trial <a class="cite" href="#ref-trial1">1</a> one in five recovered.</p>
<h2>What was done</h2>
<p>The issue <a class="cite" href="#ref-issue1">2</a> holds the whole account, H<sub>2</sub>O.</p>
<h3>In numbers</h3>
<table><caption>Who recovered</caption><thead><tr><th>Arm</th><th>People</th></tr></thead>
<tbody><tr><td>Drug</td><td>40</td></tr><tr><td>Aspirin</td><td>38</td></tr></tbody></table>
<ul><li>Stroke doctors asked.</li><li>Eye doctors answered.</li></ul>
<blockquote><p>The answer is no.</p></blockquote>
<p>More is at <a href="https://example.org/registry">the registry</a>.</p>
"""


@dataclass(frozen=True)
class Publication:
    """What was made, and the accounts that made it."""

    wren: User
    edda: User
    paul: User
    story: Edition
    section: Section
    tag: Tag
    issue: Issue
    picture: Image
    writer_page: str

    @property
    def pages(self) -> dict[str, str]:
        """Every kind of page a reader can open -> its address."""
        journal = self.issue.journal
        return {
            "home": "/",
            "section": self.section.parent.get_absolute_url(),
            "subsection": self.section.get_absolute_url(),
            "story": self.story.get_absolute_url(),
            "tag": self.tag.get_absolute_url(),
            "people": "/people/",
            "person": self.writer_page,
            "journals": "/journals/",
            "journal": journal.get_absolute_url(),
            "issue": self.issue.get_absolute_url(),
            "search": "/search/?q=trial",
            "corrections": "/corrections/",
            "about": "/about/",
            "corrections policy": "/corrections-policy/",
            "privacy": "/privacy/",
            "not found": "/nothing-here/",
        }


def make_publication() -> Publication:
    wren, edda, paul = (UserFactory(**{role: True}) for role in ("writer", "editor", "publisher"))
    section = SectionFactory(
        name="Eye", slug="eye", parent=SectionFactory(name="Health", slug="health")
    )
    person = PersonFactory(name="Ines Duarte", credentials="MD", job_title="Health editor")
    journal = JournalFactory(nejm=True)
    issue = IssueFactory(journal=journal, issue_label="7")
    work = WorkFactory(tenecteplase=True, journal=journal)
    drawing = Pillow.radial_gradient("L").resize((1200, 800)).convert("RGB")
    picture = add_image(
        upload(drawing), title="Retina", by=edda, alt="Vessels of a retina", credit="The Offprint"
    )
    tag = TagFactory(name="Stroke", slug="stroke")
    story = editions.start_story(
        by=wren,
        fields={
            "headline": "A clot drug does not bring back sight",
            "slug": "clot-drug",
            "standfirst": "One in five recovered either way.",
            "body_source": BODY,
            "section": section,
            "lead_image": picture,
        },
        bylines=[BylineEntry(person), BylineEntry(PersonFactory(), Byline.Role.EDITOR)],
        citations=[
            CitationEntry(work=work, key="trial1"),
            CitationEntry(issue=issue, pages_raw="625-728", key="issue1"),
        ],
        tags=[tag],
    )
    publish(story, wren=wren, edda=edda, paul=paul)
    other = editions.start_story(
        by=wren,
        fields={
            "headline": "A second story",
            "slug": "second",
            "standfirst": "It has one, as every story must.",
            "body_source": "<p>Text.</p>",
            "section": section,
        },
        tags=[tag],
    )
    publish(other, wren=wren, edda=edda, paul=paul)
    first = CommentFactory(article=story.article, published=True)
    CommentFactory(parent=first, published=True)
    corrections.add_correction(
        story.article, by=edda, kind="correction", text="The trial was of 78 people, not 87."
    )
    return Publication(
        wren, edda, paul, story, section, tag, issue, picture, person.get_absolute_url()
    )


def publish(edition: Edition, *, wren: User, edda: User, paul: User) -> None:
    workflow.transition(edition, "submit", by=wren, reviewer=edda)
    workflow.transition(edition, "approve", by=edda)
    publishing.publish(edition, by=paul, at=timezone.now())
