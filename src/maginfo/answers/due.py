"""The answer of `data due`: data to review again, the oldest first."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from maginfo.catalogue.due import old_comparisons, tables_of
from maginfo.catalogue.validation.shape import FILES
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source, cited_in
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.intakes import Authority

NEAR_DAYS = 60
"""A next review is listed if it is at most this many days ahead."""
DueKind = Literal["replaced", "next-look", "under-revision", "not-compared"]
"""A newer edition is not in the data; the next look is past or near; a revision is announced; an old comparison."""


class DueItem(Record):
    """One item to review again."""

    kind: DueKind
    due: str | None
    """The day from which it is due (ISO date): of a newer edition the day it was found, of a revision that of the
    authority's next look; null where the authority has none."""
    overdue: bool
    """Whether the day in `due` has come."""
    file: str
    """Relative to the data folder."""
    authority: str | None
    edition: str | None
    """The edition of the authority that is in the data."""
    checked: str
    """The day of the last comparison (ISO date)."""
    entries: int | None
    """Citations, or sources in sources.toml, that were last compared on that day; of old comparisons alone."""
    text: str
    sources: tuple[Citation, ...] = ()


class DueList(Answer):
    """`maginfo data due`."""

    SCHEMA: ClassVar[str] = "maginfo.due/1"
    today: str
    """The day for which the list was made (ISO date)."""
    items: tuple[DueItem, ...]
    """The items, the oldest day first; those without a day come last."""
    bibliography: Mapping[str, Source]
    data_version: str


def due_list(catalogue: Catalogue, today: datetime.date) -> DueList:
    """Return the items due on `today`: next reviews past or near, newer editions, revisions, old comparisons."""
    items = [item for authority in catalogue.authorities for item in _of_authority(authority, today)]
    items += [
        DueItem("not-compared", old.due, True, old.file, None, None, old.checked, old.entries, f"{old}.")
        for old in old_comparisons(tables_of(catalogue.store, FILES), today)
    ]
    items.sort(key=lambda item: (item.due or datetime.date.max.isoformat(), item.file, item.kind))
    return DueList(
        today=today.isoformat(),
        items=tuple(items),
        bibliography=catalogue.bibliography(cited_in(tuple(items))),
        data_version=catalogue.about.version,
    )


def _of_authority(authority: Authority, day: datetime.date) -> Iterator[DueItem]:
    ahead = datetime.timedelta(days=NEAR_DAYS)
    today, near = day.isoformat(), (min(day, datetime.date.max - ahead) + ahead).isoformat()
    look = authority.next_look
    came = look is not None and look <= today

    def item(kind: DueKind, due: str | None, overdue: bool, text: str, sources: tuple[Citation, ...] = ()) -> DueItem:
        file = f"intakes/{authority.id}.toml"
        edition, checked = authority.edition, authority.checked
        return DueItem(kind, due, overdue, file, authority.id, edition, checked, None, text, sources)

    if authority.replaced_by is not None:
        news = authority.replaced_by
        found = min((citation.checked for citation in news.sources), default=authority.checked)
        yield item("replaced", found, found <= today, f"A newer edition is not in the data: {news.text}", news.sources)
    if authority.under_revision is not None:
        news = authority.under_revision
        yield item("under-revision", look, came, f"Under revision: {news.text}", news.sources)
    if look is not None and look <= near:
        text = f"{authority.edition}: the next look {'was' if came else 'is'} due by {look}."
        yield item("next-look", look, came, text)
