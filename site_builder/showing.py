"""What all views are made of: pictures, dates, people, cards, text with its holes filled in, heads."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from site_builder import inputs, structured, values, views
from site_builder.language import Language, language_for
from site_builder.markdown import fill
from site_builder.models import HOLE, Hole, Link, Participation
from site_builder.settings import PictureProfile
from site_builder.typography import Quotes, quotes_for

NOTHING = Markup("")


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

    def picture(self, sizes: inputs.PictureSizes | None, alt: str, **more: Any) -> values.Picture | None:
        if sizes is None:
            return None
        return values.Picture(alt, sizes.width, sizes.height, sizes.tone, sizes.webp, sizes.jpeg, **more)

    def picture_html(self, picture: values.Picture, profile: str, eager: bool = False) -> Markup:
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

    def date(self, day: dt.date | None, language: Language) -> values.Date | None:
        return None if day is None else values.Date(day.isoformat(), language.date(day))

    def place(self, place: inputs.Place) -> values.Place:
        return values.Place(place.number, place.total, place.newer, place.older)

    def participant(self, part: inputs.Part) -> values.Participant:
        return values.Participant(part.name, part.url, part.role, part.organisation, part.on_behalf_of, part.note)

    def participants(
        self, people: Sequence[Participation], around: inputs.Surroundings, role: str
    ) -> tuple[values.Participant, ...]:
        return tuple(self.present(person, around, role) for person in people)

    def present(self, person: Participation, around: inputs.Surroundings, role: str) -> values.Participant:
        known = inputs.Known(person.who) if person.group else around.people[f"{role} {person.who}"]
        organisation = around.parties.get(person.organisation) or Link(person.organisation)
        on_behalf_of = around.parties.get(person.on_behalf_of) or Link(person.on_behalf_of)
        url = organisation.url or on_behalf_of.url
        return values.Participant(
            known.name, known.url, person.role, organisation.label, on_behalf_of.label, person.note, url
        )

    def card(self, data: inputs.CardData, language: Language) -> values.Card:
        title = self.quoted(data.title, data.lang) if data.quoted else Markup(data.title)
        return values.Card(
            kind=data.kind,
            url=data.url,
            lang=data.lang,
            title=self.prefixed(data.series, title),
            quote_by=data.quote_by,
            kicker=data.kicker,
            date=self.date(data.date, language),
            description=data.description,
            speakers=tuple(self.participant(part) for part in data.speakers),
            sketch=self.picture(data.sketch, data.alt),
            picture=self.picture(data.picture, data.alt),
            draft=data.draft,
            verdict=data.verdict,
            sponsored=data.sponsored,
        )

    def prefixed(self, series: str, title: Markup) -> Markup:
        """A title behind the name of its series, where the series wants that."""
        return Markup(f"{escape(series)}: {title}") if series else title

    def optional_card(self, data: inputs.CardData | None, language: Language) -> values.Card | None:
        return None if data is None else self.card(data, language)

    # ------------------------------------------------------------------------------------------------ text

    def html(self, text: str, holes: tuple[Hole, ...], around: inputs.Surroundings) -> Markup:
        """Some HTML of a document with pictures, files and links put in."""
        if HOLE not in text:
            return Markup(text) if text else NOTHING
        return Markup(fill(text, holes, functools.partial(self.resolve, around)))

    def resolve(self, around: inputs.Surroundings, hole: Hole) -> str:
        if hole.kind == "picture":
            picture = self.picture(around.pictures.get(hole.target), hole.text)
            profile = "wide" if hole.wide and "wide" in self.profiles else "picture"
            return "" if picture is None else self.picture_html(picture, profile)
        return self.words(around, hole, lambda address: address)

    def feed_html(self, text: str, holes: tuple[Hole, ...], around: inputs.Surroundings) -> str:
        """The same for a feed: absolute addresses, plain pictures."""

        def resolve(hole: Hole) -> str:
            if hole.kind == "picture":
                picture = self.picture(around.pictures.get(hole.target), hole.text)
                return "" if picture is None else self.feed_picture(picture)
            return self.words(around, hole, self.absolute)

        return fill(text, holes, resolve)

    def words(self, around: inputs.Surroundings, hole: Hole, addressed: Callable[[str], str]) -> str:
        """What stands in a hole but a picture; `addressed` makes an address what it has to be."""
        match hole.kind:
            case "poster":
                picture = self.picture(around.pictures.get(hole.target), "")
                return "" if picture is None else addressed(picture.jpeg[-1][0])
            case "file":
                file = around.files.get(hole.target)
                return str(escape(addressed(file.url))) if file else ""
            case "whole":
                file = around.files.get(hole.target)
                return str(escape(self.absolute(file.url))) if file else ""
            case "size":
                file = around.files.get(hole.target)
                return f' <span class="file">({escape(described(file, hole.text))})</span>' if file else ""
            case "person":
                return str(escape(around.people.get(f"speaker {hole.target}", inputs.Known("")).name))
            case "contact":
                return self.contact(around.people.get(f"contact {hole.target}", inputs.Known("")), addressed)
        return str(escape(addressed(around.links.get(hole.target, ""))))

    def contact(self, known: inputs.Known, addressed: Callable[[str], str]) -> str:
        """Somebody to ask: the name, and every way to reach them."""
        name = f'<a href="{escape(addressed(known.url))}">{escape(known.name)}</a>' if known.url else escape(known.name)
        ways = "".join(f'<li><a href="{escape(way.url)}">{escape(way.label)}</a></li>' for way in known.reached_at)
        return f'<p class="contact-name">{name}</p>' + (f"<ul>{ways}</ul>" if ways else "")

    def feed_picture(self, picture: values.Picture) -> str:
        url, width, height = picture.jpeg[-1]
        return f'<img src="{self.absolute(url)}" alt="{escape(picture.alt)}" width="{width}" height="{height}">'

    # ------------------------------------------------------------------------------------------------ heads

    def head(self, title: str, description: str, url: str, lang: str, **more: Any) -> values.Head:
        full = f"{title} – {self.site.title}" if title else self.site.title
        more.setdefault("type", "website")
        heading = title or self.site.title
        return values.Head(
            title=full, heading=heading, description=description, url=self.absolute(url), lang=lang, **more
        )

    def image(self, picture: values.Picture | None) -> dict[str, Any]:
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


def described(file: inputs.PublishedFile, lang: str, *more: str) -> str:
    """Type and size of a file in a language, such as `PDF, 1.2 MB`."""
    return ", ".join(filter(None, (file.kind, language_for(lang).size(file.size), *more)))
