"""The page of `show`: what it says of medicines before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shipped import CATALOGUE
from shown import SHORT_VIEW, text_of

from maginfo.answers.forms import form_card
from maginfo.answers.precautions import precautions
from maginfo.errors import UsageError
from maginfo.model.safety import Severity
from maginfo.render.document import Danger
from maginfo.render.pages.show import CHAPTERS, show_page

if TYPE_CHECKING:
    from maginfo import Catalogue

FORMS = CATALOGUE.form_ids


@pytest.mark.parametrize("form_id", FORMS)
def test_the_dangers_are_named_worst_first(form_id: str, catalogue: Catalogue) -> None:
    card = form_card(catalogue, catalogue.find_form(form_id))
    found = precautions(catalogue, card)
    page = show_page(card, found)
    labels = [block.label for block in page.blocks if isinstance(block, Danger)]
    assert labels[-1] == "Always"
    severities = [Severity(label.lower()) for label in labels[:-1]]
    assert severities == sorted(severities, reverse=True)
    shown = text_of(page, SHORT_VIEW)
    severe = [each for each in (*found.cautions, *found.in_brief) if Severity(each.severity) >= Severity.MODERATE]
    assert [each.short for each in severe if (each.always or each.short) not in shown] == []
    assert [each.short for each in found.medicines if each.short not in shown] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_one_screen_holds_the_short_answer(form_id: str, catalogue: Catalogue) -> None:
    card = form_card(catalogue, catalogue.find_form(form_id))
    lines = text_of(show_page(card, precautions(catalogue, card)), SHORT_VIEW, width=80).splitlines()
    assert len(lines) <= 36
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SlowMag Mg", "Slow-Mag: 71.5 mg of magnesium in a tablet. It contains calcium too."),
        ("Mag-Ox 400", "Mag-Ox 400: 241.3 mg of magnesium, 400 mg of the salt in a tablet"),
        (
            "Milk of Magnesia",
            "milk of magnesia: 500 mg of magnesium, 1200 mg of the salt in 15 ml; 535 mg of magnesium in 15 ml; "
            "595 mg of magnesium in 15 ml. The original strength.",
        ),
        ("Magtein", "Magtein: no amount of its label is recorded"),
        ("ZMA", "ZMA: no amount of its label is recorded; it also contains other nutrients"),
    ],
)
def test_what_the_label_of_a_product_prints(name: str, said: str, catalogue: Catalogue) -> None:
    product = catalogue.find_product(name)
    card = form_card(catalogue, catalogue.find_form(name), product)
    shown = " ".join(text_of(show_page(card, precautions(catalogue, card)), SHORT_VIEW).split())
    assert f"Product {said}" in shown
    assert product is not None
    assert product.product is not None
    assert card.product == product.product
    assert {source.id for source in product.product.sources} <= set(card.sources)
    assert (product.product.note or "") in shown


def test_a_form_is_no_product(catalogue: Catalogue) -> None:
    card = form_card(catalogue, catalogue.find_form("glycinate"), catalogue.find_product("glycinate"))
    assert (card.product, card.matched_product) == (None, None)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_alone(chapter: str, catalogue: Catalogue) -> None:
    card = form_card(catalogue, catalogue.find_form("glycinate"))
    found = precautions(catalogue, card)
    alone = text_of(show_page(card, found, [chapter]), SHORT_VIEW)
    assert alone.startswith(card.name)
    assert "Nothing is recorded" not in alone
    assert len(alone) > 200
    short = text_of(show_page(card, found), SHORT_VIEW)
    assert alone.splitlines()[4] not in short


def test_an_unknown_chapter_is_refused(catalogue: Catalogue) -> None:
    card = form_card(catalogue, catalogue.find_form("glycinate"))
    with pytest.raises(UsageError, match="write uses, amounts, taking"):
        show_page(card, precautions(catalogue, card), ["usess"])
