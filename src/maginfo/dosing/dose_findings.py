"""Findings on the dose: the size of one intake, how the dose was read, and how it compares with reference values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from maginfo.dosing.doses import if_pure_compound
from maginfo.dosing.intakes import (
    OR,
    intake_code,
    is_large,
    is_toxic,
    limit_code,
    looks_like_compound,
    matching_life_stages,
    more_than_recommended,
    other_reading,
    passes,
    strictest_limit,
    upper_limit,
    with_other_reading,
)
from maginfo.dosing.report import (
    ABOVE_OTHER_AUTHORITY,
    ABOVE_RECOMMENDED,
    BELOW_RECOMMENDED,
    COMPOUND_SUSPECTED,
    DEPENDS_ON_LABEL,
    DIRECTIONS_NOT_READ,
    EDITION_REPLACED,
    LARGE_SINGLE_DOSE,
    MEETS_RECOMMENDED,
    SHARE_OF_RECOMMENDED,
    TOXIC_RANGE,
    Finding,
    OtherLimit,
)
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import LIMITS_FOR, SCOPES, amount, between, figure
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Comparison
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority
    from maginfo.model.products import Product
    from maginfo.model.rules import DosingRules


def limit_findings(comparison: Comparison, authority: Authority, supplement: Span, person: Person) -> Iterator[Finding]:
    """Compare the supplement total with one authority's upper limit; a case that cannot be decided is major."""
    limit = comparison.upper_limit
    code = limit_code(comparison, limit.status)
    if code is None:
        return
    finding = partial(
        Finding,
        code,
        Severity.MAJOR,
        authority=authority.id,
        sources=comparison.sources,
        title_sources=comparison.limit_sources,
    )
    if not comparison.life_stages:
        state = " and ".join(person.states)
        whom = " ".join(part for part in (state or person.sex, f"at {person.age.text}" if person.age else "") if part)
        yield finding(
            f"{authority.short_name} publishes no value for this person",
            f"No row of the table covers {whom or 'this person'}; nothing is carried over from another row.",
        )
        return
    if limit.status == "needs-weight":
        yield finding(
            f"The {authority.short_name} limit is set per kg of body weight",
            "Without a weight it cannot be computed, and the dose is not compared with it.",
            "State the weight with --weight KG.",
        )
    elif limit.status == "not-set":
        yield finding(
            f"{authority.short_name} sets no upper limit for this person",
            "None could be derived, or none is published; that is no permission and never means unlimited.",
        )
    elif limit.low is not None and limit.high is not None:
        yield _over_limit(limit.status, Span(limit.low, limit.high), authority, supplement, finding)


def _over_limit(
    status: str, limit: Span, authority: Authority, supplement: Span, finding: Callable[..., Finding]
) -> Finding:
    """Return the finding for a total that is over the limit (`status` 'above') or may be over it."""
    table = authority.upper_limit
    counted = SCOPES[table.scope] if table is not None else ""
    kind = table.kind if table is not None else "limit"
    shown_limit = f"{authority.short_name} {kind} of {amount(limit)} a day {counted}"
    limit_for = LIMITS_FOR[table.scope] if table is not None else "the limit"
    named = f"{limit_for} ({authority.short_name}, {authority.place})"
    compared = f"{between(supplement.low, supplement.high)} of {amount(limit)}"
    if status == "above":
        over = Span(supplement.low - limit.high, supplement.high - limit.low)
        return finding(
            f"{amount(over)} over {named}: {compared}",
            f"{amount(supplement)} a day from supplements; the {shown_limit}.",
            "Taken only with a clinician's agreement.",
        )
    return finding(
        f"May be over {named}, by up to {figure(supplement.high - limit.low)} mg: {compared}",
        f"{amount(supplement)} a day from supplements; part of that range is over the {shown_limit}.",
        "The elemental amount on the label, or a stated age, narrows the range.",
    )


def edition_findings(authority: Authority) -> Iterator[Finding]:
    """Yield the finding that the authority has a newer edition that is not in the data, if one is known."""
    news = authority.replaced_by
    if news is not None:
        yield Finding(
            EDITION_REPLACED,
            Severity.INFO,
            f"{authority.short_name} has a newer edition that is not in the data",
            f"The figures here are of {authority.edition}. {news.text}",
            authority=authority.id,
            sources=news.sources,
        )


