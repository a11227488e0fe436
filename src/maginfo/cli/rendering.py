"""What a command answers with, before it is written in a format."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from maginfo.model.record import Record

if TYPE_CHECKING:
    from maginfo.render.document import Page
    from maginfo.render.pictures.picture import Picture

TableRows: TypeAlias = "tuple[Sequence[str], Iterable[Sequence[object]]]"
"""Columns and the rows under them."""


class Rendering(Record):
    """The data that a command answers with, and how to show it; only the chosen format is made."""

    data: Any
    page: "Callable[[], Page]"
    """Makes the page for text, Markdown and HTML."""
    table: Callable[[], TableRows] | None = None
    """Makes the columns and rows of TSV; None if the answer is not a table."""
    status: int = 0
    """The exit status."""
    line: str | None = None
    """The text output in one line (--quiet), in place of the page."""
    style: str | None = None
    """The whole output in a format of its own (--style), whatever the file is called."""
    picture: "Callable[[], Picture] | None" = None
    """Draws the answer to scale, for SVG and HTML; None if it cannot be drawn."""
    heading: str | None = None
    """Title of the HTML page, if it has none of its own; else what the command's help says it shows."""
    paper: "Callable[[], Page] | None" = None
    """Makes the page for HTML, if the paper version has more than `page`."""
    calendar: Callable[[], str] | None = None
    """Writes the answer as a calendar file; None if it has no times of day."""
    read: tuple[str, ...] = ()
    """Input files, which the output must not overwrite."""
    notes: tuple[str, ...] = ()
    """Lines for an assistant that the command line writes on standard error: how the words were read."""


def table_of(records: Iterable[object], columns: Sequence[str]) -> TableRows:
    """Return the columns and a row for each record, with its fields as cells."""
    from maginfo.render.formats import cells

    return columns, [cells(record, columns) for record in records]
