"""Curves and outlines as arrays of points, and the wobble that makes them look drawn by hand.

Points are float arrays of shape (n, 2), in pixels of the finished sheet, y downwards. Everything random comes from a
generator seeded with the points themselves, so that changing one line of a drawing leaves all its other lines alone.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]
Floats: TypeAlias = npt.NDArray[np.float64]
Path: TypeAlias = Points | Sequence[tuple[float, float]]


def as_points(path: Path) -> Points:
    """The path as an array of shape (n, 2)."""
    return np.asarray(path, dtype=np.float64).reshape(-1, 2)


def pts(text: str) -> Points:
    """Points written as text: `"0 0, 1 0.5, 1 2"`."""
    return np.array([pair.split() for pair in text.split(",")], dtype=np.float64)


def rng_for(*parts: object) -> np.random.Generator:
    """A generator whose seed is made from `parts`: numbers, texts or arrays of points."""
    text = "|".join(
        np.array2string(np.round(p, 1), threshold=64) if isinstance(p, np.ndarray) else str(p) for p in parts
    )
    return np.random.default_rng(zlib.crc32(text.encode()))


def noise(rng: np.random.Generator, at: Floats, wavelength: float) -> Floats:
    """Smooth noise between about -1 and 1 at the places `at` along a line."""
    if at.size == 0:
        return at
    knots = at / wavelength
    first = math.floor(float(knots.min()))
    table = rng.uniform(-1, 1, math.ceil(float(knots.max())) - first + 3)
    cell = np.floor(knots).astype(int) - first
    t = knots - np.floor(knots)
    t = t * t * (3 - 2 * t)
    values: Floats = table[cell] * (1 - t) + table[cell + 1] * t
    return values


def lengths(points: Points) -> Floats:
    """The distance from the first point to each, along the path."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def resample(points: Points, step: float) -> Points:
    """The same polyline with points `step` apart, both ends kept."""
    along = lengths(points)
    keep = np.concatenate([[True], np.diff(along) > 1e-9])
    points, along = points[keep], along[keep]
    if len(points) < 2:
        return points
    wanted = np.linspace(0, along[-1], max(2, round(along[-1] / step) + 1))
    return np.column_stack([np.interp(wanted, along, points[:, i]) for i in (0, 1)])


def spline(path: Path, closed: bool = False, step: float = 3.0) -> Points:
    """A smooth curve through all points (centripetal Catmull-Rom), evenly sampled."""
    points = as_points(path)
    if len(points) < 3:
        return resample(points, step)
    if closed:
        ring = np.vstack([points[-1], points, points[:2]])
    else:
        ring = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    pieces = []
    t = np.linspace(0, 1, 24, endpoint=False)[:, None]
    for p0, p1, p2, p3 in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        a, b, c = (max(float(np.hypot(*(q - p))) ** 0.5, 1e-6) for p, q in ((p0, p1), (p1, p2), (p2, p3)))
        m1 = p2 - p1 + b * ((p1 - p0) / a - (p2 - p0) / (a + b))
        m2 = p2 - p1 + b * ((p3 - p2) / c - (p3 - p1) / (b + c))
        d = p1 - p2
        pieces.append((2 * d + m1 + m2) * t**3 + (-3 * d - 2 * m1 - m2) * t**2 + m1 * t + p1)
    end = points[:1] if closed else points[-1:]
    return resample(np.vstack([*pieces, end]), step)


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, turn: float = 0, start: float = 0, sweep: float = 360
) -> Points:
    """Points on an ellipse or a part of it; angles in degrees, clockwise on the sheet, 0 to the right."""
    ry = rx if ry is None else ry
    count = max(8, round(max(rx, ry) * abs(sweep) / 360 * 2 * math.pi / 3))
    a = np.radians(np.linspace(start, start + sweep, count))
    return place(np.column_stack([rx * np.cos(a), ry * np.sin(a)]), x, y, turn=turn)


