"""The sheet of "Een briefje voor wie na je komt": five ways to write to whoever mends it next, round an open clock."""

from __future__ import annotations

import math

import numpy as np

from . import marks
from .geometry import Frame, Path, ellipse, lengths, place, pts, resample, rng_for, spline, tube
from .geometry import box as oblong
from .people import Hair, Look, Mood, Pose, hand, head, person
from .sheet import Sheet

WIETSKE = Look("bun", colour="shade", top="madder", bottom="charcoal", apron="sand", glasses=True, earrings=True)
SALIM = Look("short", tone="tan", colour="charcoal", top="woad", bottom="slate", beard="moustache")
NELL = Look("hat", colour="wood", top="yellow", bottom="brown", braid=True)
JORINDE = Look("curls", tone="deep", colour="charcoal", top="coral", bottom="slate", glasses=True, earrings=True)
CIRCLE: tuple[tuple[Hair, str, str, Mood], ...] = (
    ("short", "skin", "shade", "smile"),
    ("bob", "skin", "orange", "open"),
    ("wrap", "deep", "woad", "smile"),
    ("bald", "skin", "sand", "laugh"),
    ("curls", "tan", "charcoal", "smile"),
    ("long", "skin", "yellow", "open"),
    ("cap", "tan", "slate", "smile"),
)


def draw() -> Sheet:
    """The whole sheet."""
    sheet = Sheet(2800, 1800, "mending")
    _post(sheet)
    _title(sheet)
    _route(sheet)
    _clock(sheet)
    _clockmaker(sheet)
    _washing_machine(sheet)
    _jumper(sheet)
    _wall(sheet)
    _scales(sheet)
    sheet.letter("getekend in Wierhaven en Ooldermonde, 2026", 116, 1766, 36, ink="grey")
    sheet.letter("Noor Vink", 2500, 1774, 60, face="brush", turn=-3)
    sheet.line([(2494, 1788), (2590, 1783), (2700, 1776)], 5, "red")
    return sheet


# -- small things ------------------------------------------------------------------------------------------------


def dashes(sheet: Sheet, path: Path, ink: str = "blue", width: float = 7, dash: float = 30, gap: float = 26) -> None:
    """A route: short strokes along a path, and a head at its end."""
    points = spline(path)
    along = lengths(points)
    marks.arrow(sheet, points[along >= along[-1] - dash], width, ink, 24)
    for at in np.arange(along[-1] - dash * 2 - gap, 0, -(dash + gap)):
        part = points[(along >= at) & (along <= at + dash)]
        if len(part) > 2:
            sheet.line(part, width, ink, smooth=False, taper=0.8, shake=0.4)


def note(sheet: Sheet, x: float, y: float, size: float, turn: float = 0, fill: str | None = "yellow") -> None:
    """A folded note about its middle, with three lines of writing on it."""
    f = Frame(x, y, size, turn)
    sheet.shape(f(pts("-1 -0.72, 0.62 -0.76, 1.02 -0.36, 0.98 0.74, -0.98 0.7")), fill, 6, smooth=False, halo=4)
    sheet.line(f(pts("0.62 -0.76, 0.6 -0.36, 1.02 -0.36")), 5, smooth=False)
    for v, end in ((-0.28, 0.4), (0.04, 0.66), (0.36, 0.16)):
        sheet.line(f([(-0.68, v), (-0.1, v - 0.05), (end, v + 0.02)]), 4.5, taper=0.5)


def _screwdriver(sheet: Sheet, x: float, y: float, size: float, turn: float) -> None:
    """Its blade points along `turn`; x, y is where the blade goes into the handle."""
    f = Frame(x, y, size, turn)
    sheet.shape(f(pts("0 -0.07, 0.9 -0.06, 1.02 -0.12, 1.06 0, 1.02 0.12, 0.9 0.06, 0 0.07")), "slate", 5, smooth=False)
    sheet.shape(f(pts("0.04 -0.16, -0.2 -0.22, -0.66 -0.2, -0.74 0, -0.66 0.2, -0.2 0.22, 0.04 0.16")), "coral", 6)


# -- the top -----------------------------------------------------------------------------------------------------


