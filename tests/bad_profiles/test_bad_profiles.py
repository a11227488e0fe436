"""Deliberately broken profiles: every mistake of cases.toml is told with its line, its key and what would be right."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

CASES = tomli.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
DEEP = 30_000


def written(folder: Path, profile: str | bytes) -> str:
    """The name of a file with that content."""
    path = folder / "me.toml"
    path.write_bytes(profile.encode("utf-8") if isinstance(profile, str) else profile)
    path.chmod(0o600)
    return str(path)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_mistake_is_told(case: dict[str, Any], tmp_path: Path, maginfo: RunMaginfo) -> None:
    name = written(tmp_path, case["profile"])
    words = [f"{name}: line {case['line']}: ", *case["words"]]
    others = [] if case.get("answered") else [("check", "--profile", name), ("profile", "show", name)]
    for command in (("profile", "check", name), *others):
        outcome = maginfo(*command)
        assert (outcome.status, outcome.out) == (3, ""), outcome.err
        first = outcome.err.splitlines()[0]
        assert [word for word in words if word not in first] == [], first
        assert [word for word in case.get("lacks", []) if word in outcome.err] == [], outcome.err


def test_every_mistake_is_told_at_once(tmp_path: Path, maginfo: RunMaginfo) -> None:
    name = written(
        tmp_path, '[person]\nsex = "x"\nage = true\n[[dose]]\nform = "citrate"\n[[drug]]\nname = "nothing"\n'
    )
    outcome = maginfo("profile", "check", name)
    lines = outcome.err.splitlines()
    assert [line.split(": ")[1] for line in lines[:-1]] == ["line 2", "line 3", "line 4", "line 7"]
    assert "4 problems" in lines[-1]
    assert "(and 2 more; 'maginfo profile check' lists all)" in maginfo("check", "--profile", name).err


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("[person]\nage = " + "[" * DEEP + "]" * DEEP, "line 2: is nested too deeply"),
        ("[person]\nage = " + "{a = " * DEEP + "1" + "}" * DEEP, "line 2: is nested too deeply"),
        (".".join("a" * DEEP) + " = 1", "line 1: is nested too deeply"),
        ("[person]\nage = " + "9" * 10_000, "line 2: contains a value that cannot be read"),
        ("[person]\nage = 0x" + "f" * 10_000, "line 2: person: age: cannot be such a number"),
        ("[person]\nweight = 0x" + "f" * 10_000, "line 2: person: weight: cannot be such a number"),
        ("[person]\ndiet = 1e999", "line 2: person: diet: cannot be such a number"),
        ("[[dose]]\namount=1\n" * 10_000, "line 1: dose: more than 100 entries"),
        ('[[drug]]\nname="Tums"\n' * 9_000, "line 1: drug: more than 200 entries"),
        ("[person]\nconditions = [" + '"diabetes",' * 10_000 + "]", "line 2: person: conditions: more than 200"),
        ("#" * 200_001, "is larger than 200 kB"),
        ("a" * DEEP + " = 1", "line 1: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...: is not a key"),
        (b'[person]\nsex = "f\xff"', "line 2: is not UTF-8"),
        ("[person]\nsex = 'f'\n".encode("utf-16"), "line 1: is not UTF-8"),
        (b"\x00" * 100, "line 1: not TOML"),
    ],
    ids=lambda value: None if not isinstance(value, str) or len(value) > 60 else value,
)
def test_hostile_file_is_refused_in_one_short_line(
    profile: str | bytes, words: str, tmp_path: Path, maginfo: RunMaginfo
) -> None:
    name = written(tmp_path, profile)
    outcome = maginfo("check", "--profile", name, "--dose", "400")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err.count("\n") == 1
    assert f"{name}: {words}" in outcome.err
    assert len(outcome.err) < len(name) + 250


@pytest.mark.parametrize(
    "command", [("check", "--dose", "400", "--profile"), ("profile", "check"), ("profile", "show")]
)
def test_what_is_no_file_is_refused_without_waiting(
    command: tuple[str, ...], tmp_path: Path, maginfo: RunMaginfo
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for name in (tmp_path, pipe, Path("/dev/zero"), tmp_path / "none.toml", "x" * 5000, "nul\0"):
        outcome = maginfo(*command, str(name))
        assert (outcome.status, outcome.out) == (3, ""), name
        assert outcome.err.count("\n") == 1
        assert str(name).rstrip("\0") in outcome.err


def test_an_error_is_json_where_json_was_asked_for(tmp_path: Path, maginfo: RunMaginfo) -> None:
    name = written(tmp_path, "[person]\nwieght = 3\n")
    outcome = maginfo("check", "--profile", name, "--json")
    assert outcome.json["error"]["code"] == "invalid-data"
    assert "line 2" in outcome.json["error"]["message"]
