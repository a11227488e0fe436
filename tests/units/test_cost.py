"""What 100 mg of elemental magnesium costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo import Dose, Span
from maginfo.answers.compare import compare_forms
from maginfo.dosing.packages import Package, price_per_100_mg, read_package
from maginfo.dosing.wording import price
from maginfo.errors import UnreadableValueError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

    from maginfo import Catalogue


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("9.90", 9.9, None), ("9,90", 9.9, None), ("12", 12, None), (" 9.90 EUR ", 9.9, "EUR"), ("9.90EUR", 9.9, "EUR"),
        ("€9.90", 9.9, "€"), ("$ 12", 12, "$"), ("CHF 12.5", 12.5, "CHF"), ("0.01", 0.01, None),
    ],
)  # fmt: skip
def test_a_price_is_read_with_its_currency(text: str, amount: float, currency: str | None) -> None:
    assert read_package(text, 60) == Package(amount, 60, currency)


@pytest.mark.parametrize(
    "text", ["", "free", "0", "-3", "nan", "inf", "1e3", "1,500", "1.2.3", "$9 EUR", "9.90 a month", "10000001", "EUR"]
)
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError, match="price"):
        read_package(text, 60)


@pytest.mark.parametrize("count", [0, -1, 100_001])
def test_what_is_no_count_is_refused(count: int) -> None:
    with pytest.raises(UnreadableValueError, match="count"):
        read_package("9.90", count)


def test_the_least_magnesium_costs_the_most() -> None:
    # 24.00 for 60 intakes is 0.40 each: 0.40 for 200 mg is 0.20 for 100 mg, for 100 mg it is 0.40.
    cost = price_per_100_mg(Package(24.0, 60), Span(100, 200))
    assert cost is not None
    assert (cost.low, cost.high) == pytest.approx((0.2, 0.4))


def test_what_gives_no_magnesium_has_no_price(catalogue: Catalogue) -> None:
    assert price_per_100_mg(Package(24.0, 60), Span.exactly(0)) is None
    oil = Dose.parse("500 mg magnesium oil").replaced(package=Package(5, 10))
    (product,) = compare_forms(catalogue, ["oxide"], [oil]).products
    assert (product.price, product.price_per_100_mg) == (5, None)


@pytest.mark.parametrize(
    ("span", "currency", "shown"),
    [
        (Span(0.5, 0.5), "EUR", "0.50 EUR"), (Span(0.056, 0.1), "EUR", "0.056–0.10 EUR"),
        (Span(1.9, 1.9), "EUR", "1.90 EUR"), (Span(0.138, 0.277), None, "0.14–0.28"),
        (Span(0.034, 0.034), "$", "0.034 $"), (Span(0.09, 0.18), None, "0.09–0.18"), (None, "EUR", ""),
    ],
)  # fmt: skip
def test_prices_are_shown_with_the_digits_that_matter(span: Span | None, currency: str | None, shown: str) -> None:
    assert price(span, currency) == shown


PRICED = (
    "-d",
    "400 mg oxide compound",
    "-d",
    "150 mg citrate elemental",
    "--price",
    "9.90 EUR",
    "--price",
    "14.50 EUR",
)


def test_check_shows_prices_in_the_order_of_the_doses(maginfo: RunMaginfo) -> None:
    doses = maginfo("check", *PRICED, "--count", "120", "--count", "90", "--json").json["doses"]
    # Oxide: 241.2 mg in 0.0825 EUR; citrate: 150 mg in 0.1611 EUR.
    assert [dose["price_per_100_mg"]["low"] for dose in doses] == pytest.approx([0.034202, 0.107407], abs=1e-6)
    assert [dose["currency"] for dose in doses] == ["EUR", "EUR"]
    assert "0.034 EUR" in maginfo("check", *PRICED, "--count", "120", "--count", "90").out


def test_compare_shows_the_same_prices(maginfo: RunMaginfo) -> None:
    words = ("compare", *PRICED, "--count", "120", "--count", "90")
    answer = maginfo(*words, "--json").json
    assert [form["id"] for form in answer["forms"]] == ["oxide", "citrate"]
    assert [each["price_per_100_mg"]["high"] for each in answer["products"]] == pytest.approx(
        [0.034202, 0.107407], abs=1e-6
    )
    (row,) = [row for row in answer["rows"] if row["property"].startswith("price")]
    assert row["values"] == ["0.034 EUR", "0.11 EUR"]
    assert "price of 100 mg of magnesium\ttrue\t0.034 EUR\t0.11 EUR" in maginfo(*words, "-f", "tsv").out
    assert "9.90 EUR for 120" in maginfo(*words, "--width", "160").out


def test_compare_takes_the_products_of_a_profile(tmp_path: Path, maginfo: RunMaginfo) -> None:
    name = tmp_path / "me.toml"
    name.write_text(
        '[[dose]]\nname = "A"\namount = 200\nform = "citrate"\nprice = 20\ncount = 100\n'
        '[[dose]]\nname = "B"\namount = 100\nform = "citrate"\n',
        encoding="utf-8",
    )
    answer = maginfo("compare", "--profile", str(name), "--json").json
    assert [(each["name"], each["price_per_100_mg"]) for each in answer["products"]] == [
        ("A", {"low": 0.1, "high": 0.1}), ("B", None)
    ]  # fmt: skip
    assert [form["id"] for form in answer["forms"]] == ["citrate"]
    added = maginfo("compare", "oxide", "--profile", str(name), "-d", "50 mg malate", "--json").json
    assert [form["id"] for form in added["forms"]] == ["oxide", "citrate", "malate"]
    assert [each["text"] for each in added["products"]] == ["200 mg", "100 mg", "50 mg malate"]


@pytest.mark.parametrize(
    "words", [("--price", "9.90"), ("--count", "60"), ("--price", "9.90", "--count", "60", "-d", "100")]
)
@pytest.mark.parametrize("command", ["check", "compare"])
def test_prices_and_counts_go_with_every_dose(command: str, words: tuple[str, ...], maginfo: RunMaginfo) -> None:
    outcome = maginfo(command, "-d", "400 mg oxide", *words)
    assert (outcome.status, outcome.out) == (2, "")
    assert "each --dose needs its own --price and --count: got " in outcome.err


def test_a_price_that_cannot_be_read_is_told_beside_a_missing_count(maginfo: RunMaginfo) -> None:
    lines = maginfo("check", "400", "--price", "abc").err.splitlines()
    assert lines == [
        "maginfo: each --dose needs its own --price and --count: got 1 dose, 1 price, no count",
        "maginfo: price 'abc': write it like '9.90' or '9.90 EUR'",
    ]


def test_one_product_is_nothing_to_compare(catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="two forms"):
        compare_forms(catalogue, [], [Dose.parse("400 mg oxide")])
