"""What a command line answers beside its answer: statuses, files, errors, hostile names, help, completion, faults."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.cli.app import COMMANDS

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunMaginfo, RunProgram

HOSTILE = "\x1b[31m[bold]x\u202e\x07\r\n\x9b\u200b\u2028\U000e0041[/]"


def raw_controls(text: str) -> list[str]:
    """Characters that a terminal would act on: escape sequences, bidirectional marks, line separators."""
    return [each for each in text if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp")]


# Statuses


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("shwo glycinate", "shwo"),
        ("check --dsoe 400", "--dsoe"),
        ("check --dose", "--dose"),
        ("show", "FORM"),
        ("check --dose 400 --times many", "--times"),
        ("data pth", "pth"),
        ("list --format yaml", "yaml"),
        ("list extra", "extra"),
    ],
)
def test_wrong_usage_is_2_and_one_line(line: str, named: str, maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo(*line.split())
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err), outcome.err
    assert named in outcome.err


@pytest.mark.parametrize("words", [(), ("data",)], ids=str)
def test_no_command_shows_the_help_to_read(words: tuple[str, ...], maginfo: RunMaginfo) -> None:
    outcome = maginfo(*words)
    shown = outcome.out + outcome.err
    assert re.search(r"(?m)^ +check  ", shown), shown
    assert "\\n" not in shown


@pytest.mark.parametrize(
    ("dose", "threshold", "status"),
    [
        *(("400", threshold, 1) for threshold in ("info", "minor", "moderate", "major", "MAJOR")),
        *(("400", "avoid", 0), ("6000", "avoid", 1), ("100", "minor", 0), ("100", "info", 1)),
    ],
)
def test_fail_on_sets_the_status_and_nothing_else(dose: str, threshold: str, status: int, maginfo: RunMaginfo) -> None:
    words = ("check", "--dose", dose, "--sex", "female", "--age", "30")
    outcome = maginfo(*words, "--fail-on", threshold)
    assert outcome.status == status
    assert (outcome.out, outcome.err) == maginfo(*words)[1:]


def test_statuses_reach_the_shell(program: RunProgram) -> None:
    statuses = [
        program(*line.split()).returncode
        for line in ("check -d 400", "check -d 400 --fail-on major", "check -d 400 --fail-on no", "data check nowhere")
    ]
    assert statuses == [0, 1, 2, 3]


@pytest.mark.parametrize(("dose", "severity"), [("400", "major"), ("100", "ok"), ("6000", "avoid")])
def test_quiet_prints_the_highest_severity_alone(dose: str, severity: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo("check", "--dose", dose, "--sex", "female", "--age", "30", "--quiet")
    assert outcome == (0, f"{severity}\n", "")


def test_authority_of_the_environment(maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch) -> None:
    def authorities(*words: str) -> list[str]:
        return [each["authority"] for each in maginfo("check", "-d", "300", *words, "--json").json["references"]]

    assert authorities() == ["nam"]
    monkeypatch.setenv("MAGINFO_AUTHORITY", "efsa")
    assert authorities() == ["efsa"]
    assert authorities("-a", "uk") == ["uk"]
    assert {row["authority"] for row in maginfo("intake", "--json").json["rows"]} == {"efsa"}
    monkeypatch.setenv("MAGINFO_AUTHORITY", "mars")
    assert maginfo("check", "-d", "300").status == 2


# Files


@pytest.mark.parametrize(
    ("suffix", "form"), [("tsv", "tsv"), ("md", "markdown"), ("markdown", "markdown"), ("txt", "text"), ("TSV", "tsv")]
)
def test_suffix_picks_the_format(suffix: str, form: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / f"forms.{suffix}"
    assert maginfo("list", "--output", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == maginfo("list", "--format", form).out


def test_json_file_holds_the_answer(maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / "forms.json"
    assert maginfo("list", "-o", str(file)) == (0, "", "")
    assert json.loads(file.read_text(encoding="utf-8")) == maginfo("list", "--json").json


def test_format_wins_over_the_suffix(maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / "forms.md"
    assert maginfo("list", "-o", str(file), "-f", "tsv").status == 0
    assert file.read_text(encoding="utf-8") == maginfo("list", "-f", "tsv").out


DRAWN = ("check -d 400", "compare glycinate citrate", "plan -d 2x200mg --drug levothyroxine@07:00")


@pytest.mark.parametrize("line", DRAWN)
def test_page_and_picture_are_written(line: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    for name, begin in (("a.html", "<!DOCTYPE html>"), ("a.htm", "<!DOCTYPE html>"), ("A.SVG", "<svg ")):
        assert maginfo(*line.split(), "-o", str(tmp_path / name)) == (0, "", "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize("line", DRAWN)
@pytest.mark.parametrize("suffix", ["html", "svg"])
def test_page_that_cannot_be_written_leaves_the_old_one(
    suffix: str, line: str, maginfo: RunMaginfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_one_line: IsOneLine
) -> None:
    file = tmp_path / f"answer.{suffix}"
    file.write_text("the old one", encoding="utf-8")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    outcome = maginfo(*line.split(), "-o", str(file))
    assert (outcome.status, outcome.out, is_one_line(outcome.err)) == (3, "", True)
    assert file.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("line", ["list", "show glycinate", "intake", "food spinach", "convert 400", "sources"])
@pytest.mark.parametrize("suffix", ["html", "svg"])
def test_format_that_is_not_written_is_refused(
    suffix: str, line: str, maginfo: RunMaginfo, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    file = tmp_path / f"report.{suffix}"
    outcome = maginfo(*line.split(), "-o", str(file))
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err), outcome.err
    assert suffix in outcome.err
    assert not file.exists()


@pytest.mark.parametrize("place", ["missing/answer.json", ".", "a file/answer.json", "closed/answer.json"])
def test_file_that_cannot_be_written_is_told(
    place: str, maginfo: RunMaginfo, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    (tmp_path / "closed").mkdir(mode=0o555)
    if place.startswith("closed") and os.access(tmp_path / "closed", os.W_OK):
        pytest.skip("this user may write anywhere")
    outcome = maginfo("check", "-d", "400", "-o", str(tmp_path / place))
    assert (outcome.status, outcome.out) == (3, "")
    assert is_one_line(outcome.err), outcome.err
    assert str(tmp_path / place) in outcome.err
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["a file", "closed"]


@pytest.mark.parametrize(("line", "status"), [("show nothing-like-it", 2), ("show glycinate", 3)])
def test_failure_keeps_the_file_that_was_there(
    line: str, status: int, program: RunProgram, tmp_path: Path, is_one_line: IsOneLine
) -> None:
    resource = pytest.importorskip("resource")
    kept = tmp_path / "kept.json"
    kept.write_text("kept", encoding="utf-8")
    done = program(
        *(*line.split(), "-o", str(kept)),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),  # a disk with little left
    )
    assert done.returncode == status
    assert is_one_line(done.stderr), done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["kept.json"]
    assert kept.read_text(encoding="utf-8") == "kept"


# Errors


@pytest.mark.parametrize("json_", ["--json", "-f json", "--format json", "--format=json", "-fjson"])
@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("show glycnate", "glycinate"),
        ("check -d many", None),
        ("check --nothing", None),
        ("chekc", None),
        ("check -d 400 -o missing/folder/answer.txt", None),
    ],
)
def test_error_is_json_where_json_was_asked_for(
    line: str, json_: str, suggested: str | None, maginfo: RunMaginfo, is_one_line: IsOneLine
) -> None:
    outcome = maginfo(*line.split(), *json_.split())
    assert outcome.status in (2, 3)
    assert is_one_line(outcome.err), outcome.err
    assert outcome.json["schema"] == "maginfo.error/1"
    error = outcome.json["error"]
    assert set(error) == {"code", "message", "suggestions"}
    assert error["code"]
    assert error["message"] == outcome.err.removeprefix("maginfo: ").rstrip("\n")
    assert suggested is None or any(suggested in each for each in error["suggestions"])


@pytest.mark.parametrize(
    "line",
    [
        *("show {}", "sources {}", "convert {}", "schema {}", "data check {}"),
        *(f"check -d 400 --{option} {{}}" for option in ("form", "age", "sex", "egfr", "weight")),
        *("check -d {}", "check -d 400 --authority {}", "check -d 400 --fail-on {}", "check -d 400 --diet {}"),
        *("check -d 400 -o {}/answer.json", "list -o {}.html", "list --format {}", "list --width {}"),
        *("{}", "check --{}", "list {}"),
    ],
)
def test_refused_name_is_shown_and_does_nothing(line: str, maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo(*(word.format(HOSTILE) for word in line.split()))
    assert outcome.status in (2, 3)
    assert outcome.out == ""
    assert is_one_line(outcome.err), outcome.err
    assert raw_controls(outcome.err) == []
    assert "[bold]x" in outcome.err or "--width" in line  # newer Typers say of a number only that it is none


@pytest.mark.parametrize(
    "line", ["interactions {}", "cautions {}", "check -d 400 --drug {}", "check -d 400 --condition {}"]
)
def test_unknown_name_is_shown_beside_the_answer(line: str, maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo(*(word.format(HOSTILE) for word in line.split()))
    assert outcome.status == 2
    assert is_one_line(outcome.err), outcome.err
    assert raw_controls(outcome.err + outcome.out) == []
    assert "[bold]x" in outcome.err
    assert "[bold]x" in outcome.out


@pytest.mark.parametrize("form", ["text", "tsv", "markdown"])
@pytest.mark.parametrize(
    "line", ["interactions Cipro{}", "check -d 400 --drug Cipro{}", "check -d 400 --condition dialysis{}"]
)
def test_accepted_name_is_shown_and_does_nothing(line: str, form: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo(*(word.format("\x1b\u202e\x07 [/]") for word in line.split()), "--format", form)
    assert outcome.status == 0, outcome.err
    assert raw_controls(outcome.out) == []


@pytest.mark.parametrize("json_", [[], ["--json"]], ids=str)
def test_fault_of_the_program_is_70_with_where_to_report(
    json_: list[str], maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch, is_one_line: IsOneLine
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the moon\nis full")

    monkeypatch.setattr("maginfo.answers.forms.form_list", broken)
    outcome = maginfo("list", *json_)
    assert outcome.status == 70
    assert is_one_line(outcome.err), outcome.err
    assert "the moon" in outcome.err
    assert re.search(r"(?i)report", outcome.err)
    assert outcome.json["schema"] == "maginfo.error/1" if json_ else outcome.out == ""


# Help, completion, imports


INNER = ("data path", "data check", "data due", "data schema", "profile new", "profile show", "profile check")


@pytest.mark.parametrize("line", ["", *COMMANDS, *INNER])
def test_help_has_an_example(line: str, maginfo: RunMaginfo) -> None:
    outcome = maginfo(*line.split(), "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert f"maginfo {line}".strip() in outcome.out.partition("Example")[2]


EXAMPLES_OF = [*(name for name in COMMANDS if name != "mcp"), "data check", "data due"]
"""Commands of which the examples are run; a server waits for its input (test_mcp.py)."""


@pytest.mark.parametrize("command", EXAMPLES_OF)
def test_examples_of_the_help_work(
    command: str, maginfo: RunMaginfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if command != "profile":  # whose first example writes it
        shutil.copy(Path(__file__).with_name("me.toml"), "me.toml")
    row = {"name": "Magnesium", "quantity": [{"quantity": 50, "unit": "mg"}]}
    (tmp_path / "49495.json").write_text(json.dumps({"ingredientRows": [row]}), encoding="utf-8")
    (tmp_path / "doses.csv").write_text("dose\n100\n", encoding="utf-8")
    (tmp_path / "survey.tsv").write_text("id\tdose\n1\t400 mg\n", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text('{"dose": "100 mg citrate"}\n', encoding="utf-8")
    help_ = maginfo(*command.split(), "--help").out
    assert max(map(len, help_.splitlines())) <= 80
    examples = re.findall(r"(?m)^ +maginfo (.+)$", help_.partition("Examples:")[2])
    assert examples
    for example in examples:
        if "path/to/data" not in example and "--since" not in example:  # what git holds is no example's affair
            outcome = maginfo(*shlex.split(re.split(r" [|>]", example)[0]))
            assert outcome.status == int("--fail-on" in example), (example, outcome.err)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sh", "show"),
        ("show gly", "glycinate"),
        ("convert 400 --form ox", "oxide"),
        ("check --condition kidney-disease-s", "kidney-disease-severe"),
        ("cautions dia", "dialysis"),
        ("check --drug cipro", "ciprofloxacin"),
        ("interactions Isen", "Isentress"),
        ("check --authority e", "efsa"),
        ("intake -a a", "all"),
        ("sources iom-1", "iom-1997"),
        ("check --fail", "--fail-on"),
        ("schema ch", "check"),
    ],
)
def test_shell_completes_names(line: str, expected: str, program: RunProgram) -> None:
    words = f"maginfo {line}"
    typed = {"COMP_WORDS": words, "COMP_CWORD": str(len(line.split())), "_MAGINFO_COMPLETE": "complete_bash"}
    done = program(env=typed)
    assert (done.returncode, done.stderr) == (0, "")
    offered = done.stdout.splitlines()
    assert expected in offered
    assert [each for each in offered if not each.startswith(line.split()[-1])] == []


def packages_imported(times: str) -> set[str]:
    """The packages of Python's own report of its imports."""
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in times.splitlines()}


@pytest.mark.parametrize(
    "line", ["check --dose 400 --json", "show glycinate --json", "plan -d 400 --drug iron@08:00 --json"]
)
def test_answers_for_programs_load_no_validator(line: str, program: RunProgram) -> None:
    done = program(*line.split(), env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0
    loaded = packages_imported(done.stderr)
    assert "maginfo" in loaded
    hello = "import typer; typer.run(lambda: None)"  # from 0.29 it loads pydantic itself
    alone = [sys.executable, "-X", "importtime", "-c", hello]
    of_typer = packages_imported(subprocess.run(alone, capture_output=True, text=True, check=True).stderr)
    assert {"pydantic", "rich"} & (loaded - of_typer) == set()
