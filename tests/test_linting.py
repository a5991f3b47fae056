"""Slips in Dutch text: what is right is silent, what is wrong is reported at its place and stays as it was typed.

In the tables, ¦ stands before the character at which the problem has to point.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.documents import Reading, ReadingRules, read_document
from site_builder.errors import formatted
from site_builder.linting import Linter, may_slip, surnames
from site_builder.literally import fold_quotes
from site_builder.markdown import plain
from site_builder.models import Item

HEAD = """\
---
title: De brug
authors: [ada-van-der-kolk, Bo Bos, "Ot in ’t Riet"]
thanks: [{name: Ida van Delft}, {group: Vrienden van de Werf}, {name: Jo d’Ancona}]
---
"""


def read(body: str, lang: str = "nl", head: str = HEAD) -> Reading:
    return read_document(
        "content/pages/x.md", f"{head}{body}\n".encode(), "page", ReadingRules(lang, "UTC", "", "escape", lint=True)
    )


def found(reading: Reading) -> list[tuple[str, int, int]]:
    return [(p.code, p.line, p.column) for p in reading.problems]


def places(text: str, first_line: int) -> list[tuple[int, int]]:
    """Line and column of each ¦."""
    pieces = text.split("¦")
    befores = ["".join(pieces[:n]) for n in range(1, len(pieces))]
    return [(first_line + before.count("\n"), len(before) - before.rfind("\n")) for before in befores]


WRONG = {
    "lint-space-before": [
        "Ada bouwt ¦, meet en bouwt.",
        "Ada bouwt (nog) ¦; zij meet.\n\nWaar ¦?",
        "Let op ¦: zo gaat het. En nu ¦. Dan weer.",
        "Zij riep “kom ¦!” en *nooit* ¦, zei ze",
        "De brug  ¦, met twee spaties, en\u00a0¦; met een harde",
        "Zie [de brug](a.pdf) ¦, `x` ¦; en [^a] ¦.\n\n[^a]: Noot",
        "Wat ¦?! Ja",
        "Eén, ëen en één ¦, ja.",
    ],
    "lint-space-missing": [
        "Eerst koffie¦,dan meten.",
        "Wij wachtten¦…en wachtten¦....Want het regende¦…..dus",
        "Bo¦,Ada en¦,één ander",
        "Zo is het in een zin¦.Tweede zin, en in 2018¦.Kortom, zij bouwt¦?!Dan wel¦!Ja",
        "Zij bouwt (soms)¦.Een brug.",
    ],
    "lint-space-twice": ["Een brug ¦ over het water: ¦ een dam".replace(" ¦ ", "¦  ")],
    "lint-lopsided": [
        "Als zij dat zo ziet¦- hoe moet het dan, en zij¦- die bouwt.",
        "Een brug ¦-nu nog- van hout, zei zij, ¦-zoals altijd- een dam.",
        "Bij Bos ¦&Dam en bij Bos¦& Dam.",
    ],
    "lint-list-comma": [
        "Wij bouwen:\n\n- bruggen\n- sluizen¦,\n- dammen\n\nEn meer.",
        "- bruggen,\n- sluizen,\n- dammen¦,\n",
        "1. bruggen;\n2. sluizen (van\n   hout)¦,\n\nEn meer.",
        "* bruggen\n\n* sluizen¦,",
        "- bruggen\n  - van hout,\n  - van steen¦,",
    ],
    "lint-double-word": [
        "Zij liep ¦de de brug op, ¦in in de regen, met ¦een een stok.",
        "Hoger ¦en en hoger.\n\n> Een dak ¦en en een werf.",
    ],
    "lint-quotes-unbalanced": [
        "Ada zei: ¦“eerst koffie, en ging door.",
        "Eerst koffie¦”, zei Ada.\n\nEn ¦“dan meten.",
        "¦“Eerst koffie.\n\nDan meten.\n\n“Nu bouwen.”",
        "¦“Eerst koffie.\n\nAda zei: “dan meten”.",
        "¦“Eerst koffie.\n\n“Dan meten”\n\n“Nu bouwen.\n\nNu.”".replace("“Dan", "En “dan"),
        "¦“Eerst.\n\nJa.\n\nEn ¦“dan.\n\nNee.",
        "- “Eerst koffie”\n- ¦“dan meten\n- dan\n- “dan bouwen”",
        "¦„Eerst koffie, zei Ada. Zij ging.",
        "`“` Eerst koffie¦” en <!-- “ --> dan",
    ],
    "lint-quote-turned": [
        "Zij zei “eerst koffie” en ¦”dan meten”.",
        "“Eerst koffie.¦“ (zo ging het)",
        "Een ¦”brug¦“, een dam",
    ],
    "lint-particle": [
        "Zo gaf ¦van der Kolk aan.",
        "De heer ¦van der Kolk, dr. ¦van der Kolk en ¦van der Kolk.",
        "¦van der Kolk bouwt. Het plan van\n¦van der Kolk is af.",
        "Volgens haar gaf ¦in ’t Riet niets.",
        "Het plan van ¦van Delft.",
    ],
    "lint-glued-words": [
        "Een reis door ¦deBrug en ¦gewoneBrug.",
        "Over de ¦reisJa, en\n¦dieUitvoerig was.",
    ],
}  # fmt: skip
ROWS = [(code, text) for code, texts in WRONG.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), ROWS, ids=[text for _, text in ROWS])
def test_a_slip_is_reported_at_its_place(code: str, text: str) -> None:
    """As a warning with a cure, wherever it stands in the text."""
    reading = read(text.replace("¦", ""))
    assert [(code, *at) for at in places(text, 6)] == found(reading)
    assert reading.document is not None
    assert all(problem.severity == "warning" and "help: " in formatted(problem) for problem in reading.problems)


RIGHT = [
    # spaces
    "Wacht ... en dan … zo, :) en ;-) of :-( dan. Een .nl-adres, schaal 1 : 50, de optie ` , ` en 3 . . . 4.",
    "| a | b |\n|---|---|\n| ? | , |\n\n::: note\nAda.\n:::\n\n![Een oever](a.jpg) en ![een dam](b.jpg)",
    "[“Quoi ?”]{lang=fr} vroeg zij. <!-- nog , doen -->",
    # signs with a space on one side, double spaces
    "In- en uitvoer, interview- en tekenwerk, voor- of nadeel, huur- dan koop, 14- tot 19-jarigen; -heid en -ing, -3.",
    "Bos & Dam, B&B, Bos&Dam, &samhoud, bij &samhoud, R&amp;D en &copy;. Zij – die bouwt – en zij - die niet.",
    "| a  | b |\n|----|---|\n| c  | d |\n\n1.  een\n2.  twee\n\n-  drie  \nvier\n\n    code  hier\n\nNaam      rol",
    # sentences
    "Zie www.Brug.nl, brug.nl, Node.js, index.md, Booking.Com, A.Bos, J.R.R.Dam, d.w.z. zo, o.a.Bos, 3.500 en 2.0.",
    "Op mijn.Werf en weer mijn.Werf staat het. Zie `een.Brug` of https://brug.example/een.Dam, om 12.30 uur.",
    # commas and dots
    "Voor 1,5 of €2,- en x,y of a,b,c; zie https://example.org/dus,wat en ada,bo@example.org, `dus,wat`.",
    "Zie [dit](a,bouw.pdf) en {#dus,wat}. Wacht…\n\nDat o.a. p.c.Hooft en zo… Ja...",
    # lists
    "- bruggen,\n- sluizen en\n- dammen.\n\nJa,\n\n- bruggen,\n- sluizen.",
    "Als zij\n\n- bruggen,\n- sluizen,\n\nbouwt, is het goed.",
    "- bruggen,\n  - van hout\n  - van steen\n- dammen",
    "- bruggen,\n- sluizen\n\nMaar zij bouwt:\n\n- bruggen,\n- sluizen,\n- dammen",
    "Zij bouwt,\n\nzei Ada,\nbruggen.",
    # words
    "Dat zijn zijn boeken, heb je je jas, heeft het het gered, of ze ze zag; ja ja, nee nee, heel heel oud, zo zo.",
    "Zij kwam aan aan de kade. Dat dat kan, die die wil, er er zijn. Inde de wind, een ander en enkele van vandaag.",
    "De iPad, eBay, macOS, mmHg, de McDonald, een MacBook van VanMoof, jaarverslag2024Def, `deBrug`, /deBrug/xYz.",
    "In deBuren, want deBuren is een huis. Zie www.deBrug.nl, de #deBrug of @deBrug en naarBuiten(), zo.",
    # quotation marks
    "“Eerst koffie.”\n\nAda zei: “dan ‘meten’”, en (“zo”) – “ja” – …”"[:-1] + ".",
    "“Eerst koffie.\n\n“Dan meten.\n\n“Dan bouwen.”",
    "“Eerst koffie.\n\nDan meten.\n\nDan bouwen.”",
    "“Eerst koffie.\n\nDan zei zij: “meten”, en liep door.”",
    "“Hij riep “stop” en liep.” „Zo”, zei hij, „of zo“.",
    '“Eerst *koffie*”, zei “*Ada*”. Ze zei "eerst koffie” of “dan meten", ja.',
    "- “Eerst koffie”\n- “dan meten”\n\n> “Zo.\n>\n> “En zo.”",
    "De lengte is 24”."[:-2] + ".",
    # names
    "Ada van der Kolk, A. van der Kolk en Van der Kolk; mevrouw Bos-van der Kolk, “Ada” van der Kolkweg."[:-23] + ".",
    "Het bureau van der Kolk Bouw, Ot in ’t Riet. Jo d’Ancona bouwt, zei d’Ancona. De vrienden van de Werf.",
    "In Delft, de brug van Delft. Ada\nvan der Kolk. *Ada* van der Kolk en Ada [van der Kolk](a.pdf).",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_silent(text: str) -> None:
    assert [] == found(read(text))


def test_glued_words_on_which_there_is_a_note_are_reported_once() -> None:
    """The author knows of them already."""
    note = "<!-- TODO “deBrug” is aan elkaar geplakt -->\n\n"
    assert ["todo"] == [code for code, _, _ in found(read(f"{note}Een reis door deBrug."))]
    assert ["todo", "lint-glued-words"] == [code for code, _, _ in found(read(f"{note}Een reis door deWerf."))]


QA = "---\ntitle: Een brug\ndate: 2026-03-14\nspeakers: [Bo Bos]\n"


@pytest.mark.parametrize("answer", ["“Eerst koffie.", "“Eerst koffie.“", "“Eerst koffie.\n\n“Dan meten."])
def test_marks_that_the_build_takes_off_are_no_slips(answer: str) -> None:
    """Who reads that they were taken off is not asked to mend them, wherever the answer stands."""
    indented = answer.replace("\n\n", "\n\n      ")
    for text in (
        f"{QA}qa:\n  - question: Hoe?\n    answer: |\n      {indented}\n---\n",
        f"{QA}---\n## Hoe?\n\n{answer}\n",
    ):
        rules = ReadingRules("nl", "UTC", "", "escape", lint=True)
        reading = read_document("content/interviews/x.md", text.encode(), "interview", rules)
        assert ["quotation-marks-removed"] == [problem.code for problem in reading.problems]


@pytest.mark.parametrize("lang", ["en", "fr-BE", "nlx"])
@pytest.mark.parametrize("text", [text for _, text in ROWS[::4]])
def test_other_languages_are_left_alone(lang: str, text: str) -> None:
    assert [] == found(read(text.replace("¦", ""), lang))


def test_dutch_of_belgium_is_dutch() -> None:
    assert [("lint-double-word", 6, 5)] == found(read("Hij de de brug", "nl-BE"))


FRONT = """\
---
title: Een brug ¦, of twee
date: 2026-03-14
speakers: [ada-van-der-kolk]
lead: >
  Zij liep
  ¦de de brug op.
