"""Every authority answers for every age, sex and state: with its value, or with a finding that it publishes none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo import Catalogue, Dose, Person, check

if TYPE_CHECKING:
    from maginfo import Report
    from maginfo.dosing.report import Comparison

KINDS = ({"sex": "female"}, {"sex": "male"}, {"pregnant": True}, {"lactating": True})
AGES = [*(f"{months}mo" for months in range(24)), *(str(years) for years in range(121))]
SAY_THAT_NONE_IS_SET = {"no-upper-limit", "needs-weight", "no-published-value"}


def codes(report: Report, comparison: Comparison) -> set[str]:
    return {finding.code for finding in report.findings if finding.authority == comparison.authority}


@pytest.mark.parametrize("weight_kg", [None, 30.0], ids=["weight not given", "30 kg"])
@pytest.mark.parametrize("kind", KINDS, ids=["female", "male", "pregnant", "lactating"])
def test_every_age_is_answered(kind: dict[str, object], weight_kg: float | None, catalogue: Catalogue) -> None:
    for age in AGES:
        person = Person(**kind, age=age, weight_kg=weight_kg)  # type: ignore[arg-type]
        report = check(catalogue, [Dose.parse("1 mg")], person, ["all"])
        assert {comparison.authority for comparison in report.references} == set(catalogue.authority_ids)
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


@pytest.mark.parametrize("authority", Catalogue().authority_ids)
def test_ordinary_adults_have_a_value_everywhere(authority: str, catalogue: Catalogue) -> None:
    for sex in ("female", "male"):
        for age in range(19, 121):
            report = check(catalogue, [Dose.parse("1 mg")], Person(sex=sex, age=age), [authority])  # type: ignore[arg-type]
            comparison = report.references[0]
            assert comparison.recommended is not None or comparison.upper_limit.low is not None, (sex, age)


def test_a_person_of_one_age_and_sex_has_one_row(catalogue: Catalogue) -> None:
    for kind in KINDS:
        for age in range(1, 121):
            person = Person(**kind, age=age)  # type: ignore[arg-type]
            for comparison in check(catalogue, [Dose.parse("1 mg")], person, ["all"]).references:
                assert len(comparison.life_stages) <= 1, (comparison.authority, kind, age)


def test_infants_are_never_ok(catalogue: Catalogue) -> None:
    for authority in catalogue.authority_ids:
        for months in range(12):
            report = check(catalogue, [Dose.parse("1 mg")], Person(age=f"{months}mo"), [authority])
            assert report.severity == "avoid", (authority, months)
            assert "infant" in [finding.code for finding in report.findings]
