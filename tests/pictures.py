"""Pictures for tests, made at run time: every kind a decoder can meet, and files that only claim to be one."""

from __future__ import annotations

import functools
import io
import random
import struct
import zlib
from collections.abc import Iterable
from typing import Any

from PIL import Image, ImageCms


def drawing(width: int = 120, height: int = 80) -> Image.Image:
    """A coloured RGB picture with fine detail in which no two corners are alike."""
    down = Image.linear_gradient("L")
    detail = Image.effect_mandelbrot((width, height), (-2, -1, 1, 1), 60)
    return Image.merge("RGB", (down.rotate(90).resize((width, height)), down.resize((width, height)), detail))


def grainy(width: int = 240, height: int = 160) -> Image.Image:
    """The drawing on coarse paper: hard for codecs, as scans are."""
    grain = Image.frombytes("RGB", (width, height), random.Random(7).randbytes(3 * width * height))
    return Image.blend(drawing(width, height), grain, 0.15)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    """The picture as a file's bytes."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def grid(*rows: str) -> Image.Image:
    """A picture of one RGB pixel per letter, each letter another colour."""
    image = Image.new("RGB", (len(rows[0]), len(rows)))
    image.putdata([(40 * (ord(letter) - 97), 7, 90) for row in rows for letter in row])
    return image


def letters(image: Image.Image) -> tuple[str, ...]:
    """The rows of letters that `grid` would make this picture from."""
    pixels = [image.getpixel((x, y)) for y in range(image.height) for x in range(image.width)]
    text = "".join(chr(97 + pixel[0] // 40) for pixel in pixels if isinstance(pixel, tuple))
    return tuple(text[at : at + image.width] for at in range(0, len(text), image.width))


def png(width: int, height: int, depth: int, colour_type: int, samples: bytes, *extra: tuple[bytes, bytes]) -> bytes:
    """A PNG with these sample bytes, all rows one after the other, and `extra` chunks before them."""
    row = len(samples) // height
    lines = b"".join(b"\0" + samples[at : at + row] for at in range(0, len(samples), row or 1))
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    chunks: Iterable[tuple[bytes, bytes]] = ((b"IHDR", header), *extra, (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def tiff_grey(width: int, height: int, bits: int, sample_format: int, samples: bytes, *, white: int = 1) -> bytes:
    """An uncompressed little-endian grey TIFF; `sample_format` 1 unsigned, 3 float; `white` 0 if zero means white."""
    tags = {256: width, 257: height, 258: bits, 259: 1, 262: white, 277: 1, 278: height, 279: len(samples)}
    tags |= {273: 8 + 2 + 12 * (len(tags) + 2) + 4, 339: sample_format}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + struct.pack("<I", 0) + samples


def exif(orientation: int) -> bytes:
    """EXIF data that holds an orientation."""
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


@functools.cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB; made once, since it says in which second that was."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """An ICC profile in which red means green and green means red."""
    profile = srgb_profile()
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def bright_grey_profile() -> bytes:
    """An ICC profile of greys that are brighter than they seem: sample 128 is level 192 of sRGB."""
    profile = srgb_profile().replace(b"RGB XYZ ", b"GRAYXYZ ").replace(b"rTRC", b"kTRC")
    return profile.replace(b"\x00\x02\x66\x66", b"\x00\x01\x00\x00")  # exponent 2.4 becomes 1.0


CANARY = "canary-7f3a"
_XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{CANARY}-xmp</a></x:xmpmeta>".encode()


def _private_exif() -> Image.Exif:
    data = Image.Exif()
    data[0x010E] = data[0x013B] = data[0x010F] = f"{CANARY}-exif"  # description, artist, maker
    data.get_ifd(0x8769)[0xA431] = f"{CANARY}-serial"
    data.get_ifd(0x8825)[29] = f"{CANARY}-gps"
    return data


def private_pictures() -> dict[str, bytes]:
    """Pictures by file name with CANARY in every place where a format has room for metadata, a trailer included."""
    image, data, icc = drawing(), _private_exif(), srgb_profile() + f"{CANARY}-icc".encode()
    iptc = f"{CANARY}-iptc".encode()
    segment = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc
    app13 = b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment
    jpeg = encoded(image, "JPEG", exif=data, xmp=_XMP, comment=f"{CANARY}-comment", icc_profile=icc, extra=app13)
    text = {b"tEXt": b"Author\0" + CANARY.encode(), b"iTXt": b"Title\0\0\0\0\0" + CANARY.encode()}
    private_png = png(1, 1, 8, 2, b"\1\2\3", *text.items(), (b"eXIf", data.tobytes()[6:]), (b"prIv", CANARY.encode()))
    return {
        "a.jpg": jpeg + f"{CANARY}-trailer".encode(),
        "a.png": private_png + f"{CANARY}-trailer".encode(),
        "a.webp": encoded(image, "WEBP", exif=data, xmp=_XMP, icc_profile=icc),
        "a.tif": encoded(image, "TIFF", tiffinfo={270: f"{CANARY}-tag", 700: _XMP, 33723: iptc}, icc_profile=icc),
        "a.gif": encoded(image, "GIF", comment=CANARY.encode()),
    }
