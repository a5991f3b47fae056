"""Structured data: schema.org as one JSON-LD graph per page.

An interview is an Article: there is no type for interviews, and FAQPage and QAPage are for other things. A person is
one node wherever they are named, so a role at the time is a Role. A Quotation is claimed only for words that stand
literally in an answer of their speaker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec
from markupsafe import Markup

from site_builder import values, views
from site_builder.inputs import CardData, ItemInputs, Known, PersonInputs, Place, Surroundings, ThingInputs
from site_builder.language import language_for
from site_builder.licences import licence_link
from site_builder.markdown import plain
from site_builder.models import (
    Item,
    ItemSummary,
    Link,
    Organisation,
    Participation,
    Person,
    Thing,
    changed_at,
    first_moment,
    published_at,
)
from site_builder.nodes import Graph, Node, first_page, without_empty
from site_builder.particulars import Recording, SourceWork


def as_file(data: dict[str, Any]) -> bytes:
    """JSON as a file for programs that people may look into as well: a line for each value."""
    return msgspec.json.format(_encoder.encode(data), indent=1) + b"\n"


def as_script(data: dict[str, Any]) -> Markup:
    """JSON that is safe inside `<script>`."""
    text = _encoder.encode(data).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _plainly(value: Any) -> str:
    """HTML is text like any other in JSON. Raises NotImplementedError for what is neither that nor plain."""
    if isinstance(value, Markup):
        return str(value)
    raise NotImplementedError(type(value))


_encoder = msgspec.json.Encoder(enc_hook=_plainly)


def licence_of(own: str, publication: Link) -> Link:
    """The licence of an item: its own, else that of the publication."""
    return licence_link(own) if own else publication


GENRES = {
    "interview": "Visual interview",
    "report": "Report",
    "column": "Column",
    "research": "Research",
    "dossier": "Dossier",
}
"""What the interface calls items of each kind."""

PROFILES = frozenset(
    {"blog", "bluesky", "facebook", "github", "homepage", "instagram", "linkedin", "mastodon", "orcid", "site"}
    | {"threads", "tiktok", "twitter", "vimeo", "web", "website", "wikidata", "wikipedia", "x", "youtube"}
)
"""Labels of links that are the person themselves, elsewhere; any other link may be to anything."""

_TYPES = {"dossier": "CollectionPage", "page": "WebPage"}
_LONGEST_HEADLINE = 110


def item(site: views.Site, document: Item, data: ItemInputs, shared: dict[str, Any], zone: dt.tzinfo) -> Node:
    """The graph of an item: the work itself, its people with their roles then, its pictures and recordings."""
    about, around = document.summary, data.around
    title = titled(data.series.title if data.series and data.series.prefix else "", about.list_title)
    page = site.origin + data.url
    url = first_page(page, data.place)
    kind = shared["kind"]
    work: Node = {"@type": _TYPES.get(kind, "Article"), "@id": f"{url}#article"}
    graph = Graph(site, work)
    speakers = [
        _speaker(graph, f"{url}#speaker-{n}", person, shown, around)
        for n, (person, shown) in enumerate(zip(about.speakers, shared["speakers"], strict=True), 1)
    ]
    makers = [_maker(graph, person, around) for person in about.authors or about.interviewers]
    helpers = (*about.artists, *about.photographers, *about.editors)
    contributors: list[Node] = []
    for node in (_maker(graph, person, around) for person in helpers):
        if node not in contributors:
            contributors.append(node)
    published = published_at(about, zone).isoformat() if about.date or about.publish else ""
    work |= {
        "url": url,
        "mainEntityOfPage": page,
        "headline": _headline(title),
        "alternativeHeadline": plain(about.title) if about.other_title else "",
        "genre": language_for(about.lang).gettext(GENRES[kind]) if kind in GENRES else "",
        "inLanguage": about.lang,
        "datePublished": published,
        "dateModified": changed_at(about, zone).isoformat() if published else "",
        "description": about.description,
        "abstract": about.core_message.text if about.core_message else "",
        "articleSection": about.section,
        "keywords": [topic.label for topic in data.topics],
        "author": makers,
        "contributor": contributors,
        "translator": [_maker(graph, person, around) for person in about.translators],
        "about": [
            {"@type": "Role", "roleName": shown.role, "about": node} if shown.role else node
            for node, shown in zip(speakers, shared["speakers"], strict=True)
        ],
        "mentions": [graph.organisation(Link(o.name, o.url)) for o in shared["organisations"]],
        "publisher": {"@id": f"{graph.home}#publisher"} if site.publisher.label else None,
        "isPartOf": [{"@id": f"{graph.home}#website"}],
        "license": shared["licence"].url,
        "backstory": plain(document.disclosure),
        "funder": graph.organisation(shared["commissioned_by"]) if about.commissioned_by else None,
        "citation": [
            _source(graph, work, shown, around) for work, shown in zip(document.sources, shared["sources"], strict=True)
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": plain(correction.html),
                "datePublished": first_moment(correction.date, zone).isoformat(),
            }
            for correction in about.corrections
        ],
    }
    if work["@type"] in ("WebPage", "CollectionPage"):
        work["name"] = work.pop("headline")
        work["alternateName"] = work.pop("alternativeHeadline")
        del work["articleSection"], work["backstory"]
    if document.recorded and (document.recorded.place or document.recorded.city):
        place = ", ".join(filter(None, (document.recorded.place, document.recorded.city)))
        work["contentLocation"] = {"@type": "Place", "name": place}
    graph.publication()
    if data.series:
        series = {"@id": f"{site.origin}{data.series.url}#series"}
        graph.nodes.append({"@type": "CreativeWorkSeries", **series, "name": data.series.title})
        work["isPartOf"].append(series)
    work["isPartOf"] += [
        {"@type": "CollectionPage", "@id": f"{site.origin}{link.url}#article", "name": link.label}
        for link in data.dossiers
    ]
    if data.entries:
        work["mainEntity"] = graph.item_list(rows(data.entries), data.place.first)
    work["image"] = [graph.refer(picture) for picture in _pictures(graph, url, about, around, shared)]
    for key, schema in (("audio", "AudioObject"), ("video", "VideoObject")):
        if shared[key] is not None:
            node = _recording(site, url, schema, getattr(document, key), shared[key], title)
            work[key] = graph.refer(node | {"uploadDate": published})
    if about.quote_by and about.quote_literal:
        creator = next((n for n, s in zip(speakers, shared["speakers"], strict=True) if s is shared["quote_by"]), None)
        quotation = {"@type": "Quotation", "text": plain(about.title), "isPartOf": {"@id": work["@id"]}}
        graph.nodes.append(quotation | {"creator": creator})
    graph.breadcrumbs((title, data.url))
    return graph.whole()


def person(site: views.Site, document: Person | None, data: PersonInputs, portrait: values.Picture | None) -> Node:
    """The graph of a person's page: a profile for who publishes here, an ordinary page for who is asked."""
    author = data.template == "author.html"
    graph = Graph(site)
    page = graph.page("ProfilePage" if author else "WebPage", site.origin + data.url, data.name)
    graph.nodes.append(page)
    url = (author and data.counterpart) or first_page(data.url, data.place)
    node: Node = {"@type": "Person", "@id": f"{site.origin}{url}#person", "name": data.name, "url": site.origin + url}
    if document:
        summary = document.summary
        works_for = data.around.parties.get(summary.organisation) or Link(summary.organisation)
        node |= {
            "givenName": summary.given,
            "familyName": summary.family,
            "jobTitle": summary.role,
            "description": summary.description,
            "image": graph.picture(portrait, caption=portrait.alt, creditText=portrait.credit) if portrait else None,
            "sameAs": [link.url for link in document.links if _is_profile(link)],
        }
    page["mainEntity"] = graph.refer(node)
    if document and summary.organisation:
        node["worksFor"] = graph.organisation(works_for)
    graph.publication()
    graph.breadcrumbs((data.name, data.url))
    return graph.whole()


