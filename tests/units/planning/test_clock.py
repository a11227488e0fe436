"""Times of day on the circle of 1440 minutes."""

from __future__ import annotations

import pytest

from maginfo.errors import UnreadableValueError
from maginfo.planning.clock import TimeOfDay, clock, distance, minutes_between, read_times, runs, whole_minutes


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("00:00", 0),
        ("07:00", 420),
        ("7:05", 425),
        (" 23:59 ", 1439),
        ("7am", 420),
        ("7 PM", 1140),
        ("7:30\u00a0pm", 1170),  # a space that does not break the line, as phones and spreadsheets write it
        ("7:30\u202fPM", 1170),
        ("12am", 0),
        ("12:30 pm", 750),
        ("19", 1140),
        ("0", 0),
        ("noon", 720),
        ("Midnight", 0),
    ],
)
def test_a_time_is_read(text: str, minute: int) -> None:
    assert TimeOfDay.parse(text) == TimeOfDay(minute)
    assert TimeOfDay.parse(str(TimeOfDay(minute))) == TimeOfDay(minute)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("25:00", "00:00 to 23:59"),
        ("24:00", "00:00 to 23:59"),
        ("07:60", "00:00 to 23:59"),
        ("7", "could be 07:00 or 19:00"),
        ("12", "could be 00:00 or 12:00"),
        ("", "such as 07:00"),
        ("07:0", "such as 07:00"),
        ("-1:00", "such as 07:00"),
        ("7.30", "such as 07:00"),
        ("٠٧:٠٠", "such as 07:00"),
        ("13pm", "1 to 12"),
        ("0am", "1 to 12"),
        ("007:00", "such as 07:00"),
    ],
)
def test_what_is_no_time_is_refused_with_what_would_be_right(text: str, words: str) -> None:
    with pytest.raises(UnreadableValueError, match=words):
        TimeOfDay.parse(text)


def test_several_times_come_in_order() -> None:
    assert [str(time) for time in read_times("20:00, 8:00,12:30", what="--meals")] == ["08:00", "12:30", "20:00"]
    with pytest.raises(UnreadableValueError, match=r"^--meals: time ''"):
        read_times("08:00,", what="--meals")
    with pytest.raises(UnreadableValueError, match=r"^--at: 08:00 appears twice in '8am,20:00,08:00'"):
        read_times("8am,20:00,08:00", what="--at")


@pytest.mark.parametrize(
    ("hours", "minutes"), [(2.005, 121), (None, 0), (0, 0), (4, 240), (0.5, 30), (1.1, 66), (0.33, 20), (72, 4320)]
)
def test_hours_become_whole_minutes_on_the_far_side(hours: float | None, minutes: int) -> None:
    assert whole_minutes(hours) == minutes


def test_the_circle_is_gone_round_the_shorter_way() -> None:
    assert distance(10, 1430) == distance(1430, 10) == 20
    assert distance(0, 720) == 720
    assert clock(1440 + 61) == "01:01"
    assert clock(-1) == "23:59"


def test_minutes_between_include_both_ends_and_pass_midnight() -> None:
    assert minutes_between(5, 5) == {5}
    assert minutes_between(1438, 1) == {1438, 1439, 0, 1}
    assert len(minutes_between(420, 419)) == 1440


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ((), []),
        (range(1440), [(0, 1439)]),
        ({7}, [(7, 7)]),
        ({7, 9}, [(7, 7), (9, 9)]),
        ({1439, 0}, [(1439, 0)]),
        ({0, 1, 5, 1438, 1439}, [(5, 5), (1438, 1)]),
        (set(range(1440)) - {0}, [(1, 1439)]),
        (set(range(1440)) - {1439}, [(0, 1438)]),
        (set(range(1440)) - {300}, [(301, 299)]),
    ],
)
def test_runs_are_whole_across_midnight(minutes: set[int], expected: list[tuple[int, int]]) -> None:
    assert runs(minutes) == expected
