"""Which life stages of an authority's table a person matches, and its figures over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.report import Comparison, ReferenceRange, UpperLimit
from maginfo.dosing.spans import Span, exceeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.catalogue.records.citations import Citation
    from maginfo.catalogue.records.intakes import Authority, LifeStage
    from maginfo.dosing.people import Person
    from maginfo.dosing.report import LimitStatus

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
