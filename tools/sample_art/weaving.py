"""The sheet of "Forty hands, one cloth": a loom, its cloth coming towards us, a red thread through it all."""

from __future__ import annotations

import math

from . import marks
from .geometry import Frame, Points, as_points, box, ellipse, place, pts, resample, rng_for, tube
from .people import Hair, HandShape, Look, Mood, Pose, hand, head, person
from .sheet import Sheet

BRAM = Look("tousled", colour="brown", top="orange", bottom="slate", beard="stubble")
DILWYN = Look("cap", colour="slate", top="teal", bottom="charcoal", beard="full", glasses=True)
IMARA = Look("wrap", tone="deep", colour="yellow", top="woad", bottom="charcoal", apron="sand", earrings=True)

STRIPES = ("madder", "madder", "yellow", "", "woad", "woad", "", "yellow", "madder", "", "woad", "yellow", "madder")


def draw() -> Sheet:
    """The whole sheet."""
    sheet = Sheet(3000, 1900, "weaving")
    _thread(sheet)
    _title(sheet)
    _cloth(sheet)
    _loom(sheet)
    _deciding(sheet)
    _listening(sheet)
    _colours(sheet)
    _mistake(sheet)
    _teaching(sheet)
    _finished(sheet)
    sheet.letter("drawn in the weaving shed at Merrowbeck, 9 May 2026", 1500, 1864, 36, align="centre", ink="grey")
    sheet.letter("Noor Vink", 2690, 1862, 62, face="brush", turn=-3)
    return sheet


def _thread(sheet: Sheet) -> None:
    """One red thread: from the spool past the questions on the left, through the cloth, and up on the right."""
    left = "130 376, 84 430, 96 520, 66 640, 92 780, 64 900, 92 980, 60 1110, 84 1240, 76 1340, 110 1400, 240 1404"
    sheet.line(pts(left), 8, "red", taper=0.9)
    right = (
        "2800 330, 2890 372, 2938 440, 2916 560, 2944 700, 2920 840, 2946 980, 2916 1120, 2942 1260, "
        "2914 1400, 2938 1540"
    )
    sheet.line(pts(right), 8, "red", taper=0.9)
    under = (
        "196 330, 420 350, 590 338, 690 308, 668 280, 630 300, 660 342, 800 352, 960 344, 1300 346, "
        "1700 350, 2100 334, 2450 348, 2800 330"
    )
    sheet.line(pts(under), 8, "red", taper=0.9)
    # spool
    sheet.shape(pts("112 250, 208 250, 198 276, 122 276"), "wood", 7, smooth=False)
    sheet.shape(pts("122 350, 198 350, 208 378, 112 378"), "wood", 7, smooth=False)
    sheet.shape(pts("128 276, 192 276, 200 312, 192 350, 128 350, 120 312"), "madder", 7, angle=-4)
    for y in (292, 308, 324, 338):
        sheet.line([(126, y + 3), (196, y - 4)], 5, "red")
    # needle
    sheet.shape(tube([(2938, 1530), (2900, 1700)], [16, 5]), "slate", 5, smooth=False)
    sheet.line([(2936, 1542), (2933, 1562)], 4)


def _title(sheet: Sheet) -> None:
    sheet.letter("Forty hands, one cloth", 1500, 264, 256, face="brush", align="centre", shadow="madder")
    for row, y in (("What does it take to make", 424), ("one thing together?", 494)):
        sheet.letter(row, 1500, y, 80, face="brush", ink="teal", align="centre")
    sheet.letter("Dilwyn Pask, Imara Osei, Bram Oosterling", 1500, 560, 52, face="brush", align="centre")
    for x, y, turn, tone, top in (
        (318, 270, -98, "deep", "yellow"),
        (416, 288, -84, "skin", "teal"),
        (2600, 286, -96, "tan", "woad"),
        (2700, 268, -82, "skin", "coral"),
    ):
        f = Frame(x, y - 60, 56, turn)
        hand(sheet, f, "open", tone, 6)
        sheet.shape(tube(f([(-1.35, 0), (-0.1, 0)]), [70, 56], round_end=False), top, 7, smooth=False)


