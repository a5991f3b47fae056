"""Feeds, sitemap and robots.txt: what machines read, through templates as well where they are no JSON."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import zoneinfo
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup, escape

from site_builder import views
from site_builder.details import KINDS_OF_CORRECTION
from site_builder.inputs import FeedEntry, FeedInputs, RobotsInputs, SitemapIndexInputs, SitemapInputs, Surroundings
from site_builder.language import language_for
from site_builder.makers.page import Press
from site_builder.models import Document, Interview, Item, changed_at
from site_builder.presenter import Presenter


def make(press: Press, inputs: Any, documents: Sequence[Document], timezone: str) -> bytes:
    """A feed, the sitemap or robots.txt, by the kind of inputs."""
    present = press.presenter
    lang = present.site.language
    if isinstance(inputs, SitemapInputs):
        return press.print("sitemap.xml", views.Sitemap(inputs.pages), lang)
    if isinstance(inputs, SitemapIndexInputs):
        return press.print("sitemap-index.xml", views.SitemapIndex(inputs.sitemaps), lang)
    if isinstance(inputs, RobotsInputs):
        return press.print("robots.txt", views.Robots(inputs.sitemap), lang)
    assert isinstance(inputs, FeedInputs)
    zone = zoneinfo.ZoneInfo(timezone)
    entries = []
    for entry, document in zip(inputs.entries, documents, strict=True):
        assert isinstance(document, Item)
        entries.append(_entry(present, entry, document, zone))
    feed = views.Feed(
        id=inputs.id,
        title=inputs.title,
        subtitle=inputs.subtitle,
        lang=lang,
        url=inputs.url,
        home=inputs.home,
        updated=inputs.updated,
        updated_rss=_as_rss(inputs.updated),
        entries=tuple(entries),
    )
    if inputs.format == "json":
        return _json_feed(present, feed)
    return press.print("feed.xml" if inputs.format == "atom" else "rss.xml", feed, lang)


def _as_rss(moment: str) -> str:
    """An RFC 3339 time as RFC 822 has it."""
    return email.utils.format_datetime(dt.datetime.fromisoformat(moment))


def _json_feed(present: Presenter, feed: views.Feed) -> bytes:
    """A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    site = present.site
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(entry.topics),
            "language": entry.lang,
        }
        for entry in feed.entries
    ]
    publisher = {"name": site.publisher.label or site.title, "url": site.publisher.url}
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": feed.subtitle,
        "icon": site.logo,
        "language": feed.lang,
        "authors": [{key: value for key, value in publisher.items() if value}],
    }
    shown = {key: value for key, value in whole.items() if value}
    shown["items"] = [{key: value for key, value in item.items() if value or key == "content_html"} for item in items]
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(present: Presenter, entry: FeedEntry, document: Item, zone: dt.tzinfo) -> views.Entry:
    item = document.summary
    title = item.list_title
    published = item.publish.astimezone(zone).isoformat() if item.publish else moment(item.date, zone)
    picture = present.sketch(document, entry.around) or present.own_picture(document, entry.around)
    return views.Entry(
        id=entry.id,
        url=entry.url,
        title=f"{entry.series}: {title}" if entry.series else title,
        lang=item.lang,
        published=published,
        published_rss=_as_rss(published),
        updated=changed_at(item, zone).isoformat(),
        authors=entry.authors,
        topics=entry.topics,
        image=present.absolute(picture.jpeg[-1][0]) if picture else "",
        summary=item.description,
        content=_content(present, entry, document),
    )


def moment(day: dt.date | None, zone: dt.tzinfo) -> str:
    """The first moment of a day in a time zone, RFC 3339."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone).isoformat() if day else "1970-01-01T00:00:00+00:00"


def _content(present: Presenter, entry: FeedEntry, document: Item) -> str:
    """The whole item as simple HTML: lead, drawings, text, questions and answers, core message, notes."""
    item, around, holes = document.summary, entry.around, document.holes
    words = language_for(item.lang)
    parts = [f"<p><b>{escape(words.gettext('Sponsored'))}</b></p>" if item.sponsored else "", document.lead]
    for n, correction in enumerate(item.corrections):
        label = words.gettext(KINDS_OF_CORRECTION[correction.kind])
        day = words.date(correction.date)
        parts.append(f"{'<hr>' if n == 0 else ''}<p><b>{escape(label)}, {escape(day)}</b></p>{correction.html}")
    own = present.own_picture(document, around)
    for picture in (*present.sketches(document, around), *([own] if own else [])):
        caption = f"<figcaption>{picture.caption}</figcaption>" if picture.caption else ""
        parts.append(f"<figure>{present.feed_picture(picture)}{caption}</figure>")
    parts.append(document.body)
    if isinstance(document, Interview):
        parts += _questions(document, around)
    if entry.entries:
        held = "".join(f'<li><a href="{escape(link.url)}">{escape(link.label)}</a></li>' for link in entry.entries)
        parts.append(f"<h2>{escape(words.gettext('In this dossier'))}</h2>\n<ol>{held}</ol>")
    if item.core_message:
        parts.append(f"<h2>{escape(words.gettext('The core message'))}</h2>\n{item.core_message.html}")
    parts += [document.notes, document.disclosure]
    return present.feed_html("\n".join(Markup(part) for part in parts if part), holes, around)


def _questions(document: Interview, around: Surroundings) -> Iterator[str]:
    for exchange in document.exchanges:
        yield f"<h2>{exchange.question}</h2>\n{exchange.answer}"
        for turn in exchange.turns:
            name = around.people[f"speaker {turn.speaker}"].name if turn.speaker else ""
            yield f"<p><b>{escape(name)}</b></p>\n{turn.html}" if name else turn.html
    yield document.afterword
