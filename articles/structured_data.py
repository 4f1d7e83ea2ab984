"""A story's page as linked data for search engines: what the page shows, and the
picture that stands for it (schema.org).

Pure once the story's parts were read for its page: it asks the database nothing more.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles import people
from articles.graph import Graph, Node, given, stamp
from articles.models import Byline, Correction, Edition, Person
from articles.reading import Story
from articles.share_image import card_image
from articles.source_nodes import add_source
from core.links import absolute
from media.models import Image

# Subtypes from the Trust Project's work; each is a NewsArticle too, for those who know only that.
KINDS = {
    Edition.Kind.NEWS: "ReportageNewsArticle",
    Edition.Kind.BRIEF: "ReportageNewsArticle",
    Edition.Kind.EXPLAINER: "BackgroundNewsArticle",
    Edition.Kind.ANALYSIS: "AnalysisNewsArticle",
    Edition.Kind.REVIEW: "AnalysisNewsArticle",
    Edition.Kind.COMMENT: "OpinionNewsArticle",
}
# Which property of the article names a part that is not the author's.
PARTS = {
    Byline.Role.REPORTER: "contributor",
    Byline.Role.ILLUSTRATOR: "contributor",
    Byline.Role.TRANSLATOR: "translator",
    Byline.Role.EDITOR: "editor",
}
LOGO_SIZE = 180


def story_graph(story: Story) -> dict[str, Any]:
    """The JSON-LD of a story's page; every local ``@id`` in it is the name of a node in it."""
    graph = Graph()
    page = absolute(story.edition.get_absolute_url())
    publisher = graph.add(_organisation())
    site = graph.add(_site(publisher))
    for byline in story.bylines:
        graph.add(_person(byline))
    images = [graph.add(image) for image in _images(story)]
    graph.add(_breadcrumb(story, page))
    graph.add(_page(story, page, site=site, images=images))
    corrections = [graph.add(_correction(row, page)) for row in story.corrections]
    sources = [add_source(graph, reference, page=page) for reference in story.references]
    article = _article(story, page) | _people(story, publisher=publisher)
    article |= {
        "publisher": publisher,
        "image": images,
        "correction": corrections,
        "citation": _unique(sources),
    }
    graph.add(article)
    return graph.as_data()


