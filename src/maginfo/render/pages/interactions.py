"""The pages of `interactions`: what is recorded for a medicine, and the classes of medicines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.medicine_wording import NONE_FOUND
from maginfo.dosing.wording import hours, named, separation, with_class
from maginfo.model.safety import Severity
from maginfo.render.document import (
    BULLET,
    Depth,
    Detail,
    Entry,
    Heading,
    Page,
    Paragraph,
    action,
    severity_entry,
    severity_label,
)
from maginfo.render.pages.findings import unresolved_entries
from maginfo.render.references import References
from maginfo.render.wording import note_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.answers.groups import GroupedMedicines
    from maginfo.answers.interactions import (
        InteractionAnswer,
        InteractionClassLine,
        InteractionClassList,
        InteractionMatch,
    )
    from maginfo.render.document import Block


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
