"""Quotation marks around an answer: the build's, not the author's.

Every paragraph opens with a mark and the last one closes with it; lists, block quotes, code and tables carry none. A
remark of the interviewer stands outside: the marks close before it and open again after it. While an answer is being
written, `SIGN` stands before each of our marks, so that they can be told from what the speaker quotes.
"""

from __future__ import annotations

from site_builder.typography import Quotes

SIGN = "\ue003"


class QuotationMarks:
    """The marks of one answer, set into the list of strings that is its HTML."""

    def __init__(self, marks: Quotes) -> None:
        self.opening, self.closing = f"{SIGN}{marks.open}", f"{SIGN}{marks.close}"
        self.starts: list[int] = []  # where the quoted paragraphs begin in `out`
        self.waits = False  # whether an opening mark waits for its text

    def begin_paragraph(self, out: list[str]) -> None:
        self.starts.append(len(out))
        self.waits = True

    def begin_text(self, out: list[str]) -> None:
        """Set the opening mark that waits."""
        if self.waits:
            self.waits = False
            out.append(self.opening)

    def forget_paragraph(self, start: int) -> None:
        """The paragraph that began here turned out to be something else."""
        if self.starts and self.starts[-1] == start:
            self.starts.pop()
        self.waits = False

    def forget_all(self) -> None:
        """What follows is a turn: the name does the work of the marks."""
        self.starts, self.waits = [], False

    def interrupt(self, out: list[str]) -> None:
        """A remark follows: close what has been said in this paragraph, and let the next words open again."""
        start = self.starts[-1]
        said = "".join(out[start:])
        words = said.rstrip().removesuffix(self.opening)
        gap = said[len(said.rstrip()) :]
        out[start:] = [words, self.closing, gap] if self._is_open(words) else [f"{words}{gap}"]
        self.waits = True

    def _is_open(self, paragraph: str) -> bool:
        """Whether a paragraph ends in words of the speaker that no mark has closed."""
        return paragraph.rfind(self.opening) > paragraph.rfind(self.closing)

    def finish(self, out: list[str]) -> None:
        """Set the closing mark at the end of what was said last, unless a remark has closed it already."""
        for start in reversed(self.starts):
            end = out.index("</p>\n", start) if "</p>\n" in out[start:] else len(out)
            paragraph = "".join(out[start:end])
            if self.opening in paragraph:
                if self._is_open(paragraph):
                    out.insert(end, self.closing)
                break
        self.starts = []


def unmarked(text: str) -> str:
    """The same text without our marks, for an answer that turned out to be made of turns."""
    return text if SIGN not in text else "".join(p[1:] if n else p for n, p in enumerate(text.split(SIGN)))


def signed_off(text: str) -> str:
    """The finished text: the marks stay, their signs go."""
    return text.replace(SIGN, "")
