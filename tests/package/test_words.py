"""Words without a command, help in all its spellings, and several errors at once."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from clinic import write_overlay

from maginfo.cli.app import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import IsOneLine, RunMaginfo

NAMED = (
    ("glycinate", "show glycinate"),
    ("thyroid tablet", "interactions 'thyroid tablet'"),
    ("kidney disease", "cautions 'kidney disease'"),
    ("nerve pain", "use 'nerve pain'"),
    ("almonds", "food almonds"),
    ("time of day", "search time of day"),
)


@pytest.mark.parametrize("options", ["", "--json", "-f markdown", "--width 60"])
@pytest.mark.parametrize(("words", "line"), NAMED)
def test_words_are_answered_as_by_the_command(words: str, line: str, options: str, maginfo: RunMaginfo) -> None:
    named = maginfo(*shlex.split(line), *options.split())
    assert named.status == 0
    assert maginfo(*words.split(), *options.split()) == named
    assert maginfo(words, *options.split()) == named


def test_output_file_and_options_of_the_command_work(maginfo: RunMaginfo, tmp_path: Path) -> None:
    file = tmp_path / "food.tsv"
    assert maginfo("nuts", "--min", "200", "--sort", "-o", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == maginfo("food", "nuts", "--min", "200", "--sort", "-f", "tsv").out


@pytest.mark.parametrize("how", ["--data={}", "--data {}", ""])
def test_names_of_an_overlay_are_known(
    how: str, maginfo: RunMaginfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_overlay(tmp_path)
    if not how:
        monkeypatch.setenv("MAGINFO_DATA", str(tmp_path))
    words = ("North sachet", *how.format(tmp_path).split(), "--json")
    assert maginfo(*words).json["id"] == "north-sachet"
    assert maginfo("check", "200 mg North sachet", *words[1:]).json["doses"][0]["form"] == "north-sachet"


@pytest.mark.parametrize("blank", ["", " "])
def test_blank_words_are_refused(blank: str, maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo(blank)
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)


def test_hostile_words_are_shown_and_do_nothing(maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    outcome = maginfo("\x1b[31m[bold]x\u202e\x07[/]")
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert "[bold]x" in outcome.err
    assert not re.search("[\x1b\u202e\x07]", outcome.err)


@pytest.mark.parametrize("line", ["", *COMMANDS, "profile new", "data check"])
def test_help_is_the_same_in_all_spellings(line: str, maginfo: RunMaginfo) -> None:
    help_ = maginfo(*line.split(), "--help")
    assert help_.status == 0
    assert maginfo(*line.split(), "-h") == help_
    assert maginfo("help", *line.split()) == help_


def test_help_of_no_command_is_refused(maginfo: RunMaginfo, is_one_line: IsOneLine) -> None:
    for words in (("chekc",), ("check", "chekc"), ("profile", "chekc")):
        outcome = maginfo("help", *words)
        assert (outcome.status, outcome.out) == (2, "")
        assert is_one_line(outcome.err)
        assert "chekc" in outcome.err


def test_help_of_words_is_that_of_the_command_that_answers(maginfo: RunMaginfo) -> None:
    assert maginfo("cipro", "-h") == maginfo("interactions", "-h")


def test_help_begins_with_examples_and_groups_the_options(maginfo: RunMaginfo) -> None:
    shown = maginfo("check", "-h").out
    headings = re.findall(r"(?m)^(\S.*):$", shown)
    assert headings == ["Examples", "Dose", "Person", "Medicines and conditions", "Whose limits", "Output"]
    assert len(shown.splitlines()) <= 62


def test_help_groups_the_commands(maginfo: RunMaginfo) -> None:
    headings = re.findall(r"(?m)^(\S.*):$", maginfo("-h").out)
    groups = ["Look up", "Check and plan", "Labels and files", "For programs", "For curators"]
    assert headings == ["Examples", *groups, "Options", "Exit status"]


def test_version_has_a_short_spelling(maginfo: RunMaginfo) -> None:
    assert maginfo("-V") == maginfo("--version")


def test_each_of_several_errors_has_a_line(maginfo: RunMaginfo) -> None:
    words = ("check", "-d", "foo bar", "--age", "abc", "-a", "xx", "--eat", "unobtainium:5g")
    outcome = maginfo(*words)
    assert (outcome.status, outcome.out) == (2, "")
    lines = outcome.err.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["maginfo"] * 4
    error = maginfo(*words, "--json").json["error"]
    assert error["message"] == "; ".join(line.removeprefix("maginfo: ") for line in lines)
    assert "efsa" in error["suggestions"]


def test_an_invalid_file_among_other_errors_is_wrong_usage_and_alone_invalid_data(maginfo: RunMaginfo) -> None:
    assert maginfo("check", "--dsld", "nowhere.json", "--dsld", "neither.json").status == 3
    assert maginfo("check", "--dsld", "nowhere.json", "--age", "abc").status == 2
