"""What a profile says, on which line it says it, and how options stand over it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.cli.profile_files import read_text
from maginfo.errors import DataError
from maginfo.planning.plan import TimedMedicine
from maginfo.profiles import lines as lines_module
from maginfo.profiles.lines import lines_of
from maginfo.profiles.reading import profile_problems, read_profile
from maginfo.profiles.tables import TABLES, ProfileTable
from maginfo.render.schemas import json_schema_of

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.profiles.profile import Profile

EXAMPLE = (Path(lines_module.__file__).parent / "example.toml").read_text(encoding="utf-8")
DAY = """
[person]
sex = "female"
age = 47
egfr = 48
conditions = ["kidney disease"]
authority = ["nam", "efsa"]
diet = 260

[[dose]]
name = "Multivitamin"
amount = "100 mg oxide"

[[dose]]
name = "Sleep powder"
amount = 1.5
unit = "g"
form = "glycinate"
basis = "compound"
at = ["21:30"]
price = "24.90 EUR"
count = 60

[[dose]]
name = "Antacid"
amount = 200
form = "milk of magnesia"
times = 2

[[drug]]
name = "doxycycline"
at = ["20:00", "8am"]

[[drug]]
name = "levothyroxine"
"""


def profile_of(text: str, catalogue: Catalogue) -> Profile:
    return read_profile(text, "me.toml", catalogue)


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Writes a profile and gives its name."""

    def write(text: str) -> str:
        path = tmp_path / "me.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


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


# Options over it


def test_the_report_is_that_of_the_person_and_the_products(file: Any, maginfo: Any) -> None:
    report = maginfo("check", "--profile", file(DAY), "--json").json
    assert [dose["name"] for dose in report["doses"]] == ["Multivitamin", "Sleep powder", "Antacid"]
    assert report["supplement_mg_per_day"] == {"low": 650, "high": 800}
    assert report["diet_mg_per_day"] == {"low": 260, "high": 260}
    assert [each["authority"] for each in report["references"]] == ["nam", "efsa"]
    assert report["person"]["drugs"] == ["doxycycline", "levothyroxine"]
    assert {"condition:kidney-disease"} <= {finding["code"] for finding in report["findings"]}
    assert report["doses"][1]["price_per_100_mg"] == {"low": 0.138333, "high": 0.276667}
    assert report["doses"][1]["currency"] == "EUR"
    named = [each["detail"] for each in report["findings"] if each["code"] == "duplicate-laxative-antacid"]
    assert [detail.split(" is one of 3")[0] for detail in named] == [
        "Multivitamin ('100 mg oxide')",
        "Antacid ('200 mg')",
    ]
    assert not any("profile" in assumption for assumption in report["assumptions"])


@pytest.mark.parametrize(
    ("options", "where", "expected"),
    [
        ("--sex male", "sex", "male"),
        ("--weight 80", "weight_kg", 80),
        ("--egfr 90", "egfr", 90),
        ("--pregnant", "pregnant", True),
        ("--drug warfarin", "drugs", ["doxycycline", "levothyroxine", "warfarin"]),
        ("--drug doxycycline", "drugs", ["doxycycline", "levothyroxine"]),
        ("--condition diabetes", "conditions", ["kidney disease", "diabetes"]),
    ],
)
def test_options_win_and_what_is_taken_stays(
    options: str, where: str, expected: object, file: Any, maginfo: Any
) -> None:
    before = maginfo("check", "--profile", file(DAY), "--json").json["person"]
    after = maginfo("check", "--profile", file(DAY), *options.split(), "--json").json["person"]
    assert after == {**before, where: expected}


def test_age_of_the_options_wins(file: Any, maginfo: Any) -> None:
    report = maginfo("check", "--profile", file(DAY), "--age", "8mo", "--json").json
    assert report["person"]["age"]["text"] == "8 mo"
    assert report["severity"] == "avoid"


def test_doses_of_the_options_take_the_place_of_the_profiles(file: Any, maginfo: Any) -> None:
    report = maginfo("check", "--profile", file(DAY), "--dose", "100", "--dose", "50", "--json").json
    assert [dose["text"] for dose in report["doses"]] == ["100", "50"]
    assert report["person"]["egfr"] == 48


