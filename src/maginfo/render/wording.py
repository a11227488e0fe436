"""Readable words for the codes in the data and in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.report import LIMIT_DOES_NOT_HOLD, LIMIT_FINDINGS
from maginfo.dosing.wording import between, figure, limit_for, owner, owner_of_several
from maginfo.model.safety import Severity
from maginfo.render.control_characters import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Finding, Report, Unresolved, UpperLimit

    class WithDisclaimer(Protocol):
        """Any answer about a person."""

        @property
        def disclaimer(self) -> str:
            """What the answer is not."""

        @property
        def data_version(self) -> str:
            """The version of the data."""


VERDICTS = {
    "supported": "supported",
    "qualified": "supported with a qualifier",
    "overstated": "overstated",
    "wrong-form": "shown for another form",
    "wrong-unit": "wrong unit",
    "contradicted": "contradicted",
    "not-found": "not found",
}
"""Verdicts on claims."""

DIRECTIONS = {
    "benefit": "benefit",
    "probable-benefit": "probable benefit",
    "mixed": "mixed",
    "no-benefit": "no benefit",
    "unknown": "not known",
    "harm": "harm",
}
"""Directions of evidence."""

GRADES = (
    "Grades: A proven as treatment; B effect probable; C small or mixed trials; D hypothesis, case reports, animals; "
    "N tested and not shown; X intravenous only."
)

STATUS_WORDS = {
    "below": "within",
    "above": "OVER",
    "straddles": "MAY BE OVER",
    "not-set": "none set, which is not 'unlimited'",
    "needs-weight": "set per kg: needs --weight",
}
"""Statuses of a total beside an upper limit."""

LIMIT_SCOPES = {
    "supplements": "supplements and medicines only",
    "added-salts": "supplements and salts added to food or drink",
    "non-food": "anything but ordinary food",
}
"""What an upper limit applies to, by its scope."""

SCOPES_IN_BRIEF = {
    "supplements": "supplements",
    "added-salts": "+ added salts",
    "non-food": "all but ordinary food",
}
"""What an upper limit applies to in a few words, by its scope."""

NOT_HELD = "does not hold for this person"


def note_of(answer: WithDisclaimer) -> str:
    """Return the note below an answer: its disclaimer and the version of the data."""
    return f"{answer.disclaimer} Data {answer.data_version}."


def capitalised(text: str) -> str:
    """Return the text with a capital at its start, and the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def limit_status_words(limit: UpperLimit) -> str:
    """Say how the total compares with a limit, or that the limit does not hold for the person."""
    return STATUS_WORDS[limit.status] if limit.holds or limit.status == "not-set" else NOT_HELD


def headline(report: Report) -> tuple[str, str]:
    """Return the label and the words of line 1: the most severe finding, or where the total stands to the limits."""
    if report.severity == Severity.OK:
        return standing(report)
    worst = chief_finding(report.findings)
    if counts_limits(report):
        rest = [each for each in report.findings if each.code not in LIMIT_FINDINGS]
        return report.severity.upper(), _over_how_many(report) + also(rest, None)
    return report.severity.upper(), worst.title + also(report.findings, worst)


def counts_limits(report: Report) -> bool:
    """Return whether line 1 counts the limits of several authorities that the total is or may be over."""
    over = [each for each in report.findings if each.code in LIMIT_FINDINGS]
    return len(over) > 1 and chief_finding(report.findings) in over


def _over_how_many(report: Report) -> str:
    """Count the limits: 'over 5 of 11 limits for supplements: 300 mg; the lowest is 250 mg (EFSA/SCF, EU)'."""
    limits = [each for each in report.references if each.upper_limit.low is not None]
    over = sum(each.upper_limit.status in ("above", "straddles") for each in limits)
    lowest = min(limits, key=lambda each: each.upper_limit.low or 0)
    total = between(report.supplement_mg_per_day.low, report.supplement_mg_per_day.high)
    limit = f"{figure(lowest.upper_limit.low or 0)} mg ({owner(lowest.authority_name, lowest.place)})"
    stands = "over" if any(each.upper_limit.status == "above" for each in limits) else "may be over"
    return f"{stands} {over} of {len(limits)} limits for supplements: {total} mg; the lowest is {limit}"


