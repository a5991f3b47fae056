"""Documents and inputs → views: the last step before a template.

Pure functions: what comes out depends on nothing but the arguments. Structured data is in `structured.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from site_builder import inputs, structured, values, views
from site_builder.details import Details, time_code
from site_builder.indexes import Indexes
from site_builder.language import language_for
from site_builder.markdown import plain
from site_builder.models import (
    Exchange,
    Interview,
    Item,
    ItemSummary,
    Link,
    Organisation,
    Person,
    Series,
    Thing,
    changed_at,
    kind_of,
    published_at,
)
from site_builder.names import name_id
from site_builder.showing import as_html


class Presenter(Details, Indexes):
    """Makes the views of one publication."""

    def credits(self, item: ItemSummary, around: inputs.Surroundings) -> tuple[values.Credit, ...]:
        """Who made an item; who did several things is named once."""
        roles = (
            ("interview", item.interviewers),
            ("drawing", item.artists),
            ("text", item.authors),
            ("photography", item.photographers),
            ("editing", item.editors),
            ("translation", item.translators),
        )
        lines: dict[tuple[values.Participant, ...], list[str]] = {}
        for part, people in roles:
            if people:
                lines.setdefault(self.participants(people, around, "author"), []).append(part)
        return tuple(values.Credit(tuple(parts), people) for people, parts in lines.items())

    def shared(self, document: Item, data: inputs.ItemInputs) -> dict[str, Any]:
        """What the views of all items have in common."""
        item, around = document.summary, data.around
        language = language_for(item.lang)
        sketches = tuple(self.sketches(document, around))
        commissioned_by = around.parties.get(item.commissioned_by) or Link(item.commissioned_by)
        signing = self.participants(item.authors or item.interviewers, around, "author") if document.signature else ()
        speakers = self.participants(item.speakers, around, "speaker")
        title = self.quoted(item.title, item.lang) if item.quote_by else as_html(item.title)
        return {
            "lang": item.lang,
            "kind": kind_of(item),
            "quote_by": self.quoted_speaker(item, around, speakers),
            "title": self.prefixed(data.series.title if data.series and data.series.prefix else "", title),
            "kicker": item.kicker,
            "section": item.section,
            "date": self.date(item.date, language),
            "updated": self.date(item.updated, language),
            "draft": data.draft,
            "sponsored": item.sponsored,
            "commissioned_by": commissioned_by,
            "series": self.series(data.series, item.verdict, data.url),
            "lead": self.html(document.lead, document.holes, around),
            "body": self.html(document.body, document.holes, around),
            "speakers": speakers,
            "writers": self.participants(item.authors, around, "author"),
            "credits": self.credits(item, around),
            "author_role": document.author_role,
            "signature": language.enumerate([person.name for person in signing]),
            "topics": data.topics,
            "notes": self.html(document.notes, document.holes, around),
            "sketch": sketches[0] if sketches else None,
            "sketches": sketches,
            "picture": self.own_picture(document, around),
            "audio": self.recording(document.audio, around, item.lang),
            "video": self.recording(document.video, around, item.lang),
            "core_message": self.html(item.core_message.html if item.core_message else "", document.holes, around),
            "disclosure": self.html(document.disclosure, document.holes, around),
            "recorded": self.recorded(document),
            "research": self.research(document.research, document, around),
            "events": self.events(document.events, around, language) if document.events else (),
            "organisations": self.organisations(document, around) if item.organisations else (),
            "sources": self.sources(document.sources, around, language) if document.sources else (),
            "downloads": self.downloads(document, around) if document.downloads else (),
            "cta": self.cta(document, around),
            "corrections": self.corrections(item.corrections, document, around) if item.corrections else (),
            "thanks": self.participants(item.thanks, around, "author"),
            "authors": tuple(self.box(box) for box in data.boxes),
            "licence": structured.licence_of(document.licence, data.licence),
            "dossiers": tuple(self.in_dossier(dossier) for dossier in data.dossiers),
            "related": tuple(self.card(card, language) for card in data.related),
            "previous": self.optional_card(data.previous, language),
            "next": self.optional_card(data.next, language),
            "json": data.record,
            "extra": document.extra,
        }

    def quoted_speaker(
        self, item: ItemSummary, around: inputs.Surroundings, speakers: tuple[values.Participant, ...]
    ) -> values.Participant | None:
        """The speaker whose words the title is."""
        if not item.quote_by:
            return None
        wanted, named = name_id(item.quote_by), around.people[f"speaker {item.quote_by}"].name
        by_id = (shown for p, shown in zip(item.speakers, speakers, strict=True) if name_id(p.who) == wanted)
        return next(by_id, next((shown for shown in speakers if shown.name == named), None))

    def series(self, part: inputs.SeriesPart | None, verdict: str, url: str) -> values.SeriesPart | None:
        """The series of the item at an address, with the verdict of this instalment."""
        if part is None:
            return None
        blurb = without_link_to(url, self.html(part.blurb, part.holes, part.around))
        linked = f'href="{escape(part.url)}"' in blurb
        return values.SeriesPart(part.title, part.url, part.cadence, blurb, verdict, part.prefix, linked)

    def in_dossier(self, dossier: inputs.InDossier) -> values.InDossier:
        beside = [values.Neighbour(n.label, n.url, n.lang) if n else None for n in (dossier.previous, dossier.next)]
        return values.InDossier(dossier.label, dossier.url, dossier.lang, *beside)

    def recorded(self, document: Item) -> str:
        """Where and when an item was recorded, as a row."""
        given = document.recorded
        if given is None:
            return ""
        day = language_for(document.summary.lang).date(given.date) if given.date else ""
        return ", ".join(filter(None, (given.place, given.city, day)))

    def own_picture(self, document: Item, around: inputs.Surroundings) -> values.Picture | None:
        """The picture of an item that is not its drawing."""
        own = document.summary.picture
        if own is None:
            return None
        names = [around.people[f"speaker {who}"].name for who in own.depicts]
        caption = self.html(own.caption, document.holes, around)
        told = all(name in plain(caption) for name in names)
        return self.picture(
            around.pictures.get(own.image),
            own.alt,
            caption=caption,
            credit=own.credit,
            depicts="" if told else language_for(document.summary.lang).enumerate(names),
        )

    def sketches(self, document: Item, around: inputs.Surroundings) -> Iterable[values.Picture]:
        """The drawings of an item."""
        item = document.summary
        for own in item.sketches:
            creators = [around.people[f"author {own.creator}"]] if own.creator else []
            creators = creators or [around.people[f"author {p.who}"] for p in item.artists if not p.group]
            sketch = self.picture(
                around.pictures.get(own.image),
                own.alt,
                caption=self.html(own.caption, document.holes, around),
                creator=language_for(item.lang).enumerate([known.name for known in creators]),
                creator_url=creators[0].url if len(creators) == 1 else "",
                medium=own.medium,
                id=own.id,
            )
            if sketch is not None:
                yield sketch

    def item_head(self, document: Item, data: inputs.ItemInputs, shared: dict[str, Any], **more: Any) -> values.Head:
        """The head of an item's page; `more` is what its kind adds."""
        item = document.summary
        title = structured.titled(data.series.title if data.series and data.series.prefix else "", item.list_title)
        dated = item.date and item.kind != "page"
        return self.head(
            self.numbered(title, data.place, item.lang),
            item.description,
            data.url,
            item.lang,
            type="website" if item.kind == "page" else "article",
            published=published_at(item, self.zone).isoformat() if dated else "",
            modified=changed_at(item, self.zone).isoformat() if dated else "",
            noindex=shared["draft"],
            json_ld=self.json_ld(lambda: structured.item(self.site, document, data, shared, self.zone)),
            **self.image(shared["sketch"] or shared["picture"]),
            **more,
        )

    def item(self, document: Item, data: inputs.ItemInputs) -> views.Item:
        """The view of an item, whatever its kind. When it is the one that was made last, that is what it is."""
        last = self._last  # another thread may put another one there at any time
        if last is None or last[0] is not document or last[1] is not data:
            last = self._last = document, data, self._item(document, data)
        return last[2]

    _last: tuple[Item, inputs.ItemInputs, views.Item] | None = None

    def _item(self, document: Item, data: inputs.ItemInputs) -> views.Item:
        if isinstance(document, Interview):
            return self.interview(document, data)
        shared = self.shared(document, data)
        head = self.item_head(document, data, shared)
        if document.summary.kind == "article":
            return views.Article(head=head, **shared)
        if document.summary.kind == "page":
            return views.Page(head=head, **shared)
        language = language_for(document.summary.lang)
        entries = tuple(self.card(card, language) for card in data.entries)
        return views.Dossier(head=head, entries=entries, first=data.place.first, place=self.place(data.place), **shared)

    def interview(self, document: Interview, data: inputs.ItemInputs) -> views.Interview:
        around, shared = data.around, self.shared(document, data)
        recording = shared["audio"] or shared["video"]
        return views.Interview(
            head=self.item_head(document, data, shared),
            central_question=document.central_question,
            exchanges=tuple(self.exchanges(document, around, recording.url if recording else "")),
            afterword=self.html(document.afterword, document.holes, around),
            **shared,
        )

    def exchanges(self, document: Interview, around: inputs.Surroundings, recording: str) -> Iterable[values.Exchange]:
        """Questions and answers; `recording` is the address of the sound or the film, if there is one."""
        met: set[str] = set()
        for exchange in document.exchanges:
            yield values.Exchange(
                id=exchange.id,
                number=exchange.number,
                question=self.html(exchange.question, document.holes, around),
                short=exchange.short,
                answer=self.html(exchange.answer, document.holes, around),
                turns=tuple(self.turns(exchange, document, around, met)) if exchange.turns else (),
                at=time_code(exchange.at),
                at_url=f"{recording}#t={exchange.at}" if recording and exchange.at is not None else "",
            )

    def turns(
        self, exchange: Exchange, document: Interview, around: inputs.Surroundings, met: set[str]
    ) -> Iterable[values.Turn]:
        """The turns of an answer; `met` has the names that have been said, and gets those of these turns."""
        for turn in exchange.turns:
            known = around.people.get(f"speaker {turn.speaker}", inputs.Known(""))
            text = self.html(turn.html, document.holes, around)
            yield values.Turn(known.name, known.initials, known.url, known.name not in met, text)
            met.add(known.name)

    def box(self, box: inputs.Box) -> values.AuthorBox:
        motto = Markup(box.motto)
        return values.AuthorBox(box.name, box.url, box.tagline, motto, self.picture(box.portrait, box.portrait_alt))

    # ------------------------------------------------------------------------------------------------ people, topics

    def person(self, document: Person | None, data: inputs.PersonInputs) -> views.Speaker | views.Author:
        """The view of a speaker or an author."""
        language = language_for(self.site.language)
        summary = document.summary if document else None
        portrait = None
        if summary and summary.portrait:
            own = summary.portrait
            portrait = self.picture(data.around.pictures.get(own.image), own.alt, credit=own.credit)
        holes = document.holes if document else ()
        cards = tuple(self.card(card, language) for card in data.cards)
        organisation = summary.organisation if summary else ""
        works_for = data.around.parties.get(organisation) or Link(organisation)
        shared: dict[str, Any] = {
            "head": self.head(
                self.numbered(data.name, data.place),
                summary.description if summary else "",
                data.url,
                self.site.language,
                type="profile",
                json_ld=self.json_ld(lambda: structured.person(self.site, document, data, portrait)),
                **self.image(portrait),
            ),
            "name": data.name,
            "pronunciation": document.pronunciation if document else "",
            "role": summary.role if summary else "",
            "organisation": works_for.label,
            "portrait": portrait,
            "initials": data.initials,
            "biography": self.html(document.biography if document else "", holes, data.around),
            "notes": self.html(document.notes if document else "", holes, data.around),
            "links": document.links if document else (),
            "works": document.works if document else (),
            "count": data.count,
            "place": self.place(data.place),
        }
        if data.template == "author.html":
            motto = Markup(summary.motto if summary else "")
            tagline = summary.tagline if summary else ""
            return views.Author(**shared, tagline=tagline, motto=motto, cards=cards, speaker=data.counterpart)
        return views.Speaker(
            **shared,
            parts=tuple(values.Part(card, *part) for card, part in zip(cards, data.parts, strict=True)),
            quotes=tuple(
                values.Quote(
                    self.quoted(str(escape(said.text)), said.lang), said.lang, said.url, said.title, said.title_lang
                )
                for said in data.quotations
            ),
            companions=data.companions,
            topics=data.topics,
            feed=data.feed,
            author=data.counterpart,
        )

    def thing(self, document: Thing | None, data: inputs.ThingInputs) -> views.Thing:
        """The view of a topic, a series or an organisation."""
        language = language_for(self.site.language)
        holes = document.holes if document else ()
        description = document.summary.description if document else ""
        picture = None
        organisation = document.summary if isinstance(document, Organisation) else None
        if organisation and (own := organisation.picture):
            picture = self.picture(data.around.pictures.get(own.image), own.alt, credit=own.credit)
        cards = tuple(self.card(card, language) for card in data.cards)
        shared: dict[str, Any] = {
            "head": self.head(
                self.numbered(data.title, data.place),
                description,
                data.url,
                self.site.language,
                json_ld=self.json_ld(lambda: structured.thing(self.site, document, data, picture)),
                **self.image(picture),
            ),
            "title": data.title,
            "introduction": without_link_to(data.url, self.html(document.text if document else "", holes, data.around)),
            "notes": self.html(document.notes if document else "", holes, data.around),
            "count": data.count,
            "feed": data.feed,
            "place": self.place(data.place),
        }
        if data.template == "topic.html":
            return views.Topic(cards=cards, **shared)
        if data.template == "series.html":
            series = document.summary if isinstance(document, Series) else None
            cadence, verdicts = (series.cadence, series.verdicts) if series else ("", ())
            return views.Series(cards=cards, cadence=cadence, verdicts=verdicts, **shared)
        return views.Organisation(
            url=organisation.url if organisation else "",
            pronunciation=organisation.pronunciation if organisation else "",
            picture=picture,
            parts=tuple(
                values.Involvement(card, tuple(self.participant(part) for part in people), roles)
                for card, (people, roles) in zip(cards, data.parts, strict=True)
            ),
            **shared,
        )


def without_link_to(url: str, html: Markup) -> Markup:
    """Some HTML for the page at an address: a link to that page itself is only its words."""
    start = f'<a href="{escape(url)}"'
    return (
        Markup(re.sub(rf"{re.escape(start)}[^>]*>(.*?)</a>", r"\1", html, flags=re.DOTALL)) if start in html else html
    )
