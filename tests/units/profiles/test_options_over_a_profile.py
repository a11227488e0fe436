"""How options stand over a profile, and how it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.cli.profile_files import read_text
from maginfo.render.schemas import json_schema_of

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

DAY = Path(__file__).with_name("day.toml").read_text(encoding="utf-8")


# Options over it


def test_the_report_is_that_of_the_person_and_the_products(file: Any, maginfo: RunMaginfo) -> None:
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
    options: str, where: str, expected: object, file: Any, maginfo: RunMaginfo
) -> None:
    before = maginfo("check", "--profile", file(DAY), "--json").json["person"]
    after = maginfo("check", "--profile", file(DAY), *options.split(), "--json").json["person"]
    assert after == {**before, where: expected}


def test_age_of_the_options_wins(file: Any, maginfo: RunMaginfo) -> None:
    report = maginfo("check", "--profile", file(DAY), "--age", "8mo", "--json").json
    assert report["person"]["age"]["text"] == "8 mo"
    assert report["severity"] == "avoid"


def test_doses_of_the_options_take_the_place_of_the_profiles(file: Any, maginfo: RunMaginfo) -> None:
    report = maginfo("check", "--profile", file(DAY), "--dose", "100", "--dose", "50", "--json").json
    assert [dose["text"] for dose in report["doses"]] == ["100", "50"]
    assert report["person"]["egfr"] == 48


def test_authorities_of_the_options_and_the_environment_win(
    file: Any, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    food: str, options: list[str], diet_mg: float, file: Any, maginfo: RunMaginfo
) -> None:
    report = maginfo("check", "--profile", file(f"[person]\n{food}\n"), "--dose", "100", *options, "--json").json
    assert report["diet_mg_per_day"]["high"] == pytest.approx(diet_mg, abs=0.5)


def test_usual_diet_is_the_survey_mean(file: Any, maginfo: RunMaginfo) -> None:
    person = ("--dose", "100", "--sex", "male", "--age", "40", "--json")
    kept = maginfo("check", "--profile", file("[person]\ndiet = 'usual'\n"), *person).json
    assert kept == maginfo("check", "--diet", "usual", *person).json
    assert kept["diet_mg_per_day"] is not None


def test_a_state_of_the_profile_can_be_taken_back(file: Any, maginfo: RunMaginfo) -> None:
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
        ("age = 3", ["--price", "3", "--count", "3"], ["each --dose needs its own --price and --count", "no dose"]),
        ("age = 3", ["--no-profile"], ["contradict"]),
    ],
)
def test_what_contradicts_the_profile_is_refused(
    person: str, options: list[str], words: list[str], file: Any, maginfo: RunMaginfo
) -> None:
    name = file(f"[person]\n{person}\n[[dose]]\namount = 100\n")
    outcome = maginfo("check", "--profile", name, *options)
    assert (outcome.status, outcome.out) == (2, "")
    assert [word for word in words if word not in outcome.err] == []


def test_a_profile_without_a_dose_needs_one(file: Any, maginfo: RunMaginfo) -> None:
    outcome = maginfo("check", "--profile", file("[person]\nage = 34\n"))
    assert (outcome.status, outcome.out) == (2, "")
    assert "no dose" in outcome.err


def test_a_plan_is_made_of_the_day_in_the_profile(file: Any, maginfo: RunMaginfo) -> None:
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


def test_a_plan_leaves_no_medicine_out_for_want_of_a_time(file: Any, maginfo: RunMaginfo) -> None:
    outcome = maginfo("plan", "--profile", file(DAY))
    assert (outcome.status, outcome.out) == (2, "")
    assert "levothyroxine" in outcome.err


# The default profile


def test_a_default_profile_is_told_in_the_answer(
    file: Any, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = file(DAY)
    monkeypatch.setenv("MAGINFO_PROFILE", name)
    default, named = maginfo("check", "--json").json, maginfo("check", "--profile", name, "--json").json
    told = f"profile {name} used, which MAGINFO_PROFILE names"
    assert told in default["assumptions"]
    default["assumptions"].remove(told)
    assert default == named
    assert told in " ".join(maginfo("check", "--width", "1000").out.split())


def test_a_default_profile_can_be_left_out(file: Any, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = maginfo("check", "--dose", "100", "--json").out
    monkeypatch.setenv("MAGINFO_PROFILE", file(DAY))
    assert maginfo("check", "--dose", "100", "--no-profile", "--json").out == plain
    monkeypatch.setenv("MAGINFO_PROFILE", "")
    assert maginfo("check", "--dose", "100", "--json").out == plain


def test_an_error_of_a_default_profile_says_who_named_it(
    file: Any, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, word in ((file("[person]\nage = true\n"), "line 2"), ("/none/of.toml", "cannot be read")):
        monkeypatch.setenv("MAGINFO_PROFILE", name)
        outcome = maginfo("check", "--dose", "100")
        assert outcome.status == 3
        assert [each for each in (name, word, "MAGINFO_PROFILE", "--no-profile") if each not in outcome.err] == []


def test_a_home_folder_is_meant_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "me.toml").write_text("[person]\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_text("~/me.toml") == "[person]\n"


# Showing it


def test_show_says_what_is_understood(file: Any, maginfo: RunMaginfo) -> None:
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
def test_what_is_shown_keeps_to_its_schema(text: str, file: Any, maginfo: RunMaginfo) -> None:
    import jsonschema

    shown = maginfo("profile", "show", file(text), "--json").json
    jsonschema.Draft202012Validator(json_schema_of("profile")).validate(shown)


def test_names_of_a_profile_cannot_break_a_page(file: Any, maginfo: RunMaginfo) -> None:
    name = file('[[dose]]\nname = "a | b <script> [x](y)"\namount = "100 mg oxide"\n')
    page = maginfo("check", "--profile", name, "-f", "markdown").out
    assert "<script>" not in page
    assert "a | b" not in page
