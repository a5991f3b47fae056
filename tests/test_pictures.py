"""Pictures: opened safely, right in colour, upright, never shown when damaged; and nothing private is published."""

from __future__ import annotations

import io
import pickle
import random
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageFile, ImageStat, JpegImagePlugin
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile

from site_builder.assets import LONGEST_SIDE, scaled
from site_builder.drawing.pixels import FORMATS, PictureError, PictureFacts, load, read_facts
from site_builder.makers.derivative import Derivative, Rights, make
from tests import pictures

ENOUGH = 1_000_000  # pixels

EVERY_KIND: dict[str, tuple[str, dict[str, Any]]] = {
    "baseline.jpg": ("JPEG", {}),
    "optimized.jpeg": ("JPEG", {"optimize": True, "subsampling": "4:4:4"}),
    "restarts.jpg": ("JPEG", {"restart_marker_rows": 1}),
    "progressive.jpg": ("JPEG", {"progressive": True}),
    "a.png": ("PNG", {}),
    "lossy.webp": ("WEBP", {}),
    "lossless.webp": ("WEBP", {"lossless": True}),
    "raw.tif": ("TIFF", {}),
    "deflate.tiff": ("TIFF", {"compression": "tiff_deflate"}),
    "a.gif": ("GIF", {}),
}


