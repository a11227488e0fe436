"""What holds for every day: any medicines of the catalogue at any times, any waking hours, any doses."""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
from days import (
    DAY,
    any_hours,
    meals,
    medicines,
    minutes,
    minutes_of,
    names,
    planned,
    searched,
    several_doses,
    times,
    waking,
)
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from shown import SHORT_VIEW, text_of

from maginfo import Catalogue, Dose, TimedDose
from maginfo.answers.interactions import interaction_answer
from maginfo.model.hours import HoursApart
from maginfo.planning.clock import whole_minutes
from maginfo.planning.separations import SeparationRule
from maginfo.render.arrangement import FULL_VIEW, arranged
from maginfo.render.formats import render_json
from maginfo.render.markdown import render_markdown
from maginfo.render.pages.plan import COLUMNS, plan_page, plan_rows
from maginfo.render.schemas import json_schema_of
from maginfo.render.text import render_text


@given(taken=several_doses, drugs=medicines, awake=waking, eating=meals)
def test_the_windows_are_the_minutes_that_a_search_finds(
    taken: list[TimedDose], drugs: Any, awake: Any, eating: Any, catalogue: Catalogue
) -> None:
    answer = planned(catalogue, taken, drugs, awake, eating)
    each = [searched(catalogue, dose, drugs, awake) for dose in taken]
    assert Counter(minutes_of(answer.windows)) == Counter(set.intersection(*each))
    for dose, found in zip(answer.doses, each, strict=True):
        assert Counter(minutes_of(dose.windows)) == Counter(found)


@given(taken=several_doses, drugs=medicines, awake=waking)
def test_windows_are_in_order_and_none_could_be_joined(
    taken: list[TimedDose], drugs: Any, awake: Any, catalogue: Catalogue
) -> None:
    windows = planned(catalogue, taken, drugs, awake).windows
    starts = [window.start.minute for window in windows]
    assert starts == sorted(starts)
    held = set(minutes_of(windows))
    if len(held) == DAY:
        assert [(str(window.start), str(window.end)) for window in windows] == [("00:00", "23:59")]
    else:
        assert not held & {(window.start.minute - 1) % DAY for window in windows}
        assert not held & {(window.end.minute + 1) % DAY for window in windows}


@given(taken=several_doses, drugs=medicines, awake=waking, eating=meals)
def test_the_schedule_keeps_every_separation(
    taken: list[TimedDose], drugs: Any, awake: Any, eating: Any, catalogue: Catalogue
) -> None:
    answer = planned(catalogue, taken, drugs, awake, eating)
    free = [searched(catalogue, dose, drugs, awake) for dose in taken]
    magnesium = [line for line in answer.schedule if line.kind == "magnesium"]
    for line in magnesium:
        assert line.dose is not None
        assert line.time.minute in free[line.dose]
        assert line.with_food == (line.time.minute in eating)
    told = {(line.time, line.what) for line in answer.schedule if line.kind == "drug"}
    assert len(told) == sum(line.kind == "drug" for line in answer.schedule)
    assert {time.minute for time, _ in told} == {minute for _, all_times in drugs for minute in all_times}


@given(taken=several_doses, drugs=medicines, awake=waking)
def test_every_intake_is_there_and_no_magnesium_is_lost_or_added(
    taken: list[TimedDose], drugs: Any, awake: Any, catalogue: Catalogue
) -> None:
    answer = planned(catalogue, taken, drugs, awake)
    for position, (dose, shown) in enumerate(zip(taken, answer.doses, strict=True)):
        own = [line for line in answer.schedule if line.dose == position]
        assert len(own) == shown.intakes
        if not shown.windows:
            assert not own
            assert any(conflict.code in ("never-together", "no-time-left") for conflict in answer.conflicts)
            continue
        assert len(own) == dose.dose.times_per_day * shown.divided_into
        total = math.fsum(line.elemental_mg.high for line in own if line.elemental_mg is not None)
        assert total == pytest.approx(dose.dose.amount_mg * dose.dose.times_per_day)
        if dose.dose.times_stated:
            assert shown.divided_into == 1


