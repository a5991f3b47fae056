"""What an author may write: every key of every kind of file, its shape and its meaning.

This is the one source of the reader, of the JSON Schemas for editors (`json_schemas`) and of the author's
documentation. All values come in as text, lists and mappings, just as typed (`frontmatter.py`); `shapes.py` turns them
into what a key wants, and `validation.py` reports every mistake of a file at once.
"""

from typing import Annotated, Any, Literal

from site_builder.scalars import Unfit
from site_builder.schema_settings import Settings, Theme
from site_builder.schema_values import (
    ENTRY,
    MOST_NAMES,
    PEOPLE,
    PERSON,
    Address,
    AnyPicture,
    AnyPortrait,
    AnyRecording,
    AnySeries,
    AnySketch,
    Block,
    CallToAction,
    CorrectionModel,
    Date,
    DateTime,
    Download,
    Event,
    Language,
    Line,
    LinkAddress,
    Names,
    Organisations,
    Participant,
    Participants,
    Path,
    Question,
    Recorded,
    Research,
    Sketches,
    SourceModel,
    Text,
    Texts,
    Truth,
)
from site_builder.shapes import ListOf, Model, key

# This module evaluates its annotations: they are the shapes of the keys.


class Item(Model):
    """The keys of every item."""

    title: Line = key("Title.")
    list_title: Text = key(
        "Shorter or plainer title for lists, feeds and <title>; it has quotation marks only where it is the quotation.",
        "",
    )
    date: Date | None = key("Date of publication.", None)
    updated: Date | None = key("Date of the last change of substance.", None)
    publish: DateTime | None = key(
        "Until then the item is nowhere in the output; without offset in the site's zone.", None
    )
    draft: Truth = key("A draft is nowhere in the output, unless it is built with --drafts.", False)
    lang: Language = key("Language, BCP 47; default: the site's.", "")
    kicker: Text = key("Line above the title.", "")
    section: Text = key("Label that groups items.", "")
    lead: Block = key("Lead: a few sentences that begin it.", "")
    topics: Names = key("Topics, by id or name.", ())
    series: AnySeries = key("Series, with its verdict.", None)
    authors: Participants = key("Who wrote it.", ())
    artists: Participants = key("Who draws.", ())
    photographers: Participants = key("Who took the pictures.", ())
    editors: Participants = key("Who edited it.", ())
    translators: Participants = key("Who translated it.", ())
    author_role: Text = key("In which role the author wrote it.", "")
    signature: Truth = key("Print the author's name at the foot as well.", False)
    picture: AnyPicture = key("A picture that is not the drawing.", None)
    sketch: AnySketch = key("The drawing.", None)
    sketches: Sketches = key("Several drawings.", ())
    core_message: Block = key("What it comes down to.", "")
    disclosure: Block = key("How it came about.", "")
    commissioned_by: Text = key("Who had it made, id or name.", "")
    sponsored: Truth = key("Whether it was paid for; it is then labelled so.", False)
    thanks: Participants = key("Who is thanked, each with a note.", ())
    recorded: Recorded | None = key("Where and when it was recorded.", None)
    events: tuple[Event, ...] = key("Events that it is about.", ())
    organisations: Organisations = key("Organisations that have to do with it, each with its part.", ())
    sources: tuple[SourceModel, ...] = key("What it draws on.", ())
    downloads: tuple[Download, ...] = key("Files for readers.", ())
    cta: CallToAction | None = key("What readers are asked to do.", None)
    audio: AnyRecording = key("The sound of it.", None)
    video: AnyRecording = key("A film of it.", None)
    research: Research | None = key("How its figures came about.", None)
    corrections: tuple[CorrectionModel, ...] = key("What was wrong, shown here and on the page of corrections.", ())
    related: Texts = key("Items to read on, such as interviews/ada; they stand before the computed ones.", ())
    aliases: tuple[Path, ...] = key("Old addresses in the publication that lead here.", ())
    licence: Text = key("SPDX or Creative Commons name, or an address.", "")
    id: Text = key(
        "Lasting identifier for feeds, of this item alone: a URI, or other text, of which one is made; "
        "default: from first date and slug.",
        "",
    )
    extra: Any = key("Anything; templates see it and the build never touches it.", None)

    def check(self) -> None:
        if self.sketch and self.sketches:
            raise Unfit("sketch-twice")


