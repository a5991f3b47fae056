"""A drawing of a theme in SVG: what it loads by itself, and the names in it."""

from __future__ import annotations

from site_builder.checks.facts import Facts, Reference
from site_builder.checks.markup import attribute, parsed
from site_builder.checks.pages import references


def read(data: bytes) -> Facts:
    """The facts of a drawing. What is inside the drawing itself, such as a gradient, is no file."""
    soup = parsed(data)
    tags = soup.find_all(True)
    found: dict[Reference, None] = dict.fromkeys(reference for tag in tags for reference in references(tag))
    ids = (id for tag in tags if (id := attribute(tag, "id")))
    return Facts(tuple(r for r in found if not r.address.startswith("#")), tuple(dict.fromkeys(ids)))
