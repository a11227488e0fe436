"""The columns of a table of doses: those that a check reads, writes, or copies unchanged."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.batch.headings import NOTHING, PRODUCT, STRENGTH, UNIT, unit_of_heading, unused
from maginfo.catalogue.names import name_key
from maginfo.catalogue.suggestions import nearest
from maginfo.dosing.amounts import MG_PER_UNIT
from maginfo.dosing.numbers import with_one_reading
from maginfo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from maginfo.dosing.report import LimitStatus


class Cells(NamedTuple):
    """The cells of a row that a check reads, and what their columns leave open about two of them."""

    dose: str = ""
    label: str = ""
    """A line of a label's text, read if there is no dose."""
    form: str = ""
    basis: str = ""
    times: str = ""
    sex: str = ""
    age: str = ""
    weight: str = ""
    pregnant: str = ""
    lactating: str = ""
    diet: str = ""
    egfr: str = ""
    conditions: str = ""
    drugs: str = ""
    product: str = ""
    """The cells of every column that names a product, joined as lines."""
    may_count_pieces: bool = False
    """Whether `dose` is a number without a unit in a column that is not called 'dose': it may count capsules."""
    may_say_when: bool = False
    """Whether `times` is from a column that may say when instead of how often."""


INPUT_COLUMNS = Cells._fields[:-2]
"""Columns that a check reads."""
READ_FIELDS = frozenset({*INPUT_COLUMNS, UNIT, STRENGTH})
"""What a column may be read as."""
NO_PRODUCT = "\n"
"""The product cell of a row that names none, in a table with a product column."""
ID_COLUMNS = ("id",)
"""Known columns that a check does not read; like every other column, they are copied to the output."""
_NUMBERS = ("dose", "times", "age", "weight", "diet", "egfr")
"""Cells in which a decimal comma may stand."""
_BARE_NUMBER = re.compile(r"\s*[0-9][0-9.,  ]*(?:-\s*[0-9.,]+)?\s*")
_WITH_AMOUNT = re.compile(rf"[0-9]\s*(?:{'|'.join(MG_PER_UNIT)})\b", re.IGNORECASE)
_WITH_COMMA = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]+)(?![0-9.,])")
_THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\.[0-9]{3})+)(?![0-9.,])")


class Outcome(NamedTuple):
    """The columns written after a row's own, in their order; amounts in mg a day.

    A row without figures has an `error`, a code as its `findings`, or both.
    """

    supplement_mg_low: float | None
    supplement_mg_high: float | None
    recommended_low: float | None
    recommended_high: float | None
    upper_limit: float | None
    """The strictest over the life stages that match: a total up to it is `below`."""
    status: LimitStatus | None
    severity: str | None
    findings: str | None
    """Codes, each once, most severe first."""
    error: str | None

    @classmethod
    def rejected(cls, error: str | None, code: str | None = None) -> Outcome:
        """Return the columns of a row that is not checked; `error` is None if nothing is wrong with it."""
        return cls(None, None, None, None, None, None, None, code, error)


OUTPUT_COLUMNS = Outcome._fields
SEPARATOR = ";"
"""Separator of several doses, conditions or drugs in one cell, and of the codes of findings."""
MAX_COLUMNS = 16_384
"""The width of the widest spreadsheets. A header of a megabyte would give every row half a million cells."""
RENAMED_PREFIX = "input_"
"""Prefix for an input column that has the same name as an output column."""


class ReadAs(NamedTuple):
    """How the columns of a table are read."""

    headings: Mapping[str, str] = {}
    """Other names of columns, as `name_key` writes them, and what they are read as (`headings.other_headings`)."""
    mapping: Mapping[str, str] = {}
    """What the user says that columns are, by their names in lower case."""
    decimal_comma: bool | None = None
    """Whether a comma in a number stands before its decimals: '1,500' is 1.5. None: in a table with semicolons."""


