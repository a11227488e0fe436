"""Findings on the dose itself: the size of one intake, and how the dose was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.doses import if_pure_compound
from maginfo.dosing.intakes import (
    exceeds_limit,
    is_large,
    is_toxic,
    looks_like_compound,
    other_reading,
    with_other_reading,
)
from maginfo.dosing.report import (
    COMPOUND_SUSPECTED,
    DEPENDS_ON_LABEL,
    DIRECTIONS_NOT_READ,
    LARGE_SINGLE_DOSE,
    TOXIC_RANGE,
    Finding,
)
from maginfo.dosing.wording import amount, between, figure
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.report import Comparison
    from maginfo.dosing.spans import Span
    from maginfo.model.products import Product
    from maginfo.model.rules import DosingRules


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
    mixture = " It contains other nutrients too, whose amounts do not count." if _is_mixture(entry) else ""
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
        exceeds_limit(supplement, comparison.upper_limit) != exceeds_limit(otherwise, comparison.upper_limit)
        for comparison in comparisons
    )
    pure = if_pure_compound(resolved)
    about = f"about {figure(pure)} mg" if pure is not None else amount(compound)
    instead = "it looks like the compound:" if looks_like_compound(resolved, rules) else "as compound"
    across = (
        "" if compound.certain or pure is None else f" ({amount(compound)} across the material sold under that name)"
    )
    sources = form.content_sources if form is not None else ()
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
        else f"{named} is read as magnesium; {instead} {_in_brief(compound, pure)}",
        f"If the label means {figure(resolved.dose.amount_mg)} mg of the compound, one intake gives {about} elemental"
        f"{across}.{' Only one of the two readings is over the upper limit.' if differs else ''}",
        action,
        sources=tuple(dict.fromkeys(sources)),
    )


def _in_brief(compound: Span, pure: float | None) -> str:
    """Return the magnesium of the other reading in whole mg: 'about 56 mg (40–80)', with the range of the material."""
    low, high, about = (each if each < 10 else round(each) for each in (compound.low, compound.high, pure or 0))
    if pure is None:
        return f"{between(low, high)} mg"
    return f"about {figure(about)} mg{'' if compound.certain else f' ({between(low, high)})'}"


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
