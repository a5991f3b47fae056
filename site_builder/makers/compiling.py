"""The Python that a template becomes, in two kinds; what both make of a template is the same, byte for byte.

*Ordinary* code is Jinja's own, but that the words of the interface are compiled in. *Quick* code takes for granted
what is nearly always so: that what stands behind a dot is an attribute, that what is looked up in brackets is there,
and that nothing that is called wants Jinja's context. Where that isn't so it raises an exception, never a wrong result.
Then ordinary code is run instead, which gives the right result or the right message; `templates.py` sees to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from keyword import iskeyword
from typing import Any, NoReturn

import markupsafe
from jinja2 import nodes, runtime
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)  # without marking what it gives as HTML

_HANDED_ON = re.compile(r"^( *)yield from (.+)$", re.MULTILINE)
_OF_MAPPINGS = frozenset({"theme", "static", "extra"})
"""Fields of views that hold mappings: what stands behind one and a dot is a key."""


# ------------------------------------------------------------------------------------------------- when templates run


def shown(value: Any) -> str:
    """A value as HTML shows it, quicker than `escape` finds that in what templates print most."""
    kind = value.__class__
    if kind is str:
        return escaped(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    return escape(value)


class Macro(runtime.Macro):
    """A macro that is called directly when it is called plainly: with values in their order, all or some."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        is_plain = not (self.catch_kwargs or self.catch_varargs or self.caller)
        count = self._argument_count
        self._absent = [(missing,) * (count - given) for given in range(count + 1)] if is_plain else []

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or len(args) >= len(self._absent):
            return super().__call__(*args, **kwargs)
        return _marked(Markup, self._func(*args, *self._absent[len(args)]))


_marked = str.__new__  # what Markup itself does with a string, after it has looked whether it is one


# --------------------------------------------------------------------------------------------- when they are compiled


class Ordinary(CodeGenerator):
    """Makes Python of a template, as Jinja does."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        self.writeline(f"from {__name__} import shown, Macro as quick_Macro")
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


class Quick(Ordinary):
    """Makes quick Python of a template, see above."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Gather what a template or a block prints and hand it on in one piece, as Jinja does in macros."""
        outermost = frame.buffer is None
        if outermost:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if outermost:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  as above
        is_key = isinstance(node.node, nodes.Getattr) and node.node.attr in _OF_MAPPINGS
        is_plain = node.attr.isascii() and not node.attr.startswith("__") and not iskeyword(node.attr)
        if is_key or not is_plain:
            super().visit_Getattr(node, frame)
        else:
            self._bracketed(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  as above
        self._bracketed(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802  as above
        is_plain = not node.dyn_args and not node.dyn_kwargs and not any(iskeyword(word.key) for word in node.kwargs)
        if self._translated(node) is not None or not is_plain:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self._bracketed(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _bracketed(self, node: nodes.Node, frame: Frame) -> None:
        self.write("(")
        self.visit(node, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The macro as one of ours. Its arguments are what Jinja makes of them."""
        self.write("quick_")
        super().macro_def(macro_ref, frame)

    def visit_ScopedEvalContextModifier(self, node: nodes.Node, frame: Frame) -> NoReturn:  # noqa: N802  as above
        """`{% autoescape %}` changes what calls give that are made anywhere below it: that is for ordinary code."""
        raise NotImplementedError("autoescape")


def handed_on_at_once(python: str) -> str:
    """Join a block's text at once, rather than hand it up piece by piece through every template it is in."""
    return _HANDED_ON.sub(r'\1yield "".join(\2)', python)
