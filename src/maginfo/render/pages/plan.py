"""The page of `plan`: the verdict, the day to scale and as a table, the open times, the conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, product, separation
from maginfo.planning.clock import DAY
from maginfo.render.document import (
    Depth,
    Detail,
    Drawing,
    Heading,
    Paragraph,
    References,
    Table,
    Verdict,
    action,
    point,
    severity_entry,
)
from maginfo.render.drawings import draw_timeline, timeline_rows
from maginfo.render.pages.check import caution_entries, finding_entries, unheld_limits
from maginfo.render.pictures.day import day_picture
from maginfo.render.wording import NOTHING_ABOVE_INFO, describe_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.model.bibliography import Citation
    from maginfo.planning.plan import Plan, Separation, Window
    from maginfo.render.document import Block

COLUMNS = (
    "kind", "time", "until", "what", "elemental_mg_low", "elemental_mg_high", "with_food", "severity", "detail",
)  # fmt: skip
"""Columns of the TSV. Each row is an intake ('magnesium', 'drug'), a window, a conflict or a finding: see `kind`."""


def plan_rows(plan: Plan) -> Iterator[tuple[object, ...]]:
    """List the day as rows under `COLUMNS`."""
    for line in plan.schedule:
        low, high = (line.elemental_mg.low, line.elemental_mg.high) if line.elemental_mg is not None else (None, None)
        with_food = line.with_food if line.kind == "magnesium" else None
        yield line.kind, line.time, None, line.what, low, high, with_food, None, None
    for window in plan.windows:
        yield "window", window.start, window.end, None, None, None, None, None, None
    for conflict in plan.conflicts:
        detail = f"{conflict.detail} Nearest: {conflict.nearest}." if conflict.nearest else conflict.detail
        detail = f"{detail} {conflict.action}" if conflict.action else detail
        yield "conflict", conflict.nearest_time, None, conflict.code, None, None, None, conflict.severity, detail
    for finding in plan.findings:
        detail = " ".join(part for part in (f"{finding.title}.", finding.detail, finding.action) if part)
        yield "finding", None, None, finding.code, None, None, None, finding.severity, detail


def plan_page(plan: Plan) -> list[Block]:
    """Describe the plan in reading order."""
    references = References(plan.bibliography)
    blocks: list[Block] = [
        Verdict(plan.severity.upper(), _verdict(plan), unheld_limits(plan.findings, references), style=plan.severity),
        Paragraph(_summary(plan)),
        _timeline(plan),
        Heading("The day"),
        _day_table(plan),
        Heading("Times open for magnesium"),
        *_free(plan),
    ]
    if plan.conflicts:
        blocks += [Heading("Conflicts"), *_conflicts(plan)]
    if plan.separations:
        blocks += [Heading("Separations"), _separation_table(plan.separations, references)]
    if plan.reasons:
        blocks.append(Heading("Reasons for these times", depth=Depth.WHY))
        blocks += [point(references.cited(reason.text, reason.sources), depth=Depth.WHY) for reason in plan.reasons]
    blocks += [Heading("Findings"), *finding_entries(plan.findings, references, max_info_sources=1)]
    blocks += [Heading("General cautions"), *caution_entries(plan, references)]
    if plan.assumptions:
        blocks += [Heading("Assumptions"), *map(point, plan.assumptions)]
    blocks += references.blocks()
    return [*blocks, Paragraph(f"{plan.disclaimer} Data {plan.data_version}.", "dim")]


def day_blocks(plan: Plan) -> list[Block]:
    """Describe the day alone, for the page of another answer."""
    return [Heading("The day"), _timeline(plan), Paragraph(f"{_intakes(plan)}."), *_free(plan), *_conflicts(plan)]


def _timeline(plan: Plan) -> Drawing:
    return Drawing(lambda width, unicode: draw_timeline(timeline_rows(plan), width, unicode), lambda: day_picture(plan))


def _verdict(plan: Plan) -> str:
    """Return the title of the most severe conflict, or else of the most severe finding."""
    worst = [each.title for each in plan.conflicts if each.severity.value == plan.severity]
    worst += [each.title for each in plan.findings if each.severity.value == plan.severity]
    return worst[0] if worst else NOTHING_ABOVE_INFO


def _intakes(plan: Plan) -> str:
    intakes = [
        f"{line.time} {line.what}{' with food' if line.with_food else ''}"
        for line in plan.schedule
        if line.kind == "magnesium"
    ]
    return f"Magnesium: {', '.join(intakes) or 'no intake has a time'}"


def _summary(plan: Plan) -> str:
    if plan.supplement_mg_per_day is None:
        return f"The times of the day that are open for magnesium, in any form; {describe_person(plan.person)}."
    given = f"{amount(plan.supplement_mg_per_day)} of elemental magnesium a day"
    return f"{_intakes(plan)}. {given}; {describe_person(plan.person)}."


def _day_table(plan: Plan) -> Table:
    rows = [
        (
            str(line.time),
            "magnesium" if line.kind == "magnesium" else "medicine",
            line.what,
            amount(line.elemental_mg) if line.elemental_mg is not None else "",
            *(("with food" if line.with_food else "",) if plan.meals else ()),
        )
        for line in plan.schedule
    ]
    columns = ("Time", "Kind", "What", "Elemental", *(("Meal",) if plan.meals else ()))
    return Table(columns, rows, frozenset({3}), caption="The day, in its order")


def _free(plan: Plan) -> Iterator[Block]:
    times = _in_words(plan.windows)
    rule = "every separation"
    if any(conflict.code == "general-gap-not-kept" for conflict in plan.conflicts):
        rule = "every recorded separation, and not every general gap,"
    yield Paragraph(f"Magnesium keeps {rule} {times}." if times else "No time of the day keeps every separation.")
    if any(dose.windows != plan.windows for dose in plan.doses if dose.intakes):
        for dose in plan.doses:
            if dose.elemental_mg.high:  # leaves out products for the skin
                form = dose.form or "form not given"
                yield point(f"{product(dose)}, {form}: {_in_words(dose.windows) or 'no time of the day'}.")


def _in_words(windows: Iterable[Window]) -> str:
    """Write windows as 'from 11:00 to 14:00 and from 22:00 to 02:00'; '' for none."""
    shown = [
        "at any time of the day"
        if (window.start.minute, window.end.minute) == (0, DAY - 1)
        else f"from {window.start} to {window.end}"
        for window in windows
    ]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _conflicts(plan: Plan) -> Iterator[Block]:
    for conflict in plan.conflicts:
        details = [Detail(conflict.detail)]
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
        ("Time", "Medicine", "Taken", "Clear of this medicine"), rows, caption="Separations of medicines from magnesium"
    )


def _times_left(each: Separation) -> str:
    if each.all_day:
        return "at no time"
    if each.blocked is None:
        hours = each.take_drug_before_h or each.take_drug_after_h or each.never_together
        return "at any time: it does not concern the forms taken" if hours else "at any time, as far as is recorded"
    return f"{each.blocked.end} to {each.blocked.start}"
