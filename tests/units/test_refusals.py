"""What is said where a dose, an age, a price or a meal cannot be read: what was written, and what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo import Age, Catalogue, Dose, Person, Span, check
from maginfo.dosing.diet import parse_food, read_diet_mg, usual_diet
from maginfo.dosing.numbers import read_number
from maginfo.dosing.packages import Package, read_package
from maginfo.dosing.person import read_sex
from maginfo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def readers(catalogue: Catalogue) -> dict[str, Callable[[str], Any]]:
    """What reads each kind of thing."""
    return {
        "dose": Dose.parse,
        "times a day": lambda text: Dose.parse("1 mg", times_per_day=int(text)),
        "checked dose": lambda text: check(catalogue, [Dose.parse(text)]),
        "age": Age.parse,
        "sex": read_sex,
        "number": lambda text: read_number(text, what="--weight"),
        "price": lambda text: read_package(text, 60),
        "count": lambda text: read_package("9.90", int(text)),
        "diet": lambda text: read_diet_mg(text, what="--diet"),
        "eaten": lambda text: parse_food(catalogue, text),
        "weight": lambda text: Person(weight_kg=float(text)),
        "egfr": lambda text: Person(egfr=float(text)),
        "pregnant": lambda text: Person(sex=text, pregnant=True),  # type: ignore[arg-type]
        "diet of a check": lambda text: check(catalogue, [Dose.parse("100")], diet_mg=float(text)),
        "usual diet at": lambda text: usual_diet(catalogue.rules, Person(age=text)),
        "doses": lambda _: check(catalogue, []),
    }


REFUSED: list[dict[str, str]] = tomli.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))[
    "refusal"
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case['kind']}: {case['text']}")
def test_a_refusal_says_what_was_written_and_what_would_be_right(
    case: dict[str, str], readers: dict[str, Callable[[str], Any]]
) -> None:
    with pytest.raises(UsageError) as refusal:
        readers[case["kind"]](case["text"])
    assert refusal.value.message == case["says"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("age", "130", Age("130 y", 1560, 1571)),
        ("age", "1560 MO", Age("1560 mo", 1560, 1560)),
        ("age", "12 Months", Age("12 mo", 12, 12)),
        ("age", "1 Y", Age("1 y", 12, 23)),
        ("weight", "0.5", Person(weight_kg=0.5)),
        ("weight", "500", Person(weight_kg=500.0)),
        ("egfr", "0", Person(egfr=0.0)),
        ("egfr", "200", Person(egfr=200.0)),
        ("diet", "0", Span(0.0, 0.0)),
        ("diet", " 20000 ", Span(20_000.0, 20_000.0)),
        ("price", "1000000", Package(1_000_000.0, 60)),
        ("price", " € 9,90 ", Package(9.9, 60, "€")),
        ("price", "0.5 EUR", Package(0.5, 60, "EUR")),
        ("count", "1", Package(9.9, 1)),
        ("count", "100000", Package(9.9, 100_000)),
    ],
)
def test_what_is_just_possible_is_read(
    kind: str, text: str, expected: Any, readers: dict[str, Callable[[str], Any]]
) -> None:
    assert readers[kind](text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" spinach : 100g ", "eaten: Spinach, raw, 100 g: 79 mg (USDA SR28)"),
        ("spinach:5000 g", "eaten: Spinach, raw, 5000 g: 3950 mg (USDA SR28)"),
        ("spinach:5 kg", "eaten: Spinach, raw, 5000 g: 3950 mg (USDA SR28)"),
        ("okra, raw: 8 pods", "eaten: Okra, raw, 95 g: 54.15 mg (USDA SR28)"),
        ("okra, raw: 16 pod", "eaten: Okra, raw, 190 g: 108.3 mg (USDA SR28)"),
        ("spinach:1/2 cup", "eaten: Spinach, raw, 15 g: 11.85 mg (USDA SR28)"),
    ],
)
def test_a_meal_is_shown_as_it_was_read(text: str, shown: str, catalogue: Catalogue) -> None:
    eaten = parse_food(catalogue, text)
    assert eaten.sentence == shown
    assert eaten.text == text.strip()


def test_a_compound_of_no_form_is_refused_by_the_caller_s_words(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError) as refusal:
        check(catalogue, [Dose("a scoop", 1000.0, basis="compound")])
    assert refusal.value.message == (
        "dose 'a scoop': how much magnesium this product contains is not known; write the label's elemental figure"
    )
