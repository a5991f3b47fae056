"""Figures: heads with a look of their own, hands, and bodies that take a pose.

A figure's frame has its origin on the ground between the feet and the figure's height as its unit, y downwards, so the
crown is near y = -1. A head's frame has its origin in the middle of the face and half the face's width as its unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from .geometry import Frame, Points, as_points, ellipse, pts, spline, tube
from .sheet import Sheet

Joint: TypeAlias = tuple[float, float]
Limb: TypeAlias = tuple[Joint, Joint, Joint]
Hair: TypeAlias = Literal["beanie", "wrap", "cap", "tousled", "bob", "bun", "short", "curls", "bald", "long", "hat"]
HandShape: TypeAlias = Literal["fist", "open", "point", "mitt"]
Mood: TypeAlias = Literal["smile", "calm", "open", "laugh", "hush", "oh"]


@dataclass(frozen=True, slots=True)
class Look:
    """What makes somebody recognisable."""

    hair: Hair
    tone: str = "skin"  # marker of the skin
    colour: str = "brown"  # marker of the hair, or of what is worn on it
    top: str = "coral"
    bottom: str = "slate"
    coat: bool = False  # long
    apron: str = ""
    beard: str = ""  # "full", "stubble", "moustache"
    glasses: bool = False
    earrings: bool = False
    braid: bool = False
    barefoot: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the joints are. Left and right are as on the sheet."""

    left_arm: Limb = ((-0.105, -0.69), (-0.155, -0.56), (-0.145, -0.43))
    right_arm: Limb = ((0.105, -0.69), (0.155, -0.56), (0.145, -0.43))
    left_leg: Limb = ((-0.05, -0.42), (-0.06, -0.22), (-0.065, -0.03))
    right_leg: Limb = ((0.05, -0.42), (0.06, -0.22), (0.065, -0.03))
    left_hand: HandShape = "mitt"
    right_hand: HandShape = "mitt"
    lean: float = 0.0  # how far the shoulders are before the hips
    head: Joint = (0.0, -0.855)
    tilt: float = 0.0
    gaze: float = 0.3
    mood: Mood = "smile"
    behind: str = ""  # "left", "right" or "both": arms behind the body


STAND = Pose()
WALK = Pose(
    left_arm=((-0.095, -0.69), (-0.16, -0.57), (-0.1, -0.46)),
    right_arm=((0.1, -0.69), (0.17, -0.59), (0.235, -0.49)),
    left_leg=((-0.045, -0.42), (-0.06, -0.23), (-0.155, -0.05)),
    right_leg=((0.045, -0.42), (0.11, -0.23), (0.115, -0.03)),
    lean=0.02,
    behind="left",
)


def hand(sheet: Sheet, frame: Frame, shape: HandShape, tone: str, width: float) -> None:
    """A hand that goes on from the wrist along the frame's x."""
    palm = spline(pts("-0.15 -0.4, 0.4 -0.48, 0.88 -0.36, 0.98 0.1, 0.72 0.46, 0.05 0.42"), closed=True, step=0.05)
    if shape == "fist":
        sheet.union([frame(palm)], tone, width)
        for y in (-0.16, 0.06, 0.26):
            sheet.line(frame([(0.62, y), (0.93, y - 0.03)]), width * 0.6)
    elif shape == "point":
        finger = tube(frame([(0.55, -0.22), (1.2, -0.27), (1.85, -0.3)]), [frame.scale * 0.34, frame.scale * 0.28] * 1)
        thumb = tube(frame([(0.2, -0.3), (0.45, -0.62), (0.75, -0.8)]), [frame.scale * 0.34, frame.scale * 0.27])
        sheet.union([frame(palm), finger, thumb], tone, width)
        sheet.line(frame([(0.62, 0.1), (0.9, 0.08)]), width * 0.6)
    elif shape == "open":
        parts = [frame(ellipse(0.42, 0, 0.52, 0.46) if frame.scale < 3 else palm)]
        for angle, long in ((-27, 0.92), (-8, 1.08), (11, 1.0), (30, 0.8)):
            a = math.radians(angle)
            root = (0.5 + 0.25 * math.cos(a), 0.62 * math.sin(a))
            tip = (root[0] + long * math.cos(a * 1.05), root[1] + long * math.sin(a * 1.05))
            parts.append(tube(frame([root, tip]), [frame.scale * 0.3, frame.scale * 0.25]))
        parts.append(
            tube(frame([(0.05, -0.2), (0.35, -0.72), (0.62, -0.98)]), [frame.scale * 0.36, frame.scale * 0.26])
        )
        sheet.union(parts, tone, width)
    else:
        thumb = tube(frame([(0.1, -0.25), (0.42, -0.55), (0.68, -0.62)]), [frame.scale * 0.32, frame.scale * 0.25])
        sheet.union([frame(palm), thumb], tone, width)


