"""`themes/<name>/` → theme: folders on a search path, its settings, its files.

Templates are looked for in the publication's own `templates/`, then in the theme, then in its parent, and so on.
A theme is looked for in the publication's `themes/`, then among those that come with the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_builder.data import data_folder
from site_builder.digest import digest, digest_of
from site_builder.errors import SiteError, did_you_mean, problem
from site_builder.models import Link
from site_builder.settings import PictureProfile, Settings, ThemeSettings
from site_builder.store import Store

_DEFAULT = PictureProfile("100vw", None, None)
_SETTINGS_FILE = "content/site.yaml"


class Theme(msgspec.Struct, frozen=True):
    """A theme with everything that pages and style sheets are made from."""

    templates: tuple[str, ...]  # folders, first found wins
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
    folders = [root, *(folder for folder, _ in chain)]
    templates = tuple(str(folder / "templates") for folder in folders if (folder / "templates").is_dir())
    static: dict[str, Link] = {}
    for folder, _ in chain:
        for path, found in _files(folder / "static", store):
            static.setdefault(path, Link(found, str(folder / "static" / path)))
    offered = {name: row for _, theme in reversed(chain) for name, row in theme.settings.items()}
    profiles = {name: row for _, theme in reversed(chain) for name, row in theme.pictures.items()}
    styles = next((theme.styles for _, theme in chain if theme.styles is not None), ())
    icon = next((theme.icon for _, theme in chain if theme.icon), "")
    _check_files(root, chain, static)
    chosen = _choose(root, settings, offered)
    parts = [f"{i} {path} {found}" for i, top in enumerate(templates) for path, found in _files(Path(top), store)]
    parts += [f"{path} {link.label}" for path, link in sorted(static.items())]
    parts += [repr(sorted(chosen.items())), repr(styles), icon, repr(sorted(profiles.items()))]
    return Theme(templates, static, chosen, styles, icon, profiles, digest_of(parts))


def _check_files(root: Path, chain: list[tuple[Path, ThemeSettings]], static: dict[str, Link]) -> None:
    """Every file that a theme names must be in its static/, or its parent's."""
    for folder, theme in chain:
        named: list[tuple[str, tuple[str | int, ...]]] = [(s, ("styles", n)) for n, s in enumerate(theme.styles or ())]
        named += [(theme.icon, ("icon",))] if theme.icon else []
        for name, keys in named:
            if name not in static:
                place = _place(folder / "theme.yaml", *keys)
                raise SiteError([problem("theme-file-missing", _shown(root, folder), *place, file=name)])


def _chain(root: Path, settings: Settings, store: Store, code: str) -> Iterator[tuple[Path, ThemeSettings]]:
    """The theme, its parent, and so on."""
    name, seen = settings.theme, set[str]()
    by, file, key = _SETTINGS_FILE, root / _SETTINGS_FILE, "theme"
    while name:
        if name in seen:
            raise SiteError([problem("theme-loop", by, *_place(file, key), name=name)])
        seen.add(name)
        tops = [root / "themes", data_folder("themes")]
        folder = next((top / name for top in tops if (top / name / "theme.yaml").is_file()), None)
        if folder is None or "/" in name or name.startswith("."):
            known = sorted({p.parent.name for top in tops if top.is_dir() for p in top.glob("*/theme.yaml")})
            words = {"name": name, "known": ", ".join(known), "suggestion": did_you_mean(name, known)}
            raise SiteError([problem("unknown-theme", by, *_place(file, key), **words)])
        by, file, key = _shown(root, folder), folder / "theme.yaml", "parent"
        theme = _read(folder, by, store, code)
        yield folder, theme
        name = theme.parent


def _read(folder: Path, shown: str, store: Store, code: str) -> ThemeSettings:
    raw = (folder / "theme.yaml").read_bytes()
    key = digest_of((code, digest(raw)))
    if stored := store.get("theme", key):
        return msgspec.msgpack.decode(stored, type=ThemeSettings)
    from site_builder.configuration import read_theme  # not needed for an unchanged publication

    theme = read_theme(shown, raw)
    store.put("theme", key, msgspec.msgpack.encode(theme))
    return theme


def _choose(
    root: Path, settings: Settings, offered: dict[str, tuple[str, str, tuple[str, ...]]]
) -> dict[str, str | bool | int]:
    """The settings of the theme as the publication has them, else their defaults."""
    problems = []
    chosen: dict[str, str | bool | int] = {}
    for key in settings.theme_settings.keys() - offered.keys():
        words = {"key": key, "known": ", ".join(sorted(offered)) or "none", "suggestion": did_you_mean(key, offered)}
        place = _place(root / _SETTINGS_FILE, "theme", key, of_key=True)
        problems.append(problem("theme-setting-unknown", _SETTINGS_FILE, *place, **words))
    for key, (kind, default, choices) in offered.items():
        value = settings.theme_settings.get(key, default)
        if kind == "switch" and value in ("true", "false"):
            chosen[key] = value == "true"
        elif kind == "number" and value.isdecimal():
            chosen[key] = int(value)
        elif kind == "text" or (kind == "choice" and value in choices):
            chosen[key] = value
        else:
            expected = {"switch": "true or false", "number": "a number"}.get(kind, ", ".join(choices))
            words = {"key": key, "value": value, "expected": expected}
            place = _place(root / _SETTINGS_FILE, "theme", key)
            problems.append(problem("theme-setting-wrong", _SETTINGS_FILE, *place, **words))
    if problems:
        raise SiteError(problems)
    return chosen


def _files(folder: Path, store: Store) -> Iterator[tuple[str, str]]:
    """Path and digest of every file below a folder, in order."""
    for top, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(top, name)
            if not name.startswith("."):
                yield path.relative_to(folder).as_posix(), store.digest(Path("/"), str(path), path.stat())


def _shown(root: Path, folder: Path) -> str:
    """How messages name a theme's settings file."""
    inside = folder.is_relative_to(root)
    return f"{folder.relative_to(root).as_posix() if inside else f'themes/{folder.name}'}/theme.yaml"


def _place(file: Path, *keys: str | int, of_key: bool = False) -> tuple[int, int]:
    """Line and column of a value in the settings or in a theme.yaml, or of its key."""
    from site_builder.configuration import position_of_setting

    return position_of_setting(file.name, file.read_bytes(), *keys, of_key=of_key)
