"""What several authorities' limits say together, and which single change would bring a total back under one.

Both display what the figures give; neither advises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.intakes import limit_status
from maginfo.dosing.report import Agreement, Change, Reduction
from maginfo.dosing.spans import Span
from maginfo.dosing.standing import passes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.report import Comparison


def not_holding(comparison: Comparison, why_not: str) -> Comparison:
    """The same comparison for a person for whom upper limits are not set; figures and status stay."""
    return comparison.replaced(upper_limit=comparison.upper_limit.replaced(holds=False, why_not=why_not))


def agreement(comparisons: Sequence[Comparison]) -> Agreement | None:
    """Which limits the total is over and which it is within, by authority; None where one authority was asked."""
    if len(comparisons) < 2:
        return None

    def with_status(status: str) -> tuple[str, ...]:
        return tuple(each.authority for each in comparisons if each.upper_limit.status == status)

    over, may_be_over, under = with_status("above"), with_status("straddles"), with_status("below")
    return Agreement(
        agree=not ((over or may_be_over) and under),
        over=over,
        may_be_over=may_be_over,
        under=under,
        none_set=with_status("not-set"),
        needs_weight=with_status("needs-weight"),
    )


def reductions(
    comparisons: Sequence[Comparison], doses: Sequence[ResolvedDose], supplement: Span
) -> Iterator[Reduction]:
    """For each limit that the total is or may be over: by how much, and the single changes that bring it within.

    A change is one product left out (where there are several), one intake a day less, or half of one product.
    """
    every_change = tuple(_changes(doses, supplement))
    for comparison in comparisons:
        limit = comparison.upper_limit
        if limit.low is None or limit.high is None or not passes(supplement, limit):
            continue
        allowed = Span(limit.low, limit.high)
        yield Reduction(
            authority=comparison.authority,
            limit_mg=limit.low,
            over_mg=Span(max(0.0, supplement.low - limit.high), supplement.high - limit.low),
            changes=tuple(
                change for change in every_change if limit_status(change.supplement_mg_per_day, allowed) == "below"
            ),
        )


def _changes(doses: Sequence[ResolvedDose], supplement: Span) -> Iterator[Change]:
    for index, dose in enumerate(doses):
        whole, times = dose.mg_per_day, dose.dose.times_per_day
        if not whole.high:
            continue
        if times > 1:
            yield Change("one-intake-less", index, dose.dose.text, _less(supplement, dose.single_mg))
        yield Change("half", index, dose.dose.text, _less(supplement, whole.times(0.5)))
        if len(doses) > 1:
            yield Change("left-out", index, dose.dose.text, _less(supplement, whole))


def _less(supplement: Span, taken_away: Span) -> Span:
    """What remains; a sum's rest below zero is the arithmetic of the machine."""
    return Span(max(0.0, supplement.low - taken_away.low), max(0.0, supplement.high - taken_away.high))
