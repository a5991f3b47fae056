"""The tables for those who make themes, in `docs/themes.md`: templates, the view of each, and all that views hold.

They are made of what the program itself uses, so they can't say anything else. `python3 dev.py docs` puts them in.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import jinja2
import msgspec
from jinja2 import meta, nodes
from markupsafe import Markup

from site_builder import values, views
from site_builder.data import data_folder
from site_builder.makers.templates import FILTERS, NAMES
from site_builder.models import Link

_BLOCK = re.compile(r"(<!-- (templates|parts|names|filters|views|values) -->\n).*?(<!-- /\2 -->)", re.DOTALL)
_WORDS = {str: "text", Markup: "HTML", int: "number", bool: "true or false", Any: "anything"}


def replace_theme_tables(text: str) -> str:
    """A page with every table for makers of themes made anew."""

    def made(found: re.Match[str]) -> str:
        opening, what, closing = found.groups()
        return opening + "".join(f"{line}\n" for line in _lines(what)) + closing

    return _BLOCK.sub(made, text)


def structs_of(module: types.ModuleType) -> list[type[msgspec.Struct]]:
    """The values that a module defines, in its order."""
    found = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, msgspec.Struct)]
    return [value for value in found if value.__module__ == module.__name__]


def paper() -> dict[str, str]:
    """The templates of the theme `paper` by their names."""
    top = data_folder("themes") / "paper" / "templates"
    return {p.relative_to(top).as_posix(): p.read_text("utf-8") for p in sorted(top.rglob("*")) if p.is_file()}


def _lines(what: str) -> Iterable[str]:
    match what:
        case "templates":
            return _templates()
        case "parts":
            return _parts()
        case "names":
            return _names()
        case "filters":
            return [", ".join(f"`{name}`" for name in sorted(FILTERS))]
        case "views":
            return _described(structs_of(views))
        case _:
            return _described([*structs_of(values), Link])


def _templates() -> Iterator[str]:
    yield from _table_head("Template", "Its view", "What it makes")
    for name, view in views.TEMPLATES.items():
        about = (view.__doc__ or "").partition(": ")[2]
        yield _row(f"`{name}`", _linked(view), about[:1].upper() + about[1:])


def _parts() -> Iterator[str]:
    """The other templates of `paper`: who uses them, and which blocks they have."""
    environment = jinja2.Environment()
    trees = {name: environment.parse(text) for name, text in paper().items()}
    yield from _table_head("Template", "Used by", "Its blocks")
    for name, tree in trees.items():
        if name not in views.TEMPLATES:
            users = [other for other, its in trees.items() if name in meta.find_referenced_templates(its)]
            blocks = dict.fromkeys(block.name for block in tree.find_all(nodes.Block))
            yield _row(f"`{name}`", *(", ".join(f"`{word}`" for word in words) for words in (users, blocks)))


def _names() -> Iterator[str]:
    yield from _table_head("You write", "You get")
    for written, meaning in NAMES.values():
        yield _row(f"`{written}`", meaning)


def _described(structs: Iterable[type[msgspec.Struct]]) -> Iterator[str]:
    """A heading for each of these values, with what it is and a table of its fields.

    Raises KeyError for a field of a type that there is no word for, and ValueError for one that isn't described.
    """
    for struct in structs:
        base: Any = struct.__base__
        inherited = () if base is msgspec.Struct else base.__struct_fields__
        own = [name for name in struct.__struct_fields__ if name not in inherited]
        yield from ("", f"### {struct.__name__}", "", _escaped(struct.__doc__ or "").strip())
        if inherited:
            yield f"It has everything of {_linked(base)}{', and:' if own else '.'}"
        if own:
            hints = typing.get_type_hints(struct, include_extras=True)
            yield from ("", *_table_head("Field", "What it is", "Meaning"))
            yield from (_row(f"`{name}`", *_field(struct, name, hints[name])) for name in own)
    yield ""


def _field(struct: type, name: str, hint: Any) -> tuple[str, str]:
    """What a field is, and what it means."""
    if typing.get_origin(hint) is not Annotated:
        raise ValueError(f"{struct.__name__}.{name} is not described")
    kind, meaning = typing.get_args(hint)
    return _words(kind), meaning


def _words(kind: Any) -> str:
    """A type in words."""
    parts = typing.get_args(kind)
    match typing.get_origin(kind):
        case None:
            return _linked(kind) if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else _WORDS[kind]
        case types.UnionType | typing.Union:
            return f"{_words(parts[0])}, or none"
        case origin if origin is dict:
            return f"{_words(parts[1])} by {_words(parts[0])}"
    if parts[-1] is Ellipsis:
        return f"list of: {_words(parts[0])}"
    return f"({', '.join(map(_words, parts))})"


def _linked(struct: Any) -> str:
    return f"[{struct.__name__}](#{struct.__name__.lower()})"


def _table_head(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(_escaped(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")