def head(sheet: Sheet, frame: Frame, look: Look, gaze: float = 0.3, mood: Mood = "smile") -> None:
    """A face in three-quarter view, turned to `gaze` (-1 left, 1 right), with hair or headgear."""
    w = max(3.6, frame.scale * 0.072)
    s = gaze * 0.42
    big = frame.scale > 60
    _hair_behind(sheet, frame, look, w)
    ear = -0.84 if gaze >= 0 else 0.84
    if abs(gaze) < 0.9 and look.hair not in ("wrap", "long", "bob"):
        sheet.shape(frame(ellipse(ear, 0.12, 0.17, 0.25)[:-1]), look.tone, w)
    face = [(-0.8, -0.3), (-0.82, 0.2), (-0.6 + s * 0.2, 0.78), (s * 0.5, 1.07), (0.6 + s * 0.2, 0.78), (0.82, 0.2)]
    face += [(0.8, -0.3), (0.55, -0.92), (0, -1.1)]
    face.append((-0.55, -0.92))
    sheet.shape(frame(face), look.tone, w)
    if big and look.tone in ("skin", "tan"):
        for x in (-0.42, 0.5):
            for i in (-1, 0, 1):
                blush = frame([(x + s * 0.9 + i * 0.12 - 0.05, 0.43), (x + s * 0.9 + i * 0.12 + 0.06, 0.26)])
                sheet.marker([tube(blush, [frame.scale * 0.07] * 2)], "coral", density=0.6, slip=0)
    _features(sheet, frame, look, s, w, mood, big)
    _beard(sheet, frame, look, s, w)
    _hair_front(sheet, frame, look, s, w)


def _features(sheet: Sheet, frame: Frame, look: Look, s: float, w: float, mood: Mood, big: bool) -> None:
    turn = 1 if s >= 0 else -1
    eyes = (-0.31 + s, 0.31 + s)
    for x in eyes:
        if mood in ("laugh", "calm") and not look.glasses:
            up = -0.11 if mood == "laugh" else 0.09
            sheet.line(frame([(x - 0.13, -0.02), (x, -0.02 + up), (x + 0.13, -0.02)]), w * 0.9, taper=0.7)
        else:
            ex, ey = frame.at(x, -0.02)
            sheet.solid(Frame(ex, ey, frame.scale, frame.turn)(ellipse(0, 0, 0.062, 0.092)[:-1]), smooth=False)
        if big and look.hair != "cap":
            lift = -0.3 if mood in ("oh", "open", "laugh") else -0.25
            lift -= 0.14 if look.glasses else 0
            sheet.line(frame([(x - 0.15, lift + 0.04), (x, lift - 0.05), (x + 0.15, lift + 0.02)]), w * 0.95, taper=0.5)
    nose = [(s + 0.02 * turn, 0.02), (s + 0.2 * turn, 0.29), (s + 0.17 * turn, 0.38), (s + 0.0 * turn, 0.38)]
    sheet.line(frame(nose), w * 0.9, taper=0.7)
    m = s * 0.95
    if mood in ("smile", "calm") or (mood == "laugh" and not big):
        sheet.line(frame([(m - 0.26, 0.6), (m - 0.02, 0.71), (m + 0.28, 0.57)]), w, taper=0.6)
        if big:
            sheet.line(frame([(m + 0.25, 0.52), (m + 0.33, 0.6)]), w * 0.7)
    elif mood in ("open", "laugh"):
        mouth = [(m - 0.27, 0.57), (m, 0.62), (m + 0.29, 0.54), (m + 0.16, 0.77), (m - 0.02, 0.82), (m - 0.17, 0.76)]
        sheet.shape(frame(mouth), "madder", w * 0.8)
    elif mood == "oh":
        sheet.shape(frame(ellipse(m, 0.68, 0.1, 0.13)), "madder", w * 0.8)
    else:
        sheet.line(frame([(m - 0.13, 0.66), (m + 0.13, 0.65)]), w)
    if look.glasses:
        for x in eyes:
            sheet.line(frame(ellipse(x, -0.01, 0.235, 0.225)[:-1]), w * 0.85, closed=True)
        sheet.line(frame([(eyes[0] + 0.23, -0.04), (eyes[1] - 0.23, -0.04)]), w * 0.8)
        sheet.line(
            frame([(eyes[0] - 0.22, -0.05), (-0.78, -0.1)] if s >= 0 else [(eyes[1] + 0.22, -0.05), (0.78, -0.1)]),
            w * 0.8,
        )


