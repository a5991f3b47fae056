"""The presses of a process: templates are read once, and compiled or loaded; a press is made once for a publication."""

from __future__ import annotations

import contextlib
import functools
from collections import ChainMap
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import msgspec

from site_builder import bytecode
from site_builder.executors import Workers
from site_builder.theme import Template

_new: dict[str, bytes] = {}
"""Templates that this process has compiled, and has told nobody of yet."""
_known: dict[str, bytes] = {}
"""Those that were kept, and those that this process or another has told of."""
_compiled = ChainMap(_new, _known)
"""All of them; whether they are the ones in the files is looked at when one is used."""


@functools.lru_cache(maxsize=1)  # an environment serves one press at a time
def press_for(templates: tuple[Template, ...], theme: str, code: str, encoded: bytes) -> tuple[Any, Any]:
    """The press for an encoded `Context`, and the context. `code` is the digest of all that compiles."""
    from site_builder.context import Context
    from site_builder.makers.page import Press
    from site_builder.presenter import Presenter

    context = msgspec.msgpack.decode(encoded, type=Context)
    presenter = Presenter(context.site, context.profiles, context.quotes, context.structured_data, context.timezone)
    return Press(functools.partial(_environment, templates, theme, code), presenter), context


@functools.lru_cache(maxsize=8)
def _environment(templates: tuple[Template, ...], theme: str, code: str, lang: str) -> Any:
    """The templates for a language, read anew when a digest says that the theme is another one."""
    del theme  # only a part of the cache's key
    from site_builder.language import language_for
    from site_builder.makers.templates import Environment

    _know_kept(code, lang)
    return Environment(templates, language_for(lang), _compiled)


@functools.cache
def _know_kept(code: str, lang: str) -> None:
    """Take over what is kept for a language; what others have told of is newer."""
    for key, python in bytecode.kept(code, lang).items():
        _known.setdefault(key, python)


class Expected(msgspec.Struct, frozen=True):
    """What pages will most likely be made with: the site's language, those of items, and what no page needs."""

    lang: str
    langs: tuple[str, ...]  # of items, other than the site's
    kinds: tuple[str, ...]  # of items
    without: tuple[str, ...]  # templates


def compile_templates(
    templates: tuple[Template, ...], theme: str, code: str, expected: Expected, executor: Executor
) -> Callable[[], dict[str, bytes]]:
    """Let workers that are there compile the templates, each a part; a call gets all that they had to compile.

    It only saves time: what is not there is compiled by whoever needs it.
    """
    count = executor.count if isinstance(executor, Workers) and executor.is_prepared else 0
    work = [executor.submit(_compile, templates, theme, code, expected, part, count) for part in range(count)]
    return lambda: {name: code for done in work if not done.exception() for name, code in done.result().items()}


def know_compiled(compiled: dict[str, bytes]) -> None:
    """Take over what other processes have compiled."""
    _known.update(compiled)


def newly_compiled() -> dict[str, bytes]:
    """What this process has compiled since this was called last."""
    new = dict(_new)
    _known.update(new)
    _new.clear()
    return new


def _compile(
    templates: tuple[Template, ...], theme: str, code: str, expected: Expected, part: int, count: int
) -> dict[str, bytes]:
    """Compile a part of the templates, as far as none are kept, and load what their languages need.

    What is wrong with a template is for whoever makes a page of it to say.
    """
    environment = _environment(templates, theme, code, expected.lang)
    names = [name for name in environment.list_templates(extensions=["html"]) if "/" not in name]
    of_items = {"base.html", "item.html", "people.html", *(f"{kind}.html" for kind in expected.kinds)}
    wanted = [(expected.lang, name) for name in names if name not in expected.without]
    wanted += [(lang, name) for lang in expected.langs for name in names if name in of_items]
    for lang, name in sorted(wanted, key=lambda row: -environment.size(row[1]))[part::count]:
        with contextlib.suppress(Exception):
            _environment(templates, theme, code, lang).get_template(name)
    for lang in (expected.lang, *expected.langs):
        _environment(templates, theme, code, lang).language.load()
    return newly_compiled()
