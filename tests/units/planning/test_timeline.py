"""The day drawn in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from day_plans import planned

from maginfo.render.drawings import draw_timeline, timeline_rows

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
        "levothyroxine      --------D-------",
        "ciprofloxacin    ------------D---       -----------D----",
        "free times    ###.                .#####.              .###",
        "magnesium                             F                  M",
        "D medicine   -- too close to it",
        "# every separation is kept (. in part)   M magnesium",
        "F magnesium with food   m meal",
    ]


def test_a_long_name_is_whole_on_a_line_of_its_own() -> None:
    drawn = lines(planned(["100"], ("desiccated thyroid", "07:00")), 60)
    assert "desiccated thyroid" in drawn
    assert drawn[drawn.index("desiccated thyroid") + 1].strip().startswith("-")


def test_never_together_fills_the_day() -> None:
    drawn = lines(planned(["100"], ("raltegravir", "08:00")), 60)
    row = next(line for line in drawn if line.startswith("raltegravir"))
    assert set(row.removeprefix("raltegravir").strip()) == {"-", "D"}
    assert next(line for line in drawn if line.startswith("free times")).strip() == "free times"
