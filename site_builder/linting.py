"""Slips in Dutch text that are reported and never mended: spaces, signs, double words, quotation marks, particles.

A text is looked at as the author typed it. Most files have no slip, so `may_slip` takes a quick look at a whole file.
Where there is something, what is no prose is covered up (code, addresses, attributes, comments, words in another
language) and the rest looked at closely. Each rule would rather miss a slip than report what is right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator

import msgspec

COVER = "\ufffc"  # stands for what is no prose: no letter, no space, no sign


class Slip(msgspec.Struct, frozen=True):
    """A code of the table of problems, where it is in the text, and the words that go into its message."""

    code: str
    line: int  # from 0
    column: int  # from 1
    text: str


# What is wrong in a pair of characters (a space before a sign, a letter behind a comma, a capital behind a small
# letter or behind the end of a sentence) is found without looking at each: the high half of a byte says which pairs a
# character may begin, the low half which it may end, and all are compared at once as two long numbers.
_SMALL, _CAPITALS = b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BEGINS = {b" \xa0": 0x10, b",": 0x20, _SMALL: 0x40, b".?!": 0x80}
_ENDS = {b",;:?!.": 1, _SMALL: 2, b"\xc3": 2 | 8, _CAPITALS: 2 | 4 | 8}  # C3 begins é and É in UTF-8, A0 ends a space
_ROLES = bytes(
    sum(role for which in (_BEGINS, _ENDS) for signs, role in which.items() if n in signs) for n in range(256)
)
_LIST_COMMA = re.compile(r",\s*(?:\Z|\n[ \t]*(?:\n|[-*+•][ \t]|\d+[.)]))")
_NEVER_TWICE = "de|een|en|in"  # the likeliest slips; "dat zijn zijn boeken" is right

_LINE_END = re.compile("\n")
_TO_DO = re.compile(r"<!--\s*TODO\b.*?(?:-->|\Z)", re.DOTALL)

_Found = Iterator[tuple[int, str, str]]  # where, which code, which words


class Linter:
    """Finds the slips in the texts of one file. `people` are the names and ids of those it is about."""

    def __init__(self, whole: str, people: Collection[str] = ()) -> None:
        self.closely = may_slip(whole)
        self.marks = "“" in whole or "”" in whole or "„" in whole
        self.surnames = tuple(surname for surname in surnames(people) if any(_particles(surname, whole)))

    def slips(self, text: str) -> list[Slip]:
        """All slips in one Markdown text."""
        closely = self.closely and may_slip(text)
        marks = self.marks and ("“" in text or "”" in text or "„" in text)
        if not (closely or marks or self.surnames) or not any(self._found(text, closely)):
            return []
        noted = " ".join(_TO_DO.findall(text))
        found = sorted(slip for slip in self._found(_covered(text), self.closely) if not _is_noted(slip, noted))
        starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        lines = [bisect_right(starts, at) - 1 for at, _, _ in found]
        return [Slip(code, n, at - starts[n] + 1, what) for n, (at, code, what) in zip(lines, found, strict=True)]

    def _found(self, text: str, closely: bool) -> _Found:
        if closely:
            yield from _spaces(text)
            yield from _gaps(text)
            yield from _lopsided(text)
            yield from _double_words(text)
            yield from _glued_words(text)
            yield from _list_commas(text)
        if self.marks and ("“" in text or "”" in text or "„" in text):
            yield from _quotation_marks(text)
        for surname in self.surnames:
            yield from _particles(surname, text)


def _is_noted(slip: tuple[int, str, str], noted: str) -> bool:
    """Whether the author has written a note to self on these glued words, which is reported as it is."""
    return slip[1] == "lint-glued-words" and slip[2] in noted


def may_slip(text: str) -> bool:
    """Whether there may be anything but quotation marks and surnames that a closer look would find."""
    roles = int.from_bytes(text.encode().translate(_ROLES), "little")
    return (
        roles & roles << 4 != 0
        or "…" in text
        or "..." in text
        or " de de " in text
        or " een een " in text
        or " en en " in text
        or " in in " in text
        or "&" in text
        or _HALF_DASH.search(text) is not None
        or _TWO_SPACES.search(text) is not None
        or _LIST_COMMA.search(text) is not None
    )


# -------------------------------------------------------------------------------------------------- signs and spaces

_SPACE = re.compile(
    rf"(?<=[\w)\]”’»%*{COVER}])[ \u00a0]+"
    r"""([,?!]+(?=[\s)\]”’»"*_]|\Z)|;(?=\s|\Z)|:(?=\s|\Z)(?!\s\d)|\.(?=\s|\Z)(?!\s\.))"""
)
_GAP = re.compile(r"(?<=[^\W\d_]{2})(?:,|…[.…]*|\.{3,}…?)(?=[^\W\d_]{2})")
# A word in small letters or a year, the end of its sentence, the next word: not "Node.js", "d.w.z.", "A.Bos" or a site.
_GLUED_SENTENCE = re.compile(
    r"(?<![^\s(\[“‘])(?:[a-zß-ÿ’-]*[a-zß-ÿ]{2}|(?:1[5-9]|20)\d\d)[)”’]?(\.|[?!]+)[A-ZÀ-Þ][a-zß-ÿ]*(?=[\s,;:…]|\Z)"
)
# A hyphen at what begins or goes on with a clause: "in- en uitvoer", "voor- of nadeel" and "-heid" go on otherwise.
_CLAUSE = "hoe|wat|waarom|wanneer|waar|wie|dat|die|ik|je|jij|hij|zij|ze|we|wij|jullie|er"
_HALF_DASH = re.compile(
    rf"-(?:(?<=[a-zß-ÿ]{{2}}-) (?:{_CLAUSE})|(?<=[a-zß-ÿ,] -)(?:{_CLAUSE}|nu|ook|zoals|soms|helaas|gelukkig))(?![\w’-])"
)
_HALF_AND = re.compile(r"(?<!\S)[A-Z][a-zß-ÿ]+ ?(&)(?:(?<=[^ ]&) |(?<= &))(?=[A-Z][a-zß-ÿ]+(?![\w;]))")
_TWO_SPACES = re.compile(r"  (?:(?<=[^\W\d_]{2}  )|(?<=[^\W\d_]{2}[,;:]  ))(?=[\w“‘(])")


