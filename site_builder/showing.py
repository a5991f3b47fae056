"""What all views are made of: pictures, dates, people, cards, text with its holes filled in, heads."""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup, escape

from site_builder import inputs, structured, values, views
from site_builder.language import Language, language_for
from site_builder.markdown import fill
from site_builder.models import HOLE, Hole, Link, Participation
from site_builder.particulars import Correction
from site_builder.settings import PictureProfile
from site_builder.typography import quotes_for
from site_builder.urls import parted

as_html: Callable[[str], Markup] = functools.partial(str.__new__, Markup)
"""HTML of ours, marked as such. `Markup` itself takes three times as long, since it looks what it is given."""

NOTHING = Markup("")
_PULL = re.compile(r'<aside class="pull\b.*?</aside>\s*', re.DOTALL)
_HIDDEN = re.compile(r'<span class="visually-hidden">(.*?)</span>')
_ONLY_HERE = (" role=", " tabindex=", " aria-")
_IN_TAG = r"(?=[^<>]*>)"
_FOR_PAGES = re.compile(rf' (?:role|tabindex|aria-[a-z]+)="[^"]*"{_IN_TAG}')
_LINKS_OUT = tuple(f' href="{scheme}' for scheme in ("https://", "http://", "mailto:", "tel:"))
_RELATIVE = re.compile(rf' (href)="(?!https?://|mailto:|tel:)([^"]*)"{_IN_TAG}')

KINDS_OF_CORRECTION = {"correction": "Correction", "clarification": "Clarification", "update": "Update"}
"""What the interface calls a correction of each kind."""


