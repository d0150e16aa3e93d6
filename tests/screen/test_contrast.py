"""The reader's colours come first; what has a colour of its own is seen on all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_STYLES = Path(__file__).parents[2] / "styles"
_COLOUR = re.compile(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)
_USED = re.compile(r"([^{}]+)\{([^{}]*)\}")
# White, black, and the sepia and grey grounds that Readium, Thorium and Apple Books lay.
GROUNDS = ("#ffffff", "#000000", "#f4ecd8", "#faf4e8", "#121212")


def _sheet() -> str:
    sheets = ((_STYLES / f"{name}.css").read_text("utf-8") for name in ("tokens", "book", "epub"))
    return re.sub(r"/\*.*?\*/", "", "".join(sheets), flags=re.DOTALL)


def _values() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", _sheet()))


def _shown(name: str) -> str:
    """The value of a custom property, through the properties it names."""
    value = _values()[name].strip()
    inner = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return _shown(inner.group(1)) if inner else value


def _rules() -> list[tuple[str, dict[str, str]]]:
    found = []
    for selector, body in _USED.findall(_sheet()):
        pairs = (part.partition(":") for part in body.split(";") if ":" in part)
        found.append((selector.strip(), {name.strip(): value.strip() for name, _, value in pairs}))
    return found


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.1, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_one_colour_of_its_own_is_seen_on_every_ground(ground: str) -> None:
    assert contrast(_shown("accent"), ground) >= 3


@pytest.mark.parametrize("name", ["text", "heading", "quiet", "link", "line"])
def test_text_and_hairlines_have_the_colour_of_the_reader(name: str) -> None:
    assert _shown(name) == "currentcolor"


def test_no_rule_lays_a_ground_or_names_a_colour_past_the_properties() -> None:
    for selector, rule in _rules():
        for name, value in rule.items():
            if not name.startswith("--"):
                assert "background" not in name, selector
                assert not _COLOUR.search(value), (selector, name)


def test_only_large_figures_are_written_in_the_accent() -> None:
    """WCAG 2.1, 1.4.3: 3 to 1 is enough for large type, 18 points or more, and for no other."""
    last = {}
    for selectors, rule in _rules():
        for selector in selectors.split(","):
            if "color" in rule:
                last[selector.strip()] = rule["color"]
    accented = {selector for selector, colour in last.items() if "--accent" in colour}
    assert accented == {".opening .number"}
    size = float(
        next(rule["font-size"] for selector, rule in _rules() if selector == ".opening .number")[
            :-2
        ]
    )
    assert size >= 1.5
