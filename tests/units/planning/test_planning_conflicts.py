"""Days without time or room for magnesium: conflicts, general gaps that are given up, requests that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from day_plans import LEVOTHYROXINE, magnesium, planned, windows

from maginfo import Catalogue, Dose, Person, Plan, TimeOfDay, plan
from maginfo.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from fixture_types import RunMaginfo


def test_no_waking_time_left_is_said() -> None:
    answer = planned(["100"], ("levothyroxine", "10:00,17:00"), ("moxifloxacin", "14:00"), ("gabapentin", "22:30"))
    assert windows(answer) == [("02:30", "06:00")]
    assert "02:30" <= magnesium(answer)[0][0] <= "06:00"
    assert any("no waking time keeps every separation" in each for each in answer.assumptions)


def test_a_second_intake_outside_the_waking_hours_is_said() -> None:
    answer = planned(["2x200"], ("levothyroxine", "06:00"), ("cipro", "09:00,21:00"), ("iron", "13:00"))
    assert [time for time, _ in magnesium(answer)] == ["02:00", "23:00"]
    (note,) = [each for each in answer.assumptions if "is shown at" in each]
    assert note == ("dose '2x200' is shown at 02:00: the waking times that keep every separation have no room for it")


def test_a_conflict_is_said_once_and_below_what_is_worse(maginfo: RunMaginfo) -> None:
    words = ("plan", "400", "--drug", "gabapentin@08:00,14:00,22:00", "--at", "22:00")
    shown = " ".join(maginfo(*words).out.split())
    sentence = "gabapentin at 22:00 is at the same time, and needs 4 hours before magnesium or 2 hours after it"
    assert shown.count("gabapentin at 22:00") == shown.count(sentence) == 1
    assert shown.index("MAJOR Only with") < shown.index("MODERATE 22:00 is too close")
    alone = " ".join(maginfo("plan", "200", "--drug", "metformin@08:00", "--at", "08:00").out.split())
    assert alone.count("08:00 is too close to metformin") == 1


def test_units_that_cannot_be_apart_are_a_conflict_and_still_shown() -> None:
    answer = planned(["2x200"], LEVOTHYROXINE, wake="10:30", sleep="11:20")
    assert magnesium(answer) == [("11:00", 200), ("11:20", 200)]
    (conflict,) = answer.conflicts
    assert conflict.code == "not-enough-room"
    assert conflict.title == "The day has no room to spread 2 intakes: 400 mg of magnesium within 60 minutes"
    assert conflict.severity.value == "minor"


@pytest.mark.parametrize(
    ("doses", "sleep", "title"),
    [
        ("10x200", "09:00", "The day has no room to spread 10 intakes: 2000 mg of magnesium within 60 minutes"),
        ("10x20", "09:00", "The day has no room to spread 10 intakes: 200 mg of magnesium within 60 minutes"),
        ("6x20", "11:00", "The day has no room to spread 6 intakes"),
    ],
)
def test_many_intakes_in_a_short_day_are_a_conflict_whatever_their_mass(doses: str, sleep: str, title: str) -> None:
    (conflict,) = planned([doses], wake="08:00", sleep=sleep).conflicts
    assert (conflict.code, conflict.title, conflict.severity.value) == ("not-enough-room", title, "minor")
    assert "60 minutes apart" in conflict.detail


def test_the_times_are_shown_with_what_is_lacking(maginfo: RunMaginfo) -> None:
    shown = " ".join(maginfo("plan", "10x200mg", "--wake", "08:00", "--sleep", "09:00").out.split())
    assert "every gap from the medicines is kept; the day has no room to spread the intakes MAJOR" in shown


def test_intakes_asked_for_together_and_days_with_room_are_no_conflict() -> None:
    assert planned([("100 citrate", "08:00"), ("100 glycinate", "08:00")]).conflicts == ()
    assert planned(["6x20"], wake="08:00", sleep="14:00").conflicts == ()


def test_a_medicine_never_combined_leaves_no_schedule() -> None:
    answer = planned(["2x200"], ("raltegravir", "08:00"), LEVOTHYROXINE)
    assert (magnesium(answer), windows(answer)) == ([], [])
    (conflict,) = answer.conflicts
    assert (conflict.code, conflict.drugs, conflict.severity.value) == ("never-together", ("raltegravir",), "avoid")
    assert [line.what for line in answer.schedule] == ["levothyroxine", "raltegravir"]


def test_never_combined_holds_for_the_forms_it_is_recorded_for() -> None:
    answer = planned(["100 oxide", "100 taurate"], ("ulipristal", "08:00"))
    assert [line.what for line in answer.schedule if line.kind == "magnesium"] == ["100 mg taurate"]
    assert windows(answer) == []
    assert [conflict.code for conflict in answer.conflicts] == ["never-together"]


def test_a_day_with_no_room_says_what_blocks_what_and_the_nearest_miss() -> None:
    answer = planned(["200"], ("moxifloxacin", "08:00,20:00"))
    (conflict,) = answer.conflicts
    assert conflict.code == "no-time-left"
    assert "moxifloxacin at 08:00 leaves 14:00 to 00:00" in conflict.detail
    assert "moxifloxacin at 20:00 leaves 02:00 to 12:00" in conflict.detail
    assert (str(conflict.nearest_time), conflict.nearest_shortfall_min) == ("13:09", 120)
    assert conflict.nearest == (
        "13:09, where moxifloxacin at 08:00 needs 6 hours before magnesium and is 51 minutes short; "
        "moxifloxacin at 20:00 needs 8 hours after magnesium and is 69 minutes short"
    )
    assert answer.severity == "major"
    assert magnesium(answer) == []


def test_what_the_waking_hours_leave_out_is_told() -> None:
    (conflict,) = planned(["200"], LEVOTHYROXINE, wake="06:00", sleep="10:00").conflicts
    assert "Outside the waking hours, 11:00 to 03:00" in conflict.detail
    assert (str(conflict.nearest_time), conflict.nearest_shortfall_min) == ("10:00", 60)


def test_no_time_left_is_never_below_major() -> None:
    """A medicine of moderate severity may be combined with its spacing; here there is none."""
    answer = planned(["100"], LEVOTHYROXINE, wake="06:00", sleep="10:00")
    assert max(finding.severity.rank for finding in answer.findings) < 3
    assert answer.severity == "major"


@pytest.mark.parametrize("medicine", ["apixaban", "omeprazole", "amlodipine"])
def test_a_medicine_without_hours_of_its_own_keeps_the_general_gap(medicine: str) -> None:
    """Whether nothing is recorded for it, or something without hours."""
    answer = planned(["200"], (medicine, "08:00"))
    assert windows(answer) == [("10:00", "06:00")]
    (separation,) = answer.separations
    assert (separation.general, separation.take_drug_before_h, separation.take_drug_after_h) == (True, 2, 2)
    assert {citation.id for citation in separation.sources} <= set(answer.bibliography)


def test_general_gaps_give_way_last_and_it_is_said() -> None:
    """Between recorded hours from 12:00 to 04:00, and general gaps that leave no minute of them."""
    hours = ",".join(f"{hour}:00" for hour in (1, 4, 7, 10, 13, 16, 19, 22))
    answer = planned(["200"], ("levothyroxine", "08:00"), ("apixaban", hours))
    (conflict,) = [each for each in answer.conflicts if each.code == "general-gap-not-kept"]
    assert (conflict.severity.value, conflict.drugs) == ("minor", ("apixaban",))
    assert magnesium(answer)
    assert all(minute in range(12 * 60, 28 * 60 + 1) for minute in waking_minutes(answer))
    every_other_hour = ",".join(f"{hour}:00" for hour in range(1, 24, 2))
    (between,) = magnesium(planned(["200"], ("apixaban", every_other_hour)))
    assert TimeOfDay.parse(between[0]).minute % 120 == 0, "halfway between two intakes, not on top of one"
    few = planned(["200"], ("levothyroxine", "08:00"), ("apixaban", "01:00,04:00,07:00,10:00,13:00,16:00,22:00"))
    assert windows(few) == [("18:00", "20:00")]
    assert few.conflicts == ()


def waking_minutes(answer: Plan) -> list[int]:
    """The times of the magnesium, as minutes after 04:00."""
    shown = [TimeOfDay.parse(time).minute for time, _ in magnesium(answer)]
    return [minute if minute > 4 * 60 else minute + 24 * 60 for minute in shown]


@pytest.mark.parametrize(
    ("drug", "asked", "nearest", "severity"),
    [
        (("apixaban", "08:00"), "08:00", "10:00", "minor"),
        (("gabapentin", "06:00,14:00,22:00"), "22:00", "20:00", "moderate"),
        (("levothyroxine", "07:00"), "08:00", "11:00", "moderate"),
    ],
)
def test_a_time_asked_for_that_is_too_close_is_a_conflict(
    drug: tuple[str, str], asked: str, nearest: str, severity: str
) -> None:
    """The nearest free time is offered; of two as near, one of the waking hours."""
    answer = planned([("200 oxide", asked)], drug)
    (conflict,) = answer.conflicts
    assert (conflict.code, conflict.severity.value, str(conflict.nearest_time)) == (
        "asked-time-too-close",
        severity,
        nearest,
    )
    assert nearest in (conflict.action or "")
    assert [time for time, _ in magnesium(answer)] == [nearest]


@pytest.mark.parametrize(
    ("doses", "drugs", "day", "words"),
    [
        ([], (), {}, "no dose"),
        (["200"], (("levothyroxine", ""),), {}, "has no time"),
        (["200"], (), {"wake": "07:00", "sleep": "07:00"}, "both at 07:00"),
        (["200"], (), {"wake": "23:00"}, "both at 23:00"),
        (["25 x 10"], (), {}, "more than 24 intakes"),
        ([("200", "08:00,20:00")], (), {}, "2 times are asked for"),
        (["200"], (), {"meals": "1:00,2:00,3:00,4:00,5:00,6:00,7:00,8:00,9:00"}, "more than 8 meals"),
    ],
)
def test_a_day_that_cannot_be_is_refused(doses: Any, drugs: Any, day: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        planned(doses, *drugs, **day)


def test_a_person_with_a_medicine_that_has_no_time_is_refused() -> None:
    with pytest.raises(UsageError, match="'warfarin' has no time"):
        plan(Catalogue(), [Dose.parse("200")], (), Person(drugs=("warfarin",)))


def test_an_unknown_form_is_an_error_as_in_check() -> None:
    with pytest.raises(UnknownNameError):
        planned(["200 unobtainium"], ("levothyroxine", "07:00"))


@pytest.mark.parametrize(("drug", "state"), [("no such medicine", "unknown"), ("Zioptan", "recognised")])
def test_a_medicine_without_a_record_keeps_the_general_gap(drug: str, state: str) -> None:
    answer = planned(["200"], (drug, "08:00"))
    assert [each.state for each in answer.unresolved] == [state]
    assert [each.general for each in answer.separations] == [True]
    assert windows(answer) == [("10:00", "06:00")]


def test_a_time_asked_for_that_is_too_close_breaks_no_gap_of_the_plan(maginfo: RunMaginfo) -> None:
    line, *_ = maginfo("plan", "200", "--drug", "eltrombopag@08:00", "--at", "09:00", "--width", "100").out.splitlines()
    assert line == (
        "TIMES  magnesium 12:00 200 mg; every gap from the medicines is kept; the time asked for is too close"
    )
