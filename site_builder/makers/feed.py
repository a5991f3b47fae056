"""Feeds, sitemap and robots.txt: what machines read, through templates as well where they are no JSON."""

from __future__ import annotations

import datetime as dt
import email.utils
import zoneinfo
from collections.abc import Sequence
from typing import Any

from site_builder import views
from site_builder.inputs import FeedEntry, FeedInputs, RobotsInputs, SitemapIndexInputs, SitemapInputs
from site_builder.makers.entries import content, enclosures
from site_builder.makers.page import Press
from site_builder.models import Document, Item, changed_at, published_at
from site_builder.presenter import Presenter
from site_builder.structured import as_file


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
            "authors": [_known({"name": author.label, "url": author.url}) for author in entry.authors],
            "tags": list(entry.topics),
            "language": entry.lang,
            "attachments": [
                _known(
                    {
                        "url": file.url,
                        "mime_type": file.type,
                        "size_in_bytes": file.size,
                        "duration_in_seconds": file.seconds,
                    }
                )
                for file in entry.enclosures
            ],
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
        "authors": [_known(publisher)],
    }
    shown = _known(whole)
    shown["items"] = [{key: value for key, value in item.items() if value or key == "content_html"} for item in items]
    return as_file(shown)


def _entry(present: Presenter, entry: FeedEntry, document: Item, zone: dt.tzinfo) -> views.Entry:
    item = document.summary
    published = published_at(item, zone).isoformat()
    sketches = tuple(present.sketches(document, entry.around))
    picture = sketches[0] if sketches else present.own_picture(document, entry.around)
    series = f"{entry.series.title}: " if entry.series and entry.series.prefix else ""
    return views.Entry(
        id=entry.id,
        url=entry.url,
        title=series + item.list_title,
        lang=item.lang,
        published=published,
        published_rss=_as_rss(published),
        updated=changed_at(item, zone).isoformat(),
        authors=entry.authors,
        topics=entry.topics,
        image=present.absolute(picture.jpeg[-1][0]) if picture else "",
        summary=item.description,
        content=content(present, entry, document, sketches),
        enclosures=tuple(enclosures(present, entry, document)),
    )


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is empty."""
    return {key: value for key, value in record.items() if value}
