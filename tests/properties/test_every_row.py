"""What holds for every row of every table."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import CATALOGUE

from maginfo import Catalogue, Dose, Person, check
from maginfo.batch import RejectedRow, check_rows, result_columns
from maginfo.batch.columns import INPUT_COLUMNS, OUTPUT_COLUMNS, Cells, Columns
from maginfo.batch.findings import Assessor, outcome_of
from maginfo.batch.input import Table
from maginfo.batch.output import TableAnswers, escape_formula
from maginfo.batch.run import Tally
from maginfo.batch.streams import DEFAULT_ENCODING, Lines
from maginfo.dosing.diet import usual_diet
from maginfo.errors import UsageError

FORMS = [form for form in CATALOGUE.form_ids if not CATALOGUE.form(form).short_name_is_anothers]
CONDITIONS = [caution.id for caution in CATALOGUE.cautions]
STATED = ["my 4 year old", "84 yo", "eGFR 45", "GFR 28 ml/min", "eGFR 95", "gestational diabetes", "none"]
AUTHORITIES = ("nam", "efsa", "japan", "bfr", "who", "uk")
"""With limits by age, by weight and by product, with ranges, and with none."""


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """The cells of a row that can be checked."""
    sex = draw(st.sampled_from(["", "female", "male"]))
    form = draw(st.sampled_from(["", *FORMS]))
    names = lambda all_: ";".join(draw(st.lists(st.sampled_from(all_), max_size=2)))  # noqa: E731
    amounts = draw(st.lists(st.integers(1, 3000) | st.sampled_from([250, 350, 5000]), min_size=1, max_size=2))
    return {
        "dose": ";".join(f"{amount} mg" for amount in amounts),
        "form": form,
        "basis": draw(st.sampled_from(["", "elemental", *(["compound"] if _is_known(form) else [])])),
        "times": draw(st.sampled_from(["", "1", "2", "3"])),
        "sex": sex,
        "age": draw(st.sampled_from(["", "8mo", "0", "18", "70"]) | st.integers(1, 110).map(str)),
        "weight": draw(st.sampled_from(["", "7.5", "60", "90"])),
        "pregnant": draw(st.sampled_from(["", "yes"])) if sex != "male" else "",
        "lactating": draw(st.sampled_from(["", "1"])) if sex != "male" else "",
        "diet": draw(st.sampled_from(["", "260", "0", "900"])),
        "egfr": draw(st.sampled_from(["", "29.9", "30", "59", "60", "95"])),
        "conditions": names([*CONDITIONS, *STATED]),
        "drugs": names(CATALOGUE.medicine_names),
    }


def _is_known(form: str) -> bool:
    return bool(form) and CATALOGUE.form(form).elemental_fraction is not None


def cells_of(row: dict[str, str]) -> Cells:
    return Cells(*(row.get(name, "") for name in INPUT_COLUMNS))  # type: ignore[arg-type]  # all of them are texts


@pytest.fixture(scope="module")
def assessors(catalogue: Catalogue) -> dict[str, Assessor]:
    """They keep what they worked out for one row, and may not give it to another."""
    return {authority: Assessor(catalogue, authority) for authority in AUTHORITIES}


@settings(max_examples=300)
@given(row=rows(), authority=st.sampled_from(AUTHORITIES))
def test_check_of_a_row_is_batch_of_that_row(
    row: dict[str, str], authority: str, catalogue: Catalogue, assessors: dict[str, Assessor]
) -> None:
    how = {"form": row["form"] or None, "compound": row["basis"] == "compound"}
    doses = [
        Dose.parse(
            f"{text} elemental" if row["basis"] == "elemental" else text,
            times_per_day=int(row["times"] or 1),
            **how,  # type: ignore[arg-type]
        )
        for text in row["dose"].split(";")
    ]
    person = Person(
        sex=row["sex"] or None,  # type: ignore[arg-type]
        age=row["age"] or None,
        weight_kg=float(row["weight"]) if row["weight"] else None,
        pregnant=bool(row["pregnant"]),
        lactating=bool(row["lactating"]),
        egfr=float(row["egfr"]) if row["egfr"] else None,
        conditions=[name for name in row["conditions"].split(";") if name],
        drugs=[name for name in row["drugs"].split(";") if name],
    )
    try:
        report = check(catalogue, doses, person, [authority], diet_mg=float(row["diet"]) if row["diet"] else None)
    except UsageError as contradiction:  # an age and a newborn: neither is answered
        refused = contradiction.message
        report = None
    if report is None:
        assert assessors[authority].outcome(cells_of(row)).error == refused
        return
    assert assessors[authority].outcome(cells_of(row)) == outcome_of(report)


@given(row=rows())
def test_the_library_gives_what_the_table_says(
    row: dict[str, str], catalogue: Catalogue, assessors: dict[str, Assessor]
) -> None:
    (answer,) = check_rows([row], catalogue=catalogue)
    if isinstance(answer, RejectedRow):
        assert answer.error == assessors["nam"].outcome(cells_of(row)).error
        return
    assert result_columns(answer) == assessors["nam"].outcome(cells_of(row))._asdict()


@given(row=rows(), sex=st.sampled_from(["female", "male"]), age=st.integers(20, 90))
def test_a_usual_diet_is_that_of_the_person(
    row: dict[str, str], sex: str, age: int, catalogue: Catalogue, assessors: dict[str, Assessor]
) -> None:
    person = Person(sex=sex, age=age)  # type: ignore[arg-type]
    mean, _ = usual_diet(catalogue.rules, person)
    plain = {"dose": row["dose"], "sex": sex, "age": str(age)}
    usual, written = (
        assessors["nam"].outcome(cells_of({**plain, "diet": diet})) for diet in ("usual", f"{mean.low:g}")
    )
    assert mean.certain
    assert usual == written


anything = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
cell = anything | st.sampled_from(["400", "=1+1", "-5", "+a", "@x", "\tq", "'", '"', "a;b", "1,5"])


@settings(max_examples=150)
@given(table=st.lists(st.tuples(cell, cell, cell), max_size=6), delimiter=st.sampled_from([",", "\t"]))
def test_every_row_comes_back_in_its_place(
    table: list[tuple[str, str, str]], delimiter: str, assessors: dict[str, Assessor]
) -> None:
    source = Table(Lines(io.BytesIO(_written(table, delimiter).encode()), "rows", DEFAULT_ENCODING), delimiter)
    answers, tally = TableAnswers(source.columns, assessors["nam"], ",", same_delimiter=delimiter == ","), Tally()
    text = answers.heading() + "".join(answers.text(block, tally) for block in source.blocks())
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[0] == ["id", "dose", "sex", *OUTPUT_COLUMNS]
    assert tally.rows == len(table) == len(found) - 1
    for given_, answered in zip(table, found[1:], strict=True):
        assert answered[:3] == [escape_formula(cell) for cell in given_]
        assert bool(answered[-1]) != bool(answered[-3])
    assert tally.rejected == sum(bool(answered[-1]) for answered in found[1:])


def _written(table: list[tuple[str, str, str]], delimiter: str) -> str:
    """The table as programs write it: every cell quoted in CSV, escaped in TSV, where a quote is a quote."""
    rows = [("id", "dose", "sex"), *table]
    if delimiter == "\t":
        escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
        return "".join("\t".join(cell.translate(escapes) for cell in row) + "\n" for row in rows)
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


plain_cell = cell.filter(lambda text: escape_formula(text) == text and not text.endswith("\\"))


@given(
    notes=st.lists(
        plain_cell | st.sampled_from(['"quoted"', 'a "b', '"open', "\\x", "c:\\new"]), min_size=1, max_size=5
    )
)
def test_a_tsv_comes_out_as_it_went_in(notes: list[str], assessors: dict[str, Assessor]) -> None:
    rows = ["400\t" + note.translate(str.maketrans("\t\n\r", "   ")) for note in notes]
    rows = [row for row in rows if len(row.splitlines()) == 1]
    content = "".join(f"{row}\n" for row in ("dose\tnote", *rows))
    source = Table(Lines(io.BytesIO(content.encode()), "rows", DEFAULT_ENCODING), "\t")
    answers = TableAnswers(source.columns, assessors["nam"], "\t", same_delimiter=True)
    text = answers.heading() + "".join(answers.text(block, Tally()) for block in source.blocks())
    assert ["\t".join(line.split("\t")[:2]) for line in text.split("\n")[:-1]] == content.split("\n")[:-1]


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_are_a_fault(content: bytes, assessors: dict[str, Assessor]) -> None:
    source = Table(Lines(io.BytesIO(b"dose,note\n" + content), "rows", DEFAULT_ENCODING), ",")
    answers, tally = TableAnswers(source.columns, assessors["nam"], ",", same_delimiter=True), Tally()
    text = "".join(answers.text(block, tally) for block in source.blocks())
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == tally.rows


values: Any = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.text(max_size=4))
)


@given(
    row=st.dictionaries(
        st.sampled_from(INPUT_COLUMNS), values | st.dictionaries(st.text(max_size=2), st.none(), max_size=1)
    )
)
def test_no_values_crash(row: dict[str, Any], catalogue: Catalogue) -> None:
    (answer,) = check_rows([row], catalogue=catalogue)
    if isinstance(answer, RejectedRow):
        assert (answer.row, len(answer.error.splitlines())) == (1, 1)
        json.dumps(answer.error).encode("ascii")


@given(cell=cell)
def test_no_cell_that_is_no_number_begins_like_a_formula(cell: str) -> None:
    shown = escape_formula(cell)
    if shown[:1] in ("=", "+", "-", "@", "\t", "\r"):
        assert math.isfinite(float(shown.replace(",", ".")))
    else:
        assert shown in (cell, f"'{cell}")


def test_columns_are_read_by_name() -> None:
    assert Columns(INPUT_COLUMNS, "rows").pick([*INPUT_COLUMNS])[:-2] == INPUT_COLUMNS
