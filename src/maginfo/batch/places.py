"""Where the columns of a table are: by their exact names, as the user maps them, or by another word for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.batch.headings import DIRECTIONS, MEDICINE, NOTHING, PRODUCT, WHEN_TAKEN, unit_of_heading
from maginfo.catalogue.names import name_key
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class ReadAs(NamedTuple):
    """How the columns of a table are read."""

    headings: Mapping[str, str] = {}
    """Other names of columns, as `name_key` writes them, and what they are read as (`headings.other_headings`)."""
    mapping: Mapping[str, str] = {}
    """What the user says that columns are, by their names in lower case."""
    decimal_comma: bool | None = None
    """Whether a comma in a number stands before its decimals: '1,500' is 1.5. None: in a table with semicolons."""


class Places(NamedTuple):
    """The places of the columns that are read."""

    of_field: dict[str, list[int]]
    """Several columns may be read as one field."""
    products: list[int]
    by_other_name: list[tuple[str, str]]
    """Columns that are read although they are not called so: the name and what it is read as."""
    of_dose_by_name: frozenset[int]
    """Columns called 'dose', or that the user says are: a number without a unit is an amount in mg."""


def find_places(names: Sequence[str], source: str, read_as: ReadAs, fields: Collection[str]) -> Places:
    """Find the columns of the fields; DataError, naming the source, where two have the exact name of one."""
    found = Places({}, [], [], frozenset())
    others: list[tuple[str, int]] = []
    for place, name in enumerate(names):
        field = _by_name(name, read_as, fields)
        if field is None:
            other = _by_heading(name, read_as)
            if other is not None:
                others.append((other, place))
        elif field == PRODUCT:
            found.products.append(place)
        elif field in found.of_field:
            raise DataError(f"'{source}': has two columns '{field}'; one of them must be renamed")
        elif field != NOTHING:
            found.of_field[field] = [place]
            if name.strip().casefold() != field:
                found.by_other_name.append((name, field))
    by_name = frozenset(found.of_field.get("dose", ()))
    _add_others(others, names, found)
    return found._replace(of_dose_by_name=by_name)


def is_read(name: str, read_as: ReadAs, fields: Collection[str]) -> bool:
    """Return whether a column of that name is read, under its own or another name."""
    return (_by_name(name, read_as, fields) or _by_heading(name, read_as) or NOTHING) != NOTHING


def _by_name(name: str, read_as: ReadAs, fields: Collection[str]) -> str | None:
    """Return what the user says that a column is, or the field of which it has the exact name."""
    key = name.strip().casefold()
    return read_as.mapping.get(key) or (key if key in fields else None)


def _by_heading(name: str, read_as: ReadAs) -> str | None:
    """Return what a column of another name is read as; None for a name that means nothing here."""
    words, unit = unit_of_heading(name)
    if words == "dose" or (not words and unit is not None):
        return "dose"
    return read_as.headings.get(name_key(name)) or read_as.headings.get(words)


def _add_others(others: list[tuple[str, int]], names: Sequence[str], found: Places) -> None:
    """Add columns with other names, after what the rest of the table makes of them."""
    of_field, products = found.of_field, found.products
    if "dose" not in of_field and "label" in of_field:
        others = [(field, place) for field, place in others if field != "dose"]
    doses = [*of_field.get("dose", ()), *(place for field, place in others if field == "dose")]
    says_how_often = "times" in of_field or any(field == "times" for field, _ in others)
    has_dose = bool(doses) or "label" in of_field
    has_product = bool(products) or "form" in of_field or any(field == PRODUCT for field, _ in others)
    for field, place in others:
        if field == DIRECTIONS:
            field = "dose" if not has_dose else WHEN_TAKEN if says_how_often else "times"
        is_told = field != PRODUCT
        if field == MEDICINE:  # before the dose it names what is taken; behind it, what is taken beside it
            field = "drugs" if has_product or (doses and place > doses[0]) else PRODUCT
        if field == PRODUCT:
            products.append(place)
        else:
            of_field.setdefault(field, []).append(place)
        if is_told:
            found.by_other_name.append((names[place], field))
