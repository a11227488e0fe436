"""The answers of `interactions`: medicines, and their classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.answers.groups import GroupedMedicines, matches_of_groups, medicine_groups
from maginfo.dosing.check import citations_of
from maginfo.dosing.medicine_wording import general_action, none_recorded
from maginfo.dosing.report import Unresolved
from maginfo.dosing.unresolved import unresolved_medicines
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source
from maginfo.model.record import Record
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import MedicineMatch
    from maginfo.model.rules import DosingRules
    from maginfo.model.safety import InteractionClass


class InteractionMatch(Record):
    """The record of one medicine in one class. Hours are seen from the medicine."""

    query: str
    drug: str
    class_id: str | None
    """None where the medicine is known and nothing is recorded for it."""
    class_name: str | None
    class_short: str | None
    """The name of the class in a list."""
    effect: str | None
    """What happens, in a sentence."""
    short_action: str | None
    """The action in at most two lines, where it is longer."""
    recorded: bool
    severity: Severity
    direction: str
    forms: tuple[str, ...]
    take_drug_before_h: float | None
    """Hours by which the medicine is taken before magnesium."""
    take_drug_after_h: float | None
    """Hours to wait after magnesium before the medicine."""
    never_together: bool
    summary: str
    action: str
    evidence: str | None
    conflict: str | None
    note: str | None
    market: str | None
    """The market in which the brand asked for is this medicine, if it is another medicine elsewhere."""
    atc: tuple[str, ...]
    escalations: tuple[str, ...]
    """'major: because ...', where the person's facts raise the severity."""
    sources: tuple[Citation, ...]
    title_sources: tuple[Citation, ...] = ()
    """Those of `sources` that give the hours, or name the medicine where it has no hours."""
    action_sources: tuple[Citation, ...] = ()
    """Sources of the action, if they are not among `sources`."""


class InteractionAnswer(Answer):
    """`maginfo interactions DRUG`."""

    SCHEMA: ClassVar[str] = "maginfo.interactions/1"
    matches: tuple[InteractionMatch, ...]
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str
    unresolved: tuple[Unresolved, ...] = ()
    """Medicines that are recognised without a record, or unknown."""
    groups: tuple[GroupedMedicines, ...] = ()
    """Group words among the names: `matches` has what is recorded for medicines of the group."""


class InteractionClassLine(Record):
    """One class of medicines in the list."""

    id: str
    name: str
    short: str
    """The name in a list."""
    severity: Severity
    direction: str
    mechanism: str
    forms: tuple[str, ...]
    take_drug_before_h: float | None
    take_drug_after_h: float | None
    never_together: bool
    members: tuple[str, ...]
    summary: str
    action: str
    sources: tuple[Citation, ...]


class InteractionClassList(Answer):
    """`maginfo interactions` without a name."""

    SCHEMA: ClassVar[str] = "maginfo.interactions/1"
    classes: tuple[InteractionClassLine, ...]
    bibliography: Mapping[str, Source]
    data_version: str


def interaction_answer(catalogue: Catalogue, names: Iterable[str]) -> InteractionAnswer:
    """Return what is recorded for each of these names, or for medicines of a group, and the names without a record."""
    asked = list(dict.fromkeys(names))
    parts = [part for name in asked for part in catalogue.resolve_medicine(name)]
    found = [(part.text, match) for part in parts for match in part.matches]
    groups = medicine_groups(catalogue, asked)
    found += matches_of_groups(catalogue, asked)
    matches = tuple(_match(query, match, catalogue.rules) for query, match in found)
    return InteractionAnswer(
        matches=matches,
        bibliography=catalogue.bibliography(citation.id for citation in citations_of(matches)),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
        unresolved=tuple(dict.fromkeys(unresolved_medicines(catalogue, asked))),
        groups=groups,
    )


def interaction_class_list(catalogue: Catalogue) -> InteractionClassList:
    """Return every class, by id."""
    classes = tuple(_class_line(group) for group in catalogue.interaction_classes())
    return InteractionClassList(
        classes=classes,
        bibliography=catalogue.bibliography(citation.id for group in classes for citation in group.sources),
        data_version=catalogue.about.version,
    )


def _match(query: str, match: MedicineMatch, rules: DosingRules) -> InteractionMatch:
    group, member = match
    market = match.market_of(query)
    hours = match.hours
    recorded = group.is_recorded
    action, holding = (group.action, ()) if recorded else general_action(match, rules)
    return InteractionMatch(
        query=query,
        drug=match.name,
        class_id=group.id if recorded else None,
        class_name=group.name if recorded else None,
        class_short=group.short if recorded else None,
        effect=group.effect if recorded else None,
        short_action=group.short_action if recorded else None,
        recorded=recorded,
        severity=match.severity,
        direction=match.direction,
        forms=group.forms,
        take_drug_before_h=hours.before_h,
        take_drug_after_h=hours.after_h,
        never_together=hours.never_together,
        summary=group.summary if recorded else none_recorded(match),
        action=action,
        evidence=group.evidence,
        conflict=group.conflict,
        note=member.note if member is not None else None,
        market=market.market if market is not None else None,
        atc=member.atc if member is not None else (),
        escalations=tuple(f"{step.severity}: {step.because}" for step in match.escalations),
        sources=tuple(dict.fromkeys((*match.sources, *(market.sources if market is not None else ())))),
        title_sources=match.title_sources,
        action_sources=holding,
    )


def _class_line(group: InteractionClass) -> InteractionClassLine:
    hours = group.strictest_hours
    return InteractionClassLine(
        id=group.id,
        name=group.name,
        short=group.short,
        severity=group.max_severity,
        direction=group.direction,
        mechanism=group.mechanism,
        forms=group.forms,
        take_drug_before_h=hours.before_h,
        take_drug_after_h=hours.after_h,
        never_together=hours.never_together,
        members=tuple(member.name for member in group.members),
        summary=group.summary,
        action=group.action,
        sources=group.sources,
    )