def _title(sheet: Sheet) -> None:
    """The title on a note that is taped to the sheet."""
    f = Frame(820, 284, 1, -0.8)
    edge = pts("-730 -204, 716 -210, 732 140, 640 240, -724 236")
    shade = place(edge, 14, 18)
    sheet.marker([resample(f(np.vstack([shade, shade[:1]])), 8)], "shade", angle=-40, band=50, density=0.7)
    sheet.erase(f(edge), smooth=False)
    sheet.line(resample(f(np.vstack([edge, edge[:1]])), 3), 10, smooth=False)
    sheet.shape(f(pts("732 140, 636 132, 640 240")), "shade", 8, smooth=False, density=0.6)
    for x, turn in ((-610, -36), (600, 30)):
        tape = oblong(-96, -30, 192, 60)
        px, py = f.at(x, -204)
        sheet.erase(place(tape, px, py, turn=turn), smooth=False)
        sheet.marker([resample(place(tape, px, py, turn=turn), 6)], "sand", angle=turn, band=40)
        sheet.line(place(tape, px, py, turn=turn), 4, "brown", smooth=False)
    sheet.letter("Een briefje voor", 826, 258, 226, face="brush", align="centre", shadow="water")
    sheet.letter("wie na je komt", 776, 462, 226, face="brush", align="centre", shadow="water")


def _route(sheet: Sheet) -> None:
    """The feast and its two stops."""
    marks.banner(sheet, 1740, 66, 860, 94, "coral")
    sheet.letter("Feest van het Losse Eind", 2170, 133, 80, face="brush", align="centre")
    dashes(sheet, [(1926, 384), (2040, 420), (2150, 378), (2260, 338), (2384, 376)], "blue", 8)
    note(sheet, 2150, 304, 46, -14)
    # Wierhaven: a shed by the water
    marks.waves(sheet, 1690, 424, 230, "blue", 7)
    marks.waves(sheet, 1716, 446, 180, "blue", 6)
    sheet.shape(pts("1712 404, 1712 320, 1802 270, 1892 320, 1892 404"), "sky", 8, smooth=False)
    sheet.line([(1694, 330), (1802, 268), (1910, 330)], 9, smooth=False, taper=0.8)
    sheet.shape(pts("1770 404, 1770 342, 1834 342, 1834 404"), "charcoal", 6, smooth=False)
    # Ooldermonde: a hall with a turret
    f = Frame(0, 14)
    sheet.shape(f(pts("2420 412, 2420 318, 2640 318, 2640 412")), "coral", 8, smooth=False)
    sheet.shape(f(pts("2400 322, 2440 268, 2620 268, 2660 322")), "slate", 8, smooth=False)
    sheet.shape(f(pts("2504 268, 2504 228, 2556 228, 2556 268")), None, 7, smooth=False)
    sheet.shape(f(pts("2494 230, 2530 196, 2566 230")), "slate", 7, smooth=False)
    sheet.line(f(ellipse(2530, 248, 13)[:-1]), 4, closed=True)
    for x in (2452, 2508, 2564):
        arch = [(x, 412), (x, 366), (x + 20, 348), (x + 40, 366), (x + 40, 412)]
        sheet.shape(f(arch), None, 6, smooth=False)
    sheet.letter("Wierhaven", 1802, 500, 62, face="brush", align="centre")
    sheet.letter("Ooldermonde", 2530, 494, 62, face="brush", align="centre")
    sheet.letter("twee zaterdagen", 2160, 470, 52, face="brush", align="centre", ink="red")


def _post(sheet: Sheet) -> None:
    """Routes of the notes, under all the rest."""
    for path in (
        [(930, 1020), (896, 1090), (904, 1150), (966, 1166)],
        [(770, 1646), (880, 1640), (960, 1570), (1008, 1466)],
        [(1680, 760), (1790, 640), (1920, 590), (2044, 640)],
        [(1962, 1480), (2010, 1440), (2046, 1480), (2064, 1580)],
    ):
        dashes(sheet, path)
    note(sheet, 1830, 700, 40, 10)


# -- the middle --------------------------------------------------------------------------------------------------


