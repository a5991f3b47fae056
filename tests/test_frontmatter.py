"""Reading YAML: what an author typed is what a text field gets, and every place in it can be pointed at."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from types import ModuleType
from typing import Any

import frontmatter
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from site_builder.errors import Problem, SiteError
from site_builder.frontmatter import MAX_BYTES, Source, decode, read, read_yaml
from site_builder.typed_yaml import FORBIDDEN

BOM = "\ufeff"
RELAXED = settings(max_examples=200, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def without_libyaml() -> ModuleType:
    """The reader as it is where PyYAML has no libyaml."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CBaseLoader")
        for name in ("site_builder.typed_yaml", "site_builder.frontmatter"):
            spec = importlib.util.find_spec(name)
            assert spec is not None
            assert spec.loader is not None
            made[name] = importlib.util.module_from_spec(spec)
            patch.setitem(sys.modules, name, made[name])
            spec.loader.exec_module(made[name])
    assert made["site_builder.typed_yaml"].Loader is yaml.BaseLoader
    return made["site_builder.frontmatter"]


def value(text: str) -> Any:
    """What the reader makes of `key: <text>`."""
    return read("x.md", f"---\nkey: {text}\n---\n".encode()).data["key"]


def problems_of(raw: bytes) -> tuple[Problem, ...]:
    """What is wrong with a file, if anything is."""
    try:
        read("x.md", raw)
    except SiteError as error:
        return error.problems
    return ()


