"""The plain shape of front matter, read without a YAML parser: keys, texts, lists, mappings, texts behind `|`.

Most files have nothing else. What is anything else, or might be, is left to `typed_yaml.py`, which knows all of YAML
and has words for every mistake. For what is read here both give the same.
"""

from __future__ import annotations

import re
from typing import Any

from site_builder.typed_yaml import Value

_KEY = r"[A-Za-z][A-Za-z0-9_-]{0,100}"
_TEXT = r"(?:[^\W_]|/)[^\n\t:#]*(?::(?=\S)[^\n\t:#]*)*(?<![ ])"
_SHORT = r"(?:[^\W_]|/)[^\n\t:#,?\[\]{}]*(?<![ ])"  # a text between brackets or braces
_PAIR = rf"{_KEY}:[ ]{_SHORT}"
_VALUE = rf"""{_TEXT}|"[^"\\\n]*"|'[^'\n]*'|\[{_SHORT}(?:,[ ]{_SHORT})*\]|\{{{_PAIR}(?:,[ ]{_PAIR})*\}}"""
_LINE = re.compile(
    rf"""
    [ ]*(?:\#[^\n]*)?\n                           # nothing, or a comment
    | ([ ]*)(-[ ])?                               # the margin, and the dash of an entry
      (?:({_KEY}):(?:[ ]|(?=\n))|(?(2)|(?!)))     # a key; only an entry may lack one
      (?:({_VALUE})?\n                            # what stands on the same line, or behind |:
        | \|\n(\n*)                               # empty lines,
          (\1[ ]+(?(2)[ ]{{2}}))                  # the margin of the text,
          ([^ \t\n][^\n]*\n(?:\6[^\n]*\n|\n)*))   # and the text
    | ((?s:.+))                                   # a line is something else: all that is left
    """,
    re.VERBOSE,
)
_DEEPEST = 20
_NOWHERE = 1 << 30  # a column that no line reaches


def read_plain(text: str) -> dict[str, Value] | None:
    """The mapping in a text in which no control character stands, or None when it takes a parser to read it."""
    whole: dict[str, Value] = {}
    opened: list[tuple[int, Any]] = [(0, whole)]  # lists and mappings, each with its column
    mapping, last, waiting = whole, "", _NOWHERE  # where the last key stands; its column, while it has no value
    for margin, dash, key, value, empty, indent, block, other in _LINE.findall(text):
        if other:
            return None
        if not (key or dash):
            continue
        column = len(margin)
        if column >= waiting + (not dash):
            inner: Any = [] if dash else {}
            mapping[last] = inner
            opened.append((column, inner))
        else:
            while opened[-1][0] > column:
                opened.pop()
            if not dash and opened[-1][1].__class__ is list:  # a list may stand in the column of its key
                opened.pop()
            at, inner = opened[-1]
            if at != column or (inner.__class__ is list) != bool(dash):
                return None
        found = _value(value) if value else None
        if block:
            found = empty + block.replace(f"\n{indent}", "\n").rstrip("\n") + "\n"
        if found is None and (value or not key):
            return None
        if not key:
            inner.append(found)
            waiting = _NOWHERE
            continue
        if dash:
            entries, inner, column = inner, {}, column + 2
            entries.append(inner)
            opened.append((column, inner))
        if key in inner or len(opened) > _DEEPEST:
            return None
        inner[key] = found
        mapping, last, waiting = inner, key, _NOWHERE if value or block else column
    return whole or None


def _value(written: str) -> Value:
    """What stands on one line; None for a mapping that has a key twice."""
    match written[0]:
        case "'" | '"':
            return written[1:-1]
        case "[":
            return list[Value](written[1:-1].split(", "))
        case "{":
            pairs = [pair.partition(": ") for pair in written[1:-1].split(", ")]
            found: dict[str, Value] = {key: text for key, _, text in pairs}
            return found if len(found) == len(pairs) else None
    return written
