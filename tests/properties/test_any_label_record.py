"""Whatever a label record holds: an answer that keeps to its own rules, or one line that says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from shipped import CATALOGUE

from maginfo.errors import DataError, UnreadableValueError
from maginfo.labels import read_dsld
from maginfo.labels.doses import dose_from_label
from maginfo.render.formats import render_json

if TYPE_CHECKING:
    from maginfo.labels.reading import LabelReading

numbers = st.one_of(
    st.none(),
    st.integers(-1, 3000),
    st.floats(0, 3000).map(lambda value: round(value, 2)),
    st.sampled_from([float("inf"), float("nan"), 1e308, "50", True]),
)
sane = st.integers(0, 3000)
names = st.sampled_from(
    [
        "Magnesium", "Magnesium Citrate", "Magtein", "Magnesium (as Magnesium Oxide)", "Magnesium Stearate",
        "Magnesium Complex", "Zinc", "Calcium Magnesium Citrate", "Citrate", "",
    ]
)  # fmt: skip
groups = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Adults and children 4 or more years of age", "Infants", "Pregnant women", None]),
        "percent": st.one_of(st.none(), st.integers(0, 300)),
        "footnote": st.sampled_from([None, "Daily Value not established"]),
    }
)
quantities = st.fixed_dictionaries(
    {
        "servingSizeOrder": st.integers(1, 3),
        "servingSizeQuantity": st.one_of(sane, numbers),
        "quantity": st.one_of(sane, sane, sane, numbers),
        "unit": st.sampled_from(["mg", "mg", "mg", "NP", "ng", "Gram(s)", "mcg", None]),
        "operator": st.sampled_from(["=", "<", ">", None]),
        "dailyValueTargetGroup": st.lists(groups, max_size=2),
    }
)
rows = st.recursive(
    st.fixed_dictionaries({"name": names, "quantity": st.lists(quantities, max_size=2)}),
    lambda inner: st.fixed_dictionaries(
        {"name": names, "quantity": st.lists(quantities, max_size=2), "nestedRows": st.lists(inner, max_size=3)}
    ),
    max_leaves=8,
)
servings = st.fixed_dictionaries(
    {
        "order": st.integers(1, 3),
        "minQuantity": st.integers(0, 4),
        "maxQuantity": st.integers(0, 4),
        "minDailyServings": st.integers(0, 4),
        "maxDailyServings": st.integers(0, 4),
        "inSFB": st.booleans(),
    }
)
documents = st.fixed_dictionaries(
    {
        "ingredientRows": st.lists(rows, max_size=4),
        "servingSizes": st.lists(servings, max_size=3),
        "statements": st.lists(
            st.fixed_dictionaries({"type": st.just("Usage/Directions"), "notes": st.text(max_size=40)}), max_size=2
        ),
    }
)


def keeps_to_its_rules(reading: LabelReading) -> None:
    """Spans in order, no amount beside an open basis, no sum greater than its parts."""
    for line in reading.lines:
        span = line.elemental_mg or line.readings_mg
        assert span is None or 0 <= span.low <= span.high
        assert line.readings_mg is None or (line.elemental_mg is None and line.basis == "open")
        assert line.elemental_mg is None or line.basis in ("elemental", "compound")
    serving, day = reading.supplement_mg_per_serving, reading.supplement_mg_per_day
    if serving is not None:
        spans = [line.elemental_mg for line in reading.lines if line.elemental_mg is not None]
        assert 0 <= serving.low <= serving.high <= sum(span.high for span in spans) * (1 + 1e-9)
        assert all(line.basis != "open" for line in reading.lines)
    assert day is None or (serving is not None and 0 <= day.low <= day.high)


@given(documents)
def test_a_record_is_read_or_refused_in_one_line(document: dict[str, Any]) -> None:
    try:
        reading = read_dsld(CATALOGUE, document)
    except DataError as error:
        told = error.message
    else:
        told = render_json(reading).rstrip("\n")
        keeps_to_its_rules(reading)
    assert "\n" not in told


@given(documents)
def test_a_dose_is_made_of_every_record_that_says_an_amount(document: dict[str, Any]) -> None:
    try:
        reading = read_dsld(CATALOGUE, document)
    except DataError:
        return
    try:
        dose = dose_from_label(reading)
    except UnreadableValueError:
        assert reading.supplement_mg_per_serving is None
        return
    assert dose.elemental_mg is not None
    assert dose.elemental_mg.low <= dose.elemental_mg.high
    day = reading.supplement_mg_per_day
    if day is not None:
        assert abs(dose.elemental_mg.high * dose.times_per_day - day.high) <= 1e-9 * day.high
