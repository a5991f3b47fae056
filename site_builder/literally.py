"""Looking at texts whatever marks they are set with: is a quotation in its source, was a text pasted with its marks?

`typography.py` sets text; here is everything for which that must make no difference.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from site_builder.typography import BEFORE_WORDS, OPENING, clipped_word

_DOUBLE_MARKS = '"“”„‟«»″'
_SINGLE_MARKS = "'‘’‚‛‹›′"
_FOLDED = (
    dict.fromkeys(_DOUBLE_MARKS[1:], '"')
    | dict.fromkeys(_SINGLE_MARKS[1:] + "ʼ´`", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
    | {"…": "...", "²": "2", "³": "3"}
)
_FOLDING = re.compile(f"[{''.join(_FOLDED)}]")
_PADDING = re.compile(r"(?<![^\s(\[])(?P<open>[«‹])\s+|\s+(?P<close>[»›])(?!\w)")
_DASH_RUN = re.compile("--+")
_LEFT_OUT = re.compile(r"\[ ?\.{3,} ?\]|\( ?\.{3,} ?\)|\.{3,}")
_HOLDS_A_WORD = re.compile(r"[^\W_]")
_INSIDE_WORD = re.compile(r"(?<=[^\W_])(?='?[^\W_])|(?<=[^\W_]')(?=[^\W_])")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_MARKS = re.compile(f"[{_DOUBLE_MARKS}{_SINGLE_MARKS}]+")
_DUTCH_CLIPPED = clipped_word("nl")


def fold_quotes(text: str) -> str:
    """`text` for a literal comparison, in which only what is set differently doesn't count.

    Quotation marks become ", single ones and apostrophes ', every dash (and `--`) a hyphen, the ellipsis three dots,
    any space one plain space, ² and ³ digits; soft hyphens and the space inside guillemets vanish. Capitals and
    diacritics count.
    """
    text = unicodedata.normalize("NFC", text)
    if "«" in text or "»" in text or "‹" in text or "›" in text:
        text = _PADDING.sub(lambda found: found["open"] or found["close"], text)
    folded = _FOLDING.sub(lambda sign: _FOLDED[sign[0]], text)  # ten times as fast as `str.translate`
    return " ".join(_DASH_RUN.sub("-", folded).split())


def contains_literally(quote: str, source: str) -> bool:
    """Whether `quote` stands in `source` word for word, compared with `fold_quotes` and double marks as single ones.

    `…`, `...`, `[…]` and `(…)` in the quote stand for words left out: its parts must come in that order, each
    beginning and ending where a word does ("we can" is not in "we can't"). A quote without words is nowhere.
    """
    folded = _single_marked(source)
    parts = [
        part.strip() for part in _LEFT_OUT.split(fold_quotes(quote).replace('"', "'")) if _HOLDS_A_WORD.search(part)
    ]
    place = 0
    for part in parts:
        start = folded.find(part, place)
        while start >= 0 and (_INSIDE_WORD.match(folded, start) or _INSIDE_WORD.match(folded, start + len(part))):
            start = folded.find(part, start + 1)
        if start < 0:
            return False
        place = start + len(part)
    return bool(parts)


@functools.lru_cache(maxsize=2)  # a text is looked through for one quotation after the other
def _single_marked(text: str) -> str:
    return fold_quotes(text).replace('"', "'")


def strip_outer_quotes(text: str) -> tuple[str, bool]:
    """`text` without the quotation marks around the whole of it, and whether there were any.

    One pair is taken off, of any style, straight or turned the wrong way, but only when the mark at the start is
    closed by the one at the end: not in `“A” en “B”`. When every paragraph opens with a mark and only the last one
    closes, all of those go. A text that doesn't change is returned as it came, else without white space around it.
    """
    body = text.strip()
    marks = next((marks for marks in (_DOUBLE_MARKS, _SINGLE_MARKS) if body[:1] in marks), "")
    if not marks:
        return text, False
    clipped = f"(?!{_DUTCH_CLIPPED.pattern})" if marks is _SINGLE_MARKS else ""
    continued, reopened = re.subn(rf"(\n\s*\n)[{marks}]{clipped}[^\S\n]*", r"\1", body)
    if reopened == len(_PARAGRAPH_BREAK.findall(body)) and _is_enclosed(continued, marks):
        body = continued
    elif not _is_enclosed(body, marks):
        return text, False
    inside = body[1:-1].strip()
    return (inside, True) if inside else (text, False)


def _is_enclosed(body: str, marks: str) -> bool:
    """Whether the mark at the start of `body` is closed by the one at its end and not before.

    Which way a mark faces is read from what stands beside it, since pasted marks often face the wrong way.
    """
    depth = 0
    for run in _MARKS.finditer(body):
        start, end = run.span()
        before, after = body[start - 1 : start], body[end : end + 1]
        if marks is _SINGLE_MARKS and before.isalnum() and after.isalnum():
            continue
        step = 1 if start == 0 or _faces_right(run[0], before, after) else -1
        for place, mark in enumerate(run[0], start + 1):
            clipped = place == end and step == 1 and marks is _SINGLE_MARKS and _DUTCH_CLIPPED.match(body, end)
            if mark in marks and not clipped:
                depth += step
                if depth == 0:
                    return place == len(body)
    return False


def unpaired_marks(text: str) -> tuple[list[int], list[int]]:
    """Where double quotation marks stand in a paragraph that open without being closed, and that close nothing."""
    opened: list[int] = []
    closed: list[int] = []
    for run in _MARKS.finditer(text):
        start, end = run.span()
        opens = start == 0 or _faces_right(run[0], text[start - 1 : start], text[end : end + 1])
        for place, mark in enumerate(run[0], start):
            if mark not in _DOUBLE_MARKS:
                continue
            if opens:
                opened.append(place)
            elif opened:
                opened.pop()
            else:
                closed.append(place)
    return opened, closed


def _faces_right(run: str, before: str, after: str) -> bool:
    """Whether marks between these characters open; between two spaces, only the shape of the mark can tell."""
    if not after or after.isspace():
        return before.isspace() and bool(after) and run[0] in OPENING
    return not (before.isalnum() or before in ".,;:!?…)]%") or (before in BEFORE_WORDS and after.isalnum())
