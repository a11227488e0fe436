"""The word 'acid' in a name: an acid beside magnesium is no salt of it, and 'amino acid' is no name of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.errors import UnknownNameError
from maginfo.labels import read_line

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

    from maginfo import Catalogue


@pytest.mark.parametrize(
    ("text", "elemental", "forms"),
    [
        ("Magnesium (as amino acid chelate) 100 mg", 100, ()),
        ("Magnesium amino acid chelate 500 mg", None, ()),
        ("Magnesium salt of orotic acid 500 mg", None, ()),
        ("Magnesium L-aspartic acid 500 mg", None, ()),
        ("Magnesium 100 mg, ascorbic acid 60 mg", 100, ()),
        ("ascorbic acid 60 mg, magnesium 50 mg", 50, ()),
        ("Magnesium 100 mg, citric acid, stearic acid", 100, ()),
        ("Magnesium (as citrate) 100 mg, malic acid 20 mg", 100, ("citrate",)),
    ],
)
def test_an_acid_on_a_label(text: str, elemental: float | None, forms: tuple[str, ...], catalogue: Catalogue) -> None:
    line = read_line(catalogue, text)
    assert (line.elemental_mg.high if line.elemental_mg is not None else None) == elemental
    assert tuple(line.forms) == forms


@pytest.mark.parametrize("name", ["citric acid", "malic acid", "ascorbic acid", "orotic acid", "amino acid"])
def test_an_acid_is_no_form(name: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError):
        catalogue.find_form(name)


@pytest.mark.parametrize(
    ("name", "medicine"), [("etacrynic acid", "etacrynic acid"), ("Ethacrynic Acid", "etacrynic acid")]
)
def test_an_acid_that_is_a_medicine(name: str, medicine: str, catalogue: Catalogue) -> None:
    assert [match.name for match in catalogue.find_medicine(name)] == [medicine]


def test_the_word_alone_is_no_medicine(catalogue: Catalogue, maginfo: RunMaginfo) -> None:
    with pytest.raises(UnknownNameError) as refused:
        catalogue.find_medicine("acid")
    assert len({match.group.id for name in refused.value.suggestions for match in catalogue.find_medicine(name)}) <= 1
    assert maginfo("check", "--dose", "100", "--drug", "acid").status == 2
