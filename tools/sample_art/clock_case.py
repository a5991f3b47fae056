"""The picture with "Een briefje voor wie na je komt": the door of a clock, and what menders wrote inside it."""

from __future__ import annotations

from .geometry import box, ellipse, pts, tube
from .sheet import Sheet

ROWS = (
    ("1903", "nieuw, loopt", "blue"),
    ("1931", "gesmeerd", "black"),
    ("1947", "gesmeerd", "black"),
    ("1958", "weer gesmeerd.", "red"),
    ("", "nu weet ik waarom", "red"),
)


def draw() -> Sheet:
    """The door and five lines of pencil."""
    sheet = Sheet(1500, 1000, "clock case")
    # the case at the left, with its pendulum
    sheet.shape(box(-40, -40, 360, 1080), "brown", 11, smooth=False, angle=88, band=36, density=0.8)
    sheet.line([(150, -10), (160, 400), (176, 650)], 13, taper=0.95)
    sheet.shape(ellipse(180, 720, 96)[:-1:7], "yellow", 11, halo=3)
    sheet.line(ellipse(180, 720, 64, start=196, sweep=110), 7, taper=0.3)
    for x, low in ((40, 250), (96, 400)):
        sheet.line([(x, -10), (x, low)], 7, taper=0.9)
        sheet.shape(box(x - 28, low, 56, 150), "slate", 9, smooth=False, angle=88)
    # the door
    door = pts("330 40, 1384 96, 1384 968, 330 1010")
    sheet.shape(door, "wood", 13, smooth=False, angle=2, band=46)
    sheet.shape(pts("398 112, 1318 160, 1318 900, 398 938"), None, 8, "brown", smooth=False)
    for y in (236, 780):
        sheet.shape(tube([(302, y), (302, y + 96)], [44, 44]), "slate", 8, smooth=False)
        sheet.dot(302, y + 48, 8)
    sheet.shape(ellipse(1350, 520, 20)[:-1:4], "yellow", 8)
    for i, (year, words, ink) in enumerate(ROWS):
        y = 274 + i * 142
        if year:
            sheet.letter(year, 440, y, 108, face="brush", ink=ink, turn=(-1.5, 0.8, -0.6, 0.4, 0)[i])
        sheet.letter(words, 660, y, 94, face="brush", ink=ink, turn=(0.6, -0.8, 0.5, -0.6, -1.2)[i])
    sheet.line([(662, 868), (890, 860), (1090, 864), (1220, 852)], 9, "red")
    return sheet
