"""Compares the dose with reference values: matching life stages, limits, agreement, reductions.

The results state what the figures show; they never advise.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing.doses import if_compound
from maginfo.dosing.report import (
    ABOVE_RECOMMENDED,
    ABOVE_UPPER_LIMIT,
    BELOW_RECOMMENDED,
    MAY_EXCEED_UPPER_LIMIT,
    MEETS_RECOMMENDED,
    NEEDS_WEIGHT,
    NO_PUBLISHED_VALUE,
    NO_UPPER_LIMIT,
    Agreement,
    Change,
    Comparison,
    Reduction,
    ReferenceRange,
    UpperLimit,
)
from maginfo.dosing.spans import Span, exceeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.person import Person
    from maginfo.dosing.report import LimitStatus
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority, LifeStage
    from maginfo.model.rules import DosingRules

OR = " or "
"""Joins the kinds of life stages that differ in kind: 'RDA or AI'."""


def matching_life_stages(authority: Authority, person: Person) -> tuple[LifeStage, ...]:
    """Return every life stage that does not contradict what is known of the person.

    A pregnant or lactating person matches the life stages printed for that state; if the authority prints none,
    the ordinary ones for her age.
    """
    return authority.life_stages_for(person.sex, person.states or (None,), person.age_band)


def compare(authority: Authority, person: Person, supplement: Span) -> Comparison:
    """Return the authority's values for this person, and the supplement total (mg a day) compared with its limit."""
    stages = matching_life_stages(authority, person)
    recommended = reference_range(
        (stage.recommended_mg, stage.recommended_kind or (authority.recommended.kind if authority.recommended else ""))
        for stage in stages
    )
    average = reference_range(
        (stage.average_requirement_mg, authority.average_requirement.kind if authority.average_requirement else "")
        for stage in stages
    )
    return Comparison(
        authority=authority.id,
        authority_name=authority.short_name,
        place=authority.place,
        life_stages=tuple(stage.label for stage in stages),
        recommended=recommended,
        average_requirement=average,
        upper_limit=upper_limit(authority, stages, person, supplement),
        sources=_citations(authority, stages),
        limit_sources=authority.upper_limit.sources if authority.upper_limit is not None else (),
    )


def reference_range(figures: Iterable[tuple[float | None, str]]) -> ReferenceRange | None:
    """Return the lowest and the highest of the figures, with their kinds; None if no life stage has a figure."""
    known = [(figure, kind) for figure, kind in figures if figure is not None]
    if not known:
        return None
    amounts = [figure for figure, _ in known]
    kinds = dict.fromkeys(kind for _, kind in known)
    return ReferenceRange(OR.join(kinds), min(amounts), max(amounts))


def upper_limit(authority: Authority, stages: Sequence[LifeStage], person: Person, supplement: Span) -> UpperLimit:
    """Return the limit over the life stages that match, and the status of the supplement total (mg a day).

    The status is 'below' only where the high end of the total is within the limit of every matching life stage, and
    every age that was given has a life stage.
    """
    table = authority.upper_limit
    kind, scope = (table.kind, table.scope) if table is not None else (None, None)
    limits: list[float] = []
    unset = False
    for stage in stages:
        if stage.upper_limit_mg is not None:
            limits.append(stage.upper_limit_mg)
        elif stage.upper_limit_mg_per_kg is None:
            unset = True
        elif person.weight_kg is None:
            return UpperLimit(kind, None, None, scope, "needs-weight")
        else:
            # A limit per kg is capped at the authority's limit for adults, whatever the weight.
            adults = [each.upper_limit_mg for each in authority.life_stages if each.upper_limit_mg is not None]
            limits.append(min([stage.upper_limit_mg_per_kg * person.weight_kg, *adults]))
    if not limits:
        return UpperLimit(None, None, None, None, "not-set")
    status = limit_status(supplement, Span(min(limits), max(limits)))
    if status == "below" and (unset or not _cover(stages, person)):
        status = "not-set"
    return UpperLimit(kind, min(limits), max(limits), scope, status)


def _cover(stages: Sequence[LifeStage], person: Person) -> bool:
    """Return whether the life stages cover every age that was given, for each sex the person may have.

    A person without an age is assumed to be an adult of an age that the authority prints: pregnancy rows end at some
    age.
    """
    if person.age is None:
        return bool(stages)
    for sex in ("female", "male") if person.sex is None else (person.sex,):
        uncovered = person.age.low_months
        for stage in sorted((each for each in stages if each.sex in (None, sex)), key=lambda each: each.age_band):
            low, high = stage.age_band
            if low <= uncovered:
                uncovered = person.age.high_months + 1 if high is None else max(uncovered, high + 1)
        if uncovered <= person.age.high_months:
            return False
    return True


def limit_status(supplement: Span, limit: Span) -> LimitStatus:
    """Return 'below' (or at the limit), 'above', or 'straddles' if only a part of the range is over the limit."""
    if not exceeds(supplement.high, limit.low):
        return "below"
    return "above" if exceeds(supplement.low, limit.high) else "straddles"