def _beard(sheet: Sheet, frame: Frame, look: Look, s: float, w: float) -> None:
    if look.beard == "full":
        outer = [(-0.83, 0.2), (-0.72, 0.85), (s * 0.6 - 0.1, 1.36), (s * 0.6 + 0.25, 1.33), (0.74, 0.85), (0.83, 0.2)]
        inner = [(0.6 + s * 0.3, 0.42), (s + 0.3, 0.5), (s, 0.46), (s - 0.3, 0.5), (-0.6 + s * 0.3, 0.42)]
        edge = np.vstack([spline(outer, step=0.04), spline(inner, step=0.04)])
        sheet.shape(frame(edge), "shade", w, smooth=False)
        sheet.line(frame([(s - 0.16, 0.72), (s, 0.78), (s + 0.18, 0.71)]), w, taper=0.7)
        for x in (-0.45, -0.2, 0.1, 0.4):
            sheet.line(frame([(x, 0.92), (x + 0.05, 1.12)]), w * 0.7, taper=0.2)
    elif look.beard == "moustache":
        tash = [
            (s - 0.42, 0.62),
            (s - 0.2, 0.45),
            (s + 0.02, 0.5),
            (s + 0.24, 0.44),
            (s + 0.46, 0.6),
            (s + 0.2, 0.62),
            (s, 0.58),
            (s - 0.2, 0.63),
        ]
        sheet.shape(frame(tash), look.colour if look.hair != "cap" else "shade", w * 0.8)
    elif look.beard == "stubble":
        for i in range(16):
            a = math.radians(18 + i * 9)
            r = 0.72 + 0.09 * (i % 3)
            px, py = frame.at(r * 0.86 * math.cos(a) + s * 0.25, 0.12 + r * 1.02 * math.sin(a))
            sheet.dot(px, py, max(1.4, w * 0.28))