def kept(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def opened(folder: Path, name: str, data: bytes) -> Image.Image:
    """What `load` makes of a file with these bytes."""
    return load(kept(folder, name, data), max_pixels=ENOUGH)


def refused(folder: Path, name: str, data: bytes, max_pixels: int = ENOUGH) -> PictureError:
    """The error about a file with these bytes, which is the same for `load` and `read_facts`."""
    path = kept(folder, name, data)
    with pytest.raises(PictureError) as from_facts:
        read_facts(path, max_pixels=max_pixels)
    with pytest.raises(PictureError) as from_load:
        load(path, max_pixels=max_pixels)
    assert (from_facts.value.code, from_facts.value.words) == (from_load.value.code, from_load.value.words)
    return from_load.value


def distance(one: Image.Image, other: Image.Image) -> float:
    """The largest difference of any channel of any pixel."""
    assert (one.mode, one.size) == (other.mode, other.size)
    extrema = ImageChops.difference(one, other).getextrema()
    return max(high for _, high in (extrema if isinstance(extrema[0], tuple) else [extrema]))


# What a picture is


@pytest.mark.parametrize("name", EVERY_KIND)
def test_facts_and_pixels_of_every_kind(tmp_path: Path, name: str) -> None:
    """Each kind of file opens, and its facts are those of its pixels."""
    format, options = EVERY_KIND[name]
    path = kept(tmp_path, name, pictures.encoded(pictures.drawing(), format, **options))

    facts, image = read_facts(path, max_pixels=ENOUGH), load(path, max_pixels=ENOUGH)

    assert facts == PictureFacts(120, 80, format, facts.tone, False)
    assert (image.size, image.mode) == ((120, 80), "RGB")
    assert distance(image.resize((6, 4)), pictures.drawing().resize((6, 4))) < 40
    assert format in FORMATS


@pytest.mark.parametrize(
    ("tone", "mode", "colour"),
    [
        (0, "RGB", (0, 0, 0)),
        (63, "RGB", (255, 255, 255)),
        (63, "L", 213),
        (42, "L", 212),
        (48, "RGB", (255, 42, 42)),
        (16 + 8 + 3, "RGB", (85, 170, 255)),
        (63, "RGBA", (0, 0, 0, 0)),
        (51, "RGBA", (255, 0, 255, 255)),
        (42, "LA", (85, 128)),
    ],
)
def test_tone_is_the_nearest_mean_colour_on_white(
    tmp_path: Path, tone: int, mode: str, colour: int | tuple[int, ...]
) -> None:
    path = kept(tmp_path, "a.png", pictures.encoded(Image.new(mode, (700, 600), colour), "PNG"))

    assert read_facts(path, max_pixels=ENOUGH).tone == tone


def test_tone_of_a_jpeg_counts_all_of_it(tmp_path: Path) -> None:
    image = Image.new("RGB", (1600, 1200), "white")
    image.paste((0, 0, 255), (0, 0, 1600, 600))

    assert (
        read_facts(kept(tmp_path, "a.jpg", pictures.encoded(image, "JPEG")), max_pixels=2 * ENOUGH).tone == 32 + 8 + 3
    )


def test_alpha_means_that_a_pixel_is_not_opaque(tmp_path: Path) -> None:
    image = pictures.drawing().convert("RGBA")
    opaque = kept(tmp_path, "opaque.png", pictures.encoded(image, "PNG"))
    image.putpixel((119, 79), (1, 2, 3, 254))
    hole = kept(tmp_path, "hole.png", pictures.encoded(image, "PNG"))

    assert [read_facts(path, max_pixels=ENOUGH).alpha for path in (opaque, hole)] == [False, True]
    assert [load(path, max_pixels=ENOUGH).mode for path in (opaque, hole)] == ["RGB", "RGBA"]


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_its_first_frame(tmp_path: Path, format: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
    more = {"lossless": True} if format == "WEBP" else {}
    data = pictures.encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=20, **more)

    image = opened(tmp_path, f"a.{format.lower()}", data)

    assert (image.size, image.mode) == ((40, 30), "RGB")
    assert distance(image, frames[0]) == 0


# Right in colour


RAMP = bytes(range(256))
RAMPS = {
    "16-bit.png": pictures.png(256, 1, 16, 0, b"".join(struct.pack(">H", 257 * i) for i in range(256))),
    "16-bit rgb.png": pictures.png(256, 1, 16, 2, b"".join(3 * struct.pack(">H", 257 * i) for i in range(256))),
    "16-bit.tif": pictures.tiff_grey(256, 1, 16, 1, b"".join(struct.pack("<H", 257 * i) for i in range(256))),
    "16-bit white is zero.tif": pictures.tiff_grey(
        256, 1, 16, 1, b"".join(struct.pack("<H", 65535 - 257 * i) for i in range(256)), white=0
    ),
    "32-bit.tif": pictures.tiff_grey(256, 1, 32, 1, b"".join(struct.pack("<I", 257 * i) for i in range(256))),
    "float to 1.tif": pictures.tiff_grey(256, 1, 32, 3, b"".join(struct.pack("<f", i / 255) for i in range(256))),
    "float to 255.tif": pictures.tiff_grey(256, 1, 32, 3, b"".join(struct.pack("<f", i) for i in range(256))),
}


@pytest.mark.parametrize("name", RAMPS)
def test_deep_samples_are_scaled_not_clipped(tmp_path: Path, name: str) -> None:
    """At each of 256 levels from black to white the 8-bit level is at most 1 off."""
    image = opened(tmp_path, name, RAMPS[name])

    assert image.mode == ("RGB" if "rgb" in name else "L")
    assert all(abs(level - i) <= 1 for i, level in enumerate(image.getchannel(0).tobytes()))


def test_16_bit_levels_between_are_rounded(tmp_path: Path) -> None:
    samples = [0, 128, 129, 32767, 65406, 65407, 65535]
    data = pictures.png(7, 1, 16, 0, b"".join(struct.pack(">H", sample) for sample in samples))

    assert list(opened(tmp_path, "a.png", data).tobytes()) == [0, 0, 1, 127, 254, 255, 255]


def test_samples_without_a_known_maximum(tmp_path: Path) -> None:
    """12 bits are 12 bits; floats and long integers reach 1, 255, 65535 or as far as their brightest."""

    def levels(bits: int, sample_format: int, samples: bytes) -> list[int]:
        return list(opened(tmp_path, "a.tif", pictures.tiff_grey(2, 1, bits, sample_format, samples)).tobytes())

    assert levels(12, 1, b"\xff\xf8\x00") == [255, 128]
    assert levels(32, 3, struct.pack("<ff", -0.5, 0.5)) == [0, 128]
    assert levels(32, 3, struct.pack("<ff", 0, 128)) == [0, 128]
    assert levels(32, 3, struct.pack("<ff", 0, 32_896)) == [0, 128]
    assert levels(32, 1, struct.pack("<II", 64_000, 128_000)) == [128, 255]


INKS = {(0, 0, 0, 0): "white", (0, 0, 0, 255): "black", (255, 0, 0, 0): "cyan", (0, 255, 255, 0): "red"}


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
@pytest.mark.parametrize("ink", INKS)
def test_cmyk(tmp_path: Path, format: str, ink: tuple[int, int, int, int]) -> None:
    """Also of a JPEG, in which Adobe stores inks inverted."""
    data = pictures.encoded(Image.new("CMYK", (16, 16), ink), format)

    assert distance(opened(tmp_path, f"a.{format.lower()[:4]}", data), Image.new("RGB", (16, 16), INKS[ink])) <= 1


def test_ycck(tmp_path: Path) -> None:
    """Adobe's other way to store inks: Y, Cb and Cr of the inverted colour, and K."""
    data = pictures.encoded(Image.new("CMYK", (16, 16), (76, 84, 254, 0)), "JPEG", quality=95)
    at = data.index(b"Adobe") + 11

    image = opened(tmp_path, "a.jpg", data[:at] + b"\2" + data[at + 1 :])

    assert distance(image, Image.new("RGB", (16, 16), "red")) <= 2


@pytest.mark.parametrize("profile", [None, pictures.swapped_profile()])
def test_lab(tmp_path: Path, profile: bytes | None) -> None:
    """A profile says nothing about colours that are absolute."""
    colour = Image.new("RGB", (8, 8), (200, 30, 60))
    data = pictures.encoded(colour.convert("LAB"), "TIFF", icc_profile=profile)

    assert distance(opened(tmp_path, "a.tif", data), colour) <= 2


def test_palette_bitmap_and_grey_with_alpha(tmp_path: Path) -> None:
    palette = Image.new("P", (2, 1))
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.putpixel((1, 0), 1)
    grey = Image.new("LA", (2, 1), (90, 255))
    grey.putpixel((1, 0), (200, 7))
    bitmap = Image.new("1", (2, 1))
    bitmap.putpixel((1, 0), 1)

    def looks(image: Image.Image, format: str = "PNG", **options: Any) -> tuple[str, list[Any]]:
        image = opened(tmp_path, f"a.{format.lower()}", pictures.encoded(image, format, **options))
        return image.mode, [image.getpixel((x, 0)) for x in range(2)]

    assert looks(palette) == ("RGB", [(255, 0, 0), (0, 0, 255)])
    assert looks(palette, transparency=1) == ("RGBA", [(255, 0, 0, 255), (0, 0, 255, 0)])
    assert looks(palette, transparency=b"\x40\xff") == ("RGBA", [(255, 0, 0, 64), (0, 0, 255, 255)])
    assert looks(palette, "GIF", transparency=0) == ("RGBA", [(255, 0, 0, 0), (0, 0, 255, 255)])
    assert looks(grey) == ("RGBA", [(90, 90, 90, 255), (200, 200, 200, 7)])
    assert looks(grey, "TIFF") == ("RGBA", [(90, 90, 90, 255), (200, 200, 200, 7)])
    assert looks(bitmap) == ("L", [0, 255])


def test_grey_multiplied_by_its_alpha(tmp_path: Path) -> None:
    """A TIFF says in its tag 338 which of the two it is."""
    data = pictures.encoded(Image.new("LA", (2, 1), (50, 128)), "TIFF")
    tag = struct.pack("<HHI", 338, 3, 1)
    assert tag + b"\2" in data

    assert opened(tmp_path, "a.tif", data.replace(tag + b"\2", tag + b"\1")).getpixel((0, 0)) == (99, 99, 99, 128)


@pytest.mark.parametrize("colour_type", [0, 2])
def test_a_transparent_16_bit_colour_is_no_trouble(tmp_path: Path, colour_type: int) -> None:
    channels = 3 if colour_type else 1
    samples, key = b"\xff\xff" * channels + b"\0\0" * channels, (b"tRNS", b"\xff\xff" * channels)
    path = kept(tmp_path, "a.png", pictures.png(2, 1, 16, colour_type, samples, key))

    assert read_facts(path, max_pixels=ENOUGH).width == 2
    assert load(path, max_pixels=ENOUGH).convert("L").tobytes() == b"\xff\0"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_colour_profile_is_followed(tmp_path: Path, format: str) -> None:
    image = Image.new("RGB", (32, 32), (250, 10, 10))
    data = pictures.encoded(image, format, icc_profile=pictures.swapped_profile(), quality=95)
    path = kept(tmp_path, f"a.{format.lower()[:4]}", data)

    assert distance(load(path, max_pixels=ENOUGH), Image.new("RGB", (32, 32), (10, 250, 10))) <= 4
    assert read_facts(path, max_pixels=ENOUGH).tone == 12


def test_a_colour_profile_leaves_alpha_alone(tmp_path: Path) -> None:
    data = pictures.encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 99)), "PNG", icc_profile=pictures.swapped_profile())

    assert opened(tmp_path, "a.png", data).getpixel((0, 0)) == (0, 255, 0, 99)


