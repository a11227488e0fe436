"""The pages of `interactions`, `cautions`, `claims` and `use`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maginfo.dosing.medicine_wording import NONE_FOUND
from maginfo.dosing.unresolved import meant_by
from maginfo.dosing.wording import hours, named, separation, with_class
from maginfo.model.safety import Severity
from maginfo.render.document import (
    BULLET,
    Depth,
    Detail,
    Emergency,
    Entry,
    Heading,
    Page,
    Paragraph,
    Table,
    action,
    point,
    severity_entry,
    severity_label,
)
from maginfo.render.references import References
from maginfo.render.wording import DIRECTIONS, GRADES, VERDICTS, note_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.answers.evidence import ClaimList, UseList
    from maginfo.answers.groups import GroupedMedicines
    from maginfo.answers.safety import (
        CautionLine,
        CautionList,
        InteractionAnswer,
        InteractionClassLine,
        InteractionClassList,
        InteractionMatch,
    )
    from maginfo.dosing.looked_up import LookedUpCondition
    from maginfo.dosing.report import Unresolved
    from maginfo.model.evidence import Signs, Study, Use
    from maginfo.render.document import Block

MAX_IN_FULL = 3
"""Cautions whose reasons a short answer holds; of more it names title and action."""
MAX_CLAIMS_IN_FULL = 10
"""Claims whose findings a short answer holds."""


def interaction_page(answer: InteractionAnswer) -> Page:
    """Describe the recorded interactions of each medicine, worst first."""
    references = References(answer.bibliography)
    entries = [
        _interaction(match, references) if match.recorded else _none_recorded(match, references)
        for match in answer.matches
    ]
    ranked = [(match.severity.rank, entry) for match, entry in zip(answer.matches, entries, strict=True)]
    in_groups = {group.query for group in answer.groups}
    alone = [name for name in answer.unresolved if name.text not in in_groups]
    ranked += [(Severity(entry.style).rank, entry) for entry in unresolved_entries(alone)]
    ranked.sort(key=lambda each: -each[0])
    hint = "Times of day: maginfo plan --drug NAME@08:00"
    note = note_of(answer)
    blocks: list[Block] = [_group(group) for group in answer.groups]
    return Page([*blocks, *(entry for _, entry in ranked)], answer.bibliography, note, (hint,))


def _group(group: GroupedMedicines) -> Paragraph:
    """Say that a word names a group, of which only some medicines have a record."""
    many = len(group.medicines)
    named = f"'{group.query}' is a group of medicines ({group.what})"
    some = "1 of them has" if many == 1 else f"{many} of them have"
    return Paragraph(f"{named}. {some} something recorded, below by class; a medicine's name says which.")


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


def _medicine(match: InteractionMatch) -> str:
    """Name the medicine, followed by the user's word if that differs."""
    return named(match.drug, match.query, match.market)


def _none_recorded(match: InteractionMatch, references: References) -> Entry:
    details = [
        action(match.action),
        Detail(references.cited(match.summary, match.sources)),
        *([Detail(match.note)] if match.note else []),
    ]
    title = references.cited(f"{_medicine(match)}: {NONE_FOUND}", match.action_sources)
    return severity_entry(Severity.INFO, title, details)


def _interaction(match: InteractionMatch, references: References) -> Entry:
    apart = separation(match.take_drug_before_h, match.take_drug_after_h, match.never_together)
    title = _medicine(match)
    if match.class_short is not None:
        title = with_class(title, match.drug, match.class_short, ", " if apart is not None else ": ")
    if apart is not None:
        title += f": {apart}"
    details = [] if match.effect is None else [Detail(match.effect, depth=Depth.ANSWER)]
    in_full = match.action if match.short_action is not None else None
    details += [action(match.short_action or match.action, in_full=in_full), *_escalations(match.escalations)]
    details.append(Detail(references.cited(match.summary, match.sources)))
    details += [
        Detail(text)
        for text in (
            match.note,
            f"Measured: {match.evidence}" if match.evidence else None,
            f"Sources differ: {match.conflict}" if match.conflict else None,
            f"Forms: {', '.join(match.forms)}.",
        )
        if text
    ]
    return severity_entry(match.severity, references.cited(title, match.title_sources or match.sources, 3), details)


def _escalations(steps: Iterable[str]) -> list[Detail]:
    return [Detail(f"Can rise to {step}.", depth=Depth.ANSWER) for step in steps]


