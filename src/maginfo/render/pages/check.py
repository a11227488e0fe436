"""The page of `check`: the answer, how it was understood, the gauge, the findings, the dangers for everybody."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.dosing import report as codes
from maginfo.dosing.wording import amount, between, figure, price, product
from maginfo.model.safety import Severity
from maginfo.render.document import (
    Depth,
    Detail,
    Drawing,
    Entry,
    Heading,
    Page,
    Paragraph,
    Standing,
    Table,
    Verdict,
)
from maginfo.render.drawings.gauge import draw_gauge, gauge_rows, gauge_words
from maginfo.render.pages.findings import (
    caution_entries,
    danger_entries,
    finding_entries,
    invalid_limits_details,
)
from maginfo.render.pictures.gauge import gauge_picture
from maginfo.render.references import References
from maginfo.render.wording import (
    LIMIT_SCOPES,
    VERDICTS,
    capitalised,
    chief_finding,
    counts_limits,
    describe_person,
    headline,
    in_one_sentence,
    limit_status_words,
    note_of,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.report import (
        Agreement,
        Change,
        Comparison,
        DoseLine,
        Finding,
        Report,
    )
    from maginfo.render.document import Block, Text

COLUMNS = ("code", "severity", "authority", "title", "detail", "action", "sources")
"""Columns of the TSV: one row per finding."""
NOT_FOR_CHILDREN = ("child", "infant")
"""Findings beside which no smaller amount is named: a child's dose is a clinician's."""
MAX_CHANGES = 2
"""Changes named beside the action of a limit that is exceeded."""
MAX_AUTHORITIES_DRAWN = 2
"""Authorities in the gauge of a short answer; more of them are listed in words."""


def check_rows(report: Report) -> Iterator[tuple[object, ...]]:
    """List the findings as rows under `COLUMNS`."""
    for finding in report.findings:
        ids = list(dict.fromkeys(citation.id for citation in (*finding.sources, *finding.action_sources)))
        yield finding.code, finding.severity, finding.authority, finding.title, finding.detail, finding.action, ids


def check_page(report: Report, *, day: Sequence[Block] = ()) -> Page:
    """Describe the report in reading order; `day` holds the timetable, if there is one."""
    references = References(report.bibliography)
    label, words = headline(report)
    chief = chief_finding(report.findings) if report.severity != Severity.OK and not counts_limits(report) else None
    cited = (
        [each for one in report.references for each in one.limit_sources or one.sources]
        if chief is None
        else chief.title_sources or chief.sources
    )
    style = report.severity if report.severity != Severity.OK else (Severity.OK if label == "OK" else "strong")
    holds = all(each.upper_limit.holds for each in report.references)
    drawn = holds and len(report.references) <= MAX_AUTHORITIES_DRAWN
    blocks: list[Block] = [
        Verdict(label, references.cited(words, cited), _second_line(report, references), style),
        Paragraph(" ".join(_understood(report))),
        Drawing(
            lambda width, unicode: draw_gauge(gauge_rows(report), width, unicode),
            lambda: gauge_words(gauge_rows(report)),
            lambda: gauge_picture(report),
            depth=Depth.ANSWER if drawn else Depth.WHY,
        ),
    ]
    if any(dose.price_per_100_mg for dose in report.doses):
        blocks.append(_price_table(report.doses))
    if report.agreement is not None:
        blocks += _agreement(report, report.agreement)
    blocks += day
    blocks += finding_entries(
        report.findings, references, chief=chief, remedy=_remedy(report), other_limits=report.other_limits
    )
    blocks += danger_entries(report.cautions, report.findings, references)
    blocks += _reasons(report, references)
    hint = "Times of day: maginfo plan" if report.person.drugs else "Medicines: --drug NAME"
    return Page(blocks, report.bibliography, note_of(report), (hint,))


def _second_line(report: Report, references: References) -> list[Detail]:
    """Say that no upper limit holds for this person, or where the total stands if line 1 is about something else."""
    invalid_limits = invalid_limits_details(report.findings, references)
    if invalid_limits or report.severity == Severity.OK or any(_is_about_limits(each) for each in report.findings):
        return invalid_limits
    label, words = standing(report)
    within = words if label == "OK" else f"within {words}"
    return [Detail(f"{capitalised(within)}.", depth=Depth.ANSWER)]


def _is_about_limits(finding: Finding) -> bool:
    return finding.code in (
        *codes.LIMIT_FINDINGS,
        *(codes.NO_UPPER_LIMIT, codes.NEEDS_WEIGHT, codes.NO_PUBLISHED_VALUE, codes.TOXIC_RANGE),
    )


def _understood(report: Report) -> Iterator[str]:
    """Say in a sentence or two how the question was understood: the amounts, the person, what was assumed."""
    text = f"Read as {amount(report.supplement_mg_per_day)} of elemental magnesium a day"
    shown = [_dose_in_words(dose) for dose in report.doses]
    if any(shown):
        text += f" ({'; '.join(words or product(dose) for words, dose in zip(shown, report.doses, strict=True))})"
    if report.diet_mg_per_day is not None and report.total_mg_per_day is not None:
        text += f", {amount(report.diet_mg_per_day)} from food and water, {amount(report.total_mg_per_day)} in all"
    described = describe_person(report.person, report.unresolved, what_is_missing=False)
    yield "; ".join(part for part in (text, described) if part) + "."
    if report.assumptions:
        yield f"Assumed: {in_one_sentence(report.assumptions)}"


def _dose_in_words(dose: DoseLine) -> str:
    """Describe a dose that is more than a plain amount of the element; '' for one that is not."""
    if dose.basis == "elemental" and dose.times_per_day == 1 and dose.form is None and dose.name is None:
        return ""
    return f"{product(dose)}: {amount(dose.elemental_mg_per_day)}"


def _reasons(report: Report, references: References) -> Iterator[Block]:
    """Describe what --why adds: values of each authority, doses, changes, the actions of cautions, articles' claims."""
    yield Heading("Values of each authority", depth=Depth.WHY)
    yield Table(
        ("Authority", "All sources together", "Limit for supplements", "Limit applies to"),
        [_comparison_row(comparison, references) for comparison in report.references],
        caption="Reference values, mg of elemental magnesium a day",
        depth=Depth.WHY,
    )
    if any(_dose_in_words(dose) for dose in report.doses) or len(report.doses) > 1:
        yield Heading("Doses", depth=Depth.WHY)
        yield _dose_table(report.doses, Depth.WHY)
    if report.reductions:
        yield Heading("To stay within the limit", depth=Depth.WHY)
        yield from _reductions(report)
    yield Heading("General cautions", depth=Depth.WHY)
    yield from caution_entries(report, references)
    if report.claims:
        yield Heading("What popular articles claim of such an amount", depth=Depth.WHY)
        yield from _claims(report, references)


