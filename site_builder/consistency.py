"""What must hold of a plan: no two files at one address, and every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from site_builder.addresses import Addresses
from site_builder.content import Finding
from site_builder.errors import Guesses
from site_builder.models import ItemSummary
from site_builder.settings import SETTINGS
from site_builder.tasks import Task
from site_builder.urls import folded, page_output


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
        for n, alias in enumerate(item.aliases):
            output = alias if alias.endswith((".html", ".htm")) else page_output(f"{alias.rstrip('/')}/")
            if other := taken.take(output, item.source):
                words = {"address": at.address(alias), "other": other}
                findings.append(Finding("alias-taken", item.source, f"aliases.{n}", words))
            else:
                aliases.append((output, item))
    return aliases, findings


def broken_links(at: Addresses, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Every link to the publication itself must lead to one of its files."""
    outputs = {output for task in tasks for output in task.outputs}
    outputs |= {page_output(path) for path in at.unread.values()}
    guess = Guesses(at.address(o.removesuffix("index.html")) for o in sorted(outputs) if o.endswith("index.html"))
    site = at.site
    for summary in site.summaries():
        for written, where in summary.links:
            followed = at.follow(summary.source, written)
            if followed is None or not _leads_somewhere(at, followed, outputs):
                words = {"address": written, "suggestion": guess(followed or written)}
                yield Finding("link-broken", summary.source, where, words)
    for n, entry in enumerate(site.settings.navigation or ()):
        address = at.menu_address(entry.url)
        if address.startswith("/") and not _leads_somewhere(at, address, outputs):
            words = {"address": entry.url, "suggestion": guess(address)}
            yield Finding("link-broken", SETTINGS, f"navigation.{n}.to", words)


def _leads_somewhere(at: Addresses, url: str, outputs: set[str]) -> bool:
    path = unquote(url.partition("#")[0].partition("?")[0].removeprefix(at.settings.home))
    return bool({path, page_output(path), page_output(f"{path}/")} & outputs)