def _clock(sheet: Sheet) -> None:
    """A tall clock with its door open, and what four menders wrote in it."""
    cx = 1400
    # trunk, and its dark inside
    sheet.shape(oblong(1206, 930, 388, 480), "wood", 10, smooth=False, angle=88, band=34)
    inside = oblong(1240, 966, 320, 420)
    sheet.erase(inside, smooth=False)
    sheet.marker([resample(inside, 8)], "brown", angle=88, band=30, density=0.75)
    sheet.line(resample(inside, 3), 8, smooth=False)
    sheet.line([(cx + 30, 974), (cx + 44, 1120), (cx + 56, 1290)], 10, taper=0.95)
    sheet.shape(ellipse(cx + 60, 1304, 54)[:-1:5], "yellow", 8, halo=2)
    sheet.line(ellipse(cx + 60, 1304, 34, start=190, sweep=120), 5, taper=0.3)
    for x, low in ((1296, 1190), (1352, 1130)):
        sheet.line([(x, 972), (x, low)], 5, taper=0.9)
        sheet.shape(oblong(x - 23, low, 46, 104), "slate", 7, smooth=False, angle=88)
        sheet.line(ellipse(x, low - 8, 9)[:-1], 4, closed=True)
    # the door
    door = pts("1206 936, 968 996, 968 1448, 1206 1404")
    sheet.shape(door, "wood", 10, smooth=False, angle=84, band=34)
    sheet.line(pts("1184 966, 994 1014, 994 1420, 1184 1382, 1184 966"), 5, "brown", smooth=False)
    rows = (
        ("1903", 1070, -7, None),
        ("1931", 1160, -2, "yellow"),
        ("1958", 1250, -9, None),
        ("2026", 1338, -5, "coral"),
    )
    for year, y, turn, fill in rows:
        f = Frame(1090, y, 1, turn - 8)
        sheet.shape(f(pts("-82 -38, 78 -40, 82 36, -78 40")), fill, 6, smooth=False, halo=3)
        sheet.letter(year, *f.at(0, 21), 64, face="brush", align="centre", turn=turn - 8)
    # hood
    sheet.shape(pts("1146 952, 1146 648, 1654 648, 1654 952"), "wood", 10, smooth=False, angle=88, band=34)
    sheet.shape(pts("1116 654, 1130 612, 1670 612, 1684 654"), "brown", 9, smooth=False, angle=2)
    arch = np.vstack([spline(pts("1150 610, 1200 604, 1256 566, 1400 536, 1544 566, 1600 604, 1650 610"))])
    sheet.shape(arch, "wood", 9, smooth=False, angle=4)
    sheet.shape(ellipse(cx, 536, 26)[:-1:5], "yellow", 7)
    sheet.shape(oblong(1124, 944, 552, 34), "brown", 9, smooth=False, angle=2)
    sheet.shape(ellipse(cx, 798, 138)[:-1:8], None, 12, halo=3)
    for hour in range(12):
        a = math.radians(hour * 30)
        near, far = (98, 124) if hour % 3 == 0 else (110, 124)
        ray = [(cx + near * math.sin(a), 798 - near * math.cos(a)), (cx + far * math.sin(a), 798 - far * math.cos(a))]
        sheet.line(ray, 9 if hour % 3 == 0 else 6, taper=0.9)
    sheet.line([(cx, 798), (cx - 54, 762)], 13, "red", taper=0.5)
    sheet.line([(cx, 798), (cx + 60, 722)], 10, "red", taper=0.4)
    sheet.dot(cx, 798, 12)
    # base with the core message
    sheet.shape(pts("1096 1412, 1704 1412, 1704 1716, 1096 1716"), "wood", 10, smooth=False, angle=2, band=40)
    sheet.shape(oblong(1076, 1392, 648, 36), "brown", 9, smooth=False, angle=2)
    sheet.shape(oblong(1076, 1712, 648, 40), "brown", 9, smooth=False, angle=2)
    marks.panel(sheet, 1122, 1446, 556, 250, None, 8)
    for i, row in enumerate(
        ("Schrijf op wat je deed,", "wat je liet en wat je niet", "begreep. Leg het waar", "de volgende het vindt.")
    ):
        sheet.letter(row, cx, 1504 + i * 56, 60, face="brush", align="centre")


