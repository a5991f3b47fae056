"""What has to change at a target for it to show the site, decided before anything is sent.

Only what the manifest there names is ever changed or removed. What stands there besides is foreign and stays; where a
file of the site must go in its place, that is for a human to decide.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from io import BufferedReader
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from site_builder.errors import Problem, SiteError, problem
from site_builder.generation import Row
from site_builder.making import Progress
from site_builder.output import Changes
from site_builder.publishers.manifest import MANIFEST, DamagedError, Manifest, NewerError, decoded, encoded

Spot = tuple[str, int, int]
"""Where a target stands in the settings: path, line and column, for problems."""

_SMALLEST_LOSS = 3
_LARGEST_SHARE = 5  # one page of so many may vanish
_LISTED = 5


class Parcel(msgspec.Struct, frozen=True):
    """A finished site: its folder, and how the file system showed every file when it was built.

    The files come in stages, so that what is shown on a page is there before the page, and the page before the lists.
    """

    folder: Path
    base_url: str
    rows: dict[str, Row]
    stages: tuple[tuple[str, ...], ...]
    made: dict[str, bytes] = {}  # what a target wants besides, and lies in no folder

    @property
    def paths(self) -> Collection[str]:
        """Every file of the site at the target but the manifest."""
        return self.rows.keys() | self.made.keys()

    @contextlib.contextmanager
    def opened(self, path: str) -> Iterator[BufferedReader]:
        """A file in the site's folder, to be read. Raises SiteError when it is not, or no longer, as it was built."""
        with contextlib.ExitStack() as held:
            try:
                file = held.enter_context(open(self.folder / path, "rb"))
            except FileNotFoundError:
                raise changed_meanwhile(f"{self.folder.name}/{path}") from None
            self._check(file, path)
            yield file
            self._check(file, path)

    def _check(self, file: BufferedReader, path: str) -> None:
        stat, row = os.fstat(file.fileno()), self.rows[path]
        if (stat.st_size, stat.st_mtime_ns, stat.st_ino) != (row.size, row.mtime, row.inode):
            raise changed_meanwhile(f"{self.folder.name}/{path}")


def changed_meanwhile(path: str) -> SiteError:
    """For who finds a file other than it was when the site was built."""
    return SiteError([problem("publish-changed-meanwhile", path)])


class Standing(msgspec.Struct, frozen=True):
    """What stands at a path of a target, and which files would have to go if another one was put there."""

    kind: Literal["nothing", "file", "folder", "below a file", "other spelling"]
    in_the_way: tuple[str, ...] = ()


NOTHING = Standing("nothing")


class Target(Protocol):
    """A place to publish to. Every method but `shown` is for while it is open, and may raise SiteError."""

    spot: Spot
    shown: str
    made: dict[str, bytes]  # files that it wants besides those of the site; they are ours whoever put them there

    def opened(self, *, sending: bool) -> AbstractContextManager[None]:
        """Look at what is there, and keep others from sending as well. Nothing is changed."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there at all."""

    def manifest(self) -> bytes | None:
        """The manifest, if there is one."""

    def standing(self, path: str) -> Standing:
        """What is at a path."""

    def holds(self, path: str, parcel: Parcel) -> bool:
        """Whether the file at a path has the very bytes of the one in the parcel."""

    def send(self, parcel: Parcel, comparison: Comparison, progress: Progress) -> None:
        """Make it so. After a failure or an interruption, everything there is whole and ours, and it can be resumed."""


class Comparison(msgspec.Struct, frozen=True):
    """What has to be done. `first` are those of the removed files that stand where others must go; `retired` is all
    that was ours and is no longer, though it may be gone already.

    There are three manifests: the one `before`, one for `meanwhile`, of all that may be ours then, and the one `after`.
    """

    changes: Changes
    first: tuple[str, ...]
    retired: frozenset[str]
    before: bytes | None
    meanwhile: bytes
    after: bytes
    pages_before: int

    @property
    def lost_pages(self) -> list[str]:
        """The pages that would vanish."""
        return [path for path in self.changes.removed if path.endswith(".html")]


def compare(parcel: Parcel, target: Target, *, take_over: bool, progress: Progress) -> Comparison:
    """What differs at a target. Raises SiteError when it is not ours, or a foreign file is in the way."""
    raw = target.manifest()
    old = _ownership(raw, parcel, target, take_over=take_over)
    added: list[str] = []
    changed: list[str] = []
    foreign: set[str] = set()
    first: set[str] = set()
    paths = sorted(parcel.paths)
    for number, path in enumerate(paths, 1):
        progress("comparing", number, len(paths))
        found = target.standing(path)
        if found.kind == "file" and target.holds(path, parcel):
            continue
        strangers = {*found.in_the_way} - old.files
        if found.kind == "file" and path in target.made:
            strangers = set()
        if strangers and take_over and found.kind in ("folder", "other spelling"):
            raise SiteError([problem("target-folder-in-way", *target.spot, file=path, listed=listed(strangers))])
        foreign |= strangers
        first |= {*found.in_the_way} - {path}
        (changed if found.kind == "file" else added).append(path)
    if foreign and not take_over:
        raise SiteError([problem("target-foreign-file", *target.spot, listed=listed(foreign))])
    retired = old.files.difference(paths)
    gone = {path for path in retired if target.standing(path).kind == "file"}
    after = encoded(parcel.base_url, paths)
    if raw != after:
        (added if raw is None else changed).append(MANIFEST)
    changes = Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(gone | first)))
    return Comparison(
        changes=changes,
        first=tuple(sorted(first)),
        retired=retired,
        before=raw,
        meanwhile=encoded(parcel.base_url, old.files | first | {*paths}),
        after=after,
        pages_before=sum(path.endswith(".html") for path in old.files),
    )


def _ownership(raw: bytes | None, parcel: Parcel, target: Target, *, take_over: bool) -> Manifest:
    """What is ours at a target. Raises SiteError when it is somebody else's, or nobody can tell."""
    if raw is None:
        if not target.is_empty and not take_over:
            raise SiteError([problem("target-not-ours", *target.spot, target=target.shown)])
        return Manifest(parcel.base_url, frozenset())
    try:
        found = decoded(raw)
    except NewerError:
        raise SiteError([problem("manifest-newer", *target.spot, target=target.shown)]) from None
    except DamagedError as error:
        raise SiteError([problem("manifest-damaged", *target.spot, file=MANIFEST, why=error)]) from None
    if found.base_url != parcel.base_url and not take_over:
        words = {"target": target.shown, "other": found.base_url, "ours": parcel.base_url}
        raise SiteError([problem("target-of-another", *target.spot, **words)])
    return found


def suspicion(comparison: Comparison, target: Target) -> Problem | None:
    """What to ask when many pages would vanish at once."""
    lost, before = comparison.lost_pages, comparison.pages_before
    if len(lost) < _SMALLEST_LOSS or len(lost) * _LARGEST_SHARE <= before:
        return None
    return problem("publish-fewer-pages", *target.spot, count=len(lost), total=before, listed=listed(lost))


def listed(paths: Iterable[str]) -> str:
    """Some paths for a message, the first few of them by name."""
    found = sorted(paths)
    rest = len(found) - _LISTED
    return ", ".join(found[:_LISTED]) + (f" and {rest} more" if rest > 0 else "")