@pytest.mark.parametrize(("mode", "colour", "seen"), [("L", 128, 192), ("LA", (128, 50), (192, 192, 192, 50))])
def test_a_grey_profile_is_followed(tmp_path: Path, mode: str, colour: Any, seen: Any) -> None:
    data = pictures.encoded(Image.new(mode, (4, 4), colour), "PNG", icc_profile=pictures.bright_grey_profile())

    assert opened(tmp_path, "a.png", data).getpixel((0, 0)) == seen


@pytest.mark.parametrize("profile", [b"junk", pictures.srgb_profile()[:300], pictures.bright_grey_profile()])
def test_a_profile_that_is_broken_or_of_another_kind_is_ignored(tmp_path: Path, profile: bytes) -> None:
    data = pictures.encoded(Image.new("RGB", (4, 4), (250, 10, 20)), "PNG", icc_profile=profile)

    assert opened(tmp_path, "a.png", data).getpixel((0, 0)) == (250, 10, 20)


# Upright


STORED = {
    1: ("ab", "cd", "ef"),
    2: ("ba", "dc", "fe"),
    3: ("fe", "dc", "ba"),
    4: ("ef", "cd", "ab"),
    5: ("ace", "bdf"),
    6: ("bdf", "ace"),
    7: ("fdb", "eca"),
    8: ("eca", "fdb"),
}
"""How a camera held in each of the eight ways stores the same picture."""


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", STORED)
def test_every_orientation_to_the_pixel(tmp_path: Path, format: str, orientation: int) -> None:
    options = {"lossless": True} if format == "WEBP" else {}
    image = pictures.grid(*STORED[orientation])
    path = kept(
        tmp_path,
        f"a.{format.lower()}",
        pictures.encoded(image, format, exif=pictures.exif(orientation), **options),
    )

    facts = read_facts(path, max_pixels=ENOUGH)

    assert pictures.letters(load(path, max_pixels=ENOUGH)) == STORED[1]
    assert (facts.width, facts.height) == (2, 3)


