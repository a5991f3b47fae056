"""The sheet of "Omkeren is ook een route": six answers of a mudflat guide, from the dike to the pump on the island."""

from __future__ import annotations

import math

import numpy as np

from . import marks
from .geometry import Frame, ellipse, place, pts, resample, spline, tube
from .people import WALK, Look, Pose, head, person, turned
from .sheet import Sheet

HISKE = Look("beanie", colour="coral", top="yellow", bottom="slate", braid=True, barefoot=True)
GROUP = (
    Look("bun", tone="skin", colour="shade", top="pink", bottom="slate", barefoot=True),
    Look("curls", tone="deep", colour="charcoal", top="sky", bottom="charcoal", barefoot=True),
    Look("short", tone="skin", colour="sand", top="grass", bottom="slate", barefoot=True, glasses=True),
    Look("hat", tone="tan", colour="wood", top="teal", bottom="charcoal", barefoot=True),
    Look("bob", tone="tan", colour="charcoal", top="orange", bottom="slate", barefoot=True),
    Look("tousled", tone="skin", colour="brown", top="woad", bottom="charcoal", barefoot=True),
)


def draw() -> Sheet:
    """The whole sheet."""
    sheet = Sheet(3000, 1900, "wad")
    _ground(sheet)
    _title(sheet)
    _tide(sheet)
    _pace(sheet)
    _silence(sheet)
    _other_side(sheet)
    _reading(sheet)
    _turning(sheet)
    _guide(sheet)
    _core(sheet)
    sheet.letter("getekend op de dijk bij Wierhaven, 27 augustus 2026", 1380, 1864, 38, align="centre", ink="grey")
    sheet.letter("Noor Vink", 2706, 1862, 62, face="brush", turn=-3)
    sheet.line([(2700, 1878), (2790, 1873), (2900, 1866)], 5, "red")
    return sheet


def _ground(sheet: Sheet) -> None:
    """The flat: one broad sweep of sand that links the answers, and a channel through it."""
    for path, widths in (
        ([(560, 1192), (1000, 1172), (1500, 1178), (1900, 1166)], [16, 46, 46, 20]),
        ([(700, 1830), (1100, 1812), (1600, 1822), (2250, 1806)], [14, 40, 44, 18]),
    ):
        sheet.marker([tube(path, widths)], "sand", angle=-1, band=24, ragged=1.5, density=0.8)


def _title(sheet: Sheet) -> None:
    sheet.letter("“Omkeren is", 104, 258, 236, face="brush", shadow="orange")
    sheet.letter("ook een route”", 150, 470, 236, face="brush", shadow="orange")
    marks.banner(sheet, 200, 548, 760, 94, "yellow")
    sheet.letter("Hiske van der Meij, wadgids", 580, 614, 74, face="brush", align="centre")
    sheet.lines(
        "Hoe breng je een groep door een\nlandschap dat elk uur verandert?", 150, 726, 54, ink="teal", weight=560
    )
    for x, y, size, turn in ((1290, 560, 46, -6), (1390, 500, 30, 4), (1190, 640, 26, 8)):
        marks.bird(sheet, x, y, size, turn)


def _guide(sheet: Sheet) -> None:
    """Hiske on the dike, pole in hand, pointing out over the flat."""
    dike = [(40, 1700), (190, 1680), (420, 1706), (600, 1768), (700, 1846)]
    slope = np.vstack([spline(dike), [(700, 1860), (40, 1860)]])
    sheet.marker([slope], "grass", angle=-12, band=34)
    sheet.line(dike, 9, taper=0.3)
    for x, y in ((80, 1690), (470, 1716), (566, 1748), (150, 1800), (420, 1812), (560, 1826)):
        marks.tuft(sheet, x, y, 36)
    _sheep(sheet, 548, 1650, 62)
    pole_top, pole_bottom = (118, 880), (150, 1716)
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.19, -0.585), (-0.2, -0.7)),
        right_arm=((0.105, -0.69), (0.205, -0.6), (0.315, -0.66)),
        left_leg=((-0.052, -0.42), (-0.066, -0.22), (-0.075, -0.03)),
        right_leg=((0.052, -0.42), (0.07, -0.22), (0.085, -0.03)),
        left_hand="fist",
        right_hand="point",
        gaze=0.42,
        mood="open",
        tilt=2,
    )
    marks.pole(sheet, pole_bottom, pole_top, 20)
    person(sheet, 312, 1712, 860, HISKE, pose)


