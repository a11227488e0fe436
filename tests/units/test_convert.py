"""`convert` says how it reads an amount, and takes it as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fixture_types import RunMaginfo


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["500 mg citrate"], True),
        (["500", "--form", "citrate"], True),
        (["500 mg"], False),
        (["500 mg citrate compound"], False),
        (["500 mg citrate", "--compound"], False),
        (["500 mg elemental citrate"], False),
        (["12 mmol citrate"], False),
    ],
    ids=str,
)
def test_says_how_the_mass_of_a_form_is_read(words: list[str], said: bool, maginfo: RunMaginfo) -> None:
    assert ("Read as magnesium; " in maginfo("convert", *words).out) is said


def test_takes_an_amount_as_words(maginfo: RunMaginfo) -> None:
    words, one = maginfo("convert", "500", "mg", "oxide", "compound"), maginfo("convert", "500 mg oxide compound")
    assert (words.status, words.out) == (0, one.out)
