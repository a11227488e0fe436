"""The pages of `intake`, `food` and `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import figure
from maginfo.render.document import (
    DASH,
    Depth,
    Detail,
    Entry,
    Heading,
    Paragraph,
    Piece,
    References,
    Table,
    point,
)
from maginfo.render.wording import LIMIT_SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.answers.intakes import AuthorityNote, FoodList, IntakeRow, IntakeTable
    from maginfo.render.document import Block


def intake_page(answer: IntakeTable) -> list[Block]:
    """Describe the values of one authority, or of several side by side."""
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
            LIMIT_SCOPES[row.upper_limit_scope] if row.upper_limit_scope else "",
        )
        for row in answer.rows
    ]

    columns = (
        "Authority",
        "Life stage",
        "Recommended, all sources",
        "Average need",
        "Upper limit",
        "Limit applies to",
    )
    blocks: list[Block] = [
        Paragraph("mg of elemental magnesium a day. Kinds of different authorities are not the same thing.", "dim"),
        Table(columns, rows),
    ]
    if answer.differences:
        blocks += [
            Heading("What differs", depth=Depth.WHY),
            *(point(text, depth=Depth.WHY) for text in answer.differences),
        ]
    for row in answer.rows:
        references.cite(row.sources)
    for authority in answer.authorities:
        title = f"{authority.name}: {authority.edition} ({authority.year})"
        details = list(_details(authority, references))
        blocks.append(Entry(authority.authority, title, details, "strong", depth=Depth.WHY))
    blocks += [
        point(f"{name} publishes no row for this person; nothing is carried over.", bullet=DASH)
        for name in answer.unpublished
    ]
    return [*blocks, *references.blocks()]


def _details(authority: AuthorityNote, references: References) -> Iterator[Detail]:
    for what, news in (
        ("A newer edition is not in the data", authority.replaced_by),
        ("Under revision", authority.under_revision),
    ):
        if news is not None:
            yield Detail((Piece(f"{what}: "), *references.cited(news.text, news.sources)))
    yield from (Detail(text) for text in (authority.upper_limit_summary, authority.note) if text)


def _limit(row: IntakeRow) -> str:
    if row.upper_limit_mg is not None:
        return f"{row.upper_limit_kind} {figure(row.upper_limit_mg)}"
    return f"{row.upper_limit_kind} {figure(row.per_kg)} per kg" if row.per_kg is not None else "none set"


def food_page(answer: FoodList) -> list[Block]:
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
    return [Table(columns, rows, frozenset({1})), Paragraph(note, "dim"), *references.blocks()]