def test_authorities_of_the_options_and_the_environment_win(file: Any, maginfo: Any, monkeypatch: Any) -> None:
    name = file(DAY)
    for words in (["--authority", "uk"], []):
        if not words:
            monkeypatch.setenv("MAGINFO_AUTHORITY", "uk")
        report = maginfo("check", "--profile", name, *words, "--json").json
        assert [each["authority"] for each in report["references"]] == ["uk"]


@pytest.mark.parametrize(
    ("food", "options", "diet_mg"),
    [
        ("diet = 260", [], 260),
        ("diet = 260", ["--diet", "100"], 100),
        ("diet = 260", ["--eat", "spinach:100g"], 339),
        ("eat = ['spinach:100g']", [], 79),
        ("eat = ['spinach:100g']", ["--eat", "spinach:100g"], 158),
        ("diet = 260\neat = ['spinach:100g']", [], 339),
        ("diet = 260\neat = ['spinach:100g']", ["--diet", "100"], 100),
        ("diet = 0", [], 0),
        ("diet = ' Usual '\nsex = 'male'\nage = 40", ["--diet", "0"], 0),
    ],
)
def test_diet_of_the_options_is_the_whole_and_foods_add(
    food: str, options: list[str], diet_mg: float, file: Any, maginfo: Any
) -> None:
    report = maginfo("check", "--profile", file(f"[person]\n{food}\n"), "--dose", "100", *options, "--json").json
    assert report["diet_mg_per_day"]["high"] == pytest.approx(diet_mg, abs=0.5)


def test_usual_diet_is_the_survey_mean(file: Any, maginfo: Any) -> None:
    person = ("--dose", "100", "--sex", "male", "--age", "40", "--json")
    kept = maginfo("check", "--profile", file("[person]\ndiet = 'usual'\n"), *person).json
    assert kept == maginfo("check", "--diet", "usual", *person).json
    assert kept["diet_mg_per_day"] is not None


def test_a_state_of_the_profile_can_be_taken_back(file: Any, maginfo: Any) -> None:
    name = file("[person]\npregnant = true\n[[dose]]\namount = 100\n")
    assert maginfo("check", "--profile", name, "--json").json["person"]["pregnant"] is True
    after = maginfo("check", "--profile", name, "--no-pregnant", "--sex", "male", "--json").json["person"]
    assert (after["pregnant"], after["sex"]) == (False, "male")


@pytest.mark.parametrize(
    ("person", "options", "words"),
    [
        ("sex = 'male'", ["--pregnant"], ["male", "pregnant", "settles it"]),
        ("pregnant = true", ["--sex", "male"], ["male", "--no-pregnant"]),
        ("age = 3", ["--form", "citrate"], ["--form", "say it of a --dose"]),
        ("age = 3", ["--compound", "--times", "2"], ["--compound and --times"]),
        ("age = 3", ["--price", "3", "--count", "3"], ["--price and --count", "--dose 0"]),
        ("age = 3", ["--no-profile"], ["contradict"]),
    ],
)
def test_what_contradicts_the_profile_is_refused(
    person: str, options: list[str], words: list[str], file: Any, maginfo: Any
) -> None:
    name = file(f"[person]\n{person}\n[[dose]]\namount = 100\n")
    outcome = maginfo("check", "--profile", name, *options)
    assert (outcome.status, outcome.out) == (2, "")
    assert [word for word in words if word not in outcome.err] == []


def test_a_profile_without_a_dose_needs_one(file: Any, maginfo: Any) -> None:
    outcome = maginfo("check", "--profile", file("[person]\nage = 34\n"))
    assert (outcome.status, outcome.out) == (2, "")
    assert "no dose" in outcome.err


def test_a_plan_is_made_of_the_day_in_the_profile(file: Any, maginfo: Any) -> None:
    timed = DAY.replace('name = "levothyroxine"', 'name = "levothyroxine"\nat = ["06:00"]')
    name = file(timed + '[plan]\nwake = "05:30"\nsleep = "23:45"\nmeals = ["12:30"]\n')
    day = maginfo("plan", "--profile", name, "--json").json
    assert (day["waking"], day["meals"]) == ({"start": "05:30", "end": "23:45"}, ["12:30"])
    taken = {(line["what"], line["time"]) for line in day["schedule"] if line["kind"] == "drug"}
    assert taken == {("doxycycline", "08:00"), ("doxycycline", "20:00"), ("levothyroxine", "06:00")}
    assert any("Sleep powder" in line["what"] for line in day["schedule"] if line["kind"] == "magnesium")
    changed = ("--drug", "levothyroxine@04:00", "--wake", "07:00", "--meals", "13:00")
    day = maginfo("plan", "--profile", name, *changed, "--json").json
    assert (day["waking"], day["meals"]) == ({"start": "07:00", "end": "23:45"}, ["13:00"])
    assert [line["time"] for line in day["schedule"] if line["what"] == "levothyroxine"] == ["04:00"]


