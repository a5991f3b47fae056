"""What every page of a publication is made with; it decides the key of each of them."""

from __future__ import annotations

import msgspec

from site_builder import views
from site_builder.settings import PictureProfile


class Context(msgspec.Struct, frozen=True):
    """What every page is made with."""

    site: views.Site
    profiles: dict[str, PictureProfile]
    timezone: str
    quotes: str
    structured_data: bool