def _sheep(sheet: Sheet, x: float, y: float, size: float) -> None:
    for lx in (-0.5, -0.2, 0.3, 0.6):
        sheet.line([(x + lx * size, y + 0.4 * size), (x + lx * size, y + 1.05 * size)], 8)
    wool = []
    for i in range(72):
        a = 2 * math.pi * i / 72
        r = 1 + 0.07 * math.sin(a * 9)
        wool.append((x + size * 1.0 * r * math.cos(a), y + size * 0.66 * r * math.sin(a)))
    sheet.shape(wool, "shade", 6, density=0.5)
    sheet.shape(place(pts("0.7 -0.6, 1.25 -0.7, 1.5 -0.2, 1.35 0.12, 1.05 0.1, 0.8 -0.2"), x, y, size), "charcoal", 6)
    sheet.shape(place(pts("0.72 -0.62, 0.5 -0.5, 0.62 -0.38, 0.85 -0.48"), x, y, size), "charcoal", 5)


def _reading(sheet: Sheet) -> None:
    """1: ripples carry, a smooth gleam does not."""
    marks.badge(sheet, 778, 1262, 1, "yellow")
    marks.heading(sheet, "De grond lezen", 846, 1292, 96)
    sheet.lines("de kaart is een herinnering,\nde bodem is het nieuws", 848, 1362, 58, face="brush", leading=1.0)
    for x, y, turn in ((890, 1592, 128), (1222, 1592, 52)):
        handle = [(x + 126 * math.cos(math.radians(turn)), y + 126 * math.sin(math.radians(turn)))]
        handle.append((x + 192 * math.cos(math.radians(turn)), y + 192 * math.sin(math.radians(turn))))
        sheet.shape(tube(handle, [26, 34]), "charcoal", 6, smooth=False)
        sheet.shape(ellipse(x, y, 130)[:-1:8], "sand" if x < 1000 else "slate", 12, angle=-20, density=0.8)
    for i in range(6):
        y = 1507 + i * 34
        half = math.sqrt(max(0.0, 116**2 - (y - 1592) ** 2)) - 10
        count = max(2, round(half / 27))
        step = half * 2 / count
        row = [(890 - half, y)]
        for k in range(count):
            row += [(890 - half + step * (k + 0.5), y - 17), (890 - half + step * (k + 1), y)]
        sheet.line(row, 6, "brown", taper=0.5)
    # the leg that went in
    sheet.shape(tube([(1228, 1472), (1222, 1530), (1226, 1604)], [74, 64, 54]), "skin", 7, smooth=False)
    sheet.shape(tube([(1230, 1446), (1226, 1498)], [104, 96], round_end=False), "woad", 7, smooth=False)
    sheet.erase(
        spline(pts("1118 1612, 1170 1600, 1224 1610, 1280 1598, 1328 1612, 1306 1672, 1224 1706, 1142 1672"), True),
        smooth=False,
    )
    mud = spline(pts("1114 1612, 1170 1602, 1224 1612, 1280 1600, 1332 1612, 1306 1674, 1224 1708, 1140 1674"), True)
    sheet.marker([mud], "slate", angle=-20, density=0.9)
    for path in (
        [(1150, 1614), (1190, 1604)],
        [(1256, 1604), (1304, 1616)],
        [(1176, 1652), (1236, 1646)],
        [(1240, 1676), (1276, 1672)],
    ):
        sheet.line(path, 5, taper=0.3)
    sheet.line(ellipse(1226, 1606, 52, 15, start=-20, sweep=220), 6)
    for x, y in ((1150, 1554), (1298, 1548), (1308, 1638)):
        marks.rays(sheet, x, y, 3, 17, count=4, width=4)
    sheet.letter("ribbels: loop maar", 884, 1802, 54, face="brush", align="centre")
    sheet.letter("glad: knieën diep", 1254, 1802, 54, face="brush", align="centre", ink="red")


