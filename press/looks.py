"""The looks of a book: style sheets, templates and faces.

In: the project root. Out: a :class:`Looks` with every sheet of ``styles/``, the templates of
``templates/`` ready to render, and one digest of all of it; and the faces of the font packages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2

from press.codes import problem
from press.model import Edition, Problem
from press.store import digest

# Where the press itself lies, with the styles and templates of its own book.
_HOUSE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of a family; ``weight`` as in CSS, ``style`` normal or italic."""

    family: str
    style: str
    weight: int
    path: Path


_SHAPES = (
    ("Regular", "normal", 400),
    ("It", "italic", 400),
    ("Semibold", "normal", 600),
    ("SemiboldIt", "italic", 600),
    ("Bold", "normal", 700),
    ("BoldIt", "italic", 700),
)


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """The faces that the book is set in, from the installed font packages."""
    return tuple(
        Face(family, style, weight, folder / f"{family.replace(' ', '')}-{name}.ttf")
        for family in ("Source Serif Pro", "Source Sans Pro")
        for folder in [_files_of(f"font {family}".lower().replace(" ", "_"))]
        for name, style, weight in _SHAPES
    )


def _files_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"skriftpakken {package} er ikke installeret", name=package)
    return Path(spec.origin).parent / "files"


@dataclass(frozen=True, slots=True)
class Looks:
    """Style sheets by name (``tokens``), a template environment, and a digest of both."""

    styles: Mapping[str, str]
    environment: jinja2.Environment
    digest: str

    def render(self, name: str, **values: Any) -> str:
        """Render ``templates/<name>``; an undefined name in it is an error, never a blank."""
        return self.environment.get_template(name).render(**values)

    def sheet(self, *names: str) -> str:
        """The named sheets after one another."""
        return "\n".join(self.styles[name] for name in names)


def unknown_styles(looks: Looks, editions: Iterable[Edition]) -> tuple[Problem, ...]:
    """Style names in ``editions`` that have no sheet in ``styles/``."""
    known = ", ".join(sorted(looks.styles))
    return tuple(
        problem(
            edition.source,
            "B104",
            f"udgaven {edition.name} bruger »{name}«, men styles/{name}.css findes ikke",
            f"der er: {known}",
        )
        for edition in editions
        for name in edition.styles
        if name not in looks.styles
    )


def load_looks(root: Path) -> Looks:
    """Read ``styles/*.css`` and every file of ``templates/`` below ``root``.

    A root that lacks one of these folders, such as a ``book/`` by itself, wears the press's own.
    """
    sheets, forms = (_folder(root, name) for name in ("styles", "templates"))
    styles = {path.stem: path.read_text(encoding="utf-8") for path in sorted(sheets.glob("*.css"))}
    templates = {
        path.relative_to(forms).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(forms.rglob("*"))
        if path.is_file()
    }
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    stamp = digest(
        *(text for table in (styles, templates) for pair in table.items() for text in pair)
    )
    return Looks(styles, environment, stamp)


def _folder(root: Path, name: str) -> Path:
    own = root / name
    return own if own.is_dir() else _HOUSE / name
