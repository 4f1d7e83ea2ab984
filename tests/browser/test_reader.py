"""Readers' pages in a real browser: both themes, both widths, without script, for everybody."""

from datetime import UTC, datetime

import brotli
import pytest

from articles import body
from articles.models import Edition
from media.models import Image
from media.uploads import add_image
from tests.browser.conftest import COLOURS, dress
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import drawing, upload
from tests.factories.taxonomy import SectionFactory, TagFactory

STORY = "/health/eye/clot-drug/"
PATHS = {
    "home": "/",
    "section": "/health/",
    "story": STORY,
    "retracted": "/health/retracted/",
    "withdrawn": "/health/withdrawn/",
    "tag": "/tags/stroke/",
    "person": "/people/jennifer-chen/",
    "people": "/people/",
    "journals": "/journals/",
    "journal": "/journals/nejm/",
    "issue": "/journals/nejm/394/7/",
    "volume": "/journals/nejm/394/",
    "work": "/works/10.1056/nejmoa2508515/",
    "search": "/search/?q=blood",
    "nothing found": "/search/?q=unobtainium",
    "corrections": "/corrections/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "follow": "/follow/",
    "archive": "/archive/",
    "digests": "/digest/",
    "digest": "/digest/2026-02-12/",
    "crowded": "/health/crowded/",
    "one long name": f"/people/{'donau' * 8}/",
    "not filed": "/nothing/",
}
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXT = (
    "<p>Blood returns, sight does not."
    '<a class="cite" href="#ref-abc123">1</a></p><h2>What was done</h2><h3>In short</h3>'
    "<ul><li>Forty people.</li></ul><blockquote><p>One in five.</p></blockquote>"
    "<table><caption>What was measured</caption><thead><tr><th>Outcome</th><th>Drug</th></tr>"
    "</thead><tbody><tr><td>Sight</td><td>8 / 40</td></tr></tbody></table>"
)
LINCOLN = datetime(2026, 2, 12, 15, tzinfo=UTC)
MOST_REQUESTS = 10
MOST_BYTES = 60 * 1024  # compressed, without pictures
MOST_STOPS = 120
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
FIRST_PAINT = """
() => new Promise((done) =>
  new PerformanceObserver(() => done()).observe({ type: "paint", buffered: true })
)
"""
# Longer than the tenth of a second for which a browser waits for letters.
A_WHILE = "() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 200))"
# Where the keyboard stands: whether one sees it there, and whether it went back in the text.
STOP = """
() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const box = here.getClientRects()[0] ?? here.getBoundingClientRect();
  const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  const middle = Math.max(box.top, 0) + height / 2;
  const top = document.elementFromPoint(box.x + box.width / 2, middle);
  const style = getComputedStyle(here);
  const last = window.lastStop;
  window.lastStop = here;
  return {
    name: `${here.tagName} ${here.textContent.trim().slice(0, 40)} ${here.name ?? ""}`,
    isSeen: top !== null && (here.contains(top) || top.contains(here)),
    isMarked: style.outlineStyle !== "none" || style.boxShadow !== "none",
    isBackwards:
      !!last && !!(here.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}
"""


@pytest.fixture
def publication(site):
    """A small publication with every kind of page."""
    health = SectionFactory(name="Health", slug="health", description="What helps.")
    eye = SectionFactory(name="Eye", slug="eye", parent=health)
    seventh = IssueFactory(
        journal__nejm=True, issue_label="7", pages_raw="625-728", cover_date="2026-02-12"
    )
    story = put(eye, slug="clot-drug", body_html=body.render(TEXT, ["abc123"]).html)
    trial = WorkFactory(tenecteplase=True, journal=seventh.journal, funding="A grant.")
    CitationFactory(edition=story, work=trial, key="abc123", number=1)
    CitationFactory(edition=story, issue=seventh, pages_raw="625-728", number=2)
    Edition.objects.filter(pk=story.pk).update(lead_image=picture())
    comment = CommentFactory(article=story.article, published=True)
    CommentFactory(article=story.article, parent=comment, published=True)
    CorrectionFactory(article=story.article)
    fallen = put(health, slug="retracted")
    notice = {"notice_doi": "10.5555/jim.notice"}
    CitationFactory(edition=fallen, work=WorkFactory(retracted=True, **notice))
    early = put(health, slug="preprint")
    CitationFactory(edition=early, work=WorkFactory(preprint=True))
    put(health, slug="explainer", kind=Edition.Kind.EXPLAINER, live_from=LINCOLN)
    crowd(put(health, slug="crowded", headline=f"{LONG_WORD} תפסו מקום", standfirst=LONG_WORD))
    EditionFactory(withdrawn=True, section=health, slug="withdrawn")
    return story


def crowd(story):
    """Twelve names, thirty tags, words without end, and answers to answers to answers."""
    first = PersonFactory(name=LONG_WORD, slug="donau" * 8, job_title=LONG_WORD)
    for person in [first, *PersonFactory.create_batch(10)]:
        BylineFactory(edition=story, person=person, position=story.bylines.count())
    for number in range(29):
        story.edition_tags.create(tag=TagFactory(name=f"{LONG_WORD[: number * 3]} {number}"))
    answered = None
    for _level in range(5):
        above = {"parent": answered} if answered else {"article": story.article}
        answered = CommentFactory(published=True, name=LONG_WORD[:60], text=LONG_WORD, **above)


