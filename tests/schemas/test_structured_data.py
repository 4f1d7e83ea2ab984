"""A story's linked data against the vocabulary and against what search engines ask of it.

Properties and the types of their values: https://schema.org/version/latest, as far as we use it.
What must be there: https://developers.google.com/search/docs/appearance/structured-data/article
and its neighbours on breadcrumbs and organisations.
"""

import json
import re

import pytest
from lxml import html

TEXT, URL, NUMBER, TRUTH = r"(?s).*\S.*", r"https?://\S+", int, bool
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
THING = {"@type": TEXT, "@id": URL, "name": TEXT, "url": URL, "sameAs": URL}
WORK = THING | {
    "author": {"Person", "Organization", "NewsMediaOrganization"},
    "creativeWorkStatus": TEXT,
    "datePublished": f"{MOMENT}|{DAY}",
    "headline": TEXT,
    "identifier": {"PropertyValue"},
    "inLanguage": r"[a-z]{2,3}(-\w+)*",
    "isPartOf": {
        *("PublicationIssue", "PublicationVolume", "Periodical", "CreativeWorkSeries", "WebSite"),
    },
    "publisher": {"NewsMediaOrganization"},
}
ARTICLE = WORK | {
    "articleSection": TEXT,
    "citation": {"ScholarlyArticle", "PublicationIssue", "Dataset", "Report", "CreativeWork"},
    "comment": {"Comment"},
    "commentCount": NUMBER,
    "contributor": {"Person"},
    "correction": {"CorrectionComment"},
    "dateModified": MOMENT,
    "description": TEXT,
    "editor": {"Person"},
    "image": {"ImageObject"},
    "isAccessibleForFree": TRUTH,
    "keywords": TEXT,
    "mainEntityOfPage": {"WebPage"},
    "wordCount": NUMBER,
}
PAGED = {"pageStart": TEXT, "pageEnd": TEXT, "pagination": TEXT}
TYPES = {
    "BreadcrumbList": THING | {"itemListElement": {"ListItem"}},
    "Comment": THING | {"author": {"Person"}, "dateCreated": MOMENT, "text": TEXT},
    "CorrectionComment": WORK | {"text": TEXT},
    "EducationalOccupationalCredential": THING,
    "ImageObject": WORK
    | {"width": NUMBER, "height": NUMBER, "caption": TEXT, "creditText": TEXT, "license": URL},
    "ListItem": THING | {"position": NUMBER, "item": URL},
    "MedicalScholarlyArticle": {"publicationType": TEXT},
    "NewsArticle": ARTICLE,
    "NewsMediaOrganization": THING
    | {
        "correctionsPolicy": URL,
        "logo": {"ImageObject"},
        "masthead": URL,
        "publishingPrinciples": URL,
        "slogan": TEXT,
    },
    "Organization": THING,
    "Periodical": WORK | {"alternateName": TEXT, "issn": r"\d{4}-\d{3}[\dX]"},
    "Person": THING
    | {
        "familyName": TEXT,
        "givenName": TEXT,
        "hasCredential": {"EducationalOccupationalCredential"},
        "honorificPrefix": TEXT,
        "honorificSuffix": TEXT,
        "jobTitle": TEXT,
        "knowsAbout": TEXT,
    },
    "PropertyValue": THING | {"propertyID": TEXT, "value": TEXT},
    "PublicationIssue": WORK | PAGED | {"issueNumber": TEXT},
    "PublicationVolume": WORK | {"volumeNumber": TEXT},
    "ReportageNewsArticle": ARTICLE,
    "ScholarlyArticle": WORK | PAGED | {"correction": URL},
    "WebPage": WORK
    | {
        "breadcrumb": {"BreadcrumbList"},
        "primaryImageOfPage": {"ImageObject"},
        "reviewedBy": {"Person"},
    },
    "WebSite": WORK,
}
ASKED = {
    "NewsArticle": {"author", "dateModified", "datePublished", "headline", "image"},
    "NewsMediaOrganization": {"logo", "name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "Comment": {"author", "dateCreated", "text", "url"},
    "ListItem": {"name", "position"},
    "ImageObject": {"height", "url", "width"},
}


def listed(value):
    return value if isinstance(value, list) else [value]


def errors_of(graph):
    names = {node["@id"]: node for node in graph}
    return [error for node in graph for error in node_errors(node, names)]


def node_errors(node, names):
    kinds = listed(node["@type"])
    allowed = {name: form for kind in kinds for name, form in TYPES.get(kind, {}).items()}
    where = "/".join(kinds)
    errors = [f"{kind} is not known" for kind in kinds if kind not in TYPES]
    missing = {name for kind in kinds for name in ASKED.get(kind, set())} - set(node)
    errors += [f"{where} has no {name}" for name in sorted(missing)]
    for name, value in node.items():
        if name == "@type":
            continue
        if name not in allowed:
            errors.append(f"{where} has {name}")
            continue
        for one in listed(value):
            errors += value_errors(f"{where}.{name}", one, allowed[name], names)
    return errors


def value_errors(where, value, form, names):
    if isinstance(form, set):
        if set(value) == {"@id"}:
            value = names.get(value["@id"], {"@type": "nothing"})
            found = []
        else:
            found = node_errors(value, names)
        fits = bool(form & set(listed(value["@type"])))
        return found if fits else [*found, f"{where} is a {value['@type']}"]
    is_right = (
        type(value) is form if isinstance(form, type) else bool(re.fullmatch(form, str(value)))
    )
    return [] if is_right else [f"{where} is {value!r}"]


def graph_at(client, edition):
    page = html.fromstring(client.get(edition.get_absolute_url()).content.decode())
    nodes = {}
    for script in page.xpath("//script[@type='application/ld+json']"):
        data = json.loads(script.text)
        assert data.pop("@context") == "https://schema.org"
        for node in data.get("@graph", [data]):
            nodes[node["@id"]] = nodes.get(node["@id"], {}) | node
    return list(nodes.values())


@pytest.mark.parametrize("which", ["full", "bare"])
def test_linked_data_of_a_story_follow_the_vocabulary(client, publication, which):
    assert errors_of(graph_at(client, getattr(publication, which))) == []


def test_a_property_of_another_type_is_refused(client, publication):
    graph = graph_at(client, publication.full)
    article = next(node for node in graph if "NewsArticle" in node["@type"])

    article |= {"dateModified": "yesterday", "wordCount": "40", "issn": "1"}
    article["mainEntityOfPage"] = {"@id": "https://news.example.org/#organization"}
    del article["image"]

    assert errors_of(graph) == [
        "NewsArticle/ReportageNewsArticle has no image",
        "NewsArticle/ReportageNewsArticle.mainEntityOfPage is a NewsMediaOrganization",
        "NewsArticle/ReportageNewsArticle.dateModified is 'yesterday'",
        "NewsArticle/ReportageNewsArticle.wordCount is '40'",
        "NewsArticle/ReportageNewsArticle has issn",
    ]
