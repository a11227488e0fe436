"""`maginfo label` with files and folders, as a shell meets it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo, RunProgram

TEXT = "Serving size: 2 capsules\nMagnesium (as citrate) 200 mg 48%\nTake 2 capsules daily\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a text, a folder within, an image, a PDF, a table and a hidden file."""
    folder = tmp_path / "shelf"
    (folder / "more").mkdir(parents=True)
    (folder / "night.txt").write_text(TEXT, encoding="utf-8")
    (folder / "more" / "glycinate.txt").write_text("Magnesium glycinate 400 mg", encoding="utf-8")
    (folder / "front.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (folder / "leaflet").write_bytes(b"%PDF-1.7 leaflet")
    (folder / "log.csv").write_text("dose\n400 mg\n", encoding="utf-8")
    (folder / ".hidden").write_text("Magnesium 1 mg", encoding="utf-8")
    return folder


def test_a_folder_is_a_line_a_label(shelf: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("label", str(shelf), "--width", "400")
    lines = [line for line in outcome.out.splitlines() if line and not line.startswith(" ")]
    assert outcome.status == 3
    assert [line.split("  ")[0] for line in lines[:-1]] == ["not read", "not read", "not read", "40–400 mg?", "200 mg"]
    assert "200 mg a day" in lines[4]
    assert lines[-1].startswith("5 labels in 5 files: 3 not read")
    assert "pdftotext" in outcome.out
    assert "tesseract" in outcome.out
    assert "maginfo batch" in outcome.out


def test_the_table_and_the_json_hold_the_same(shelf: Path, maginfo: RunMaginfo) -> None:
    rows = list(csv.DictReader(io.StringIO(maginfo("label", str(shelf), "-f", "tsv").out), delimiter="\t"))
    answer = json.loads(maginfo("label", str(shelf), "--json").out)
    jsonschema.validate(answer, json.loads(maginfo("schema", "labels").out))
    assert answer["schema"] == "maginfo.labels/1"
    assert [row["outcome"] for row in rows] == [label["outcome"] for label in answer["labels"]]
    assert rows[-1]["day_mg_high"] == "200"


def test_one_file_is_answered_in_full(shelf: Path, maginfo: RunMaginfo) -> None:
    outcome = maginfo("label", str(shelf / "night.txt"), "--json")
    assert (outcome.status, json.loads(outcome.out)["schema"]) == (0, "maginfo.label/1")
    assert json.loads(outcome.out)["supplement_mg_per_day"] == {"low": 200, "high": 200}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["front.jpg"], 3, "is an image"),
        (["leaflet"], 3, "is a PDF"),
        (["nothing.json"], 3, "there is no such file"),
        (["Magnesium 100 mg", "night.txt"], 2, "'Magnesium 100 mg' is no file"),
        (["night.txt", "--paragraphs"], 2, "--paragraphs reads standard input"),
        (["night.txt", "--dsld", "night.txt"], 2, "contradict"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    shelf: Path, program: RunProgram, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(shelf)
    done = program("label", *arguments)
    assert done.returncode == status
    assert said in done.stderr


def test_paragraphs_are_labels(program: RunProgram) -> None:
    done = program("label", "-", "--paragraphs", "--json", input=f"{TEXT}\n \nMagnesium (as oxide) 100 mg\n")
    labels = json.loads(done.stdout)["labels"]
    assert [(label["place"], label["reading"]["supplement_mg_per_serving"]["high"]) for label in labels] == [
        ("label 1", 200), ("label 2", 100),
    ]  # fmt: skip
