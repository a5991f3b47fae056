"""A picture file without what it says about people, places and cameras; its pixels keep every bit.

Offered for download, a picture is published as it is but for that. Only what is needed to show it right stays: colour
profile, resolution, transparency, animation, and of EXIF the orientation alone.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

JPEG = (".jpg", ".jpeg", ".jpe", ".jfif")
KINDS = {**dict.fromkeys(JPEG, "jpeg"), ".png": "png", ".webp": "webp"}
"""The suffixes of what `bare` can do."""

OTHERS = frozenset(
    (
        ".tif",
        ".tiff",
        ".heic",
        ".heif",
        ".avif",
        ".gif",
        ".bmp",
        ".psd",
        ".dng",
        ".cr2",
        ".cr3",
        ".nef",
        ".arw",
        ".jp2",
        ".mpo",
    )
)
"""The suffixes of pictures that may hold such data, and that it can't do."""

_EXIF = b"Exif\0\0"


def bare(data: bytes, suffix: str) -> bytes:
    """The picture file `data` without its metadata. Raises ValueError when it isn't what its suffix says, or broken."""
    parts = {"jpeg": _jpeg, "png": _png, "webp": _webp}[KINDS[suffix.lower()]](data)
    try:
        return b"".join(parts)
    except (struct.error, IndexError) as error:
        raise ValueError("the file ends too early") from error


def _upright(exif: bytes) -> bytes:
    """EXIF that says nothing but which way is up; empty when the picture stands upright, or says nothing of it."""
    from PIL import ExifTags, Image

    found, kept = Image.Exif(), Image.Exif()
    try:
        found.load(exif)
        orientation = int(found.get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  broken metadata goes, whatever Pillow says of it
        return b""
    if not 2 <= orientation <= 8:
        return b""
    kept[ExifTags.Base.Orientation] = orientation
    return kept.tobytes()


# --------------------------------------------------------------------------------------------------------------- JPEG

MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # any but a restart marker, behind coded pixels
_TABLES = frozenset((*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF))  # frames, tables, restarts, heights


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments that show something, and nothing behind the end marker: phones put films and pictures there."""
    if data[:3] != b"\xff\xd8\xff":
        raise ValueError("this is no JPEG")
    yield data[:2]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("a segment is damaged")
        marker = data[at + 1]
        if marker == 0xD9:
            yield data[at : at + 2]
            return
        end = at + (1 if marker == 0xFF else 2 + struct.unpack_from(">H", data, at + 2)[0])
        if marker == 0xDA:  # the coded pixels follow
            next_marker = MARKER.search(data, end)
            if next_marker is None:
                raise ValueError("the end is missing")
            yield data[at : next_marker.start()]
            end = next_marker.start()
        elif marker in _TABLES:
            yield data[at:end]
        elif kept := _application(marker, data[at + 4 : end]):
            yield struct.pack(">BBH", 0xFF, marker, len(kept) + 2) + kept
        at = end


def _application(marker: int, content: bytes) -> bytes:
    """What stays of a segment that says something about the picture: JFIF, EXIF, a colour profile, Adobe's colours."""
    if marker == 0xE0 and content.startswith(b"JFIF\0"):
        return content[:12] + b"\0\0"  # without its small picture
    if marker == 0xE1 and content.startswith(_EXIF):
        return _upright(content)
    if marker == 0xE2 and content.startswith(b"ICC_PROFILE\0"):
        return content
    if marker == 0xEE and content.startswith(b"Adobe"):
        return content[:12]
    return b""


# ---------------------------------------------------------------------------------------------------------------- PNG

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks that show something."""
    if data[:8] != _PNG:
        raise ValueError("this is no PNG")
    yield _PNG
    at, kind = 8, b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        kind, chunk = data[at + 4 : at + 8], data[at : at + 12 + length]
        if len(chunk) < 12 + length or struct.unpack_from(">I", chunk, 8 + length)[0] != zlib.crc32(chunk[4:-4]):
            raise ValueError("a chunk is damaged")
        if kind in _PNG_KEPT:
            yield chunk
        elif kind == b"eXIf" and (upright := _upright(_EXIF + chunk[8:-4])):
            content = kind + upright.removeprefix(_EXIF)
            yield struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
        at += 12 + length


# --------------------------------------------------------------------------------------------------------------- WebP

_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # flags of the header


def _webp(data: bytes) -> Iterator[bytes]:
    """The chunks that show something, with the flags of the header to match."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("this is no WebP")
    end, at = 8 + struct.unpack_from("<I", data, 4)[0], 12
    if end > len(data):
        raise ValueError("the file ends too early")
    chunks: list[bytes] = []
    upright = b""
    while at < end:
        kind, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        after = at + 8 + length + (length & 1)
        if after > end:
            raise ValueError("a chunk is damaged")
        if kind == b"EXIF":
            exif = data[at + 8 : at + 8 + length]
            upright = _upright(exif if exif.startswith(_EXIF) else _EXIF + exif).removeprefix(_EXIF)
            if upright:
                chunks.append(b"EXIF" + struct.pack("<I", len(upright)) + upright + b"\0" * (len(upright) & 1))
        elif kind in _WEBP_KEPT:
            chunks.append(data[at:after])
        at = after
    if not chunks:
        raise ValueError("there are no pixels")
    if chunks[0].startswith(b"VP8X"):
        flags = chunks[0][8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if upright else 0)
        chunks[0] = chunks[0][:8] + bytes([flags]) + chunks[0][9:]
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + struct.pack("<I", len(body)) + body
