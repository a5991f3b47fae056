"""The whole of an item as simple HTML, for feeds: in the order of its page, with its headings, in its language."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from markupsafe import escape

from site_builder import values
from site_builder.inputs import FeedEntry
from site_builder.language import language_for
from site_builder.models import Interview, Item
from site_builder.presenter import Presenter
from site_builder.showing import KINDS_OF_CORRECTION

_TYPES = {
    "aac": "audio/aac", "flac": "audio/flac", "m4a": "audio/mp4", "m4v": "video/mp4", "mka": "audio/x-matroska",
    "mkv": "video/x-matroska", "mov": "video/quicktime", "mp3": "audio/mpeg", "mp4": "video/mp4", "oga": "audio/ogg",
    "ogg": "audio/ogg", "ogv": "video/ogg", "opus": "audio/ogg", "wav": "audio/wav", "weba": "audio/webm",
    "webm": "video/webm",
}  # fmt: skip
"""Media types of recordings; what else is known of them is whether they are sound or film."""


def media_type(path: str, kind: str) -> str:
    """The media type of a recording, which is `audio` or `video`."""
    found = _TYPES.get(posixpath.splitext(path)[1].lstrip(".").lower(), "application/octet-stream")
    both = found.partition("/")[2] in ("mp4", "ogg", "webm")
    return f"{kind}/{found.partition('/')[2]}" if both else found


def enclosures(present: Presenter, entry: FeedEntry, document: Item) -> Iterator[values.Enclosure]:
    """The recordings of an item as files that a feed reader can play."""
    for kind, recording in (("audio", document.audio), ("video", document.video)):
        if recording and (file := entry.around.files.get(recording.file)):
            url, seconds = present.absolute(file.url), recording.duration or 0
            yield values.Enclosure(url, media_type(recording.file, kind), file.size, seconds)


def content(present: Presenter, entry: FeedEntry, document: Item, sketches: Iterable[values.Picture]) -> str:
    """The HTML of an item; every address in it is absolute."""
    parts = _Telling(present, entry, document).parts(sketches)
    return present.feed_html("\n".join(part for part in parts if part), document.holes, entry.around, entry.url)


class _Telling:
    """Tells one item. Every method gives its HTML, empty where there is nothing to say."""

    def __init__(self, present: Presenter, entry: FeedEntry, document: Item) -> None:
        self.present, self.entry, self.document = present, entry, document
        self.item, self.around = document.summary, entry.around
        self.language = language_for(self.item.lang)
        self.word = self.language.gettext

    def parts(self, sketches: Iterable[values.Picture]) -> Iterator[str]:
        document, item, is_article = self.document, self.item, self.item.kind == "article"
        yield self.bold("Sponsored") if item.sponsored else ""
        yield self.people(item.speakers, "speaker") if item.kind == "interview" else ""
        yield document.lead
        if isinstance(document, Interview) and document.central_question:
            yield self.bold("The question behind all questions", escape(document.central_question))
        yield from self.corrections()
        captions = {own.id: own.caption for own in item.sketches}
        drawn = [self.drawing(sketch, captions[sketch.id]) for sketch in sketches]
        events = self.events()
        yield from (*drawn, events if is_article and drawn else "", self.photograph())
        yield events if is_article and not drawn else ""
        yield from self.recordings()
        yield self.headed("Background", document.body) if item.kind == "interview" else document.body
        if isinstance(document, Interview):
            yield from self.exchanges(document)
        yield self.entries()
        author = (item.authors or item.interviewers)[:1]
        yield f"<p>{escape(self.name(author[0], 'author'))}</p>" if document.signature and author else ""
        yield self.bold("Verdict", escape(item.verdict)) if item.verdict and self.entry.series else ""
        yield self.headed("The core message", item.core_message.html if item.core_message else "")
        yield self.call()
        yield self.headed("Speaking here", self.people(item.speakers, "speaker")) if is_article else ""
        yield self.research()
        yield self.headed("Notes", document.notes)
        yield from (self.downloads(), self.sources(), "" if is_article else events, self.disclosure())
        yield from (self.organisations(), self.headed("With thanks to", self.people(item.thanks, "author")))
        yield from (self.credits(), self.series())

    # ------------------------------------------------------------------------------------------------ small pieces

    def bold(self, label: str, text: str = "") -> str:
        """A paragraph that begins with words of the interface."""
        return f"<p><b>{escape(self.word(label))}</b>{' ' if text else ''}{text}</p>"

    def headed(self, heading: str, text: str) -> str:
        return f"<h2>{escape(self.word(heading))}</h2>\n{text}" if text else ""

    def linked(self, label: str, url: str) -> str:
        return f'<a href="{escape(self.present.absolute(url))}">{escape(label)}</a>' if url else str(escape(label))

    def rows(self, rows: Iterable[str]) -> str:
        items = "".join(f"<li>{row}</li>" for row in rows)
        return f"<ul>{items}</ul>" if items else ""

    # ------------------------------------------------------------------------------------------------ people

    def name(self, person: object, role: str) -> str:
        return self.present.present(person, self.around, role).name  # type: ignore[arg-type]

    def role(self, person: values.Participant) -> str:
        """Role, organisation and for whom they spoke, as they were then."""
        behalf = self.word("on behalf of %(name)s", name=person.on_behalf_of) if person.on_behalf_of else ""
        organisation = self.linked(person.organisation, person.organisation_url)
        return ", ".join(filter(None, (str(escape(person.role)), organisation, str(escape(behalf)))))

    def people(self, people: tuple[object, ...], role: str) -> str:
        if not people:
            return ""
        found = self.present.participants(people, self.around, role)  # type: ignore[arg-type]
        return self.rows(
            ", ".join(filter(None, (self.linked(person.name, person.url), self.role(person))))
            + (f" ({escape(person.note)})" if person.note else "")
            for person in found
        )

    def credits(self) -> str:
        rows = []
        for credit in self.present.credits(self.item, self.around):
            names = []
            for person in credit.people:
                role = self.role(person)
                names.append(self.linked(person.name, person.url) + (f" ({role})" if role else ""))
            parts = self.language.enumerate([self.word(part) for part in credit.parts])
            rows.append(f"{escape(parts)}: {self.language.enumerate(names)}")
        return self.headed("Made by", self.rows(rows))

    # ------------------------------------------------------------------------------------------------ pictures, sound

    def drawing(self, sketch: values.Picture, caption: str) -> str:
        creator = f"{escape(self.word('Drawn by'))} {self.linked(sketch.creator, sketch.creator_url)}"
        drawn = " · ".join(filter(None, (creator if sketch.creator else "", str(escape(sketch.medium)))))
        return self.figure(sketch, caption, drawn)

    def photograph(self) -> str:
        own = self.present.own_picture(self.document, self.around)
        if own is None or self.item.picture is None:
            return ""
        depicts = f"{escape(self.word('In the picture:'))} {escape(own.depicts)}." if own.depicts else ""
        return self.figure(own, self.item.picture.caption, depicts, str(escape(own.credit)))

    def figure(self, picture: values.Picture, *captions: str) -> str:
        caption = " ".join(filter(None, captions))
        shown = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f"<figure>{self.present.feed_picture(picture)}{shown}</figure>"

    def recordings(self) -> Iterator[str]:
        for label, own in (("Listen", self.document.audio), ("Watch", self.document.video)):
            if shown := self.present.recording(own, self.around, self.item.lang):
                transcript = self.linked(self.word("Read the transcript"), shown.transcript) if shown.transcript else ""
                yield f"<p>{self.linked(self.word(label), shown.url)} ({escape(shown.about)}) {transcript}</p>"

    # ------------------------------------------------------------------------------------------------ text

    def corrections(self) -> Iterator[str]:
        for n, correction in enumerate(self.item.corrections):
            label, day = self.word(KINDS_OF_CORRECTION[correction.kind]), self.language.date(correction.date)
            yield f"{'<hr>' if n == 0 else ''}<p><b>{escape(label)}, {escape(day)}</b></p>{correction.html}"

    def exchanges(self, document: Interview) -> Iterator[str]:
        for exchange in document.exchanges:
            yield f"<h2>{exchange.question}</h2>\n{exchange.answer}"
            for turn in exchange.turns:
                name = self.around.people[f"speaker {turn.speaker}"].name if turn.speaker else ""
                yield f"<p><b>{escape(name)}</b></p>\n{turn.html}" if name else turn.html
        yield document.afterword

    def entries(self) -> str:
        """What a dossier holds."""
        held = "".join(f"<li>{self.linked(link.label, link.url)}</li>" for link in self.entry.entries)
        return self.headed("In this dossier", f"<ol>{held}</ol>") if held else ""

    def call(self) -> str:
        """What readers are asked to do."""
        shown = self.present.cta(self.document, self.around)
        if shown is None or self.document.cta is None:
            return ""
        return f"{self.document.cta.html}\n<p>{self.linked(shown.label, shown.url)}</p>"

    # ------------------------------------------------------------------------------------------------ around the text

    def research(self) -> str:
        own = self.document.research
        if own is None:
            return ""
        return self.headed("About the research", own.note or self.present.research(own, self.document, self.around))

    def downloads(self) -> str:
        if not self.document.downloads:
            return ""
        rows = []
        for file in self.present.downloads(self.document, self.around):
            about = ", ".join(filter(None, (file.kind, file.about)))
            speaker = f", {escape(file.speaker)}" if file.speaker else ""
            rows.append(self.linked(file.label, file.url) + speaker + (f" ({escape(about)})" if about else ""))
        return self.headed("Downloads", self.rows(rows))

    def sources(self) -> str:
        if not self.document.sources:
            return ""
        rows = []
        for work in self.present.sources(self.document.sources, self.around, self.language):
            title = f"<cite>{self.linked(work.title, work.url)}</cite>" if work.title else ""
            isbn = f"ISBN {work.isbn}" if work.isbn else ""
            more = [str(escape(text)) for text in (work.kind, work.year, isbn)]
            row = ", ".join(filter(None, (str(escape(work.by)), title, *more)))
            rows.append(" ".join(filter(None, (row, f"({escape(work.note)})" if row and work.note else work.note))))
        return self.headed("Sources", self.rows(rows))

    def events(self) -> str:
        if not self.document.events:
            return ""
        rows = []
        for event in self.present.events(self.document.events, self.around, self.language):
            stops = [" ".join(filter(None, (s.date.text if s.date else "", s.place))) for s in event.stops]
            days = stops if any(stop.date for stop in event.stops) else [event.date.text if event.date else "", *stops]
            about = [str(escape(text)) for text in (event.organiser, *days) if text]
            rows.append(", ".join([f"<b>{escape(event.name)}</b>", *about]))
        return f"<h2>{escape(self.language.ngettext('The event', 'The events', len(rows)))}</h2>\n{self.rows(rows)}"

    def disclosure(self) -> str:
        document, item = self.document, self.item
        parts = [document.disclosure]
        if item.commissioned_by:
            party = self.around.parties.get(item.commissioned_by)
            client = self.linked(party.label, party.url) if party else escape(item.commissioned_by)
            parts.append(f"<p>{escape(self.word('Commissioned by'))} {client}.</p>")
        if document.author_role:
            parts.append(f"<p>{escape(document.author_role)}</p>")
        if recorded := self.present.recorded(document):
            parts.append(f"<p>{escape(self.word('Recorded:'))} {escape(recorded)}</p>")
        return self.headed("How this came about", "\n".join(filter(None, parts)))

    def organisations(self) -> str:
        if not self.item.organisations:
            return ""
        found = self.present.organisations(self.document, self.around)
        rows = (self.linked(o.name, o.url) + (f", {escape(o.role)}" if o.role else "") for o in found)
        return self.headed("Organisations", self.rows(rows))

    def series(self) -> str:
        series = self.entry.series
        if series is None:
            return ""
        name = " · ".join(filter(None, (self.linked(series.title, series.url), str(escape(series.cadence)))))
        blurb = self.present.feed_html(series.blurb, series.holes, series.around, self.entry.url)
        return self.headed("Series", f"<p>{name}</p>{blurb}")
