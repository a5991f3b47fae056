"""Whatever an author gets wrong: a problem at the exact place, with what to do about it, and the old site untouched.

In the table, ¦ stands before the character at which the problem has to point.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import pytest

from site_builder.data import data_folder, shown
from site_builder.documents import ReadingRules, read_document
from site_builder.errors import CODES, Problem, SiteError, excerpt, formatted, problem
from site_builder.finding import FOLDERS
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, PERSON, SITE, Publication, tiny, tree

INTERVIEW_PATH = "content/interviews/brug.md"
SETTINGS = "content/site.yaml"
BOM = "\ufeff"


@dataclass(frozen=True)
class Bad:
    """A row: the codes in the order of their places, a file with its places marked, and a part of the (first) help.

    `says` is the (first) message, or a part of it.
    """

    codes: str
    text: str
    help: str = ""
    path: str = INTERVIEW_PATH
    encoding: str = "utf-8"
    more: dict[str, str | bytes] = field(default_factory=dict)
    fixed: bool = False  # no line can be put before the place
    says: str = ""

    def variant(self, name: str) -> Bad:
        """The same mistake in a file that is written differently."""
        text = self.text
        if name == "windows":
            text = (BOM if self.encoding == "utf-8" else "") + text.replace("\n", "\r\n")
        elif name == "shifted":
            opening, _, rest = text.partition("---\n")
            head, _, body = rest.partition("\n---\n")
            body = f"Vooraf.\n\nEn *nog* iets.\n\n{body.rstrip()}\n\nEr volgt nog *iets*.\n\n- en een lijst\n"
            text = f"{opening}---\n# een opmerking\n\n# en nog een\n{head}\n---\n{body}"
        return replace(self, text=text)

    @property
    def bytes(self) -> bytes:
        return self.text.replace("¦", "").encode(self.encoding)

    @property
    def expected(self) -> list[tuple[str, int, int, str]]:
        """Path, line, column and code of each problem."""
        text = self.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
        pieces = text.split("¦")
        befores = ["".join(pieces[:n]) for n in range(1, len(pieces))]
        places = [(before.count("\n") + 1, len(before) - before.rfind("\n")) for before in befores]
        return [(self.path, *at, code) for at, code in zip(places, self.codes.split(), strict=True)]


def head(lines: str) -> str:
    """The interview with some lines at the beginning of its front matter."""
    return INTERVIEW.replace("---\n", f"---\n{lines}\n", 1)


def body(text: str) -> str:
    """The interview with another body."""
    return INTERVIEW.replace("Ada bouwt bruggen.\n", text)


def instead(old: str, new: str) -> str:
    """The interview with one thing written differently."""
    assert old in INTERVIEW
    return INTERVIEW.replace(old, new)


def asked(text: str) -> str:
    """An interview whose questions stand in the body."""
    return re.sub(r"^qa:\n(?:  .*\n)*", "", INTERVIEW, flags=re.MULTILINE).replace("Ada bouwt bruggen.\n", text)


def bomb() -> bytes:
    """A PNG of a few bytes whose header claims 900 megapixels."""
    raw = encoded(drawing(), "PNG")
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return raw[:8] + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)) + raw[33:]


def picture(code: str, raw: bytes, help: str, name: str = "sheet.png") -> Bad:
    return Bad(code, head(f"sketch: {{alt: x, image: ¦{name}}}"), help, more={f"assets/{name}": raw})


ARTICLE = "---\ntitle: De molen\ndate: 2026-02-01\n---\nDe molen draait.\n"
LATER = ARTICLE.replace("title: De molen", "title: Het geheim\npublish: 2026-06-01 14:01")
DRAFT = ARTICLE.replace("title: De molen", "title: Het geheim\ndraft: true")
SERIES = "---\ntitle: Bouwen\nverdicts: [Ja, Nee]\n---\n"
WORKS = "---\nname: Stadswerf\n---\n"
DOSSIER_PATH = "content/dossiers/dijk.md"


def dossier(items: str) -> str:
    return f"---\ntitle: Dijk\ndate: 2026-03-14\nitems: {items}\n---\nOver de dijk.\n"


def series(codes: str, line: str, help: str, says: str, path: str = "content/series/bouwen.md") -> Bad:
    """A row about a series, which has a file."""
    return Bad(codes, head(line), help, more={path: SERIES}, says=says)


def held(code: str, items: str, help: str, says: str = "") -> Bad:
    """A row about the items of a dossier; there are an article and another dossier."""
    others: dict[str, str | bytes] = {
        "content/articles/molen.md": ARTICLE,
        "content/dossiers/rivier.md": dossier("[articles/molen]"),
    }
    return Bad(code, dossier(items), help, DOSSIER_PATH, more=others, says=says)


def taken(aliases: str, address: str, other: str, **more: str | bytes) -> Bad:
    """A row about an old address that isn't free."""
    says = f'the alias "{address}" is already the address of "{other}"'
    return Bad("alias-taken", head(f"aliases: {aliases}"), "choose another one, or remove it", more=more, says=says)


def no_path(alias: str, shown: str) -> Bad:
    """A row about an alias that can't be an address."""
    says = f'"{shown}" can\'t be an address in this publication'
    return Bad("not-a-path", head(f"aliases: [/oud/, ¦{alias}]"), "such as /2019/03/old-title/", says=says)


def download(code: str, file: str, help: str, says: str, **more: str | bytes) -> Bad:
    """A row about a file that is offered for download."""
    return Bad(code, head(f"downloads: [{{label: x, file: ¦{file}}}]"), help, more=more, says=says)


