"""The file of an interview → a document: questions and answers from the front matter or from the body."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from msgspec.structs import replace

from site_builder import schema
from site_builder.errors import Guesses, did_you_mean, problem
from site_builder.frontmatter import Keys
from site_builder.items import ItemReader, contents, words
from site_builder.linting import COVER
from site_builder.literally import contains_literally, fold_quotes, strip_outer_quotes
from site_builder.markdown import Section, first_words, plain
from site_builder.models import Exchange, Interview, Quotation, Turn
from site_builder.names import name_id
from site_builder.quoting import is_perhaps_pasted, pasted_marks, said, without_marks
from site_builder.scalars import read_time_code
from site_builder.schema_values import Question
from site_builder.surrounding import participations, who
from site_builder.wording import is_wordless

_QUESTION = re.compile(r"(^##[ \t].*$\n?)", re.MULTILINE)
_TURN = re.compile(r"(?:\A|\n[ \t]*\n)\s*@([a-z0-9][a-z0-9-]*):(?=\s)")
_PERHAPS_UNSPOKEN = re.compile(r"<(/?)(?:span|aside|blockquote|figure|pre)\b[^>]*>")
_REMARK, _SAID = re.compile(r'class="[^"]*\bremark\b'), re.compile(r'class="[^"]*\bsaid\b')
_BREAK = " ¶ "  # stands for what was left out, so that the words around it don't become one passage


class InterviewReader(ItemReader):
    """An interview: its questions and answers, from the front matter or the body."""

    model: schema.Interview

    def document(self) -> Interview:
        model, writer = self.model, self.writer
        self.check_dates()
        title = self.title()
        lead, corrections = self.opening()
        body, marks = self.source.body, frozenset(self.marks_in_body())
        sections = writer.body(questions=True, text=without_marks(body, marks), typed=without_marks(body, marks, COVER))
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
            quote_literal=bool(model.quote_by) and self.is_said(plain(title), exchanges),
            speakers=participations(model.speakers),
            interviewers=participations(model.interviewers),
            quotations=self.quotations(exchanges),
            mentions=tuple(dict.fromkeys(speaks)),
            corrections=corrections,
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

    def marks_in_body(self) -> list[int]:
        """Where quotation marks stand in the body that were pasted around an answer; each answer is noted."""
        body, found = self.source.body, list[int]()
        if not is_perhaps_pasted(body):
            return found
        at = 0
        for n, part in enumerate(_QUESTION.split(body)):
            if n % 2 and ".section" in part:
                break
            places = [at + place for place in pasted_marks(part)] if n and n % 2 == 0 else []
            if places:
                self.writer.report("quotation-marks-removed", (), body.count("\n", 0, places[0]))
            found += places
            at += len(part)
        return found

    def from_front_matter(self, questions: Sequence[Question]) -> tuple[Exchange, ...]:
        for index, given in enumerate(questions):
            if given.id and not self.writer.claim(given.id):
                self.writer.report("anchor-twice", ("qa", index, "id"), id=given.id)
        found = []
        for index, given in enumerate(questions):
            keys = ("qa", index, "answer")
            question = self.inline(given.question, "qa", index, "question")
            if is_wordless(question):
                self.writer.report("without-words", ("qa", index, "question"), what="question")
            id = given.id or self.writer.anchor(first_words(question))
            if isinstance(given.answer, str):
                if self.writer.linter is not None:
                    self.writer.lint(without_marks(given.answer, pasted_marks(given.answer), COVER), keys)
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
            found.append(_exchange(section, index + 1, given.short, given.at))
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
            if is_wordless(section.heading):
                self.writer.report("without-words", (), section.line, what="question")
            at = self.time_code(attributes.values.get("at", ""), section.line)
            self.check_turns_filled(section, ())
            if not _is_answered(section):
                self.writer.report("question-without-answer", (), section.line, number=len(found) + 1)
            short = attributes.values.get("short", "")
            found.append(_exchange(section, len(found) + 1, short, at))
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
        found = [q if q.exchange in by_id else replace(q, exchange="") for q in self.writer.quotations]
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

    def is_said(self, quote: str, exchanges: Sequence[Exchange]) -> bool:
        """Whether the speaker of the title says these words in an answer; if it has turns, in one of their own."""
        by = name_id(self.model.quote_by)
        others = frozenset(_folded(q.text) for q in self.writer.quotations if name_id(q.by) != by)
        own = [
            turn.html
            for exchange in exchanges
            for turn in exchange.turns
            if turn.speaker and name_id(turn.speaker) == by
        ]
        own += [said(exchange.answer, self.writer.rules.quotes) for exchange in exchanges if not exchange.turns]
        return any(contains_literally(quote, _spoken(html, others)) for html in own)

    def said(self, exchange: Exchange) -> str:
        """The words of an answer, plain."""
        answer = said(exchange.answer, self.writer.rules.quotes)
        return words(" ".join([answer, *(turn.html for turn in exchange.turns)]))

    def check_turns(self, exchanges: Sequence[Exchange], sections: Sequence[Section]) -> None:
        names = [who(person) for person in self.model.speakers]
        known = {name_id(name) for name in names} | {name_id(who(p)) for p in self.model.interviewers}
        lines = [line for section in sections for _, _, line in section.turns]
        turns = [(exchange, n, turn) for exchange in exchanges for n, turn in enumerate(exchange.turns)]
        guess = Guesses(names)
        for index, (exchange, n, turn) in enumerate(turns):
            if turn.speaker and name_id(turn.speaker) not in known:
                words = {"speaker": turn.speaker, "suggestion": guess(turn.speaker)}
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
        body = " ".join([words(around), *(self.said(e) for e in exchanges)]) if anywhere else ""
        guess = Guesses(by_id)

        @functools.lru_cache(maxsize=1)
        def said_in(id: str) -> str:
            return self.said(by_id[id])

        for pull in self.writer.pulls:
            at = (self.source.path, pull.line, pull.column)
            if pull.source and pull.source not in by_id:
                given = {"id": pull.source, "suggestion": guess(pull.source)}
                self.writer.problems.append(problem("pull-of-unknown-question", *at, **given))
            elif not contains_literally(pull.text, said_in(pull.source) if pull.source else body):
                where = f'the answer to "{pull.source}"' if pull.source else "the body"
                self.writer.problems.append(problem("pull-not-literal", *at, text=pull.text, where=where))


def _exchange(section: Section, number: int, short: str, at: int | None) -> Exchange:
    turns = tuple(Turn(speaker, text) for speaker, text, _ in section.turns)
    answer = "" if turns else section.html
    return Exchange(section.id, number, section.heading, short or plain(section.heading), answer, turns, at)


def _is_answered(section: Section) -> bool:
    """Whether there is something: a heading or a comment alone is no answer. Of turns, each is looked at by itself."""
    return bool(section.turns) or bool(section.html.strip())


def _spoken(html: str, others: frozenset[str]) -> str:
    """The plain words of an answer, without what its speaker does not say; `others` are words marked as another's."""
    out: list[str] = []
    opened: list[tuple[str, int]] = []  # each element that may not count: its tag, and where its text begins in `out`
    done = 0
    for tag in _PERHAPS_UNSPOKEN.finditer(html):
        out.append(html[done : tag.start()])
        done = tag.end()
        if not tag[1]:
            opened.append((tag[0], len(out)))
        elif opened:
            opening, start = opened.pop()
            inner = "".join(out[start:])
            is_theirs = opening.startswith("<span") and not _REMARK.search(opening)
            if not is_theirs or (_SAID.search(opening) and _folded(inner) in others):
                out[start:] = [_BREAK]
    return plain("".join([*out, html[done:]]))


def _folded(html: str) -> str:
    """Words marked as somebody's, for a comparison in which it does not count how they are set."""
    return fold_quotes(strip_outer_quotes(plain(html))[0]).replace('"', "'")
