"""Use as a library, as the package's own docstring shows it."""

from __future__ import annotations

import doctest
import html
import importlib
import json
import re
from typing import TYPE_CHECKING

import pytest

import maginfo
from maginfo import (
    Age,
    Catalogue,
    Dose,
    MaginfoError,
    Person,
    Plan,
    Report,
    Span,
    TimedMedicine,
    TimeOfDay,
    check,
    lookup,
    plan,
)
from maginfo.answers.search import SearchAnswer
from maginfo.dosing.check import check_request
from maginfo.dosing.request import make_request
from maginfo.model.answer import Answer
from maginfo.model.safety import Severity
from maginfo.render.schemas import OUTPUTS

if TYPE_CHECKING:
    from fixture_types import RunMaginfo


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


def test_an_answer_gives_what_the_command_prints(catalogue: Catalogue, maginfo: RunMaginfo) -> None:
    report = check(catalogue, [Dose.parse("400 mg")], Person(sex="female"))
    printed = maginfo("check", "400 mg", "--sex", "female", "--json")
    assert report.to_json() + "\n" == printed.out
    assert report.to_dict() == printed.json
    assert json.loads(report.to_json(indent=True)) == printed.json
    day = plan(catalogue, [Dose.parse("200 mg")], [TimedMedicine("levothyroxine", (TimeOfDay(7 * 60),))])
    assert day.to_json() + "\n" == maginfo("plan", "200 mg", "--drug", "levothyroxine@07:00", "--json").out
    assert lookup("cipro").to_json() + "\n" == maginfo("cipro", "--json").out


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_answer_can_be_written(name: str) -> None:
    for record in OUTPUTS[name]:
        assert issubclass(record, Answer)


def test_a_mapping_of_an_answer_holds_plain_values_alone(catalogue: Catalogue) -> None:
    def kinds(value: object) -> set[type]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return {type(value)}.union(*map(kinds, inner))

    answer = plan(catalogue, [Dose.parse("400 mg")], [TimedMedicine("cipro", (TimeOfDay(8 * 60),))])
    assert kinds(answer.to_dict()) <= {dict, list, str, int, float, bool, type(None)}


def test_severities_are_of_one_type(catalogue: Catalogue) -> None:
    nothing, much = (check(catalogue, [Dose.parse(text)], Person(age=40, sex="male")) for text in ("100 mg", "400 mg"))
    assert (nothing.severity, much.severity) == ("ok", "major")
    for report in (nothing, much):
        assert isinstance(report.severity, Severity)
    assert nothing.severity < Severity.INFO < much.severity == max(finding.severity for finding in much.findings)
    assert {type(match.severity) for match in lookup("cipro").matches} == {Severity}


def test_a_notebook_shows_the_page(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("400 mg")], Person(drugs=("<b>cipro",)))
    shown = report._repr_html_()
    assert shown.startswith("<iframe ")
    assert shown.count("<") == 2
    page = html.unescape(re.search(r'srcdoc="([^"]*)"', shown)[1])
    assert "over the limit for supplements" in page
    assert "<b>cipro" not in page
    day = plan(catalogue, [Dose.parse("200 mg")], [TimedMedicine("levothyroxine", (TimeOfDay(7 * 60),))])
    assert "every gap from the medicines is kept" in html.unescape(day._repr_html_())


def test_a_page_makes_no_difference_to_an_answer(catalogue: Catalogue) -> None:
    dose = Dose.parse("400 mg")
    shown, alone = check(catalogue, [dose]), check_request(catalogue, make_request(catalogue, [dose]))
    assert isinstance(shown, Report)
    assert shown == alone
    assert alone == shown
    assert shown != check(catalogue, [Dose.parse("300 mg")])
    assert isinstance(plan(catalogue, [dose]), Plan)
    assert plan(catalogue, [dose]) == plan(catalogue, [dose]) != shown


@pytest.mark.parametrize(
    ("words", "kind"),
    [("glycinate", "FormCard"), ("cipro", "InteractionAnswer"), ("dialysis", "CautionList"), ("sleep", "UseList")],
)
def test_words_are_looked_up(words: str, kind: str) -> None:
    assert type(lookup(words)).__name__ == kind


def test_words_that_are_no_name_are_searched_for(catalogue: Catalogue) -> None:
    assert isinstance(lookup("tablets for nerve pain", catalogue), SearchAnswer)
