"""`themes/<name>/` → theme: folders on a search path, its settings, its files.

Templates are looked for in the publication's own `templates/`, then in the theme, then in its parent, and so on.
A theme is looked for in the publication's `themes/`, then among those that come with the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_builder.data import data_folder, shown
from site_builder.digest import digest, digest_of
from site_builder.errors import Problem, SiteError, did_you_mean, problem
from site_builder.finding import bad_name, stray_link
from site_builder.models import Link
from site_builder.scalars import LONGEST_NUMBER
from site_builder.settings import SETTINGS, PictureProfile, Settings, ThemeSettings
from site_builder.store import Store

_DEFAULT = PictureProfile("100vw", None, None)


class Template(NamedTuple):
    """A template as it was when the theme was loaded. Pages are made of these very bytes or not at all."""

    name: str
    path: str
    digest: str


class Theme(msgspec.Struct, frozen=True):
    """A theme with everything that pages and style sheets are made from."""

    templates: tuple[Template, ...]
    static: dict[str, Link]  # path in static/ → digest and absolute path of the file
    settings: dict[str, str | bool | int]
    styles: tuple[str, ...]
    icon: str
    profiles: dict[str, PictureProfile]
    digest: str

    def profile(self, name: str) -> PictureProfile:
        """How wide a kind of picture is shown."""
        return self.profiles.get(name, _DEFAULT)


def load_theme(root: Path, settings: Settings, store: Store, code: str) -> Theme:
    """The theme that the settings name. Raises SiteError."""
    chain = list(_chain(root, settings, store, code))
    tops = [top for top in (root / "templates", *(folder / "templates" for folder, _ in chain)) if top.is_dir()]
    strays: list[Problem] = []
    templates: dict[str, Template] = {}
    for top in tops:
        for name, found in _files(root, top, store, strays):
            templates.setdefault(name, Template(name, str(top / name), found))
    static: dict[str, Link] = {}
    for folder, _ in chain:
        for path, found in _files(root, folder / "static", store, strays):
            static.setdefault(path, Link(found, str(folder / "static" / path)))
    if strays:
        raise SiteError(strays)
    offered = {name: row for _, theme in reversed(chain) for name, row in theme.settings.items()}
    profiles = {name: row for _, theme in reversed(chain) for name, row in theme.pictures.items()}
    styles = next((theme.styles for _, theme in chain if theme.styles is not None), ())
    icon = next((theme.icon for _, theme in chain if theme.icon), "")
    _check_files(root, chain, static)
    chosen = _choose(root, settings, offered)
    parts = [f"{name} {template.digest}" for name, template in sorted(templates.items())]
    parts += [f"{path} {link.label}" for path, link in sorted(static.items())]
    parts += [repr(sorted(chosen.items())), repr(styles), icon, repr(sorted(profiles.items()))]
    return Theme(tuple(templates.values()), static, chosen, styles, icon, profiles, digest_of(parts))


def _check_files(root: Path, chain: list[tuple[Path, ThemeSettings]], static: dict[str, Link]) -> None:
    """Every file that a theme names must be in its static/, or its parent's."""
    missing = []
    for folder, theme in chain:
        named: list[tuple[str, tuple[str | int, ...]]] = [(s, ("styles", n)) for n, s in enumerate(theme.styles or ())]
        named += [(theme.icon, ("icon",))] if theme.icon else []
        for name, keys in named:
            if name not in static:
                place = _place(folder / "theme.yaml", *keys)
                missing.append(problem("theme-file-missing", shown(root, folder / "theme.yaml"), *place, file=name))
    if missing:
        raise SiteError(missing)


