"""The file of an article, a dossier or a page → a document; and what interviews have in common with them."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Any

from site_builder import schema
from site_builder.errors import problem
from site_builder.frontmatter import Source
from site_builder.licences import unknown_licence
from site_builder.literally import contains_literally, fold_quotes
from site_builder.markdown import Writer, plain
from site_builder.models import CoreMessage, Item, ItemKind, ItemSummary, Quotation
from site_builder.names import name_id
from site_builder.particulars import Correction, OrganisationPart
from site_builder.quoting import pasted_marks, without_marks
from site_builder.reading import ReadingRules, described, unlinked, writer_for
from site_builder.surrounding import Surrounding, participations, parties, who
from site_builder.typography import inside_marks
from site_builder.urls import identity
from site_builder.wording import is_wordless

_PULL = re.compile(r'<aside class="pull\b.*?</aside>', re.DOTALL)


class ItemReader:
    """What items of all kinds have in common."""

    model: schema.Item

    def __init__(self, source: Source, model: schema.Item, rules: ReadingRules) -> None:
        self.source, self.model, self.rules = source, model, rules
        self.lang = model.lang or rules.language
        self.writer = writer_for(source, self.lang, rules, _people(model) if rules.lint else ())

    def text(self, value: str, *keys: str | int) -> str:
        return self.writer.blocks(value, keys, prefix=str(keys[0]).replace("_", "-"))

    def inline(self, value: str, *keys: str | int) -> str:
        return self.writer.inline(value, keys)

    @property
    def quote_by(self) -> str:
        """Whose words the title is, if it is a quotation."""
        return getattr(self.model, "quote_by", "")

    def title(self) -> str:
        """The title, of a quotation without its marks."""
        title = unlinked(self.inline(self.model.title, "title"))
        if is_wordless(title):
            self.writer.report("without-words", ("title",), what="title")
        return inside_marks(self.without_marks(title, "title"), self.writer.rules.quotes) if self.quote_by else title

    def listed(self, title: str) -> tuple[str, bool]:
        """What lists, feeds and `<title>` call the item, and whether these are other words than those of the title.

        There are quotation marks around them exactly when they are the words that are quoted.
        """
        own, given = plain(title), self.model.list_title
        other = bool(given) and fold_quotes(given) != fold_quotes(own)
        if self.quote_by and not other:
            marks = self.writer.rules.quotes
            return f"{marks.open}{own}{marks.close}", False
        return given or own, other

    def without_marks(self, text: str, *keys: str | int) -> str:
        """Quotation marks that the author pasted around what the build marks itself are taken off, and noted."""
        places = pasted_marks(text)
        if places:
            self.writer.report("quotation-marks-removed", keys)
        return without_marks(text, places).strip() if places else text

    def core_message(self) -> CoreMessage | None:
        if not self.model.core_message.strip():
            return None
        html = self.text(self.model.core_message, "core_message")
        return CoreMessage(html, plain(html))

    def publish(self) -> dt.datetime | None:
        moment = self.model.publish
        if moment is not None and moment.tzinfo is None:
            return moment.replace(tzinfo=zoneinfo.ZoneInfo(self.rules.timezone))
        return moment

    def opening(self) -> tuple[str, tuple[Correction, ...]]:
        """What is read before the text, and numbers its footnotes before it: the lead, and the corrections."""
        lead = self.text(self.model.lead, "lead")
        return lead, Surrounding(self.model, self.writer).corrections()

    def details(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What stands around the text, once that has been rendered: for the summary, and for the item's own page."""
        model, writer = self.model, self.writer
        core_message = self.core_message()
        disclosure = self.text(model.disclosure, "disclosure")
        around = Surrounding(model, writer)
        sketches, picture = around.sketches(), around.picture()
        of_page = {
            "disclosure": disclosure,
            "recorded": around.recorded(),
            "events": around.events(),
            "sources": around.sources(),
            "downloads": around.downloads(),
            "cta": around.cta(),
            "audio": around.recording(model.audio, "audio"),
            "video": around.recording(model.video, "video"),
            "research": around.research(),
            "author_role": writer.typographer.text(model.author_role),
            "signature": model.signature,
            "licence": model.licence,
            "extra": model.extra,
        }
        of_summary = {
            "core_message": core_message,
            "sketches": sketches,
            "picture": picture,
        }
        if words := unknown_licence(model.licence):
            writer.report("unknown-licence", ("licence",), **words)
        of_page |= {"notes": writer.footnotes(), "holes": tuple(writer.holes)}
        return of_summary, of_page

    def summary(self, kind: ItemKind, title: str, text: str, **own: Any) -> ItemSummary:
        """What other pages show of the item, once all of it has been rendered; `own` is what its kind adds."""
        model, source = self.model, self.source.path
        list_title, other_title = self.listed(title)
        return ItemSummary(
            kind=kind,
            id=identity(source),
            source=source,
            title=title,
            list_title=list_title,
            other_title=other_title,
            lang=self.lang,
            date=model.date,
            updated=model.updated,
            publish=self.publish(),
            draft=model.draft,
            description=described(text),
            kicker=self.writer.typographer.text(model.kicker),
            section=model.section,
            authors=participations(model.authors),
            artists=participations(model.artists),
            photographers=participations(model.photographers),
            editors=participations(model.editors),
            translators=participations(model.translators),
            topics=model.topics,
            thanks=participations(model.thanks),
            links=tuple(self.writer.links),
            assets=tuple(self.writer.assets),
            feed_id=model.id,
            series=model.series.series if model.series else "",
            verdict=model.series.verdict if model.series else "",
            organisations=tuple(OrganisationPart(o.organisation, o.role) for o in model.organisations),
            commissioned_by=model.commissioned_by,
            sponsored=model.sponsored,
            related=model.related,
            aliases=model.aliases,
            named=tuple(self.writer.named),
            parties=parties(model),
            **own,
        )

    def check_dates(self) -> None:
        model = self.model
        if model.date and model.updated and model.updated < model.date:
            self.writer.report("updated-before-date", ("updated",), date=model.date, updated=model.updated)
        for n, correction in enumerate(model.corrections):
            self.writer.places.setdefault(f"corrected:{correction.date}", (("corrections", n, "date"), 0, 1))
            if model.date and correction.date < model.date:
                keys = ("corrections", n, "date")
                self.writer.report("correction-before-date", keys, date=model.date, corrected=correction.date)


