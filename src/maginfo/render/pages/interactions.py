"""The pages of `interactions`: what is recorded for medicines, and every class in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import separation
from maginfo.render.document import Entry, Paragraph, References, Table

if TYPE_CHECKING:
    from maginfo.answers.interactions import InteractionAnswer, InteractionClassList
    from maginfo.render.document import Block


def interaction_page(answer: InteractionAnswer) -> list[Block]:
    """What is recorded for the medicines asked for."""
    references = References(answer.bibliography, at_most=4)
    blocks: list[Block] = []
    for match in answer.matches:
        query = match.query if match.market is None else f"{match.query} in {match.market}"
        name = match.drug if match.drug.casefold() == match.query.casefold() else f"{match.drug} ({query})"
        if not match.recorded:
            details = [
                match.summary + references.cite(match.sources),
                f"→ {match.action}" + references.cite(match.action_sources),
                match.note or "",
            ]
            blocks.append(Entry("NONE RECORDED", name, [text for text in details if text], "info"))
            continue
        apart = separation(match.take_drug_before_h, match.take_drug_after_h, match.never_together)
        details = [
            f"Taken {apart}." if apart is not None else "",
            match.summary + references.cite(match.sources),
            f"→ {match.action}",
            match.note or "",
            f"Measured: {match.evidence}" if match.evidence else "",
            f"Sources differ: {match.conflict}" if match.conflict else "",
            f"Forms: {', '.join(match.forms)}.",
            *(f"Raised to {step}." for step in match.escalations),
        ]
        title = (
            name
            if match.class_name is None or match.class_name.casefold() == match.drug.casefold()
            else f"{name}: {match.class_name}"
        )
        blocks.append(Entry(match.severity.upper(), title, [text for text in details if text], match.severity))
    return [*blocks, *references.blocks(), Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]


def interaction_class_page(answer: InteractionClassList) -> list[Block]:
    """Every class in a row."""
    rows = [
        (
            group.id,
            group.severity,
            group.direction,
            separation(group.take_drug_before_h, group.take_drug_after_h, group.never_together) or "–",
            ", ".join(group.forms),
            ", ".join(group.members),
        )
        for group in answer.classes
    ]
    columns = ("Class", "Severity", "Direction", "Medicine taken", "Forms", "Medicines")
    note = (
        "Hours of a class are its strictest; 'maginfo interactions NAME' gives a medicine's own. One not listed "
        "is not known here, which is not the same as harmless."
    )
    return [Table(columns, rows), Paragraph(note, "dim")]