def _pace(sheet: Sheet) -> None:
    """2: in the pace of the last; who is in a hurry carries the pole."""
    marks.badge(sheet, 776, 852, 2, "yellow")
    marks.heading(sheet, "Het tempo van de laatste", 846, 882, 96)
    ground = 1164
    xs = (870, 1010, 1130, 1250, 1370, 1522)
    looks = (GROUP[5], GROUP[4], GROUP[3], GROUP[2], GROUP[1], GROUP[0])
    carry = turned(
        WALK,
        left_arm=((-0.1, -0.69), (-0.2, -0.78), (-0.13, -0.97)),
        right_arm=((0.1, -0.69), (0.2, -0.78), (0.15, -0.97)),
        left_hand="fist",
        right_hand="fist",
        behind="",
        mood="oh",
    )
    for i, (x, look) in enumerate(zip(xs, looks, strict=True)):
        tall = (196, 186, 200, 178, 192, 164)[i]
        if i == 0:
            marks.pole(sheet, (786, 988), (960, 974), 15)
        person(
            sheet,
            x,
            ground + (i % 2) * 5,
            tall,
            look,
            carry if i == 0 else turned(WALK, lean=-0.01 if i == 5 else 0.02),
        )
    marks.pole(sheet, (1712, 1168), (1728, 948), 11)
    person(
        sheet,
        1670,
        ground,
        196,
        HISKE,
        turned(WALK, right_arm=((0.1, -0.69), (0.18, -0.62), (0.26, -0.62)), right_hand="fist", gaze=-0.4),
    )
    sheet.letter("haast? draag de stok", 780, 950, 54, face="brush", ink="red")
    sheet.letter("de langzaamste", 1334, 948, 54, face="brush", ink="teal")
    marks.arrow(sheet, [(1500, 972), (1522, 980), (1526, 1000)], 5, "teal", 16)
    marks.footprints(sheet, [(700, 1198), (1000, 1190), (1400, 1196), (1800, 1190)], 64, 17)


def _turning(sheet: Sheet) -> None:
    """3: two flags agreed on the dike, and the big turn."""
    marks.badge(sheet, 1470, 1262, 3, "coral")
    marks.heading(sheet, "Spreek het vooraf af", 1540, 1292, 96, "coral")
    for x, text, fill, width in (
        (1478, "geul boven\nje middel?", "yellow", 300),
        (1846, "na half\ntwaalf?", "sky", 226),
    ):
        sheet.line([(x, 1532), (x + 2, 1430), (x - 1, 1338)], 10, taper=0.9)
        flag = [(x + 4, 1342), (x + width, 1350), (x + width - 26, 1404), (x + width + 6, 1462), (x + 4, 1460)]
        sheet.shape(flag, fill, 7, smooth=False)
        sheet.lines(text, x + 26, 1392, 54, face="brush", leading=0.94)
    marks.fat_arrow(
        sheet,
        [(1462, 1778), (1700, 1786), (1905, 1766), (1985, 1686), (1905, 1602), (1720, 1588), (1500, 1596)],
        62,
        "coral",
        9,
    )
    sheet.lines("1 op de 9 tochten\nkeren we om", 1580, 1684, 56, face="brush", leading=0.95)
    # up to the waist
    wet = Look("hat", tone="tan", colour="wood", top="teal", bottom="charcoal")
    up = Pose(
        left_arm=((-0.1, -0.69), (-0.2, -0.72), (-0.21, -0.86)),
        right_arm=((0.1, -0.69), (0.2, -0.72), (0.22, -0.86)),
        left_hand="open",
        right_hand="open",
        gaze=-0.3,
        mood="oh",
    )
    person(sheet, 2142, 1834, 370, wet, up)
    sea = np.vstack(
        [spline([(2030, 1694), (2080, 1680), (2142, 1692), (2204, 1678), (2262, 1692)]), [(2262, 1856), (2030, 1856)]]
    )
    sheet.erase(sea, smooth=False)
    sheet.marker([sea], "water", angle=-4, band=26)
    for x, y, width in ((2030, 1694, 232), (2052, 1738, 190), (2040, 1780, 214), (2080, 1818, 140)):
        marks.waves(sheet, x, y, width, "blue", 6)