def _ribbons(top: tuple[float, float, float], bottom: tuple[float, float, float]) -> list[tuple[Points, str]]:
    """The stripes of the cloth between two edges, each given as left, right and height."""
    parts = []
    n = len(STRIPES)
    for i, colour in enumerate(STRIPES):
        a, b = i / n, (i + 1) / n
        quad = [
            (top[0] + (top[1] - top[0]) * a, top[2]),
            (top[0] + (top[1] - top[0]) * b, top[2]),
            (bottom[0] + (bottom[1] - bottom[0]) * b, bottom[2]),
            (bottom[0] + (bottom[1] - bottom[0]) * a, bottom[2]),
        ]
        parts.append((resample(as_points([*quad, quad[0]]), 8), colour))
    return parts


def _cloth(sheet: Sheet) -> None:
    """The cloth on the floor, coming towards us, with the core message woven in."""
    top, bottom = (1228.0, 1772.0, 1338.0), (1010.0, 1990.0, 1790.0)
    for part, colour in _ribbons(top, bottom):
        if colour:
            sheet.marker([part], colour, angle=86, band=34, slip=0.6)
    weft = [
        (230, 1404),
        (420, 1384),
        (620, 1372),
        (900, 1396),
        (1160, 1392),
        (1500, 1400),
        (1840, 1392),
        (2120, 1398),
        (2500, 1380),
        (2914, 1400),
    ]
    sheet.line(weft, 8, "red", taper=0.9)
    sheet.line([(1228, 1338), (1010, 1790)], 9)
    sheet.line([(1772, 1338), (1990, 1790)], 9)
    sheet.line([(1010, 1790), (1500, 1796), (1990, 1790)], 8)
    rng = rng_for("fringe")
    for x in range(1018, 1990, 22):
        sheet.line([(x, 1794), (x + rng.uniform(-5, 5), 1812), (x + rng.uniform(-9, 9), 1830)], 5, taper=0.4)
    marks.panel(sheet, 1124, 1448, 752, 306)
    rows = (
        "Decide where everyone can see it.",
        "Mark mistakes in red and weave on.",
        "Finished is when nobody knows",
        "which hands were theirs.",
    )
    sheet.letter("core message", 1500, 1496, 42, ink="red", weight=640, align="centre")
    for i, row in enumerate(rows):
        sheet.letter(row, 1500, 1562 + i * 54, 56, face="brush", align="centre")