class Columns:
    """The columns of an input; case and spaces around a name do not matter."""

    def __init__(self, names: Sequence[str], source: str, read_as: ReadAs = ReadAs()) -> None:  # noqa: B008  # immutable
        """Find the columns to read.

        Raises DataError, naming the source, for a missing dose column, a repeated column, or too many columns, and
        UsageError for a mapped column that is not there.
        """
        if len(names) > MAX_COLUMNS:
            raise DataError(f"'{source}': has more than {MAX_COLUMNS:,} columns")
        self.names = list(names)
        missing = unused(read_as.mapping, names)
        if missing:
            raise UsageError(f"--map {missing[0]}={read_as.mapping[missing[0]]}: '{source}' has no such column")
        self.read_by_other_name: list[tuple[str, str]] = []
        """Columns that are read although they are not called so: the name and what it is read as."""
        self._products: list[int] = []
        self._unit: str | None = None
        """The unit in the heading of the dose."""
        places = self._places(names, source, read_as)
        if "dose" not in places and "label" not in places:
            shown = ", ".join(f"'{name}'" for name in self.names[:20])
            hint = "--map COLUMN=dose says which it is"
            raise DataError(f"'{source}': has no column 'dose' (or 'label'); the first line names {shown}; {hint}")
        # A missing column reads index -1: the empty cell that `pick` appends.
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            *(places.get(name, -1) for name in INPUT_COLUMNS)
        )
        self._unit_at, self._strength_at = places.get(UNIT, -1), places.get(STRENGTH, -1)
        other = {field: name for name, field in self.read_by_other_name}
        self._is_dose = "dose" not in other or other["dose"].strip().casefold() in read_as.mapping
        self._is_times = "times" not in other
        self._decimal_comma = bool(read_as.decimal_comma)
        composed = self._unit_at >= 0 or self._strength_at >= 0 or self._unit is not None
        self._as_written = self._is_dose and self._is_times and not composed and not read_as.decimal_comma

    def _places(self, names: Sequence[str], source: str, read_as: ReadAs) -> dict[str, int]:
        """Return the place of each field: columns of its name or that the user maps, else those of another name."""
        places: dict[str, int] = {}
        others: list[tuple[str, int]] = []
        for place, name in enumerate(names):
            key = name.strip().casefold()
            field = read_as.mapping.get(key)
            if field is None and key in INPUT_COLUMNS:
                field = key
            if field == NOTHING:
                continue
            if field is None:
                words, unit = unit_of_heading(name)
                other = read_as.headings.get(name_key(name)) or read_as.headings.get(words)
                if words == "dose" or (not words and unit is not None):
                    other = "dose"
                if other == PRODUCT:
                    self._products.append(place)
                elif other is not None:
                    others.append((other, place))
                continue
            if field == PRODUCT:
                self._products.append(place)
                continue
            if field in places:
                raise DataError(f"'{source}': has two columns '{field}'; one of them must be renamed")
            places[field] = place
            if key != field:
                self.read_by_other_name.append((name, field))
        if "dose" not in places and "label" in places:
            others = [(field, place) for field, place in others if field != "dose"]
        for field, place in others:
            if field in places:
                continue
            places[field] = place
            self.read_by_other_name.append((names[place], field))
        if "dose" in places:
            self._unit = unit_of_heading(names[places["dose"]])[1]
        return places

    def pick(self, cells: list[str]) -> Cells:
        """Return the cells of a row that a check reads."""
        cells = [*cells, ""]
        picked = tuple.__new__(Cells, (*self._pick(cells), False, False))  # as Cells does, without a call in between
        if not self._as_written:
            picked = self._composed(picked, cells)
        if not self._products:
            return picked
        products = "\n".join([cells[place] for place in self._products])
        return picked._replace(product=products if products.strip() else NO_PRODUCT)

    def _composed(self, picked: Cells, cells: list[str]) -> Cells:
        """Return the cells with the dose put together from its columns, and decimal commas as points."""
        strength = cells[self._strength_at].strip() if self._strength_at >= 0 else ""
        if self._decimal_comma:
            strength = with_points(strength)
            numbers: dict[str, Any] = {name: with_points(getattr(picked, name)) for name in _NUMBERS}
            picked = picked._replace(**numbers)
        dose, may_count_pieces = picked.dose, False
        if _BARE_NUMBER.fullmatch(dose):
            unit = (cells[self._unit_at].strip() if self._unit_at >= 0 else "") or self._unit
            dose = f"{dose.strip()} {unit}" if unit else dose
            may_count_pieces = not unit and not self._is_dose
        if strength and dose.strip() and not _WITH_AMOUNT.search(dose):
            dose, may_count_pieces = f"{dose} of {strength}", False
        may_say_when = not self._is_times and bool(picked.times.strip())
        return picked._replace(dose=dose, may_count_pieces=may_count_pieces, may_say_when=may_say_when)

    @property
    def header(self) -> list[str]:
        """The names as written: an input column with the name of an output column is renamed."""
        taken = {*self.names, *OUTPUT_COLUMNS}
        written = []
        for name in self.names:
            shown = name
            while name in OUTPUT_COLUMNS and shown in taken:
                shown = RENAMED_PREFIX + shown
            taken.add(shown)
            written.append(shown)
        return written

    @property
    def renamed(self) -> list[tuple[str, str]]:
        """Columns renamed in the output: the old name and the new."""
        return [(name, shown) for name, shown in zip(self.names, self.header, strict=True) if name != shown]

    @property
    def resembling(self) -> list[tuple[str, str]]:
        """Columns not read although their name is close to an input column's: the name and that column's."""
        read = {name for name, _ in self.read_by_other_name} | {self.names[place] for place in self._products}
        keys = {name: name.strip().casefold() for name in self.names}
        known = (*INPUT_COLUMNS, *ID_COLUMNS, *OUTPUT_COLUMNS)
        unread = [name for name, key in keys.items() if key not in known and name not in read]
        fields = {field for _, field in self.read_by_other_name}
        missing = [
            name for name in INPUT_COLUMNS if name not in keys.values() and name != PRODUCT and name not in fields
        ]
        similar = ((name, _spelt_as(name, missing) or _names_within(name, missing)) for name in unread)
        return [(name, meant[0]) for name, meant in similar if meant]


def is_read(name: str, read_as: ReadAs) -> bool:
    """Return whether a column of that name is read, under its own or another name."""
    key = name.strip().casefold()
    if key in read_as.mapping:
        return read_as.mapping[key] != NOTHING
    return key in INPUT_COLUMNS or name_key(name) in read_as.headings or unit_of_heading(name)[0] in read_as.headings


def with_points(text: str) -> str:
    """Write the numbers of a text with decimal commas so that each has one reading: '1.500,5' as '1500.5'."""
    if "," not in text and "." not in text:
        return text
    text = _WITH_COMMA.sub(lambda number: with_one_reading(f"{number[1].replace('.', '')}.{number[2]}"), text)
    return _THOUSANDS.sub(lambda number: number[1].replace(".", ""), text)


def _spelt_as(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that the name is with a typing error, or a plural of; longer names are others."""
    return tuple(each for each in nearest(name, known) if abs(len(each) - len(name.strip())) <= 1)


def _names_within(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that a name begins with: 'weight' in 'weight_kg'."""
    words = name_key(name).split()
    return tuple(each for each in known if words[:1] == [each])
