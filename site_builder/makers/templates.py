"""Jinja, set up for us: what templates can use, and how they are compiled.

Templates are compiled for one language, so that `_("…")` is the finished word, and what they print is looked at by a
function that is quicker than markupsafe's own with text in which nothing has to be escaped. Pages are the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from site_builder.language import Language

_SPECIAL = re.compile("[&<>\"']")
_HANDED_ON = re.compile(r"^( *)yield from (.+)$", re.MULTILINE)


def shown(value: Any) -> str:
    """A value as HTML shows it."""
    if value.__class__ is Markup or (value.__class__ is str and _SPECIAL.search(value) is None):
        return value
    return escape(value)


class _Generator(CodeGenerator):
    """Makes Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        self.writeline(f"from {__name__} import shown")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if (words := self._translated(node)) is not None:
            return str(escape(words))
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  as above
        if (words := self._translated(node)) is not None:
            self.write(repr(words))
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def _translated(self, node: nodes.Expr) -> str | None:
        """What `_("…")` says, if it is that."""
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))], kwargs=[]):
                environment: Any = self.environment
                return str(environment.language.gettext(message))
        return None


class _Compiled(BytecodeCache):
    """Templates that this or another process has compiled, by language, name and file."""

    def __init__(self, known: dict[str, bytes], lang: str) -> None:
        self.known, self.lang = known, lang

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.known.get(f"{self.lang} {bucket.key}"):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[f"{self.lang} {bucket.key}"] = bucket.bytecode_to_string()


class Environment(jinja2.Environment):
    """Where templates are found, and what they can use besides what a `Press` adds; for one language."""

    code_generator_class = _Generator

    def __init__(self, folders: Sequence[str], language: Language, compiled: dict[str, bytes]) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=-1,
            bytecode_cache=_Compiled(compiled, language.code),
        )
        self.language = language
        self.globals = {"_": self.gettext, "ngettext": language.ngettext}
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _generate(self, *arguments: Any, **named: Any) -> str:
        """The Python of a template. A block's text is joined at once, not handed up through every template it is in."""
        return _HANDED_ON.sub(r'\1yield "".join(\2)', super()._generate(*arguments, **named))

    def gettext(self, message: str, **words: Any) -> str:
        """A message of the interface with its words put in, of which some may be HTML."""
        if any(isinstance(word, Markup) for word in words.values()):
            return escape(self.language.gettext(message)) % words
        return self.language.gettext(message, **words)

    def forget(self) -> None:
        """Forget the macros that templates have imported: they hold on to the globals of their time."""
        if self.cache:
            self.cache.clear()

    def size(self, name: str) -> int:
        """How long a template is. Raises TemplateNotFound."""
        assert self.loader is not None
        return len(self.loader.get_source(self, name)[0])


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
