"""Pictures that readers may take: what the files say about people, places and cameras goes, every pixel stays."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from site_builder import assets, build, glance
from site_builder.digest import code_digest
from site_builder.drawing.metadata import bare
from tests.items import hrefs, put, texts
from tests.pictures import drawing, encoded, grainy, png, srgb_profile
from tests.publication import Publication

CANARY = "kanarie-91c2"
SIGN = CANARY.encode()
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{CANARY}</a></x:xmpmeta>".encode()
ORIENTATION = 0x0112


def private_exif(orientation: int = 6) -> Image.Exif:
    """EXIF that says who, where and with what, and which way is up."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[0x010E] = data[0x013B] = data[0x010F] = CANARY  # description, artist, maker
    data.get_ifd(0x8769)[0xA431] = CANARY  # serial number
    data.get_ifd(0x8825)[1], data.get_ifd(0x8825)[29] = "N", CANARY  # place
    return data


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def iptc() -> bytes:
    """IPTC data where Photoshop keeps it."""
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(SIGN)) + SIGN
    return segment(0xED, b"Photoshop 3.0\0" + block)


def private_jpeg(image: Image.Image, orientation: int = 6, **options: bool) -> bytes:
    """A JPEG with something private in every place there is for it, also behind its end."""
    exif, icc = private_exif(orientation), srgb_profile()
    return encoded(image, "JPEG", exif=exif, xmp=XMP, comment=SIGN, icc_profile=icc, extra=iptc(), **options) + SIGN


def behind_start(data: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments at its beginning."""
    return data[:2] + b"".join(segments) + data[2:]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def frames(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    """Every pixel of every frame."""
    found = ImageSequence.Iterator(Image.open(io.BytesIO(data)))
    return [(frame.mode, frame.size, frame.tobytes()) for frame in found]


def orientation_of(data: bytes) -> int:
    found: int = opened(data).getexif().get(ORIENTATION, 1)
    return found


# ---------------------------------------------------------------------------------------------------------------- JPEG


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_keeps_its_pixels_its_colours_and_its_way_up(mode: str, progressive: bool) -> None:
    """Nothing else stays of what went with it, nor of what stood behind its end."""
    data = private_jpeg(grainy().convert(mode), progressive=progressive)
    assert data.count(SIGN) >= 8
    found = bare(data, ".jpg")
    assert SIGN not in found
    assert frames(data) == frames(found)
    image = opened(found)
    assert {ORIENTATION: 6} == dict(image.getexif())
    assert not image.getexif().get_ifd(0x8825)
    assert srgb_profile() == image.info["icc_profile"]
    assert opened(data).info.get("jfif_density") == image.info.get("jfif_density")
    assert found.endswith(b"\xff\xd9")
    assert bare(found, ".jpg") == found


@pytest.mark.parametrize("orientation", range(10))
def test_a_jpeg_says_which_way_is_up_only_when_it_must(orientation: int) -> None:
    """Whatever says that it stands upright, or is no orientation, goes."""
    found = bare(private_jpeg(drawing(), orientation), ".JPG")
    kept = 2 <= orientation <= 8
    assert (orientation if kept else 1) == orientation_of(found)
    assert (b"Exif" in found) is kept


HIDING = {
    "longer XMP": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SIGN),
    "a small JFXX picture": segment(0xE0, b"JFXX\0\x10" + SIGN),
    "a small JFIF picture": segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\4\1" + SIGN),
    "FlashPix": segment(0xE2, b"FPXR\0" + SIGN),
    "the index of a second picture": segment(0xE2, b"MPF\0" + SIGN),
    "Ducky": segment(0xEC, b"Ducky\0" + SIGN),
    "content credentials": segment(0xEB, b"JP\0\1" + SIGN),
    "what poses as Adobe's": segment(0xEE, b"Other\0" + SIGN),
    "a reserved segment": segment(0xF5, SIGN),
    "damaged EXIF": segment(0xE1, b"Exif\0\0" + SIGN),
    "several comments": segment(0xFE, SIGN) + b"\xff\xff" + segment(0xFE, SIGN),
}


@pytest.mark.parametrize("where", HIDING)
def test_nothing_private_hides_in_a_jpeg(where: str) -> None:
    """An application's segment stays only when it is needed to show the picture."""
    clean = encoded(drawing(), "JPEG")
    data = behind_start(clean, HIDING[where])
    found = bare(data, ".jpeg")
    assert SIGN not in found
    assert frames(clean) == frames(found)


def test_a_comment_between_the_scans_of_a_jpeg_goes_too() -> None:
    """Progressive files have many, with tables in between."""
    data = encoded(grainy(), "JPEG", progressive=True)
    places = [at for at in range(len(data) - 1) if data[at : at + 2] == b"\xff\xda"]
    assert len(places) > 3
    for at in reversed(places[1:]):
        data = data[:at] + segment(0xFE, SIGN) + b"\xff" + data[at:]
    found = bare(data, ".jpg")
    assert SIGN not in found
    assert frames(data) == frames(found)


def test_a_jpeg_with_restart_markers_keeps_its_pixels() -> None:
    """They stand among the coded pixels, and begin nothing new."""
    data = encoded(grainy(), "JPEG", restart_marker_blocks=2)
    assert b"\xff\xd0" in data
    assert data == bare(data, ".jpg")


# ----------------------------------------------------------------------------------------------------------------- PNG


def private_png() -> bytes:
    """A PNG with something private in every kind of chunk there is for it."""
    profile = b"icc\0\0" + zlib.compress(srgb_profile())
    return png(
        2, 2, 8, 2, bytes(range(12)),
        (b"iCCP", profile), (b"pHYs", struct.pack(">IIB", 2835, 2835, 1)), (b"tIME", b"\7\xea\5\1\0\0\0"),
        (b"tEXt", b"Author\0" + SIGN), (b"zTXt", b"Place\0\0" + zlib.compress(SIGN)), (b"prIv", SIGN),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), (b"eXIf", private_exif().tobytes()[6:]),
    ) + SIGN  # fmt: skip


