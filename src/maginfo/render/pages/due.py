"""The page of `data due`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Entry, Heading, Page, Paragraph, Piece
from maginfo.render.references import References

if TYPE_CHECKING:
    from maginfo.answers.due import DueList
    from maginfo.render.document import Block


def due_page(answer: DueList) -> Page:
    """List what is due, the oldest day first; overdue entries are emphasised."""
    if not answer.items:
        return Page([Paragraph(f"Nothing is due on {answer.today}.")])
    references = References(answer.bibliography)
    overdue = sum(item.overdue for item in answer.items)
    blocks: list[Block] = [Heading(f"On {answer.today}: {overdue} overdue, {len(answer.items) - overdue} to come")]
    for item in answer.items:
        where = item.authority or item.kind
        title = (Piece(f"{where}: "), *references.cited(item.text, item.sources))
        blocks.append(Entry(item.due or "no day", title, style="strong" if item.overdue else ""))
    return Page(blocks, answer.bibliography)
