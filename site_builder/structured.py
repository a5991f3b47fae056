"""Structured data: schema.org as one JSON-LD graph per page.

An interview is an Article: there is no type for interviews, and FAQPage and QAPage are for other things. A person has
the role they had at the time. A Quotation is claimed only for words that stand literally in an answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from site_builder import values, views
from site_builder.inputs import CardData, InDossier, ItemInputs, PersonInputs, ThingInputs
from site_builder.licences import licence_link
from site_builder.markdown import plain
from site_builder.models import Item, ItemSummary, Link, Organisation, Person, Thing, changed_on
from site_builder.particulars import Recording


def as_script(data: dict[str, Any]) -> Markup:
    """JSON that is safe inside `<script>`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def licence_of(own: str, publication: Link) -> Link:
    """The licence of an item: its own, else that of the publication."""
    return licence_link(own) if own else publication


GENRES = {
    "interview": "Visual interview",
    "report": "Report",
    "column": "Column",
    "research": "Research article",
    "dossier": "Dossier",
}
_TYPES = {"dossier": "CollectionPage", "page": "WebPage"}


def item(site: views.Site, document: Item, data: ItemInputs, shared: dict[str, Any]) -> dict[str, Any]:
    """The graph of an item: the work itself, its people as they were then, its pictures and recordings."""
    about, around, changed = document.summary, data.around, changed_on(document.summary)
    url = site.origin + data.url
    title = titled(data.series.title if data.series and data.series.prefix else "", about.list_title)
    people = {speaker.name: _person_then(site, url, n, speaker) for n, speaker in enumerate(shared["speakers"], 1)}
    makers = {known.name: known.url for key, known in around.people.items() if key.startswith("author ")}
    authors = [around.people[f"author {p.who}"] for p in about.authors or about.interviewers if not p.group]
    helpers = (about.artists, about.photographers, about.editors)
    contributors = {around.people[f"author {p.who}"].name: None for group in helpers for p in group if not p.group}
    translators = [around.people[f"author {p.who}"].name for p in about.translators if not p.group]
    work: dict[str, Any] = {
        "@type": _TYPES.get(shared["kind"], "Article"),
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": url,
        "headline": title[:110],
        "genre": GENRES.get(shared["kind"], ""),
        "inLanguage": about.lang,
        "datePublished": about.date.isoformat() if about.date else "",
        "dateModified": changed.isoformat() if changed else "",
        "description": about.description,
        "abstract": about.core_message.text if about.core_message else "",
        "articleSection": about.section,
        "keywords": [topic.label for topic in data.topics],
        "author": [_maker(site, known.name, makers[known.name]) for known in authors],
        "contributor": [_maker(site, name, makers[name]) for name in contributors],
        "translator": [_maker(site, name, makers[name]) for name in translators],
        "about": [{"@id": node["@id"]} for node in people.values()],
        "mentions": [_organisation(site, o.name, o.url) for o in shared["organisations"]],
        "publisher": {"@id": f"{site.origin}{site.home}#publisher"} if site.publisher.label else None,
        "isPartOf": [{"@id": f"{site.origin}{site.home}#website"}],
        "license": shared["licence"].url,
        "backstory": plain(document.disclosure),
        "funder": _organisation(site, *_label_first(shared["commissioned_by"])) if about.commissioned_by else None,
        "citation": [_source(source) for source in shared["sources"]],
        "correction": [_correction(correction) for correction in shared["corrections"]],
    }
    if work["@type"] in ("WebPage", "CollectionPage"):
        work["name"] = work.pop("headline")
        del work["articleSection"], work["backstory"]
    if document.recorded and (document.recorded.place or document.recorded.city):
        place = ", ".join(filter(None, (document.recorded.place, document.recorded.city)))
        work["contentLocation"] = {"@type": "Place", "name": place}
    graph = [work, *people.values(), *_publication(site)]
    if data.series:
        address = site.origin + data.series.url
        graph.append({"@type": "CreativeWorkSeries", "@id": f"{address}#series", "name": data.series.title})
        work["isPartOf"].append({"@id": f"{address}#series"})
    work["isPartOf"] += [_collection(site, dossier) for dossier in data.dossiers]
    if data.entries:
        work["mainEntity"] = _item_list(site, data.entries, data.first)
    pictures = [_drawing(site, url, sketch, shared["licence"]) for sketch in shared["sketches"]]
    if shared["picture"] is not None:
        pictures.append(_photograph(site, url, shared["picture"]))
    work["image"] = [{"@id": picture["@id"]} for picture in pictures]
    graph += pictures
    for key, kind in (("audio", "AudioObject"), ("video", "VideoObject")):
        if shared[key] is not None:
            graph.append(_recording(site, url, kind, getattr(document, key), shared[key], title, about))
            work[key] = {"@id": graph[-1]["@id"]}
    if about.quote_by and about.quote_literal:
        said_by = people.get(around.people[f"speaker {about.quote_by}"].name)
        quotation = {"@type": "Quotation", "text": plain(about.title), "isPartOf": {"@id": work["@id"]}}
        graph.append(quotation | ({"creator": {"@id": said_by["@id"]}} if said_by else {}))
    graph.append(_breadcrumbs(site, [(site.title, site.home), (title, data.url)]))
    return _graph(graph)


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
            "sameAs": [link.url for link in document.links if link.url.startswith("http")],
        }
        if summary.organisation:
            node["worksFor"] = {"@type": "Organization", "name": summary.organisation}
    page = _page(site, "ProfilePage" if data.template == "author.html" else "WebPage", url, data.name)
    page["mainEntity"] = {"@id": node["@id"]}
    crumbs = [(site.title, site.home), (data.name, data.url)]
    return _graph([page, node, *_publication(site), _breadcrumbs(site, crumbs)])


