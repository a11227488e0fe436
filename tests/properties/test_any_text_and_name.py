"""What holds for every text that may be meant as a dose, and for every name of a form."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Person, Span, check
from maginfo.answers.conversions import convert
from maginfo.answers.forms import form_card
from maginfo.errors import UnreadableValueError

CATALOGUE = Catalogue()
FORM_IDS = CATALOGUE.form_ids

PIECES = (
    *("0", "1", "2", "12", "400", "1,500", "1.5", ".5", "5.", "\u0664", "½", "1e5", "9" * 40),
    *(" ", "  ", "\t", "\n", "x", "X", "×", "*", ",", ".", "-", "+", "/", "(", ")", "_", "%", "\u202e", "\x00"),
    *("mg", "g", "mcg", "µg", "μg", "ug", "mmol", "mEq", "IU", "kg", "nan", "inf", "∞"),
    *("citrate", "magnesium", "glycinate", "as", "of", "elemental", "compound", "(compound)"),
    *("a day", "daily", "per day", "/day", "/d", "day"),
)
dose_like = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
spaced = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=1000)
@given(text=st.text(max_size=20) | dose_like | spaced)
@example("/day")
@example("2 x /day")
@example("9" * 5000 + " x 1")
def test_a_text_is_a_positive_finite_dose_or_unreadable(text: str) -> None:
    try:
        dose = Dose.parse(text)
    except UnreadableValueError:
        return
    assert math.isfinite(dose.amount)
    assert dose.amount > 0
    assert 0 < dose.amount_mg * dose.times_per_day <= 100_000
    assert 1 <= dose.times_per_day <= 99
    assert dose.basis in ("elemental", "compound")
    assert dose.form is None or dose.form.strip()


@settings(max_examples=300)
@given(
    mg=st.decimals("0.001", "50000", places=3),
    times=st.integers(1, 2),
    separator=st.sampled_from([" x ", "x", " × ", "*"]),
    space=st.sampled_from(["", " "]),
    basis=st.sampled_from(["", " elemental", " compound"]),
    ending=st.sampled_from(["", " a day", " daily", " per day"]),
)
def test_what_follows_the_grammar_is_read_as_written(
    mg: object, times: int, separator: str, space: str, basis: str, ending: str
) -> None:
    dose = Dose.parse(f"{times}{separator}{mg}{space}mg citrate{basis}{ending}")
    assert (dose.times_per_day, dose.form) == (times, "citrate")
    assert dose.amount_mg == pytest.approx(float(str(mg)))
    assert (dose.basis, dose.basis_stated) == (basis.strip() or "elemental", bool(basis))


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_name_of_a_form_has_its_chemistry_and_interactions(form_id: str, catalogue: Catalogue) -> None:
    same = ("id", "compounds", "commercial_fraction", "interactions", "cautions", "acid_neutralising", "uses")
    card = form_card(catalogue, catalogue.find_form(form_id))
    for name in (card.name, *card.aliases):
        other = form_card(catalogue, catalogue.find_form(name))
        for field in same:
            assert getattr(other, field) == getattr(card, field), (name, field)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_name_of_a_form_is_read_in_a_dose(form_id: str, catalogue: Catalogue) -> None:
    form = catalogue.form(form_id)
    for name in (form.name, *form.aliases):
        for text in (f"400 mg {name}", f"400 {name}", f"2 x 400 mg {name} compound a day"):
            dose = Dose.parse(text)
            assert dose.form is not None, text
            assert catalogue.find_form(dose.form).form.id == form_id, text
            assert dose.amount_mg == 400, text


DRUGS = ("ciprofloxacin", "levothyroxine", "gefitinib", "warfarin", "amphetamine", "sotalol")


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_name_of_a_form_gives_the_same_findings(form_id: str, catalogue: Catalogue) -> None:
    form = catalogue.form(form_id)
    names = dict.fromkeys((form.name, *form.aliases[:3], *form.aliases[-3:]))

    def findings(name: str) -> list[tuple[str, str]]:
        report = check(catalogue, [Dose.parse("300 mg", form=name)], Person(drugs=DRUGS, egfr=48))
        return [(finding.code, finding.severity.value) for finding in report.findings]

    expected = findings(form_id)
    for name in names:
        assert findings(name) == expected, name


masses = st.floats(0.01, 5000)


@given(mg=masses, form_id=st.sampled_from(FORM_IDS))
def test_elemental_to_compound_and_back_is_the_same(mg: float, form_id: str, catalogue: Catalogue) -> None:
    for compound in catalogue.form(form_id).compounds:
        named = catalogue.find_form(compound.name).compound is not None
        mass = convert(catalogue, Dose.parse(f"{mg:.6f} mg elemental", form=compound.name)).compound_mg
        assert mass is not None
        back = convert(catalogue, Dose.parse(f"{mass.low:.6f} mg compound", form=compound.name)).elemental_mg
        assert mass.certain is named or not named
        if named:
            assert back.low == back.high == pytest.approx(mg, rel=1e-4)
        else:
            assert back.low * (1 - 1e-4) <= mg <= back.high * (1 + 1e-4)


@given(mg=masses, form_id=st.sampled_from(FORM_IDS))
def test_a_form_of_varying_content_holds_the_elemental_amount_within_its_range(
    mg: float, form_id: str, catalogue: Catalogue
) -> None:
    mass = convert(catalogue, Dose.parse(f"{mg:.6f} mg elemental", form=form_id)).compound_mg
    assert mass is not None
    assert mass.low <= mass.high
    for end in (mass.low, mass.high):
        if end < 90_000:
            held = convert(catalogue, Dose.parse(f"{end:.6f} mg compound", form=form_id)).elemental_mg
            assert held.low * (1 - 1e-4) <= mg <= held.high * (1 + 1e-4)


@given(mg=masses)
def test_mmol_and_milliequivalents_and_back(mg: float, catalogue: Catalogue) -> None:
    answer = convert(catalogue, Dose.parse(f"{mg:.6f} mg"))
    assert answer.meq == pytest.approx(2 * answer.mmol)
    for amount, unit in ((answer.mmol, "mmol"), (answer.meq, "mEq")):
        back = convert(catalogue, Dose.parse(f"{amount:.9f} {unit}")).elemental_mg
        assert back.certain
        assert back == Span.exactly(pytest.approx(mg, rel=1e-4, abs=1e-6))
