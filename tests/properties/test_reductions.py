"""The single changes that a report names bring the total to the limit, and no other single change would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drawn import authorities, like, people, several_doses, statuses
from hypothesis import example, given, settings

from maginfo import Catalogue, Dose, Person, check

if TYPE_CHECKING:
    from collections.abc import Iterator


def single_changes(taken: list[Dose]) -> Iterator[tuple[str, int, list[Dose]]]:
    """Every change of one product, and what is taken then: one intake less, half of each intake, or none of it."""
    for position, dose in enumerate(taken):
        before, after = taken[:position], taken[position + 1 :]
        if dose.times_per_day > 1:
            less = like(dose, dose.amount, dose.times_per_day - 1)
            yield "one-intake-less", position, [*before, less, *after]
        yield "half", position, [*before, like(dose, dose.amount / 2), *after]
        if len(taken) > 1:
            yield "left-out", position, [*before, *after]


@settings(max_examples=60)
@given(taken=several_doses, person=people, chosen=authorities)
@example(taken=[Dose.parse("2 x 200")], person=Person(), chosen=["nam"])
@example(taken=[Dose.parse("2000 mg glycinate compound")], person=Person(), chosen=["all"])
def test_the_reductions_bring_the_total_to_the_limit(
    taken: list[Dose], person: Person, chosen: list[str], catalogue: Catalogue
) -> None:
    """Checked again with a change made, the total is the one that was told, and at the limit or below it."""
    report = check(catalogue, taken, person, chosen)
    passed = [authority for authority, status in statuses(report).items() if status in ("above", "straddles")]
    holds = all(reference.upper_limit.holds for reference in report.references)
    assert [reduction.authority for reduction in report.reductions] == (passed if holds else [])
    left = {
        (change, position): check(catalogue, then, person, chosen) for change, position, then in single_changes(taken)
    }
    for reduction in report.reductions:
        told = {(change.change, change.dose): change.supplement_mg_per_day for change in reduction.changes}
        for change, total in told.items():
            again = left[change].supplement_mg_per_day
            assert (total.low, total.high) == (
                pytest.approx(again.low, abs=1e-6),
                pytest.approx(again.high, abs=1e-6),
            )
        # A limit that other rows lack is not passed, and yet not said to be kept.
        enough = {key for key, then in left.items() if statuses(then)[reduction.authority] in ("below", "not-set")}
        assert set(told) == enough, reduction.authority


@given(taken=several_doses, person=people, chosen=authorities)
@example(taken=[Dose.parse("2000 mg glycinate compound")], person=Person(), chosen=["nam"])
def test_a_reduction_says_by_how_much_the_limit_is_passed(
    taken: list[Dose], person: Person, chosen: list[str], catalogue: Catalogue
) -> None:
    """What is over, taken away from the total's high end, leaves the limit."""
    report = check(catalogue, taken, person, chosen)
    limits = {reference.authority: reference.upper_limit for reference in report.references}
    for reduction in report.reductions:
        limit = limits[reduction.authority]
        assert reduction.limit_mg == limit.low
        assert report.supplement_mg_per_day.high - reduction.over_mg.high == pytest.approx(limit.low)
        assert 0 <= reduction.over_mg.low <= reduction.over_mg.high
        assert (reduction.over_mg.low > 0) == (limit.status == "above")
