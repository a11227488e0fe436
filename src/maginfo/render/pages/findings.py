"""Findings, notes, dangers and names without a record as entries, for the pages of several commands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.dosing import report as codes
from maginfo.dosing.unresolved import meant_by
from maginfo.dosing.wording import between, owner_of_several
from maginfo.errors import join_and
from maginfo.model.safety import Severity
from maginfo.render.document import (
    BULLET,
    Danger,
    Depth,
    Detail,
    Entry,
    Piece,
    action,
    joined,
    pieces_of,
    severity_entry,
    severity_label,
)
from maginfo.render.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.report import CautionNotice, Finding, OtherLimit, Report, Unresolved
    from maginfo.planning.plan import Conflict, Plan
    from maginfo.render.references import References

MAX_NOTES = 4
"""Findings of severity info in a short answer."""
RECOMMENDED_NOTES = (codes.SHARE_OF_RECOMMENDED, codes.ABOVE_RECOMMENDED)
LIMIT_NOTES = (codes.ABOVE_OTHER_AUTHORITY, *RECOMMENDED_NOTES)
"""Notes left to --why for a person whom the published values are not for."""


def invalid_limits_details(findings: Iterable[Finding], references: References) -> list[Detail]:
    """Say that no upper limit holds for this person, and why; nothing where the limits hold."""
    return [
        detail
        for finding in findings
        if finding.code == codes.LIMIT_DOES_NOT_HOLD
        for detail in (
            Detail(references.cited(f"{finding.title}.", finding.sources), depth=Depth.ANSWER),
            Detail(finding.detail),
        )
    ]


def finding_entries(
    findings: Sequence[Finding],
    references: References,
    *,
    chief: Finding | Conflict | None = None,
    remedy: str = "",
    other_limits: Sequence[OtherLimit] = (),
    runs_on: bool = False,
) -> Iterator[Entry]:
    """Make an entry for each finding of minor or worse, worst first, then a line for each note.

    Findings that differ only in their titles share an entry. The entry of `chief`, which line 1 of the page names,
    begins with the action; `remedy` follows the action of a limit that is exceeded. `runs_on` sets title and action
    without a line break between them.
    """
    alike: dict[tuple[str, Severity, str | None], list[Finding]] = {}
    for finding in findings:
        if finding.severity > Severity.INFO and finding.code != codes.LIMIT_DOES_NOT_HOLD:
            alike.setdefault((finding.code, finding.severity, finding.action), []).append(finding)
    for (code, severity, done), run in alike.items():
        details = [
            Detail(references.cited(each.title, each.title_sources or each.sources), depth=Depth.ANSWER)
            for each in run
            if each is not chief
        ]
        if done is not None:
            brief = run[0].short_action or done
            text = f"{brief} {remedy}" if remedy and code in codes.LIMIT_FINDINGS else brief
            in_full = references.cited(done, run[0].action_sources) if run[0].short_action is not None else None
            details.append(action(references.cited(text, run[0].action_sources), in_full=in_full))
        if not details:  # line 1 says it all
            continue
        if runs_on:
            shortest = joined(". ", (each.text for each in details))
            longest = joined(". ", (each.in_full or each.text for each in details))
            details = [Detail(shortest, depth=Depth.ANSWER, in_full=longest if longest != shortest else None)]
        details += [Detail(each.detail) for each in run]
        yield severity_entry(severity, details[0].text, details[1:], in_full=details[0].in_full)
    at_most = MAX_NOTES
    if runs_on:  # a page of a day has other things to show
        at_most = 0 if any(finding.code in codes.LIMIT_FINDINGS for finding in findings) else 1
    yield from note_entries(findings, references, other_limits, at_most)


def note_entries(
    findings: Iterable[Finding], references: References, other_limits: Sequence[OtherLimit], at_most: int
) -> Iterator[Entry]:
    """Make a line for each finding of severity info, the first `at_most` of them in a short answer.

    Recommended intakes, which are not limits, come last.
    """
    holds = all(finding.code != codes.LIMIT_DOES_NOT_HOLD for finding in findings)
    notes = [finding for finding in findings if finding.severity is Severity.INFO]
    notes.sort(key=lambda finding: finding.code in RECOMMENDED_NOTES)
    for number, (_, group) in enumerate(groupby(notes, key=_group_of_note)):
        run = list(group)
        code = run[0].code
        title, works = run[0].title, references.cite_each(each.title_sources or each.sources for each in run)
        if code == codes.ABOVE_OTHER_AUTHORITY and other_limits:
            title = _over_others(other_limits)
        details = [Detail(each.detail) for each in run]
        details += [
            action(references.cited(each.action, each.action_sources, 1), Depth.WHY) for each in run if each.action
        ]
        at_once = number < at_most and code != codes.ABOVE_RECOMMENDED and (holds or code not in LIMIT_NOTES)
        depth = Depth.ANSWER if at_once else Depth.WHY
        yield severity_entry(Severity.INFO, (Piece(title, works),), details, depth)


def _group_of_note(finding: Finding) -> str:
    """Return what findings of one line have in common: the limits of other authorities share a line."""
    return finding.code if finding.code == codes.ABOVE_OTHER_AUTHORITY else f"{finding.code} {finding.title}"


def _over_others(limits: Iterable[OtherLimit]) -> str:
    """Name the stricter limits, by amount: 'Over the 250 mg limits of EFSA/SCF (EU), BfR (Germany) and NNR'."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in limits:
        key = (each.status, between(each.low, each.high))
        alike.setdefault(key, []).append(owner_of_several(each.authority_name, each.place))
    text = "; ".join(
        f"{'over' if status == 'above' else 'may be over'} the {limit_mg} mg {'limits' if named[1:] else 'limit'} of "
        f"{join_and(named)}"
        for (status, limit_mg), named in alike.items()
    )
    return capitalised(text)


