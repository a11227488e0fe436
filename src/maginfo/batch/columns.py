"""The columns of a table of doses: those that a check reads, writes, or copies unchanged."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.batch.composed import Composer, shown_names
from maginfo.batch.headings import NOTHING, PRODUCT, STRENGTH, UNIT, WHEN_TAKEN, unit_of_heading, unused
from maginfo.batch.places import ReadAs, find_places
from maginfo.catalogue.names import name_key
from maginfo.catalogue.suggestions import nearest
from maginfo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maginfo.batch.input import Row
    from maginfo.dosing.report import LimitStatus


class Cells(NamedTuple):
    """The cells of a row that a check reads, and what their columns leave open."""

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
    when: str = ""
    """The cells of columns that say when, and may say how often."""


INPUT_COLUMNS = Cells._fields[:-2]
"""Columns that a check reads."""
_PRODUCT = INPUT_COLUMNS.index(PRODUCT)
READ_FIELDS = frozenset({*INPUT_COLUMNS, UNIT, STRENGTH, WHEN_TAKEN})
"""What a column may be read as."""
NO_PRODUCT = "\n"
"""The product cell of a row that names none, in a table with a product column."""
ID_COLUMNS = ("id",)
"""Known columns that a check does not read; like every other column, they are copied to the output."""


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
MAX_COLUMNS = 16_384
"""The width of the widest spreadsheets. A header of a megabyte would give every row half a million cells."""
RENAMED_PREFIX = "input_"
"""Prefix for an input column that has the same name as an output column."""


class Columns:
    """The columns of an input; case and spaces around a name do not matter."""

    def __init__(
        self,
        names: Sequence[str],
        source: str,
        read_as: ReadAs = ReadAs(),  # noqa: B008  # immutable
        *,
        open_ended: bool = False,
        comma_is_guessed: bool = False,
    ) -> None:
        """Find the columns to read.

        `open_ended`: later rows may have fields that no column is read as yet. `comma_is_guessed`: nobody said that the
        table has decimal commas.

        Raises DataError, naming the source, for a missing dose column, a repeated column, or too many columns, and
        UsageError for a mapped column that is not there.
        """
        if len(names) > MAX_COLUMNS:
            raise DataError(f"'{source}': has more than {MAX_COLUMNS:,} columns")
        missing = unused(read_as.mapping, names)
        if missing:
            raise UsageError(f"--map {missing[0]}={read_as.mapping[missing[0]]}: '{source}' has no such column")
        found = find_places(names, source, read_as, INPUT_COLUMNS)
        if "dose" not in found.of_field and "label" not in found.of_field:
            hint = "--map COLUMN=dose says which it is"
            if any("|" in name for name in names):
                hint += "; --delimiter '|' divides the cells there"
            shown = shown_names(names)
            raise DataError(f"'{source}': has no column 'dose' (or 'label'); the first line names {shown}; {hint}")
        self.names = list(names)
        if open_ended:
            for name in INPUT_COLUMNS:
                if name not in found.of_field and name != PRODUCT:
                    found.of_field[name] = [len(self.names)]
                    self.names.append(name)
        self.read_by_other_name = found.by_other_name
        """Columns that are read although they are not called so: the name and what it is read as."""
        self._products = found.products
        self._read = {place for places in found.of_field.values() for place in places} | set(found.products)
        self._left_out = {name for name, field in read_as.mapping.items() if field == NOTHING}
        # A missing column reads index -1: the empty cell that `pick` appends.
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            *(found.of_field.get(name, [-1])[0] for name in INPUT_COLUMNS)
        )
        in_headings = ((place, unit_of_heading(self.names[place])[1]) for place in found.of_field.get("dose", ()))
        units = {place: unit for place, unit in in_headings if unit is not None}
        self._composer = Composer(self.names, found, units, Cells._fields, decimal_comma=bool(read_as.decimal_comma))
        self._comma_is_guessed = comma_is_guessed

    def pick(self, cells: list[str]) -> Cells:
        """Return the cells of a row that a check reads."""
        cells = [*cells, ""]
        picked: list[Any] = [*self._pick(cells), False, ""]
        if self._composer.composed:
            self._composer.compose(picked, cells)
        if self._products:
            products = "\n".join([cells[place] for place in self._products])
            picked[_PRODUCT] = products if products.strip() else NO_PRODUCT
        return tuple.__new__(Cells, picked)  # as Cells does, without a call in between

    def without_contradictions(self, rows: list[Row]) -> list[Row]:
        """Return the rows, each with the reason where its columns contradict each other."""
        if self._comma_is_guessed:
            self._composer.look_for_points(row[0] for row in rows if row[2] is None)
        if not self._composer.may_disagree:
            return rows
        return [row if row[2] is not None else (row[0], row[1], self._composer.disagreement(row[0])) for row in rows]

    def picked_without_dose(self, cells: list[str]) -> Cells:
        """Return the cells of a row whose columns contradict each other: what it says of the person counts."""
        return self.pick(cells)._replace(dose="", label="", may_count_pieces=False)

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
        keys = {name.strip().casefold() for name in self.names}
        fields = {field for _, field in self.read_by_other_name}
        missing = [name for name in INPUT_COLUMNS if name not in keys and name != PRODUCT and name not in fields]
        similar = ((name, _spelt_as(name, missing) or _names_within(name, missing)) for name in self.unread)
        return [(name, meant[0]) for name, meant in similar if meant]

    @property
    def unread(self) -> list[str]:
        """Columns that are not read; without ids, columns of an earlier answer, and those that the user leaves out."""
        known = {*ID_COLUMNS, *OUTPUT_COLUMNS, *self._left_out}
        return [
            name
            for place, name in enumerate(self.names)
            if place not in self._read and name.strip() and name.strip().casefold() not in known
        ]


def _spelt_as(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that the name is with a typing error, or a plural of; longer names are others."""
    return tuple(each for each in nearest(name, known) if abs(len(each) - len(name.strip())) <= 1)


def _names_within(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that a name begins with: 'weight' in 'weight_kg'."""
    words = name_key(name).split()
    return tuple(each for each in known if words[:1] == [each])
