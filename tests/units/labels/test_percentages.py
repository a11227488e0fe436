"""A percentage beside an amount is compared alike on a printed label and in a label record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.labels import read_dsld, read_label, read_line

if TYPE_CHECKING:
    from maginfo import Catalogue


@pytest.mark.parametrize(
    ("mg", "percent", "reference"),
    [
        (200, 48, "us-fda"),  # 47.6 % of 420 mg
        (200, 47, "us-fda"),  # cut, not rounded
        (200, 50, "us-fda-old"),
        (57, 14, "us-fda"),  # 13.6 % of 420 mg and 14.3 % of 400 mg: both round to it, today's comes first
        (101, 23, "us-fda"),  # 100.5 mg, shown as 101, are 23.9 %, cut to 23
        (63, 14, "us-fda"),
        (200, 49, "us-fda-old"),  # 199.5 mg, shown as 200, are 49.9 %, cut to 49
        (200, 46, None),
        (200, 20, None),
    ],
)
def test_both_readers_judge_a_percentage_alike(
    mg: int, percent: int, reference: str | None, catalogue: Catalogue
) -> None:
    line = read_label(catalogue, f"Magnesium (as magnesium citrate) {mg} mg {percent}%").lines[0]
    assert (line.daily_value, line.consistent) == (reference, reference is not None)
    row = {
        "name": "Magnesium",
        "quantity": [
            {
                "quantity": mg,
                "unit": "mg",
                "dailyValueTargetGroup": [{"percent": percent, "name": "Adults and children 4 or more years of age"}],
            }
        ],
    }
    record = read_dsld(catalogue, {"ingredientRows": [row]}).lines[0]
    assert (record.daily_value, record.consistent) == (line.daily_value, line.consistent)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Magnesium 20 mg 25%", "of no adult daily value of the US or the EU today; it fits 80 mg"),
        ("Magnesium (as citrate) 30 mg 40%", "of no adult daily value of the US or the EU today; it fits 75 mg"),
        ("Magnesium 75 mg 25%", "it fits 300 mg, EU recommended daily allowance"),
        ("Magnesium 150 mg 50 % RDA", "it fits 300 mg, EU recommended daily allowance"),
        ("マグネシウム 100mg 31%", "it fits 320 mg, Japanese reference value"),
        ("Magnesium 100 mg 22%", "it would be 22 % of 444.4–465.1 mg, which is no adult daily value"),
    ],
)
def test_a_percentage_of_another_group_is_named(catalogue: Catalogue, text: str, said: str) -> None:
    read = read_line(catalogue, text)
    assert any(said in note for note in read.notes), read.notes
    assert read.consistent is ("fits" in said)
    assert read.daily_value is None
