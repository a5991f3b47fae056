"""A page: its inputs and the text of its documents, through the theme's template.

A `Press` is made once in every process that makes pages; what it makes depends only on what it is given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from site_builder.inputs import (
    CorrectionsInputs,
    ItemInputs,
    ListInputs,
    NotFoundInputs,
    PersonInputs,
    RedirectInputs,
    RegisterInputs,
    ThingInputs,
)
from site_builder.makers.templates import Environment
from site_builder.models import Document
from site_builder.presenter import Presenter


class Press:
    """The theme's templates, ready to be filled in. `environment` has them for a language.

    An environment serves the press that asked for it last.
    """

    def __init__(self, environment: Callable[[str], Environment], presenter: Presenter) -> None:
        self.presenter = presenter
        self._environment = functools.cache(lambda lang: self._made_ours(environment(lang), lang))

    def _made_ours(self, environment: Environment, lang: str) -> Environment:
        environment.globals.update(site=self.presenter.site, picture=self.presenter.picture_html, lang=lang)
        environment.forget()
        return environment

    def print(self, template: str, view: Any, lang: str) -> bytes:
        """The bytes of one page. Raises what Jinja raises: templates are code."""
        return self._environment(lang).fill_in(template, {"view": view}).encode()

    def page(self, inputs: Any, documents: Sequence[Document]) -> bytes:
        """The page that `inputs` and the whole text of its documents make."""
        present, lang = self.presenter, self.presenter.site.language
        document: Any = documents[0] if documents else None
        match inputs:
            case ItemInputs():
                item = document.summary
                return self.print(f"{item.kind}.html", present.item(document, inputs), item.lang)
            case PersonInputs():
                return self.print(inputs.template, present.person(document, inputs), lang)
            case ThingInputs():
                return self.print(inputs.template, present.thing(document, inputs), lang)
            case ListInputs():
                return self.print(inputs.template, present.list(inputs), lang)
            case CorrectionsInputs():
                return self.print("corrections.html", present.all_corrections(inputs), lang)
            case RedirectInputs():
                return self.print("redirect.html", present.redirect(inputs), inputs.lang)
            case RegisterInputs():
                return self.print("speakers.html", present.register(inputs), lang)
        assert isinstance(inputs, NotFoundInputs)
        return self.print("404.html", present.not_found(inputs), lang)
