"""What several authorities' limits say together, and which single change would bring a total back under one.

Both display what the figures give; neither advises.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maginfo.dosing import report as codes
from maginfo.dosing.doses import if_compound
from maginfo.dosing.report import Agreement, Change, Comparison, Reduction, ReferenceRange, UpperLimit
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
"""Between the kinds of rows that differ in them."""


def matching_life_stages(authority: Authority, person: Person) -> tuple[LifeStage, ...]:
    """Every row that may be this person's: all that agree with what is known, none that contradicts it.

    A pregnant or lactating person matches the rows printed for that state where the table has any; an authority
    that prints none leaves her to its ordinary rows.
    """
    states_printed = {stage.state for stage in authority.life_stages}
    states = {state if state in states_printed else None for state in person.states} or {None}
    sex, ages = person.sex, person.age_band
    return tuple(stage for stage in authority.life_stages if stage.concerns(sex, states, ages))


def compare(authority: Authority, person: Person, supplement: Span) -> Comparison:
    """The authority's values for this person, and where the supplement total, mg a day, stands to its limit."""
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
        life_stages=tuple(stage.label for stage in stages),
        recommended=recommended,
        average_requirement=average,
        upper_limit=upper_limit(authority, stages, person, supplement),
        sources=_citations(authority, stages),
    )


def reference_range(figures: Iterable[tuple[float | None, str]]) -> ReferenceRange | None:
    """The least and the greatest of the figures given, with their kind; None where no row has one."""
    known = [(figure, kind) for figure, kind in figures if figure is not None]
    if not known:
        return None
    amounts = [figure for figure, _ in known]
    kinds = dict.fromkeys(kind for _, kind in known)
    return ReferenceRange(OR.join(kinds), min(amounts), max(amounts))


def upper_limit(authority: Authority, stages: Sequence[LifeStage], person: Person, supplement: Span) -> UpperLimit:
    """The limit over the rows that match, and the status of the supplement total against it.

    The total's high end is what counts: below only where all of it is at or under every matching row's limit, and
    every age that was named has a row.
    """
    table = authority.upper_limit
    kind, scope = (table.kind, table.scope) if table is not None else (None, None)
    limits: list[float] = []
    unset = not _cover(stages, person)
    for stage in stages:
        if stage.upper_limit_mg is not None:
            limits.append(stage.upper_limit_mg)
        elif stage.upper_limit_mg_per_kg is None:
            unset = True
        elif person.weight_kg is None:
            return UpperLimit(kind, None, None, scope, "needs-weight")
        else:
            # A limit per kg is not carried past the authority's adults, whatever the weight.
            adults = [each.upper_limit_mg for each in authority.life_stages if each.upper_limit_mg is not None]
            limits.append(min([stage.upper_limit_mg_per_kg * person.weight_kg, *adults]))
    if not limits:
        return UpperLimit(None, None, None, None, "not-set")
    status = limit_status(supplement, Span(min(limits), max(limits)))
    if unset and status == "below":
        status = "not-set"
    return UpperLimit(kind, min(limits), max(limits), scope, status)


def _cover(stages: Sequence[LifeStage], person: Person) -> bool:
    """Whether the rows leave out no age that was named, such as the first of 1 to 17 years, for either sex.

    Who gave no age is taken for an adult of the ages that the rows are printed for: tables of pregnancy end.
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
    """'below' (at the limit included), 'above', or 'straddles' where some of the range passes and some does not."""
    if not exceeds(supplement.high, limit.low):
        return "below"
    return "above" if exceeds(supplement.low, limit.high) else "straddles"


def _citations(authority: Authority, stages: Sequence[LifeStage]) -> tuple[Citation, ...]:
    tables = (authority.recommended, authority.average_requirement, authority.upper_limit)
    gathered = [citation for table in tables if table is not None for citation in table.sources]
    gathered += [citation for stage in stages for citation in stage.sources]
    return tuple(dict.fromkeys(gathered))


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
