"""What each template receives: one documented value per template.

A template sees its view as `view`, the publication as `site`, the translator as `_` and the functions that
`makers/page.py` and `makers/templates.py` set. It sees no clock, no listing of files and no random numbers, so a page
is a pure function of its view. Every field says what it is; a test fails when one does not. Text that was Markdown is
`Markup`; everything else is plain text that the template escapes.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from markupsafe import Markup

from site_builder.models import Link
from site_builder.values import (
    AuthorBox,
    CallToAction,
    Card,
    Correction,
    Credit,
    Date,
    Download,
    Enclosure,
    Event,
    Exchange,
    Head,
    InDossier,
    Involvement,
    Message,
    OrganisationRole,
    Part,
    Participant,
    Picture,
    Place,
    Quote,
    Recording,
    Register,
    SeriesPart,
    Source,
)

# ------------------------------------------------------------------------------------------------------ the publication


class Site(msgspec.Struct, frozen=True):
    """The publication; every template has it as `site`."""

    title: Annotated[str, "title of the publication"]
    description: Annotated[str, "what it is about, may be empty"]
    language: Annotated[str, "language of the publication"]
    origin: Annotated[str, "scheme and host, such as https://example.org"]
    home: Annotated[str, "address of the home page, such as / or /mag/"]
    navigation: Annotated[tuple[Link, ...], "the menu"]
    feed: Annotated[str, "address of the Atom feed, or empty when it is off"]
    feeds: Annotated[tuple[Link, ...], "all feeds of the publication: media type and address"]
    speakers: Annotated[str, "address of the A–Z of speakers, or empty when it is off"]
    core_messages: Annotated[str, "address of the page of core messages, or empty when it is off"]
    corrections: Annotated[str, "address of the page of corrections, or empty when there are none"]
    publisher: Annotated[Link, "who publishes it"]
    logo: Annotated[str, "absolute address of the publisher's logo, may be empty"]
    small_logo: Annotated[
        tuple[str, int, int], "absolute address, width and height of a logo of at most 144 pixels wide"
    ]
    contact: Annotated[str, "how to reach the publisher, may be empty"]
    licence: Annotated[Link, "the licence of the whole, may be empty"]
    stylesheets: Annotated[tuple[str, ...], "addresses of the theme's style sheets"]
    static: Annotated[dict[str, str], "address of each file in the theme's static folder, by its path"]
    theme: Annotated[dict[str, Any], "settings of the theme"]
    icon: Annotated[str, "address of the theme's icon, may be empty"] = ""


# ------------------------------------------------------------------------------------------------ one for each template


class Home(msgspec.Struct, frozen=True):
    """home.html: the newest items; the first page shows the newest interview with its drawing large."""

    head: Annotated[Head, "what stands in <head>"]
    cards: Annotated[tuple[Card, ...], "the items of this page, newest first; on the first page an interview leads"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What the views of all items have in common."""

    head: Annotated[Head, "what stands in <head>"]
    lang: Annotated[str, "language of the item"]
    kind: Annotated[str, "interview, article, report, column, research, dossier or page"]
    title: Annotated[Markup, "title, with quotation marks where it is a quotation"]
    quote_by: Annotated[Participant | None, "whom the title quotes"]
    kicker: Annotated[str, "line above the title, may be empty"]
    section: Annotated[str, "label that groups items, may be empty"]
    date: Annotated[Date | None, "date of publication"]
    updated: Annotated[Date | None, "date of the last change of substance"]
    draft: Annotated[bool, "whether it is a draft, or to appear later, so that only the preview shows it"]
    sponsored: Annotated[bool, "whether it was paid for, and has to be labelled so"]
    commissioned_by: Annotated[Link, "who had it made, with its page if it has one; may be empty"]
    series: Annotated[SeriesPart | None, "the series it belongs to"]
    lead: Annotated[Markup, "lead, may be empty"]
    body: Annotated[Markup, "the text; of an interview the background; may be empty"]
    speakers: Annotated[tuple[Participant, ...], "the speakers as they were then"]
    writers: Annotated[tuple[Participant, ...], "who wrote the text; they are in `credits` as well"]
    credits: Annotated[tuple[Credit, ...], "who made it"]
    author_role: Annotated[str, "in which role the author wrote it, may be empty"]
    signature: Annotated[str, "name printed at the foot, may be empty"]
    topics: Annotated[tuple[Link, ...], "topics"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    sketch: Annotated[Picture | None, "the drawing, or the first of several"]
    sketches: Annotated[tuple[Picture, ...], "all drawings"]
    picture: Annotated[Picture | None, "a picture that is not the drawing"]
    audio: Annotated[Recording | None, "the sound of it"]
    video: Annotated[Recording | None, "a film of it"]
    core_message: Annotated[Markup, "the core message, may be empty"]
    disclosure: Annotated[Markup, "how it came about, may be empty"]
    recorded: Annotated[str, "where and when it was recorded, may be empty"]
    research: Annotated[Markup, "how its figures came about, may be empty"]
    events: Annotated[tuple[Event, ...], "events that it is about"]
    organisations: Annotated[tuple[OrganisationRole, ...], "organisations that have to do with it"]
    sources: Annotated[tuple[Source, ...], "what it draws on"]
    downloads: Annotated[tuple[Download, ...], "files for readers"]
    cta: Annotated[CallToAction | None, "what readers are asked to do"]
    corrections: Annotated[tuple[Correction, ...], "what was wrong, newest first"]
    thanks: Annotated[tuple[Participant, ...], "who is thanked"]
    authors: Annotated[tuple[AuthorBox, ...], "boxes about those who made it and have a file"]
    licence: Annotated[Link, "the licence of this item, may be empty"]
    dossiers: Annotated[tuple[InDossier, ...], "dossiers that hold it, with what stands beside it there"]
    related: Annotated[tuple[Card, ...], "what to read on: the author's own choice, then what is nearest"]
    previous: Annotated[Card | None, "the item of its kind before this one"]
    next: Annotated[Card | None, "the item of its kind after this one"]
    json: Annotated[str, "address of the item's index.json, or empty when it is off"]
    extra: Annotated[Any, "the author's own values, as text, lists and mappings"]


class Interview(Item, frozen=True, kw_only=True):
    """interview.html: one interview, whole."""

    central_question: Annotated[str, "the question behind all questions, may be empty"]
    exchanges: Annotated[tuple[Exchange, ...], "questions and answers"]
    afterword: Annotated[Markup, "what follows the questions, may be empty"]


class Article(Item, frozen=True, kw_only=True):
    """article.html: an article, a report, a column or a research article."""


class Dossier(Item, frozen=True, kw_only=True):
    """dossier.html: items in the order of their editor, with an introduction on the first page."""

    entries: Annotated[tuple[Card, ...], "the items on this page, in order"]
    first: Annotated[int, "number of the first of them, from 1"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Page(Item, frozen=True, kw_only=True):
    """page.html: a page of its own, such as a colophon."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What the views of speakers and authors have in common; what their file says is on the first page."""

    head: Annotated[Head, "what stands in <head>"]
    name: Annotated[str, "full name"]
    pronunciation: Annotated[str, "how the name is said, may be empty"]
    role: Annotated[str, "today's role, may be empty"]
    organisation: Annotated[str, "today's organisation, may be empty"]
    portrait: Annotated[Picture | None, "portrait, if there is one"]
    initials: Annotated[str, "initials, for where there is no portrait"]
    biography: Annotated[Markup, "biography, on the first page; may be empty"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    links: Annotated[tuple[Link, ...], "links of the person's own"]
    works: Annotated[tuple[Any, ...], "works with title, kind, year, isbn and note"]
    count: Annotated[int, "number of items, on all pages"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Speaker(Person, frozen=True, kw_only=True):
    """speaker.html: what somebody said in this publication, and in which role."""

    parts: Annotated[tuple[Part, ...], "the items of this page, newest first, with the role at the time"]
    quotes: Annotated[tuple[Quote, ...], "words of theirs in these items, newest first"]
    companions: Annotated[tuple[Link, ...], "who speaks in the same items, most often first; on the first page"]
    topics: Annotated[tuple[Link, ...], "topics of all items; on the first page"]
    feed: Annotated[str, "address of the speaker's Atom feed, or empty"]
    author: Annotated[str, "address of the same person's page as an author, or empty"]


class Speakers(msgspec.Struct, frozen=True):
    """speakers.html: all speakers from A to Z."""

    head: Annotated[Head, "what stands in <head>"]
    letters: Annotated[tuple[Register, ...], "the letters of this page that have somebody, in order"]
    count: Annotated[int, "number of speakers, on all pages"]
    index: Annotated[tuple[Link, ...], "every letter, with the address where it begins"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Author(Person, frozen=True, kw_only=True):
    """author.html: who somebody is and what they made."""

    tagline: Annotated[str, "what the author does, may be empty"]
    motto: Annotated[Markup, "motto, may be empty"]
    cards: Annotated[tuple[Card, ...], "what they made, newest first, on this page"]
    speaker: Annotated[str, "address of the same person's page as a speaker, or empty"]


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """What the views of topics, series and organisations have in common; what their file says is on the first page."""

    head: Annotated[Head, "what stands in <head>"]
    title: Annotated[str, "the topic, or the name of the series or the organisation"]
    introduction: Annotated[Markup, "introduction, on the first page; may be empty"]
    notes: Annotated[Markup, "footnotes as a list, may be empty"]
    count: Annotated[int, "number of items, on all pages"]
    feed: Annotated[str, "address of an Atom feed of it, or empty"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Topic(Thing, frozen=True, kw_only=True):
    """topic.html: the items about something."""

    cards: Annotated[tuple[Card, ...], "its items, newest first, on this page"]


class Series(Thing, frozen=True, kw_only=True):
    """series.html: the instalments of a series, with their verdicts."""

    cadence: Annotated[str, "how often an instalment appears, may be empty"]
    verdicts: Annotated[tuple[str, ...], "the verdicts that an instalment may end in"]
    cards: Annotated[tuple[Card, ...], "its instalments, newest first, on this page"]


class Organisation(Thing, frozen=True, kw_only=True):
    """organisation.html: what an organisation has to do with the publication, and who spoke for it."""

    url: Annotated[str, "its own site, or empty"]
    pronunciation: Annotated[str, "how the name is said, may be empty"]
    picture: Annotated[Picture | None, "its logo or another picture"]
    parts: Annotated[tuple[Involvement, ...], "the items, newest first, on this page"]


class CoreMessages(msgspec.Struct, frozen=True):
    """core-messages.html: what every item comes down to."""

    head: Annotated[Head, "what stands in <head>"]
    messages: Annotated[tuple[Message, ...], "the core messages of this page, newest first"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Corrections(msgspec.Struct, frozen=True):
    """corrections.html: what was corrected, everywhere."""

    head: Annotated[Head, "what stands in <head>"]
    corrections: Annotated[tuple[Correction, ...], "the corrections of this page, newest first"]
    place: Annotated[Place, "where this page stands in the row of pages"]


class Redirect(msgspec.Struct, frozen=True):
    """redirect.html: leads from an old address of an item to the one it has now."""

    head: Annotated[Head, "what stands in <head>; its url is the new address"]
    url: Annotated[str, "the new address"]
    title: Annotated[str, "title of the item"]


class NotFound(msgspec.Struct, frozen=True):
    """404.html: for an address that leads nowhere."""

    head: Annotated[Head, "what stands in <head>"]


class Entry(msgspec.Struct, frozen=True):
    """One item in a feed; all addresses are absolute."""

    id: Annotated[str, "lasting identifier, a tag URI"]
    url: Annotated[str, "address"]
    title: Annotated[str, "title, plain text with quotation marks where it is a quotation"]
    lang: Annotated[str, "language of the item"]
    published: Annotated[str, "RFC 3339 time"]
    published_rss: Annotated[str, "the same as RSS writes it"]
    updated: Annotated[str, "RFC 3339 time"]
    authors: Annotated[tuple[Link, ...], "who made it, each with the address of a page or none"]
    topics: Annotated[tuple[str, ...], "names of its topics"]
    image: Annotated[str, "absolute address of its drawing or picture, may be empty"]
    summary: Annotated[str, "the lead as plain text, may be empty"]
    content: Annotated[str, "the whole item as HTML"]
    enclosures: Annotated[tuple[Enclosure, ...], "its sound and its film"]


class Feed(msgspec.Struct, frozen=True):
    """feed.xml and rss.xml: the newest items with their full text, as Atom and as RSS 2.0."""

    id: Annotated[str, "lasting identifier"]
    title: Annotated[str, "title of the feed"]
    subtitle: Annotated[str, "what it is about, may be empty"]
    lang: Annotated[str, "language of the publication"]
    url: Annotated[str, "absolute address of the feed"]
    home: Annotated[str, "absolute address of the page it belongs to"]
    updated: Annotated[str, "RFC 3339 time of the newest change"]
    updated_rss: Annotated[str, "the same as RSS writes it"]
    entries: Annotated[tuple[Entry, ...], "the items, newest first"]


class Sitemap(msgspec.Struct, frozen=True):
    """sitemap.xml: the address of every page; of 50,000 of them where there are more, as sitemap-1.xml and so on."""

    pages: Annotated[tuple[tuple[str, str], ...], "absolute address and ISO date of the last change, or empty"]


class SitemapIndex(msgspec.Struct, frozen=True):
    """sitemap-index.xml: the sitemap.xml of a publication with more pages than one sitemap may hold."""

    sitemaps: Annotated[tuple[tuple[str, str], ...], "absolute address and ISO date of the last change, or empty"]


class Robots(msgspec.Struct, frozen=True):
    """robots.txt: what crawlers are told."""

    sitemap: Annotated[str, "absolute address of the sitemap, or empty when it is off"]


TEMPLATES: dict[str, type] = {
    "home.html": Home,
    "interview.html": Interview,
    "article.html": Article,
    "dossier.html": Dossier,
    "page.html": Page,
    "speaker.html": Speaker,
    "speakers.html": Speakers,
    "author.html": Author,
    "topic.html": Topic,
    "series.html": Series,
    "organisation.html": Organisation,
    "core-messages.html": CoreMessages,
    "corrections.html": Corrections,
    "redirect.html": Redirect,
    "404.html": NotFound,
    "feed.xml": Feed,
    "rss.xml": Feed,
    "sitemap.xml": Sitemap,
    "sitemap-index.xml": SitemapIndex,
    "robots.txt": Robots,
}
"""Every template a theme may give, with the view it receives."""
