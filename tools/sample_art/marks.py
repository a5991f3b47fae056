"""The vocabulary of a live drawing: badges, headings, arrows, balloons, boxes, banners, rays, waves, footprints."""

from __future__ import annotations

import math

import numpy as np

from .geometry import (
    Path,
    Points,
    as_points,
    box,
    ellipse,
    lengths,
    noise,
    normals,
    place,
    pts,
    resample,
    rng_for,
    spline,
    tube,
)
from .sheet import Align, Box, Sheet, text_width


def badge(sheet: Sheet, x: float, y: float, number: int, fill: str = "yellow", radius: float = 46) -> None:
    """The number of a question in a circle, as it stands beside the question in the text."""
    rng = rng_for(sheet.name, "badge", number)
    sheet.shape(ellipse(x, y, radius, radius * 0.96, turn=rng.uniform(0, 90))[:-2:6], fill, 8, halo=4)
    sheet.letter(str(number), x, y + radius * 0.56, radius * 1.62, face="brush", align="centre")


def heading(
    sheet: Sheet, text: str, x: float, y: float, size: float = 92, under: str = "yellow", align: Align = "left"
) -> Box:
    """Brush capitals on a swash of marker, the second line (after a line end) a little lower."""
    rows = text.split("\n")
    boxes = []
    for i, row in enumerate(rows):
        base = y + i * size * 0.94
        width = text_width(row, size, "brush")
        left = {"left": x, "centre": x - width / 2, "right": x - width}[align]
        if under:
            swash = box(left - 14, base - size * 0.2, width + 34, size * 0.27, turn=-0.6)
            sheet.marker([resample(swash, 6)], under, angle=-0.6, band=size * 0.17, ragged=1.6)
        boxes.append(sheet.letter(row, x, base, size, face="brush", align=align))
    b = np.array(boxes)
    return float(b[:, 0].min()), float(b[:, 1].min()), float(b[:, 2].max()), float(b[:, 3].max())


def arrow(sheet: Sheet, path: Path, width: float = 7, ink: str = "black", head: float = 30) -> None:
    """A drawn arrow: one stroke, then two quick ones for its head."""
    points = sheet.line(path, width, ink, taper=0.8)
    tip = points[-1]
    back = tip - points[max(0, len(points) - 1 - round(head / 3))]
    angle = math.degrees(math.atan2(back[1], back[0]))
    for side in (152, -149):
        end = place([(head, 0)], float(tip[0]), float(tip[1]), turn=angle + side)[0]
        sheet.line(np.array([end, (end + tip) / 2, tip]), width, ink, taper=0.9)


def fat_arrow(sheet: Sheet, path: Path, width: float = 60, fill: str = "coral", line: float = 8) -> None:
    """A broad arrow with an outline and marker inside."""
    middle = spline(path)
    along = lengths(middle)
    neck = middle[along <= along[-1] - width * 1.05]
    rng = rng_for(sheet.name, middle, "fat")
    half = (width / 2 * (0.72 + 0.28 * np.linspace(0, 1, len(neck))) + noise(rng, lengths(neck), 140) * 2)[:, None]
    side = normals(neck)
    wing = normals(neck)[-1] * width * 1.02
    end = neck[-1]
    outline = np.vstack([neck + side * half, end + wing, middle[-1], end - wing, (neck - side * half)[::-1]])
    sheet.shape(outline, fill, line, smooth=False, halo=5)


