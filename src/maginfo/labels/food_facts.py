"""Read magnesium from the fields of Open Food Facts: `magnesium_value`, `magnesium_unit`, `magnesium_serving`.

Open Food Facts keeps what was entered (`_value` with `_unit`, per serving or per 100 g as `nutrition_data_per` says)
and the same in grams (`_serving`, `_100g`). Only what was entered is an amount here: where the grams do not agree with
it, one of them is a thousandfold or was converted wrongly, and nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from maginfo.dosing.amounts import MAX_G_PER_DAY
from maginfo.dosing.spans import Span
from maginfo.labels.amounts import MG_PER, same_in_other_unit
from maginfo.labels.reading import LabelLine

_FIELD = re.compile(
    r"""["']?\b(magnesium_(?:value|unit|serving|100g)|nutrition_data_per|serving_quantity)\b["']?\s*[:=]\s*["']?([^"',}\s]{1,40})"""
)
_MG_PER_G = 1000.0
_MICRO = re.compile("^[\u00b5\u03bc]")
"""The micro sign, and the Greek letter that stands for it."""


class Fields(NamedTuple):
    """The fields of one product, as they are written; None for one that is missing."""

    value: str | None = None
    unit: str | None = None
    serving: str | None = None
    per_100g: str | None = None
    counted_per: str | None = None
    """`nutrition_data_per`: 'serving' or '100g'."""
    serving_quantity: str | None = None
    """The grams or millilitres of a serving."""


_NAMES = {
    "magnesium_value": "value",
    "magnesium_unit": "unit",
    "magnesium_serving": "serving",
    "magnesium_100g": "per_100g",
    "nutrition_data_per": "counted_per",
    "serving_quantity": "serving_quantity",
}
_OF_PRODUCT = frozenset({"counted_per", "serving_quantity"})
"""Fields that say nothing of magnesium; in a record they stand beside the nutriments."""


def fields_in(text: str) -> Fields | None:
    """Return the fields of a text, JSON or cells; None where it has no field of magnesium."""
    found = {_NAMES[name]: written for name, written in _FIELD.findall(text)}
    return Fields(**found) if found.keys() - _OF_PRODUCT else None


def fields_of(product: Mapping[str, Any]) -> Fields | None:
    """Return the fields of a product parsed from JSON; None where it has no field of magnesium."""
    nutriments = product.get("nutriments")
    table = nutriments if isinstance(nutriments, Mapping) else product
    found = {field: str(table[name]) for name, field in _NAMES.items() if name in table}
    if not found.keys() - _OF_PRODUCT:
        return Fields() if isinstance(nutriments, Mapping) else None
    found |= {field: str(product[name]) for name, field in _NAMES.items() if field in _OF_PRODUCT and name in product}
    return Fields(**found)


def read_fields(fields: Fields, text: str) -> LabelLine:
    """Return what the fields say of a serving; `text` is the line's text. Notes say why nothing is taken."""
    value, serving, per_100g = (_number(written) for written in (fields.value, fields.serving, fields.per_100g))
    factor = MG_PER.get(_MICRO.sub("mc", (fields.unit or "").casefold()))
    if value is None or factor is None or value <= 0:
        return LabelLine(text, notes=("Open Food Facts: the amount as it was entered, with its unit, is missing",))
    mg = value * factor
    printed = f"{fields.value} {fields.unit}"
    fault = _fault(mg, _number(fields.serving_quantity))
    if fault is not None:
        return LabelLine(text, notes=(f"Open Food Facts: {printed} a serving is {fault}; the amount is not read",))
    entered = f"Open Food Facts: {printed} a serving, as entered"
    in_a_serving = LabelLine(text, Span.exactly(mg), "elemental", notes=(entered,))
    if serving is not None and same_in_other_unit(mg, serving * _MG_PER_G) and fields.counted_per != "100g":
        return in_a_serving
    if fields.counted_per == "100g" or (per_100g is not None and same_in_other_unit(mg, per_100g * _MG_PER_G)):
        return LabelLine(text, notes=(f"Open Food Facts: {printed} is per 100 g and is not a serving's",))
    if serving is None and fields.counted_per == "serving":
        return in_a_serving
    if serving is None:
        return LabelLine(text, notes=(f"Open Food Facts: whether {printed} is a serving's is not said",))
    return LabelLine(
        text, notes=(f"Open Food Facts: {printed} as entered and {fields.serving} g a serving are not the same amount",)
    )


def _fault(mg: float, serving_g: float | None) -> str | None:
    """Return why an amount cannot be that of a serving; None if it can."""
    if mg > MAX_G_PER_DAY * _MG_PER_G:
        return f"more than {MAX_G_PER_DAY} g"
    if serving_g and 0 < serving_g < mg / _MG_PER_G:
        return f"more than the serving of {serving_g:g} g or ml weighs"
    return None


def _number(written: str | None) -> float | None:
    try:
        return float(written) if written is not None else None
    except ValueError:
        return None