def _hair_behind(sheet: Sheet, frame: Frame, look: Look, w: float) -> None:
    if look.hair == "long":
        back = pts("-0.9 -0.5, -1.1 0.4, -1.15 1.3, -0.6 1.5, 0 1.2, 0.6 1.5, 1.15 1.3, 1.1 0.4, 0.9 -0.5, 0 -1.3")
        sheet.shape(frame(back), look.colour, w)
    elif look.hair == "bob":
        back = pts("-0.92 -0.5, -1.12 0.3, -1.02 0.86, -0.4 0.8, 0.4 0.8, 1.02 0.86, 1.12 0.3, 0.92 -0.5, 0 -1.35")
        sheet.shape(frame(back), look.colour, w)
    elif look.hair == "bun":
        sheet.shape(frame(ellipse(-0.5, -1.3, 0.42, 0.38)), look.colour, w)
        sheet.line(frame([(-0.75, -1.3), (-0.5, -1.48), (-0.28, -1.28)]), w * 0.7)
    elif look.hair == "wrap":
        for knot in (
            pts("-0.5 -1.2, -0.95 -1.75, -0.35 -1.95, -0.1 -1.3"),
            pts("-0.2 -1.25, 0.1 -2.0, 0.6 -1.75, 0.25 -1.2"),
        ):
            sheet.shape(frame(knot), look.colour, w)
    elif look.hair == "curls":
        ring = []
        for i in range(13):
            a = math.radians(155 + i * 230 / 12)
            ring.append((1.1 * math.cos(a), -0.18 + 1.18 * math.sin(a)))
        sheet.union([frame(ellipse(x, y, 0.36)) for x, y in ring], look.colour, w, slip=0.3)
    if look.braid:
        side = 0.86
        for i in range(5):
            sheet.shape(frame(ellipse(side + 0.06 * i, 0.62 + i * 0.4, 0.25 - 0.018 * i, 0.25, turn=30)), "yellow", w)
        x, y = side + 0.3, 2.56
        sheet.line(frame([(side + 0.14, 2.3), (side + 0.42, 2.24)]), w * 1.6, "red")
        for d in (-0.16, 0, 0.17):
            sheet.line(frame([(x - 0.02, y - 0.22), (x + d, y + 0.18)]), w * 0.9, taper=0.3)


