"""The page of `check`: the verdict, the gauge, what applies, what everybody is told, the sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.dosing import report as codes
from maginfo.dosing.wording import SCOPES, amount, between, figure, price, product
from maginfo.model.safety import OK, Severity
from maginfo.render.document import Drawing, Entry, Heading, Paragraph, References, Table, Verdict
from maginfo.render.drawings import draw_gauge, gauge_rows
from maginfo.render.wording import NOTHING_ABOVE_INFO, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Agreement, Change, Comparison, DoseLine, Finding, Report, UpperLimit
    from maginfo.planning.plan import Plan
    from maginfo.render.document import Block
    from maginfo.render.pictures.picture import Picture

INFO = Severity.INFO.value
STATUS_WORDS = {
    "below": "within",
    "above": "OVER",
    "straddles": "MAY BE OVER",
    "not-set": "none set, which is not 'unlimited'",
    "needs-weight": "set per kg: needs --weight",
}

NOT_HELD = "does not hold for this person"

COLUMNS = ("code", "severity", "authority", "title", "detail", "action", "sources")
"""Of the TSV: one row a finding."""


def check_rows(report: Report) -> Iterator[tuple[object, ...]]:
    """The findings as rows under `COLUMNS`."""
    for finding in report.findings:
        ids = list(dict.fromkeys(citation.id for citation in (*finding.sources, *finding.action_sources)))
        yield finding.code, finding.severity, finding.authority, finding.title, finding.detail, finding.action, ids


def check_page(report: Report, *, for_print: bool = False, day: Sequence[Block] = ()) -> list[Block]:
    """The report in reading order; on paper every dose is set out as it was read, before what is said of it.

    `day` is the timetable, where there is one.
    """
    references = References(report.bibliography)
    blocks: list[Block] = [
        Verdict(
            report.severity.upper(), verdict_on(report), unheld_limits(report.findings, references), report.severity
        ),
        Paragraph(_summary(report)),
        *([_dose_table(report.doses)] if for_print and report.doses else []),
        Drawing(lambda width, unicode: draw_gauge(gauge_rows(report), width, unicode), lambda: _gauge(report)),
        Table(
            ("Authority", "All sources together", "Limit for supplements", "The limit counts what comes"),
            [_comparison_row(comparison, references) for comparison in report.references],
            caption="Reference values, mg of elemental magnesium a day",
        ),
    ]
    blocks += day
    if report.agreement is not None:
        blocks += [Heading("How the limits stand together"), *_agreement(report, report.agreement)]
    if report.reductions:
        blocks += [Heading("What would bring it to the limit"), *_reductions(report)]
    if not for_print and (
        len(report.doses) > 1
        or any(dose.form or dose.times_per_day > 1 or dose.name or dose.price_per_100_mg for dose in report.doses)
    ):
        blocks.append(_dose_table(report.doses))
    findings = finding_entries(report.findings, references, background=1 if for_print else 2)
    blocks += [Heading("Findings"), *findings]
    blocks += [Heading("Told to everybody"), *caution_entries(report, references)]
    if report.claims:
        blocks += [Heading("What articles say"), *_claims(report, references)]
    if report.assumptions:
        blocks += [Heading("Assumed"), *(Entry("·", assumption) for assumption in report.assumptions)]
    blocks += references.blocks()
    blocks.append(Paragraph(f"{report.disclaimer} Data {report.data_version}.", "dim"))
    return blocks


def _summary(report: Report) -> str:
    text = f"{amount(report.supplement_mg_per_day)} of elemental magnesium a day from supplements"
    if report.diet_mg_per_day is not None and report.total_mg_per_day is not None:
        text += f", {amount(report.diet_mg_per_day)} from food and water, {amount(report.total_mg_per_day)} in all"
    return f"{text}; {describe_person(report.person)}."


def verdict_on(report: Report) -> str:
    """The title of the gravest finding, where any is above info."""
    return report.findings[0].title if report.severity != OK else NOTHING_ABOVE_INFO


def unheld_limits(findings: Iterable[Finding], references: References) -> list[str]:
    """Why the upper limits do not hold for this person, where they do not: said before any figure."""
    return [
        f"No upper limit holds for this person. {finding.detail}" + references.cite(finding.sources)
        for finding in findings
        if finding.code == codes.LIMIT_DOES_NOT_HOLD
    ]


def stands_to(limit: UpperLimit) -> str:
    """Where the total stands to a limit, in words; of one that is set and does not hold, that alone."""
    return STATUS_WORDS[limit.status] if limit.holds or limit.status == "not-set" else NOT_HELD


def describe_person(person: Person) -> str:
    """'female, 34 y, pregnant, eGFR 48'; what was not given says so."""
    parts: list[str] = [person.sex or "either sex", person.age.text if person.age is not None else "age not given"]
    parts += person.states
    if person.weight_kg is not None:
        parts.append(f"{figure(person.weight_kg)} kg")
    if person.egfr is not None:
        parts.append(f"eGFR {person.egfr:g}")
    parts += person.conditions
    parts += [f"takes {drug}" for drug in person.drugs]
    return ", ".join(parts)


def _comparison_row(comparison: Comparison, references: References) -> tuple[str, ...]:
    recommended, limit = comparison.recommended, comparison.upper_limit
    shown_limit = stands_to(limit)
    if limit.low is not None and limit.high is not None:
        shown_limit = f"{limit.kind} {between(limit.low, limit.high)} mg: {shown_limit}"
    return (
        _whose(comparison) + references.cite(comparison.sources),
        f"{recommended.kind} {amount(recommended)}" if recommended is not None else "no value",
        shown_limit,
        SCOPES[limit.scope] if limit.scope is not None else "",
    )


def _whose(comparison: Comparison) -> str:
    name = comparison.authority_name
    return name if name.casefold() == comparison.authority else f"{name} ({comparison.authority})"


def _agreement(report: Report, agreement: Agreement) -> Iterator[Block]:
    limits = {each.authority: _limit_in_words(each) for each in report.references}
    verdict = "Every limit says the same of this amount" if agreement.agree else "The authorities differ"
    if not (agreement.over or agreement.may_be_over or agreement.under):
        verdict = "No limit can be compared with this amount"
    yield Paragraph(f"{verdict}; here {amount(report.supplement_mg_per_day)} from supplements.")
    for label, ids, style in (
        ("OVER", agreement.over, "major"),
        ("MAY BE OVER", agreement.may_be_over, "major"),
        ("WITHIN", agreement.under, OK),
        ("NEEDS A WEIGHT", agreement.needs_weight, "major"),
        ("NONE SET", agreement.none_set, INFO),
    ):
        if ids:
            yield Entry(label, ", ".join(limits[each] for each in ids), style=style)


def _limit_in_words(comparison: Comparison) -> str:
    limit = comparison.upper_limit
    if limit.low is None or limit.high is None:
        return comparison.authority_name
    return f"{comparison.authority_name} {between(limit.low, limit.high)} mg"


def _reductions(report: Report) -> Iterator[Block]:
    """One entry a limit; authorities with the same limit stand together."""
    names = {each.authority: each.authority_name for each in report.references}
    for limit_mg, group in groupby(
        sorted(report.reductions, key=lambda each: each.limit_mg), lambda each: each.limit_mg
    ):
        run = list(group)
        whose = ", ".join(names[each.authority] for each in run)
        changes = [
            f"{_change_in_words(change, report.doses)}: {amount(change.supplement_mg_per_day)}"
            for change in run[0].changes
        ]
        over = f"over by {amount(run[0].over_mg)}"
        yield Entry(
            f"{figure(limit_mg)} mg", f"{whose}; {over}", changes or ["No single change of one product is enough."]
        )


def _change_in_words(change: Change, doses: Sequence[DoseLine]) -> str:
    text = product(doses[change.dose])
    if change.change == "left-out":
        return f"Without {text}"
    if change.change == "half":
        return f"With half of {text}"
    return f"With {text} {doses[change.dose].times_per_day - 1} x a day"


def _dose_table(doses: Sequence[DoseLine]) -> Table:
    """A row a dose; products' names and prices where there are any."""
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
    return Table(tuple(shown), list(zip(*shown.values(), strict=True)), numbers, caption="Doses as they were read")