@pytest.mark.parametrize("orientation", STORED)
def test_every_orientation_of_a_jpeg_also_when_shrunk(tmp_path: Path, orientation: int) -> None:
    """Tiles of 512 pixels instead of single ones, so that its decoder shrinks as well."""
    image = pictures.grid(*STORED[orientation])
    image = image.resize((image.width * 512, image.height * 512), Image.Resampling.NEAREST)
    path = kept(tmp_path, "a.jpg", pictures.encoded(image, "JPEG", exif=pictures.exif(orientation)))

    facts, small = read_facts(path, max_pixels=2 * ENOUGH), load(path, max_pixels=2 * ENOUGH, size=(64, 96))

    assert (facts.width, facts.height) == (1024, 1536)
    assert small.size == (64, 96)
    assert pictures.letters(small.resize((2, 3), Image.Resampling.BOX).point(lambda level: level + 9)) == STORED[1]


@pytest.mark.parametrize(
    "exif",
    [
        pictures.exif(0),
        pictures.exif(9),
        pictures.exif(6).replace(b"\x01\x12\0\3", b"\x01\x12\0\2"),  # typed as text
        pictures.exif(6)[:-5],
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"junk",
    ],
)
def test_an_orientation_that_is_none_is_ignored(tmp_path: Path, exif: bytes) -> None:
    data = pictures.png(2, 2, 8, 2, pictures.grid("ab", "cd").tobytes(), (b"eXIf", exif.removeprefix(b"Exif\0\0")))

    assert pictures.letters(opened(tmp_path, "a.png", data)) == ("ab", "cd")


def test_broken_metadata_of_a_jpeg_is_ignored(tmp_path: Path) -> None:
    """Pillow warns about it as soon as it opens the file."""
    data = pictures.encoded(pictures.drawing(), "JPEG", exif=pictures.exif(6)[:-5])

    assert opened(tmp_path, "a.jpg", data).size == (120, 80)


# Refused


