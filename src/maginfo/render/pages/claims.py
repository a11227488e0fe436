"""The page of `claims`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Entry, References
from maginfo.render.pages.vocabulary import VERDICTS

if TYPE_CHECKING:
    from maginfo.answers.evidence import ClaimList
    from maginfo.render.document import Block


def claims_page(answer: ClaimList) -> list[Block]:
    """Claims with their verdicts."""
    references = References(answer.bibliography)
    blocks: list[Block] = []
    for claim in answer.claims:
        where = ", ".join((claim.article, *claim.also_in))
        details = [claim.finding + references.cite(claim.sources), f"Claimed in {where}: {claim.section}."]
        blocks.append(Entry(VERDICTS[claim.verdict], claim.claim, details, "strong"))
    return [*blocks, *references.blocks()]
