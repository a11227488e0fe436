"""The page of `check`: the verdict, the gauge, the findings, general cautions, the sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.dosing import report as codes
from maginfo.dosing.wording import amount, between, figure, price, product
from maginfo.model.safety import OK, Severity
from maginfo.render.document import (
    Depth,
    Detail,
    Drawing,
    Entry,
    Heading,
    Paragraph,
    References,
    Table,
    Verdict,
    action,
    joined,
    point,
    severity_entry,
)
from maginfo.render.drawings import draw_gauge, gauge_rows
from maginfo.render.pictures.gauge import gauge_picture
from maginfo.render.wording import LIMIT_SCOPES, VERDICTS, describe_person, limit_status_words, verdict_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.report import Agreement, Change, Comparison, DoseLine, Finding, Report
    from maginfo.planning.plan import Plan
    from maginfo.render.document import Block, Text

COLUMNS = ("code", "severity", "authority", "title", "detail", "action", "sources")
"""Columns of the TSV: one row per finding."""


def check_rows(report: Report) -> Iterator[tuple[object, ...]]:
    """List the findings as rows under `COLUMNS`."""
    for finding in report.findings:
        ids = list(dict.fromkeys(citation.id for citation in (*finding.sources, *finding.action_sources)))
        yield finding.code, finding.severity, finding.authority, finding.title, finding.detail, finding.action, ids


def check_page(report: Report, *, for_print: bool = False, day: Sequence[Block] = ()) -> list[Block]:
    """Describe the report in reading order.

    With `for_print`, the table of doses always comes before the gauge; `day` holds the timetable, if there is one.
    """
    references = References(report.bibliography)
    blocks: list[Block] = [
        Verdict(
            report.severity.upper(), verdict_on(report), unheld_limits(report.findings, references), report.severity
        ),
        Paragraph(_summary(report)),
        *([_dose_table(report.doses)] if for_print and report.doses else []),
        Drawing(lambda width, unicode: draw_gauge(gauge_rows(report), width, unicode), lambda: gauge_picture(report)),
        Table(
            ("Authority", "All sources together", "Limit for supplements", "Limit applies to"),
            [_comparison_row(comparison, references) for comparison in report.references],
            caption="Reference values, mg of elemental magnesium a day",
            depth=Depth.WHY,
        ),
    ]
    blocks += day
    if report.agreement is not None:
        blocks += [Heading("Agreement of the limits"), *_agreement(report, report.agreement)]
    if report.reductions:
        blocks += [Heading("To stay within the limit"), *_reductions(report)]
    if not for_print and (
        len(report.doses) > 1
        or any(dose.form or dose.times_per_day > 1 or dose.name or dose.price_per_100_mg for dose in report.doses)
    ):
        blocks.append(_dose_table(report.doses))
    findings = finding_entries(report.findings, references, max_info_sources=1 if for_print else 2)
    blocks += [Heading("Findings"), *findings]
    blocks += [Heading("General cautions"), *caution_entries(report, references)]
    if report.claims:
        blocks += [Heading("What articles say", depth=Depth.FULL), *_claims(report, references)]
    if report.assumptions:
        blocks += [Heading("Assumptions"), *map(point, report.assumptions)]
    blocks += references.blocks()
    blocks.append(Paragraph(f"{report.disclaimer} Data {report.data_version}.", "dim"))
    return blocks


def _summary(report: Report) -> str:
    """Describe the amounts and the person in one sentence."""
    text = f"{amount(report.supplement_mg_per_day)} of elemental magnesium a day from supplements"
    if report.diet_mg_per_day is not None and report.total_mg_per_day is not None:
        text += f", {amount(report.diet_mg_per_day)} from food and water, {amount(report.total_mg_per_day)} in all"
    return f"{text}; {describe_person(report.person)}."


def unheld_limits(findings: Iterable[Finding], references: References) -> list[Detail]:
    """Say that no upper limit holds for this person, and why; nothing where the limits hold."""
    return [
        Detail(
            references.cited(f"No upper limit holds for this person. {finding.detail}", finding.sources),
            depth=Depth.ANSWER,
        )
        for finding in findings
        if finding.code == codes.LIMIT_DOES_NOT_HOLD
    ]


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
    verdict = "All limits agree on this amount" if agreement.agree else "The authorities differ"
    if not (agreement.over or agreement.may_be_over or agreement.under):
        verdict = "No limit can be compared with this amount"
    yield Paragraph(f"{verdict}; here {amount(report.supplement_mg_per_day)} from supplements.")
    for label, ids, style in (
        ("OVER", agreement.over, Severity.MAJOR.value),
        ("MAY BE OVER", agreement.may_be_over, Severity.MAJOR.value),
        ("WITHIN", agreement.under, OK),
        ("NEEDS A WEIGHT", agreement.needs_weight, Severity.MAJOR.value),
        ("NONE SET", agreement.none_set, Severity.INFO.value),
    ):
        if ids:
            yield Entry(label, ", ".join(limits[each] for each in ids), style=style)


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
        details = [
            Detail(text, depth=Depth.ANSWER) for text in changes or ["No single change of one product is enough."]
        ]
        yield Entry(f"{figure(limit_mg)} mg", f"{named}; over by {amount(run[0].over_mg)}", details)


def _change_in_words(change: Change, doses: Sequence[DoseLine]) -> str:
    text = product(doses[change.dose])
    if change.change == "left-out":
        return f"Without {text}"
    if change.change == "half":
        return f"With half of {text}"
    return f"With {text} {doses[change.dose].times_per_day - 1} x a day"


def _dose_table(doses: Sequence[DoseLine]) -> Table:
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
        depth=Depth.WHY,
    )


def finding_entries(findings: Iterable[Finding], references: References, max_info_sources: int) -> Iterator[Block]:
    """Make one entry per finding; a finding of severity info names at most `max_info_sources` sources."""
    for code, group in groupby(findings, key=lambda finding: finding.code):
        run = list(group)
        if code == codes.ABOVE_OTHER_AUTHORITY and len(run) > 1:
            titles = [references.cited(finding.title, finding.sources, max_info_sources) for finding in run]
            detail = Detail(joined("; ", titles, end="."), depth=Depth.ANSWER)
            yield severity_entry(Severity.INFO, "Stricter authorities' limits", [detail])
            continue
        for finding in run:
            is_info = finding.severity is Severity.INFO
            at_most = max_info_sources if is_info else None
            details = [Detail(references.cited(finding.detail, finding.sources, at_most))]
            if finding.action is not None:
                text = references.cited(finding.action, finding.action_sources, at_most)
                details.append(action(text, Depth.WHY if is_info else Depth.ANSWER))
            yield severity_entry(finding.severity, finding.title, details)


def _claims(report: Report, references: References) -> Iterator[Block]:
    for claim in report.claims:
        detail = Detail(references.cited(claim.finding, claim.sources, at_most=1), depth=Depth.FULL)
        yield Entry(VERDICTS[claim.verdict], claim.claim, [detail], Severity.INFO.value, depth=Depth.FULL)


def caution_entries(report: Report | Plan, references: References) -> Iterator[Block]:
    """Make one entry for each general caution."""
    for caution in report.cautions:
        detail = Detail(references.cited(caution.action, caution.sources, at_most=1))
        yield severity_entry(caution.severity, caution.title, [detail])
