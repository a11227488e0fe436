"""Printed percentages: which daily value one refers to, and whether it agrees with the amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from maginfo.dosing.spans import Span
from maginfo.labels.text.tokens import EU_REFERENCE, US_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.reading import DailyValueBasis
    from maginfo.labels.text.tokens import Percent

Reference = TypeVar("Reference")

_ON_LABELS = ("us-fda", "us-fda-old", "eu-nrv")
_HALF_MG = 0.5
"""An amount was rounded to whole mg."""


def agreeing(
    percent: float, decimals: int, element: Span, references: Iterable[tuple[Reference, float]]
) -> Reference | None:
    """The reference amount, mg, of which so much magnesium is the printed percentage; None where there is none.

    Labels round percentages or cut them, and round amounts to whole mg: both together are allowed for. Where several
    references agree, the first of which the percentage is the rounded share, otherwise the first.
    """
    step = 10.0**-decimals
    agree: list[tuple[bool, Reference]] = []
    for reference, mg in references:
        low, high = 100 * element.low / mg, 100 * element.high / mg
        apart = max(low - percent, percent - high, 0.0)
        if apart < step * (1 + 100 * _HALF_MG / mg):
            agree.append((apart > step / 2, reference))
    return min(agree, key=lambda each: each[0])[1] if agree else None


def daily_values(catalogue: Catalogue) -> tuple[tuple[DailyValueBasis, float], ...]:
    """The reference amounts that labels for adults print percentages of, mg."""
    amounts = {value.id: value.mg for value in catalogue.rules.daily_values}
    return tuple((cast("DailyValueBasis", each), amounts[each]) for each in _ON_LABELS if each in amounts)


def fitting(
    percent: Percent, mg: float, references: Sequence[tuple[DailyValueBasis, float]], named: int | None
) -> DailyValueBasis | None:
    """`agreeing`, of the references that the label names ('NRV') where one of these agrees."""
    own = [each for each in references if named is not None and named == _named_as(each[0])]
    found = agreeing(percent.value, percent.decimals, Span.exactly(mg), own)
    return found or agreeing(percent.value, percent.decimals, Span.exactly(mg), references)


def _named_as(reference: DailyValueBasis) -> int:
    return EU_REFERENCE if reference == "eu-nrv" else US_REFERENCE


def implied_reference(percent: Percent, mg: float) -> float:
    """The amount of which `mg` would be that percentage."""
    return mg / percent.value * 100 if percent.value else 0.0
