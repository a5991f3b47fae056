"""Views of pages that lead to others: home, core messages, corrections, the A–Z, redirects, 404."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from site_builder import inputs, structured, values, views
from site_builder.language import language_for
from site_builder.models import HOLE
from site_builder.showing import Showing
from site_builder.wording import HOLES


class Indexes(Showing):
    """The views of these pages."""

    def list(self, data: inputs.ListInputs) -> views.Home | views.CoreMessages:
        """The view of a page of the home page or of the core messages."""
        language = language_for(self.site.language)
        cards = tuple(self.card(card, language) for card in data.cards)
        place = self.place(data.place)
        if data.template == "home.html":
            first = cards[0].sketch or cards[0].picture if cards else None
            head = self.head(
                self.numbered("", data.place),
                self.site.description,
                data.url,
                self.site.language,
                json_ld=self.json_ld(
                    lambda: structured.home(self.site, data.url, structured.rows(data.cards), data.place)
                ),
                **self.image(first),
            )
            return views.Home(head=head, cards=cards, place=place)
        head = self.list_head(language.gettext("Core messages"), data, structured.rows(data.cards))
        messages = tuple(
            values.Message(id, without_own_parts(message.html), card)
            for id, message, card in zip(data.ids, data.messages, cards, strict=True)
        )
        return views.CoreMessages(head=head, messages=messages, place=place)

    def all_corrections(self, data: inputs.CorrectionsInputs) -> views.Corrections:
        """The view of a page of everybody's corrections."""
        language = language_for(self.site.language)
        rows = ((card.list_title, f"{card.url}#corrections") for _, card in data.corrections)
        return views.Corrections(
            head=self.list_head(language.gettext("Corrections"), data, rows),
            corrections=tuple(
                self.correction(c, without_own_parts(c.html), language, self.card(card, language))
                for c, card in data.corrections
            ),
            place=self.place(data.place),
        )

    def list_head(
        self,
        title: str,
        data: inputs.ListInputs | inputs.CorrectionsInputs | inputs.RegisterInputs,
        rows: Iterable[tuple[str, str]],
    ) -> values.Head:
        """The head of a page of a list; `rows` are the names in it, with addresses."""
        return self.head(
            self.numbered(title, data.place),
            "",
            data.url,
            self.site.language,
            json_ld=self.json_ld(lambda: structured.listing(self.site, data.url, title, rows, data.place)),
        )

    def redirect(self, data: inputs.RedirectInputs) -> views.Redirect:
        head = self.head(data.title, "", data.target, data.lang, noindex=True)
        return views.Redirect(head, data.target, data.title)

    def register(self, data: inputs.RegisterInputs) -> views.Speakers:
        """The view of a page of the A–Z of speakers."""
        letters = tuple(values.Register(letter, people) for letter, people in data.letters)
        rows = ((link.label, link.url) for _, people in data.letters for link in people)
        head = self.list_head(language_for(self.site.language).gettext("Speakers"), data, rows)
        return views.Speakers(head, letters, data.count, data.index, self.place(data.place))

    def not_found(self, data: inputs.NotFoundInputs) -> views.NotFound:
        title = language_for(self.site.language).gettext("Page not found")
        return views.NotFound(self.head(title, "", data.url, self.site.language, noindex=True))


_OWN = re.compile(
    r'<figure.*?</figure>|<sup class="note-ref">.*?</sup>| id="[^"]*"'
    rf'|<a(?: href="(?:#|{HOLE})[^>]*)?>(?P<words>.*?)</a>',
    re.DOTALL,
)
"""What only the page of an item can show: figures, notes, anchors, and links whose address it has to fill in."""


def without_own_parts(html: str) -> Markup:
    """A core message or a correction as other pages show it: what only its own page can show is left out."""
    return Markup(HOLES.sub("", _OWN.sub(lambda found: found["words"] or "", html)))