def _hair_front(sheet: Sheet, frame: Frame, look: Look, s: float, w: float) -> None:
    hair = look.hair
    if hair == "beanie":
        crown = pts("-0.98 -0.42, -0.95 -1.0, -0.45 -1.52, 0.1 -1.62, 0.62 -1.42, 0.98 -0.95, 0.98 -0.42")
        sheet.shape(frame(spline(crown, step=0.05)), look.colour, w, smooth=False)
        for x in (-0.5, 0, 0.5):
            sheet.line(frame([(x * 1.05, -0.72), (x * 0.98, -1.1), (x * 0.55 + 0.03, -1.44)]), w * 0.75, taper=0.3)
        band = pts("-1.04 -0.32, -1.06 -0.7, 0 -0.82, 1.06 -0.7, 1.04 -0.32, 0 -0.46")
        sheet.shape(frame(band), look.colour, w, density=1.3)
        for i in range(9):
            x = -0.84 + i * 0.21
            y = -0.76 + 0.12 * abs(x)
            sheet.line(frame([(x, y + 0.08), (x, y + 0.28)]), w * 0.6)
    elif hair == "wrap":
        cloth = [
            (-0.95, 0.1),
            (-1.02, -0.7),
            (-0.55, -1.35),
            (0.2, -1.45),
            (0.88, -1.05),
            (0.98, -0.3),
            (0.86, -0.16),
            (0.4 + s, -0.56),
            (-0.3 + s, -0.5),
            (-0.78, -0.1),
        ]
        sheet.shape(frame(cloth), look.colour, w)
        for path in (
            [(-0.86, -0.2), (-0.5, -0.85), (0.05, -1.36)],
            [(-0.5, -0.52), (-0.1, -0.92), (0.42, -1.3)],
            [(0.1, -0.6), (0.42, -0.82), (0.84, -0.9)],
        ):
            sheet.line(frame(path), w * 0.75, taper=0.3)
    elif hair == "cap":
        crown = pts("-0.98 -0.36, -1.02 -0.8, -0.5 -1.36, 0.3 -1.4, 0.9 -1.0, 1.0 -0.52, 0.2 -0.62")
        sheet.shape(frame(crown), look.colour, w)
        forward = 1 if s >= 0 else -1
        peak = [
            (-0.3 * forward, -0.58),
            (0.5 * forward, -0.72),
            (1.34 * forward, -0.5),
            (1.28 * forward, -0.36),
            (0.5 * forward, -0.46),
        ]
        sheet.shape(frame(peak), look.colour, w, density=1.3)
        sheet.line(frame([(-0.92, -0.28), (-0.86, 0.05)]), w * 1.1)
        sheet.line(frame([(0, -1.38), (0.1, -1.0), (0.05, -0.64)]), w * 0.6, taper=0.4)
    elif hair == "tousled":
        top = pts(
            "-0.9 0.05, -1.0 -0.5, -0.98 -1.0, -0.7 -1.12, -0.62 -1.45, -0.25 -1.36, 0.0 -1.62, "
            "0.3 -1.4, 0.72 -1.42, 0.75 -1.08, 1.02 -0.8, 0.9 -0.2, 0.78 -0.52, 0.5 -0.7, 0.3 -0.5, "
            "0.02 -0.76, -0.25 -0.52, -0.5 -0.62, -0.74 -0.4"
        )
        sheet.shape(frame(top), look.colour, w)
        for path in (
            [(-0.6, -0.72), (-0.42, -1.1), (-0.12, -1.3)],
            [(0.1, -0.85), (0.28, -1.15), (0.52, -1.26)],
            [(-0.1, -0.9), (0.0, -1.2), (0.1, -1.4)],
        ):
            sheet.line(frame(path), w * 0.75, taper=0.2)
    elif hair in ("bob", "long"):
        fringe = pts(
            "-0.96 0.1, -1.0 -0.6, -0.5 -1.28, 0.15 -1.36, 0.8 -1.0, 0.98 -0.2, 0.86 0.1, 0.7 -0.4, "
            "0.2 -0.75, -0.3 -0.6, -0.74 -0.2"
        )
        sheet.shape(frame(fringe), look.colour, w)
    elif hair == "bun":
        cap = pts(
            "-0.88 0.05, -0.95 -0.6, -0.5 -1.2, 0.1 -1.25, 0.75 -0.95, 0.88 -0.25, 0.5 -0.72, 0 -0.78, -0.5 -0.62"
        )
        sheet.shape(frame(cap), look.colour, w)
        sheet.line(frame([(-0.6, -0.68), (-0.55, -0.95), (-0.42, -1.1)]), w * 0.7)
        sheet.line(frame([(0.0, -0.85), (-0.1, -1.02), (-0.25, -1.16)]), w * 0.7)
    elif hair == "short":
        cap = pts(
            "-0.86 -0.05, -0.93 -0.6, -0.55 -1.18, 0.15 -1.28, 0.8 -0.95, 0.88 -0.3, 0.72 -0.6, "
            "0.2 -0.72, -0.4 -0.76, -0.7 -0.5"
        )
        sheet.shape(frame(cap), look.colour, w)
    elif hair == "curls":
        ring = pts("-0.72 -0.52, -0.42 -0.82, -0.05 -0.95, 0.32 -0.9, 0.66 -0.62")
        sheet.union([frame(ellipse(x, y - 0.08, 0.27)) for x, y in ring], look.colour, w, slip=0.3)
    elif hair == "hat":
        sheet.shape(frame(pts("-0.72 -0.6, -0.62 -1.4, 0 -1.56, 0.62 -1.4, 0.72 -0.6")), look.colour, w)
        sheet.shape(frame(pts("-1.4 -0.5, 0 -0.84, 1.4 -0.5, 0.8 -0.34, 0 -0.5, -0.8 -0.34")), look.colour, w)
    if look.earrings:
        x, y = frame.at(-0.88 if s >= 0 else 0.88, 0.5)
        sheet.shape(ellipse(x, y, frame.scale * 0.15), "yellow", w * 0.8)


