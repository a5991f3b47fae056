"""A finished page: the addresses in it, its anchors, and whether everybody can read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.checks import alternatives, styles
from site_builder.checks.data import is_address, texts
from site_builder.checks.facts import Facts, Fault, Reference, Use, is_local
from site_builder.checks.markup import attribute, is_hidden, parsed, shape

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_ADDRESSES: dict[str, tuple[Use, tuple[str, ...]]] = {
    "a": ("link", ("href", "xlink:href")),
    "area": ("link", ("href",)),
    "form": ("link", ("action",)),
    "button": ("link", ("formaction",)),
    "body": ("load", ("background",)),
    "audio": ("load", ("src",)),
    "embed": ("load", ("src",)),
    "frame": ("load", ("src",)),
    "iframe": ("load", ("src",)),
    "image": ("load", ("href", "xlink:href")),
    "img": ("load", ("src",)),
    "input": ("load", ("src",)),
    "object": ("load", ("data",)),
    "script": ("load", ("src",)),
    "source": ("load", ("src",)),
    "track": ("load", ("src",)),
    "use": ("load", ("href", "xlink:href")),
    "video": ("load", ("src", "poster")),
}
_LOADED = frozenset(
    {"apple-touch-icon", "apple-touch-icon-precomposed", "dns-prefetch", "icon", "manifest", "mask-icon"}
    | {"modulepreload", "preconnect", "prefetch", "preload", "prerender", "stylesheet"}
)
_MENTIONED = frozenset(
    {"og:audio", "og:image", "og:image:secure_url", "og:image:url", "og:url", "og:video", "og:video:url"}
    | {"twitter:image"}
)
_CANDIDATE = re.compile(r"[\s,]*(\S+?)(?:,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
_REFRESH = re.compile(r"""^[\s\d.]*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)
_HEADING = re.compile("h[1-6]")


def read(data: bytes) -> Facts:
    """The facts of a page."""
    soup = parsed(data)
    tags = soup.find_all(True)
    base = next((attribute(tag, "href") or "" for tag in tags if tag.name == "base"), "")
    said, mistakes = _data(tags)
    found = dict.fromkeys([*(reference for tag in tags for reference in references(tag)), *said])
    inside = [r for r in found if r.address.startswith("#") and not base]
    ids = [id for tag in tags if (id := attribute(tag, "id") or (tag.name == "a" and attribute(tag, "name")))]
    faults = [
        *_foundations(soup, is_redirect=any(r.use == "redirect" for r in found)),
        *_anchors(tags, inside, ids),
        *_headings(tags),
        *(fault for tag in tags if tag.name == "img" for fault in alternatives.faults(tag)),
        *mistakes,
    ]
    outside = tuple(reference for reference in found if reference not in inside)
    return Facts(outside, tuple(dict.fromkeys(ids)), tuple(faults), base)


# ----------------------------------------------------------------------------------------------------------- addresses


def references(tag: Tag) -> Iterator[Reference]:
    """The addresses in one tag."""
    for use, address in _addresses(tag):
        if is_local(address, use):
            yield Reference(use, address.strip())
    if css := attribute(tag, "style") or (tag.name == "style" and tag.string):
        yield from styles.references(css)


def _addresses(tag: Tag) -> Iterator[tuple[Use, str]]:
    if tag.name == "meta":
        yield from _of_meta(tag)
    elif tag.name == "link" and (href := attribute(tag, "href")) is not None:
        yield ("load" if _LOADED & set((attribute(tag, "rel") or "").lower().split()) else "mention"), href
    elif tag.name in _ADDRESSES:
        use, names = _ADDRESSES[tag.name]
        for name in names:
            if (address := attribute(tag, name)) is not None and (address.strip() or name != "action"):
                yield use, address
    for name in ("srcset", "imagesrcset"):
        if several := attribute(tag, name):
            yield from (("load", found[1]) for found in _CANDIDATE.finditer(several))
    if ping := attribute(tag, "ping"):
        yield from (("load", address) for address in ping.split())


def _of_meta(tag: Tag) -> Iterator[tuple[Use, str]]:
    content = attribute(tag, "content") or ""
    if (attribute(tag, "http-equiv") or "").lower() == "refresh":
        found = _REFRESH.match(content)
        if found and found[1].strip():
            yield "redirect", found[1]
    elif (attribute(tag, "property") or attribute(tag, "name") or "").lower() in _MENTIONED:
        yield "mention", content


def _data(tags: Sequence[Tag]) -> tuple[list[Reference], list[Fault]]:
    """The addresses in what a page says of itself to programs, which name things by what stands behind a #."""
    found, faults = [], []
    for tag in tags:
        if tag.name == "script" and (attribute(tag, "type") or "").lower() == "application/ld+json":
            try:
                found += [Reference("mention", t.partition("#")[0]) for t in texts(tag.string or "") if is_address(t)]
            except ValueError as error:
                faults.append(Fault("page-data-unreadable", {"why": str(error)}))
    return found, faults


# ----------------------------------------------------------------------------------------------------------- the page


def _foundations(soup: BeautifulSoup, *, is_redirect: bool) -> Iterator[Fault]:
    """What every page needs. One that only sends its readers on has nothing to show."""
    if soup.html is None or not (attribute(soup.html, "lang") or "").strip():
        yield Fault("page-without-language")
    if soup.title is None or not soup.title.get_text(strip=True):
        yield Fault("page-without-title")
    if is_redirect:
        return
    if soup.main is None:
        yield Fault("page-without-main")
    if (count := sum(not is_hidden(tag) for tag in soup.find_all("h1"))) != 1:
        yield Fault("page-main-heading", {"count": str(count) if count else "no", "s": "s" * (count != 1)})


def _anchors(tags: Sequence[Tag], inside: Sequence[Reference], ids: Sequence[str]) -> Iterator[Fault]:
    """Ids that stand twice, and links inside the page that lead to none."""
    counts = Counter(id for tag in tags if (id := attribute(tag, "id")))
    for id, count in counts.items():
        if count > 1:
            yield Fault("page-id-twice", {"id": id, "count": str(count)}, text=f"{{#{id}")
    for reference in inside:
        anchor = unquote(reference.address[1:]).partition(":~:")[0]
        if reference.use == "link" and anchor.lower() not in ("", "top") and anchor not in ids:
            yield Fault("page-anchor-missing", {"address": reference.address, "anchor": anchor}, reference.address)


def _headings(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Headings that skip a level on the way down."""
    above = 1
    for tag in tags:
        if _HEADING.fullmatch(tag.name) and not is_hidden(tag):
            level = int(tag.name[1])
            if level > above + 1:
                text = " ".join(tag.get_text().split())
                words = {"text": text, "level": str(level), "above": str(above)}
                yield Fault("page-heading-skipped", words, f"{'#' * level} {text}", shape(tag))
            above = level
