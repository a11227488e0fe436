"""The columns of a table of doses: those that a check reads, writes, or copies unchanged."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from maginfo.catalogue.names import name_key
from maginfo.catalogue.suggestions import nearest
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maginfo.dosing.report import LimitStatus

INPUT_COLUMNS = (
    "dose",
    "label",
    "form",
    "basis",
    "times",
    "sex",
    "age",
    "weight",
    "pregnant",
    "lactating",
    "diet",
    "egfr",
    "conditions",
    "drugs",
    "product",
)
"""Columns that a check reads; `label`, a line of a label's text, is read if there is no dose."""
PRODUCT = "product"
"""The input column that stands for every column that names a product; the cells of several are joined as lines."""
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
SEPARATOR = ";"
"""Separator of several doses, conditions or drugs in one cell, and of the codes of findings."""
MAX_COLUMNS = 16_384
"""The width of the widest spreadsheets. A header of a megabyte would give every row half a million cells."""
RENAMED_PREFIX = "input_"
"""Prefix for an input column that has the same name as an output column."""


class Columns:
    """The columns of an input; case and spaces around a name do not matter."""

    def __init__(self, names: Sequence[str], source: str, headings: frozenset[str] = frozenset()) -> None:
        """Find the columns to read; `headings` are the names of product columns (`products.product_headings`).

        Raises DataError, naming the source, for a missing dose column, a repeated column, or too many columns.
        """
        if len(names) > MAX_COLUMNS:
            raise DataError(f"'{source}': has more than {MAX_COLUMNS:,} columns")
        self.names = list(names)
        self._headings = headings
        places: dict[str, int] = {}
        self._products: list[int] = []
        for place, name in enumerate(names):
            key = name.strip().casefold()
            if self._names_product(name):
                self._products.append(place)
                continue
            if key not in INPUT_COLUMNS:
                continue
            if key in places:
                raise DataError(f"'{source}': has two columns '{key}'; one of them must be renamed")
            places[key] = place
        if "dose" not in places and "label" not in places:
            shown = ", ".join(f"'{name}'" for name in self.names[:20])
            raise DataError(f"'{source}': has no column 'dose' (or 'label'); the first line names {shown}")
        # A missing column reads index -1: the empty cell that `pick` appends.
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            *(places.get(name, -1) for name in INPUT_COLUMNS)
        )

    def pick(self, cells: list[str]) -> tuple[str, ...]:
        """Return the cells of a row in the order of `INPUT_COLUMNS`."""
        picked = self._pick([*cells, ""])
        if not self._products:
            return picked
        products = "\n".join([cells[place] for place in self._products])
        return (*picked[:-1], products if products.strip() else NO_PRODUCT)

    def _names_product(self, name: str) -> bool:
        return is_product_heading(name, self._headings)

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
        keys = {name: name.strip().casefold() for name in self.names}
        known = (*INPUT_COLUMNS, *ID_COLUMNS, *OUTPUT_COLUMNS)
        unread = [name for name, key in keys.items() if key not in known and not self._names_product(name)]
        missing = [name for name in INPUT_COLUMNS if name not in keys.values() and name != PRODUCT]
        return [
            (name, similar[0]) for name in unread if (similar := nearest(name, missing) or _names_within(name, missing))
        ]


def _names_within(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that are a whole word of the name: 'weight' in 'weight_kg'."""
    words = name_key(name).split()
    return tuple(each for each in known if each in words)


def is_product_heading(name: str, headings: frozenset[str]) -> bool:
    """Return whether a column of that name contains the product."""
    key = name.strip().casefold()
    return key == PRODUCT or (key not in INPUT_COLUMNS and name_key(name) in headings)
