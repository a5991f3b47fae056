"""One file of content → a document: read, checked by itself, its Markdown rendered.

What needs the rest of the publication (does that speaker exist, how large is that picture) is left for `linking.py`.
Reading is a pure function of the file's bytes, its kind and the `ReadingRules`, so its results are kept in the store.
"""

from __future__ import annotations

from typing import Any

import msgspec

from site_builder import schema
from site_builder.errors import Problem, SiteError
from site_builder.frontmatter import read
from site_builder.interviews import InterviewReader
from site_builder.items import ArticleReader, DossierReader, PageReader
from site_builder.models import Document, Kind
from site_builder.people import OrganisationReader, PersonReader, SeriesReader, TopicReader
from site_builder.reading import ReadingRules
from site_builder.validation import validate


class Reading(msgspec.Struct, frozen=True):
    """What came of reading one file. Without a document there is at least one error among the problems."""

    document: Document | None
    problems: tuple[Problem, ...]
    places: dict[str, tuple[tuple[str | int, ...], int, int]]


def read_document(path: str, raw: bytes, kind: Kind, rules: ReadingRules) -> Reading:
    """Read a file of content. `path` is relative to the publication. Never raises for what an author wrote."""
    try:
        source = read(path, raw)
        model = validate(schema.FILES[kind], source)
    except SiteError as error:
        return Reading(None, error.problems, {})
    reader = _READERS[kind](source, model, rules)
    try:
        document = reader.document()
    except SiteError as error:
        return Reading(None, tuple(sorted({*reader.writer.problems, *error.problems})), {})
    problems = tuple(sorted(set(reader.writer.problems)))
    if any(p.severity == "error" for p in problems):
        return Reading(None, problems, {})
    places = {name: (tuple(keys), line, column) for name, (keys, line, column) in reader.writer.places.items()}
    return Reading(document, problems, places)


_READERS: dict[Kind, Any] = {
    "interview": InterviewReader,
    "article": ArticleReader,
    "dossier": DossierReader,
    "page": PageReader,
    "speaker": PersonReader,
    "author": PersonReader,
    "organisation": OrganisationReader,
    "series": SeriesReader,
    "topic": TopicReader,
}

__all__ = ["Reading", "ReadingRules", "read_document"]
