"""Runs the specification: every case of the TOML tables beside this file, a command and what it must answer.

The tables are written to be read by a pharmacist; a page of the site is made from them. A case with `each` is one
case for every row: `{name}` in its other fields stands for that column of the row. What a case may say of the answer
stands in `CHECKS`.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from cases import expanded

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

TABLES = sorted(Path(__file__).parent.glob("*.toml"))
CHECKS = {
    "expect": "the value there; a figure with decimals, to the decimals it is written with and to 0.1 %",
    "contains": "what the list, the text or the range there holds; of several, each",
    "lacks": "what the list or the text there does not hold",
    "at_least": "the figure or the severity there is not under this",
    "at_most": "the figure or the severity there is not over this",
    "null": "places where nothing is known",
}
SEVERITIES = ("ok", "info", "minor", "moderate", "major", "avoid")


def _cases() -> list[Any]:
    cases = []
    for path in TABLES:
        table = tomli.loads(path.read_text(encoding="utf-8"))
        for written in table["case"]:
            cases += [pytest.param(case, id=f"{path.stem}: {case['title']}") for case in expanded(written)]
    return cases


def value_at(answer: Any, path: str) -> Any:
    """What stands at a path such as 'references[authority=nam].upper_limit.status' or 'doses[0].form'.

    `[key=value]` picks the first item whose key has that value, `[key=value,key=value]` the first with all of them;
    `[*].key` lists the key of every item, `[*key=value].key` that of every item with that value.
    """
    current = answer
    for key, selector in re.findall(r"([^.\[\]]+)|\[([^\]]+)\]", path):
        if key:
            current = [item[key] for item in current] if isinstance(current, list) else current[key]
        elif selector == "*":
            continue
        elif "=" in selector:
            wanted = dict(each.split("=", 1) for each in selector.lstrip("*").split(","))
            found = [item for item in current if all(str(item[name]) == value for name, value in wanted.items())]
            assert found, f"{path}: nothing has {selector}"
            current = found if selector.startswith("*") else found[0]
        else:
            current = current[int(selector)]
    return current


def _roundings(expected: float) -> float:
    """How far an answer may be from a figure with decimals: half of its last decimal, and no more than 0.1 %."""
    decimals = repr(expected).partition(".")[2]
    return min(0.5 * 10 ** -len(decimals) * (1 + 1e-9), 1e-3 * abs(expected))


def _agrees(found: Any, expected: Any) -> bool:
    """Whether the two are equal; of an object, in the keys that are expected: an answer may carry more."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and _agrees(found[key], value) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(found) == len(expected) and all(map(_agrees, found, expected))
    return bool(found == expected)


def _ranked(value: Any) -> float:
    return SEVERITIES.index(value) if isinstance(value, str) else value


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any], maginfo: RunMaginfo) -> None:
    words = shlex.split(case["command"])
    assert words[0] == "maginfo"
    outcome = maginfo(*words[1:], "--json")
    assert outcome.status == case.get("status", 0), outcome.err or outcome.out
    answer = outcome.json
    for path, expected in case.get("expect", {}).items():
        found = value_at(answer, path)
        if isinstance(expected, float) and isinstance(found, (int, float)):
            assert abs(found - expected) <= _roundings(expected), f"{path}: {found}, not {expected}"
        else:
            assert _agrees(found, expected), f"{path}: {found}, not {expected}"
    for path, expected in case.get("contains", {}).items():
        found = value_at(answer, path)
        for each in expected if isinstance(expected, list) else [expected]:
            if isinstance(found, dict) and set(found) == {"low", "high"}:
                assert found["low"] <= each <= found["high"], path
            else:
                assert each in found, path
    for path, unexpected in case.get("lacks", {}).items():
        found = value_at(answer, path)
        for each in unexpected if isinstance(unexpected, list) else [unexpected]:
            assert each not in found, path
    for path, least in case.get("at_least", {}).items():
        assert _ranked(value_at(answer, path)) >= _ranked(least), path
    for path, most in case.get("at_most", {}).items():
        assert _ranked(value_at(answer, path)) <= _ranked(most), path
    for path in case.get("null", []):
        assert value_at(answer, path) is None, path


def test_every_case_says_why_and_checks_something() -> None:
    """A key that is not read, or a case that checks nothing, would pass whatever the program answers."""
    titles: list[str] = []
    for case in (parameters.values[0] for parameters in _cases()):
        assert set(case) <= {"title", "because", "command", "status", *CHECKS}, case["title"]
        assert case["because"], case["title"]
        assert case.get("status") or any(case.get(check) for check in CHECKS), case["title"]
        assert case["title"] not in titles
        titles.append(case["title"])
