"""What the percentage beside an amount says of it: that the amount is magnesium, or that something does not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.rules import DailyValue
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import figure
from maginfo.labels.percentages import agreeing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.labels.dsld_amounts import Audience, PrintedAmount

_THOUSAND = 1000.0
_DAILY_VALUES_OF: dict[Audience, tuple[str, ...]] = {
    "adults": ("us-fda", "us-fda-old"),
    "children": ("us-fda-children-1-3",),
    "infants": ("us-fda-infants",),
    "pregnancy": ("us-fda-pregnancy",),
}


class PercentFit(Record):
    """How a percentage stands to an amount of the element."""

    agrees: bool
    daily_value: DailyValue | None
    """What the percentage is of; null where it fits none."""
    expected: str
    """What the percentage would be: '11.9 % of 420 mg, 12.5 % of 400 mg'."""


class Percentages:
    """Compares percentages with amounts by the daily values of the data."""

    def __init__(self, daily_values: Sequence[DailyValue]) -> None:
        self._daily_values = daily_values

    def fit(self, amount: PrintedAmount, element: Span | None) -> PercentFit | None:
        """Whether the percentage beside `amount` is that of `element` mg; None where one of the two is not printed."""
        percent = amount.percent
        if percent is None or element is None:
            return None
        known = [value for value in self._daily_values if value.id in _DAILY_VALUES_OF[amount.audience]]
        decimals = 0 if float(percent).is_integer() else 1
        found = agreeing(percent, decimals, element, [(value, value.mg) for value in known])
        expected = ", ".join(f"{_share(value, element)} % of {figure(value.mg)} mg" for value in known)
        return PercentFit(found is not None, found, expected)

    def agrees(self, amount: PrintedAmount, element: Span | None) -> bool:
        """Whether a percentage is printed and is that of so much magnesium."""
        fit = self.fit(amount, element)
        return fit is not None and fit.agrees

    def unit_in_doubt(self, amount: PrintedAmount) -> Span | None:
        """Both amounts, mg, where the percentage fits a thousand times more or less than the unit says; else None."""
        if amount.mg is None or not amount.percent or self.agrees(amount, amount.mg):
            return None
        for factor in (_THOUSAND, 1 / _THOUSAND):
            other = amount.mg.times(factor)
            if self.agrees(amount, other):
                return Span(min(amount.mg.low, other.low), max(amount.mg.high, other.high))
        return None


def _share(value: DailyValue, element: Span) -> str:
    return figure(100 * element.high / value.mg)
