"""Names that people, boxes and lists use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data_package.table import MAIN_SOURCE, Column, Table, joined, make_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo import Catalogue


def names_table(catalogue: Catalogue) -> Table:
    """Return the names, each once."""
    columns = (
        Column("kind", "form, medicine or condition.", required=True),
        Column(
            "record", "Id of the form or caution; generic name of the medicine; name of the condition.", required=True
        ),
        Column("name_kind", "name, alias, brand, abbreviation or other-name.", required=True),
        Column("name", "The name.", required=True),
        Column("state", "recorded, or recognised by name alone.", required=True),
        Column("used_in", "Countries or languages, where they are recorded."),
        *MAIN_SOURCE[:3],
    )
    rows = dict.fromkeys([*_form_names(catalogue), *_medicine_names(catalogue), *_condition_names(catalogue)])
    first = {row[:4]: row for row in reversed(rows)}
    description = "Names that people, boxes and lists use. Most are general knowledge and cite nothing."
    return make_table("names", description, columns, ("kind", "record", "name_kind", "name"), list(first.values()))


def _form_names(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    for form in catalogue.forms():
        yield "form", form.id, "name", form.name, "recorded", None, None, None, form.checked
        compounds = [name for each in form.compounds for name in (each.name, *each.aliases)]
        for name in (*form.aliases, *form.topical_names, *compounds):
            yield "form", form.id, "alias", name, "recorded", None, None, None, form.checked


def _medicine_names(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    for group in catalogue.interaction_classes():
        for member in group.members:
            lists = (("name", (member.name,)), ("brand", member.brands), ("alias", member.aliases))
            for kind, names in lists:
                for name in names:
                    yield "medicine", member.name, kind, name, "recorded", None, None, None, group.checked
    table = catalogue.medicine_table
    places = {citation.id: citation.at for citation in table.sources}
    for each in table.medicines:
        source = next((source for source in each.sources if source in places), None)
        cells = (source, places[source] if source else None, table.checked)
        yield "medicine", each.name, "name", each.name, "recognised", None, *cells
        for generic in each.names:
            yield "medicine", each.name, "other-name", generic.name, "recognised", joined(generic.used_in), *cells
        for brand in each.brands:
            yield "medicine", each.name, "brand", brand.name, "recognised", joined(brand.sold_in), *cells
        for name in each.abbreviations:
            yield "medicine", each.name, "abbreviation", name, "recognised", None, *cells


def _condition_names(catalogue: Catalogue) -> Iterator[tuple[Any, ...]]:
    for caution in catalogue.cautions:
        checked = caution.sources[0].checked if caution.sources else catalogue.about.reviewed
        for name in (caution.title, *caution.aliases):
            kind = "name" if name == caution.title else "alias"
            yield "condition", caution.id, kind, name, "recorded", None, None, None, checked
    table = catalogue.condition_table
    for each in table.conditions:
        for name in each.every_name:
            kind = "name" if name == each.name else "alias"
            yield "condition", each.name, kind, name, each.state, None, None, None, each.looked or table.checked
