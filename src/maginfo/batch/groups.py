"""Rows that are checked together: one verdict for a person and day, from all that was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.answers.rows import GroupAnswer, RowLeftOut
from maginfo.batch.composed import Disagreement
from maginfo.batch.days import day_of, has_time, is_certain, is_uncertain
from maginfo.batch.findings import unchecked
from maginfo.batch.parts import NoMagnesium, Rejection
from maginfo.catalogue.names import name_key
from maginfo.errors import DataError, UsageError
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.batch.columns import Cells, Columns, Outcome
    from maginfo.batch.findings import Assessor
    from maginfo.batch.input import Row
    from maginfo.batch.parts import Parts
    from maginfo.batch.run import Tally

MAX_ROWS = 2_000_000
"""Rows; they are in memory until the last one is read, because a group may go on."""
ROWS_COLUMN = "rows"
ROWS_NOT_COUNTED = "rows-not-counted"
"""Finding of a group, of severity major: a row of it could not be read, so that its sum is too small."""


class Group:
    """Rows with the same cells in the columns they are grouped by."""

    __slots__ = ("cells", "faults", "key", "numbers")

    def __init__(self, key: tuple[str, ...]) -> None:
        self.key = key
        self.numbers: list[int] = []
        """The numbers of the rows that can be read."""
        self.cells: list[Cells] = []
        """Their cells."""
        self.faults: dict[int, Rejection] = {}
        """Rows that are no rows of the table, by number."""


class Groups:
    """The groups of a table, in the order in which their first rows come."""

    def __init__(self, columns: Columns, by: Sequence[str], assessor: Assessor) -> None:
        """Find the columns to group by; UsageError for one that the table does not have."""
        places = {name.strip().casefold(): place for place, name in enumerate(columns.names)}
        missing = [name for name in by if name.strip().casefold() not in places]
        if missing:
            shown = ", ".join(f"'{name}'" for name in columns.names[:20])
            raise UsageError(f"--group-by '{missing[0]}': the table has no such column; it has {shown}")
        self._places = [places[name.strip().casefold()] for name in by]
        self.names = [columns.names[place] for place in self._places]
        self._columns = columns
        self._assessor = assessor
        self._groups: dict[tuple[str, ...], Group] = {}
        self._by_cells: dict[tuple[str, ...], Group] = {}
        """The groups by the cells as they are written, of which many rows have the same."""
        dates = [place for place, name in enumerate(columns.names) if name_key(name) in assessor.date_headings]
        self._dates = [place for place in dates if place not in self._places]
        self._days: dict[tuple[str, ...], set[str]] = {}
        """The days of each group in columns of dates that rows are not grouped by, until there are two."""

    def add(self, rows: Sequence[Row], tally: Tally) -> None:
        """Add rows to their groups; DataError for more rows than can be held."""
        for cells, _, fault in rows:
            tally.rows += 1
            if tally.rows > MAX_ROWS:
                raise DataError(f"more than {MAX_ROWS:,} rows cannot be grouped; divide the table")
            written = tuple([cells[place] for place in self._places])
            group = self._by_cells.get(written) or self._group_of(written)
            for place in self._dates:
                if cells[place].strip():
                    self._days.setdefault(group.key, set()).add(day_of(cells[place])[1])
            if fault is None:
                group.numbers.append(tally.rows)
                group.cells.append(self._columns.pick(cells))
                continue
            if isinstance(fault, Disagreement):
                group.numbers.append(tally.rows)
                group.cells.append(self._columns.picked_without_dose(cells))
            group.faults[tally.rows] = Rejection.because(fault)

    def _group_of(self, written: tuple[str, ...]) -> Group:
        """Return the group of cells that are seen for the first time: one of the same day, or of one name."""
        read = [day_of(cell) for cell in written]
        key = tuple(key for _, key in read)
        group = self._groups.get(key) or self._groups.setdefault(key, Group(tuple(shown for shown, _ in read)))
        self._by_cells[written] = group
        return group

    def warnings(self) -> Iterator[str]:
        """Yield what may have divided a day into several groups, or put several days into one."""
        for place, name in enumerate(self.names):
            keys = {key[place]: group.key[place] for key, group in self._groups.items()}
            timed = next((shown for key, shown in keys.items() if has_time(key)), None)
            if timed is not None:
                yield f"column '{name}': '{timed}' holds a time that was not taken off; one day may be several groups"
            unclear = next((shown for key, shown in keys.items() if is_uncertain(key)), None)
            if unclear is not None and any(map(is_certain, keys)):
                yield (
                    f"column '{name}': which number of '{unclear}' is the month is not certain, and other dates are "
                    "written otherwise; one day may be several groups"
                )
            alike: dict[str, str] = {}
            for key, shown in keys.items():
                other = alike.setdefault(name_key(key) or key, shown)
                if other is not shown and not is_certain(key) and not is_uncertain(key):
                    yield f"column '{name}': '{other}' and '{shown}' are nearly the same and are groups of their own"
                    break
        several = next((key for key, days in self._days.items() if len(days) > 1), None)
        if several is not None:
            shown = ", ".join(filter(None, several))
            yield f"the rows of '{shown}' are of several days, and a verdict is of one; add the column of the date"

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self._groups)

    def checked(self) -> Iterator[CheckedGroup]:
        """Yield each group with what its rows say together."""
        for group in self._groups.values():
            yield CheckedGroup(group, self._assessor)


class CheckedGroup:
    """A group with its parts, and the rows that are not counted."""

    def __init__(self, group: Group, assessor: Assessor) -> None:
        self._assessor = assessor
        self.key = group.key
        parts, left_out = assessor.parts_of_group(group.cells) if group.cells else (_first(group.faults), {})
        self.parts: Parts | Rejection = parts
        self.left_out = {group.numbers[place]: reason for place, reason in left_out.items()} | group.faults
        """Rows that are not in the sum, by number."""
        self.rows = [number for number in group.numbers if number not in self.left_out]

    @property
    def faults(self) -> dict[int, Rejection]:
        """Rows that should be in the sum and could not be read; those of another substance are none."""
        return {row: why for row, why in sorted(self.left_out.items()) if not isinstance(why, NoMagnesium)}

    @property
    def complete(self) -> bool:
        """Whether every name of a condition or a medicine in the group is known."""
        return isinstance(self.parts, Rejection) or self._assessor.outcome_of_parts(self.parts).error is None

    @property
    def error(self) -> str | None:
        """Why there is no verdict, or which rows are missing from it."""
        if isinstance(self.parts, Rejection) and not isinstance(self.parts, NoMagnesium) and self.rows:
            return str(self.parts)
        return "; ".join(f"row {row} is not counted: {why}" for row, why in self.faults.items()) or None

    def outcome(self) -> Outcome:
        """Return the columns of the group."""
        if isinstance(self.parts, Rejection):
            return unchecked(self.parts)._replace(error=self.error)
        found = self._assessor.outcome_of_parts(self.parts)
        if self.error is None or found.severity is None:
            return found
        codes = f"{ROWS_NOT_COUNTED};{found.findings}" if found.findings else ROWS_NOT_COUNTED
        error = self.error if found.error is None else f"{self.error}; {found.error}"
        severity = self._at_least_major(Severity(found.severity)).value
        return found._replace(severity=severity, findings=codes, error=error)

    def _at_least_major(self, severity: Severity) -> Severity:
        """Return the severity of a sum in which a row is missing: it may be over any limit."""
        return max(severity, Severity.MAJOR) if self.error is not None else severity

    def answer(self, names: Sequence[str]) -> GroupAnswer:
        """Return the record of the group; `names` are the columns that it is grouped by."""
        left_out = tuple(RowLeftOut(row, str(why), why.code) for row, why in sorted(self.left_out.items()))
        report = None if isinstance(self.parts, Rejection) else self._assessor.report_of(self.parts)
        severity = self._at_least_major(report.severity) if report is not None else None
        group = dict(zip(names, self.key, strict=True))
        return GroupAnswer(group, tuple(self.rows), left_out, severity, report, self.error)


def _first(faults: dict[int, Rejection]) -> Rejection:
    return next(iter(faults.values()))
