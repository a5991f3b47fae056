"""What stands around an item's text, as views have it: files, sources, events, research, corrections."""

from __future__ import annotations

import posixpath
import re

from markupsafe import Markup, escape

from site_builder import inputs, values
from site_builder.language import Language, language_for
from site_builder.models import Item, Link
from site_builder.particulars import Correction, Event, Recording, Research, SourceWork
from site_builder.scalars import read_period
from site_builder.showing import Showing, described
from site_builder.urls import is_outside, parted

_OPTIONAL = re.compile(r"\[([^\]]*)\]")


class Details(Showing):
    """The smaller parts of the view of an item."""

    def downloads(self, document: Item, around: inputs.Surroundings) -> tuple[values.Download, ...]:
        """Files for readers, of the publication or elsewhere."""
        found = []
        for given in document.downloads:
            file = around.files.get(given.file)
            about = described(file, document.summary.lang) if file else ""
            label = given.label or posixpath.basename(given.file or given.to.rstrip("/"))
            speaker = around.people[f"speaker {given.speaker}"].name if given.speaker else ""
            url = file.url if file else given.to
            found.append(values.Download(label, url, about, given.kind, speaker))
        return tuple(found)

    def called(self, name: str, around: inputs.Surroundings) -> str:
        """A person or an organisation named in passing; written as an id, by the name in its file."""
        return (around.parties.get(name) or Link(name)).label

    def sources(
        self, works: tuple[SourceWork, ...], around: inputs.Surroundings, language: Language
    ) -> tuple[values.Source, ...]:
        found = []
        for work in works:
            creators = tuple(self.called(creator, around) for creator in work.creators)
            row = language.enumerate(creators)
            found.append(values.Source(work.title, work.url, creators, row, work.kind, work.year, work.isbn, work.note))
        return tuple(found)

    def events(
        self, events: tuple[Event, ...], around: inputs.Surroundings, language: Language
    ) -> tuple[values.Event, ...]:
        return tuple(
            values.Event(
                event.name,
                self.called(event.organiser, around),
                self.date(event.date, language),
                tuple(
                    values.Stop(", ".join(filter(None, (stop.venue, stop.city))), self.date(stop.date, language))
                    for stop in event.stops
                ),
            )
            for event in events
        )

    def recording(self, recording: Recording | None, around: inputs.Surroundings, lang: str) -> values.Recording | None:
        """A sound or film file; None when there is none."""
        file = around.files.get(recording.file) if recording else None
        if recording is None or file is None:
            return None
        transcript = around.files.get(recording.transcript)
        address = transcript.url if transcript else ""
        is_captions = recording.transcript.lower().endswith(".vtt")
        poster = self.picture(around.pictures.get(recording.poster), "")
        return values.Recording(
            url=file.url,
            about=described(file, lang, time_code(recording.duration)),
            captions=address if is_captions else "",
            transcript=address,
            poster=poster.jpeg[-1][0] if poster else "",
        )

    def research(self, research: Research | None, document: Item, around: inputs.Surroundings) -> Markup:
        """How the figures came about: the author's words, else a sentence made of what is known."""
        if research is None:
            return Markup("")
        if research.note:
            return self.html(research.note, document.holes, around)
        language = language_for(document.summary.lang)
        number = language.number(research.n) if research.n else ""
        if number and not research.population:
            number = language.ngettext("%(n)s person", "%(n)s people", research.n, n=number)
        day, period = when(research.period, language)
        words = {
            "who": " ".join(filter(None, (number, research.population))),
            "mode": research.mode,
            "period": period,
            "day": day,
            "by": self.called(research.by, around),
            "client": self.called(research.commissioned_by, around),
        }
        if words["who"]:
            known = language.ngettext(
                "For this, %(who)s was questioned[ %(mode)s][ in %(period)s][ on %(day)s][ by %(by)s].",
                "For this, %(who)s were questioned[ %(mode)s][ in %(period)s][ on %(day)s][ by %(by)s].",
                research.n,
                **{name: f"%({name})s" for name in words},
            )
        else:
            known = language.gettext("The research was done[ %(mode)s][ in %(period)s][ on %(day)s][ by %(by)s].")
        sentences = [known] if any(words[key] for key in ("who", "mode", "period", "day", "by")) else []
        if words["client"]:
            sentences.append(language.gettext("It was commissioned by %(client)s."))
        return Markup(f"<p>{escape(' '.join(composed(sentence, words) for sentence in sentences))}</p>")

    def corrections(
        self, corrections: tuple[Correction, ...], document: Item, around: inputs.Surroundings
    ) -> tuple[values.Correction, ...]:
        """The corrections of an item, newest first."""
        language = language_for(document.summary.lang)
        return tuple(self.correction(c, self.html(c.html, document.holes, around), language) for c in corrections)

    def cta(self, document: Item, around: inputs.Surroundings) -> values.CallToAction | None:
        """What readers are asked to do, with the address found."""
        given = document.cta
        if given is None:
            return None
        file = around.files.get(given.to)
        inside = file.url + parted(given.to)[1] if file else around.links.get(given.to, "")
        url = given.to if is_outside(given.to) else inside
        return values.CallToAction(given.label, url, self.html(given.html, document.holes, around))

    def organisations(self, document: Item, around: inputs.Surroundings) -> tuple[values.OrganisationRole, ...]:
        found = []
        for part in document.summary.organisations:
            link = around.parties.get(part.organisation) or Link(part.organisation)
            found.append(values.OrganisationRole(link.label, link.url, part.role))
        return tuple(found)


def composed(sentence: str, words: dict[str, str]) -> str:
    """A sentence with its words put in; what stands in brackets goes when a word in it is empty."""

    def chosen(part: re.Match[str]) -> str:
        return part[1] if all(words[name] for name in re.findall(r"%\((\w+)\)s", part[1])) else ""

    return _OPTIONAL.sub(chosen, sentence) % words


def when(text: str, language: Language) -> tuple[str, str]:
    """The day something was done on, or the period it was done in, in words: a month, or what is written."""
    first = read_period(text)
    if first is not None and text.count("-") == 2:
        return language.date(first), ""
    return "", language.month(first) if first is not None and "-" in text else text


def time_code(seconds: int | None) -> str:
    """Seconds as m:ss or h:mm:ss."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
