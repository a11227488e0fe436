"""Errors on standard error or as JSON, hostile names in them, and internal errors."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fixture_types import IsOneLine, RunMaginfo


HOSTILE = "\x1b[31m[bold]x\u202e\x07\r\n\x9b\u200b\u2028\U000e0041[/]"


def raw_controls(text: str) -> list[str]:
    """Characters that a terminal would act on: escape sequences, bidirectional marks, line separators."""
    return [each for each in text if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp")]


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
    assert outcome.out.count("\n") == 1, "as an answer is"
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
