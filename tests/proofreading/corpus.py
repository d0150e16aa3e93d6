"""Random books of every kind of block, in every order and nesting, and the pages they make.

In: a seed. Out: a :class:`Sample`, a document with its marked PDF, its printer's text and its
screens. Words come from a short list, so that texts repeat; pages and type have many sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from press import tree
from press.assembly.assemble import assemble
from press.galley import names
from press.looks import Looks
from press.model import Chapter, Document, EpubEdition, PdfEdition, Source, WebEdition
from press.paper.volume import Printed
from press.screen.epub import make_epub
from press.screen.web import make_web
from press.store import Store
from press.tree import Attr, Block, Blocks, Inline, Inlines, Option, Space, Str
from tests.assembly.making import book
from tests.presswork import print_with

_WORDS = tuple(
    word
    for line in (
        "Ja nej opgaven løftes 7 2026 kerneopgaven medarbejdernes af og, men: – (to) »nu«",
        "MED-udvalg aftalt. velfærdsteknologien 3,5 borgeren? AI-system hverdag; tillid",
    )
    for word in line.split()
)
_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20">'
    b'<rect width="60" height="20" fill="#1f4e5f"/></svg>'
)
_STYLES = ("Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman", "DefaultStyle")
_ENDS = ("Period", "OneParen", "TwoParens", "DefaultDelim")
_TRIMS = ((170.0, 240.0), (148.0, 210.0), (120.0, 190.0), (210.0, 297.0), (105.0, 148.0))


@dataclass(frozen=True, slots=True)
class Sample:
    """A random book as set: what it says, and its editions."""

    document: Document
    printed: Printed
    epub: bytes
    web: Mapping[str, bytes]


class _Author:
    """Writes random blocks."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.headings = 0

    def words(self, most: int = 12) -> Inlines:
        found: list[Inline] = []
        for number in range(self.random.randint(1, most)):
            if number:
                found.append(Space())
            found.append(Str(self.random.choice(_WORDS)))
        return tuple(found)

    def line(self, depth: int = 0, notes: bool = True) -> Inlines:
        found: list[Inline] = []
        for number in range(self.random.randint(1, 5)):
            if number:
                found.append(Space())
            found += self._stretch(depth, notes)
            if notes and self.random.random() < 0.06:
                found.append(tree.Note(self.blocks(1, depth + 2, notes=False)))
        return tuple(found)

    def _stretch(self, depth: int, notes: bool) -> Inlines:
        inside = self.words() if depth > 2 else self.line(depth + 1, False)[:9]
        empty = Attr()
        plain: list[Callable[[], Inline]] = [
            lambda: tree.Emph(inside),
            lambda: tree.Strong(inside),
            lambda: tree.SmallCaps(inside),
            lambda: tree.Strikeout(inside),
            lambda: tree.Underline(inside),
            lambda: tree.Superscript(self.words(1)),
            lambda: tree.Subscript(self.words(1)),
            lambda: tree.Code((empty, "x = 7  # to")),
            lambda: tree.Quoted((Option("DoubleQuote"), inside)),
            lambda: tree.Link((empty, inside, tree.Target("https://www.kl.dk/a_b"))),
            lambda: tree.Span((Attr(classes=(names.INDEX,)), self.words(2))),
            lambda: tree.Image((Attr(pairs=(("alt", "En "),)), (), tree.Target("images/a.svg"))),
        ]
        if self.random.random() < 0.7:
            return self.words()
        return (self.random.choice(plain)(),)

    def blocks(self, most: int, depth: int = 0, notes: bool = True) -> Blocks:
        kinds = self._kinds(depth, notes)
        return tuple(self.random.choice(kinds)() for _ in range(self.random.randint(1, most)))

    def _kinds(self, depth: int, notes: bool) -> list[Callable[[], Block]]:
        def para() -> Block:
            return tree.Para(self.line(notes=notes))

        def several() -> tuple[Blocks, ...]:
            loose = self.random.random() < 0.4
            return tuple(
                self.blocks(2, depth + 1, notes) if loose else (tree.Plain(self.line(notes=notes)),)
                for _ in range(self.random.randint(1, 5))
            )

        kinds: list[Callable[[], Block]] = [para, para, para]
        kinds += [
            lambda: tree.CodeBlock((Attr(), "kode 7\n  to linjer")),
            lambda: tree.LineBlock(tuple(self.words() for _ in range(3))),
        ]
        if depth < 3:
            kinds += [
                lambda: tree.BulletList(several()),
                lambda: self._numbered(several()),
                lambda: tree.BlockQuote(self.blocks(2, depth + 1, notes)),
                lambda: tree.DefinitionList(
                    tuple((self.words(3), (self.blocks(1, depth + 1, notes),)) for _ in range(2))
                ),
            ]
        if depth < 2 and notes:
            kinds += [
                lambda: self._table(depth),
                self._figure,
                lambda: self._box(depth),
                self._heading,
                lambda: tree.HorizontalRule(),
            ]
        return kinds

    def _numbered(self, items: tuple[Blocks, ...]) -> Block:
        start = self.random.choice((1, 1, 3, 9, 27))
        style, end = (Option(self.random.choice(names)) for names in (_STYLES, _ENDS))
        return tree.OrderedList((tree.Numbering(start, style, end), items))

    def _heading(self) -> Block:
        self.headings += 1
        attr = Attr(f"h{self.headings}" if self.random.random() < 0.5 else "")
        return tree.Header((self.random.randint(2, 6), attr, self.line(notes=False)))

    def _figure(self) -> Block:
        image = tree.Image((Attr(pairs=(("alt", "Et billede"),)), (), tree.Target("images/a.svg")))
        caption = tree.Caption(None, (tree.Plain(self.line()),))
        return tree.Figure((Attr(), caption, (tree.Plain((image,)),)))

    def _box(self, depth: int) -> Block:
        name = self.random.choice(sorted(names.BOXES))
        return tree.Div((Attr(classes=(name,)), self.blocks(4, depth + 1)))

    def _table(self, depth: int) -> Block:
        width = self.random.randint(1, 4)
        align = [
            Option(self.random.choice(("AlignDefault", "AlignLeft", "AlignRight", "AlignCenter")))
            for _ in range(width)
        ]

        def row() -> tree.Row:
            cells = (
                (tree.Plain(self.line() if self.random.random() < 0.3 else self.words(4)),)
                for _ in range(width)
            )
            return tree.Row(
                Attr(), tuple(tree.Cell(Attr(), Option("AlignDefault"), 1, 1, one) for one in cells)
            )

        head = tree.Rows(Attr(), (row(),) if self.random.random() < 0.8 else ())
        rows = tuple(row() for _ in range(self.random.randint(1, 12)))
        caption = (tree.Plain(self.line()),) if self.random.random() < 0.7 else ()
        return tree.Table(
            tree.Grid(
                Attr(),
                tree.Caption(None, caption),
                tuple((one, tree.Width("ColWidthDefault")) for one in align),
                head,
                (tree.Body(Attr(), 0, (), rows),),
                tree.Rows(Attr(), ()),
            )
        )


