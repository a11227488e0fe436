"""Cells put together from several columns: an amount and its unit, a count and a strength, lists of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from maginfo.batch.decimals import has_decimal_point, two_readings_in, with_points
from maginfo.batch.headings import STRENGTH, UNIT, WHEN_TAKEN
from maginfo.dosing.amounts import MG_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maginfo.batch.places import Places

SEPARATOR = ";"
"""Separator of several doses, conditions or drugs in one cell, and of the codes of findings."""
LISTS = frozenset({"conditions", "drugs"})
_NUMBERS = frozenset({"dose", "times", "age", "weight", "diet", "egfr", STRENGTH})
"""Fields in which a decimal comma may stand."""
_BARE_NUMBER = re.compile(r"\s*[0-9][0-9.,  ]*(?:-\s*[0-9.,]+)?\s*")
_WITH_AMOUNT = re.compile(rf"[0-9]\s*(?:{'|'.join(MG_PER_UNIT)})\b", re.IGNORECASE)
_COUNT = re.compile(r"\s*[0-9]+(?:[.,][0-9]+)?\s*[^\W\d_]")


class Disagreement(str):
    """Why a row cannot be checked although it can be read: its columns contradict each other."""

    __slots__ = ()


class Composer:
    """Puts the cells of fields together; `units` are those in the headings of doses, by their places."""

    def __init__(
        self,
        names: Sequence[str],
        places: Places,
        units: Mapping[int, str],
        fields: Sequence[str],
        *,
        decimal_comma: bool,
    ) -> None:
        self._names = names
        self._places = places.of_field
        self._units = units
        self._bare_is_mg = places.of_dose_by_name
        self._decimal_comma = decimal_comma
        self._may_count_pieces = fields.index("may_count_pieces")
        self._of_numbers = [place for field in sorted(_NUMBERS) for place in self._places.get(field, ())]
        self._has_points = False
        self._strengths = self._places.get(STRENGTH, ())
        self._row_units = self._places.get(UNIT, ())
        self.may_disagree = any(len(each) > 1 for field, each in self._places.items() if field not in LISTS)
        """Whether several columns are read as one field, so that they may contradict each other."""
        self.composed = [(place, field) for place, field in enumerate(fields) if self._is_composed(field)]
        """The fields of `columns.Cells` that are not read as they are written, with their places."""

    def _is_composed(self, field: str) -> bool:
        places = self._places.get(field, ())
        if len(places) > 1 or (places and self._decimal_comma and field in _NUMBERS):
            return True
        if places and field == "dose":
            return bool(self._units or self._row_units or self._strengths) or not self._bare_is_mg.issuperset(places)
        return bool(places) and field == WHEN_TAKEN

    def compose(self, picked: list[Any], cells: list[str]) -> None:
        """Set the fields of `picked`, in the order of `columns.Cells`, that are not read as they are written."""
        for place, field in self.composed:
            if field == "dose":
                picked[place], picked[self._may_count_pieces] = self._dose(cells)
                continue
            read = self._read(cells, field)
            if field in LISTS:
                picked[place] = SEPARATOR.join(read)
            elif field == WHEN_TAKEN:
                picked[place] = " ".join(read).strip()
            else:
                picked[place] = read[0] if read else ""

    def look_for_points(self, rows: Iterable[list[str]]) -> None:
        """Notice numbers with a decimal point in a table of which nobody said that it has decimal commas."""
        places = self._of_numbers
        self._has_points = self._has_points or any(
            len(cells) > place and has_decimal_point(cells[place]) for cells in rows for place in places
        )
        self.may_disagree = self.may_disagree or self._has_points

    def disagreement(self, cells: list[str]) -> Disagreement | None:
        """Return why the columns of a row contradict each other, or the rest of the table; None if they do not."""
        if self._has_points:
            faults = (two_readings_in(cells[place]) for place in self._of_numbers)
            fault = next((each for each in faults if each is not None), None)
            if fault is not None:
                return Disagreement(fault)
        for field, places in self._places.items():
            if len(places) < 2 or field in LISTS or field == WHEN_TAKEN:
                continue
            said = [dose for dose, _ in self._doses(cells)] if field == "dose" else self._read(cells, field)
            if len(set(map(_key, said))) < 2 or (field == "dose" and _counted(said) is not None):
                continue
            columns = " and ".join(f"'{self._names[place]}'" for place in places)
            shown = " and ".join(f"'{each.strip()}'" for each in dict.fromkeys(said))
            return Disagreement(
                f"the columns {columns} are both read as '{field}' and say {shown}; keep one, or --map COLUMN=nothing"
            )
        return None

    def _read(self, cells: list[str], field: str) -> list[str]:
        """Return the cells of a field that hold something."""
        read = [cells[place] for place in self._places.get(field, ()) if cells[place].strip()]
        return [with_points(cell) for cell in read] if self._decimal_comma and field in _NUMBERS else read

    def _dose(self, cells: list[str]) -> tuple[str, bool]:
        """Return the dose, and whether it is a number without a unit that may count capsules."""
        said = self._doses(cells)
        if not said:
            return "", False
        dose, is_open = said[0]
        if len(said) > 1 and (counted := _counted([dose for dose, _ in said])) is not None:
            dose, is_open = counted, False
        if self._strengths:
            strength = next(iter(self._read(cells, STRENGTH)), "").strip()
            if strength and not _WITH_AMOUNT.search(dose):
                return f"{dose} of {strength}", False
        return dose, is_open

    def _doses(self, cells: list[str]) -> list[tuple[str, bool]]:
        """Return what each column of the dose says, with its unit, and whether it has none where it needs one."""
        places = self._places.get("dose", ())
        said = []
        for place in places:
            dose, is_open = with_points(cells[place]) if self._decimal_comma else cells[place], False
            if not dose.strip():
                continue
            if _BARE_NUMBER.fullmatch(dose):
                of_row = next(iter(self._read(cells, UNIT)), "").strip() if self._row_units else ""
                of_column = self._units.get(place)
                unit = (of_column or of_row) if len(places) > 1 else (of_row or of_column)
                dose = f"{dose.strip()} {unit}" if unit else dose
                is_open = not unit and place not in self._bare_is_mg
            said.append((dose, is_open))
        return said


def _key(text: str) -> str:
    """Return what two cells that say the same have in common; a number without a unit is in mg."""
    key = "".join(text.split()).casefold()
    return f"{key}mg" if _BARE_NUMBER.fullmatch(text) else key


def _counted(said: Sequence[str]) -> str | None:
    """Return '3 capsules of 100 mg' where one column says the amount and another counts the pieces."""
    amounts = [each for each in said if _WITH_AMOUNT.search(each)]
    counts = [each for each in said if not _WITH_AMOUNT.search(each) and _COUNT.match(each)]
    return f"{counts[0]} of {amounts[0]}" if len(said) == 2 and amounts and counts else None


def shown_names(names: Iterable[str], most: int = 20) -> str:
    """Return quoted names, at most so many, and how many more there are."""
    listed = [f"'{name}'" for name in names]
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return f"{', '.join(listed[:most])}{more}"
