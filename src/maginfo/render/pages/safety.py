"""The pages of `interactions`, `cautions`, `claims` and `use`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import separation
from maginfo.errors import join_or
from maginfo.model.safety import Severity
from maginfo.render.document import (
    Depth,
    Detail,
    Entry,
    Heading,
    Paragraph,
    References,
    Table,
    action,
    point,
    severity_entry,
)
from maginfo.render.wording import DIRECTIONS, GRADES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.answers.evidence import ClaimList, UseList
    from maginfo.answers.safety import (
        CautionLine,
        CautionList,
        InteractionAnswer,
        InteractionClassList,
        InteractionMatch,
    )
    from maginfo.dosing.report import Unresolved
    from maginfo.model.evidence import Signs, Study, Use
    from maginfo.render.document import Block


def interaction_page(answer: InteractionAnswer) -> list[Block]:
    """Describe the recorded interactions of each medicine."""
    references = References(answer.bibliography, at_most=4)
    blocks: list[Block] = [
        _interaction(match, references) if match.recorded else _none_recorded(match, references)
        for match in answer.matches
    ]
    blocks += unresolved_entries(answer.unresolved)
    return [*blocks, *references.blocks(), Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]


def unresolved_entries(unresolved: Iterable[Unresolved]) -> list[Entry]:
    """List names without a record: what each name is known as, or which name may have been meant."""
    entries = []
    for name in unresolved:
        if name.state == "recognised":
            known = name.name if name.name == name.text else f"{name.name} ({name.text})"
            what = f"{name.what}. " if name.what is not None and name.kind == "medicine" else ""
            detail = Detail(f"{what}Nobody has looked it up with magnesium yet.", depth=Depth.ANSWER)
            entries.append(Entry("NOT LOOKED UP", known or name.text, [detail], Severity.MODERATE.value))
        else:
            slip = f" A slip for {join_or(name.suggestions)}?" if name.suggestions else ""
            detail = Detail(f"No {name.kind} of that name is known here.{slip}", depth=Depth.ANSWER)
            entries.append(Entry("UNKNOWN", name.text, [detail], Severity.MAJOR.value))
    return entries


def _medicine(match: InteractionMatch) -> str:
    """Name the medicine, followed by the user's word if that differs."""
    query = match.query if match.market is None else f"{match.query} in {match.market}"
    return match.drug if match.drug.casefold() == match.query.casefold() else f"{match.drug} ({query})"


def _none_recorded(match: InteractionMatch, references: References) -> Entry:
    details = [
        Detail(references.cited(match.summary, match.sources), depth=Depth.ANSWER),
        action(references.cited(match.action, match.action_sources)),
    ]
    if match.note:
        details.append(Detail(match.note))
    return Entry("NONE RECORDED", _medicine(match), details, Severity.INFO.value)


def _interaction(match: InteractionMatch, references: References) -> Entry:
    apart = separation(match.take_drug_before_h, match.take_drug_after_h, match.never_together)
    details = [Detail(f"Taken {apart}.", depth=Depth.ANSWER)] if apart is not None else []
    details.append(Detail(references.cited(match.summary, match.sources), depth=Depth.ANSWER))
    details.append(action(match.action))
    if match.note:
        details.append(Detail(match.note))
    if match.evidence:
        details.append(Detail(f"Measured: {match.evidence}"))
    if match.conflict:
        details.append(Detail(f"Sources differ: {match.conflict}"))
    details.append(Detail(f"Forms: {', '.join(match.forms)}."))
    details += _escalations(match.escalations)
    title = _medicine(match)
    if match.class_name is not None and match.class_name.casefold() != match.drug.casefold():
        title += f": {match.class_name}"
    return severity_entry(Severity(match.severity), title, details)


def _escalations(steps: Iterable[str]) -> list[Detail]:
    return [Detail(f"Raised to {step}.", depth=Depth.ANSWER) for step in steps]


