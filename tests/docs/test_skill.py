"""The skill keeps to the format that assistants read, and every command in it runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maginfo.cli.app import COMMANDS

if TYPE_CHECKING:
    from fixture_types import RunMaginfo

FILE = Path(__file__).parents[2] / "skills" / "maginfo" / "SKILL.md"
MAX_LENGTH = {"name": 64, "description": 1024, "license": 200, "compatibility": 500}
"""Keys of the front matter that the format knows and the skill uses, and how long their values may be."""
MAX_LINES = 500
BLOCK = re.compile(r"^```sh\n(?:# status (?P<status>\d)\n)?(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)


def front_matter(text: str) -> dict[str, str]:
    """The keys and values between the first two rules; each is one line of plain text."""
    opening, head, _ = text.split("---\n", 2)
    assert opening == ""
    pairs = [line.split(": ", 1) for line in head.splitlines()]
    assert all(len(pair) == 2 for pair in pairs)
    return dict(pairs)


def test_front_matter_keeps_to_the_format() -> None:
    head = front_matter(FILE.read_text(encoding="utf-8"))
    assert {"name", "description"} <= set(head) <= set(MAX_LENGTH)
    for key, value in head.items():
        assert 0 < len(value) <= MAX_LENGTH[key], key
        assert value == value.strip()
        assert ": " not in value  # which YAML would read as another key
        assert not value.startswith(tuple("'\"[{&*!|>%@`#-?"))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", head["name"])
    assert head["name"] == FILE.parent.name


def test_it_is_short_enough_to_be_read_whole() -> None:
    assert len(FILE.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


COMMAND_LINES = [
    (line, int(block["status"] or 0))
    for block in BLOCK.finditer(FILE.read_text(encoding="utf-8"))
    for line in block["code"].splitlines()
]


@pytest.mark.parametrize(("line", "status"), COMMAND_LINES)
def test_every_command_runs(line: str, status: int, maginfo: RunMaginfo) -> None:
    program, *words = shlex.split(line)
    assert program == "maginfo"
    outcome = maginfo(*words)
    assert outcome.status == status, outcome.err
    assert outcome.out


def test_every_command_that_it_names_exists() -> None:
    named = set(re.findall(r"`maginfo ([a-z]+)`", FILE.read_text(encoding="utf-8")))
    assert named <= set(COMMANDS)
    assert {name for line, _ in COMMAND_LINES if (name := line.split()[1]) in COMMANDS} == named - {"mcp"}
