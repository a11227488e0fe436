"""The label lines that may stand beside the project: none is read as what it does not say."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.labels import read_label, read_line

if TYPE_CHECKING:
    from pathlib import Path

    from maginfo import Catalogue
    from maginfo.labels.reading import LabelLine

OF_A_TITLE = {"Bio-Magnesium 200mg - 60 tabs": 200, "High Absorption Magnesium 100 mg": 100}
"""The figure in a product's name is read as magnesium, with a note; the samples say nothing, or that of two tablets."""
RIGHT_AT_LEAST = 60
"""Of 72 lines; the other twelve can be read only with the rest of their label."""


@pytest.fixture
def lines(shared: Path) -> list[dict[str, Any]]:
    path = shared / "samples" / "labels" / "label_lines.jsonl"
    if not path.is_file():
        pytest.skip("the label lines do not stand beside the project")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _verdict(wanted: float | None, read: LabelLine) -> str:
    """A compound's mass or a printed range may give a range where the sample's own figure is null."""
    given = read.elemental_mg
    if wanted is None:
        return "right" if given is None or read.basis == "compound" or not given.certain else "wrong"
    if given is None:
        return "declined"
    held = given.low <= wanted * 1.01 and given.high >= wanted * 0.99
    return "right" if held and (given.certain or read.basis == "compound") else "wrong"


def test_the_samples_by_language(lines: list[dict[str, Any]], catalogue: Catalogue) -> None:
    tally: Counter[tuple[str, str]] = Counter()
    wrong = []
    for line in lines:
        read = read_line(catalogue, line["text"])
        verdict = _verdict(OF_A_TITLE.get(line["text"], line["elemental_mg"]), read)
        tally[line["lang"], verdict] += 1
        if verdict == "wrong":
            wrong.append((line["text"], line["elemental_mg"], read))
    for (language, verdict), count in sorted(tally.items()):
        print(f"{language} {verdict} {count}")  # noqa: T201  # shown by 'pytest -s', as the tally
    assert not wrong
    assert sum(count for (_, verdict), count in tally.items() if verdict == "right") >= RIGHT_AT_LEAST


def test_a_whole_label_says_what_its_lines_say(lines: list[dict[str, Any]], catalogue: Catalogue) -> None:
    for line in lines:
        whole = read_label(catalogue, line["text"])
        assert whole.supplement_mg_per_serving == read_line(catalogue, line["text"]).elemental_mg, line["text"]


def test_a_printed_mass_of_the_compound_is_kept(lines: list[dict[str, Any]], catalogue: Catalogue) -> None:
    for line in lines:
        read = read_line(catalogue, line["text"])
        if read.compound_mg is not None and line["compound_mg"] is not None:
            assert read.compound_mg == line["compound_mg"], line["text"]
