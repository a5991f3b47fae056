"""Quotation marks around an answer: the build's, not the author's.

Every paragraph opens with a mark and the last one closes with it; lists, block quotes, code and tables carry none. A
remark of the interviewer stands outside: the marks close before it and open again after it. While an answer is being
written, `SIGN` stands before each of our marks, so that they can be told from what the speaker quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from site_builder.literally import strip_outer_quotes, unpaired_marks
from site_builder.typography import Quotes

SIGN = "\ue003"
_MARK = re.compile(f"{SIGN}(?:\u202f.|.\u202f?)")  # French marks have their space with them


class QuotationMarks:
    """The marks of one answer, set into the list of strings that is its HTML."""

    def __init__(self, marks: Quotes) -> None:
        self.opening, self.closing = f"{SIGN}{marks.open}", f"{SIGN}{marks.close}"
        self.starts: list[int] = []  # where the quoted paragraphs begin in `out`, or go on behind a remark
        self.waits = False  # whether an opening mark waits for its text
        self.last = -1  # where the opening mark stands that no other has followed or closed
        self.earlier = -1  # the same, when this paragraph began

    def begin_paragraph(self, out: list[str]) -> None:
        self.starts.append(len(out))
        self.waits, self.earlier = True, self.last

    def begin_text(self, out: list[str]) -> None:
        """Set the opening mark that waits."""
        if self.waits:
            self.waits = False
            self.last = len(out)
            out.append(self.opening)

    def forget_paragraph(self, start: int) -> None:
        """The paragraph that began here turned out to be something else."""
        if self.starts and self.starts[-1] == start:
            self.starts.pop()
        self.waits = False

    def forget_all(self) -> None:
        """What follows is a turn: the name does the work of the marks."""
        self.starts, self.waits, self.last = [], False, -1

    def interrupt(self, out: list[str]) -> None:
        """A remark follows: close what has been said in this paragraph, and let the next words open again."""
        start = self.starts[-1]
        said = "".join(out[start:])
        words = said.rstrip(" \n")  # not the narrow space that may be a part of the mark
        gap = said[len(words) :]
        words = words.removesuffix(self.opening)
        is_open = words.rfind(self.opening) > words.rfind(self.closing)
        out[start:] = [words, self.closing, gap] if is_open else [f"{words}{gap}"]
        self.starts[-1] = len(out)  # what has been said is closed, and need not be looked at again
        if self.opening in words:
            self.earlier = -1
        self.waits, self.last = True, self.earlier

    def finish(self, out: list[str]) -> None:
        """Set the closing mark at the end of what was said last, unless a remark has closed it already."""
        if self.last >= 0:
            out.insert(out.index("</p>\n", self.last), self.closing)
        self.forget_all()


def unmarked(text: str) -> str:
    """The same text without our marks, for an answer that turned out to be made of turns."""
    return _MARK.sub("", text) if SIGN in text else text


def said(answer: str, marks: Quotes) -> str:
    """A finished answer as it was said: without the marks that the build has set around its paragraphs."""
    return answer.replace(f"<p>{marks.open}", "<p>").replace(f"{marks.close}</p>", "</p>")


def signed_off(text: str) -> str:
    """The finished text: the marks stay, their signs go."""
    return text.replace(SIGN, "") if SIGN in text else text


# --------------------------------------------------------------------------------------------- marks that were pasted

_PASTED = frozenset("\"'“”„‟«»‘’‚‛‹›")

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_NO_PARAGRAPH = re.compile(r"[-*+•][ \t]|\d+[.)][ \t]|[>|#]|:::|```|~~~")
_TURN = re.compile(r"^@[a-z0-9-]+:", re.MULTILINE)
_ASIDE = re.compile(r"\[[^\[\]]*\]\{[^{}]*\.remark\b[^{}]*\}")


def is_perhaps_pasted(text: str) -> bool:
    """Whether a mark stands at the beginning of a line, without which none can have been pasted."""
    return any(line.lstrip(" \t")[:1] in _PASTED for line in text.split("\n"))


def pasted_marks(text: str) -> list[int]:
    """Where quotation marks stand that the author pasted though the build sets them.

    Those around the whole of an answer, but for remarks behind it; or those that begin a paragraph and aren't closed
    in it. A quotation that goes on in another paragraph is the author's own, and stays.
    """
    if not is_perhaps_pasted(text):
        return []
    start, said = len(text) - len(text.lstrip()), text.strip()
    while said.endswith("}") and _ASIDE.fullmatch(said, said.rfind("[")):
        said = said[: said.rfind("[")].rstrip()
    end = start + len(said)
    bare, changed = strip_outer_quotes(said)
    if changed:
        again = [] if bare == said[1:-1].strip() else [block.start() for block in _BLOCK.finditer(said)][1:]
        return [start, *(start + at for at in again), end - 1]
    if _TURN.search(text):
        return []
    opened: list[int] = []
    closed: list[int] = []
    for at, words in _paragraphs(text):
        without_end, without_start = unpaired_marks(words)
        if any(without_end):
            return []
        opened += [at] * len(without_end)
        closed += [at + place for place in without_start]
    is_whole = opened[:1] == [start] and closed == [end - 1]
    return opened + closed if opened and (is_whole or not closed) else []


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of an answer itself, with where they begin: not those of code and containers, nor lists."""
    depth, code = 0, False
    for block in _BLOCK.finditer(text):
        at = block.start()
        if depth == 0 and not code and (at == 0 or text[at - 1] == "\n") and not _NO_PARAGRAPH.match(block[0]):
            yield at, block[0]
        for line in block[0].split("\n"):
            code ^= line.startswith(("```", "~~~"))
            if line.startswith(":::") and not code:
                depth = max(0, depth + (1 if line.strip(": ") else -1))


def without_marks(text: str, places: Collection[int], instead: str = "") -> str:
    """A text without the marks at some places, or with something else there."""
    return "".join(instead if n in places else sign for n, sign in enumerate(text)) if places else text
