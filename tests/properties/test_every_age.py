"""Every authority answers for every age, sex and state: with its value, or by saying that it publishes none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import AUTHORITIES

from maginfo import Catalogue, Dose, Person, check
from maginfo.answers.intakes import intake_table

if TYPE_CHECKING:
    from maginfo import Report
    from maginfo.dosing.report import Comparison

KINDS: dict[str, dict[str, Any]] = {
    "female": {"sex": "female"},
    "male": {"sex": "male"},
    "pregnant": {"pregnant": True},
    "lactating": {"lactating": True},
    "pregnant and lactating": {"pregnant": True, "lactating": True},
    "sex not given": {},
}
AGES = [*(f"{months}mo" for months in range(24)), *(str(years) for years in range(121))]
SAY_THAT_NONE_IS_SET = {"no-upper-limit", "needs-weight", "no-published-value"}


def codes(report: Report, comparison: Comparison) -> set[str]:
    return {finding.code for finding in report.findings if finding.authority == comparison.authority}


def answered(catalogue: Catalogue, known: dict[str, Any], age: str, weight_kg: float | None) -> Report:
    """The report for this person, every authority's part of it looked at."""
    report = check(catalogue, [Dose.parse("1 mg")], Person(**known, age=age, weight_kg=weight_kg), ["all"])
    assert tuple(comparison.authority for comparison in report.references) == AUTHORITIES
    for comparison in report.references:
        place = (comparison.authority, age)
        told = codes(report, comparison)
        limit = comparison.upper_limit
        assert ("no-published-value" in told) == (not comparison.life_stages), place
        assert (limit.low is None) == bool(told & SAY_THAT_NONE_IS_SET), place
        assert (limit.status in ("not-set", "needs-weight")) == (limit.low is None), place
        for value in (comparison.recommended, comparison.average_requirement, limit):
            if value is not None and value.low is not None:
                assert 0 < value.low <= value.high, place
    return report


@pytest.mark.parametrize("kind", KINDS)
def test_every_authority_answers_every_age(kind: str, catalogue: Catalogue) -> None:
    """From birth, in months, to 120 years: a limit, or a finding that says why there is none; never an empty row."""
    known = KINDS[kind]
    for age in AGES:
        report = answered(catalogue, known, age, None)
        table = intake_table(catalogue, ["all"], Person(**known, age=age))
        printed = {row.authority for row in table.rows}
        assert printed == {comparison.authority for comparison in report.references if comparison.life_stages}
        assert sorted((*printed, *table.unpublished)) == sorted(AUTHORITIES)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weight_kg", [30.0, 200.0])
def test_a_weight_leaves_no_limit_that_needs_one(kind: str, weight_kg: float, catalogue: Catalogue) -> None:
    """With a weight, every limit that is set by weight has a figure, and none over that of the authority's adults."""
    for age in (*AGES[::12], "19", "70"):
        report = answered(catalogue, KINDS[kind], age, weight_kg)
        assert "needs-weight" not in {finding.code for finding in report.findings}, age
        for comparison in report.references:
            printed = [stage.upper_limit_mg for stage in catalogue.authority(comparison.authority).life_stages]
            highest = max((limit for limit in printed if limit is not None), default=0)
            assert (comparison.upper_limit.high or 0) <= highest, (comparison.authority, age)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_ordinary_adults_have_a_value_everywhere(sex: str, catalogue: Catalogue) -> None:
    """Every authority has a recommended intake or a limit for every adult."""
    for age in range(19, 121):
        report = check(catalogue, [Dose.parse("1 mg")], Person(sex=sex, age=age), ["all"])  # type: ignore[arg-type]
        for comparison in report.references:
            place = (comparison.authority, age)
            assert comparison.recommended is not None or comparison.upper_limit.low is not None, place


@pytest.mark.parametrize("kind", ["female", "male", "pregnant", "lactating"])
def test_a_person_of_one_age_and_sex_has_one_row(kind: str, catalogue: Catalogue) -> None:
    """The rows of a table do not overlap: what is known of a person to the year is in one of them."""
    for age in range(1, 121):
        table = intake_table(catalogue, ["all"], Person(**KINDS[kind], age=age))
        rows = [row.authority for row in table.rows]
        assert len(rows) == len(set(rows)), age


def test_infants_are_never_ok(catalogue: Catalogue) -> None:
    """Under one year the answer is 'avoid', whoever is asked."""
    for months in range(12):
        report = check(catalogue, [Dose.parse("1 mg")], Person(age=f"{months}mo"), ["all"])
        assert report.severity == "avoid", months
        assert "infant" in [finding.code for finding in report.findings]
    for authority in AUTHORITIES:
        assert check(catalogue, [Dose.parse("1 mg")], Person(age="0"), [authority]).severity == "avoid", authority