def interaction_class_page(answer: InteractionClassList) -> Page:
    """Name every class, worst first, with the hours that medicine and magnesium are kept apart."""
    blocks: list[Block] = [
        Paragraph(f"{len(answer.classes)} classes of medicines, worst first; hours between medicine and magnesium.")
    ]
    for severity in reversed(Severity):
        of_severity = [group for group in answer.classes if group.severity == severity]
        by_hours: dict[str, list[str]] = {}
        for group in sorted(of_severity, key=_strictness):
            by_hours.setdefault(_hours_in_brief(group), []).append(group.short)
        for number, (apart, names) in enumerate(by_hours.items()):
            label = severity_label(severity) if number == 0 else ""
            blocks.append(Entry(label, f"{apart}: {f' {BULLET} '.join(names)}"))
    blocks.append(
        Paragraph(
            "Hours of a class are its longest; a medicine's own: maginfo interactions NAME. A medicine that is not "
            "listed is not known here, which is not the same as harmless."
        )
    )
    blocks += _classes_in_full(answer.classes)
    return Page(blocks, answer.bibliography, hints=("maginfo interactions NAME",))


def _strictness(group: InteractionClassLine) -> tuple[bool, float, str]:
    longest = max(group.take_drug_before_h or 0, group.take_drug_after_h or 0)
    return not group.never_together, -longest, group.short.casefold()


def _hours_in_brief(group: InteractionClassLine) -> str:
    if group.never_together:
        return "not together"
    given = [value for value in (group.take_drug_before_h, group.take_drug_after_h) if value is not None]
    if not given:
        return "no hours recorded"
    up_to = "" if len(given) == 2 and given[0] == given[1] else "up to "
    return f"{up_to}{hours(max(given))}"


def _classes_in_full(classes: Iterable[InteractionClassLine]) -> Iterator[Block]:
    yield Heading("Each class", depth=Depth.FULL)
    for group in classes:
        apart = separation(group.take_drug_before_h, group.take_drug_after_h, group.never_together)
        details = (apart, group.action, f"Forms: {', '.join(group.forms)}.", f"{', '.join(group.members)}.")
        shown = [Detail(text, depth=Depth.FULL) for text in details if text]
        yield Entry(severity_label(group.severity), f"{group.name} ({group.id})", shown, depth=Depth.FULL)


def caution_page(answer: CautionList) -> Page:
    """Describe one caution in full, or all of them in brief, worst first."""
    references = References(answer.bibliography)
    in_full = len(answer.cautions) <= MAX_IN_FULL
    ranked = sorted(answer.cautions, key=lambda caution: -caution.severity.rank)
    blocks: list[Block] = [_caution(caution, references, in_full) for caution in ranked]
    blocks += [_none_found(condition, references) for condition in answer.none_recorded]
    blocks += unresolved_entries(answer.unresolved)
    if answer.signs is not None:
        blocks += _signs(answer.signs, references)
    if not blocks:
        blocks.append(Paragraph("No condition is named; 'maginfo check' reads ages and eGFRs."))
    hints = ("maginfo cautions NAME",) if not in_full else ()
    return Page(blocks, answer.bibliography, note_of(answer), hints)


def _caution(caution: CautionLine, references: References, in_full: bool) -> Entry:
    depth = Depth.ANSWER if in_full else Depth.WHY
    details = [action(caution.action, depth), Detail(caution.summary, depth=depth)]
    if caution.conflict:
        details.append(Detail(f"Sources differ: {caution.conflict}"))
    if caution.forms:
        details.append(Detail(f"Only with: {', '.join(caution.forms)}.", depth=depth))
    details += [Detail(f"Can rise to {step}.", depth=depth) for step in caution.escalations]
    names = f"Names: {caution.id}; {'; '.join(caution.aliases)}." if caution.aliases else f"Name: {caution.id}."
    details.append(Detail(names, depth=Depth.FULL))
    title = references.cited(caution.title, caution.sources, 3)
    if in_full:
        return severity_entry(caution.severity, title, details)
    return Entry(severity_label(caution.severity), title, details)


def _none_found(condition: LookedUpCondition, references: References) -> Entry:
    """Say that a condition was looked up without a caution, when, and where the evidence on it is."""
    title = references.cited(f"{condition.name}: looked up on {condition.looked}, no caution found", condition.sources)
    details = [Detail("None found is not the same as none exists.", depth=Depth.ANSWER)]
    if condition.use is not None:
        details.append(Detail(f"What the evidence says: maginfo use {condition.use}", depth=Depth.ANSWER))
    if condition.note is not None:
        details.append(Detail(condition.note))
    return severity_entry(Severity.INFO, title, details)


