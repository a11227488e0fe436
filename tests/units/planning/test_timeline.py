"""The day drawn in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from day_plans import planned

from maginfo.render.drawings.timeline import draw_timeline, timeline_rows

if TYPE_CHECKING:
    from maginfo import Plan

ASCII = {"D", "M", "F", "m", "-", "#", ".", "=", "+", " "}


@pytest.fixture(scope="module")
def day() -> Plan:
    return planned(
        ["2x200mg"],
        ("levothyroxine", "07:00"),
        ("ciprofloxacin", "08:00,20:00"),
        meals="13:00",
        wake="06:00",
        sleep="23:30",
    )


def lines(plan: Plan, width: int, unicode: bool = False) -> list[str]:
    return ["".join(text for text, _ in line) for line in draw_timeline(timeline_rows(plan), width, unicode)]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_it_may_be(day: Plan, width: int, unicode: bool) -> None:
    assert all(len(line) <= max(width, 40) for line in lines(day, width, unicode))
    assert unicode or all(line.isascii() for line in lines(day, width, unicode))


def test_at_sixty_columns_without_colour_or_unicode_it_reads() -> None:
    plan = planned(["2x200mg"], ("levothyroxine", "07:00"), ("ciprofloxacin", "08:00,20:00"), meals="13:00")
    assert lines(plan, 60) == [
        "hour          00    04      08     12      16     20      24",
        "              +------+-------+------+-------+------+-------+",
        "meals                                 m",
        "              13:00",
        "levothyroxine      --------D-------",
        "              07:00",
        "ciprofloxacin    ------------D---       -----------D----",
        "              08:00, 20:00",
        "open          ###.                .#####.              .###",
        "              11:00-14:00, 22:00-02:00",
        "magnesium                             F                  M",
        "              13:00, 23:00",
        "D medicine   -- too close   # open (. in part)   M magnesium",
        "F magnesium with food   m meal",
    ]


def test_a_long_name_is_whole_on_a_line_of_its_own() -> None:
    name = "levothyroxine (Thyroxine 100 micrograms)"
    drawn = lines(planned(["100"], ("Thyroxine 100 micrograms", "07:00")), 60)
    assert name in drawn
    assert drawn[drawn.index(name) + 1].strip().startswith("-")


def test_never_together_fills_the_day() -> None:
    drawn = lines(planned(["100"], ("raltegravir", "08:00")), 60)
    row = next(line for line in drawn if line.startswith("raltegravir"))
    assert set(row.removeprefix("raltegravir").removesuffix("08:00").strip()) == {"-", "D"}
    assert next(line for line in drawn if line.startswith("open")).split() == ["open", "never"]
