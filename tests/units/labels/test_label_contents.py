"""The labels in the content of a file: a text, one record, lists, JSON Lines, answers of an API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.errors import DataError
from maginfo.labels.collection import collected, label_of_file
from maginfo.labels.contents import labels_in, read_found
from maginfo.labels.food_facts import Fields, read_fields

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.dosing.spans import Span

RECORD: dict[str, Any] = {
    "id": 1,
    "fullName": "Night",
    "ingredientRows": [
        {"name": "Magnesium", "quantity": [{"quantity": 150, "unit": "mg", "servingSizeOrder": 1}], "nestedRows": []}
    ],
    "servingSizes": [{"order": 1, "minQuantity": 1, "maxQuantity": 1, "unit": "Tablet(s)", "inSFB": True}],
}
PRODUCT = {
    "product_name": "Water",
    "nutrition_data_per": "serving",
    "nutriments": {"magnesium_value": 11, "magnesium_unit": "mg", "magnesium_serving": 0.011, "magnesium": 0.011},
}
ONE = json.dumps(RECORD)


def servings(catalogue: Catalogue, text: str) -> list[tuple[str | None, Span | None]]:
    return [
        (found.place, read_found(catalogue, found).supplement_mg_per_serving and _of(catalogue, found))
        for found in labels_in(text)
    ]


def _of(catalogue: Catalogue, found: Any) -> Any:
    span = read_found(catalogue, found).supplement_mg_per_serving
    return None if span is None else span.high


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Magnesium (as citrate) 100 mg", [(None, 100)]),
        ("[Magnesium (as citrate) 100 mg]", [(None, 100)]),
        (ONE, [(None, 150)]),
        (f"\ufeff{ONE}\n", [(None, 150)]),
        (f"[{ONE}, {ONE}]", [("[1]", 150), ("[2]", 150)]),
        (f"{ONE}\n\n{ONE}\n", [("line 1", 150), ("line 3", 150)]),
        (json.dumps({"hits": [{"_source": RECORD}]}), [(None, 150)]),
        (json.dumps({"hits": [{"_source": RECORD}] * 2}), [("hits[1]._source", 150), ("hits[2]._source", 150)]),
        (f"[{ONE}]\n[{ONE}]", [("line 1, [1]", 150), ("line 2, [1]", 150)]),
        (json.dumps({"product": PRODUCT}), [(None, 11)]),
        (json.dumps(PRODUCT["nutriments"]), [(None, 11)]),
        (json.dumps({"products": [PRODUCT, RECORD]}), [("products[1]", 11), ("products[2]", 150)]),
        ('["Magnesium 200 mg", "Magnesium citrate 100 mg elemental"]', [("[1]", 200), ("[2]", 100)]),
        (json.dumps({"product_name": "Juice", "nutriments": {"iron_value": 1}}), [(None, None)]),
    ],
)
def test_labels_are_found_in_every_shape(catalogue: Catalogue, text: str, said: list[tuple[str | None, Any]]) -> None:
    assert servings(catalogue, text) == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("{}", "JSON without a label"),
        ("[]", "JSON without a label"),
        ('{"a": 1}', "its first keys: a"),
        ('{"a": 1}\n{"a": 2}', "its first keys: a"),
        ('{"hits": [{"_id": 1}]}', "search answer without 'ingredientRows'"),
        ('{"a": ', "not valid JSON"),
        ('{"a": 1}\nMagnesium 100 mg', "not valid JSON"),
    ],
)
def test_json_without_a_label_is_refused(text: str, why: str) -> None:
    with pytest.raises(DataError, match=why):
        labels_in(text)


def test_a_broken_line_stays_in_its_place(catalogue: Catalogue) -> None:
    broken = labels_in(f'{ONE}\n{{"a": \n{ONE}')[1]
    assert broken.place == "line 2"
    with pytest.raises(DataError, match="not valid JSON"):
        read_found(catalogue, broken)


@pytest.mark.parametrize(
    ("fields", "mg", "why"),
    [
        (Fields("11", "mg", "0.011", "0.0011"), 11, "11 mg a serving, as entered"),
        (Fields("0.3", "g", "0.3"), 300, "0.3 g a serving, as entered"),
        (Fields("300000", "µg", "0.3"), 300, "a serving, as entered"),
        (Fields("134", "mg", counted_per="serving"), 134, "a serving, as entered"),
        (Fields("134", "mg", "0.000134"), None, "not the same amount"),
        (Fields("0.134", "mg", "0.134"), None, "not the same amount"),
        (Fields("26", "mg", "0.13", "0.026"), None, "per 100 g"),
        (Fields("26", "mg", counted_per="100g"), None, "per 100 g"),
        (Fields("26", "mg", "0.026", counted_per="100g"), None, "per 100 g"),
        (Fields("26", "mg"), None, "is not said"),
        (Fields("26", None, "0.026"), None, "is missing"),
        (Fields(serving="0.026"), None, "is missing"),
        (Fields("x", "mg", "0.026"), None, "is missing"),
        (Fields("-1", "mg", "-0.001"), None, "is missing"),
        (Fields("400", "g", "400"), None, "more than 100 g"),
        (Fields("400", "g", "400", serving_quantity="1"), None, "more than 100 g"),
        (Fields("4", "g", "4", serving_quantity="1"), None, "more than the serving of 1 g"),
        (Fields("4", "g", "4", serving_quantity="30"), 4000, "4 g a serving, as entered"),
    ],
)
def test_only_what_was_entered_is_an_amount(fields: Fields, mg: float | None, why: str) -> None:
    line = read_fields(fields, "text")
    assert (line.elemental_mg.high if line.elemental_mg is not None else None) == mg
    assert why in line.notes[0]


def test_fields_in_a_text_are_read(catalogue: Catalogue) -> None:
    text = '"magnesium": 0.011, "magnesium_serving": 0.011, "magnesium_unit": "mg", "magnesium_value": 11'
    assert [servings(catalogue, text)[0][1]] == [11]


def test_those_to_look_at_first_stand_at_the_head(catalogue: Catalogue) -> None:
    texts = {
        "none": "Vitamin C 500 mg",
        "little": "Magnesium (as citrate) 100 mg",
        "much": "Magnesium (as citrate) 100 mg\nTake 3 capsules daily. Serving size: 1 capsule",
        "open": "Magnesium glycinate 400 mg",
        "unsaid": "Magnesium citrate capsules",
    }
    labels = [
        label_of_file(catalogue, name, None, read_found(catalogue, labels_in(text)[0])) for name, text in texts.items()
    ]
    answer = collected(catalogue, labels)
    assert [label.file for label in answer.labels] == ["unsaid", "open", "much", "little", "none"]
    assert [label.outcome for label in answer.labels] == [
        "amount-not-said", "open", "amount", "amount", "no-magnesium-named",
    ]  # fmt: skip
    assert set(answer.bibliography) == set(answer.sources)


@pytest.mark.parametrize("none", [{"id": 2}, "Magnesium 200 mg", None, 7, []])
def test_what_is_no_label_among_labels_is_told(catalogue: Catalogue, none: Any) -> None:
    label, other = labels_in(json.dumps([RECORD, none]))
    assert (label.place, other.place) == ("[1]", "[2]")
    with pytest.raises(DataError, match="without a label"):
        read_found(catalogue, other)


def test_lists_beside_labels_are_none(catalogue: Catalogue) -> None:
    assert servings(catalogue, json.dumps({"tags": ["a"], "hits": [RECORD, RECORD]})) == [
        ("hits[1]", 150),
        ("hits[2]", 150),
    ]


@pytest.mark.parametrize("text", ["x" * 1_048_577, "x" * 65_537, "Vitamin C 1 mg\n" + "x" * 65_537])
def test_a_text_that_is_too_long_is_not_read(catalogue: Catalogue, text: str) -> None:
    with pytest.raises(DataError, match="was not read"):
        read_found(catalogue, labels_in(text)[0])


def test_a_product_named_after_magnesium_is_not_without(catalogue: Catalogue) -> None:
    text = json.dumps({"product_name": "Magnesium citrate tablets", "nutriments": {"iron_value": 1}})
    label = label_of_file(catalogue, "x.json", None, read_found(catalogue, labels_in(text)[0]))
    assert label.outcome == "amount-not-said"


def test_a_product_of_more_magnesium_than_its_serving_has_no_amount(catalogue: Catalogue) -> None:
    product = {
        "product_name": "Water",
        "serving_quantity": 1,
        "nutriments": {"magnesium_value": 4, "magnesium_unit": "g"},
    }
    text = json.dumps({**product, "nutriments": {**product["nutriments"], "magnesium_serving": 4}})  # type: ignore[dict-item]
    assert servings(catalogue, text) == [(None, None)]
