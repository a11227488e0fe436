"""The answers of `interactions` and `cautions`: medicines; conditions, populations and situations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.answers.groups import GroupedMedicines, matches_of_groups, medicine_groups
from maginfo.dosing.check import citations_of
from maginfo.dosing.looked_up import LookedUpCondition, looked_up_conditions
from maginfo.dosing.medicine_wording import general_action, none_recorded
from maginfo.dosing.report import Unresolved
from maginfo.dosing.unresolved import unresolved_conditions, unresolved_medicines
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source, cited_in
from maginfo.model.evidence import Signs
from maginfo.model.record import Record
from maginfo.model.safety import Caution, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.answers.forms import FormCard
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import MedicineMatch
    from maginfo.model.rules import DosingRules
    from maginfo.model.safety import InteractionClass


class SevereClass(Record):
    """A class of medicines; the reader may take any of them."""

    short: str
    severity: Severity
    """The highest severity among the medicines of the class."""


class Precautions(Record):
    """Cautions and interactions that are shown before the facts of a form."""

    cautions: tuple[Caution, ...]
    """Cautions shown in full: the general ones, and those for this form alone."""
    in_brief: tuple[Caution, ...]
    """The other cautions of the card."""
    medicines: tuple[SevereClass, ...]
    """Classes with the severity 'major' or higher, the most severe first."""


def precautions(catalogue: Catalogue, card: FormCard) -> Precautions:
    """Return the precautions among the cautions and interactions that the card names."""
    full: list[Caution] = []
    in_brief: list[Caution] = []
    named = dict.fromkeys((*map(catalogue.caution, card.cautions), *_for_every_form(catalogue, card)))
    for caution in named:
        in_full = caution.always_tell is not None or card.id in caution.forms
        (full if in_full else in_brief).append(caution)
    groups = map(catalogue.interaction_class, card.interactions)
    grave = [_grave_class(group) for group in groups if group.max_severity >= Severity.MAJOR]
    grave.sort(key=lambda group: (-group.severity.rank, group.short.casefold()))
    return Precautions(tuple(full), tuple(in_brief), tuple(grave))


def _for_every_form(catalogue: Catalogue, card: FormCard) -> Iterator[Caution]:
    """Yield what concerns every form alike: conditions of severity 'major' or higher, and populations."""
    for caution in catalogue.cautions:
        concerns = not caution.forms or card.id in caution.forms
        severe = Severity(caution.severity) >= Severity.MAJOR and caution.kind in ("condition", "population")
        if concerns and (severe or (caution.kind == "population" and Severity(caution.severity) > Severity.INFO)):
            yield caution


def _grave_class(group: InteractionClass) -> SevereClass:
    return SevereClass(group.short, group.max_severity)


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


HIGH_MAGNESIUM = "hypermagnesaemia"
"""Id of the caution that comes with the signs of high magnesium."""


class CautionLine(Record):
    """One condition, population or situation."""

    id: str
    title: str
    kind: str
    severity: Severity
    told_to_everybody: bool
    summary: str
    action: str
    conflict: str | None
    forms: tuple[str, ...]
    """The forms that the caution is limited to; empty means every form."""
    escalations: tuple[str, ...]
    """'major: because ...', where the person's facts raise the severity."""
    aliases: tuple[str, ...]
    sources: tuple[Citation, ...]


class CautionList(Answer):
    """`maginfo cautions`."""

    SCHEMA: ClassVar[str] = "maginfo.cautions/1"
    cautions: tuple[CautionLine, ...]
    signs: Signs | None
    """Signs of high and of low magnesium; null if single conditions other than high magnesium were asked for."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str
    unresolved: tuple[Unresolved, ...] = ()
    """Conditions that are recognised without a record, or unknown."""
    none_recorded: tuple[LookedUpCondition, ...] = ()
    """Conditions for which a search found no caution."""


def caution_list(catalogue: Catalogue, names: Sequence[str] = ()) -> CautionList:
    """Return the cautions with these names, or all without a name; names without a record are listed separately."""
    found = [catalogue.resolve_condition(name).caution for name in names]
    wanted = list(dict.fromkeys(caution for caution in found if caution is not None)) if names else catalogue.cautions
    lines = tuple(
        CautionLine(
            id=caution.id,
            title=caution.title,
            kind=caution.kind,
            severity=Severity(caution.severity),
            told_to_everybody=caution.always_tell is not None,
            summary=caution.summary,
            action=caution.action,
            conflict=caution.conflict,
            forms=caution.forms,
            escalations=tuple(f"{step.severity}: {step.because}" for step in caution.escalate),
            aliases=caution.aliases,
            sources=caution.sources,
        )
        for caution in wanted
    )
    wants_signs = not names or any(line.id == HIGH_MAGNESIUM for line in lines)
    signs = catalogue.signs if wants_signs else None
    looked_up = tuple(looked_up_conditions(catalogue, names))
    return CautionList(
        cautions=lines,
        signs=signs,
        bibliography=catalogue.bibliography(cited_in((lines, signs, looked_up))),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
        unresolved=tuple(dict.fromkeys(unresolved_conditions(catalogue, names))),
        none_recorded=looked_up,
    )
