"""The file of an interview → a document: questions and answers from the front matter or from the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder import schema
from site_builder.errors import did_you_mean, problem
from site_builder.frontmatter import Keys
from site_builder.items import ItemReader, contents, words
from site_builder.markdown import Section, first_words, plain
from site_builder.models import Exchange, Interview, Quotation, Turn
from site_builder.names import name_id
from site_builder.scalars import read_time_code
from site_builder.schema_values import Question
from site_builder.surrounding import participations, who
from site_builder.typography import contains_literally, strip_outer_quotes

_QUESTION = re.compile(r"(^##[ \t].*$\n?)", re.MULTILINE)
_TURN = re.compile(r"(?:\A|\n[ \t]*\n)\s*@([a-z0-9][a-z0-9-]*):(?=\s)")
_MARKED_ANSWER = re.compile(r"^##[ \t].*\n\s*[\"'“”„‟«»‘’‚‛‹›]", re.MULTILINE)


class InterviewReader(ItemReader):
    model: schema.Interview

    def document(self) -> Interview:
        model, writer = self.model, self.writer
        self.check_dates()
        title = self.title()
        if model.quote_by:
            title = self.without_marks(title, "title")
        lead = self.text(model.lead, "lead")
        sections = writer.body(questions=True, text=self.bare_body())
        background = sections[0].html
        exchanges, afterword = self.from_body(sections[1:])
        if model.qa is not None:
            if exchanges:
                writer.report("both-question-forms", (), sections[1].line)
            sections, exchanges = [], self.from_front_matter(model.qa)
        if not exchanges:
            writer.report("no-question", ("qa",) if "qa" in self.source.data else ("title",))
        of_summary, of_page = self.details()
        self.check_turns(exchanges, sections)
        self.check_pulls(exchanges, background + afterword)
        speaks = [turn.speaker for exchange in exchanges for turn in exchange.turns if turn.speaker]
        summary = self.summary(
            "interview",
            title,
            plain(lead) or words(background),
            quote_by=model.quote_by,
            quote_literal=bool(model.quote_by) and _is_said(plain(title), exchanges),
            speakers=participations(model.speakers),
            interviewers=participations(model.interviewers),
            quotations=self.quotations(exchanges),
            mentions=tuple(dict.fromkeys(speaks)),
            **of_summary,
        )
        return Interview(
            summary=summary,
            exchanges=exchanges,
            lead=lead,
            body=background,
            afterword=afterword,
            central_question=writer.typographer.text(model.central_question),
            **of_page,
        )

    def bare_body(self) -> str:
        """The body, its answers without quotation marks that were pasted around the whole of one. Lines stay."""
        body = self.source.body
        if not _MARKED_ANSWER.search(body):
            return body
        parts, line = _QUESTION.split(body), 0
        for n, part in enumerate(parts):
            if n % 2 and ".section" in part:
                break
            bare, changed = strip_outer_quotes(part) if n and n % 2 == 0 else (part, False)
            if changed:
                start = len(part) - len(part.lstrip())
                self.writer.report("quotation-marks-removed", (), line + part.count("\n", 0, start))
                parts[n] = part[:start] + bare + part[len(part.rstrip()) :]
            line += part.count("\n")
        return "".join(parts)

    def from_front_matter(self, questions: Sequence[Question]) -> tuple[Exchange, ...]:
        for index, given in enumerate(questions):
            if given.id and not self.writer.claim(given.id):
                self.writer.report("anchor-twice", ("qa", index, "id"), id=given.id)
        found = []
        for index, given in enumerate(questions):
            keys = ("qa", index, "answer")
            question = self.inline(given.question, "qa", index, "question")
            if not plain(question):
                self.writer.report("without-words", ("qa", index, "question"), what="question")
            id = given.id or self.writer.anchor(first_words(question))
            if isinstance(given.answer, str):
                self.writer.lint(given.answer, keys)
                section = self.writer.answer(self.without_marks(given.answer, *keys), keys, prefix=id)
            else:
                section = Section()
                for n, turn in enumerate(given.answer):
                    text = self.writer.blocks(turn.text, (*keys, n, "text"), prefix=id)
                    section.turns.append((turn.speaker, text, 0))
                    if not text.strip():
                        self.writer.report("without-words", (*keys, n, "text"), what=f"turn of {turn.speaker}")
                    for other in _TURN.finditer(turn.text):
                        line = turn.text.count("\n", 0, other.start(1))
                        self.writer.report("turn-in-turn", (*keys, n, "text"), line, speaker=other[1])
            if isinstance(given.answer, str):
                self.check_turns_filled(section, keys)
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
            if not plain(section.heading):
                self.writer.report("without-words", (), section.line, what="question")
            at = self.time_code(attributes.values.get("at", ""), section.line)
            self.check_turns_filled(section, ())
            if not _is_answered(section):
                self.writer.report("question-without-answer", (), section.line, number=len(found) + 1)
            short = attributes.values.get("short", "")
            found.append(_exchange(section, len(found) + 1, short, at, lasting=bool(attributes.id)))
        return tuple(found), ""

    def check_turns_filled(self, section: Section, keys: Keys) -> None:
        """Every turn in a text must have words."""
        for speaker, html, line in section.turns:
            if speaker and not html.strip():
                self.writer.report("without-words", keys, line, what=f"turn of {speaker}")

    def time_code(self, text: str, line: int) -> int | None:
        try:
            return read_time_code(text) if text else None
        except ValueError:
            self.writer.report("not-a-time-code", (), line, value=text)
            return None

    def quotations(self, exchanges: Sequence[Exchange]) -> tuple[Quotation, ...]:
        """Words marked with `{by=…}`, and pull quotes: of whom they name, else of the one who says them there."""
        by_id = {exchange.id: exchange for exchange in exchanges}
        found = [q if q.exchange in by_id else Quotation(q.by, q.text, "", q.anchor) for q in self.writer.quotations]
        for pull in self.writer.pulls:
            exchange = by_id.get(pull.source)
            if whose := pull.by or (self.whose(pull.text, exchange) if exchange else ""):
                found.append(Quotation(whose, pull.text, exchange.id if exchange else ""))
        return tuple({contents(quotation): quotation for quotation in reversed(found)}.values())[::-1]

    def whose(self, text: str, exchange: Exchange) -> str:
        """Who says something in an answer: whose turn has it, or the only speaker there is."""
        for turn in exchange.turns:
            if contains_literally(text, words(turn.html)):
                return turn.speaker
        return who(self.model.speakers[0]) if len(self.model.speakers) == 1 else ""

    def check_turns(self, exchanges: Sequence[Exchange], sections: Sequence[Section]) -> None:
        names = [who(person) for person in self.model.speakers]
        known = {name_id(name) for name in names} | {name_id(who(p)) for p in self.model.interviewers}
        lines = [line for section in sections for _, _, line in section.turns]
        turns = [(exchange, n, turn) for exchange in exchanges for n, turn in enumerate(exchange.turns)]
        for index, (exchange, n, turn) in enumerate(turns):
            if turn.speaker and name_id(turn.speaker) not in known:
                hint = did_you_mean(turn.speaker, names)
                words = {"speaker": turn.speaker, "suggestion": hint}
                if lines:
                    self.writer.report("turn-of-stranger", (), lines[index], **words)
                else:
                    keys = ("qa", exchange.number - 1, "answer", n, "speaker")
                    self.writer.report("turn-of-stranger", keys, **words)

    def check_pulls(self, exchanges: Sequence[Exchange], around: str) -> None:
        """A pull quote must stand literally in the answer it names, or without a name in the body."""
        if not self.writer.pulls:
            return
        by_id = {exchange.id: exchange for exchange in exchanges}
        anywhere = any(not pull.source for pull in self.writer.pulls)
        body = " ".join([words(around), *(_said(e) for e in exchanges)]) if anywhere else ""
        for pull in self.writer.pulls:
            at = (self.source.path, pull.line, pull.column)
            if pull.source and pull.source not in by_id:
                hint = did_you_mean(pull.source, by_id)
                self.writer.problems.append(problem("pull-of-unknown-question", *at, id=pull.source, suggestion=hint))
            elif not contains_literally(pull.text, _said(by_id[pull.source]) if pull.source else body):
                where = f'the answer to "{pull.source}"' if pull.source else "the body"
                self.writer.problems.append(problem("pull-not-literal", *at, text=pull.text, where=where))


def _exchange(section: Section, number: int, short: str, at: int | None, *, lasting: bool) -> Exchange:
    turns = tuple(Turn(speaker, text) for speaker, text, _ in section.turns)
    answer = "" if turns else section.html
    return Exchange(section.id, number, section.heading, short or plain(section.heading), answer, turns, at, lasting)


def _is_answered(section: Section) -> bool:
    """Whether there is something: a heading or a comment alone is no answer. Of turns, each is looked at by itself."""
    return bool(section.turns) or bool(section.html.strip())


def _said(exchange: Exchange) -> str:
    """The words of an answer, plain."""
    return words(" ".join([exchange.answer, *(turn.html for turn in exchange.turns)]))


def _is_said(quote: str, exchanges: Sequence[Exchange]) -> bool:
    """Whether a quotation stands literally in one of the answers."""
    return any(contains_literally(quote, _said(exchange)) for exchange in exchanges)
