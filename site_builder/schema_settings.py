"""Every key of `content/site.yaml` and of a theme's `theme.yaml`: a part of the schema, see `schema.py`.

This module evaluates its annotations: they are the shapes of the keys.
"""

from typing import Annotated, Any, Literal

from site_builder.scalars import Unfit
from site_builder.schema_values import (
    ID_NAME,
    Address,
    Branch,
    Destination,
    Folder,
    Id,
    Language,
    Repository,
    Text,
    Texts,
    Truth,
)
from site_builder.settings import BRANCH, STORE_FOLDER
from site_builder.shapes import ListOf, MappingOf, Model, Number, Short, key


class Publisher(Model):
    """Who publishes it."""

    name: Text = key("Name.")
    url: Address = key("Address of the publisher's own site.", "")
    logo: Text = key("Path of a picture in assets/.", "")


class MenuEntry(Model):
    """An entry of the menu."""

    label: Text = key("What it is called.")
    to: Destination = key("Address in the publication, such as /speakers/, or on the web.")


_WIDTH = Number(1, 20_000)
Widths = Annotated[tuple[int, ...], ListOf(_WIDTH)]


class Pictures(Model):
    """The sizes in which pictures are published."""

    webp: Widths = key("Widths of the WebP sizes, pixels.", (480, 960, 1600, 2400))
    jpeg: Annotated[tuple[int, ...], ListOf(_WIDTH, least=1)] = key(
        "Widths of the JPEG sizes, pixels; at least one.", (960,)
    )
    quality: Annotated[int, Number(1, 100)] = key("Quality of both, 1 to 100.", 80)
    max_megapixels: Annotated[int, Number(1, 10_000)] = key("Larger pictures are refused.", 120)


class Outputs(Model):
    """Kinds of output that can be turned off."""

    feeds: tuple[Literal["atom", "rss", "json"], ...] = key("Feeds of the publication.", ("atom", "rss", "json"))
    feeds_per: tuple[Literal["topic", "series", "speaker"], ...] = key(
        "What has an Atom feed of its own.", ("topic", "series", "speaker")
    )
    item_json: Truth = key("index.json beside each item, for programs.", True)
    related: Truth = key("What to read on, at the foot of each item.", True)
    sitemap: Truth = key("sitemap.xml", True)
    robots: Truth = key("robots.txt", True)
    speakers: Truth = key("The A–Z of speakers; their own pages stay.", True)
    core_messages: Truth = key("The page of all core messages.", True)
    authors: Truth = key("A page for each author; their names stay.", True)
    structured_data: Truth = key("JSON-LD in pages, for search engines.", True)


class Paths(Model):
    """Where the pages of each kind stand."""

    interviews: Id = key("Interviews.", "interviews")
    articles: Id = key("Articles.", "articles")
    dossiers: Id = key("Dossiers.", "dossiers")
    speakers: Id = key("Speakers.", "speakers")
    authors: Id = key("Authors.", "authors")
    topics: Id = key("Topics.", "topics")
    series: Id = key("Series.", "series")
    organisations: Id = key("Organisations.", "organisations")
    corrections: Id = key("Corrections.", "corrections")
    core_messages: Id = key("Core messages.", "core-messages")


class Target(Model):
    """A place to publish to."""

    folder: Folder = key("A folder: as a whole path, or from the publication on.", "")
    git: Repository = key("A remote of the publication's repository, such as origin, or the address of one.", "")
    branch: Branch = key("The branch of it for the finished site; never that of the sources.", BRANCH)

    @classmethod
    def check_written(cls, given: dict[str, object]) -> None:
        if given.get("folder") and given.get("branch") and not given.get("git"):
            raise Unfit("branch-without-git")

    def check(self) -> None:
        if bool(self.folder) == bool(self.git):
            raise Unfit("one-place-per-target", count="both" if self.folder else "neither")


class ThemeChoice(Model, open=True):
    """The theme by name, and its settings, which the theme itself checks."""

    others: dict[str, Any]
    name: Text = key("Name of the theme.", "paper")


class Settings(Model):
    """content/site.yaml"""

    title: Text = key("Title of the publication.")
    base_url: Address = key("Address at which it will stand, such as https://example.org/mag/.")
    description: Text = key("What it is about.", "")
    language: Language = key("Language of the publication, BCP 47.", "en")
    timezone: Text = key("Time zone, such as Europe/Amsterdam.", "UTC")
    theme: Annotated[ThemeChoice, Short(ThemeChoice, lambda name: {"name": name}, "name")] = key(
        "Theme, with its settings.", ThemeChoice()
    )
    page_size: Annotated[int, Number(1, 500)] = key(
        "Items on the home page and on each page behind it; the same for core messages.", 10
    )
    feed_length: Annotated[int, Number()] = key("Items in each feed.", 20)
    publisher: Publisher | None = key("Who publishes it.", None)
    contact: Text = key("How to reach the publisher.", "")
    licence: Text = key("SPDX or Creative Commons name, or an address.", "")
    navigation: tuple[MenuEntry, ...] | None = key("The menu.", None)
    pictures: Pictures = key("Sizes of pictures.", Pictures())
    outputs: Outputs = key("Kinds of output.", Outputs())
    paths: Paths = key("Where pages stand.", Paths())
    quotes: Literal["", "double", "single", "low", "guillemets"] = key("Quotation marks; default: by language.", "")
    raw_html: Literal["escape", "sanitise"] = key("What happens to HTML in Markdown.", "escape")
    output: Text = key("Folder of the finished site.", "public")
    store: Text = key("Folder of what builds keep.", STORE_FOLDER)
    publish: Annotated[dict[str, Target], MappingOf(Target.shape, names=ID_NAME)] = key(
        "Where `site-builder publish` puts the site.", {}
    )


class ThemeSetting(Model):
    """A setting that a theme offers."""

    type: Literal["text", "switch", "choice", "number"] = key("Type.")
    default: Text = key("Default.")
    choices: Texts = key("Allowed values of a choice.", ())
    description: Text = key("What it does.", "")


class PictureProfile(Model):
    """How wide a theme shows a kind of picture, and the widths it needs where they differ from the site's."""

    sizes: Text = key("The sizes attribute.")
    webp: Widths | None = key("Widths of the WebP sizes.", None)
    jpeg: Widths | None = key("Widths of the JPEG sizes.", None)


class Theme(Model):
    """themes/<name>/theme.yaml"""

    name: Text = key("Name.")
    description: Text = key("What it looks like.", "")
    parent: Text = key("Theme whose templates and files fill the gaps.", "")
    settings: dict[str, ThemeSetting] = key("Settings it offers.", {})
    styles: tuple[Text, ...] | None = key("Style sheets in static/, in order.", None)
    icon: Text = key("Icon in static/.", "")
    pictures: dict[str, PictureProfile] = key("Picture profiles: drawing, cover, card, picture, wide, portrait.", {})
