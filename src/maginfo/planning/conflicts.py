"""Why a dose has no time in the day, or no room: what blocks what, and what comes nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.spans import total
from maginfo.dosing.wording import amount, figure, hours, product
from maginfo.model.safety import Severity
from maginfo.planning.clock import EVERY_MINUTE, clock, runs
from maginfo.planning.plan import Conflict
from maginfo.planning.schedule import nearest_to
from maginfo.planning.separations import free_minutes, nearest_miss, violated_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.dosing.doses import ResolvedDose
    from maginfo.dosing.report import Finding
    from maginfo.dosing.spans import Span
    from maginfo.planning.schedule import Intake, Layout
    from maginfo.planning.separations import SeparationRule
    from maginfo.planning.timetable import DoseOfDay


def without_time(
    doses: Sequence[ResolvedDose],
    kept: Sequence[SeparationRule],
    waking: tuple[int, int] | None,
    within: frozenset[int],
    first: int,
    findings: Iterable[Finding],
) -> Iterator[Conflict]:
    """One conflict for each set of separations that leaves doses without a time, and each medicine never combined.

    Of equal near misses the first after the minute `first` is told.
    """
    severities = _severities(findings)
    by_separations: dict[tuple[SeparationRule, ...], list[str]] = {}
    for dose in doses:
        if not dose.topical:
            concerned = tuple(each for each in kept if not each.general and each.concerns(dose))
            by_separations.setdefault(concerned, []).append(product(dose.dose))
    for concerned, names in by_separations.items():
        never = [each for each in concerned if each.never]
        if never:
            yield from _never_together(never, names, severities)
        elif not free_minutes(concerned, within):
            yield _no_time_left(concerned, names, waking, within, first, severities)


def _severities(findings: Iterable[Finding]) -> dict[str, Severity]:
    """The gravest severity found under each code."""
    severities: dict[str, Severity] = {}
    for finding in findings:
        severities[finding.code] = max(severities.get(finding.code, Severity.INFO), finding.severity)
    return severities


def asked_too_close(
    doses: Sequence[DoseOfDay], intakes: Sequence[Intake], times: Sequence[int], findings: Iterable[Finding]
) -> Iterator[Conflict]:
    """One conflict for each time asked for that breaks a separation of its dose, with the nearest that is free."""
    severities = _severities(findings)
    for intake, minute in zip(intakes, times, strict=True):
        dose = doses[intake.dose]
        if intake.asked is None or intake.asked in intake.allowed:
            continue
        too_close = [each for each in dose.time.kept if intake.asked in each.blocked]
        if not too_close:  # it lies outside the waking hours, which is no separation
            continue
        nearest = nearest_to(intake.asked, intake.allowed, intake.preferred)
        drugs = tuple(dict.fromkeys(each.drug for each in too_close))
        shown = "" if minute == nearest else f" The schedule shows {clock(minute)}."
        raised = [
            severities.get(f"interaction:{each.match.group.id}", Severity.INFO)
            for each in too_close
            if not each.general
        ]
        yield Conflict(
            code="asked-time-too-close",
            title=f"{clock(intake.asked)} is too close to {', '.join(drugs)}",
            detail=f"{product(dose.resolved.dose)} is asked for at {clock(intake.asked)}: "
            f"{'; '.join(violated_at(too_close, intake.asked))}.",
            drugs=drugs,
            severity=max([*raised, Severity.MINOR]),
            nearest_time=clock(nearest),
            nearest_shortfall_min=0,
            action=f"The nearest free time is {clock(nearest)}.{shown}",
        )


def general_gap_not_kept(given_up: Iterable[SeparationRule], windows: Sequence[tuple[int, int]]) -> Iterator[Conflict]:
    """That no time of the day keeps the general gap from all of these, and which times keep the recorded hours."""
    unkept = list(dict.fromkeys(given_up))
    if unkept:
        gap = hours(unkept[0].before_min / 60)
        yield Conflict(
            code="general-gap-not-kept",
            title=f"No time of the day is {gap} from every medicine without hours of its own",
            detail=f"The general gap of {gap} is given up from {', '.join(each.shown for each in unkept)}.",
            drugs=tuple(dict.fromkeys(each.drug for each in unkept)),
            severity=Severity.MINOR,
            action=f"Recorded hours are kept {spoken(windows)}; of these, times far from the medicines are preferred."
            if windows
            else None,
        )


def _never_together(
    never: Sequence[SeparationRule], names: Sequence[str], severities: dict[str, Severity]
) -> Iterator[Conflict]:
    for drug, each in {each.drug: each for each in never}.items():
        group = each.match.group
        yield Conflict(
            code="never-together",
            title=f"{drug} is not combined with magnesium at any hour",
            detail=f"{group.summary} No time is shown for {', '.join(names)}.",
            drugs=(drug,),
            severity=max(severities.get(f"interaction:{group.id}", Severity.INFO), Severity.MAJOR),
        )


def _no_time_left(
    kept: Sequence[SeparationRule],
    names: Sequence[str],
    waking: tuple[int, int] | None,
    within: frozenset[int],
    first: int,
    severities: dict[str, Severity],
) -> Conflict:
    """Usable only with its spacing is what 'moderate' means: where that cannot be kept, it is 'major' at least."""
    blocking = [each for each in kept if each.blocked & within]
    parts = [f"{each.shown} leaves {_left_by(each)}" for each in blocking]
    if waking is not None:
        parts.append(f"waking hours are {clock(waking[0])} to {clock(waking[1])}")
    sentences = [f"{'; '.join(parts)}."]
    outside = runs(free_minutes(kept, EVERY_MINUTE))
    if outside:
        sentences.append(f"Outside the waking hours, {spoken(outside)} keep every separation.")
    minute, shortfall = nearest_miss(blocking, within, waking[0] if waking is not None else first)
    raised = [severities.get(f"interaction:{each.match.group.id}", Severity.INFO) for each in blocking]
    return Conflict(
        code="no-time-left",
        title=f"No time of the day is left for {', '.join(names)}",
        detail=" ".join(sentences),
        drugs=tuple(dict.fromkeys(each.drug for each in blocking)),
        severity=max([*raised, Severity.MAJOR]),
        nearest=f"{clock(minute)}, where {'; '.join(violated_at(blocking, minute))}",
        nearest_time=clock(minute),
        nearest_shortfall_min=shortfall,
    )


def _left_by(kept: SeparationRule) -> str:
    """'11:00 to 03:00': the times at which magnesium is far enough from one intake of a medicine."""
    return spoken(runs(EVERY_MINUTE - kept.blocked)) or "no time"


def spoken(windows: Sequence[tuple[int, int]]) -> str:
    """'11:00 to 14:00 and 22:00 to 02:00', from first and last minutes; '' for none."""
    shown = [clock(first) if first == last else f"{clock(first)} to {clock(last)}" for first, last in windows]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def without_room(together: Sequence[tuple[str, int, Span]], layout: Layout) -> Conflict:
    """Intakes (what, minute, amount) that come at once and are more than may be."""
    told = "; ".join(f"{clock(minute)} {what}" for what, minute, _ in together)
    return Conflict(
        code="not-enough-room",
        title=f"{amount(total(mg for *_, mg in together))} of magnesium within {layout.apart_min} minutes",
        detail=f"{told}. The free time leaves no room to keep them {layout.apart_min} minutes apart, and together they "
        f"are more than {figure(layout.at_once_mg)} mg.",
        drugs=(),
        severity=Severity.INFO,
    )
