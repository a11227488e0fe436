"""From the reading of a label to the dose of a check."""

from __future__ import annotations

from typing import Any

import pytest
from dsld_documents import label, row, serving

from maginfo import Catalogue, Span, check
from maginfo.errors import UnreadableValueError
from maginfo.labels import read_dsld
from maginfo.labels.doses import dose_from_label, label_assumptions
from maginfo.labels.reading import LabelLine, LabelReading


def line(text: str = "Magnesium 200 mg", **more: Any) -> LabelLine:
    """Builds a line with the values."""
    said = {
        "elemental_mg": None, "basis": None, "forms": (), "compound_mg": None, "percent_daily_value": None,
        "daily_value": None, "consistent": None, "readings_mg": None, "notes": (),
    }  # fmt: skip
    return LabelLine(text, **{**said, **more})


def printed(mg: float, **more: Any) -> LabelReading:
    """Builds a label with this magnesium in a serving, mg."""
    amount = Span.exactly(mg)
    return LabelReading((line(elemental_mg=amount, basis="elemental", **more),), amount, None, (), (), {})


def test_a_printed_amount_is_the_dose() -> None:
    dose = dose_from_label(printed(200, forms=("citrate",)))
    assert (dose.elemental_mg, dose.times_per_day, dose.form) == (Span.exactly(200), 1, "citrate")
    assert (dose.basis, dose.basis_stated, dose.text) == ("elemental", True, "Magnesium 200 mg")


def test_a_line_is_a_label_of_one_line() -> None:
    assert dose_from_label(printed(200).lines[0]) == dose_from_label(printed(200))


def test_several_forms_are_no_form() -> None:
    assert dose_from_label(printed(200, forms=("citrate", "oxide"))).form is None


def test_times_count_where_the_label_says_no_servings(catalogue: Catalogue) -> None:
    assert dose_from_label(printed(200), times_per_day=3).times_per_day == 3
    reading = read_dsld(catalogue, label(row("Magnesium", 100), servings=[serving(often=(2, 2))]))
    assert dose_from_label(reading, times_per_day=5).times_per_day == 2


@pytest.mark.parametrize(
    ("sizes", "low", "high", "at_once"),
    [
        (serving(often=(2, 2)), 200, 200, 100),
        (serving(often=(2, 3)), 200, 300, 100),
        (serving(1, 6), 100, 600, 100),
        (serving(often=(0, 0)), 100, 100, 100),
    ],
)
def test_servings_a_day_are_the_day_s_range(
    sizes: dict[str, Any], low: float, high: float, at_once: float, catalogue: Catalogue
) -> None:
    reading = read_dsld(catalogue, label(row("Magnesium", 100), servings=[sizes]))
    dose = dose_from_label(reading)
    report = check(catalogue, [dose])
    assert (report.supplement_mg_per_day.low, report.supplement_mg_per_day.high) == pytest.approx((low, high))
    assert dose.elemental_mg is not None
    assert dose.elemental_mg.high == pytest.approx(at_once)


def test_doses_and_labels_add_up(catalogue: Catalogue) -> None:
    report = check(catalogue, [dose_from_label(printed(200)), dose_from_label(printed(150))])
    assert report.supplement_mg_per_day == Span.exactly(350)


@pytest.mark.parametrize(("mass", "severity"), [(300, "info"), (400, "major"), (1000, "info")])
def test_an_open_label_depends_on_the_label(mass: float, severity: str, catalogue: Catalogue) -> None:
    """400 mg of oxide hold 241 mg: only as magnesium it passes 350 mg; 300 mg pass it neither way, 1000 mg both."""
    reading = read_dsld(catalogue, label(row("Magnesium Oxide", mass)))
    report = check(catalogue, [dose_from_label(reading)])
    assert report.supplement_mg_per_day.high == mass
    assert report.supplement_mg_per_day.low == pytest.approx(0.603 * mass, rel=1e-3)
    finding = next(each for each in report.findings if each.code == "depends-on-label")
    assert finding.severity.value == severity
    assert "label leaves open" in finding.title
    assert not any("read as elemental" in assumption for assumption in report.assumptions)


def test_an_open_label_of_several_forms_depends_on_the_label_too(catalogue: Catalogue) -> None:
    readings = Span(50, 400)
    reading = LabelReading(
        (line(basis="open", forms=("oxide", "citrate"), readings_mg=readings),), None, None, (), (), {}
    )
    report = check(catalogue, [dose_from_label(reading)])
    assert report.supplement_mg_per_day == readings
    codes = {finding.code: finding.severity.value for finding in report.findings}
    assert codes["depends-on-label"] == codes["may-exceed-upper-limit"] == report.severity == "major"


def test_a_label_that_says_nothing_is_refused_by_its_name(catalogue: Catalogue) -> None:
    for reading in (line("Vitamin C 60 mg"), LabelReading((), None, None, (), (), {}, title="Vitamin C 60 mg")):
        with pytest.raises(UnreadableValueError, match=r"label 'Vitamin C 60 mg': no amount of magnesium"):
            dose_from_label(reading)
    faulty = read_dsld(catalogue, label(row("Magnesium", 20, "ng"), row("Magnesium Citrate", 50, percent=12)))
    with pytest.raises(UnreadableValueError, match=r"'Magnesium 20 ng' cannot be read: .*'ng' is no unit"):
        dose_from_label(faulty, name="file.json")


def test_amounts_that_may_be_one_are_a_range() -> None:
    two = tuple(line(elemental_mg=Span.exactly(mg), basis="elemental") for mg in (100, 200))
    reading = LabelReading(two, None, None, (), (), {})
    assert dose_from_label(reading).elemental_mg == Span(200, 300)
    assert any("add up" in said for said in label_assumptions(reading))


def test_assumptions_say_what_the_label_does_not(catalogue: Catalogue) -> None:
    assert label_assumptions(printed(200)) == ("label 'Magnesium 200 mg': says no servings a day; one is counted",)
    assert "taken 3 times a day" in label_assumptions(printed(200), times_per_day=3)[0]
    reading = read_dsld(
        catalogue,
        label(row("Magnesium", 100, percent=3), row("Magnesium Oxide", 0, "NP"), servings=[serving(often=(2, 3))]),
    )
    said = " ".join(label_assumptions(reading, name="file.json"))
    assert "2–3 servings a day" in said
    assert "3 % does not fit" in said
    assert "prints no amount" in said


def test_a_long_label_is_cut_where_it_is_named() -> None:
    assert len(dose_from_label(printed(200), name="long " * 100).text) == 100


def test_a_label_without_words_is_still_named() -> None:
    with pytest.raises(
        UnreadableValueError, match=r"^label 'without words': no amount of magnesium can be read from it"
    ):
        dose_from_label(LabelReading((), None, None, (), (), {}))


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ((), "how much magnesium it contains is not known"),
        (("a fault", "another fault"), "a fault; another fault"),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused_by_the_label_s_name(notes: tuple[str, ...], said: str) -> None:
    reading = LabelReading((line(basis="compound", notes=notes),), None, None, (), (), {})
    with pytest.raises(UnreadableValueError) as refusal:
        dose_from_label(reading, name="file.json")
    assert refusal.value.message == f"label 'file.json': 'Magnesium 200 mg' cannot be read: {said}"
