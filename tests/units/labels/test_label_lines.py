"""Lines that labels print, in ten languages, each with its reading: `lines.toml`."""

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

LINES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("lines.toml").read_text(encoding="utf-8"))["line"]
LANGUAGES = {"en", "de", "fr", "es", "it", "pl", "ru", "he", "sv", "cs"}
MAX_DECLINED = 4
"""Lines without a reading; the reader may read less than a line says, but nothing else."""


def verdict(line: dict[str, Any], read: LabelLine) -> str:
    """'right', 'declined' where nothing certain is said, or 'wrong'."""
    given = read.elemental_mg
    if "elemental" in line:
        if given is None:
            return "declined"
        stated = line["elemental"] if isinstance(line["elemental"], list) else [line["elemental"]] * 2
        return "right" if [given.low, given.high] == pytest.approx(stated, rel=0.01) else "wrong"
    if "compound" in line:
        if read.basis == "compound" and read.compound_mg == line["compound"]:
            return "right"
        return "declined" if given is None else "wrong"
    if given is not None:
        return "wrong"
    wanted = "open" if line["says"] == "open" else None
    return "right" if read.basis == wanted else "declined"


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['language']}: {line['text'][:60]}")
def test_no_line_is_read_as_what_it_does_not_say(catalogue: Catalogue, line: dict[str, Any]) -> None:
    read = read_line(catalogue, line["text"])
    assert verdict(line, read) != "wrong", read


def test_few_lines_are_left_unread(catalogue: Catalogue) -> None:
    tally = Counter(verdict(line, read_line(catalogue, line["text"])) for line in LINES)
    assert tally["declined"] <= MAX_DECLINED, tally


def test_every_language_is_there() -> None:
    assert {line["language"] for line in LINES} == LANGUAGES
    assert sum("kept_apart" in line for line in LINES) >= 60


@pytest.mark.parametrize(
    "brand", ["Nature Made", "Nature's Bounty", "Pure Encapsulations", "Puritan's Pride", "Rite Aid"]
)
def test_a_brand_is_no_salt(catalogue: Catalogue, brand: str) -> None:
    read = read_line(catalogue, f"{brand} Magnesium 250 mg, 100 caplets")
    assert read.elemental_mg is not None
    assert read.elemental_mg.high == 250
    assert "product's name" in read.notes[0]


@pytest.mark.parametrize("salt", ["xylate", "xylat", "xyloride", "xylorid", "bursztynian", "xylan"])
def test_a_word_that_may_be_a_salt_leaves_the_figure_open(catalogue: Catalogue, salt: str) -> None:
    assert (read_line(catalogue, f"{salt} magnesium 250 mg").basis == "open") is (salt != "xylan")