def _tide(sheet: Sheet) -> None:
    """4: the tide table leaves room to choose; at every channel three questions."""
    marks.badge(sheet, 1512, 140, 4, "sky")
    marks.heading(sheet, "Het tij geeft ruimte", 1580, 170, 96, "sky")
    sheet.letter("“Time and tide wait for no man”", 1584, 242, 42, ink="blue")
    base, left, right = 512, 1520, 2190
    t = np.linspace(0, 1, 60)
    curve = np.column_stack([left + 40 + (right - left - 60) * t, 398 - 92 * np.cos(t * 2 * math.pi)])
    low = curve[(curve[:, 0] > 1722) & (curve[:, 0] < 2026)]
    sheet.marker([np.vstack([low, [(low[-1, 0], 300), (low[0, 0], 300)]])], "yellow", angle=-78, band=40)
    below = np.vstack([curve, [(curve[-1, 0], base), (curve[0, 0], base)]])
    sheet.marker([below], "water", angle=-6, band=30, density=0.8)
    sheet.line(curve, 10, "blue", taper=0.8)
    marks.arrow(sheet, [(left, base), (1850, base + 2), (right + 20, base)], 7, head=24)
    for i in range(8):
        x = left + 60 + i * 84
        sheet.line([(x, base - 9), (x, base + 11)], 5)
    sheet.letter("hier valt", 1874, 360, 56, face="brush", align="centre")
    sheet.letter("te kiezen", 1874, 412, 56, face="brush", align="centre")
    sheet.letter("vloed", 1440, 316, 50, face="brush", ink="blue")
    # the moon that pulls
    moon = spline(pts("2196 250, 2152 262, 2126 306, 2140 354, 2184 378, 2226 368, 2192 346, 2176 312, 2180 276"), True)
    sheet.shape(moon, "yellow", 7, smooth=False)
    for x, y in ((2240, 280), (2262, 336)):
        marks.rays(sheet, x, y, 3, 16, count=4, width=4)
    for x, text, i, mood in ((1546, "koud?", 1, "calm"), (1798, "dorst?", 0, "oh"), (2062, "twijfel?", 2, "hush")):
        head(sheet, Frame(x, 640, 44), GROUP[i], -0.3, mood)  # type: ignore[arg-type]
        sheet.letter(text, x + 74, 654, 58, face="brush", ink="red" if text == "twijfel?" else "black")
    sheet.letter("ons goedkoopste meetinstrument", 2180, 752, 56, face="brush", ink="red", align="right")
    marks.arrow(sheet, [(2240, 672), (2246, 708), (2206, 730)], 5, "red", 16)


def _silence(sheet: Sheet) -> None:
    """5: ten silent minutes: the water is heard before it is seen."""
    marks.badge(sheet, 1936, 852, 5, "teal")
    marks.heading(sheet, "Tien minuten stil", 2004, 882, 96, "teal")
    ear = Frame(1998, 1050, 104)
    outer = pts(
        "0.1 1.0, -0.25 0.85, -0.35 0.3, -0.72 -0.2, -0.62 -0.75, -0.1 -1.02, 0.45 -0.85, 0.66 -0.3, "
        "0.5 0.25, 0.28 0.5, 0.3 0.85"
    )
    sheet.shape(ear(outer), "skin", 9)
    sheet.line(ear(pts("-0.42 -0.1, -0.4 -0.6, 0.0 -0.76, 0.34 -0.6, 0.4 -0.2, 0.2 0.15, 0.02 0.3")), 7)
    sheet.line(ear(pts("-0.12 -0.22, 0.08 -0.42, 0.16 -0.18, -0.06 0.08, -0.12 0.36")), 6)
    for r in (130, 164, 198):
        sheet.line(ellipse(2010, 1050, r, start=-26, sweep=52), 6, "teal", taper=0.4)
    _shrimp(sheet, 2310, 1050, 52)
    sheet.letter("knisper", 0, 0, 46, ink="teal", path=[(2230, 976), (2290, 962), (2360, 966), (2400, 976)])
    sheet.letter("knisper", 0, 0, 40, ink="teal", path=[(2352, 1022), (2410, 1010), (2470, 1020), (2500, 1030)])
    sheet.letter("eerst horen, dan zien", 2084, 1168, 54, face="brush")


