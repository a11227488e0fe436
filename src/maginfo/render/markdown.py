"""A page as Markdown, for notes and issues; what a user typed cannot become markup in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maginfo.render.document import Block, Drawing, Entry, Heading, Paragraph, Table
from maginfo.render.safety import visible_controls

if TYPE_CHECKING:
    from collections.abc import Iterable

DRAWING_WIDTH = 80
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_OPENING = re.compile(r"^(\d+)([.)])|^([-+=])")
"""What would open a list, a rule or a heading at the beginning of a line."""


def render_markdown(blocks: Iterable[Block]) -> str:
    """The page as CommonMark with tables."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(block.text)}"
    if isinstance(block, Paragraph):
        return escaped(block.text)
    if isinstance(block, Entry):
        lines = [f"- **{escaped(block.label)}** {escaped(block.title)}"]
        return "  \n  ".join(lines + [escaped(detail) for detail in block.details])
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Drawing):
        lines = ["".join(text for text, _ in segments).rstrip() for segments in block.draw(DRAWING_WIDTH, True)]
        return "\n".join(["```text", *(visible_controls(line) for line in lines), "```"])
    raise TypeError(f"a page cannot hold a {type(block).__name__}")


def _table(table: Table) -> str:
    rule = [("---:" if position in table.right_aligned else "---") for position in range(len(table.columns))]
    rows = [[escaped(cell) for cell in row] for row in (table.columns, *table.rows)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])


def escaped(text: str) -> str:
    """Text with Markdown's own characters, and HTML's, shown as they are, on one line."""
    marked = _MARKUP.sub(r"\\\1", visible_controls(" ".join(text.split())))
    return _OPENING.sub(lambda opening: f"{opening[1]}\\{opening[2]}" if opening[1] else f"\\{opening[3]}", marked)
