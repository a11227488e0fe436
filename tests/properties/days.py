"""Days to plan, drawn, and the free times of each, searched minute by minute.

The search goes by the hours that `interactions` answers: nothing of the planner's arithmetic is used for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drawn import CATALOGUE, DRUGS
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Plan, TimedDose, TimedMedicine, TimeOfDay, plan
from maginfo.answers.interactions import interaction_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

KEEPING = [
    name
    for name in DRUGS
    if any(
        match.take_drug_before_h or match.take_drug_after_h
        for match in interaction_answer(CATALOGUE, [name]).matches
        if match.recorded
    )
]
"""Names of medicines with hours; any name is tried too."""
DAY = 1440

minutes = st.integers(0, DAY - 1)
times = st.lists(minutes, min_size=1, max_size=3, unique=True)
names = st.one_of(st.sampled_from(KEEPING), st.sampled_from(KEEPING), st.sampled_from(DRUGS))
medicines = st.lists(st.tuples(names, times), max_size=4, unique_by=lambda each: each[0])
waking = st.none() | st.tuples(minutes, minutes).filter(lambda ends: ends[0] != ends[1])
meals = st.lists(minutes, max_size=4, unique=True)
any_hours = st.none() | st.integers(0, 30) | st.floats(0, 30).map(lambda value: round(value, 2))
forms = st.sampled_from([None, None, "citrate", "glycinate", "oxide", "taurate", "sulfate", "chloride", "threonate"])


@st.composite
def doses(draw: st.DrawFn) -> TimedDose:
    count = draw(st.integers(1, 4))
    written = f"{count} x " if count > 1 or draw(st.booleans()) else ""
    dose = Dose.parse(f"{written}{draw(st.integers(1, 700))} mg {draw(forms) or ''}")
    asked = draw(st.lists(minutes, max_size=count, unique=True))
    return TimedDose(dose, tuple(map(TimeOfDay, asked)))


several_doses = st.lists(doses(), min_size=1, max_size=3)


def planned(
    catalogue: Catalogue,
    taken: list[TimedDose],
    drugs: list[tuple[str, list[int]]],
    awake: tuple[int, int] | None = None,
    eating: Sequence[int] = (),
) -> Plan:
    return plan(
        catalogue,
        taken,
        [TimedMedicine(name, tuple(map(TimeOfDay, at))) for name, at in drugs],
        wake=TimeOfDay(awake[0]) if awake else None,
        sleep=TimeOfDay(awake[1]) if awake else None,
        meals=tuple(map(TimeOfDay, eating)),
    )


def is_far_enough(minute: int, match: Any, taken_at: int) -> bool:
    """Whether magnesium at `minute` keeps one recorded interaction of a medicine that is taken at `taken_at`, daily."""
    if match.never_together:
        return False
    before, after = match.take_drug_before_h or 0, match.take_drug_after_h or 0
    if minute == taken_at:
        return not before and not after
    previous = max(day * DAY + taken_at for day in (-1, 0) if day * DAY + taken_at < minute)
    following = min(day * DAY + taken_at for day in (0, 1) if day * DAY + taken_at > minute)
    return minute - previous >= round(before * 60, 6) and following - minute >= round(after * 60, 6)


def concerns(match: Any, dose: TimedDose, catalogue: Catalogue) -> bool:
    """Whether the interaction is recorded for the dose's form; one that is not known could be any."""
    if dose.dose.form is None or "all" in match.forms:
        return True
    form = catalogue.find_form(dose.dose.form).form
    return form.id in match.forms or ("acid-neutralising" in match.forms and form.acid_neutralising != "no")


def searched(
    catalogue: Catalogue, dose: TimedDose, drugs: list[tuple[str, list[int]]], awake: tuple[int, int] | None
) -> set[int]:
    """Every minute that the dose may be taken at, tried one by one.

    Recorded hours always hold. A medicine without any keeps the general gap; where no minute keeps all of these gaps,
    they are given up.
    """
    keeping = recorded_minutes(catalogue, dose, drugs, awake)
    return {minute for minute in keeping if not gaps_broken(catalogue, drugs, minute)} or keeping


def recorded_minutes(
    catalogue: Catalogue, dose: TimedDose, drugs: list[tuple[str, list[int]]], awake: tuple[int, int] | None
) -> set[int]:
    """Every minute at which the dose keeps all recorded separations, tried one by one."""
    kept = [
        (match, at)
        for name, all_times in drugs
        for match in interaction_answer(catalogue, [name]).matches
        if concerns(match, dose, catalogue)
        for at in all_times
    ]
    found = set()
    for minute in range(DAY):
        if awake is not None:
            wake, sleep = awake
            up = wake <= minute <= sleep if wake < sleep else minute >= wake or minute <= sleep
            if not up:
                continue
        if all(is_far_enough(minute, match, at) for match, at in kept):
            found.add(minute)
    return found


def gaps_broken(catalogue: Catalogue, drugs: list[tuple[str, list[int]]], minute: int) -> list[tuple[str, int]]:
    """The medicines and times from which magnesium at `minute` is less than the general gap away."""
    gap = catalogue.rules.general_gap
    assert gap is not None
    near = []
    for name, all_times in drugs:
        matches = interaction_answer(catalogue, [name]).matches
        own = any(map(has_hours, matches))
        for match_name in {match.drug for match in matches} if not own else ():
            near += [
                (match_name, at)
                for at in all_times
                if min((minute - at) % DAY, (at - minute) % DAY) < round(gap.hours * 60)
            ]
    return near


def has_hours(match: Any) -> bool:
    """Whether a medicine has hours of its own, or is never combined."""
    return bool(match.take_drug_before_h or match.take_drug_after_h or match.never_together)


def minutes_of(windows: Any) -> list[int]:
    """Every minute of the windows, as often as they name it."""
    named = []
    for window in windows:
        start, end = window.start.minute, window.end.minute
        named += range(start, end + 1) if start <= end else [*range(start, DAY), *range(end + 1)]
    return named
