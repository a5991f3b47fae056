"""What must hold of a plan: no two files at one address, and every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.addresses import Addresses
from site_builder.content import SETTINGS, Finding
from site_builder.errors import did_you_mean
from site_builder.models import Summary
from site_builder.tasks import Task
from site_builder.urls import folded, page_output


def clashes(at: Addresses, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Two files of the site must not have one path, not even on a system that folds case."""
    first: dict[str, Task] = {}
    for task in tasks:
        for output in task.outputs:
            other = first.setdefault(folded(output), task)
            if other is not task:
                mine, theirs = (task, other) if task.label in at.site.keys else (other, task)
                shown = at.address(output.removesuffix("index.html"))
                path = mine.label if mine.label in at.site.keys else SETTINGS
                yield Finding("address-twice", path, "", {"address": shown, "other": theirs.label})


def broken_links(at: Addresses, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Every link to the publication itself must lead to one of its files."""
    outputs = {output for task in tasks for output in task.outputs}
    outputs |= {page_output(path) for path in at.unread.values()}
    pages = [at.address(o.removesuffix("index.html")) for o in outputs if o.endswith("index.html")]
    site = at.site
    people = [s for p in site.people.values() for s in (p.speaker, p.author) if s]
    topics = [s for _, s in site.topics.values() if s]
    summaries: list[Summary] = [*site.interviews, *site.pages, *people, *topics]
    for summary in summaries:
        for written, where in summary.links:
            followed = at.follow(summary.source, written)
            if followed is None or not _leads_somewhere(at, followed, outputs):
                words = {"address": written, "suggestion": did_you_mean(followed or written, pages)}
                yield Finding("link-broken", summary.source, where, words)
    for n, entry in enumerate(site.settings.navigation or ()):
        address = at.menu_address(entry.url)
        if address.startswith("/") and not _leads_somewhere(at, address, outputs):
            words = {"address": entry.url, "suggestion": did_you_mean(address, pages)}
            yield Finding("link-broken", SETTINGS, f"navigation.{n}.to", words)


def _leads_somewhere(at: Addresses, url: str, outputs: set[str]) -> bool:
    path = url.partition("#")[0].partition("?")[0].removeprefix(at.settings.home)
    return bool({path, page_output(path), page_output(f"{path}/")} & outputs)
