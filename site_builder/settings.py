"""The settings of a publication and of its theme, as plain values with their defaults filled in.

`schema_settings.py` says what an author may write in `content/site.yaml` and `theme.yaml`, `configuration.py` reads it.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from site_builder.data import shown
from site_builder.models import Link

SETTINGS = "content/site.yaml"
STORE_FOLDER = ".cache/site-builder"
BRANCH = "gh-pages"


def overlapped(root: Path, folder: Path, *others: Path) -> str:
    """What a folder of the program's would cover, or lie in: something of the publication's, as a path, or empty."""
    real, homes = folder.resolve(), _homes()
    for own in (root, *(root / name for name in ("content", "assets", "themes", "templates")), *others, *homes):
        covered = own.resolve()
        inside = real.is_relative_to(covered) and covered not in (root.resolve(), *homes)
        if covered.is_relative_to(real) or inside:
            return shown(root, covered)
    return ""


def _homes() -> tuple[Path, ...]:
    """The folder of whoever runs this. In a container they may have none."""
    try:
        return (Path.home(),)
    except RuntimeError:
        return ()


class PictureSettings(msgspec.Struct, frozen=True):
    """The sizes in which pictures are published: widths in pixels, quality from 1 to 100."""

    webp: tuple[int, ...]
    jpeg: tuple[int, ...]
    quality: int
    max_pixels: int


class OutputSettings(msgspec.Struct, frozen=True):
    """Which kinds of output are made."""

    feeds: tuple[str, ...]
    feeds_per: tuple[str, ...]
    item_json: bool
    related: bool
    sitemap: bool
    robots: bool
    speakers: bool
    core_messages: bool
    authors: bool
    structured_data: bool


class PathSettings(msgspec.Struct, frozen=True):
    """The folder of each kind of page."""

    interviews: str
    articles: str
    dossiers: str
    speakers: str
    authors: str
    topics: str
    series: str
    organisations: str
    corrections: str
    core_messages: str


class TargetSettings(msgspec.Struct, frozen=True):
    """A place to publish to: a folder, or a branch of a git repository."""

    name: str
    folder: str
    git: str
    branch: str


class Settings(msgspec.Struct, frozen=True):
    """Everything in `content/site.yaml`."""

    title: str
    base_url: str  # ends with a slash
    description: str
    language: str
    timezone: str
    theme: str
    theme_settings: dict[str, str]
    page_size: int
    feed_length: int
    publisher: Link
    logo: str
    contact: str
    licence: str
    navigation: tuple[Link, ...] | None
    pictures: PictureSettings
    outputs: OutputSettings
    paths: PathSettings
    quotes: str
    raw_html: str
    output: str
    store: str
    publish: tuple[TargetSettings, ...]

    @property
    def origin(self) -> str:
        """Scheme and host, such as https://example.org."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def home(self) -> str:
        """Path of the home page, such as / or /mag/."""
        return urlsplit(self.base_url).path


class PictureProfile(msgspec.Struct, frozen=True):
    """How wide a theme shows a kind of picture; without widths, those of the publication."""

    sizes: str
    webp: tuple[int, ...] | None
    jpeg: tuple[int, ...] | None


class ThemeSettings(msgspec.Struct, frozen=True):
    """Everything in one `theme.yaml`."""

    name: str
    parent: str
    settings: dict[str, tuple[str, str, tuple[str, ...]]]  # name → type, default, choices
    styles: tuple[str, ...] | None
    icon: str
    pictures: dict[str, PictureProfile]
