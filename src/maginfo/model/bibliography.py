"""Where a value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.model.constraints import Address, Doi, Identifier, IsoDate, Pmcid, Pmid, Seen, SourceKind, Text, Year
from maginfo.model.record import Record, records_in

if TYPE_CHECKING:
    from collections.abc import Iterator


class Citation(Record):
    """One source of one value: which, where in it, and when that was last compared."""

    id: Identifier
    """The source, a record of sources.toml."""
    at: Text
    """The locator: table, page, section."""
    checked: IsoDate
    """The day a curator last compared the value with what is held of the source (ISO date)."""
    seen: Seen | None = None
    """How well it was seen there; the source's own grade where this is absent."""


class Source(Record):
    """One entry of the bibliography."""

    id: Identifier
    title: Text
    kind: SourceKind
    seen: Seen
    """How well it was read: primary text, abstract, secondary copy, ..."""
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
    note: Text | None = None


class Sources(Record):
    """sources.toml: the bibliography."""

    sources: tuple[Source, ...]


def cited_in(value: Any) -> Iterator[str]:
    """The ids of every source that a record, a tuple of records or anything in them cites."""
    return (record.id for _, record in records_in(value) if isinstance(record, Citation))
