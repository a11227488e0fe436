"""The page of `cautions`: one in full, or all in brief, with the signs of too much and too little magnesium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Entry, Heading, Paragraph, References, Table

if TYPE_CHECKING:
    from maginfo.answers.cautions import CautionList
    from maginfo.catalogue.records.signs import Signs
    from maginfo.render.document import Block


def caution_page(answer: CautionList) -> list[Block]:
    """One caution in full, or all of them in brief."""
    references = References(answer.bibliography, at_most=6 if len(answer.cautions) == 1 else 2)
    blocks: list[Block] = []
    for caution in answer.cautions:
        details = [
            caution.summary + references.cite(caution.sources),
            f"→ {caution.action}",
            f"Sources differ: {caution.conflict}" if caution.conflict else "",
            f"Only with: {', '.join(caution.forms)}." if caution.forms else "",
            *(f"Raised to {step}." for step in caution.escalations),
            f"Names: {caution.id}; {'; '.join(caution.aliases)}." if caution.aliases else f"Name: {caution.id}.",
        ]
        blocks.append(
            Entry(caution.severity.upper(), caution.title, [text for text in details if text], caution.severity)
        )
    if answer.signs is not None:
        blocks += _signs(answer.signs, references)
    return [*blocks, *references.blocks(), Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]


def _signs(signs: Signs, references: References) -> list[Block]:
    steps = [(step.signs + references.cite(step.sources), step.level) for step in signs.high_magnesium]
    blocks: list[Block] = [
        Heading("Signs of high magnesium, in the order they appear"),
        Table(("Signs", "Reported blood level"), steps),
    ]
    if signs.emergency is not None:
        emergency = signs.emergency
        told = [emergency.text, f"→ {emergency.action}{references.cite(emergency.sources)}"]
        blocks.append(Entry("EMERGENCY", "What calls for help at once", told, "avoid"))
    for title, passages in (
        ("Amounts that were reported as poisonous", signs.toxic_amounts),
        ("Signs of low magnesium", signs.deficiency_signs),
        ("Who runs low", signs.deficiency_risk_groups),
    ):
        blocks += [Heading(title), *(Entry("·", each.text + references.cite(each.sources)) for each in passages)]
    return blocks
