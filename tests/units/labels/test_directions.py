"""How many pieces a day directions say."""

from __future__ import annotations

import pytest

from maginfo import Span
from maginfo.labels.directions import read_directions


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("Take four [4] tablets per day.", 4, 4),
        ("Suggested use: for adults: Take 4 tablets once daily, or as directed by a professional.", 4, 4),
        ("take one (1) to six (6) lozenges daily", 1, 6),
        ("Take 1 lozenge 2 to 3 times daily. Children ages 6-12, use half of adult amount.", 2, 3),
        ("Two soft gels daily, with food", 2, 2),
        ("Take 1.5 scoops twice daily", 3, 3),
        ("TAKE TWO (2) COATED CAPLETS PER DAY WITH FOOD.", 2, 2),
        ("Take 3 capsules, 1 time a day", 3, 3),
        ("dissolve and then swallow (1) lozenge daily or as directed", 1, 1),
        ("One per day", 1, 1),
        ("Three tablets daily or one tablet three times a day", 3, 3),
    ],
)
def test_clear_directions(words: str, low: float, high: float) -> None:
    taken = read_directions([words])
    assert taken is not None
    assert taken.pieces_per_day == Span(low, high)
    assert taken.words == words


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Take as directed.",
        "Take 1 lozenge 2 to 3 times daily or as needed.",
        "Take up to 4 tablets daily.",
        "Take 1-2 tablets daily. Do not exceed 4 tablets daily.",
        "Take 2 capsules in the morning and 1 capsule in the evening daily",
        "1 tablet daily with breakfast and 1 tablet daily with dinner",
        "Take one tablet with each meal daily.",
        "Take 1 tablet every 4 hours daily",
        "Children 4 years of age and older: chew 2 tablets daily.",
        "take one lozenge 30 - 60 minutes after meals or prior to bedtime.",
        "Take 1 capsule daily or 1 tablet daily",
    ],
)
def test_unclear_directions_say_nothing(words: str) -> None:
    assert read_directions([words]) is None


def test_statements_that_say_one_thing_agree() -> None:
    taken = read_directions(["Two Caplets Per Day", "DIRECTIONS: TAKE TWO (2) CAPLETS PER DAY WITH FOOD."])
    assert taken is not None
    assert (taken.pieces_per_day, taken.ways) == (Span(2, 2), 1)
    assert read_directions(["Two Caplets Per Day", "Take three caplets daily"]) is None


@pytest.mark.parametrize(
    ("words", "piece", "ways"),
    [
        ("Take two gummies daily", "gummy", 1),
        ("1 gummy a day", "gummy", 1),
        ("Two soft gels daily", "softgel", 1),
        ("2 Softgels daily", "softgel", 1),
        ("4 tablets daily", "tablet", 1),
        ("2 servings daily", "serving", 1),
        ("Two a day", None, 1),
        ("Three tablets daily or one tablet three times a day", "tablet", 2),
        ("Two a day. 1 to 3 a day", None, None),
    ],
)
def test_the_word_for_one_and_the_wordings(words: str, piece: str | None, ways: int | None) -> None:
    taken = read_directions([words])
    assert (taken and (taken.piece, taken.ways)) == ((piece, ways) if ways else None)


def test_the_statements_that_say_it_are_quoted() -> None:
    taken = read_directions(["Keep  cool.", "Take 1  tablet daily.", "One tablet a day", "Take 1  tablet daily."])
    assert taken is not None
    assert taken.words == "Take 1 tablet daily.; One tablet a day"
    assert taken.ways == 1