def _organisation() -> Node:
    logo = absolute(static("images/touch-icon.png"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/") + "#organization",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "slogan": settings.SITE_MOTTO,
        "logo": {"@type": "ImageObject", "url": logo, "width": LOGO_SIZE, "height": LOGO_SIZE},
        "publishingPrinciples": absolute(reverse("newsroom:about")),
        "correctionsPolicy": absolute(reverse("newsroom:corrections_policy")),
        "masthead": absolute(reverse("articles:people")),
    }


def _site(publisher: Node) -> Node:
    return {
        "@type": "WebSite",
        "@id": absolute("/") + "#website",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": publisher,
    }


def _person(byline: Byline) -> Node:
    """What a byline says of somebody; the name is only the name, and writers have a job title."""
    person = byline.person
    credential = {"@type": "EducationalOccupationalCredential", "name": person.credentials}
    return {
        "@type": "Person",
        "@id": _name_of(person),
        "name": person.name,
        "url": absolute(person.get_absolute_url()),
        "honorificPrefix": person.honorific,
        "honorificSuffix": person.credentials,
        "jobTitle": person.job_title if byline.is_writer else "",
        "hasCredential": credential if person.credentials else None,
        "knowsAbout": person.credential_field,
    }


def _name_of(person: Person) -> str:
    return absolute(person.get_absolute_url()) + "#person"


def _people(story: Story, *, publisher: Node) -> Node:
    """Who had which part. Authors carry their names, for readers that follow no references."""
    authors = people.authors(story.bylines)
    parts: dict[str, list[Node]] = {"author": [_author(byline.person) for byline in authors]}
    for byline in story.bylines:
        part = PARTS.get(Byline.Role(byline.role))
        if part and byline not in authors:
            parts.setdefault(part, []).append({"@id": _name_of(byline.person)})
    return parts if authors else parts | {"author": [publisher]}


def _author(person: Person) -> Node:
    address = absolute(person.get_absolute_url())
    return {"@type": "Person", "@id": _name_of(person), "name": person.name, "url": address}


def _page(story: Story, page: str, *, site: Node, images: list[Node]) -> Node:
    reviewers = [
        {"@id": _name_of(byline.person)}
        for byline in story.bylines
        if byline.role == Byline.Role.REVIEWER
    ]
    return {
        "@type": "WebPage",
        "@id": f"{page}#webpage",
        "url": page,
        "name": story.edition.headline,
        "inLanguage": settings.LANGUAGE_CODE,
        "isPartOf": site,
        "breadcrumb": {"@id": f"{page}#breadcrumb"},
        "primaryImageOfPage": images[0] if story.edition.lead_image else None,
        "reviewedBy": reviewers,
    }


def _breadcrumb(story: Story, page: str) -> Node:
    places = [(_("Home"), absolute("/"))]
    places += [(one.name, absolute(one.get_absolute_url())) for one in story.sections]
    # The last one is the page itself, which may go without its address.
    places.append((story.edition.headline, ""))
    return {
        "@type": "BreadcrumbList",
        "@id": f"{page}#breadcrumb",
        "itemListElement": [
            given({"@type": "ListItem", "position": place, "name": name, "item": address})
            for place, (name, address) in enumerate(places, start=1)
        ],
    }


def _article(story: Story, page: str) -> Node:
    edition = story.edition
    return {
        "@type": ["NewsArticle", KINDS[Edition.Kind(edition.kind)]],
        "@id": f"{page}#article",
        "mainEntityOfPage": {"@id": f"{page}#webpage"},
        "url": page,
        "headline": edition.headline,
        "description": edition.standfirst,
        "datePublished": stamp(edition.sort_at),
        "dateModified": stamp(story.changed),
        "inLanguage": settings.LANGUAGE_CODE,
        "articleSection": [section.name for section in story.sections],
        "keywords": [tag.name for tag in story.tags],
        "wordCount": len(edition.body_text.split()),
        "isAccessibleForFree": True,
        "commentCount": edition.article.comment_count,
    }


def _correction(correction: Correction, page: str) -> Node:
    return {
        "@type": "CorrectionComment",
        "@id": f"{page}#correction-{correction.pk}",
        "datePublished": stamp(correction.at),
        "text": correction.text,
    }


def _images(story: Story) -> list[Node]:
    """The lead picture, its crop for cards, then those in the text; else the story's card."""
    image = story.edition.lead_image
    lead = _lead_images(image, story.caption) if image else []
    shown = lead + _body_images(story.edition.body_html)
    return shown or _card_images(story.edition)


def _card_images(edition: Edition) -> list[Node]:
    card = card_image(edition)
    if card is None:
        return []
    address = absolute(card["url"])
    size = {"width": card["width"], "height": card["height"]}
    return [{"@type": "ImageObject", "@id": address, "url": address, **size}]


def _lead_images(image: Image, caption: str) -> list[Node]:
    sizes = [image.preview_size, *image.sizes_of("share", "jpeg")[-1:]]
    return [
        {
            "@type": "ImageObject",
            "@id": absolute(size["url"]),
            "url": absolute(size["url"]),
            "width": size["width"],
            "height": size["height"],
            "caption": caption,
            "creditText": image.credit,
            "license": image.licence_url,
        }
        for size in sizes
    ]


def _body_images(body_html: str) -> list[Node]:
    if "<img" not in body_html:
        return []
    root = lxml_html.fragment_fromstring(body_html, create_parent="div")
    return [_body_image(image) for image in root.iter("img") if image.get("src")]


def _body_image(image: lxml_html.HtmlElement) -> Node:
    figure = next(image.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    address = absolute(image.get("src"))
    return {
        "@type": "ImageObject",
        "@id": address,
        "url": address,
        "width": _number(image.get("width")),
        "height": _number(image.get("height")),
        "caption": caption.text_content().strip() if caption is not None else image.get("alt"),
    }


def _number(said: str | None) -> int | None:
    return int(said) if said else None


def _unique(nodes: list[Node]) -> list[Node]:
    """Each once, in order."""
    return list({node["@id"]: node for node in nodes if node}.values())