def refused(raw: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and code of every problem of a file that can't be read."""
    with pytest.raises(SiteError) as caught:
        read("x.md", raw if isinstance(raw, bytes) else raw.encode())
    return [(p.line, p.column, p.code) for p in caught.value.problems]


# ------------------------------------------------------------------------------------------------------------ scalars

AS_TYPED = [
    "12:30", "NO", "no", "yes", "on", "off", "y", "N", "true", "False", "null", "Null", "nil", "012", "0o17", "0x1F",
    "0b101", "1_000", "1.10", "2.123", "2024", "1e3", ".5", "5.", "+1", "-1", "-0", ".inf", ".NaN", "2026-03-14",
    "2026-03-14T09:00:00Z", "12:30:45", "190:20:30", "1.2.3", "=", "=>", "-Hoor", "?Hoor", ":Hoor", "//",
    "https://example.org/a:b", "<-", "<=>", "$5", "50%", "3%", "A&B", "C#", "(", "Één", "€5", "汉字", "“Hoor”",
    "‘Hoor’", "«Hoor»", "Hoor,", "a,b", "a]b", "a}b", "a|b", "a>b", "a'b", 'a"b', "a*b", "a@b", "a`b", "a!b",
]  # fmt: skip


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_plain_text_stays_as_it_was_typed(typed: str) -> None:
    """Nothing becomes a number, a date or a truth value on the way."""
    assert typed == value(typed)
    assert [typed] == value(f"\n  - {typed}")


@pytest.mark.parametrize("typed", ["", "# niets", "\n  # niets"])
def test_a_key_without_a_value_has_none(typed: str) -> None:
    """A comment alone is no value."""
    assert value(typed) is None


@pytest.mark.parametrize("typed", ["~", "null", "''", '""'])
def test_what_looks_like_nothing_is_a_text(typed: str) -> None:
    """A tilde is a tilde; quotes hold what they hold."""
    assert typed.strip("'\"") == value(typed)


def test_keys_stay_as_they_were_typed() -> None:
    """Keys are texts too."""
    source = read("x.md", b"---\nno: a\n012: b\n1.0: c\ncontent: d\nhandler: e\n---\n")
    assert {"no": "a", "012": "b", "1.0": "c", "content": "d", "handler": "e"} == source.data


def test_an_empty_front_matter_has_no_keys() -> None:
    """It begins and ends, so it is read; what is missing in it is for others to say."""
    source = read("x.md", b"---\n---\nTekst\n")
    assert ({}, "Tekst\n", 3) == (source.data, source.body, source.body_line)


def as_json(data: Any) -> str:
    """The data as JSON; characters beyond the first plane as they are, since YAML knows no surrogate pairs."""
    pair_or_backslash = r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\\\"
    return re.sub(pair_or_backslash, lambda m: m[0] if m[0] == "\\\\" else json.loads(f'"{m[0]}"'), json.dumps(data))


# No file may hold some characters, so none may be written as an escape either.
SOUND = st.characters(codec="utf-8").filter(lambda sign: not FORBIDDEN.match(sign))


@RELAXED
@given(st.text(SOUND))
def test_any_text_written_as_json_comes_back(text: str) -> None:
    """JSON's strings are YAML's double-quoted texts."""
    assert text == value(as_json(text))


# What decides where a plain text ends or whether it is one: a character at the beginning, a colon or # with spaces.
PLAIN = st.from_regex(r"[\w.,:;/+=()?€°é'\"\-#~<>|&*!%@` ]{1,30}", fullmatch=True)


@RELAXED
@given(PLAIN)
def test_a_plain_text_equals_that_of_pyyaml(text: str) -> None:
    """Our reader never differs from PyYAML's own, unless it says that there is a problem."""
    assume(not text.strip().startswith(("|", ">")))  # libyaml is laxer behind those
    head = f"key: {text}\n"
    try:
        found = read("x.md", f"---\n{head}---\n".encode()).data
    except SiteError:
        return
    expected = yaml.load(head, yaml.BaseLoader)
    assert {key: item or None for key, item in expected.items()} == {key: item or None for key, item in found.items()}


KEYS = st.text(SOUND, max_size=30)  # YAML keys end where a thousand bytes do


@RELAXED
@given(st.recursive(st.text(SOUND), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20))
def test_any_structure_of_texts_comes_back(data: Any) -> None:
    """JSON is YAML: lists and mappings too."""
    assume("<<" not in json.dumps(data))
    assert data == value(as_json(data))


def test_the_reader_without_libyaml_gives_the_same(without_libyaml: ModuleType) -> None:
    """A PyYAML without libyaml reads more slowly, not differently."""
    lines = [f"k{n}: {typed}" for n, typed in enumerate(AS_TYPED)]
    lines += [
        "empty:",
        "list: [a, 'b c', \"d\\u00e9\"]",
        "text: |",
        "  Eén",
        "",
        "  twee",
        "folded: >-",
        "  a",
        "  b",
        "",
    ]
    raw = ("---\n" + "\n".join(lines) + "\n---\nTekst\n").encode()
    slow, fast = without_libyaml.read("x.md", raw), read("x.md", raw)
    assert fast.data == slow.data
    for keys in [("empty",), ("list", 2), ("text",), ("folded",), ("nowhere",)]:
        assert fast.position(keys) == slow.position(keys)
        assert fast.text_position(keys, 0) == slow.text_position(keys, 0)


# ---------------------------------------------------------------------------------------------------- the file's bytes

FILE = """\
---
title: Eén brug
lead: |
  Wie luistert,

  hoort.
tail: >-
  a
  b
---
  Tekst,

---
met een streep.

"""


@pytest.mark.parametrize("mark", ["", BOM], ids=["plain", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_and_byte_order_mark_change_nothing(end: str, mark: str) -> None:
    """The same file from any editor gives the same values, body and places."""
    source = read("x.md", (mark + FILE.replace("\n", end)).encode())
    assert read("x.md", FILE.encode()) == source
    assert {"title": "Eén brug", "lead": "Wie luistert,\n\nhoort.\n", "tail": "a b"} == source.data
    assert (6, 3) == source.text_position(("lead",), 2)


def test_the_body_is_kept_to_the_letter() -> None:
    """Leading spaces, `---` and empty lines at the end are the author's."""
    source = read("x.md", FILE.encode())
    assert "  Tekst,\n\n---\nmet een streep.\n\n" == source.body
    assert 10 + 1 == source.body_line
    assert (11, 3) == source.text_position((), 0, 3)
    assert FILE.split("\n")[14 - 1] == source.body.split("\n")[14 - source.body_line]


@pytest.mark.parametrize("ending", ["---", "---\n", "---  \n", "---\t"])
def test_the_front_matter_may_end_the_file(ending: str) -> None:
    """There need not be a body, nor a line end; spaces behind the dashes don't count."""
    source = read("x.md", f"--- \ntitle: x\n{ending}".encode())
    assert ({"title": "x"}, "") == (source.data, source.body)


@pytest.mark.parametrize("inside", [" ---", "----", "--- x", "—"])
def test_only_three_dashes_alone_end_it(inside: str) -> None:
    """A line that looks nearly like the end belongs to the YAML."""
    assert "front-matter-unclosed" in [code for *_, code in refused(f"---\ntitle: |\n  x\n{inside}\n")]


@RELAXED
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall_over(raw: bytes) -> None:
    """Whatever a file holds: values or problems with a line of that file."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= p.line <= lines + 1 and p.column >= 1 for p in problems_of(raw))


@RELAXED
@given(st.text(alphabet="-:# \n\tab'\"[]{}|>&*!%@,?\xa0", max_size=60))
def test_no_front_matter_makes_the_reader_fall_over(head: str) -> None:
    """The same for every mixture of the characters that mean something to YAML."""
    found = problems_of(f"---\n{head}\n---\n".encode())
    assert all(1 <= p.line <= head.count("\n") + 4 and p.column >= 1 for p in found)


@pytest.mark.parametrize(("size", "fits"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_the_limit_of_size_is_exact(size: int, fits: bool) -> None:
    """Five million bytes are read, and not one more."""
    raw = b"---\n---\n".ljust(size, b"x")
    if fits:
        assert size - 8 == len(read("x.md", raw).body)
    else:
        assert [(1, 1, "file-too-large")] == refused(raw)


def test_a_file_that_is_yaml_counts_its_lines_from_the_top() -> None:
    """Settings have no dashes around them, and may have them all the same."""
    assert (2, 5) == read_yaml("site.yaml", b"a: 1\nb:  x\n").position(("b",))
    assert {"a": "1"} == read_yaml("site.yaml", b"---\na: 1\n").data
    assert (2, 4) == read_yaml("site.yaml", b"---\na: 1\n").position(("a",))


def test_decoding_keeps_everything_else() -> None:
    """A second byte-order mark, tabs and no-break spaces are characters like any other."""
    text = "a\tb\u00a0c\u200bd\ufeffe\U0001f600\n"
    assert text == decode("x.md", (BOM + text).encode())


# ---------------------------------------------------------------------------------------------------------- positions


def places(text: str) -> Source:
    return read("x.md", text.encode())


def test_positions_of_keys_and_values() -> None:
    """Of what is there, its own; of what isn't, that of the mapping which should have it."""
    source = places('---\na: 1\nb:\n  c: [x, {d: y}]\n  e: "z"\nf:\n---\n')
    assert (2, 4) == source.position(("a",))
    assert (2, 1) == source.position(("a",), of_key=True)
    assert (4, 6) == source.position(("b", "c"))
    assert (4, 10) == source.position(("b", "c", 1))
    assert (4, 14) == source.position(("b", "c", 1, "d"))
    assert (4, 11) == source.position(("b", "c", 1, "d"), of_key=True)
    assert (5, 6) == source.position(("b", "e"))
    assert (4, 3) == source.position(("b", "x"))
    assert (2, 1) == source.position(("x",))
    assert (2, 1) == source.position(())
    assert (4, 6) == source.position(("b", "c", 9))
    assert (1, 1) == places("---\n---\n").position(("x",))


TEXTS = {
    "literal": ("|\n  Een <x>\n\n  twee <y>", (4, 7), (6, 8)),
    "literal, kept": ("|+\n  Een <x>\n\n  twee <y>\n", (4, 7), (6, 8)),
    "literal, deeper": ("|\n      Een <x>\n\n      twee <y>", (4, 11), (6, 12)),
    "literal, own indent": ("|1\n   Een <x>\n\n  twee <y>", (4, 8), (6, 8)),
    "literal, comment": ("|  # tekst\n  Een <x>\n\n  twee <y>", (4, 7), (6, 8)),
    "folded": (">\n  Een\n  <x>\n\n\n  twee\n  <y>", (5, 3), (9, 3)),
    "plain": ("Een\n  <x>\n\n\n  twee\n  <y>", (4, 3), (8, 3)),
    "double": ('"Een\n  <x>\n\n\n  twee\n  <y>"', (4, 3), (8, 3)),
    "double, escapes": (r'"\u00c9\x65n\t \"<x>\n\ntwee\\ <y>"', (3, 24), (3, 38)),
    "double, continued": ('"Een\\\n  <x>\\n\\n\\\n  twee <y>"', (4, 3), (5, 8)),
    "single": ("'Een ''<x>\n\n\n  twee <y>'", (3, 14), (6, 8)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_place_in_a_text_is_its_place_in_the_file(name: str) -> None:
    """Whichever way a text is written, a problem inside it points at the very character."""
    written, first, second = TEXTS[name]
    source = places(f"---\ntitle: x\nlead: {written}\n---\n")
    text = source.data["lead"]
    assert isinstance(text, str)
    for sign, expected in (("<x>", first), ("<y>", second)):
        before = text[: text.index(sign)]
        found = source.text_position(("lead",), before.count("\n"), len(before.rpartition("\n")[2]) + 1)
        assert expected == found
        line = source.head.split("\n")[found[0] - 2]
        assert line[found[1] - 1 :].startswith(sign)


def test_a_place_in_a_line_made_of_several() -> None:
    """A title in two lines is one line of text; a place in it is in the line where it stands."""
    source = places("---\ntitle: |\n  Een brug\n  *begint*\n---\n")
    assert (4, 3) == source.text_position(("title",), 0, len("Een brug ") + 1)


def test_a_place_behind_the_end_is_the_last_character() -> None:
    """Nothing points outside of the file."""
    source = places("---\ntitle: Een\nempty: ''\nlist: [a]\n---\n")
    assert (2, 10) == source.text_position(("title",), 0, 99)
    assert (3, 8) == source.text_position(("empty",), 0)
    assert (4, 7) == source.text_position(("list",), 3)
    assert (2, 1) == source.text_position(("nowhere",), 0)


# ------------------------------------------------------------------------------------------------- what is let through


@pytest.mark.parametrize(
    "head",
    [
        "lead: |\n  \u00a0Ingesprongen",
        "lead: |\n  code:\n  \tmet een tab",
        'lead: "Een\n  \u00a0twee"',
        "lead: |\n  - 'een\n  [twee\n  # drie: vier\n  {{vijf}} *zes &zeven !acht",
        "title: Nummer # met opmerking",
        'title: "Nummer #3"',
        "title: C#",
        "title: a#b:c",
        "title: Wat?:nee",
        "base: &b [x]\nagain: *b",
        "lead: >\n  Een\n  twee",
        "lead: >\n  Een\n\n\n  twee",
        'lead: "Een\n\n\n  twee"',
        "lead: >\n  Een\n\n",
        "lead: |\n  Een\n\n  twee",
        "a: [x,\n    y]",
        "a: {x: y,\n z: w}",
        "'quoted key': x",
    ],
)
def test_what_is_no_accident(head: str) -> None:
    """Good YAML that looks a little like an accident is read."""
    assert read("x.md", f"---\n{head}\n---\n".encode()).data


def test_the_limit_of_levels_is_exact() -> None:
    """Fifty levels are read, the mapping of all keys included."""
    assert read("x.md", f"---\na: {'[' * 49}{']' * 49}\n---\n".encode()).data
    assert [(2, 53, "too-deep")] == refused(f"---\na: {'[' * 50}{']' * 50}\n---\n")


def test_repeated_values_are_counted_with_everything_in_them() -> None:
    """An alias to a list of 99 texts is 100 values: ten of them are a thousand, and one more is too many."""
    head = "a: &a [" + "x," * 99 + "]\nb: [" + "*a," * 10
    assert 10 * [99 * ["x"]] == read("x.md", f"---\n{head}]\n---\n".encode()).data["b"]
    assert ["too-many-aliases"] == [code for *_, code in refused(f"---\n{head}*a]\n---\n")]


# ------------------------------------------------------------------------------------------------ python-frontmatter


def test_python_frontmatter_does_the_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The handler is ours, the parser is python-frontmatter's."""
    seen: list[Any] = []
    parse = frontmatter.parse

    def watched(text: str, *arguments: Any, **options: Any) -> Any:
        seen.append((text, options["handler"]))
        return parse(text, *arguments, **options)

    monkeypatch.setattr(frontmatter, "parse", watched)
    assert {"title": "012"} == read("x.md", b"---\ntitle: 012\n---\n").data
    ((text, handler),) = seen
    assert "---\ntitle: 012\n---\n" == text
    assert isinstance(handler, frontmatter.default_handlers.YAMLHandler)


def test_our_handler_works_with_python_frontmatter_alone() -> None:
    """Whoever calls `frontmatter.parse` with it gets the values as typed."""
    from site_builder.frontmatter import Handler

    text = "---\ntitle: 012\n---\n  Tekst\n"
    assert {"title": "012"} == frontmatter.parse(text, handler=Handler("x.md", text))[0]
