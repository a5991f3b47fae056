#!/usr/bin/env python3
"""Draw every drawing of the sample publication, straight into content/ and assets/.

    python tools/draw_sample.py                 all of them
    python tools/draw_sample.py wad weaving     some
    python tools/draw_sample.py --check         draw, write nothing, say what a reader would stumble over

It needs Pillow and numpy. The same versions of both give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from sample_art import clock_case, mending, portraits, wad, weaving
from sample_art.sheet import Sheet

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 700_000  # bytes, for any one file

DRAWINGS: dict[str, tuple[Callable[[], Sheet], str]] = {
    "wad": (wad.draw, "content/interviews/hiske-van-der-meij/sheet.jpg"),
    "weaving": (weaving.draw, "content/interviews/forty-hands-one-cloth/sheet.png"),
    "mending": (mending.draw, "content/articles/een-briefje-voor-wie-na-je-komt/sheet.png"),
    "clock-case": (clock_case.draw, "content/articles/een-briefje-voor-wie-na-je-komt/clock-case.png"),
    "hiske": (portraits.hiske, "content/speakers/hiske-van-der-meij.png"),
    "imara": (portraits.imara, "content/speakers/imara-osei.png"),
    "bram": (portraits.bram, "assets/portraits/bram-oosterling.png"),
    "noor": (portraits.noor, "content/authors/noor-vink.png"),
    "wietske": (portraits.wietske, "content/speakers/wietske-ament.png"),
    "salim": (portraits.salim, "content/speakers/salim-haddou.png"),
    "nell": (portraits.nell, "content/speakers/nell-garraway.png"),
    "mark": (portraits.mark, "assets/mark.png"),
}


def with_palette(picture: Image.Image, colours: int = 224) -> Image.Image:
    """The picture with a palette in which small areas of a colour of their own keep it."""
    pixels = np.asarray(picture).reshape(-1, 3)
    bins = (pixels >> 3).astype(np.int32) @ np.array([1024, 32, 1], dtype=np.int32)
    counts = np.bincount(bins, minlength=32768)
    used = np.flatnonzero(counts > 40)
    weight = np.maximum(1, np.sqrt(counts[used]) / 12).astype(int)
    shades = np.repeat(used, weight)
    sample = np.column_stack([shades >> 10, shades >> 5 & 31, shades & 31]).astype(np.uint8) * 8 + 4
    palette = Image.fromarray(sample[None]).quantize(colours - 1, method=Image.Quantize.MEDIANCUT)
    entries = list(palette.getpalette() or [])[: (colours - 1) * 3]
    paper = np.bincount(bins).argmax()
    common = pixels[bins == paper]
    values, times = np.unique(common, axis=0, return_counts=True)
    bare = values[times.argmax()]
    holder = Image.new("P", (1, 1))
    holder.putpalette([*(int(v) for v in bare), *entries])
    reduced = picture.quantize(palette=holder, dither=Image.Dither.NONE)
    blank = Image.fromarray((np.asarray(picture) == bare).all(axis=2))
    reduced.paste(0, mask=blank)  # the nearest colour is only looked for roughly, and the paper must stay the paper
    return reduced


def encode(picture: Image.Image, name: str, colours: int = 224) -> bytes:
    """The bytes of the file that is to be called `name`; a PNG has at most so many colours."""
    out = io.BytesIO()
    if name.endswith(".jpg"):
        picture.save(out, "JPEG", quality=78, optimize=True, progressive=True)
    else:
        with_palette(picture, colours).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which drawings: {', '.join(DRAWINGS)}")
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(DRAWINGS)
    if unknown:
        parser.error(f"no drawing is called {', '.join(sorted(unknown))}")
    complaints = 0
    for name in arguments.names or DRAWINGS:
        draw, place = DRAWINGS[name]
        sheet = draw()
        data = encode(sheet.finish(), place)
        found = sheet.collisions()
        if len(data) > LIMIT:
            found.append(f"{len(data)} bytes are more than {LIMIT}")
        complaints += len(found)
        print(f"{place}: {sheet.width}x{sheet.height}, {len(data):,} bytes")
        print(*(f"    {line}" for line in found), sep="\n", end="\n" if found else "")
        if not arguments.check:
            (ROOT / place).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / place).write_bytes(data)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
