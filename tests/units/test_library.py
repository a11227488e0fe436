"""Use as a library, as the package's own docstring shows it."""

from __future__ import annotations

import doctest
import importlib

import pytest

import maginfo
from maginfo import Age, Catalogue, Dose, MaginfoError, Person, Report, Span, check


def test_the_example_of_the_package_runs() -> None:
    result = doctest.testmod(maginfo)
    assert result.attempted >= 3
    assert result.failed == 0


@pytest.mark.parametrize("name", maginfo.__all__)
def test_every_public_name_is_there(name: str) -> None:
    value = getattr(maginfo, name)
    assert value is getattr(importlib.import_module(value.__module__), name)


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="chekc"):
        maginfo.chekc  # noqa: B018


def test_an_answer_is_a_record_of_plain_values(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("400 mg")], Person(sex="female", age=Age.parse("34")), diet_mg=260)
    assert isinstance(report, Report)
    assert report.severity == "major"
    assert report.supplement_mg_per_day == Span(400, 400)
    assert (report.diet_mg_per_day, report.total_mg_per_day) == (Span(260, 260), Span(660, 660))
    assert report.references[0].recommended is not None
    assert report.references[0].recommended.high == 320
    assert "above-upper-limit" in [finding.code for finding in report.findings]
    assert report == check(catalogue, [Dose.parse("400 mg")], Person(sex="female", age=34), diet_mg=Span(260, 260))


def test_without_a_person_or_an_authority_it_is_any_adult_and_nam(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("200")])
    assert report.person == Person()
    assert [reference.authority for reference in report.references] == ["nam"]


@pytest.mark.parametrize(
    ("doses", "facts", "authorities"),
    [
        ([], {}, ["nam"]),
        (["400 mg unobtainium"], {}, ["nam"]),
        (["400"], {}, ["no such authority"]),
    ],
)
def test_everything_that_is_refused_is_one_family(
    doses: list[str], facts: dict[str, tuple[str, ...]], authorities: list[str], catalogue: Catalogue
) -> None:
    with pytest.raises(MaginfoError) as refusal:
        check(catalogue, [Dose.parse(text) for text in doses], Person(**facts), authorities)
    assert refusal.value.exit_status == 2
    assert refusal.value.message


def test_every_authority_at_once_and_each_once(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("200")], authorities=["all"])
    assert {reference.authority for reference in report.references} == set(catalogue.authority_ids)
    report = check(catalogue, [Dose.parse("200")], authorities=["efsa", "nam", "EFSA"])
    assert [reference.authority for reference in report.references] == ["efsa", "nam"]
