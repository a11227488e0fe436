"""What a profile says, and on which line it says it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli

from maginfo.errors import DataError
from maginfo.planning.plan import TimedMedicine
from maginfo.profiles import toml_positions as lines_module
from maginfo.profiles.fields import TABLES, ProfileTable
from maginfo.profiles.reading import profile_problems, read_profile
from maginfo.profiles.toml_positions import lines_of

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.profiles.profile import Profile

DAY = Path(__file__).with_name("day.toml").read_text(encoding="utf-8")
EXAMPLE = (Path(lines_module.__file__).parent / "example.toml").read_text(encoding="utf-8")


def profile_of(text: str, catalogue: Catalogue) -> Profile:
    return read_profile(text, "me.toml", catalogue)


# What is read


def test_a_profile_says_what_it_says(catalogue: Catalogue) -> None:
    profile = profile_of(DAY, catalogue)
    person = profile.person
    assert (person.sex, person.age and person.age.text, person.egfr, person.weight_kg) == ("female", "47 y", 48, None)
    assert person.conditions == ("kidney disease",)
    assert person.drugs == ("doxycycline", "levothyroxine")
    assert (profile.authorities, profile.diet, profile.eaten) == (("nam", "efsa"), 260, ())
    multivitamin, powder, antacid = (timed.dose for timed in profile.doses)
    assert (multivitamin.name, multivitamin.form, multivitamin.basis_stated) == ("Multivitamin", "oxide", False)
    assert (powder.amount_mg, powder.basis, powder.basis_stated) == (1500, "compound", True)
    assert (antacid.times_per_day, antacid.basis, antacid.package) == (2, "elemental", None)
    assert powder.package is not None
    assert (powder.package.price, powder.package.count, powder.package.currency) == (24.9, 60, "EUR")
    assert [[str(time) for time in timed.at] for timed in profile.doses] == [[], ["21:30"], []]
    assert [[str(time) for time in each.times] for each in profile.medicines] == [["08:00", "20:00"], []]


@pytest.mark.parametrize(
    ("keys", "text", "amount", "unit", "times", "form", "basis", "stated"),
    [
        ("amount = 200", "200 mg", 200, "mg", 1, None, "elemental", False),
        ("amount = 0.4\nunit = 'g'", "0.4 g", 0.4, "g", 1, None, "elemental", False),
        ("amount = 12\nunit = 'mmol'", "12 mmol", 12, "mmol", 1, None, "elemental", True),
        ("amount = '2 x 200 mg citrate'", "2 x 200 mg citrate", 200, "mg", 2, "citrate", "elemental", False),
        ("amount = '200 mg'\nat = ['8am', '20:00']", "200 mg", 200, "mg", 2, None, "elemental", False),
        ("amount = 200\ntimes = 3\nat = ['08:00']", "200 mg", 200, "mg", 3, None, "elemental", False),
        ("amount = 200\nbasis = 'elemental'\nform = 'MgO'", "200 mg", 200, "mg", 1, "MgO", "elemental", True),
        ("amount = '2 g compound'\nform = 'citrate'", "2 g compound", 2, "g", 1, "citrate", "compound", True),
        ("amount = 0.00001\nunit = 'g'", "0.00001 g", 1e-5, "g", 1, None, "elemental", False),
    ],
)
def test_a_dose_is_read_as_its_keys_say(
    keys: str,
    text: str,
    amount: float,
    unit: str,
    times: int,
    form: str,
    basis: str,
    stated: bool,
    catalogue: Catalogue,
) -> None:
    (timed,) = profile_of(f"[[dose]]\n{keys}\n", catalogue).doses
    dose = timed.dose
    assert (dose.text, dose.amount, dose.unit, dose.times_per_day) == (text, pytest.approx(amount), unit, times)
    assert (dose.form, dose.basis, dose.basis_stated) == (form, basis, stated)


def test_an_empty_profile_says_nothing(catalogue: Catalogue) -> None:
    profile = profile_of("", catalogue)
    assert (profile.doses, profile.medicines, profile.person.drugs, profile.authorities) == ((), (), (), ())
    assert (profile.diet, profile.wake, profile.sleep, profile.meals) == (None, None, None, ())


def test_a_medicine_in_two_tables_has_the_times_of_both(catalogue: Catalogue) -> None:
    drug = '[[drug]]\nname = "doxycycline"\nat = ["{}"]\n'
    profile = profile_of(drug.format("20:00") + drug.format("08:00"), catalogue)
    assert profile.person.drugs == ("doxycycline",)
    (medicine,) = profile.medicines
    assert isinstance(medicine, TimedMedicine)
    assert [str(time) for time in medicine.times] == ["08:00", "20:00"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_files_of_other_systems_are_read(ends: str, mark: str, catalogue: Catalogue) -> None:
    text = mark + '[person]\nsex = "f"\n'.replace("\n", ends)
    assert profile_of(text, catalogue).person.sex == "female"
    (problem,) = profile_problems(text + "age = true" + ends, catalogue)
    assert problem.line == 3


def test_a_reader_of_the_library_gets_one_line(catalogue: Catalogue) -> None:
    with pytest.raises(DataError, match=r"^me\.toml: line 2: person: age: ") as refused:
        profile_of("[person]\nage = true\n", catalogue)
    assert refused.value.exit_status == 3


# The example


def test_the_example_is_valid_and_says_nothing(catalogue: Catalogue) -> None:
    assert profile_of(EXAMPLE, catalogue) == profile_of("", catalogue)


def test_every_key_is_in_the_example_and_every_example_is_valid(catalogue: Catalogue) -> None:
    filled_in = re.sub(r"^#(?=\S)", "", EXAMPLE, flags=re.MULTILINE)
    tables = tomli.loads(filled_in)
    assert set(tables) == set(ProfileTable.model_fields) == set(TABLES)
    for name, model in TABLES.items():
        table = tables[name][0] if isinstance(tables[name], list) else tables[name]
        assert list(table) == list(model.model_fields), name
    assert profile_problems(filled_in, catalogue) == ()
    assert len(profile_of(filled_in, catalogue).doses) == 1


def test_every_key_says_what_would_be_right() -> None:
    for model in (ProfileTable, *TABLES.values()):
        for name, key in model.model_fields.items():
            assert key.description, f"{model.__name__}.{name}"


# Lines


def test_lines_of_every_kind_of_statement() -> None:
    quotes = "person.x = '''b'''' # ' [\n"
    assert lines_of(quotes + "age = 1") == {("person",): 1, ("person", "x"): 1, ("age",): 2}
    text = '''# a comment
title = """a
[dose]
age = 3
b"""""
[person] # [plan]
age = 3
"se#x" = 'a"'
conditions = [ # ]
  "a]", """
b""",
]
inline = { a = "}", b = [1] }
dotted.key = 1
[[dose]]  # as "many" as there are
amount = 1
[dose.inner]
x = 1
[[dose]]
times = 2
'''
    assert lines_of(text) == {
        ("title",): 2,
        ("person",): 6,
        ("person", "age"): 7,
        ("person", "se#x"): 8,
        **{("person", "conditions", *place): 9 for place in ((), (0,), (1,))},
        **{("person", "inline", *place): 13 for place in ((), ("a",), ("b",), ("b", 0))},
        **{("person", "dotted", *place): 14 for place in ((), ("key",))},
        ("dose",): 15,
        ("dose", 0): 15,
        ("dose", 0, "amount"): 16,
        ("dose", 0, "inner"): 17,
        ("dose", 0, "inner", "x"): 18,
        ("dose", 1): 19,
        ("dose", 1, "times"): 20,
    }