def _loom(sheet: Sheet) -> None:
    """The loom from the front: castle, heddles, warp, reed, breast beam."""
    left, right = 1236.0, 1764.0
    n = len(STRIPES)
    for part, colour in _ribbons((left, right, 690), (left, right, 980)):
        if colour:
            sheet.marker([part], colour, angle=90, band=9, density=0.55, slip=0.4)
    for i in range(n * 4 + 1):
        x = left + (right - left) * i / (n * 4)
        sheet.line([(x, 690), (x, 980)], 2.6, shake=0.4)
    # heddle frames
    for y in (742, 838):
        for dy in (0, 64):
            sheet.shape(box(left - 42, y + dy, right - left + 84, 20), "wood", 6, smooth=False)
        for x in range(round(left) + 8, round(right), 22):
            sheet.line([(x, y + 21), (x, y + 62)], 3, "brown", shake=0.4)
    # posts and beams
    for x in (left - 128, right + 62):
        sheet.shape(box(x, 610, 66, 726), "wood", 9, smooth=False, angle=88)
        sheet.shape(place(pts("-34 0, -26 -44, 92 -44, 100 0"), x, 1372), "wood", 9, smooth=False)
        sheet.line([(x + 22, 700), (x + 26, 860), (x + 20, 1010)], 4, "brown", taper=0.3)
        sheet.line([(x + 44, 1080), (x + 40, 1190), (x + 45, 1280)], 4, "brown", taper=0.3)
    sheet.shape(box(left - 166, 590, right - left + 332, 76), "wood", 9, smooth=False, angle=2)
    for x in (1380, 1620):
        sheet.shape(ellipse(x, 700, 26)[:-1:5], "slate", 6)
        sheet.dot(x, 700, 6)
        sheet.line([(x - 25, 702), (x - 30, 742)], 5)
        sheet.line([(x + 25, 702), (x + 30, 742)], 5)
    sheet.letter("1931", 1500, 650, 60, face="brush", align="centre")
    # cloth in front of the reed
    front = box(left, 1010, right - left, 180)
    sheet.erase(front, smooth=False)
    for part, colour in _ribbons((left, right, 1012), (left, right, 1190)):
        if colour:
            sheet.marker([part], colour, angle=88, band=22, slip=0.5)
    for y in (1040, 1066, 1092, 1118, 1144):
        sheet.line([(left + 6, y), (1500, y + 3), (right - 6, y)], 3, taper=0.7)
    sheet.line([(left, 1012), (left - 2, 1190)], 8)
    sheet.line([(right, 1012), (right + 2, 1190)], 8)
    sheet.shape(box(left - 96, 956, right - left + 192, 54), "brown", 9, smooth=False, angle=2)
    # a shuttle on its way
    shuttle = pts("1790 1070, 1838 1050, 1900 1048, 1960 1066, 1902 1088, 1838 1090")
    sheet.shape(shuttle, "wood", 7)
    sheet.line([(1838, 1068), (1904, 1068)], 8, "red")
    sheet.line([(1770, 1118), (1786, 1092), (1840, 1070)], 6, "red", taper=0.9)
    for y in (1052, 1074):
        sheet.line([(1984, y), (2016, y - 2)], 6, taper=0.3)
    # breast beam and the cloth over it
    sheet.shape(box(left - 150, 1184, right - left + 300, 66), "wood", 9, smooth=False, angle=2)
    roll = box(left - 4, 1178, right - left + 8, 160)
    sheet.erase(roll, smooth=False)
    for part, colour in _ribbons((left - 4, right + 4, 1180), (1228, 1772, 1338)):
        if colour:
            sheet.marker([part], colour, angle=88, band=24, density=1.1, slip=0.5)
    sheet.line([(left - 4, 1180), (1226, 1338)], 8)
    sheet.line([(right + 4, 1180), (1774, 1338)], 8)
    sheet.line([(left - 4, 1182), (1500, 1174), (right + 4, 1182)], 7)
    for y in (1206, 1240):
        sheet.line([(left + 10, y), (1500, y - 5), (right - 10, y)], 3, taper=0.6)


def _deciding(sheet: Sheet) -> None:
    """1: on the wall, life size, until Thursday at four."""
    marks.badge(sheet, 168, 474, 1, "yellow")
    marks.heading(sheet, "Who decides?", 240, 506, 96)
    marks.panel(sheet, 150, 580, 360, 280, None, 8)
    xs = (186, 226, 252, 300, 352, 380, 430, 470)
    for i, x in enumerate(xs):
        colour = ("madder", "yellow", "woad", "woad", "madder", "yellow", "woad", "madder")[i]
        wide = (26, 16, 30, 22, 18, 26, 20, 18)[i]
        sheet.marker([resample(box(x - wide / 2, 596, wide, 248), 8)], colour, angle=90, band=wide * 0.7)
    marks.arrow(sheet, [(404, 724), (440, 700), (452, 712)], 6, head=18)
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.22, -0.68), (-0.33, -0.74)),
        right_arm=((0.105, -0.69), (0.165, -0.58), (0.13, -0.45)),
        left_hand="fist",
        gaze=-0.5,
        mood="open",
    )
    f = person(sheet, 634, 884, 340, BRAM, pose)
    px, py = f.at(-0.36, -0.765)
    sheet.shape(tube([(px + 16, py + 30), (px - 18, py - 26)], [13, 12]), "yellow", 5, smooth=False)
    sheet.letter("Bram", 690, 590, 56, face="brush", ink="red")
    sheet.lines("anyone may\nmove a stripe", 744, 654, 58, face="brush", leading=0.95)
    sheet.shape(ellipse(812, 800, 64)[:-1:6], None, 8)
    for a in range(0, 360, 90):
        r = math.radians(a)
        sheet.line(
            [(812 + 50 * math.cos(r), 800 + 50 * math.sin(r)), (812 + 59 * math.cos(r), 800 + 59 * math.sin(r))], 5
        )
    sheet.line([(812, 800), (812, 760)], 7, taper=0.7)
    sheet.line([(812, 800), (838, 814)], 8, taper=0.7)
    sheet.lines("until\nThursday", 892, 792, 54, face="brush", leading=0.95, ink="red")


