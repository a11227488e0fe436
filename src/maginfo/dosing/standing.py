"""Where amounts stand to limits, to recommended intakes and to the thresholds of the dose itself.

What `check` tells at length in its findings and what a table of many rows names by its code is decided here, once.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing import codes
from maginfo.dosing.doses import if_compound
from maginfo.dosing.spans import Span, exceeds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.catalogue.records.rules import DosingRules
    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.report import Comparison, LimitStatus, ReferenceRange, UpperLimit

_LIMIT_CODES: dict[LimitStatus, str] = {
    "above": codes.ABOVE_UPPER_LIMIT,
    "straddles": codes.MAY_EXCEED_UPPER_LIMIT,
    "not-set": codes.NO_UPPER_LIMIT,
    "needs-weight": codes.NEEDS_WEIGHT,
}


def limit_code(comparison: Comparison, status: LimitStatus) -> str | None:
    """What is found where the supplement total has that status against the limit; None at it and below."""
    return _LIMIT_CODES.get(status) if comparison.life_stages else codes.NO_PUBLISHED_VALUE


def passes(supplement: Span, limit: UpperLimit) -> bool:
    """Whether the total passes, or may pass, the limit."""
    return limit.low is not None and exceeds(supplement.high, limit.low)


def strictest_limit(comparisons: Iterable[Comparison]) -> float:
    """The lowest of their limits, mg a day; infinite where there is none."""
    limits = (comparison.upper_limit.low for comparison in comparisons)
    return min((limit for limit in limits if limit is not None), default=math.inf)


def more_than_recommended(supplement: Span, recommended: ReferenceRange) -> bool:
    """Whether the supplement alone, before any food, is more than the recommended intake."""
    return exceeds(supplement.low, recommended.high)


def intake_code(whole: Span, recommended: ReferenceRange) -> str | None:
    """Where food and supplements together stand to the recommended intake; None where the ranges leave it open.

    It is decided only where it is the same for every row that the person matches: 350 mg reach the 320 of women and
    not the 420 of men.
    """
    if exceeds(recommended.low, whole.high):
        return codes.BELOW_RECOMMENDED
    if exceeds(whole.low, recommended.high):
        return codes.ABOVE_RECOMMENDED
    return None if exceeds(recommended.high, whole.low) else codes.MEETS_RECOMMENDED


def is_toxic(supplement: Span, rules: DosingRules) -> bool:
    """Whether the total reaches the range in which poisonings are reported."""
    return rules.toxic_range is not None and not exceeds(rules.toxic_range.mg, supplement.high)


def is_large(resolved: ResolvedDose, rules: DosingRules) -> bool:
    """Whether one intake is more than what is called much at once."""
    return rules.large_single_dose is not None and exceeds(resolved.single_mg.high, rules.large_single_dose.mg)


def other_reading(resolved: ResolvedDose) -> Span | None:
    """What one intake would give, mg elemental, if its figure were the compound's; None where that is settled.

    Of a label that names no one form, what is left is the least of its readings.
    """
    dose = resolved.dose
    if dose.basis_stated or dose.basis == "compound" or resolved.topical:
        return None
    if resolved.form is None:
        return Span.exactly(dose.elemental_mg.low) if dose.elemental_mg is not None else None
    return if_compound(resolved)


def with_other_reading(supplement: Span, resolved: ResolvedDose, compound: Span) -> Span:
    """The supplement total, mg a day, if the figure of this dose were the compound's mass."""
    times, elemental = resolved.dose.times_per_day, resolved.mg_per_day
    return Span(
        supplement.low - elemental.low + compound.low * times, supplement.high - elemental.high + compound.high * times
    )


def looks_like_compound(resolved: ResolvedDose, rules: DosingRules) -> bool:
    """Whether the figure would be much for magnesium, of a material that holds little."""
    suspicion, fraction = rules.compound_suspected, resolved.fraction
    return (
        suspicion is not None
        and fraction is not None
        and exceeds(resolved.single_mg.high, suspicion.single_dose_over_mg)
        and fraction.high < suspicion.fraction_below
    )
