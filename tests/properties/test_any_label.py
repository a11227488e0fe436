"""Label lines of any words: nothing is invented, and what the program writes it reads back."""

from __future__ import annotations

import re
from itertools import product
from math import isclose, prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maginfo import Dose, check
from maginfo.dosing.amounts import MG_PER_MMOL
from maginfo.labels import read_label, read_line
from maginfo.labels.amounts import read_printed
from maginfo.render.pages.check import check_page

if TYPE_CHECKING:
    from maginfo import Catalogue

PIECES = (
    "magnesium", "Magnesium", "(", ")", "as", "from", "citrate", "magnesium oxide", "glycinate", "200 mg", "1,000 mg",
    "48%", "providing", "elemental", "davon", "в форме", "מגנזיום", "מ\"ג", "zinc", "calcium", "no", "60 capsules", ",",
    "|", "\n", "per 100 g", "2 x", "5 mmol", "stearate", "total", "blend", "serving", "-", "/", "[", "]", "&", "<td>",
)  # fmt: skip
lines = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
amounts = st.integers(1, 800)
"""No serving holds more of the element; of a greater figure it is open what it is."""
salts = st.sampled_from(("magnesium citrate", "Magnesiumoxid", "bisglycinate de magnésium", "цитрат магния"))


@given(text=st.text(max_size=200) | lines)
def test_any_text_is_read_and_its_amounts_are_in_order(catalogue: Catalogue, text: str) -> None:
    line = read_line(catalogue, text)
    assert line.text == text
    for span in (line.elemental_mg, line.readings_mg):
        assert span is None or 0 <= span.low <= span.high
    assert (line.basis == "open") == (line.readings_mg is not None)
    assert line.basis != "open" or (line.elemental_mg is None and line.notes)
    assert line.elemental_mg is None or line.basis in ("elemental", "compound")
    assert set(line.forms) <= set(catalogue.form_ids)


@given(text=lines)
def test_a_printed_amount_of_magnesium_is_one_that_the_text_holds(catalogue: Catalogue, text: str) -> None:
    """Beyond the figures of the text only multiples ('2 x 200 mg') and moles (5 mmol) may be given."""
    line = read_line(catalogue, text)
    if line.basis == "elemental" and line.elemental_mg is not None:
        assert line.elemental_mg.certain
        figures = [float(each.replace(",", "")) for each in re.findall("[0-9][0-9,]*", text)]
        each_way = product(figures, (1, *figures), (1, MG_PER_MMOL))
        assert any(isclose(line.elemental_mg.low, prod(factors)) for factors in each_way), line.elemental_mg


@given(text=lines)
def test_a_line_without_a_figure_gives_none(catalogue: Catalogue, text: str) -> None:
    bare = "".join(character for character in text if not character.isdigit())
    line = read_line(catalogue, bare)
    assert (line.elemental_mg, line.compound_mg, line.readings_mg) == (None, None, None)


@given(mg=amounts, salt=salts)
def test_a_panel_row_gives_back_its_amount(catalogue: Catalogue, mg: int, salt: str) -> None:
    for text in (f"Magnesium (as {salt}) {mg} mg", f"Magnesium {mg} mg ({salt})", f"{mg} mg elemental magnesium"):
        line = read_line(catalogue, text)
        assert line.elemental_mg is not None
        assert (line.basis, line.elemental_mg.low) == ("elemental", mg)


@given(mg=amounts, salt=salts)
def test_a_salt_s_name_alone_never_gives_a_certain_amount(catalogue: Catalogue, mg: int, salt: str) -> None:
    line = read_line(catalogue, f"{salt} {mg} mg")
    assert line.basis in ("open", "compound")
    reading = line.readings_mg or line.elemental_mg
    assert reading is not None
    assert reading.high <= mg


@given(mg=amounts, other=amounts)
def test_another_mineral_s_amount_is_never_magnesium_s(catalogue: Catalogue, mg: int, other: int) -> None:
    for text in (f"Zinc {other} mg, Magnesium {mg} mg", f"Magnesium {mg} mg, Calcium {other} mg"):
        line = read_line(catalogue, text)
        assert line.elemental_mg is not None
        assert line.elemental_mg.low == mg


@given(text=lines)
def test_a_label_gives_no_more_than_its_lines(catalogue: Catalogue, text: str) -> None:
    label = read_label(catalogue, text)
    given_mg = [line.elemental_mg.high for line in label.lines if line.elemental_mg is not None]
    if label.supplement_mg_per_serving is not None:
        assert label.supplement_mg_per_serving.high <= sum(given_mg) + 1e-6


@given(number=st.integers(1, 9999))
def test_a_whole_number_is_read_as_itself(number: int) -> None:
    assert read_printed(str(number), of_milligrams=True) == number
    assert read_printed(f"{number:,}", of_milligrams=True) == pytest.approx(number)


@given(tenths=st.integers(1, 40_000), times=st.integers(1, 3))
def test_a_line_that_the_program_wrote_gives_back_the_dose(catalogue: Catalogue, tenths: int, times: int) -> None:
    """The sentence under the verdict of `check`, read as a label's line, is the total that it tells."""
    report = check(catalogue, [Dose.parse(f"{times} x {tenths / 10} mg")])
    sentence = check_page(report).blocks[1].text.partition(" Assumed:")[0].removeprefix("Read as ")
    line = read_line(catalogue, sentence)
    assert line.basis == "elemental", sentence
    assert line.elemental_mg is not None
    assert line.elemental_mg.low == line.elemental_mg.high
    assert line.elemental_mg.high == pytest.approx(report.supplement_mg_per_day.high, abs=0.05)
