"""Front matter of the plain shape is read without a parser, and exactly as the parser reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.errors import Problem, SiteError
from site_builder.frontmatter import Handler, decode
from site_builder.plain_yaml import read_plain
from site_builder.typed_yaml import FORBIDDEN, read_mapping

CONTENT = Path(__file__).resolve().parent.parent / "content"
THOROUGH = settings(
    max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)

WHOLE = """\
# One of everything that is plain.
title: 'Een "brug": twee'
date: 2026-03-14
list_title: "Wat: nu # dan"
url: https://example.org/a:b
topics: [oude-zaken, water 2]

recorded: {place: De Kade, city: Wierhaven}
empty:
speakers:
  - ada-vos
  - {name: Bo Dam, role: wever}
  # een opmerking
  - name: Cor Els
    role: veerman, gids
sketch:
  image: sheet.jpg
  alt: Een vrouw (links) wijst naar 3 vlotten; 't water stijgt.
qa:
- question: Wat nu?
  answer: |

    Eén *regel*.

      Verder in.
    ## 3 # 4: 5

- answer:
  - speaker: ada-vos
    text: |
       "Ja."
  question: "En?"
"""

READ: dict[str, Any] = {
    "title": 'Een "brug": twee',
    "date": "2026-03-14",
    "list_title": "Wat: nu # dan",
    "url": "https://example.org/a:b",
    "topics": ["oude-zaken", "water 2"],
    "recorded": {"place": "De Kade", "city": "Wierhaven"},
    "empty": None,
    "speakers": ["ada-vos", {"name": "Bo Dam", "role": "wever"}, {"name": "Cor Els", "role": "veerman, gids"}],
    "sketch": {"image": "sheet.jpg", "alt": "Een vrouw (links) wijst naar 3 vlotten; 't water stijgt."},
    "qa": [
        {"question": "Wat nu?", "answer": "\nEén *regel*.\n\n  Verder in.\n## 3 # 4: 5\n"},
        {"answer": [{"speaker": "ada-vos", "text": '"Ja."\n'}], "question": "En?"},
    ],
}


def parsed(text: str) -> dict[str, Any] | tuple[Problem, ...]:
    """What the parser makes of a text: the values, or the problems."""
    try:
        return read_mapping("x.md", text, 2)
    except SiteError as error:
        return error.problems


def test_what_is_plain_is_read() -> None:
    """All of the plain shape, to the letter and in the order of the file."""
    assert READ == read_plain(WHOLE)
    assert list(READ) == list(read_plain(WHOLE) or {})
    assert parsed(WHOLE) == READ


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "# niets\n", "a: 1", "- a\n", "a\n", " a: 1\n", "a:1\n", "'a': 1\n", "a b: 1\n", "a: 1\na: 2\n",
        "a:\n  b: 1\n  b: 2\n", "a: {b: c, b: d}\n", "<<: {a: b}\n", "a: b: c\n", "a: b:\n", "a: b #c\n", "a: b # c\n",
        "a: #c\n", "a: b \n", "a:  b\n", "a: b\tc\n", "a: b\n  c\n", "a: b\n  c: d\n", "a: b\n  - c\n", "a: b\n- c\n",
        "a:\n- b\n  - c\n", "a:\n  - b\n - c\n", "a:\n  b: 1\n c: 2\n", "a:\n  - - b\n", "a:\n  -  b\n", "a:\n  - \n",
        "a:\n  -\n", 'a: "b\\n"\n', 'a: "b"c\n', 'a: "b\n  c"\n', "a: 'b''c'\n", "a: |-\n  b\n", "a: |2\n  b\n",
        "a: >\n  b\n", "a: |\n", "a: |\n\n", "a: |\nb: 1\n", "a: |\n    b\n  c\n", "a: |\n  \tb\n", "a: |\n    \n  b\n",
        "- a: |\n  b\n", "a: [b,c]\n", "a: []\n", "a: [b, [c]]\n", "a: [b: c]\n", "a: [b, ]\n", "a: [b?]\n", "a: {b}\n",
        "a: {b: }\n", "a: {b: [c]}\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: @b\n", "a: %b\n", "a: -b\n", "? a\n",
        "---\na: b\n", "...\n", "a: b\n---\n", "\ufeffa: b\n", "".join(" " * n + "a:\n" for n in range(30)),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    """Not a word is said about it here, and nothing is guessed."""
    assert read_plain(text) is None


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*/**/*.md")), ids=lambda path: path.parent.name + "/" + path.stem)
def test_what_authors_write_is_mostly_plain(path: Path) -> None:
    """Every item of the sample is read without a parser, and every file of it as the parser reads it."""
    handler = Handler("x.md", decode("x.md", path.read_bytes()))
    head, _ = handler.split("")
    found = read_plain(head)
    assert found in (None, parsed(head))
    assert found is not None or path.parent.name in ("speakers", "authors")


VALUES = st.sampled_from(
    [
        "", "b", "x y", "12:30", "a:b", "it's", 'a "b" c', "é", "'q'", "''", '"q # r"', '""', "'a: b'", "[a, b]",
        "[a,b]", "[]", "{a: b}", "{a: b, a: c}", "{}", "|", "|", "|", "|-", ">", "- x", "a: b", "a #b", "a # b",
        "#c", "# c", "&a", "*a", "!t", "%", "`", "~", "?", "? a", "---", "...", "a-", "x:", ":", "\u00a0", "\u00a0x",
        "x\u00a0", "a\tb", "\t", "  ", "a{b", "[a", "a?", "\ufeff", "\u3000", "<<", "/a/",
    ]
)  # fmt: skip
MARGINS = st.sampled_from(["", "", "  ", "  ", "    ", " ", "   ", "\t"])
DASHES = st.sampled_from(["", "", "", "- ", "- ", "-  ", "- - ", "-"])
KEYS = st.sampled_from(["a: ", "a: ", "b: ", "c: ", "d:", "e:", "f:  ", "g : ", "'h': ", "i j: ", "", ""])
LINES = st.builds("{}{}{}{}".format, MARGINS, DASHES, KEYS, VALUES)


@THOROUGH
@given(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\n", "\n\n", ""]))
def test_any_lines_are_read_as_the_parser_reads_them(lines: list[str], end: str) -> None:
    """Whatever is put under each other: the same values, or it is left to the parser."""
    text = "\n".join(lines) + end
    assert read_plain(text) in (None, parsed(text))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Some of the plain lines, with some of them moved, doubled, gone, or with more in them."""
    lines = WHOLE.split("\n")[:-1]
    start = draw(st.integers(0, len(lines) - 1))
    lines = lines[start : start + draw(st.integers(1, 14))]
    for _ in range(draw(st.integers(0, 3))):
        n = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["insert", "move", "double", "remove", "extend", "indent"])):
            case "insert":
                lines.insert(n, draw(LINES))
            case "move":
                lines[n] = draw(MARGINS) + lines[n].lstrip()
            case "double":
                lines.insert(n, draw(st.sampled_from(lines)))
            case "remove" if len(lines) > 1:
                del lines[n]
            case "extend":
                lines[n] += draw(VALUES)
            case _:
                lines[n] = " " + lines[n]
    return "\n".join(lines) + "\n"


@THOROUGH
@given(damaged())
def test_what_was_plain_is_read_as_the_parser_reads_it(text: str) -> None:
    """Front matter after the accidents that happen to it while somebody writes."""
    assert read_plain(text) in (None, parsed(text))


@THOROUGH
@given(st.text(st.characters(codec="utf-8").filter(lambda sign: not FORBIDDEN.match(sign)), max_size=20), MARGINS)
def test_any_text_is_read_as_the_parser_reads_it(value: str, margin: str) -> None:
    """Every character there is: behind a key, in quotes, and on lines of its own."""
    for text in (f"a: {value}\n", f'a: "{value}"\n', f"a: |\n  {value}\n{margin}  b\n", f"a:\n- b: [{value}]\n"):
        if "\r" not in text:
            assert read_plain(text) in (None, parsed(text))
