"""Label lines of a second reader, who wrote them before the program was tried on them: `fresh_lines.toml`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_line

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.labels.reading import LabelLine

LINES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("fresh_lines.toml").read_text(encoding="utf-8"))[
    "line"
]
LANGUAGES = {"en", "de", "fr", "es", "it", "pl", "ru", "he", "sv", "cs"}
MAX_DECLINED = 2
MAX_OTHER_FORMS = 3
"""Lines with other forms: a salt of another ingredient ('glycine, from magnesium bisglycinate') is left out."""


def verdict(line: dict[str, Any], read: LabelLine) -> str:
    """A range that was worked out from a compound's mass is right where it holds what the line says."""
    given = read.elemental_mg
    if "elemental_mg" not in line:
        return "right" if given is None or read.basis == "compound" else "wrong"
    if given is None:
        return "declined"
    if isinstance(line["elemental_mg"], list):
        return "right" if [given.low, given.high] == line["elemental_mg"] else "wrong"
    held = given.low <= line["elemental_mg"] * 1.01 and given.high >= line["elemental_mg"] * 0.99
    return "right" if held and (given.certain or read.basis == "compound") else "wrong"


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['lang']}: {line['text'][:60]}")
def test_nothing_is_read_as_what_it_does_not_say(catalogue: Catalogue, line: dict[str, Any]) -> None:
    read = read_line(catalogue, line["text"])
    assert verdict(line, read) != "wrong", read
    if read.compound_mg is not None and "compound_mg" in line:
        assert read.compound_mg == line["compound_mg"]
    if read.percent_daily_value is not None and "percent" in line:
        assert read.percent_daily_value == line["percent"]


def test_few_are_left_unread(catalogue: Catalogue) -> None:
    tally: Counter[tuple[str, str]] = Counter()
    for line in LINES:
        tally[line["lang"], verdict(line, read_line(catalogue, line["text"]))] += 1
    for (language, said), count in sorted(tally.items()):
        print(f"{language} {said} {count}")  # noqa: T201  # shown by 'pytest -s', as the tally
    assert {language for language, _ in tally} == LANGUAGES
    assert sum(count for (_, said), count in tally.items() if said == "declined") <= MAX_DECLINED


def test_the_salts_that_are_named_are_found(catalogue: Catalogue) -> None:
    other = [line["text"] for line in LINES if set(read_line(catalogue, line["text"]).forms) != set(line["forms"])]
    assert len(other) <= MAX_OTHER_FORMS, other
