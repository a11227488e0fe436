"""The pages of the commands that list: forms, reference values, medicines, conditions, sources, conversions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import SCOPES, amount, figure, separation
from maginfo.render.document import Entry, Heading, Paragraph, References, Table, describe_source

if TYPE_CHECKING:
    from maginfo.answers.cautions import CautionList
    from maginfo.answers.conversions import Conversion
    from maginfo.answers.forms import FormList
    from maginfo.answers.intakes import IntakeRow, IntakeTable
    from maginfo.answers.interactions import InteractionAnswer, InteractionClassList
    from maginfo.answers.sources import SourceList
    from maginfo.catalogue.records.signs import Signs
    from maginfo.render.document import Block


def list_page(answer: FormList) -> list[Block]:
    """Every form in a row."""
    rows = [
        (
            form.id,
            form.name,
            form.category,
            f"{_percent(form.elemental_fraction.low, form.elemental_fraction.high)} %"
            if form.elemental_fraction
            else "as labelled",
            form.tolerance,
            ", ".join(form.bought_for),
        )
        for form in answer.forms
    ]
    note = (
        "Magnesium: share of the mass of material sold under the name. 'Bought for' says nothing of whether it works; "
        "'maginfo show FORM' does."
    )
    return [
        Table(("Form", "Name", "Category", "Magnesium", "Gut", "Bought for"), rows, frozenset({3})),
        Paragraph(note, "dim"),
    ]


def _percent(low: float, high: float) -> str:
    first, last = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return first if first == last else f"{first}–{last}"


def convert_page(answer: Conversion) -> list[Block]:
    """One amount in every measure."""
    references = References(answer.bibliography)
    percent = answer.percent_daily_value
    rows = [
        ("elemental magnesium", amount(answer.elemental_mg)),
        ("mmol", figure(answer.mmol)),
        ("mEq", figure(answer.meq)),
        ("% of the FDA Daily Value (420 mg)", f"{figure(percent.us_fda)} %"),
        ("% of the EU NRV (375 mg)", f"{figure(percent.eu_nrv)} %"),
    ]
    if answer.compound_mg is not None:
        rows.append((f"as {answer.compound or answer.form}", amount(answer.compound_mg)))
    blocks: list[Block] = [Table((answer.text, ""), rows, frozenset({1}))]
    if not answer.elemental_mg.certain:
        blocks.append(Paragraph("mmol, mEq and percentages are of the high end of the range."))
    references.cite(answer.sources)
    return [*blocks, *references.blocks()]


def intake_page(answer: IntakeTable) -> list[Block]:
    """Rows of one authority, or of several side by side."""
    references = References(answer.bibliography)
    rows = [
        (
            row.authority,
            " ".join(part for part in (row.state or row.sex or "both", row.age.text) if part),
            f"{row.recommended_kind} {figure(row.recommended_mg)}" if row.recommended_mg is not None else "–",
            f"{row.average_requirement_kind} {figure(row.average_requirement_mg)}"
            if row.average_requirement_mg is not None
            else "–",
            _limit(row),
            SCOPES[row.upper_limit_scope] if row.upper_limit_scope else "",
        )
        for row in answer.rows
    ]
    columns = (
        "Authority",
        "Life stage",
        "Recommended, all sources",
        "Average need",
        "Upper limit",
        "The limit counts magnesium",
    )
    blocks: list[Block] = [
        Paragraph("mg of elemental magnesium a day. Kinds of different authorities are not the same thing.", "dim"),
        Table(columns, rows),
    ]
    if answer.differences:
        blocks += [Heading("What differs"), *(Entry("·", difference) for difference in answer.differences)]
    for row in answer.rows:
        references.cite(row.sources)
    for authority in answer.authorities:
        details = [text for text in (authority.upper_limit_summary, authority.note) if text]
        blocks.append(
            Entry(authority.authority, f"{authority.name}: {authority.edition} ({authority.year})", details, "strong")
        )
    blocks += [
        Entry("–", f"{name} publishes no row for this person; nothing is carried over.") for name in answer.unpublished
    ]
    return [*blocks, *references.blocks()]


def _limit(row: IntakeRow) -> str:
    if row.upper_limit_mg is not None:
        return f"{row.upper_limit_kind} {figure(row.upper_limit_mg)}"
    return f"{row.upper_limit_kind} {figure(row.per_kg)} per kg" if row.per_kg is not None else "none set"


def interaction_page(answer: InteractionAnswer) -> list[Block]:
    """What is recorded for the medicines asked for."""
    references = References(answer.bibliography, at_most=4)
    blocks: list[Block] = []
    for match in answer.matches:
        name = match.drug if match.drug.casefold() == match.query.casefold() else f"{match.drug} ({match.query})"
        if not match.recorded:
            details = [match.summary + references.cite(match.sources), match.note or ""]
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


def source_page(answer: SourceList) -> list[Block]:
    """The bibliography."""
    blocks: list[Block] = [Heading(f"{len(answer.sources)} sources" if len(answer.sources) != 1 else "1 source")]
    for source in answer.sources:
        seen = f"{source.kind}; seen: {source.seen}; checked {source.checked}."
        blocks.append(
            Entry(source.id, describe_source(source), [text for text in (seen, source.note) if text], "strong")
        )
    return blocks