def _comparison_row(comparison: Comparison, references: References) -> tuple[Text, ...]:
    recommended, limit = comparison.recommended, comparison.upper_limit
    shown_limit = limit_status_words(limit)
    if limit.low is not None and limit.high is not None:
        shown_limit = f"{limit.kind} {between(limit.low, limit.high)} mg: {shown_limit}"
    return (
        references.cited(_authority(comparison), comparison.sources),
        f"{recommended.kind} {amount(recommended)}" if recommended is not None else "no value",
        shown_limit,
        LIMIT_SCOPES[limit.scope] if limit.scope is not None else "",
    )


def _authority(comparison: Comparison) -> str:
    name = comparison.authority_name
    return name if name.casefold() == comparison.authority else f"{name} ({comparison.authority})"


def _agreement(report: Report, agreement: Agreement) -> Iterator[Block]:
    limits = {each.authority: _limit_in_words(each) for each in report.references}
    for label, ids in (
        ("OVER", (*agreement.over, *agreement.may_be_over)),
        ("WITHIN", agreement.under),
        ("NEEDS A WEIGHT", agreement.needs_weight),
        ("NONE SET", agreement.none_set),
    ):
        if ids:
            yield Standing(label, ", ".join(limits[each] for each in ids))


def _limit_in_words(comparison: Comparison) -> str:
    limit = comparison.upper_limit
    if limit.low is None or limit.high is None:
        return comparison.authority_name
    return f"{comparison.authority_name} {between(limit.low, limit.high)} mg"


