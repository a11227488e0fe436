"""Read the amount of a row, and compare it with the percentage beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from maginfo.dosing.amounts import MAX_G_PER_DAY
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import figure
from maginfo.labels.amounts import MG_PER
from maginfo.labels.percentages import agreeing
from maginfo.model.record import Record
from maginfo.model.rules import DailyValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.dsld.document import DailyValueGroup, Quantity

Standing = Literal["printed", "not printed", "unreadable"]
Audience = Literal["adults", "children", "infants", "pregnancy"]

_MG_PER_UNIT = {
    **MG_PER,
    "milligram(s)": MG_PER["mg"],
    "microgram(s)": MG_PER["mcg"],
    "gm": MG_PER["g"],
    "gram(s)": MG_PER["g"],
}
"""mg per unit. Any other unit (ng, mmg, m.c.u., Jar(s), IU) is a fault of the record or not a unit of magnesium."""
_NOT_PRINTED = "np"
_NO_DAILY_VALUE = "not established"
_EQUAL, _LESS, _ABOUT = ("=", "", None), ("<", "<="), ("~", "≈")


class PrintedAmount(Record):
    """The amount of one row in one serving, mg."""

    standing: Standing
    shown: str
    """The amount as the record writes it: '50 mg', '< 1 mg', 'no amount'."""
    mg: Span | None = None
    """Amount of the substance that the row names; null where none is printed or it cannot be read."""
    note: str | None = None
    percent: float | None = None
    percent_shown: str = ""
    audience: Audience = "adults"
    no_daily_value: bool = False
    """Whether the row says that no daily value is established; rows of the element never say so."""

    @property
    def max_mg(self) -> float | None:
        """The upper end of the amount, mg."""
        return self.mg.high if self.mg is not None else None


def audience_of(name: str | None) -> Audience:
    """Return the audience of a group in the record; adults where the name says nothing else."""
    described = (name or "").casefold()
    if "pregnan" in described or "lactat" in described:
        return "pregnancy"
    if "4 or more" in described or "adult" in described:
        return "adults"
    if "infant" in described:
        return "infants"
    return "children" if "child" in described or "1-3" in described else "adults"


def read_amount(quantity: Quantity | None) -> PrintedAmount:
    """Read an entry of a row's `quantity`; nothing is multiplied or guessed."""
    if quantity is None or quantity.quantity is None or (quantity.unit or "").strip().casefold() == _NOT_PRINTED:
        return PrintedAmount("not printed", "no amount", note="the amount is not printed: not known, which is not zero")
    value, unit, operator = quantity.quantity, (quantity.unit or "").strip(), (quantity.operator or "").strip()
    shown = f"{figure_of(value)} {unit}".strip() if operator in _EQUAL else f"{operator} {figure_of(value)} {unit}"
    group = _of_adults(quantity.daily_value_target_group)
    percent = group.percent if group is not None else None
    less = group.operator if group is not None and group.operator in _LESS else ""
    made = partial(
        PrintedAmount,
        shown=shown,
        percent=percent,
        percent_shown=f"{less}{figure_of(percent)}%" if percent is not None else "",
        audience=audience_of(group.name if group is not None else None),
        no_daily_value=percent is None and group is not None and _NO_DAILY_VALUE in (group.footnote or "").casefold(),
    )
    per_unit = _MG_PER_UNIT.get(unit.casefold())
    fault = _fault(value, unit, per_unit, operator)
    if fault is not None or per_unit is None:
        return made("unreadable", note=fault)
    mg = value * per_unit
    if operator in _LESS:
        bound = "at most" if operator == "<=" else "less than"
        return made("printed", mg=Span(0.0, mg), note=f"the label says {bound} {figure(mg)} mg")
    note = (
        f"the label says about {figure_of(value)} {unit}"
        if operator in _ABOUT
        else "recorded as zero"
        if mg == 0
        else None
    )
    return made("printed", mg=Span.exactly(mg), note=note)


def _fault(value: float, unit: str, per_unit: float | None, operator: str) -> str | None:
    """Return the reason that an amount cannot be read, or None."""
    if per_unit is None:
        fault = f"'{unit}' is no unit that magnesium is labelled in" if unit else "no unit is recorded"
        return (
            f"{figure_of(value)} {unit}".strip()
            + f": {fault}, a fault of the record; the amount is not read and not converted"
        )
    if value < 0:
        return f"{figure_of(value)} {unit}: less than nothing, a fault of the record; the amount is not read"
    if value * per_unit > MAX_G_PER_DAY * 1000:
        return f"{figure_of(value)} {unit}: more than {MAX_G_PER_DAY} g, a fault of the record; the amount is not read"
    if operator not in (*_EQUAL, *_LESS, *_ABOUT):
        return f"'{operator} {figure_of(value)} {unit}' sets no upper end; the amount is not read"
    return None


def _of_adults(groups: Sequence[DailyValueGroup]) -> DailyValueGroup | None:
    """Return the group whose percentage is used: adults, or else the first group."""
    general = [group for group in groups if audience_of(group.name) == "adults"]
    return next(iter([*general, *groups]), None)


def figure_of(value: float | None) -> str:
    """Format a number as the record writes it; empty for None."""
    return "" if value is None else str(int(value)) if float(value).is_integer() else repr(float(value))


_THOUSAND = 1000.0
_DAILY_VALUES_OF: dict[Audience, tuple[str, ...]] = {
    "adults": ("us-fda", "us-fda-old"),
    "children": ("us-fda-children-1-3",),
    "infants": ("us-fda-infants",),
    "pregnancy": ("us-fda-pregnancy",),
}


class PercentFit(Record):
    """The comparison of a percentage with an amount of the element."""

    agrees: bool
    daily_value: DailyValue | None
    """The daily value that the percentage fits; null where it fits none."""
    expected: str
    """The percentages that would fit: '11.9 % of 420 mg, 12.5 % of 400 mg'."""


class Percentages:
    """Compare percentages with amounts by the daily values of the data."""

    def __init__(self, daily_values: Sequence[DailyValue]) -> None:
        self._daily_values = daily_values

    def fit(self, amount: PrintedAmount, element: Span | None) -> PercentFit | None:
        """Compare the percentage beside `amount` with `element`, mg; None where one of the two is not printed."""
        percent = amount.percent
        if percent is None or element is None:
            return None
        known = [value for value in self._daily_values if value.id in _DAILY_VALUES_OF[amount.audience]]
        decimals = 0 if float(percent).is_integer() else 1
        found = agreeing(percent, decimals, element, [(value, value.mg) for value in known])
        expected = ", ".join(f"{_share(value, element)} % of {figure(value.mg)} mg" for value in known)
        return PercentFit(found is not None, found, expected)

    def agrees(self, amount: PrintedAmount, element: Span | None) -> bool:
        """Return whether a percentage is printed and fits `element`, mg."""
        fit = self.fit(amount, element)
        return fit is not None and fit.agrees

    def unit_in_doubt(self, amount: PrintedAmount) -> Span | None:
        """Return the range of both amounts, mg, where the percentage fits 1000 or 1/1000 times the printed one."""
        if amount.mg is None or not amount.percent or self.agrees(amount, amount.mg):
            return None
        for factor in (_THOUSAND, 1 / _THOUSAND):
            other = amount.mg.times(factor)
            if self.agrees(amount, other):
                return Span(min(amount.mg.low, other.low), max(amount.mg.high, other.high))
        return None


def _share(value: DailyValue, element: Span) -> str:
    return figure(100 * element.high / value.mg)
