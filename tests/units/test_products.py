"""Names of products: what each means, whatever its spelling, and that a damaged name is never another product."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from shipped import CATALOGUE

from maginfo.catalogue.products import squeezed
from maginfo.dosing.amounts import Dose
from maginfo.dosing.doses import resolve
from maginfo.errors import MaginfoError, NotASourceError, UnknownNameError

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo.catalogue.catalogue import Catalogue

PRODUCTS = {product.name: product for product in CATALOGUE.product_table.products}


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_name_of_a_product_means_it(name: str, catalogue: Catalogue) -> None:
    product = PRODUCTS[name]
    for spelling in product.every_name:
        for written in (spelling, spelling.upper(), squeezed(spelling), f"  {spelling} "):
            found = catalogue.find_form_of_dose(written)
            assert found.product is not None, written
            assert found.product.product == product, written
            assert found.topical == (product.kind == "skin")
            assert ((found.form.id,) if found.form is not None else ()) == product.forms[: len(product.forms) == 1]


@pytest.mark.parametrize("name", [name for name, product in PRODUCTS.items() if product.amounts])
def test_a_printed_figure_is_what_the_label_says_it_is(name: str, catalogue: Catalogue) -> None:
    """A figure that no other printed one is a multiple of is settled, and so are the pieces of a single strength."""
    product = PRODUCTS[name]
    for amount in product.amounts:
        if amount.elemental_mg is not None and len(product.amounts) == 1:
            whole = resolve(catalogue, Dose.parse(f"{amount.count:g} {amount.piece} of {name}"))
            assert whole.single_mg.high == pytest.approx(amount.elemental_mg)
            assert whole.dose.basis_stated
        if amount.compound_mg is not None and amount.elemental_mg is not None:
            read = resolve(catalogue, Dose.parse(f"{amount.compound_mg:g} mg {name}"))
            settled = pytest.approx(amount.elemental_mg, rel=0.01)
            assert read.dose.basis != "compound" or read.single_mg.high == settled


@pytest.mark.parametrize(
    ("maker", "rest", "form"),
    [
        ("Thorne", "magnesium citrate", "citrate"),
        ("NOW", "Magnesium Glycinate 200 mg Tablets", "glycinate"),
        ("Nature's Bounty", "High Potency Magnesium Oxide", "oxide"),
        ("Holland & Barrett", "magnesium taurate", "taurate"),
    ],
)
def test_a_maker_stands_before_or_after_the_form(maker: str, rest: str, form: str, catalogue: Catalogue) -> None:
    for name in (f"{maker} {rest}", f"{rest} {maker}"):
        found = catalogue.find_form_of_dose(name)
        assert found.form is not None
        assert found.form.id == form
        assert found.product is not None
        assert found.product.product is None


@pytest.mark.parametrize(
    "name", ["NOW", "Thorne zinc", "now or never", "Solgar selenium", "powder", "high", "OLLY sleep"]
)
def test_what_is_left_of_a_name_must_be_magnesium(name: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError):
        catalogue.find_form_of_dose(name)


@pytest.mark.parametrize("name", ["magnesium stearate", "Thorne creatine", "NOW potassium citrate"])
def test_a_maker_makes_no_magnesium_of_another_substance(name: str, catalogue: Catalogue) -> None:
    with pytest.raises((UnknownNameError, NotASourceError)):
        catalogue.find_form_of_dose(name)


@pytest.mark.parametrize("name", ["Natural Calm capsules", "Slow-Mag forte", "Maalox Max"])
def test_another_product_of_a_series_has_no_known_salt(name: str, catalogue: Catalogue) -> None:
    found = catalogue.find_form_of_dose(name)
    assert found.form is None
    assert found.product is not None
    assert found.product.product is None


@pytest.mark.slow
def test_a_damaged_name_is_never_another_product(catalogue: Catalogue) -> None:
    """A letter left out or doubled: the name is refused, still means the same form, or means the series it is of."""
    for product in list(PRODUCTS.values())[::5]:  # a fifth of them takes ten seconds
        for position, letter in enumerate(product.name):
            for damaged in (
                product.name[:position] + product.name[position + 1 :],
                product.name[:position] + letter + product.name[position:],
            ):
                if not letter.isalpha():
                    continue
                try:
                    found = catalogue.find_form_of_dose(damaged)
                except MaginfoError:
                    continue
                entry = found.product.product if found.product is not None else None
                is_series = (
                    entry is not None
                    and entry.kind == "group"
                    and squeezed(product.name).startswith(squeezed(entry.name.partition(" ")[0]))
                )
                assert entry in (None, product) or is_series, (product.name, damaged)
                assert found.form is None or (found.form.id,) == product.forms, (product.name, damaged)


@pytest.mark.parametrize("name", [name for name, product in PRODUCTS.items() if product.note and product.amounts])
def test_the_note_of_a_product_ends_with_one_full_stop(name: str, maginfo: RunMaginfo) -> None:
    piece = PRODUCTS[name].amounts[0].piece
    for command in ("check", "plan"):
        shown = " ".join(maginfo(command, "--dose", f"1 {piece} of {name}").out.split())
        assert PRODUCTS[name].note.rstrip(".") in shown  # type: ignore[union-attr]
        assert not re.search(r"\.[.;,]", shown)
