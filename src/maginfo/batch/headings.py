"""Which column of a table is read as what: exact names, other words for them, and what the user says by --map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import name_key
from maginfo.dosing.amounts import MG_PER_UNIT
from maginfo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maginfo.catalogue.catalogue import Catalogue

PRODUCT, UNIT, STRENGTH, WHEN_TAKEN, NOTHING = "product", "unit", "strength", "when", "nothing"
DIRECTIONS, MEDICINE = "directions", "medicine"
"""What the other columns decide: how often, or the dose; the product, or a medicine beside it (`places`)."""
_ROLES = {
    "product-heading": PRODUCT,
    "unit-heading": UNIT,
    "strength-heading": STRENGTH,
    "when-heading": WHEN_TAKEN,
    "directions-heading": DIRECTIONS,
    "medicine-heading": MEDICINE,
    **{
        f"{field}-heading": field
        for field in (
            "dose", "times", "sex", "age", "weight", "pregnant", "lactating", "diet", "egfr", "conditions", "drugs",
        )
    },
}  # fmt: skip


def date_headings(catalogue: Catalogue) -> frozenset[str]:
    """Return the names of columns of dates, which a check does not read, as `name_key` writes them."""
    words = (role.spellings for role in catalogue.label_words.roles if role.name == "date-heading")
    return frozenset(name_key(word) for spellings in words for word in spellings)


def product_headings(catalogue: Catalogue) -> frozenset[str]:
    """Return the names of columns that name the product, as `name_key` writes them."""
    return frozenset(word for word, field in other_headings(catalogue).items() if field in (PRODUCT, MEDICINE))


def is_product_heading(name: str, headings: frozenset[str]) -> bool:
    """Return whether a column of that name contains the product."""
    return name.strip().casefold() == PRODUCT or name_key(name) in headings


def other_headings(catalogue: Catalogue) -> dict[str, str]:
    """Return what other names of columns are read as, by `name_key` of the name: 'dosage' as 'dose'."""
    return {
        name_key(word): _ROLES[role.name]
        for role in catalogue.label_words.roles
        if role.name in _ROLES
        for word in role.spellings
    }


def unit_of_heading(name: str) -> tuple[str, str | None]:
    """Split a heading into its words and a unit at its end: 'Amount (mg)' is 'amount' in 'mg'."""
    *words, last = name_key(name).split() or [""]
    return (" ".join(words), last) if last in MG_PER_UNIT else (" ".join([*words, last]), None)


def read_mapping(options: Iterable[str], fields: Iterable[str]) -> dict[str, str]:
    """Read `COLUMN=FIELD` options into fields by column; UsageError for another form or an unknown field."""
    known = (*fields, UNIT, STRENGTH, WHEN_TAKEN, NOTHING)
    mapping: dict[str, str] = {}
    for option in options:
        column, sign, field = option.rpartition("=")
        field = field.strip().casefold()
        if not sign or not column.strip():
            raise UsageError(f"--map '{option}': write COLUMN=FIELD, such as Menge=dose")
        if field not in known:
            raise UsageError(f"--map '{option}': '{field}' is none of {', '.join(known)}")
        mapping[column.strip().casefold()] = field
    return mapping


def unused(mapping: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Return the mapped columns that a table does not have."""
    present = {name.strip().casefold() for name in names}
    return [column for column in mapping if column not in present]