def put(section, **fields):
    story = EditionFactory(live=True, section=section, **fields)
    tag, _made = TagFactory._meta.model.objects.get_or_create(name="Stroke", slug="stroke")
    story.edition_tags.create(tag=tag)
    person = PersonFactory._meta.model.objects.filter(slug="jennifer-chen").first()
    chen = {"name": "Jennifer Chen", "slug": "jennifer-chen", "job_title": "Health editor"}
    BylineFactory(edition=story, person=person or PersonFactory(**chen))
    return story


def picture():
    return add_image(
        upload(drawing((1600, 900))),
        title="Vessels",
        alt="Vessels of a retina",
        is_decorative=False,
        caption="The vessels spread from one stem.",
        credit="Drawing: A. Drawer",
        licence=Image.Licence.CC_BY,
        by=UserFactory(),
    )


def is_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_axe_finds_nothing(open_page, publication, findings):
    page = open_page("phone")
    found = {}

    for name, path in PATHS.items():
        page.goto(path)
        dress(page, "phone", "dark")
        found[name, "phone", "dark"] = findings(page)
        if name in {"retracted", "story"}:
            dress(page, "phone", "light")
            found[name, "phone", "light"] = findings(page, **COLOURS)
        if name in {"home", "section", "story", "issue"}:
            dress(page, "desk", "light")
            found[name, "desk", "light"] = findings(page)

    assert {look: lines for look, lines in found.items() if lines} == {}


def test_no_page_scrolls_sideways_at_any_width(open_page, publication):
    page = open_page("narrow")
    wide = []

    for name, path in PATHS.items():
        page.goto(path)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide += [(name, width)] if is_wider_than_the_window(page) else []
        page.set_viewport_size({"width": 640, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide += [(name, "large letters")] if is_wider_than_the_window(page) else []

    assert wide == []


@pytest.mark.parametrize("path", ["/", STORY])
def test_nothing_moves_when_the_letters_come_late(open_page, publication, path):
    page = open_page("phone")
    page.add_init_script(WATCH_SHIFTS)
    held = []

    def hold(route):
        held.append(route)

    page.route("**/*.woff2", hold)

    page.goto(path, wait_until="commit")
    page.evaluate(FIRST_PAINT)
    page.evaluate(A_WHILE)
    before, page_height = list(held), page.evaluate("document.body.scrollHeight")
    for route in before:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate(A_WHILE)

    assert len(before) >= 2
    assert page.evaluate("window.shifted") == 0
    assert page.evaluate("document.body.scrollHeight") == page_height


@pytest.mark.parametrize("path", ["/", STORY])
def test_page_costs_little(open_page, publication, path):
    page = open_page()
    answers = {}
    page.on("response", lambda answer: answers.setdefault(answer.url, answer))
    page.add_init_script(WATCH_SHIFTS)

    page.goto(path, wait_until="networkidle")

    others = [one for one in answers.values() if one.request.resource_type != "image"]
    assert len(answers) <= MOST_REQUESTS, list(answers)
    assert sum(len(brotli.compress(one.body(), quality=5)) for one in others) <= MOST_BYTES
    assert round(page.evaluate("window.shifted"), 2) == 0


def test_keyboard_leads_through_the_story_in_its_order(open_page, publication):
    page = open_page("phone")
    page.goto(STORY)
    stops = []

    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
        if stops[-1] is None:
            break

    assert stops.pop() is None
    assert len({stop["name"] for stop in stops}) > 20
    assert [stop for stop in stops if not stop["isSeen"] or not stop["isMarked"]] == []
    assert [stop["name"] for stop in stops if stop["isBackwards"]] == []


def test_story_is_whole_without_script(open_page, publication):
    page = open_page(java_script_enabled=False)

    page.goto(STORY)

    assert page.locator("aside.plates").is_visible()
    assert page.locator("#ref-abc123").is_visible()
    assert page.locator("form [name=text]").is_visible()
    assert page.context.cookies() == []


def test_reference_mark_leads_to_its_entry_and_back(open_page, publication):
    page = open_page()
    page.goto(STORY)

    page.click("a.cite")
    at_entry = page.url
    page.click("#ref-abc123 >> text=Back to the text")

    assert (at_entry.partition("#")[2], page.url.partition("#")[2]) == ("ref-abc123", "cite-abc123")


def test_first_key_leads_past_the_masthead(open_page, publication):
    page = open_page()
    page.goto(STORY)

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert first == "Skip to the text"
    assert page.evaluate("document.activeElement.id") == "main"


def test_headline_is_set_in_our_own_letters(open_page, publication):
    page = open_page()
    page.goto(STORY, wait_until="networkidle")

    assert page.evaluate("document.fonts.check('20px \"Old Standard\"')")


def test_byline_stands_beside_the_standfirst_only_where_there_is_room(open_page, publication):
    sides = {}
    for width in ("phone", "desk"):
        page = open_page(width)
        page.goto(STORY)
        byline = page.locator(".story__byline").bounding_box()
        standfirst = page.locator(".story__standfirst").bounding_box()
        sides[width] = byline["x"] + byline["width"] <= standfirst["x"]

    assert sides == {"phone": False, "desk": True}


def test_print_keeps_the_plate_and_drops_what_is_clicked(open_page, publication):
    page = open_page()
    page.goto(STORY)
    page.emulate_media(media="print")

    kept = [".plate__title", ".call__volume", ".references__text", ".story__headline"]
    kept += [".story__eyebrow", ".share__address", ".correction"]
    dropped = [".masthead__sections", ".plate__links", ".breadcrumb", ".block--related"]
    dropped += [".share__links", ".styles", ".tags", "details.cite", ".footer", "#comments"]
    assert [css for css in kept if not page.locator(css).first.is_visible()] == []
    assert [css for css in dropped if page.locator(css).first.is_visible()] == []
