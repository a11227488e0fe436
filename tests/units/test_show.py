"""The page of `show`: what it says of medicines before anything else."""

from __future__ import annotations

import pytest

from maginfo import Catalogue
from maginfo.answers.forms import form_card
from maginfo.answers.safety import precautions
from maginfo.model.safety import Severity
from maginfo.render.document import Table
from maginfo.render.pages.lookup import show_page


@pytest.mark.parametrize("form_id", Catalogue().form_ids)
def test_severities_never_rise_down_the_table_of_medicines(form_id: str, catalogue: Catalogue) -> None:
    card = form_card(catalogue, catalogue.find_form(form_id))
    tables = [block for block in show_page(card, precautions(catalogue, card)) if isinstance(block, Table)]
    shown = next(table for table in tables if table.columns[0] == "Severity")
    severities = [Severity(row[0]) for row in shown.rows]
    assert severities == sorted(severities, reverse=True)
