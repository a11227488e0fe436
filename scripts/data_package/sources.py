"""What the rows rest on: every citation, and the works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_package.table import Cited, Column, Table, joined, make_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo import Catalogue


def citations_table(cited: Iterable[Cited]) -> Table:
    """Return every citation of the rows."""
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
    return make_table(
        "citations", "What every row rests on.", columns, ("in_table", "row_id", "about", "position"), rows
    )


def sources_table(catalogue: Catalogue, ids: Iterable[str]) -> Table:
    """Return the works with these ids."""
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
            joined(each.authors),
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
    return make_table("sources", "The works that are cited.", columns, ("id",), rows)
