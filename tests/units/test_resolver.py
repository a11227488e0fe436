"""Names of medicines as boxes, lists and prescriptions print them: what they mean, and that none is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from maginfo import Catalogue

RECORDED = {
    "levothyroxine": ["Synthroid 88mcg", "L-Thyroxin 75", "levothyroxine sodium 50 mcg tablet", "levotiroxina"],
    "ciprofloxacin": ["J01MA02", "ciprofloxacin HCl 500 mg", "Cipro 500mg twice daily", "j01ma02"],
    "metoprolol": ["metoprolol succ ER 50mg", "metoprolol succinate", "Metoprolol Tartrate 25 mg tabs"],
    "alendronic acid": ["Fosamax 70 mg weekly", "alendronate sodium 70 mg once a week"],
    "omeprazole": ["omeprazole magnesium", "omeprazole DR 20 mg capsules"],
    "gabapentin": ["gabapentin 300", "gabapentin 300 mg three times a day"],
    "losartan": ["losartan potassium 50 mg"],
    "doxycycline": ["doxycycline hyclate 100mg"],
    "Iron by mouth": ["iron pills"],
    "Loop and thiazide diuretics": ["water pill", "water pills"],
}
BOXES = {
    "bisoprolol": ["Bisoprolol Biogaran 2,5mg", "Bisocard 5 tabl. powl.", "Bisoprolol-ratiopharm 5 mg Tabletten"],
    "levothyroxine": ["L-Thyroxin Henning 100", "Levothyrox 50 microgrammes, comprimé sécable", "Thyrax Duotab 0,1 mg"],
    "metoprolol": [
        "Metoprololsuccinat 47,5 mg Retardtabletten",
        "Metoprololsuccinat",
        "metoprololsuccinaat retard 50mg",
    ],
    "furosemide": ["Furosemidum Polpharma 40 mg tabletki"],
    "lithium": ["Priadel 400mg m/r"],
    "paracetamol": ["Ben-u-ron 500 mg comprimidos"],
    "calcium": ["Adcal-D3 chewable tablets 1500mg/400unit"],
    "denosumab": ["Prolia shot every 6 months"],
}
COMBINATIONS = {
    "lisinopril/HCTZ 20-25 mg": {"lisinopril", "hydrochlorothiazide"},
    "lisinopril-hydrochlorothiazide": {"lisinopril", "hydrochlorothiazide"},
    "valsartan HCTZ": {"valsartan", "hydrochlorothiazide"},
    "amlodipine + valsartan": {"amlodipine", "valsartan"},
    "ciprofloxacin and doxycycline": {"ciprofloxacin", "doxycycline"},
}


@pytest.mark.parametrize(("medicine", "text"), [(name, text) for name, texts in RECORDED.items() for text in texts])
def test_name_as_printed_is_read(medicine: str, text: str, catalogue: Catalogue) -> None:
    (found,) = catalogue.resolve_medicine(text)
    assert found.state == "recorded"
    assert medicine in {match.name for match in found.matches}


@pytest.mark.parametrize(("medicine", "text"), [(name, text) for name, texts in BOXES.items() for text in texts])
def test_box_with_a_maker_a_joined_salt_or_a_latin_ending_is_read(
    medicine: str, text: str, catalogue: Catalogue
) -> None:
    (found,) = catalogue.resolve_medicine(text)
    assert medicine in {match.name for match in found.matches}


def test_brand_of_two_medicines_is_answered_for_both(catalogue: Catalogue) -> None:
    found = catalogue.resolve_medicine("Benadryl Allergy 25mg")
    names = {match.name for each in found for match in each.matches} | {
        each.medicine.name for each in found if each.medicine
    }
    assert names == {"cetirizine", "diphenhydramine"}


@pytest.mark.parametrize(
    ("text", "medicines"),
    [
        ("iron, zinc, calcium", {"Iron by mouth", "zinc", "calcium"}),
        ("iron/zinc", {"Iron by mouth", "zinc"}),
        ("levothyroxine sodium, calcium", {"levothyroxine", "calcium"}),
        ("lithium and calcium", {"lithium", "calcium"}),
        ("iron zinc", {"Iron by mouth", "zinc"}),
        ("vitamin D calcium 600 mg", {"colecalciferol", "calcium"}),
        ("calcium zinc", {"calcium", "zinc"}),
        ("calcium ascorbate", {"calcium"}),
        ("losartan potassium", {"losartan"}),
        ("rosuvastatin calcium 10 mg", {"rosuvastatin"}),
        ("rosuvastatin (calcium)", {"rosuvastatin"}),
        ("amoxicillin/clavulanate potassium", {"amoxicillin/clavulanic acid"}),
    ],
)
def test_a_mineral_beside_another_name_is_a_salt_only_without_a_sign_between(
    text: str, medicines: set[str], catalogue: Catalogue
) -> None:
    found = [match.name for each in catalogue.resolve_medicine(text) for match in each.matches]
    assert set(found) == medicines


def test_magnesium_among_minerals_is_told_and_never_dropped(catalogue: Catalogue) -> None:
    found = {each.text: each.state for each in catalogue.resolve_medicine("calcium magnesium zinc")}
    assert found == {"calcium": "recorded", "magnesium": "unknown", "zinc": "recorded"}


@pytest.mark.parametrize(
    ("text", "medicine"),
    [
        ("vitamin B12 1000 mcg", "cyanocobalamin"),  # not vitamin B1 with a 2
        ("vit b12", "cyanocobalamin"),
        ("Vit. D 2000 IU", "colecalciferol"),
        ("Micardis Plus 80/12.5", "hydrochlorothiazide"),
        ("Apo-Doxy", "doxycycline"),
        ("Seloken ZOC 50", "metoprolol"),
        ("Eliquis 2,5 mg 2x daags", "apixaban"),
        ("Spatone", "Iron by mouth"),
    ],
)
def test_name_is_read_as_people_write_it(text: str, medicine: str, catalogue: Catalogue) -> None:
    assert medicine in {match.name for each in catalogue.resolve_medicine(text) for match in each.matches}


@pytest.mark.parametrize("text", ["metoprolsuccinat 50", "furosmidum", "Henning 100", "ratiopharm 20 mg", "um"])
def test_damaged_name_stays_unknown_without_its_ending(text: str, catalogue: Catalogue) -> None:
    assert {each.state for each in catalogue.resolve_medicine(text)} == {"unknown"}


@pytest.mark.parametrize("text", COMBINATIONS)
def test_each_part_of_a_combination_is_read(text: str, catalogue: Catalogue) -> None:
    found = catalogue.resolve_medicine(text)
    assert {each.state for each in found} == {"recorded"}
    assert {match.name for each in found for match in each.matches} == COMBINATIONS[text]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A10BJ06", {"semaglutide tablets"}),  # the injection has nothing recorded
        ("J02AC02", {"itraconazole", "SUBA-itraconazole"}),
        ("water tablet", {"Loop and thiazide diuretics", "Potassium-sparing diuretics"}),
    ],
)
def test_text_with_two_meanings_leads_to_all_that_is_recorded(text: str, names: set[str], catalogue: Catalogue) -> None:
    (found,) = catalogue.resolve_medicine(text)
    assert found.state == "recorded"
    assert {match.name for match in found.matches} == names


@pytest.mark.parametrize(
    ("text", "medicine"),
    [
        ("Zioptan", "tafluprost"),
        ("tafluprost 15 mcg", "tafluprost"),
        ("S01EE05", "tafluprost"),
        ("penicillin V", "phenoxymethylpenicillin"),
    ],
)
def test_medicine_that_nobody_has_looked_up_is_recognised(text: str, medicine: str, catalogue: Catalogue) -> None:
    (found,) = catalogue.resolve_medicine(text)
    assert (found.state, found.matches, found.suggestions) == ("recognised", (), ())
    assert found.medicine is not None
    assert found.medicine.name == medicine


def test_medicine_without_a_record_says_so(catalogue: Catalogue) -> None:
    (found,) = catalogue.resolve_medicine("Eliquis 5 mg bid")
    assert found.state == "none-recorded"


@pytest.mark.parametrize("text", ["xyzzy", "xyzzy 50 mg", "50 mg", "tablet", "!", "magnesium", "sodium", "a/b"])
def test_other_text_names_no_medicine(text: str, catalogue: Catalogue) -> None:
    assert "recorded" not in {each.state for each in catalogue.resolve_medicine(text)}


def test_known_part_is_answered_beside_an_unknown_one(catalogue: Catalogue) -> None:
    found = catalogue.resolve_medicine("ciprofloxacin + xyzzy")
    assert [(each.text, each.state) for each in found] == [("ciprofloxacin", "recorded"), ("xyzzy", "unknown")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("omeprozole", "omeprazole"), ("xeralto", "Xarelto"), ("fosomax 70 mg", "Fosamax"), ("zolofft", "Zoloft")],
)
def test_slip_is_suggested_and_never_answered(typed: str, meant: str, catalogue: Catalogue) -> None:
    (found,) = catalogue.resolve_medicine(typed)
    assert (found.state, found.matches) == ("unknown", ())
    assert meant in found.suggestions


def test_exact_names_of_the_data_stay_what_they_are(catalogue: Catalogue) -> None:
    for name in catalogue.medicine_names:
        found = catalogue.resolve_medicine(name)
        named = [match for each in found if each.text == name for match in each.matches]
        assert named == catalogue.find_medicine(name), name


def test_every_name_of_the_table_is_known(catalogue: Catalogue) -> None:
    for medicine in catalogue.medicine_table.medicines:
        for name in medicine.every_name:
            assert "unknown" not in {each.state for each in catalogue.resolve_medicine(name)}, name


def test_no_phrase_beside_a_name_is_longer_than_is_looked_for(catalogue: Catalogue) -> None:
    beside = [
        role
        for role in catalogue.name_words.words
        if role.role not in ("no-condition", "pregnancy", "question", "daily-amount")
    ]
    assert max(len(name_key(word).split()) for role in beside for word in role.words) <= 4
