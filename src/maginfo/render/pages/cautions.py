"""The page of `cautions`: conditions, populations and situations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.model.safety import Severity
from maginfo.render.document import (
    Depth,
    Detail,
    Emergency,
    Entry,
    Heading,
    Page,
    Paragraph,
    Table,
    action,
    point,
    severity_entry,
    severity_label,
)
from maginfo.render.pages.findings import unresolved_entries
from maginfo.render.references import References
from maginfo.render.wording import note_of

if TYPE_CHECKING:
    from maginfo.answers.cautions import CautionLine, CautionList
    from maginfo.dosing.looked_up import LookedUpCondition
    from maginfo.model.evidence import Signs
    from maginfo.render.document import Block

MAX_IN_FULL = 3
"""Cautions whose reasons a short answer holds; of more it names title and action."""


def caution_page(answer: CautionList) -> Page:
    """Describe one caution in full, or all of them in brief, worst first."""
    references = References(answer.bibliography)
    in_full = len(answer.cautions) <= MAX_IN_FULL
    ranked = sorted(answer.cautions, key=lambda caution: -caution.severity.rank)
    blocks: list[Block] = [_caution(caution, references, in_full) for caution in ranked]
    blocks += [_none_found(condition, references) for condition in answer.none_recorded]
    blocks += unresolved_entries(answer.unresolved)
    if answer.signs is not None:
        blocks += _signs(answer.signs, references)
    if not blocks:
        blocks.append(Paragraph("No condition is named; 'maginfo check' reads ages and eGFRs."))
    hints = ("maginfo cautions NAME",) if not in_full else ()
    return Page(blocks, answer.bibliography, note_of(answer), hints)


def _caution(caution: CautionLine, references: References, in_full: bool) -> Entry:
    depth = Depth.ANSWER if in_full else Depth.WHY
    details = [action(caution.action, depth), Detail(caution.summary, depth=depth)]
    if caution.conflict:
        details.append(Detail(f"Sources differ: {caution.conflict}"))
    if caution.forms:
        details.append(Detail(f"Only with: {', '.join(caution.forms)}.", depth=depth))
    details += [Detail(f"Can rise to {step}.", depth=depth) for step in caution.escalations]
    names = f"Names: {caution.id}; {'; '.join(caution.aliases)}." if caution.aliases else f"Name: {caution.id}."
    details.append(Detail(names, depth=Depth.FULL))
    title = references.cited(caution.title, caution.sources, 3)
    if in_full:
        return severity_entry(caution.severity, title, details)
    return Entry(severity_label(caution.severity), title, details)


def _none_found(condition: LookedUpCondition, references: References) -> Entry:
    """Say that a condition was looked up without a caution, when, and where the evidence on it is."""
    title = references.cited(f"{condition.name}: looked up on {condition.looked}, no caution found", condition.sources)
    details = [Detail("None found is not the same as none exists.", depth=Depth.ANSWER)]
    if condition.use is not None:
        details.append(Detail(f"What the evidence says: maginfo use {condition.use}", depth=Depth.ANSWER))
    if condition.note is not None:
        details.append(Detail(condition.note))
    return severity_entry(Severity.INFO, title, details)


def _signs(signs: Signs, references: References) -> list[Block]:
    steps = [(references.cited(step.signs, step.sources), step.level) for step in signs.high_magnesium]
    blocks: list[Block] = [
        Heading("Signs of high magnesium, in the order they appear", depth=Depth.WHY),
        Table(("Signs", "Reported blood level"), steps, depth=Depth.WHY),
    ]
    if signs.emergency is not None:
        emergency = signs.emergency
        details = [
            Detail(emergency.text, depth=Depth.ANSWER),
            action(references.cited(emergency.action, emergency.sources)),
        ]
        blocks.append(Emergency("EMERGENCY", "Signs that need immediate help", details, "strong"))
    for title, passages in (
        ("Amounts reported as toxic", signs.toxic_amounts),
        ("Signs of low magnesium", signs.deficiency_signs),
        ("Who runs low", signs.deficiency_risk_groups),
    ):
        blocks.append(Heading(title, depth=Depth.WHY))
        blocks += [point(references.cited(each.text, each.sources), depth=Depth.WHY) for each in passages]
    return blocks
