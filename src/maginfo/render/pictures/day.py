"""The picture of a plan: medicines with the times they block, the times open for magnesium, the intakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount
from maginfo.planning.clock import DAY
from maginfo.render.pictures.picture import Mark, Panel, Picture, Tick, Track
from maginfo.render.windows import blocked_in_words, blocked_minutes, blocked_stretches, in_words
from maginfo.render.wording import note_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.planning.clock import TimeOfDay
    from maginfo.planning.plan import Plan, PlannedIntake, Separation, Window
    from maginfo.render.pictures.picture import Shape

_HOURS_BETWEEN_TICKS = 4
KEY: tuple[tuple[Shape, str], ...] = (
    ("medicine", "medicine"),
    ("blocked", "no magnesium"),
    ("free", "open for it"),
    ("magnesium", "magnesium"),
)
"""Key of the picture; waking hours and meals need none, since their tracks name them."""


def day_picture(plan: Plan) -> Picture:
    """Make the picture of the day from 00:00 to 24:00."""
    tracks = [*_household(plan), *_medicines(plan)]
    free = in_words(plan.windows) or "no time of the day"
    tracks.append(Track("Times open for magnesium", free, tuple(_open("free", plan.windows))))
    intakes = [intake for intake in plan.schedule if intake.kind == "magnesium"]
    times = ", ".join(map(_intake, intakes)) or "no intake has a time"
    tracks.append(Track("Magnesium", times, tuple(_points("magnesium", (intake.time for intake in intakes)))))
    shapes = {mark.shape for track in tracks for mark in track.marks}
    ticks = tuple(Tick(hour / 24, f"{hour:02}:00") for hour in range(0, 25, _HOURS_BETWEEN_TICKS))
    return Picture(
        name="day",
        title="The day: medicines, times open for magnesium, and intakes",
        lead=tuple(f"{conflict.title}." for conflict in plan.conflicts),
        panels=(Panel("time of day", ticks, tuple(tracks)),),
        key=tuple((shape, words) for shape, words in KEY if shape in shapes),
        origin=note_of(plan),
    )


def _household(plan: Plan) -> Iterator[Track]:
    if plan.waking is not None:
        yield Track("Awake", in_words([plan.waking]), tuple(_open("awake", [plan.waking])))
    if plan.meals:
        yield Track("Meals", ", ".join(map(str, plan.meals)), tuple(_points("meal", plan.meals)))


def _medicines(plan: Plan) -> Iterator[Track]:
    """Make one track per medicine, with all its intakes; medicines without a separation have a track too."""
    by_drug: dict[str, list[Separation]] = {}
    for separation in plan.separations:
        by_drug.setdefault(separation.drug, []).append(separation)
    for intake in plan.schedule:
        if intake.kind == "drug":
            by_drug.setdefault(intake.what, [])
    for drug, separations in by_drug.items():
        taken = [intake.time for intake in plan.schedule if intake.kind == "drug" and intake.what == drug]
        times = list(dict.fromkeys([separation.time for separation in separations] + taken))
        blocked = list(dict.fromkeys(each.blocked for each in separations if each.blocked is not None))
        if len(blocked_minutes(separations)) == DAY:
            words, marks = "no magnesium at any time", [Mark("blocked", 0, 1)]
        else:
            spans = ", ".join(map(blocked_in_words, blocked))
            words = f"no magnesium {spans}" if spans else "no separation"
            stretches = [each for window in blocked for each in blocked_stretches(window)]
            marks = [Mark.between("blocked", start, end, DAY) for start, end in stretches]
        yield Track(drug, f"{', '.join(map(str, times))}; {words}", (*marks, *_points("medicine", times)))


def _intake(intake: PlannedIntake) -> str:
    parts = [str(intake.time), amount(intake.elemental_mg) if intake.elemental_mg is not None else intake.what]
    parts += ["with food"] if intake.with_food else []
    return " ".join([*parts, "taken"] if intake.taken else parts)


def _open(shape: Shape, windows: Sequence[Window]) -> Iterator[Mark]:
    """Turn windows with both ends included into marks; a window past midnight becomes two, a single minute a point."""
    for window in windows:
        start, end = window.start.minute, window.end.minute
        if end >= start:
            yield Mark.between(shape, start, end, DAY)
        else:
            yield Mark.between(shape, start, DAY, DAY)
            yield Mark.between(shape, 0, end, DAY)


def _points(shape: Shape, times: Iterable[TimeOfDay]) -> Iterator[Mark]:
    for time in times:
        yield Mark.between(shape, time.minute, time.minute, DAY)
