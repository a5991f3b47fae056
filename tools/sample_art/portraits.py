"""Drawn portraits for the pages of people, and the mark of the publication."""

from __future__ import annotations

import math

from . import marks
from .geometry import Frame, box, ellipse, place, pts, resample, tube
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
