"""What announces the items: feeds of the publication and of single things, the sitemap, robots.txt."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote, urlsplit

from site_builder.addresses import Addresses
from site_builder.assets import Assets
from site_builder.content import Finding
from site_builder.inputs import FeedEntry, FeedInputs, RobotsInputs, SitemapIndexInputs, SitemapInputs
from site_builder.listings import Listings
from site_builder.models import ItemSummary, Link, changed_at
from site_builder.urls import reference

LONG_SITEMAP = 50_000
"""As many addresses as one sitemap may hold (sitemaps.org/protocol.html)."""
FEEDS = {"atom": "feed.xml", "rss": "rss.xml", "json": "feed.json"}
_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_NOT_IN_IRI = re.compile(r"""[\x00-\x20\x7f"<>\\^`{|}]+""")  # RFC 3987
_IN_TAG = "!$&'()*+,/:;=?@"
Announced = tuple[tuple[str, ...], Any, tuple[str, ...], str]
"""Outputs, inputs, documents and label of a task."""


def feeds_of(formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Media type and path of the publication's feeds."""
    return ((_TYPES[kind], FEEDS[kind]) for kind in formats)


class Announcements:
    """The inputs of everything that announces items."""

    def __init__(self, addresses: Addresses, assets: Assets) -> None:
        self.at, self.assets, self.site = addresses, assets, addresses.site
        self.settings = addresses.settings
        self.zone = zoneinfo.ZoneInfo(self.settings.timezone)
        self.host = urlsplit(self.settings.base_url).hostname
        self.entries: dict[str, FeedEntry] = {}

    def address_of(self, kind: str, id: str) -> str:
        """The address of the Atom feed of a topic, a series or a speaker, or empty when there is none."""
        wanted = kind in self.settings.outputs.feeds_per
        return self.at.address(f"{self.at.path_of(kind, id)}feed.xml") if wanted else ""

    def all(self, lists: Listings, pages: list[tuple[str, str]]) -> Iterator[Announced]:
        """Feeds, sitemap and robots.txt; `pages` are all addresses with the day of their last change."""
        settings, outputs = self.settings, self.settings.outputs
        for kind in outputs.feeds:
            yield self.feed(kind, FEEDS[kind], "", settings.title, settings.description, self.site.stories, lists)
        yield from self.feeds_of_things(lists)
        if outputs.sitemap:
            yield from self.sitemaps(sorted(pages))
        if outputs.robots:
            sitemap = settings.origin + self.at.address("sitemap.xml") if outputs.sitemap else ""
            yield ("robots.txt",), RobotsInputs(sitemap), (), "robots.txt"

    def sitemaps(self, pages: Sequence[tuple[str, str]]) -> Iterator[Announced]:
        """One sitemap, or as many as the pages need with an index of them at its address."""
        shares = [tuple(pages[at : at + LONG_SITEMAP]) for at in range(0, len(pages), LONG_SITEMAP)]
        if len(shares) == 1:
            yield ("sitemap.xml",), SitemapInputs(shares[0]), (), "the sitemap"
            return
        parts = []
        for n, share in enumerate(shares, 1):
            path = f"sitemap-{n}.xml"
            parts.append((self.settings.origin + self.at.address(path), max(changed for _, changed in share)))
            yield (path,), SitemapInputs(share), (), "the sitemap"
        yield ("sitemap.xml",), SitemapIndexInputs(tuple(parts)), (), "the sitemap"

    def feeds_of_things(self, lists: Listings) -> Iterator[Announced]:
        wanted = self.settings.outputs.feeds_per
        site = self.site  # a file with mistakes is missing here, though items name it
        rows: list[tuple[str, str, str, Sequence[ItemSummary]]] = []
        if "topic" in wanted:
            rows += [
                ("topic", id, site.topics[id][0], lists.by_topic[id]) for id in lists.by_topic.keys() & site.topics
            ]
        if "series" in wanted:
            rows += [
                ("series", id, site.series[id][0], lists.by_series[id]) for id in lists.by_series.keys() & site.series
            ]
        if "speaker" in wanted:
            known = self.at.speaking.keys() & site.people
            rows += [("speaker", id, site.people[id].name, lists.by_speaker[id]) for id in known]
        for kind, id, name, items in sorted(rows, key=lambda row: row[:2]):
            path = self.at.path_of(kind, id)
            title = f"{name} – {self.settings.title}"
            yield self.feed("atom", f"{path}feed.xml", path, title, "", items, lists)

    def feed(
        self, kind: Any, path: str, page: str, title: str, subtitle: str, items: Sequence[ItemSummary], lists: Listings
    ) -> Announced:
        """A feed of the newest items, without pages; `page` is the path of the page it belongs to."""
        items = list(islice((item for item in items if item.kind != "page"), self.settings.feed_length))
        newest = max((changed_at(item, self.zone) for item in items), default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
        inputs = FeedInputs(
            format=kind,
            id=self.tag(None, page.rstrip("/")),
            title=title,
            subtitle=subtitle,
            url=self.settings.origin + self.at.address(path),
            home=self.settings.origin + self.at.address(page),
            updated=newest.isoformat(),
            entries=tuple(self.entry(item, lists) for item in items),
        )
        return (path,), inputs, tuple(item.source for item in items), f"the feed {path}"

    def entry(self, item: ItemSummary, lists: Listings) -> FeedEntry:
        if item.source not in self.entries:
            publisher = self.settings.publisher
            made = item.authors or item.interviewers or item.artists
            parts = [self.at.part(person, "author") for person in made]
            origin = self.settings.origin
            authors = tuple(Link(part.name, origin + part.url if part.url else "") for part in parts)
            self.entries[item.source] = FeedEntry(
                document=item.source,
                id=self.id_of(item),
                url=origin + self.at.url_of(item),
                around=self.assets.surroundings(item, self.at.people_in(item), self.at.parties_in(item)),
                topics=tuple(link.label for link in self.at.topic_links(item.topics)),
                authors=authors or (Link(publisher.label or self.settings.title, publisher.url),),
                series=self.at.series_part(item) if item.series else None,
                entries=tuple(
                    Link(self.at.title_of(held), origin + self.at.url_of(held)) for held in lists.named(item.items)
                ),
            )
        return self.entries[item.source]

    def id_of(self, item: ItemSummary) -> str:
        """The lasting identifier of an item: the author's own, as a URI, else one of its date and its name."""
        if not item.feed_id:
            return self.tag(item.date, reference(item.source))
        if _SCHEME.match(item.feed_id):
            return _NOT_IN_IRI.sub(lambda found: quote(found[0]), item.feed_id)
        return self.tag(None, f"id/{quote(item.feed_id, safe=_IN_TAG)}")

    def ids_twice(self) -> Iterator[Finding]:
        """Items that feed readers would take for one, since they have the same id."""
        if not any(item.feed_id for item in self.site.stories):
            return
        taken: dict[str, ItemSummary] = {}
        for item in self.site.stories:
            other = taken.setdefault(self.id_of(item), item)
            if other is not item:
                mine, theirs = (item, other) if item.feed_id else (other, item)
                yield Finding("id-twice", mine.source, "id", {"id": mine.feed_id, "other": theirs.source})

    def tag(self, date: dt.date | None, path: str) -> str:
        """A tag URI (RFC 4151): stays the same when the publication moves below its host.

        It needs a day on which the host was ours: that of the item, else the first of a year in which we had it, which
        must never change, since readers of feeds would take everything for new.
        """
        return f"tag:{self.host},{date.isoformat() if date else '2026'}:{path or '/'}"
