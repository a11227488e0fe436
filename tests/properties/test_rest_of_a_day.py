"""The rest of a day, after what really happened in it: found by a search through three days, minute by minute."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import jsonschema
from days import DAY, concerns, has_hours, medicines, minutes, minutes_of, several_doses, waking
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import text_of

from maginfo import Catalogue, Dose, MaginfoError, Plan, Taken, TimedDose, TimedMedicine, TimeOfDay, plan
from maginfo.answers.interactions import interaction_answer
from maginfo.planning.today import times_replaced
from maginfo.render.formats import render_json
from maginfo.render.pages.plan import COLUMNS, plan_page, plan_rows
from maginfo.render.schemas import json_schema_of

VALIDATOR = jsonschema.Draft202012Validator(json_schema_of("plan"))
A_WEEK = range(-4, 5)


@st.composite
def days_so_far(draw: st.DrawFn) -> tuple[Any, ...]:
    """Doses, medicines with their times, the waking hours, now, and what was taken of each before it."""
    taken, drugs, awake = draw(several_doses), draw(medicines), draw(waking)
    start = awake[0] if awake is not None and awake[0] > awake[1] else 0
    over = draw(st.integers(0, DAY - 1))
    offsets = st.lists(st.integers(0, over), max_size=3, unique=True)
    of_drugs = [sorted(draw(offsets)) for _ in drugs]
    of_doses = [sorted(draw(offsets)) for _ in taken]
    return taken, drugs, awake, start, over, of_drugs, of_doses


def planned_from(catalogue: Catalogue, day: tuple[Any, ...]) -> Plan:
    taken, drugs, awake, start, over, of_drugs, of_doses = day

    def at(offsets: list[int]) -> tuple[TimeOfDay, ...]:
        return tuple(TimeOfDay((start + offset) % DAY) for offset in offsets)

    named = [TimedDose(each.dose.replaced(name=f"product {place}"), each.at) for place, each in enumerate(taken)]
    told = [Taken(f"product {place}", at(offsets)) for place, offsets in enumerate(of_doses) if offsets]
    told += [Taken(name, at(offsets)) for (name, _), offsets in zip(drugs, of_drugs, strict=True) if offsets]
    return plan(
        catalogue,
        named,
        [TimedMedicine(name, tuple(map(TimeOfDay, times))) for name, times in drugs],
        wake=TimeOfDay(awake[0]) if awake else None,
        sleep=TimeOfDay(awake[1]) if awake else None,
        taken=told,
        now=TimeOfDay((start + over) % DAY),
    )


def as_near_as_possible(taken: list[int], usual: list[int]) -> set[int]:
    """The usual times that were replaced: of all choices in order, the one with the least distance, the earliest."""
    if len(taken) >= len(usual):
        return set(usual)
    choices = combinations(usual, len(taken))
    return set(min(choices, key=lambda each: sum(abs(a - b) for a, b in zip(each, taken, strict=True))))


def intakes_of_a_week(day: tuple[Any, ...], place: int) -> list[int]:
    """Minutes from the start of the planned day at which a medicine is taken, on the days around it as usual."""
    _, drugs, _, start, _, of_drugs, _ = day
    usual = sorted((time - start) % DAY for time in drugs[place][1])
    today = {*of_drugs[place], *(set(usual) - as_near_as_possible(of_drugs[place], usual))}
    return [*today, *(number * DAY + time for number in A_WEEK if number for time in usual)]


def is_far_enough(minute: int, match: Any, times: list[int]) -> bool:
    before, after = (round((each or 0) * 60, 6) for each in (match.take_drug_before_h, match.take_drug_after_h))
    if match.never_together:
        return False
    if minute in times and (before or after):
        return False
    return all(minute - each >= before if minute > each else each - minute >= after for each in times)


def searched(catalogue: Catalogue, dose: TimedDose, day: tuple[Any, ...]) -> set[int]:
    """Every minute after now at which the dose keeps its hours, tried one by one; times of day."""
    _, drugs, awake, start, over, *_ = day
    gap = catalogue.rules.general_gap
    assert gap is not None
    kept, general = [], []
    for place, (name, _) in enumerate(drugs):
        times = intakes_of_a_week(day, place)
        matches = interaction_answer(catalogue, [name]).matches
        kept += [(match, times) for match in matches if concerns(match, dose, catalogue)]
        general += [] if any(map(has_hours, matches)) else times
    recorded = {
        minute
        for minute in range(over + 1, DAY)
        if (awake is None or (start + minute - awake[0]) % DAY <= (awake[1] - awake[0]) % DAY)
        and all(is_far_enough(minute, match, times) for match, times in kept)
    }
    free = {minute for minute in recorded if all(abs(minute - each) >= gap.hours * 60 for each in general)}
    return {(start + minute) % DAY for minute in free or recorded}


@settings(max_examples=60)
@given(day=days_so_far())
def test_the_windows_are_the_minutes_that_a_search_finds(day: Any, catalogue: Catalogue) -> None:
    answer = planned_from(catalogue, day)
    each = [searched(catalogue, dose, day) for dose in day[0]]
    assert set(minutes_of(answer.windows)) == set.intersection(*each)
    for dose, found in zip(answer.doses, each, strict=True):
        assert set(minutes_of(dose.windows)) == found


@settings(max_examples=60)
@given(day=days_so_far())
def test_what_is_to_come_is_after_now_and_what_was_taken_stays(day: Any, catalogue: Catalogue) -> None:
    taken, _, _, start, over, of_drugs, of_doses = day
    answer = planned_from(catalogue, day)
    for place, dose in enumerate(taken):
        own = [line for line in answer.schedule if line.dose == place]
        said = [line.time.minute for line in own if line.taken == "said"]
        assert said == [(start + offset) % DAY for offset in of_doses[place]]
        to_come = [line.time.minute for line in own if line.taken is None]
        assert set(to_come) <= {minute for minute in searched(catalogue, dose, day) if (minute - start) % DAY > over}
        if answer.doses[place].windows:
            left = max(dose.dose.times_per_day - len(said), 0)
            assert len(to_come) == left * answer.doses[place].divided_into
    of_medicines = [line for line in answer.schedule if line.kind == "drug"]
    for line in of_medicines:
        offset = (line.time.minute - start) % DAY
        assert offset <= over if line.taken == "said" else (offset < over) == (line.taken == "assumed")
    told = {(start + offset) % DAY for offsets in of_drugs for offset in offsets}
    assert {line.time.minute for line in of_medicines if line.taken == "said"} == told


@settings(max_examples=30)
@given(day=days_so_far())
def test_a_rest_of_a_day_can_be_shown(day: Any, catalogue: Catalogue) -> None:
    answer = planned_from(catalogue, day)
    VALIDATOR.validate(json.loads(render_json(answer)))
    text = " ".join(text_of(plan_page(answer), width=100).split())
    for line in answer.schedule:
        assert line.taken != "said" or str(line.time) in text
    assert all(len(row) == len(COLUMNS) for row in plan_rows(answer))


@settings(max_examples=40)
@given(day=days_so_far())
def test_magnesium_taken_too_close_is_a_conflict(day: Any, catalogue: Catalogue) -> None:
    taken, drugs, _, start, _, _, of_doses = day
    answer = planned_from(catalogue, day)
    told = {each.detail for each in answer.conflicts if each.code == "taken-too-close"}
    for place, dose in enumerate(taken):
        kept = [
            (match, intakes_of_a_week(day, number))
            for number, (name, _) in enumerate(drugs)
            for match in interaction_answer(catalogue, [name]).matches
            if concerns(match, dose, catalogue) and not match.never_together
        ]
        for offset in of_doses[place]:
            if not all(is_far_enough(offset, match, times) for match, times in kept):
                at = str(TimeOfDay((start + offset) % DAY))
                assert any(f"product {place} " in words and f"was taken at {at}:" in words for words in told)


offsets = st.lists(st.integers(0, DAY - 1), min_size=1, max_size=5, unique=True).map(sorted)


@given(taken=offsets, usual=offsets)
def test_what_was_taken_replaces_the_nearest_times_in_order(taken: list[int], usual: list[int]) -> None:
    assert times_replaced(taken, usual) == as_near_as_possible(taken, usual)


@given(now=minutes, taken=minutes)
def test_nothing_was_taken_after_now(now: int, taken: int, catalogue: Catalogue) -> None:
    try:
        plan(catalogue, [Dose.parse("100")], taken=[Taken("magnesium", (TimeOfDay(taken),))], now=TimeOfDay(now))
    except MaginfoError as error:
        assert taken > now, error  # noqa: PT017
    else:
        assert taken <= now
