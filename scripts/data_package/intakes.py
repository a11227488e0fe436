"""Authorities and their reference values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_package.table import MAIN_SOURCE, Cited, Column, Reference, Table, main_source, make_table
from maginfo.answers.intakes import intake_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo import Catalogue
    from maginfo.answers.intakes import IntakeRow
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority


def authorities_table(catalogue: Catalogue) -> Table:
    """Return the authorities."""
    columns = (
        Column("id", "Id of the authority.", required=True),
        Column("name", "Its short name.", required=True),
        Column("place", "Where its values are used.", required=True),
        Column("edition", "The edition that the values are of.", required=True),
        Column("year", "The year of the edition.", "integer", True),
        Column("checked", "The day on which a curator last compared the values with it.", "date", True),
    )
    rows = [(each.id, each.name, each.place, each.edition, each.year, each.checked) for each in catalogue.authorities]
    return make_table("authorities", "Bodies that publish reference values and limits.", columns, ("id",), rows)


def intakes_table(catalogue: Catalogue, cited: list[Cited]) -> Table:
    """Return the reference values; what they cite is added to `cited`."""
    columns = (
        Column("id", "Authority, sex, ages and state, with colons between.", required=True),
        Column("authority", "Id of the authority.", required=True),
        Column("sex", "female or male; empty for both."),
        Column("ages", "The ages as the authority prints them.", required=True),
        Column("low_months", "First completed month of age.", "integer", True),
        Column("high_months", "Last completed month, inclusive; empty for no end.", "integer"),
        Column("state", "pregnant or lactating; empty for neither."),
        Column("average_requirement_mg", "Average requirement, mg a day from all sources.", "number"),
        Column("recommended_mg", "Recommended intake, mg a day from all sources.", "number"),
        Column("recommended_kind", "The authority's own name for it: RDA, PRI, AI, ..."),
        Column("upper_limit_mg", "Upper limit, mg a day; empty: none is set, which is not 'unlimited'.", "number"),
        Column("upper_limit_kind", "The authority's own name for it."),
        Column("upper_limit_scope", "What counts towards it: supplements, added-salts or non-food."),
        Column("upper_limit_mg_per_kg", "The limit per kg of body weight, where it is set so.", "number"),
        *MAIN_SOURCE,
    )
    rows = []
    authorities = {each.id: each for each in catalogue.authorities}
    for each in intake_table(catalogue, ("all",), None).rows:
        name = f"{each.authority}:{each.sex or 'any'}:{each.age.text}:{each.state or 'neither'}"
        rests = Cited("intakes", name, tuple(_of_intake(each, authorities[each.authority])))
        cited.append(rests)
        rows.append(
            (
                name,
                each.authority,
                each.sex,
                each.age.text,
                each.age.low_months,
                each.age.high_months,
                each.state,
                each.average_requirement_mg,
                each.recommended_mg,
                each.recommended_kind,
                each.upper_limit_mg,
                each.upper_limit_kind,
                each.upper_limit_scope,
                each.per_kg,
                *main_source(rests, authorities[each.authority].checked),
            )
        )
    description = "Reference values and upper limits by authority, sex, age and state; elemental magnesium."
    return make_table("intakes", description, columns, ("id",), rows, (Reference("authority", "authorities"),))


def _of_intake(row: IntakeRow, authority: Authority) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the citations of each figure of the row, then those of the row alone."""
    has_limit = row.upper_limit_mg is not None or row.per_kg is not None
    tables = (
        ("recommended_mg", authority.recommended if row.recommended_mg is not None else None),
        ("average_requirement_mg", authority.average_requirement if row.average_requirement_mg is not None else None),
        ("upper_limit_mg", authority.upper_limit if has_limit else None),
    )
    of_figures: list[Citation] = []
    for figure, table in tables:
        if table is not None:
            of_figures += table.sources
            yield figure, table.sources
    yield "row", tuple(each for each in row.sources if each not in of_figures)
