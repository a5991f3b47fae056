"""Digests: one kind, for everything that is looked up by its content."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path


def digest(data: bytes) -> str:
    """128 bits of SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()[:32]


def digest_of(parts: Iterable[str]) -> str:
    """The digest of a row of texts that contain no NUL."""
    return digest("\0".join(parts).encode())


PACKAGE = Path(__file__).resolve().parent
PACKAGE_CODE = ("**/*.py", "locale/*.po")
TEXT_LIBRARIES = ("jinja2", "markupsafe", "pyromark", "babel", "pyyaml", "msgspec", "nh3")
PIXEL_CODE = ("drawing/*.py", "makers/derivative.py")
PIXEL_LIBRARIES = ("pillow",)
CHECK_CODE = ("checks/*.py",)
CHECK_LIBRARIES = ("beautifulsoup4", "msgspec", "soupsieve", "tinycss2")


def code_digest(patterns: tuple[str, ...]) -> str:
    """The digest of our own code in these files, of the libraries that it makes its outputs with, and of Python."""
    files = sorted({path for pattern in patterns for path in PACKAGE.glob(pattern)})
    parts = [f"{path.relative_to(PACKAGE).as_posix()} {digest(path.read_bytes())}" for path in files]
    parts.append("" if patterns is PIXEL_CODE else sys.version)
    libraries = {PIXEL_CODE: PIXEL_LIBRARIES, CHECK_CODE: CHECK_LIBRARIES}.get(patterns, TEXT_LIBRARIES)
    return digest_of(parts + [f"{name} {found}" for name, found in sorted(_installed(libraries).items())])


def _installed(names: tuple[str, ...]) -> dict[str, str]:
    """What identifies each installed library: the digest of the list of its files, codecs and all.

    `importlib.metadata` would know it too, but takes longer to import than a build of an unchanged site.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            name = entry.partition("-")[0].lower()
            if name in names and name not in found and entry.endswith(".dist-info"):
                record = Path(folder, entry, "RECORD")
                found[name] = f"{entry} {digest(record.read_bytes()) if record.is_file() else ''}"
    return found
