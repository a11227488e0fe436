"""The page of `plan`: the times, the day to scale, the conflicts, the findings, the dangers for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, product, separation
from maginfo.model.safety import Severity
from maginfo.render.document import (
    Depth,
    Detail,
    Drawing,
    Heading,
    Page,
    Paragraph,
    Table,
    Verdict,
    action,
    point,
    severity_entry,
)
from maginfo.render.drawings.timeline import draw_timeline, timeline_rows, timeline_words
from maginfo.render.pages.findings import caution_entries, danger_entries, finding_entries, invalid_limits_details
from maginfo.render.pictures.day import day_picture
from maginfo.render.references import References
from maginfo.render.windows import in_words, left_in_words
from maginfo.render.wording import also, capitalised, chief_finding, describe_person, in_one_sentence, note_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.dosing.report import Finding
    from maginfo.model.bibliography import Citation
    from maginfo.planning.plan import Conflict, Plan, Separation
    from maginfo.render.document import Block

COLUMNS = (
    "kind", "time", "until", "what", "elemental_mg_low", "elemental_mg_high", "with_food", "severity", "detail",
    "taken",
)  # fmt: skip
"""Columns of the TSV. Each row is an intake ('magnesium', 'drug'), a window, a conflict or a finding: see `kind`."""
_TAKEN = {"said": "taken", "assumed": "assumed to be taken", None: "to come"}


HOLDS_MAGNESIUM = "interaction:other-magnesium-medicine"
"""The finding on a medicine that is a source of magnesium itself."""


def plan_rows(plan: Plan) -> Iterator[tuple[object, ...]]:
    """List the day as rows under `COLUMNS`."""
    for line in plan.schedule:
        low, high = (line.elemental_mg.low, line.elemental_mg.high) if line.elemental_mg is not None else (None, None)
        with_food = line.with_food if line.kind == "magnesium" else None
        yield line.kind, line.time, None, line.what, low, high, with_food, None, None, line.taken
    for window in plan.windows:
        yield "window", window.start, window.end, None, None, None, None, None, None, None
    for conflict in plan.conflicts:
        detail = f"{conflict.detail} Nearest: {conflict.nearest}." if conflict.nearest else conflict.detail
        detail = f"{detail} {conflict.action}" if conflict.action else detail
        yield "conflict", conflict.nearest_time, None, conflict.code, None, None, None, conflict.severity, detail, None
    for finding in plan.findings:
        detail = " ".join(part for part in (f"{finding.title}.", finding.detail, finding.action) if part)
        yield "finding", None, None, finding.code, None, None, None, finding.severity, detail, None


def plan_page(plan: Plan) -> Page:
    """Describe the plan in reading order: the times first, then what they rest on."""
    references = References(plan.bibliography)
    chief = _chief(plan)
    blocks: list[Block] = [Verdict("TIMES", _times(plan), _not_planned(plan), style="strong")]
    if chief is not None:
        words = f"{chief.title}{also(plan.findings, chief)}"
        blocks.append(
            Verdict(plan.severity.upper(), words, invalid_limits_details(plan.findings, references), plan.severity)
        )
    blocks += [
        Paragraph(_understood(plan)),
        _timeline(plan),
        *_open_times_by_product(plan),
        *_conflicts(plan),
        *finding_entries(plan.findings, references, chief=chief, other_limits=plan.other_limits, runs_on=True),
        *danger_entries(plan.cautions, plan.findings, references),
        Heading("The day", depth=Depth.WHY),
        _day_table(plan),
    ]
    if plan.separations:
        blocks += [Heading("Separations", depth=Depth.WHY), _separation_table(plan.separations, references)]
    if plan.reasons:
        blocks.append(Heading("Reasons for these times", depth=Depth.WHY))
        blocks += [point(references.cited(reason.text, reason.sources), depth=Depth.WHY) for reason in plan.reasons]
    blocks += [Heading("General cautions", depth=Depth.WHY), *caution_entries(plan, references)]
    return Page(blocks, plan.bibliography, note_of(plan), ("Paper: -o plan.html",))


def day_blocks(plan: Plan) -> list[Block]:
    """Describe the day alone, for the page of another answer."""
    return [
        Heading("The day"),
        Paragraph(f"{capitalised(_times(plan))}."),
        _timeline(plan),
        *_open_times_by_product(plan),
        *_conflicts(plan),
    ]


def _timeline(plan: Plan) -> Drawing:
    return Drawing(
        lambda width, unicode: draw_timeline(timeline_rows(plan), width, unicode),
        lambda: timeline_words(timeline_rows(plan)),
        lambda: day_picture(plan),
    )


def _chief(plan: Plan) -> Conflict | Finding | None:
    """Return the most severe conflict, or else the most severe finding; None where nothing is above info."""
    if plan.severity == Severity.OK:
        return None
    worst = [each for each in plan.conflicts if each.severity.value == plan.severity]
    return worst[0] if worst else chief_finding(plan.findings)


def _times(plan: Plan) -> str:
    """Return the answer: the times of the magnesium, and whether they keep every separation."""
    intakes = [
        f"{line.time} {line.what}{' with food' if line.with_food else ''}"
        for line in plan.schedule
        if line.kind == "magnesium" and line.taken is None
    ]
    kept, codes = "every gap from the medicines is kept", {conflict.code for conflict in plan.conflicts}
    if any(name.kind == "medicine" and name.state == "unknown" for name in plan.unresolved):
        kept = "kept from the medicines that are known; the other gaps cannot be confirmed"
    if "general-gap-not-kept" in codes:
        kept = "every recorded separation is kept, and not every general gap"
    elif codes - {"not-enough-room", "asked-time-too-close"}:
        kept = "not every separation is kept"
    elif "asked-time-too-close" in codes:
        kept += "; the time asked for is too close"
    if "not-enough-room" in codes:
        kept += "; the day has no room to spread the intakes"
    open_times = in_words(plan.windows)
    if not intakes and any(line.kind == "magnesium" for line in plan.schedule):
        left = "no-time-left" in codes
        return f"no {'time of today is left for the rest' if left else 'more magnesium today: all of it was taken'}"
    if not open_times and plan.now is not None:
        return f"no time of today is left after {plan.now}"
    if not open_times:
        return "no time of the day keeps every separation"
    if plan.supplement_mg_per_day is None:
        return f"open for magnesium, in any form, {open_times}"
    if not intakes:
        return f"no intake has a time; open for magnesium {open_times}"
    return f"magnesium {', '.join(intakes)}; {kept}"


def _not_planned(plan: Plan) -> list[Detail]:
    """Say which gaps no plan looks at: those between the medicines, above all of one that holds magnesium itself."""
    holds = [each for each in plan.findings if each.code == HOLDS_MAGNESIUM]
    if holds:
        named = "; ".join(each.title.partition(":")[0] for each in holds)
        return [
            Detail(
                f"{named} contains magnesium too: its gaps from the other medicines are not kept here.",
                depth=Depth.ANSWER,
            )
        ]
    drugs = {line.what for line in plan.schedule if line.kind == "drug"}
    return (
        [Detail("Gaps between the medicines themselves are not checked.", depth=Depth.ANSWER)] if len(drugs) > 1 else []
    )


def _understood(plan: Plan) -> str:
    parts = []
    if plan.supplement_mg_per_day is not None:
        parts.append(f"Read as {amount(plan.supplement_mg_per_day)} of elemental magnesium a day")
    person = describe_person(plan.person.replaced(drugs=()), plan.unresolved, what_is_missing=False)
    parts += [person] if person else []
    parts += [_taken_so_far(plan)] if plan.now is not None else []
    said = f"{'; '.join(parts)}. " if parts else ""
    said = capitalised(said)
    return f"{said}Assumed: {in_one_sentence(plan.assumptions)}" if plan.assumptions else said.strip()


def _taken_so_far(plan: Plan) -> str:
    """Return what was said to be taken: 'taken by 09:00: levothyroxine 08:40, magnesium 200 mg 07:30'."""
    lines = [
        f"{'magnesium ' if line.kind == 'magnesium' else ''}{line.what} {line.time}"
        for line in plan.schedule
        if line.taken == "said"
    ]
    return f"taken by {plan.now}: {', '.join(lines)}" if lines else f"planned from {plan.now} on"


def _day_table(plan: Plan) -> Table:
    rows = [
        (
            str(line.time),
            "magnesium" if line.kind == "magnesium" else "medicine",
            line.what,
            amount(line.elemental_mg) if line.elemental_mg is not None else "",
            *(("with food" if line.with_food else "",) if plan.meals else ()),
            *((_TAKEN[line.taken],) if plan.now is not None else ()),
        )
        for line in plan.schedule
    ]
    columns = ("Time", "Kind", "What", "Elemental", *(("Meal",) if plan.meals else ()))
    columns = (*columns, *(("Taken",) if plan.now is not None else ()))
    return Table(columns, rows, frozenset({3}), caption="The day, in its order", depth=Depth.WHY)


def _open_times_by_product(plan: Plan) -> Iterator[Block]:
    """Say when each product may be taken, where products of different forms have different times."""
    if any(dose.windows != plan.windows for dose in plan.doses if dose.intakes):
        for dose in plan.doses:
            if dose.elemental_mg.high:  # leaves out products for the skin
                form = dose.form or "form not given"
                yield point(f"{product(dose)}, {form}: {in_words(dose.windows) or 'no time of the day'}.")


def _conflicts(plan: Plan) -> Iterator[Block]:
    for conflict in plan.conflicts:
        details = [Detail(conflict.detail, depth=Depth.ANSWER)]
        if conflict.nearest is not None:
            details.append(Detail(f"Nearest miss: {conflict.nearest}.", depth=Depth.ANSWER))
        if conflict.action is not None:
            details.append(action(conflict.action))
        yield severity_entry(conflict.severity, conflict.title, details)


def _separation_table(separations: Iterable[Separation], references: References) -> Table:
    """Describe each medicine, time and gap in a row; classes with the same gap share it."""
    sources: dict[tuple[str, str, str, str], list[Citation]] = {}
    for each in separations:
        apart = separation(each.take_drug_before_h, each.take_drug_after_h, each.never_together) or "no hours recorded"
        key = (str(each.time), each.drug, apart + (", the general gap" if each.general else ""), _times_left(each))
        sources.setdefault(key, []).extend(each.sources)
    rows = [
        (time, drug, references.cited(apart, tuple(dict.fromkeys(citations))), left)
        for (time, drug, apart, left), citations in sources.items()
    ]
    return Table(
        ("Time", "Medicine", "Taken", "Clear of this medicine"),
        rows,
        caption="Separations of medicines from magnesium",
        depth=Depth.WHY,
    )


def _times_left(each: Separation) -> str:
    if each.all_day:
        return "at no time"
    if each.blocked is None:
        hours = each.take_drug_before_h or each.take_drug_after_h or each.never_together
        return "at any time: it does not concern the forms taken" if hours else "at any time, as far as is recorded"
    return left_in_words(each.blocked)
