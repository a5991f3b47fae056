"""The links between all finished files: every address of the site must be that of one of its files."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from site_builder.checks.facts import Facts, Fault, Reference
from site_builder.errors import Guesses
from site_builder.urls import address, page_output

_ELSEWHERE = {"load": "page-loads-elsewhere", "part": "page-loads-elsewhere", "redirect": "page-redirect-elsewhere"}
_MISSING = {"load": "page-file-missing", "part": "page-file-missing", "redirect": "page-redirect-broken"}
_WEB = ("http", "https")
_HOST = re.compile(r"^(https?:)?[/\\]{2,}", re.IGNORECASE)
"""How an address may name a host: browsers take more slashes, and those that lean back, for two."""

_EMPTY = r"""\b(?:href|src)\s*=\s*(?:"\s*"|'\s*')"""


class Grounds(msgspec.Struct, frozen=True):
    """The site that links lead into."""

    base_url: str
    outputs: frozenset[str]

    @property
    def home(self) -> str:
        return urlsplit(self.base_url).path


class Goal(NamedTuple):
    """Where an address leads. `path` is that of an output, and empty where there is none."""

    kind: Literal["ours", "elsewhere", "outside", "unreadable"]
    path: str = ""
    anchor: str = ""


def faults(
    files: Iterable[tuple[str, Facts]], grounds: Grounds, ids_of: Callable[[str], Iterable[str] | None]
) -> Iterator[tuple[str, Fault]]:
    """What is wrong with these outputs, each alone and as parts of one site; each fault with the path of its output.

    `ids_of` an output are the anchors in it, or None where nobody has looked.
    """
    anchors: dict[str, list[tuple[str, str, str]]] = {}
    known = functools.lru_cache(maxsize=50_000)(functools.partial(follow, here=grounds.base_url, grounds=grounds))
    guess = Guesses(address(grounds.home, o.removesuffix("index.html")) for o in sorted(grounds.outputs))
    for output, facts in files:
        yield from ((output, fault) for fault in facts.faults)
        here = _base(address(grounds.base_url, output), facts.base)
        for reference in facts.references:
            written = reference.address
            anywhere = written.startswith(("/", "http://", "https://")) and not facts.base
            goal = known(written) if anywhere else follow(written, here, grounds)
            if code := _code(reference, goal):
                lost = goal.kind == "ours" and not goal.path
                suggestion = guess(urlsplit(urljoin(here, written)).path) if lost else ""
                words = {"address": written, "home": grounds.home, "suggestion": suggestion}
                yield output, Fault(code, words, written, pattern="" if written else _EMPTY)
            elif goal.anchor and (goal.path.endswith(".html") or reference.use == "part"):
                anchors.setdefault(goal.path, []).append((goal.anchor, output, written))
    for path, wanted in anchors.items():
        there = ids_of(path)
        ids = frozenset(there or ())
        for anchor, output, written in wanted:
            if there is not None and anchor not in ids:
                yield output, Fault("page-anchor-missing", {"address": written, "anchor": anchor}, written)


def _base(here: str, base: str) -> str:
    """What the addresses in a file are relative to."""
    try:
        return urljoin(here, base)
    except ValueError:
        return here


def follow(written: str, here: str, grounds: Grounds) -> Goal:
    """Where an address leads that is written in the file at `here`."""
    written = _HOST.sub(r"\1//", written, count=1)
    try:
        parts, joined, site = urlsplit(written), urlsplit(urljoin(here, written)), urlsplit(grounds.base_url)
    except ValueError:
        return Goal("unreadable")
    if parts.scheme in _WEB and not parts.hostname:
        return Goal("unreadable")
    if joined.scheme not in _WEB or joined.netloc.lower() != site.netloc.lower():
        return Goal("elsewhere")
    path, home = unquote(joined.path), unquote(site.path)
    if not f"{path}/".startswith(home):
        return Goal("elsewhere" if parts.netloc else "outside")
    below = path[len(home) :]
    candidates = (below, page_output(below if below.endswith("/") or not below else f"{below}/"))
    found = next((name for name in candidates if name in grounds.outputs), "")
    anchor = unquote(joined.fragment).partition(":~:")[0]
    return Goal("ours", found, "" if anchor.lower() == "top" else anchor)


def _code(reference: Reference, goal: Goal) -> str:
    """What is wrong with a reference, or an empty text."""
    if not reference.address:
        return "page-address-empty"
    if goal.kind == "elsewhere":
        return _ELSEWHERE.get(reference.use, "")
    if goal.kind == "outside":
        return "page-address-outside"
    return "" if goal.path else _MISSING.get(reference.use, "page-link-broken")
