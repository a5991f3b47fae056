"""What is read before Markdown: `::: containers` and the `{#id .class key=value}` behind headings.

`prepare` takes both out of a text without changing its number of lines: a container's fence becomes a comment that
the Markdown renderer recognises, a heading loses its attributes. Fenced code is left alone.
"""

from __future__ import annotations

import re

import msgspec

_ATTRIBUTE = re.compile(r"""\s*(?:\#([\w-]+)|\.([\w-]+)|([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+)))(?=\s|$)""")
_LIKE_ATTRIBUTES = re.compile(r"\s*(?:[#.][A-Za-z]|[A-Za-z][\w-]*=|(?:by|lang|credit)\s+=)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_BRACES = re.compile(r"""\{((?:[^{}"']|"[^"]*"|'[^']*')*|[^{}]*)\}[ \t]*#*[ \t]*$""")
_CONTAINER = re.compile(r" {0,3}:{3,}[ \t]*+(?:([A-Za-z][\w-]*)[ \t]*+(?:\{(.*)\})?)?[ \t]*$")
_LIKE_CONTAINER = re.compile(r" {0,3}:{3,}[ \t]*(?:([A-Za-z][\w-]*)|\{)(?=[\s{.#]|:\s|$)")
_COMMENT = re.compile(r" {0,3}<!--")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
FENCE = re.compile(r"<!--:::(\d+)-->\s*$")


class Attributes(msgspec.Struct, frozen=True):
    """What stands between braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: dict[str, str] = {}
    twice: str = ""  # a key that stands there more than once, or `id`


class Fence(msgspec.Struct, frozen=True):
    """A line that opens a container, or with an empty name closes the innermost."""

    name: str
    attributes: Attributes
    line: int  # from 0
    malformed: bool = False  # its braces can't be read


class Prepared(msgspec.Struct, frozen=True):
    """A text that is ready for the Markdown parser. `malformed` has the lines (from 0) of braces that can't be read."""

    text: str
    headings: dict[int, Attributes]
    fences: dict[int, Fence]
    malformed: tuple[int, ...]
    indented: tuple[int, ...] = ()  # containers that don't begin at the start of a line


def read_attributes(text: str) -> Attributes | None:
    """The attributes in `text`, which comes without its braces; None when it is something else."""
    found, at = Attributes(), 0
    text = text.rstrip()
    while at < len(text):
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            return None
        identifier, name, key, *values = match.groups()
        twice = found.twice or ("id" if identifier and found.id else key if key in found.values else "")
        if identifier:
            found = Attributes(identifier, found.classes, found.values, twice)
        elif name:
            found = Attributes(found.id, (*found.classes, name), found.values, twice)
        else:
            value = next(v for v in values if v is not None)
            found = Attributes(found.id, found.classes, {**found.values, key: value}, twice)
        at = match.end()
    return found


def like_attributes(text: str) -> bool:
    """Whether what stands between braces was meant for attributes, even if it can't be read."""
    return _LIKE_ATTRIBUTES.match(text) is not None


def _heading(line: str) -> tuple[str, str] | None:
    """A heading without its attributes, and what stands between their braces; None when it has none of its own."""
    start = _HEADING.match(line)
    if start is None or not line.rstrip(" \t#").endswith("}"):
        return None
    at = line.find("{", start.end())
    while at >= 0:
        if braces := _BRACES.match(line, at):
            end = max(start.end(), len(line[:at].rstrip(" \t")))
            return None if line[end - 1 : end + 1] == "]{" else (line[:end], braces[1])  # those of a span
        at = line.find("{", at + 1)
    return None


def prepare(text: str) -> Prepared:
    """Take containers and heading attributes out of a Markdown text."""
    if ":::" not in text and "{" not in text:
        return Prepared(text, {}, {}, ())
    lines = text.split("\n")
    headings: dict[int, Attributes] = {}
    fences: dict[int, Fence] = {}
    malformed: list[int] = []
    indented: list[int] = []
    code, comment = "", False
    for number, line in enumerate(lines):
        if comment or (not code and _COMMENT.match(line)):
            comment = "-->" not in line
        elif match := _CODE.match(line):
            if not code:
                code = match[1]
            elif match[1].startswith(code) and not line.strip(" `~"):
                code = ""
        elif code:
            continue
        elif heading := _heading(line):
            lines[number], braces = heading
            attributes = read_attributes(braces)
            if attributes is None:
                malformed.append(number)
            else:
                headings[number] = attributes
        elif match := _CONTAINER.match(line):
            attributes = read_attributes(match[2] or "")
            if attributes is None:
                malformed.append(number)
            if match[1] and line[0] == " ":
                indented.append(number)
            fences[number] = Fence(match[1] or "", attributes or Attributes(), number, attributes is None)
            lines[number] = f"<!--:::{number}-->"
        elif match := _LIKE_CONTAINER.match(line):
            malformed.append(number)
            fences[number] = Fence(match[1] or "note", Attributes(), number, malformed=True)
            lines[number] = f"<!--:::{number}-->"
    return Prepared("\n".join(lines), headings, fences, tuple(malformed), tuple(indented))