def _is_profile(link: Link) -> bool:
    return link.label.strip().lower() in PROFILES and link.url.startswith("http")


def thing(site: views.Site, document: Thing | None, data: ThingInputs, picture: values.Picture | None) -> Node:
    """The graph of the page of a topic, a series or an organisation."""
    graph = Graph(site)
    page = graph.page("CollectionPage", site.origin + data.url, data.title)
    graph.nodes.append(page)
    graph.publication()
    page["mainEntity"] = graph.item_list(rows(data.cards), data.place.first)
    if data.template == "topic.html":
        page["about"] = {"@type": "Thing", "name": data.title}
    else:
        is_series = data.template == "series.html"
        kind, anchor = ("CreativeWorkSeries", "series") if is_series else ("Organization", "organisation")
        url = site.origin + first_page(data.url, data.place)
        own = document.summary.url if isinstance(document, Organisation) else ""
        node = {"@type": kind, "@id": f"{url}#{anchor}", "name": data.title, "url": own or url}
        node["description"] = document.summary.description if document else ""
        image = graph.picture(picture, caption=picture.alt, creditText=picture.credit) if picture else None
        page["about"] = graph.refer(node | {"image": image})
    graph.breadcrumbs((data.title, data.url))
    return graph.whole()


def home(site: views.Site, url: str, rows: Iterable[tuple[str, str]], place: Place) -> Node:
    """The graph of the home page: the publication, who publishes it, and the items on this page."""
    graph = Graph(site)
    graph.publication()
    page = graph.page("CollectionPage", site.origin + url, site.title)
    graph.nodes.append(page | {"mainEntity": graph.item_list(rows, place.first)})
    return graph.whole()