def _clockmaker(sheet: Sheet) -> None:
    """Wietske, who writes down what she did not understand."""
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.21, -0.6), (-0.31, -0.66)),
        right_arm=((0.105, -0.69), (0.2, -0.62), (0.19, -0.78)),
        left_hand="fist",
        right_hand="fist",
        gaze=-0.45,
        mood="open",
    )
    f = person(sheet, 1856, 1740, 620, WIETSKE, pose)
    hx, hy = f.at(0, -0.945)
    sheet.shape(place(pts("-58 8, 0 -10, 58 6, 58 24, 0 8, -58 26"), hx, hy), "charcoal", 6, smooth=False)
    sheet.shape(ellipse(hx - 22, hy - 16, 23)[:-1:4], "sky", 7, halo=2)
    x, y = f.at(0.195, -0.835)
    sheet.shape(tube([(x - 20, y + 58), (x + 14, y - 54)], [17, 17], round_end=False), "yellow", 6, smooth=False)
    sheet.solid([(x + 5, y - 56), (x + 23, y - 51), (x + 21, y - 80)], smooth=False)
    hand(sheet, Frame(x - 4, y + 44, 36, -78), "fist", "skin", 6)
    x, y = f.at(-0.335, -0.7)
    note(sheet, x - 16, y - 12, 46, -12, "coral")
    marks.balloon(sheet, 1874, 990, 356, 190, (1836, 1130), "yellow")
    sheet.lines("wat begreep\nik niet?", 1874, 976, 72, face="brush", leading=0.94, align="centre")
    sheet.letter("Wietske", 1614, 1200, 60, face="brush", ink="red")


# -- the left ----------------------------------------------------------------------------------------------------


def _washing_machine(sheet: Sheet) -> None:
    """Salim: advertisements go outside, a letter inside."""
    marks.heading(sheet, "Binnen schrijf je een brief", 100, 640, 92, "sky")
    # front and open side
    sheet.shape(pts("376 742, 520 706, 520 1040, 376 1100"), "charcoal", 9, smooth=False, density=0.85)
    sheet.shape(pts("110 742, 262 706, 520 706, 376 742"), "shade", 8, smooth=False, density=0.6)
    sheet.shape(pts("110 742, 376 742, 376 1100, 110 1100"), None, 10, smooth=False)
    sheet.line([(112, 814), (240, 810), (374, 814)], 7, taper=0.8)
    sheet.shape(ellipse(334, 778, 20)[:-1:4], "coral", 6)
    sheet.shape(pts("132 762, 214 762, 214 796, 132 796"), None, 5, smooth=False)
    sheet.shape(ellipse(243, 950, 108)[:-1:6], "slate", 11, density=0.6)
    sheet.shape(ellipse(243, 950, 76)[:-1:6], "sky", 8)
    for wave in (936, 966):
        marks.waves(sheet, 184, wave, 118, "blue", 6, 40)
    sheet.line(ellipse(243, 950, 58, start=200, sweep=60), 5, "white", taper=0.4)
    # the sticker, and what is on it
    sheet.shape(pts("404 830, 478 810, 478 884, 404 906"), "yellow", 6, smooth=False)
    for v in (0, 22, 42):
        sheet.line([(416, 846 + v), (464, 834 + v)], 4)
    f = Frame(916, 866, 1, 3)
    sheet.shape(f(pts("-166 -128, 164 -132, 168 112, -162 118")), "yellow", 8, smooth=False, halo=5)
    sheet.letter("2009", *f.at(-138, -70), 56, face="brush", ink="red", turn=3)
    sheet.letter("voorste bout", *f.at(-136, -6), 56, face="brush", turn=3)
    sheet.letter("NIET forceren", *f.at(-136, 54), 56, face="brush", turn=3)
    sheet.line(f([(-130, 80), (0, 76), (116, 80)]), 5, "red")
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.2, -0.63), (-0.28, -0.7)),
        right_arm=((0.105, -0.69), (0.19, -0.58), (0.15, -0.44)),
        left_hand="fist",
        right_hand="fist",
        gaze=-0.4,
        mood="oh",
    )
    g = person(sheet, 646, 1124, 400, SALIM, pose)
    x, y = g.at(0.155, -0.4)
    _screwdriver(sheet, x + 6, y + 14, 62, 70)
    sheet.letter("Salim", 730, 1100, 60, face="brush", ink="blue")


