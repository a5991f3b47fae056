"""Setting text: quotation marks, apostrophes, dashes, ellipses, m² and the spaces at which no line may break.

Authors type what their keyboard has; `Typographer.text` makes of it what a typesetter would, for one run of text at
a time. The comparisons for which those differences must not count are in `literally.py`.

Which marks a language uses is taken from Unicode CLDR's delimiters, but for Dutch, where “ ” with ‘ ’ inside has become
the rule (onzetaal.nl/taalloket/aanhalingstekens-hoog-of-laag), and for what stands inside French and Greek ones.
"""

from __future__ import annotations

import functools
import re

import msgspec

_NO_BREAK = "\u00a0"
_NARROW = "\u202f"  # the narrow no-break space
_APOSTROPHE = "’"


class Quotes(msgspec.Struct, frozen=True):
    """The marks around a quotation and around one inside it; French ones include their narrow no-break space."""

    open: str
    close: str
    inner_open: str
    inner_close: str


_DOUBLE = Quotes(*"“”‘’")
_SINGLE = Quotes(*"‘’“”")
_LOW = Quotes(*"„”‚’")
_GUILLEMETS = Quotes(*"«»“”")
_INWARD_GUILLEMETS = Quotes(*"»«›‹")

QUOTES: dict[str, Quotes] = {
    **dict.fromkeys(["nl", "en", "af", "da", "fy", "ga", "id", "pt", "tr"], _DOUBLE),
    "nl-low": _LOW,
    **dict.fromkeys(["de", "bg", "cs", "is", "sk", "sl"], Quotes(*"„“‚‘")),
    "de-ch": Quotes(*"«»‹›"),
    "fr": Quotes("«" + _NARROW, _NARROW + "»", "“", "”"),
    **dict.fromkeys(["ca", "el", "es", "it", "pt-pt"], _GUILLEMETS),
    **dict.fromkeys(["nb", "nn", "no"], Quotes(*"«»‘’")),
    **dict.fromkeys(["ru", "uk"], Quotes(*"«»„“")),
    **dict.fromkeys(["fi", "sv"], Quotes(*"””’’")),
    **dict.fromkeys(["pl", "ro"], Quotes(*"„”«»")),
    "hr": Quotes(*"„”‘’"),
    "hu": Quotes(*"„”»«"),
}


def quotes_for(lang: str, setting: str = "") -> Quotes:
    """The marks for a language tag ("nl", "nl-BE") under the setting `quotes`.

    `setting` is "double", "single", "low" or "guillemets"; "" leaves it to the language, and a language that the
    table lacks gets the English marks. "low" and "guillemets" keep a language's own form of that kind.

    Raises ValueError for another setting.
    """
    tag = lang.lower()
    primary = tag.partition("-")[0]
    own = QUOTES.get(tag) or QUOTES.get(primary) or _DOUBLE
    match setting:
        case "":
            return own
        case "double":
            return _DOUBLE
        case "single":
            return _SINGLE
        case "low":
            return own if own.open == "„" else _LOW
        case "guillemets" if own.open[0] in "«»":
            return own
        case "guillemets":
            return _INWARD_GUILLEMETS if primary in ("da", "de") else _GUILLEMETS
    raise ValueError(f'quotes setting {setting!r} is not "double", "single", "low" or "guillemets"')


# Words that lose their first letter, so that a mark before them is an apostrophe. The first list holds what is no word
# otherwise; what stands in the second can also open a quotation ("'24 uur'", "‘cause and effect’").
_DUTCH = "s|t|m|n|k|r|ie|em|ns"
_CLIPPED = {"nl": _DUTCH, "af": _DUTCH, "fy": _DUTCH, "de": "s|n|ne|nen|nem|ner|rauf|raus|rein|rum|runter|rüber"}
_YEAR = r"\d\d(?:s|er)?"
_PERHAPS_CLIPPED = {"en": rf"{_YEAR}|[Tt](?:is|was|were|will|il)|[Cc]ause|em|bout|round"}


@functools.cache
def clipped_word(language: str) -> re.Pattern[str]:
    """Matches a clipped word after its mark; the group `perhaps` holds it when it can be something else too."""
    return re.compile(
        rf"(?:(?P<perhaps>{_PERHAPS_CLIPPED.get(language, _YEAR)})|n['’] roll|{_CLIPPED.get(language, '(?!)')})(?!\w)"
    )


