"""The page of `search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Entry, Paragraph

if TYPE_CHECKING:
    from maginfo.answers.searching import SearchAnswer
    from maginfo.render.document import Block


def search_page(answer: SearchAnswer) -> list[Block]:
    """What was found, best first."""
    blocks: list[Block] = []
    if answer.read_as is not None:
        blocks.append(Paragraph(f"Nothing is written '{answer.text}'; read as '{answer.read_as}'."))
    if not answer.hits:
        return [*blocks, Paragraph(f"Nothing mentions '{answer.text}', which is not the same as nothing is known.")]
    blocks += [Entry(hit.kind, f"{hit.title} ({hit.id})", [hit.excerpt], "strong") for hit in answer.hits]
    if answer.more:
        blocks.append(Paragraph(f"{answer.more} more; another word narrows them.", "dim"))
    return blocks
