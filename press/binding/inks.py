"""Inks: the colours of the book as the printer's four inks.

In: the text of ``styles/tokens.css``, where each colour ``--petrol: #0e4a58`` has its inks in per
cent beside it, ``--petrol-cmyk: 90 45 40 48``. Out: the inks of any colour that a page may
show, and what is wrong with the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# A colour as WeasyPrint writes it, each part 0-255; and cyan, magenta, yellow, black, each 0-1.
Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]

BLACK: Cmyk = (0.0, 0.0, 0.0, 1.0)
PAPER: Cmyk = (0.0, 0.0, 0.0, 0.0)
# Coated paper takes 300 and more; solid areas under 240 dry fast and do not set off.
MOST = 240

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"--([a-z][a-z0-9-]*):\s*#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\s*;")
_INKS = re.compile(r"--([a-z][a-z0-9-]*)-cmyk:\s*([^;]*);")
_PARTS = re.compile(r"\s+".join([r"(\d{1,3}(?:\.\d)?)"] * 4))


@dataclass(frozen=True, slots=True)
class Inks:
    """The book's colours: ``names`` and ``builds`` of each by its RGB; ``faults`` names tokens
    whose inks cannot be used."""

    names: Mapping[Rgb, str]
    builds: Mapping[Rgb, Cmyk]
    faults: tuple[str, ...] = ()

    def of(self, colour: Rgb) -> Cmyk | None:
        """The inks of a token's colour; a grey that is no token is black alone; else None."""
        if colour in self.builds:
            return self.builds[colour]
        if len(set(colour)) == 1:
            return (0.0, 0.0, 0.0, round(1 - colour[0] / 255, 4))
        return None

    def nearest(self, colour: Rgb) -> str:
        """The name of the token that looks most like ``colour``; empty when there is none."""
        return min(
            self.names.items(),
            key=lambda item: sum((a - b) ** 2 for a, b in zip(item[0], colour, strict=True)),
            default=(colour, ""),
        )[1]


def read_inks(css: str) -> Inks:
    """The inks that a style sheet gives its colours. The first of two equal colours counts."""
    plain = _COMMENT.sub("", css)
    colours = {name: _rgb(digits) for name, digits in _COLOUR.findall(plain)}
    written = dict(_INKS.findall(plain))
    names: dict[Rgb, str] = {}
    builds: dict[Rgb, Cmyk] = {}
    faults = [name for name in written if name not in colours]
    for name, colour in colours.items():
        build = _build(written.get(name, ""))
        if build is None:
            faults.append(name)
        elif colour not in builds:
            names[colour], builds[colour] = name, build
    return Inks(names, builds, tuple(faults))


def _rgb(digits: str) -> Rgb:
    wide = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = bytes.fromhex(wide)
    return red, green, blue


def _build(text: str) -> Cmyk | None:
    """Four parts of at most 100 per cent and ``MOST`` in all."""
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    cyan, magenta, yellow, black = (float(part) for part in found.groups())
    parts = (cyan, magenta, yellow, black)
    if max(parts) > 100 or sum(parts) > MOST:
        return None
    return cyan / 100, magenta / 100, yellow / 100, black / 100
