"""Licences by the names people give them."""

from __future__ import annotations

import re

from site_builder.models import Link

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?)[ -]?(\d\.\d)?", re.IGNORECASE)


def licence_link(text: str) -> Link:
    """Label and address of a licence: a Creative Commons or SPDX name, or an address. An unknown name is a label."""
    if not text:
        return Link("")
    if text.startswith(("https://", "http://")):
        return Link(text.split("//", 1)[1].rstrip("/"), text)
    if match := _CREATIVE_COMMONS.fullmatch(text.strip()):
        kind, version = match[1].lower(), match[2] or "4.0"
        return Link(f"CC {kind.upper()} {version}", f"https://creativecommons.org/licenses/{kind}/{version}/")
    if text.upper().startswith("CC0"):
        return Link("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    return Link(
        text, f"https://spdx.org/licenses/{text}.html" if re.fullmatch(r"[A-Za-z0-9.+-]*\d[\w.+-]*", text) else ""
    )
