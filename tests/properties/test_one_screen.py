"""The short answer: every danger by name with its action, on lines that fit, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import CATALOGUE, authorities, people, several_doses
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from shown import SHORT_VIEW, WIDE, text_of

from maginfo import Person, check
from maginfo.answers.interactions import interaction_answer
from maginfo.dosing.report import LIMIT_DOES_NOT_HOLD
from maginfo.model.safety import Severity
from maginfo.render.arrangement import arranged
from maginfo.render.pages.check import check_page
from maginfo.render.pages.interactions import interaction_page
from maginfo.render.text import render_text

if TYPE_CHECKING:
    from maginfo import Dose, Report

WIDTHS = st.sampled_from([60, 80, 100])
DRUGS = st.lists(st.sampled_from(CATALOGUE.medicine_names), max_size=6, unique=True)


def named(report: Report) -> list[str]:
    """The titles and actions of findings of minor or worse, and the dangers that everybody is told."""
    severe = [finding for finding in report.findings if finding.severity > Severity.INFO]
    found = {finding.code for finding in report.findings}
    dangers = [each for each in report.cautions if f"condition:{each.id}" not in found and each.id not in found]
    return [
        *(finding.title for finding in severe),
        *(each.short_action or each.action for each in severe if each.action and each.code != LIMIT_DOES_NOT_HOLD),
        *(each.always or each.short for each in dangers),
    ]


@given(taken=several_doses, person=people, drugs=DRUGS, chosen=authorities)
def test_every_danger_is_named_with_its_action(
    taken: list[Dose], person: Person, drugs: list[str], chosen: list[str]
) -> None:
    report = check(CATALOGUE, taken, person.replaced(drugs=(*person.drugs, *drugs)), chosen)
    text = text_of(check_page(report), SHORT_VIEW, WIDE)
    assert [words for words in named(report) if words.rstrip(".") not in text] == []


@given(taken=several_doses, person=people, drugs=DRUGS, chosen=authorities, width=WIDTHS)
def test_no_line_is_wider_than_the_page(
    taken: list[Dose], person: Person, drugs: list[str], chosen: list[str], width: int
) -> None:
    report = check(CATALOGUE, taken, person.replaced(drugs=(*person.drugs, *drugs)), chosen)
    for graphics in (True, False):
        text = render_text(arranged(check_page(report), SHORT_VIEW), width=width, colour=False, graphics=graphics)
        assert max(map(cell_len, text.splitlines())) <= width


@given(names=st.lists(st.sampled_from(CATALOGUE.medicine_names), min_size=1, max_size=5, unique=True))
def test_medicines_are_answered_worst_first(names: list[str]) -> None:
    answer = interaction_answer(CATALOGUE, names)
    text = text_of(interaction_page(answer), SHORT_VIEW)
    labels = [line.split()[0].lower() for line in text.splitlines() if line[:1].strip()]
    ranks = [Severity(label).rank for label in labels if label in list(Severity)]
    of_classes = {match.class_id if match.recorded else (match.class_id, match.drug) for match in answer.matches}
    assert len(of_classes) <= len(ranks) <= len(answer.matches)
    assert ranks == sorted(ranks, reverse=True)
    for match in answer.matches:
        assert match.drug in text
        assert not match.recorded or (match.short_action or match.action) in text


@pytest.mark.parametrize(
    "asked",
    [
        {"sex": "female"},
        {"sex": "male", "age": 45},
        {"age": 72, "egfr": 48},
        {"pregnant": True, "age": 30},
        {"age": 34, "sex": "female", "conditions": ["diabetes"], "drugs": ["metformin"]},
    ],
    ids=str,
)
@pytest.mark.parametrize("dose", ["100", "300", "400", "2 g glycinate compound"])
def test_an_answer_of_few_findings_fits_a_screen(asked: dict[str, Any], dose: str, catalogue: Any) -> None:
    from maginfo import Dose

    report = check(catalogue, [Dose.parse(dose)], Person(**asked))
    severe = sum(finding.severity > Severity.INFO for finding in report.findings)
    lines = text_of(check_page(report), SHORT_VIEW, 80).splitlines()
    assert len(lines) <= 26 + 3 * severe
