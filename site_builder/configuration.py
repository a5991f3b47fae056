"""`content/site.yaml` and `theme.yaml` → settings: checked, with defaults filled in."""

from __future__ import annotations

import zoneinfo
from typing import Any
from urllib.parse import unquote, urlsplit

from site_builder import schema_settings
from site_builder.errors import Problem, SiteError, problem
from site_builder.frontmatter import Source, read_yaml
from site_builder.models import Link
from site_builder.settings import (
    OutputSettings,
    PathSettings,
    PictureProfile,
    PictureSettings,
    Settings,
    TargetSettings,
    ThemeSettings,
)
from site_builder.validation import validate


def read_settings(path: str, raw: bytes) -> Settings:
    """The settings in a `site.yaml`. Raises SiteError with every mistake of the file."""
    source = read_yaml(path, raw)
    model = validate(schema_settings.Settings, source)
    base_url, problems = _base_url(source, model.base_url)
    problems += _timezone(source, model.timezone)
    theme = model.theme.others
    if problems:
        raise SiteError(problems)
    publisher = model.publisher
    return Settings(
        title=model.title,
        base_url=base_url,
        description=model.description,
        language=model.language,
        timezone=model.timezone,
        theme=model.theme.name,
        theme_settings={key: value if isinstance(value, str) else repr(value) for key, value in theme.items()},
        page_size=model.page_size,
        feed_length=model.feed_length,
        publisher=Link(publisher.name, publisher.url) if publisher else Link(""),
        logo=publisher.logo if publisher else "",
        contact=model.contact,
        licence=model.licence,
        navigation=None if model.navigation is None else tuple(Link(e.label, e.to) for e in model.navigation),
        pictures=PictureSettings(
            webp=tuple(sorted(set(model.pictures.webp))),
            jpeg=tuple(sorted(set(model.pictures.jpeg))),
            quality=model.pictures.quality,
            max_pixels=model.pictures.max_megapixels * 1_000_000,
        ),
        outputs=OutputSettings(**vars(model.outputs) | {"feeds": tuple(dict.fromkeys(model.outputs.feeds))}),
        paths=PathSettings(**vars(model.paths)),
        quotes=model.quotes,
        raw_html=model.raw_html,
        output=model.output,
        store=model.store,
        publish=tuple(TargetSettings(name, **vars(target)) for name, target in model.publish.items()),
    )


def read_theme(path: str, raw: bytes) -> ThemeSettings:
    """The settings in a `theme.yaml`. Raises SiteError with every mistake of the file."""
    model = validate(schema_settings.Theme, read_yaml(path, raw))
    return ThemeSettings(
        name=model.name,
        parent=model.parent,
        settings={name: (s.type, s.default, s.choices) for name, s in model.settings.items()},
        styles=model.styles,
        icon=model.icon,
        pictures={
            name: PictureProfile(
                profile.sizes,
                None if profile.webp is None else tuple(sorted(set(profile.webp))),
                None if profile.jpeg is None else tuple(sorted(set(profile.jpeg))),
            )
            for name, profile in model.pictures.items()
        },
    )


def position_of_setting(path: str, raw: bytes, *keys: str | int, of_key: bool = False) -> tuple[int, int]:
    """Line and column of a setting's value, or of its key, for a problem with it."""
    return read_yaml(path, raw).position(keys, of_key=of_key)


def _base_url(source: Source, value: str) -> tuple[str, list[Problem]]:
    parts = urlsplit(value)
    path = unquote(parts.path)  # as browsers read its dots
    why = ""
    if parts.query or parts.fragment:
        why = "it ends in a query or an anchor"
    elif "@" in parts.netloc:
        why = "it holds a user name"
    elif any(part in (".", "..") for part in path.split("/")):
        why = "its path holds . or .."
    elif "//" in path:
        why = "its path holds //, which browsers take for the beginning of another address"
    if why:
        return "", [_at(source, "bad-base-url", "base_url", value=value, why=why)]
    return value if value.endswith("/") else f"{value}/", []


def _timezone(source: Source, value: str) -> list[Problem]:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return [_at(source, "unknown-timezone", "timezone", value=value)]
    return []


def _at(source: Source, code: str, key: str, **words: Any) -> Problem:
    return problem(code, source.path, *source.position((key,)), **words)