def _signs(signs: Signs, references: References) -> list[Block]:
    steps = [(references.cited(step.signs, step.sources), step.level) for step in signs.high_magnesium]
    blocks: list[Block] = [
        Heading("Signs of high magnesium, in the order they appear", depth=Depth.WHY),
        Table(("Signs", "Reported blood level"), steps, depth=Depth.WHY),
    ]
    if signs.emergency is not None:
        emergency = signs.emergency
        details = [
            Detail(emergency.text, depth=Depth.ANSWER),
            action(references.cited(emergency.action, emergency.sources)),
        ]
        blocks.append(Emergency("EMERGENCY", "Signs that need immediate help", details, "strong"))
    for title, passages in (
        ("Amounts reported as toxic", signs.toxic_amounts),
        ("Signs of low magnesium", signs.deficiency_signs),
        ("Who runs low", signs.deficiency_risk_groups),
    ):
        blocks.append(Heading(title, depth=Depth.WHY))
        blocks += [point(references.cited(each.text, each.sources), depth=Depth.WHY) for each in passages]
    return blocks


def claims_page(answer: ClaimList) -> Page:
    """Count the claims by verdict, and list them with what could be traced."""
    references = References(answer.bibliography)
    counts = Counter(VERDICTS[claim.verdict] for claim in answer.claims)
    counted = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    many = "claims of popular articles" if len(answer.claims) != 1 else "claim of popular articles"
    blocks: list[Block] = [Paragraph(f"{len(answer.claims)} {many}: {counted}.", "strong")]
    depth = Depth.ANSWER if len(answer.claims) <= MAX_CLAIMS_IN_FULL else Depth.WHY
    for claim in answer.claims:
        where = ", ".join((claim.article, *claim.also_in))
        details = [
            Detail(claim.finding, depth=depth),
            Detail(f"Claimed in {where}: {claim.section}.", depth=Depth.FULL),
        ]
        title = references.cited(claim.claim, claim.sources)
        blocks.append(Entry(VERDICTS[claim.verdict], title, details, "strong" if details else ""))
    return Page(blocks, answer.bibliography, hints=("maginfo claims WORDS",))


def use_page(answer: UseList) -> Page:
    """Describe one use with its studies, or name all uses in rows."""
    references = References(answer.bibliography, at_most=3)
    if len(answer.uses) == 1:
        blocks = _one_use(answer.uses[0], references)
        hints: tuple[str, ...] = ()
    else:
        rows = [
            (references.cited(use.short, use.sources, 1), use.grade, DIRECTIONS[use.direction], _route(use), use.id)
            for use in answer.uses
        ]
        blocks = [Table(("Use", "Grade", "Direction", "Route", "Name"), rows)]
        blocks.append(Heading("What was found", depth=Depth.WHY))
        blocks += [Entry(use.short, references.cited(use.summary, use.sources), depth=Depth.WHY) for use in answer.uses]
        hints = ("maginfo use NAME",)
    return Page([*blocks, Paragraph(GRADES, "dim")], answer.bibliography, answer.disclaimer, hints)


def _one_use(use: Use, references: References) -> list[Block]:
    found = Detail(use.summary, depth=Depth.ANSWER)
    title = references.cited(f"{use.name}: {DIRECTIONS[use.direction]}", use.sources)
    blocks: list[Block] = [Entry(f"Grade {use.grade}", title, [found], "strong")]
    if use.route == "intravenous":
        blocks.append(Paragraph("Given into a vein, in hospital: nothing about supplements follows from it."))
    if use.forms:
        rows = [
            (references.cited(each.form, each.sources), each.grade, DIRECTIONS[each.direction]) for each in use.forms
        ]
        blocks.append(Table(("Form", "Grade", "Direction"), rows, caption="By form"))
        blocks.append(Heading("By form", depth=Depth.WHY))
        blocks += [Entry(each.form, each.summary, depth=Depth.WHY) for each in use.forms]
    if use.studies:
        blocks += [Heading("Studies", depth=Depth.WHY), *(_study(study) for study in use.studies)]
    return blocks


def _study(study: Study) -> Entry:
    people = f"{study.participants} people" if study.participants is not None else "number not known"
    whom = f"{people}, {study.population}" if study.population else people
    given = "; ".join(part for part in (study.form, study.dose, study.duration) if part)
    details = [Detail(f"Given: {given}."), Detail(f"{study.result} ({study.seen})")]
    return Entry(study.source, f"{study.design}; {whom}", details, "strong", depth=Depth.WHY)


def _route(use: Use) -> str:
    return "by mouth" if use.route == "oral" else "intravenous only"