def danger_entries(
    cautions: Iterable[CautionNotice], findings: Iterable[Finding], references: References
) -> Iterator[Danger]:
    """Name the dangers that everybody is told, by severity; what the person has is a finding and is not repeated."""
    found = {finding.code for finding in findings}
    rest = [each for each in cautions if f"condition:{each.id}" not in found and each.id not in found]
    conditions = [each for each in rest if each.always is None]
    for severity in reversed(Severity):
        named = [references.cited(each.short, each.sources, 1) for each in conditions if each.severity is severity]
        if named:
            yield Danger(severity_label(severity), (Piece("with "), *pieces_of(joined(f" {BULLET} ", named))))
    always = [references.cited(each.always, each.sources, 1) for each in rest if each.always is not None]
    if always:
        yield Danger("Always", joined("; ", always))


def caution_entries(report: Report | Plan, references: References) -> Iterator[Entry]:
    """Make one entry for each general caution."""
    for caution in report.cautions:
        detail = Detail(references.cited(caution.action, caution.sources, at_most=1))
        yield Entry(severity_label(caution.severity), caution.title, [detail], depth=Depth.WHY)


def unresolved_entries(unresolved: Iterable[Unresolved]) -> list[Entry]:
    """List names without a record: what each name is known as, or which name may have been meant."""
    entries = []
    for name in unresolved:
        if name.state == "recognised":
            known = name.name if name.name == name.text else f"{name.name} ({name.text})"
            what = f"{name.what}. " if name.what is not None else ""
            detail = Detail(f"{what}Nobody has looked it up with magnesium yet.", depth=Depth.ANSWER)
            entries.append(Entry("NOT LOOKED UP", known or name.text, [detail], Severity.MODERATE.value))
        else:
            detail = Detail(f"No {name.kind} of that name is known here.{meant_by(name)}", depth=Depth.ANSWER)
            entries.append(Entry("UNKNOWN", name.text, [detail], Severity.MAJOR.value))
    return entries
