"""Licences by the names people give them."""

from __future__ import annotations

import re

from site_builder.errors import did_you_mean
from site_builder.models import Link
from site_builder.scalars import Unfit, as_address

_KINDS = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
_CREATIVE_COMMONS = re.compile(
    rf"CC[ -]({'|'.join(_KINDS)})"
    r"(?:[ -]?(?:(4\.0)(?: International)?|([123]\.0|2\.5)(?:[ -](Unported|Generic|[a-z]{2,3}))?))?",
    re.IGNORECASE,
)
_PUBLIC_DOMAIN = re.compile(r"CC0(?:[ -]?1\.0)?(?: Universal)?|(?:CC[ -])?(PDM)(?:[ -]1\.0)?", re.IGNORECASE)
_SPDX = """
0BSD AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-3.0-IGO
CC-BY-NC-ND-3.0-IGO CC-BY-NC-SA-3.0-IGO CC-BY-SA-3.0-IGO CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0
DL-DE-BY-2.0 DL-DE-ZERO-2.0 EPL-2.0 EUPL-1.1 EUPL-1.2 etalab-2.0 GFDL-1.1-only GFDL-1.1-or-later GFDL-1.2-only
GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC
LAL-1.2 LAL-1.3 LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-2.0 NLOD-1.0 NLOD-2.0
ODbL-1.0 ODC-By-1.0 OFL-1.1 OGL-UK-1.0 OGL-UK-2.0 OGL-UK-3.0 OGL-Canada-2.0 PDDL-1.0 Unlicense WTFPL Zlib
"""
"""The SPDX names of licences that matter to publications; https://spdx.org/licenses/ has them all."""

_BY_NAME = {name.lower(): name for name in _SPDX.split()}
_COMMON = [f"CC {kind}{version}" for kind in _KINDS for version in ("", " 4.0")]
_COMMON += [f"CC-{kind}-4.0" for kind in _KINDS] + ["CC0", "CC0-1.0", *_SPDX.split()]


def licence_link(text: str) -> Link:
    """Label and address of a licence: a Creative Commons or SPDX name, or an address. An unknown name is a label."""
    return _known(text) or Link(text)


def unknown_licence(text: str) -> dict[str, str] | None:
    """The words of a warning about a licence of which only the name is known; None for any other, or for none."""
    if not text or _known(text):
        return None
    return {"value": text, "suggestion": did_you_mean(text.upper(), _COMMON) or did_you_mean(text, _COMMON)}


def _known(text: str) -> Link | None:
    if match := _CREATIVE_COMMONS.fullmatch(text):
        kind, version, where = match[1].lower(), match[2] or match[3] or "4.0", (match[4] or "").lower()
        ported = "" if where in ("", "unported", "generic") else where
        label = " ".join(filter(None, ("CC", kind.upper(), version, ported.upper())))
        address = f"https://creativecommons.org/licenses/{kind}/{version}/"
        return Link(label, f"{address}{ported}/" if ported else address)
    if match := _PUBLIC_DOMAIN.fullmatch(text):
        if match[1]:
            return Link("PDM 1.0", "https://creativecommons.org/publicdomain/mark/1.0/")
        return Link("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    if name := _BY_NAME.get(text.lower()):
        return Link(name, f"https://spdx.org/licenses/{name}.html")
    try:
        return Link(as_address(text).split("//", 1)[1].rstrip("/"), text)
    except Unfit:
        return None
