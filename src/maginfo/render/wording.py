"""Readable words for the codes in the data and in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import figure
from maginfo.model.safety import OK

if TYPE_CHECKING:
    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Report, UpperLimit

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
    "Grades: A treatment-level proof; B several trials or a guideline, effect probable; C small or inconsistent "
    "trials; D hypothesis, case reports, animals; N tested and not shown; X intravenous only; – form not studied."
)

NOTHING_ABOVE_INFO = "nothing above information"
"""The verdict of an answer that is `ok`."""

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

NOT_HELD = "does not hold for this person"


def limit_status_words(limit: UpperLimit) -> str:
    """Say how the total compares with a limit, or that the limit does not hold for the person."""
    return STATUS_WORDS[limit.status] if limit.holds or limit.status == "not-set" else NOT_HELD


def verdict_on(report: Report) -> str:
    """Return the title of the most severe finding, or NOTHING_ABOVE_INFO."""
    return report.findings[0].title if report.severity != OK else NOTHING_ABOVE_INFO


def describe_person(person: Person) -> str:
    """Describe a person: 'female, 34 y, pregnant, eGFR 48'; a missing sex or age is named as such."""
    parts: list[str] = [person.sex or "either sex", person.age.text if person.age is not None else "age not given"]
    parts += person.states
    if person.weight_kg is not None:
        parts.append(f"{figure(person.weight_kg)} kg")
    if person.egfr is not None:
        parts.append(f"eGFR {person.egfr:g}")
    parts += person.conditions
    parts += [f"takes {drug}" for drug in person.drugs]
    return ", ".join(parts)
