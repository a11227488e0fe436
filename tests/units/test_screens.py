"""Whole screens that were looked at. A change here is to be looked at again, then kept with `--snapshot-update`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo import Catalogue, Dose, Person, check
from maginfo.answers.forms import form_card
from maginfo.answers.interactions import interaction_answer
from maginfo.answers.precautions import precautions
from maginfo.render.pages.check import check_page
from maginfo.render.pages.interactions import interaction_page
from maginfo.render.pages.show import show_page
from maginfo.render.text import render_text

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from maginfo import Report


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> Report:
    """Two products and a meal, for a man of 45."""
    doses = [Dose.parse("2 x 200 mg glycinate"), Dose.parse("250 mg oxide compound")]
    return check(catalogue, doses, Person(sex="male", age=45), ["nam", "efsa"], diet_mg=260)


@pytest.mark.parametrize(("width", "unicode"), [(60, True), (100, True), (100, False)], ids=["60", "100", "ascii"])
def test_check(width: int, unicode: bool, report: Report, snapshot: SnapshotAssertion) -> None:
    assert render_text(check_page(report), width=width, colour=False, unicode=unicode) == snapshot


def test_show(catalogue: Catalogue, snapshot: SnapshotAssertion) -> None:
    card = form_card(catalogue, catalogue.find_form("glycinate"))
    text = render_text(show_page(card, precautions(catalogue, card)), width=100, colour=False)
    assert "\n".join(text.splitlines()[:40]) == snapshot


def test_interactions(catalogue: Catalogue, snapshot: SnapshotAssertion) -> None:
    answer = interaction_answer(catalogue, ["ciprofloxacin"])
    assert render_text(interaction_page(answer), width=100, colour=False) == snapshot
