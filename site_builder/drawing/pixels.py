"""Open a picture safely: what it is (`read_facts`) and its pixels, upright and in sRGB (`load`).

A picture comes from anywhere, so nothing about it is believed. Its first bytes decide which one decoder sees it, its
size is held against a budget before anything is decoded, and all of it is decoded, so that a damaged file is a
`PictureError` and never a half-grey picture. What the file says besides its pixels stays behind.
"""

from __future__ import annotations

import contextlib
import io
import math
import re
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageStat
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import BITSPERSAMPLE, PHOTOMETRIC_INTERPRETATION, TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from site_builder.drawing.metadata import JPEG, MARKER


class _Kind(NamedTuple):
    """A format we read. Its decoder is called directly, so that Pillow's forty others never see a file."""

    decoder: type[ImageFile.ImageFile]
    magic: bytes  # pattern of a file's first bytes
    suffixes: tuple[str, ...]


_KINDS = {
    "JPEG": _Kind(JpegImageFile, rb"\xff\xd8\xff", JPEG),
    "PNG": _Kind(PngImageFile, rb"\x89PNG\r\n\x1a\n", (".png",)),
    "WEBP": _Kind(WebPImageFile, rb"(?s)RIFF....WEBP", (".webp",)),
    "TIFF": _Kind(TiffImageFile, rb"II[*+]\0|MM\0[*+]", (".tif", ".tiff")),
    "GIF": _Kind(GifImageFile, rb"GIF8[79]a", (".gif",)),
}
FORMATS = tuple(_KINDS)

