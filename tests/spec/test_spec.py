"""Runs the specification: every case of the TOML tables beside this file, a command and what it must answer.

The tables are written to be read by a pharmacist; `docs/specification.md` is made from them.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import tomli

TABLES = sorted(Path(__file__).parent.glob("*.toml"))


def _cases() -> list[Any]:
    cases = []
    for path in TABLES:
        table = tomli.loads(path.read_text(encoding="utf-8"))
        cases += [pytest.param(case, id=f"{path.stem}: {case['title']}") for case in table["case"]]
    return cases


def value_at(answer: Any, path: str) -> Any:
    """What stands at a path such as 'references[authority=nam].upper_limit.status' or 'doses[0].form'.

    `[key=value]` picks the first item whose key has that value; `[*].key` lists the key of every item.
    """
    current = answer
    for key, selector in re.findall(r"([^.\[\]]+)|\[([^\]]+)\]", path):
        if key:
            current = [item[key] for item in current] if isinstance(current, list) else current[key]
        elif selector == "*":
            continue
        elif "=" in selector:
            name, wanted = selector.split("=", 1)
            current = next((item for item in current if str(item[name]) == wanted), None)
            assert current is not None, f"{path}: nothing has {selector}"
        else:
            current = current[int(selector)]
    return current


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any], maginfo: Any) -> None:
    words = shlex.split(case["command"])
    assert words[0] == "maginfo"
    outcome = maginfo(*words[1:], "--json")
    assert outcome.status == case.get("status", 0), outcome.err or outcome.out
    answer = outcome.json
    for path, expected in case.get("expect", {}).items():
        found = value_at(answer, path)
        if isinstance(expected, float) and isinstance(found, (int, float)):
            assert found == pytest.approx(expected, rel=1e-3), path
        else:
            assert found == expected, path
    for path, expected in case.get("contains", {}).items():
        found = value_at(answer, path)
        if isinstance(found, dict) and set(found) == {"low", "high"}:
            assert found["low"] <= expected <= found["high"], path
        else:
            assert expected in found, path
    for path, unexpected in case.get("lacks", {}).items():
        assert unexpected not in value_at(answer, path), path
