"""A page: its inputs and the text of its documents, through the theme's template.

A `Press` is made once in every process that makes pages; what it makes depends only on what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jinja2

from site_builder.inputs import (
    ItemInputs,
    ListInputs,
    NotFoundInputs,
    PersonInputs,
    RegisterInputs,
    TopicInputs,
)
from site_builder.language import language_for
from site_builder.models import Document, Interview, Page, Person, Topic
from site_builder.presenter import Presenter


def environment_for(folders: Sequence[str]) -> jinja2.Environment:
    """Where templates are found and what they can use, but for what a `Press` adds. `folders` are searched in order."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )
    environment.globals = {}
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


class Press:
    """The theme's templates, ready to be filled in. An environment serves the press that was made of it last."""

    def __init__(self, environment: jinja2.Environment, presenter: Presenter) -> None:
        self.environment, self.presenter = environment, presenter
        environment.globals.update(site=presenter.site, picture=presenter.picture_html)

    def print(self, template: str, view: Any, lang: str) -> bytes:
        """The bytes of one page. Raises what Jinja raises: templates are code."""
        language = language_for(lang)
        words = {"view": view, "lang": lang, "_": language.gettext, "ngettext": language.ngettext}
        return self.environment.get_template(template).render(words).encode()

    def page(self, inputs: Any, documents: Sequence[Document]) -> bytes:
        """The page that `inputs` and the whole text of its documents make."""
        present, site = self.presenter, self.presenter.site
        document = documents[0] if documents else None
        if isinstance(inputs, ItemInputs):
            if isinstance(document, Interview):
                return self.print("interview.html", present.interview(document, inputs), document.summary.lang)
            assert isinstance(document, Page)
            return self.print("page.html", present.page(document, inputs), document.summary.lang)
        if isinstance(inputs, PersonInputs):
            assert document is None or isinstance(document, Person)
            return self.print(inputs.template, present.person(document, inputs), site.language)
        if isinstance(inputs, TopicInputs):
            assert document is None or isinstance(document, Topic)
            return self.print("topic.html", present.topic(document, inputs), site.language)
        if isinstance(inputs, ListInputs):
            return self.print(inputs.template, present.list(inputs), site.language)
        if isinstance(inputs, RegisterInputs):
            return self.print("speakers.html", present.register(inputs), site.language)
        assert isinstance(inputs, NotFoundInputs)
        return self.print("404.html", present.not_found(inputs), site.language)


_FILTERS = (
    "capitalize", "default", "escape", "first", "forceescape", "format", "groupby", "indent", "int", "join", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select",
    "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "tojson", "trim", "truncate", "unique",
    "upper", "urlencode", "wordcount", "xmlattr", "attr", "batch", "count", "d", "e", "dictsort", "items", "abs",
)  # fmt: skip
"""Jinja's filters but those whose result depends on more than their arguments, such as `random` and `pprint`."""