def _listening(sheet: Sheet) -> None:
    """2: an old loom is tuned by ear."""
    marks.badge(sheet, 168, 974, 2, "teal")
    marks.heading(sheet, "Tune her by ear", 240, 1006, 96, "teal")
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.19, -0.58), (-0.24, -0.49)),
        right_arm=((0.105, -0.69), (0.23, -0.69), (0.165, -0.82)),
        left_hand="fist",
        right_hand="open",
        gaze=0.45,
        mood="calm",
        tilt=9,
        lean=0.03,
    )
    f = person(sheet, 846, 1340, 410, DILWYN, pose)
    x, y = f.at(-0.26, -0.45)
    can = pts("-30 6, -38 70, 38 70, 30 6")
    sheet.shape(place(can, x - 4, y), "coral", 6, smooth=False)
    sheet.line([(x + 6, y + 8), (x - 40, y - 34), (x - 92, y - 40)], 8, taper=0.6)
    sheet.line([(x + 34, y + 16), (x + 66, y + 30), (x + 38, y + 58)], 7)
    sheet.letter("Dilwyn", 926, 1290, 56, face="brush", ink="teal")
    sheet.letter("clack", 0, 0, 56, face="brush", ink="red", path=[(992, 1046), (1046, 1026), (1104, 1010)])
    sheet.letter("clack", 0, 0, 48, face="brush", ink="red", path=[(986, 1130), (1036, 1114), (1094, 1100)])
    sheet.lines("a loom in tune\nwalks like a walker:", 150, 1106, 60, face="brush", leading=0.98)
    for i, (fx, fy) in enumerate(((190, 1262), (306, 1262), (422, 1262), (538, 1262))):
        boot = pts("-40 -52, 2 -52, 4 -8, 44 2, 52 26, -42 26")
        sheet.shape(place(boot, fx, fy), ("woad", "madder")[i % 2], 7)
        sheet.letter(("left", "right")[i % 2], fx + 2, fy + 76, 44, align="centre")


def _plant(sheet: Sheet, x: float, y: float, kind: str) -> None:
    sheet.line([(x, y), (x + 4, y - 60), (x - 2, y - 116)], 7, "green")
    if kind == "madder":
        for dy in (-40, -76):
            for a in (-160, -120, -60, -20):
                r = math.radians(a)
                leaf = tube(
                    [
                        (x, y + dy),
                        (x + 22 * math.cos(r), y + dy + 22 * math.sin(r)),
                        (x + 44 * math.cos(r), y + dy + 40 * math.sin(r)),
                    ],
                    [6, 16, 4],
                )
                sheet.shape(leaf, "leaf", 4, smooth=False)
        sheet.dot(x - 8, y - 122, 8, "red")
        sheet.dot(x + 8, y - 126, 8, "red")
    elif kind == "weld":
        for i in range(11):
            sheet.shape(ellipse(x + (9 if i % 2 else -9), y - 36 - i * 9, 10), "yellow", 4)
    else:
        for a, long in ((-150, 62), (-120, 84), (-90, 96), (-58, 84), (-30, 60)):
            r = math.radians(a)
            leaf = tube(
                [
                    (x, y - 6),
                    (x + long * 0.55 * math.cos(r), y - 6 + long * 0.6 * math.sin(r)),
                    (x + long * math.cos(r), y - 6 + long * math.sin(r)),
                ],
                [8, 28, 4],
            )
            sheet.shape(leaf, "leaf", 5, smooth=False)


