"""The page of `use`: one with its studies, or all in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import separation
from maginfo.render.document import Entry, Heading, Paragraph, References, Table
from maginfo.render.wording import DIRECTIONS, GRADES, VERDICTS

if TYPE_CHECKING:
    from maginfo.answers.evidence import ClaimList, UseList
    from maginfo.answers.safety import CautionList, InteractionAnswer, InteractionClassList
    from maginfo.model.evidence import Signs, Study, Use
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


def claims_page(answer: ClaimList) -> list[Block]:
    """Claims with their verdicts."""
    references = References(answer.bibliography)
    blocks: list[Block] = []
    for claim in answer.claims:
        where = ", ".join((claim.article, *claim.also_in))
        details = [claim.finding + references.cite(claim.sources), f"Claimed in {where}: {claim.section}."]
        blocks.append(Entry(VERDICTS[claim.verdict], claim.claim, details, "strong"))
    return [*blocks, *references.blocks()]


def use_page(answer: UseList) -> list[Block]:
    """One use with its studies, or all in rows."""
    references = References(answer.bibliography, at_most=3)
    if len(answer.uses) > 1:
        rows = [
            (use.id, use.grade, DIRECTIONS[use.direction], _route(use), use.summary + references.cite(use.sources))
            for use in answer.uses
        ]
        blocks: list[Block] = [Table(("Use", "Grade", "Direction", "Route", "What was found"), rows)]
    else:
        blocks = _one_use(answer.uses[0], references)
    return [*blocks, Paragraph(GRADES, "dim"), *references.blocks(), Paragraph(f"{answer.disclaimer}", "dim")]


def _one_use(use: Use, references: References) -> list[Block]:
    blocks: list[Block] = [
        Heading(use.name, level=1),
        Entry(f"Grade {use.grade}", DIRECTIONS[use.direction], [use.summary + references.cite(use.sources)], "strong"),
    ]
    if use.route == "intravenous":
        blocks.append(Paragraph("Given into a vein, in hospital: it says nothing of supplements."))
    if use.forms:
        rows = [
            (each.form, each.grade, DIRECTIONS[each.direction], each.summary + references.cite(each.sources))
            for each in use.forms
        ]
        blocks += [Heading("By form"), Table(("Form", "Grade", "Direction", "What was found"), rows)]
    if use.studies:
        blocks += [Heading("Studies"), *(_study(study) for study in use.studies)]
    return blocks


def _study(study: Study) -> Entry:
    people = f"{study.participants} people" if study.participants is not None else "number not known"
    whom = f"{people}, {study.population}" if study.population else people
    given = "; ".join(part for part in (study.form, study.dose, study.duration) if part)
    return Entry(
        study.source, f"{study.design}; {whom}", [f"Given: {given}.", f"{study.result} ({study.seen})"], "strong"
    )


def _route(use: Use) -> str:
    return "by mouth" if use.route == "oral" else "into a vein only"
