"""What whole labels of several lines say, and the dose that a check takes from them, as it was looked at.

The snapshots beside this file are read like a label: a change in one is to be looked at again, then kept with
`--snapshot-update`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shown_readings import page, written

from maginfo.errors import UnreadableValueError
from maginfo.labels import read_label
from maginfo.labels.doses import dose_from_label, label_assumptions

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from maginfo import Catalogue

LABELS = {
    # rows
    "one row": "Magnesium (as citrate) 200 mg 48%",
    "a total over its parts": "Magnesium (as oxide) 100 mg\nMagnesium (as citrate) 50 mg\nTotal magnesium 150 mg",
    "a total among the amounts": "Magnesium 150 mg\nMagnesium (as oxide) 100 mg\nMagnesium (as citrate) 50 mg",
    "shares of different salts": "Magnesium (as oxide) 100 mg\nMagnesium (as citrate) 50 mg",
    "shares of one salt": "Magnesium (as oxide) 100 mg\nMagnesium (as oxide) 50 mg",
    "shares of which one names no salt": "Magnesium (as oxide) 100 mg\nMagnesium 60 mg",
    "one amount twice": "Magnesium 200 mg\nMagnesium (as citrate) 200 mg",
    "amounts within their rounding": "Magnesium 100 mg\nMagnesium (as citrate) 102 mg",
    "amounts beyond their rounding": "Magnesium 100 mg\nMagnesium (as citrate) 103 mg",
    "the panel over the title": "Magnesium 400 mg\nMagnesium (as citrate) 200 mg 48%",
    "salts that give magnesium": "Magnesium oxide 100 mg (60 mg magnesium)\nMagnesium citrate 1 g (160 mg magnesium)",
    "salts that give it twice": "Magnesium oxide 100 mg (60 mg magnesium)\nMagnesium oxide 200 mg (120 mg magnesium)",
    "a salt beside its magnesium": "Magnesium 240 mg\nMagnesium citrate 1500 mg",
    "a salt that holds more": "Magnesium (as citrate) 100 mg\nMagnesium oxide 1000 mg",
    "a salt that holds a quarter more": "Magnesium (as citrate) 100 mg\nMagnesium oxide 207 mg 30%",
    "a salt that holds over a quarter more": "Magnesium (as citrate) 100 mg\nMagnesium oxide 208 mg 30%",
    "masses of two salts": "Magnesium citrate 4 g\nMagnesium malate 5 g",
    "masses of one salt": "Magnesium citrate 4 g\nMagnesium citrate 5 g",
    "a mass of unknown content": "Magnesium Unobtainate (10% magnesium) 500 mg",
    "an open figure": "Magnesium citrate 100 mg",
    "two open figures": "Magnesium citrate 100 mg\nMagnesium malate 200 mg",
    "nothing": "Vitamin C 60 mg\n\nZinc 5 mg",
    "nothing but a name": "Magnesium citrate",
    # rows over several lines
    "a bracket on the next line": "Magnesium 50 mg\n[Magnesium Bisglycinate Blend (magnesium bisglycinate)]",
    "a bracket over two lines": "Magnesium (from magnesium oxide\nand magnesium citrate) 50 mg",
    "an amount and a percentage below": "Magnesium\n50 mg\n13%",
    "a bar below": "Magnesium (as oxide)\n|\n50 mg",
    "a source below": "Magnesium 50 mg\nas magnesium oxide",
    "what it gives below": "Magnesium citrate 1000 mg\nproviding magnesium 160 mg",
    "of, and the rest below": "50 mg of\nmagnesium",
    "more lines than a row has": "Magnesium (\n" + "oxide\n" * 8 + ") 50 mg",
    # a day
    "a daily dose": "Magnesium 200 mg per daily dose",
    "pro Tagesdosis": "Magnesium 375 mg (100 % NRV) pro Tagesdosis",
    "two capsules a serving, two a day": "Magnesium (citrate) 200 mg\nServing size: 2 capsules. Take 2 capsules daily",
    "one capsule a serving, two a day": "Magnesium (as citrate) 200 mg\nServing size: 1 capsule. Take 2 capsules daily",
    "two capsules a serving, one a day": "Magnesium (citrate) 200 mg\nServing size: 2 capsules. Take 1 capsule daily",
    "two a serving, three a day": "Magnesium (citrate) 200 mg\nServing size: 2 capsules. Take 3 capsules daily",
    "twice daily": "Magnesium (as citrate) 200 mg\nServing size: 2 capsules. Take 2 capsules twice daily",
    "three times daily": "Magnesium (as citrate) 200 mg\nTake 3 times daily",
    "twelve times daily": "Magnesium (as citrate) 20 mg\nTake 12 times daily",
    "thirteen times daily": "Magnesium (as citrate) 20 mg\nTake 13 times daily",
    "no times daily": "Magnesium (as citrate) 20 mg\nTake 0 times daily",
    "two numbers of times": "Magnesium (as citrate) 20 mg\nTake 2 times daily or 3 times daily",
    "each capsule": "Magnesium (as citrate) 200 mg per capsule\nTake 2 capsules daily",
    "capsules before daily": "Je Kapsel Magnesium (als Citrat) 200 mg\nTäglich 2 Kapseln",
    "a serving that is not said": "Magnesium (as citrate) 200 mg\nTake 2 capsules daily",
    "a pack of capsules": "Magnesium (citrate) 200 mg\n180 capsules. Per capsule. Take 2 capsules daily",
    "a range of capsules": "Magnesium (as citrate) 200 mg\nServing size: 1 capsule. Take 1 to 3 capsules daily",
    # what was relied on
    "a daily value": "Magnesium 375 mg 100% NRV",
    "chemistry of a material that varies": "Magnesium citrate 4 g",
    "chemistry of a pure one": "Magnesium oxide 400 mg 57% DV",
    "a percentage that disagrees": "Magnesium (as malate) 75 mg 25%",
    "a long label": "Magnesium 200 mg " + "and much else " * 20,
}


@pytest.mark.parametrize("name", LABELS)
def test_label(name: str, catalogue: Catalogue, snapshot: SnapshotAssertion) -> None:
    reading = read_label(catalogue, LABELS[name])
    said = [page(reading)]
    try:
        dose = dose_from_label(reading, times_per_day=2)
        said.append(f"a day: {dose.times_per_day} x {written(dose.elemental_mg)} mg, {dose.basis}, of {dose.form}")
        said.append(f"{dose.amount:g} {dose.unit}, {'stated' if dose.basis_stated else 'not stated'}: {dose.text}")
    except UnreadableValueError as refusal:
        said.append(refusal.message)
    said += label_assumptions(reading)
    assert "\n".join(said) == snapshot


def test_times_are_named_where_they_are_not_the_label_s(catalogue: Catalogue) -> None:
    reading = read_label(catalogue, LABELS["one row"])
    assert label_assumptions(reading, name="My product", times_per_day=2) == (
        "label 'My product': says no servings a day; taken 2 times a day",
    )
    assert dose_from_label(reading, name="My product").text == "My product"