def listing(site: views.Site, url: str, title: str, rows: Iterable[tuple[str, str]], place: Place) -> Node:
    """The graph of a page of a list: titles or names with addresses, in order."""
    graph = Graph(site)
    page = graph.page("CollectionPage", site.origin + url, title)
    graph.nodes.append(page | {"mainEntity": graph.item_list(rows, place.first)})
    graph.publication()
    graph.breadcrumbs((title, url))
    return graph.whole()


# ---------------------------------------------------------------------------------------------------- parts of an item


def titled(series: str, title: str) -> str:
    """A plain title behind the name of its series, where the series wants that."""
    return f"{series}: {title}" if series else title


def rows(cards: Iterable[CardData]) -> Iterable[tuple[str, str]]:
    """Items with their titles as their pages have them, and addresses."""
    return ((titled(card.series, card.list_title), card.url) for card in cards)


def _headline(title: str) -> str:
    """A title in as many characters as search engines show, cut at a word."""
    if len(title) <= _LONGEST_HEADLINE:
        return title
    return title[: _LONGEST_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _speaker(graph: Graph, id: str, person: Participation, shown: values.Participant, around: Surroundings) -> Node:
    """What refers to a speaker, with the organisation they worked for then. Who has no page is named by this one."""
    known = Known(shown.name) if person.group else around.people[f"speaker {person.who}"]
    address = graph.site.origin + known.url if known.url else ""
    node: Node = {
        "@type": "Organization" if person.group else "Person",
        "@id": f"{address}#person" if address else id,
        "name": known.name,
        "url": address,
    }
    if shown.organisation:
        works_for = graph.organisation(around.parties.get(person.organisation) or Link(shown.organisation))
        role = {"@type": "OrganizationRole", "roleName": shown.role, "worksFor": works_for}
        node["memberOf" if person.group else "worksFor"] = role if shown.role else works_for
    if shown.on_behalf_of and not person.group:
        node["affiliation"] = graph.organisation(around.parties.get(person.on_behalf_of) or Link(shown.on_behalf_of))
    return graph.refer(node)


def _maker(graph: Graph, person: Participation, around: Surroundings) -> Node:
    return graph.group(person.who) if person.group else graph.person(around.people[f"author {person.who}"])


def _source(graph: Graph, work: SourceWork, shown: values.Source, around: Surroundings) -> Node | str:
    """A work that an item draws on; one without a title is what the author notes of it."""
    if not work.title:
        return ", ".join(filter(None, (shown.by, work.kind, work.year, work.isbn, work.url, work.note)))
    authors = []
    for name in work.creators:
        known, party = around.people.get(f"party {name}"), around.parties.get(name)
        authors.append(graph.person(known or Known(name)) if known or not party else graph.organisation(party))
    node = {
        "@type": "Book" if work.isbn or work.kind.lower() in ("boek", "book") else "CreativeWork",
        "name": work.title,
        "author": authors,
        "isbn": work.isbn,
        "datePublished": work.year,
        "url": work.url,
    }
    return without_empty(node)


def _pictures(
    graph: Graph, url: str, about: ItemSummary, around: Surroundings, shared: dict[str, Any]
) -> Iterable[Node]:
    """The drawings and the photograph, each with every maker as somebody of their own."""
    licence = shared["licence"].url
    by_id = {own.id: own for own in about.sketches}
    for sketch in shared["sketches"]:
        own = by_id[sketch.id]
        artists = [_maker(graph, artist, around) for artist in about.artists]
        yield graph.picture(
            sketch,
            **{"@id": f"{url}#{sketch.id}"},
            caption=plain(str(sketch.caption)) or sketch.alt,
            creator=[graph.person(around.people[f"author {own.creator}"])] if own.creator else artists,
            creditText=sketch.creator,
            license=licence,
            representativeOfPage=sketch.id == "drawing",
        )
    if picture := shared["picture"]:
        credit = picture.credit.strip().lower()
        credited = [p for p in about.photographers if not credit or credit == _named(p, around).lower()]
        yield graph.picture(
            picture,
            **{"@id": f"{url}#picture"},
            caption=plain(str(picture.caption)) or picture.alt,
            creator=[_maker(graph, photographer, around) for photographer in credited],
            creditText=picture.credit,
            license=licence,
        )


def _named(person: Participation, around: Surroundings) -> str:
    return person.who if person.group else around.people[f"author {person.who}"].name


def _recording(
    site: views.Site, url: str, kind: str, recording: Recording, shown: values.Recording, title: str
) -> Node:
    seconds = recording.duration
    return {
        "@type": kind,
        "@id": f"{url}#{'audio' if kind == 'AudioObject' else 'video'}",
        "name": title,
        "contentUrl": site.origin + shown.url,
        "thumbnailUrl": site.origin + shown.poster if shown.poster else "",
        "duration": f"PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S" if seconds else "",
    }