def stricter_limits(
    chosen: Sequence[Comparison], others: Iterable[Authority], person: Person, supplement: Span, order: Sequence[str]
) -> Iterator[OtherLimit]:
    """Yield limits of authorities not asked for that the total is or may be over, stricter than every chosen one.

    Only the limits of the other authorities are worked out, not their whole comparison. `order` has their ids.
    """
    strictest = strictest_limit(chosen)
    ranks = {authority_id: rank for rank, authority_id in enumerate(order)}
    for authority in sorted(others, key=lambda each: ranks.get(each.id, len(ranks))):
        limit = upper_limit(authority, matching_life_stages(authority, person), person, supplement)
        if limit.low is None or limit.high is None or limit.low >= strictest or not passes(supplement, limit):
            continue
        yield OtherLimit(
            authority=authority.id,
            authority_name=authority.short_name,
            place=authority.place,
            low=limit.low,
            high=limit.high,
            scope=limit.scope or "supplements",
            status=limit.status,
            sources=authority.upper_limit.sources if authority.upper_limit is not None else (),
        )


def other_limit_findings(limits: Iterable[OtherLimit], supplement: Span) -> Iterator[Finding]:
    """Yield one finding for each exceeded limit of an authority not asked for."""
    for limit in limits:
        stands = "Over" if limit.status == "above" else "May be over"
        yield Finding(
            ABOVE_OTHER_AUTHORITY,
            Severity.INFO,
            f"{stands} the {limit.authority_name} limit of {between(limit.low, limit.high)} mg",
            f"{limit.authority_name}, {limit.place}, counts magnesium {SCOPES[limit.scope]}: {amount(supplement)}.",
            authority=limit.authority,
            sources=limit.sources,
        )


def intake_findings(
    comparison: Comparison,
    authority: Authority,
    rules: DosingRules,
    supplement: Span,
    whole_intake: Span | None,
) -> Iterator[Finding]:
    """Yield the dose as a share of the recommended intake and, if the diet is known, the total compared with it."""
    recommended = comparison.recommended
    if recommended is None:
        return
    name = f"{authority.short_name} {recommended.kind} of {amount(recommended)}"
    gives = authority.recommended.sources if authority.recommended is not None else ()
    finding = partial(Finding, authority=authority.id, sources=comparison.sources, title_sources=gives)
    share = Span(100 * supplement.low / recommended.high, 100 * supplement.high / recommended.low)
    yield finding(
        SHARE_OF_RECOMMENDED,
        Severity.INFO,
        f"{_percent(share)} of the {authority.short_name} {recommended.kind}, which counts food too and is no limit",
        f"The {name} a day counts food, water and supplements together; the dose is {amount(supplement)} of it.",
    )
    if whole_intake is None:
        if more_than_recommended(supplement, recommended):
            yield finding(
                ABOVE_RECOMMENDED,
                Severity.INFO,
                f"More than the {authority.short_name} {recommended.kind} before any food, which is no limit",
                f"{amount(supplement)} a day from supplements alone; the {name}. The {recommended.kind} is no limit.",
            )
        return
    code = intake_code(whole_intake, recommended)
    if code is not None:
        means, sources = _meaning(recommended.kind, rules)
        yield finding(
            code,
            Severity.INFO,
            f"Food and supplements together {_TOGETHER[code]} the {authority.short_name} {recommended.kind}",
            " ".join((f"{amount(whole_intake)} a day in all; the {name}.", *means)),
            sources=tuple(dict.fromkeys((*comparison.sources, *sources))),
        )


_TOGETHER = {BELOW_RECOMMENDED: "stay below", ABOVE_RECOMMENDED: "are more than", MEETS_RECOMMENDED: "reach"}


def _meaning(kind: str, rules: DosingRules) -> tuple[list[str], list[Citation]]:
    """Return what each kind of recommended intake in 'RDA or AI' means, with sources; nothing for an unknown kind."""
    sentences: list[str] = []
    sources: list[Citation] = []
    for name in kind.split(OR):
        for each in rules.recommended_kinds:
            if name in each.names:
                sentences.append(f"The {name} {each.meaning}.")
                sources += each.sources
    return sentences, sources


def _percent(share: Span) -> str:
    low, high = f"{share.low:.0f}", f"{share.high:.0f}"
    return f"{low} %" if low == high else f"{low}–{high} %"


def single_dose_findings(
    resolved: ResolvedDose, rules: DosingRules, comparisons: Sequence[Comparison], supplement: Span
) -> Iterator[Finding]:
    """Yield findings on one dose: a large single intake, directions not read, a possible mass of compound."""
    large = rules.large_single_dose
    if large is not None and is_large(resolved, rules):
        yield Finding(
            LARGE_SINGLE_DOSE,
            Severity.INFO,
            large.short or f"{amount(resolved.single_mg)} at once",
            large.summary,
            sources=large.sources,
        )
    yield from _directions_not_read(resolved)
    if resolved.salt_unknown:
        yield _salt_not_recorded(resolved)
    compound = other_reading(resolved)
    if compound is None:
        return
    yield _depends_on_label(resolved, compound, rules, comparisons, supplement)
    suspicion = rules.compound_suspected
    if suspicion is not None and resolved.form is not None and looks_like_compound(resolved, rules):
        yield Finding(
            COMPOUND_SUSPECTED,
            Severity.INFO,
            f"{figure(resolved.dose.amount_mg)} mg may be the mass of the compound",
            f"{suspicion.summary} Read as {resolved.form.name}, it gives {amount(compound)} of magnesium.",
            f'As --dose "{figure(resolved.dose.amount_mg)} mg {resolved.form.id} compound" it is read that way.',
            sources=suspicion.sources,
        )


