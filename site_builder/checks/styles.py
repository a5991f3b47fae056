"""A style sheet: the files that it loads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.checks.facts import Facts, Reference, is_local

_LOADING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})
"""Functions in which a text is an address."""


def read(data: bytes) -> Facts:
    """The facts of a style sheet."""
    return Facts(tuple(dict.fromkeys(references(data.decode("utf-8", "replace")))))


def references(css: str) -> Iterator[Reference]:
    """What some CSS loads. What is inside the page itself, such as a filter, is no file."""
    import tinycss2  # only where there is CSS to read

    for written in _addresses(tinycss2.parse_component_value_list(css, skip_comments=True)):
        address = written.strip()
        if not address.startswith("#") and is_local(address, "load"):
            yield Reference("load", address)


def _addresses(tokens: Sequence[Any], *, in_function: str = "") -> Iterator[str]:
    """The addresses in some tokens and those inside them. A text is one in few places only."""
    rule = ""
    for token in tokens:
        if token.type == "at-keyword":
            rule = token.lower_value
        elif token.type == "string":
            if in_function in _LOADING or rule == "import":
                yield token.value
        elif token.type == "url" and rule != "namespace":
            yield token.value
        elif token.type == "function" and rule != "namespace":
            yield from _addresses(token.arguments, in_function=token.lower_name)
        elif token.type.endswith("block"):
            yield from _addresses(token.content)
            rule = ""
        elif token == ";":
            rule = ""