def _colours(sheet: Sheet) -> None:
    """3: three vats, never the same colour twice."""
    marks.badge(sheet, 168, 1468, 3, "coral")
    marks.heading(sheet, "Never the same red twice", 240, 1498, 90, "coral")
    for x, name, colour in ((220, "madder", "madder"), (424, "weld", "yellow"), (628, "woad", "woad")):
        _plant(sheet, x, 1668, name)
        vat = pts("-86 0, -74 128, 74 128, 86 0")
        sheet.shape(place(vat, x, 1662), "slate", 8, smooth=False, density=0.5)
        sheet.shape(ellipse(x, 1662, 86, 24)[:-1:5], colour, 7)
        sheet.line([(x - 40, 1662), (x - 10, 1668), (x + 30, 1660)], 4, taper=0.3)
        sheet.letter(name, x, 1752, 50, face="brush", align="centre")
    sheet.letter("rain, root and hand: all three have a say", 150, 1850, 50, face="brush")
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.2, -0.62), (-0.29, -0.6)),
        right_arm=((0.105, -0.69), (0.17, -0.57), (0.04, -0.55)),
        left_hand="fist",
        right_hand="fist",
        gaze=-0.4,
        mood="laugh",
    )
    sheet.line([(872, 1606), (808, 1640), (684, 1672)], 11, "brown", taper=0.9)
    person(sheet, 896, 1810, 286, IMARA, pose)
    sheet.letter("Imara", 950, 1592, 56, face="brush", ink="blue")


def _mistake(sheet: Sheet) -> None:
    """4: say "mine", mark it in red, weave on."""
    marks.badge(sheet, 2040, 474, 4, "coral")
    marks.heading(sheet, "Mark it red, weave on", 2112, 506, 96, "coral")
    # a look at the cloth from close by
    sheet.shape(ellipse(2190, 722, 150)[:-1:8], None, 12)
    for i in range(-4, 5):
        half = math.sqrt(max(0.0, 140**2 - (i * 30) ** 2)) - 8
        sheet.line(
            [(2190 + i * 30, 722 - half), (2190 + i * 30, 722 + half)],
            13,
            "blue" if i % 3 else "grey",
            taper=0.95,
            shake=0.5,
        )
    for i in range(-4, 5):
        half = math.sqrt(max(0.0, 140**2 - (i * 30) ** 2)) - 8
        red = i == 1
        y = 722 + i * 30
        path = [(2190 - half, y), (2190, y + (3 if red else 0)), (2190 + half, y)]
        if red:
            path = [(2010, y + 26), (2040, y + 6), *path, (2356, y + 10), (2386, y + 40)]
        sheet.line(path, 11 if red else 6, "red" if red else "brown", taper=0.95, shake=0.6)
    marks.balloon(sheet, 2580, 640, 200, 108, (2690, 716), None)
    sheet.letter("“mine!”", 2580, 660, 64, face="brush", align="centre", ink="red")
    look = Look("curls", tone="tan", colour="brown", top="grass", bottom="slate")
    pose = Pose(
        left_arm=((-0.105, -0.69), (-0.17, -0.58), (-0.15, -0.45)),
        right_arm=((0.105, -0.69), (0.19, -0.78), (0.185, -0.95)),
        right_hand="open",
        gaze=-0.3,
        mood="open",
    )
    person(sheet, 2768, 900, 320, look, pose)
    sheet.lines("eleven of them\nlast year", 2398, 808, 58, face="brush", leading=0.95)