def _directions_not_read(resolved: ResolvedDose) -> Iterator[Finding]:
    """Yield the finding that a label's directions were not understood and one serving a day was assumed."""
    words = resolved.dose.directions_not_read
    if words:
        quoted = "; ".join(f"'{each}'" for each in words)
        yield Finding(
            DIRECTIONS_NOT_READ,
            Severity.MODERATE,
            "How many a day was not read from the label; one serving is counted",
            f"The directions {quoted} were not understood: the amount of a day may be another.",
            "With --times, or as a dose such as '2 x 100 mg', it is counted as often as it is taken.",
        )


def _salt_not_recorded(resolved: ResolvedDose) -> Finding:
    """Return the finding that the amount of a product with an unknown salt is read as magnesium unchecked."""
    named = resolved.product.name if resolved.product is not None else "the product"
    entry = resolved.product.product if resolved.product is not None else None
    mixture = " It holds other nutrients too, whose amounts do not count." if _is_mixture(entry) else ""
    return Finding(
        DEPENDS_ON_LABEL,
        Severity.INFO,
        f"{figure(resolved.dose.amount_mg)} mg {named} is read as magnesium; its salt is not recorded",
        f"The amount is taken as the magnesium that the label states, which cannot be checked here.{mixture}",
        "The label's line, with --label, or the amount with its salt, such as '200 mg citrate', settles it.",
        sources=entry.sources if entry is not None else (),
    )


def _is_mixture(entry: Product | None) -> bool:
    return entry is not None and entry.kind == "mixture"


def _depends_on_label(
    resolved: ResolvedDose, compound: Span, rules: DosingRules, comparisons: Sequence[Comparison], supplement: Span
) -> Finding:
    form = resolved.form
    otherwise = with_other_reading(supplement, resolved, compound)
    differs = any(
        passes(supplement, comparison.upper_limit) != passes(otherwise, comparison.upper_limit)
        for comparison in comparisons
    )
    pure = if_pure_compound(resolved)
    about = f"about {figure(pure)} mg" if pure is not None else amount(compound)
    across = (
        "" if compound.certain or pure is None else f" ({amount(compound)} across the material sold under that name)"
    )
    sources = form.compounds[0].sources if form is not None and form.compounds else ()
    if form is not None and form.commercial_fraction is not None:
        sources += form.commercial_fraction.sources
    if form is None and resolved.product is not None and resolved.product.product is not None:
        sources += resolved.product.product.sources
    name = resolved.product.name if resolved.product is not None else form.id if form is not None else ""
    named = f"{figure(resolved.dose.amount_mg)} mg {name}".strip()
    of_a_label = resolved.dose.elemental_mg is not None  # the label reader gives a range from one reading to the other
    action = "The elemental amount on the label's panel, or its maker, settles it."
    if not of_a_label:
        panels = rules.depends_on_label
        action = (
            f"'elemental' or 'compound' in the dose settles it{f'; {panels.panels}' if panels is not None else '.'}"
        )
        sources += panels.sources if panels is not None else ()
    return Finding(
        DEPENDS_ON_LABEL,
        Severity.MAJOR if differs else Severity.INFO,
        f"{named}: the label leaves open whether that is magnesium or the compound"
        if of_a_label
        else f"{named} is read as magnesium; it may be the compound",
        f"If the label means {figure(resolved.dose.amount_mg)} mg of the compound, one intake gives {about} elemental"
        f"{across}.{' Only one of the two readings is over the upper limit.' if differs else ''}",
        action,
        sources=tuple(dict.fromkeys(sources)),
    )


def toxic_range(rules: DosingRules, supplement: Span) -> Iterator[Finding]:
    """Yield the finding that the total is in the range in which poisonings are reported."""
    threshold = rules.toxic_range
    if threshold is not None and is_toxic(supplement, rules):
        yield Finding(
            TOXIC_RANGE,
            Severity.AVOID,
            f"{amount(supplement)} a day is in the range reported as toxic",
            threshold.summary,
            threshold.action,
            sources=threshold.sources,
        )
