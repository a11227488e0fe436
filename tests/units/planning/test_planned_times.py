"""The times of a planned day: windows, meals, parts of a dose, times asked for."""

from __future__ import annotations

import pytest
from day_plans import CIPROFLOXACIN, LEVOTHYROXINE, magnesium, planned, times, windows
from shown import text_of

from maginfo import Catalogue, Dose, Person, TimedMedicine, plan
from maginfo.planning.plan import Window
from maginfo.planning.schedule import nearest_to, spread
from maginfo.render.pages.plan import plan_page


def test_hours_are_kept_in_both_directions_and_past_midnight() -> None:
    answer = planned(["2x200mg"], LEVOTHYROXINE, CIPROFLOXACIN)
    assert windows(answer) == [("11:00", "14:00"), ("22:00", "02:00")]
    assert magnesium(answer) == [("11:00", 200), ("23:00", 200)]
    assert [line.what for line in answer.schedule if line.kind == "drug"] == [
        "levothyroxine", "ciprofloxacin", "ciprofloxacin",
    ]  # fmt: skip
    assert answer.separations[0].blocked is not None
    assert answer.separations[0].blocked == Window.of_minutes(3 * 60, 11 * 60)


def test_a_day_without_medicines_is_one_window() -> None:
    assert windows(planned(["200"])) == [("00:00", "23:59")]


def test_waking_hours_bound_the_windows_and_may_pass_midnight() -> None:
    assert windows(planned(["200"], LEVOTHYROXINE, wake="06:00", sleep="22:00")) == [("11:00", "22:00")]
    night = planned(["2x200"], LEVOTHYROXINE, wake="20:00", sleep="12:00")
    assert windows(night) == [("11:00", "12:00"), ("20:00", "03:00")]
    assert [str(line.time) for line in night.schedule] == ["23:30", "07:00", "11:30"]  # the day begins at waking


def test_without_waking_hours_the_schedule_keeps_to_the_usual_ones_where_it_can() -> None:
    assert all("07:00" <= time <= "23:00" for time, _ in magnesium(planned(["4x100"], LEVOTHYROXINE)))
    by_night = planned(["100"], ("levothyroxine", "11:00"), ("moxifloxacin", "17:00"), ("levothyroxine", "05:00"))
    assert windows(by_night) == [("23:00", "01:00")]
    assert magnesium(by_night) == [("23:00", 100)]


def test_meals_are_preferred_and_marked() -> None:
    answer = planned(["2x100 oxide"], LEVOTHYROXINE, meals="08:00,13:00,19:00")
    assert [(str(line.time), line.with_food) for line in answer.schedule if line.kind == "magnesium"] == [
        ("13:00", True), ("19:00", True),
    ]  # fmt: skip
    assert any("food" in reason.text and reason.sources for reason in answer.reasons)


def test_meals_do_not_bring_intakes_together() -> None:
    close = magnesium(planned(["2x200"], meals="12:00,12:30"))
    assert len({time for time, _ in close}) == 2
    minutes = [int(time[:2]) * 60 + int(time[3:]) for time, _ in close]
    assert abs(minutes[0] - minutes[1]) >= 360


def test_a_form_that_goes_after_meals_is_not_put_at_one() -> None:
    assert not any(line.with_food for line in planned(["100 trisilicate"], meals="13:00").schedule)


def test_a_large_dose_is_divided_where_no_number_of_units_is_given() -> None:
    answer = planned(["400 mg citrate"], LEVOTHYROXINE)
    assert [mg for _, mg in magnesium(answer)] == [200, 200]
    assert [line.what for line in answer.schedule if line.dose == 0] == ["half of 400 mg citrate"] * 2
    assert any("whether the product can be divided is not known" in each for each in answer.assumptions)
    assert [mg for _, mg in magnesium(planned(["600"]))] == [200, 200, 200]


@pytest.mark.parametrize("dose", ["1 x 400", "2 x 400"])
def test_a_number_of_units_is_kept(dose: str) -> None:
    answer = planned([dose])
    assert [mg for _, mg in magnesium(answer)] == [400] * int(dose[0])
    assert any("is shown whole, since how often" in each for each in answer.assumptions)


def test_a_dose_at_the_large_single_dose_is_whole() -> None:
    assert magnesium(planned(["250"])) == [("15:00", 250)]


def test_a_range_is_divided_by_its_high_end() -> None:
    answer = planned(["2 g glycinate compound"])
    spans = [line.elemental_mg for line in answer.schedule if line.elemental_mg is not None]
    assert [(span.low, span.high) for span in spans] == [(100, 200), (100, 200)]


def test_a_dose_is_shown_whole_where_the_day_has_no_room_for_parts() -> None:
    answer = planned(["400"], LEVOTHYROXINE, wake="10:30", sleep="11:20")
    assert [mg for _, mg in magnesium(answer)] == [400]
    assert any("no room for 2 parts" in each for each in answer.assumptions)


def test_nobody_is_woken_for_a_part() -> None:
    answer = planned(["5000"])
    assert [mg for _, mg in magnesium(answer)] == [5000]
    assert any("waking hours have no room for 20 parts" in each for each in answer.assumptions)


def test_two_products_asked_for_at_one_time_are_kept_apart_where_they_are_too_much() -> None:
    apart = planned([("200", "08:00"), ("200", "08:00")])
    assert magnesium(apart)[0] == ("08:00", 200)
    assert magnesium(apart)[1][0] > "09:00"
    assert any("more than 250 mg at once" in each for each in apart.assumptions)
    assert [time for time, _ in magnesium(planned([("100", "08:00"), ("150", "08:00")]))] == ["08:00", "08:00"]


