"""Names of people and groups: how they are printed, sorted and compared, and the ids made of them.

Dutch names are printed "Jeroen van Denderen", alone "Van Denderen", and stand in a register under their main word:
"Denderen, Jeroen van". Belgian names are fixed as they were registered and stand under their particle. Sources:
onzetaal.nl/taalloket/hoofdletters-namen-nederland, taaladvies.net/j-van-den-berg and /mevrouw-van-der-ven-van-dijk.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

import msgspec

NameStyle = Literal["nl", "be", "as-is"]

# Particles that can also be the first word of a name without given names: "Op de Beeck", "Von Arnim".
_OPENING_PARTICLES = "van|de[nr]?|het|’[ts]|[dl]’|te[nr]?|in|op|uit|aan|bij|over|onder|tot|toe|voor|von|vom|zu[mr]?"
# Particles that only count after something else, because they begin given names too: "Al Gore", "La Toya". With a
# capital, Ben is always a given name: "Jan Ben Smit", "Tahar ben Jelloun".
_LATER_PARTICLES = "du|des|la|les?|das?|dos?|di|del|della|el|al|bin|ibn|(?-i:ben)"
_OPENING_PARTICLE = re.compile(_OPENING_PARTICLES, re.IGNORECASE)
_PARTICLE = re.compile(f"{_OPENING_PARTICLES}|{_LATER_PARTICLES}", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['‘](?=[ts]\b)|(?<=\w)['‘](?=\w)|(?<=\b[dl])['‘]", re.IGNORECASE)  # not a nickname's marks
_ELISION = re.compile(r"(?<!\S)([dl]’)(?=\w)")  # "d’Ancona" is a particle and a word
_HONORIFIC = re.compile(r"mevrouw|meneer|(?:mevr|mw|dhr|prof|drs?|mr|ir|ing)\.", re.IGNORECASE)

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i"}
    | dict.fromkeys("‘’ʼ`", "'")
    | dict.fromkeys("‐–", "-")
)
_DIACRITIC = re.compile("[\u0300-\u036f]+")  # other scripts' marks are letters to them and stay
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_NOT_IN_KEY = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_][\w’]*")
LONGEST_ID = 80


class Name(msgspec.Struct, frozen=True):
    """A name in every form that a page needs.

    `full`      "Jeroen van Denderen", for running text
    `last`      "Van Denderen", for when no given name stands before it
    `register`  "Denderen, Jeroen van", for a list by surname
    `initials`  "JvD"
    `given`     "Jeroen", empty when unknown
    `family`    "van Denderen", empty when unknown: a single name ("Loesje") has none
    `sort`      "denderen  van  jeroen", to be compared as text; two spaces part the fields, so that a surname
                comes before a longer one that begins with it
    `letter`    "D", the heading in the register; "#" when the key does not begin with A to Z
    """

    full: str
    last: str
    register: str
    initials: str
    given: str
    family: str
    sort: str
    letter: str


class _Parts(msgspec.Struct, frozen=True):
    """What a name consists of; each may be empty."""

    honorific: str
    given: str
    prefix: str
    family: str


def make_name(
    *, name: str = "", given: str = "", prefix: str = "", family: str = "", style: NameStyle = "nl", sort: str = ""
) -> Name:
    """The forms of a name, from its parts or, when there are none, from the one text `name`.

    `style` "nl" sorts by family, prefix, given; "be" by prefix and family, given, and keeps the capitals of the
    prefix; "as-is" is for groups and names that no rule fits: nothing is split off, turned round or recapitalised.
    `sort` replaces the text that the sorting key is made of. With parts and a `name`, `full` is the `name`.
    Apostrophes become ’, except in "as-is". A name of which nothing is given has empty forms and the letter "#".

    Raises ValueError for another style.
    """
    if style == "as-is":
        written = _spaced(name) or _spaced(given, _glued(prefix, family))
        return _name(written, written, written, _Parts("", given, "", _glued(prefix, family)), [sort or written])
    if style not in ("nl", "be"):
        raise ValueError(f"name style {style!r} is not nl, be or as-is")
    name, given, prefix, family = (_spaced(_APOSTROPHE.sub("’", part)) for part in (name, given, prefix, family))
    parts = _Parts("", given, prefix, family) if given or prefix or family else _split(name)
    surname = _glued(parts.prefix, parts.family)
    full = name or _spaced(given, surname)
    before = _spaced(parts.honorific, parts.given)
    if not surname:
        return _name(full, full, full, parts, [sort or parts.given])
    if style == "be":
        return _name(full, surname, _listed(surname, before), parts, [sort] if sort else [surname, parts.given])
    register = _listed(parts.family, _spaced(before, parts.prefix)) if parts.family else _listed(surname, before)
    keys = [sort] if sort else [parts.family, parts.prefix, parts.given]
    return _name(full, _capitalised(parts.prefix, surname), register, parts, keys)


def fold(text: str) -> str:
    """`text` for comparing names: no capitals, no diacritics, one kind of apostrophe and hyphen, single spaces.

    Letters of other scripts keep what makes them different letters. `fold(fold(text)) == fold(text)`.
    """
    if text.isascii():
        return _spaced(text.lower().replace("`", "'"))
    text = unicodedata.normalize("NFKD", text.casefold()).casefold()  # twice: 𝐀 is a capital only after NFKD
    text = _DIACRITIC.sub("", text).translate(_LETTERS_WITHOUT_DECOMPOSITION)
    return _spaced(unicodedata.normalize("NFC", text))


@functools.lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """An id (`^[a-z0-9][a-z0-9-]*$`) made of `text`: "Jeroen Hüpscher" gives "jeroen-hupscher".

    Apostrophes vanish, everything else that is not a Latin letter or a digit parts words; other scripts are not
    transliterated. At most 80 characters, cut between words where that can be. Empty when nothing remains; the
    caller then decides. `slug(slug(text)) == slug(text)`.
    """
    made = text if text.isascii() and text.isalnum() else fold(text).replace("'", "")
    made = _NOT_IN_ID.sub("-", made.lower()).strip("-")
    if len(made) <= LONGEST_ID:
        return made
    head, border, _ = made[: LONGEST_ID + 1].rpartition("-")
    return head if border else made[:LONGEST_ID]


@functools.lru_cache(maxsize=100_000)
def name_id(name: str) -> str:
    """The id of who or what has only a name: its slug; without Latin letters, its letters and digits as they are.

    Never more than one part of a path, at most 150 bytes long. Empty when there is no letter and no digit.
    """
    if made := slug(name):
        return made
    letters = [sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in name.casefold()]
    made = unicodedata.normalize("NFC", "-".join("".join(letters).split()))
    return made.encode()[:150].decode("utf-8", "ignore")


def _split(name: str) -> _Parts:
    """The parts of a name written as one text, apostrophes already curly."""
    words = _ELISION.sub(r"\1 ", name).split()
    titles = _honorifics(words)
    honorific, words = " ".join(words[:titles]), words[titles:]
    for start, word in enumerate(words[:-1]):
        if (_PARTICLE if start else _OPENING_PARTICLE).fullmatch(word):
            end = start + 1
            while end < len(words) - 1 and _PARTICLE.fullmatch(words[end]):
                end += 1
            return _Parts(honorific, " ".join(words[:start]), _joined(words[start:end]), _joined(words[end:]))
        if "-" in word and _PARTICLE.fullmatch(word.rpartition("-")[2]):  # "Jongsma-van der Sluis"
            return _Parts(honorific, " ".join(words[:start]), "", _joined(words[start:]))
    if len(words) == 1 and not honorific:
        return _Parts("", words[0], "", "")
    return _Parts(honorific, " ".join(words[:-1]), "", "".join(words[-1:]))


def _honorifics(words: list[str]) -> int:
    """How many words at the start are not part of the name; never all of them."""
    count = 2 if [word.casefold() for word in words[:2]] == ["de", "heer"] else 0
    while count < len(words) and _HONORIFIC.fullmatch(words[count]):
        count += 1
    return count if count < len(words) else 0


def _name(full: str, last: str, register: str, parts: _Parts, keys: Iterable[str]) -> Name:
    """A Name of forms that are ready, with its initials, key and letter worked out."""
    spoken = _spaced(parts.given, parts.prefix, parts.family) or full
    initials = "".join("IJ" if word.startswith("IJ") else word[0] for word in _WORD.findall(spoken))
    sort = "  ".join(_NOT_IN_KEY.sub(" ", fold(key).replace("'", "")).strip() for key in keys).strip()
    letter = sort[:1].upper() if "a" <= sort[:1] <= "z" else "#"
    return Name(full, last, register, initials, parts.given, _glued(parts.prefix, parts.family), sort, letter)


def _listed(main: str, rest: str) -> str:
    return f"{main}, {rest}" if rest else main


def _capitalised(prefix: str, surname: str) -> str:
    """The surname as it stands without a given name: ’t, ’s, d’ and l’ keep their small letter."""
    if not prefix or prefix in ("d’", "l’"):
        return surname
    return surname[0].upper() + surname[1:]  # ’ has no capital


def _spaced(*parts: str) -> str:
    """The parts that are not empty, with single spaces in and between them."""
    return " ".join(" ".join(parts).split())


def _joined(words: Iterable[str]) -> str:
    """Words with spaces between, but none after d’ and l’ (which only `_ELISION` makes words of their own)."""
    return re.sub(r"(?<!\S)([dl]’) ", r"\1", " ".join(words))


def _glued(prefix: str, family: str) -> str:
    """The whole surname, as `full` has it."""
    return _joined([part for part in (prefix, family) if part])