_TO_UPRIGHT = {  # by EXIF orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = (5, 6, 7, 8)  # orientations that exchange width and height


class PictureError(Exception):
    """A picture can't be used: a code of the table of problems, and the words that its message needs.

    picture-not-a-picture  none of FORMATS, whatever its name says: `suffix`
    picture-wrong-name     its name promises another format: `format`, `suffix`
    picture-too-large      `width`, `height`, and in megapixels its size and the `limit`: `megapixels`, `limit`
    picture-damaged        bytes are missing or changed, or it is of a sort that its decoder doesn't know
    """

    def __init__(self, code: str, words: dict[str, object]) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a page needs to know of a picture, without its pixels."""

    width: int  # pixels, upright
    height: int
    format: str  # one of FORMATS
    tone: int  # mean colour on white, each channel the nearest of 0, 85, 170, 255: 16 r + 4 g + b with r, g, b 0..3
    alpha: bool  # some pixel is not opaque


def read_facts(path: Path, *, max_pixels: int) -> PictureFacts:
    """The facts of the picture at `path`.

    Raises PictureError for a picture that can't be used, OSError for a file that can't be read and MemoryError.
    """
    picture = _decode(path, max_pixels, at_least=(256, 256))
    width, height = reversed(picture.size) if picture.orientation in _LYING else picture.size
    image = picture.image
    small = image.reduce(max(1, min(image.size) // 256))
    mean = ImageStat.Stat(on_white(_to_srgb(small, picture.profile)).convert("RGB")).mean
    red, green, blue = (int(level / 85 + 0.5) for level in mean)
    return PictureFacts(width, height, picture.format, 16 * red + 4 * green + blue, image.mode in ("LA", "RGBA"))


def load(path: Path, *, max_pixels: int, size: tuple[int, int] | None = None) -> Image.Image:
    """The picture at `path`: upright, 8-bit sRGB of mode L, RGB or, if a pixel is not opaque, RGBA; without metadata.

    Of an animation, the first frame. With `size` (width, height; not above the picture's own) it is shrunk to exactly
    that, which costs less here than afterwards. Raises what `read_facts` raises.
    """
    picture = _decode(path, max_pixels, at_least=size and (2 * size[0], 2 * size[1]))
    image = picture.image
    if size:
        lying = picture.orientation in _LYING
        image = image.resize(size[::-1] if lying else size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = _to_srgb(image, picture.profile)
    turn = _TO_UPRIGHT.get(picture.orientation)
    return image if turn is None else image.transpose(turn)


def on_white(image: Image.Image) -> Image.Image:
    """The picture as it looks on white paper, without an alpha channel."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


class _Picture(NamedTuple):
    """A decoded file: its pixels not yet upright, nor in sRGB."""

    image: Image.Image  # of mode L, LA, RGB, RGBA or CMYK, with alpha only if some pixel is not opaque
    size: tuple[int, int]  # as stored; above the image's size where the decoder could shrink on the way
    format: str
    orientation: int  # EXIF, 2..8; any other number is upright
    profile: bytes  # ICC, or empty


def _decode(path: Path, max_pixels: int, at_least: tuple[int, int] | None) -> _Picture:
    """All of the file, decoded; if `at_least`, JPEGs by a power of two smaller, but not below that size."""
    with path.open("rb") as file, _pillow_unguarded:
        head = file.read(30)
        name = _format(head, path.suffix.lower())
        if name == "WEBP":
            _check_budget(_webp_size(head), max_pixels)
        file.seek(0)
        try:
            stream = _JpegStream(file.read()) if name == "JPEG" else file
            image = _KINDS[name].decoder(stream)
            _check_budget(image.size, max_pixels)
            if name == "PNG":  # its decoder doesn't look at checksums
                image.verify()
                file.seek(0)
                image = PngImageFile(file)
            size = image.size
            if at_least:
                image.draft(None, at_least)
            image.load()
            if isinstance(stream, _JpegStream):
                stream.check_end()
            profile = b"" if image.mode == "LAB" else image.info.get("icc_profile") or b""
            return _Picture(_eight_bits(image), size, name, _orientation(image), profile)
        except (PictureError, MemoryError):
            raise
        except Exception as error:  # decoders raise whatever they please
            raise PictureError("picture-damaged", {}) from error


def _format(head: bytes, suffix: str) -> str:
    """The format whose magic bytes a file begins with; it has to be the one its name promises."""
    for name, kind in _KINDS.items():
        if re.match(kind.magic, head):
            if suffix in kind.suffixes:
                return name
            raise PictureError("picture-wrong-name", {"format": name, "suffix": suffix})
    raise PictureError("picture-not-a-picture", {"suffix": suffix})


def _check_budget(size: tuple[int, int], max_pixels: int) -> None:
    """Raise PictureError for a size (width, height) of more than `max_pixels`."""
    width, height = size
    if width * height > max_pixels:
        megapixels, limit = math.ceil(width * height / 1e6), max_pixels // 1_000_000
        words: dict[str, object] = {"width": width, "height": height, "megapixels": megapixels, "limit": limit}
        raise PictureError("picture-too-large", words)


def _webp_size(head: bytes) -> tuple[int, int]:
    """Width and height that a WebP's first 30 bytes claim: its decoder makes room for the pixels when it opens."""
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF


class _PillowUnguarded:
    """A context in which two global guards of Pillow are lifted; they are back once no thread is inside any more.

    Its pixel limit, since our budget takes its place and may be larger; and its warnings, which are about odd metadata.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._guards = contextlib.ExitStack()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._guards.enter_context(warnings.catch_warnings())
                warnings.simplefilter("ignore")
                self._guards.callback(setattr, Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
                Image.MAX_IMAGE_PIXELS = None

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._guards.close()


_pillow_unguarded = _PillowUnguarded()

_RESTART = re.compile(rb"\xff[\xd0-\xd7]")


class _JpegStream(io.BytesIO):
    """A JPEG that shows whether its pixels needed all of its bytes and no others.

    Where bytes are missing or changed, libjpeg fills up with grey and merely counts a warning, which Pillow keeps to
    itself. So the end marker is left out: a decoder that lost its way and wants more finds nothing to end the picture
    with. And the last bytes that matter are handed out separately: one that never asks for them got ahead of itself.
    (Of 900 bits flipped in drawings 258 spoilt the picture; Pillow alone reports 3 of them, with this 175.) It works
    for a single Huffman-coded scan, as cameras and scanners write; other JPEGs are read as they are.
    """

    def __init__(self, data: bytes) -> None:
        self._last = 0
        scan = _only_scan(data)
        if scan:
            coded = data[scan.start : scan.stop]
            data = data[: scan.stop] + bytes(8)  # the decoder reads up to 8 bytes ahead
            restarts = [marker[1] & 7 for marker in _RESTART.findall(coded)]
            if restarts != [at % 8 for at in range(len(restarts))]:
                raise PictureError("picture-damaged", {})
            if not restarts:  # scanners that write these are known to write more than the picture needs
                self._last = scan.start + len(coded.rstrip(b"\0")) - 1  # some cameras fill up with zeros
        super().__init__(data)

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to `size` bytes, never from both sides of the last ones that matter."""
        here = self.tell()
        if size is not None and here < self._last < here + size:
            size = self._last - here
        return super().read(size)

    def check_end(self) -> None:
        """Raise PictureError if the decoder was done before the last bytes that matter."""
        if self.tell() <= self._last:
            raise PictureError("picture-damaged", {})


def _only_scan(data: bytes) -> slice | None:
    """Where the coded pixels of a JPEG lie, if one Huffman-coded scan holds them all."""
    at, components = 2, 0
    while data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in (0xC0, 0xC1):  # frame, sequential and Huffman-coded
            components = data[at + 9]
        elif marker == 0xDA:  # scan
            start = at + 2 + length
            end = MARKER.search(data, start)
            return slice(start, end.start() if end else len(data)) if data[at + 4] == components else None
        at += 1 if marker == 0xFF else 2 + length
    return None


def _orientation(image: Image.Image) -> int:
    """EXIF orientation of a loaded image, 1 where it is absent or no number. (Pillow turns TIFFs by itself.)"""
    with contextlib.suppress(Exception):  # broken metadata is no reason to refuse a picture
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def _eight_bits(image: ImageFile.ImageFile) -> Image.Image:
    """The picture with 8 bits a channel, of mode L, LA, RGB, RGBA or CMYK; with alpha only if it hides something."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _grey(image)
    if not image.has_transparency_data:
        return image if image.mode in ("L", "RGB", "CMYK") else image.convert("L" if image.mode == "1" else "RGB")
    image_with_alpha = image.convert("LA" if image.mode in ("LA", "La") else "RGBA")
    opaque = image_with_alpha.getchannel("A").getextrema() == (255, 255)
    return image_with_alpha.convert(image_with_alpha.mode[:-1]) if opaque else image_with_alpha


def _grey(image: ImageFile.ImageFile) -> Image.Image:
    """Grey samples of 16 or 32 bits or floats, scaled to 0..255 (Pillow by itself clips them)."""
    tags = image.tag_v2 if isinstance(image, TiffImageFile) else {}
    if image.mode.startswith("I;16"):
        samples = image.convert("I").convert("F")
        white = float(2 ** tags.get(BITSPERSAMPLE, (16,))[0] - 1)
    else:  # no maximum is laid down: take the first usual one that holds the brightest sample
        samples = image.convert("F")
        brightest = cast("float", samples.getextrema()[1])
        white = next((level for level in (1.0, 255.0, 65535.0) if brightest <= level), brightest)
    grey = samples.point(lambda sample: sample * (255 / white) + 0.5).convert("L")
    return grey.point(lambda level: 255 - level) if tags.get(PHOTOMETRIC_INTERPRETATION) == 0 else grey


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A bare copy in sRGB, of mode L, RGB or RGBA. A picture whose profile is broken or unfit is taken for sRGB."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colour = image.convert(image.mode[:-1]) if alpha else image
    mode = "L" if colour.mode == "L" and not alpha else "RGB"
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError):
            colour = _through_profile(colour, profile)
    colour.info.clear()
    colour = colour.convert(mode)
    if alpha:
        colour.putalpha(alpha)
    return colour


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture (L, RGB or CMYK, as the ICC profile means it) in sRGB. Raises PyCMSError if they don't fit."""
    source, target = ImageCms.getOpenProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(source, target, image.mode, "RGB", intent, flags).apply(image)