def _oystercatcher(sheet: Sheet, x: float, y: float, size: float) -> None:
    f = Frame(x, y, size)
    for lx in (0.0, 0.22):
        sheet.line(f([(lx, -0.4), (lx + 0.02, 0.0), (lx + 0.18, 0.04)]), 6, "red")
    belly = pts("-0.95 -0.86, -0.5 -0.66, 0.1 -0.34, 0.55 -0.5, 0.72 -0.9, 0.6 -1.14, 0.2 -1.06, -0.4 -1.02")
    sheet.shape(f(belly), None, 6)
    back = pts(
        "-1.1 -0.86, -0.4 -0.86, 0.2 -0.8, 0.52 -0.94, 0.6 -1.06, 0.86 -1.1, 0.98 -1.36, 0.8 -1.58, "
        "0.5 -1.56, 0.36 -1.2, -0.3 -1.1"
    )
    sheet.solid(f(back))
    sheet.shape(f(pts("0.92 -1.42, 1.72 -1.3, 1.72 -1.22, 0.94 -1.28")), "orange", 5, smooth=False)
    px, py = f.at(0.76, -1.4)
    sheet.dot(px, py, 6, "red")


def _shrimp(sheet: Sheet, x: float, y: float, size: float) -> None:
    f = Frame(x, y, size)
    body = pts(
        "-1.0 0.3, -0.9 -0.3, -0.3 -0.62, 0.4 -0.5, 0.86 -0.05, 0.9 0.4, 0.62 0.42, 0.5 0.1, 0.1 -0.12, "
        "-0.4 0.0, -0.62 0.36"
    )
    sheet.shape(f(body), "orange", 6)
    for a, b in (
        ((-0.55, -0.52), (-0.5, 0.02)),
        ((-0.1, -0.6), (-0.1, -0.1)),
        ((0.3, -0.52), (0.22, -0.06)),
        ((0.66, -0.26), (0.48, 0.06)),
    ):
        sheet.line(f([a, b]), 4)
    for end in ((-1.8, -0.5), (-1.9, 0.0), (-1.7, 0.4)):
        sheet.line(f([(-0.95, 0.0), (-1.3, end[1] * 0.7 - 0.1), end]), 4, taper=0.2)
    for lx in (-0.5, -0.25, 0.0, 0.25):
        sheet.line(f([(lx, 0.05), (lx - 0.12, 0.45)]), 4, taper=0.3)
    px, py = f.at(-0.78, -0.08)
    sheet.dot(px, py, 5)


def _other_side(sheet: Sheet) -> None:
    """6: on the island the feet are counted under the tap; above it the lighthouse."""
    dune = [(2300, 1236), (2460, 1214), (2620, 1218), (2760, 1190), (2880, 1204), (2960, 1226)]
    sheet.marker([tube(dune, [10, 26, 30, 40, 30, 10])], "sand", angle=-2, band=24)
    sheet.line(dune, 8, taper=0.3)
    for x, y in ((2400, 1226), (2910, 1214)):
        marks.tuft(sheet, x, y, 40)
    beam = [(2752, 690), (2330, 576), (2900, 576), (2792, 690)]
    sheet.marker([resample(np.array(beam), 6)], "yellow", angle=-64, band=40, density=0.55)
    tower = pts("2724 1196, 2740 760, 2812 760, 2832 1196")
    sheet.shape(tower, None, 9, smooth=False)
    for low, high in ((1110, 1010), (920, 830)):
        band = [
            (2728 + (1196 - low) * 0.0367, low),
            (2728 + (1196 - high) * 0.0367, high),
            (2832 - (1196 - high) * 0.0459, high),
            (2832 - (1196 - low) * 0.0459, low),
        ]
        sheet.shape(band, "coral", 6, smooth=False)
    sheet.shape(pts("2720 760, 2716 734, 2836 734, 2832 760"), "charcoal", 7, smooth=False)
    sheet.shape(pts("2744 734, 2744 664, 2808 664, 2808 734"), "yellow", 7, smooth=False)
    sheet.line([(2776, 664), (2776, 734)], 5)
    sheet.shape(pts("2730 664, 2776 612, 2822 664"), "coral", 7, smooth=False)
    sheet.shape(pts("2764 1194, 2764 1140, 2778 1126, 2792 1140, 2794 1194"), "charcoal", 6, smooth=False)
    _oystercatcher(sheet, 2602, 1212, 60)
    marks.badge(sheet, 2362, 1308, 6, "grass")
    marks.heading(sheet, "Tellen bij de pomp", 2430, 1338, 84, "grass")
    _pump(sheet, 2410, 1790)
    for i, (x, y) in enumerate(((2598, 1770), (2652, 1778), (2730, 1764), (2784, 1772))):
        tone = ("skin", "skin", "deep", "deep")[i]
        side = 1 if i % 2 else -1
        sole = place(
            pts(
                "-0.3 0.95, -0.36 0.4, -0.46 -0.2, -0.38 -0.55, 0.0 -0.66, 0.36 -0.5, 0.42 -0.1, 0.3 0.4, "
                "0.28 0.95, 0.0 1.08"
            ),
            x,
            y - 80,
            62,
            flip=side < 0,
        )
        toes = [
            ellipse(x + side * tx * 62, y - 80 + ty * 62, r * 62)
            for tx, ty, r in (
                (-0.28, -0.78, 0.17),
                (-0.02, -0.84, 0.12),
                (0.16, -0.78, 0.11),
                (0.3, -0.68, 0.1),
                (0.42, -0.54, 0.09),
            )
        ]
        sheet.union([spline(sole, True), *toes], tone, 6)
    for x, y in ((2566, 1640), (2690, 1630), (2840, 1660), (2836, 1740)):
        _drop(sheet, x, y, 17)
    sheet.lines("24 vertrokken,\n48 natte voeten:", 2562, 1436, 64, face="brush", leading=1.0)
    sheet.letter("dan zijn we er", 2562, 1566, 64, face="brush", ink="green")


