"""What every build looks at first, and whether anything at all has changed since the last one.

That is told at a glance, from what the file system shows of sources and site, before anything of content is loaded.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from pathlib import Path

import msgspec

from site_builder.content import Options, Stock, load_settings
from site_builder.digest import PACKAGE_CODE, PIXEL_CODE, code_digest, code_in_zone, digest_of
from site_builder.errors import Problem, SiteError, problem
from site_builder.finding import Found, find_files
from site_builder.keeping import grounds, is_as_probed
from site_builder.output import Output
from site_builder.settings import SETTINGS, Settings, overlapped
from site_builder.store import Store
from site_builder.tasks import Plan
from site_builder.theme import Theme, load_theme


class Begun(msgspec.Struct, frozen=True):
    """What is known when nothing but the names, sizes and times of files has been looked at."""

    settings: Settings
    folder: Path  # of the output
    theme: Theme
    options: Options
    found: Found
    code: str  # digests of what texts and pictures are made with
    pixels: str


class Glance(msgspec.Struct, frozen=True, array_like=True):
    """What a build saw and left behind. Until one of these is another, there is nothing to do."""

    key: str
    since: dt.datetime | None  # between these moments the same items are published
    until: dt.datetime | None
    probed: dict[str, str]
    stamp: tuple[int, ...]  # of the output folder
    files: int
    problems: tuple[Problem, ...]


def begin(root: Path, options: Options, store: Store, *, output: Path | None = None) -> Begun:
    """Read the settings and look for files. Raises SiteError for what leaves nothing to build."""
    code, pixels = code_digest(PACKAGE_CODE), code_digest(PIXEL_CODE)
    settings = load_settings(root, store, code)
    check_places(root, root / settings.output, settings)
    theme = load_theme(root, settings, store, code)
    code = code_in_zone(code, settings.timezone)
    if options.date.tzinfo is None:
        zone = zoneinfo.ZoneInfo(settings.timezone)
        options = msgspec.structs.replace(options, date=options.date.replace(tzinfo=zone))
    return Begun(settings, output or root / settings.output, theme, options, find_files(root, store), code, pixels)


def check_places(root: Path, folder: Path, settings: Settings) -> None:
    """Refuse an output folder or a store that would cover the publication, a part of it, or the other."""
    store = root / settings.store
    for key, other in (
        ("output", overlapped(root, folder, store)),
        ("store", overlapped(root, store, folder)),
    ):
        if other:
            from site_builder.configuration import position_of_setting  # only for problems

            place = position_of_setting(SETTINGS, (root / SETTINGS).read_bytes(), key)
            words = {"folder": getattr(settings, key), "other": other}
            raise SiteError([problem(f"{key}-overlaps", SETTINGS, *place, **words)])


def last_glance(begun: Begun, target: Output, store: Store) -> Glance | None:
    """What the last build saw, if all of it still holds. Raises SiteError when the output folder is not ours."""
    date, found = begun.options.date, begun.found
    stored = None if found.problems or found.is_first else store.get(*_place(begun, target))
    if stored is None:
        return None
    last = msgspec.msgpack.decode(stored, type=Glance)
    if (last.since and date < last.since) or (last.until and date >= last.until):
        return None
    same = last.key == _key(begun) and is_as_probed(last.probed, found.files, store) and target.is_still(last.stamp)
    return last if same else None


def keep_glance(
    begun: Begun, stock: Stock, plan: Plan, problems: tuple[Problem, ...], target: Output, store: Store
) -> None:
    """Keep what this build saw, in place of what the last one of its kind did. The output folder is still held."""
    date, today = begun.options.date, begun.options.day(begun.settings)
    if begun.found.problems or any(entry.head.changed and entry.head.changed > today for entry in stock.entries):
        return  # something to look at again
    moments = [entry.head.publish for entry in stock.entries if entry.head.publish]
    seen = Glance(
        key=_key(begun),
        since=max((moment for moment in moments if moment <= date), default=None),
        until=min((moment for moment in moments if moment > date), default=None),
        probed=plan.probed,
        stamp=target.stamp,
        files=sum(len(task.outputs) for task in plan.tasks),
        problems=problems,
    )
    encoded, (space, key) = msgspec.msgpack.encode(seen), _place(begun, target)
    if store.get(space, key) != encoded:
        with store.transaction():
            store.put_only(space, [(key, encoded)])


def _place(begun: Begun, target: Output) -> tuple[str, str]:
    """Where it is kept: the site and the preview take turns in one store."""
    return f"glance of the {'preview' if begun.options.drafts else 'site'}", str(target.folder)


def _key(begun: Begun) -> str:
    found = begun.found
    parts = grounds(found.root, found.files, begun.settings, begun.theme, begun.code, begun.pixels)
    parts += [f"{path} {source}" for path, _, source in found.documents]
    return digest_of(parts)
