"""The reading of one line, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.labels import read_line
from maginfo.labels.text.scanner import scan

if TYPE_CHECKING:
    from maginfo import Catalogue


@pytest.mark.parametrize(
    ("text", "mg", "compound_mg"),
    [
        ("Magnesium (as magnesium bisglycinate chelate) 200 mg 48%", 200, None),
        ("Magnesium 150 mg as di-Magnesium Malate", 150, None),
        ("Magnesium (Bisglycinate) | 200 mg |", 200, None),
        ("(From Magnesium Oxide 750mg) 450 mg", 450, 750),
        ("520 mg (from magnesium oxide)", 520, None),
        ("Magnesium (elemental) (from Magnesium Oxide and Citrate 500mg", 500, None),
        ("Magnesium Oxide 400mg (241.3mg elemental magnesium)", 241.3, 400),
        ("Magnesium citrate 1000 mg providing 160 mg magnesium", 160, 1000),
        ("Magnesium ascorbate\n(providing elemental magnesium 13mg) 210mg", 13, 210),
        ("Magnesium amino acid chelate 1750 mg (providing elemental magnesium 350 mg)", 350, 1750),
        ("450 mg magnesium hydroxide - 190 mg elemental magnesium", 190, 450),
        ("contains 100 mg of magnesium", 100, None),
        ("Zinc 10 mg, Magnesium 50 mg, Copper 1 mg", 50, None),
        ("50 mg magnesium, 10 mg zinc", 50, None),
        ("<tr><td>Magnesium</td><td>250&nbsp;mg</td><td>67%*</td></tr>", 250, None),
        ("Magnesium 2 x 150 mg", 300, None),
        ("Magnesium (as oxide) l00 rng", 100, None),
        ("Magnesiurn (as citrate) 2OO mq", 200, None),
        ("Magnesium 121,5 mg", 121.5, None),
        ("Elemental magnesium 1,000 mg", 1000, None),
        ("Magnesium 5 mmol", 121.525, None),
        ("Magnesium 10 mEq", 121.525, None),
        ("Magnesium 0,375 g", 375, None),
        ("Mg2+ 120 mg", 120, None),
        ("equivalent to 97.2 mg (4 mmol) of magnesium", 97.2, None),
        ("7 mEq (84 mg) magnesium as magnesium lactate (835 mg)", 84, 835),
        ("Magnesium oxide 400 mg (10 mmol)", 243.05, 400),
        ("Magnesium 535 mg, 5.26 mEq", 63.92209, 535),
        ("Magnesium 535 mg; 2.63 mmol", 63.92209, 535),
        ("Magnesium citrate 535 mg, 5.26 mEq", 63.92209, 535),
        ("Magnesium 97.2 mg, 4 mmol", 97.2, None),
        ("Magnesium lactate dihydrate 84mg Mg (7mEq) SR caplet", 84, None),
        ("Magnesium chloride 64 mg Mg, 5.33 mEq", 64, None),
        ("Magnesium glycerophosphate 97 mg elemental magnesium (4 mmol, 8 mEq)", 97, None),
        ("Magnesium oxide 500 mg Mg (25 mEq)", 303.8125, 500),
        ("Magnesium 100 mg, calcium 5 mmol", 100, None),
        ("Magnesium 75 mg (per serving), 30 mg (per 100 ml)", 75, None),
        ("Magnesium 75 mg (pro Portion) 300 mg (pro 100 g)", 75, None),
        ("Magnesium 100 mg (per 2 capsules)", 100, None),
        ("Amount per serving (100 ml): magnesium 30 mg", 30, None),
        ("150 mg magnesium: 100 mg magnesium from citrate and 50 mg magnesium from oxide", 150, None),
        ("No sugar, no gluten, magnesium 100 mg", 100, None),
        ("Sans sucre, magnésium 100 mg", 100, None),
        ("Contains 80 % of the recommended intake: magnesium 300 mg", 300, None),
        ("Magnesium 300 mg = 80 % of the recommended intake", 300, None),
        ("Magnesium -> 100 mg", 100, None),
        ("Magnesium => 100 mg", 100, None),
        ("Magnesium 150 mg (from 300 mg oxide, 200 mg citrate)", 150, 500),
        ("Zinc min. 5 mg, magnesium 100 mg", 100, None),
        ("Magnesium (90 mg from citrate, 60 mg from glycinate)", 150, None),
        ("Magnesium (magnesium oxide 750 mg) 450 mg", 450, 750),
        ("Magnesium 200 mg x 2 = 400 mg", 400, None),
        ("100 mg reines Magnesium", 100, None),
        ("Magnesium (as oxide) 1,000 mg 238%", 1000, None),
    ],
)
def test_magnesium_that_is_printed(catalogue: Catalogue, text: str, mg: float, compound_mg: float | None) -> None:
    line = read_line(catalogue, text)
    assert line.basis == "elemental"
    assert line.elemental_mg is not None
    assert line.elemental_mg.certain
    assert line.elemental_mg.low == pytest.approx(mg)
    assert line.compound_mg == compound_mg


@pytest.mark.parametrize(
    ("text", "compound_mg", "low", "high"),
    [
        ("Each capsule delivers 667 mg of magnesium L-threonate", 667, 48, 56),
        ("Cytrynian magnezu 1480 mg – 240 kapsułek", 1480, 155, 245),
        ("Magnesium (elemental) (from 2,000 mg Magnesium Bisglycinate)", 2000, 200, 400),
        ("Magnesium oxide 400 mg 57% DV", 400, 241, 241.3),
        ("Each capsule contains 500 mg magnesium citrate", 500, 52, 83),
        ("Magnesium Bisglycinate (10% magnesium) 500 mg", 500, 50, 100),
        ("Magnesium (from 300 mg oxide, 200 mg citrate)", 500, 52.5, 301.5),
    ],
)
def test_a_compound_s_mass_becomes_a_range(
    catalogue: Catalogue, text: str, compound_mg: float, low: float, high: float
) -> None:
    line = read_line(catalogue, text)
    assert (line.basis, line.compound_mg) == ("compound", compound_mg)
    assert line.elemental_mg is not None
    assert low - 1 <= line.elemental_mg.low <= line.elemental_mg.high <= high + 1


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Magnesium Citrate 120mg - 180 Capsules", 12.6, 120),
        ("Dr.Max Magnesium 375 mg Citrate", 39.4, 375),
        ('מגנזיום אוקסיד 520 מ"ג', 313.6, 520),
        ("300mg of Magnesium Glycinate, Malate, & Citrate", 30, 300),
        ("100 mg reines Magnesiumcitrat", 10.5, 100),
        ("Magnesium (as magnesium glycinate) 1000 mg", 100, 1000),
        ("Magnesium (as magnesium L-threonate) 500 mg", 36, 500),
        ("Magnesium (Magnesium Oxide 400 mg)", 241.2, 400),
        ("Magnesium (as oxide) 250 mg 36%", 150.8, 250),
        ("Magnesium (as oxide 300 mg, citrate 200 mg)", 52.5, 500),
        ("Magnesium (magnesium oxide 300 mg, magnesium citrate 200 mg)", 52.5, 500),
        ("100 mg magnesium from 1000 mg glycinate and 50 mg magnesium from oxide", 100, 150),
        ("100 mg magnesium from citrate or 50 mg magnesium from oxide", 100, 150),
        ("Magnesium 100 mg from glycinate and 50 mg magnesium from oxide", 100, 150),
    ],
)
def test_an_open_figure_keeps_both_readings(catalogue: Catalogue, text: str, low: float, high: float) -> None:
    line = read_line(catalogue, text)
    assert (line.basis, line.elemental_mg, line.compound_mg) == ("open", None, None)
    assert line.readings_mg is not None
    assert line.readings_mg.low == pytest.approx(low, rel=0.01)
    assert line.readings_mg.high == high
    assert "is not said" in line.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "Swedish Nutra - Magnesiumbisglycinat - 500 ml",
        "Magnesium Citrate Powder 250 g",
        "Each Serving (2.4 g) contains magnesium citrate",
        "Calcium & Magnesium 500 mg",
        "Zinc magnesium aspartate 800 mg",
        "No Magnesium or Rice Fillers, 200 mg",
        "Free from magnesium stearate",
        "Magnesium-free, zinc 10 mg",
        "Magnesium stearate 10 mg",
        "Esomeprazole magnesium 40 mg",
        "Vitamin C (as magnesium ascorbate) 204 mg",
        "Zinc citrate 30 mg",
        "Vitamin C 1000 mg with magnesium",
        "Magnesium 625",
        "Magnesium 56 mg per 100 g",
        "Magnesium 26 mg/l",
        "Magnesium 30 mg (per 100 ml)",
        "Magnesium 30 mg (/100 ml)",
        "Magnesium 30 mg (per litre)",
        "Magnesium 30 mg (pro 100 g)",
        "Magnesium 30 mg (pour 100 g)",
        "Magnesium [30 mg] [je 100 g]",
        "Магний 30 мг (на 100 г)",
        "30 mg magnesium (per 100 ml)",
        "30 mg magnesium/100 ml",
        "Magnesium (as citrate) 30 mg (8 %) per 100 ml",
        "Magnesium 30 mg 8% NRV per 100 ml",
        "Magnesium citrate 200 mg (providing 30 mg magnesium) per 100 ml",
        "Magnesium (90 mg from citrate, 60 mg from glycinate) (per 100 g)",
        "Calcium 120 mg (per 100 g) magnesium 30 mg",
        "Magnesium 535 mg extended release, 5.26 mEq",
        "Magnesium 100 mg, 20 mmol",
        "Elemental magnesium 535 mg, 5.26 mEq",
        "No added magnesium, 100 mg",
        "Free from magnesium, calcium 100 mg",
        "Magnesium: 50 % of the recommended intake of 375 mg",
        "Magnesium: 50 % of the recommended intake (375 mg)",
        "Magnesium: 50 % of the recommended intake: 375 mg",
        "50 % of the recommended intake of magnesium: 375 mg",
        "MAG 2 122 mg",
        "f elemental magnesium 400mg",
        "Magnesium oil spray 100 mg",
        "Do not take more than 350 mg of magnesium",
        "Recommended daily intake of magnesium: 375 mg",
        "Magnesium <1 mg",
        "Up to 350 mg magnesium",
        "Magnesium phosphoricum D6, tablets of 250 mg",
        "Magnesium 400 mcg",
        "100 g | 30 g | Magnesium 300 mg 90 mg",
        "Magnesium (citrate) 150 mg, (glycinate) 100 mg",
        "",
        "\x00",
    ],
)
def test_nothing_where_nothing_is_said(catalogue: Catalogue, text: str) -> None:
    line = read_line(catalogue, text)
    assert (line.elemental_mg, line.basis, line.readings_mg) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "At least 100 mg magnesium",
            "Magnesium at least 100 mg",
            "Magnesium min. 100 mg",
            "Minimum: 100 mg magnesium",
        ),
        *("Magnesium 100 mg minimum", "Magnesium 100 mg (min.)", "Magnesium 100 mg or more", "Magnesium ≥ 100 mg"),
        *("Magnesium <= 100 mg", "Magnesium >= 100 mg", "Magnesium > 100 mg", "Magnesium ⩾ 100 mg"),
        *("Mindestens 100 mg Magnesium", "Magnesium mind. 100 mg", "Au moins 100 mg de magnésium"),
        *("Al menos 100 mg de magnesio", "Almeno 100 mg di magnesio", "Co najmniej 100 mg magnezu"),
        *("Магний не менее 100 мг", 'לפחות 100 מ"ג מגנזיום', "Minst 100 mg magnesium", "Alespoň 100 mg hořčíku"),
    ],
)
def test_a_bound_is_no_amount(catalogue: Catalogue, text: str) -> None:
    line = read_line(catalogue, text)
    assert (line.elemental_mg, line.basis, line.readings_mg) == (None, None, None)
    assert line.notes[0].endswith(("' is named as a bound", "is not a serving's"))


def test_what_is_absent_is_named_as_absent_up_to_the_comma(catalogue: Catalogue) -> None:
    absent = "magnesium is named as absent"
    for text in ("No added magnesium", "Free from magnesium, calcium", "No Magnesium or Rice Fillers, 200 mg"):
        assert absent in read_line(catalogue, text).notes, text
    for text in ("No sugar, no gluten, magnesium 100 mg", "Ohne Zucker, Magnesium 100 mg"):
        assert absent not in read_line(catalogue, text).notes, text


def test_no_percentage_is_of_nothing(catalogue: Catalogue) -> None:
    line = read_line(catalogue, "Magnesium 100 mg 0 %")
    assert (line.percent_daily_value, line.consistent) == (0, False)
    assert line.notes == ("the printed 0 % does not agree with 100 mg",)


@pytest.mark.parametrize(
    ("text", "daily_value", "consistent"),
    [
        ("Magnesium 210 mg 50% DV", "us-fda", True),
        ("Magnesium 100 mg 25%", "us-fda-old", True),
        ("Magnesium 100mg 27%", "eu-nrv", True),
        ("430 mg di magnesio elementare, pari al 114,6% dei Valori Nutritivi di Riferimento", "eu-nrv", True),
        ("Magnesium (as malate) 75 mg 30%", None, False),
        ("Magnesium (from oxide) 520 mg 185.7%", None, False),
        ("Magnesium 200 mg", None, None),
    ],
)
def test_a_percentage_confirms_or_is_a_note(
    catalogue: Catalogue, text: str, daily_value: str | None, consistent: bool | None
) -> None:
    line = read_line(catalogue, text)
    assert line.elemental_mg is not None
    assert (line.daily_value, line.consistent) == (daily_value, consistent)
    assert any("does not agree" in note for note in line.notes) == (consistent is False)


def test_a_percentage_that_is_no_share_of_a_daily_value_is_passed_over(catalogue: Catalogue) -> None:
    line = read_line(catalogue, "Magnesium Glycinate 500mg, 240 Capsules | 100% Chelated")
    assert (line.basis, line.percent_daily_value) == ("open", None)


def test_a_percentage_decides_what_a_figure_is(catalogue: Catalogue) -> None:
    assert read_line(catalogue, "Magnesium citrate 100 mg 27% NRV").basis == "elemental"
    assert read_line(catalogue, "Magnesium citrate 100 mg").basis == "open"


def test_of_two_columns_the_first_or_the_one_that_the_percentage_fits(catalogue: Catalogue) -> None:
    first = read_line(catalogue, "Magnesium (as citrate) 30 mg 60 mg 7%/14%")
    assert first.elemental_mg is not None
    assert first.elemental_mg.low == 30
    assert "30 mg was taken" in first.notes[0]
    fitting = read_line(catalogue, "Magnesium | 1200 mg | 300 mg | 80% NRV")
    assert fitting.elemental_mg is not None
    assert fitting.elemental_mg.low == 300


def test_figures_that_chemistry_forbids_are_not_taken(catalogue: Catalogue) -> None:
    line = read_line(catalogue, "Magnesium citrate 100 mg providing 400 mg magnesium")
    assert line.elemental_mg is None
    assert "crossed" in line.notes[0]


@pytest.mark.parametrize("volume", ["l5 ml", "i5 ml", "1o cl", "2l l"])
def test_a_misread_volume_is_no_amount(catalogue: Catalogue, volume: str) -> None:
    line = read_line(catalogue, f"{volume} daily: magnesium 100 mg")
    assert line.elemental_mg is not None
    assert (line.elemental_mg.low, line.elemental_mg.high) == (100, 100)
    assert read_line(catalogue, f"Magnesium {volume}").elemental_mg is None


def test_the_forms_in_the_order_they_are_named(catalogue: Catalogue) -> None:
    line = read_line(catalogue, "Magnesium (as oxide, Trimagnesiumdicitrat and бисглицинат магния) 100 mg")
    assert line.forms == ("oxide", "citrate", "glycinate")


def test_a_line_without_end_is_refused(catalogue: Catalogue) -> None:
    line = read_line(catalogue, "magnesium 100 mg " * 10_000)
    assert line.elemental_mg is None
    assert "not read" in line.notes[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *("(", "()", "<", "<td>", "&amp;", "1,", "l0", "111 ", "5 mg ", "(5 mg)", "of ", "5% ", "(5 mg", "> ", "min "),
        *(" ", "\t", "\u00a0", ".", "-", "1", ",", "a", "%", "mg ", "per 100 ml ", "no ", "5 mmol, ", "= "),
    ],
)
def test_a_line_of_one_thing_over_and_over_is_read(catalogue: Catalogue, piece: str) -> None:
    many = piece * (60_000 // len(piece))
    assert read_line(catalogue, "magnesium (from " + many).text
    assert read_line(catalogue, f"Magnesium 100 mg{many}").text
    assert len(scan(many)) <= len(many)


def test_a_gap_is_no_part_of_a_mark() -> None:
    """A scanner that starts again at each of 16,000 spaces takes half a minute; this one must not."""
    assert scan("magnesium" + 60_000 * " ") == ["magnesium"]
    assert scan("magnesium" + 60_000 * " " + "é") == ["magnesium", "é"]


@pytest.mark.parametrize(
    "text",
    [
        "100 ml contain magnesium 500 mg",
        "100 g enthalten durchschnittlich 250 mg Magnesium",
        "1 Liter enthält 120 mg Magnesium",
        "100 g contengono 300 mg di magnesio",
        "100 ml contiennent 26 mg de magnésium",
        "1 kg enthält 300 mg Magnesium",
    ],
)
def test_what_a_large_mass_or_volume_contains_is_no_serving(catalogue: Catalogue, text: str) -> None:
    line = read_line(catalogue, text)
    assert (line.elemental_mg, line.readings_mg) == (None, None)
    assert "not a serving's" in line.notes[0]


def test_what_a_spoon_contains_is_a_serving(catalogue: Catalogue) -> None:
    for text in ("5 ml contains 100 mg magnesium", "Portion 30 g contains 100 mg magnesium"):
        read = read_line(catalogue, text).elemental_mg
        assert read is not None, text
        assert read.high == 100, text