def chief_finding(findings: Sequence[Finding]) -> Finding:
    """Return the most severe finding; the reason that limits do not hold rather than that they do not."""
    alike = [each for each in findings if each.severity == findings[0].severity]
    return next((each for each in alike if each.code != LIMIT_DOES_NOT_HOLD), alike[0])


def also(findings: Iterable[Finding], chief: object) -> str:
    """Count the other findings of minor or worse: '; also 1 avoid, 2 moderate'; '' for none."""
    others = [
        each.severity
        for each in findings
        if each is not chief and each.severity > Severity.INFO and each.code != LIMIT_DOES_NOT_HOLD
    ]
    counts = [f"{others.count(severity)} {severity}" for severity in reversed(Severity) if severity in others]
    return f"; also {', '.join(counts)}" if counts else ""


def standing(report: Report) -> tuple[str, str]:
    """Return where a total stands that is within every limit asked for: whose limit, and whether others are stricter.

    The label is OK only where the total is within every published limit.
    """
    total = between(report.supplement_mg_per_day.low, report.supplement_mg_per_day.high)
    limits = [each for each in report.references if each.upper_limit.low is not None]
    if not limits:
        return "OK", f"{total} mg of magnesium from supplements; no limit is compared"
    first, *more = limits
    limit = first.upper_limit
    named = f"({owner(first.authority_name, first.place)}{f', and {len(more)} more' if more else ''})"
    which = limit_for(limit.scope or "supplements", limit.kind)
    within = f"{which} {named}: {total} of {_limit_range(limit.low, limit.high)} mg"
    if not report.other_limits:
        return "OK", f"within every published limit, and {within}"
    other, *rest = report.other_limits
    over = "OVER" if other.status == "above" else "MAY BE OVER"
    others = f" and {len(rest)} more" if rest else ""
    whose = f"{owner_of_several(other.authority_name, other.place)}{others}"
    return "WITHIN", f"{within} · {over} that of {whose}: {figure(other.low)} mg"


def _limit_range(low: float | None, high: float | None) -> str:
    return between(low, high) if low is not None and high is not None else ""


def in_one_sentence(texts: Iterable[str]) -> str:
    """Join phrases and whole sentences into one sentence with one full stop: 'a; b.'."""
    return f"{'; '.join(text.rstrip().rstrip('.') for text in texts)}."


def describe_person(person: Person, unresolved: Iterable[Unresolved] = (), *, what_is_missing: bool = True) -> str:
    """Describe a person: 'female, 34 y, pregnant, eGFR 48, takes digoxin'; names that are not known come last.

    A missing sex or age is named as such if asked for.
    """
    unknown = [each.text for each in unresolved if each.state == "unknown"]
    missing = ("either sex", "age not given") if what_is_missing else ("", "")
    known = (person.sex or missing[0], person.age.text if person.age is not None else missing[1])
    parts: list[str] = [part for part in known if part]
    parts += person.states
    if person.weight_kg is not None:
        parts.append(f"{figure(person.weight_kg)} kg")
    if person.egfr is not None:
        parts.append(f"eGFR {person.egfr:g}")
    conditions = [one_line(name.strip()) for name in person.conditions if name.strip() not in unknown]
    parts += [name for name in conditions if name not in parts]
    drugs = [one_line(name) for name in person.drugs if name.strip() not in unknown]
    parts += [f"takes {', '.join(drugs)}"] if drugs else []
    quoted = ", ".join(f"'{one_line(name)}'" for name in unknown)
    not_recognised = [f"names not recognised: {quoted}"] if unknown else []
    return "; ".join(filter(None, (", ".join(parts), *not_recognised)))
