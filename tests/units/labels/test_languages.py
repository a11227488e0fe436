"""Lines in the languages that the reader knows by few words: `languages.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from maginfo.labels import read_label

if TYPE_CHECKING:
    from maginfo import Catalogue

LINES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))[
    "line"
]


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
        ("Magnezij 300 mg", "Croatian"),
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
    assert f"written in {language}, which is not read" in read.lines[0].notes[0]


@pytest.mark.parametrize("text", ["Vitamin C 60 mg", "Magnesium (แมกนีเซียม) 100 mg", "Витамин С 60 мг", "Ca²⁺", ""])
def test_a_line_that_is_read_names_no_language(catalogue: Catalogue, text: str) -> None:
    assert read_label(catalogue, text).lines[0].language_not_read is None
