"""Names as people and labels write them, and what a name that was not found may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.catalogue.names import APOSTROPHES, form_index, form_key, medicine_index, name_key
from maginfo.catalogue.suggestions import nearest
from maginfo.errors import UnknownNameError
from maginfo.model.forms import Compound, Form
from maginfo.model.safety import InteractionClass, Member

if TYPE_CHECKING:
    from maginfo import Catalogue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Magnesium Citrate", "magnesium citrate"),
        ("magnesium L-threonate", "Magnesium l threonate"),
        ("magnésium", "magnesium"),
        ("Magtein®", "magtein"),
        ("TRAACS™ chelate", "traacs chelate"),
        ("Doctor's Best", "doctors best"),
        ("Doctor’s Best", "Doctor's Best"),
        *((f"Doctor{apostrophe}s Best", "Doctor's Best") for apostrophe in APOSTROPHES),
        ("magnesium (citrate)", "magnesium citrate"),
        ("  magnesium   citrate ", "magnesium citrate"),
        ("Magnesium (as magnesium citrate)", "magnesium magnesium citrate"),
        ("magnesium from citrate", "magnesium citrate"),
        ("ＭｇＯ", "mgo"),  # full width
        ("Oxide\u00a0MgO", "oxide mgo"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("word", ["magnesium", "Mg", "mag", "Magn."])
def test_every_form_may_be_named_after_a_short_word_for_magnesium(word: str, catalogue: Catalogue) -> None:
    for form in catalogue.forms():
        for name in (form.name, *(compound.name for compound in form.compounds)):
            head, _, rest = name.partition(" ")
            if head.casefold() == "magnesium" and form_key(name) != name_key(name):
                assert catalogue.find_form(f"{word} {rest}").form.id == form.id, name


@pytest.mark.parametrize(
    ("one", "other"), [("citrate", "carbonate"), ("CKD 3", "CKD 4"), ("магний", "магния"), ("vitamin d2", "vitamin d3")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert name_key(one)


@pytest.mark.parametrize("text", ["", "   ", "()", "®", "—"])
def test_nothing_is_no_name(text: str) -> None:
    assert name_key(text) == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("mag citrate", "citrate"),
        ("Magnesium (as magnesium citrate)", "citrate"),
        ("citrate", "citrate"),
        ("magnesium", ""),
        ("potassium magnesium citrate", "potassium magnesium citrate"),  # not potassium citrate
    ],
)
def test_a_form_without_its_leading_magnesium(text: str, key: str) -> None:
    assert form_key(text) == key


def form(name: str, *aliases: str, compounds: tuple[Compound, ...] = ()) -> Form:
    return Form("any", name, "organic", "2026-11-22", "no", aliases, compounds=compounds)


def group(name: str, *members: Member, aliases: tuple[str, ...] = ()) -> InteractionClass:
    return InteractionClass(
        *(name.casefold(), name, name.casefold(), "2026-11-22", "lowers-drug", "chelation", "moderate"),
        *(("all",), "Binds.", "Apart."),
        aliases=aliases,
        members=members,
    )


CITRATES = (
    Compound("trimagnesium dicitrate", "Mg3(C6H5O7)2", 451.11, 0.1616),
    Compound("magnesium hydrogen citrate", "MgC6H6O7", 214.41, 0.1134, aliases=("MHC",)),
)
FORMS = {
    "citrate": form("Magnesium citrate", "Magnesiumcitrat", compounds=CITRATES),
    "oxide": form("Magnesium oxide", "magnesia", "mag blend"),
    "blend": form("Blend", "magnesium blend"),
}
QUINOLONES = (Member("ciprofloxacin", brands=("Cipro",)), Member("moxifloxacin", aliases=("moxi",)))
MEDICINES = {
    "fluoroquinolone": group("Fluoroquinolones", *QUINOLONES, aliases=("quinolones",)),
    "antacid": group("Antacids", Member("Cipro")),
}


def test_index_of_forms() -> None:
    index = form_index(FORMS)
    assert index.names["magnesium citrate"] == ("citrate", None)
    assert index.names["magnesiumcitrat"] == ("citrate", None)
    assert index.names["trimagnesium dicitrate"] == ("citrate", 0)
    assert index.names["mhc"] == ("citrate", 1)
    assert index.shortened["citrate"] == ("citrate", None)
    assert index.shortened["hydrogen citrate"] == ("citrate", 1)
    assert {"Magnesium citrate", "MHC", "magnesia"} <= set(index.written)


def test_a_shortened_name_of_two_forms_means_neither() -> None:
    assert "blend" not in form_index(FORMS).shortened


def test_a_medicine_may_belong_to_several_classes() -> None:
    index = medicine_index(MEDICINES)
    assert set(index.names["cipro"]) == {("fluoroquinolone", 0), ("antacid", 0)}
    assert index.names["moxi"] == (("fluoroquinolone", 1),)
    assert index.names["quinolones"] == (("fluoroquinolone", None),)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("glycinnate", "glycinate"), ("citrat", "citrate"), ("oxid", "oxide"), ("GLYCINATE", "glycinate")],
)
def test_nearest_names(wanted: str, found: str) -> None:
    assert nearest(wanted, ["citrate", "glycinate", "oxide", "orotate", "gluconate"])[0] == found


def test_nearest_names_are_few_and_none_where_nothing_resembles() -> None:
    names = [f"citrate {number}" for number in range(20)]
    assert 1 <= len(nearest("citrate", names)) <= 3
    assert nearest("zzzzqq", ["citrate", "oxide"]) == ()
    assert nearest("", ["citrate"]) == ()


def test_nearest_names_are_shown_by_the_name_to_show_and_each_once() -> None:
    canonical = {"kidney failure": "kidney-disease-severe", "renal failure": "kidney-disease-severe"}
    assert nearest("kidny failure", canonical, canonical) == ("kidney-disease-severe",)


@pytest.mark.parametrize("name", ["zzzzqq", "", "()"])
@pytest.mark.parametrize("finder", ["find_form", "find_medicine", "find_caution", "authority"])
def test_an_unknown_name_is_refused(finder: str, name: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError):
        getattr(catalogue, finder)(name)


def test_an_unknown_source_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError):
        catalogue.bibliography(["iom-1997", "zzzzqq"])


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("glycinate", "glycinate"),
        ("Magnesium Bisglycinate Chelate", "glycinate"),
        ("mag citrate", "citrate"),
        ("MgO", "oxide"),
        ("Epsom salt", "sulfate"),
        ("l-threonate", "threonate"),
        ("Magtein", "threonate"),
        ("milk of magnesia", "hydroxide"),
        ("magnesium sulphate", "sulfate"),
    ],
)
def test_names_on_labels(name: str, form: str, catalogue: Catalogue) -> None:
    assert catalogue.find_form(name).form.id == form


@pytest.mark.parametrize("name", ["magnesium", "potassium citrate", "calcium carbonate", "zinc oxide", "citrate oxide"])
def test_what_is_no_form_of_magnesium_is_refused(name: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError):
        catalogue.find_form(name)


@pytest.mark.parametrize(
    ("text", "state", "name"),
    [
        ("stroke in 2019", "none-recorded", "stroke"),
        ("stroke 2019", "none-recorded", "stroke"),
        ("Ehlers Danlos", "recognised", "Ehlers-Danlos syndrome"),
        ("breastfeeding my 4 month old", "recorded", "breastfeeding"),
        ("heart failure EF 35%", "recorded", "heart-failure"),
        ("pregnant 20 weeks", "recorded", "pregnancy"),
        ("kidney stones 5 years ago", "recorded", "kidney-stones"),
        ("CKD 4", "recorded", "kidney-disease-severe"),  # a stage is no time
        ("no heart block", "unknown", None),
        ("family history of stroke", "unknown", None),
        ("niewydolność nerek", "recorded", "kidney-disease"),
    ],
)
def test_condition_with_a_time_beside_it_is_read(text: str, state: str, name: str | None, catalogue: Catalogue) -> None:
    found = catalogue.resolve_condition(text)
    assert found.state == state
    assert (found.caution.id if found.caution else found.name) == name
