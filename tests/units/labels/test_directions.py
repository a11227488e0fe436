"""Pieces and servings a day in directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dsld_documents import label, row, serving

from maginfo import Span, check
from maginfo.labels import read_dsld, read_label
from maginfo.labels.doses import dose_from_label, label_assumptions
from maginfo.render.document import Paragraph
from maginfo.render.pages.label import label_page

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.labels.reading import LabelReading

PER_PIECE = "Magnesium 100 mg per {piece}"


def of_record(catalogue: Catalogue, directions: str, pieces: float = 1, unit: str = "Tablet(s)") -> LabelReading:
    """Builds a record of 100 mg in `pieces` pieces with directions and without servings a day."""
    size = serving(pieces, often=(0, 0), unit=unit)
    document = label(row("Magnesium", 100, pieces=pieces, piece=unit), servings=[size])
    document["statements"] = [{"type": "Directions", "notes": directions}]
    return read_dsld(catalogue, document)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("Take four [4] tablets per day.", 4, 4),
        ("Suggested use: for adults: Take 4 tablets once daily, or as directed by a professional.", 4, 4),
        ("take one (1) to six (6) tablets daily", 1, 6),
        ("Take 1 tablet 2 to 3 times daily. Children ages 6-12, use half of adult amount.", 2, 3),
        ("Take 1.5 tablets twice daily", 3, 3),
        ("TAKE TWO (2) COATED TABLETS PER DAY WITH FOOD.", 2, 2),
        ("Take 3 tablets, 1 time a day", 3, 3),
        ("dissolve and then swallow (1) tablet daily or as directed", 1, 1),
        ("One per day", 1, 1),
        ("Three tablets daily or one tablet three times a day", 3, 3),
        ("Take 2 tablets in the morning and 1 tablet in the evening daily", 3, 3),
        ("Take 2 tablets in the morning and 2 at bedtime", 4, 4),
        ("2 tablets, morning and evening", 4, 4),
        ("2 tablets daily, one in the morning and one at night", 2, 2),
        ("4 tablets daily (2 in the morning and at noon)", 4, 4),
        ("2 tablets daily (2 times a day 1 tablet)", 2, 2),
        ("1 tablet in the morning or evening", 1, 1),
        ("1 tablet daily with breakfast and 1 tablet daily with dinner", 2, 2),
        ("Take 1 tablet in the morning. Take 2 tablets at bedtime.", 3, 3),
        ("Take up to 4 tablets daily.", 1, 4),
        ("2-3 tablets up to 3 times daily", 2, 9),
        ("Take 1-2 tablets daily. Do not exceed 4 tablets daily.", 1, 2),
        ("Do not exceed 4 tablets daily.", 1, 4),
        ("Maximum daily dose 6 tablets", 1, 6),
        ("Daily dose: 3 tablets", 3, 3),
        ("1 tablet once or twice a day", 1, 2),
        ("1 or 2 tablets b.i.d.", 2, 4),
        ("1 tablet every 12 hours", 2, 2),
        ("1 tablet with each of the three meals", 3, 3),
        ("3 tablets daily in 2 or 3 divided doses", 3, 3),
        (".5 tablet daily", 0.5, 0.5),
        ("1/2 tablet daily", 0.5, 0.5),
        ("½ tablet twice daily", 1, 1),
        ("1½ tablets daily", 1.5, 1.5),
        ("half a tablet daily", 0.5, 0.5),
        ("1-0-1 tablets", 2, 2),
        ("Take 1 tablet in the morning and 2 at bedtime", 3, 3),
        ("Morgens 1 und abends 2 Tabletten einnehmen", 3, 3),
        ("Take 2 tablets 10 minutes before bed", 2, 2),
        ("Take 3 tablets daily for 4 weeks", 3, 3),
        ("Adults: 2 tablets daily, children: 1 tablet daily", 2, 2),
        ("Adults and children over 12: 2 tablets daily. Children 6-12: 1 tablet daily", 2, 2),
        ("Adults and children from 12 years 1 tablet daily", 1, 1),
        ("Erwachsene und Kinder ab 12 Jahren 1 Tablette täglich", 1, 1),
        ("Take 2 tablets daily. Take 3 tablets daily.", 2, 3),
    ],
)
def test_directions_that_are_read(words: str, low: float, high: float, catalogue: Catalogue) -> None:
    day = Span(100 * low, 100 * high)
    text = read_label(catalogue, f"{PER_PIECE.format(piece='tablet')}.\n{words}")
    record = of_record(catalogue, words)
    assert text.supplement_mg_per_day == record.supplement_mg_per_day == day
    assert text.directions is not None
    assert text.directions == record.directions


@pytest.mark.parametrize(
    "words",
    [
        "Take 1 tablet 2 to 3 times daily or as needed.",
        "Take one tablet with each meal.",
        "Take 1 tablet every other day",
        "Take 1 tablet 3 times a week",
        "Children 4 years of age and older: chew 2 tablets daily.",
        "take one tablet 30 - 60 minutes after meals or prior to bedtime.",
        "Take 1 capsule daily or 1 tablet daily",
        "Take 2 capsules daily",
        "Take 2 tablets with water",
        "Take 400 mg daily",
        "2 tablets daily, one in the morning and two at night",
        "Take 1 tablet daily. Increase to 2 tablets daily after a week.",
        "Do not exceed 2 tablets",
        "Do not exceed 2 doses in 24 hours",
        "No more than two",
        "Take two with water",
        "2 tablets with food",
        "May take 2 before bed",
        "One with each meal",
        "With every meal",
        "Two weekly",
        "Take with breakfast. Take with dinner.",
        "Take before meals",
        "Take a few before bed",
        "Take both tablets",
        "Adults one to two",
        "Take 2x with food",
    ],
)
def test_directions_that_are_not_read_are_said(words: str, catalogue: Catalogue) -> None:
    text = read_label(catalogue, f"{PER_PIECE.format(piece='tablet')}.\n{words}")
    record = of_record(catalogue, words)
    assert text.supplement_mg_per_day is record.supplement_mg_per_day is None
    assert text.directions_not_read == record.directions_not_read != ()
    assert text.directions_not_read[0] in words
    report = check(catalogue, [dose_from_label(text)])
    finding = next(each for each in report.findings if each.code == "directions-not-read")
    assert finding.severity.value == "moderate"
    assert text.directions_not_read[0] in finding.detail
    assert "one a day is counted" in "".join(label_assumptions(text))
    stated = check(catalogue, [dose_from_label(text, times_per_day=2)])
    assert "directions-not-read" not in {each.code for each in stated.findings}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Take as directed.",
        "Take 1 tablet with water.",
        "90 tablets, 30 day supply",
        "Percent Daily Values are based on a 2,000 calorie a day diet.",
        "Do not exceed the recommended daily dose.",
        "Supports daily wellness.",
        "Take in the morning or at night.",
        "Take 30 minutes before bed with 8 oz of water.",
        "Supports calm evenings and better sleep, and both muscles and nerves.",
        "Take in the evening, 30 minutes before bed.",
        "A mix of 3 forms of magnesium. Use within 3 months.",
        "60 tablets with zinc. Best before 12/2026.",
    ],
)
def test_a_label_without_a_day_says_nothing(words: str, catalogue: Catalogue) -> None:
    text = read_label(catalogue, f"{PER_PIECE.format(piece='tablet')}.\n{words}")
    assert text.supplement_mg_per_day is text.directions is None
    assert text.directions_not_read == ()
    assert "says no servings a day; one is counted" in "".join(label_assumptions(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Serving size: 2 capsules\nMagnesium 200 mg\nTake 1 capsule twice daily", 200, 200),
        ("Take 1 capsule twice daily.\nServing size: 2 capsules\nMagnesium 200 mg", 200, 200),
        ("Serving Size: 2 gummies, 3 times daily\nMagnesium 100 mg", 300, 300),
        ("Serving Size: 1 gummy twice daily (2 gummies daily)\nMagnesium 100 mg", 200, 200),
        ("Serving size: 2 capsules. Servings per day: 2\nMagnesium 200 mg", 400, 400),
        ("Magnesium 200 mg per 2-capsule serving. Take 4 capsules daily.", 400, 400),
        ("Two capsules contain: magnesium 200 mg. Take 4 capsules a day.", 400, 400),
        ("Magnesium 100 mg per 5 ml. Take 10 ml twice daily.", 400, 400),
        ("Each tablespoon (15 ml) contains magnesium 250 mg. Take 15 ml twice a day.", 500, 500),
        ("Serving Size: 2.5 g (1/2 rounded tsp)\nMagnesium 200 mg\n1/2 to 1 teaspoon daily", 200, 400),
        ("Magnesium 50 mg (per 30 drops). Take 30 drops per day.", 50, 50),
        ("Serving Size: 5 g\nMagnesium 300 mg\nTake 10 g daily.", 600, 600),
        ("Magnesium 100 mg par ampoule. 3 à 4 ampoules par jour.", 300, 400),
        ("3mal täglich 2 Filmtabletten (entsprechend 364,8 mg Magnesium)", 364.8, 364.8),
        ("Magnesium 300 mg pro Tagesdosis (3 Kapseln). Täglich 3 Kapseln.", 300, 300),
        ("Magnesium 400 mg per day (2 capsules)", 400, 400),
        ("per tablet per 3 tablets\nMagnesium 100 mg 300 mg 71%\nTake 1 tablet daily.", 100, 100),
        ("pro Tablette pro 3 Tabletten\nMagnesium 100 mg 300 mg 80%\nTäglich 3 Tabletten", 300, 300),
        ("Magnesium 100 mg. Take 2 capsules 3 times a day.", 300, 600),
        ("Magnesium 100 mg. Take three times daily.", 300, 300),
        ("Magnesium 100 mg. Take 2-3 tablets up to 3 times daily.", 200, 900),
        ("Magnesium 300 mg. Do not take more than 2 daily", 300, 600),
        ("Magnesium 300 mg. Do not take more than twice a day", 300, 600),
        ("Magnesium 300 mg per capsule. Take with breakfast and dinner", 300, 600),
        ("Magnesium 300 mg per capsule. Morning and night.", 300, 600),
        ("Magnesium 300 mg. One to two before bed", 300, 600),
        ("Magnesium 300 mg per capsule. Take with breakfast & dinner", 300, 600),
        ("Magnesium 300 mg per capsule. Take at 8 am and 8 p.m.", 300, 600),
        ("Magnesium 300 mg per capsule. One AM, two PM", 900, 900),
        ("Magnesium 300 mg per capsule. 1 capsule morning, noon, night", 900, 900),
        ("Magnesium 300 mg per capsule. One in the morning, another at night", 600, 600),
        ("Magnesium 300 mg. x2 daily", 600, 600),
        ("Magnesium 300 mg per capsule. 2 with breakfast and dinner", 1200, 1200),
        ("Magnesium 300 mg per capsule. 1 in the morning. 2 at night.", 900, 900),
        ("Magnesium 300 mg pro Kapsel. Morgens und abends einnehmen.", 300, 600),
        ("Magnésium 300 mg par gélule. Prendre matin et soir.", 300, 600),
    ],
)
def test_what_a_figure_is_of(text: str, low: float, high: float, catalogue: Catalogue) -> None:
    assert read_label(catalogue, text).supplement_mg_per_day == Span(low, high)
    assert read_label(catalogue, text).directions_not_read == ()


def test_statements_that_say_one_thing_agree(catalogue: Catalogue) -> None:
    reading = of_record(catalogue, "Two Tablets Per Day\nDIRECTIONS: TAKE TWO (2) TABLETS PER DAY WITH FOOD.")
    assert reading.servings_per_day == Span.exactly(2)
    assert reading.directions == "Two Tablets Per Day; DIRECTIONS: TAKE TWO (2) TABLETS PER DAY WITH FOOD."


@pytest.mark.parametrize("words", ["Take 2 tablets daily.", "Take 1 tablet every other day."])
def test_the_page_of_a_label_quotes_its_directions(words: str, catalogue: Catalogue) -> None:
    reading = read_label(catalogue, f"{PER_PIECE.format(piece='tablet')}. {words}")
    shown = [block.text for block in label_page(reading, ()).blocks if isinstance(block, Paragraph)]
    assert f"'{words}'" in "".join(shown)
