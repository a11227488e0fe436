"""A page as text, wrapped to a width; coloured where the output can show it."""

from __future__ import annotations

from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.render.control_characters import visible_controls
from maginfo.render.document import (
    BULLET,
    Closing,
    Detail,
    Drawing,
    Entry,
    EntryKind,
    Heading,
    Paragraph,
    Table,
    as_written,
    pieces_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, JustifyMethod, RenderableType
    from rich.text import Text as RichText

    from maginfo.render.document import Block, Text

MAX_WIDTH = 100
"""Columns of a pipe, and the most that a wide terminal gets."""
_UNBOUNDED = 100_000
_IN_ASCII = str.maketrans({"–": "-", "·": "*", "→": "->", "≥": ">=", "≤": "<=", "×": "x", "µ": "u", "’": "'"})
STYLES = {
    "": "",
    "title": "bold",
    "section": "bold underline",
    "strong": "bold",
    "dim": "dim",
    "avoid": "bold white on red",
    "major": "bold red",
    "moderate": "bold magenta",
    "minor": "bold blue",
    "info": "bold",
    "ok": "bold green",
    "dose": "bold",
    "recommended": "green",
    "limit": "",
    "beyond": "bold red",
    "free": "green",
    "blocked": "dim",
    "awake": "dim",
}
"""Styles that can be read on light and dark backgrounds; each only repeats what a word says."""


def render_text(
    blocks: Iterable[Block], *, width: int, colour: bool, unicode: bool = True, graphics: bool = True
) -> str:
    """Write the page as text no wider than `width`; without `graphics`, words stand for drawings and tables."""
    setter = _Setter(width, colour, unicode, graphics)
    parts: list[str] = []
    for kind, group in groupby(blocks, key=type):
        run = list(group)
        if issubclass(kind, Entry):
            parts.append(setter.entries([block for block in run if isinstance(block, Entry)]))
        else:
            parts += [setter.block(block) for block in run]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return text if unicode else text.translate(_IN_ASCII)


class _Setter:
    """Lays out blocks with rich."""

    def __init__(self, width: int, colour: bool, unicode: bool, graphics: bool) -> None:
        self.width = width
        self.unicode = unicode
        self.graphics = graphics
        self._console = _console(width, colour)

    def block(self, block: Block) -> str:
        """Set one block that is not an entry."""
        if isinstance(block, Heading):
            return self._captured(_text(block.text, "title" if block.level == 1 else "section"))
        if isinstance(block, Paragraph):
            return self._captured(_text(block.text, block.style))
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Drawing):
            return self._drawing(block)
        if isinstance(block, Closing):
            return self._closing(block)
        raise TypeError(f"a page cannot hold a {type(block).__name__}")

    def entries(self, entries: Sequence[Entry]) -> str:
        """Set labels in one column and titles and details wrapped beside them."""
        from rich.table import Table as Grid

        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(overflow="fold", max_width=self.width // 3)
        grid.add_column(overflow="fold")
        for entry in entries:
            emphasis = "strong" if entry.style and entry.details else ""
            grid.add_row(_text(entry.label, entry.style), _text(entry.title, emphasis))
            for detail in entry.details:
                grid.add_row("", _text(detail.text))
        return self._captured(grid)

    def _table(self, table: Table) -> str:
        """Set the table; without graphics, or where a word does not fit its column, each row is a list of its cells."""
        from rich.measure import Measurement

        if self.graphics:
            grid = _grid(table, self.unicode)
            least = Measurement.get(self._console, self._console.options.update(max_width=_UNBOUNDED), grid).minimum
            if least <= self.width:
                return self._captured(grid)
        columns = [as_written(column) for column in table.columns]
        rows = []
        for row in table.rows:
            cells = map(as_written, row)
            first, *rest = [
                f"{column}: {cell}" if column else cell for column, cell in zip(columns, cells, strict=True) if cell
            ]
            rows.append(Entry(BULLET, first, [Detail(text) for text in rest], kind=EntryKind.POINT))
        return self.entries(rows)

    def _drawing(self, drawing: Drawing) -> str:
        from rich.text import Text as RichText

        lines = [
            RichText.assemble(*((visible_controls(text), STYLES[style]) for text, style in segments))
            for segments in (drawing.draw(self.width, self.unicode) if self.graphics else ())
        ]
        if not lines or any(line.cell_len > self.width for line in lines):
            return "\n".join(self._captured(_text(line)) for line in drawing.words())
        return self._captured(RichText("\n").join(lines))

    def _closing(self, closing: Closing) -> str:
        more = f"More: {'  '.join(closing.options)}" if closing.options else ""
        hints = "   ".join(closing.hints)
        lines = [closing.note, f"{more}   {hints}" if more and hints else more or hints]
        if len(lines[1]) > self.width:
            lines = [closing.note, more, hints]
        return "\n".join(self._captured(_text(line, "dim")) for line in lines if line)

    def _captured(self, content: RenderableType) -> str:
        with self._console.capture() as capture:
            self._console.print(content, overflow="fold")
        return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")


def _console(width: int, colour: bool) -> Console:
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _text(text: Text, style: str = "") -> RichText:
    """Set a text; a piece with an address is a link where the terminal shows links."""
    from rich.style import Style
    from rich.text import Text as RichText

    if isinstance(text, str):
        return RichText(visible_controls(text), style=STYLES[style], overflow="fold")
    pieces = ((visible_controls(str(piece)), Style(link=piece.url) if piece.url else "") for piece in pieces_of(text))
    return RichText.assemble(*pieces, style=STYLES[style], overflow="fold")


def _grid(table: Table, unicode: bool) -> RenderableType:
    from rich import box
    from rich.table import Table as Grid

    grid = Grid(box=box.SIMPLE_HEAD if unicode else box.ASCII2, pad_edge=False, header_style="bold", show_edge=False)
    for position, column in enumerate(table.columns):
        justify: JustifyMethod = "right" if position in table.right_aligned else "left"
        grid.add_column(visible_controls(as_written(column)), justify=justify, overflow="fold")
    for row in table.rows:
        grid.add_row(*map(_text, row))
    return grid