def balloon(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    tail: tuple[float, float],
    fill: str | None = None,
    line: float = 7,
) -> None:
    """A speech balloon about its middle x, y with its tail's tip at `tail`."""
    aim = math.atan2((tail[1] - y) / height, (tail[0] - x) / width)
    gap = 0.17
    a = np.linspace(aim + gap, aim + 2 * math.pi - gap, 40)
    power = 0.72  # fuller than an ellipse
    ring = np.column_stack(
        [
            x + width / 2 * np.sign(np.cos(a)) * np.abs(np.cos(a)) ** power,
            y + height / 2 * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** power,
        ]
    )
    outline = np.vstack([spline(ring), tail])
    sheet.shape(
        np.vstack([outline[len(outline) // 2 :], outline[: len(outline) // 2]]), fill, line, smooth=False, halo=4
    )


def cloud(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    to: tuple[float, float] | None = None,
    fill: str | None = None,
    line: float = 6,
) -> None:
    """A thought: bumps all round, and smaller and smaller ones towards the head at `to`."""
    count = max(7, round((width + height) / 62))
    ring = []
    for i in range(count):
        a0, a1 = 2 * math.pi * i / count, 2 * math.pi * (i + 1) / count
        for t in np.linspace(0, 1, 7)[:-1]:
            a = a0 + (a1 - a0) * t
            out = 1 + 0.17 * math.sin(math.pi * t)
            ring.append((x + width / 2.3 * math.cos(a) * out, y + height / 2.3 * math.sin(a) * out))
    if to:
        for part, radius in ((0.3, 9), (0.62, 14)):
            edge = (x + (to[0] - x) * 0.5, y + (to[1] - y) * 0.62)
            sheet.shape(
                ellipse(to[0] + (edge[0] - to[0]) * part, to[1] + (edge[1] - to[1]) * part, radius), fill, line * 0.8
            )
    sheet.shape(resample(as_points(ring), 4), fill, line, smooth=False, halo=3)


def panel(
    sheet: Sheet, x: float, y: float, width: float, height: float, fill: str | None = None, line: float = 9
) -> None:
    """A box of four strokes that cross at its corners."""
    rng = rng_for(sheet.name, x, y, width)
    corner = [
        (x + rng.uniform(-7, 7), y + rng.uniform(-6, 6)),
        (x + width + rng.uniform(-7, 7), y + rng.uniform(-6, 6)),
    ]
    corner += [
        (x + width + rng.uniform(-7, 7), y + height + rng.uniform(-6, 6)),
        (x + rng.uniform(-7, 7), y + height + rng.uniform(-6, 6)),
    ]
    sheet.erase([*corner, corner[0]], smooth=False)
    if fill:
        sheet.marker([resample(as_points([*corner, corner[0]]), 6)], fill, band=44, density=0.8)
    for a, b in zip(corner, [*corner[1:], corner[0]], strict=True):
        p, q = np.array(a), np.array(b)
        past = (q - p) / np.hypot(*(q - p)) * rng.uniform(9, 17)
        sheet.line(np.array([p - past, (p + q) / 2 + rng.uniform(-2.5, 2.5, 2), q + past]), line, taper=0.7)


def banner(
    sheet: Sheet, x: float, y: float, width: float, height: float, fill: str = "yellow", line: float = 7
) -> None:
    """A ribbon with folded ends; x, y is the left top of its front."""
    fold, drop = height * 0.5, height * 0.26
    for side in (-1, 1):
        edge = x if side < 0 else x + width
        tail = [
            (edge - side * fold * 0.55, y + drop),
            (edge + side * fold * 1.25, y + drop + 2),
            (edge + side * fold * 0.8, y + drop + height * 0.52),
            (edge + side * fold * 1.25, y + drop + height * 1.02),
            (edge - side * fold * 0.55, y + drop + height),
        ]
        sheet.shape(tail, fill, line, smooth=False, density=1.25)
        crease = [
            (edge, y + height),
            (edge - side * fold * 0.55, y + height),
            (edge - side * fold * 0.55, y + height + drop),
        ]
        sheet.solid(crease, smooth=False)
    bow = height * 0.05
    top = spline([(x, y), (x + width * 0.5, y - bow), (x + width, y)])
    bottom = spline([(x + width, y + height), (x + width * 0.5, y + height - bow), (x, y + height)])
    sheet.shape(np.vstack([top, bottom]), fill, line, smooth=False, halo=3)


def rays(
    sheet: Sheet,
    x: float,
    y: float,
    near: float,
    far: float,
    *,
    start: float = 0,
    sweep: float = 360,
    count: int = 10,
    width: float = 6,
    ink: str = "black",
) -> None:
    """Short strokes that point away from a place: attention, light, a knock."""
    whole = sweep >= 360
    for i in range(count):
        a = math.radians(start + sweep * i / (count if whole else max(1, count - 1)))
        out = far * (1 if i % 2 else 0.82)
        path = [(x + near * math.cos(a), y + near * math.sin(a)), (x + out * math.cos(a), y + out * math.sin(a))]
        sheet.line(path, width, ink, taper=0.3)


def waves(
    sheet: Sheet, x: float, y: float, width: float, ink: str = "teal", thick: float = 6, length: float = 62
) -> None:
    """One line of small waves."""
    count = max(1, round(width / length))
    step = width / count
    points = [(x, y)]
    for i in range(count):
        points += [(x + step * (i + 0.5), y - step * 0.24), (x + step * (i + 1), y)]
    sheet.line(points, thick, ink, taper=0.3)


def tuft(sheet: Sheet, x: float, y: float, size: float = 34, ink: str = "green") -> None:
    """Some blades of grass."""
    for lean, tall in ((-0.5, 0.7), (-0.12, 1.0), (0.22, 0.85), (0.6, 0.6)):
        path = [
            (x + lean * size * 0.25, y),
            (x + lean * size * 0.4, y - tall * size * 0.6),
            (x + lean * size, y - tall * size),
        ]
        sheet.line(path, 6, ink, taper=0.15)


def bird(sheet: Sheet, x: float, y: float, size: float = 40, turn: float = 0) -> None:
    """A gull far away: two strokes of a wing."""
    wing = pts("-1 -0.05, -0.6 -0.42, -0.12 -0.02, 0 0.08, 0.14 -0.04, 0.6 -0.5, 1.05 -0.2")
    sheet.line(place(wing, x, y, size, turn), 6, taper=0.25)


def footprints(sheet: Sheet, path: Path, step: float = 74, size: float = 26, ink: str = "brown") -> None:
    """Bare feet along a path, left and right in turn."""
    points = spline(path)
    along = lengths(points)
    for i, at in enumerate(np.arange(step / 2, along[-1], step)):
        k = int(np.clip(np.searchsorted(along, at), 1, len(points) - 2))
        heading_of = points[k + 1] - points[k - 1]
        angle = math.degrees(math.atan2(heading_of[1], heading_of[0]))
        side = -1 if i % 2 else 1
        foot(sheet, float(points[k, 0]), float(points[k, 1]), size, angle, side, ink)


def foot(
    sheet: Sheet, x: float, y: float, size: float, turn: float, side: int = 1, ink: str = "brown", offset: float = 0.62
) -> None:
    """One footprint, pointing along `turn`; `side` 1 is a right foot, on the right of the path."""

    def on(path: Path) -> Points:
        return place((as_points(path) + np.array([0, offset])) * [1, side], x, y, size, turn)

    sheet.solid(on(pts("-0.85 0, -0.6 -0.26, -0.1 -0.2, 0.42 -0.36, 0.62 0, 0.38 0.3, -0.15 0.12, -0.6 0.24")), ink)
    for tx, ty, r in ((0.86, -0.3, 0.15), (0.93, -0.05, 0.1), (0.87, 0.12, 0.09), (0.76, 0.26, 0.08)):
        px, py = on([(tx, ty)])[0]
        sheet.dot(float(px), float(py), r * size, ink)


def pole(
    sheet: Sheet, bottom: tuple[float, float], top: tuple[float, float], width: float = 15, fill: str = "wood"
) -> None:
    """A stick of ash, a little bent."""
    b, t = np.array(bottom), np.array(top)
    middle = (b + t) / 2 + normals(np.array([b, t]))[0] * np.hypot(*(t - b)) * 0.008
    sheet.shape(
        tube(np.array([b, middle, t]), [width, width * 0.92, width * 0.85]), fill, max(4, width * 0.38), smooth=False
    )
