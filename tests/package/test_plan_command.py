"""`maginfo plan` from outside: formats, statuses, what a shell and a terminal see."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunMaginfo, RunOnTerminal, RunProgram

DAY = (
    *("plan", "--dose", "2x200mg", "--drug", "levothyroxine@07:00"),
    *("--drug", "ciprofloxacin@08:00", "--drug", "ciprofloxacin@20:00"),
)


def test_the_day_of_the_manual_in_a_pipe(program: RunProgram) -> None:
    done = program(*DAY)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "TIMES  magnesium 11:00 200 mg, 23:00 200 mg; every gap from the medicines is kept"
    assert lines[1].strip() == "Gaps between the medicines themselves are not checked."
    assert lines[2].startswith("MAJOR  50 mg over the limit for supplements (NAM, US, Canada)")
    assert any(line.startswith("open") and line.endswith("11:00–14:00, 22:00–02:00") for line in lines)


def test_medicines_may_be_written_in_any_of_the_ways(maginfo: RunMaginfo) -> None:
    once = json.loads(maginfo(*DAY, "--json").out)
    again = json.loads(
        maginfo(
            "plan", "-d", "2x200mg", "--drug", "Ciprofloxacin@20:00,8am", "--drug", "levothyroxine@7:00", "-f", "json"
        ).out
    )
    assert once["windows"] == again["windows"]
    assert [line["time"] for line in once["schedule"]] == [line["time"] for line in again["schedule"]]


def test_every_row_of_the_table_has_every_column(maginfo: RunMaginfo) -> None:
    lines = maginfo(*DAY, "-f", "tsv").out.splitlines()
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]
    assert [(row["time"], row["until"]) for row in rows if row["kind"] == "window"] == [
        ("11:00", "14:00"), ("22:00", "02:00"),
    ]  # fmt: skip
    assert [row["time"] for row in rows if row["kind"] in ("magnesium", "drug")] == [
        "07:00", "08:00", "11:00", "20:00", "23:00",
    ]  # fmt: skip


def test_a_conflict_is_a_row_too(maginfo: RunMaginfo) -> None:
    lines = maginfo("plan", "-d", "200", "--drug", "raltegravir@08:00", "-f", "tsv").out.splitlines()
    assert any(line.startswith("conflict\t") and "never-together" in line for line in lines)


def test_markdown_holds_the_drawing_and_the_table(maginfo: RunMaginfo) -> None:
    text = maginfo(*DAY, "-f", "markdown", "--why").out
    assert "```text\nhour" in text
    assert "| 11:00 | magnesium | 200 mg |" in text


@pytest.mark.parametrize(
    ("options", "status", "printed"),
    [
        (("--drug", "levothyroxine@07:00", "-q"), 0, "moderate\n"),
        (("--drug", "levothyroxine@07:00", "-q", "--fail-on", "moderate"), 1, "moderate\n"),
        (("--drug", "levothyroxine@07:00", "-q", "--fail-on", "major"), 0, "moderate\n"),
        (
            ("--drug", "levothyroxine@07:00", "-q", "--fail-on", "major", "--wake", "6:00", "--sleep", "9:00"),
            1,
            "major\n",
        ),
        (("-q",), 0, "ok\n"),
    ],
)
def test_severity_and_status(options: tuple[str, ...], status: int, printed: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo("plan", "-d", "100", *options)
    assert (outcome.status, outcome.out) == (status, printed)


@pytest.mark.parametrize(
    "options",
    [
        ("--drug", "levothyroxine@25:00"),
        ("--drug", "levothyroxine"),
        ("--wake", ""),
        ("--meals", "08:00,"),
        ("--at", "08:00", "-d", "100", "--at", "09:00", "--at", "10:00"),
        ("--drug", "levothyroxine@" + ",".join(f"{n // 60:02}:{n % 60:02}" for n in range(97))),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    options: tuple[str, ...], maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    outcome = maginfo("plan", "-d", "100", *options)
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)


def test_an_unknown_medicine_is_told_without_its_control_characters(
    maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    outcome = maginfo("plan", "-d", "100", "--drug", "\x1b[31mevil@07:00")
    assert (outcome.status, "evil" in outcome.out) == (2, True)
    assert is_one_line(outcome.err)
    assert "\x1b" not in outcome.out + outcome.err


def test_without_dose_and_medicine_it_says_what_is_missing(maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo("plan")
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert "--dose" in outcome.err
    assert "--drug" in outcome.err


def test_without_a_dose_the_free_times_are_answered(maginfo: RunMaginfo) -> None:
    answer = json.loads(maginfo("plan", "--drug", "levothyroxine@07:00", "--json").out)
    assert answer["windows"] == [{"start": "11:00", "end": "03:00"}]


def test_what_was_typed_reaches_no_terminal_as_it_is(on_terminal: RunOnTerminal) -> None:
    sent = on_terminal("plan", "-d", "100", "--drug", "Cipro\x1b]\x07\x9b\u202e@08:00", "--no-pager")
    assert "Cipro" in sent
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", re.sub(r"\x1b\[[0-9;]*m", "", sent)) == []


def test_a_profile_is_a_day(maginfo: RunMaginfo, tmp_path: Path) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text(
        """
[person]
sex = "female"
age = 34

[[dose]]
name = "Evening capsules"
amount = 200
form = "citrate"
times = 2
at = ["13:00", "22:00"]

[[drug]]
name = "levothyroxine"
at = ["07:00"]

[plan]
wake = "06:30"
sleep = "22:30"
meals = ["13:00"]
""",
        encoding="utf-8",
    )
    answer = json.loads(maginfo("plan", "--profile", str(profile), "--json").out)
    assert [line["time"] for line in answer["schedule"]] == ["07:00", "13:00", "22:00"]
    assert answer["schedule"][1]["what"] == "Evening capsules: 200 mg citrate"
    assert answer["waking"] == {"start": "06:30", "end": "22:30"}
    later = json.loads(
        maginfo("plan", "--profile", str(profile), "--drug", "levothyroxine@10:00", "--sleep", "23:00", "--json").out
    )
    assert later["windows"] == [{"start": "14:00", "end": "23:00"}]


def test_a_medicine_of_the_profile_without_a_time_is_refused(
    maginfo: RunMaginfo, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    profile = tmp_path / "me.toml"
    profile.write_text('[[dose]]\namount = 200\n\n[[drug]]\nname = "warfarin"\n', encoding="utf-8")
    outcome = maginfo("plan", "--profile", str(profile))
    assert (outcome.status, is_one_line(outcome.err)) == (2, True)
    assert "'warfarin' has no time" in outcome.err
