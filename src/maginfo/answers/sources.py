"""The answer of `sources`: the bibliography."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.catalogue.catalogue import Catalogue


class SourceList(Record):
    """`maginfo sources`."""

    SCHEMA: ClassVar[str] = "maginfo.sources/1"
    sources: tuple[Source, ...]
    data_version: str


def source_list(catalogue: Catalogue, ids: Iterable[str] = ()) -> SourceList:
    """The sources of these ids, or all; UnknownNameError for an id that the bibliography does not have."""
    wanted = tuple(ids) or catalogue.source_ids
    return SourceList(tuple(catalogue.bibliography(wanted).values()), catalogue.about["version"])
