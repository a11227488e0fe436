"""Citations and the bibliography."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.model.constraints import (
    Address,
    Doi,
    Identifier,
    IsoDate,
    Pmcid,
    Pmid,
    Prose,
    Seen,
    SourceKind,
    Text,
    Year,
)
from maginfo.model.record import Record, records_in

if TYPE_CHECKING:
    from collections.abc import Iterator


class Citation(Record):
    """One source of a value, with the place in the source and the day of the last comparison."""

    id: Identifier
    """The source, a record of sources.toml."""
    at: Text
    """The locator: table, page, section."""
    checked: IsoDate
    """The day a curator last compared the value with the text of the source that was available (ISO date)."""
    seen: Seen | None = None
    """How well the curator could read the value in the source; None means the grade of the source itself."""


class Source(Record):
    """One entry of the bibliography."""

    id: Identifier
    title: Text
    kind: SourceKind
    seen: Seen
    """How well the source was read: the scale of data/README.md, rule 3."""
    checked: IsoDate
    authors: tuple[Text, ...] = ()
    """People, or the issuing body."""
    year: Year | None = None
    container: Text | None = None
    """Journal with volume and pages, or the series."""
    url: Address | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    isbn: Text | None = None
    note: Prose | None = None


class Sources(Record):
    """sources.toml: the bibliography."""

    sources: tuple[Source, ...]


def cited_in(value: Any) -> Iterator[str]:
    """Yield the ids of the sources cited anywhere in a record or in a tuple of records."""
    return (record.id for _, record in records_in(value) if isinstance(record, Citation))
