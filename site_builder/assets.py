"""Pictures and files that pages use: where they are published, and the tasks that make them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from msgspec.structs import replace

from site_builder.addresses import Addresses
from site_builder.digest import COPY_CODE, code_digest, digest, digest_of
from site_builder.files import File, is_picture
from site_builder.inputs import CopyInputs, DerivativeInputs, Known, PictureSizes, PublishedFile, Surroundings, encode
from site_builder.licences import licence_link
from site_builder.models import Asset, ItemSummary, Link, PersonSummary, Summary
from site_builder.names import slug
from site_builder.settings import SETTINGS
from site_builder.tasks import Task
from site_builder.theme import Theme
from site_builder.urls import composed

WHITE = 63
"""The tone behind what can be seen through."""

WIDEST_IN_RSS = 144
"""Pixels of a channel's image (rssboard.org/rss-specification)."""

LONGEST_SIDE = 16_383
"""What a WebP file can hold, in pixels."""


class Assets:
    """Gathers the tasks for pictures and files while pages ask for them. `pixels` is the digest of the pixel code.

    What they are made from joins `inputs`, by static key.
    """

    def __init__(self, addresses: Addresses, theme: Theme, pixels: str, inputs: dict[str, bytes]) -> None:
        self.at, self.site, self.theme, self.pixels = addresses, addresses.site, theme, pixels
        self.inputs = inputs
        self.tasks: dict[str, Task] = {}  # by key or output
        self.stems: dict[str, str] = {}  # by key: the names of a picture's files, up to their widths
        self.sizes: dict[tuple[str, str, str, str], PictureSizes] = {}
        licence = licence_link(self.site.settings.licence)
        self.licence = licence.url or licence.label

    def surroundings(
        self, summary: Summary, people: dict[str, Known] | None = None, parties: dict[str, Link] | None = None
    ) -> Surroundings:
        """What the text of a document refers to, found."""
        pictures: dict[str, PictureSizes] = {}
        files: dict[str, PublishedFile] = {}
        for asset in sorted(summary.assets, key=_first_shown):
            file = self.site.files.get((summary.source, asset.path))
            if file is None:
                continue
            if asset.use == "file":
                files[asset.path] = self.copy(summary, file)
            elif asset.path not in pictures:
                pictures[asset.path] = self.picture(summary, asset, file)
        links = {written: self.at.follow(summary.source, written) or "" for written, _ in summary.links}
        return Surroundings(pictures, files, links, people or {}, parties or {})

    def drawing(self, item: ItemSummary) -> PictureSizes | None:
        """The first drawing of an item in its published sizes."""
        return self._of_use(item, "drawing")

    def picture_of(self, item: ItemSummary) -> PictureSizes | None:
        """The picture of an item that is not a drawing, in its published sizes."""
        if item.picture is None:
            return None
        asset = next(a for a in item.assets if a.use == "picture" and a.path == item.picture.image)
        file = self.site.files.get((item.source, asset.path))
        return self.picture(item, asset, file) if file else None

    def portrait(self, person: PersonSummary) -> PictureSizes | None:
        """The portrait of a person in its published sizes."""
        return self._of_use(person, "portrait")

    def logo(self) -> PictureSizes | None:
        """The publisher's logo in its published sizes."""
        logo = self.site.settings.logo
        file = self.site.files.get((SETTINGS, logo))
        return self.picture(None, Asset("logo", logo, "publisher.logo"), file) if file else None

    def _of_use(self, summary: Summary, use: str) -> PictureSizes | None:
        asset = next((a for a in summary.assets if a.use == use), None)
        file = self.site.files.get((summary.source, asset.path)) if asset else None
        return self.picture(summary, asset, file) if asset and file else None

    def picture(self, summary: Summary | None, asset: Asset, file: File) -> PictureSizes:
        """The published sizes of a picture; the task that makes them joins the others."""
        creator = self._creator(summary, asset.creator) if asset.use == "drawing" else ""
        webp_widths, jpeg_widths = self._widths(asset.use)
        memo = (file.digest, asset.use if asset.use in ("portrait", "logo") else "", creator, asset.credit)
        if memo in self.sizes:
            return self.sizes[memo]
        facts = file.facts
        assert facts is not None
        webp = scaled(facts.width, facts.height, webp_widths)
        jpeg = scaled(facts.width, facts.height, jpeg_widths)
        wanted = tuple((w, h, kind) for kind, sizes in (("webp", webp), ("jpeg", jpeg)) for w, h in sizes)
        settings = self.site.settings.pictures
        rights = (creator, asset.credit, self.licence)
        inputs = DerivativeInputs(file.path, file.digest, wanted, settings.quality, settings.max_pixels, *rights)
        key = digest_of((self.pixels, digest(encode(replace(inputs, source="")))))
        name = slug(posixpath.splitext(posixpath.basename(composed(file.path)))[0]) or "picture"
        stem = self.stems.setdefault(key, f"pictures/{name}.{key[:8]}")  # the same picture may lie there twice
        names = {(w, kind): f"{stem}-{w}.{'jpg' if kind == 'jpeg' else kind}" for w, _, kind in wanted}
        outputs = tuple(names[w, kind] for w, _, kind in wanted)
        self.inputs.setdefault(key, encode(inputs))
        self.tasks.setdefault(key, Task("derivative", outputs, key, label=file.path))
        width, height = (webp or jpeg)[-1]
        self.sizes[memo] = PictureSizes(
            tone=WHITE if facts.alpha else facts.tone,
            width=width,
            height=height,
            webp=tuple((self.at.address(names[w, "webp"]), w) for w, _ in webp),
            jpeg=tuple((self.at.address(names[w, "jpeg"]), w, h) for w, h in jpeg),
        )
        return self.sizes[memo]

    def _widths(self, use: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The widths in which a picture is published: the publication's, or for portraits the theme's.

        No page shows the logo; it is for programs that read JPEG, some of them a small one.
        """
        settings = self.site.settings.pictures
        if use == "logo":
            return (), (WIDEST_IN_RSS, *settings.jpeg)
        if use != "portrait":
            return settings.webp, settings.jpeg
        profile = self.theme.profile("portrait")
        return (
            settings.webp if profile.webp is None else profile.webp,
            settings.jpeg if profile.jpeg is None else profile.jpeg,
        )

    def _creator(self, summary: Summary | None, named: str) -> str:
        """Who made a drawing: as named, else the artists of the item."""
        if named:
            return self.at.known(named, "author").name
        artists = summary.artists if isinstance(summary, ItemSummary) else ()
        return ", ".join(self.at.part(artist, "author").name for artist in artists)

    def copy(self, summary: Summary, file: File) -> PublishedFile:
        """Publish a file: beside the page of its item, or where it is in assets/."""
        path = composed(file.path)
        if not path.startswith("assets/"):
            page = unquote(self.at.sources[summary.source]).removeprefix(unquote(self.site.settings.home))
            beside = posixpath.relpath(path, composed(posixpath.dirname(summary.source)))
            path = f"{page}{beside}"
        if path not in self.tasks:
            self.tasks[path] = self.copy_task(path, CopyInputs(file.path, file.digest, bare=is_picture(path)))
        kind = posixpath.splitext(file.path)[1].lstrip(".").upper()
        return PublishedFile(self.at.address(path), kind, file.size)

    def theme_files(self) -> dict[str, str]:
        """Publish the theme's files under names that change with their bytes; the address of each, by path.

        Style sheets come last: the names of other files are written into them.
        """
        named: dict[str, str] = {}
        found: dict[str, str] = {}
        for path, file in sorted(self.theme.static.items(), key=lambda row: (row[0].endswith(".css"), row[0])):
            rewrite: tuple[tuple[str, str], ...] = ()
            folder, bytes_of = "", file.label
            if path.endswith(".css"):
                folder = posixpath.dirname(f"static/{path}")
                rewrite = tuple(
                    (f"static/{old}", posixpath.relpath(f"static/{new}", folder)) for old, new in named.items()
                )
                bytes_of = digest_of((bytes_of, *(new for _, new in rewrite)))
            stem, suffix = posixpath.splitext(path)
            named[path] = f"{stem}.{bytes_of[:8]}{suffix}"
            output = f"theme/{named[path]}"
            self.tasks[output] = self.copy_task(output, CopyInputs(file.url, file.label, rewrite, folder=folder))
            found[path] = self.at.address(output)
        return found

    def copy_task(self, output: str, inputs: CopyInputs) -> Task:
        code = code_digest(COPY_CODE) if inputs.bare or inputs.rewrite else ""
        key = digest_of(("copy", code, output, digest(encode(replace(inputs, source="")))))
        self.inputs[key] = encode(inputs)
        return Task("copy", (output,), key, label=inputs.source)


def _first_shown(asset: Asset) -> tuple[int, bool]:
    """In which order the uses of a file count, when one item uses it in several ways: one set of sizes is made."""
    return ("drawing", "picture", "portrait", "file").index(asset.use), not asset.credit


def scaled(width: int, height: int, widths: Sequence[int]) -> list[tuple[int, int]]:
    """The sizes of a picture for the wanted widths: exact, ascending, each once, never enlarged.

    A width beyond the picture's stands for the picture's own, or for the largest at which no side is longer than
    `LONGEST_SIDE`. Heights are rounded half up, and at least 1.
    """
    largest = max(1, min(width, LONGEST_SIDE, width * LONGEST_SIDE // height))
    fitting = sorted({min(wanted, largest) for wanted in widths})
    return [(w, min(max(1, (2 * height * w + width) // (2 * width)), LONGEST_SIDE)) for w in fitting]
