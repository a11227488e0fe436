"""What findings and pages say of medicine is the data's, with its sources: Python quotes it."""

from __future__ import annotations

import pytest

from maginfo import Catalogue, Dose, Person, check
from maginfo.answers.forms import convert
from maginfo.dosing.limit_findings import intake_findings
from maginfo.dosing.report import Comparison, Finding, ReferenceRange, UpperLimit
from maginfo.dosing.spans import Span
from maginfo.model.rules import DailyValue, DosingRules
from maginfo.render.document import Table
from maginfo.render.pages.lookup import convert_page


def finding(catalogue: Catalogue, code: str, dose: str, **facts: object) -> Finding:
    report = check(catalogue, [Dose.parse(dose)], Person(**facts))  # type: ignore[arg-type]
    return next(each for each in report.findings if each.code == code)


def test_whom_to_call_is_the_datas(catalogue: Catalogue) -> None:
    told = finding(catalogue, "toxic-range", "6000 mg elemental")
    assert catalogue.rules.toxic_range is not None
    assert told.action == catalogue.rules.toxic_range.action
    assert "poisonhelp-hrsa" in [citation.id for citation in told.sources]


def test_what_panels_print_is_the_datas(catalogue: Catalogue) -> None:
    told, settled = finding(catalogue, "depends-on-label", "400 mg glycinate"), catalogue.rules.depends_on_label
    assert settled is not None
    assert told.action is not None
    assert told.action.endswith(settled.panels)
    assert set(settled.sources) <= set(told.sources)


def test_the_doubt_that_a_form_neutralises_acid_is_the_datas(catalogue: Catalogue) -> None:
    told = finding(catalogue, "interaction:rilpivirine", "200 mg sulfate elemental", drugs=("rilpivirine",))
    doubt = catalogue.rules.acid_neutralising
    assert doubt is not None
    assert f"; {doubt.doubt}." in told.detail
    assert set(doubt.sources) <= set(told.sources)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("RDA", "The RDA covers nearly everybody; an intake below it is not shown to be too low for one person."),
        ("AI", "The AI is an observed or estimated intake, not a requirement."),
        ("a clinic's own", ""),
    ],
)
def test_what_a_kind_of_intake_means_is_the_datas(kind: str, said: str, catalogue: Catalogue) -> None:
    assert meaning(catalogue, kind) == said


def test_of_two_kinds_both_are_told(catalogue: Catalogue) -> None:
    assert meaning(catalogue, "RDA or AI") == f"{meaning(catalogue, 'RDA')} {meaning(catalogue, 'AI')}"


def test_every_kind_of_recommended_intake_has_its_meaning(catalogue: Catalogue) -> None:
    for authority in catalogue.authorities:
        kinds = {stage.recommended_kind for stage in authority.life_stages if stage.recommended_kind is not None}
        kinds |= {authority.recommended.kind} if authority.recommended is not None else set()
        assert all(meaning(catalogue, kind) for kind in kinds), authority.id


def meaning(catalogue: Catalogue, kind: str) -> str:
    """What is said of that kind after the amounts."""
    recommended = ReferenceRange(kind, 300, 300)
    limit = UpperLimit(None, None, None, None, "not-set")
    comparison = Comparison("nam", "NAM", "US, Canada", (), recommended, None, limit, ())
    dose, whole = Span.exactly(100), Span.exactly(300)
    *_, told = intake_findings(comparison, catalogue.authority("nam"), catalogue.rules, dose, whole)
    return told.detail.partition(f"the NAM {kind} of 300 mg.")[2].strip()


def test_without_those_tables_nothing_is_said(catalogue: Catalogue) -> None:
    rules = DosingRules(checked="2026-11-22")
    comparison = Comparison(
        "nam",
        "NAM",
        "US, Canada",
        (),
        ReferenceRange("RDA", 300, 300),
        None,
        UpperLimit(None, None, None, None, "not-set"),
        (),
    )
    *_, told = intake_findings(comparison, catalogue.authority("nam"), rules, Span.exactly(100), Span.exactly(300))
    assert told.detail == "300 mg a day in all; the NAM RDA of 300 mg."


def test_the_amounts_of_daily_values_are_the_datas(catalogue: Catalogue) -> None:
    one, other = DailyValue("us-fda", "one value", 500), DailyValue("eu-nrv", "another", 600)
    (table,) = (
        block
        for block in convert_page(convert(catalogue, Dose.parse("400")), one, other).blocks
        if isinstance(block, Table)
    )
    assert [row[0] for row in table.rows][-2:] == ["% of 500 mg, one value", "% of 600 mg, another"]
