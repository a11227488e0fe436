"""What was eaten: a food and an amount, `almonds:1 oz`, as grams and as magnesium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.catalogue.names import name_key
from maginfo.dosing.diet import parse_food
from maginfo.errors import UnknownNameError, UnreadableValueError

if TYPE_CHECKING:
    from maginfo import Catalogue

ALMONDS = "almonds"  # 270 mg in 100 g; a cup is 143 g whole and 92 g sliced


@pytest.mark.parametrize(
    ("measure", "grams"),
    [
        ("100g", 100),
        ("100 g", 100),
        ("100 G", 100),
        ("100 grams", 100),
        ("0.1 kg", 100),
        ("0,1 kg", 100),
        (".5 kg", 500),
        ("1 oz", 28.349523125),
        ("2 ounces", 56.69904625),
        ("1/2 oz", 14.1747615625),
        ("1 lb", 453.59237),
        ("1 pound", 453.59237),
        ("2 Pounds", 907.18474),
        ("2 lbs", 907.18474),
        ("1 lb.", 453.59237),
        ("0.5 kilo", 500),
        ("2 kilos", 2000),
        ("1 kilogram", 1000),
        ("2 kilograms", 2000),
        ("1 kilogramme", 1000),
        ("100 gm", 100),
        ("100 gms", 100),
        ("100 grammes", 100),
        ("1 oz.", 28.349523125),
        ("3\u00a0ounces", 85.048569375),
        ("  30   g  ", 30),
        ("5000 g", 5000),
    ],
)
def test_a_mass_is_read(measure: str, grams: float, catalogue: Catalogue) -> None:
    eaten = parse_food(catalogue, f"{ALMONDS}:{measure}")
    assert (eaten.food.id, eaten.grams.certain) == (ALMONDS, True)
    assert eaten.grams.high == pytest.approx(grams)
    assert eaten.mg.high == pytest.approx(grams * 2.70)


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [
        ("1 cup, whole", 143, 143),
        ("1 cup, sliced", 92, 92),
        ("1 cup", 92, 143),
        ("1 CUP", 92, 143),
        ("2 cups", 184, 286),
        ("1/2 cup", 46, 71.5),
        ("1.5 cups", 138, 214.5),
    ],
)
def test_a_portion_weighs_what_the_table_says(measure: str, low: float, high: float, catalogue: Catalogue) -> None:
    grams = parse_food(catalogue, f"{ALMONDS}:{measure}").grams
    assert (grams.low, grams.high) == (pytest.approx(low), pytest.approx(high))


def test_a_portion_of_several_pieces_is_counted_in_pieces(catalogue: Catalogue) -> None:
    """'1/4 block' of tofu is 81 g, '2 cakes' of rice are 18 g."""
    assert parse_food(catalogue, "tofu-fried:3 pieces").grams.high == pytest.approx(39)
    assert parse_food(catalogue, "tofu-firm-set-with-calcium-sulphate:1 block").grams.high == pytest.approx(324)
    assert parse_food(catalogue, "rice-cakes-brown-rice:4 cakes").grams.high == pytest.approx(36)


def test_every_household_measure_of_the_table_can_be_eaten(catalogue: Catalogue) -> None:
    """Each measure once, '1 cup, sliced' of one food standing for that of all."""
    measures = {
        portion.name.partition(" ")[2]: (food, portion) for food in catalogue.foods.foods for portion in food.portions
    }
    assert len(measures) > 100
    for food, portion in measures.values():
        eaten = parse_food(catalogue, f"{food.id}:{portion.name}")
        assert eaten.food == food
        # The table rounds its own ounces to whole grams.
        assert eaten.grams.low * 0.98 <= portion.g <= eaten.grams.high * 1.02, (food.id, portion)


def test_no_name_means_two_foods(catalogue: Catalogue) -> None:
    meant: dict[str, str] = {}
    for food in catalogue.foods.foods:
        for name in (food.id, food.name, *food.aliases):
            assert meant.setdefault(name_key(name), food.id) == food.id, name


@pytest.mark.parametrize(
    ("name", "food"),
    [
        ("almonds", "almonds"),
        ("raw almonds", "almonds"),
        ("SPINACH, BOILED", "spinach-boiled"),
        ("boiled spinach", "spinach-boiled"),
        ("zucchini", "courgette-boiled"),
        ("arugula", "rocket-raw"),
        ("pumpkin seeds", "pumpkin-seed-kernels-roasted"),
    ],
)
def test_a_food_is_found_by_the_names_people_use(name: str, food: str, catalogue: Catalogue) -> None:
    assert parse_food(catalogue, f"{name}:1 g").food.id == food


def test_the_last_colon_stands_before_the_amount(catalogue: Catalogue) -> None:
    assert parse_food(catalogue, "Spinach, boiled, drained: 100 g").food.id == "spinach-boiled"
    with pytest.raises(UnknownNameError):
        parse_food(catalogue, "spinach: boiled:100 g: 5")


def test_what_was_eaten_is_told_with_its_figures_and_their_release(catalogue: Catalogue) -> None:
    told = parse_food(catalogue, "spinach, boiled:1 cup").sentence
    assert all(part in told for part in ("Spinach, boiled", "180 g", "156.6 mg", "SR28"))
    of_two_weights = parse_food(catalogue, "almonds:1 cup").sentence
    assert all(part in of_two_weights for part in ("92", "143 g", "248.4", "386.1 mg"))


@pytest.mark.parametrize(
    "text",
    [
        "almonds:2",  # two grams, or two almonds?
        "almonds:100",
        *("", ":", "almonds", "almonds:", ":100g", "almonds: ", " :100g"),
        *("almonds:0", "almonds:0 g", "almonds:-5 g", "almonds:- 5 g", "almonds:\u2212 5 g"),
        *("almonds:nan", "almonds:inf g", "almonds:1e3 g", "almonds:many", "almonds:g", "almonds:\u0661 g"),
        *("almonds:1,500 g", "almonds:1.2.3 g", "almonds:1//2 cup", "almonds:1/2/3 cup", "almonds:/2 cup"),
        *("almonds:1/0 cup", "almonds:0/2 cup", "almonds:1/-2 cup", "almonds:1/ cup"),
        *("almonds:5001 g", "almonds:6 kg", "almonds:100 cups", "almonds:1/0.000001 g"),
        *("almonds:1 bucket", "almonds:1 mg", "almonds:2 IU", "almonds:1 cup sliced whole", "almonds:100 ml"),
    ],
)
def test_an_amount_is_refused(text: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnreadableValueError) as refusal:
        parse_food(catalogue, text)
    assert text.strip() in refusal.value.message


@pytest.mark.parametrize("count", ["9" * 400, "0." + "0" * 400 + "1", "1/" + "9" * 5000, "1" * 5000 + "/2"])
def test_a_number_of_hundreds_of_digits_is_refused(count: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnreadableValueError):
        parse_food(catalogue, f"{ALMONDS}:{count} g")


def test_a_measure_without_a_weight_is_refused_with_those_that_have_one(catalogue: Catalogue) -> None:
    with pytest.raises(UnreadableValueError) as refusal:
        parse_food(catalogue, "almonds:1 handful")
    assert all(known in refusal.value.message for known in ("handful", "cup, whole", "cup, sliced", "oz"))


@pytest.mark.parametrize(
    ("name", "meant"), [("almnds", "Almonds"), ("bananna", "Banana, raw"), ("brocoli", "Broccoli")]
)
def test_an_unknown_food_is_refused_with_those_that_may_be_meant(name: str, meant: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        parse_food(catalogue, f"{name}:100g")
    assert name in refusal.value.message
    assert any(suggestion.startswith(meant) for suggestion in refusal.value.suggestions)