# A first look, which has to be cheap: only a run that holds one of these bytes, `...` or a hyphen behind which no word
# goes on can change. The bytes of £ € ‘ « – ≈ and the like begin with one of the last two.
_WORTH_SETTING = frozenset(b"\"'$=<>0123456789\xc2\xe2")
_WORTH_SETTING_IN_FRENCH = _WORTH_SETTING | frozenset(b";:!?")
_MARK = re.compile("""["'‘]""")
_DASH = re.compile(r"-(?<!--)(?:--?(?!-)|(?<=[^\S\n]-)(?=\s|$))")
_LIKE_DASH = re.compile(r"-(?!\w)")
_DASHES = {"-": "–", "--": "–", "---": "—"}
_ADDRESS = re.compile(r"(\bhttps?://\S*[\w/])")
_THREE_DOTS = re.compile(r"(?<![.…])\.\.\.(?![.…])")
_UNITS = (
    r"[kcdmµn]?m[²³]?|[kcd]?m[23]|km/[hu]|m/s|ha|[kmµ]?g|ton|[cdm]?l|°[CF]?|%|‰|€|euro|uur|u|h|min|sec|ms|"
    r"[kMGT]?B|[kMG]?Wh?|[kMG]?Hz|dB|px|pt|dpi"
)
# A number, at most a space, and m2 or m3: not the "100m2" of an address.
_AREA = re.compile(
    r"""(\d(?<![^\s(\[“„‘"'«€£$±≈<>≤≥–—]\d)(?:[\d.,/x×–-]{0,30}\d)?[ \u00a0\u202f]?[kcdm]?m)"""
    r"([23])(?![\w@]|\.[^\W\d_])"
)
_LIKE_AREA = re.compile("m[23]")
_BESIDE_UNBREAKABLE = re.compile("[€£$=<>≈≤≥0-9–—]")
_UNBREAKABLE = re.compile(
    rf" (?:(?<=[€£$] )(?=\d)|(?<=\d )(?=(?:{_UNITS})(?!\w))|(?<!\s )(?=[–—](?:\s|$))"
    r"|(?<=\b\w )(?=[=<>≈≤≥][ \u00a0]\d)|(?<=\b\w[ \u00a0][=<>≈≤≥] )(?=\d))"
)
_FRENCH_END = r"[;:!?]*(?:[\s»”’)]|$)"  # not the colon of 12:30 or of an address
_FRENCH_SPACE = re.compile(rf" (?:(?<=[\w»”’)\]…%] )(?=[;:!?]{_FRENCH_END})|(?<!\s )(?=»)|(?<=« )(?!\s))")
_FRENCH_GAP = re.compile(rf"[;:!?](?<=[\w»”’)\]…%].)(?={_FRENCH_END})|»(?<!\s»)|«(?!\s)")
# Possessive: the look-ahead with its \1 does what *+ does, which Python 3.11.2 (Debian 12 has it) gets wrong.
_CLOSED_LATER = re.compile(r"""(?=((?:[^"“”'‘’]+|(?<=\w)['’](?=\w))*))\1(?<=[\w.,;:!?…)\]%])['’](?!\w)""")
OPENING = "“‘„‚«‹"
_SINGLE_OPENING = "‘‚‹’"
BEFORE_WORDS = "-–—/:;,=+&"  # a mark after one of these opens when a word follows, and closes when none does


