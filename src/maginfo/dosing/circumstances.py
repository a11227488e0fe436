"""Whether a record of the data applies to a person and a dose.

The data states when cautions and interactions apply; this module evaluates those circumstances and contains no name of
a disease or medicine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maginfo.dosing.doses import ResolvedDose
from maginfo.dosing.person import Person
from maginfo.dosing.spans import exceeds
from maginfo.model.ages import read_age_band
from maginfo.model.record import Record
from maginfo.model.safety import ACID_NEUTRALISING, EVERY_FORM, Severity

if TYPE_CHECKING:
    from maginfo.model.forms import Form
    from maginfo.model.safety import Caution, Circumstances, Escalation, InteractionClass


class Facts(Record):
    """The facts that the circumstances of cautions and interactions are compared with."""

    person: Person
    doses: Sequence[ResolvedDose]
    limit_passed: bool
    """Whether the supplement total is over the upper limit of a chosen authority, or may be."""
    conditions: frozenset[str] = frozenset()
    """Ids of the cautions that the person named or that follow from their facts."""


def circumstances_hold(when: Circumstances, facts: Facts) -> bool:
    """Return whether all circumstances in `when` are true for these facts.

    An age band is true if it contains any age that the person may have; an age that is not stated is no reason to warn
    about a population. A dose of unknown form matches every form.
    """
    person = facts.person
    if when.ages is not None and (person.age is None or not read_age_band(when.ages).overlaps(person.age.band)):
        return False
    if when.state is not None and when.state not in person.states:
        return False
    if when.egfr_known is not None and when.egfr_known != (person.egfr is not None):
        return False
    if when.includes_egfr(person.egfr) is False:
        return False
    if when.limit_passed is not None and when.limit_passed != facts.limit_passed:
        return False
    if when.conditions and not facts.conditions.intersection(when.conditions):
        return False
    swallowed = [dose for dose in facts.doses if not dose.topical]
    if when.forms and not any(dose.form_ids.intersection(when.forms) for dose in swallowed):
        return False
    if when.topical is not None and when.topical != any(dose.topical for dose in facts.doses):
        return False
    if when.single_dose_over_mg is not None:
        return any(exceeds(dose.single_mg.high, when.single_dose_over_mg) for dose in facts.doses)
    return True


def concerns_forms(forms: Sequence[str], doses: Sequence[ResolvedDose]) -> bool:
    """Return whether a record limited to `forms` concerns any of the doses; an unknown form matches every form."""
    return not forms or EVERY_FORM in forms or any(concerns_form(forms, dose.form) for dose in doses)


def concerns_form(forms: Sequence[str], form: Form | None) -> bool:
    """Return whether `forms` ('all', 'acid-neutralising' or ids) include this form; an unknown form matches every form.

    A form that neutralises acid only if it is buffered with oxide counts as neutralising: labels rarely say so.
    """
    if form is None or EVERY_FORM in forms or form.id in forms:
        return True
    return ACID_NEUTRALISING in forms and form.acid_neutralising != "no"


def escalated(severity: Severity, escalations: Sequence[Escalation], facts: Facts) -> tuple[Severity, str | None]:
    """Return the highest severity that applies to the facts, and the reason if it is above the record's own."""
    reason = None
    for step in escalations:
        raised = Severity(step.severity)
        if raised > severity and circumstances_hold(step.when, facts):
            severity, reason = raised, step.because
    return severity, reason


def applies(caution: Caution, facts: Facts) -> bool:
    """Return whether the person named the caution or their facts trigger it, and it concerns a form they take.

    `facts` come from `person_findings.facts_of`: their conditions already include every caution that the other facts
    trigger, so only circumstances that state conditions remain to be evaluated.
    """
    return (caution.id in facts.conditions or _follows_from_conditions(caution, facts)) and concerns_forms(
        caution.forms, facts.doses
    )


def _follows_from_conditions(caution: Caution, facts: Facts) -> bool:
    """Return whether circumstances that state conditions trigger the caution."""
    when = caution.applies_when
    return when is not None and bool(when.conditions) and circumstances_hold(when, facts)


def spares_all_forms(group: InteractionClass, doses: Sequence[ResolvedDose]) -> bool:
    """Return whether the interaction's mechanism affects none of the forms that are taken."""
    return bool(doses) and not concerns_forms(group.forms, doses)