def _arm(sheet: Sheet, frame: Frame, joints: Limb, look: Look, shape: HandShape, w: float) -> None:
    wrist, elbow = joints[2], joints[1]
    reach = (wrist[0] + (wrist[0] - elbow[0]) * 0.05, wrist[1] + (wrist[1] - elbow[1]) * 0.05)
    a, b = frame.at(*elbow), frame.at(*wrist)
    turn = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    thumb_up = math.cos(math.radians(turn)) >= 0
    grip = Frame(b[0], b[1], frame.scale * 0.058, turn)
    hand(
        sheet,
        grip if thumb_up else Frame(b[0], b[1], frame.scale * 0.058, turn + 180, flip=True),
        shape,
        look.tone,
        w * 0.9,
    )
    s = frame.scale
    sleeve = tube(frame([joints[0], elbow, reach]), [s * 0.084, s * 0.08, s * 0.066], round_end=False)
    sheet.erase(sleeve, smooth=False)
    sheet.marker([sleeve], look.top)
    sheet.line(sleeve, w, smooth=False)  # open at the shoulder


def _leg(sheet: Sheet, frame: Frame, joints: Limb, look: Look, w: float, way: float) -> None:
    s = frame.scale
    ankle = joints[2]
    if look.barefoot:
        calf = tube(frame([joints[0], joints[1], ankle]), [s * 0.088, s * 0.06, s * 0.046], round_end=False)
        sheet.shape(calf, look.tone, w, smooth=False)
        sole = pts(
            "-0.03 0.022, -0.03 -0.01, -0.022 -0.04, 0.02 -0.035, 0.05 -0.01, 0.09 0.002, 0.102 0.016, "
            "0.09 0.028, 0.03 0.024"
        )
        sheet.shape(frame(sole * [way, 1] + ankle), look.tone, w)
        if frame.scale > 500:
            for x in (0.066, 0.079, 0.09):
                sheet.line(
                    frame([(ankle[0] + x * way, ankle[1] + 0.027), (ankle[0] + (x + 0.004) * way, ankle[1] + 0.012)]),
                    w * 0.6,
                )
        short = tube(frame([joints[0], joints[1]]), [s * 0.105, s * 0.098], round_end=False)
        sheet.shape(short, look.bottom, w, smooth=False)
        return
    sole = pts("-0.038 -0.028, 0.02 -0.04, 0.07 -0.012, 0.097 0.012, 0.088 0.03, -0.042 0.03")
    sheet.shape(frame(sole * [way, 1] + ankle), "charcoal", w)
    calf = tube(frame([joints[0], joints[1], ankle]), [s * 0.098, s * 0.078, s * 0.068], round_end=False)
    sheet.shape(calf, look.bottom, w, smooth=False)


