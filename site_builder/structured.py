"""Structured data: schema.org as one JSON-LD graph per page.

An interview is an Article: there is no type for interviews, and FAQPage and QAPage are for other things. A person has
the role they had at the time. A Quotation is claimed only for words that stand literally in an answer.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from site_builder import views
from site_builder.inputs import ItemInputs, PersonInputs
from site_builder.licences import licence_link
from site_builder.markdown import plain
from site_builder.models import Interview, Link, Person


def as_script(data: dict[str, Any]) -> Markup:
    """JSON that is safe inside `<script>`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def licence_of(own: str, publication: Link) -> Link:
    """The licence of an item: its own, else that of the publication."""
    return licence_link(own) if own else publication


def interview(
    site: views.Site,
    document: Interview,
    data: ItemInputs,
    shared: dict[str, Any],
    speakers: tuple[views.Participant, ...],
) -> dict[str, Any]:
    """The graph of an interview."""
    item, around = document.summary, data.around
    url = site.origin + data.url
    people = {speaker.name: _person_then(site, url, n, speaker) for n, speaker in enumerate(speakers, 1)}
    makers = {known.name: known.url for key, known in around.people.items() if key.startswith("author ")}
    authors = [around.people[f"author {p.who}"] for p in item.authors or item.interviewers if not p.group]
    artists = [around.people[f"author {p.who}"] for p in item.artists if not p.group]
    article: dict[str, Any] = {
        "@type": "Article",
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": url,
        "headline": item.list_title[:110],
        "genre": "Visual interview",
        "inLanguage": item.lang,
        "datePublished": item.date.isoformat() if item.date else "",
        "dateModified": (item.updated or item.date).isoformat() if item.date else "",
        "description": item.description,
        "abstract": item.core_message.text if item.core_message else "",
        "articleSection": item.section,
        "keywords": [topic.label for topic in data.topics],
        "author": [_maker(site, known.name, makers[known.name]) for known in authors],
        "contributor": [_maker(site, known.name, makers[known.name]) for known in artists],
        "about": [{"@id": node["@id"]} for node in people.values()],
        "publisher": {"@id": f"{site.origin}{site.home}#publisher"} if site.publisher.label else None,
        "isPartOf": {"@id": f"{site.origin}{site.home}#website"},
        "license": shared["licence"].url,
        "backstory": plain(document.disclosure),
    }
    if document.recorded and (document.recorded.place or document.recorded.city):
        place = ", ".join(filter(None, (document.recorded.place, document.recorded.city)))
        article["contentLocation"] = {"@type": "Place", "name": place}
    graph = [article, *people.values(), *_publication(site)]
    sketch: views.Picture | None = shared["sketch"]
    if sketch is not None:
        article["image"] = {"@id": f"{url}#drawing"}
        graph.append(_drawing(site, url, sketch, [known.name for known in artists], shared["licence"]))
    if item.quote_by and item.quote_literal:
        said_by = people.get(around.people[f"speaker {item.quote_by}"].name)
        quotation = {"@type": "Quotation", "text": plain(item.title), "isPartOf": {"@id": article["@id"]}}
        graph.append(quotation | ({"creator": {"@id": said_by["@id"]}} if said_by else {}))
    graph.append(_breadcrumbs(site, [(site.title, site.home), (item.list_title, data.url)]))
    return {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in graph]}


def person(site: views.Site, document: Person | None, data: PersonInputs) -> dict[str, Any]:
    """The graph of a person's page: a profile for who publishes here, an ordinary page for who is asked."""
    url = site.origin + data.url
    summary = document.summary if document else None
    node: dict[str, Any] = {"@type": "Person", "@id": f"{url}#person", "name": data.name, "url": url}
    if summary and document:
        node |= {
            "givenName": summary.given,
            "familyName": summary.family,
            "jobTitle": summary.role,
            "description": summary.description,
            "sameAs": [link.url for link in document.links],
        }
        if summary.organisation:
            node["worksFor"] = {"@type": "Organization", "name": summary.organisation}
    page = {
        "@type": "ProfilePage" if data.template == "author.html" else "WebPage",
        "@id": url,
        "url": url,
        "name": data.name,
        "inLanguage": site.language,
        "isPartOf": {"@id": f"{site.origin}{site.home}#website"},
        "mainEntity": {"@id": node["@id"]},
    }
    crumbs = [(site.title, site.home), (data.name, data.url)]
    graph = [page, node, *_publication(site), _breadcrumbs(site, crumbs)]
    return {"@context": "https://schema.org", "@graph": [_without_empty(found) for found in graph]}


def _person_then(site: views.Site, url: str, number: int, speaker: views.Participant) -> dict[str, Any]:
    """A speaker as they were at the time; the node is this page's own, since roles change."""
    node: dict[str, Any] = {"@type": "Person", "@id": f"{url}#speaker-{number}", "name": speaker.name}
    node["url"] = site.origin + speaker.url if speaker.url else ""
    node["jobTitle"] = speaker.role
    if speaker.organisation:
        node["worksFor"] = {"@type": "Organization", "name": speaker.organisation}
    return node


def _maker(site: views.Site, name: str, address: str) -> dict[str, Any]:
    return _without_empty({"@type": "Person", "name": name, "url": site.origin + address if address else ""})


def _drawing(site: views.Site, url: str, sketch: views.Picture, artists: list[str], licence: Link) -> dict[str, Any]:
    address, width, height = sketch.jpeg[-1]
    return {
        "@type": "ImageObject",
        "@id": f"{url}#drawing",
        "contentUrl": site.origin + address,
        "width": width,
        "height": height,
        "caption": plain(str(sketch.caption)) or sketch.alt,
        "creator": [{"@type": "Person", "name": name} for name in artists],
        "creditText": ", ".join(artists),
        "license": licence.url,
        "representativeOfPage": True,
    }


def _publication(site: views.Site) -> list[dict[str, Any]]:
    home = site.origin + site.home
    website = {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": site.title,
        "inLanguage": site.language,
    }
    if not site.publisher.label:
        return [website]
    publisher = {
        "@type": "Organization",
        "@id": f"{home}#publisher",
        "name": site.publisher.label,
        "url": site.publisher.url,
        "logo": site.logo,
    }
    return [website | {"publisher": {"@id": publisher["@id"]}}, publisher]


def _breadcrumbs(site: views.Site, steps: list[tuple[str, str]]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": site.origin + address}
        for n, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}
