"""A page as text: wrapped and coloured on a terminal, plain and unwrapped in a pipe."""

from __future__ import annotations

from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.render.control_characters import visible_controls
from maginfo.render.document import (
    BULLET,
    Detail,
    Drawing,
    Entry,
    EntryKind,
    Heading,
    Paragraph,
    Table,
    as_written,
    detail_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, JustifyMethod, RenderableType
    from rich.text import Text

    from maginfo.render.document import Block

UNBOUNDED = 100_000
"""Columns of a pipe, where nothing is wrapped or cut."""
DRAWING_IN_A_PIPE = 80
_IN_ASCII = str.maketrans({"–": "-", "·": "*", "→": "->", "≥": ">=", "≤": "<=", "×": "x", "µ": "u", "’": "'"})
GAP = "  "
"""Space between a label and its text."""
COLUMN_GAP = "   "

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
    "limit": "red",
    "free": "green",
    "blocked": "red",
    "awake": "dim",
}
"""Styles that can be read on light and dark backgrounds; each only repeats what a word says."""


def render_text(blocks: Iterable[Block], *, width: int | None, colour: bool, unicode: bool = True) -> str:
    """Write the page as text; `width` None is a pipe, where no line is wrapped and nothing is coloured.

    For a terminal, rich lays out the tables and wraps the paragraphs; it is imported only where it is needed.
    """
    setter = _Unwrapped(unicode) if width is None else _Wrapped(width, colour, unicode)
    parts: list[str] = []
    for is_entry, group in groupby(blocks, key=lambda block: isinstance(block, Entry)):
        run = list(group)
        if is_entry:
            parts.append(setter.entries([block for block in run if isinstance(block, Entry)]))
        else:
            parts += [setter.block(block) for block in run]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return text if unicode else text.translate(_IN_ASCII)


class _Unwrapped:
    """Lays out text for a pipe: every paragraph is one line, however long."""

    def __init__(self, unicode: bool) -> None:
        self.unicode = unicode

    def block(self, block: Block) -> str:
        """Set one block that is not an entry."""
        if isinstance(block, (Heading, Paragraph)):
            return visible_controls(as_written(block.text))
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Drawing):
            lines = block.draw(DRAWING_IN_A_PIPE, self.unicode)
            return "\n".join(visible_controls("".join(text for text, _ in line)).rstrip() for line in lines)
        raise TypeError(f"a page cannot hold a {type(block).__name__}")

    def _table(self, table: Table) -> str:
        """Set columns as wide as their widest cell, without rich's tables, which are slow to import."""
        from rich.cells import cell_len

        lines = [[visible_controls(as_written(cell)) for cell in row] for row in (table.columns, *table.rows)]
        widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]

        def padded(cell: str, position: int) -> str:
            room = " " * (widths[position] - cell_len(cell))
            return room + cell if position in table.right_aligned else cell + room

        set_lines = [
            COLUMN_GAP.join(padded(cell, position) for position, cell in enumerate(line)).rstrip() for line in lines
        ]
        rule = ("─" if self.unicode else "-") * (sum(widths) + len(COLUMN_GAP) * (len(widths) - 1))
        return "\n".join([set_lines[0], rule, *set_lines[1:]])

    def entries(self, entries: Sequence[Entry]) -> str:
        """Set labels in one column and titles and details beside them."""
        indent = max(len(entry.label) for entry in entries) + len(GAP)
        lines = []
        for entry in entries:
            lines.append(entry.label.ljust(indent) + as_written(entry.title))
            lines += [" " * indent + detail_line(detail) for detail in entry.details]
        return "\n".join(visible_controls(line).rstrip() for line in lines)


class _Wrapped:
    """Lays out text for a terminal, or for a given width."""

    def __init__(self, width: int, colour: bool, unicode: bool) -> None:
        self.width = width
        self.unicode = unicode
        self._rich = _console(width, colour)

    def block(self, block: Block) -> str:
        """Set one block that is not an entry."""
        if isinstance(block, Heading):
            return _captured(self._rich, _text(block.text, "title" if block.level == 1 else "section"))
        if isinstance(block, Paragraph):
            return _captured(self._rich, _text(as_written(block.text), block.style))
        if isinstance(block, Table):
            return self._fitting(block)
        if isinstance(block, Drawing):
            return _captured(self._rich, _drawing(block, self.width, self.unicode))
        raise TypeError(f"a page cannot hold a {type(block).__name__}")

    def _fitting(self, table: Table) -> str:
        """Set the table; if a word does not fit its column, set the cells of each row as a list instead."""
        from rich.measure import Measurement

        grid = _table(table, self.unicode)
        least = Measurement.get(self._rich, self._rich.options.update(max_width=UNBOUNDED), grid).minimum
        if least <= self.width:
            return _captured(self._rich, grid)
        columns = [as_written(column) for column in table.columns]
        rows = []
        for row in table.rows:
            cells = map(as_written, row)
            first, *rest = [
                f"{column}: {cell}" if column else cell for column, cell in zip(columns, cells, strict=True)
            ]
            rows.append(Entry(BULLET, first, [Detail(text) for text in rest], kind=EntryKind.POINT))
        return self.entries(rows)

    def entries(self, entries: Sequence[Entry]) -> str:
        """Set labels in one column and titles and details wrapped beside them."""
        return _captured(self._rich, _entries(entries, self.width))


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


def _captured(console: Console, content: RenderableType) -> str:
    with console.capture() as capture:
        console.print(content, overflow="fold")
    return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible_controls(text), style=STYLES[style], overflow="fold")


def _entries(entries: Sequence[Entry], width: int) -> RenderableType:
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold", max_width=width // 3)
    grid.add_column(overflow="fold")
    for entry in entries:
        grid.add_row(_text(entry.label, entry.style), _text(as_written(entry.title), "strong" if entry.style else ""))
        for detail in entry.details:
            grid.add_row("", _text(detail_line(detail)))
    return grid


def _table(table: Table, unicode: bool) -> RenderableType:
    """Set a table for a terminal."""
    from rich import box
    from rich.table import Table as Grid

    grid = Grid(box=box.SIMPLE_HEAD if unicode else box.ASCII2, pad_edge=False, header_style="bold", show_edge=False)
    for position, column in enumerate(table.columns):
        justify: JustifyMethod = "right" if position in table.right_aligned else "left"
        grid.add_column(visible_controls(as_written(column)), justify=justify, overflow="fold")
    for row in table.rows:
        grid.add_row(*(_text(as_written(cell)) for cell in row))
    return grid


def _drawing(drawing: Drawing, width: int, unicode: bool) -> RenderableType:
    from rich.text import Text

    lines = [
        Text.assemble(*((visible_controls(text), STYLES[style]) for text, style in segments))
        for segments in drawing.draw(width, unicode)
    ]
    return Text("\n").join(lines)
