"""The table of medicines: names that look or sound alike lead to the right one, and every kind is in it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from maginfo.answers.interactions import interaction_answer
from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from maginfo import Catalogue

CONFUSED = """
Aciphex: rabeprazole | Accupril: quinapril | Aricept: donepezil
Advair: fluticasone/salmeterol | Advagraf: tacrolimus
Ambien: zolpidem | AmBisome: amphotericin B
Actonel: risedronic acid | Actos: pioglitazone
Celebrex: celecoxib | Celexa: citalopram | Cerebyx: fosphenytoin
Farxiga: dapagliflozin | Fetzima: levomilnacipran
fluoxetine | Floxin: ofloxacin | duloxetine | paroxetine
hydralazine | hydroxyzine | hydroxychloroquine
Humalog: insulin lispro | NovoLog: insulin aspart | Humulin R: insulin
Jantoven: warfarin | Januvia: sitagliptin | Janumet: metformin/sitagliptin
Lamictal: lamotrigine | Lamisil: terbinafine | lamivudine
Lansox: lansoprazole | Lanoxin: digoxin
Losec: omeprazole | Lasix: furosemide
Lexapro: escitalopram | Levoxyl: levothyroxine | Luvox: fluvoxamine
metformin | metronidazole
penicillin V: phenoxymethylpenicillin | penicillamine
Plavix: clopidogrel | Paxil: paroxetine
prednisone | prednisolone | Decortin: prednisone | Decortin H: prednisolone
Prevacid: lansoprazole | Previscan: fluindione
Prozac: fluoxetine | Prograf: tacrolimus | Proscar: finasteride | Procardia: nifedipine
quinine | quinidine | quinapril
risperidone | ropinirole | risedronate: risedronic acid
Seroquel: quetiapine | Sinequan: doxepin
tramadol | trazodone
Trental: pentoxifylline | Tegretol: carbamazepine | Trileptal: oxcarbazepine
Brilinta: ticagrelor | Brintellix: vortioxetine
bupropion | buspirone
clonidine | clonazepam | Klonopin: clonazepam
Wellbutrin: bupropion | Welchol: colesevelam
Xanax: alprazolam | Zantac: ranitidine | Zyrtec: cetirizine | Zyprexa: olanzapine
Zestril: lisinopril | Zetia: ezetimibe | Zebeta: bisoprolol | Zocor: simvastatin
amiloride | amisulpride
Excedrin: paracetamol/caffeine/acetylsalicylic acid | Edecrin: etacrynic acid | Dexedrine: dexamfetamine
"""
"""Pairs that are mistaken for one another, a line each; a generic name stands for itself."""
PAIRS = [pair.strip() for line in CONFUSED.strip().splitlines() for pair in line.split("|")]


@pytest.fixture(scope="module")
def meanings(catalogue: Catalogue) -> dict[str, set[str]]:
    """The names of the rows that each name stands for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in catalogue.medicine_table.medicines:
        for name in row.every_name:
            found[name_key(name)].add(row.name)
    return found


@pytest.mark.parametrize("pair", PAIRS)
def test_what_looks_alike_is_kept_apart(pair: str, meanings: dict[str, set[str]]) -> None:
    name, _, medicine = pair.partition(": ")
    assert (medicine or name) in meanings[name_key(name)]
    others = {other.partition(": ")[2] or other for other in PAIRS} - {medicine or name}
    assert not meanings[name_key(name)] & others


@pytest.mark.parametrize(
    ("name", "medicine"),
    [
        ("acetaminophen", "paracetamol"),
        ("Alendronsäure", "alendronic acid"),
        ("amoxicilline", "amoxicillin"),
        ("Antibabypille", "birth control"),
        ("Blutdrucktabletten", "blood pressure pill"),
        ("gabapentina", "gabapentin"),
        ("HCTZ", "hydrochlorothiazide"),
        ("levotiroxina", "levothyroxine"),
        ("lévothyroxine", "levothyroxine"),
        ("lewotyroksyna", "levothyroxine"),
        ("millepertuis", "St John's wort"),
        ("mixed amphetamine salts", "amfetamine/dexamfetamine"),
        ("pilule contraceptive", "birth control"),
        ("vitamine K2", "menaquinone"),
        ("water pill", "water pill"),
    ],
)
def test_a_name_of_any_language_is_known(name: str, medicine: str, meanings: dict[str, set[str]]) -> None:
    assert meanings[name_key(name)] == {medicine}


def test_a_name_of_two_medicines_is_said_to_be_one(catalogue: Catalogue, meanings: dict[str, set[str]]) -> None:
    assert meanings["benadryl"] == {"acrivastine", "diphenhydramine"}
    rows = {row.name: row for row in catalogue.medicine_table.medicines}
    assert "acrivastine" in {each.medicine for each in rows["diphenhydramine"].also if each.name == "Benadryl"}


def test_every_word_for_a_group_says_what_its_members_are(catalogue: Catalogue) -> None:
    groups = [row for row in catalogue.medicine_table.medicines if row.kind == "group"]
    assert {"blood thinner", "inhaler", "statin", "water pill"} <= {row.name for row in groups}
    assert not [row.name for row in groups if row.atc or row.brands or row.ingredients]


def test_a_word_for_a_group_never_hides_a_medicine_of_it_that_is_recorded(catalogue: Catalogue) -> None:
    table = catalogue.medicine_table.medicines
    for row in table:
        answer = interaction_answer(catalogue, [row.name]) if row.kind == "group" else None
        if answer is None or answer.matches:
            continue
        assert not answer.groups, f"{row.name}: said to be a group, and nothing is shown"
        members = [each.name for each in table if each.kind != "group" and each.what == row.what]
        assert not [name for name in members if recorded(catalogue, name)], f"{row.name}: has recorded medicines"


def recorded(catalogue: Catalogue, name: str) -> bool:
    """Return whether an interaction of the medicine is recorded."""
    return any(match.group.is_recorded for match in catalogue.medicine_matches(name))