def _spaces(text: str) -> _Found:
    for found in _SPACE.finditer(text):
        yield found.start(1), "lint-space-before", found[1]


def _gaps(text: str) -> _Found:
    for found in _GAP.finditer(text):
        yield found.start(), "lint-space-missing", found[0]
    sentences = list(_GLUED_SENTENCE.finditer(text))
    words = Counter(found[0] for found in sentences)
    for found in sentences:
        if words[found[0]] == 1:  # what comes back is a name
            yield found.start(1), "lint-space-missing", found[1]


def _lopsided(text: str) -> _Found:
    """Signs with a space on one side only, and spaces that came twice."""
    for found in _HALF_DASH.finditer(text):
        yield found.start(), "lint-lopsided", "-"
    for found in _HALF_AND.finditer(text) if "&" in text else ():
        yield found.start(1), "lint-lopsided", "&"
    for found in _TWO_SPACES.finditer(text):
        yield found.start(), "lint-space-twice", ""


# ------------------------------------------------------------------------------------------------------------- words

_DOUBLE = re.compile(rf"(?<= )({_NEVER_TWICE}) \1(?= [^A-Z])")
_GLUED = re.compile(rf"(?<!\S)(?!mmHg)[a-z]{{2,}}[A-Z][a-z]+(?![\w(/@{COVER}]|\.\w)")


def _double_words(text: str) -> _Found:
    for found in _DOUBLE.finditer(text):
        yield found.start(), "lint-double-word", found[1]


def _glued_words(text: str) -> _Found:
    """Words with a capital inside, unless they come back: then they are names."""
    words = Counter(_GLUED.findall(text))
    for found in _GLUED.finditer(text) if words else ():
        if words[found[0]] == 1:
            yield found.start(), "lint-glued-words", found[0]


# ------------------------------------------------------------------------------------------------------------- lists

_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|\d+[.)])[ \t]+\S")
_OWN_SIGN = re.compile(r"(?:[,;.:?!…]|\b(?:en|of))[*_”’)]*\Z")


def _list_commas(text: str) -> _Found:
    """A comma behind the last item of a list, or behind the only one of several that ends with a sign."""
    for items in _lists(text):
        flat = len(items) > 2 and len({indent for indent, _ in items}) == 1
        lone = flat and sum(bool(_OWN_SIGN.search(text[max(0, end - 9) : end])) for _, end in items) == 1
        for _, end in items if lone else items[-1:]:
            if text[end - 1] == ",":
                yield end - 1, "lint-list-comma", ","


def _lists(text: str) -> Iterator[list[tuple[int, int]]]:
    """Indentation and end of every item, list by list; a list that a sentence goes on behind is left out."""
    items: list[tuple[int, int]] = []
    at, gap = 0, False
    for line in [*text.split("\n"), "", "."]:
        words = line.rstrip()
        if item := _ITEM.match(line):
            items.append((len(item[1]), at + len(words)))
        elif words and items and not gap:
            items[-1] = (items[-1][0], at + len(words))
        elif words and items and not line.startswith((" ", "\t")):
            if not words[0].islower():
                yield items
            items = []
        gap = not words
        at += len(line) + 1


# --------------------------------------------------------------------------------------------------- quotation marks

_MARK = re.compile("[“”„]")
_BLOCK = re.compile(r"\n(?:[ \t>]*\n)+|\n(?=[ \t>]*(?:[-*+•|]|#{1,6}|\d+[.)])[ \t])")
_LETTER = re.compile(r"[^\W_]")


