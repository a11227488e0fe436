"""Directions in every language that is read: pieces x times x a piece's magnesium, by text and by record alike."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from drawn import CATALOGUE
from hypothesis import given
from hypothesis import strategies as st

from maginfo import Span
from maginfo.batch import check_rows
from maginfo.labels import read_dsld, read_label

SENTENCES = {
    "en": ("capsule", "Magnesium {mg} mg per {size} capsules", (
        "Take {n} capsules {t} times a day", "{t} x {n} capsules daily", "Adults: {n} capsules, {t} times per day",
        "Take {n} vegetarian capsules {t} times daily with food", "Dosage: {n} caps {t}x/day",
        "Take {n} ({n}) capsules {t} times each day. Keep out of reach of children",
        "{t} times daily, take {n} capsules with water", "Take {n} capsules {t} times a day, in divided doses",
    )),
    "de": ("capsule", "Magnesium {mg} mg pro {size} Kapseln", (
        "{t}-mal täglich {n} Kapseln", "{t}x täglich {n} Kapseln einnehmen", "Täglich {t} x {n} Kapseln",
        "Erwachsene: {t}mal täglich {n} Kapseln mit Wasser", "Nehmen Sie {n} Kapseln {t} Mal am Tag",
        "{n} Kapseln {t}x pro Tag", "Verzehrempfehlung: {t} mal täglich {n} Kapseln unzerkaut",
    )),
    "fr": ("capsule", "Magnésium {mg} mg pour {size} gélules", (
        "Prendre {n} gélules {t} fois par jour", "{n} gélules, {t} fois par jour, pendant les repas",
        "Adultes : {n} gélules {t} fois par jour", "Posologie : {n} gélules {t} fois/jour",
        "{t} fois par jour, avaler {n} gélules",
    )),
    "es": ("capsule", "Magnesio {mg} mg por {size} cápsulas", (
        "Tomar {n} cápsulas {t} veces al día", "{n} cápsulas {t} veces por día con las comidas",
        "Adultos: {n} cápsulas {t} veces al día", "Modo de empleo: {t} veces al día {n} cápsulas",
    )),
    "it": ("tablet", "Magnesio {mg} mg per {size} compresse", (
        "{n} compresse {t} volte al giorno", "Assumere {n} compresse {t} volte al dì",
        "{t} volte al giorno {n} compresse",
        "Adulti: {n} compresse {t} volte al giorno dopo i pasti",
    )),
    "pl": ("tablet", "Magnez {mg} mg w {size} tabletkach", (
        "{n} tabletki {t} razy dziennie", "Przyjmować {n} tabletki {t} razy na dobę", "{t} razy dziennie {n} tabletki",
        "Dorośli: {n} tabletek {t} razy dziennie", "{t} x dziennie {n} tabletki",
    )),
    "ru": ("tablet", "Магний {mg} мг в {size} таблетках", (
        "По {n} таблетки {t} раза в день", "Принимать по {n} таблетки {t} раза в сутки во время еды",
        "Взрослым по {n} таблетки {t} раза в день", "{t} раза в день по {n} таблетки",
    )),
    "he": ("capsule", "מגנזיום {mg} מג ב-{size} כמוסות", (
        "{n} כמוסות {t} פעמים ביום", "יש ליטול {n} כמוסות {t} פעמים ביום", "מבוגרים: {n} כמוסות {t} פעמים ביום",
    )),
    "sv": ("tablet", "Magnesium {mg} mg per {size} tabletter", (
        "{n} tabletter {t} gånger dagligen", "Ta {n} tabletter {t} gånger per dag", "{t} gånger om dagen {n} tabletter",
        "Vuxna: {n} tabletter {t} gånger dagligen till måltid",
    )),
    "cs": ("tablet", "Hořčík {mg} mg v {size} tabletách", (
        "{n} tablety {t}x denně", "Užívejte {n} tablety {t}krát denně", "{t}x denně {n} tablety",
        "Dospělí: {n} tablety {t}x denně s jídlem",
    )),
}  # fmt: skip
"""By language: the piece, a figure that is printed for some of them, and directions."""
UNITS = {"capsule": "Capsule(s)", "tablet": "Tablet(s)"}


class Number(NamedTuple):
    """A number of pieces or of times, as a label writes it."""

    written: str
    span: Span


def _from(values: tuple[int, int]) -> Number:
    low, high = min(values), max(values)
    return Number(str(low) if low == high else f"{low}-{high}", Span(low, high))


pieces = st.tuples(st.integers(1, 4), st.integers(1, 4)).map(_from)
times = st.tuples(st.integers(2, 4), st.integers(2, 4)).map(_from)
sizes = st.integers(2, 4)
masses = st.sampled_from([60, 100, 120, 150, 200, 300])


def record(mg: int, size: int, unit: str, sentence: str) -> dict[str, Any]:
    """A label record with a serving of so many pieces and these directions."""
    return {
        "servingSizes": [{"order": 1, "minQuantity": size, "maxQuantity": size, "unit": unit}],
        "ingredientRows": [
            {
                "name": "Magnesium", "ingredientGroup": "Magnesium", "nestedRows": [], "forms": [],
                "quantity": [
                    {"servingSizeOrder": 1, "servingSizeQuantity": size, "servingSizeUnit": unit, "quantity": mg,
                     "unit": "mg", "operator": "=", "dailyValueTargetGroup": []}
                ],
            }
        ],
        "statements": [{"type": "Suggested/Recommended/Usage/Directions", "notes": sentence}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "template"), [(language, each) for language, (_, _, told) in SENTENCES.items() for each in told]
)
@given(n=pieces, t=times, size=sizes, mg=masses)
def test_a_day_is_pieces_times_times(language: str, template: str, n: Number, t: Number, size: int, mg: int) -> None:
    piece, head, _ = SENTENCES[language]
    sentence = template.format(n=n.written, t=t.written)
    figures = head.format(mg=mg, size=size)
    day = Span(n.span.low * t.span.low * mg / size, n.span.high * t.span.high * mg / size)
    before = read_label(CATALOGUE, f"{figures}\n{sentence}.")
    after = read_label(CATALOGUE, f"{sentence}.\n{figures}")
    of_record = read_dsld(CATALOGUE, record(mg, size, UNITS[piece], sentence))
    for reading in (before, after, of_record):
        assert reading.directions_not_read == ()
        assert reading.supplement_mg_per_day is not None
        assert reading.supplement_mg_per_day.low == pytest.approx(day.low)
        assert reading.supplement_mg_per_day.high == pytest.approx(day.high)


@pytest.mark.parametrize("language", SENTENCES)
@given(n=st.integers(1, 4), t=st.integers(2, 4), mg=masses)
def test_a_figure_of_unnamed_pieces_is_never_the_smaller_alone(language: str, n: int, t: int, mg: int) -> None:
    _, _, templates = SENTENCES[language]
    reading = read_label(CATALOGUE, f"Magnesium {mg} mg\n{templates[0].format(n=n, t=t)}")
    day = reading.supplement_mg_per_day
    assert day is not None
    assert day.low <= t * mg <= n * t * mg <= day.high * (1 + 1e-9)


def test_a_table_reads_a_label_alike() -> None:
    for _, head, templates in SENTENCES.values():
        text = f"{head.format(mg=100, size=2)}\n{templates[0].format(n=2, t=3)}"
        (report,) = check_rows([{"label": text, "sex": "female", "age": "40"}], catalogue=CATALOGUE)
        assert report.supplement_mg_per_day == Span.exactly(300)