class Typographer:
    """Sets text in one language with one choice of quotation marks.

    Where the inner marks are single ones, `"` gives the outer and `'` the inner pair, as typed. Where they are not
    (‘ ’ with “ ” inside, « » with “ ” inside), either gives the outer pair, and the inner one inside that.
    """

    def __init__(self, lang: str, quotes: Quotes) -> None:
        self.quotes = quotes
        language = lang.lower().partition("-")[0]
        openers = {*"([{", *OPENING} - {quotes.close[-1], quotes.inner_close[-1]}
        self._openers = frozenset(openers | {"", " ", _NO_BREAK, quotes.open[0], quotes.inner_open[0]})
        self._french = language == "fr"
        worth = _WORTH_SETTING_IN_FRENCH if self._french else _WORTH_SETTING
        self._indifferent = bytes(byte for byte in range(256) if byte not in worth)
        self._clipped_word = clipped_word(language)
        self._by_depth = quotes.inner_open not in _SINGLE_OPENING

    def text(self, text: str, before: str = "") -> str:
        """One run of text as a typesetter would set it; `text` itself when there is nothing to do.

        `before` is the last character set before this run in the same block, "" at the start of a block: it tells
        an opening mark from a closing one when a paragraph comes in several runs. Marks are paired within a run.
        Letters and digits stay as they are, but for the m2 and m3 behind a number, which become m² and m³. Setting a
        text that is set changes nothing.
        """
        if self.is_set(text):
            return text
        if "://" in text and len(pieces := _ADDRESS.split(text)) > 1:
            return self._around(pieces, before)
        if "..." in text:
            text = _THREE_DOTS.sub("…", text)
        text = self._with_marks(text, before)
        if self._french:
            text = _FRENCH_GAP.sub(_with_narrow_space, _FRENCH_SPACE.sub(_NARROW, text))
        if "-" in text:
            text = _DASH.sub(lambda dash: _DASHES[dash[0]], text)
        if _BESIDE_UNBREAKABLE.search(text):
            if _LIKE_AREA.search(text):
                text = _AREA.sub(_with_power, before + text)[len(before) :]
            text = _UNBREAKABLE.sub(_NO_BREAK, text)
        return text

    def is_set(self, text: str) -> bool:
        """Whether there is surely nothing to do, at a first look."""
        signs = text.encode().translate(None, self._indifferent)
        return not signs and "..." not in text and ("-" not in text or not _LIKE_DASH.search(text))

    def _around(self, pieces: list[str], before: str) -> str:
        """Texts with an address between each two, which stays as it is."""
        for n, piece in enumerate(pieces):
            if n % 2 == 0 and piece:
                pieces[n] = self.text(piece, before)
            before = pieces[n][-1:] or before
        return "".join(pieces)

    def _with_marks(self, text: str, before: str) -> str:
        """The text with its straight marks curled and its wrong-way apostrophes turned."""
        pieces: list[str] = []
        opened: list[tuple[str, str]] = []  # straight marks still open: the mark, and what closes it
        done = 0
        for found in _MARK.finditer(text):
            start = found.start()
            if start > done:
                before = text[start - 1]
            glyph = self._glyph(found[0], before, text, start + 1, opened)
            pieces += text[done:start], glyph
            before = glyph[-1]
            done = start + 1
        return "".join(pieces) + text[done:] if pieces else text

    def _glyph(self, mark: str, before: str, text: str, after: int, opened: list[tuple[str, str]]) -> str:
        """What the mark between `before` and `text[after:]` becomes; keeps `opened` up to date."""
        following = text[after : after + 1]
        if before.isalnum() and following.isalnum() and (mark == "'" or mark in self._openers):
            return _APOSTROPHE  # foto's, d'r
        word_follows = before in BEFORE_WORDS and following.isalnum()
        if not (before in self._openers or before.isspace() or word_follows):
            if mark == "‘":
                return mark
            if opened and opened[-1][0] == mark:
                return opened.pop()[1]
            return self.quotes.close if mark == '"' else _APOSTROPHE
        outer = not opened if self._by_depth else mark == '"'
        glyph = self.quotes.open if outer else self.quotes.inner_open
        if (mark != '"' or glyph == "‘") and self._is_apostrophe(mark, text, after, opened):
            return _APOSTROPHE
        if mark == "‘":
            return mark
        opened.append((mark, self.quotes.close if outer else self.quotes.inner_close))
        return glyph

    def _is_apostrophe(self, mark: str, text: str, after: int, opened: list[tuple[str, str]]) -> bool:
        """Whether a mark that could open a quotation stands for the first letters of a clipped word."""
        word = self._clipped_word.match(text, after)
        if word is None:
            return False
        if any(still_open == "'" for still_open, _ in opened):  # such a quotation doesn't hold another of its kind
            return True
        if word["perhaps"] is None:
            return text[word.end() : word.end() + 1] not in (mark, "’")
        if mark != "'" and self.quotes.open == "‘":  # then it may well have been set by us, around a number
            return False
        return not _CLOSED_LATER.match(text, word.end())


@functools.cache
def typographer_for(lang: str, quotes: Quotes) -> Typographer:
    """The typographer for a language tag and a choice of marks."""
    return Typographer(lang, quotes)


def _with_power(area: re.Match[str]) -> str:
    return area[1] + ("²" if area[2] == "2" else "³")


def _with_narrow_space(sign: re.Match[str]) -> str:
    return sign[0] + _NARROW if sign[0] == "«" else _NARROW + sign[0]


def inside_marks(text: str, quotes: Quotes) -> str:
    """Some text that has been set, as it stands between quotation marks: what it quotes gets the inner ones.

    What stands in those gets the outer ones again. Marks that lack the other of their pair stay.
    """
    if quotes.open not in text:
        return text

    def turned(pair: re.Match[str]) -> str:
        inner = _pair(quotes.inner_open, quotes.inner_close).sub(rf"{quotes.open}\1{quotes.close}", pair[1])
        return f"{quotes.inner_open}{inner}{quotes.inner_close}"

    return _pair(quotes.open, quotes.close).sub(turned, text)


@functools.cache
def _pair(opening: str, closing: str) -> re.Pattern[str]:
    """Matches what is quoted with its marks; an apostrophe inside a word closes nothing."""
    return re.compile(rf"{re.escape(opening)}(.+?){re.escape(closing)}(?!\w)", re.DOTALL)
