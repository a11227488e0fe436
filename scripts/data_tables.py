"""The tables of the data package, from the catalogue: columns with their types, and rows with what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.answers.intakes import intake_table
from maginfo.answers.safety import interaction_answer, interaction_class_list
from maginfo.catalogue.resolver import NOTHING_RECORDED
from maginfo.model.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.answers.intakes import IntakeRow
    from maginfo.answers.safety import InteractionMatch
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority


class Column(NamedTuple):
    """A column; `kind` is a type of Table Schema."""

    name: str
    description: str
    kind: str = "string"
    required: bool = False


class Reference(NamedTuple):
    """A column whose values are those of another table's key."""

    column: str
    table: str
    key: str = "id"


class Table(NamedTuple):
    """A table: `rows` are in the order of `columns`, in the order of the key."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    references: tuple[Reference, ...] = ()


class Cited(NamedTuple):
    """What a row rests on: citations by the figure that they are for, the most important first."""

    table: str
    row: str
    sources: tuple[tuple[str, tuple[Citation, ...]], ...]


BETWEEN = ";"
"""Between several values in one cell."""
MAIN_SOURCE = (
    Column("source", "Id of the main source; empty where none is recorded. `citations` has all of them."),
    Column("locator", "The place in that source: table, page, section."),
    Column("checked", "The day on which a curator last compared the row with it, or looked at it.", "date", True),
    Column("seen", "How closely the source was read: primary, copy, abstract, secondary, ..."),
)


def data_tables(catalogue: Catalogue) -> list[Table]:
    """Return every table of the package; all sources that are cited stand in the last one."""
    cited: list[Cited] = []
    tables = [
        _forms(catalogue, cited),
        _compounds(catalogue, cited),
        _authorities(catalogue),
        _intakes(catalogue, cited),
        _interactions(catalogue, cited),
        _cautions(catalogue, cited),
        _names(catalogue),
    ]
    citations = _citations(cited)
    tables.append(citations)
    ids = {row[0] for row in _cells(citations, "source")} | {
        row[0] for table in tables for row in _cells(table, "source") if row[0]
    }
    return [*tables, _sources(catalogue, ids)]


def _cells(table: Table, column: str) -> Iterator[tuple[Any]]:
    place = next((place for place, each in enumerate(table.columns) if each.name == column), None)
    if place is not None:
        yield from ((row[place],) for row in table.rows)


def _main(cited: Cited, checked: str) -> tuple[Any, ...]:
    """Return the cells of `MAIN_SOURCE`; `checked` is the day for a row that cites nothing."""
    first = next((citation for _, citations in cited.sources for citation in citations), None)
    return (None, None, checked, None) if first is None else (first.id, first.at, first.checked, first.seen)


def _joined(values: Iterable[str]) -> str | None:
    return BETWEEN.join(values) or None


def _forms(catalogue: Catalogue, cited: list[Cited]) -> Table:
    columns = (
        Column("id", "Id of the form.", required=True),
        Column("name", "Its name.", required=True),
        Column("category", "The kind of compound.", required=True),
        Column("elemental_fraction_low", "Lowest mass of magnesium per mass of material; empty: not known.", "number"),
        Column("elemental_fraction_high", "Highest mass of magnesium per mass of material.", "number"),
        Column("acid_neutralising", "Whether it raises the pH of the stomach.", required=True),
        Column("tolerance", "How the gut takes it: a level; empty where not known."),
        Column("bought_for", "Ids of uses that it is sold for, with or without evidence."),
        *MAIN_SOURCE,
    )
    rows = []
    for form in catalogue.forms():
        varies = form.commercial_fraction
        of_fraction = (
            varies.sources if varies is not None else tuple(c for each in form.compounds for c in each.sources)
        )
        tolerance = form.tolerance.sources if form.tolerance is not None else ()
        rests = Cited("forms", form.id, (("elemental_fraction", of_fraction), ("tolerance", tolerance)))
        cited.append(rests)
        low, high = form.elemental_fraction or (None, None)
        level = form.tolerance.level if form.tolerance is not None else None
        rows.append(
            (
                form.id,
                form.name,
                form.category,
                low,
                high,
                form.acid_neutralising,
                level,
                _joined(form.bought_for),
                *_main(rests, form.checked),
            )
        )
    return _table("forms", "Forms of magnesium as they are sold and named.", columns, ("id",), rows)


def _compounds(catalogue: Catalogue, cited: list[Cited]) -> Table:
    columns = (
        Column("id", "The form's id, a colon, and the name of the compound.", required=True),
        Column("form", "Id of the form.", required=True),
        Column("name", "Name of the compound; a hydrate is one of its own.", required=True),
        Column("formula", "Formula.", required=True),
        Column("molar_mass_g_per_mol", "Molar mass, g/mol.", "number", True),
        Column("elemental_fraction", "Mass of magnesium per mass of compound.", "number", True),
        Column("cas", "CAS number."),
        Column("pubchem_cid", "PubChem compound id.", "integer"),
        Column("unii", "FDA unique ingredient identifier."),
        *MAIN_SOURCE,
    )
    rows = []
    for form in catalogue.forms():
        for each in form.compounds:
            rests = Cited("compounds", f"{form.id}:{each.name}", (("row", each.sources),))
            cited.append(rests)
            figures = (each.formula, each.molar_mass_g_per_mol, each.elemental_fraction)
            ids = (each.cas, each.pubchem_cid, each.unii)
            rows.append((rests.row, form.id, each.name, *figures, *ids, *_main(rests, form.checked)))
    references = (Reference("form", "forms"),)
    return _table("compounds", "The definite compounds of the forms.", columns, ("id",), rows, references)


def _authorities(catalogue: Catalogue) -> Table:
    columns = (
        Column("id", "Id of the authority.", required=True),
        Column("name", "Its short name.", required=True),
        Column("place", "Where its values are used.", required=True),
        Column("edition", "The edition that the values are of.", required=True),
        Column("year", "The year of the edition.", "integer", True),
        Column("checked", "The day on which a curator last compared the values with it.", "date", True),
    )
    rows = [(each.id, each.name, each.place, each.edition, each.year, each.checked) for each in catalogue.authorities]
    return _table("authorities", "Bodies that publish reference values and limits.", columns, ("id",), rows)


def _intakes(catalogue: Catalogue, cited: list[Cited]) -> Table:
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
                *_main(rests, authorities[each.authority].checked),
            )
        )
    description = "Reference values and upper limits by authority, sex, age and state; elemental magnesium."
    return _table("intakes", description, columns, ("id",), rows, (Reference("authority", "authorities"),))


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


def _interactions(catalogue: Catalogue, cited: list[Cited]) -> Table:
    columns = (
        Column("id", "Id of the class; for a medicine of it, a colon and its name.", required=True),
        Column("class_id", "Id of the class.", required=True),
        Column("class_name", "Name of the class.", required=True),
        Column("medicine", "Generic name; empty for the class as a whole, with its longest hours."),
        Column("recorded", "false where a curator searched and found nothing.", "boolean", True),
        Column("severity", "info, minor, moderate, major or avoid, before facts of a person raise it.", required=True),
        Column("direction", "lowers-drug, raises-drug, lowers-magnesium, ...", required=True),
        Column("forms", "all, acid-neutralising, or ids of forms.", required=True),
        Column("take_drug_before_h", "Hours by which the medicine goes before magnesium; empty: none.", "number"),
        Column("take_drug_after_h", "Hours to wait after magnesium; empty: none.", "number"),
        Column("never_together", "Whether the two are not combined at any hour.", "boolean", True),
        Column("atc", "ATC codes of the medicine."),
        Column("summary", "What happens.", required=True),
        Column("action", "What the sources say to do.", required=True),
        Column("note", "What is particular to the medicine."),
        *MAIN_SOURCE,
    )  # fmt: skip
    rows = []
    for group in interaction_class_list(catalogue).classes:
        of_class = Cited("interactions", group.id, (("row", group.sources),))
        cited.append(of_class)
        checked = catalogue.interaction_class(group.id).checked
        none = group.id == NOTHING_RECORDED
        rows.append(
            (
                *(group.id, group.id, group.name, None, not none, group.severity, group.direction),
                *(_joined(group.forms), group.take_drug_before_h, group.take_drug_after_h, group.never_together),
                *(None, group.summary, group.action, None, *_main(of_class, checked)),
            )
        )
        for medicine in group.members:
            match = _match(catalogue, group.id, medicine)
            rests = Cited(
                "interactions", f"{group.id}:{medicine}", (("row", match.sources), ("action", match.action_sources))
            )
            cited.append(rests)
            rows.append(
                (
                    *(rests.row, group.id, group.name, medicine, match.recorded, match.severity, match.direction),
                    *(_joined(match.forms), match.take_drug_before_h, match.take_drug_after_h, match.never_together),
                    *(_joined(match.atc), match.summary, match.action, match.note, *_main(rests, checked)),
                )
            )
    description = "Medicines and magnesium: one row a class, and one a medicine of it, with the hours both ways."
    return _table("interactions", description, columns, ("id",), rows)


def _match(catalogue: Catalogue, class_id: str, medicine: str) -> InteractionMatch:
    """Return what `maginfo interactions` answers on a medicine, of that class."""
    return next(
        each
        for each in interaction_answer(catalogue, [medicine]).matches
        if (each.class_id or NOTHING_RECORDED) == class_id and each.drug == medicine
    )


def _cautions(catalogue: Catalogue, cited: list[Cited]) -> Table:
    columns = (
        Column("id", "Id of the caution.", required=True),
        Column("title", "The condition, population or situation.", required=True),
        Column("kind", "What it is.", required=True),
        Column("severity", "info, minor, moderate, major or avoid.", required=True),
        Column("told_to_everybody", "Whether every answer names it.", "boolean", True),
        Column("limits_hold", "false where no upper limit holds for a person with it.", "boolean", True),
        Column("forms", "Ids of the forms that it is limited to; empty for all."),
        Column("summary", "What is known.", required=True),
        Column("action", "What the sources say to do.", required=True),
        *MAIN_SOURCE,
    )
    rows = []
    for each in catalogue.cautions:
        rests = Cited("cautions", each.id, (("row", each.sources),))
        cited.append(rests)
        told = each.always_tell is not None
        rows.append(
            (
                each.id,
                each.title,
                each.kind,
                each.severity,
                told,
                each.limits_hold,
                _joined(each.forms),
                each.summary,
                each.action,
                *_main(rests, catalogue.about.reviewed),
            )
        )
    description = "Conditions and populations; severities are those before a person's facts raise them."
    return _table("cautions", description, columns, ("id",), rows)


def _names(catalogue: Catalogue) -> Table:
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
    return _table("names", description, columns, ("kind", "record", "name_kind", "name"), list(first.values()))


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
            yield "medicine", each.name, "other-name", generic.name, "recognised", _joined(generic.used_in), *cells
        for brand in each.brands:
            yield "medicine", each.name, "brand", brand.name, "recognised", _joined(brand.sold_in), *cells
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


def _citations(cited: Iterable[Cited]) -> Table:
    columns = (
        Column("in_table", "The table of the row.", required=True),
        Column("row_id", "The id of the row.", required=True),
        Column("about", "The column that is cited; row for all of it.", required=True),
        Column("position", "From 1, the most important first.", "integer", True),
        Column("source", "Id of the source.", required=True),
        Column("locator", "The place in the source: table, page, section.", required=True),
        Column("checked", "The day on which a curator last compared the two.", "date", True),
        Column("seen", "How closely it was read; empty: as the source as a whole."),
    )
    rows = [
        (each.table, each.row, about, position, citation.id, citation.at, citation.checked, citation.seen)
        for each in cited
        for about, citations in each.sources
        for position, citation in enumerate(dict.fromkeys(citations), 1)
    ]
    return _table("citations", "What every row rests on.", columns, ("in_table", "row_id", "about", "position"), rows)


def _sources(catalogue: Catalogue, ids: Iterable[str]) -> Table:
    columns = (
        Column("id", "Id of the source.", required=True),
        Column("title", "Title of the work.", required=True),
        Column("title_seen", "false where the title is our description.", "boolean", True),
        Column("kind", "What it is.", required=True),
        Column("authors", "People, or the issuing body."),
        Column("year", "Year.", "integer"),
        Column("container", "Journal with volume and pages, or the series."),
        Column("url", "The work's own address."),
        *(Column(name, f"{name.upper()}, where it has one.") for name in ("doi", "pmid", "pmcid", "isbn")),
        Column("seen", "How closely it was read.", required=True),
        Column("checked", "The day on which it was read.", "date", True),
    )
    rows = [
        (
            each.id,
            each.title,
            each.title_seen,
            each.kind,
            _joined(each.authors),
            each.year,
            each.container,
            each.url,
            each.doi,
            each.pmid,
            each.pmcid,
            each.isbn,
            each.seen,
            each.checked,
        )
        for each in catalogue.bibliography(sorted(ids)).values()
    ]
    return _table("sources", "The works that are cited.", columns, ("id",), rows)


def _table(
    name: str,
    description: str,
    columns: tuple[Column, ...],
    key: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    references: tuple[Reference, ...] = (),
) -> Table:
    """Return the table with its rows in the order of the key; ValueError for two rows with one key."""
    names = [column.name for column in columns]
    places = [names.index(each) for each in key]
    ordered = sorted((tuple(map(plain, row)) for row in rows), key=lambda row: [row[place] for place in places])
    keys = [tuple(row[place] for place in places) for row in ordered]
    if len(set(keys)) < len(keys):
        twice = next(each for each in keys if keys.count(each) > 1)
        raise ValueError(f"{name}: two rows have the key {twice}")
    cites = "source" in names
    return Table(
        name, description, columns, key, ordered, (*references, *((Reference("source", "sources"),) if cites else ()))
    )