def _gauge(report: Report) -> Picture:
    """The gauge as a picture, made only where it is shown."""
    from maginfo.render.pictures.gauge import gauge_picture

    return gauge_picture(report)


def finding_entries(findings: Iterable[Finding], references: References, background: int) -> Iterator[Block]:
    """An entry a finding; `background` is how many sources one of mere information names."""
    for code, group in groupby(findings, key=lambda finding: finding.code):
        run = list(group)
        if code == codes.ABOVE_OTHER_AUTHORITY and len(run) > 1:
            limits = "; ".join(finding.title + references.cite(finding.sources, background) for finding in run)
            yield Entry("INFO", "Stricter authorities' limits", [f"{limits}."], INFO)
            continue
        for finding in run:
            at_most = background if finding.severity is Severity.INFO else None
            details = [finding.detail + references.cite(finding.sources, at_most)]
            if finding.action is not None:
                details.append(f"→ {finding.action}" + references.cite(finding.action_sources, at_most))
            yield Entry(finding.severity.value.upper(), finding.title, details, finding.severity.value)


def _claims(report: Report, references: References) -> Iterator[Block]:
    for claim in report.claims:
        traced = claim.finding + references.cite(claim.sources, at_most=1)
        yield Entry(VERDICTS[claim.verdict], claim.claim, [traced], INFO)


def caution_entries(report: Report | Plan, references: References) -> Iterator[Block]:
    """An entry for each caution that everybody is told."""
    for caution in report.cautions:
        severity = caution.severity.value
        told = caution.action + references.cite(caution.sources, at_most=1)
        yield Entry(severity.upper(), caution.title, [told], severity)