class Showing:
    """The values of one publication's views; `presenter.py` makes the views. Everything it is given is plain data."""

    def __init__(
        self,
        site: views.Site,
        profiles: dict[str, PictureProfile],
        quotes: str,
        structured_data: bool,
        timezone: str,
    ) -> None:
        self.site, self.profiles, self.quotes = site, profiles, quotes
        self.structured_data = structured_data
        self.zone = zoneinfo.ZoneInfo(timezone)

    # ------------------------------------------------------------------------------------------------ small values

    def marked(self, text: str, lang: str) -> str:
        """Some text between the quotation marks of its language."""
        marks = quotes_for(lang, self.quotes)
        return f"{marks.open}{text}{marks.close}"

    def quoted(self, html: str, lang: str) -> Markup:
        """The same of some HTML."""
        return as_html(self.marked(html, lang))

    def absolute(self, address: str) -> str:
        """An address of the publication with scheme and host; others stay as they are."""
        return self.site.origin + address if address.startswith("/") else address

    def picture(self, sizes: inputs.PictureSizes | None, alt: str, **more: Any) -> values.Picture | None:
        """A picture in its published sizes, or None when there are none."""
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

    def day(self, day: dt.date, language: Language) -> values.Date:
        """A day in words and for machines."""
        return _date(day, language.code)

    def date(self, day: dt.date | None, language: Language) -> values.Date | None:
        """A day that may not be known."""
        return None if day is None else self.day(day, language)

    def correction(
        self, correction: Correction, text: Markup, language: Language, card: values.Card | None = None
    ) -> values.Correction:
        """A correction; `card` is that of its item, where it stands among those of others."""
        label = language.gettext(KINDS_OF_CORRECTION[correction.kind])
        return values.Correction(self.day(correction.date, language), correction.kind, label, text, card)

    def place(self, place: inputs.Place) -> values.Place:
        return values.Place(place.number, place.total, place.newer, place.older)

    def participant(self, part: inputs.Part) -> values.Participant:
        """Somebody's part in an item that a list shows."""
        return values.Participant(part.name, part.url, part.role, part.organisation, part.on_behalf_of, part.note)

    def participants(
        self, people: Sequence[Participation], around: inputs.Surroundings, role: str
    ) -> tuple[values.Participant, ...]:
        """People of an item in a role, as they were then."""
        return tuple([self.present(person, around, role) for person in people])

    def present(self, person: Participation, around: inputs.Surroundings, role: str) -> values.Participant:
        """Somebody's part in an item, with the person and the organisations found."""
        known = inputs.Known(person.who) if person.group else around.people[f"{role} {person.who}"]
        organisation = around.parties.get(person.organisation) or Link(person.organisation)
        on_behalf_of = around.parties.get(person.on_behalf_of) or Link(person.on_behalf_of)
        return values.Participant(
            known.name,
            known.url,
            person.role,
            organisation.label,
            on_behalf_of.label,
            person.note,
            organisation.url,
            on_behalf_of.url,
        )

    def card(self, data: inputs.CardData, language: Language) -> values.Card:
        """What a list in a language shows of an item."""
        title = self.quoted(data.title, data.lang) if data.quoted else as_html(data.title)
        return values.Card(
            kind=data.kind,
            url=data.url,
            lang=data.lang,
            title=self.prefixed(data.series, title),
            quote_by=data.quote_by,
            kicker=data.kicker,
            date=self.date(data.date, language),
            description=data.description,
            speakers=tuple([self.participant(part) for part in data.speakers]),
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
            return as_html(text) if text else NOTHING
        return as_html(fill(text, holes, functools.partial(self.resolve, around)))

    def resolve(self, around: inputs.Surroundings, hole: Hole) -> str:
        """What stands in a hole of a page."""
        if hole.kind == "picture":
            picture = self.picture(around.pictures.get(hole.target), hole.text)
            profile = "wide" if hole.wide and "wide" in self.profiles else "picture"
            return "" if picture is None else self.picture_html(picture, profile)
        return self.words(around, hole, lambda address: address)

    def feed_html(self, text: str, holes: tuple[Hole, ...], around: inputs.Surroundings, url: str) -> str:
        """The same for a feed, which shows the text away from its page at `url`."""

        def resolve(hole: Hole) -> str:
            if hole.kind == "picture":
                picture = self.picture(around.pictures.get(hole.target), hole.text)
                return "" if picture is None else self.feed_picture(picture)
            return self.words(around, hole, self.absolute)

        return elsewhere(fill(text, holes, resolve), url)

    def words(self, around: inputs.Surroundings, hole: Hole, addressed: Callable[[str], str]) -> str:
        """What stands in a hole but a picture; `addressed` makes an address what it has to be."""
        match hole.kind:
            case "poster":
                picture = self.picture(around.pictures.get(hole.target), "")
                return "" if picture is None else addressed(picture.jpeg[-1][0])
            case "file":
                file = around.files.get(hole.target)
                return str(escape(addressed(file.url) + parted(hole.target)[1])) if file else ""
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
        """A picture for feeds: one size, with an absolute address."""
        url, width, height = picture.jpeg[-1]
        return f'<img src="{self.absolute(url)}" alt="{escape(picture.alt)}" width="{width}" height="{height}">'

    # ------------------------------------------------------------------------------------------------ heads

    def head(self, title: str, description: str, url: str, lang: str, **more: Any) -> values.Head:
        """What stands in `<head>`; without a title, that of the publication."""
        full = f"{title} – {self.site.title}" if title else self.site.title
        more.setdefault("type", "website")
        heading = title or self.site.title
        return values.Head(
            title=full,
            heading=heading,
            description=description,
            url=self.absolute(url),
            lang=lang,
            locale=language_for(lang).territory,
            **more,
        )

    def numbered(self, title: str, place: inputs.Place, lang: str = "") -> str:
        """The title of a page of a list, which from the second one says which it is."""
        page = language_for(lang or self.site.language).gettext("Page %(number)s", number=place.number)
        return " – ".join(filter(None, (title, page if place.number > 1 else "")))

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
        """Structured data, made only when the publication wants it."""
        return structured.as_script(make()) if self.structured_data else Markup("")


@functools.lru_cache(maxsize=8192)
def _date(day: dt.date, lang: str) -> values.Date:
    """A day in a language; most are shown by several pages."""
    return values.Date(day.isoformat(), language_for(lang).date(day))


def elsewhere(text: str, url: str) -> str:
    """Some HTML of the page at `url` for where it is shown without its style sheet: in feeds, and to programs.

    Pull quotes go, since they only repeat; so do attributes that only help on the page. Addresses become absolute.
    """
    if '="' not in text:
        return text
    if '<aside class="pull' in text:
        text = _PULL.sub("", text)
    if "visually-hidden" in text:
        text = _HIDDEN.sub(r"\1", text)
    if any(name in text for name in _ONLY_HERE):
        text = _FOR_PAGES.sub("", text)
    if text.count(' href="') > sum(map(text.count, _LINKS_OUT)):
        text = _RELATIVE.sub(lambda found: f' {found[1]}="{escape(urljoin(url, unescape(found[2])))}"', text)
    return text


def described(file: inputs.PublishedFile, lang: str, *more: str) -> str:
    """Type and size of a file in a language, such as `PDF, 1.2 MB`."""
    return ", ".join(filter(None, (file.kind, language_for(lang).size(file.size), *more)))
