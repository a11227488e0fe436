"""Maximum lengths of a line, a label and a number, and the exports of the package."""

from __future__ import annotations

import pytest

from maginfo import Catalogue, Span, labels
from maginfo.labels import read_label, read_line
from maginfo.labels.amounts import read_printed
from maginfo.labels.doses import MAX_SHOWN_LENGTH, dose_from_label
from maginfo.labels.dsld import reader as dsld
from maginfo.labels.text import reader as text
from maginfo.labels.text.reader import MAX_LABEL_LENGTH, MAX_LINE_LENGTH

ROW = "Magnesium 100 mg"


@pytest.mark.parametrize(("characters", "read"), [(MAX_LINE_LENGTH, True), (MAX_LINE_LENGTH + 1, False)])
def test_a_line_of_so_many_characters(characters: int, read: bool, catalogue: Catalogue) -> None:
    line = read_line(catalogue, (ROW + " ").ljust(characters, "x"))
    assert line.elemental_mg == (Span.exactly(100) if read else None)
    assert line.notes == (() if read else (f"longer than {MAX_LINE_LENGTH} characters: not read",))


@pytest.mark.parametrize(("characters", "read"), [(MAX_LABEL_LENGTH, True), (MAX_LABEL_LENGTH + 1, False)])
def test_a_label_of_so_many_characters(characters: int, read: bool, catalogue: Catalogue) -> None:
    label = read_label(catalogue, ROW.ljust(characters, "\n"))
    assert label.supplement_mg_per_serving == (Span.exactly(100) if read else None)
    assert label.notes == (() if read else (f"longer than {MAX_LABEL_LENGTH} characters: not read",))
    assert [line.notes for line in label.lines] == [label.notes]


@pytest.mark.parametrize(("digits", "number"), [("123456789012", 123456789012), ("1234567890123", None)])
def test_a_number_of_so_many_digits(digits: str, number: float | None) -> None:
    assert read_printed(digits, of_milligrams=True) == number


def test_a_name_of_so_many_characters(catalogue: Catalogue) -> None:
    line = read_line(catalogue, ROW)
    longest = "x" * MAX_SHOWN_LENGTH
    assert dose_from_label(line, name=longest).text == longest
    assert dose_from_label(line, name=longest + "x").text == "x" * (MAX_SHOWN_LENGTH - 1) + "…"


def test_the_package_gives_its_three_readers_and_nothing_else() -> None:
    assert (labels.read_line, labels.read_label, labels.read_dsld) == (text.read_line, text.read_label, dsld.read_dsld)
    with pytest.raises(AttributeError, match=r"^module 'maginfo\.labels' has no attribute 'read_nothing'$"):
        labels.read_nothing  # noqa: B018
