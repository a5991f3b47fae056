"""The file of a speaker, an author or a topic → a document."""

from __future__ import annotations

from site_builder import schema
from site_builder.frontmatter import Source
from site_builder.markdown import plain
from site_builder.models import (
    Asset,
    Link,
    Person,
    PersonSummary,
    Picture,
    Topic,
    TopicSummary,
    Work,
)
from site_builder.names import make_name
from site_builder.reading import ReadingRules, described, unlinked, writer_for
from site_builder.urls import identity


class PersonReader:
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
            portrait = Picture(model.portrait.image, model.portrait.alt, credit=model.portrait.credit)
        author = isinstance(model, schema.Author)
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
            motto=unlinked(writer.inline(model.motto, ("motto",))) if isinstance(model, schema.Author) else "",
            description=described(plain(biography)),
            portrait=portrait,
            links=tuple(writer.links),
            assets=tuple(writer.assets),
        )
        return Person(
            summary=summary,
            holes=tuple(writer.holes),
            biography=biography,
            notes=writer.footnotes(),
            links=tuple(Link(link.label, link.url) for link in model.links),
            works=tuple(Work(w.title, w.kind, w.year, w.isbn) for w in model.works),
            pronunciation=model.pronunciation,
        )


class TopicReader:
    def __init__(self, source: Source, model: schema.Topic, rules: ReadingRules) -> None:
        self.source, self.model = source, model
        self.writer = writer_for(source, rules.language, rules)

    def document(self) -> Topic:
        introduction = self.writer.body(questions=False)[0].html
        summary = TopicSummary(
            kind="topic",
            id=identity(self.source.path),
            source=self.source.path,
            title=self.model.title,
            description=described(plain(introduction)),
            links=tuple(self.writer.links),
            assets=tuple(self.writer.assets),
        )
        return Topic(summary, tuple(self.writer.holes), introduction, self.writer.footnotes())
