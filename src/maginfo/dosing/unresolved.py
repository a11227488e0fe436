"""Names of medicines and conditions without a record, and the findings on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.groups import group_counts
from maginfo.catalogue.names import form_key, name_key
from maginfo.catalogue.routes import other_route
from maginfo.dosing.looked_up import looked_up_conditions
from maginfo.dosing.report import (
    CONDITION_NONE_RECORDED,
    CONDITION_NOT_LOOKED_UP,
    MEDICINE_NOT_LOOKED_UP,
    UNKNOWN_CONDITION,
    UNKNOWN_MEDICINE,
    Finding,
    Unresolved,
)
from maginfo.errors import join_or
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import ResolvedName
    from maginfo.dosing.person import Person


MAGNESIUM_ITSELF = "magnesium itself: it counts only as a --dose"
"""Description of an unknown medicine with a name that means magnesium or one of its forms."""


def unresolved_names(catalogue: Catalogue, person: Person) -> tuple[Unresolved, ...]:
    """Return the person's medicines and conditions that are recognised without a record, or unknown, each once."""
    found = [*unresolved_medicines(catalogue, person.drugs), *unresolved_conditions(catalogue, person.conditions)]
    return tuple(dict.fromkeys(found))


def unresolved_medicines(catalogue: Catalogue, names: Iterable[str]) -> Iterator[Unresolved]:
    """Yield the medicines, or parts of combinations, that are recognised without a record or unknown."""
    for name in names:
        for part in catalogue.resolve_medicine(name):
            if part.state == "recognised" and part.medicine is not None:
                row = part.medicine
                known = _what_is_known(catalogue, row.what, part)
                counts = group_counts(catalogue, row.name)._asdict()
                yield Unresolved("medicine", part.text, "recognised", name=row.name, what=known, **counts)
            elif part.state == "unknown":
                what = MAGNESIUM_ITSELF if _is_magnesium(catalogue, part.text) else None
                yield Unresolved("medicine", part.text, "unknown", part.suggestions, what=what)


def _what_is_known(catalogue: Catalogue, what: str, part: ResolvedName) -> str:
    """Return what the medicine is; with what is recorded for it by other routes, where it does not concern this one."""
    if not part.of_swallowed:
        return what
    classes = ", ".join(match.group.short for match in part.of_swallowed)
    local = other_route(part.text, catalogue.name_words) == "local"
    taken, this = ("swallowed or injected", "acts where it is applied") if local else ("swallowed", "is not swallowed")
    return f"{what}; this one {this}, and what is recorded ({classes}) is about the medicine {taken}"


def _is_magnesium(catalogue: Catalogue, name: str) -> bool:
    return catalogue.names_magnesium(name) or (not form_key(name) and bool(name_key(name)))


def unresolved_conditions(catalogue: Catalogue, names: Iterable[str]) -> Iterator[Unresolved]:
    """Yield the conditions that are recognised without a record, or unknown."""
    for name in names:
        found = catalogue.resolve_condition(name)
        if found.caution is None and found.state in ("recognised", "unknown"):
            yield Unresolved("condition", name.strip(), found.state, found.suggestions, name=found.name, use=found.use)


def unknown_name_in_words(name: Unresolved, shown: str | None = None) -> str:
    """Return 'unknown medicine 'dijoxin'; did you mean digoxin?'; `shown` stands for a text that is too long."""
    hint = f"; did you mean {join_or(name.suggestions)}?" if name.suggestions else ""
    hint = f"; it is {name.what}" if name.what is not None else hint
    return f"unknown {name.kind} '{shown or name.text}'{hint}"


def unknown_in_words(unresolved: Iterable[Unresolved]) -> str | None:
    """Return the unknown names as text, "unknown medicine 'xyzzy'; unknown condition 'abc'"; None if there are none."""
    unknown = [f"unknown {each.kind} '{each.text}'" for each in unresolved if each.state == "unknown"]
    return "; ".join(unknown) or None


def unresolved_findings(catalogue: Catalogue, unresolved: Iterable[Unresolved]) -> Iterator[Finding]:
    """Yield one finding for each of these names: a case that cannot be decided is never left out."""
    for each in unresolved:
        yield _medicine_finding(catalogue, each) if each.kind == "medicine" else _condition_finding(each)


def looked_up_findings(catalogue: Catalogue, conditions: Iterable[str]) -> Iterator[Finding]:
    """Yield one finding for each condition for which a curator searched and found nothing on oral magnesium."""
    for each in looked_up_conditions(catalogue, conditions):
        note = f" {each.note}" if each.note is not None else ""
        yield Finding(
            CONDITION_NONE_RECORDED,
            Severity.INFO,
            f"{each.name}: looked up, no caution recorded (not the same as none)",
            f"Looked up on {each.looked}: nothing on magnesium by mouth was found; that is not the same as none "
            f"exists.{_evidence(each.use)}{note}",
            sources=each.sources,
        )


def _evidence(use: str | None) -> str:
    return f" 'maginfo use {use}' has the evidence on magnesium for it." if use is not None else ""


def _medicine_finding(catalogue: Catalogue, name: Unresolved) -> Finding:
    gap = catalogue.rules.general_gap
    action, sources = (gap.action, gap.sources) if gap is not None else (None, ())
    if name.state == "recognised":
        shown = name.name if name.name == name.text else f"{name.name} ({name.text})"
        title = "not looked up yet"
        detail = f"A medicine of that name exists ({name.what}); nobody has looked it up with magnesium."
        if name.of_group is not None:
            title = f"a group of medicines, {name.of_group}"
            detail = f"It is a group of medicines ({name.what}), and they differ; a medicine's name tells more."
        return Finding(
            MEDICINE_NOT_LOOKED_UP,
            Severity.MODERATE,
            f"{shown}: {title}",
            detail,
            action,
            sources=catalogue.medicine_heading.sources,
            action_sources=sources,
        )
    return Finding(
        UNKNOWN_MEDICINE,
        Severity.MAJOR,
        f"'{name.text}': not known as a medicine",
        f"It is {name.what}."
        if name.what is not None
        else f"What it and magnesium do to each other is not known here.{meant_by(name)}",
        action,
        action_sources=sources,
    )


def _condition_finding(name: Unresolved) -> Finding:
    if name.state == "recognised":
        return Finding(
            CONDITION_NOT_LOOKED_UP,
            Severity.MODERATE,
            f"{name.name or name.text}: not looked up yet",
            f"A condition of that name is known; nobody has looked up what magnesium by mouth does in it."
            f"{_evidence(name.use)}",
        )
    return Finding(
        UNKNOWN_CONDITION,
        Severity.MAJOR,
        f"'{name.text}': not known as a condition",
        f"What magnesium does in it is not known here.{meant_by(name)}",
    )


def meant_by(name: Unresolved) -> str:
    """Return what an unknown name is, or the names that may have been meant, as a sentence to add; else ''."""
    if name.what is not None:
        return f" It is {name.what}."
    return f" Did you mean {join_or(name.suggestions)}?" if name.suggestions else ""
