"""Documents and inputs → views: the last step before a template.

Pure functions: what comes out depends on nothing but the arguments. Structured data is in `structured.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from site_builder import inputs, structured, views
from site_builder.language import language_for
from site_builder.markdown import plain
from site_builder.models import Exchange, Interview, ItemSummary, Page, Person, Topic
from site_builder.showing import Showing


class Presenter(Showing):
    """Makes the views of one publication."""

    def credits(self, item: ItemSummary, around: inputs.Surroundings) -> tuple[views.Credit, ...]:
        """Who made an item; who did several things is named once."""
        roles = (
            ("interview", item.interviewers),
            ("drawing", item.artists),
            ("text", item.authors),
            ("photography", item.photographers),
            ("editing", item.editors),
            ("translation", item.translators),
        )
        lines: dict[tuple[views.Participant, ...], list[str]] = {}
        for part, people in roles:
            if people:
                lines.setdefault(self.participants(people, around, "author"), []).append(part)
        return tuple(views.Credit(tuple(parts), people) for people, parts in lines.items())

    def shared(self, document: Interview | Page, data: inputs.ItemInputs) -> dict[str, Any]:
        """What the views of all items have in common."""
        item, around = document.summary, data.around
        language = language_for(item.lang)
        sketch = self.sketch(document, around)
        picture = None
        if item.picture:
            own = item.picture
            caption = self.html(own.caption, document.holes, around)
            picture = self.picture(around.pictures.get(own.image), own.alt, caption=caption, credit=own.credit)
        recorded = ""
        if document.recorded:
            day = language.date(document.recorded.date) if document.recorded.date else ""
            recorded = ", ".join(filter(None, (document.recorded.place, document.recorded.city, day)))
        message = item.core_message.html if item.core_message else ""
        author = (item.authors or getattr(item, "interviewers", ()))[:1]
        signature = self.present(author[0], around, "author").name if document.signature and author else ""
        return {
            "lang": item.lang,
            "kicker": item.kicker,
            "date": self.date(item.date, language),
            "updated": self.date(item.updated, language),
            "draft": item.source in self.hidden,
            "lead": self.html(document.lead, document.holes, around),
            "credits": self.credits(item, around),
            "author_role": document.author_role,
            "signature": signature,
            "topics": data.topics,
            "notes": self.html(document.notes, document.holes, around),
            "sketch": sketch,
            "picture": picture,
            "core_message": self.html(message, document.holes, around),
            "disclosure": self.html(document.disclosure, document.holes, around),
            "recorded": recorded,
            "thanks": self.participants(item.thanks, around, "author"),
            "licence": structured.licence_of(document.licence, data.licence),
            "extra": document.extra,
        }

    def sketch(self, document: Interview | Page, around: inputs.Surroundings) -> views.Picture | None:
        item = document.summary
        own = item.sketch
        if own is None:
            return None
        creators = [around.people[f"author {own.creator}"]] if own.creator else []
        creators = creators or [around.people[f"author {p.who}"] for p in item.artists if not p.group]
        return self.picture(
            around.pictures.get(own.image),
            own.alt,
            caption=self.html(own.caption, document.holes, around),
            creator=language_for(item.lang).enumerate([known.name for known in creators]),
            creator_url=creators[0].url if len(creators) == 1 else "",
            medium=own.medium,
            id="drawing",
        )

    def interview(self, document: Interview, data: inputs.ItemInputs) -> views.Interview:
        item, around = document.summary, data.around
        language = language_for(item.lang)
        shared = self.shared(document, data)
        title = self.quoted(item.title, item.lang) if item.quote_by else Markup(item.title)
        speakers = self.participants(item.speakers, around, "speaker")
        quote_by = None
        if item.quote_by:
            named = around.people[f"speaker {item.quote_by}"].name
            quote_by = next((speaker for speaker in speakers if speaker.name == named), None)
        head = self.head(
            item.list_title,
            item.description,
            data.url,
            item.lang,
            type="article",
            published=item.date.isoformat() if item.date else "",
            modified=(item.updated or item.date or "") and (item.updated or item.date).isoformat(),  # type: ignore[union-attr]
            noindex=shared["draft"],
            json_ld=self.json_ld(lambda: structured.interview(self.site, document, data, shared, speakers)),
            **self.image(shared["sketch"]),
        )
        return views.Interview(
            head=head,
            title=title,
            quote_by=quote_by,
            section=item.section,
            speakers=speakers,
            central_question=document.central_question,
            background=self.html(document.background, document.holes, around),
            exchanges=tuple(self.exchanges(document, around)),
            afterword=self.html(document.afterword, document.holes, around),
            authors=tuple(self.box(box) for box in data.boxes),
            previous=self.optional_card(data.previous, language),
            next=self.optional_card(data.next, language),
            **shared,
        )

    def exchanges(self, document: Interview, around: inputs.Surroundings) -> Iterable[views.Exchange]:
        met: set[str] = set()
        for exchange in document.exchanges:
            yield views.Exchange(
                id=exchange.id,
                number=exchange.number,
                question=self.html(exchange.question, document.holes, around),
                short=exchange.short,
                answer=self.html(exchange.answer, document.holes, around),
                turns=tuple(self.turns(exchange, document, around, met)),
                at=time_code(exchange.at),
            )

    def turns(
        self, exchange: Exchange, document: Interview, around: inputs.Surroundings, met: set[str]
    ) -> Iterable[views.Turn]:
        for turn in exchange.turns:
            known = around.people.get(f"speaker {turn.speaker}", inputs.Known(""))
            text = self.html(turn.html, document.holes, around)
            yield views.Turn(known.name, known.initials, known.url, known.name not in met, text)
            met.add(known.name)

    def page(self, document: Page, data: inputs.ItemInputs) -> views.Page:
        item = document.summary
        shared = self.shared(document, data)
        head = self.head(
            item.list_title,
            item.description,
            data.url,
            item.lang,
            noindex=shared["draft"],
            **self.image(shared["sketch"] or shared["picture"]),
        )
        title = Markup(item.title)
        body = self.html(document.body, document.holes, data.around)
        return views.Page(head=head, title=title, body=body, **shared)

    def box(self, box: inputs.Box) -> views.AuthorBox:
        motto = Markup(box.motto)
        return views.AuthorBox(box.name, box.url, box.tagline, motto, self.picture(box.portrait, box.portrait_alt))

    # ------------------------------------------------------------------------------------------------ people, topics

    def person(self, document: Person | None, data: inputs.PersonInputs) -> views.Speaker | views.Author:
        language = language_for(self.site.language)
        summary = document.summary if document else None
        portrait = None
        if summary and summary.portrait:
            own = summary.portrait
            portrait = self.picture(data.around.pictures.get(own.image), own.alt, credit=own.credit)
        holes = document.holes if document else ()
        cards = tuple(self.card(card, language) for card in data.cards)
        shared: dict[str, Any] = {
            "head": self.head(
                data.name,
                summary.description if summary else "",
                data.url,
                self.site.language,
                type="profile",
                json_ld=self.json_ld(lambda: structured.person(self.site, document, data)),
                **self.image(portrait),
            ),
            "name": data.name,
            "pronunciation": document.pronunciation if document else "",
            "role": summary.role if summary else "",
            "organisation": summary.organisation if summary else "",
            "portrait": portrait,
            "initials": data.initials,
            "biography": self.html(document.biography if document else "", holes, data.around),
            "notes": self.html(document.notes if document else "", holes, data.around),
            "links": document.links if document else (),
            "works": document.works if document else (),
        }
        if data.template == "author.html":
            motto = Markup(summary.motto if summary else "")
            tagline = summary.tagline if summary else ""
            return views.Author(**shared, tagline=tagline, motto=motto, cards=cards, speaker=data.counterpart)
        return views.Speaker(
            **shared,
            parts=tuple(views.Part(card, *part) for card, part in zip(cards, data.parts, strict=True)),
            quotes=tuple(
                views.Quote(self.quoted(str(escape(said.text)), said.lang), said.lang, said.url, said.title)
                for said in data.quotations
            ),
            topics=data.topics,
            author=data.counterpart,
        )

    def topic(self, document: Topic | None, data: inputs.TopicInputs) -> views.Topic:
        language = language_for(self.site.language)
        holes = document.holes if document else ()
        description = document.summary.description if document else ""
        return views.Topic(
            head=self.head(data.title, description, data.url, self.site.language),
            title=data.title,
            introduction=self.html(document.introduction if document else "", holes, data.around),
            notes=self.html(document.notes if document else "", holes, data.around),
            cards=tuple(self.card(card, language) for card in data.cards),
        )

    # ------------------------------------------------------------------------------------------------ lists

    def list(self, data: inputs.ListInputs) -> views.Home | views.CoreMessages:
        language = language_for(self.site.language)
        cards = tuple(self.card(card, language) for card in data.cards)
        turn: dict[str, Any] = {"number": data.number, "total": data.total, "newer": data.newer, "older": data.older}
        page = language.gettext("Page %(number)s", number=data.number) if data.number > 1 else ""
        if data.template == "home.html":
            first = cards[0].sketch if cards else None
            head = self.head(page, self.site.description, data.url, self.site.language, **self.image(first))
            return views.Home(head=head, cards=cards, **turn)
        title = language.gettext("Core messages")
        head = self.head(" – ".join(filter(None, (title, page))), "", data.url, self.site.language)
        messages = tuple(
            views.Message(id, Markup(plain_paragraphs(message.html)), card)
            for id, message, card in zip(data.ids, data.messages, cards, strict=True)
        )
        return views.CoreMessages(head=head, messages=messages, **turn)

    def register(self, data: inputs.RegisterInputs) -> views.Speakers:
        title = language_for(self.site.language).gettext("Speakers")
        letters = tuple(views.Register(letter, people) for letter, people in data.letters)
        count = sum(len(people) for _, people in data.letters)
        return views.Speakers(self.head(title, "", data.url, self.site.language), letters, count)

    def not_found(self, data: inputs.NotFoundInputs) -> views.NotFound:
        title = language_for(self.site.language).gettext("Page not found")
        return views.NotFound(self.head(title, "", data.url, self.site.language, noindex=True))


def time_code(seconds: int | None) -> str:
    """Seconds as m:ss or h:mm:ss."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def plain_paragraphs(html: str) -> str:
    """A core message as other pages quote it: its paragraphs, without what only its own page can fill in."""
    return "".join(f"<p>{escape(text)}</p>" for part in html.split("</p>") if (text := plain(part)))
