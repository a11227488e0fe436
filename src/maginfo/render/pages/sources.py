"""The page of `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Entry, Heading, describe_source

if TYPE_CHECKING:
    from maginfo.answers.sources import SourceList
    from maginfo.render.document import Block


def source_page(answer: SourceList) -> list[Block]:
    """The bibliography."""
    blocks: list[Block] = [Heading(f"{len(answer.sources)} sources" if len(answer.sources) != 1 else "1 source")]
    for source in answer.sources:
        seen = f"{source.kind}; seen: {source.seen}; checked {source.checked}."
        blocks.append(
            Entry(source.id, describe_source(source), [text for text in (seen, source.note) if text], "strong")
        )
    return blocks