def interaction_class_page(answer: InteractionClassList) -> list[Block]:
    """Describe every class in a row."""
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
    """Describe one caution in full, or all of them in brief."""
    references = References(answer.bibliography, at_most=6 if len(answer.cautions) == 1 else 2)
    blocks: list[Block] = [_caution(caution, references) for caution in answer.cautions]
    blocks += unresolved_entries(answer.unresolved)
    if answer.signs is not None:
        blocks += _signs(answer.signs, references)
    return [*blocks, *references.blocks(), Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]


def _caution(caution: CautionLine, references: References) -> Entry:
    details = [Detail(references.cited(caution.summary, caution.sources)), action(caution.action)]
    if caution.conflict:
        details.append(Detail(f"Sources differ: {caution.conflict}"))
    if caution.forms:
        details.append(Detail(f"Only with: {', '.join(caution.forms)}.", depth=Depth.ANSWER))
    details += _escalations(caution.escalations)
    names = f"Names: {caution.id}; {'; '.join(caution.aliases)}." if caution.aliases else f"Name: {caution.id}."
    details.append(Detail(names, depth=Depth.FULL))
    return severity_entry(Severity(caution.severity), caution.title, details)


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
        blocks.append(Entry("EMERGENCY", "Signs that call for help at once", details, Severity.AVOID.value))
    for title, passages in (
        ("Amounts reported as toxic", signs.toxic_amounts),
        ("Signs of low magnesium", signs.deficiency_signs),
        ("Who runs low", signs.deficiency_risk_groups),
    ):
        blocks.append(Heading(title, depth=Depth.WHY))
        blocks += [point(references.cited(each.text, each.sources), depth=Depth.WHY) for each in passages]
    return blocks


def claims_page(answer: ClaimList) -> list[Block]:
    """List the claims with their verdicts."""
    references = References(answer.bibliography)
    blocks: list[Block] = []
    for claim in answer.claims:
        where = ", ".join((claim.article, *claim.also_in))
        details = [
            Detail(references.cited(claim.finding, claim.sources)),
            Detail(f"Claimed in {where}: {claim.section}.", depth=Depth.FULL),
        ]
        blocks.append(Entry(VERDICTS[claim.verdict], claim.claim, details, "strong"))
    return [*blocks, *references.blocks()]


def use_page(answer: UseList) -> list[Block]:
    """Describe one use with its studies, or all uses in rows."""
    references = References(answer.bibliography, at_most=3)
    if len(answer.uses) > 1:
        rows = [
            (use.id, use.grade, DIRECTIONS[use.direction], _route(use), references.cited(use.summary, use.sources))
            for use in answer.uses
        ]
        blocks: list[Block] = [Table(("Use", "Grade", "Direction", "Route", "What was found"), rows)]
    else:
        blocks = _one_use(answer.uses[0], references)
    return [*blocks, Paragraph(GRADES, "dim"), *references.blocks(), Paragraph(f"{answer.disclaimer}", "dim")]


def _one_use(use: Use, references: References) -> list[Block]:
    found = Detail(references.cited(use.summary, use.sources), depth=Depth.ANSWER)
    blocks: list[Block] = [
        Heading(use.name, level=1),
        Entry(f"Grade {use.grade}", DIRECTIONS[use.direction], [found], "strong"),
    ]
    if use.route == "intravenous":
        blocks.append(Paragraph("Given into a vein, in hospital: it says nothing about supplements."))
    if use.forms:
        rows = [
            (each.form, each.grade, DIRECTIONS[each.direction], references.cited(each.summary, each.sources))
            for each in use.forms
        ]
        blocks += [Heading("By form"), Table(("Form", "Grade", "Direction", "What was found"), rows)]
    if use.studies:
        blocks += [Heading("Studies", depth=Depth.WHY), *(_study(study) for study in use.studies)]
    return blocks


def _study(study: Study) -> Entry:
    people = f"{study.participants} people" if study.participants is not None else "number not known"
    whom = f"{people}, {study.population}" if study.population else people
    given = "; ".join(part for part in (study.form, study.dose, study.duration) if part)
    details = [Detail(f"Given: {given}."), Detail(f"{study.result} ({study.seen})")]
    return Entry(study.source, f"{study.design}; {whom}", details, "strong", depth=Depth.WHY)


def _route(use: Use) -> str:
    return "by mouth" if use.route == "oral" else "into a vein only"