def chunks(data: bytes) -> dict[bytes, bytes]:
    found, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        found[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def test_a_png_keeps_what_shows_something() -> None:
    """Its pixels, its profile, its resolution."""
    data = private_png()
    found = bare(data, ".png")
    assert SIGN not in found
    assert frames(data) == frames(found)
    kept = chunks(found)
    assert {b"IHDR", b"iCCP", b"pHYs", b"IDAT", b"IEND"} == kept.keys() - {b"eXIf"}
    assert srgb_profile() == opened(found).info["icc_profile"]
    assert bare(found, ".png") == found


def test_a_png_that_moves_or_can_be_seen_through_stays_so() -> None:
    """Animation and transparency are pixels too."""
    first, second = (drawing().rotate(turn).convert("P") for turn in (0, 90))
    data = encoded(first, "PNG", save_all=True, append_images=[second], duration=40, transparency=3)
    found = bare(data, ".png")
    assert frames(data) == frames(found)
    assert 2 == len(frames(found))
    assert 3 == opened(found).info["transparency"]


# ---------------------------------------------------------------------------------------------------------------- WebP


@pytest.mark.parametrize("lossless", [False, True])
def test_a_webp_keeps_its_pixels_and_its_colours(lossless: bool) -> None:
    """Also those that can be seen through; its header says what is left."""
    image = drawing().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    icc = srgb_profile()
    data = encoded(image, "WEBP", exif=private_exif(), xmp=XMP, icc_profile=icc, lossless=lossless)
    assert SIGN in data
    found = bare(data + SIGN, ".webp")
    assert SIGN not in found
    assert frames(data) == frames(found)
    assert icc == opened(found).info["icc_profile"]
    assert "xmp" not in opened(found).info
    assert len(found) == 8 + struct.unpack_from("<I", found, 4)[0]
    assert bare(found, ".webp") == found


@pytest.mark.parametrize(("orientation", "flags"), [(1, 0), (6, 0x08)])
def test_a_webp_says_that_it_has_what_it_has(orientation: int, flags: int) -> None:
    """The header promises no EXIF where none has stayed, and never XMP; what it says of pixels stays."""
    data = encoded(drawing(24, 16), "WEBP", exif=private_exif(orientation), xmp=XMP, icc_profile=srgb_profile())
    found = bare(data, ".webp")
    header = found.index(b"VP8X")
    assert data[header + 8] & ~0x0C | flags == found[header + 8]
    assert bool(flags) == (b"EXIF" in found[header + 18 :])
    assert b"XMP " not in found


def test_a_webp_that_moves_goes_on_moving() -> None:
    """Every frame with its time."""
    shown = [grainy(40, 30).rotate(turn) for turn in (0, 90, 180)]
    data = encoded(shown[0], "WEBP", save_all=True, append_images=shown[1:], duration=[40, 60, 80], exif=private_exif(),
                   xmp=XMP)  # fmt: skip
    assert SIGN in data
    found = bare(data, ".webp")
    assert SIGN not in found
    assert 3 == len(frames(found))
    assert frames(data) == frames(found)


def test_nothing_private_hides_in_a_webp() -> None:
    """A chunk that no viewer knows shows nothing."""
    data = encoded(drawing(), "WEBP", icc_profile=srgb_profile())
    chunk = b"prIv" + struct.pack("<I", len(SIGN)) + SIGN
    hiding = b"RIFF" + struct.pack("<I", len(data) - 8 + len(chunk)) + data[8:] + chunk
    assert 0 == len(chunk) % 2
    found = bare(hiding, ".webp")
    assert SIGN not in found
    assert frames(data) == frames(found)


# --------------------------------------------------------------------------------------------------------- all formats

PRIVATE: dict[str, Callable[[], bytes]] = {
    ".jpg": lambda: private_jpeg(drawing(24, 16)).removesuffix(SIGN),
    ".png": lambda: private_png().removesuffix(SIGN),
    ".webp": lambda: encoded(drawing(24, 16), "WEBP", exif=private_exif(), xmp=XMP, icc_profile=srgb_profile()),
}
FILES = {suffix: make() for suffix, make in PRIVATE.items()}


@pytest.mark.parametrize("suffix", FILES)
def test_a_picture_is_as_upright_as_it_was(suffix: str) -> None:
    """Browsers turn JPEG and PNG by their EXIF, and other viewers WebP; of it nothing but the orientation stays."""
    assert 6 == orientation_of(FILES[suffix])
    found = bare(FILES[suffix], suffix)
    assert 6 == orientation_of(found)
    assert SIGN not in found


@pytest.mark.parametrize("suffix", FILES)
def test_a_picture_that_breaks_off_is_refused(suffix: str) -> None:
    """Wherever it does."""
    data = FILES[suffix]
    for length in range(len(data)):
        with pytest.raises(ValueError):  # noqa: PT011  whatever it says of it
            bare(data[:length], suffix)


@pytest.mark.parametrize("suffix", FILES)
def test_a_picture_of_another_kind_is_refused(suffix: str) -> None:
    """As is what is none at all."""
    for data in (b"", b"GIF89a", b"\0" * 100, b"\xff" * 100, *(FILES[other] for other in FILES if other != suffix)):
        with pytest.raises(ValueError):  # noqa: PT011  whatever it says of it
            bare(data, suffix)


def survives(data: bytes, suffix: str) -> None:
    """Either the picture comes out, or it is refused."""
    try:
        assert isinstance(bare(data, suffix), bytes)
    except ValueError:
        return


@settings(max_examples=300, deadline=2000)
@given(st.data())
def test_no_damage_does_worse_than_being_refused(data: st.DataObject) -> None:
    """Bytes that changed, went or came, anywhere."""
    suffix = data.draw(st.sampled_from(sorted(FILES)))
    damaged = bytearray(FILES[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        match data.draw(st.sampled_from(["flip", "cut", "add"])):
            case "flip":
                damaged[at] = data.draw(st.integers(0, 255))
            case "cut":
                del damaged[at : at + data.draw(st.integers(1, 40))]
            case "add":
                damaged[at:at] = data.draw(st.binary(min_size=1, max_size=40))
        if not damaged:
            break
    survives(bytes(damaged), suffix)


STARTS = {".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n", ".webp": b"RIFF\xff\xff\0\0WEBP"}


@settings(max_examples=300, deadline=2000)
@given(st.sampled_from(sorted(STARTS)), st.binary(max_size=300))
def test_garbage_behind_a_good_start_is_survived(suffix: str, data: bytes) -> None:
    """It ends, with a picture or without."""
    survives(STARTS[suffix] + data, suffix)


# ----------------------------------------------------------------------------------------------------------- the build


@pytest.mark.parametrize("suffix", [".jpg", ".JPG", ".jpeg", ".png", ".webp"])
def test_a_picture_to_take_is_published_without_what_it_says(publication: Publication, suffix: str) -> None:
    """Listed as a download or linked in the text; the size that is printed is that of the published file."""
    data = FILES[suffix.lower().replace("jpeg", "jpg")]
    if suffix.lower().startswith(".jp"):
        data = behind_start(encoded(grainy(), "JPEG"), *[segment(0xFE, SIGN * 2000)] * 3, iptc())
    publication.write(f"content/articles/beek/lijst{suffix}", data)
    publication.write(f"content/articles/beek/tekst{suffix}", data)
    put(publication, "articles/beek/index", f"Zie [dit](tekst{suffix}).", downloads=f"[{{file: lijst{suffix}}}]")
    assert [] == publication.problems()
    page = publication.page("articles/beek")
    assert [f"/articles/beek/lijst{suffix}"] == hrefs(page, "#downloads a")
    assert [f"/articles/beek/tekst{suffix}"] == hrefs(page, ".prose a")
    for name, selector in (("lijst", "#downloads .file"), ("tekst", ".prose .file")):
        published = (publication.public / f"articles/beek/{name}{suffix}").read_bytes()
        assert bare(data, suffix) == published
        assert SIGN not in published
        size = max(1, round(len(published) / 1000))
        assert size != round(len(data) / 1000) or not suffix.lower().startswith(".jp")
        assert [f"({suffix[1:].upper()}, {size} kB)"] == texts(page, selector)


@pytest.mark.parametrize("suffix", FILES)
def test_a_broken_picture_to_take_is_a_mistake(publication: Publication, suffix: str) -> None:
    """Found before anything is published."""
    publication.write(f"assets/vel{suffix}", FILES[suffix][:-20])
    put(publication, "articles/beek", downloads=f"[{{file: vel{suffix}}}]")
    (problem,) = publication.problems()
    assert ("picture-damaged", "content/articles/beek.md", 4) == (problem.code, problem.path, problem.line)


@pytest.mark.parametrize("suffix", [".gif", ".GIF", ".tif", ".tiff", ".heic", ".avif", ".bmp", ".psd", ".dng", ".jp2"])
def test_a_picture_that_can_not_be_made_bare_is_not_to_be_taken(publication: Publication, suffix: str) -> None:
    """Whatever it may say stays at home; the author is told."""
    publication.write(f"assets/vel{suffix}", FILES[".png"])
    put(publication, "articles/beek", downloads=f"[{{file: vel{suffix}}}]")
    (problem,) = publication.problems()
    assert ("picture-with-metadata", "content/articles/beek.md", 4) == (problem.code, problem.path, problem.line)


def test_a_picture_to_take_is_made_again_by_other_code(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier version left in it doesn't stay there; other files to take are as they were."""
    publication.write("assets/vel.png", FILES[".png"])
    publication.write("assets/plan.pdf", b"%PDF-1.4")
    put(publication, "articles/beek", downloads="[{file: vel.png}, {file: plan.pdf}]")
    publication.build()
    for module in (assets, build, glance):
        monkeypatch.setattr(module, "code_digest", lambda code: code_digest(code) + "!")
    made = publication.build(compare=False).made
    assert "assets/vel.png" in made
    assert "assets/plan.pdf" not in made
