"""Forms of magnesium and their compounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_package.table import MAIN_SOURCE, Cited, Column, Reference, Table, joined, main_source, make_table

if TYPE_CHECKING:
    from maginfo import Catalogue


def forms_table(catalogue: Catalogue, cited: list[Cited]) -> Table:
    """Return the forms; what they cite is added to `cited`."""
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
                joined(form.bought_for),
                *main_source(rests, form.checked),
            )
        )
    return make_table("forms", "Forms of magnesium as they are sold and named.", columns, ("id",), rows)


def compounds_table(catalogue: Catalogue, cited: list[Cited]) -> Table:
    """Return the compounds of the forms; what they cite is added to `cited`."""
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
            rows.append((rests.row, form.id, each.name, *figures, *ids, *main_source(rests, form.checked)))
    references = (Reference("form", "forms"),)
    return make_table("compounds", "The definite compounds of the forms.", columns, ("id",), rows, references)
