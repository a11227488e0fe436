"""All tables of the data package, from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_package.forms import compounds_table, forms_table
from data_package.intakes import authorities_table, intakes_table
from data_package.names import names_table
from data_package.safety import cautions_table, interactions_table
from data_package.sources import citations_table, sources_table

if TYPE_CHECKING:
    from data_package.table import Cited, Table
    from maginfo import Catalogue


def data_tables(catalogue: Catalogue) -> list[Table]:
    """Return every table of the package; all sources that are cited stand in the last one."""
    cited: list[Cited] = []
    tables = [
        forms_table(catalogue, cited),
        compounds_table(catalogue, cited),
        authorities_table(catalogue),
        intakes_table(catalogue, cited),
        interactions_table(catalogue, cited),
        cautions_table(catalogue, cited),
        names_table(catalogue),
    ]
    tables.append(citations_table(cited))
    return [*tables, sources_table(catalogue, {source for table in tables for source in _sources_of(table)})]


def _sources_of(table: Table) -> set[str]:
    """Return the ids in the column `source`, if the table has one."""
    names = [column.name for column in table.columns]
    return {row[names.index("source")] for row in table.rows} - {None} if "source" in names else set()