sketch: {image: a.jpg, alt: Een oever, caption: "Zo¦,zo"}
qa:
  - question: "Wie bouwt ¦?"
    answer: |
      “Eerst koffie.

        Dan ¦”meten”.”
  - question: En dan?
    answer:
      - speaker: ada-van-der-kolk
        text: Dan zei¦ van der Kolk
---
Zij bouwt ¦een een brug.
"""


def test_every_text_of_a_file_is_looked_at() -> None:
    """Titles, leads, captions, questions, answers, turns and bodies, each at its line and column in the file."""
    text = FRONT.replace("zei¦ van", "zei ¦van")
    raw = text.replace("¦", "").encode()
    reading = read_document(
        "content/interviews/x.md", raw, "interview", ReadingRules("nl", "UTC", "", "escape", lint=True)
    )
    slips = [at for at in found(reading) if at[0].startswith("lint-")]
    assert places(text, 1) == [at[1:] for at in slips]
    kinds = "space-before double-word space-missing space-before quote-turned particle double-word"
    assert [f"lint-{kind}" for kind in kinds.split()] == [at[0] for at in slips]


@pytest.mark.parametrize(("kind", "name"), [("speaker", "speakers/ada"), ("topic", "topics/brug")])
def test_files_of_people_and_topics(kind: str, name: str) -> None:
    raw = b"---\nname: Ada\n---\nZij bouwt , ja.\n" if kind == "speaker" else b"---\ntitle: A\n---\nEen brug , ja.\n"
    reading = read_document(f"content/{name}.md", raw, kind, ReadingRules("nl", "UTC", "", "escape", lint=True))  # type: ignore[arg-type]
    assert ["lint-space-before"] == [p.code for p in reading.problems]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada van der Kolk", "van der Kolk"),
        ("ada-van-der-kolk", "van der Kolk"),
        ("Ot in ’t Riet", "in ’t Riet"),
        ("A. de Wit", "de Wit"),
        ("Els op de Beeck-Bos", "op de Beeck-Bos"),
        ("Ada Van der Kolk", ""),
        ("Jo d’Ancona", ""),
        ("Gijs ’t Hooft", ""),
        ("van der Kolk", ""),
        ("noor-vink", ""),
        ("Leerlingen van De Ark", ""),
        ("Vrienden van hout", ""),
        ("", ""),
    ],
)
def test_the_surnames_that_begin_with_a_particle(name: str, expected: str) -> None:
    assert (expected,) * bool(expected) == surnames([name, name])


SNIPPETS = st.sampled_from(
    [
        *"“”„,;:?!.…\n -*_`[](){}<>|#@Aéb1&", "  ", "hoe", "Dan",
        "\u00a0", "de", "en", "Kolk", "van der Kolk", "Brug", " de de ", "\n- ",
        "\n1. ", "...", "woord", "```\n", "<!--", "-->", "](a)", "{lang=en}", "    ", "\n> ", "::: note", "https://a.nl/",
    ]
)  # fmt: skip
TEXTS = st.lists(SNIPPETS, max_size=16).map("".join)
SLOW = settings(max_examples=300, deadline=None, derandomize=True)


ALONE = [
    *(f"zo {word} {word} dan" for word in ("de", "een", "en", "in")),
    "zo...Dan", "zo…dan", "zo,dan", "zo,één", "zo,Dan", "zo , dan", "zo\u00a0; dan",
    "deBrug", "- zo\n- dan,", "- zo\n- dan,\n\nJa", "dat zo.Dan", "dat zo?Één", "dat zo- hoe", "dat -hoe",
    "Bos &Dam", "Bos& Dam", "dat  zo",
]  # fmt: skip


@pytest.mark.parametrize("text", ALONE)
def test_a_slip_needs_no_other_to_be_seen(text: str) -> None:
    assert 1 == len(Linter(text).slips(text))


@SLOW
@given(TEXTS)
def test_the_quick_look_misses_nothing(text: str) -> None:
    """What the close look would find, the quick one has suspected."""
    linter = Linter(" , ” ")
    others = [slip for slip in linter.slips(f"{text}\n\n” ") if not slip.code.startswith("lint-quote")]
    assert not others or may_slip(text)


@SLOW
@given(TEXTS)
def test_any_text_is_looked_at_without_harm(text: str) -> None:
    """Every place exists in the text, and in their order."""
    lines = text.split("\n")
    found = Linter(f"{text}\n\n , zei van der Kolk ”", ["Ada van der Kolk"]).slips(text)
    assert [(slip.line, slip.column) for slip in found] == sorted((slip.line, slip.column) for slip in found)
    assert all(0 < slip.column <= len(lines[slip.line]) for slip in found)


@pytest.mark.parametrize(
    "text",
    [
        "“a “b\n\n", "- a\n", "zo van der Kolk ", "deBrug", "a@", "[^a", "[a](", "`", "zo.Dan ",
        "a", "Bos &", "  ", "-",
        "{a", "<a ", ", ", "...", "1,", ">\n", " ",
    ],
)  # fmt: skip
def test_a_long_text_takes_no_longer_than_it_is(text: str) -> None:
    """Whatever somebody pastes a thousand times, the build goes on."""
    whole = f"{text * 10_000} , \n- b,"
    started = time.process_time()
    Linter(whole, ["Ada van der Kolk"]).slips(whole)
    assert time.process_time() - started < 2


def test_the_words_of_the_author_stay() -> None:
    """All slips at once come out as they went in."""
    text = "Zij liep , zei ze,dan de de brug op en dieBrug was van hout ”zo”, zei van der Kolk."
    reading = read(text)
    assert 6 == len(reading.problems)
    assert isinstance(reading.document, Item)
    assert fold_quotes(text) == fold_quotes(plain(reading.document.body))
