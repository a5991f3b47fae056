"""What the plan needs to know of a picture, found by looking at it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_builder.drawing.metadata import KINDS, bare

_BEGINNINGS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n", "WEBP": b"RIFF"}


class Facts(msgspec.Struct, frozen=True):
    """What the plan needs to know of a picture; `code` names what is wrong with it, with the words for the message."""

    width: int = 0
    height: int = 0
    tone: int = 0
    alpha: bool = False
    code: str = ""
    words: dict[str, str] = {}
    size: int = 0  # bytes, of a picture that is offered for download


def facts_of(path: Path, limit: int, offered: bool) -> Facts:
    """Look at one picture, to be shown or `offered` for download; runs in a worker."""
    from site_builder.drawing.pixels import PictureError, read_facts  # the plan of an unchanged picture needs no pixels

    try:
        if offered:
            suffix = path.suffix.lower()
            if suffix not in KINDS:
                return Facts(code="picture-with-metadata")
            raw = path.read_bytes()
            if not raw.startswith(_BEGINNINGS[KINDS[suffix].upper()]):
                code = "picture-wrong-name" if (kind := _kind_of(raw)) else "picture-not-a-picture"
                return Facts(code=code, words={"suffix": suffix, "format": kind})
            return Facts(size=len(bare(raw, suffix)))
        found = read_facts(path, max_pixels=limit)
    except PictureError as error:
        return Facts(code=error.code, words={key: str(value) for key, value in error.words.items()})
    except (OSError, ValueError):
        return Facts(code="picture-damaged")
    return Facts(found.width, found.height, found.tone, found.alpha)


def _kind_of(raw: bytes) -> str:
    """Which kind of picture some bytes begin like, or empty."""
    return next((kind for kind, beginning in _BEGINNINGS.items() if raw.startswith(beginning)), "")