def test_a_time_asked_for_is_kept_or_moved_to_the_nearest_that_may_be() -> None:
    answer = planned([("2x200", "08:00,20:00")], LEVOTHYROXINE)
    assert [time for time, _ in magnesium(answer)] == ["11:00", "20:00"]
    assert [str(conflict.nearest_time) for conflict in answer.conflicts] == ["11:00"]
    assert not any("asked for" in each for each in answer.assumptions)
    asleep = planned([("200", "03:00")], wake="07:00", sleep="22:00")
    assert "dose '200', asked for at 03:00, is shown at 07:00: it lies outside the waking hours" in asleep.assumptions
    assert magnesium(planned([("200", "03:00")])) == [("03:00", 200)]


def test_a_form_that_is_not_concerned_has_windows_of_its_own() -> None:
    answer = planned(["100 taurate", "100 oxide"], ("digoxin", "08:00"))
    own = {dose.form: [(str(window.start), str(window.end)) for window in dose.windows] for dose in answer.doses}
    assert own == {"taurate": [("00:00", "23:59")], "oxide": [("12:00", "02:00")]}
    assert windows(answer) == [("12:00", "02:00")]
    assert planned(["100 taurate"], ("digoxin", "08:00")).separations[0].blocked is None


def test_without_a_dose_the_free_times_are_answered_alone() -> None:
    answer = planned([], ("levothyroxine", "08:00"), ("apixaban", "20:00"))
    assert windows(answer) == [("12:00", "18:00"), ("22:00", "04:00")]
    assert (answer.supplement_mg_per_day, answer.doses, magnesium(answer)) == (None, (), [])
    assert [finding.code for finding in answer.findings] == ["interaction:levothyroxine", "interaction:none-recorded"]


def test_a_class_takes_the_longest_gaps_of_its_medicines() -> None:
    assert windows(planned(["200"], ("quinolones", "12:00"))) == [("18:00", "04:00")]


def test_what_goes_on_the_skin_has_no_line_and_keeps_no_hours() -> None:
    answer = planned(["20 mg magnesium oil", "200"], LEVOTHYROXINE)
    assert [line.dose for line in answer.schedule if line.kind == "magnesium"] == [1]
    assert any("on the skin" in each for each in answer.assumptions)
    alone = planned(["20 mg magnesium oil"], LEVOTHYROXINE)
    assert (magnesium(alone), windows(alone)) == ([], [("00:00", "23:59")])


def test_names_of_one_medicine_are_merged_and_a_brand_is_resolved() -> None:
    answer = planned(["200"], ("Synthroid", "07:00"), ("synthroid", "07:00"))
    assert [line.what for line in answer.schedule if line.kind == "drug"] == ["levothyroxine (Synthroid)"]


def test_findings_are_those_of_check() -> None:
    from maginfo import check

    person = Person(sex="female", age=34, pregnant=True)
    medicines = [TimedMedicine("levothyroxine", times("07:00"))]
    answer = plan(Catalogue(), [Dose.parse("2x200")], medicines, person)
    report = check(Catalogue(), [Dose.parse("2x200")], person.replaced(drugs=("levothyroxine",)))
    assert (answer.findings, answer.cautions, answer.severity) == (report.findings, report.cautions, report.severity)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dyazide", "Dyazide (hydrochlorothiazide, triamterene)"),
        ("Frumil", "Frumil (furosemide, amiloride)"),
        ("Juluca", "dolutegravir/rilpivirine (Juluca)"),
        ("captopril", "captopril"),
        ("Urex", "Urex (furosemide or methenamine)"),
    ],
)
def test_a_medicine_of_several_classes_stands_in_the_day_once(name: str, shown: str) -> None:
    answer = planned(["200"], (name, "08:00,20:00"))
    drugs = [(str(line.time), line.what) for line in answer.schedule if line.kind == "drug"]
    assert drugs == [("08:00", shown), ("20:00", shown)]
    assert {each.drug for each in answer.separations} == {shown}


def test_gaps_that_are_the_same_in_two_classes_are_one_line_of_the_page() -> None:
    answer = planned(["200"], ("Juluca", "08:00"))
    assert len(answer.separations) == 2
    text = text_of(plan_page(answer))
    separation_rules = text[text.index("Separations") : text.index("General cautions")]
    assert separation_rules.count("Juluca") == 1


def test_one_intake_stands_as_far_from_both_ends_of_the_free_time_as_it_can() -> None:
    """Somewhat early or late it still keeps what it has to."""
    answer = planned(["200"], ("levothyroxine", "06:00"), wake="06:00", sleep="14:00")
    assert windows(answer) == [("10:00", "14:00")]
    assert magnesium(answer) == [("12:00", 200)]


def test_a_time_between_two_that_are_as_near_moves_to_the_later() -> None:
    assert nearest_to(600, {590, 610}) == 610
    assert nearest_to(0, {1430, 10}) == 10
    assert nearest_to(600, {591, 610}) == 591


def test_a_dose_is_divided_into_as_many_parts_as_times_are_asked_for() -> None:
    at = ("08:00", "13:00", "20:00")
    answer = planned([("300", ",".join(at))])
    assert magnesium(answer) == [(time, 100) for time in at]
    assert answer.doses[0].divided_into == 3
    assert magnesium(planned([("300", "08:00")]))[0][0] == "08:00"


def test_an_intake_that_has_room_stands_in_the_middle_of_it() -> None:
    """The ends of the long window settle how far apart three intakes can be; the first has half an hour to spare."""
    pool = frozenset([*range(360, 391), *range(720, 751), *range(960, 1381)])
    assert spread(3, [pool], [], frozenset(), 60) == [375, 960, 1380]
