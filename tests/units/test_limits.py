"""What several limits say together, and which single change brings a total back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import CATALOGUE

from maginfo import Dose, Person, check

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo.dosing.report import Report


def checked(*doses: str, authorities: tuple[str, ...] = ("nam",)) -> Report:
    return check(CATALOGUE, [Dose.parse(text) for text in doses], Person(age=40), authorities)


def test_authorities_differ_at_300_mg() -> None:
    """Issue and reference tables: EU, Nordic and German limits are 250 mg, the US one 350 mg, the British 400 mg."""
    together = checked("300", authorities=("all",)).agreement
    assert together is not None
    assert not together.agree
    assert {"efsa", "nnr", "bfr", "nl"} <= set(together.over)
    assert {"nam", "uk", "vkm", "hc"} <= set(together.under)
    assert {"dach", "who"} <= set(together.none_set)
    assert together.may_be_over == ()


@pytest.mark.parametrize(("dose", "agree"), [("100", True), ("600", True), ("300", False)])
def test_agreement_is_of_the_limits_that_are_set(dose: str, agree: bool) -> None:
    together = checked(dose, authorities=("nam", "efsa", "who")).agreement
    assert together is not None
    assert together.agree is agree


def test_one_authority_has_nothing_to_agree_with() -> None:
    assert checked("300").agreement is None


def test_every_authority_asked_is_in_the_agreement_once() -> None:
    together = checked("300", authorities=("all",)).agreement
    assert together is not None
    named = together.over + together.may_be_over + together.under + together.none_set + together.needs_weight
    assert sorted(named) == sorted(CATALOGUE.authority_ids)


@pytest.mark.parametrize(
    ("doses", "changes"),
    [
        (["400"], [("half", 0, 200)]),
        (["2x200"], [("one-intake-less", 0, 200), ("half", 0, 200)]),
        (["400", "100"], [("half", 0, 300), ("left-out", 0, 100)]),
        (["400", "400"], []),
        (["350"], None),
    ],
)
def test_single_changes_that_bring_a_total_to_the_limit(
    doses: list[str], changes: list[tuple[str, int, float]] | None
) -> None:
    reductions = checked(*doses).reductions
    if changes is None:
        assert reductions == ()
        return
    (reduction,) = reductions
    assert (reduction.authority, reduction.limit_mg) == ("nam", 350)
    told = [(each.change, each.dose, each.supplement_mg_per_day.high) for each in reduction.changes]
    assert told == changes


def test_range_that_may_pass_is_reduced_by_its_high_end() -> None:
    (reduction,) = checked("2000 mg glycinate compound").reductions
    assert (reduction.over_mg.low, reduction.over_mg.high) == (0, 50)
    assert [each.change for each in reduction.changes] == ["half"]


@given(
    st.lists(
        st.sampled_from(["100", "2x150", "400", "3 x 80 mg citrate", "2 g oxide compound"]), min_size=1, max_size=4
    )
)
def test_every_change_told_leaves_a_total_within_the_limit(doses: list[str]) -> None:
    report = checked(*doses, authorities=("nam", "efsa"))
    limits = {each.authority: each.upper_limit.low for each in report.references}
    for reduction in report.reductions:
        for change in reduction.changes:
            limit = limits[reduction.authority]
            assert limit is not None
            assert change.supplement_mg_per_day.high <= limit * (1 + 1e-9)
            assert change.supplement_mg_per_day.high < report.supplement_mg_per_day.high


def test_a_limit_per_kg_is_among_the_stricter_authorities(maginfo: RunMaginfo) -> None:
    """A child of 12 kg: 5 mg/kg in Japan is 60 mg, the US limit of 4 to 8 years is 110 mg."""
    words = ("check", "--dose", "100", "--age", "4", "--json")
    by_weight = maginfo(*words, "--weight", "12").json
    told = [each for each in by_weight["findings"] if each["code"] == "above-other-authority"]
    assert any(each["authority"] == "japan" for each in told), told
    heavier = maginfo(*words, "--weight", "25").json
    assert not any(each["authority"] == "japan" for each in heavier["findings"])
