"""Conflicts: separations that leave a dose without a time or without room, and the time that comes nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import exceeds, total
from maginfo.dosing.wording import amount, figure, hours, product
from maginfo.errors import join_and
from maginfo.model.safety import Severity
from maginfo.planning.clock import DAY, EVERY_MINUTE, TimeOfDay, clock, runs
from maginfo.planning.plan import Conflict
from maginfo.planning.schedule import nearest_to
from maginfo.planning.separations import free_minutes, nearest_miss, violated_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.report import Finding
    from maginfo.dosing.spans import Span
    from maginfo.planning.day import Day, DoseOfDay
    from maginfo.planning.schedule import Intake, Layout
    from maginfo.planning.separations import SeparationRule


def without_time(
    doses: Sequence[DoseOfDay],
    separations: Sequence[SeparationRule],
    day: Day,
    findings: Iterable[Finding],
) -> Iterator[Conflict]:
    """Yield one conflict for each set of separations that leaves doses no time, and each medicine never combined."""
    severities = _severities(findings)
    by_separations: dict[tuple[SeparationRule, ...], list[str]] = {}
    for dose in doses:
        if dose.remaining > 0:
            concerned = tuple(each for each in separations if not each.general and each.concerns(dose.resolved))
            by_separations.setdefault(concerned, []).append(product(dose.resolved.dose))
    if by_separations and not day.within:
        yield _day_over([name for names in by_separations.values() for name in names], day)
        return
    for concerned, names in by_separations.items():
        never = [each for each in concerned if each.never]
        if never:
            yield from _never_together(never, names, severities)
        elif not free_minutes(concerned, day.within):
            yield _no_time_left(concerned, names, day, severities)


def _severities(findings: Iterable[Finding]) -> dict[str, Severity]:
    """Return the highest severity of the findings with each code."""
    severities: dict[str, Severity] = {}
    for finding in findings:
        severities[finding.code] = max(severities.get(finding.code, Severity.INFO), finding.severity)
    return severities


def asked_too_close(
    doses: Sequence[DoseOfDay], intakes: Sequence[Intake], times: Sequence[int], findings: Iterable[Finding]
) -> Iterator[Conflict]:
    """Yield one conflict for each time asked for that breaks a separation of its dose, with the nearest free time."""
    severities = _severities(findings)
    for intake, minute in zip(intakes, times, strict=True):
        dose = doses[intake.dose]
        if intake.asked is None or intake.asked in intake.allowed:
            continue
        too_close = [each for each in dose.time.separations if intake.asked in each.blocked]
        if not too_close:  # outside the waking hours, which is not a broken separation
            continue
        nearest = nearest_to(intake.asked, intake.allowed, intake.preferred)
        drugs = tuple(dict.fromkeys(each.drug for each in too_close))
        shown = "" if minute == nearest else f" The schedule shows {clock(minute)}."
        yield Conflict(
            code="asked-time-too-close",
            title=f"{clock(intake.asked)} is too close to {', '.join(drugs)}",
            detail=f"{product(dose.resolved.dose)} is asked for at {clock(intake.asked)}: "
            f"{'; '.join(violated_at(too_close, intake.asked))}.",
            drugs=drugs,
            severity=max([*_of_interactions(too_close, severities), Severity.MINOR]),
            nearest_time=TimeOfDay(nearest),
            nearest_shortfall_min=0,
            action=f"The nearest free time is {clock(nearest)}.{shown}",
        )


def taken_too_close(doses: Iterable[DoseOfDay], findings: Iterable[Finding]) -> Iterator[Conflict]:
    """Yield one conflict for each intake of magnesium that was taken too close to medicines, over or still to come."""
    severities = _severities(findings)
    for dose, minute in [(each, minute) for each in doses for minute in each.taken]:
        too_close = [each for each in dose.time.separations if each.shortfall(minute) and not each.never]
        if not too_close:
            continue
        to_come = {each.drug: max(each.after_min, 0) for each in too_close if each.is_to_come(minute)}
        drugs = tuple(dict.fromkeys(each.drug for each in too_close))
        kept = [
            f"{drug} keeps its hours after this magnesium from {clock(minute + after)}"
            for drug, after in to_come.items()
        ]
        yield Conflict(
            code="taken-too-close",
            title=f"Magnesium taken at {clock(minute)} is too close to {', '.join(drugs)}",
            detail=f"{product(dose.resolved.dose)} was taken at {clock(minute)}: "
            f"{'; '.join(violated_at(too_close, minute))}.",
            drugs=drugs,
            severity=max([*_of_interactions(too_close, severities), Severity.MINOR]),
            action=f"{'; '.join(kept)}. With a medicine moved, the day is planned again." if kept else None,
        )


def _day_over(names: Sequence[str], day: Day) -> Conflict:
    """Return that nothing is left of the day, or of its waking hours."""
    over = "the day" if day.waking is None else f"the waking hours ({clock(day.waking[0])} to {clock(day.waking[1])})"
    return Conflict(
        code="no-time-left",
        title=f"Nothing is left of the day for {', '.join(names)}",
        detail=f"No minute of {over} comes after now.",
        drugs=(),
        severity=Severity.INFO,
    )


def _of_interactions(separations: Iterable[SeparationRule], severities: dict[str, Severity]) -> list[Severity]:
    """Return the severities of the interactions that the separations come from; none of a general gap."""
    return [severities.get(f"interaction:{each.class_id}", Severity.INFO) for each in separations if not each.general]


def general_gap_conflict(given_up: Iterable[SeparationRule], windows: Sequence[tuple[int, int]]) -> Iterator[Conflict]:
    """Yield the conflict that no time satisfies the general gap, with the times that satisfy the recorded hours."""
    unkept = list(dict.fromkeys(given_up))
    if unkept:
        gap = hours(unkept[0].before_min / 60)
        yield Conflict(
            code="general-gap-not-kept",
            title=f"No time of the day is {gap} from every medicine without hours of its own",
            detail=f"The general gap of {gap} is given up from {', '.join(each.shown for each in unkept)}.",
            drugs=tuple(dict.fromkeys(each.drug for each in unkept)),
            severity=Severity.MINOR,
            action=f"Recorded hours are kept {listed(windows)}; of these, times far from the medicines are preferred."
            if windows
            else None,
        )


def _never_together(
    never: Sequence[SeparationRule], names: Sequence[str], severities: dict[str, Severity]
) -> Iterator[Conflict]:
    for drug, each in {each.drug: each for each in never}.items():
        summary = f"{each.match.group.summary} " if each.match is not None else ""
        yield Conflict(
            code="never-together",
            title=f"{drug} is not combined with magnesium",
            detail=f"{summary}No time is shown for {', '.join(names)}.",
            drugs=(drug,),
            severity=max(severities.get(f"interaction:{each.class_id}", Severity.INFO), Severity.MAJOR),
        )


def _no_time_left(
    separations: Sequence[SeparationRule], names: Sequence[str], day: Day, severities: dict[str, Severity]
) -> Conflict:
    """Return why the separations leave no minute of the day, and the minute with the nearest miss.

    'moderate' means usable with the stated spacing, so the severity is at least 'major' if the spacing is impossible.
    Of equal near misses the first after waking is shown.
    """
    blocking = [each for each in separations if each.blocked & day.within]
    parts = [f"{each.shown} leaves {_left_by(each)}" for each in blocking]
    if day.waking is not None:
        parts.append(f"waking hours are {clock(day.waking[0])} to {clock(day.waking[1])}")
    sentences = [f"{'; '.join(parts)}."]
    outside = runs(free_minutes(separations, day.rest))
    if outside:
        sentences.append(f"Outside the waking hours, {listed(outside)} keep every separation.")
    minute, shortfall = nearest_miss(blocking, day.within, day.waking[0] if day.waking is not None else day.usual_wake)
    return Conflict(
        code="no-time-left",
        title=f"No time of the day is left for {', '.join(names)}",
        detail=" ".join(sentences),
        drugs=tuple(dict.fromkeys(each.drug for each in blocking)),
        severity=max([*_of_interactions(blocking, severities), Severity.MAJOR]),
        nearest=f"{clock(minute)}, where {'; '.join(violated_at(blocking, minute))}",
        nearest_time=TimeOfDay(minute),
        nearest_shortfall_min=shortfall,
    )


def _left_by(rule: SeparationRule) -> str:
    """Return the times that one separation leaves for magnesium: '11:00 to 03:00'."""
    return listed(runs(EVERY_MINUTE - rule.blocked)) or "no time"


def listed(windows: Sequence[tuple[int, int]]) -> str:
    """Return windows of first and last minutes as text: '11:00 to 14:00 and 22:00 to 02:00', 'all day'; '' for none."""
    if list(windows) == [(0, DAY - 1)]:
        return "all day"
    shown = [clock(first) if first == last else f"{clock(first)} to {clock(last)}" for first, last in windows]
    return join_and(shown)


def without_room(together: Sequence[tuple[str, int, Span]], layout: Layout) -> Conflict:
    """Return the conflict for intakes (label, minute, mg) that the day has no room to spread."""
    intakes = "; ".join(f"{clock(minute)} {label}" for label, minute, _ in together)
    minutes = [minute for _, minute, _ in together]
    within = max((minute - minutes[0]) % DAY for minute in minutes) < layout.apart_min
    magnesium = total(mg for *_, mg in together)
    held = f"{amount(magnesium)} of magnesium within {layout.apart_min} minutes"
    more = f", and together they are more than {figure(layout.at_once_mg)} mg"
    is_large = within and exceeds(magnesium.high, layout.at_once_mg)
    return Conflict(
        code="not-enough-room",
        title=f"The day has no room to spread {len(together)} intakes{f': {held}' if within else ''}",
        detail=f"{intakes}. The free time leaves no room to keep them {layout.apart_min} minutes apart"
        f"{more if is_large else ''}.",
        drugs=(),
        severity=Severity.MINOR,
    )
