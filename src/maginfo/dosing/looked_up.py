"""Conditions for which a curator searched and found no caution on magnesium by mouth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.model.bibliography import Citation
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue


class LookedUpCondition(Record):
    """A condition without a recorded caution, which is not to say that none exists."""

    query: str
    name: str
    looked: str | None
    """The day of the search (ISO date)."""
    use: str | None
    """Id of the use that records the evidence on magnesium for the condition."""
    note: str | None
    sources: tuple[Citation, ...]
    """The sources searched."""


def looked_up_conditions(catalogue: Catalogue, names: Iterable[str]) -> Iterator[LookedUpCondition]:
    """Yield the conditions of these names for which a search found nothing."""
    for name in dict.fromkeys(names):
        found = catalogue.resolve_condition(name)
        row = found.condition
        if row is not None and found.state == "none-recorded":
            searched = (each for each in catalogue.condition_table.sources if each.id in row.sources)
            yield LookedUpCondition(name.strip(), row.name, row.looked, row.use, row.note, tuple(searched))
