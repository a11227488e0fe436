"""Findings on the total of a day: how it compares with upper limits and recommended intakes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from maginfo.dosing.intakes import (
    OR,
    exceeds_limit,
    intake_code,
    limit_code,
    matching_life_stages,
    more_than_recommended,
    strictest_limit,
    upper_limit,
)
from maginfo.dosing.report import (
    ABOVE_OTHER_AUTHORITY,
    ABOVE_RECOMMENDED,
    BELOW_RECOMMENDED,
    EDITION_REPLACED,
    MEETS_RECOMMENDED,
    SHARE_OF_RECOMMENDED,
    Finding,
    OtherLimit,
)
from maginfo.dosing.spans import Span
from maginfo.dosing.wording import SCOPES, amount, between, figure, limit_for, owner, owner_of_several
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Comparison
    from maginfo.model.bibliography import Citation
    from maginfo.model.intakes import Authority
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
            "None could be derived, or none is published; that does not permit any amount and never means unlimited.",
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
    which = limit_for(table.scope, kind) if table is not None else "the limit"
    named = f"{which} ({owner(authority.short_name, authority.place)})"
    compared = f"{between(supplement.low, supplement.high)} of {amount(limit)}"
    if status == "above":
        over = Span(supplement.low - limit.high, supplement.high - limit.low)
        return finding(
            f"{amount(over)} over {named}: {compared}",
            f"{amount(supplement)} a day from supplements; the {shown_limit}.",
            "Only with a clinician's agreement.",
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

    Only the limits of the other authorities are worked out, not their whole comparison. `order`
    gives their ids in display order.
    """
    strictest = strictest_limit(chosen)
    ranks = {authority_id: rank for rank, authority_id in enumerate(order)}
    for authority in sorted(others, key=lambda each: ranks.get(each.id, len(ranks))):
        limit = upper_limit(authority, matching_life_stages(authority, person), person, supplement)
        if limit.low is None or limit.high is None or limit.low >= strictest or not exceeds_limit(supplement, limit):
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
        verb = "Over" if limit.status == "above" else "May be over"
        yield Finding(
            ABOVE_OTHER_AUTHORITY,
            Severity.INFO,
            f"{verb} the {limit.authority_name} limit of {between(limit.low, limit.high)} mg",
            f"{owner_of_several(limit.authority_name, limit.place)} counts magnesium {SCOPES[limit.scope]}: "
            f"{amount(supplement)} a day against {between(limit.low, limit.high)} mg.",
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
        f"{_percent(share)} of the {authority.short_name} {recommended.kind}, which includes food and is not a limit",
        f"The {name} a day counts food, water and supplements together; supplements alone give {amount(supplement)}.",
    )
    if whole_intake is None:
        if more_than_recommended(supplement, recommended):
            yield finding(
                ABOVE_RECOMMENDED,
                Severity.INFO,
                f"More than the {authority.short_name} {recommended.kind}, which is not a limit, before any food",
                f"{amount(supplement)} a day from supplements alone; the {name}, which is not a limit.",
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
