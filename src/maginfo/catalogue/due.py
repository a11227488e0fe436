"""Data that was last compared with its sources twelve months ago or earlier, by file."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from maginfo.catalogue.store import file_names
from maginfo.catalogue.validation.problems import place_in
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.store import Store, Table


class OldComparison(Record):
    """Entries of one file last compared on the same day, twelve months ago or earlier."""

    file: str
    """Relative to the data folder: 'intakes/nam.toml'."""
    checked: str
    """The day of the comparison (ISO date)."""
    place: str
    """The first place in the file with that date; '' where it is the date of the whole file."""
    entries: int
    """Citations, or sources in sources.toml, with that date."""

    @property
    def due(self) -> str:
        """The day one year after the comparison (ISO date); 1 March for 29 February."""
        year, day = int(self.checked[:4]), self.checked[4:]
        return f"{year + 1:04d}{'-03-01' if day == '-02-29' else day}"

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        counted = f" ({self.entries} {'entry' if self.entries == 1 else 'entries'})" if self.entries else ""
        return f"{where}: not compared with its sources since {self.checked}{counted}"


def current_day() -> datetime.date:
    """Return today in UTC."""
    return datetime.datetime.now(datetime.timezone.utc).date()


def tables_of(store: Store, files: Iterable[str]) -> Iterator[tuple[str, Table]]:
    """Yield the table of each of these files, and of every file of the folders among them, with the file's name."""
    for _, name in file_names(store, files):
        yield f"{name}.toml", store.read(name)


def old_comparisons(tables: Iterable[tuple[str, Table]], today: datetime.date) -> tuple[OldComparison, ...]:
    """Return what was last compared twelve months before `today` or earlier, oldest first, once per file and date."""
    latest = f"{today.year - 1:04d}{today.isoformat()[4:]}"
    first: dict[tuple[str, str], str] = {}
    entries: dict[tuple[str, str], int] = {}
    for file, table in tables:
        for path, checked in _dates(table, ()):
            if checked <= latest:
                first.setdefault((checked, file), place_in(table, path))
                entries[checked, file] = entries.get((checked, file), 0) + bool(path)
    return tuple(
        OldComparison(file, checked, first[checked, file], entries[checked, file]) for checked, file in sorted(first)
    )


def _dates(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each `checked` date of a table and of its nested tables, with the path of the table that has it."""
    if isinstance(value, dict):
        if isinstance(value.get("checked"), str):
            yield path, value["checked"]
        for key, item in value.items():
            if isinstance(item, (dict, list)):
                yield from _dates(item, (*path, key))
    else:
        for position, item in enumerate(value):
            if isinstance(item, (dict, list)):
                yield from _dates(item, (*path, position))
