"""A label of several lines: its rows, their sum, a serving and a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo import Span
from maginfo.labels import read_label
from maginfo.labels.doses import dose_from_label, label_assumptions
from maginfo.labels.text import reader

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.labels.text.tokens import Token
    from maginfo.labels.text.vocabulary import Vocabulary


def serving(catalogue: Catalogue, *lines: str) -> Span | None:
    return read_label(catalogue, "\n".join(lines)).supplement_mg_per_serving


def test_a_total_wins_over_its_parts(catalogue: Catalogue) -> None:
    label = (
        "Magnesium amino acid chelate 1750mg",
        "  (providing elemental magnesium 350mg)",
        "Magnesium ascorbate 210mg (providing elemental magnesium 13mg)",
        "TOTAL ELEMENTAL MAGNESIUM 400mg",
    )
    assert serving(catalogue, *label) == Span.exactly(400)


def test_a_row_is_never_added_to_its_sources(catalogue: Catalogue) -> None:
    assert serving(catalogue, "Magnesium 240 mg", "Magnesium citrate 1500 mg") == Span.exactly(240)
    assert serving(catalogue, "Magnesium citrate 1500 mg", "- of which magnesium 240 mg") == Span.exactly(240)
    assert serving(catalogue, "Magnesium 150 mg", "Magnesium (as oxide) 100 mg", "Magnesium (as citrate) 50 mg") == (
        Span.exactly(150)
    )


def test_the_shares_of_different_salts_are_added(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "Magnesium (as oxide) 100 mg\nMagnesium (as citrate) 50 mg")
    assert label.supplement_mg_per_serving == Span.exactly(150)
    assert label.notes == ("the magnesium of 2 rows was added",)


def test_rows_that_disagree_are_not_decided(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "Magnesium 100 mg\nMagnesium 250 mg")
    assert label.supplement_mg_per_serving is None
    assert "which of them" in label.notes[0]


def test_a_row_that_names_its_source_without_an_acid_is_added(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "Magnesium (amino acid chelate) 100 mg elemental\nMagnesium (as oxide) 60 mg")
    assert label.supplement_mg_per_serving == Span.exactly(160)
    assert label.notes == ("the magnesium of 2 rows was added",)


def test_a_row_of_elemental_magnesium_is_no_title(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "Elemental magnesium 100 mg\nMagnesium (as oxide) 60 mg")
    assert label.supplement_mg_per_serving is None
    assert "which of them" in label.notes[0]
    assert dose_from_label(label).elemental_mg == Span(100, 160)


def test_an_open_row_beside_a_compound_is_in_the_range(catalogue: Catalogue) -> None:
    """4 g of citrate hold 420 to 660 mg; the malate another 22 to 31 mg, or 200 mg if its figure is magnesium."""
    label = read_label(catalogue, "Magnesium citrate 4 g\nMagnesium malate 200 mg")
    assert label.supplement_mg_per_serving is None
    assert dose_from_label(label).elemental_mg == Span(420, 860)
    assert any("22–200 mg of magnesium is used" in said for said in label_assumptions(label))


def test_an_open_row_that_is_in_no_sum_is_told_as_that(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "Magnesium 240 mg\nMagnesium citrate 100 mg")
    assert dose_from_label(label).elemental_mg == Span.exactly(240)
    said = label_assumptions(label)[-1]
    assert said.endswith("'Magnesium citrate 100 mg' leaves open what its figure is; it is in no sum")


@pytest.mark.parametrize(
    "lines",
    [
        ("Magnesium (as citrate) 100 mg", "Magnesium oxide 1000 mg"),
        ("Magnesium 0 mg", "Magnesium oxide 1000 mg"),
        ("Total magnesium 100 mg", "Magnesium oxide 1000 mg"),
    ],
)
def test_a_salt_that_holds_more_than_the_printed_magnesium_is_not_passed_over(
    catalogue: Catalogue, lines: tuple[str, ...]
) -> None:
    """1000 mg of the oxide hold 603 mg: they cannot be what the printed magnesium comes from."""
    label = read_label(catalogue, "\n".join(lines))
    assert label.supplement_mg_per_serving is None
    assert label.notes == (
        "a compound contains more magnesium than is printed; whether both are in a serving is not said",
    )
    taken = dose_from_label(label).elemental_mg
    assert taken is not None
    assert taken.low == pytest.approx(603.03)
    assert taken.high >= 1000


def test_a_salt_that_holds_about_the_printed_magnesium_is_its_source(catalogue: Catalogue) -> None:
    assert serving(catalogue, "Magnesium 100 mg", "Magnesium malate 1000 mg") == Span.exactly(100)
    assert serving(catalogue, "Magnesium oxide 500 mg", "Magnesium 300 mg") == Span.exactly(300)


def test_the_panel_wins_over_the_title(catalogue: Catalogue) -> None:
    assert serving(catalogue, "Magnesium 400 mg", "Magnesium (as citrate) 200 mg 48%") == Span.exactly(200)
    assert serving(catalogue, "Super Magnesium 400 mg 90 caps", "Magnesium (as citrate) 200 mg") == Span.exactly(200)


@pytest.mark.parametrize(
    "lines",
    [
        ("Magnesium (Magnesium L-Threonate) |", "50mg |"),
        ("Magnesium", "50 mg", "13%"),
        ("Magnesium 50 mg", "[Magnesium Bisglycinate Blend (magnesium bisglycinate, magnesium oxide)]"),
        ("Magnesium (from magnesium oxide", "and magnesium citrate) 50 mg"),
    ],
)
def test_a_row_may_run_over_lines(catalogue: Catalogue, lines: tuple[str, ...]) -> None:
    label = read_label(catalogue, "\n".join(lines))
    assert len(label.lines) == 1
    assert label.supplement_mg_per_serving == Span.exactly(50)


@pytest.mark.parametrize(
    ("directions", "a_day"),
    [
        ("Serving size: 2 capsules. Take 2 capsules daily", 200),
        ("Serving size: 1 capsule. Take 2 capsules daily", 400),
        ("Serving size: 2 capsules. Take 2 capsules twice daily", 400),
        ("Je Kapsel. Täglich 2 Kapseln", 400),
        ("Par dose journalière", 200),
        ("Serving size: 2 capsules", None),
        ("Take 2 capsules daily", (200, 400)),
        ("Serving size: 1 capsule. Take 1 to 3 capsules daily", (200, 600)),
        ("Take x tablets twice daily", 400),
        ("Take tablets x times daily", None),
    ],
)
def test_a_day_where_the_label_says_how_many(
    catalogue: Catalogue, directions: str, a_day: float | tuple[float, float] | None
) -> None:
    label = read_label(catalogue, f"Magnesium (as citrate) 200 mg\n{directions}")
    assert label.supplement_mg_per_serving == Span.exactly(200)
    ends = a_day if isinstance(a_day, tuple) else (a_day, a_day)
    assert label.supplement_mg_per_day == (None if a_day is None else Span(*ends))


def test_what_a_reading_rests_on_is_cited(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "Magnesium 375 mg 100% NRV\nMagnesium threonate 2000 mg")
    assert "eu-1169-2011" in label.sources
    assert set(label.sources) == set(label.bibliography)


def test_an_empty_label_says_nothing(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "  \n ")
    assert label.supplement_mg_per_serving is None
    assert label.lines[0].basis is None


def test_a_label_without_end_is_refused(catalogue: Catalogue) -> None:
    label = read_label(catalogue, "magnesium 100 mg\n" * 100_000)
    assert label.supplement_mg_per_serving is None
    assert "not read" in label.notes[0]


def test_each_line_is_lexed_once(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    lexed = []
    lex = reader.lex

    def counting(vocabulary: Vocabulary, text: str) -> list[Token]:
        lexed.append(text)
        return lex(vocabulary, text)

    monkeypatch.setattr(reader, "lex", counting)
    read_label(catalogue, "Magnesium 117.3 mg\nZinc 13.7 mg\nVitamin B6 2.3 mg")
    assert lexed == ["magnesium 117.3 mg", "zinc 13.7 mg", "vitamin b6 2.3 mg"]