LOTS_OF_NOTES = "::: note\n" * 100
LEVELS = "".join(f"\n{' ' * n}a:" for n in range(1, 49))
ALIASES = "\n".join(f"  {b}: &{b} [{','.join(9 * [f'*{a}'])}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
PNG, JPEG = encoded(drawing(), "PNG"), encoded(drawing(), "JPEG")
ON_NEXT_LINE = "on the next line, indented, behind `|`"

FILES = {
    "front matter that never ends": Bad(
        "front-matter-unclosed", "¦---\ntitle: x\ndate: 2026-03-14\n", "---", fixed=True
    ),
    "no front matter": Bad("front-matter-missing", "¦Ada bouwt.\n", "begin it with a line ---", fixed=True),
    "nothing at all": Bad("front-matter-missing", "¦", fixed=True),
    "an empty line first": Bad("front-matter-not-first", "¦\n" + INTERVIEW, "remove what stands before", fixed=True),
    "a second byte-order mark": Bad("front-matter-not-first", f"¦{BOM}{BOM}{INTERVIEW}", fixed=True),
    "UTF-16": Bad("not-utf-8", "¦" + INTERVIEW, "save it as UTF-8", encoding="utf-16", fixed=True),
    "UTF-16 without mark": Bad("not-utf-8", "¦" + INTERVIEW, "save it as UTF-8", encoding="utf-16-be", fixed=True),
    "Latin-1": Bad("not-utf-8", head("kicker: Caf¦é"), "save it as UTF-8", encoding="latin-1"),
    "Latin-1 in the body": Bad("not-utf-8", body("Ada dr¦één.\n"), "save it as UTF-8", encoding="latin-1"),
    "a control character": Bad("control-character", head("kicker: Hoor¦\x07 eens"), "delete it"),
    "a control character in the body": Bad("control-character", body("Ada¦\x0b bouwt.\n"), "delete it"),
    "a control character as an escape": Bad("control-character", head('kicker: ¦"Hoor\\x07 eens"'), "delete it"),
    "a control character as an escape in a key": Bad("control-character", head('¦"kick\\x07er": Hoor'), "delete it"),
    "a sign of ours as an escape": Bad("control-character", head('kicker: ¦"Hoor \\uE0009\\uE001"'), "delete it"),
    "a control character as a reference": Bad("control-character", body("Ada\n\nés ¦&#x0B; bouwt.\n"), "delete it"),
    "a sign of ours as a reference": Bad(
        "control-character control-character", body("Ada ¦&#xE000;9¦&#57345; bouwt.\n"), "delete it"
    ),
    "a line separator": Bad("control-character", body("Ada¦\u2028 bouwt.\n"), "delete it"),
    "five megabytes": Bad("file-too-large", "¦" + body("Ada bouwt. " * 500_000), "split", fixed=True),
    # -- YAML
    "a list": Bad("not-a-mapping", "---\n¦- a\n- b\n---\n", "a colon and a space"),
    "a scalar": Bad("not-a-mapping", "---\n¦Ada bouwt.\n---\n", "a colon and a space"),
    "a tab": Bad("indentation", head("recorded:\n¦\tplace: x"), "replace it by spaces"),
    "a tab behind spaces": Bad("indentation", head("recorded:\n  place: x\n  ¦\tcity: y"), "replace it by spaces"),
    "a tab behind a hyphen": Bad("indentation", head("thanks:\n  -¦\tx"), "replace it by spaces"),
    "two tabs": Bad("indentation indentation", head("recorded:\n¦\tplace: x\n¦\tcity: y")),
    "a no-break space": Bad("indentation", head("recorded:\n¦\u00a0 place: x"), "replace it by spaces"),
    "a no-break space behind one": Bad("indentation", head("recorded:\n  place: x\n ¦\u00a0city: y")),
    "a wide space": Bad("indentation", head("recorded:\n ¦\u2003place: x")),
    "a key twice": Bad("duplicate-key", head("kicker: a\n¦kicker: b"), "keep one"),
    "a key thrice": Bad("duplicate-key duplicate-key", head("kicker: a\n¦kicker: b\n¦kicker: c")),
    "a key twice, deeper": Bad("duplicate-key", head("extra:\n  - {a: x, ¦a: y}")),
    "a colon in a title": Bad("colon-in-text", instead("Een brug", "Een brug¦: hij"), 'put the text in quotes: "…: …"'),
    "a colon in a question": Bad("colon-in-text", instead("Waar begin", "Waar¦: begin"), "behind `|`"),
    "a colon in a mapping": Bad("colon-in-text", head("recorded: {place: Werf¦: west}")),
    "a colon in a longer text": Bad("colon-in-text", head("kicker: Een lange\n  zin en dan¦: dit")),
    "a key too far to the right": Bad("indented-too-far", head("recorded:\n  place: x\n   ¦city: y"), "right below"),
    "an answer too far to the right": Bad("indented-too-far", instead("\n    answer:", "\n      ¦answer:")),
    "a key too far to the left": Bad("indentation-differs", head("recorded:\n    place: x\n  ¦city: y"), "one column"),
    "a text too far to the left": Bad("indentation-differs", head("disclosure: |\n   a\n ¦b"), "further to the right"),
    "an answer between two levels": Bad("indentation-differs", instead("\n    answer:", "\n   ¦answer:")),
    "a key among entries": Bad("indentation-differs", head("thanks:\n  - a\n  ¦b: c")),
    "no colon": Bad("colon-missing", head("¦kicker"), "write `key: value`"),
    "no space behind the colon": Bad("colon-missing", head("¦kicker:x"), "write `key: value`"),
    "a text that isn't indented": Bad("colon-missing", head("disclosure: |\n¦Gesponsord"), "indent it"),
    "a quotation mark, single": Bad("quotation-mark-first", head("kicker: ¦'Hoor eens"), ON_NEXT_LINE),
    "a quotation mark, double": Bad("quotation-mark-first", head('kicker: ¦"Hoor eens'), ON_NEXT_LINE),
    "a quotation, single": Bad("quotation-mark-first", head("kicker: ¦'Hoor' zei ze"), ON_NEXT_LINE),
    "a quotation, double": Bad("quotation-mark-first", head('kicker: ¦"Hoor" zei ze'), ON_NEXT_LINE),
    "a quotation in a quotation": Bad("quotation-mark-first", head('kicker: ¦"Hoor "eens" hier"'), ON_NEXT_LINE),
    "an apostrophe": Bad("quotation-mark-first", instead("title: ", "title: ¦'t Is: "), ON_NEXT_LINE),
    "a mark closed lines later": Bad("quotation-mark-first", head('kicker: ¦"Hoor\nauthor_role: "x"')),
    "a mark in a list": Bad("quotation-mark-first", head("thanks:\n  - ¦'Hoor' eens"), ON_NEXT_LINE),
    "a bracket": Bad("bracket-first", head("kicker: ¦[Hoor eens"), ON_NEXT_LINE),
    "a bracket and more": Bad("bracket-first", head("kicker: ¦[Hoor] eens"), ON_NEXT_LINE),
    "brackets around it": Bad("bracket-first", head("kicker: ¦[Hoor eens]"), ON_NEXT_LINE),
    "a list that never ends": Bad("bracket-first", instead("[Ambacht]", "¦[Ambacht, Rivier"), "end with its bracket"),
    "a list in a list": Bad("bracket-first", instead("[Ambacht]", "[¦[Ambacht]]"), ON_NEXT_LINE),
    "a brace": Bad("bracket-first", head("kicker: ¦{Hoor eens"), ON_NEXT_LINE),
    "a brace and more": Bad("bracket-first", head("kicker: ¦{Hoor} eens"), ON_NEXT_LINE),
    "braces around it": Bad("bracket-first", head("kicker: ¦{{Hoor}}"), ON_NEXT_LINE),
    "an at sign": Bad("special-first-character", head("kicker: ¦@hoor eens"), '"@…"'),
    "a star": Bad("special-first-character", head("kicker: ¦*Hoor* eens"), '"*…"'),
    "two stars": Bad("special-first-character", head("kicker: ¦**Hoor** eens"), '"*…"'),
    "a star in a list": Bad("special-first-character", head("thanks: [x, ¦*Hoor*]"), '"*…"'),
    "an ampersand": Bad("special-first-character", head("kicker: ¦&Hoor eens"), '"&…"'),
    "an ampersand alone": Bad("special-first-character", head("kicker: ¦& Hoor eens"), '"&…"'),
    "a per cent sign": Bad("special-first-character", head("kicker: ¦%hoor"), '"%…"'),
    "a per cent sign at the margin": Bad("special-first-character", head("¦%hoor: eens"), '"%…"'),
    "a backtick": Bad("special-first-character", head("kicker: ¦`Hoor` eens"), '"`…"'),
    "a comma": Bad("special-first-character", head("kicker: ¦, hoor"), '",…"'),
    "a closing bracket": Bad("special-first-character", head("kicker: ¦] hoor"), '"]…"'),
    "a hyphen": Bad("special-first-character", head("kicker: ¦- Hoor eens"), '"-…"'),
    "a question mark": Bad("special-first-character", head("kicker: ¦? Hoor eens"), '"?…"'),
    "a number sign": Bad("special-first-character", head("kicker: ¦#hoor eens"), '"#…"'),
    "a number sign in a title": Bad("special-first-character", instead("title: ", "title: ¦#"), '"#…"'),
    "a number sign in a list": Bad("special-first-character", head("thanks:\n  - ¦#hoor"), '"#…"'),
    "an exclamation mark": Bad("yaml-tag", head("kicker: ¦!Hoor eens"), '"!…"'),
    "an exclamation mark alone": Bad("special-first-character", head("kicker: ¦! Hoor eens"), '"!…"'),
    "a bar": Bad("block-sign-first", head("kicker: ¦| Hoor eens"), "begin the text on the next line"),
    "a bigger-than sign": Bad("block-sign-first", head("kicker: ¦> Hoor eens"), "begin the text on the next line"),
    "a backslash": Bad("backslash", head('kicker: "C:¦\\Users"'), "single quotes"),
    "a comma between braces": Bad(
        "comma-cuts-text", head("recorded: {place: Werf, ¦aan het water, city: x}"), '"…, …"'
    ),
    "a comma at the end": Bad("comma-cuts-text", head("recorded: {place: Werf, ¦aan het water}"), '"…, …"'),
    "a bracket in a text": Bad("bracket-in-text", head("recorded: {place: De ¦[oude] werf}"), '"… […"'),
    "a bracket in an entry": Bad("bracket-in-text", head("thanks: [De ¦{oude} werf]"), '"… {…"'),
    "a closing bracket in a text": Bad("bracket-in-text", head("recorded: {place: De¦] werf}"), '"… ]…"'),
    "a number sign that cuts": Bad("hash-cuts-text", head("kicker: Nummer ¦#3"), '"… #…"'),
    "a number sign between braces": Bad("hash-cuts-text", head("recorded: {place: Nummer ¦#3}"), '"… #…"'),
    "a number sign that cuts an entry": Bad("hash-cuts-text", head("thanks:\n  - Nummer ¦#3"), '"… #…"'),
    "a break lost between quotes": Bad("paragraph-break-lost", head('disclosure: ¦"Een\n\n  twee"'), "behind `|`"),
    "a break lost in folded text": Bad("paragraph-break-lost", head("disclosure: ¦>\n  Een\n\n  twee"), "behind `|`"),
    "a break lost in plain text": Bad("paragraph-break-lost", head("disclosure: ¦Een\n\n  twee"), "behind `|`"),
    "a key that is a list": Bad("key-not-text", head("? ¦[a, b]\n: x"), "write `key: value`"),
    "a Python object": Bad("yaml-tag", head("extra: ¦!!python/object:os.system x"), "in quotes"),
    "a Python object with arguments": Bad("yaml-tag", head("extra: ¦!!python/object/apply:os.system [ls]")),
    "a harmless tag": Bad("yaml-tag", head("kicker: ¦!!str 12")),
    "two tags": Bad("yaml-tag yaml-tag", head("kicker: ¦!a x\nextra: ¦!b {c: d}")),
    "a merge key": Bad("merge-key", head("extra: {¦<<: {a: b}}"), "write the keys out"),
    "a merge key with an alias": Bad("merge-key", head("extra:\n  a: &a {b: c}\n  d:\n    ¦<<: *a")),
    "51 levels": Bad("too-deep", head(f"extra:{LEVELS}\n{' ' * 49}a:\n{' ' * 50}¦a: x"), "behind `|`"),
    "100,000 open brackets": Bad("too-deep", head(f"kicker: {'[' * 49}¦{'[' * 99_951}"), "behind `|`"),
    "100,000 open braces": Bad("too-deep", head(f"kicker: {'{' * 49}¦{'{' * 99_951}"), "behind `|`"),
    "100,000 hyphens": Bad("too-deep", head(f"thanks:\n  {'- ' * 49}¦{'- ' * 99_951}"), "behind `|`"),
    "an alias bomb": Bad(
        "too-many-aliases", head(f"extra:\n  a: &a [x,x,x,x,x,x,x,x,¦x]\n{ALIASES}"), "write the values out"
    ),
    "a second document": Bad("yaml-syntax", head("kicker: x\n...\n¦title: y"), "look at this line"),
    # -- keys and values
    "an unknown key": Bad(
        "unknown-key", head("¦topic: [Rivier]"), 'did you mean "topics"? own values go under `extra:`'
    ),
    "an unknown key near none": Bad("unknown-key", head("¦xyzzy: x"), "own values go under `extra:`"),
    "an unknown key without value": Bad(
        "unknown-key", head("recorded:\n  place: x\n  ¦citty:"), 'did you mean "city"?'
    ),
    "an unknown key of a mapping": Bad("unknown-key", head("recorded: {¦plac: x}"), 'did you mean "place"?'),
    "an unknown key of an entry": Bad("unknown-key", head("thanks:\n  - name: x\n    ¦rol: y"), 'did you mean "role"?'),
    "the reader's own key": Bad("unknown-key", instead("[ada]", "[{¦line: ada, speaker: ada}]"), "there are: speaker"),
    "a key of a later issue": Bad("unknown-key", head("¦translation_of: x")),
    "no title": Bad("missing-key", re.sub("title: .*\n", "¦", INTERVIEW), "write `title:` with its value"),
    "a title without value": Bad("missing-key", re.sub("title: .*\n", "title:¦\n", INTERVIEW)),
    "a blank title": Bad("missing-key", re.sub("title: .*\n", "title: ¦' '\n", INTERVIEW)),
    "no date": Bad("missing-key", re.sub("---\n(.*\n)date: .*\n", r"---\n¦\1", INTERVIEW), "write `date:`"),
    "no speakers": Bad("missing-key", instead("speakers: [ada]", "speakers:¦"), "write `speakers:`"),
    "501 topics": Bad(
        "list-too-long", instead("[Ambacht]", f"¦[{', '.join(f'Onderwerp {n}' for n in range(501))}]"), "that matter"
    ),
    "501 speakers": Bad(
        "list-too-long", instead("[ada]", f"¦[{', '.join(f'Ada Okoye {n}' for n in range(501))}]"), "that matter"
    ),
    "101 quotations in each other": Bad("text-too-deep", body(f"{'>' * 100}¦> a"), "put a \\ before"),
    "101 quotations in an answer": Bad("text-too-deep", asked(f"{'>' * 100}¦> a"), "put a \\ before"),
    "101 containers in each other": Bad("text-too-deep", body(f"{LOTS_OF_NOTES}¦::: note\na\n:::"), "put a \\ before"),
    "an empty list of speakers": Bad("list-too-short", instead("[ada]", "¦[]"), "behind `- `"),
    "a month 13": Bad("not-a-date", instead("2026-03-14", "¦2024-13-45"), "2026-03-14"),
    "a day that isn't": Bad("not-a-date", head("updated: ¦2026-02-30"), "2026-03-14"),
    "a date the other way round": Bad("not-a-date", instead("2026-03-14", "¦14-3-2026"), "year-month-day"),
    "a moment in words": Bad("not-a-time", head("publish: ¦morgen"), "2026-03-14 09:00"),
    "a year before all others": Bad("not-a-time", head("publish: ¦0001-01-01 00:00"), "2026-03-14 09:00"),
    "a year after all others": Bad("not-a-time", head("publish: ¦9999-12-31T23:59-10:00"), "2026-03-14 09:00"),
    "an hour 25": Bad("not-a-time", head("publish: ¦2026-03-14 25:00"), "2026-03-14 09:00"),
    "updated too early": Bad("updated-before-date", head("updated: ¦2026-03-13"), "correct one of the dates"),
    "maybe a draft": Bad("not-true-or-false", head("draft: ¦misschien"), "write true or false"),
    "a language in words": Bad("not-a-language", head("lang: ¦nederlands"), "nl, en"),
    "a text for a list": Bad("not-a-list", instead("[Ambacht]", "¦Ambacht"), "behind `- `"),
    "a mapping for a text": Bad("not-a-text", head("kicker:\n  ¦nl: x"), "in quotes"),
    "an empty entry": Bad("not-a-text", instead("[Ambacht]", "[Ambacht, ¦'']")),
    "a text for a mapping": Bad("not-a-mapping-here", head("recorded: ¦gisteren"), "there are: place, city, date"),
    "two names": Bad("one-name-per-person", instead("[ada]", "[¦{speaker: ada, name: Ada}]"), "one of `speaker:`"),
    "no name": Bad("one-name-per-person", instead("[ada]", "[¦{role: Bruggenbouwer}]"), "one of `speaker:`"),
    "a time past the minute": Bad("not-a-time-code", instead("\n    answer", "\n    at: ¦1:75\n    answer"), "0:42"),
    "an id in capitals": Bad("not-an-id", instead("\n    answer", "\n    id: ¦Eén\n    answer"), "lower-case"),
    "a person without name": Bad(
        "person-without-name", "---\n¦role: x\n---\n", "`given:`", path="content/speakers/ida.md"
    ),
    "a person's key": Bad(
        "unknown-key", "---\nname: I\n¦nmae: x\n---\n", '"name"? there are: name', "content/speakers/ida.md"
    ),
    "a wrong style": Bad("not-one-of", "---\nname: I\nname_style: ¦bee\n---\n", '"be"?', "content/speakers/ida.md"),
    "a link without scheme": Bad(
        "not-a-web-address",
        "---\nname: I\nlinks: [{label: x, url: ¦www.x.nl}]\n---\n",
        "https://",
        "content/speakers/ida.md",
    ),
    "a name that is no id": Bad(
        "not-an-id", "¦---\nname: I\n---\n", "lower-case", "content/speakers/Ida_B.md", fixed=True
    ),
    "a name that is no address": Bad(
        "bad-file-name", "¦" + INTERVIEW, "rename", "content/interviews/a b.md", fixed=True
    ),
    "a path without end": no_path("/" + "a" * 300 + "/", "/" + "a" * 78 + "…"),
    "a path upwards": no_path("/2019/../oud/", "/2019/../oud/"),
    "a path that stays": no_path("/./oud/", "/./oud/"),
    "a path with an empty part": no_path("/2019//oud/", "/2019//oud/"),
    "a path with a query": no_path("/oud?p=1", "/oud?p=1"),
    "a path with a hash": no_path("/oud#deel", "/oud#deel"),
    "a path with a backslash": no_path("'\\oud'", "\\oud"),
    "a path with a space": no_path("/oud stuk/", "/oud stuk/"),
    "a path with a sign for a byte": no_path("/caf%C3%A9/", "/caf%C3%A9/"),
    "a path with a scheme": no_path("'https://example.org/oud/'", "https://example.org/oud/"),
    "an empty path": no_path("''", ""),
    "the home page for a path": no_path("/", "/"),
    "a download from nowhere": Bad(
        "one-place-per-download",
        head("downloads:\n  - ¦label: x"),
        "write `file:` for a file of your own, `to:` for an address elsewhere",
        says="a download has a `file:` or a `to:`, and this one has neither",
    ),
    "a download from two places": Bad(
        "one-place-per-download",
        head("downloads: [¦{file: a.pdf, to: 'https://h.example/a.pdf'}]"),
        "write `file:`",
        more={"assets/a.pdf": "x"},
        says="and this one has both",
    ),
    "a source without anything": Bad(
        "source-without-title",
        head("sources: [{note: x}, ¦{year: 1987}]"),
        "write `title:`, or what is known of it under `note:`",
        says="a source needs a title, or else creators or a note",
    ),
    "two kinds of drawings": Bad(
        "sketch-twice",
        head("¦sketch: a.png\nsketches: [b.png]"),
        "put all drawings under `sketches:`",
        more={"assets/a.png": PNG, "assets/b.png": PNG},
        says="there are `sketch:` and `sketches:`",
    ),
    **{
        f"a number of people that is {what}": Bad(
            "not-a-count", head(f"research: {{n: ¦{n}}}"), "write digits, such as 1093", says=f'is "{n}"'
        )
        for n, what in {
            "many": "a word",
            "-5": "too small",
            "10.5": "broken",
            "²": "no digit",
            "0": "nothing",
            "9" * 27: "endless",
        }.items()
    },
    **{
        f"a time of research that is {what}": Bad(
            "not-a-period", head(f"research: {{period: ¦{when}}}"), "write it like 2018, 2018-07", says=f'"{when}"'
        )
        for when, what in {
            "2018-13": "no month",
            "0000-01": "in no year",
            "2018-02-30": "no day",
            "07-2018": "the other way round",
            "1/7/2018": "with slashes",
            "0000": "no year",
        }.items()
    },
    "a correction too early": Bad(
        "correction-before-date",
        head("corrections:\n  - {date: 2026-03-14, text: x}\n  - {date: ¦2026-03-13, text: y}"),
        "correct one of the dates",
        says="corrected on 2026-03-13, before it was published on 2026-03-14",
    ),
    "an unknown kind of correction": Bad(
        "not-one-of", head("corrections: [{date: 2026-03-15, text: x, kind: ¦updat}]"), 'did you mean "update"?'
    ),
    "an unknown kind of article": Bad(
        "not-one-of",
        ARTICLE.replace("date:", "format: ¦reserch\ndate:"),
        'did you mean "research"? it takes article, report, column, research',
        "content/articles/molen.md",
    ),
    "a stop nowhere": Bad(
        "stop-without-place",
        head("events: [{name: x, stops: [{city: Gouda}, ¦{}]}]"),
        "write `city:`, `venue:` or `date:`",
        says="a stop needs a city, a venue or a date",
    ),
    "a dossier of nothing": Bad("list-too-short", dossier("¦[]"), "write it below, behind `- `", DOSSIER_PATH),
    "a dossier without items": Bad(
        "missing-key", dossier("¦").replace("items: ¦", "items:¦"), "write `items:` with its value", DOSSIER_PATH
    ),
    # -- interviews
    "a title without words": Bad(
        "without-words", instead("title: Een brug begint met luisteren", "title: '¦<!-- x -->'")
    ),
    "a title of a space": Bad("without-words", instead("title: Een brug begint met luisteren", "title: '¦&nbsp;'")),
    "a question without words": Bad("without-words", instead("question: Waar begin je?", "question: '¦<!-- x -->'")),
    "a question without words in the body": Bad("without-words", asked("¦## <!-- x -->\n\nAan de overkant.\n")),
    "no answer": Bad("question-without-answer", instead("qa:\n", "qa:\n  - ¦question: Wie?\n"), "write one below it"),
    "an empty answer": Bad("question-without-answer", instead("qa:\n", "qa:\n  - ¦question: Wie?\n    answer:\n")),
    "a blank answer": Bad("question-without-answer", instead("qa:\n", "qa:\n  - ¦question: Wie?\n    answer: ' '\n")),
    "no turns": Bad("question-without-answer", instead("qa:\n", "qa:\n  - ¦question: Wie?\n    answer: []\n")),
    "a comment for an answer": Bad(
        "question-without-answer", instead("qa:\n", "qa:\n  - ¦question: A?\n    answer: <!-- b -->\n")
    ),
    "a turn without text": Bad(
        "missing-key",
        instead("qa:\n", "qa:\n  - question: Wie?\n    answer:\n      - ¦speaker: ada\n"),
        "write `text:`",
    ),
    "a turn without words": Bad(
        "without-words",
        instead("qa:\n", "qa:\n  - question: A?\n    answer:\n      - {speaker: ada, text: ¦<!-- b -->}\n"),
        "write some",
        says="the turn of ada has no words",
    ),
    "a turn without words in an answer": Bad(
        "without-words",
        instead("qa:\n", "qa:\n  - question: A?\n    answer: |\n      @ada: Ja.\n\n      ¦@ada:\n"),
        says="the turn of ada has no words",
    ),
    "a turn without words in the body": Bad(
        "without-words",
        asked("## Wie?\n\nIk.\n\n¦@ada:\n\n## Waar?\n\nDaar.\n"),
        "write some",
        says="the turn of ada has no words",
    ),
    "no answer in the body": Bad(
        "question-without-answer", asked("¦## Wie?\n\n## Waar?\n\nDaar.\n"), "write one below it"
    ),
    "no answer at the end": Bad("question-without-answer", asked("## Waar?\n\nDaar.\n\n¦## Wie?\n\n## Hoe?\n\nZo.\n")),
    "an answer without question": Bad(
        "missing-key",
        instead("question: Waar begin je?", "¦answer: x\n    short: y").replace(
            "    answer: |\n      Aan de overkant, met koffie.\n", ""
        ),
        "write `question:`",
    ),
    "both forms": Bad("both-question-forms", body("Ada.\n\n¦## Wie?\n\nIk.\n\n## Hoe?\n\nZo.\n"), "keep one form"),
    "no question": Bad("no-question", re.sub(r"title: (.*)", r"title: ¦\1", asked("Ada bouwt.\n")), "write questions"),
    "an empty list of questions": Bad(
        "no-question", asked("Ada.\n").replace("date:", "qa: ¦[]\ndate:"), "write questions"
    ),
    "only a section": Bad(
        "no-question", re.sub(r"title: (.*)", r"title: ¦\1", asked("## Verder {.section}\n\nAda.\n"))
    ),
    "a speaker without file": Bad(
        "unknown-person", instead("[ada]", "[¦ida]"), 'did you mean "ada"? make speakers/ida.md'
    ),
    "a speaker without file, role": Bad(
        "unknown-person", instead("[ada]", "[{role: x, speaker: ¦ida}]"), "make speakers/ida.md"
    ),
    "a speaker without file, line": Bad(
        "unknown-person", instead("[ada]", "\n  - ¦ida, Bouwer, Werf"), "make speakers/ida.md"
    ),
    "an author without file": Bad("unknown-person", head("authors: [¦noor-vink]"), "make authors/noor-vink.md"),
    "a drawer without file": Bad(
        "unknown-person",
        head("sketch: {image: a.png, alt: x, creator: ¦noor-vink}"),
        "make authors/",
        more={"assets/a.png": PNG},
    ),
    "a photographer without file": Bad(
        "unknown-person", head("photographers: [¦noor-vink]"), "make authors/noor-vink.md, or write the full name"
    ),
    "an editor without file": Bad("unknown-person", head("editors: [¦noor-vink]"), "make authors/noor-vink.md"),
    "a translator without file": Bad("unknown-person", head("translators: [¦noor-vink]"), "make authors/noor-vink.md"),
    "somebody thanked without file": Bad("unknown-person", head("thanks: [¦noor-vink]"), "make authors/noor-vink.md"),
    "somebody without file in a picture": Bad(
        "unknown-person",
        head("picture: {image: a.png, alt: x, depicts: [ada, ¦ida]}"),
        'did you mean "ada"? make speakers/ida.md, or write the full name',
        more={"assets/a.png": PNG},
        says='"ida" has no file in speakers/ or authors/',
    ),
    "a download of somebody without file": Bad(
        "unknown-person",
        head("downloads: [{to: 'https://h.example/a.pdf', speaker: ¦ida}]"),
        'did you mean "ada"? make speakers/ida.md',
        says='"ida" has no file in speakers/ or authors/',
    ),
    "somebody without file to contact": Bad(
        "unknown-person",
        body("Ada.\n\n¦::: contact {person=nobody}\nBel gerust.\n:::\n"),
        "make speakers/nobody.md, or write the full name",
        says='"nobody" has no file in speakers/ or authors/',
    ),
    "somebody without file to contact, of a person": Bad(
        "unknown-person",
        "---\nname: I\n---\nIda.\n\n¦::: contact {person=nobody}\n:::\n",
        "make speakers/nobody.md",
        "content/speakers/ida.md",
    ),
    "a pull quote of somebody without file": Bad(
        "unknown-person", body("Bouwen.\n\n¦::: pull {by=ida}\nBouwen\n:::\n"), 'did you mean "ada"? make speakers/'
    ),
    "words of nobody": Bad("unknown-person", body("Zij zei ¦[“Kom”]{by=ida} dus.\n"), "make speakers/ida.md"),
    "a turn of a stranger": Bad(
        "turn-of-stranger",
        instead("qa:\n", "qa:\n  - question: Wie?\n    answer:\n      - {text: Ik., speaker: ¦ida}\n"),
        'did you mean "ada"? add the person',
    ),
    "a turn of a stranger in the body": Bad(
        "turn-of-stranger", asked("## Wie?\n\n@ada: Ik.\n\n¦@ida: En ik.\n"), 'did you mean "ada"? add the person'
    ),
    "a title of a stranger": Bad("quote-by-stranger", head("quote_by: ¦ida"), 'did you mean "ada"?'),
    "a title of who asks": Bad("quote-by-stranger", head("quote_by: ¦Jo Bos\ninterviewers: [Jo Bos]"), "names one of"),
    "a pull quote nobody said": Bad(
        "pull-not-literal", body("Ada.\n\n::: pull\n¦Nooit gezegd\n:::\n"), "copy the words"
    ),
    "a pull quote of another answer": Bad(
        "pull-not-literal", body("Bouwen.\n\n::: pull {from=waar-begin-je}\n¦Bouwen\n:::\n"), "copy the words"
    ),
    "a pull quote in its own answer": Bad(
        "pull-not-literal", asked("## Waar?\n\nDaar.\n\n::: pull {from=waar}\n¦Hier\n:::\n"), "copy the words"
    ),
    "a pull quote of a person": Bad(
        "pull-not-literal", f"{PERSON}\n::: pull\n¦Ida bouwt\n:::\n", "copy the words", "content/speakers/ida.md"
    ),
    "a pull quote of a topic": Bad(
        "pull-not-literal", "---\ntitle: x\n---\nAda.\n\n::: pull\n¦Ida\n:::\n", "copy", "content/topics/x.md"
    ),
    "words of a speaker in a topic": Bad(
        "only-in-items",
        "---\ntitle: x\n---\nZij zei ¦[“Kom”]{by=ada} dus.\n",
        "quote the words in an interview",
        "content/topics/x.md",
        says="`by=` has no use in the file of a person",
    ),
    "a pull quote by a speaker in a series": Bad(
        "only-in-items",
        "---\ntitle: x\n---\nAda.\n\n¦::: pull {by=ida}\nAda\n:::\n",
        "leave it out",
        "content/series/x.md",
    ),
    "somebody without file to contact, of an organisation": Bad(
        "unknown-person",
        f"{WORKS}Wij.\n\n¦::: contact {{person=nobody}}\n:::\n",
        "make speakers/nobody.md",
        "content/organisations/werf.md",
    ),
    "a pull quote on a page": Bad(
        "pull-not-literal",
        "---\ntitle: x\n---\nAda.\n\n::: pull\n¦Ida\n:::\n",
        "copy the words",
        "content/pages/over.md",
    ),
    "a pull quote in an article": Bad(
        "pull-not-literal",
        ARTICLE + "\n::: pull\n¦De molen staat\n:::\n",
        "copy the words",
        "content/articles/molen.md",
        says='the pull quote "De molen staat" does not stand in the body',
    ),
    "a pull quote of a question in an article": Bad(
        "pull-of-unknown-question",
        ARTICLE + "\n::: pull {from=waar}\n¦De molen draait\n:::\n",
        "name a question's id",
        "content/articles/molen.md",
    ),
    "a pull quote of no question": Bad(
        "pull-of-unknown-question", body("::: pull {from=waar-begin-ik}\n¦met koffie\n:::\n"), '"waar-begin-je"?'
    ),
    "an id twice": Bad("anchor-twice", asked("## Waar? {#a}\n\nDaar.\n\n¦## Wie? {#a}\n\nIk.\n"), "choose another"),
    "an id that pages use": Bad(
        "anchor-twice", instead("\n    answer", "\n    id: ¦top\n    answer"), "choose another"
    ),
    "a time that isn't, in the body": Bad("not-a-time-code", asked("¦## Waar? {at=1:75}\n\nDaar.\n"), "0:42"),
    "an unknown attribute of a question": Bad("unknown-attribute", asked("¦## Waar? {shot=x}\n\nDaar.\n"), '"short"?'),
    # -- Markdown
    "attributes nobody can read": Bad("attributes-malformed", body("¦### Kop {#a .b c}\n\nAda.\n"), "{#id .class"),
    "attributes without a value": Bad("attributes-malformed", body("Ada ¦[bouwt]{by=}.\n"), "{#id .class"),
    "attributes whose mark never closes": Bad("attributes-malformed", body('Ada ¦[bouwt]{by="ada}.\n'), "{#id .class"),
    "attributes with a tag": Bad("attributes-malformed", body("Ada ¦[bouwt]{by=<b>}.\n"), "{#id .class"),
    "attributes with emphasis": Bad("attributes-malformed", body("Ada ¦[bouwt]{lang=*en*}.\n"), "{#id .class"),
    "attributes that never close": Bad("attributes-malformed", body("Ada ¦[bouwt]{by=ada.\n"), "{#id .class"),
    "attributes of a picture": Bad(
        "attributes-malformed", body("![x](a.png)¦{.wide credit=}\n"), "{#id .class", more={"assets/a.png": PNG}
    ),
    "attributes of a figure without picture": Bad(
        "attributes-malformed", body("¦::: figure {src=a.png alt=een twee}\nx\n:::\n"), "{#id .class"
    ),
    "an attribute twice": Bad(
        "attribute-twice",
        body("¦::: figure {src=a.png src=b.png alt=Molen}\nx\n:::\n"),
        "keep one of them",
        more={"assets/b.png": PNG},
        says="`src` stands twice",
    ),
    "an attribute of words twice": Bad("attribute-twice", body("Ada ¦[bouwt]{lang=en lang=nl}.\n"), "keep one"),
    "an attribute of a picture twice": Bad(
        "attribute-twice", body("![x](a.png)¦{credit=a credit=b}\n"), "keep one", more={"assets/a.png": PNG}
    ),
    "an id and another id": Bad("attribute-twice", asked("¦## Waar? {#a #b}\n\nDaar.\n"), says="`id` stands twice"),
    "attributes of a container": Bad("attributes-malformed", body("¦::: note {a=}\nAda.\n:::\n"), "{#id .class"),
    "words behind a container": Bad("attributes-malformed", body("¦::: note van Ada\nAda.\n:::\n"), "{#id .class"),
    "a container without a name": Bad("attributes-malformed", body("¦::: {.note}\nAda.\n:::\n"), "{#id .class"),
    "an unknown container": Bad("unknown-container", body("Ada.\n\n¦::: nota\nx\n:::\n"), 'did you mean "note"?'),
    "a container in capitals": Bad("unknown-container", body("¦::: Note\nx\n:::\n"), 'did you mean "note"?'),
    "a container that never ends": Bad("container-unclosed", body("¦::: note\nx\n"), "put a line :::"),
    "two that never end": Bad("container-unclosed container-unclosed", body("¦::: note\n\n¦::: note\nx\n")),
    "a figure that never ends": Bad(
        "container-unclosed",
        body("¦::: figure {src=a.png alt=Molen}\nx\n"),
        "put a line ::: behind it",
        more={"assets/a.png": PNG},
        says="the container `::: figure` is never closed",
    ),
    "a pull quote that never ends": Bad("container-unclosed", body("¦::: pull\nNooit gezegd\n"), "put a line :::"),
    "a container that holds others and never ends": Bad(
        "container-unclosed", body("¦::: legend\n\n::: note\nx\n:::\n").replace("legend", "video {src=a title=b}")
    ),
    **{
        f"a {inner} in a {outer.split()[0]}": Bad(
            "container-in-container",
            body(f"::: {outer}\nAda\n\n¦::: {inner}\nAda\n:::\n:::\n"),
            "close the other one before it",
            more={"assets/a.png": PNG},
            says=f"`{inner.split()[0]}` can't stand in the container `{outer.split()[0]}`",
        )
        for outer, inner in (
            ("figure {src=a.png alt=Molen}", "figure {src=a.png alt=Wiek}"),
            ("figure {src=a.png alt=Molen}", "note"),
            ("contact {person=ada}", "note"),
        )
    },
    "a pull quote in a pull quote": Bad(
        "container-in-container", body("Ada.\n\n::: pull\n¦::: pull\nAda\n:::\n:::\n"), "close the other one"
    ),
    "a note in a legend": Bad(
        "container-in-container",
        body("::: figure {src=a.png alt=x}\nMolen.\n\n::: legend\n- a: b\n\n¦::: note\nx\n:::\n:::\n:::\n"),
        "close the other one",
        more={"assets/a.png": PNG},
    ),
    "two legends": Bad(
        "twice-in-figure",
        body("::: figure {src=a.png alt=x}\nMolen.\n\n::: legend\n- a: b\n:::\n¦::: legend\n- c: d\n:::\n:::\n"),
        "put all of it into one",
        more={"assets/a.png": PNG},
        says="the figure has a `legend` already",
    ),
    **{
        f"an empty {name}": Bad(
            "without-words",
            body(f"::: figure {{src=a.png alt=x}}\nMolen.\n\n¦::: {name}\n<!-- later -->\n:::\n:::\n"),
            "write some, or remove it",
            more={"assets/a.png": PNG},
            says=f"the {name} has no words",
        )
        for name in ("legend", "method")
    },
    "an empty note": Bad("without-words", body("Ada.\n\n¦::: note\n:::\n"), says="the note has no words"),
    "an empty pull quote": Bad("without-words", body("Ada.\n\n¦::: pull\n:::\n"), says="the pull has no words"),
    "an empty heading": Bad("without-words", body("Ada.\n\n¦###\n\nx\n"), says="the heading has no words"),
    "an empty question": Bad("without-words", asked("¦##\n\nAan de overkant.\n"), says="the question has no words"),
    "an empty correction": Bad(
        "without-words",
        head("corrections:\n  - {date: 2026-03-15, text: ¦<!-- x -->}"),
        "write some, or remove it",
        says="the correction has no words",
    ),
    "a container in a list": Bad(
        "container-indented", body("- een\n\n¦  ::: note\n  x\n  :::\n"), "take the spaces before ::: away"
    ),
    "a container of the front matter": Bad(
        "container-unclosed", head("disclosure: |\n  Een *woord*.\n\n  ¦::: note\n  x\n\n  y"), "put a line :::"
    ),
    "a container of an answer": Bad(
        "container-unclosed", instead("      Aan", "      Een.\n\n      ¦::: note\n      Aan"), "put a line :::"
    ),
    "a container of an answer in the body": Bad(
        "container-unclosed", asked("## Wie?\n\nIk.\n\n¦::: note\n\nx\n\n## Waar?\n\nDaar.\n"), "put a line :::"
    ),
    "a container that holds another": Bad("container-unclosed", body("¦::: note\n\n::: note\nx\n:::\n")),
    "a footnote without text": Bad("footnote-without-text", body("Een.\n\nAda é¦[^a] bouwt.\n"), "[^a]: …"),
    "a footnote without text, nearly": Bad(
        "footnote-without-text", body("Ada¦[^nootje] bouwt[^noot].\n\n[^noot]: Ja.\n"), 'did you mean "noot"?'
    ),
    "a footnote that is empty": Bad(
        "footnote-without-text", body("Ada[^a] bouwt.\n\n¦[^a]:\n"), "write it below", says="for the footnote [^a]"
    ),
    "a footnote twice": Bad(
        "footnote-twice",
        body("Ada[^a] bouwt.\n\n[^a]: Ja.\n\n¦[^A]: Nee.\n"),
        "keep one of them, or give this one another label",
        says="the footnote [^A] has a text already",
    ),
    "a footnote without text in front matter": Bad(
        "footnote-without-text", head("disclosure: |\n  Een\n\n  - of *twee¦[^a]*"), "[^a]: …"
    ),
    "a footnote of a title": Bad("footnote-without-text", instead("luisteren", "luisteren¦[^1]"), "have no footnotes"),
    "a footnote of a question": Bad("footnote-without-text", asked("## Wie *is*¦[^1] dat?\n\nIk.\n"), "[^1]: …"),
    "a figure without alternative text": Bad(
        "figure-without-alt", body("¦::: figure {src=a.png}\nx\n:::\n"), "alt=", more={"assets/a.png": PNG}
    ),
    "a film in a letter": Bad(
        "link-refused", body("Ada.\n\n¦::: video {src=mailto:a@b.example title=x}\nx\n:::\n"), "link to https"
    ),
    "a film nowhere": Bad("link-refused", body("Ada.\n\n¦::: video {src=https:///x title=x}\n:::\n"), "link to https"),
    "a container that never began": Bad("container-not-open", body("Ada.\n\n¦:::\n"), "remove the line"),
    "an unknown attribute": Bad("unknown-attribute", body("Bouwen.\n\n¦::: pull {form=x}\nBouwen\n:::\n"), '"from"?'),
    "an unknown attribute of words": Bad(
        "unknown-attribute", body("Ada ¦[bouwt]{langs=nl}.\n"), 'did you mean "lang"?'
    ),
    "a legend outside": Bad(
        "only-in-figure",
        body("¦::: legend\nx\n:::\n"),
        "put it between ::: figure {…} and its :::",
        says="`legend` belongs inside a figure",
    ),
    "a method outside": Bad(
        "only-in-figure",
        body("::: note\n¦::: method\nx\n:::\n:::\n"),
        "put it between ::: figure {…} and its :::",
        says="`method` belongs inside a figure",
    ),
    "a film of a script": Bad(
        "link-refused", body("¦::: video {src=javascript:alert(1) title=x}\n:::\n"), "link to https"
    ),
    "a call to a script": Bad("link-refused", head("cta: {label: x, to: ¦javascript:alert(1)}")),
    "a call to data": Bad("link-refused", head("cta: {label: x, to: ¦data:text/html}"), "link to https://"),
    "a film from nowhere": Bad(
        "video-incomplete",
        body("¦::: video {title=x}\n:::\n"),
        'write ::: video {src=https://… poster=picture.jpg title="…"}',
        says="the video has no `src`",
    ),
    "a film without title": Bad(
        "video-incomplete",
        body("¦::: video {src=https://h.example/a}\n:::\n"),
        "title=",
        says="the video has no `title`",
    ),
    "a film that isn't there": Bad(
        "file-missing",
        body("¦::: video {src=a.mp4 title=x}\n:::\n"),
        "check the name",
        says='the file "a.mp4" is neither',
    ),
    "a film without its picture": Bad(
        "picture-missing", body("¦::: video {src=https://h.example/a title=x poster=a.png}\n:::\n"), "check the name"
    ),
    "nobody to contact": Bad(
        "contact-without-person",
        body("¦::: contact\nBel gerust.\n:::\n"),
        "write ::: contact {person=id}",
        says="nobody is named to contact",
    ),
    "a figure without picture": Bad("figure-without-src", body("¦::: figure\nx\n:::\n"), "src="),
    "a script for a link": Bad("link-refused", body("Zie ¦[dit](javascript:alert(1)).\n"), "link to https://"),
    "a script in front matter": Bad(
        "link-refused", head("disclosure: |\n  Zie\n\n  of ¦[dit](javascript:x)"), "link to https://"
    ),
    "a script in a title": Bad("link-refused", head("list_title: x").replace("Een brug", "Een ¦[brug](javascript:x)")),
    "a link without a host": Bad("link-incomplete", body("Zie ¦[dit](https://).\n"), "like https://"),
    "a link to half a host": Bad("link-incomplete", body("Zie ¦[dit](http://[::1).\n"), "like https://"),
    "a link with one slash": Bad("link-incomplete", body("Zie ¦[dit](https:/a.example/).\n"), "like https://"),
    "a letter to nobody": Bad("link-incomplete", body("Zie ¦[dit](mailto:).\n"), "mailto:name@"),
    "a letter to half of somebody": Bad("link-incomplete", body("Zie ¦[dit](MAILTO:ada@).\n"), "mailto:name@"),
    "a call to nobody": Bad("link-incomplete", head("disclosure: |\n  Bel ¦[mij](tel:)"), "tel:+"),
    "a button to half a host": Bad("link-incomplete", head("cta: {label: Ga, to: ¦'http://[::1'}"), "like https://"),
    "a link to nowhere": Bad("link-empty", body("Zie ¦[dit]().\n"), "write the address"),
    "a picture elsewhere": Bad("picture-elsewhere", body("Zie ¦![x](https://h.example/a.png)\n"), "save it beside"),
    "a picture in the address": Bad("picture-elsewhere", body("¦![x](data:image/png;base64,AA)\n"), "save it beside"),
    "a broken link": Bad("link-broken", body("Zie ¦[dit](/speakers/adda/).\n"), 'did you mean "/speakers/ada/"?'),
    "a broken link to a file of ours": Bad(
        "link-broken",
        body("Zie ¦[haar](../speakers/ida.md).\n"),
        'did you mean "../speakers/ada.md"? check the address',
    ),
    "a broken link below the home page": Bad(
        "link-broken",
        f"{SITE.replace('.org/', '.org/mag/')}navigation: [{{label: x, to: ¦/mag/speakers/}}]\n",
        'did you mean "/speakers/"?',
        SETTINGS,
        says="the link to /mag/speakers/ leads nowhere",
    ),
    "a link to a draft": Bad(
        "link-to-hidden",
        body("Zie ¦[dit](../articles/molen.md).\n"),
        "publish it, or take the link out",
        more={"content/articles/molen.md": DRAFT},
        says="the link to ../articles/molen.md leads to a draft, or to what is not yet published",
    ),
    "a link to a page of later": Bad(
        "link-to-hidden",
        body("Zie ¦[dit](/articles/molen/).\n"),
        "publish it, or take the link out",
        more={"content/articles/molen.md": LATER},
    ),
    "a call to a draft": Bad(
        "link-to-hidden",
        head("cta: {label: x, to: ¦../articles/molen.md}"),
        "publish it",
        more={"content/articles/molen.md": DRAFT},
    ),
    "a broken link in front matter": Bad(
        "link-broken", head("disclosure: |\n  Zie\n  ¦[dit](/weg/)."), "check the address"
    ),
    "a missing file": Bad("file-missing", body("Zie ¦[dit](over.pdf).\n"), '"ovr.pdf"?', more={"assets/ovr.pdf": "x"}),
    "a file outside": Bad("file-leaves", body("Zie ¦[dit](../../../../etc/passwd).\n"), "beside the text"),
    "a picture outside": Bad("file-leaves", head("sketch: {alt: x, image: ¦../../../a.png}"), "beside the text"),
    "a missing download": download(
        "file-missing",
        "over.pdf",
        'did you mean "ovr.pdf"? check the name',
        'the file "over.pdf" is neither beside the text nor in assets/',
        **{"assets/ovr.pdf": "x"},
    ),
    "a missing download of two": Bad(
        "file-missing",
        head("downloads:\n  - file: a.pdf\n  - file: ¦b.pdf\n    label: x"),
        "check the name",
        more={"assets/a.pdf": "x"},
    ),
    "a download from outside": download(
        "file-leaves",
        "../../../etc/passwd",
        "put the file beside the text or in assets/",
        'the path "../../../etc/passwd" leaves the folder',
    ),
    "a download from the root": download(
        "file-leaves", "/etc/passwd", "beside the text", 'the path "/etc/passwd" leaves the folder'
    ),
    "a download from Windows": download(
        "file-leaves", "..\\geheim.pdf", "beside the text", 'the path "..\\geheim.pdf" leaves the folder'
    ),
    "a download from outside, written in signs": download(
        "file-leaves", "'%2e%2e/%2e%2e/%2e%2e/etc/passwd'", "beside the text", "leaves the folder"
    ),
    "a download of the settings": Bad(
        "file-leaves",
        head("downloads: [{label: x, file: ¦../../site.yaml}]"),
        "beside the text or in assets/",
        "content/interviews/dijk/index.md",
        says='the path "../../site.yaml" leaves the folder',
    ),
    "a download of another item": download(
        "file-leaves",
        "../articles/slides.pdf",
        "beside the text or in assets/",
        "leaves the folder",
        **{"content/articles/slides.pdf": "x", "content/interviews/slides.pdf": "x"},
    ),
    "a download elsewhere": download(
        "file-elsewhere",
        "https://h.example/a.pdf",
        "among `downloads:` an address stands behind `to:`",
        '"https://h.example/a.pdf" is not in the publication',
    ),
    "a sound elsewhere": Bad(
        "file-elsewhere", head("audio: ¦https://h.example/a.mp3"), "save the file beside the text"
    ),
    "a download that is a folder": download(
        "file-is-folder",
        "bladen",
        "name one of the files in it",
        '"bladen" is a folder',
        **{"assets/bladen/a.pdf": "x"},
    ),
    "a download with a number sign": download(
        "file-name-unfit", "mijn#blad.pdf", "rename the file", '"mijn#blad.pdf"', **{"assets/mijn#blad.pdf": "x"}
    ),
    "a link to a file with a question mark": Bad(
        "file-name-unfit", body("Zie ¦[dit](a?b.pdf).\n"), "rename the file", more={"assets/a?b.pdf": "x"}
    ),
    **{
        f"{key}: {name}": Bad(
            "wrong-kind-of-file",
            head(f"{key}: ¦{name}"),
            f"name a file that ends in {ends}",
            more={f"assets/{name}": "x"},
            says=f'"{name}" is no file for {what}',
        )
        for key, name, what, ends in (
            ("audio", "talk.txt", "sound", ".mp3, .m4a"),
            ("audio", "sheet.jpg", "sound", ".mp3, .m4a"),
            ("audio", "slides.pdf", "sound", ".mp3, .m4a"),
            ("video", "talk.mp3", "a film", ".mp4, .m4v"),
        )
    },
    "a film that is a text": Bad(
        "wrong-kind-of-file",
        body("¦::: video {src=talk.txt title=x}\n:::\n"),
        "name a file that ends in .mp4",
        more={"assets/talk.txt": "x"},
    ),
    "a transcript that is a sound": Bad(
        "wrong-kind-of-file",
        head("audio: {file: a.mp3, transcript: ¦a.mp3}"),
        "name a file that ends in .vtt",
        more={"assets/a.mp3": "x"},
        says='"a.mp3" is no file for a transcript',
    ),
    "an empty sound": Bad(
        "media-empty", head("audio: ¦a.mp3"), "export it again", more={"assets/a.mp3": ""}, says='"a.mp3" is empty'
    ),
    "a missing sound": Bad("file-missing", head("audio: ¦weg.mp3"), "check the name"),
    "a missing film": Bad("file-missing", head("video: {duration: 1:02, file: ¦weg.mp4}"), "check the name"),
    "a missing transcript": Bad(
        "file-missing", head("audio: {file: a.mp3, transcript: ¦weg.vtt}"), "check the name", more={"assets/a.mp3": "x"}
    ),
    "a missing picture of a film": Bad(
        "picture-missing", head("video: {file: a.mp4, poster: ¦weg.jpg}"), "check the name", more={"assets/a.mp4": "x"}
    ),
    "a call to nowhere": Bad("link-broken", head("cta: {label: x, to: ¦/weg/}"), "check the address"),
    "a call to a missing file": Bad("file-missing", head("cta: {label: x, to: ¦weg.pdf}"), "check the name"),
    "a broken link in a correction": Bad(
        "link-broken",
        head("corrections:\n  - date: 2026-03-15\n    text: |\n      Zie ¦[dit](/weg/)."),
        "check the address",
    ),
    # -- series, organisations, other items
    "a topic without letters": Bad("name-without-letters", instead("[Ambacht]", "[Ambacht, ¦🎉]"), "use a letter"),
    "a topic that climbs": Bad("name-without-letters", instead("[Ambacht]", "[¦'../..']"), "use a letter"),
    "a series without letters": Bad("name-without-letters", head("series: ¦…"), "make a file with an id for it"),
    "an unknown series": series(
        "unknown-series",
        "series: ¦bouwn",
        'did you mean "bouwen"? make series/bouwn.md, or write the full name',
        '"bouwn" has no file in series/',
    ),
    "an unknown series with keys": series(
        "unknown-series", "series:\n  series: ¦bouwn", 'did you mean "bouwen"?', '"bouwn" has no file in series/'
    ),
    "an unknown series between braces": Bad(
        "unknown-series", head("series: {series: ¦bouwen}"), "make series/bouwen.md, or write the full name"
    ),
    "a verdict that the series hasn't": series(
        "verdict-not-allowed",
        "series: {series: bouwen, verdict: ¦Misschien}",
        "its `verdicts:` are Ja, Nee",
        'the series "Bouwen" has no verdict "Misschien"',
    ),
    "a verdict that the series hasn't, nearly": series(
        "verdict-not-allowed",
        "series:\n  verdict: ¦Nees\n  series: Bouwen",
        'did you mean "Nee"? its `verdicts:` are Ja, Nee',
        'has no verdict "Nees"',
    ),
    "a verdict where the series has none": Bad(
        "verdict-of-no-series",
        head("series: {series: bouwen, verdict: ¦Ja}"),
        "add `verdicts: [Ja, …]` to content/series/bouwen.md",
        more={"content/series/bouwen.md": "---\ntitle: Bouwen\n---\n"},
        says='the series "Bouwen" has no verdicts',
    ),
    "a verdict without the series' file": Bad(
        "verdict-without-series-file",
        head("series: {series: Bouwen aan water, verdict: ¦Ja}"),
        "make series/bouwen-aan-water.md with `verdicts:`",
        says='the series "Bouwen aan water" has no file that says which verdicts there are',
    ),
    "a verdict of an unknown series": series(
        "unknown-series",
        "series: {series: ¦bouwn, verdict: Ja}",
        'did you mean "bouwen"?',
        '"bouwn" has no file in series/',
    ),
    "an unknown organisation": Bad(
        "unknown-organisation",
        head("organisations: [¦stadswerv]"),
        'did you mean "stadswerf"? make organisations/stadswerv.md, or write the full name',
        more={"content/organisations/stadswerf.md": WORKS},
        says='"stadswerv" has no file in organisations/',
    ),
    "an unknown organisation with its part": Bad(
        "unknown-organisation",
        head("organisations: [Stichting Oever, {role: x, organisation: ¦stadswerf}]"),
        "make organisations/stadswerf.md",
    ),
    "a missing item of a dossier": held(
        "item-missing",
        "[articles/molen, ¦interviews/burg]",
        'did you mean "interviews/brug"? write its folder and name, such as interviews/ada or articles/mill',
        'there is no item "interviews/burg"',
    ),
    "an item of a dossier without folder": held(
        "item-missing", "\n  - interviews/brug\n  - ¦molen", "write its folder and name", 'there is no item "molen"'
    ),
    "an item of a dossier that is a person": held(
        "item-missing", "[¦speakers/ada]", "write its folder and name", 'there is no item "speakers/ada"'
    ),
    "a missing item to read on": Bad(
        "item-missing",
        head("related: [¦interviews/burg]"),
        'did you mean "interviews/brug"? write its folder and name',
        says='there is no item "interviews/burg"',
    ),
    "an item of a dossier twice": held(
        "item-twice",
        "[interviews/brug, articles/molen, ¦interviews/brug]",
        "keep one of them",
        '"interviews/brug" stands in this list twice',
    ),
    "an item to read on twice": Bad(
        "item-twice",
        head("related: [articles/molen, ¦articles/molen]"),
        "keep one of them",
        more={"content/articles/molen.md": ARTICLE},
    ),
    "an item to read on that is the item itself": Bad(
        "item-itself", head("related: [¦interviews/brug]"), "take it off the list", says="this item names itself"
    ),
    "a dossier in itself": held("item-itself", "[articles/molen, ¦dossiers/dijk]", "take it off", "names itself"),
    "a page in a dossier": Bad(
        "not-in-dossier",
        dossier("[interviews/brug, ¦pages/over]"),
        "link to it in the text of the dossier",
        DOSSIER_PATH,
        more={"content/pages/over.md": "---\ntitle: Over\n---\n"},
        says='"pages/over" is a page, and a dossier holds interviews and articles',
    ),
    "a dossier in a dossier": held(
        "dossier-in-dossier",
        "[articles/molen, ¦dossiers/rivier]",
        "name the items of that dossier instead",
        '"dossiers/rivier" is a dossier, and a dossier holds interviews and articles',
    ),
    # -- pictures
    "a missing picture": Bad("picture-missing", head("sketch: {alt: x, image: ¦sheet.jpg}"), "check the name"),
    "a drawing elsewhere": Bad(
        "picture-elsewhere", head("sketch: {alt: x, image: ¦'https://h.example/a.png'}"), "save it beside the text"
    ),
    "a figure elsewhere": Bad(
        "picture-elsewhere", body("¦::: figure {src=https://h.example/a.png alt=x}\n:::\n"), "save it beside the text"
    ),
    "a film with a picture elsewhere": Bad(
        "picture-elsewhere",
        body("¦::: video {src=https://h.example/a title=x poster=https://h.example/a.png}\n:::\n"),
        "save it beside the text",
    ),
    "a missing picture, nearly": Bad(
        "picture-missing", head("sketch: {alt: x, image: ¦sheet.jpg}"), '"sheet.png"?', more={"assets/sheet.png": PNG}
    ),
    "a missing picture in the text": Bad("picture-missing", body("Ada.\n\n¦![x](a.jpg)\n"), "check the name"),
    "a missing picture in a figure": Bad(
        "picture-missing", body("Ada.\n\n¦::: figure {src=a.jpg alt=y}\nx\n:::\n"), "check the name"
    ),
    "a missing portrait": Bad(
        "picture-missing", "---\nname: I\nportrait: {alt: x, image: ¦a.jpg}\n---\n", "check", "content/speakers/ida.md"
    ),
    "a truncated picture": picture("picture-damaged", PNG[: len(PNG) // 2], "export it again"),
    "a truncated photo": picture("picture-damaged", JPEG[: len(JPEG) // 2], "export it again", "sheet.jpg"),
    "a bomb": picture("picture-too-large", bomb(), "max_megapixels"),
    "a wrongly named picture": picture("picture-wrong-name", JPEG, "rename it"),
    "a text named .png": picture("picture-not-a-picture", b"Hallo.\n", "save it as JPEG"),
    "an empty picture": picture("picture-not-a-picture", b"", "save it as JPEG"),
    "a damaged photo for download": download(
        "picture-damaged", "a.jpg", "export it again", 'the picture "a.jpg" is damaged', **{"assets/a.jpg": JPEG[:100]}
    ),
    "a truncated photo for download": download(
        "picture-damaged", "a.jpg", "export it again", "is damaged", **{"assets/a.jpg": JPEG[: len(JPEG) // 2]}
    ),
    "a damaged picture for download": download(
        "picture-damaged", "a.png", "export it again", "is damaged", **{"assets/a.png": PNG[: len(PNG) // 2]}
    ),
    "a text for download named .JPG": download(
        "picture-not-a-picture",
        "a.JPG",
        "save it as JPEG",
        '"a.JPG" is not a picture we can read',
        **{"assets/a.JPG": "Hallo.\n"},
    ),
    "a wrongly named picture for download": download(
        "picture-wrong-name", "a.jpg", "rename it", '"a.jpg" is named .jpg but holds PNG', **{"assets/a.jpg": PNG}
    ),
    "a picture for download with its metadata": download(
        "picture-with-metadata",
        "a.tif",
        "offer it as JPEG, PNG or WebP",
        '"a.tif" is a picture of a kind whose hidden data (place, camera, names) can\'t be taken out',
        **{"assets/a.tif": encoded(drawing(), "TIFF")},
    ),
    "a photo of a telephone for download": download(
        "picture-with-metadata", "IMG_1.HEIC", "as JPEG", '"IMG_1.HEIC" is a picture', **{"assets/IMG_1.HEIC": "x"}
    ),
    "a link to a picture with its metadata": Bad(
        "picture-with-metadata", body("Zie ¦[dit](a.tiff).\n"), "as JPEG", more={"assets/a.tiff": "x"}
    ),
    # -- addresses
    "two files with one address": Bad(
        "address-twice", "¦" + INTERVIEW, "give one of them", "content/interviews/brug/index.md", fixed=True
    ),
    "an alias that is a page": taken("[/oud/, ¦/speakers/ada/]", "/speakers/ada/", "content/speakers/ada.md"),
    "an alias that is a page, without slash": taken("[¦/speakers/ada]", "/speakers/ada", "content/speakers/ada.md"),
    "an alias that is a page, in capitals": taken("[¦/Speakers/Ada/]", "/Speakers/Ada/", "content/speakers/ada.md"),
    "an alias that is its own page": taken("[¦/interviews/brug/]", "/interviews/brug/", INTERVIEW_PATH),
    "an alias that is another item": taken(
        "[¦/articles/molen/]",
        "/articles/molen/",
        "content/articles/molen.md",
        **{"content/articles/molen.md": ARTICLE},
    ),
    "an alias that is a list": taken("[¦speakers/]", "/speakers/", "the list of speakers"),
    "an alias that is the home page": taken("[¦/index.html]", "/index.html", "the home page"),
    "an alias that is a feed": taken("[¦/feed.xml]", "/feed.xml", "the feed feed.xml"),
    "an alias below a feed": taken("[¦/feed.xml/oud/]", "/feed.xml/oud/", "the feed feed.xml"),
    **{
        f"an alias twice{how}": Bad(
            "alias-twice",
            head(f"aliases: [/oud/, ¦{alias}]"),
            "keep one of them",
            says=f'the alias "/{alias.removeprefix("/")}" stands twice in this item',
        )
        for how, alias in {
            "": "/oud/",
            ", without slash": "oud",
            ", as a file": "/oud/index.html",
            ", in capitals": "/Oud/",
        }.items()
    },
    "an alias below another that is a file": taken("[/oud.html, ¦/oud.html/2/]", "/oud.html/2/", INTERVIEW_PATH),
    "an alias of two items": taken(
        "[¦/oud/]",
        "/oud/",
        "content/interviews/beek.md",
        **{"content/interviews/beek.md": INTERVIEW.replace("lead:", "aliases: [/oud/]\nlead:").replace("-14", "-15")},
    ),
    "a page in the place of a feed": Bad(
        "address-twice", "¦---\ntitle: x\n---\n", "another name", "content/pages/feed.xml.md", fixed=True
    ),
    "an id that another item has": Bad(
        "id-twice",
        head("id: ¦tag:example.org,2026-03-14:interviews/brug"),
        "give one of them another",
        "content/interviews/koor.md",
    ),
    "a page in the place of a list": Bad(
        "address-twice", "¦---\ntitle: x\n---\n", "another name", "content/pages/speakers.md", fixed=True
    ),
}


def setting(codes: str, line: str, help: str) -> Bad:
    """A row about the settings: their file with a line at its beginning."""
    return Bad(codes, f"{line}\n{SITE}", help, SETTINGS)


SITES = {
    "an unknown setting": setting("unknown-key", "¦titel: x", 'did you mean "title"? there are: title, base_url'),
    "own values": setting("unknown-key", "¦extra: {a: b}", "there are: title"),
    "a colon in a setting": setting("colon-in-text", "description: Een¦: twee", "in quotes"),
    "a menu to nowhere": setting("link-incomplete", "navigation: [{label: x, to: ¦'https://'}]", "like https://"),
    "an unknown theme": setting("unknown-theme", "theme: ¦papier", 'did you mean "paper"?'),
    "a theme elsewhere": setting("unknown-theme", "theme: ¦../paper", "there are: paper"),
    "a theme that is a list": setting("not-a-mapping-here", "theme: ¦[paper]", "there are: name"),
    "an unknown theme setting": setting("theme-setting-unknown", "theme: {name: paper, ¦acent: x}", '"accent"?'),
    "a wrong theme setting": setting("theme-setting-wrong", "theme: {name: paper, accent: ¦x}", "it takes"),
    "a number without end": setting("not-a-number", f"page_size: ¦{'9' * 5000}", "digits"),
    "a word for a number": setting("not-a-number", "page_size: ¦tien", "digits"),
    "no page": setting("out-of-range", "page_size: ¦0", "from 1 to 500"),
    "too much quality": setting("out-of-range", "pictures: {quality: ¦101}", "from 1 to 100"),
    "no width": setting("out-of-range", "pictures: {webp: [480, ¦0]}", "from 1"),
    "no photo at all": setting("list-too-short", "pictures: {jpeg: ¦[]}", "behind `- `"),
    "unknown marks": setting("not-one-of", "quotes: ¦dubbel", 'did you mean "double"? it takes double, single'),
    "a base address without scheme": Bad("not-a-web-address", SITE.replace("https://ex", "¦ex"), "https://", SETTINGS),
    "a base address with a query": Bad(
        "bad-base-url", re.sub("(https.*)", r"¦\1?a=b", SITE), "https://example.org/mag/", SETTINGS
    ),
    "a base address with a password": Bad("bad-base-url", SITE.replace("https://", "¦https://a:b@"), "/mag/", SETTINGS),
    "a base address with dots": Bad("bad-base-url", re.sub("(https.*)", r"¦\1a/../b", SITE), "/mag/", SETTINGS),
    "a base address with two slashes": Bad("bad-base-url", re.sub("(https.*)", r"¦\1/evil", SITE), "/mag/", SETTINGS),
    "a base address with escaped dots": Bad(
        "bad-base-url", re.sub("(https.*)", r"¦\1%2e%2e/b", SITE), "/mag/", SETTINGS
    ),
    "a base address with escaped slashes": Bad(
        "bad-base-url", re.sub("(https.*)", r"¦\1%2fevil", SITE), "/mag/", SETTINGS
    ),
    "a base address with a bracket": Bad(
        "not-a-web-address", SITE.replace("https://ex", "¦https://[ex"), "/page", SETTINGS
    ),
    "a base address with a space": Bad(
        "not-a-web-address", SITE.replace("https://ex", "¦https://e x"), "/page", SETTINGS
    ),
    "an unknown time zone": Bad("unknown-timezone", SITE.replace("Europe/", "¦Europa/"), "Europe/Amsterdam", SETTINGS),
    "a folder of time zones": Bad("unknown-timezone", SITE.replace("Europe/Amsterdam", "¦Europe"), "Europe/", SETTINGS),
    "a target in two places": setting(
        "one-place-per-target", "publish: {web: ¦{folder: ../site, git: origin}}", "for a branch of a repository"
    ),
    "a target in no place": setting("one-place-per-target", "publish: {web: ¦{branch: pages}}", "write `folder:`"),
    "a target without keys": setting(
        "not-a-mapping-here", "publish: {web: ¦../site}", "there are: folder, git, branch"
    ),
    "targets without names": setting("not-a-mapping-here", "publish: ¦[{folder: ../site}]", "names of your own"),
    "a name of a target": setting("not-an-id", "publish: {¦Mijn web: {folder: ../site}}", "lower-case"),
    "a branch of a folder": setting(
        "branch-without-git", "publish: {web: ¦{folder: x, branch: y}}", "take `branch:` out"
    ),
    "an unknown key of a target": setting(
        "unknown-key", "publish: {web: {git: x, ¦brnach: y}}", 'did you mean "branch"?'
    ),
    "a folder like an option": setting("not-a-place", "publish: {web: {folder: ¦-rf}}", "such as ../site"),
    "an address like an option": setting("not-a-place", "publish: {web: {git: ¦--upload-pack=x}}", "such as origin"),
    "an address with a password": setting(
        "password-in-address", "publish: {web: {git: ¦'https://a:b@bruggenblad.nl/x'}}", "git asks for it"
    ),
    "an address of two lines": setting("not-a-place", 'publish: {web: {git: ¦"a\\nb"}}', "or an address"),
    **{
        f"the branch {branch}": setting(
            "not-a-branch", f"publish: {{web: {{git: x, branch: ¦'{branch}'}}}}", "gh-pages"
        )
        for branch in (
            "-d",
            "a b",
            "a..b",
            "a~1",
            "a^",
            "a:b",
            "a?",
            "a*",
            "a[b",
            "a\\b",
            "/a",
            "a/",
            "a//b",
            ".a",
            "a/.b",
            "a.lock",
            "a.lock/b",
            "a.",
            "@",
            "a@{b",
            "HEAD",
        )
    },
    "no settings at all": Bad("missing-key missing-key", "¦¦", "write `base_url:`", SETTINGS, fixed=True),
    "a broken entry of the menu": setting("link-broken", "navigation: [{label: x, to: ¦/weg/}]", "check the address"),
    "an output folder over the content": setting("output-overlaps", "output: ¦content", "choose another"),
    "an output folder in the content": setting("output-overlaps", "output: ¦content/site", "choose another"),
    "an output folder over everything": setting("output-overlaps", "output: ¦..", "choose another"),
    "an output folder over the themes": setting("output-overlaps", "output: ¦themes", "choose another"),
    "a store in the content": setting("store-overlaps", "store: ¦content/kept", "choose another"),
    "a store over everything": setting("store-overlaps", "store: ¦.", "choose another"),
    "a store that is the assets": setting("store-overlaps", "store: ¦assets", "choose another"),
}


def template(code: str, text: str, help: str = "correct the template", path: str = "templates/404.html") -> Bad:
    return Bad(code, text, help, path)


TEMPLATES = {
    "a template with an unknown name": template("template-failed", "<p>\n¦{{ naam }}</p>"),
    "a template with an unknown field": template("template-failed", "<p>\n\n¦{{ view.naam }}</p>"),
    "a template that divides by nothing": template("template-failed", "<p>\n¦{{ 1 / 0 }}</p>"),
    "a template that includes nothing": template("template-failed", "<p>\n¦{% include 'weg.html' %}"),
    "a template that never ends": template("template-broken", "<p>\n¦{% if x %}</p>"),
    "a template that can't be read": template("template-broken", "<p>\n\n¦{{ x </p>"),
    "a template with an unknown filter": template("template-broken", "<p>\n¦{{ 'x' | random }}</p>"),
    "a template in Latin-1": Bad("not-utf-8", "<p>\n¦é", "save it as UTF-8", "templates/404.html", encoding="latin-1"),
    "a template of an interview": template(
        "template-failed",
        "{% extends 'base.html' %}\n{% block main %}\n¦{{ view.titel }}{% endblock %}",
        path="templates/interview.html",
    ),
}


def spelled(kind: str, label: str, other: str, line: str, **more: str) -> Bad:
    """A row about a name that an older interview or a file spells in another way."""
    help = "choose one spelling" + ("; if these are two, make a file for each" if kind == "organisation" else "")
    says = f'the {kind} "{label}" is also spelled "{other}"'
    return Bad(f"{kind}-spelled-twice", head(line), help, more=dict(more), says=says)


def older(line: str) -> dict[str, str]:
    """An interview of before, with a line of front matter."""
    return {"content/interviews/beek.md": head(line).replace("2026-03-14", "2025-03-14")}


def hidden(line: str, path: str, text: str) -> Bad:
    """A row about an item that is not to be seen yet, named by the interview or by a dossier."""
    name = path.removeprefix("content/").removesuffix(".md")
    says = f'"{name}" is a draft or not yet published, so it is left out here'
    by_interview = line.startswith("related")
    named = head(line) if by_interview else dossier(line)
    where = INTERVIEW_PATH if by_interview else DOSSIER_PATH
    return Bad("item-hidden", named, "publish it, or take it off this list", where, more={path: text}, says=says)


WARNINGS = {
    "a topic in two spellings": Bad(
        "topic-spelled-twice",
        instead("[Ambacht]", "[Ambacht, ¦ambacht]"),
        "choose one spelling",
        says='the topic "ambacht" is also spelled "Ambacht"',
    ),
    "a series in two spellings": spelled("series", "Bouwen.", "Bouwen", "series: ¦Bouwen.", **older("series: Bouwen")),
    "a series in two spellings, with keys": spelled(
        "series", "Bouwen!", "Bouwen", "series: {series: ¦Bouwen!}", **older("series: Bouwen")
    ),
    "an organisation in two spellings": spelled(
        "organisation",
        "stichting Oever",
        "Stichting Oever",
        "organisations: [¦stichting Oever]",
        **older("organisations: [Stichting Oever]"),
    ),
    "an organisation with a slip": spelled(
        "organisation",
        "Stickting Oever",
        "Stichting Oever",
        "organisations: [{organisation: ¦Stickting Oever, role: x}]",
        **older("organisations: [Stichting Oever]"),
    ),
    "an organisation of a speaker with a letter less": spelled(
        "organisation",
        "Stichtng Oever",
        "Stichting Oever",
        "authors:\n  - {name: Bo, organisation: ¦Stichtng Oever}",
        **older("commissioned_by: Stichting Oever"),
    ),
    "who commissioned it, with a slip beside a file": spelled(
        "organisation",
        "Stichting Oeverr",
        "Stichting Oever",
        "commissioned_by: ¦Stichting Oeverr",
        **{"content/organisations/oever.md": "---\nname: Stichting Oever\n---\n"},
    ),
    "a person with a slip beside a file": Bad(
        "person-spelled-twice",
        head("sources:\n  - title: x\n    creators: [Jo Dam, ¦Marghareta Klaassens]"),
        "make a file for each in speakers/",
        more={"content/authors/mk.md": "---\nname: Margareta Klaasens\n---\n"},
        says='"Marghareta Klaassens" is most likely "Margareta Klaasens", who has a file',
    ),
    "a draft to read on": hidden("related: [¦articles/molen]", "content/articles/molen.md", DRAFT),
    "an item to read on of later": hidden("related:\n  - ¦articles/molen", "content/articles/molen.md", LATER),
    "a draft in a dossier": hidden("[interviews/brug, ¦articles/molen]", "content/articles/molen.md", DRAFT),
    "a dossier of which nothing is to be seen": Bad(
        "dossier-of-hidden",
        dossier("¦[articles/molen]"),
        "publish one of them, or let the dossier be a draft as well",
        DOSSIER_PATH,
        more={"content/articles/molen.md": DRAFT},
    ),
    "somebody twice in a list": Bad(
        "person-twice",
        instead("[ada]", "[ada, ¦ada]"),
        "keep one of them",
        says='"ada" stands in this list already',
    ),
    "somebody twice in a list, by id and by name": Bad(
        "person-twice", head("thanks: [{name: Jo Bos, note: x}, Ada, ¦{name: jo bos}]"), "keep one", says='"jo bos"'
    ),
    **{
        f"the licence {licence}": Bad(
            "unknown-licence",
            head(f"licence: ¦{licence}"),
            help,
            says=f'no licence is known as "{licence}"',
        )
        for licence, help in {
            "blah": "write a Creative Commons or SPDX name",
            "javascript:alert(1)": "or the address of its text",
            "<b>": "write a Creative",
            "CC  BY": 'did you mean "CC BY"?',
            "CC-BY-NX-4.0": 'did you mean "CC-BY-N',
            "http://": "write a Creative",
            "CC BY 5.0": 'did you mean "CC BY 4.0"?',
            "2024": "write a Creative",
            "012": "write a Creative",
        }.items()
    },
    "an item of later in a dossier": hidden("[interviews/brug, ¦articles/molen]", "content/articles/molen.md", LATER),
    "a heading of level 1": Bad("heading-level-1", body("Ada.\n\n¦# Kop\n\nx\n"), "begin with ## here"),
    "HTML that is shown": Bad("html-shown-as-text", body("Ada ¦<br>bouwt.\n"), "use Markdown", says="text: <br>"),
    "something to do": Bad("todo", body("Ada.\n\n¦<!-- TODO: bellen -->\n"), "do it", says="still to do: bellen"),
    "a drawing without alternative text": Bad(
        "drawing-without-alt", head("sketch: ¦a.png"), "behind `alt:` below `image:`", more={"assets/a.png": PNG}
    ),
    "a picture without alternative text": Bad(
        "picture-without-alt", body("Ada.\n\n¦![](a.png)\n"), "between the brackets", more={"assets/a.png": PNG}
    ),
    "a picture called like its file": Bad(
        "alt-is-file-name",
        head("picture: {image: a.png, alt: ¦a.png}"),
        "say what there is to see instead",
        more={"assets/a.png": PNG},
        says='the alternative text "a.png" is the name of a file',
    ),
    "a picture called like its caption": Bad(
        "alt-is-caption",
        body("Ada.\n\n¦![De kade](a.png 'De kade')\n"),
        "the caption is read as well",
        more={"assets/a.png": PNG},
    ),
    "an update that is still to come": Bad(
        "date-ahead",
        head("updated: ¦2026-06-02"),
        "or keep the item back",
        says="updated on 2026-06-02, which is still",
    ),
    "a correction that is still to come": Bad(
        "date-ahead",
        head("corrections: [{date: 2026-05-01, text: x}, {date: ¦2027-05-01, text: y}]"),
        "correct the date",
        says="corrected on 2027-05-01",
    ),
    "an empty download": Bad(
        "file-empty", head("downloads: [{file: ¦a.pdf}]"), "export it again", more={"assets/a.pdf": ""}
    ),
    "an empty file in a link": Bad(
        "file-empty", body("Zie ¦[dit](a.pdf).\n"), "export it again", more={"assets/a.pdf": ""}, says="is empty"
    ),
    "a legend that is no list": Bad(
        "legend-without-list",
        body("::: figure {src=a.png alt=x}\nMolen.\n\n¦::: legend\nBlauw is nat.\n:::\n:::\n"),
        "write a line for each: - sign: meaning",
        more={"assets/a.png": PNG},
    ),
    "a turn in a turn": Bad(
        "turn-in-turn",
        instead(
            "qa:\n",
            "qa:\n  - question: A?\n    answer:\n      - speaker: ada\n        text: |\n          Ja.\n\n"
            "          ¦@bo: Nee.\n",
        ),
        "begin another entry for this turn: - speaker: bo",
        says='"@bo:" is printed as it stands here',
    ),
    "a footnote for nothing": Bad(
        "footnote-unused", body("Ada.\n\n¦[^a]: Niemand.\n"), "refer to it", says="refers to the footnote [^a]"
    ),
}

ROWS = FILES | SITES | TEMPLATES
VARIANTS = [
    (name, variant)
    for name, row in ROWS.items()
    for variant in ("as it is", "windows", "shifted")
    if variant == "as it is"
    or (variant == "windows" and "utf-16" not in row.encoding and not row.path.startswith("templates/"))
    or (variant == "shifted" and not row.fixed and row.path not in (SETTINGS, "templates/404.html"))
]


# ----------------------------------------------------------------------------------------------------------- the tests


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """A publication that has been built. Whoever breaks it mends it again."""
    root = tmp_path_factory.mktemp("bad") / "publication"
    root.mkdir()
    publication = tiny(root)
    publication.build()
    return publication


@contextlib.contextmanager
def broken(publication: Publication, row: Bad) -> Iterator[None]:
    """Write what a row says; afterwards everything is as it was."""
    kept = publication.root.parent / "kept"
    shutil.copytree(publication.root / "content", kept)
    try:
        for path, text in row.more.items():
            publication.write(path, text)
        publication.write(row.path, row.bytes)
        yield
    finally:
        for folder in ("content", "assets", "templates", "themes"):
            shutil.rmtree(publication.root / folder, ignore_errors=True)
        shutil.move(kept, publication.root / "content")


def read_alone(row: Bad) -> list[Problem]:
    """The problems of a file that can be told without the rest of the publication."""
    kind = FOLDERS.get(row.path.split("/")[1])
    if kind is None:
        return []
    return list(read_document(row.path, row.bytes, kind, ReadingRules("nl", "Europe/Amsterdam", "", "escape")).problems)


def at(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    return [(p.path, p.line, p.column, p.code) for p in problems]


def is_well_put(problem: Problem) -> bool:
    """Whether a problem prints as an editor and an author want it."""
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    pattern = rf"{re.escape(place)}: {problem.severity}\[{problem.code}\]: [^\n]+\n    help: [^\n]+"
    return re.fullmatch(pattern, formatted(problem)) is not None


@pytest.mark.parametrize(("name", "variant"), VARIANTS, ids=[f"{name}, {variant}" for name, variant in VARIANTS])
def test_a_mistake_is_a_problem_at_its_place(shared: Publication, name: str, variant: str) -> None:
    """Path, line, column and code are exact however the file was saved; there is a cure; the old site is untouched."""
    row = ROWS[name].variant(variant)
    before = tree(shared.public)
    if variant == "as it is" or not (problems := read_alone(row)):
        with broken(shared, row):
            problems = shared.problems(compare=variant == "as it is")
    assert row.expected == at(problems)
    assert all(is_well_put(problem) for problem in problems)
    assert all(problem.severity == "error" for problem in problems)
    assert row.help in problems[0].hint
    assert row.says in problems[0].message
    assert before == tree(shared.public)


@pytest.mark.parametrize("variant", ["as it is", "windows", "shifted"])
@pytest.mark.parametrize("name", WARNINGS)
def test_a_doubt_is_a_warning_at_its_place(publication: Publication, name: str, variant: str) -> None:
    """It is told as exactly as a mistake, and the site is made."""
    row = WARNINGS[name].variant(variant)
    for path, text in row.more.items():
        publication.write(path, text)
    publication.write(row.path, row.bytes)
    problems = publication.problems(compare=variant == "as it is")
    assert row.expected == at(problems)
    assert ["warning"] == [problem.severity for problem in problems]
    assert is_well_put(problems[0])
    assert row.help in problems[0].hint
    assert row.says in problems[0].message
    assert "index.html" in publication.files()
    said = [path for path, raw in tree(publication.public).items() if b"Het geheim" in raw or "molen" in path]
    assert [] == said  # nothing of an item that is not to be seen yet


def test_the_publication_that_was_broken_and_mended_is_as_new(shared: Publication) -> None:
    """After all these mistakes nothing of them is left."""
    assert not shared.build().changes


_ELSEWHERE = {
    "theme-loop",
    "theme-file-missing",
    "no-settings",
    "unreadable",
    "not-a-regular-file",
    "file-name-twice",
    "symlink-leaves",
    "symlink-broken",
    "output-not-ours",
    "output-foreign-file",  # below
    "picture-crashes",
    "making-crashes",
    "disk-full",
    "write-failed",
    "store-failed",
    "busy",
    "file-changed",
    "folder-not-empty",
    "exists-already",
    "folder-is-file",
    "folder-gone",
    "preview-failed",
    "verify-differs",
    # faults of the machine and of commands: in the tests of those
}
_OF_COMMANDS = ("page-", "feed-", "publish-", "target-", "manifest-", "git-")
"""What the codes of `site-builder check` and of `publish` begin with: see the tests of the same name in theirs."""


def test_every_error_is_in_the_table() -> None:
    """A code that no row has may be one that can't happen. Those of typography are in the tests of the linting."""
    found = {code: row.severity for code, row in CODES.items() if not code.startswith((*_OF_COMMANDS, "lint-"))}
    tried = {code for row in ROWS.values() for code in row.codes.split()}
    assert tried | _ELSEWHERE == {code for code, severity in found.items() if severity == "error"}
    assert not tried & _ELSEWHERE
    doubted = {row.codes for row in WARNINGS.values()} | {"unexpected-file", "alias-with-home"}  # below
    assert doubted == {code for code, severity in found.items() if severity == "warning"}


def test_every_message_can_be_filled_in() -> None:
    """No text of the table has a word that nobody gives: the rows of the table have seen each of them whole."""
    for code, row in CODES.items():
        words = set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", row.message + row.hint))
        assert row.message.format(**dict.fromkeys(words, "x")), code
        assert row.hint.format(**dict.fromkeys(words, "x")), code


def test_the_template_that_fails_is_named_with_its_page(shared: Publication) -> None:
    """A theme maker sees which page could not be made."""
    with broken(shared, TEMPLATES["a template of an interview"]):
        (problem,) = shared.problems()
    assert "titel" in problem.message
    assert "while making content/interviews/brug.md" in problem.message


def test_how_messages_name_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative to the publication, or to the program; a file on another drive has no such name."""
    root, elsewhere = tmp_path / "een", tmp_path / "twee/x.md"
    assert "content/x.md" == shown(root, "content/x.md") == shown(root, root / "content/x.md")
    assert "themes/paper/theme.yaml" == shown(root, data_folder("themes") / "paper/theme.yaml")
    assert "../twee/x.md" == shown(root, elsewhere)

    def relpath(*_: object) -> str:
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr(os.path, "relpath", relpath)
    assert elsewhere.as_posix() == shown(root, elsewhere)


def test_a_day_that_was_still_to_come(publication: Publication) -> None:
    """The warning goes when the day is there, though nothing else has changed; a preview may speak of its future."""
    later = dt.datetime(2026, 6, 1, 23, 0, tzinfo=dt.UTC)  # the 2nd in Amsterdam
    publication.write(INTERVIEW_PATH, head("updated: 2026-06-02\ncorrections: [{date: 2026-06-03, text: x}]"))
    assert ["date-ahead", "date-ahead"] == [problem.code for problem in publication.problems()]
    assert ["date-ahead"] == [problem.code for problem in publication.problems(date=later)]
    assert [] == publication.problems(date=later + dt.timedelta(days=1))
    publication.write(INTERVIEW_PATH, head("updated: 2026-08-02\npublish: 2026-08-01"))
    assert [] == publication.problems(drafts=True)


@pytest.mark.parametrize(("alias", "warned"), [("/mag/oud/", True), ("mag", True), ("/magazijn/", False)])
def test_an_alias_that_begins_with_the_path_of_the_publication(
    publication: Publication, alias: str, warned: bool
) -> None:
    """It most likely is the whole old address, and would lead from the home page twice."""
    publication.edit(SETTINGS, "https://example.org/", "https://example.org/mag/")
    publication.write(INTERVIEW_PATH, head(f"aliases: [/daar/, {alias}]"))
    problems = publication.problems()
    assert ["alias-with-home"] * warned == [problem.code for problem in problems]
    if alias == "/mag/oud/":
        assert "an alias is written from the home page on: /oud/" == problems[0].hint
        assert "so it leads from /mag/mag/oud/" in problems[0].message
        assert (2, 19) == (problems[0].line, problems[0].column)


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("/oud?p=1", "only your host can send such addresses on"),
        ("/caf%C3%A9/", "letters such as é stand there as they are"),
        ("https://example.org/oud/", "without https://"),
        ("/oud#deel", "leave it out"),
    ],
)
def test_why_an_alias_is_none(publication: Publication, alias: str, why: str) -> None:
    """And what to write in its place."""
    publication.write(INTERVIEW_PATH, head(f"aliases: ['{alias}']"))
    (problem,) = publication.problems()
    assert why in problem.message


def test_links_below_the_home_page_are_suggested_as_they_are_written(publication: Publication) -> None:
    """From the home page on: with its path before them they would lead nowhere again."""
    publication.edit(SETTINGS, "https://example.org/", "https://example.org/mag/")
    publication.write(INTERVIEW_PATH, body("Zie [dit](/mag/speakers/ada/) en [dat](/speakers/adda/).\n"))
    assert ['did you mean "/speakers/ada/"? check the address'] * 2 == [p.hint for p in publication.problems()]
    publication.write(INTERVIEW_PATH, body("Zie [dit](/speakers/ada/).\n"))
    assert [] == publication.problems()


def test_an_unknown_licence_of_the_publication(publication: Publication) -> None:
    """It is told as that of an item is, at its line of the settings."""
    publication.write(SETTINGS, f"{SITE}licence: CCBY\n")
    (problem,) = publication.problems()
    assert (SETTINGS, 5, 10, "unknown-licence") == (problem.path, problem.line, problem.column, problem.code)
    assert problem.hint.startswith('did you mean "CC BY"?')


@pytest.mark.parametrize(
    "text",
    [
        "Ada [zei]{note}, [zie]{zie p. 3} en [dit]{}; [0, 1]{x = 2} en `[x]{by=}`.\n",
        "::: figure {src=a.png alt=Molen}\nK.\n\n::: legend\n- **rood**: nat\n:::\n\n::: method\nx\n:::\n:::\n",
        "::: note\n\n::: figure {src=a.png alt=Molen}\nK.\n:::\n\n::: note\nx\n:::\n:::\n",
        ":::note\nx\n:::\n",
    ],
)
def test_what_only_looks_wrong_is_left_alone(publication: Publication, text: str) -> None:
    """Braces that hold something else, a legend of other signs, what a note may hold, a container without a space."""
    publication.write("assets/a.png", PNG)
    publication.write(INTERVIEW_PATH, body(text))
    assert [] == publication.problems()


def test_every_problem_of_every_file_comes_at_once(publication: Publication) -> None:
    """An author doesn't mend one mistake to be told of the next."""
    publication.build()
    before = tree(publication.public)
    publication.write(INTERVIEW_PATH, head("topic: x\ndate2: y\nupdated: 2026-02-30"))
    publication.interview("beek", speakers="[ida]", sketch="{alt: x, image: weg.png}")
    publication.write("content/interviews/dijk.md", asked("## Wie?\n\n::: nota\n[x](javascript:y)\n"))
    publication.write("content/interviews/eb.md", b"---\ntitle: caf\xe9\n---\n")
    publication.write("content/speakers/bo.md", "---\nnaam: Bo\n---\n")
    publication.write("content/pages/over.md", "---\ntitle: Over: ons\nx: : y\n---\n")
    publication.write("content/topics/x.md", PERSON)
    publication.write("assets/leeg.png", "")
    publication.write(
        "content/authors/bo.md", "---\nname: Bo\nportrait: {alt: x, image: leeg.png}\n---\n[weg](/weg/)\n"
    )
    problems = publication.problems()
    assert [
        ("content/authors/bo.md", 3, 27, "picture-not-a-picture"),
        ("content/authors/bo.md", 5, 1, "link-broken"),
        ("content/interviews/beek.md", 2, 25, "picture-missing"),
        ("content/interviews/beek.md", 5, 12, "unknown-person"),
        ("content/interviews/brug.md", 2, 1, "unknown-key"),
        ("content/interviews/brug.md", 3, 1, "unknown-key"),
        ("content/interviews/brug.md", 4, 10, "not-a-date"),
        ("content/interviews/dijk.md", 13, 1, "container-unclosed"),
        ("content/interviews/dijk.md", 13, 1, "unknown-container"),
        ("content/interviews/dijk.md", 14, 1, "link-refused"),
        ("content/interviews/eb.md", 2, 11, "not-utf-8"),
        ("content/pages/over.md", 2, 12, "colon-in-text"),
        ("content/speakers/bo.md", 2, 1, "unknown-key"),
        ("content/topics/x.md", 2, 1, "missing-key"),
        ("content/topics/x.md", 2, 1, "unknown-key"),
    ] == at(problems)
    assert sorted(problems) == problems
    assert before == tree(publication.public)


@pytest.mark.parametrize(
    ("path", "front", "links"),
    [
        (INTERVIEW_PATH, "related: [interviews/brug]", "[x](../interviews/brug.md), [y](/interviews/brug/)"),
        ("content/speakers/ada.md", "authors: [ada]", "[x](../speakers/ada.md), [y](/speakers/ada/)"),
        ("content/series/bouwen.md", "series: {series: bouwen, verdict: Ja}", "[y](/series/bouwen/)"),
        ("content/topics/ambacht.md", "topics: [ambacht]", "[y](/topics/ambacht/)"),
        ("content/organisations/werf.md", "organisations: [werf]", "[y](/organisations/werf/)"),
        (DOSSIER_PATH, "related: [dossiers/dijk]", "[x](../dossiers/dijk.md), [y](/dossiers/dijk/)"),
    ],
)
def test_a_file_with_a_mistake_is_not_blamed_on_who_names_it(
    publication: Publication, path: str, front: str, links: str
) -> None:
    """The file is there: one mistake gives one problem, and not one more in every file around it."""
    publication.write(path, "---\ntitel: x\nname: x\n---\n")
    publication.write("content/pages/over.md", f"---\ntitle: Over\n{front}\n---\nZie {links}.\n")
    publication.write("content/dossiers/kade.md", dossier("[interviews/brug]"))
    assert {path} == {problem.path for problem in publication.problems()}


# ------------------------------------------------------------------------------------------------- names and folders


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Brug", "brug"),
        (unicodedata.normalize("NFD", "Café"), unicodedata.normalize("NFC", "Café")),
        ("STRASSE", "Straße"),
    ],
)
def test_names_that_some_file_system_takes_for_one(publication: Publication, first: str, second: str) -> None:
    """A site that works here has to work on every host; where they are one file already, nothing clashes."""
    publication.interview(first)
    publication.interview(second)
    paths = sorted(f"content/interviews/{p.name}" for p in (publication.root / "content/interviews").iterdir())
    clash = [(f"content/interviews/{second}.md", 1, 1, "address-twice")]
    assert (clash if len(paths) - ("brug" not in second) == 2 else []) == at(publication.problems())


def test_a_link_out_of_the_publication(publication: Publication) -> None:
    """What a symbolic link shows must lie in the publication: files, folders and assets."""
    outside = publication.root.parent
    (outside / "geheim.md").write_text(INTERVIEW, "utf-8")
    (publication.root / "assets").mkdir()
    (publication.root / "content/interviews/a.md").symlink_to(outside / "geheim.md")
    (publication.root / "content/interviews/b").symlink_to(outside)
    (publication.root / "assets/c.md").symlink_to("../../geheim.md")
    (publication.root / "content/interviews/d.md").symlink_to("brug.md")
    (publication.root / "content/interviews/e.md").symlink_to("weg.md")
    problems = publication.problems()
    assert [
        ("assets/c.md", 0, 0, "symlink-leaves"),
        ("content/interviews/a.md", 0, 0, "symlink-leaves"),
        ("content/interviews/b", 0, 0, "symlink-leaves"),
        ("content/interviews/e.md", 0, 0, "symlink-broken"),
    ] == at(problems)
    assert all(is_well_put(problem) for problem in problems)


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("assets", "elders"),
        ("content", "elders/content"),
        ("templates", "elders"),
        ("templates/404.html", "elders/a.txt"),
        ("templates/delen", "elders"),
        ("themes", "elders/themes"),
        ("themes/a", "elders/themes/a"),
        ("themes/a/theme.yaml", "elders/a.txt"),
        ("themes/a/static", "elders"),
        ("themes/a/static/a.txt", "elders/a.txt"),
        ("themes/a/static/b/c", "elders"),
        ("themes/a/templates", "elders"),
    ],
)
def test_links_that_lead_out(publication: Publication, link: str, target: str) -> None:
    """Nothing of the machine is published, whatever leads there, nor has it a part in what is."""
    outside, path = publication.root.parent / "elders", publication.root / link
    publication.write("themes/a/theme.yaml", THEME)
    publication.edit(SETTINGS, "title: Proef", "title: Proef\ntheme: a")
    outside.mkdir()
    for name in ("content", "themes"):
        shutil.copytree(publication.root / name, outside / name)
    (outside / "a.txt").write_text(THEME)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside.parent / target)
    assert [(link, 0, 0, "symlink-leaves")] == at(publication.problems())
    assert not publication.public.exists()


def test_links_within_a_theme(publication: Publication) -> None:
    """A link that stays in the publication is as good as what it leads to: an edit of that is seen."""
    publication.write("themes/a/theme.yaml", f"{THEME}styles: [paper.css, delen/a.css]\n")
    publication.write("delen/a.css", "a { color: red }")
    publication.write("delen/weg.html", "<title>een</title>")
    publication.write("themes/a/templates/404.html", "<!doctype html>{% include 'delen/weg.html' %}")
    for name in ("static", "templates"):
        (publication.root / "themes/a" / name).mkdir(exist_ok=True)
        (publication.root / "themes/a" / name / "delen").symlink_to("../../../delen")
    publication.edit(SETTINGS, "title: Proef", "title: Proef\ntheme: a")
    publication.build()
    assert "theme/delen/a." in publication.text("index.html")
    publication.write("delen/weg.html", "<title>twee</title>")
    publication.build()
    assert "twee" in publication.text("404.html")


def test_a_link_that_leads_nowhere_is_one_problem(publication: Publication) -> None:
    """Who names it is not told that it is missing: it is there. When it has gone, it is."""
    (publication.root / "assets").mkdir()
    (publication.root / "assets/a.pdf").symlink_to("weg.pdf")
    (publication.root / "assets/b.pdf").symlink_to("b.pdf")
    (publication.root / "assets/c").symlink_to("../..")
    publication.write(INTERVIEW_PATH, head("downloads: [{file: a.pdf}, {file: b.pdf}, {file: c/d.pdf}]"))
    for _ in range(2):
        assert [
            ("assets/a.pdf", 0, 0, "symlink-broken"),
            ("assets/b.pdf", 0, 0, "symlink-broken"),
            ("assets/c", 0, 0, "symlink-leaves"),
        ] == at(publication.problems())
    for name in ("a.pdf", "b.pdf", "c"):
        (publication.root / "assets" / name).unlink()
    assert ["file-missing"] * 3 == [problem.code for problem in publication.problems()]


@pytest.mark.parametrize(("written", "stored"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_name_is_found_however_its_accents_are_stored(
    publication: Publication, written: Literal["NFC", "NFD"], stored: Literal["NFC", "NFD"]
) -> None:
    """Some systems take accents apart, and readers' browsers don't; it is published in one form."""
    pdf, png = (unicodedata.normalize(stored, name) for name in ("één.pdf", "één.png"))
    publication.write(f"assets/{pdf}", "x")
    publication.write(f"content/interviews/{png}", PNG)
    text = head("downloads: [{file: één.pdf}]\npicture: {image: één.png, alt: x}")
    publication.write(INTERVIEW_PATH, unicodedata.normalize(written, text))
    publication.build()
    assert {"één.pdf"} == {path.partition("assets/")[2] for path in publication.files() if path.endswith(".pdf")}
    assert any(path.startswith("pictures/een.") for path in publication.files())
    assert 'href="/assets/%C3%A9%C3%A9n.pdf"' in publication.text("interviews/brug/index.html")
    assert not publication.build().changes


@pytest.mark.parametrize(("written", "stored"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_an_item_is_found_however_its_accents_are_stored(
    publication: Publication, written: Literal["NFC", "NFD"], stored: Literal["NFC", "NFD"]
) -> None:
    """In lists, in links to its file and in links to its page, which has one address."""
    publication.write(f"content/articles/{unicodedata.normalize(stored, 'één')}.md", ARTICLE)
    text = head("related: [articles/één]").replace("Ada bouwt", "Zie [a](../articles/één.md) en [b](/articles/één/)")
    publication.write(INTERVIEW_PATH, unicodedata.normalize(written, text))
    if written == "NFC":
        publication.build()
        assert "articles/één/index.html" in publication.files()
    else:
        assert ["link-broken"] == [problem.code for problem in publication.problems()]  # addresses have one form


def test_two_names_that_differ_only_in_how_their_accents_are_stored(publication: Publication) -> None:
    """Elsewhere they are one file."""
    publication.write(f"assets/{unicodedata.normalize('NFD', 'één.pdf')}", "x")
    publication.write("assets/één.pdf", "y")
    if len(list((publication.root / "assets").iterdir())) == 2:
        (problem,) = publication.problems()
        assert ("assets/één.pdf", "file-name-twice") == (problem.path, problem.code)
        assert is_well_put(problem)


def test_names_of_files_that_look_like_addresses(publication: Publication) -> None:
    """A per cent sign is one of the name where such a file lies; accents and spaces may be written as in an address."""
    publication.write("assets/mijn%41blad.pdf", "x")
    publication.write("assets/mijn blad.pdf", "x")
    publication.write(INTERVIEW_PATH, head("downloads: [{file: mijn%41blad.pdf}, {file: mijn%20blad.pdf}]"))
    publication.write("content/interviews/dijk/index.md", head("downloads: [{file: ../../../assets/mijn blad.pdf}]"))
    publication.build()
    text = publication.text("interviews/brug/index.html")
    assert 'href="/assets/mijn%2541blad.pdf"' in text
    assert 'href="/assets/mijn%20blad.pdf"' in text


@pytest.mark.parametrize("suffix", [".vtt", ".txt", ".md", ".html", ".pdf"])
def test_files_that_a_transcript_may_be(publication: Publication, suffix: str) -> None:
    """Captions, and whatever readers can open."""
    publication.write("assets/a.mp3", "x")
    publication.write(f"assets/a{suffix}", "x")
    publication.write(INTERVIEW_PATH, head(f"audio: {{file: a.mp3, transcript: a{suffix}}}"))
    publication.build()
    assert f"assets/a{suffix}" in publication.files()


def test_a_folder_that_contains_itself(publication: Publication) -> None:
    """A link to the folder it lies in is walked once."""
    (publication.root / "content/interviews/weer").symlink_to(".")
    assert [] == publication.problems()


@pytest.mark.parametrize(
    "path",
    [
        "content/interviews/pijp.md",
        "content/site.yaml",
        "assets/pijp.pdf",
        "templates/404.html",
        "themes/a/theme.yaml",
        "themes/a/templates/delen/pijp.html",
        "themes/a/static/paper.css",
    ],
)
def test_something_that_is_no_file(publication: Publication, path: str) -> None:
    """A pipe would keep the build waiting for ever."""
    publication.write("themes/a/theme.yaml", THEME)
    publication.edit(SETTINGS, "title: Proef", "title: Proef\ntheme: a")
    place = publication.root / path
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(place)
    assert [(path, 0, 0, "not-a-regular-file")] == at(publication.problems())


@pytest.mark.parametrize("folder", ["templates", "themes/a/static"])
def test_a_file_of_a_theme_whose_name_is_no_text(publication: Publication, folder: str) -> None:
    """It can't become an address, and is shown as far as it can be."""
    publication.write("themes/a/theme.yaml", THEME)
    publication.edit(SETTINGS, "title: Proef", "title: Proef\ntheme: a")
    publication.write(f"{folder}/x\udcff.css", "")
    assert [(f"{folder}/x\\udcff.css", 0, 0, "bad-file-name")] == at(publication.problems())


TOO_DEEP = "it lies too deep, or is not called index.md"
NO_KIND = "no kind of content has this folder"


@pytest.mark.parametrize(
    ("path", "why", "suggestion"),
    [
        (
            "content/interviews/index.md",
            "index.md stands for the folder it lies in, and this is the folder of all",
            "",
        ),
        ("content/interview/x.md", NO_KIND, 'did you mean "interviews"? '),
        ("content/notities.md", NO_KIND, ""),
        ("content/interviews/x/y.md", TOO_DEEP, ""),
        ("content/interviews/x/y/index.md", TOO_DEEP, ""),
    ],
)
def test_a_file_of_which_no_page_is_made(publication: Publication, path: str, why: str, suggestion: str) -> None:
    """It may be a note of the author's, so the site is built; but nobody is left to wonder where the page is."""
    publication.write(path, INTERVIEW)
    (problem,) = publication.problems()
    assert ("unexpected-file", "warning", path) == (problem.code, problem.severity, problem.path)
    assert f"no page is made of this file: {why}" == problem.message
    there_are = "interviews/, articles/, dossiers/, pages/, speakers/, authors/, organisations/, series/, topics/"
    assert f"{suggestion}there are: {there_are}" == problem.hint
    assert is_well_put(problem)


def test_no_publication_here(tmp_path: Path) -> None:
    """An empty folder is no publication, and says how to get one."""
    (problem,) = Publication(tmp_path).problems()
    assert (SETTINGS, 0, "no-settings") == (problem.path, problem.line, problem.code)
    assert "site-builder new" in problem.hint


def test_an_output_folder_that_somebody_else_made(publication: Publication) -> None:
    """It is not touched, whatever is in it."""
    publication.edit(SETTINGS, "title: Proef", "title: Proef\noutput: weg")
    publication.write("weg/foto.jpg", "mijn foto")
    assert [("weg", 0, 0, "output-not-ours")] == at(publication.problems())
    assert {"foto.jpg": b"mijn foto"} == tree(publication.root / "weg")
    (publication.root / "weg/foto.jpg").unlink()
    assert [] == publication.problems()


@pytest.mark.parametrize("path", ["eigen.txt", "interviews/brug/eigen.txt", "eigen/eigen.txt", ".htaccess"])
def test_a_foreign_file_in_the_output_folder(publication: Publication, path: str) -> None:
    """Something that we did not write would be lost; the author says where it belongs."""
    publication.build()
    publication.write(f"public/{path}", "mijn tekst")
    before = tree(publication.public)
    publication.interview("brug", title="Anders")
    assert [(f"public/{path}", 0, 0, "output-foreign-file")] == at(publication.problems())
    assert before == tree(publication.public)
    (publication.public / path).unlink()
    if path.startswith("eigen/"):
        (publication.public / "eigen").rmdir()
    publication.build()
    assert "Anders" in publication.text("index.html")


@pytest.mark.parametrize("kind", ["file", "link"])
def test_an_output_folder_that_is_none(publication: Publication, kind: str) -> None:
    """A file or a link in its place stays what it is."""
    if kind == "file":
        publication.write("public", "mijn tekst")
    else:
        (publication.root.parent / "elders").mkdir()
        publication.public.symlink_to("../elders")
    assert [("public", 0, 0, "output-not-ours")] == at(publication.problems())


# ------------------------------------------------------------------------------------------------------------- themes

THEME = "name: Mijn thema\nparent: paper\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"themes/a/theme.yaml": f"¦paren: x\n{THEME}"}, "unknown-key"),
        ({"themes/a/theme.yaml": "name: a\nsettings: {kleur: {type: ¦color, default: x}}\n"}, "not-one-of"),
        ({"themes/a/theme.yaml": "name: a\nsettings: ¦[kleur]\n"}, "not-a-mapping-here"),
        ({"themes/a/theme.yaml": "name: a\nsettings: {kleur: {¦typ: text, type: text, default: x}}\n"}, "unknown-key"),
        ({"themes/a/theme.yaml": "name: a\nparent: ¦weg\n"}, "unknown-theme"),
        ({"themes/a/theme.yaml": f"{THEME}styles: [¦weg.css]\n"}, "theme-file-missing"),
        ({"themes/a/theme.yaml": f"{THEME}icon: ¦weg.svg\n"}, "theme-file-missing"),
        (
            {"themes/a/theme.yaml": f"{THEME}icon: ¦weg.svg\nstyles: [¦weg.css, ¦ook-weg.css]\n"},
            "theme-file-missing theme-file-missing theme-file-missing",
        ),
        ({"themes/b/theme.yaml": "name: b\nparent: ¦a\n", "themes/a/theme.yaml": "name: a\nparent: b\n"}, "theme-loop"),
    ],
)
def test_a_theme_that_is_wrong(publication: Publication, files: dict[str, str], expected: str) -> None:
    """Theme makers get the same care: file, line, column, cure."""
    publication.edit(SETTINGS, "title: Proef", "title: Proef\ntheme: a")
    for file, written in files.items():
        publication.write(file, written.replace("¦", ""))
    path, text = next(iter(files.items()))
    row = Bad(expected, text, path=path)
    problems = publication.problems()
    assert row.expected == at(problems)
    assert all(is_well_put(problem) for problem in problems)


# ---------------------------------------------------------------------------------------------------------- messages


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a" * 80, "a" * 80),
        ("a" * 81, "a" * 79 + "…"),
        ("één\n  twee\u2028drie", "één twee drie"),
        ("\x1b[31mrood\x7f", "\\u001b[31mrood\\u007f"),
        ("om\u202egekeerd", "om\\u202egekeerd"),
    ],
)
def test_what_an_author_wrote_is_shown_on_one_short_line(written: str, shown: str) -> None:
    """A value in a message can't move the cursor, hide the message or fill the screen; nor can the name of a file."""
    found = problem("unknown-series", "content/a\nb.md", 2, 3, id=written, suggestion="x" * 300 + " ")
    assert f'"{shown}" has no file in series/' == found.message
    assert "x" * 300 in found.hint
    assert formatted(found).startswith("content/a b.md:2:3: error[unknown-series]: ")


def test_an_excerpt_shows_no_control_characters(tmp_path: Path) -> None:
    """The caret stays below its column."""
    (tmp_path / "a.md").write_text("Ada \x1b[31mbouwt\n", "utf-8")
    found = problem("todo", "a.md", 1, 9, text="x")
    assert f"    | Ada \ufffd[31mbouwt\n    | {' ' * 8}^" == excerpt(found, tmp_path)


# --------------------------------------------------------------------------------------------------- the command line


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "site_builder", *map(str, arguments)]
    return subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "name",
    [
        "UTF-16",
        "100,000 open brackets",
        "an alias bomb",
        "a colon in a title",
        "an unknown key",
        "a control character",
        "a bomb",
        "two files with one address",
        "an unknown time zone",
        "a theme that is a list",
        "a base address with a bracket",
        "a template with an unknown name",
    ],
)
def test_the_command_ends_with_1_and_says_what_to_do(publication: Publication, name: str) -> None:
    """Exit code 1, the problem in the form that editors know, how many there are; never a traceback."""
    row = ROWS[name]
    publication.build()
    before = tree(publication.public)
    with broken(publication, row):
        done = command("build", publication.root)
    (path, line, column, code), *_ = row.expected
    assert 1 == done.returncode
    first, help, *_, count = done.stderr.splitlines()
    assert first.startswith(f"{path}:{line}:{column}: error[{code}]: ")
    assert help.startswith("    help: ")
    assert row.help in help
    assert "1 error" == count
    assert "" == done.stdout
    assert "Traceback" not in done.stderr
    assert before == tree(publication.public)


def test_a_mended_publication_builds_from_the_command_line(publication: Publication) -> None:
    """The same publication without the mistake ends with 0."""
    done = command("build", publication.root)
    assert (0, "") == (done.returncode, done.stderr)
    assert publication.page("interviews/brug").title is not None


def test_a_site_error_says_all_it_has() -> None:
    """Who catches it can print it."""
    error = SiteError([Problem("b", 1, 1, "x", "twee", "", "error"), Problem("a", 2, 1, "x", "een", "", "error")])
    assert "a:2: een; b:1: twee" == str(error)
