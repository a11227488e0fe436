"""The columns of a table of doses: those that a check reads, those that it writes, and those it passes on."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.catalogue.suggestions import nearest
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

READ = (
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
"""What a check reads of a row. `label`, a line of a label's text, stands in where there is no dose."""
PRODUCT = "product"
"""Stands for every column that names what is taken; the cells of several are lines."""
NO_PRODUCT = "\n"
"""The product of a row that names none, in a table with a column for it."""
IDENTIFYING = ("id",)
"""Known to be nothing that a check reads; like every other column it is passed on."""
WRITTEN = (
    "supplement_mg_low",
    "supplement_mg_high",
    "recommended_low",
    "recommended_high",
    "upper_limit",
    "status",
    "severity",
    "findings",
    "error",
)
"""What is written after a row's own columns."""
BETWEEN = ";"
"""Stands between several doses, conditions or drugs in one cell, and between the codes of findings."""
MAX_COLUMNS = 16_384
"""As many as the widest spreadsheets have. A header of a megabyte would make half a million cells of every row."""
INPUT = "input_"
"""Put before the name of a column of the input that is called like one of `WRITTEN`."""


class Columns:
    """The columns of an input. Capitals and spaces around a name make no difference."""

    def __init__(self, names: Sequence[str], source: str, headings: frozenset[str] = frozenset()) -> None:
        """`headings`: what columns that name the product are called (`products.product_headings`).

        Raises DataError, naming the source, for no dose to read, a column that stands twice, or too many columns.
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
            if key not in READ:
                continue
            if key in places:
                raise DataError(f"'{source}': has two columns '{key}'; one of them must be renamed")
            places[key] = place
        if "dose" not in places and "label" not in places:
            shown = ", ".join(f"'{name}'" for name in self.names[:20])
            raise DataError(f"'{source}': has no column 'dose' (or 'label'); the first line names {shown}")
        # A column that is not there reads the empty cell that is put behind the row's own.
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*(places.get(name, -1) for name in READ))

    def pick(self, cells: list[str]) -> tuple[str, ...]:
        """The cells of a row in the order of `READ`."""
        picked = self._pick([*cells, ""])
        if not self._products:
            return picked
        products = "\n".join([cells[place] for place in self._products])
        return (*picked[:-1], products if products.strip() else NO_PRODUCT)

    def _names_product(self, name: str) -> bool:
        return is_product_heading(name, self._headings)

    @property
    def header(self) -> list[str]:
        """The names as they are written: a name that the answer needs for itself is given up to it."""
        taken = {*self.names, *WRITTEN}
        written = []
        for name in self.names:
            shown = name
            while name in WRITTEN and shown in taken:
                shown = INPUT + shown
            taken.add(shown)
            written.append(shown)
        return written

    @property
    def renamed(self) -> list[tuple[str, str]]:
        """What a column was called, and what it is called in the answer."""
        return [(name, shown) for name, shown in zip(self.names, self.header, strict=True) if name != shown]

    @property
    def resembling(self) -> list[tuple[str, str]]:
        """Columns that are not read although they are called nearly like one that is, and what that is called."""
        keys = {name: name.strip().casefold() for name in self.names}
        known = (*READ, *IDENTIFYING, *WRITTEN)
        unread = [name for name, key in keys.items() if key not in known and not self._names_product(name)]
        missing = [name for name in READ if name not in keys.values() and name != PRODUCT]
        return [(name, alike[0]) for name in unread if (alike := nearest(name, missing) or _within(name, missing))]


def _within(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of `known` that stand whole in the name: 'weight' in 'weight_kg'."""
    words = name_key(name).split()
    return tuple(each for each in known if each in words)


def is_product_heading(name: str, headings: frozenset[str]) -> bool:
    """Whether a column of that name says what is taken."""
    key = name.strip().casefold()
    return key == PRODUCT or (key not in READ and name_key(name) in headings)