def _patch(sheet: Sheet, x: float, y: float, size: float, turn: float, fill: str, ink: str) -> None:
    """A darned place with its stitches."""
    f = Frame(x, y, size, turn)
    sheet.shape(f(pts("-1 -0.9, 0.95 -1, 1 0.92, -0.94 1")), fill, 4.5, smooth=False)
    for u in (-0.66, -0.22, 0.22, 0.66):
        sheet.line(f([(u, -1.32), (u + 0.05, -0.7)]), 4.5, ink)
        sheet.line(f([(u, 0.72), (u - 0.04, 1.32)]), 4.5, ink)


def _jumper(sheet: Sheet) -> None:
    """The sewing circle: a jumper with nine holes in nine colours."""
    marks.heading(sheet, "Herstel is uitleg", 100, 1244, 92, "coral")
    f = Frame(300, 1490, 1)
    sleeve = pts("-104 -160, -176 -132, -220 10, -206 150, -138 156, -128 40, -100 -30")
    for flip in (False, True):
        sheet.shape(place(sleeve, 300, 1490, flip=flip), "woad", 8, smooth=False, angle=70)
    body = pts(
        "-54 -176, -112 -158, -124 -60, -118 178, 118 178, 124 -60, 112 -158, 54 -176, 30 -152, 0 -144, -30 -152"
    )
    sheet.shape(f(body), "woad", 9, smooth=False)
    sheet.line(f([(-116, 150), (0, 153), (116, 150)]), 5)
    for u in range(-100, 110, 25):
        sheet.line(f([(u, 152), (u, 174)]), 4)
    for x, y, size, turn, fill, ink in (
        (-62, -94, 24, -8, "yellow", "red"),
        (40, -70, 30, 10, "coral", "black"),
        (-40, 20, 22, 4, "pink", "red"),
        (66, 40, 22, -12, "grass", "black"),
        (-72, 100, 20, 12, "orange", "black"),
        (16, 104, 24, -4, "yellow", "blue"),
        (-176, 10, 24, 14, "coral", "black"),
        (178, 66, 22, -10, "sand", "red"),
        (156, -70, 20, -18, "sky", "red"),
    ):
        _patch(sheet, *f.at(x, y), size, turn, fill, ink)
    # the last thread is still on its needle
    sheet.line(
        [(478, 1558), (530, 1560), (566, 1600), (540, 1630), (516, 1600), (560, 1566), (626, 1584)], 6, "red", taper=0.9
    )
    sheet.shape(tube([(616, 1580), (738, 1634)], [15, 4]), "slate", 5, smooth=False)
    for i, (hair, tone, colour, mood) in enumerate(CIRCLE):
        row, column = divmod(i, 4)
        x, y = 590 + column * 106 + row * 54, 1336 + row * 112 + (column % 2) * 12
        look = Look(hair, tone=tone, colour=colour, glasses=i in (0, 3))
        if row == 0 or column < 3:
            head(sheet, Frame(x, y, 38, (-1) ** i * 4), look, -0.35 if column > 1 else 0.35, mood)
    sheet.letter("negen gaten, negen kleuren", 116, 1706, 58, face="brush")
    sheet.letter("De Omslag", 640, 1560, 60, face="brush", ink="red")


# -- the right ---------------------------------------------------------------------------------------------------


