"""Signs: a small drawing for each topic of the cards, told apart without colour.

In: the number of a topic. Out: an SVG image, white on whatever lies below it. Twelve shapes
that differ in outline, not in shade; a thirteenth topic begins again with a ring around.
"""

from __future__ import annotations

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
_RING = '<circle cx="12" cy="12" r="11" fill="none" stroke="#ffffff" stroke-width="1.5"/>'
_LINE = 'fill="none" stroke="#ffffff" stroke-width="3"'
_FILL = 'fill="#ffffff"'

_SHAPES = (
    f'<circle cx="12" cy="12" r="8" {_FILL}/>',
    f'<path d="M4 6h16M4 12h16M4 18h16" {_LINE}/>',
    f'<path d="M12 3L21.5 20H2.5z" {_FILL}/>',
    f'<path d="M3 3h8v8H3zM13 13h8v8h-8z" {_FILL}/>',
    f'<circle cx="12" cy="12" r="7.5" {_LINE}/>',
    f'<path d="M12 2L22 12L12 22L2 12z" {_FILL}/>',
    f'<path d="M12 3v18M3 12h18" {_LINE}/>',
    f'<path d="M4 12a8 8 0 0 1 16 0z" {_FILL}/><path d="M4 17.5h16" {_LINE}/>',
    f'<rect x="4" y="4" width="16" height="16" {_LINE}/>',
    f'<circle cx="7" cy="8" r="4.5" {_FILL}/><circle cx="17" cy="16" r="4.5" {_FILL}/>',
    f'<path d="M3 11l9 8l9-8" {_LINE}/><path d="M3 4l9 8l9-8" {_LINE}/>',
    f'<path d="M5 5l14 14M19 5L5 19" {_LINE}/>',
)


def sign(number: int) -> bytes:
    """The sign of topic ``number`` (from 0) as SVG."""
    shape = _SHAPES[number % len(_SHAPES)]
    if number < len(_SHAPES):
        return f"{_HEAD}{shape}</svg>".encode()
    small = f'<g transform="translate(5.5 5.5) scale(0.54)">{shape}</g>'
    return f"{_HEAD}{_RING}{small}</svg>".encode()