def _teaching(sheet: Sheet) -> None:
    """5: from four hands to leaving the room."""
    marks.badge(sheet, 2040, 1000, 5, "sky")
    marks.heading(sheet, "Four hands, then fewer", 2112, 1032, 90, "sky")
    pairs = ((2098, ("deep", "skin", "deep", "skin")), (2352, ("deep", "skin", "skin")), (2530, ("skin", "skin")))
    for x, tones in pairs:
        for i, tone in enumerate(tones):
            f = Frame(
                x + (i - (len(tones) - 1) / 2) * 50,
                1200 + (i % 2) * 12,
                30,
                -90 + (i - (len(tones) - 1) / 2) * 7,
                flip=i % 2 == 1,
            )
            if f.flip:
                f = Frame(f.x, f.y, 30, f.turn + 180, True)
            shape: HandShape = "open"
            sheet.shape(
                tube(f([(-1.6, 0), (-0.1, 0)]), [38, 31], round_end=False),
                "woad" if tone == "deep" else "orange",
                6,
                smooth=False,
            )
            hand(sheet, f, shape, tone, 5)
    for x in (2240, 2450, 2612):
        marks.arrow(sheet, [(x - 12, 1200), (x + 18, 1200)], 6, head=18)
    # the door
    sheet.shape(box(2708, 1092, 122, 190), "wood", 8, smooth=False, density=0.7)
    sheet.shape([(2708, 1092), (2776, 1110), (2776, 1306), (2708, 1282)], "coral", 8, smooth=False)
    sheet.dot(2762, 1208, 7)
    sheet.letter("4", 2098, 1330, 56, face="brush", align="centre")
    sheet.letter("3", 2352, 1330, 56, face="brush", align="centre")
    sheet.letter("2", 2530, 1330, 56, face="brush", align="centre")
    sheet.letter("and out!", 2770, 1354, 56, face="brush", align="centre", ink="red")


def _finished(sheet: Sheet) -> None:
    """6: twenty people, one snip each."""
    marks.badge(sheet, 2040, 1468, 6, "grass")
    marks.heading(sheet, "One snip each", 2112, 1500, 96, "grass")
    _scissors(sheet, 2700, 1500)
    hairs: tuple[Hair, ...] = ("bob", "cap", "wrap", "short", "bun", "tousled", "curls", "long", "hat", "bald")
    tones, colours = ("skin", "deep", "tan"), ("charcoal", "slate", "yellow", "sand", "brown")
    moods: tuple[Mood, ...] = ("smile", "laugh", "open")
    for i in range(20):
        row, column = divmod(i, 10)
        x = 2120 + column * 76 + row * 26
        y = 1612 + row * 92 + (column % 2) * 10
        look = Look(
            hairs[(i * 7 + row) % 10],
            tone=tones[(i * 2 + row) % 3],
            colour=colours[(i * 3 + row) % 5],
            beard="full" if i in (4, 11) else "",
        )
        head(sheet, Frame(x, y, 27, (-1) ** i * 4), look, 0.35 if column < 5 else -0.35, moods[i % 3])
    sheet.letter("twenty people, forty hands", 2130, 1790, 58, face="brush")


def _scissors(sheet: Sheet, x: float, y: float) -> None:
    for turn, flip in ((-16, False), (16, True)):
        blade = place(pts("-10 10, 150 -16, 200 -4, 150 6, -10 26"), 0, 0, 1, 0)
        if flip:
            blade = blade * [1, -1]
        sheet.shape(place(blade, x, y, 0.95, turn), "slate", 7, smooth=False)
        side = -1 if flip else 1
        sheet.line(place([(-40, 16 * side), (-12, 12 * side), (30, 0)], x, y, 0.95, turn), 15, "red", taper=0.9)
        ring = place(ellipse(-78, 26 if not flip else -26, 48, 34), x, y, 0.95, turn)
        sheet.shape(ring[:-1:4], None, 13, "red")
    sheet.dot(x + 4, y, 7)
