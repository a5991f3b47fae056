#!/usr/bin/env python3
"""Draw the chart of "De muur vergeet niets", straight into content/.

    python tools/draw_chart.py

It needs Pillow and numpy, and uses the same paper, markers and letters as the drawings. The figures stand below.
"""

from __future__ import annotations

from draw_sample import ROOT, encode
from sample_art import marks
from sample_art.geometry import box as oblong
from sample_art.geometry import resample
from sample_art.sheet import Sheet

PLACE = "content/articles/de-muur-vergeet-niets/nagekomen.png"
LIMIT = 150_000

# Where an agreement was kept, how many were asked, and the share (%) that says it is kept, first and a year later.
FIGURES: tuple[tuple[str, int, int, int], ...] = (
    ("op een bord bij het veld", 268, 84, 77),
    ("in de notulen", 241, 70, 48),
    ("in een groepsapp", 402, 88, 39),
    ("alleen gezegd", 182, 61, 24),
)
assert sum(asked for _, asked, _, _ in FIGURES) == 1093

LEFT, FULL = 96, 1290  # where a bar begins, and how long 100% would be
HIGH = 74


def draw() -> Sheet:
    """Four pairs of bars: hatched for the first month, full for a year later."""
    sheet = Sheet(1600, 1290, "chart")
    for i, (label, asked, first, later) in enumerate(FIGURES):
        y = 124 + i * 300
        sheet.letter(label, LEFT + 4, y, 86, face="brush")
        sheet.letter(f"n = {asked}", 1530, y, 58, align="right")
        _bar(sheet, y + 32, first, hatched=True)
        _bar(sheet, y + 32 + HIGH + 12, later, hatched=False)
        sheet.line([(LEFT, y + 18), (LEFT - 1, y + 110), (LEFT, y + 32 + HIGH * 2 + 28)], 9, taper=0.9)
    # what the bars are, on the first two
    plate = oblong(LEFT + 20, 124 + 32 + 7, 476, HIGH - 14)
    sheet.erase(plate, smooth=False)
    sheet.letter("eerste maand", LEFT + 36, 124 + 32 + 56, 62, weight=640)
    sheet.letter("een jaar later", LEFT + 36, 124 + 32 + HIGH + 12 + 54, 62, weight=640, ink="white")
    # the longest fall
    marks.arrow(sheet, [(1096, 884), (960, 894), (806, 884)], 8, head=34)
    sheet.letter("49 punten kwijt", 1122, 906, 70, face="brush")
    return sheet


def _bar(sheet: Sheet, y: float, share: int, *, hatched: bool) -> None:
    """One bar with its share behind it; the two kinds differ in more than colour."""
    bar = resample(oblong(LEFT, y, FULL * share / 100, HIGH), 5)
    if hatched:
        sheet.marker([bar], "sky", angle=-2, band=40, slip=0.4, ragged=0.7)
        sheet.hatch(bar, gap=24, angle=-58, width=5, ink="blue", smooth=False)
    else:
        sheet.marker([bar], "madder", angle=-2, band=40, slip=0.4, ragged=0.7, density=1.25)
    ink = "blue" if hatched else "red"
    sheet.line(bar, 8, ink, smooth=False, closed=True)
    sheet.letter(f"{share}%", LEFT + FULL * share / 100 + 24, y + HIGH * 0.82, 88, face="brush", ink=ink)


def main() -> None:
    """Draw, look for collisions, write."""
    sheet = draw()
    picture = sheet.finish()
    data = encode(picture, PLACE, 96)
    print(f"{PLACE}: {sheet.width}x{sheet.height}, {len(data):,} bytes")
    found = sheet.collisions()
    print(*(f"    {line}" for line in found), sep="\n", end="\n" if found else "")
    assert len(data) <= LIMIT
    (ROOT / PLACE).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / PLACE).write_bytes(data)


if __name__ == "__main__":
    main()