class ProseReader(ItemReader):
    """An item that is one text: an article, a dossier or a page."""

    kind: ItemKind = "page"

    def document(self) -> Item:
        self.check_dates()
        title = self.title()
        lead, corrections = self.opening()
        body = self.writer.body(questions=False)[0].html
        said = words(body)
        check_pulls(self.writer, said)
        of_summary, of_page = self.details()
        own = of_summary | self.own(title) | {"corrections": corrections}
        summary = self.summary(self.kind, title, plain(lead) or said, quotations=self.quotations(), **own)
        return Item(summary=summary, lead=lead, body=body, **of_page)

    def own(self, title: str) -> dict[str, Any]:
        """What the summary of this kind adds."""
        return {}

    def quotations(self) -> tuple[Quotation, ...]:
        """Words marked with `{by=…}`, and pull quotes that say whose they are."""
        found = [*self.writer.quotations, *(Quotation(pull.by, pull.text) for pull in self.writer.pulls if pull.by)]
        return tuple({contents(quotation): quotation for quotation in reversed(found)}.values())[::-1]


class ArticleReader(ProseReader):
    """An article: a report, a column, research."""

    kind = "article"
    model: schema.Article

    def own(self, title: str) -> dict[str, Any]:
        by = self.quote_by
        said = [quotation.text for quotation in self.quotations() if by and name_id(quotation.by) == name_id(by)]
        literal = any(contains_literally(plain(title), text) for text in said)
        speakers = participations(self.model.speakers)
        return {"format": self.model.format, "speakers": speakers, "quote_by": by, "quote_literal": literal}


class DossierReader(ProseReader):
    """A dossier: a text and the items that belong to it."""

    kind = "dossier"
    model: schema.Dossier

    def own(self, title: str) -> dict[str, Any]:
        return {"items": self.model.items}


class PageReader(ProseReader):
    """A page that stands by itself."""

    kind = "page"
    model: schema.Page

    def own(self, title: str) -> dict[str, Any]:
        return {"navigation": self.model.navigation}


def _people(model: schema.Item) -> tuple[str, ...]:
    """The names and ids of those an item is about."""
    named = [*model.authors, *model.editors, *model.thanks]
    if isinstance(model, schema.Interview | schema.Article):
        named += model.speakers
    if isinstance(model, schema.Interview):
        named += model.interviewers
    return tuple(who(person) for person in named if not person.group)


def check_pulls(writer: Writer, body: str) -> None:
    """The pull quotes of a text without questions must stand literally in it."""
    for pull in writer.pulls:
        place = (writer.source.path, pull.line, pull.column)
        if pull.source:
            writer.problems.append(problem("pull-of-unknown-question", *place, id=pull.source, suggestion=""))
        elif not contains_literally(pull.text, body):
            writer.problems.append(problem("pull-not-literal", *place, text=pull.text, where="the body"))


def contents(quotation: Quotation) -> tuple[str, str]:
    """What two quotations have in common that say the same."""
    return name_id(quotation.by), fold_quotes(quotation.text)


def words(html: str) -> str:
    """The plain words of a text without its pull quotes, which only repeat some of them."""
    return plain(_PULL.sub("", html) if "<aside" in html else html)
