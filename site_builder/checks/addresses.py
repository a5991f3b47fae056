"""The addresses in a tag, and what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.checks.facts import Use
from site_builder.checks.markup import attribute

if TYPE_CHECKING:
    from bs4 import Tag

_HREF = ("href", "xlink:href")
_ADDRESSES: dict[str, tuple[Use, tuple[str, ...]]] = {
    "a": ("link", _HREF),
    "applet": ("load", ("archive", "code", "codebase")),
    "area": ("link", ("href",)),
    "audio": ("load", ("src",)),
    "bgsound": ("load", ("src",)),
    "embed": ("load", ("src",)),
    "feimage": ("part", _HREF),
    "form": ("link", ("action",)),
    "frame": ("load", ("src",)),
    "iframe": ("load", ("src",)),
    "image": ("load", _HREF),
    "img": ("load", ("src",)),
    "input": ("load", ("src",)),
    "lineargradient": ("part", _HREF),
    "mpath": ("part", _HREF),
    "object": ("load", ("data", "codebase")),
    "pattern": ("part", _HREF),
    "portal": ("load", ("src",)),
    "radialgradient": ("part", _HREF),
    "script": ("load", ("src", *_HREF)),
    "source": ("load", ("src",)),
    "textpath": ("part", _HREF),
    "track": ("load", ("src",)),
    "use": ("part", _HREF),
    "video": ("load", ("src", "poster")),
}
_OF_ANY: dict[str, Use] = {"background": "load", "cite": "mention", "formaction": "link"}
_NONE_NEEDED = frozenset({"action", "archive", "cite", "codebase", "formaction"})
"""Attributes that may be empty: a form without an address is sent to its own page."""
_ANIMATIONS = frozenset({"animate", "set"})
_LOADED = frozenset(
    {"apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "compression-dictionary"}
    | {"dns-prefetch", "fluid-icon", "icon", "import", "manifest", "mask-icon", "modulepreload", "preconnect"}
    | {"prefetch", "preload", "prerender", "stylesheet"}
)
_OF_META: dict[str, Use] = {
    "msapplication-square150x150logo": "load",
    "msapplication-square310x310logo": "load",
    "msapplication-square70x70logo": "load",
    "msapplication-tileimage": "load",
    "msapplication-wide310x150logo": "load",
    "og:audio": "mention",
    "og:image": "mention",
    "og:image:secure_url": "mention",
    "og:image:url": "mention",
    "og:url": "mention",
    "og:video": "mention",
    "og:video:url": "mention",
    "twitter:image": "mention",
}
_CANDIDATE = re.compile(r"[\s,]*(\S+?)(?:,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
_REFRESH = re.compile(r"""^[\s\d.]*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)


def addresses(tag: Tag) -> Iterator[tuple[Use, str]]:
    """The addresses in a tag, as they are written; those in CSS are left to `styles`."""
    if tag.name == "meta":
        yield from _of_meta(tag)
    elif tag.name == "link" and (href := attribute(tag, "href")) is not None:
        yield ("load" if _LOADED & set((attribute(tag, "rel") or "").lower().split()) else "mention"), href
    elif tag.name in _ANIMATIONS and attribute(tag, "attributename") in _HREF:
        yield from _of_animation(tag)
    use, names = _ADDRESSES.get(tag.name, ("load", ()))
    for name, value in tag.attrs.items():
        written = str(value)
        if name in ("srcset", "imagesrcset"):
            yield from (("load", found[1]) for found in _CANDIDATE.finditer(written))
        elif name in ("attributionsrc", "ping"):
            yield from (("load", address) for address in written.split())
        elif (name in names or name in _OF_ANY) and (name not in _NONE_NEEDED or written.strip()):
            yield use if name in names else _OF_ANY[name], written


def _of_meta(tag: Tag) -> Iterator[tuple[Use, str]]:
    content = attribute(tag, "content") or ""
    name = (attribute(tag, "property") or attribute(tag, "name") or "").lower()
    if (attribute(tag, "http-equiv") or "").lower() == "refresh":
        found = _REFRESH.match(content)
        if found and found[1].strip():
            yield "redirect", found[1]
    elif name in _OF_META:
        yield _OF_META[name], content


def _of_animation(tag: Tag) -> Iterator[tuple[Use, str]]:
    """The addresses that a tag of an SVG gives another one in the course of time."""
    use: Use = "link" if tag.parent is not None and tag.parent.name == "a" else "load"
    for name in ("from", "to", "by", "values"):
        yield from ((use, address) for address in (attribute(tag, name) or "").split(";") if address.strip())