@pytest.mark.parametrize("name", [*EVERY_KIND, "jpeg in a.tif", "lzw.tif"])
def test_a_truncated_file_is_damaged(tmp_path: Path, name: str) -> None:
    """Cut at every sixteenth of its length, and a JPEG also with an end marker put after the cut."""
    options: dict[str, Any] = {"jpeg in a.tif": {"compression": "jpeg"}, "lzw.tif": {"compression": "tiff_lzw"}}
    format, more = EVERY_KIND.get(name, ("TIFF", options.get(name, {})))
    data = pictures.encoded(pictures.drawing(), format, **more)
    cuts = [data[: len(data) * at // 16] for at in range(1, 16)]
    if format == "JPEG" and name != "progressive.jpg":
        cuts += [cut + b"\xff\xd9" for cut in cuts]

    codes = {refused(tmp_path, name, cut).code for cut in cuts}

    assert codes == {"picture-damaged"}


@pytest.mark.parametrize("name", ["baseline.jpg", "optimized.jpeg", "a.png", "lossless.webp", "a.gif"])
@pytest.mark.parametrize("harm", ["lost", "zeroed"])
def test_a_stretch_of_harmed_bytes_is_damage(tmp_path: Path, name: str, harm: str) -> None:
    format, options = EVERY_KIND[name]
    data = pictures.encoded(pictures.drawing(), format, **options)
    length = len(data) // 9

    for start in range(len(data) // 2, len(data) - length - 20, 67):
        filling = bytes(length) if harm == "zeroed" else b""
        harmed = data[:start] + filling + data[start + length :]
        assert refused(tmp_path, name, harmed).code == "picture-damaged"


def test_lost_restart_markers_are_damage(tmp_path: Path) -> None:
    data = pictures.encoded(pictures.drawing(), "JPEG", restart_marker_rows=1)
    second, third = data.index(b"\xff\xd1"), data.index(b"\xff\xd2")

    assert refused(tmp_path, "a.jpg", data[:second] + data[third:]).code == "picture-damaged"


def test_most_flipped_bits_that_spoil_a_jpeg_are_damage(tmp_path: Path) -> None:
    """JPEG has no checksum, so not all can be found; Pillow by itself finds 1 of these 34."""
    data = pictures.encoded(pictures.grainy(), "JPEG", quality=88)
    whole = Image.open(io.BytesIO(data)).convert("RGB")
    dice = random.Random(1)
    spoilt = found = 0
    for _ in range(150):
        flipped = bytearray(data)
        flipped[dice.randrange(640, len(data) - 2)] ^= 1 << dice.randrange(8)
        try:
            image = Image.open(io.BytesIO(flipped)).convert("RGB")
        except OSError:
            continue
        if ImageStat.Stat(ImageChops.difference(whole, image)).mean[0] > 4:
            spoilt += 1
            try:
                opened(tmp_path, "a.jpg", bytes(flipped))
            except PictureError:
                found += 1

    assert found > spoilt / 2 > 10


def test_any_flipped_bit_of_a_png_is_damage(tmp_path: Path) -> None:
    data = pictures.encoded(pictures.drawing(), "PNG")

    for at in range(16, len(data) - 12, 97):
        flipped = data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]
        assert refused(tmp_path, "a.png", flipped).code == "picture-damaged"


@pytest.mark.parametrize(
    ("before_end", "after_end"),
    [
        (b"", b"\0\0\0\x18ftypmp42 a film"),
        (b"", b"\xff\xd8\xff\xe0 another picture \xff\xd9"),
        (bytes(11), b""),
        (b"\x7f", b""),
        (b"\xff\xff", b""),
    ],
)
def test_what_cameras_add_to_a_jpeg_is_not_damage(tmp_path: Path, before_end: bytes, after_end: bytes) -> None:
    data = pictures.encoded(pictures.drawing(), "JPEG")
    odd = data[:-2] + before_end + data[-2:] + after_end

    assert distance(opened(tmp_path, "a.jpg", odd), opened(tmp_path, "b.jpg", data)) == 0


def test_a_jpeg_that_lacks_only_its_end_marker_is_whole(tmp_path: Path) -> None:
    data = pictures.encoded(pictures.drawing(), "JPEG")

    assert distance(opened(tmp_path, "a.jpg", data[:-2]), opened(tmp_path, "b.jpg", data)) == 0


def test_damage_is_also_found_behind_fill_bytes(tmp_path: Path) -> None:
    data = pictures.encoded(pictures.drawing(), "JPEG").replace(b"\xff\xda", b"\xff\xff\xff\xda", 1)

    assert opened(tmp_path, "a.jpg", data).size == (120, 80)
    assert refused(tmp_path, "a.jpg", data[:-400] + b"\xff\xd9").code == "picture-damaged"


def test_more_pixels_than_a_jpeg_needs_after_restart_markers_is_not_damage(tmp_path: Path) -> None:
    """As some scanners write."""
    data = pictures.encoded(pictures.drawing(), "JPEG", restart_marker_rows=1)

    assert opened(tmp_path, "a.jpg", data[:-2] + b"\x11\x22\x33" * 40 + data[-2:]).size == (120, 80)


NO_PICTURES = {
    "empty": b"",
    "text": b"not a picture",
    "html": b"<!doctype html><title>Not found</title>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "zip": b"PK\3\4" + bytes(60),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "fits": b"SIMPLE  =                    T" + b" " * 2850,
    "psd": b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 9, 9, 8, 3) + bytes(99),
    "bmp": pictures.encoded(pictures.drawing(), "BMP"),
    "ico": pictures.encoded(pictures.drawing(), "ICO"),
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_not_a_picture_is_refused_whatever_its_name(tmp_path: Path, kind: str) -> None:
    for suffix in (".png", ".jpg"):
        error = refused(tmp_path, f"a{suffix}", NO_PICTURES[kind])
        assert (error.code, error.words) == ("picture-not-a-picture", {"suffix": suffix})


@pytest.mark.parametrize(("format", "name"), [("JPEG", "a.png"), ("PNG", "a.JPG"), ("WEBP", "a.gif"), ("GIF", "a.bmp")])
def test_a_name_that_promises_another_format_is_refused(tmp_path: Path, format: str, name: str) -> None:
    error = refused(tmp_path, name, pictures.encoded(pictures.drawing(), format))

    assert error.code == "picture-wrong-name"
    assert error.words == {"format": format, "suffix": Path(name).suffix.lower()}


def test_the_case_of_a_suffix_does_not_matter(tmp_path: Path) -> None:
    assert opened(tmp_path, "SCAN.TIF", pictures.encoded(pictures.drawing(), "TIFF")).size == (120, 80)


def test_a_missing_file_is_no_damaged_picture(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_facts(tmp_path / "a.png", max_pixels=ENOUGH)


def test_the_budget_is_exact_and_says_what_is_too_much(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.png", pictures.encoded(Image.new("L", (2001, 1500)), "PNG"))

    assert read_facts(path, max_pixels=3_001_500).width == 2001

    error = refused(tmp_path, "a.png", path.read_bytes(), max_pixels=3_001_499)
    assert error.code == "picture-too-large"
    assert error.words == {"width": 2001, "height": 1500, "megapixels": 4, "limit": 3}


def bombs() -> dict[str, bytes]:
    """Small files that claim 30,000 x 30,000 pixels (WebP: 16,000 x 16,000)."""
    tiny = pictures.drawing(8, 8)
    jpeg, gif = pictures.encoded(tiny, "JPEG"), pictures.encoded(tiny, "GIF")
    frame = jpeg.index(b"\xff\xc0") + 5
    lossless, lossy = pictures.encoded(tiny, "WEBP", lossless=True), pictures.encoded(tiny, "WEBP")
    canvas = b"VP8X" + struct.pack("<II", 10, 0) + 2 * (15_999).to_bytes(3, "little")
    return {
        "a.png": pictures.png(30_000, 30_000, 8, 2, b"\0" * 30_000),
        "a.jpg": jpeg[:frame] + struct.pack(">HH", 30_000, 30_000) + jpeg[frame + 4 :],
        "a.gif": gif[:6] + struct.pack("<HH", 30_000, 30_000) + gif[10:],
        "a.tif": pictures.tiff_grey(30_000, 30_000, 8, 1, b"\0" * 64),
        "lossless.webp": lossless[:21] + struct.pack("<I", 15_999 | 15_999 << 14) + lossless[25:],
        "lossy.webp": lossy[:26] + struct.pack("<HH", 16_000, 16_000) + lossy[30:],
        "extended.webp": lossless[:12] + canvas + lossless[12:],
    }


MEASURED = """
import resource, sys
from pathlib import Path
from site_builder.drawing.pixels import PictureError, load, read_facts
resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
for name in sys.argv[1:]:
    for read in (load, read_facts):
        try:
            read(Path(name), max_pixels=100_000_000)
        except PictureError as error:
            print(name, error.code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are kept on Linux only")
def test_a_bomb_is_refused_with_little_memory_and_time(tmp_path: Path) -> None:
    paths = [kept(tmp_path, name, data) for name, data in bombs().items()]
    text = (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(400_000_000 // 40)))
    paths.append(kept(tmp_path, "text.png", pictures.png(1, 1, 8, 0, b"\0", *[text] * 40)))

    run = subprocess.run([sys.executable, "-c", MEASURED, *map(str, paths)], capture_output=True, text=True, check=True)

    codes = ["picture-damaged" if path.name == "text.png" else "picture-too-large" for path in paths]
    assert run.stdout.split() == [
        word for path, code in zip(paths, codes, strict=True) for word in (str(path), code) * 2
    ]


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_says_its_size_before_its_pixels_are_decoded(tmp_path: Path, name: str) -> None:
    error = refused(tmp_path, name, bombs()[name], max_pixels=200_000_000)

    assert (error.code, error.words["width"]) == ("picture-too-large", 16_000 if "webp" in name else 30_000)


def test_pillows_own_limit_gives_way_to_the_budget_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before the last picture is read: another is finished while this one is being decoded, as in threads."""
    tiff = kept(tmp_path, "a.tif", pictures.encoded(pictures.drawing(), "TIFF"))
    jpeg = kept(tmp_path, "a.jpg", pictures.encoded(pictures.drawing(), "JPEG"))
    limits = []

    def load_other_first(image: TiffImageFile) -> None:
        load(jpeg, max_pixels=ENOUGH)
        limits.append(Image.MAX_IMAGE_PIXELS)
        ImageFile.ImageFile.load_prepare(image)

    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    monkeypatch.setattr(TiffImageFile, "load_prepare", load_other_first)
    filters = list(warnings.filters)

    assert load(tiff, max_pixels=ENOUGH).size == (120, 80)
    assert limits == [None]
    assert Image.MAX_IMAGE_PIXELS == 10
    assert warnings.filters == filters


def test_an_error_reaches_another_process_whole() -> None:
    error = pickle.loads(pickle.dumps(PictureError("picture-too-large", {"width": 3})))

    assert (error.code, error.words) == ("picture-too-large", {"width": 3})


# Sizes and derivatives


@pytest.mark.parametrize(
    ("picture", "widths", "expected"),
    [
        ((3000, 2000), [480, 960, 1600], [(480, 320), (960, 640), (1600, 1067)]),
        ((1000, 700), [1600, 480, 960, 2400], [(480, 336), (960, 672), (1000, 700)]),
        ((960, 640), [960, 1600], [(960, 640)]),
        ((300, 200), [480, 960], [(300, 200)]),
        ((4, 3), [2], [(2, 2)]),
        ((1000, 1), [10], [(10, 1)]),
        ((3000, 24000), [960, 2400], [(960, 7680), (2047, 16376)]),
        ((30_000, 200), [99_999], [(LONGEST_SIDE, 109)]),
        ((1, 40_000), [480], [(1, LONGEST_SIDE)]),
        ((300, 200), [], []),
    ],
)
def test_sizes(picture: tuple[int, int], widths: list[int], expected: list[tuple[int, int]]) -> None:
    assert scaled(*picture, widths) == expected


WANTED = [
    Derivative("60.webp", 60, 40, "webp", 80),
    Derivative("120.webp", 120, 80, "webp", 80),
    Derivative("60.jpg", 60, 40, "jpeg", 80),
]
RIGHTS = Rights("Noor Vink", "Foto: Noor Vink & co", "https://creativecommons.org/licenses/by/4.0/")


def made(folder: Path, source: Path, wanted: list[Derivative] = WANTED, rights: Rights = RIGHTS) -> dict[str, bytes]:
    """The files that `make` writes, by name."""
    folder.mkdir()
    make(source, wanted, rights, folder, max_pixels=ENOUGH)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_derivative_has_the_size_and_format_it_says(tmp_path: Path) -> None:
    drawing = pictures.grainy(120, 80)
    source = kept(tmp_path, "a.png", pictures.encoded(drawing, "PNG"))

    files = made(tmp_path / "out", source)

    assert set(files) == {"60.webp", "120.webp", "60.jpg"}
    for derivative in WANTED:
        image = Image.open(io.BytesIO(files[derivative.name]))
        assert (image.format, *image.size) == (derivative.format.upper(), derivative.width, derivative.height)
        wanted = drawing.resize(image.size, Image.Resampling.LANCZOS)
        error = ImageStat.Stat(ImageChops.difference(image.convert("L"), wanted.convert("L"))).mean[0]
        assert error < 4, derivative


def test_jpegs_are_progressive_and_keep_all_colour_only_at_high_quality(tmp_path: Path) -> None:
    source = kept(tmp_path, "a.png", pictures.encoded(pictures.drawing(), "PNG"))
    wanted = [Derivative(f"{quality}.jpg", 60, 40, "jpeg", quality) for quality in (84, 85)]

    files = made(tmp_path / "out", source, wanted)

    images = {name: Image.open(io.BytesIO(data)) for name, data in files.items()}
    assert {name: JpegImagePlugin.get_sampling(image) for name, image in images.items()} == {"84.jpg": 2, "85.jpg": 0}
    assert all(image.info["progressive"] for image in images.values())


def test_transparency_stays_in_webp_and_is_white_in_jpeg(tmp_path: Path) -> None:
    source = kept(tmp_path, "a.png", pictures.encoded(Image.new("RGBA", (120, 80), (255, 0, 0, 0)), "PNG"))

    files = made(tmp_path / "out", source)

    webp, jpeg = (Image.open(io.BytesIO(files[name])) for name in ("60.webp", "60.jpg"))
    assert (webp.mode, webp.getchannel("A").getextrema()) == ("RGBA", (0, 0))
    assert jpeg.getpixel((30, 20)) == (255, 255, 255)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = kept(tmp_path, "a.jpg", pictures.encoded(pictures.drawing(), "JPEG"))

    assert made(tmp_path / "one", source) == made(tmp_path / "two", source, WANTED[::-1])


def test_shrinking_while_decoding_is_not_seen(tmp_path: Path) -> None:
    """A derivative far smaller than a JPEG is what shrinking all of its pixels gives."""
    whole = pictures.drawing().resize((960, 640), Image.Resampling.BICUBIC)
    path = kept(tmp_path, "a.jpg", pictures.encoded(whole, "JPEG", quality=95))

    small = load(path, max_pixels=ENOUGH, size=(120, 80))

    assert distance(small, load(path, max_pixels=ENOUGH).resize((120, 80), Image.Resampling.LANCZOS)) <= 8


def test_a_jpeg_is_not_decoded_larger_than_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(tmp_path, "a.jpg", pictures.encoded(Image.new("RGB", (2400, 1200)), "JPEG"))
    decoded = []

    def record(image: JpegImageFile) -> None:
        decoded.append(image.size)
        ImageFile.ImageFile.load_prepare(image)

    monkeypatch.setattr(JpegImageFile, "load_prepare", record, raising=False)
    assert read_facts(path, max_pixels=3 * ENOUGH).width == 2400
    load(path, max_pixels=3 * ENOUGH, size=(480, 240))
    load(path, max_pixels=3 * ENOUGH)

    assert decoded == [(600, 300), (1200, 600), (2400, 1200)]


@pytest.mark.parametrize("name", pictures.private_pictures())
def test_nothing_private_is_published(tmp_path: Path, name: str) -> None:
    data = pictures.private_pictures()[name]
    assert pictures.CANARY.encode() in data
    source = kept(tmp_path, name, data)
    wanted = [Derivative("1.webp", 1, 1, "webp", 80), Derivative("1.jpg", 1, 1, "jpeg", 80)]

    for derivative, published in made(tmp_path / "out", source, wanted).items():
        assert pictures.CANARY.encode() not in published
        assert not {"exif", "icc_profile", "comment", "photoshop"} & set(Image.open(io.BytesIO(published)).info)
        assert b"Noor Vink" in published, derivative
    assert load(source, max_pixels=ENOUGH).info == {}
    assert not load(source, max_pixels=ENOUGH).getexif()


def test_without_rights_there_is_no_metadata_at_all(tmp_path: Path) -> None:
    source = kept(tmp_path, "a.png", pictures.encoded(pictures.drawing(), "PNG"))

    for data in made(tmp_path / "out", source, rights=Rights(creator=" ")).values():
        assert b"xmp" not in data.lower()


RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMES = {
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/elements/1.1/}rights": "rights",
    "{http://ns.adobe.com/photoshop/1.0/}Credit": "credit",
    "{http://ns.adobe.com/xap/1.0/rights/}Marked": "marked",
    "{http://ns.adobe.com/xap/1.0/rights/}WebStatement": "statement",
}


def written(folder: Path, rights: Rights) -> dict[str, str]:
    """The properties that a picture's XMP gives back, the same from JPEG and WebP."""
    source = kept(folder, "a.png", pictures.encoded(pictures.drawing(), "PNG"))
    found = []
    for data in made(folder / "out", source, rights=rights).values():
        (description,) = ElementTree.fromstring(Image.open(io.BytesIO(data)).info["xmp"]).iter(f"{RDF}Description")
        found.append({NAMES[element.tag]: "".join(element.itertext()) for element in description})
    assert found == found[:1] * len(WANTED)
    return found[0]


def test_rights_are_written_as_xmp(tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"

    properties = written(tmp_path, RIGHTS)

    assert properties == {
        "creator": "Noor Vink",
        "credit": "Foto: Noor Vink & co",
        "rights": licence,
        "marked": "True",
        "statement": licence,
    }


@pytest.mark.parametrize(
    ("rights", "properties"),
    [
        (Rights(creator="Noor"), {"creator": "Noor"}),
        (Rights(credit="Foto"), {"credit": "Foto"}),
        (Rights(licence="CC-BY-4.0"), {"rights": "CC-BY-4.0", "marked": "True"}),
        (Rights(licence="CC0-1.0"), {"rights": "CC0-1.0", "marked": "False"}),
    ],
)
def test_only_known_rights_are_written(tmp_path: Path, rights: Rights, properties: dict[str, str]) -> None:
    assert written(tmp_path, rights) == properties


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("</rdf:li><evil/>&amp;<!-- ]]> {} \"'", "</rdf:li><evil/>&amp;<!-- ]]> {} \"'"),
        ('<?xpacket end="w"?>', '<?xpacket end="w"?>'),
        ("a\0b\x0bc\x85d\udc80e\uffff", "abcde"),
        ("💡 Zoë\nمرحبا", "💡 Zoë\nمرحبا"),
        ("&" * 100_000, "&" * 2_000),
        ("💡" * 100_000, "💡" * 2_000),
    ],
)
def test_rights_take_any_text(tmp_path: Path, text: str, seen: str) -> None:
    properties = written(tmp_path, Rights(text, text, text))

    assert properties == {"creator": seen, "credit": seen, "rights": seen, "marked": "True"}


def test_a_damaged_picture_leaves_no_derivatives(tmp_path: Path) -> None:
    source = kept(tmp_path, "a.jpg", pictures.encoded(pictures.drawing(), "JPEG")[:-600])
    (tmp_path / "out").mkdir()

    with pytest.raises(PictureError):
        make(source, WANTED, RIGHTS, tmp_path / "out", max_pixels=ENOUGH)

    assert list((tmp_path / "out").iterdir()) == []
