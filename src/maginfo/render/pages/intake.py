"""The pages of `intake` and `food`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import LIMITS_CALLED, figure
from maginfo.render.document import DASH, Depth, Detail, Entry, Heading, Page, Paragraph, Piece, Table, point
from maginfo.render.references import References
from maginfo.render.wording import SCOPES_IN_BRIEF, note_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.answers.intakes import AuthorityNote, FoodList, IntakeRow, IntakeTable
    from maginfo.render.document import Block, Text


def intake_page(answer: IntakeTable) -> Page:
    """Describe the values of one authority, or of several side by side, a line each."""
    references = References(answer.bibliography)
    several = len(answer.authorities) > 1
    bands = not several or len(answer.rows) > len({row.authority for row in answer.rows})
    notes = {each.authority: each for each in answer.authorities}
    rows: list[list[Text]] = []
    for row in answer.rows:
        life_stage = " ".join(part for part in (row.state or row.sex or "both", row.age.text) if part)
        named = [row.authority, notes[row.authority].place] if several else []
        intake = references.cited(_intake(row), row.intake_sources, 1)
        limit = references.cited(_limit(row), row.limit_sources, 1)
        rows.append([*named, *([life_stage] if bands else []), intake, limit])
    columns = (*(("Life stage",) if bands else ()), "Intake, with food", "Limit for supplements")
    blocks: list[Block] = [
        Paragraph(f"mg of elemental magnesium a day{_whose(answer)}."),
        Table(("Whose", "Where", *columns) if several else columns, rows),
    ]
    blocks += [
        point(f"{name} publishes no row for this person; nothing is carried over.", bullet=DASH)
        for name in answer.unpublished
    ]
    blocks.append(
        Paragraph(
            "'None set' is not 'unlimited'. The limit counts supplements, the intake counts food too: that is why a "
            "limit can be lower than an intake.",
            "dim",
        )
    )
    if answer.differences:
        blocks += [
            Heading("What differs", depth=Depth.WHY),
            *(point(text, depth=Depth.WHY) for text in answer.differences),
        ]
    blocks.append(Heading("Editions and notes", depth=Depth.WHY))
    for authority in answer.authorities:
        title = f"{authority.name}: {authority.edition} ({authority.year})"
        details = list(_details(authority, references))
        blocks.append(Entry(authority.authority, title, details, depth=Depth.WHY))
    hint = "A dose beside them: maginfo check" if several else "Every authority: -a all"
    return Page(blocks, answer.bibliography, note_of(answer), (hint,))


def _whose(answer: IntakeTable) -> str:
    if len(answer.authorities) > 1:
        return f", of {len(answer.authorities)} authorities"
    return "".join(f", {each.name} ({each.place})" for each in answer.authorities)


def _intake(row: IntakeRow) -> str:
    """Write the intake as 'RDA 320 (EAR 265)'."""
    parts = []
    if row.recommended_mg is not None:
        parts.append(f"{row.recommended_kind} {figure(row.recommended_mg)}")
    if row.average_requirement_mg is not None:
        average = f"{row.average_requirement_kind} {figure(row.average_requirement_mg)}"
        parts.append(f"({average})" if parts else average)
    return " ".join(parts) or DASH


def _details(authority: AuthorityNote, references: References) -> Iterator[Detail]:
    for what, news in (
        ("A newer edition is not in the data", authority.replaced_by),
        ("Under revision", authority.under_revision),
    ):
        if news is not None:
            yield Detail((Piece(f"{what}: "), *references.cited(news.text, news.sources)))
    yield from (Detail(text) for text in (authority.upper_limit_summary, authority.note) if text)


def _limit(row: IntakeRow) -> str:
    scope = SCOPES_IN_BRIEF[row.upper_limit_scope] if row.upper_limit_scope else ""
    if row.upper_limit_mg is not None:
        called = LIMITS_CALLED.get(row.upper_limit_kind or "")
        return f"{figure(row.upper_limit_mg)}  {scope}{f', {called}' if called else ''}"
    return f"{figure(row.per_kg)} per kg  {scope}" if row.per_kg is not None else "none set"


def food_page(answer: FoodList) -> Page:
    """Describe the foods in a table."""
    rows = [
        (
            food.name,
            figure(food.mg_per_100g) if food.mg_per_100g else "0",
            "; ".join(
                f"{each.name} ({figure(each.g)} g): {figure(each.mg) if each.mg else '0'}" for each in food.portions
            ),
            f"{food.release} {food.usda_number}",
        )
        for food in answer.foods
    ]
    references = References(answer.bibliography)
    note = references.cited(answer.summary, answer.sources)
    columns = ("Food", "mg in 100 g", "mg in a portion", "USDA")
    return Page([Table(columns, rows, frozenset({1})), Paragraph(note, "dim")], answer.bibliography)
