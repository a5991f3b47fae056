"""What must hold of a plan: no two files at one address, and every link leads somewhere."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from site_builder.addresses import Addresses
from site_builder.content import Finding
from site_builder.errors import Guesses
from site_builder.models import ItemSummary
from site_builder.settings import SETTINGS
from site_builder.tasks import Task
from site_builder.urls import folded, identity, page_output


class Taken:
    """The files and folders of the site with who they are of; paths as systems see them that fold case."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}

    def take(self, output: str, label: str) -> str:
        """Take a path. Whose file or folder stands in the way, if it isn't free; it then stays theirs."""
        path = folded(output)
        above = []
        other = self.files.get(path) or self.folders.get(path, "")
        folder = path.rpartition("/")[0]
        while folder and folder not in self.folders:
            other = other or self.files.get(folder, "")
            above.append(folder)
            folder = folder.rpartition("/")[0]
        if not other:
            self.files[path] = label
            self.folders |= dict.fromkeys(above, label)
        return other


def clashes(at: Addresses, tasks: Sequence[Task], taken: Taken) -> Iterator[Finding]:
    """Every file of the site must have a path of its own; `taken` has them all afterwards."""
    told: set[tuple[str, str]] = set()  # an item's page and its index.json clash for one reason
    for task in tasks:
        for output in task.outputs:
            if not {"", ".", ".."}.isdisjoint(output.split("/")):
                raise ValueError(f"{output} is no path inside the site")
            other = taken.take(output, task.label)
            if other and (task.label, other) not in told:
                told.add((task.label, other))
                mine, theirs = (task.label, other) if task.label in at.site.keys else (other, task.label)
                shown = at.address(output.removesuffix("index.html"))
                path = mine if mine in at.site.keys else SETTINGS
                yield Finding("address-twice", path, "", {"address": shown, "other": theirs})


def old_addresses(at: Addresses, taken: Taken) -> tuple[list[tuple[str, ItemSummary]], list[Finding]]:
    """The output of every alias with its item; a finding for each that is an address already."""
    aliases: list[tuple[str, ItemSummary]] = []
    findings = []
    for item in (*at.site.stories, *at.site.pages):
        own: set[str] = set()
        for n, alias in enumerate(item.aliases):
            where, written = f"aliases.{n}", f"/{alias}"
            if at.home != "/" and f"{written.rstrip('/')}/".startswith(at.home):
                words = {"address": written, "stands": at.address(alias), "home": at.home}
                words["instead"] = f"/{written.removeprefix(at.home)}"
                findings.append(Finding("alias-with-home", item.source, where, words))
            output = alias if alias.endswith((".html", ".htm")) else page_output(f"{alias.rstrip('/')}/")
            if folded(output) in own:
                findings.append(Finding("alias-twice", item.source, where, {"address": written}))
            elif other := taken.take(output, item.source):
                words = {"address": at.address(alias), "other": other}
                findings.append(Finding("alias-taken", item.source, where, words))
            else:
                own.add(folded(output))
                aliases.append((output, item))
    return aliases, findings


def broken_links(at: Addresses, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Every link to the publication itself must lead to one of its files."""
    outputs = {output for task in tasks for output in task.outputs}
    outputs |= {page_output(path) for path in at.unread.values()}
    site, meant = at.site, functools.cache(lambda: _Meant(at, outputs))  # for who made a mistake
    for summary in site.summaries():
        for written, where in summary.links:
            followed = at.follow(summary.source, written)
            if followed is None or not _leads_somewhere(at, followed, outputs):
                yield meant().finding(summary.source, where, written, followed)
    for n, entry in enumerate(site.settings.navigation or ()):
        address = at.menu_address(entry.url)
        if address.startswith("/") and not _leads_somewhere(at, address, outputs):
            yield meant().finding(SETTINGS, f"navigation.{n}.to", entry.url, address)


class _Meant:
    """What may have been meant by links that lead nowhere, as authors write it: from the home page on, or as a file."""

    def __init__(self, at: Addresses, outputs: set[str]) -> None:
        self.at, self.outputs = at, outputs
        self.pages = Guesses(f"/{o.removesuffix('index.html')}" for o in sorted(outputs) if o.endswith("index.html"))
        self.files: dict[str, Guesses] = {}  # by folder of the text
        known = at.sources | at.unread
        self.hidden = {s: at.path_of(kind, identity(s)) for s, kind in at.site.kinds.items() if s not in known}
        self.unseen = {page_output(path) for path in self.hidden.values()}

    def finding(self, source: str, where: str, written: str, followed: str | None) -> Finding:
        """What is wrong with a link; `followed` is where it leads."""
        folder, path = posixpath.dirname(source), written.partition("#")[0]
        target = posixpath.normpath(posixpath.join(folder, path))
        if target in self.hidden or (followed and _leads_somewhere(self.at, followed, self.unseen)):
            return Finding("link-to-hidden", source, where, {"address": written})
        if followed is None:
            if folder not in self.files:
                self.files[folder] = Guesses(posixpath.relpath(s, folder) for s in sorted(self.at.sources))
            suggestion = self.files[folder](path)
        elif path.startswith(self.at.home) and _leads_somewhere(self.at, path, self.outputs):
            suggestion = f'did you mean "/{path.removeprefix(self.at.home)}"? '
        else:
            suggestion = self.pages(f"/{unquote(followed).removeprefix(self.at.home)}")
        return Finding("link-broken", source, where, {"address": written, "suggestion": suggestion})


def _leads_somewhere(at: Addresses, url: str, outputs: set[str]) -> bool:
    path = unquote(url.partition("#")[0].partition("?")[0].removeprefix(at.settings.home))
    return bool({path, page_output(path), page_output(f"{path}/")} & outputs)
