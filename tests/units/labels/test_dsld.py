"""NIH DSLD label records: the relation of their rows, and the magnesium in a serving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dsld_documents import ADDS_NOTHING, entry, label, row, serving

from maginfo import Catalogue, Span
from maginfo.labels import read_dsld

if TYPE_CHECKING:
    from maginfo.labels.reading import LabelReading


@pytest.fixture
def read(catalogue: Catalogue) -> Any:
    """Reads a document with the rows."""

    def reading(*rows: dict[str, Any], **more: Any) -> LabelReading:
        return read_dsld(catalogue, label(*rows, **more))

    return reading


ARRANGEMENTS = {
    "the element, its compound under it": (
        (row("Magnesium", 150, "mg", row("Magtein", 2085)),),
        (150, 2085, ("threonate",)),
    ),
    "the element, its compound under it, in grams": (
        (row("Magnesium", 400, "mg", row("Magnesium Lysinate Glycinate Chelate", 4, "Gram(s)")),),
        (400, 4000, ("lysinate-glycinate",)),
    ),
    "the compound, its element under it": (
        (row("Magnesium Taurate", 1500, "mg", row("Magnesium", 120)),),
        (120, 1500, ("taurate",)),
    ),
    "a printed amount of the element that pure chemistry does not give": (
        (row("Magnesium", 90, "mg", row("Magnesium Aspartate", 450)),),
        (90, 450, ("aspartate",)),
    ),
    "names crossed: the element's row holds the mass": (
        (row("Magnesium", 1000, "mg", row("Magtein Magnesium L-Threonate", 72)),),
        (72, 1000, ("threonate",)),
    ),
    "names crossed: the compound's row holds the element": (
        (row("Magnesium Citrate", 80, "mg", row("Magnesium", 500)),),
        (80, 500, ("citrate",)),
    ),
    "both rows called magnesium, the larger under the smaller": (
        (row("Magnesium", 72, "mg", row("Magnesium", 1000)),),
        (72, 1000, ()),
    ),
    "both rows named by the compound": (
        (row("Magtein", 2000, "mg", row("Magnesium L-Threonate", 144)),),
        (144, 2000, ("threonate",)),
    ),
    "shares of the element, form by form": (
        (row("Magnesium", 90, "mg", row("Magnesium Citrate", 45), row("Magnesium Malate", 45)),),
        (90, None, ("citrate", "malate")),
    ),
    "three shares, rounded": (
        (row("Magnesium", 100, "mg", *(row(f"Magnesium {name}", 33) for name in ("Citrate", "Malate", "Oxide"))),),
        (100, None, ("citrate", "malate", "oxide")),
    ),
    "two masses under the element": (
        (row("Magnesium", 200, "mg", row("Magnesium Oxide", 150), row("Magnesium Citrate", 700)),),
        (200, None, ("oxide", "citrate")),
    ),
    "one figure in both rows": (
        (row("Magnesium", 100, "mg", row("Magnesium Glycinate", 100)),),
        (100, None, ("glycinate",)),
    ),
    "the source beside the element, not under it": (
        (row("Magnesium", 144), row("Magtein", 2000)),
        (144, 2000, ("threonate",)),
    ),
    "the element inside a blend, its compound in another": (
        (
            row("Magnesium", 11, percent=3, forms=["Magnesium Hydroxide"]),
            row("Comfort Blend", 0, "NP", row("Magnesium Hydroxide", 0, "NP"), group="Blend"),
        ),
        (11, None, ("hydroxide",)),
    ),
    "a row three levels down": (
        (row("Night Blend", 900, "mg", row("Sleep Mix", 0, "NP", row("Magnesium", 50), group="Blend"), group="Blend"),),
        (50, None, ()),
    ),
}


@pytest.mark.parametrize("name", ARRANGEMENTS)
def test_parent_and_nested_rows_are_one_amount(name: str, read: Any) -> None:
    rows, (element, compound, forms) = ARRANGEMENTS[name]
    reading = read(*rows)
    assert len(reading.lines) == 1
    line = reading.lines[0]
    assert (line.elemental_mg, line.basis) == (Span.exactly(element), "elemental")
    assert (line.compound_mg, line.forms) == (compound, forms)
    assert reading.supplement_mg_per_serving == Span.exactly(element)


def test_crossed_names_are_said_in_the_label_s_own_words(read: Any) -> None:
    line = read(row("Magnesium", 1000, "mg", row("Magtein", 72))).lines[0]
    assert "names are crossed: Magnesium 1000 mg is the compound and Magtein 72 mg the magnesium" in line.notes[0]


def test_a_share_that_is_no_fraction_of_a_compound_is_a_share(read: Any) -> None:
    reading = read(row("Magnesium", 100, "mg", row("Magnesium Citrate", 40)))
    assert reading.supplement_mg_per_serving == Span.exactly(100)


def test_a_percentage_decides_between_crossed_names_and_a_share(read: Any) -> None:
    nested = row("Magnesium Citrate", 40)
    assert read(row("Magnesium", 300, "mg", nested, percent=71)).supplement_mg_per_serving == Span.exactly(300)
    assert read(row("Magnesium", 300, "mg", nested)).supplement_mg_per_serving == Span.exactly(40)


def test_figures_that_fit_neither_way_stay_open(read: Any) -> None:
    reading = read(row("Magnesium Citrate", 100, "mg", row("Magnesium", 200)))
    line = reading.lines[0]
    assert (line.elemental_mg, line.basis, line.readings_mg) == (None, "open", Span(100, 200))
    assert reading.supplement_mg_per_serving is None
    two_of_one_name = read(row("Magnesium", 300, "mg", row("Magnesium", 30))).lines[0]
    assert (two_of_one_name.elemental_mg, two_of_one_name.readings_mg) == (None, Span(30, 300))


# A row of its own


def test_a_percentage_confirms_the_amount(read: Any) -> None:
    for mg, percent, daily_value in ((50, 13, "us-fda-old"), (200, 48, "us-fda"), (450, 107, "us-fda")):
        line = read(row("Magnesium", mg, percent=percent, forms=["Magnesium Oxide"])).lines[0]
        assert (line.elemental_mg, line.consistent, line.daily_value) == (Span.exactly(mg), True, daily_value)
        assert line.percent_daily_value == percent


def test_a_percentage_that_disagrees_is_a_note_and_changes_nothing(read: Any) -> None:
    line = read(row("Magnesium", 15.4, percent=2.2)).lines[0]
    assert (line.elemental_mg, line.consistent, line.daily_value) == (Span.exactly(15.4), False, None)
    assert "2.2% does not fit 15.4 mg" in line.notes[0]


def test_a_row_named_by_its_compound_is_what_its_percentage_says(read: Any) -> None:
    element = read(row("Magnesium Ascorbate", 30, percent=8)).lines[0]
    assert (element.elemental_mg, element.basis) == (Span.exactly(30), "elemental")
    compound = read(row("Magnesium Oxide", 400, percent=57)).lines[0]
    assert (compound.basis, compound.compound_mg) == ("compound", 400)
    assert compound.elemental_mg.low == pytest.approx(241.2, abs=0.1)


def test_a_row_named_by_its_compound_without_a_percentage_is_open(read: Any) -> None:
    reading = read(row("Magnesium Citrate", 500))
    line = reading.lines[0]
    assert (line.elemental_mg, line.basis, line.compound_mg) == (None, "open", 500)
    assert (line.readings_mg.low, line.readings_mg.high) == pytest.approx((52.5, 500))
    assert reading.supplement_mg_per_serving is reading.supplement_mg_per_day is None


def test_no_daily_value_says_compound(read: Any) -> None:
    line = read(row("Magnesium Citrate", 500, footnote="Daily Value not established")).lines[0]
    assert line.basis == "compound"
    assert (line.elemental_mg.low, line.elemental_mg.high) == pytest.approx((52.5, 82.5))


def test_a_note_that_prints_the_element_settles_a_compound_s_row(read: Any) -> None:
    note = "Magtein (Note: providing 144 mg of elemental magnesium)"
    line = read(row("Magtein", 2000, notes=note)).lines[0]
    assert (line.elemental_mg, line.basis, line.compound_mg) == (Span.exactly(144), "elemental", 2000)
    assert note in line.notes[0]
    assert read(row("Magtein", 2000, notes="Magtein (Note: 2 g)")).lines[0].basis == "open"


def test_chemistry_names_its_sources(read: Any) -> None:
    reading = read(row("Magnesium Citrate", 500, footnote="Daily Value not established"))
    assert reading.sources
    assert set(reading.sources) == set(reading.bibliography)


def test_less_than_is_a_range_from_nothing(read: Any) -> None:
    reading = read(row("Magnesium", 1, operator="<"))
    assert reading.lines[0].elemental_mg == reading.supplement_mg_per_serving == Span(0, 1)


def test_rows_of_their_own_are_added(read: Any) -> None:
    reading = read(row("Magnesium Ascorbate", 30, percent=8), row("Magnesium", 3, forms=["C16 Alkyls"]))
    assert reading.supplement_mg_per_serving == Span.exactly(33)
    assert "rows of their own, added: 30 + 3 mg" in reading.notes


def test_a_row_recorded_twice_is_once_or_twice(read: Any) -> None:
    reading = read(row("Magnesium", 100, percent=24), row("Magnesium", 100, percent=24))
    assert (len(reading.lines), reading.lines[0].readings_mg) == (1, Span(100, 200))


def test_a_compound_beside_another_form_s_element_widens_the_range(read: Any) -> None:
    reading = read(row("Magnesium", 300, percent=71, forms=["Magnesium Oxide"]), row("Magtein", 2000))
    assert (reading.supplement_mg_per_serving.low, reading.supplement_mg_per_serving.high) == pytest.approx((300, 466))


@pytest.mark.parametrize("name", ADDS_NOTHING)
def test_what_is_no_source_adds_nothing(name: str, read: Any) -> None:
    assert read(row("Magnesium", 50), row(name, 10)).supplement_mg_per_serving == Span.exactly(50)
    reading = read(row(name, 10), others=["Magnesium Stearate"])
    assert (reading.lines, reading.supplement_mg_per_serving) == ((), None)
    assert any("Magnesium Stearate" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Magnesium Bisglycinate Chelate Buffered", "glycinate"),
        ("TRAACS(R) Magnesium Bisglycinate Chelate", "glycinate"),
        ("Magtein(TM) Magnesium L-Threonate", "threonate"),
        ("Di-Magnesium Malate", "dimagnesium-malate"),
        ("Milk of Magnesia", "hydroxide"),
        ("ATA Mg", "acetyl-taurate"),
        ("Citrate", "citrate"),
    ],
)
def test_a_form_is_known_by_the_names_labels_print(name: str, form: str, read: Any) -> None:
    assert read(row("Magnesium", 100, forms=[name])).lines[0].forms == (form,)
    assert read(row("Magnesium", 100, "mg", row(name, 1000))).lines[0].forms == (form,)


@pytest.mark.parametrize("name", ["Manganese", "Citrate", "Calcium Citrate", "Magnolia bark", "Zinc", "L-Threonate"])
def test_other_rows_are_not_read(name: str, read: Any) -> None:
    assert read(row(name, 10, group="Other")).lines == ()


@pytest.mark.parametrize("name", ["Calcium Magnesium Citrate", "Zinc Magnesium Aspartate", "Magnesium Unobtainate"])
def test_a_compound_of_unknown_content_is_no_amount_of_magnesium(name: str, read: Any) -> None:
    reading = read(row(name, 500))
    assert (reading.lines[0].elemental_mg, reading.supplement_mg_per_serving) == (None, None)
    assert "not known" in reading.lines[0].notes[0]


# Servings


def test_servings_a_day_are_a_range(read: Any) -> None:
    reading = read(row("Magnesium", 11), servings=[serving(often=(2, 3))])
    assert (reading.servings_per_day, reading.supplement_mg_per_day) == (Span(2, 3), Span(22, 33))


def test_pieces_of_a_serving_are_a_range(read: Any) -> None:
    reading = read(row("Magnesium", 33), servings=[serving(1, 6)])
    assert reading.supplement_mg_per_day == Span(33, 198)


def test_unknown_servings_a_day_are_not_one(read: Any) -> None:
    reading = read(row("Magnesium", 100), servings=[serving(often=(0, 0))])
    assert (reading.supplement_mg_per_serving, reading.supplement_mg_per_day) == (Span.exactly(100), None)
    assert "how many servings a day is not recorded" in reading.notes


def test_clear_directions_fill_in_for_the_record(read: Any) -> None:
    reading = read(
        row("Magnesium", 100), servings=[serving(often=(0, 0))], directions=["Take one (1) tablet two times daily."]
    )
    assert reading.supplement_mg_per_day == Span.exactly(200)
    assert any("Take one (1) tablet two times daily." in note for note in reading.notes)


def test_one_dose_in_two_wordings_is_one_dose(read: Any) -> None:
    words = "Three [3] tablets daily with food or one [1] tablet three times a day."
    for sizes in (serving(3), serving(1, 3, (1, 3)), serving(3, 3, (1, 3))):
        made = row("Magnesium", 300, pieces=sizes["maxQuantity"])
        assert read(made, servings=[sizes], directions=[words]).supplement_mg_per_day == Span.exactly(300), sizes


def test_the_serving_of_the_box_for_adults_is_read_and_the_others_are_told(read: Any) -> None:
    made = row("Magnesium", 0)
    made["quantity"] = [
        entry(40, percent=50, audience="Children under 4 years of age", order=1, pieces=1),
        entry(80, percent=19, order=2, pieces=2),
        entry(160, percent=38, order=3, pieces=4),
    ]
    sizes = [
        serving(1, order=1, notes="Children 2-3 years"),
        serving(2, order=2, notes="Adults"),
        serving(4, order=3, in_box=False),
    ]
    reading = read(made, servings=sizes)
    assert reading.supplement_mg_per_serving == Span.exactly(80)
    assert any("Children 2-3 years" in note for note in reading.notes)
    assert {"also printed: 40 mg in 1 Tablet(s) (Children under 4 years of age 50%)"} <= set(reading.lines[0].notes)


def test_user_groups_are_alternatives(read: Any) -> None:
    made = row("Magnesium", 0)
    made["quantity"] = [
        entry(100, percent=25, audience="Pregnant and lactating women"),
        entry(100, percent=24),
    ]
    line = read(made).lines[0]
    assert (line.elemental_mg, line.percent_daily_value, line.consistent) == (Span.exactly(100), 24, True)


def test_a_label_for_infants_is_compared_with_their_daily_value(read: Any) -> None:
    line = read(row("Magnesium", 15, percent=20, audience="Infants (up to 12 months of age)")).lines[0]
    assert (line.consistent, line.daily_value) == (True, None)


def test_the_product_is_named(read: Any) -> None:
    assert read(row("Magnesium", 15)).title == "DSLD 900001, Maker Product"
