"""The tables in the authors' reference, `docs/content-format.md`: every key, and every container with its attributes.

They are made of what the reader itself uses, so they can't say anything else. `python3 dev.py docs` puts them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from site_builder.enclosing import CONTAINERS
from site_builder.schema import FILES
from site_builder.shapes import REQUIRED, Key, Model

_TABLE = re.compile(r"(<!-- (keys|containers)(?:: (\w+))? -->\n).*?(<!-- /\2 -->)", re.DOTALL)
_FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1[ ]*$", re.DOTALL | re.MULTILINE)
_HEADING_OR_TABLE = re.compile(r"^#{1,6} +(.*?) *$|^<!-- keys: (\w+) -->$", re.MULTILINE)
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def models() -> dict[str, type[Model]]:
    """Everything that has a table: kinds of files by their names, other mappings as JSON Schemas name them."""
    found: dict[str, type[Model]] = {}
    for kind, model in FILES.items():
        for base in model.__mro__[1:]:
            if issubclass(base, Model) and base is not Model and base not in FILES.values():
                found[base.__name__] = base
        found[kind] = model
    for model in list(found.values()):
        found |= {nested.__name__: nested for nested in _nested(model)}
    return found


def keys_of(model: type[Model]) -> dict[str, Key]:
    """The keys that a table shows: those that the mapping does not have from what it is a kind of."""
    base = model.__mro__[1]
    known = base.shape.keys if issubclass(base, Model) and base is not Model else {}
    return {name: model.shape.keys[name] for name in model.shape.names if model.shape.keys[name] is not known.get(name)}


def replace_tables(text: str) -> str:
    """The reference with every table made anew. Raises KeyError for a table of something that isn't there."""
    named, places = models(), _places(text)

    def made(found: re.Match[str]) -> str:
        opening, what, name, closing = found.groups()
        rows = _container_table() if what == "containers" else _key_table(named[name], places)
        return opening + "".join(f"| {' | '.join(row)} |\n" for row in rows) + closing

    return _TABLE.sub(made, text)


def anchors(text: str) -> Iterator[tuple[str, str]]:
    """The anchor of every heading, and under which one the table of a mapping stands: anchor, and name or empty."""
    counts: dict[str, int] = {}
    anchor = ""
    for found in _HEADING_OR_TABLE.finditer(_FENCED.sub("", text)):
        heading, table = found.groups()
        if heading is not None:
            stem = _NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-")
            counts[stem] = counts.get(stem, -1) + 1
            anchor = f"{stem}-{counts[stem]}" if counts[stem] else stem
        yield anchor, table or ""


def _nested(model: type[Model]) -> Iterator[type[Model]]:
    """The mappings below a mapping."""
    for key in model.shape.keys.values():
        if inner := key.shape.mapping:
            yield inner
            yield from _nested(inner)


def _places(text: str) -> dict[type[Model], str]:
    """Where the table of each mapping stands."""
    named = models()
    return {named[table]: anchor for anchor, table in anchors(text) if table}


def _key_table(model: type[Model], places: dict[type[Model], str]) -> Iterable[tuple[str, ...]]:
    yield "Key", "What you write", "If you leave it out", "Meaning"
    yield "---", "---", "---", "---"
    for name, key in keys_of(model).items():
        value = _cell(key.shape.words)
        if place := places.get(key.shape.mapping) if key.shape.mapping else None:
            value = f"[{value}](#{place})"
        yield f"`{name}`", value, _default(key.default), _cell(key.description)


def _container_table() -> Iterable[tuple[str, ...]]:
    yield "Container", "Attribute", "Meaning"
    yield "---", "---", "---"
    for name, container in CONTAINERS.items():
        yield f"`{name}`", "", _cell(container.meaning)
        for attribute, meaning in container.attributes.items():
            yield "", f"`{attribute}`", _cell(meaning)


def _default(value: Any) -> str:
    if value is REQUIRED:
        return "**required**"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{part}`" for part in value)
    return f"`{value}`" if isinstance(value, int) or (isinstance(value, str) and value) else ""


def _cell(text: str) -> str:
    """A text as a cell of a table shows it."""
    return text.replace("<", "&lt;").replace("|", "\\|")
