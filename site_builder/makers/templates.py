"""Jinja, set up for us: what templates can use, and how they are filled in.

Templates are compiled for one language, so that `_("…")` is the finished word, and into quick code, see `compiling.py`.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.loaders import split_template_path
from markupsafe import Markup, escape

from site_builder.bytecode import key_of
from site_builder.digest import digest
from site_builder.language import Language
from site_builder.makers.compiling import Ordinary, Quick, handed_on_at_once

Templates = Iterable[tuple[str, str, str]]
"""Names, files and digests of templates."""


class ChangedError(Exception):
    """A template is not what it was when the theme was loaded."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class _Loader(jinja2.BaseLoader):
    """Reads templates that are as they were."""

    def __init__(self, templates: Templates) -> None:
        self.files = {name: (path, found) for name, path, found in templates}

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path, found = self.files.get("/".join(split_template_path(template)), ("", ""))
        if not path:
            raise jinja2.TemplateNotFound(template)
        try:
            data = Path(path).read_bytes()
        except FileNotFoundError:
            raise ChangedError(path) from None
        if digest(data) != found:
            raise ChangedError(path)
        return data.decode(), path, lambda: True

    def list_templates(self) -> list[str]:
        return sorted(self.files)


class _Compiled(BytecodeCache):
    """Templates that this or another process has compiled, each behind the checksum of its text.

    Jinja's own way to store one asks for every few bytes of it, which takes longer.
    """

    def __init__(self, known: MutableMapping[str, bytes], lang: str, kind: str) -> None:
        self.known, self.lang, self.kind = known, lang, kind

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return key_of(self.lang, self.kind, name, filename or "")

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, python = bucket.checksum.encode(), self.known.get(bucket.key, b"")
        if python.startswith(checksum):
            bucket.code = marshal.loads(memoryview(python)[len(checksum) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.checksum.encode() + marshal.dumps(bucket.code)


class OrdinaryEnvironment(jinja2.Environment):
    """Where templates are found, and what they can use besides what a `Press` adds; for one language."""

    code_generator_class: type[Ordinary] = Ordinary

    def __init__(self, templates: Templates, language: Language, compiled: MutableMapping[str, bytes]) -> None:
        super().__init__(
            loader=_Loader(templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=-1,
            bytecode_cache=_Compiled(compiled, language.code, self.code_generator_class.__name__),
            optimized=False,  # there is nothing to work out beforehand in templates for people
        )
        self.language = language
        self.globals = {"_": self.gettext, "ngettext": language.ngettext}
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _generate(self, *arguments: Any, **named: Any) -> str:
        """The Python of a template."""
        return handed_on_at_once(super()._generate(*arguments, **named))

    def gettext(self, message: str, **words: Any) -> str:
        """A message of the interface with its words put in, of which some may be HTML."""
        if any(isinstance(word, Markup) for word in words.values()):
            return escape(self.language.gettext(message)) % words
        return self.language.gettext(message, **words)

    def forget(self) -> None:
        """Forget the macros that templates have imported: they hold on to the globals of their time."""
        if self.cache:
            self.cache.clear()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates can use. Jinja would have more for some of them, and look through both for each name."""
        assert not d
        return self.globals

    def size(self, name: str) -> int:
        """How long a template is. Raises TemplateNotFound."""
        assert self.loader is not None
        return len(self.loader.get_source(self, name)[0])


class Environment(OrdinaryEnvironment):
    """The same with quick code, and with ordinary code for templates that this isn't enough for."""

    code_generator_class = Quick

    def __init__(self, templates: Templates, language: Language, compiled: MutableMapping[str, bytes]) -> None:
        super().__init__(templates, language, compiled)
        self._at_hand: dict[str, jinja2.Template] = {}
        self._ordinary = OrdinaryEnvironment(templates, language, compiled)
        self._ordinary.globals = self.globals
        self._for_ordinary: set[str] = set()

    def fill_in(self, name: str, values: dict[str, Any]) -> str:
        """A template with values put in. Raises what Jinja raises."""
        if name not in self._for_ordinary:
            with contextlib.suppress(Exception):
                return self.get_template(name).render(values)
        text = self._ordinary.get_template(name).render(values)
        self._for_ordinary.add(name)  # it is right, only not for quick code
        return text

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """A template by its name, at once when it has been asked for before."""
        if not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._at_hand.get(name)
        if found is None:
            found = self._at_hand[name] = super().get_template(name, parent, globals)
        return found

    def forget(self) -> None:
        super().forget()
        self._at_hand.clear()
        self._ordinary.forget()


FILTERS = (
    "capitalize", "default", "escape", "first", "forceescape", "format", "groupby", "indent", "int", "join", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select",
    "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "tojson", "trim", "truncate", "unique",
    "upper", "urlencode", "wordcount", "xmlattr", "attr", "batch", "count", "d", "e", "dictsort", "items", "abs",
)  # fmt: skip
"""Jinja's filters but those whose result depends on more than their arguments, such as `random` and `pprint`."""

NAMES = {
    "view": ("view", "the view of this page, with the fields below"),
    "site": ("site", "the publication, see [Site](#site)"),
    "lang": ("lang", "language of this page, such as nl"),
    "picture": (
        'picture(view.sketch, "drawing")',
        "the HTML of a [Picture](#picture), as wide as its profile in the theme says; `eager=true` for the one on top",
    ),
    "_": (
        '_("All speakers")',
        'words of the interface in the language of the page; `_("on behalf of %(name)s", name=p.name)` puts words in',
    ),
    "ngettext": (
        'ngettext("One speaker", "%(n)s speakers", view.count)',
        "the first for one and the second for any other number, in the language of the page",
    ),
}
"""All that templates can use besides filters: how it is written, and what it gives. `page.py` sets some of it."""