def random_document(seed: int, store: Store) -> Document:
    """One or two chapters by a random author."""
    random = Random(seed)
    chapters = []
    for number in range(1, random.randint(2, 3)):
        blocks = _Author(random).blocks(random.choice((2, 6, 14)))
        name = f"kapitel-{number}"
        path = f"book/chapters/{name}.md"
        title = " ".join(random.choice(_WORDS) for _ in range(random.randint(1, 4)))
        made = Chapter(name, path, title, "", 1, tree.write(blocks), number=number)
        chapters.append(replace(made, authors=("En Ophav",) if random.random() < 0.3 else ()))
    sections = (names.INDEX, names.FIGURES) if random.random() < 0.2 else ()
    whole = book(*chapters, made=sections, images={"images/a.svg": _PICTURE})
    return assemble(replace(whole, publisher="Forlaget"), store)


def sample(seed: int, looks: Looks, folder: Path) -> Sample:
    """The book of a seed in all its editions. ``folder`` keeps what is made on the way."""
    random = Random(f"{seed} sider")
    document = random_document(seed, Store(folder))
    trim = random.choice(_TRIMS)
    # Large type on a small page leaves no room for the head of a table.
    size = random.choice((9, 10.5, 10.5, 13, 15) if trim[0] > 140 else (9, 10.5))
    sheet = f"html {{ font-size: {size}pt; }} p {{ orphans: {random.randint(1, 2)}; }}"
    dressed = replace(looks, styles={**looks.styles, "size": sheet})
    place = Source("book/book.yaml", 9)
    edition = PdfEdition("print", place, ("tokens", "print", "size"), trim=trim)
    printed = print_with(dressed, folder, document, edition=edition)
    pages = printed.page_map
    epub = EpubEdition("epub", place, ("tokens", "book", "epub"))
    web = WebEdition("web", place, ("tokens", "book", "web"))
    return Sample(
        document,
        printed,
        make_epub(document, epub, pages, looks, thumbnail=None),
        make_web(document, web, pages, looks),
    )