class Interview(Item):
    """interviews/<slug>.md or interviews/<slug>/index.md"""

    date: Date = key("Date of publication.")
    quote_by: Text = key("Speaker whose words the title is.", "")
    speakers: Annotated[tuple[Participant, ...], ListOf(PERSON, least=1, most=MOST_NAMES, said=PEOPLE)] = key(
        "Who answers, at least one."
    )
    interviewers: Participants = key("Who asks.", ())
    central_question: Text = key("The question behind all questions.", "")
    qa: tuple[Question, ...] | None = key("Questions and answers.", None)


class Article(Item):
    """articles/<slug>.md or articles/<slug>/index.md"""

    date: Date = key("Date of publication.")
    format: Literal["article", "report", "column", "research"] = key("What kind of article it is.", "article")
    quote_by: Text = key("Speaker whose words the title is.", "")
    speakers: Participants = key("Whose words are in it.", ())


class Dossier(Item):
    """dossiers/<slug>.md or dossiers/<slug>/index.md"""

    date: Date = key("Date of publication.")
    items: Annotated[tuple[str, ...], ListOf(ENTRY, least=1)] = key(
        "The items in order, such as interviews/ada and articles/mill."
    )


class Page(Item):
    """pages/<slug>.md"""

    navigation: Truth = key("Whether the page stands in the menu.", True)


class LabelledLink(Model):
    """A link of a person."""

    label: Text = key(
        "What the link is called; one called Website, LinkedIn, Mastodon, Wikipedia or the like tells search engines "
        "that it is the person."
    )
    url: LinkAddress = key("Where it goes: https://, mailto: or tel:.")


class WorkModel(Model):
    """A book or another work."""

    title: Text = key("Title.")
    kind: Text = key("Kind, such as book.", "")
    year: Text = key("Year.", "")
    isbn: Text = key("ISBN.", "")
    note: Text = key("A remark, such as co-author.", "")


class Speaker(Model):
    """speakers/<id>.md"""

    name: Text = key("Full name.", "")
    given: Text = key("Given name.", "")
    prefix: Text = key("Particle, such as van der.", "")
    family: Text = key("Family name without particle.", "")
    name_style: Literal["nl", "be", "as-is"] = key("How the name is sorted.", "nl")
    sort: Text = key("Sort key, where the rules fail.", "")
    role: Text = key("Today's role, shown on the person's page only.", "")
    organisation: Text = key("Today's organisation, shown on the person's page only.", "")
    links: tuple[LabelledLink, ...] = key("Links of the person's own.", ())
    portrait: AnyPortrait = key("Portrait.", None)
    works: tuple[WorkModel, ...] = key("Works.", ())
    pronunciation: Text = key("How the name is said.", "")

    def check(self) -> None:
        if not (self.name or self.family or self.given):
            raise Unfit("person-without-name")


class Author(Speaker):
    """authors/<id>.md"""

    tagline: Text = key("What the author does.", "")
    motto: Line = key("Motto.", "")


class Topic(Model):
    """topics/<id>.md"""

    title: Text = key("The topic.")


class Organisation(Model):
    """organisations/<id>.md"""

    name: Text = key("Name.")
    url: Address = key("Address of its own site.", "")
    pronunciation: Text = key("How the name is said.", "")
    picture: AnyPortrait = key("Its logo or another picture.", None)


class Series(Model):
    """series/<id>.md"""

    title: Text = key("Name of the series.")
    cadence: Text = key("How often an instalment appears, such as every month.", "")
    verdicts: Texts = key("The verdicts that an instalment may end in.", ())
    prefix_titles: Truth = key("Whether titles begin with the name of the series.", False)


FILES: dict[str, type[Model]] = {
    "interview": Interview,
    "article": Article,
    "dossier": Dossier,
    "page": Page,
    "speaker": Speaker,
    "author": Author,
    "topic": Topic,
    "series": Series,
    "organisation": Organisation,
    "settings": Settings,
    "theme": Theme,
}
"""Every kind of file with its keys."""
