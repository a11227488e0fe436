"""When a record of the data applies: what it states of the person and the dose, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from maginfo import Catalogue, Dose, Person
from maginfo.dosing.circumstances import Facts, circumstances_hold, concerns_forms, escalated
from maginfo.dosing.doses import resolve
from maginfo.model.safety import Circumstances, Escalation, Severity


@pytest.fixture
def facts(catalogue: Catalogue) -> Any:
    """Facts of a person who takes these doses."""

    def of(*doses: str, passed: bool = False, conditions: frozenset[str] = frozenset(), **person: Any) -> Facts:
        resolved = [resolve(catalogue, Dose.parse(dose)) for dose in doses or ("200",)]
        return Facts(person=Person(**person), doses=resolved, limit_passed=passed, conditions=conditions)

    return of


@pytest.mark.parametrize(
    ("when", "person", "holds"),
    [
        ({"ages": "65+ y"}, {"age": 65}, True),
        ({"ages": "65+ y"}, {"age": 64}, False),
        ({"ages": "65+ y"}, {}, False),  # an age that is not given is no reason to warn of a population
        ({"ages": "0-11 mo"}, {"age": "8mo"}, True),
        ({"ages": "0-5 mo"}, {"age": "0"}, True),  # any age the person may have
        ({"ages": "0-11 mo"}, {"age": 1}, False),
        ({"state": "pregnant"}, {"pregnant": True}, True),
        ({"state": "pregnant"}, {"lactating": True}, False),
        ({"state": "pregnant"}, {"sex": "female"}, False),
        ({"egfr_below": 30}, {"egfr": 29.9}, True),
        ({"egfr_below": 30}, {"egfr": 30}, False),
        ({"egfr_below": 30}, {}, False),
        ({"egfr_from": 30, "egfr_below": 60}, {"egfr": 30}, True),
        ({"egfr_from": 30, "egfr_below": 60}, {"egfr": 59.9}, True),
        ({"egfr_from": 30, "egfr_below": 60}, {"egfr": 60}, False),
        ({"egfr_known": False}, {}, True),
        ({"egfr_known": False}, {"egfr": 90}, False),
        ({"egfr_known": True}, {"egfr": 0}, True),
        ({"egfr_known": True}, {}, False),
        ({"ages": "65+ y", "egfr_below": 60}, {"age": 70, "egfr": 50}, True),
        ({"ages": "65+ y", "egfr_below": 60}, {"age": 70, "egfr": 80}, False),  # all that is stated must hold
        ({"ages": "65+ y", "egfr_below": 60}, {"age": 50, "egfr": 50}, False),
    ],
)
def test_facts_of_a_person(when: dict[str, Any], person: dict[str, Any], holds: bool, facts: Any) -> None:
    assert circumstances_hold(Circumstances(**when), facts(**person)) is holds


@pytest.mark.parametrize(
    ("when", "doses", "holds"),
    [
        ({"forms": ("oxide",)}, ["200 mg oxide"], True),
        ({"forms": ("oxide", "citrate")}, ["200 mg citrate"], True),
        ({"forms": ("oxide",)}, ["200 mg citrate"], False),
        ({"forms": ("oxide",)}, ["200 mg citrate", "200 mg oxide"], True),
        ({"single_dose_over_mg": 250}, ["2 x 200"], False),  # once, not over the day
        ({"single_dose_over_mg": 250}, ["250"], False),
        ({"single_dose_over_mg": 250}, ["100", "300"], True),
        ({"single_dose_over_mg": 150}, ["1 g glycinate compound"], True),  # 100 to 200 mg: the high end counts
    ],
)
def test_facts_of_the_doses(when: dict[str, Any], doses: list[str], holds: bool, facts: Any) -> None:
    assert circumstances_hold(Circumstances(**when), facts(*doses)) is holds


@pytest.mark.parametrize("passed", [True, False])
@pytest.mark.parametrize("stated", [True, False])
def test_limit_passed(stated: bool, passed: bool, facts: Any) -> None:
    assert circumstances_hold(Circumstances(limit_passed=stated), facts(passed=passed)) is (stated == passed)


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [({"dialysis"}, True), ({"dialysis", "diabetes"}, True), ({"diabetes"}, False), ((), False)],
)
def test_any_of_the_conditions(conditions: Any, holds: bool, facts: Any) -> None:
    when = Circumstances(conditions=("dialysis", "kidney-disease"))
    assert circumstances_hold(when, facts(conditions=frozenset(conditions))) is holds


@pytest.mark.parametrize(
    ("forms", "doses", "concerned"),
    [
        (["all"], ["200 mg citrate"], True),
        ([], ["200 mg citrate"], True),
        (["oxide"], ["200 mg oxide"], True),
        (["oxide"], ["200 mg citrate"], False),
        (["oxide"], ["200"], True),  # a form that is not given could be that one
        (["oxide"], ["200 mg citrate", "200 mg oxide"], True),
        (["acid-neutralising"], ["200 mg oxide"], True),
        (["acid-neutralising"], ["200 mg hydroxide"], True),
        (["acid-neutralising"], ["200 mg carbonate"], True),
        (["acid-neutralising"], ["200 mg glycinate"], True),  # sold buffered with oxide, and labels rarely say so
        (["acid-neutralising"], ["200 mg chloride"], False),
        (["acid-neutralising"], ["200"], True),
    ],
)
def test_forms_a_record_is_limited_to(
    forms: list[str], doses: list[str], concerned: bool, catalogue: Catalogue
) -> None:
    resolved = [resolve(catalogue, Dose.parse(dose)) for dose in doses]
    assert concerns_forms(forms, resolved) is concerned


STEPS = (
    Escalation("moderate", "a reason for moderate", Circumstances(egfr_below=90)),
    Escalation("avoid", "a reason for avoid", Circumstances(egfr_below=30)),
    Escalation("major", "a reason for major", Circumstances(egfr_below=60)),
)


@pytest.mark.parametrize(
    ("own", "egfr", "severity", "because"),
    [
        ("minor", 95, "minor", None),
        ("minor", 80, "moderate", "a reason for moderate"),
        ("minor", 50, "major", "a reason for major"),
        ("minor", 20, "avoid", "a reason for avoid"),  # the highest, in whatever order they stand
        ("major", 80, "major", None),  # a step is never downwards
        ("major", 50, "major", None),
        ("avoid", 20, "avoid", None),
        ("minor", None, "minor", None),
    ],
)
def test_escalation(own: str, egfr: float | None, severity: str, because: str | None, facts: Any) -> None:
    assert escalated(Severity(own), STEPS, facts(egfr=egfr)) == (Severity(severity), because)


def test_severities_are_in_the_order_of_the_scale() -> None:
    words = ["ok", "info", "minor", "moderate", "major", "avoid"]
    assert [severity.value for severity in sorted(Severity)] == words
    assert max(Severity("minor"), Severity("major")) is Severity.MAJOR