def _chain(root: Path, settings: Settings, store: Store, code: str) -> Iterator[tuple[Path, ThemeSettings]]:
    """The theme, its parent, and so on."""
    name, seen = settings.theme, set[str]()
    by, file, key = SETTINGS, root / SETTINGS, "theme"
    while name:
        if name in seen:
            raise SiteError([problem("theme-loop", by, *_place(file, key), name=name)])
        seen.add(name)
        tops = [root / "themes", data_folder("themes")]
        folder = next((top / name for top in tops if (top / name / "theme.yaml").exists()), None)
        if folder is None or "/" in name or name.startswith("."):
            known = sorted({p.parent.name for top in tops if top.is_dir() for p in top.glob("*/theme.yaml")})
            words = {"name": name, "known": ", ".join(known), "suggestion": did_you_mean(name, known)}
            raise SiteError([problem("unknown-theme", by, *_place(file, key), **words)])
        file, key = folder / "theme.yaml", "parent"
        if strays := [stray for path in (folder.parent, folder, file) if (stray := _stray(root, path))]:
            raise SiteError(strays)
        by = shown(root, file)
        if not file.is_file():
            raise SiteError([problem("not-a-regular-file", by)])
        theme = _read(file, by, store, code)
        yield folder, theme
        name = theme.parent


def _read(file: Path, name: str, store: Store, code: str) -> ThemeSettings:
    raw = file.read_bytes()

    def read() -> ThemeSettings:
        from site_builder.configuration import read_theme  # not needed for an unchanged publication

        return read_theme(name, raw)

    return store.known("theme", digest_of((code, digest(raw))), ThemeSettings, read)


def _choose(
    root: Path, settings: Settings, offered: dict[str, tuple[str, str, tuple[str, ...]]]
) -> dict[str, str | bool | int]:
    """The settings of the theme as the publication has them, else their defaults."""
    problems = []
    chosen: dict[str, str | bool | int] = {}
    for key in settings.theme_settings.keys() - offered.keys():
        words = {"key": key, "known": ", ".join(sorted(offered)) or "none", "suggestion": did_you_mean(key, offered)}
        place = _place(root / SETTINGS, "theme", key, of_key=True)
        problems.append(problem("theme-setting-unknown", SETTINGS, *place, **words))
    for key, (kind, default, choices) in offered.items():
        value = settings.theme_settings.get(key, default)
        if kind == "switch" and value in ("true", "false"):
            chosen[key] = value == "true"
        elif kind == "number" and value.isdecimal() and len(value) <= LONGEST_NUMBER:
            chosen[key] = int(value)
        elif kind == "text" or (kind == "choice" and value in choices):
            chosen[key] = value
        else:
            expected = {"switch": "true or false", "number": "a number"}.get(kind, ", ".join(choices))
            words = {"key": key, "value": value, "expected": expected}
            place = _place(root / SETTINGS, "theme", key)
            problems.append(problem("theme-setting-wrong", SETTINGS, *place, **words))
    if problems:
        raise SiteError(problems)
    return chosen


def _files(root: Path, top: Path, store: Store, strays: list[Problem]) -> Iterator[tuple[str, str]]:
    """Path and digest of every file below a folder, in order. What can't be a file of a theme is among the `strays`."""

    def walk(folder: str | Path, visited: frozenset[str]) -> Iterator[os.DirEntry[str]]:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.is_symlink() and (stray := _stray(root, Path(entry.path))):
                strays.append(stray)
            elif not entry.is_dir():
                yield entry
            elif (real := os.path.realpath(entry.path)) not in visited:
                yield from walk(entry.path, visited | {real})

    if stray := _stray(root, top):
        strays.append(stray)
    elif top.is_dir():
        for entry in walk(top, frozenset({os.path.realpath(top)})):
            if entry.name.startswith("."):
                continue
            if stray := _no_file(shown(root, entry.path), entry):
                strays.append(stray)
            else:
                yield Path(entry.path).relative_to(top).as_posix(), store.digest(entry.path, entry)


def _no_file(path: str, entry: os.DirEntry[str]) -> Problem | None:
    """The problem of what can't be read as a file: a pipe would keep the build waiting for ever."""
    return bad_name(path) or (None if entry.is_file() else problem("not-a-regular-file", path))


def _stray(root: Path, path: Path) -> Problem | None:
    """The problem of a stray link in the publication; where the themes of the program lead is not its business."""
    is_own = path.is_relative_to(root / "themes") or path.is_relative_to(root / "templates")
    return stray_link(root, path.relative_to(root).as_posix()) if is_own else None


def _place(file: Path, *keys: str | int, of_key: bool = False) -> tuple[int, int]:
    """Line and column of a value in the settings or in a theme.yaml, or of its key."""
    from site_builder.configuration import position_of_setting

    return position_of_setting(file.name, file.read_bytes(), *keys, of_key=of_key)