def _quotation_marks(text: str) -> _Found:
    """Double marks that face the wrong way, or lack the other one of their pair.

    A quotation may go on in the next paragraph, whether or not that opens with a mark again.
    """
    opened: list[int] = []
    fresh = False  # whether the paragraph before left a mark open
    for start, end in _blocks(text):
        if text.find('"', start, end) >= 0:
            opened = []
            continue
        earlier = (len(opened), *opened[-1:])
        for mark in _MARK.finditer(text, start, end):
            at = mark.start()
            opens = _opens(text, at)
            german = not opens and bool(opened) and text[opened[-1]] == "„"
            if opens == (mark[0] == "”") and not german:
                yield at, "lint-quote-turned", mark[0]
            if not opens and not opened:
                yield at, "lint-quotes-unbalanced", mark[0]
            elif not opens:
                opened.pop()
            elif fresh and (len(opened), *opened[-1:]) == earlier and not _LETTER.search(text, start, at):
                opened[-1] = at
            else:
                opened.append(at)
        fresh = bool(opened) and (len(opened), *opened[-1:]) != earlier
    for at in opened:
        yield at, "lint-quotes-unbalanced", text[at]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BLOCK.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands where one opens; where that can't be told, its shape decides."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    may_open = not before or before.isspace() or before in "([{–—/“‘„"
    may_close = not after or after.isspace() or after in ".,;:?!)]}…–—”’"
    return may_open if may_open != may_close else text[at] != "”"


# --------------------------------------------------------------------------------------------------------- particles

_PARTICLES = "van|von|vander|de|den|der|ten|ter|te|in|op|aan|het"
_SURNAME = re.compile(rf"[ -]((?:{_PARTICLES})(?:[ -](?:de|den|der|het|[’'‘][ts]))*)[ -](?!(?i:{_PARTICLES})\b)(\S+)\Z")
_LIKE_SURNAME = re.compile(rf"[ -](?:{_PARTICLES})[ -]")
_GOES_ON = re.compile(r"[\w-]|\s[A-ZÀ-Þ]")


def surnames(names: Collection[str]) -> tuple[str, ...]:
    """The surnames with a small particle among some names and ids: "Ada van der Kolk" gives "van der Kolk"."""
    found = []
    for name in names if _LIKE_SURNAME.search(" | ".join(names)) else ():
        if match := _SURNAME.search(name):
            particles, main = match.groups()
            before = name[: match.start()].replace("-", " ").rpartition(" ")[2]
            if " " not in name:  # an id
                particles, main = particles.replace("-", " "), main.capitalize()
            if main[0].isupper() and not re.fullmatch(_PARTICLES, before.lower()):
                found.append(f"{particles} {main}")
    return tuple(dict.fromkeys(found))


def _particles(surname: str, text: str) -> _Found:
    """A surname without a first name whose particle has no capital; not when its main word is a place as well."""
    at, place = text.find(surname), None
    while at >= 0:
        end = at + len(surname)
        if not text[text.rfind(" ", 0, max(0, at - 1)) + 1 : at][:1].isupper():
            before = text[max(0, at - 50) : at]
            first = _LETTER.search(before.split()[-1]) if before.strip() else None
            bare = not before[-1:].strip() and not before.endswith(" - ") and not (first and first[0].isupper())
            if bare and not _GOES_ON.match(text, end):
                place = _stands_alone(surname, text) if place is None else place
                if place:
                    return
                yield at, "lint-particle", surname
        at = text.find(surname, end)


def _stands_alone(surname: str, text: str) -> bool:
    """Whether the main word of a surname is somewhere without the particle before it."""
    particles, _, main = surname.rpartition(" ")
    last = re.escape(particles.rpartition(" ")[2])
    return re.search(rf"(?<!(?i:{last})\s)\b{re.escape(main)}\b", text) is not None


# ------------------------------------------------------------------------------------------------------ what is prose

_NO_PROSE = re.compile(
    r"""
      ^\ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^\ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)
    | <!--.*?(?:-->|\Z)
    | (?<!`)(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)
    | (?:\A|\n[ \t]*\n)(?:(?:\ {4}|\t)[^\n]*(?:\n|\Z))+
    | ^\ {0,3}:{3,}[^\n]*
    | ^@[a-z0-9-]+:
    | \[[^\[\]]*\]\{[^{}]*\blang=[^{}]*\}
    | \{[^{}\n]*\}
    | \]\((?:[^()\n]|\([^()\n]*\))*\)
    | \[\^[^\[\]\n]+\]:?
    | ^\ {0,3}\[[^\]\n]+\]:[^\n]*
    | </?[A-Za-z][^<>]*>
    | \b(?:https?://|www\.)\S+
    | (?<!\S)\S+@\S+
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_SEEN = re.compile(r"[^\n]")


def _covered(text: str) -> str:
    """The text with a sign for each character that is no prose; its lines and columns stay."""
    return _NO_PROSE.sub(lambda found: _SEEN.sub(COVER, found[0]), text)