def person(
    sheet: Sheet, x: float, y: float, height: float, look: Look, pose: Pose = STAND, flip: bool = False
) -> Frame:
    """A whole figure with its feet at x, y. Returns its frame."""
    frame = Frame(x, y, height, flip=flip)
    w = min(9.0, max(3.8, height * 0.0105))
    way = 1.0 if pose.gaze >= 0 else -1.0
    k = pose.lean
    arms = {"left": (pose.left_arm, pose.left_hand), "right": (pose.right_arm, pose.right_hand)}
    for side, (joints, shape) in arms.items():
        if pose.behind in (side, "both"):
            _arm(sheet, frame, _leaned(joints, k), look, shape, w)
    for joints in (pose.left_leg, pose.right_leg):
        _leg(sheet, frame, joints, look, w, way)
    hx, hy = pose.head
    neck = tube(frame([(k, -0.7), (hx * 0.6 + k, -0.77)]), [height * 0.06, height * 0.056], round_end=False)
    sheet.shape(neck, look.tone, w, smooth=False)
    hem = -0.24 if look.coat else -0.385
    wide = 0.148 if look.coat else 0.118
    torso = [
        (-0.045 + k, -0.742),
        (-0.118 + k, -0.705),
        (-0.12 + k * 0.7, -0.58),
        (-0.108 + k * 0.4, -0.5),
        (-wide, hem),
        (0, hem + 0.012),
        (wide, hem),
        (0.108 + k * 0.4, -0.5),
        (0.12 + k * 0.7, -0.58),
        (0.118 + k, -0.705),
        (0.045 + k, -0.742),
        (k, -0.728),
    ]
    sheet.shape(frame(torso), look.top, w)
    if look.apron:
        bib = [
            (-0.07 + k, -0.66),
            (0.07 + k, -0.66),
            (0.085 + k * 0.5, -0.52),
            (0.12, hem - 0.04),
            (0.1, hem - 0.13 + 0.1),
            (-0.1, hem - 0.03),
            (-0.12, hem - 0.04),
            (-0.085 + k * 0.5, -0.52),
        ]
        sheet.shape(frame(bib), look.apron, w * 0.9, smooth=False)
        sheet.line(frame([(-0.06 + k, -0.66), (-0.04 + k, -0.735)]), w * 0.8)
        sheet.line(frame([(0.06 + k, -0.66), (0.04 + k, -0.735)]), w * 0.8)
    elif height > 330:
        sheet.line(frame([(k + 0.005, -0.72), (k * 0.6 + 0.008, -0.56), (0.01, hem + 0.02)]), w * 0.8)
        sheet.line(frame([(0.045 + k * 0.4, -0.49), (0.09 + k * 0.4, -0.5)]), w * 0.8)
        sheet.line(
            frame([(-0.045 + k, -0.738), (k - 0.03, -0.7), (k + 0.005, -0.705), (k + 0.04, -0.7), (0.045 + k, -0.738)]),
            w * 0.9,
        )
    for side, (joints, shape) in arms.items():
        if pose.behind not in (side, "both"):
            _arm(sheet, frame, _leaned(joints, k), look, shape, w)
    head(sheet, frame.inside(hx + k, hy, 0.088, pose.tilt), look, pose.gaze, pose.mood)
    return frame


def _leaned(joints: Limb, by: float) -> Limb:
    a, b, c = ((x + by, y) for x, y in joints)
    return (a, b, c)


def bust(
    sheet: Sheet, x: float, y: float, size: float, look: Look, gaze: float = 0.3, mood: Mood = "smile", tilt: float = 0
) -> Frame:
    """Head and shoulders; x, y is the middle of the face and `size` half its width. Returns the head's frame."""
    frame = Frame(x, y, size, tilt)
    w = max(4.0, size * 0.072)
    body = Frame(x, y, size)
    coat = pts("-0.42 1.25, -1.1 1.5, -1.62 2.0, -1.8 3.05, 0 3.2, 1.8 3.05, 1.62 2.0, 1.1 1.5, 0.42 1.25, 0 1.42")
    sheet.shape(body(pts("-0.4 0.6, -0.38 1.5, 0.38 1.5, 0.4 0.6")), look.tone, w, smooth=False)
    sheet.erase(body(coat))
    points = spline(body(coat), closed=True)
    low = y + size * 2.72
    points = as_points([q for q in points if q[1] < low])
    start = _widest_gap(points)
    points = as_points([*points[start:], *points[:start]])
    sheet.marker([points], look.top)
    sheet.line(points, w, smooth=False)
    if look.apron:
        sheet.shape(body(pts("-0.75 2.1, 0.75 2.1, 0.85 2.72, -0.85 2.72")), look.apron, w, smooth=False)
        for side in (-1, 1):
            sheet.line(body([(side * 0.7, 2.1), (side * 0.48, 1.36)]), w)
    else:
        sheet.line(body(pts("-0.42 1.27, -0.2 1.68, 0.02 1.5, 0.24 1.68, 0.42 1.27")), w)
        sheet.line(body([(0.02, 1.52), (0.05, 2.1), (0.03, 2.68)]), w * 0.8)
    head(sheet, frame, look, gaze, mood)
    return frame


def _widest_gap(points: Points) -> int:
    gaps = [(float(abs(points[i] - points[i - 1]).sum()), i) for i in range(len(points))]
    return max(gaps)[1]


def turned(pose: Pose, **changes: object) -> Pose:
    """The pose with some joints changed."""
    return replace(pose, **changes)  # type: ignore[arg-type]
