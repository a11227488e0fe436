"""What holds for every text that may be looked for, and for every amount of a food."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from drawn import CATALOGUE
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maginfo.answers.compare import compare_forms
from maginfo.answers.evidence import claim_list, use_list
from maginfo.answers.intakes import food_list
from maginfo.answers.search import search
from maginfo.dosing.diet import parse_food
from maginfo.errors import UsageError
from maginfo.render.formats import render_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from maginfo import Catalogue

PIECES = (
    *("sleep", "nerve", "pain", "glycinate", "oxide", "almonds", "spinach", "migrane", "magnesium", "the", "of"),
    *("400", "200-400", "20 %", "\u0664", "½", "9" * 40, "mg", "µg", "%", "-", "/", "(", "[bold]", "\\", "'", '"'),
    *(" ", "\t", "\n", "\x00", "\u202e", "é", "ß", "ﬁ", "中", "İ"),
)
words = st.text(max_size=12) | st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join)
FOODS = CATALOGUE.foods.foods[::40]


@settings(max_examples=12)
@given(text=words)
@example(text="İstanbul sleep")
def test_a_search_answers_whatever_is_written(text: str, catalogue: Catalogue) -> None:
    answer = search(catalogue, text)
    assert answer.text == text
    assert answer.more == 0 or len(answer.hits) == 50
    for hit in answer.hits:
        assert hit.title
        assert "\n" not in hit.excerpt
    json.loads(render_json(answer))


@settings(max_examples=15)
@given(text=words)
@pytest.mark.parametrize(
    "look_up",
    [
        use_list,
        claim_list,
        lambda catalogue, text: food_list(catalogue, text, 0, False),
        lambda catalogue, text: compare_forms(catalogue, ["oxide", text]),
    ],
    ids=["use", "claims", "food", "compare"],
)
def test_a_text_is_found_or_refused(look_up: Callable[[Catalogue, str], Any], text: str, catalogue: Catalogue) -> None:
    with suppress(UsageError):
        json.loads(render_json(look_up(catalogue, text)))


@settings(max_examples=60)
@given(name=st.sampled_from(["almonds", "spinach", "no such food", ""]), amount=words | st.floats().map(str))
@example(name="almonds", amount="1/1e-400 cup")
@example(name="almonds", amount="1/0.0001 g")
@example(name="almonds", amount="9" * 5000)
def test_an_amount_of_food_is_finite_and_positive_or_refused(name: str, amount: str, catalogue: Catalogue) -> None:
    with suppress(UsageError):
        eaten = parse_food(catalogue, f"{name}:{amount}")
        assert 0 < eaten.grams.low <= eaten.grams.high <= 5000
        assert math.isfinite(eaten.mg.high)


@settings(max_examples=15)
@given(food=st.sampled_from(FOODS), grams=st.floats(0.01, 2000), parts=st.integers(2, 9))
def test_magnesium_goes_with_the_weight(food: Any, grams: float, parts: int, catalogue: Catalogue) -> None:
    whole = parse_food(catalogue, f"{food.id}:{grams:.6f} g").mg
    part = parse_food(catalogue, f"{food.id}:{grams / parts:.9f} g").mg
    assert whole.certain
    assert whole.high == pytest.approx(food.mg_per_100g * grams / 100, rel=1e-4, abs=1e-6)
    assert whole.high == pytest.approx(part.high * parts, rel=1e-4, abs=1e-6)
    in_kilograms = parse_food(catalogue, f"{food.id}:{grams / 1000:.9f} kg").mg
    assert in_kilograms.high == pytest.approx(whole.high, rel=1e-3, abs=1e-5)


@settings(max_examples=15)
@given(food=st.sampled_from([food for food in FOODS if food.portions]), count=st.integers(1, 4))
def test_portions_count(food: Any, count: int, catalogue: Catalogue) -> None:
    """Three cups are three times a cup, for a range at both ends."""
    for portion in food.portions:
        number, _, measure = portion.name.partition(" ")
        if number == "1" and portion.g * count < 1000:
            one = parse_food(catalogue, f"{food.id}:1 {measure}").grams
            several = parse_food(catalogue, f"{food.id}:{count} {measure}").grams
            assert (several.low, several.high) == (pytest.approx(one.low * count), pytest.approx(one.high * count))
