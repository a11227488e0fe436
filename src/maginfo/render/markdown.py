"""Pages as Markdown. Text typed by a user cannot become markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maginfo.render.control_characters import visible_controls
from maginfo.render.document import Block, Closing, Drawing, Entry, Heading, Paragraph, Table, as_written

if TYPE_CHECKING:
    from collections.abc import Iterable

DRAWING_WIDTH = 80
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_OPENING = re.compile(r"^(\d+)([.)])|^([-+=])")
"""Beginnings of a line that would open a list, a rule or a heading."""


def render_markdown(blocks: Iterable[Block]) -> str:
    """Write the page as CommonMark with tables."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(block.text)}"
    if isinstance(block, Paragraph):
        return escaped(as_written(block.text))
    if isinstance(block, Entry):
        lines = [f"- **{escaped(block.label)}** {escaped(as_written(block.title))}"]
        return "  \n  ".join(lines + [escaped(as_written(detail.text)) for detail in block.details])
    if isinstance(block, Closing):
        lines = [block.note, f"More: {'  '.join(block.options)}" if block.options else "", "   ".join(block.hints)]
        return "  \n".join(escaped(line) for line in lines if line)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Drawing):
        lines = ["".join(text for text, _ in segments).rstrip() for segments in block.draw(DRAWING_WIDTH, True)]
        return "\n".join(["```text", *(visible_controls(line) for line in lines), "```"])
    raise TypeError(f"a page cannot hold a {type(block).__name__}")


def _table(table: Table) -> str:
    rule = [("---:" if position in table.right_aligned else "---") for position in range(len(table.columns))]
    rows = [[escaped(as_written(cell)) for cell in row] for row in (table.columns, *table.rows)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])


def escaped(text: str) -> str:
    """Escape the characters of Markdown and HTML, and set the text on one line."""
    marked = _MARKUP.sub(r"\\\1", visible_controls(" ".join(text.split())))
    return _OPENING.sub(lambda opening: f"{opening[1]}\\{opening[2]}" if opening[1] else f"\\{opening[3]}", marked)