def thing(site: views.Site, document: Thing | None, data: ThingInputs) -> dict[str, Any]:
    """The graph of the page of a topic, a series or an organisation."""
    url = site.origin + data.url
    page = _page(site, "CollectionPage", url, data.title)
    graph = [page, *_publication(site)]
    listed = _item_list(site, data.cards, 1)
    if data.template == "series.html":
        series = {"@type": "CreativeWorkSeries", "@id": f"{url}#series", "name": data.title, "url": url}
        series |= {"description": document.summary.description if document else ""}
        page["mainEntity"] = {"@id": series["@id"]}
        graph.append(series)
    elif isinstance(document, Organisation):
        summary = document.summary
        node = {"@type": "Organization", "@id": f"{url}#organisation", "name": data.title, "url": summary.url or url}
        page["mainEntity"] = {"@id": node["@id"]}
        graph.append(node | {"description": summary.description})
    else:
        page |= {"about": {"@type": "Thing", "name": data.title}, "mainEntity": listed}
    graph.append(_breadcrumbs(site, [(site.title, site.home), (data.title, data.url)]))
    return _graph(graph)


def home(site: views.Site) -> dict[str, Any]:
    """The graph of the home page: the publication and who publishes it."""
    return _graph(_publication(site))


def _graph(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in nodes]}


def _page(site: views.Site, kind: str, url: str, name: str) -> dict[str, Any]:
    website = {"@id": f"{site.origin}{site.home}#website"}
    return {"@type": kind, "@id": url, "url": url, "name": name, "inLanguage": site.language, "isPartOf": website}


def titled(series: str, title: str) -> str:
    """A plain title behind the name of its series, where the series wants that."""
    return f"{series}: {title}" if series else title


def _item_list(site: views.Site, cards: Sequence[CardData], first: int) -> dict[str, Any]:
    rows = [(titled(card.series, card.list_title), site.origin + card.url) for card in cards]
    entries = [
        {"@type": "ListItem", "position": n, "name": name, "url": url} for n, (name, url) in enumerate(rows, first)
    ]
    return {"@type": "ItemList", "itemListElement": entries}


def _organisation(site: views.Site, name: str, url: str) -> dict[str, Any]:
    return _without_empty({"@type": "Organization", "name": name, "url": site.origin + url if url else ""})


def _label_first(link: Link) -> tuple[str, str]:
    return link.label, link.url


def _collection(site: views.Site, dossier: InDossier) -> dict[str, Any]:
    return {"@type": "CollectionPage", "@id": f"{site.origin}{dossier.url}#article", "name": dossier.label}


def _source(source: values.Source) -> dict[str, Any]:
    kind = "Book" if source.isbn or source.kind.lower() in ("boek", "book") else "CreativeWork"
    authors = [{"@type": "Person", "name": name} for name in source.creators]
    node = {"@type": kind, "name": source.title, "author": authors, "isbn": source.isbn}
    return _without_empty(node | {"datePublished": source.year, "url": source.url})


def _correction(correction: values.Correction) -> dict[str, Any]:
    text = plain(str(correction.text))
    return {"@type": "CorrectionComment", "text": text, "datePublished": correction.date.iso}


def _recording(
    site: views.Site, url: str, kind: str, recording: Recording, shown: values.Recording, title: str, about: ItemSummary
) -> dict[str, Any]:
    seconds = recording.duration
    return {
        "@type": kind,
        "@id": f"{url}#{'audio' if kind == 'AudioObject' else 'video'}",
        "name": title,
        "contentUrl": site.origin + shown.url,
        "uploadDate": about.date.isoformat() if about.date else "",
        "thumbnailUrl": site.origin + shown.poster if shown.poster else "",
        "duration": f"PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S" if seconds else "",
    }


def _person_then(site: views.Site, url: str, number: int, speaker: values.Participant) -> dict[str, Any]:
    """A speaker as they were at the time; the node is this page's own, since roles change."""
    node: dict[str, Any] = {"@type": "Person", "@id": f"{url}#speaker-{number}", "name": speaker.name}
    node["url"] = site.origin + speaker.url if speaker.url else ""
    node["jobTitle"] = speaker.role
    if speaker.organisation:
        node["worksFor"] = {"@type": "Organization", "name": speaker.organisation}
    if speaker.on_behalf_of:
        node["affiliation"] = {"@type": "Organization", "name": speaker.on_behalf_of}
    return node


def _maker(site: views.Site, name: str, address: str) -> dict[str, Any]:
    return _without_empty({"@type": "Person", "name": name, "url": site.origin + address if address else ""})


def _drawing(site: views.Site, url: str, sketch: values.Picture, licence: Link) -> dict[str, Any]:
    address, width, height = sketch.jpeg[-1]
    return {
        "@type": "ImageObject",
        "@id": f"{url}#{sketch.id}",
        "contentUrl": site.origin + address,
        "width": width,
        "height": height,
        "caption": plain(str(sketch.caption)) or sketch.alt,
        "creator": {"@type": "Person", "name": sketch.creator} if sketch.creator else None,
        "creditText": sketch.creator,
        "license": licence.url,
        "representativeOfPage": sketch.id == "drawing",
    }


def _photograph(site: views.Site, url: str, picture: values.Picture) -> dict[str, Any]:
    address, width, height = picture.jpeg[-1]
    node = {"@type": "ImageObject", "@id": f"{url}#picture", "contentUrl": site.origin + address}
    caption = plain(str(picture.caption)) or picture.alt
    return node | {"width": width, "height": height, "caption": caption, "creditText": picture.credit}


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
    return {key: value for key, value in node.items() if value not in ("", None, [], {}, False)}