def _wall(sheet: Sheet) -> None:
    """Nell: a wall without mortar falls into its own stones."""
    marks.heading(sheet, "Een muur die\nnetjes valt", 2072, 620, 92, "yellow")
    sheet.letter("“a way to fall down well”", 2072, 790, 50, face="brush", ink="blue")
    rng = rng_for("stones")
    throughs = 0
    y = 1092.0
    for row in range(4):
        high = (64, 56, 54, 48)[row]
        left, right = 2070 + row * 11, 2456 - row * 17
        x = float(left)
        while x < right - 24:
            wide = min(float(rng.uniform(58, 112)), right - x)
            if right - x - wide < 40:
                wide = right - x
            lift = rng.uniform(-3, 3)
            ring = [
                (x + 4, y - high * 0.5),
                (x + 9, y - high + 5 + lift),
                (x + wide * 0.5, y - high + lift * 0.6),
                (x + wide - 8, y - high + 6 - lift),
                (x + wide - 3, y - high * 0.45),
                (x + wide - 9, y - 4),
                (x + wide * 0.5, y - 1),
                (x + 9, y - 4),
            ]
            through = row == 2 and wide > 60
            fill = ("shade", "slate")[int(rng.integers(0, 2))]
            sheet.shape(ring, "coral" if through and throughs % 2 else fill, 7, density=0.8)
            throughs += through
            x += wide
        y -= high - 1
    for i in range(5):
        a = 2118 + i * 60
        sheet.shape(tube([(a, y + 2), (a + 10, y - 30), (a + 20, y - 50)], [30, 40, 26]), "slate", 7, smooth=False)
    for x in (2060, 2250, 2478):
        marks.tuft(sheet, x, 1108, 34)
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.19, -0.59), (-0.09, -0.53)),
        right_arm=((0.105, -0.69), (0.19, -0.59), (0.09, -0.53)),
        left_hand="mitt",
        right_hand="mitt",
        gaze=-0.4,
        mood="smile",
    )
    f = person(sheet, 2596, 1104, 400, NELL, pose)
    x, y = f.at(0, -0.55)
    sheet.shape(place(pts("-62 4, -50 -34, 4 -46, 56 -30, 64 8, 40 34, -40 32"), x, y), "coral", 8, halo=2)
    sheet.letter("Nell", 2660, 770, 60, face="brush", ink="red")


def _scales(sheet: Sheet) -> None:
    """Jorinde: the town weighs what is thrown away, and what is kept weighs nothing."""
    marks.heading(sheet, "Wat blijft,\nweegt niets", 2072, 1216, 92, "sky")
    # scales with a radio, a kettle and a chair on them
    sheet.shape(pts("2080 1626, 2340 1626, 2340 1656, 2080 1656"), "slate", 8, smooth=False)
    sheet.shape(pts("2186 1656, 2234 1656, 2270 1690, 2150 1690"), "charcoal", 7, smooth=False)
    radio = pts("2092 1620, 2092 1538, 2216 1538, 2216 1620")
    sheet.shape(radio, "orange", 8, smooth=False)
    sheet.line(ellipse(2128, 1580, 24)[:-1], 6, closed=True)
    for slot in (1566, 1588):
        sheet.line([(2166, slot), (2202, slot)], 5)
    sheet.line([(2110, 1538), (2090, 1478)], 6, taper=0.9)
    sheet.shape(pts("2242 1620, 2236 1568, 2258 1540, 2304 1540, 2326 1568, 2322 1620"), "sky", 8)
    sheet.line(pts("2246 1558, 2230 1506, 2280 1482, 2332 1506, 2318 1558"), 7)
    sheet.shape(tube([(2238, 1588), (2218, 1570), (2210, 1546)], [20, 16, 12]), "sky", 6, smooth=False)
    sheet.letter("1.240 kg", 2092, 1440, 62, face="brush", ink="black")
    sheet.letter("gebracht", 2092, 1390, 52, face="brush")
    marks.fat_arrow(sheet, [(2366, 1606), (2404, 1588), (2452, 1578)], 42, "coral", 7)
    sheet.shape(pts("2466 1682, 2466 1562, 2594 1562, 2594 1682"), "yellow", 8, smooth=False)
    sheet.shape(pts("2446 1568, 2530 1492, 2614 1568"), "madder", 8, smooth=False)
    sheet.shape(pts("2512 1682, 2512 1620, 2548 1620, 2548 1682"), "charcoal", 6, smooth=False)
    sheet.letter("806 kg", 2414, 1440, 62, face="brush", ink="red")
    sheet.letter("naar huis", 2414, 1390, 52, face="brush", ink="red")
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.16, -0.57), (-0.06, -0.52)),
        right_arm=((0.105, -0.69), (0.18, -0.6), (0.06, -0.56)),
        left_hand="fist",
        right_hand="fist",
        gaze=-0.4,
        mood="hush",
    )
    f = person(sheet, 2690, 1682, 390, JORINDE, pose)
    x, y = f.at(-0.02, -0.55)
    sheet.shape(place(oblong(-34, -44, 68, 86), x, y, turn=-8), "sand", 6, smooth=False)
    for v in (-16, 4, 22):
        sheet.line(place([(-20, v), (18, v)], x, y, turn=-8), 4)
    sheet.letter("Jorinde", 2600, 1272, 56, face="brush", ink="blue")
