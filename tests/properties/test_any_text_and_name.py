"""What holds for every text that may be meant as a dose, and for every name of a form."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from drawn import CATALOGUE, FORMS
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Person, Report, Span, check
from maginfo.answers.forms import convert, form_card
from maginfo.catalogue.names import form_spellings
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

PIECES = (
    *("0", "1", "2", "12", "400", "1,500", "1.5", ".5", "5.", "\u0664", "½", "1e5", "9" * 40),
    *(" ", "  ", "\t", "\n", "x", "X", "×", "*", ",", ".", "-", "+", "/", "(", ")", "_", "%", "\u202e", "\x00"),
    *("mg", "g", "mcg", "µg", "μg", "ug", "mmol", "mEq", "IU", "kg", "nan", "inf", "∞"),
    *("citrate", "magnesium", "glycinate", "as", "of", "elemental", "compound", "(compound)"),
    *("a day", "daily", "per day", "/day", "/d", "day"),
)
dose_like = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
spaced = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=400)
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


@settings(max_examples=150)
@given(
    mg=st.decimals("0.0001", "50000", places=4),
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


@settings(max_examples=150)
@given(
    number=st.integers(0, 10**7),
    space=st.sampled_from(["", " "]),
    unit=st.sampled_from(["", "mg", "g", "mcg", "mmol", "mEq"]),
)
def test_a_plain_amount_is_read_like_any_other(number: int, space: str, unit: str) -> None:
    """A plain amount is read without the grammar, and the same amount in quotes with it."""
    plain = f"{number}{space}{unit}".strip()

    def outcome(text: str) -> Dose | str:
        try:
            return Dose.parse(text).replaced(text=plain)
        except UnreadableValueError as error:
            return str(error).replace(text, plain)

    assert outcome(plain) == outcome(f"'{plain}'")


def every_name(form_id: str) -> list[str]:
    """The form's name and aliases, those of its compounds, and those it has on the skin."""
    return [name for name, _ in form_spellings(CATALOGUE.form(form_id))]


@pytest.mark.parametrize("form_id", FORMS)
def test_every_name_of_a_form_has_its_chemistry_and_interactions(form_id: str, catalogue: Catalogue) -> None:
    """An alias means the form: its compounds, what it is sold as, its interactions, cautions and uses."""
    same = ("id", "compounds", "commercial_fraction", "interactions", "cautions", "acid_neutralising", "uses")
    cards: dict[str, Any] = {}
    for name in every_name(form_id):
        match = catalogue.find_form(name)
        assert match.form.id == form_id, name
        assert match.compound is None or match.compound in match.form.compounds, name
        compound = match.compound.name if match.compound is not None else ""
        cards.setdefault(compound, form_card(catalogue, match))
    as_listed = form_card(catalogue, catalogue.find_form(form_id))
    for compound, card in cards.items():
        for field in same:
            assert getattr(card, field) == getattr(as_listed, field), (compound, field)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_name_of_a_form_is_read_in_a_dose(form_id: str, catalogue: Catalogue) -> None:
    form = catalogue.form(form_id)
    for name in (form.name, *form.aliases):
        for text in (f"400 mg {name}", f"400 {name}", f"2 x 400 mg {name} compound a day"):
            dose = Dose.parse(text)
            assert dose.form is not None, text
            assert catalogue.find_form(dose.form).form.id == form_id, text
            assert dose.amount_mg == 400, text


DRUGS = ("ciprofloxacin", "levothyroxine", "gefitinib", "warfarin", "amphetamine", "sotalol")


@pytest.mark.parametrize("form_id", FORMS)
def test_every_name_of_a_form_gives_the_same_findings(form_id: str, catalogue: Catalogue) -> None:
    """The same interactions, findings and cautions, whatever the form is called; but on the skin it is not counted."""
    person = Person(drugs=DRUGS, egfr=48)

    def report(name: str) -> Report:
        return check(catalogue, [Dose.parse("300 mg elemental", form=name)], person)

    as_listed = report(form_id)
    for name in every_name(form_id):
        if not catalogue.find_form(name).topical:
            called = report(name)
            assert called.doses[0].elemental_mg_per_day == as_listed.doses[0].elemental_mg_per_day, name
            assert (called.findings, called.cautions) == (as_listed.findings, as_listed.cautions), name


masses = st.floats(0.01, 5000)


@given(mg=masses, form_id=st.sampled_from(FORMS))
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


@settings(max_examples=25)
@given(mg=masses, name=st.sampled_from(FORMS).flatmap(lambda form_id: st.sampled_from(every_name(form_id))))
def test_the_command_converts_there_and_back(mg: float, name: str, catalogue: Catalogue, maginfo: RunMaginfo) -> None:
    """`convert` of the mass that `convert` gave is the elemental amount again, or a range that holds it."""
    if catalogue.find_form(name).topical:
        return
    there = maginfo("convert", f"{mg:.6f} mg", "--form", name, "--json").json
    assert there["elemental_mg"]["low"] == there["elemental_mg"]["high"] == pytest.approx(mg, abs=1e-6)
    for end in there["compound_mg"].values() if there["compound_mg"] is not None else ():
        if end < 100_000:
            back = maginfo("convert", f"{end:.9f} mg", "--form", name, "--compound", "--json").json["elemental_mg"]
            assert back["low"] <= mg * (1 + 1e-4) + 1e-6
            assert back["high"] >= mg * (1 - 1e-4) - 1e-6
            assert (back["low"] == back["high"]) == (there["compound_mg"]["low"] == there["compound_mg"]["high"])


@given(mg=masses, form_id=st.sampled_from(FORMS))
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


@given(
    whole=st.integers(1, 999),
    rest=st.integers(0, 999),
    mark=st.sampled_from([",", "."]),
    unit=st.sampled_from(["", " mg", " g citrate"]),
)
def test_a_mark_before_three_digits_is_never_read(whole: int, rest: int, mark: str, unit: str) -> None:
    with pytest.raises(UnreadableValueError, match=f"could be {whole}{rest:03} or {whole}\\.{rest:03}; write"):
        Dose.parse(f"{whole}{mark}{rest:03}{unit}")
