"""A page: its inputs and the text of its documents, through the theme's template.

A `Press` is made once in every process that makes pages; what it makes depends only on what it is given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from site_builder.inputs import (
    ItemInputs,
    ListInputs,
    NotFoundInputs,
    PersonInputs,
    RegisterInputs,
    TopicInputs,
)
from site_builder.makers.templates import Environment
from site_builder.models import Document, Interview, Page, Person, Topic
from site_builder.presenter import Presenter


class Press:
    """The theme's templates, ready to be filled in. `environment` has them for a language.

    An environment serves the press that asked for it last.
    """

    def __init__(self, environment: Callable[[str], Environment], presenter: Presenter) -> None:
        self.presenter = presenter
        self._environment = functools.cache(lambda lang: self._made_ours(environment(lang)))

    def _made_ours(self, environment: Environment) -> Environment:
        environment.globals.update(site=self.presenter.site, picture=self.presenter.picture_html)
        return environment

    def print(self, template: str, view: Any, lang: str) -> bytes:
        """The bytes of one page. Raises what Jinja raises: templates are code."""
        return self._environment(lang).get_template(template).render({"view": view, "lang": lang}).encode()

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
