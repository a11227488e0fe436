"""Lines in the languages that the reader knows by few words: `languages.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_label
from maginfo.labels.text.normalise import tidy
from maginfo.labels.text.scanner import words_of

if TYPE_CHECKING:
    from maginfo import Catalogue

TABLE: dict[str, list[dict[str, Any]]] = tomli.loads(
    Path(__file__).with_name("languages.toml").read_text(encoding="utf-8")
)
LINES, DAYS = TABLE["line"], TABLE["day"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['language']}: {line['text'][:40]}")
def test_what_a_line_says(catalogue: Catalogue, line: dict[str, Any]) -> None:
    read = read_label(catalogue, line["text"])
    stated = [each.elemental_mg.high for each in read.lines if each.elemental_mg is not None]
    readings = [[each.readings_mg.low, each.readings_mg.high] for each in read.lines if each.readings_mg is not None]
    assert stated == ([line["mg"]] if "mg" in line else []), read
    assert readings == ([pytest.approx(line["open"], rel=0.01)] if "open" in line else []), read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Magnezij 300 mg", "Croatian or Slovenian"),
        ("Магній 200 мг", "Ukrainian"),
        ("магнію цитрат 500 мг", "Ukrainian"),
        ("Вітамін B6, магній 100 мг", "Ukrainian"),
        ("แมกนีเซียม 250 mg", "Thai"),
        ("مغنيسيوم 400 ملغ", "Arabic"),
        ("วิตามินซี 60 มก.", "Thai script"),
        ("विटामिन 60 mg", "Devanagari script"),
    ],
)
def test_a_language_that_is_not_read_is_named(catalogue: Catalogue, text: str, language: str) -> None:
    read = read_label(catalogue, text)
    assert read.lines[0].language_not_read == language
    assert read.supplement_mg_per_serving is None
    assert f"in {language}, which maginfo cannot read" in read.lines[0].notes[0]


@pytest.mark.parametrize("text", ["Vitamin C 60 mg", "Magnesium (แมกนีเซียม) 100 mg", "Витамин С 60 мг", "Ca²⁺", ""])
def test_a_line_that_is_read_names_no_language(catalogue: Catalogue, text: str) -> None:
    assert read_label(catalogue, text).lines[0].language_not_read is None


@pytest.mark.parametrize(
    ("text", "mg_a_day"),
    [
        ("Magnésio 100 mg por cápsula. Tomar 2 cápsulas 2 vezes ao dia.", 400),
        ("Magnesium 100 mg per capsule. 3 maal daags 1 capsule.", 300),
        ("Magnesium 120 mg pr. tablet. 2 tabletter 2 gange dagligt.", 480),
        ("Magnesium 100 mg per tablett. 2 tabletter daglig.", 200),
        ("Magneziu 150 mg pe comprimat. 2 comprimate pe zi.", 300),
        ("Магнезий 100 mg в капсула. По 2 капсули дневно.", 200),
        ("Μαγνήσιο 150 mg ανά δισκίο. 2 δισκία ημερησίως.", 300),
        ("3粒(1.2g)あたり マグネシウム 300mg。1日3粒を目安に", 300),
        ("1粒中マグネシウム 100mg。1日3粒を目安に", 300),
        ("每粒含镁 120mg。每日2粒", 240),
    ],
)
def test_a_day_counts_the_pieces_that_the_figure_is_of(catalogue: Catalogue, text: str, mg_a_day: float) -> None:
    day = read_label(catalogue, text).supplement_mg_per_day
    assert day is not None
    assert (day.low, day.high) == (mg_a_day, mg_a_day)


@pytest.mark.parametrize("line", DAYS, ids=lambda line: f"{line['language']}: {line['text'][:40]}")
def test_how_many_a_day(catalogue: Catalogue, line: dict[str, Any]) -> None:
    day = read_label(catalogue, f"Magnesium 100 mg per {line['piece']}. {line['text']}").supplement_mg_per_day
    assert day is not None
    assert (day.low, day.high) == (100 * line["low"], 100 * line["high"])


def test_the_short_way_to_the_words_of_a_phrase_is_the_long_one(catalogue: Catalogue) -> None:
    listed = (*catalogue.label_words.roles, *catalogue.label_words.directions)
    phrases = [phrase for role in listed for words in role.words.values() for phrase in words]
    for phrase in (*phrases, *catalogue.medicine_names, *(name for name, _, _ in catalogue.form_names)):
        words = words_of(tidy(phrase))
        assert words == tuple(words_of(tidy(word))[0] for word in words), phrase