def _drop(sheet: Sheet, x: float, y: float, size: float) -> None:
    sheet.shape(place(pts("0 -1.3, 0.7 0.1, 0.5 0.8, 0 1.0, -0.5 0.8, -0.7 0.1"), x, y, size), "water", 5, ink="blue")


def _pump(sheet: Sheet, x: float, y: float) -> None:
    """The village pump with water running."""
    sheet.shape([(x - 76, y + 14), (x - 70, y - 26), (x + 70, y - 26), (x + 76, y + 14)], "slate", 7, smooth=False)
    sheet.shape([(x - 34, y - 26), (x - 30, y - 330), (x + 30, y - 330), (x + 34, y - 26)], "teal", 8, smooth=False)
    sheet.shape(place(pts("-46 0, -38 -26, 0 -50, 38 -26, 46 0"), x, y - 328), "teal", 8, smooth=False)
    sheet.dot(x, y - 384, 11)
    spout = tube([(x + 30, y - 240), (x + 92, y - 246), (x + 112, y - 196)], [34, 32, 30], round_end=False)
    sheet.shape(spout, "teal", 7, smooth=False)
    handle = tube([(x - 30, y - 300), (x - 86, y - 330), (x - 92, y - 180)], [16, 17, 20])
    sheet.shape(handle, "charcoal", 6, smooth=False)
    for dx in (-10, 2, 12):
        sheet.line(
            [(x + 112 + dx, y - 190), (x + 114 + dx * 1.2, y - 100), (x + 112 + dx * 1.6, y - 20)], 6, "blue", taper=0.4
        )
    for a in (-150, -110, -70, -30):
        r = math.radians(a)
        sheet.line(
            [
                (x + 114 + 20 * math.cos(r), y - 6 + 14 * math.sin(r)),
                (x + 114 + 44 * math.cos(r), y - 6 + 32 * math.sin(r)),
            ],
            5,
            "blue",
        )


def _core(sheet: Sheet) -> None:
    """The core message, in the light of the lighthouse."""
    marks.panel(sheet, 2318, 92, 590, 478)
    sheet.letter("kernboodschap", 2613, 152, 46, align="centre", ink="red", weight=640)
    sheet.line([(2480, 168), (2610, 172), (2742, 166)], 5, "red")
    rows = (
        "Spreek vóór vertrek af",
        "wanneer je omkeert.",
        "Loop in het tempo",
        "van de laatste.",
        "En kijk vaker naar de",
        "grond dan op de kaart.",
    )
    for i, row in enumerate(rows):
        sheet.letter(row, 2613, 238 + i * 61, 66, face="brush", align="centre")
