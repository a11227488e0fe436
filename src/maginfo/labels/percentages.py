"""Compare printed percentages with amounts, and find the daily value that a percentage refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from maginfo.dosing.spans import Span
from maginfo.labels.text.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.reading import DailyValueBasis
    from maginfo.labels.text.tokens import Percent
    from maginfo.model.rules import DailyValue

Reference = TypeVar("Reference")

_ON_LABELS = ("us-fda", "us-fda-old", "eu-nrv")
_HALF_MG = 0.5
"""Greatest error of an amount that was rounded to whole mg."""


def agreeing(
    percent: float, decimals: int, element: Span, references: Iterable[tuple[Reference, float]]
) -> Reference | None:
    """Return the reference whose amount, mg, gives the printed percentage for `element`, mg; None where there is none.

    Labels round or truncate percentages, and round amounts to whole mg; the tolerance covers both together. Where
    several references agree, one that matches by rounding alone is preferred.
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
    """Return the daily values that labels for adults refer to, with their amounts, mg."""
    amounts = {value.id: value.mg for value in catalogue.rules.daily_values}
    return tuple((cast("DailyValueBasis", each), amounts[each]) for each in _ON_LABELS if each in amounts)


def fitting(
    percent: Percent, mg: float, references: Sequence[tuple[DailyValueBasis, float]], named: Kind | None
) -> DailyValueBasis | None:
    """Return the daily value that a percentage fits; one that the label names ('NRV') is preferred."""
    own = [each for each in references if named is not None and named == _named_as(each[0])]
    found = agreeing(percent.value, percent.decimals, Span.exactly(mg), own)
    return found or agreeing(percent.value, percent.decimals, Span.exactly(mg), references)


def _named_as(reference: DailyValueBasis) -> Kind:
    return Kind.EU_REFERENCE if reference == "eu-nrv" else Kind.US_REFERENCE


def other_daily_values(catalogue: Catalogue) -> tuple[tuple[DailyValue, float], ...]:
    """Return the daily values of groups, other countries and earlier rules, with their amounts, mg."""
    return tuple((value, value.mg) for value in catalogue.rules.daily_values if value.id not in _ON_LABELS)


def implied_reference(percent: Percent, mg: float) -> Span | None:
    """Return the reference amounts, mg, that `mg` and the rounded percentage allow; None for a percentage near 0."""
    half_step = 0.5 * 10.0**-percent.decimals
    if percent.value <= half_step:
        return None
    return Span(mg / (percent.value + half_step) * 100, mg / (percent.value - half_step) * 100)
