"""Whom a file names, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from site_builder.models import ItemSummary, Summary
from site_builder.names import name_id

Role = Literal["speaker", "author"]

ROLES: tuple[tuple[str, Role], ...] = (
    ("speakers", "speaker"),
    ("interviewers", "author"),
    ("artists", "author"),
    ("authors", "author"),
    ("photographers", "author"),
    ("editors", "author"),
    ("translators", "author"),
    ("thanks", "author"),
)
"""The lists of people that an item has, and what those in each are."""


def named_in(summary: Summary) -> Iterator[str]:
    """The ids of all people whom a file names, but for the links in its text."""
    yield from (name_id(name) for name, _ in summary.named)
    if isinstance(summary, ItemSummary):
        for field_name, _ in ROLES:
            yield from (name_id(person.who) for person in getattr(summary, field_name))
        yield from map(name_id, summary.mentions)
        yield from (name_id(name) for name, _ in summary.parties)
        yield from (name_id(quotation.by) for quotation in summary.quotations)
        yield from (name_id(sketch.creator) for sketch in summary.sketches)
        yield name_id(summary.quote_by)