def box(x: float, y: float, width: float, height: float, turn: float = 0) -> Points:
    """The four corners of a rectangle with its left top at x, y, turned about its middle, the first one repeated."""
    w, h = width / 2, height / 2
    corners = [(-w, -h), (w, -h), (w, h), (-w, h), (-w, -h)]
    return place(corners, x + w, y + h, turn=turn)


def place(path: Path, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0, flip: bool = False) -> Points:
    """The path mirrored (if `flip`), scaled, turned by degrees clockwise and moved to x, y, in that order."""
    a = math.radians(turn)
    spin = np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]])
    placed: Points = (as_points(path) * [(-scale if flip else scale), scale]) @ spin + [x, y]
    return placed


def normals(points: Points) -> Points:
    """The unit vector to the right of the path (on the sheet) at every point."""
    along = np.gradient(points, axis=0)
    size = np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    along = along / size
    return np.column_stack([-along[:, 1], along[:, 0]])


def tube(path: Path, widths: Sequence[float], round_end: bool = True) -> Points:
    """The outline of a limb: a smooth path with the given widths at its points, closed and rounded at its far end."""
    points = as_points(path)
    middle = spline(points)
    at = np.interp(np.linspace(0, 1, len(middle)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    side = normals(middle)
    right, left = (_outside(middle, edge, at[:, 0]) for edge in (middle + side * at, middle - side * at))
    cap = np.empty((0, 2))
    if round_end:
        tip = middle[-1] - middle[-2]
        a = np.linspace(90, -90, 9)[1:-1]
        turn = math.degrees(math.atan2(tip[1], tip[0]))
        cap = place([(math.cos(math.radians(d)), math.sin(math.radians(d))) for d in a], turn=turn)
        cap = cap * float(at[-1, 0]) + middle[-1]
    return np.vstack([right, cap, left[::-1]])


def _outside(middle: Points, edge: Points, half: Floats) -> Points:
    """The edge without the loops that it makes on the inside of a sharp bend."""
    away = np.hypot(*(edge[:, None, :] - middle[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    kept: Points = edge[away >= half * 0.96]
    return kept


def grow(points: Points, by: float) -> Points:
    """The closed outline moved outwards (inwards when negative); good enough for small distances."""
    ring = points[:-1] if np.allclose(points[0], points[-1]) else points
    closed = np.vstack([ring[-1], ring, ring[0]])
    side = normals(closed)[1:-1]
    x, y = ring.T
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    return ring + side * (-by if area > 0 else by)


def spans(polygons: Sequence[Points], v: float) -> list[tuple[float, float]]:
    """Where the horizontal line y = v lies inside any of the polygons: sorted, merged intervals of x."""
    found: list[tuple[float, float]] = []
    for polygon in polygons:
        a, b = polygon, np.roll(polygon, -1, axis=0)
        crossing = (a[:, 1] <= v) != (b[:, 1] <= v)
        p, q = a[crossing], b[crossing]
        xs = np.sort(p[:, 0] + (v - p[:, 1]) * (q[:, 0] - p[:, 0]) / (q[:, 1] - p[:, 1]))
        found += [(float(s), float(e)) for s, e in zip(xs[::2], xs[1::2], strict=True)]
    merged: list[tuple[float, float]] = []
    for s, e in sorted(found):
        if merged and s <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(e, merged[-1][1]))
        else:
            merged.append((s, e))
    return merged


@dataclass(frozen=True, slots=True)
class Frame:
    """A place on the sheet with its own scale, turn and mirroring; calling it brings local points to the sheet."""

    x: float
    y: float
    scale: float = 1
    turn: float = 0
    flip: bool = False

    def __call__(self, path: Path) -> Points:
        return place(path, self.x, self.y, self.scale, self.turn, self.flip)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """One local point on the sheet."""
        found = self([(x, y)])[0]
        return float(found[0]), float(found[1])

    def inside(self, x: float, y: float, scale: float = 1, turn: float = 0) -> Frame:
        """A frame at a local place of this one."""
        px, py = self.at(x, y)
        return Frame(px, py, self.scale * scale, self.turn + (-turn if self.flip else turn), self.flip)