def test_a_plan_leaves_no_medicine_out_for_want_of_a_time(file: Any, maginfo: Any) -> None:
    outcome = maginfo("plan", "--profile", file(DAY))
    assert (outcome.status, outcome.out) == (2, "")
    assert "levothyroxine" in outcome.err


# The default profile


def test_a_default_profile_is_told_in_the_answer(file: Any, maginfo: Any, monkeypatch: Any) -> None:
    name = file(DAY)
    monkeypatch.setenv("MAGINFO_PROFILE", name)
    default, named = maginfo("check", "--json").json, maginfo("check", "--profile", name, "--json").json
    told = f"profile {name} used, which MAGINFO_PROFILE names"
    assert told in default["assumptions"]
    default["assumptions"].remove(told)
    assert default == named
    assert told in maginfo("check").out


def test_a_default_profile_can_be_left_out(file: Any, maginfo: Any, monkeypatch: Any) -> None:
    plain = maginfo("check", "--dose", "100", "--json").out
    monkeypatch.setenv("MAGINFO_PROFILE", file(DAY))
    assert maginfo("check", "--dose", "100", "--no-profile", "--json").out == plain
    monkeypatch.setenv("MAGINFO_PROFILE", "")
    assert maginfo("check", "--dose", "100", "--json").out == plain


def test_an_error_of_a_default_profile_says_who_named_it(file: Any, maginfo: Any, monkeypatch: Any) -> None:
    for name, word in ((file("[person]\nage = true\n"), "line 2"), ("/none/of.toml", "cannot be read")):
        monkeypatch.setenv("MAGINFO_PROFILE", name)
        outcome = maginfo("check", "--dose", "100")
        assert outcome.status == 3
        assert [each for each in (name, word, "MAGINFO_PROFILE", "--no-profile") if each not in outcome.err] == []


def test_a_home_folder_is_meant_by_its_sign(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "me.toml").write_text("[person]\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_text("~/me.toml") == "[person]\n"


# Showing it


def test_show_says_what_is_understood(file: Any, maginfo: Any) -> None:
    name = file(DAY)
    text = maginfo("profile", "show", name).out
    for words in ("female, 47 y, eGFR 48", "Sleep powder", "150–300 mg", "0.14–0.28 EUR", "08:00, 20:00", "260 mg"):
        assert words in text
    shown = maginfo("profile", "show", name, "--json").json
    assert shown["schema"] == "maginfo.profile/1"
    assert [each["at"] for each in shown["medicines"]] == [["08:00", "20:00"], []]
    assert shown["doses"][2]["dose"]["form"] == "hydroxide"
    rows = maginfo("profile", "show", name, "-f", "tsv").out.splitlines()
    assert [row.split("\t")[:2] for row in rows[1:]] == [
        ["dose", "Multivitamin"], ["dose", "Sleep powder"], ["dose", "Antacid"],
        ["drug", "doxycycline"], ["drug", "levothyroxine"],
    ]  # fmt: skip
    assert len({row.count("\t") for row in rows}) == 1


@pytest.mark.parametrize("text", ["", DAY, "[person]\nage = '30mo'\ndiet = 'usual'\n[plan]\nmeals = ['8am']\n"])
def test_what_is_shown_keeps_to_its_schema(text: str, file: Any, maginfo: Any) -> None:
    import jsonschema

    shown = maginfo("profile", "show", file(text), "--json").json
    jsonschema.Draft202012Validator(json_schema_of("profile")).validate(shown)


def test_names_of_a_profile_cannot_break_a_page(file: Any, maginfo: Any) -> None:
    name = file('[[dose]]\nname = "a | b <script> [x](y)"\namount = "100 mg oxide"\n')
    page = maginfo("check", "--profile", name, "-f", "markdown").out
    assert "<script>" not in page
    assert "a | b" not in page
