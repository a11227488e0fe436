"""What every name that our data knows leads to where an overlay is laid over it: to the same, and to nothing milder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.names import form_key, name_key
from maginfo.catalogue.problems import Problem
from maginfo.catalogue.records.severities import Severity
from maginfo.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue, FormMatch, MedicineMatch
    from maginfo.catalogue.records.cautions import Escalation

KEEPS = "a name of ours keeps its meaning, and what is your own takes names of its own"


def name_problems(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    """Every name that leads elsewhere than in ours, or to something milder."""
    yield from _forms(ours, theirs)
    yield from _medicines(ours, theirs)
    yield from _conditions(ours, theirs)


def _forms(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    for name in dict.fromkeys((*ours.form_spellings, *theirs.form_spellings)):
        before, after = _form(ours, name), _form(theirs, name)
        if before is None:
            if after is not None and not form_key(name):
                yield Problem(f"forms/{after.form.id}.toml", name, "is the mineral's own name, and no form of it")
        elif after is None:
            yield Problem(f"forms/{before.form.id}.toml", name, f"is a name of ours and leads nowhere; {KEEPS}")
        else:
            for message in _milder_form(before, after):
                yield Problem(f"forms/{after.form.id}.toml", name, message)


def _form(catalogue: Catalogue, name: str) -> FormMatch | None:
    try:
        return catalogue.find_form(name)
    except UsageError:
        return None


def _milder_form(before: FormMatch, after: FormMatch) -> Iterator[str]:
    if after.form.id != before.form.id:
        yield f"leads to '{before.form.id}' in ours; {KEEPS}"
        return
    if after.topical and not before.topical:
        yield "is swallowed in ours, and is not counted on the skin"
    most, before_most = after.most_magnesium, before.most_magnesium
    if before_most is not None and (most is None or most < before_most):
        shown = "none" if most is None else f"{most:g}"
        yield f"holds at most {shown} of magnesium, which loosens ours, {before_most:g}"


def _medicines(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    for name in dict.fromkeys((*ours.medicine_names, *theirs.medicine_names)):
        own = {match.group.id: match for match in _medicine(theirs, name)}
        for before in _medicine(ours, name):
            file = f"interactions/{before.group.id}.toml"
            after = own.get(before.group.id)
            if after is None:
                yield Problem(file, name, f"is a name of ours and does not lead there; {KEEPS}")
            elif _is_milder(before, after):
                yield Problem(file, name, f"leads to '{after.name}', which is milder than '{before.name}' in ours")


def _medicine(catalogue: Catalogue, name: str) -> list[MedicineMatch]:
    try:
        return catalogue.find_medicine(name)
    except UnknownNameError:
        return []


def _is_milder(before: MedicineMatch, after: MedicineMatch) -> bool:
    """In severity, hours or what raises it."""
    kept = all(is_kept(step, after.severity, after.escalations) for step in before.escalations)
    if after.severity < before.severity or not kept:
        return True
    if after.hours.never_together:
        return False
    return before.hours.never_together or any(
        hours is not None and (own is None or own < hours)
        for hours, own in (
            (before.hours.before_h, after.hours.before_h),
            (before.hours.after_h, after.hours.after_h),
        )
    )


def is_kept(step: Escalation, severity: Severity, steps: Iterable[Escalation]) -> bool:
    """Whether a record of that severity and with these steps is as grave where the step's facts hold."""
    reached = [severity, *(Severity(each.severity) for each in steps if each.when == step.when)]
    return max(reached) >= Severity(step.severity)


def _conditions(ours: Catalogue, theirs: Catalogue) -> Iterator[Problem]:
    before, after = _condition_names(ours), _condition_names(theirs)
    for key, caution_id in before.items():
        found = after.get(key)
        if found is None:
            message = f"is a name of '{caution_id}' in ours and leads nowhere; {KEEPS}"
            yield Problem("cautions.toml", key, message)
        elif found != caution_id:
            yield Problem("cautions.toml", key, f"leads to '{caution_id}' in ours, not to '{found}'; {KEEPS}")


def _condition_names(catalogue: Catalogue) -> dict[str, str]:
    """What every name of a condition leads to, by its key; ids come first."""
    names = {name_key(caution.id): caution.id for caution in catalogue.cautions}
    for caution in catalogue.cautions:
        for spelling in (caution.title, *caution.aliases):
            names.setdefault(name_key(spelling), caution.id)
    return names
