"""The file of a person, a topic, a series or an organisation → a document."""

from __future__ import annotations

from typing import Any

from site_builder import schema
from site_builder.frontmatter import Source
from site_builder.items import check_pulls, words
from site_builder.markdown import Writer, plain
from site_builder.models import (
    Asset,
    Hole,
    Link,
    Organisation,
    OrganisationSummary,
    Person,
    PersonSummary,
    Picture,
    Series,
    SeriesSummary,
    Topic,
    TopicSummary,
)
from site_builder.names import make_name
from site_builder.particulars import Work
from site_builder.reading import ReadingRules, described, portable, unlinked, writer_for
from site_builder.urls import identity
from site_builder.wording import HOLES


class PersonReader:
    """A speaker or an author."""

    kind: str = "speaker"

    def __init__(self, source: Source, model: schema.Speaker, rules: ReadingRules) -> None:
        self.source, self.model = source, model
        self.writer = writer_for(source, rules.language, rules)

    def document(self) -> Person:
        model, writer = self.model, self.writer
        name = make_name(
            name=model.name,
            given=model.given,
            prefix=model.prefix,
            family=model.family,
            style=model.name_style,
            sort=model.sort,
        )
        biography = writer.body(questions=False)[0].html
        portrait = None
        if model.portrait is not None:
            writer.assets.append(
                Asset("portrait", model.portrait.image, "portrait.image", credit=model.portrait.credit)
            )
            writer.check_alt("picture-without-alt", ("portrait",), model.portrait.alt, model.portrait.image)
            portrait = Picture(model.portrait.image, model.portrait.alt, credit=model.portrait.credit)
        author = isinstance(model, schema.Author)
        motto = unlinked(writer.inline(model.motto, ("motto",))) if isinstance(model, schema.Author) else ""
        check_words(writer, biography)
        summary = PersonSummary(
            kind="author" if author else "speaker",
            id=identity(self.source.path),
            source=self.source.path,
            full=name.full,
            register=name.register,
            family=name.family,
            given=name.given,
            sort=name.sort,
            letter=name.letter,
            initials=name.initials,
            role=model.role,
            organisation=model.organisation,
            tagline=model.tagline if isinstance(model, schema.Author) else "",
            motto=motto,
            description=described(plain(biography)),
            portrait=portrait,
            links=tuple(writer.links),
            assets=tuple(writer.assets),
            named=tuple(writer.named),
            reached_at=tuple(Link(link.label, link.url) for link in model.links),
        )
        return Person(
            summary=summary,
            holes=tuple(writer.holes),
            biography=biography,
            notes=writer.footnotes(),
            links=tuple(Link(link.label, link.url) for link in model.links),
            works=tuple(Work(w.title, w.kind, w.year, w.isbn, w.note) for w in model.works),
            pronunciation=model.pronunciation,
        )


def check_words(writer: Writer, text: str) -> None:
    """Pull quotes must stand in the text; whose words they are is told on the pages of items alone."""
    check_pulls(writer, words(text))
    for name, place in writer.places.items():
        if name.startswith("by:"):
            writer.report("only-in-items", *place, what="by=")


class ThingReader:
    """What the files of topics, series and organisations have in common."""

    def __init__(self, source: Source, model: Any, rules: ReadingRules) -> None:
        self.source, self.model = source, model
        self.writer = writer_for(source, rules.language, rules)
        self.text = self.writer.body(questions=False)[0].html
        check_words(self.writer, self.text)

    def shared(self) -> dict[str, Any]:
        """What their summaries have in common, once all text has been rendered."""
        return {
            "id": identity(self.source.path),
            "source": self.source.path,
            "description": described(plain(self.text)),
            "links": tuple(self.writer.links),
            "assets": tuple(self.writer.assets),
            "named": tuple(self.writer.named),
        }

    def rest(self) -> dict[str, Any]:
        return {"holes": tuple(self.writer.holes), "text": self.text, "notes": self.writer.footnotes()}


class TopicReader(ThingReader):
    """A topic: its title and what introduces it."""

    model: schema.Topic

    def document(self) -> Topic:
        summary = TopicSummary(kind="topic", title=self.model.title, **self.shared())
        return Topic(summary=summary, **self.rest())


class SeriesReader(ThingReader):
    """A series: its title, cadence and verdicts."""

    model: schema.Series

    def document(self) -> Series:
        model = self.model
        own: dict[str, Any] = {
            "cadence": model.cadence,
            "verdicts": model.verdicts,
            "prefix_titles": model.prefix_titles,
        }
        own["blurb"], own["holes"] = self.blurb()
        summary = SeriesSummary(kind="series", title=model.title, **own, **self.shared())
        return Series(summary=summary, **self.rest())

    def blurb(self) -> tuple[str, tuple[Hole, ...]]:
        """The first paragraph for the pages of items, without its tag, and the holes that it needs."""
        if not self.text.startswith("<p>"):
            return "", ()
        text = portable(self.text.removeprefix("<p>").partition("</p>")[0], self.writer.holes)
        needed = max((int(hole[1:-1]) + 1 for hole in HOLES.findall(text)), default=0)
        return text, tuple(self.writer.holes[:needed])


class OrganisationReader(ThingReader):
    """An organisation, with its logo."""

    model: schema.Organisation

    def document(self) -> Organisation:
        model, picture = self.model, None
        if given := model.picture:
            self.writer.assets.append(Asset("picture", given.image, "picture.image", credit=given.credit))
            self.writer.check_alt("picture-without-alt", ("picture",), given.alt, given.image)
            picture = Picture(given.image, given.alt, credit=given.credit)
        summary = OrganisationSummary(
            kind="organisation",
            title=model.name,
            url=model.url,
            pronunciation=model.pronunciation,
            picture=picture,
            **self.shared(),
        )
        return Organisation(summary=summary, **self.rest())