def _citations(authority: Authority, stages: Sequence[LifeStage]) -> tuple[Citation, ...]:
    tables = (authority.recommended, authority.average_requirement, authority.upper_limit)
    gathered = [citation for table in tables if table is not None for citation in table.sources]
    gathered += [citation for stage in stages for citation in stage.sources]
    return tuple(dict.fromkeys(gathered))


_LIMIT_CODES: dict[LimitStatus, str] = {
    "above": ABOVE_UPPER_LIMIT,
    "straddles": MAY_EXCEED_UPPER_LIMIT,
    "not-set": NO_UPPER_LIMIT,
    "needs-weight": NEEDS_WEIGHT,
}


def limit_code(comparison: Comparison, status: LimitStatus) -> str | None:
    """Return the code of the finding for a status against the upper limit; None for a total within the limit."""
    return _LIMIT_CODES.get(status) if comparison.life_stages else NO_PUBLISHED_VALUE


def exceeds_limit(supplement: Span, limit: UpperLimit) -> bool:
    """Return whether the total is over the limit, or may be."""
    return limit.low is not None and exceeds(supplement.high, limit.low)


def strictest_limit(comparisons: Iterable[Comparison]) -> float:
    """Return the lowest upper limit among the comparisons, mg a day; infinite where none is set."""
    limits = (comparison.upper_limit.low for comparison in comparisons)
    return min((limit for limit in limits if limit is not None), default=math.inf)


def more_than_recommended(supplement: Span, recommended: ReferenceRange) -> bool:
    """Return whether the supplement alone, before any food, is more than the recommended intake."""
    return exceeds(supplement.low, recommended.high)


def intake_code(whole_intake: Span, recommended: ReferenceRange) -> str | None:
    """Return the code for food plus supplements against the recommended intake; None if the ranges do not decide it.

    A code is given only if it is true for every life stage that the person matches: 350 mg reaches the 320 mg for women
    but not the 420 mg for men.
    """
    if exceeds(recommended.low, whole_intake.high):
        return BELOW_RECOMMENDED
    if exceeds(whole_intake.low, recommended.high):
        return ABOVE_RECOMMENDED
    return None if exceeds(recommended.high, whole_intake.low) else MEETS_RECOMMENDED


def is_toxic(supplement: Span, rules: DosingRules) -> bool:
    """Return whether the total reaches the range in which poisonings are reported."""
    return rules.toxic_range is not None and not exceeds(rules.toxic_range.mg, supplement.high)


def is_large(resolved: ResolvedDose, rules: DosingRules) -> bool:
    """Return whether one intake is over the large single dose of the data."""
    return rules.large_single_dose is not None and exceeds(resolved.single_mg.high, rules.large_single_dose.mg)


def other_reading(resolved: ResolvedDose) -> Span | None:
    """Return the elemental mg of one intake if its figure is the mass of the compound; None if the basis is certain.

    For a label that does not name a single form, returns the lowest of its readings.
    """
    dose = resolved.dose
    if dose.basis_stated or dose.basis == "compound" or resolved.topical:
        return None
    if resolved.form is None and not resolved.salts:
        return Span.exactly(dose.elemental_mg.low) if dose.elemental_mg is not None else None
    return if_compound(resolved)


def with_other_reading(supplement: Span, resolved: ResolvedDose, compound: Span) -> Span:
    """Return the supplement total, mg a day, if the figure of this dose were the compound's mass."""
    times, elemental = resolved.dose.times_per_day, resolved.mg_per_day
    return Span(
        supplement.low - elemental.low + compound.low * times, supplement.high - elemental.high + compound.high * times
    )


def looks_like_compound(resolved: ResolvedDose, rules: DosingRules) -> bool:
    """Return whether the figure, read as magnesium, is large and the material has a low magnesium content."""
    suspicion, fraction = rules.compound_suspected, resolved.fraction
    return (
        suspicion is not None
        and fraction is not None
        and exceeds(resolved.single_mg.high, suspicion.single_dose_over_mg)
        and fraction.high < suspicion.fraction_below
    )


def with_invalid_limit(comparison: Comparison, why_not: str) -> Comparison:
    """Mark the limit of a comparison as not valid for this person; its figures and status are unchanged."""
    return comparison.replaced(upper_limit=comparison.upper_limit.replaced(holds=False, why_not=why_not))


def agreement(comparisons: Sequence[Comparison]) -> Agreement | None:
    """Return which limits the total is over and which it is within, by authority; None if only one was asked for."""
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
    """Yield, for each limit that the total is or may be over, the excess and the single changes that bring it within.

    A change leaves out one product (of several), takes one intake a day less, or halves one product.
    """
    every_change = tuple(_changes(doses, supplement))
    for comparison in comparisons:
        limit = comparison.upper_limit
        if limit.low is None or limit.high is None or not exceeds_limit(supplement, limit):
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
    """Subtract an amount; floating-point remainders below zero become zero."""
    return Span(max(0.0, supplement.low - taken_away.low), max(0.0, supplement.high - taken_away.high))
