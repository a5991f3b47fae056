"""Feeds, sitemap and robots.txt: what machines read, through templates as well."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from site_builder import views
from site_builder.inputs import FeedEntry, FeedInputs, RobotsInputs, SitemapInputs
from site_builder.language import language_for
from site_builder.makers.page import Press
from site_builder.models import Document, Interview
from site_builder.presenter import Presenter


def make(press: Press, inputs: Any, documents: Sequence[Document], timezone: str) -> bytes:
    """A feed, the sitemap or robots.txt, by the kind of inputs."""
    present = press.presenter
    lang = present.site.language
    if isinstance(inputs, SitemapInputs):
        return press.print("sitemap.xml", views.Sitemap(inputs.pages), lang)
    if isinstance(inputs, RobotsInputs):
        return press.print("robots.txt", views.Robots(inputs.sitemap), lang)
    assert isinstance(inputs, FeedInputs)
    entries = []
    for entry, document in zip(inputs.entries, documents, strict=True):
        assert isinstance(document, Interview)
        entries.append(_entry(present, entry, document, zoneinfo.ZoneInfo(timezone)))
    feed = views.Feed(
        id=inputs.id,
        title=inputs.title,
        subtitle=inputs.subtitle,
        lang=lang,
        url=inputs.url,
        home=inputs.home,
        updated=inputs.updated,
        entries=tuple(entries),
    )
    return press.print("feed.xml", feed, lang)


def _entry(present: Presenter, entry: FeedEntry, document: Interview, zone: dt.tzinfo) -> views.Entry:
    item = document.summary
    marks = present.marks(item.lang)
    title = f"{marks.open}{item.list_title}{marks.close}" if item.quote_by else item.list_title

    def moment(day: dt.date | None) -> str:
        return dt.datetime(day.year, day.month, day.day, tzinfo=zone).isoformat() if day else "1970-01-01T00:00:00Z"

    return views.Entry(
        id=entry.id,
        url=entry.url,
        title=title,
        lang=item.lang,
        published=item.publish.isoformat() if item.publish else moment(item.date),
        updated=moment(item.updated or item.date),
        authors=entry.authors,
        topics=entry.topics,
        summary=item.description,
        content=_content(present, entry, document),
    )


def _content(present: Presenter, entry: FeedEntry, document: Interview) -> str:
    """The whole interview as simple HTML: drawing, lead, background, questions and answers, core message."""
    item, around, holes = document.summary, entry.around, document.holes
    words = language_for(item.lang)
    parts = [document.lead]
    sketch = present.sketch(document, around)
    if sketch is not None:
        caption = f"<figcaption>{sketch.caption}</figcaption>" if sketch.caption else ""
        parts.append(f"<figure>{present.feed_picture(sketch)}{caption}</figure>")
    parts.append(document.background)
    for exchange in document.exchanges:
        parts.append(f"<h2>{exchange.question}</h2>\n{exchange.answer}")
        for turn in exchange.turns:
            name = around.people[f"speaker {turn.speaker}"].name if turn.speaker else ""
            parts.append(f"<p><b>{escape(name)}</b></p>\n{turn.html}" if name else turn.html)
    parts.append(document.afterword)
    if item.core_message:
        parts.append(f"<h2>{escape(words.gettext('The core message'))}</h2>\n{item.core_message.html}")
    parts += [document.notes, document.disclosure]
    return present.feed_html("\n".join(Markup(part) for part in parts if part), holes, around)
