"""Statuses, help, completion and imports of the command line."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maginfo.cli.app import COMMANDS

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunMaginfo, RunProgram


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
    (tmp_path / "intake_log.csv").write_text("person,date,dose\nA,2026-12-01,100\n", encoding="utf-8")
    (tmp_path / "excel.csv.gz").write_bytes(gzip.compress("Menge\n100 mg\n".encode("cp1252")))
    (tmp_path / "panel.txt").write_text("Magnesium (as citrate) 150 mg\n", encoding="utf-8")
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "one.txt").write_text("Magnesium 100 mg\n", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text('{"dose": "100 mg citrate"}\n', encoding="utf-8")
    help_ = maginfo(*command.split(), "--help").out
    assert max(map(len, help_.splitlines())) <= 80
    examples = re.findall(r"(?m)^ +maginfo (.+)$", help_.partition("Examples:")[2])
    assert examples
    for example in examples:
        if (
            "path/to/data" not in example and " - " not in f"{example} " and "--since" not in example
        ):  # what git holds is no example's affair
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