@given(taken=several_doses, drugs=medicines, awake=waking, eating=meals)
def test_more_than_the_large_single_dose_at_once_is_a_conflict_or_a_unit(
    taken: list[TimedDose], drugs: Any, awake: Any, eating: Any, catalogue: Catalogue
) -> None:
    answer = planned(catalogue, taken, drugs, awake, eating)
    intakes = sorted((line.time.minute, line.elemental_mg.high) for line in answer.schedule if line.elemental_mg)
    crowded = any(
        0 <= (other - first) % DAY < 60 and mg + more > 250 + 1e-6
        for index, (first, mg) in enumerate(intakes)
        for position, (other, more) in enumerate(intakes)
        if index != position
    )
    if crowded:
        assert "not-enough-room" in {conflict.code for conflict in answer.conflicts}


@given(taken=several_doses, drugs=medicines, added=st.tuples(names, times), awake=waking)
def test_one_more_medicine_never_widens_the_windows(
    taken: list[TimedDose], drugs: Any, added: Any, awake: Any, catalogue: Catalogue
) -> None:
    """But where the general gap of the one more leaves no time for the gaps kept before, which then give way."""
    fewer = set(minutes_of(planned(catalogue, taken, drugs, awake).windows))
    answer = planned(catalogue, taken, [*drugs, added], awake)
    if not any(conflict.code == "general-gap-not-kept" for conflict in answer.conflicts):
        assert set(minutes_of(answer.windows)) <= fewer


@given(taken=several_doses, drugs=medicines, awake=waking, shift=minutes)
def test_a_day_that_is_shifted_shifts_its_windows(
    taken: list[TimedDose], drugs: Any, awake: Any, shift: int, catalogue: Catalogue
) -> None:
    def later(minute: int) -> int:
        return (minute + shift) % DAY

    as_it_was = planned(catalogue, taken, drugs, awake)
    moved = planned(
        catalogue,
        taken,
        [(name, [later(minute) for minute in all_times]) for name, all_times in drugs],
        (later(awake[0]), later(awake[1])) if awake else None,
    )
    assert set(minutes_of(moved.windows)) == {later(minute) for minute in minutes_of(as_it_was.windows)}


@given(drugs=medicines, awake=waking)
def test_the_nearest_miss_is_as_far_from_every_medicine_as_can_be(drugs: Any, awake: Any, catalogue: Catalogue) -> None:
    dose = TimedDose(Dose.parse("200"))
    answer = planned(catalogue, [dose], drugs, awake)
    for conflict in answer.conflicts:
        if conflict.code != "no-time-left":
            continue
        kept = [
            (match, minute)
            for name, all_times in drugs
            for match in interaction_answer(catalogue, [name]).matches
            for minute in all_times
        ]

        def fraction_kept(minute: int, kept: Any = kept) -> float:
            parts = [1.0]
            for match, taken_at in kept:
                since, until = (minute - taken_at) % DAY, (taken_at - minute) % DAY
                before, after = (match.take_drug_before_h or 0) * 60, (match.take_drug_after_h or 0) * 60
                parts += [distance / wanted for distance, wanted in ((since, before), (until, after)) if wanted]
            return min(parts)

        up = [
            minute for minute in range(DAY) if awake is None or (minute - awake[0]) % DAY <= (awake[1] - awake[0]) % DAY
        ]
        assert conflict.nearest_time is not None
        nearest = conflict.nearest_time.minute
        assert nearest in up
        assert fraction_kept(nearest) == pytest.approx(max(map(fraction_kept, up)), abs=0.01)
        assert fraction_kept(nearest) > 0 or not any(map(fraction_kept, up))


