"""What can be wrong with a publication: one table of codes, one `Problem`, one exception.

Every finding an author should hear about is a `Problem` made by `problem()` from the table `CODES`. Readers never
stop at the first one; whoever can't go on raises `SiteError` with all it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from site_builder.codes import CODES_OF_TEXT, Severity
from site_builder.site_codes import CODES_OF_SITE

CODES = CODES_OF_TEXT | CODES_OF_SITE
"""The whole table."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """One finding. `line` and `column` count from 1; 0 means that the whole file is meant."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity


class SiteError(Exception):
    """The publication can't be built; `problems` says why, at least one of them an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in self.problems))

    def __reduce__(self) -> tuple[type[SiteError], tuple[tuple[Problem, ...]]]:
        return SiteError, (self.problems,)  # so that it comes back from a worker whole


def problem(code: str, path: str, line: int = 0, column: int = 0, /, **words: object) -> Problem:
    """The problem `code` at a place, its texts filled in with `words`.

    Raises KeyError for a code that is not in the table or a word that its texts need and did not get.
    """
    row = CODES[code]
    said = {name: _shown(str(value), None if name in _OURS else _LONGEST) for name, value in words.items()}
    return Problem(path, line, column, code, row.message.format(**said), row.hint.format(**said), row.severity)


_LONGEST = 80  # characters of what an author wrote that a message repeats
_OURS = frozenset(
    ("expected", "known", "listed", "rest", "suggestion", "where", "why")
)  # words that are whole sentences of ours
_BREAKS = re.compile(r"\s*[\t-\r\x1c-\x1e\x85\u2028\u2029]\s*")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\ue003\ufeff]")

_PASSWORD = re.compile(r"(?<=://)[^\s/@]*:[^\s/]*(?=@)")  # and the user before it


def _shown(text: str, longest: int | None) -> str:
    """A value as a message shows it: on one line, without what a console would obey, and not too long."""
    text = _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", _BREAKS.sub(" ", text))
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or an empty string."""
    import difflib  # only for who made a mistake

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean "answer"? ` for the nearest known word, or an empty string."""
    near = nearest(word, known)
    return f'did you mean "{near}"? ' if near else ""


class Guesses:
    """What may have been meant, out of a long list: for the first words only, as each takes a look at all of it."""

    def __init__(self, known: Iterable[str], most: int = 20) -> None:
        self.known, self.most = list(known), most
        self.made: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """What `did_you_mean` says, or an empty string when it was asked too often."""
        if word not in self.made and len(self.made) < self.most:
            self.made[word] = did_you_mean(word, self.known)
        return self.made.get(word, "")


def formatted(problem: Problem) -> str:
    """A problem as a line that editors can jump to, and one that helps."""
    path = _shown(problem.path, None)
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    help = f"\n    help: {problem.hint}" if problem.hint else ""
    return f"{place}: {problem.severity}[{problem.code}]: {problem.message}{help}"


def excerpt(problem: Problem, root: Path) -> str:
    """The line of the problem with a caret below its column, or nothing when there is no such line."""
    try:
        lines = (root / problem.path).read_text("utf-8-sig", "replace").splitlines() if problem.line else []
    except OSError:
        lines = []
    if not 0 < problem.line <= len(lines):
        return ""
    line, start = _UNSEEN.sub("\ufffd", lines[problem.line - 1].replace("\t", " ")), max(0, problem.column - 60)
    line = _PASSWORD.sub(lambda found: "•" * len(found[0]), line)
    return f"    | {line[start : start + 100]}\n    | {' ' * (problem.column - 1 - start)}^"


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are: `2 errors, 1 warning`."""
    found = [p.severity for p in problems]
    counts = [(found.count(s), s) for s in ("error", "warning", "note") if s in found]
    return ", ".join(f"{n} {severity}{'s' * (n != 1)}" for n, severity in counts)
