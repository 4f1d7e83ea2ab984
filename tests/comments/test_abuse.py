"""What is tried on comments, on every surface where a name or a text comes out again.

The rows are those attacks that others suffered from; what a row is about beside the surfaces
stands with its own room: the flood in ``test_submission``, letters in ``test_letters``, double
sends in ``test_parallel``, the learner in ``test_spam_memory``, brigades in ``test_reports``.
"""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.fingerprints import email_hmac
from comments.models import MAX_DEPTH, Comment, Identity
from comments.submission import Draft, Sender, submit
from comments.text import BIDI_CONTROLS, normalised, one_line
from comments.threads import LEVELS
from comments.tokens import Standing, Token
from tests.comments.corpus import XSS, Skeleton
from tests.comments.surfaces import (
    ALL,
    AS_TYPED,
    DESK,
    INDEXED,
    LINKED,
    PAGES,
    PLAIN,
    PUBLIC,
    WHOLE,
    Places,
    snapshot,
)
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory, IdentityFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "maren@example.org"
CALM = "One\ntwo\n\nhttps://a.example/three"
HIDDEN = ["unconfirmed", "checking", "held", "spam", "rejected", "withdrawn", "erased"]
HTML = PAGES | DESK


@pytest.fixture
def places(client):
    """A reader's visible answer to a reader who wants to hear of answers."""
    edition = EditionFactory(live=True)
    hashed = email_hmac(ADDRESS)
    identity = IdentityFactory(email_hmac=hashed)
    known = {"email": ADDRESS, "email_hmac": hashed, "identity": identity}
    parent = CommentFactory(article=edition.article, approved=True, text=CALM, **known)
    answerer = {"email": "tunde@example.org", "email_hmac": email_hmac("tunde@example.org")}
    comment = CommentFactory(parent=parent, approved=True, text=CALM, **answerer)
    desk = Client()
    desk.force_login(UserFactory(administrator=True))
    return Places(comment, edition, client, desk)


def put(places, **values):
    """Change the comment behind everybody's back: also what no form would let in."""
    Comment.objects.filter(pk=places.comment.pk).update(**values)
    for name, value in values.items():
        setattr(places.comment, name, value)


def words_of(page):
    """What a page says, without its tags."""
    return unescape(re.sub(r"<[^<>]*>", "", page.replace("<br>", "\n")))


def letters_of(text):
    return "".join(text.split())


def attacks():
    """The corpus as names: as many attacks in each as the column holds."""
    names = [""]
    for attack in map(one_line, XSS):
        if len(names[-1]) + len(attack) >= 200:
            names.append("")
        names[-1] += f" {attack}"
    return [name.strip().ljust(100, "T") for name in names]  # too long for a form


@pytest.mark.parametrize("surface", HTML)
def test_markup_makes_no_element(places, surface):
    put(places, name="T" * 150)
    plain = Skeleton(HTML[surface](places))
    text = normalised("\n\n".join(XSS))

    for name in attacks():
        put(places, name=name, text=text)
        found = Skeleton(HTML[surface](places))
        assert found.elements <= plain.elements
        assert found.schemes <= plain.schemes | {"", "http", "https", "data"}


def test_markup_stays_plain_words_in_letters_and_files(places):
    for name in attacks():
        put(places, name=name, text=normalised("\n\n".join(XSS)))
        for surface in PLAIN:
            PLAIN[surface](places)  # fails where it is not well-formed, or a letter has HTML


def test_longest_text_is_whole_or_cut_between_signs(places):
    put(places, name="T" * 150)
    calm = {name: Skeleton(HTML[name](places)).elements for name in HTML}
    text = "&<'\">x " * 714
    put(places, name="&<'\">" * 20, text=text.strip())

    pages = {name: show(places) for name, show in ALL.items()}

    assert [name for name in HTML if Skeleton(pages[name]).elements > calm[name]] == []
    assert [name for name in HTML if "&amp;amp;" in pages[name]] == []
    words = {name: words_of(pages[name]) if name in HTML else pages[name] for name in WHOLE}
    assert [name for name in WHOLE if letters_of(text) not in letters_of(words[name])] == []


def test_link_lends_no_weight_where_it_is_one(places):
    put(places, text="See https://spam.example/x and http://spam.example/y.")
    link = re.compile(r'<a [^<>]*href="https?://spam\.example[^<>]*>')

    links = {name: link.findall(show(places)) for name, show in HTML.items()}

    assert {name for name in links if links[name]} == set(LINKED)
    marked = 'rel="ugc nofollow noopener"'
    assert [one for found in links.values() for one in found if marked not in one] == []


def test_page_of_one_reader_is_not_for_search_engines(places):
    word = '<meta name="robots" content="noindex">'

    assert {name for name in PAGES if word not in PAGES[name](places)} == set(INDEXED)


def test_hidden_comment_is_nowhere_to_be_found(places):
    nobody = {"email": "", "email_hmac": "", "identity": None}
    secret = {"published_at": None, "name": "Secretname", "text": "Secretwords"}
    found = []

    for state in HIDDEN:
        put(places, state=state, **secret, **nobody)
        found += [(state, name) for name in PUBLIC if "Secret" in ALL[name](places)]

    assert found == []


def test_nothing_reorders_what_stands_around_it(places):
    put(places, name=f"Tunde{BIDI_CONTROLS}", text=f"We did,{BIDI_CONTROLS} for 31 people.")

    pages = {name: show(places) for name, show in ALL.items()}

    assert {name for name in pages if set(pages[name]) & set(BIDI_CONTROLS)} == set(AS_TYPED)


def test_deep_thread_is_set_in_a_few_steps(places):
    deepest = places.comment
    for _number in range(MAX_DEPTH + 4):
        deepest = CommentFactory(parent=deepest, approved=True, text=CALM)
    below = replace(places, comment=deepest)

    pages = {name: HTML[name](below) for name in HTML}

    assert deepest.depth == MAX_DEPTH
    assert all(pages.values())
    assert {_depth(page) for page in pages.values()} <= {0, 1, LEVELS + 1}
    assert {_depth(pages[name]) for name in ("story", "comments")} == {LEVELS + 1}


def _depth(page):
    """How many lists of comments stand within one another, at most."""
    depths = [0]
    for step in re.findall(r'<ol class="comments|</ol>', page):
        depths.append(max(0, depths[-1] + (1 if step.startswith("<ol") else -1)))
    return max(depths)


def test_borrowed_name_and_address_bring_neither_badge_nor_trust(places):
    Identity.objects.update(expertise="Neurology")
    owner = {"name": "Maren Holt", "email": ADDRESS, "email_hmac": email_hmac(ADDRESS)}
    CommentFactory.create_batch(3, approved=True, identity=Identity.objects.get(), **owner)
    Article.objects.update(comments_mode=Article.Comments.OPEN)
    spoof = Draft("Maren Holt", "Trust me.", Token(Standing.MISSING), email=ADDRESS)

    sent = submit(places.edition.article, spoof, sender=Sender("n9"), at=timezone.now()).comment

    assert (sent.state, sent.identity, sent.badge) == ("held", None, "")
    put(places, name=sent.name, text=sent.text)
    assert [name for name in HTML if "Verified expert" in HTML[name](places)] == []


def test_looking_changes_nothing(places):
    """Programs that follow every link in a letter press no button."""
    before = snapshot()

    for name in ALL.keys() - {"digest", "reply notice"}:  # what was sent is written down
        ALL[name](places)

    assert snapshot() == before