def _reductions(report: Report) -> Iterator[Block]:
    """Describe the changes that reach each limit; authorities with the same limit share an entry."""
    names = {each.authority: each.authority_name for each in report.references}
    for limit_mg, group in groupby(
        sorted(report.reductions, key=lambda each: each.limit_mg), lambda each: each.limit_mg
    ):
        run = list(group)
        named = ", ".join(names[each.authority] for each in run)
        changes = [
            f"{_change_in_words(change, report.doses)}: {amount(change.supplement_mg_per_day)}"
            for change in run[0].changes
        ]
        details = [Detail(text) for text in changes or ["No single change of one product is enough."]]
        yield Entry(f"{figure(limit_mg)} mg", f"{named}; over by {amount(run[0].over_mg)}", details, depth=Depth.WHY)


def _remedy(report: Report) -> str:
    """Name the single changes that bring the total within the strictest limit that one change can reach."""
    reachable = [each for each in report.reductions if each.changes]
    if not reachable or any(finding.code in NOT_FOR_CHILDREN for finding in report.findings):
        return ""
    strictest = min(reachable, key=lambda each: each.limit_mg)
    limit = f" {figure(strictest.limit_mg)} mg" if len(report.reductions) > 1 else ""
    changes = [
        f"{_change_in_words(change, report.doses)} is within{limit}: {amount(change.supplement_mg_per_day)}"
        for change in strictest.changes[:MAX_CHANGES]
    ]
    text = "; ".join(changes)
    return f"{capitalised(text)}."


def _change_in_words(change: Change, doses: Sequence[DoseLine]) -> str:
    text = product(doses[change.dose])
    if change.change == "left-out":
        return f"without {text} the total"
    if change.change == "half":
        return f"half of {text}"
    return f"{text} {doses[change.dose].times_per_day - 1} x a day"


def _price_table(doses: Iterable[DoseLine]) -> Table:
    """Say what 100 mg of magnesium cost in each product with a price."""
    rows = [
        (product(dose), amount(dose.elemental_mg_per_day), price(dose.price_per_100_mg, dose.currency))
        for dose in doses
        if dose.price_per_100_mg
    ]
    return Table(("Product", "Elemental a day", "100 mg cost"), rows, frozenset({1, 2}), caption="Prices")


def _dose_table(doses: Sequence[DoseLine], depth: Depth) -> Table:
    """Describe one dose per row, with names and prices of products if any has one."""
    columns: dict[str, Sequence[str]] = {
        "Product": [dose.name or "" for dose in doses],
        "Dose": [dose.text for dose in doses],
        "Form": [dose.compound or dose.form or "not given" for dose in doses],
        "Read as": [dose.basis for dose in doses],
        "A day": [f"{dose.times_per_day} x" for dose in doses],
        "Elemental a day": [amount(dose.elemental_mg_per_day) for dose in doses],
        "100 mg cost": [price(dose.price_per_100_mg, dose.currency) for dose in doses],
    }
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    numbers = frozenset(index for index, name in enumerate(shown) if name in ("Elemental a day", "100 mg cost"))
    return Table(
        tuple(shown),
        list(zip(*shown.values(), strict=True)),
        numbers,
        caption="Doses as they were read",
        depth=depth,
    )


def _claims(report: Report, references: References) -> Iterator[Block]:
    for claim in report.claims:
        detail = Detail(references.cited(claim.finding, claim.sources, at_most=1), depth=Depth.FULL)
        yield Entry(VERDICTS[claim.verdict], claim.claim, [detail], "strong", depth=Depth.WHY)
