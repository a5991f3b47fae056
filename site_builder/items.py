"""The file of an interview or a page → a document."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Sequence
from typing import Any

from site_builder import schema
from site_builder.errors import did_you_mean, problem
from site_builder.frontmatter import Source
from site_builder.markdown import Section, first_words, plain
from site_builder.models import (
    Asset,
    CoreMessage,
    Exchange,
    Interview,
    ItemKind,
    ItemSummary,
    Page,
    Participation,
    Picture,
    Quotation,
    Recorded,
    Sketch,
    Turn,
)
from site_builder.names import slug
from site_builder.reading import ReadingRules, described, unlinked, writer_for
from site_builder.scalars import read_time_code
from site_builder.typography import contains_literally, strip_outer_quotes
from site_builder.urls import identity

_PULL = re.compile(r'<aside class="pull\b.*?</aside>', re.DOTALL)


class ItemReader:
    """What interviews and pages have in common."""

    def __init__(self, source: Source, model: schema.Item, rules: ReadingRules) -> None:
        self.source, self.model, self.rules = source, model, rules
        self.lang = model.lang or rules.language
        self.writer = writer_for(source, self.lang, rules)

    def text(self, value: str, *keys: str | int) -> str:
        return self.writer.blocks(value, keys, prefix=str(keys[0]).replace("_", "-"))

    def inline(self, value: str, *keys: str | int) -> str:
        return self.writer.inline(value, keys)

    def title(self) -> str:
        return unlinked(self.inline(self.model.title, "title"))

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

    def summary(self, kind: ItemKind, title: str, text: str, **own: Any) -> ItemSummary:
        """What other pages show of the item, once all of it has been rendered; `own` is what its kind adds."""
        model, source = self.model, self.source.path
        return ItemSummary(
            kind=kind,
            id=identity(source),
            source=source,
            title=title,
            list_title=model.list_title or plain(title),
            lang=self.lang,
            date=model.date,
            updated=model.updated,
            publish=self.publish(),
            draft=model.draft,
            description=described(text),
            kicker=model.kicker,
            section=model.section,
            authors=_participations(model.authors),
            photographers=_participations(model.photographers),
            editors=_participations(model.editors),
            translators=_participations(model.translators),
            topics=model.topics,
            thanks=_participations(model.thanks),
            links=tuple(self.writer.links),
            assets=tuple(self.writer.assets),
            feed_id=model.id,
            **own,
        )

    def check_dates(self) -> None:
        model = self.model
        if model.date and model.updated and model.updated < model.date:
            self.writer.report("updated-before-date", ("updated",), date=model.date, updated=model.updated)


class InterviewReader(ItemReader):
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
        summary = self.summary(
            "interview",
            title,
            plain(lead) or _words(background),
            core_message=core_message,
            sketch=sketch,
            picture=picture,
            quote_by=model.quote_by,
            quote_literal=bool(model.quote_by) and _is_said(plain(title), exchanges),
            speakers=_participations(model.speakers),
            interviewers=_participations(model.interviewers),
            artists=_participations(model.artists),
            quotations=self.quotations(exchanges),
            mentions=tuple(dict.fromkeys(speaks)),
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
            return read_time_code(text) if text else None
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


class PageReader(ItemReader):
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
        summary = self.summary(
            "page",
            title,
            plain(lead) or _words(body),
            core_message=core_message,
            sketch=sketch,
            picture=picture,
            quotations=tuple(Quotation(q.by, q.text) for q in writer.quotations),
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
