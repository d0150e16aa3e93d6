"""The drawing on the front: a size and colours in, an SVG out.

Tracks as on a circuit run around a core, and each of them ends before it has come all the
way round: technology that takes its direction from the core task and does not close around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians, sin
from xml.sax.saxutils import quoteattr


@dataclass(frozen=True, slots=True)
class _Track:
    """An arc around the core: its ring, from where to where (degrees, clockwise from the top)."""

    ring: int
    start: float
    end: float
    colour: str


_TRACKS = (
    _Track(1, 20, 292, "sand"),
    _Track(2, 96, 236, "mist"),
    _Track(2, 262, 428, "mist"),
    _Track(3, 38, 168, "sand"),
    _Track(3, 196, 326, "petrol-dark"),
    _Track(4, -34, 74, "mist"),
    _Track(4, 122, 284, "mist"),
    _Track(5, 56, 206, "petrol-dark"),
    _Track(5, 244, 338, "sand"),
    _Track(6, 14, 132, "mist"),
    _Track(6, 204, 238, "mist"),
    _Track(7, 34, 160, "sand"),
    _Track(8, 62, 146, "petrol-dark"),
)
# In widths of the front.
_CORE, _FIRST, _STEP, _STROKE, _END = 0.058, 0.105, 0.052, 0.0085, 0.0135
# How far it reaches above its core, and how far the core stands above the foot, in the same.
ABOVE, BELOW = 0.435, 0.37


@dataclass(frozen=True, slots=True)
class Place:
    """Where the drawing is set: its core at ``x``, ``y``, and ``unit``, the width of the front."""

    x: float
    y: float
    unit: float


def motif(
    width: float, height: float, bright: Place, dim: Place, colours: Mapping[str, str]
) -> bytes:
    """A drawing of ``width`` by ``height`` millimetres: bright on the front, dim on the back.

    ``colours`` are those of the tokens by name.
    """
    shades = dict.fromkeys(colours, colours["petrol-dark"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}mm" height="{height:.3f}mm" '
        f'viewBox="0 0 {width:.3f} {height:.3f}">'
        f"{''.join(_drawn(dim, shades))}{''.join(_drawn(bright, colours))}</svg>"
    ).encode()


def _drawn(place: Place, colours: Mapping[str, str]) -> Iterator[str]:
    for track in _TRACKS:
        yield from _track(track, place, colours[track.colour])
    yield _disc(place.x, place.y, _CORE * place.unit, colours["rust"])


def _track(track: _Track, place: Place, colour: str) -> Iterator[str]:
    radius = (_FIRST + _STEP * (track.ring - 1)) * place.unit
    (x1, y1), (x2, y2) = (
        (place.x + radius * sin(radians(angle)), place.y - radius * cos(radians(angle)))
        for angle in (track.start, track.end)
    )
    large = int(track.end - track.start > 180)
    yield (
        f'<path d="M{x1:.3f} {y1:.3f}A{radius:.3f} {radius:.3f} 0 {large} 1 {x2:.3f} {y2:.3f}" '
        f'fill="none" stroke={quoteattr(colour)} stroke-width="{_STROKE * place.unit:.3f}"/>'
    )
    for end in ((x1, y1), (x2, y2)):
        yield _disc(*end, _END * place.unit, colour)


def _disc(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{radius:.3f}" fill={quoteattr(colour)}/>'
