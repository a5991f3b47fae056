"""One file of content → a document: read, checked by itself, its Markdown rendered.

What needs the rest of the publication (does that speaker exist, how large is that picture) is left for `content.py`.
Reading is a pure function of the file's bytes, its kind and the `Reading rules`, so its results are kept in the store.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from site_builder import schema
from site_builder.errors import Problem, SiteError, did_you_mean, problem
from site_builder.frontmatter import Source, read
from site_builder.markdown import Rules, Section, Writer, first_words, plain
from site_builder.models import (
    Asset,
    CoreMessage,
    Document,
    Exchange,
    Interview,
    ItemSummary,
    Kind,
    Link,
    Page,
    Participation,
    Person,
    PersonSummary,
    Picture,
    Quotation,
    Recorded,
    Sketch,
    Topic,
    TopicSummary,
    Turn,
    Work,
)
from site_builder.names import make_name, slug
from site_builder.typography import contains_literally, quotes_for, strip_outer_quotes

_PULL = re.compile(r'<aside class="pull\b.*?</aside>', re.DOTALL)
_DESCRIPTION = 300  # characters of a plain-text description


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The settings that reading depends on."""

    language: str
    timezone: str
    quotes: str
    raw_html: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file. Without a document there is at least one error among the problems."""

    document: Document | None
    problems: tuple[Problem, ...]
    places: dict[str, tuple[tuple[str | int, ...], int, int]]


def read_document(path: str, raw: bytes, kind: Kind, rules: ReadingRules) -> Reading:
    """Read a file of content. `path` is relative to the publication. Never raises for what an author wrote."""
    try:
        source = read(path, raw)
        model = schema.validate(schema.FILES[kind], source)
    except SiteError as error:
        return Reading(None, error.problems, {})
    reader = _READERS[kind](source, model, rules)
    document = reader.document()
    problems = tuple(sorted(set(reader.writer.problems)))
    if any(p.severity == "error" for p in problems):
        return Reading(None, problems, {})
    places = {name: (tuple(keys), line, column) for name, (keys, line, column) in reader.writer.places.items()}
    return Reading(document, problems, places)


def identity(path: str) -> str:
    """The slug or id of a file: its name, or that of its folder when it is an index."""
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem == "index" else pure.stem


class _ItemReader:
    """What interviews and pages have in common."""

    def __init__(self, source: Source, model: schema.Item, rules: ReadingRules) -> None:
        self.source, self.model, self.rules = source, model, rules
        self.lang = model.lang or rules.language
        quotes = quotes_for(self.lang, rules.quotes)
        self.writer = Writer(source, Rules(self.lang, quotes, rules.raw_html))

    def text(self, value: str, *keys: str | int) -> str:
        return self.writer.blocks(value, keys, prefix=str(keys[0]).replace("_", "-"))

    def inline(self, value: str, *keys: str | int) -> str:
        return self.writer.inline(value, keys)

    def title(self) -> str:
        return self.inline(self.model.title, "title")

    def sketch(self) -> Sketch | None:
        given = self.model.sketch
        if given is None:
            return None
        self.writer.assets.append(Asset("drawing", given.image, "sketch.image", creator=given.creator))
        caption = self.inline(given.caption, "sketch", "caption")
        return Sketch(given.image, given.alt, caption, given.creator, given.medium)

    def picture(self) -> Picture | None:
        given = self.model.picture
        if given is None:
            return None
        self.writer.assets.append(Asset("picture", given.image, "picture.image", credit=given.credit))
        caption = self.inline(given.caption, "picture", "caption")
        return Picture(given.image, given.alt, caption, given.credit, given.depicts)

    def recorded(self) -> Recorded | None:
        given = self.model.recorded
        return None if given is None else Recorded(given.place, given.city, given.date)

    def core_message(self) -> CoreMessage | None:
        if not self.model.core_message.strip():
            return None
        html = self.text(self.model.core_message, "core_message")
        return CoreMessage(html, plain(html))

    def publish(self) -> dt.datetime | None:
        moment = self.model.publish
        if moment is not None and moment.tzinfo is None:
            return moment.replace(tzinfo=zoneinfo.ZoneInfo(self.rules.timezone))
        return moment

    def check_dates(self) -> None:
        model = self.model
        if model.date and model.updated and model.updated < model.date:
            self.writer.report("updated-before-date", ("updated",), date=model.date, updated=model.updated)


class _InterviewReader(_ItemReader):
    model: schema.Interview

    def document(self) -> Interview:
        model, writer = self.model, self.writer
        self.check_dates()
        title = self.title()
        if model.quote_by:
            title = self.without_marks(title, "title")
        lead = self.text(model.lead, "lead")
        sections = writer.body(questions=True)
        background = sections[0].html
        exchanges, afterword = self.from_body(sections[1:])
        if model.qa is not None:
            if exchanges:
                writer.report("both-question-forms", (), sections[1].line)
            sections, exchanges = [], self.from_front_matter(model.qa)
        if not exchanges:
            writer.report("no-question", ("qa",) if "qa" in self.source.data else ("title",))
        core_message = self.core_message()
        disclosure = self.text(model.disclosure, "disclosure")
        sketch, picture = self.sketch(), self.picture()
        self.check_turns(exchanges, sections)
        self.check_pulls(exchanges, background)
        speaks = [turn.speaker for exchange in exchanges for turn in exchange.turns if turn.speaker]
        summary = ItemSummary(
            kind="interview",
            id=identity(self.source.path),
            source=self.source.path,
            title=title,
            list_title=model.list_title or plain(title),
            lang=self.lang,
            date=model.date,
            updated=model.updated,
            publish=self.publish(),
            draft=model.draft,
            description=_described(plain(lead) or _words(background)),
            kicker=model.kicker,
            section=model.section,
            quote_by=model.quote_by,
            quote_literal=bool(model.quote_by) and _is_said(plain(title), exchanges),
            speakers=_participations(model.speakers),
            interviewers=_participations(model.interviewers),
            artists=_participations(model.artists),
            authors=_participations(model.authors),
            photographers=_participations(model.photographers),
            editors=_participations(model.editors),
            translators=_participations(model.translators),
            topics=model.topics,
            sketch=sketch,
            picture=picture,
            core_message=core_message,
            quotations=self.quotations(exchanges),
            thanks=_participations(model.thanks),
            mentions=tuple(dict.fromkeys(speaks)),
            links=tuple(writer.links),
            assets=tuple(writer.assets),
            feed_id=model.id,
        )
        return Interview(
            summary=summary,
            exchanges=exchanges,
            holes=tuple(writer.holes),
            lead=lead,
            background=background,
            afterword=afterword,
            notes=writer.footnotes(),
            disclosure=disclosure,
            central_question=model.central_question,
            recorded=self.recorded(),
            author_role=model.author_role,
            signature=model.signature,
            licence=model.licence,
            extra=model.extra,
        )

    def without_marks(self, text: str, *keys: str | int) -> str:
        """Quotation marks that the author pasted around what the build marks itself are taken off, and noted."""
        bare, changed = strip_outer_quotes(text)
        if changed:
            self.writer.report("quotation-marks-removed", keys)
        return bare

    def from_front_matter(self, questions: Sequence[schema.Question]) -> tuple[Exchange, ...]:
        for index, given in enumerate(questions):
            if given.id and not self.writer.claim(given.id):
                self.writer.report("anchor-twice", ("qa", index, "id"), id=given.id)
        found = []
        for index, given in enumerate(questions):
            keys = ("qa", index, "answer")
            question = self.inline(given.question, "qa", index, "question")
            id = given.id or self.writer.anchor(first_words(question))
            if isinstance(given.answer, str):
                section = self.writer.answer(self.without_marks(given.answer, *keys), keys, prefix=id)
            else:
                section = Section()
                for n, turn in enumerate(given.answer):
                    text = self.writer.blocks(turn.text, (*keys, n, "text"), prefix=id)
                    section.turns.append((turn.speaker, text, 0))
            if not _is_answered(section):
                self.writer.report("question-without-answer", ("qa", index), number=index + 1)
            section.id, section.heading = id, question
            found.append(_exchange(section, index + 1, given.short, given.at, lasting=bool(given.id)))
        return tuple(found)

    def from_body(self, sections: Sequence[Section]) -> tuple[tuple[Exchange, ...], str]:
        """The exchanges, and what follows the heading that ends them."""
        found: list[Exchange] = []
        for section in sections:
            attributes = section.attributes
            if "section" in attributes.classes:
                return tuple(found), f'<h2 id="{section.id}">{section.heading}</h2>\n{section.html}'
            for key in sorted(attributes.values.keys() - {"short", "at"}):
                hint = did_you_mean(key, ("short", "at"))
                self.writer.report("unknown-attribute", (), section.line, key=key, name="a question", suggestion=hint)
            at = self.time_code(attributes.values.get("at", ""), section.line)
            if not _is_answered(section):
                self.writer.report("question-without-answer", (), section.line, number=len(found) + 1)
            short = attributes.values.get("short", "")
            found.append(_exchange(section, len(found) + 1, short, at, lasting=bool(attributes.id)))
        return tuple(found), ""

    def time_code(self, text: str, line: int) -> int | None:
        try:
            return schema.read_time_code(text) if text else None
        except ValueError:
            self.writer.report("not-a-time-code", (), line, value=text)
            return None

    def quotations(self, exchanges: Sequence[Exchange]) -> tuple[Quotation, ...]:
        """Words marked with `{by=…}`, and pull quotes of the one who answers where there is only one."""
        by_id = {exchange.id: exchange for exchange in exchanges}
        found = [q if q.exchange in by_id else Quotation(q.by, q.text) for q in self.writer.quotations]
        alone = self.model.speakers[0] if len(self.model.speakers) == 1 else None
        for pull in self.writer.pulls:
            exchange = by_id.get(pull.source)
            if exchange is not None and alone is not None:
                found.append(Quotation(_who(alone), pull.text, exchange.id))
        return tuple(found)

    def check_turns(self, exchanges: Sequence[Exchange], sections: Sequence[Section]) -> None:
        names = [_who(person) for person in self.model.speakers]
        known = {slug(name) for name in names} | {slug(_who(p)) for p in self.model.interviewers}
        lines = [line for section in sections for _, _, line in section.turns]
        turns = [(exchange, n, turn) for exchange in exchanges for n, turn in enumerate(exchange.turns)]
        for index, (exchange, n, turn) in enumerate(turns):
            if turn.speaker and slug(turn.speaker) not in known:
                hint = did_you_mean(turn.speaker, names)
                words = {"speaker": turn.speaker, "suggestion": hint}
                if lines:
                    self.writer.report("turn-of-stranger", (), lines[index], **words)
                else:
                    keys = ("qa", exchange.number - 1, "answer", n, "speaker")
                    self.writer.report("turn-of-stranger", keys, **words)

    def check_pulls(self, exchanges: Sequence[Exchange], background: str) -> None:
        """A pull quote must stand literally in the answer it names, or without a name in the body."""
        if not self.writer.pulls:
            return
        by_id = {exchange.id: exchange for exchange in exchanges}
        body = " ".join([_words(background), *(_said(e) for e in exchanges)])
        for pull in self.writer.pulls:
            at = (self.source.path, pull.line, pull.column)
            if pull.source and pull.source not in by_id:
                hint = did_you_mean(pull.source, by_id)
                self.writer.problems.append(problem("pull-of-unknown-question", *at, id=pull.source, suggestion=hint))
            elif not contains_literally(pull.text, _said(by_id[pull.source]) if pull.source else body):
                where = f'the answer to "{pull.source}"' if pull.source else "the body"
                self.writer.problems.append(problem("pull-not-literal", *at, text=pull.text[:60], where=where))


class _PageReader(_ItemReader):
    model: schema.Page

    def document(self) -> Page:
        model, writer = self.model, self.writer
        self.check_dates()
        title = self.title()
        lead = self.text(model.lead, "lead")
        body = writer.body(questions=False)[0].html
        for pull in writer.pulls:
            if not contains_literally(pull.text, _words(body)):
                place = (self.source.path, pull.line, pull.column)
                writer.problems.append(problem("pull-not-literal", *place, text=pull.text[:60], where="the body"))
        core_message = self.core_message()
        disclosure = self.text(model.disclosure, "disclosure")
        sketch, picture = self.sketch(), self.picture()
        summary = ItemSummary(
            kind="page",
            id=identity(self.source.path),
            source=self.source.path,
            title=title,
            list_title=model.list_title or plain(title),
            lang=self.lang,
            date=model.date,
            updated=model.updated,
            publish=self.publish(),
            draft=model.draft,
            description=_described(plain(lead) or _words(body)),
            kicker=model.kicker,
            section=model.section,
            authors=_participations(model.authors),
            photographers=_participations(model.photographers),
            editors=_participations(model.editors),
            translators=_participations(model.translators),
            topics=model.topics,
            sketch=sketch,
            picture=picture,
            core_message=core_message,
            quotations=tuple(Quotation(q.by, q.text) for q in writer.quotations),
            thanks=_participations(model.thanks),
            links=tuple(writer.links),
            assets=tuple(writer.assets),
            feed_id=model.id,
            navigation=model.navigation,
        )
        return Page(
            summary=summary,
            holes=tuple(writer.holes),
            lead=lead,
            body=body,
            notes=writer.footnotes(),
            disclosure=disclosure,
            recorded=self.recorded(),
            author_role=model.author_role,
            signature=model.signature,
            licence=model.licence,
            extra=model.extra,
        )


class _PersonReader:
    kind: str = "speaker"

    def __init__(self, source: Source, model: schema.Speaker, rules: ReadingRules) -> None:
        self.source, self.model = source, model
        quotes = quotes_for(rules.language, rules.quotes)
        self.writer = Writer(source, Rules(rules.language, quotes, rules.raw_html))

    def document(self) -> Person:
        model, writer = self.model, self.writer
        name = make_name(
            name=model.name,
            given=model.given,
            prefix=model.prefix,
            family=model.family,
            style=model.name_style,
            sort=model.sort,
        )
        biography = writer.body(questions=False)[0].html
        portrait = None
        if model.portrait is not None:
            writer.assets.append(
                Asset("portrait", model.portrait.image, "portrait.image", credit=model.portrait.credit)
            )
            portrait = Picture(model.portrait.image, model.portrait.alt, credit=model.portrait.credit)
        author = isinstance(model, schema.Author)
        summary = PersonSummary(
            kind="author" if author else "speaker",
            id=identity(self.source.path),
            source=self.source.path,
            full=name.full,
            register=name.register,
            family=name.family,
            given=name.given,
            sort=name.sort,
            letter=name.letter,
            initials=name.initials,
            role=model.role,
            organisation=model.organisation,
            tagline=model.tagline if isinstance(model, schema.Author) else "",
            motto=writer.inline(model.motto, ("motto",)) if isinstance(model, schema.Author) else "",
            description=_described(plain(biography)),
            portrait=portrait,
            links=tuple(writer.links),
            assets=tuple(writer.assets),
        )
        return Person(
            summary=summary,
            holes=tuple(writer.holes),
            biography=biography,
            notes=writer.footnotes(),
            links=tuple(Link(link.label, link.url) for link in model.links),
            works=tuple(Work(w.title, w.kind, w.year, w.isbn) for w in model.works),
            pronunciation=model.pronunciation,
        )


class _TopicReader:
    def __init__(self, source: Source, model: schema.Topic, rules: ReadingRules) -> None:
        self.source, self.model = source, model
        quotes = quotes_for(rules.language, rules.quotes)
        self.writer = Writer(source, Rules(rules.language, quotes, rules.raw_html))

    def document(self) -> Topic:
        introduction = self.writer.body(questions=False)[0].html
        summary = TopicSummary(
            kind="topic",
            id=identity(self.source.path),
            source=self.source.path,
            title=self.model.title,
            description=_described(plain(introduction)),
            links=tuple(self.writer.links),
            assets=tuple(self.writer.assets),
        )
        return Topic(summary, tuple(self.writer.holes), introduction, self.writer.footnotes())


_READERS = {
    "interview": _InterviewReader,
    "page": _PageReader,
    "speaker": _PersonReader,
    "author": _PersonReader,
    "topic": _TopicReader,
}


def _exchange(section: Section, number: int, short: str, at: int | None, *, lasting: bool) -> Exchange:
    turns = tuple(Turn(speaker, text) for speaker, text, _ in section.turns)
    answer = "" if turns else section.html
    return Exchange(section.id, number, section.heading, short or plain(section.heading), answer, turns, at, lasting)


def _is_answered(section: Section) -> bool:
    """Whether somebody says something: a heading or a comment alone is no answer, and every turn needs words."""
    return all(html.strip() for _, html, _ in section.turns) if section.turns else bool(section.html.strip())


def _said(exchange: Exchange) -> str:
    """The words of an answer, plain."""
    return _words(" ".join([exchange.answer, *(turn.html for turn in exchange.turns)]))


def _words(html: str) -> str:
    """The plain words of a text without its pull quotes, which only repeat some of them."""
    return plain(_PULL.sub("", html) if "<aside" in html else html)


def _is_said(quote: str, exchanges: Sequence[Exchange]) -> bool:
    """Whether a quotation stands literally in one of the answers."""
    return any(contains_literally(quote, _said(exchange)) for exchange in exchanges)


def _who(person: schema.Participant) -> str:
    return person.speaker or person.author or person.name or person.group or person.line


def _participations(people: Sequence[schema.Participant]) -> tuple[Participation, ...]:
    return tuple(
        Participation(
            who=_who(person),
            named=bool(person.name or person.group),
            group=bool(person.group),
            role=person.role,
            organisation=person.organisation,
            on_behalf_of=person.on_behalf_of,
            note=person.note,
        )
        for person in people
    )


def _described(text: str) -> str:
    """At most a few sentences, cut at a word."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
