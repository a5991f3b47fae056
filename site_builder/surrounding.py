"""What stands around the text of an item: drawings, pictures, files, events, sources, corrections, people."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from site_builder import schema
from site_builder.inline import SCHEME
from site_builder.markdown import Writer, plain
from site_builder.models import Asset, Participation, Picture, Sketch
from site_builder.names import slug
from site_builder.particulars import (
    CallToAction,
    Correction,
    Download,
    Event,
    Recorded,
    Recording,
    Research,
    SourceWork,
    Stop,
)
from site_builder.schema_values import Participant
from site_builder.schema_values import Recording as RecordingModel
from site_builder.schema_values import Sketch as SketchModel
from site_builder.urls import is_outside


class Surrounding:
    """Reads the keys of one item whose values are more than a text; what they ask for goes to the writer."""

    def __init__(self, model: schema.Item, writer: Writer) -> None:
        self.model, self.writer = model, writer

    # ------------------------------------------------------------------------------------------------ pictures

    def sketches(self) -> tuple[Sketch, ...]:
        if self.model.sketch is not None:
            return (self._sketch(self.model.sketch, 0, "sketch"),)
        return tuple(self._sketch(given, n, "sketches", n) for n, given in enumerate(self.model.sketches))

    def _sketch(self, given: SketchModel, place: int, *keys: str | int) -> Sketch:
        where = ".".join(map(str, (*keys, "image")))
        self.writer.assets.append(Asset("drawing", given.image, where, creator=given.creator))
        caption = self.writer.inline(given.caption, (*keys, "caption"))
        self.writer.check_alt("drawing-without-alt", keys, given.alt, given.image, plain(caption))
        name = slug(posixpath.splitext(posixpath.basename(given.image))[0])
        id = self.writer.anchor("-".join(filter(None, ("drawing", name)))) if place else "drawing"
        return Sketch(given.image, given.alt, caption, given.creator, given.medium, id)

    def picture(self) -> Picture | None:
        given = self.model.picture
        if given is None:
            return None
        self.writer.assets.append(Asset("picture", given.image, "picture.image", credit=given.credit))
        caption = self.writer.inline(given.caption, ("picture", "caption"))
        self.writer.check_alt("picture-without-alt", ("picture",), given.alt, given.image, plain(caption))
        self.writer.named += [(person, f"picture.depicts.{n}") for n, person in enumerate(given.depicts)]
        return Picture(given.image, given.alt, caption, given.credit, given.depicts)

    # ------------------------------------------------------------------------------------------------ files

    def downloads(self) -> tuple[Download, ...]:
        for n, given in enumerate(self.model.downloads):
            if given.file:
                self.writer.assets.append(Asset("file", given.file, f"downloads.{n}.file"))
            if given.speaker:
                self.writer.named.append((given.speaker, f"downloads.{n}.speaker"))
        shown = self.writer.typographer.text
        return tuple(Download(d.file, d.to, shown(d.label), d.kind, d.speaker) for d in self.model.downloads)

    def recording(self, given: RecordingModel | None, key: str) -> Recording | None:
        if given is None:
            return None
        self.writer.assets.append(Asset("file", given.file, f"{key}.file", kind="film" if key == "video" else "sound"))
        if given.transcript:
            self.writer.assets.append(Asset("file", given.transcript, f"{key}.transcript", kind="transcript"))
        if given.poster:
            self.writer.assets.append(Asset("picture", given.poster, f"{key}.poster"))
        return Recording(given.file, given.transcript, given.poster, given.duration)

    def cta(self) -> CallToAction | None:
        given = self.model.cta
        if given is None:
            return None
        if SCHEME.match(given.to) and not is_outside(given.to):
            self.writer.report("link-refused", ("cta", "to"), address=given.to)
        self.writer.ask_for(given.to, "cta.to")
        label = self.writer.typographer.text(given.label)
        return CallToAction(label, given.to, self.writer.blocks(given.text, ("cta", "text"), prefix="cta"))

    # ------------------------------------------------------------------------------------------------ facts

    def recorded(self) -> Recorded | None:
        given = self.model.recorded
        return None if given is None else Recorded(given.place, given.city, given.date)

    def events(self) -> tuple[Event, ...]:
        return tuple(
            Event(e.name, e.organiser, e.date, tuple(Stop(stop.city, stop.venue, stop.date) for stop in e.stops))
            for e in self.model.events
        )

    def sources(self) -> tuple[SourceWork, ...]:
        return tuple(SourceWork(s.title, s.kind, s.creators, s.year, s.isbn, s.url, s.note) for s in self.model.sources)

    def research(self) -> Research | None:
        given = self.model.research
        if given is None:
            return None
        note = self.writer.blocks(given.note, ("research", "note"), prefix="research")
        return Research(given.n, given.population, given.mode, given.period, given.by, given.commissioned_by, note)

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections, newest first."""
        found = []
        for n, given in enumerate(self.model.corrections):
            keys = ("corrections", n, "text")
            html = self.writer.blocks(given.text, keys, prefix=f"correction-{n}")
            if not html.strip():
                self.writer.report("without-words", keys, what="correction")
            found.append(Correction(given.date, given.kind, html))
        return tuple(sorted(found, key=lambda correction: correction.date, reverse=True))


def parties(model: schema.Item) -> tuple[tuple[str, str], ...]:
    """The people and organisations that an item names in passing, by id or name, each with where it is written."""
    found = [(event.organiser, f"events.{n}.organiser") for n, event in enumerate(model.events)]
    for n, source in enumerate(model.sources):
        found += [(creator, f"sources.{n}.creators.{m}") for m, creator in enumerate(source.creators)]
    if model.research is not None:
        found += [(model.research.by, "research.by"), (model.research.commissioned_by, "research.commissioned_by")]
    return tuple((name, where) for name, where in found if name)


def who(person: Participant) -> str:
    """The id or name that an entry of a people list gives."""
    return person.speaker or person.author or person.name or person.group or person.line


def participations(people: Sequence[Participant]) -> tuple[Participation, ...]:
    """A people list."""
    return tuple(
        Participation(
            who=who(person),
            named=bool(person.name or person.group),
            group=bool(person.group),
            role=person.role,
            organisation=person.organisation,
            on_behalf_of=person.on_behalf_of,
            note=person.note,
        )
        for person in people
    )
