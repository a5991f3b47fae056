"""Drawn portraits for the pages of people, and the mark of the publication."""

from __future__ import annotations

import math

from . import marks
from .geometry import Frame, box, ellipse, place, pts, resample, tube
from .mending import NELL, SALIM, WIETSKE
from .people import Look, Mood, bust, hand
from .sheet import Sheet
from .wad import HISKE
from .weaving import BRAM, IMARA

NOOR = Look("bob", colour="charcoal", top="grass", bottom="slate", glasses=True)


def _portrait(name: str, look: Look, ground: str, gaze: float, mood: Mood, tilt: float = 0) -> Sheet:
    sheet = Sheet(900, 900, f"portrait {name}")
    sheet.marker([ellipse(450, 450, 392)], ground, angle=-32, band=64, ragged=1.6)
    bust(sheet, 450, 420, 158, look, gaze, mood, tilt)
    return sheet


def hiske() -> Sheet:
    """Hiske van der Meij, with her pole."""
    sheet = _portrait("hiske", HISKE, "sky", 0.4, "smile")
    marks.pole(sheet, (150, 846), (172, 120), 26)
    f = Frame(160, 640, 74, -10)
    hand(sheet, f, "fist", "skin", 9)
    for x, y, size in ((640, 150, 40), (724, 212, 28)):
        marks.bird(sheet, x, y, size)
    return sheet


def imara() -> Sheet:
    """Imara Osei, among her three colours."""
    sheet = _portrait("imara", IMARA, "pink", -0.4, "laugh", -5)
    for x, colour in ((684, "madder"), (756, "yellow"), (828, "woad")):
        hank = pts("-30 -70, 0 -92, 30 -70, 34 20, 12 84, -12 84, -34 20")
        sheet.line([(x, 60), (x + 2, 84)], 6)
        sheet.shape(place(hank, x, 172), colour, 7, angle=86)
        for dx in (-11, 9):
            sheet.line([(x + dx, 112), (x + dx * 1.4, 180), (x + dx * 0.6, 240)], 4, taper=0.3)
    sheet.line([(626, 58), (756, 64), (880, 56)], 9, "brown", taper=0.8)
    return sheet


def bram() -> Sheet:
    """Bram Oosterling, with a pencil behind his ear."""
    sheet = _portrait("bram", BRAM, "sky", 0.35, "open")
    sheet.shape(tube([(258, 440), (300, 372), (342, 300)], [26, 26]), "yellow", 7, smooth=False)
    sheet.shape(pts("246 434, 270 448, 240 474"), "wood", 6, smooth=False)
    return sheet


def noor() -> Sheet:
    """Noor Vink, marker in hand."""
    sheet = _portrait("noor", NOOR, "yellow", -0.35, "smile", 3)
    sheet.shape(tube([(742, 700), (770, 560)], [44, 44]), "charcoal", 8, smooth=False)
    sheet.shape(tube([(768, 568), (776, 520)], [40, 34]), "coral", 8, smooth=False)
    sheet.shape(pts("764 512, 790 516, 786 476, 776 470"), "coral", 6, smooth=False)
    hand(sheet, Frame(722, 716, 86, -30), "fist", "skin", 9)
    drawn = [(778, 452), (790, 372), (852, 330), (846, 216), (756, 176), (664, 210), (660, 318), (734, 372), (772, 440)]
    sheet.line(drawn, 11, "red", taper=0.8)
    return sheet


def wietske() -> Sheet:
    """Wietske Ament, her loupe pushed up, a note in hand."""
    sheet = _portrait("wietske", WIETSKE, "pink", 0.35, "smile", -2)
    sheet.shape(
        pts("298 276, 376 214, 452 200, 540 216, 606 272, 602 312, 540 258, 450 240, 372 256, 300 314"), "charcoal", 9
    )
    sheet.shape(ellipse(392, 206, 54)[:-1:8], "sky", 11, halo=3)
    sheet.line(ellipse(392, 206, 34, start=200, sweep=70), 6, "white", taper=0.4)
    f = Frame(742, 640, 1, 8)
    sheet.shape(f(pts("-84 -122, 58 -126, 98 -84, 96 96, -80 100")), "yellow", 9, smooth=False, halo=4)
    sheet.line(f(pts("58 -126, 56 -84, 98 -84")), 7, smooth=False)
    for y, end in ((-66, 30), (-22, 66), (22, 52), (60, 4)):
        sheet.line(f([(-52, y), (0, y - 4), (end, y + 2)]), 7, "blue", taper=0.5)
    hand(sheet, Frame(786, 762, 84, -128), "mitt", "skin", 9)
    return sheet


def salim() -> Sheet:
    """Salim Haddou, screwdriver over his shoulder."""
    sheet = _portrait("salim", SALIM, "sand", -0.35, "smile", 3)
    f = Frame(712, 560, 150, -82)
    sheet.shape(
        f(pts("0 -0.08, 1.7 -0.07, 1.84 -0.16, 1.96 -0.1, 1.96 0.1, 1.84 0.16, 1.7 0.07, 0 0.08")),
        "slate",
        9,
        smooth=False,
    )
    sheet.shape(f(pts("0.06 -0.2, -0.2 -0.27, -0.9 -0.26, -1.06 0, -0.9 0.26, -0.2 0.27, 0.06 0.2")), "coral", 10)
    for y in (-0.1, 0.1):
        sheet.line(f([(-0.14, y), (-0.84, y)]), 6, taper=0.6)
    hand(sheet, Frame(704, 716, 88, -24), "fist", "tan", 9)
    return sheet


def nell() -> Sheet:
    """Nell Garraway, with the wrong stone."""
    sheet = _portrait("nell", NELL, "grass", 0.4, "open", 2)
    stone = pts("96 640, 104 560, 166 524, 250 530, 306 580, 300 664, 230 700, 140 692")
    sheet.shape(stone, "slate", 10, halo=4)
    for path in ([(150, 580), (196, 566), (230, 572)], [(214, 636), (250, 628), (268, 606)]):
        sheet.line(path, 6, taper=0.3)
    hand(sheet, Frame(196, 742, 88, -62), "mitt", "skin", 9)
    return sheet


def mark() -> Sheet:
    """The mark of the publication: a large sheet with a balloon on it, and the marker that drew it."""
    sheet = Sheet(720, 720, "mark")
    sheet.marker([resample(box(96, 110, 500, 470), 8)], "yellow", angle=-36, band=60)
    marks.panel(sheet, 118, 92, 470, 450, None, 15)
    marks.balloon(sheet, 350, 270, 310, 200, (262, 452), "coral", 14)
    for i, y in enumerate((238, 284)):
        sheet.line([(262, y), (350, y - 6), (436 - i * 50, y)], 13, "white", taper=0.7)
    for x in (190, 510):
        sheet.line([(x, 548), (x + (x - 350) * 0.24, 668)], 15, taper=0.6)
    a = math.radians(-128)
    tip = (452, 448)
    end = (tip[0] - 250 * math.cos(a), tip[1] - 250 * math.sin(a))
    neck = (tip[0] - 46 * math.cos(a), tip[1] - 46 * math.sin(a))
    sheet.shape(tube([end, neck], [64, 60], round_end=False), "charcoal", 12, smooth=False)
    sheet.shape(tube([neck, tip], [42, 16]), "coral", 10, smooth=False)
    return sheet
