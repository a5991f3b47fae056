"""What all views are made of: pictures, dates, people, cards, text with its holes filled in, heads."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from site_builder import inputs, structured, views
from site_builder.language import Language
from site_builder.markdown import fill
from site_builder.models import Hole, Link, Participation
from site_builder.settings import PictureProfile
from site_builder.typography import Quotes, quotes_for

NO_LINK = Link("")


class Showing:
    """The values of one publication's views; `presenter.py` makes the views. Everything it is given is plain data."""

    def __init__(
        self,
        site: views.Site,
        profiles: dict[str, PictureProfile],
        quotes: str,
        structured_data: bool,
        hidden: Iterable[str],
    ) -> None:
        self.site, self.profiles, self.quotes = site, profiles, quotes
        self.structured_data, self.hidden = structured_data, frozenset(hidden)

    # ------------------------------------------------------------------------------------------------ small values

    def marks(self, lang: str) -> Quotes:
        return quotes_for(lang, self.quotes)

    def quoted(self, html: str, lang: str) -> Markup:
        """Some HTML between the quotation marks of its language."""
        marks = self.marks(lang)
        return Markup(f"{marks.open}{html}{marks.close}")

    def absolute(self, address: str) -> str:
        return self.site.origin + address if address.startswith("/") else address

    def picture(self, sizes: inputs.PictureSizes | None, alt: str, **more: Any) -> views.Picture | None:
        if sizes is None:
            return None
        return views.Picture(alt, sizes.width, sizes.height, sizes.tone, sizes.webp, sizes.jpeg, **more)

    def picture_html(self, picture: views.Picture, profile: str, eager: bool = False) -> Markup:
        """The `<picture>` of a picture, shown as wide as the theme says for this profile."""
        sizes = escape(self.profiles[profile].sizes) if profile in self.profiles else "100vw"
        jpeg = ", ".join(f"{url} {width}w" for url, width, _ in picture.jpeg)
        fallback, width, height = picture.jpeg[-1]
        loading = 'fetchpriority="high"' if eager else 'loading="lazy"'
        image = (
            f'<img src="{fallback}" srcset="{jpeg}" sizes="{sizes}" alt="{escape(picture.alt)}" '
            f'width="{width}" height="{height}" {loading} decoding="async">'
        )
        source = ""
        if picture.webp:
            webp = ", ".join(f"{url} {width}w" for url, width in picture.webp)
            source = f'<source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        return Markup(f'<picture class="tone-{picture.tone}">{source}{image}</picture>')

    def date(self, day: dt.date | None, language: Language) -> views.Date | None:
        return None if day is None else views.Date(day.isoformat(), language.date(day))

    def participant(self, part: inputs.Part) -> views.Participant:
        return views.Participant(part.name, part.url, part.role, part.organisation, part.on_behalf_of, part.note)

    def participants(
        self, people: Sequence[Participation], around: inputs.Surroundings, role: str
    ) -> tuple[views.Participant, ...]:
        return tuple(self.present(person, around, role) for person in people)

    def present(self, person: Participation, around: inputs.Surroundings, role: str) -> views.Participant:
        known = inputs.Known(person.who) if person.group else around.people[f"{role} {person.who}"]
        return views.Participant(
            known.name, known.url, person.role, person.organisation, person.on_behalf_of, person.note
        )

    def card(self, data: inputs.CardData, language: Language) -> views.Card:
        title = self.quoted(data.title, data.lang) if data.quoted else Markup(data.title)
        return views.Card(
            url=data.url,
            lang=data.lang,
            title=title,
            quote_by=data.quote_by,
            kicker=data.kicker,
            date=self.date(data.date, language),
            description=data.description,
            speakers=tuple(self.participant(part) for part in data.speakers),
            sketch=self.picture(data.sketch, data.sketch_alt),
            draft=data.draft,
        )

    def optional_card(self, data: inputs.CardData | None, language: Language) -> views.Card | None:
        return None if data is None else self.card(data, language)

    # ------------------------------------------------------------------------------------------------ text

    def html(self, text: str, holes: tuple[Hole, ...], around: inputs.Surroundings) -> Markup:
        """Some HTML of a document with pictures, files and links put in."""
        return Markup(fill(text, holes, functools.partial(self.resolve, around)))

    def resolve(self, around: inputs.Surroundings, hole: Hole) -> str:
        if hole.kind == "picture":
            picture = self.picture(around.pictures.get(hole.target), hole.text)
            profile = "wide" if hole.wide and "wide" in self.profiles else "picture"
            return "" if picture is None else self.picture_html(picture, profile)
        if hole.kind == "file":
            return str(escape(around.files.get(hole.target, NO_LINK).url))
        if hole.kind == "size":
            return f' <span class="file">({escape(around.files.get(hole.target, NO_LINK).label)})</span>'
        return str(escape(around.links.get(hole.target, "")))

    def feed_html(self, text: str, holes: tuple[Hole, ...], around: inputs.Surroundings) -> str:
        """The same for a feed: absolute addresses, plain pictures."""

        def resolve(hole: Hole) -> str:
            if hole.kind == "picture":
                picture = self.picture(around.pictures.get(hole.target), hole.text)
                return "" if picture is None else self.feed_picture(picture)
            if hole.kind == "size":
                return f" ({escape(around.files.get(hole.target, NO_LINK).label)})"
            if hole.kind == "file":
                return str(escape(self.absolute(around.files.get(hole.target, NO_LINK).url)))
            return str(escape(self.absolute(around.links.get(hole.target, ""))))

        return fill(text, holes, resolve)

    def feed_picture(self, picture: views.Picture) -> str:
        url, width, height = picture.jpeg[-1]
        return f'<img src="{self.absolute(url)}" alt="{escape(picture.alt)}" width="{width}" height="{height}">'

    # ------------------------------------------------------------------------------------------------ heads

    def head(self, title: str, description: str, url: str, lang: str, **more: Any) -> views.Head:
        full = f"{title} – {self.site.title}" if title else self.site.title
        more.setdefault("type", "website")
        heading = title or self.site.title
        return views.Head(
            title=full, heading=heading, description=description, url=self.absolute(url), lang=lang, **more
        )

    def image(self, picture: views.Picture | None) -> dict[str, Any]:
        """The picture for shared links; JPEG, since not everybody there reads WebP."""
        if picture is None:
            return {}
        url, width, height = picture.jpeg[-1]
        return {
            "image": self.absolute(url),
            "image_alt": picture.alt,
            "image_width": width,
            "image_height": height,
        }

    def json_ld(self, make: Callable[[], dict[str, Any]]) -> Markup:
        return structured.as_script(make()) if self.structured_data else Markup("")
