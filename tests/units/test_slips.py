"""Slips of the hand: what is one name written wrongly, and what is another name."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from maginfo.answers.search import search
from maginfo.catalogue.names import name_key
from maginfo.catalogue.suggestions import nearest, slips
from maginfo.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from fixture_types import RunMaginfo

    from maginfo import Catalogue

SLIPS = [
    ("leavothyroxine", "levothyroxine", 1),  # added
    ("levothyroxin", "levothyroxine", 1),  # missing
    ("furosamide", "furosemide", 1),  # another
    ("anxeity", "anxiety", 1),  # swapped
    ("xeralto", "Xarelto", 1),  # swapped over one between them
    ("coumsdin", "Coumadin", 1),  # the key beside
    ("xoumadin", "Coumadin", 1),  # the key beside the first
    ("oCumadin", "Coumadin", 1),  # the first two swapped
    ("adderal", "Adderall", 1),  # doubled
    ("metropolol", "metoprolol", 2),  # one letter moved
    ("ciprofloxin", "ciprofloxacin", 2),  # a syllable left out
    ("ciproflaxin", "ciprofloxacin", 3),
    ("milkof magnesia", "milk of magnesia", 1),
    ("kidny diseese", "kidney disease", 2),
]
OTHERS = [
    *[("fluoxetine", "Floxin"), ("hypertension", "hypotension"), ("hyperkalaemia", "hypokalaemia")],
    *[("hyperthyroidism", "hypothyroidism"), ("quinine", "quinidine"), ("lovastatin", "rosuvastatin")],
    *[("clozapine", "Compazine"), ("risperidone", "risedronate"), ("hydroxyzine", "hydralazine")],
    *[("chlorpropamide", "chlorpromazine"), ("ganciclovir", "famciclovir"), ("cycloserine", "ciclosporine")],
    *[("cycloserine", "cyclosporine"), ("nifedipine", "nimodipine"), ("phenobarbital", "pentobarbital")],
    *[("lansoprazole", "pantoprazole"), ("carboplatin", "cisplatin"), ("vinblastine", "vincristine")],
    *[("Mopral", "oral"), ("Lasilix", "Lasix"), ("Neuro-Mag", "Uro-Mag"), ("Reglan", "Weglan"), ("COPD", "CAPD")],
    *[("Citramag", "Citracal"), ("penicillin", "penicillamine"), ("Lansox", "Lanoxin"), ("Flomax", "Fosamax")],
    *[
        ("abrocitinib", "baricitinib"),
        ("CKD 3", "CKD 4"),
        ("vitamin C", "vitamin D"),
        ("vitamin d2", "vitamin d3"),
        ("PKD", "CKD"),
    ],
]


def suggested(find: Callable[[str], object], name: str) -> tuple[str, ...] | None:
    """What is suggested for a name; None where it is known."""
    try:
        find(name)
    except UnknownNameError as error:
        return error.suggestions
    return None


@pytest.mark.parametrize(("typed", "meant", "count"), SLIPS)
def test_a_slip_is_counted(typed: str, meant: str, count: int) -> None:
    assert slips(name_key(typed), name_key(meant)) == count


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_that_look_alike_are_no_slip_of_each_other(one: str, other: str) -> None:
    assert slips(name_key(one), name_key(other)) is None
    assert slips(name_key(other), name_key(one)) is None
    assert nearest(one, [other]) == nearest(other, [one]) == ()


@pytest.mark.slow
def test_no_medicine_is_a_slip_of_one_of_another_class(catalogue: Catalogue) -> None:
    """Every two names of the data: were one of them not known, it would not be taken for the other."""
    classes = {
        name: frozenset(match.group.id for match in catalogue.find_medicine(name)) for name in catalogue.medicine_names
    }
    checked = 0
    for one, other in combinations(classes, 2):
        if not classes[one] & classes[other]:
            checked += 1
            assert slips(name_key(one), name_key(other)) is None, (one, other)
    assert checked > 100_000


def test_a_longer_name_is_suggested_only_where_the_words_mean_one_thing() -> None:
    names = {"L-Thyroxin Henning": 1, "raltegravir potassium": 2, "potassium-sparing": 3, "Henning": 1}
    assert nearest("L-Thyroxin", names, meaning=names.get) == ("L-Thyroxin Henning",)
    assert nearest("L-Thyroxn", names, meaning=names.get) == ("L-Thyroxin Henning",)
    assert nearest("potassium", names, meaning=names.get) == ()
    assert nearest("MG", ["MG syndrome"]) == ()


@pytest.mark.parametrize("name", ["fluoxetine", "quinine", "clozapine", "Zestoretic", "Advair", "carisoprodol"])
def test_another_medicine_is_neither_suggested_nor_found(name: str, catalogue: Catalogue) -> None:
    if suggested(catalogue.find_medicine, name) is not None:
        assert suggested(catalogue.find_medicine, name) == ()
        assert search(catalogue, name).read_as is None


@pytest.mark.parametrize("name", ["COPD", "stroke", "anorexia", "HIV"])
def test_a_condition_that_is_not_known_is_not_taken_for_another(name: str, catalogue: Catalogue) -> None:
    assert not suggested(catalogue.find_caution, name)


@pytest.mark.parametrize(
    ("name", "form"), [("xyzzy", ()), ("Magnerrot", "Magnerot"), ("glycinnate", "magnesium glycinate")]
)
def test_a_form_is_suggested_where_the_hand_slipped(name: str, form: str, catalogue: Catalogue) -> None:
    with pytest.raises(UnknownNameError) as refused:
        catalogue.find_form(name)
    assert form in refused.value.suggestions or form == refused.value.suggestions


@pytest.mark.slow
def test_real_names_that_we_lack_are_never_answered_with_another_medicine(shared: Any, catalogue: Catalogue) -> None:
    import csv

    lacking = []
    for path in ("questions/medicine_names.csv", "drugs/cpic_drug_names.csv"):
        with (shared / "samples" / path).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                suggestions = suggested(catalogue.find_medicine, row["name"])
                if suggestions is None:
                    continue
                lacking.append(row["name"])
                key = name_key(row["name"])
                assert suggestions[:1] == ("aspirin",) or all(key in name_key(each) for each in suggestions), row[
                    "name"
                ]
    assert lacking
    assert {search(catalogue, name).read_as for name in lacking[::5]} <= {None, "aspirin"}


def test_what_was_corrected_is_told_in_every_format(maginfo: RunMaginfo) -> None:
    assert "showing 'migraine'" in maginfo("search", "migrane").out
    assert maginfo("search", "migrane", "--json").json["read_as"] == "migraine"
    assert "showing 'migraine'" in maginfo("search", "migrane", "-f", "markdown").out
    header, *rows = maginfo("search", "migrane", "-f", "tsv").out.splitlines()
    assert header.split("\t")[-1] == "read_as"
    assert rows
    assert all(row.endswith("\tmigraine") for row in rows)
    _, *rows = maginfo("search", "migraine", "-f", "tsv").out.splitlines()
    assert rows
    assert all(row.endswith("\t") for row in rows)
