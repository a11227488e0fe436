"""One request is made of what a command line, a profile and a library call ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maginfo import Catalogue, Dose, Person, TimedMedicine, TimeOfDay, check, plan
from maginfo.cli.collected import ErrorCollector
from maginfo.cli.requests import ProductOptions, RequestOptions, read_check_request
from maginfo.dosing.check import check_request
from maginfo.dosing.request import make_request
from maginfo.errors import UnknownNameError, UsageError
from maginfo.planning.planner import plan_request
from maginfo.planning.request import make_plan_request

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """
[person]
sex = "female"
age = 34
conditions = ["pregnancy"]
authority = "efsa"
diet = 250
eat = ["spinach:100g"]

[[dose]]
amount = "2 x 100 mg citrate"
"""
NO_PRODUCTS = ProductOptions(label=None, dsld=None, price=None, count=None, diet=None, eat=None)
LEVOTHYROXINE = TimedMedicine("levothyroxine", (TimeOfDay(420),))


def options(**given: Any) -> RequestOptions:
    nothing = dict.fromkeys(RequestOptions.__struct_fields__)
    return RequestOptions(**{**nothing, "compound": False, "no_profile": False, **given})


@pytest.fixture(autouse=True)
def no_default_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAGINFO_PROFILE", raising=False)


def test_options_a_profile_and_a_call_make_the_same_request(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "me.toml"
    file.write_text(PROFILE, encoding="utf-8")
    written = options(dose=["2 x 100 mg citrate"], sex="female", age="34", condition=["pregnancy"], authority=["efsa"])
    food = ProductOptions(label=None, dsld=None, price=None, count=None, diet="250", eat=["spinach:100g"])
    of_options, no_profile = read_check_request(catalogue, written, food, ErrorCollector())
    of_profile, profile = read_check_request(catalogue, options(profile=str(file)), NO_PRODUCTS, ErrorCollector())
    of_call = make_request(
        catalogue,
        [Dose.parse("2 x 100 mg citrate")],
        Person(sex="female", age=34, conditions=["pregnancy"]),
        ["efsa"],
        diet_mg=250,
        eaten=["spinach:100g"],
    )
    assert of_options == of_profile == of_call
    assert no_profile is None
    assert profile is not None
    assert profile.file == str(file)


def test_populations_are_applied_once_and_said_once(catalogue: Catalogue) -> None:
    request = make_request(catalogue, [Dose.parse("300")], Person(conditions=["pregnancy"]))
    assert request.person.states == ("pregnant",)
    assert [each for each in request.assumptions if "pregnan" in each] == [
        "pregnant: taken from the condition 'pregnancy'"
    ]
    report = check_request(catalogue, request)
    assert (report.person, report.assumptions) == (request.person, request.assumptions)


def test_the_public_functions_answer_the_request_that_they_make(catalogue: Catalogue) -> None:
    doses, person = [Dose.parse("400 mg")], Person(sex="male", age=50)
    assert check(catalogue, doses, person, ["efsa"], diet_mg="usual") == check_request(
        catalogue, make_request(catalogue, doses, person, ["efsa"], diet_mg="usual")
    )
    request = make_request(catalogue, doses, person, ["efsa"])
    day = make_plan_request(request, [()], [LEVOTHYROXINE], wake=None, sleep=None, meals=())
    assert plan(catalogue, doses, [LEVOTHYROXINE], person, ["efsa"]) == plan_request(catalogue, day)
    assert day.check.person.drugs == ("levothyroxine",)


def test_a_request_without_a_dose_is_planned_and_not_checked(catalogue: Catalogue) -> None:
    request = make_request(catalogue, [])
    with pytest.raises(UsageError, match="no dose to check"):
        check_request(catalogue, request)
    day = make_plan_request(request, [], [LEVOTHYROXINE], wake=None, sleep=None, meals=())
    assert plan_request(catalogue, day).supplement_mg_per_day is None
    with pytest.raises(UsageError, match="no dose and no medicine"):
        make_plan_request(request, [], [], wake=None, sleep=None, meals=())


def test_a_name_that_is_not_known_makes_no_request(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError, match="unobtainium"):
        make_request(catalogue, [Dose.parse("400 mg unobtainium")])