@given(count=st.integers(2, 5), drugs=medicines)
def test_intakes_are_spread_as_far_as_the_quarters_of_an_hour_allow(
    count: int, drugs: Any, catalogue: Catalogue
) -> None:
    """Without meals and wishes: no choice among the free quarters of the waking hours has a longer shortest gap."""
    dose = TimedDose(Dose.parse(f"{count} x 50 mg"))
    answer = planned(catalogue, [dose], drugs, (7 * 60, 23 * 60))
    times = sorted(line.time.minute for line in answer.schedule if line.kind == "magnesium")
    quarters = sorted(minute for minute in minutes_of(answer.windows) if minute % 15 == 0)
    if len(quarters) < count:
        return

    def gap(chosen: list[int]) -> int:
        return min(following - one for one, following in pairwise([*chosen, chosen[0] + DAY]))

    def is_there(wanted: int) -> bool:
        """Whether some first one, and each next one as early as it goes, are that far apart all round the clock."""
        for first in quarters:
            picked = [first]
            for minute in quarters:
                if minute >= picked[-1] + wanted and len(picked) < count:
                    picked.append(minute)
            if len(picked) == count and gap(picked) >= wanted:
                return True
        return False

    assert not any(is_there(wanted) for wanted in range(gap(times) + 1, DAY // count + 1))


@given(taken=several_doses, drugs=medicines, awake=waking, eating=meals)
def test_every_plan_can_be_shown(
    taken: list[TimedDose], drugs: Any, awake: Any, eating: Any, catalogue: Catalogue
) -> None:
    answer = planned(catalogue, taken, drugs, awake, eating)
    for width in (60, 100):
        for view in (SHORT_VIEW, FULL_VIEW):
            text = render_text(arranged(plan_page(answer), view), width=width, colour=False, unicode=width != 60)
            assert max(map(cell_len, text.splitlines())) <= width
    assert render_markdown(arranged(plan_page(answer), FULL_VIEW))
    assert all(len(row) == len(COLUMNS) for row in plan_rows(answer))
    written = render_json(answer)
    assert written == render_json(planned(catalogue, taken, drugs, awake, eating))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema_of("plan"))


@given(taken=several_doses, drugs=medicines, awake=waking)
def test_every_plan_keeps_to_its_schema(
    taken: list[TimedDose], drugs: Any, awake: Any, catalogue: Catalogue, validator: jsonschema.Draft202012Validator
) -> None:
    validator.validate(json.loads(render_json(planned(catalogue, taken, drugs, awake))))


@given(drugs=medicines.filter(bool), awake=waking)
def test_without_a_dose_the_windows_are_those_of_a_dose_of_any_form(
    drugs: Any, awake: Any, catalogue: Catalogue, validator: jsonschema.Draft202012Validator
) -> None:
    alone = planned(catalogue, [], drugs, awake)
    assert alone.windows == planned(catalogue, [TimedDose(Dose.parse("100"))], drugs, awake).windows
    assert (alone.doses, alone.supplement_mg_per_day) == ((), None)
    validator.validate(json.loads(render_json(alone)))
    assert text_of(plan_page(alone), width=60)


@given(minute=minutes, before=any_hours, after=any_hours)
def test_hours_that_no_medicine_has_yet_block_what_they_say(
    minute: int, before: float | None, after: float | None, catalogue: Catalogue
) -> None:
    """One side alone, parts of an hour, more than a day."""
    match = catalogue.find_medicine("levothyroxine")[0]
    kept = SeparationRule(
        "levothyroxine", minute, match, HoursApart(before, after, False), whole_minutes(before), whole_minutes(after)
    )
    blocked = kept.blocked
    for other in range(DAY):
        since, until = (other - minute) % DAY, (minute - other) % DAY
        near = since < round((before or 0) * 60, 6) or until < round((after or 0) * 60, 6)
        assert (other in blocked) == near
        assert (kept.shortfall(other) > 0) == near
