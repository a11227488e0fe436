"""Tables as people have them: other delimiters, other names of columns, decimal commas, arrays, gzip."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from maginfo.batch.columns import INPUT_COLUMNS, Cells, Columns
from maginfo.batch.decimals import with_points
from maginfo.batch.findings import Assessor
from maginfo.batch.headings import other_headings, read_mapping
from maginfo.batch.input import Table
from maginfo.batch.objects import Objects
from maginfo.batch.places import ReadAs
from maginfo.batch.streams import DEFAULT_ENCODING, MAX_LINE_LENGTH, Lines
from maginfo.cli.batch_files import read_output_format
from maginfo.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

    from maginfo import Catalogue


@pytest.fixture
def read_as(catalogue: Catalogue) -> ReadAs:
    return ReadAs(other_headings(catalogue))


@pytest.fixture(scope="module")
def assessor(catalogue: Catalogue) -> Assessor:
    return Assessor(catalogue, "nam")


def picked(source: Table | Objects) -> list[dict[str, Any]]:
    rows = [row for block in source.blocks() for row in block]
    assert all(fault is None for _, _, fault in rows), rows
    cells = [source.columns.pick(row)._asdict() for row, _, _ in rows]
    return [{name: cell for name, cell in row.items() if cell} for row in cells]


def table(text: str, read_as: ReadAs, delimiter: str | None = None) -> Table:
    return Table(Lines(io.BytesIO(text.encode()), "rows.csv", DEFAULT_ENCODING), delimiter, read_as)


def objects(text: str, read_as: ReadAs, *, open_ended: bool = False) -> Objects:
    lines = Lines(io.BytesIO(text.encode()), "rows.json", DEFAULT_ENCODING, newline="\n")
    return Objects(lines, open_ended=open_ended, read_as=read_as)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_of_the_header_divides_the_cells(sign: str, read_as: ReadAs) -> None:
    read = table(f"id{sign}dose{sign}sex\n1{sign}400 mg{sign}f\n", read_as)
    assert (read.delimiter, picked(read)) == (sign, [{"dose": "400 mg", "sex": "f"}])


def test_a_sign_within_quotes_divides_nothing(read_as: ReadAs) -> None:
    assert table('"a;b;c;d",dose\nx,400 mg\n', read_as).delimiter == ","


def test_a_delimiter_may_be_given(read_as: ReadAs) -> None:
    assert picked(table("dose|sex\n400 mg|f\n", read_as, "|")) == [{"dose": "400 mg", "sex": "f"}]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("400", "400"),
        ("1,5 g", "1.5 g"),
        ("1,500 g", "1.5 g"),
        ("1,125 g", "1.1250 g"),
        ("1.500 mg", "1500 mg"),
        ("1.500,5 mg", "1500.5 mg"),
        ("2 x 0,2 g; 400 mg", "2 x 0.2 g; 400 mg"),
        ("1.5 g", "1.5 g"),
        ("1,234,567 mg", "1,234,567 mg"),
    ],
)
def test_decimal_commas_are_written_as_points(text: str, written: str) -> None:
    assert with_points(text) == written


def test_commas_are_decimals_where_semicolons_divide(read_as: ReadAs) -> None:
    text = "dose;weight;product\n1,500 g;70,5;Magnesium 1,5\n"
    read = table(text, read_as)
    assert (read.decimal_comma, picked(read)) == (
        True,
        [{"dose": "1.5 g", "weight": "70.5", "product": "Magnesium 1,5"}],
    )
    kept = table(text, read_as._replace(decimal_comma=False))
    assert (kept.decimal_comma, picked(kept)[0]["dose"]) == (False, "1,500 g")


@pytest.mark.parametrize(
    ("header", "row", "read"),
    [
        (["Dosage", "Gender"], ["400 mg", "f"], {"dose": "400 mg", "sex": "f"}),
        (["Supplement", "Amount", "Unit"], ["Magnesium", "400", "mg"], {"product": "Magnesium", "dose": "400 mg"}),
        (["Amount (mg)"], ["400"], {"dose": "400 mg"}),
        (["Amount (g)"], ["400 mg"], {"dose": "400 mg"}),
        (["dose_mg"], ["400"], {"dose": "400 mg"}),
        (["mg"], ["400"], {"dose": "400 mg"}),
        (["dose", "unit"], ["0.4", "g"], {"dose": "0.4 g"}),
        (["dose", "unit"], ["400 mg", "g"], {"dose": "400 mg"}),
        (["dose", "Amount"], ["400", "7"], {"dose": "400"}),
        (["Amount"], ["2"], {"dose": "2", "may_count_pieces": True}),
        (["dose", "strength"], ["2 capsules", "100 mg"], {"dose": "2 capsules of 100 mg"}),
        (["Quantity", "Strength"], ["2", "100 mg"], {"dose": "2 of 100 mg"}),
        (["dose", "strength"], ["400 mg", "100 mg"], {"dose": "400 mg"}),
        (["dose", "Timing"], ["400 mg", "at night"], {"dose": "400 mg", "when": "at night"}),
        (["label", "Amount"], ["Magnesium 100 mg", "3"], {"label": "Magnesium 100 mg"}),
    ],
)
def test_columns_are_read_by_the_names_that_people_use(
    header: list[str], row: list[str], read: dict[str, Any], read_as: ReadAs
) -> None:
    cells = Columns(header, "rows.csv", read_as).pick(row)._asdict()
    assert {name: cell for name, cell in cells.items() if cell} == read


def test_what_is_read_by_another_name_is_told(read_as: ReadAs) -> None:
    columns = Columns(["Dosis", "note", "Geschlecht"], "rows.csv", read_as)
    assert columns.read_by_other_name == [("Dosis", "dose"), ("Geschlecht", "sex")]
    assert columns.resembling == []


def test_a_mapping_says_what_a_column_is(read_as: ReadAs) -> None:
    mapping = read_mapping(["Wert=dose", "dose=nothing", "a=b=label"], INPUT_COLUMNS)
    columns = Columns(["dose", "Wert", "a=b"], "rows.csv", read_as._replace(mapping=mapping))
    cells = columns.pick(["7", "400", "x"])
    assert (cells.dose, cells.label) == ("400", "x")
    with pytest.raises(UsageError, match="no such column"):
        Columns(["dose"], "rows.csv", read_as._replace(mapping=mapping))


@pytest.mark.parametrize("option", ["dose", "=dose", " =dose", "Wert=size"])
def test_another_mapping_is_refused(option: str) -> None:
    with pytest.raises(UsageError, match="--map"):
        read_mapping([option], INPUT_COLUMNS)


@pytest.mark.parametrize("name", ["external_product_id", "image", "is_for_sale", "Purpose", "brand_id"])
def test_a_column_of_something_else_is_no_misspelling(name: str) -> None:
    assert Columns(["dose", name], "rows.csv").resembling == []


ROWS = [{"dose": "400 mg", "sex": "f"}, {"dose": 1.125, "note": "a [b], {c}"}, {"dose": "1 g"}]


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("space", ["", "\n \t", "\ufeff"])
def test_an_array_is_rows(indent: int | None, space: str, read_as: ReadAs) -> None:
    text = space + json.dumps(ROWS, indent=indent) + "\n"
    assert picked(objects(text, read_as)) == [{"dose": "400 mg", "sex": "f"}, {"dose": "1.1250"}, {"dose": "1 g"}]


def test_an_array_may_be_one_line_of_any_length(read_as: ReadAs) -> None:
    rows = 20_000
    text = json.dumps([{"dose": f"{number} mg", "note": "x" * 50} for number in range(1, rows + 1)])
    assert len(text) > MAX_LINE_LENGTH
    assert [row["dose"] for row in picked(objects(text, read_as))] == [f"{number} mg" for number in range(1, rows + 1)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"dose": "1 mg"}', "breaks off"),
        ('[{"dose": "1 mg"}, {"dose": ', "breaks off"),
        ('[{"dose": "1 mg"} {"dose": "2 mg"}]', "stands where"),
        ('[{"dose": "1 mg"}] x', "more follows"),
        ('[{"dose": "1 mg"}]\n[]', "more follows"),
        ("[]", "is empty"),
    ],
)
def test_a_broken_array_is_refused(text: str, why: str, read_as: ReadAs) -> None:
    with pytest.raises(DataError, match=why):
        picked(objects(text, read_as))


def test_other_names_are_read_in_objects(read_as: ReadAs) -> None:
    text = '{"Dosage": 400, "unit": "mg", "gender": "f"}\n{"Dosage": 0.4, "unit": "g"}'
    for open_ended in (False, True):
        read = picked(objects(text, read_as, open_ended=open_ended))
        assert read == [{"dose": "400 mg", "sex": "f"}, {"dose": "0.4 g"}]


@pytest.mark.parametrize(
    ("cells", "mg", "codes"),
    [
        ({"dose": "2 capsules of 100 mg"}, 200, ()),
        ({"dose": "200 mg", "times": "twice daily"}, 400, ()),
        ({"dose": "200 mg", "when": "morning and evening"}, 400, ()),
        ({"dose": "200 mg", "when": "Bedtime"}, 200, ()),
        ({"dose": "200 mg", "when": "with meals"}, 200, ("directions-not-read",)),
        ({"dose": "200 mg", "when": "2"}, 400, ()),
        ({"label": "Serving size: 1 capsule\\nMagnesium 100 mg", "dose": "2 capsules"}, 200, ()),
        ({"label": "Serving size: 2 capsules\nMagnesium 100 mg", "dose": "2 capsules", "times": "2"}, 200, ()),
        ({"label": "GYM\\n\\nMagnesium (as citrate) 100 mg\\nTake 2 servings daily"}, 200, ()),
    ],
)
def test_a_dose_is_put_together(cells: dict[str, Any], mg: float, codes: tuple[str, ...], assessor: Assessor) -> None:
    outcome = assessor.outcome(Cells(**cells))
    assert (outcome.supplement_mg_high, outcome.error) == (mg, None)
    assert set(codes) <= set((outcome.findings or "").split(";"))
    assert codes or "directions-not-read" not in (outcome.findings or "")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"dose": "2", "may_count_pieces": True}, "has no unit"),
        ({"dose": "200 mg", "times": "with meals"}, "cannot read how often"),
        ({"label": "Serving size: 1 scoop\nMagnesium 100 mg", "dose": "2 capsules"}, "of how many pieces"),
    ],
)
def test_a_dose_that_cannot_be_put_together_says_why(cells: dict[str, Any], why: str, assessor: Assessor) -> None:
    outcome = assessor.outcome(Cells(**cells))
    assert outcome.supplement_mg_high is None
    assert why in (outcome.error or "")


@pytest.mark.parametrize("blank", ["\v", "\f", "\x1c", "\u2028", "\u00a0"])
def test_a_blank_in_a_cell_says_nothing_of_its_column(blank: str, maginfo: RunMaginfo, tmp_path: Path) -> None:
    """Spreadsheets and databases write a vertical tab for a line break within a cell."""
    path = tmp_path / "rows.csv"
    path.write_text(f'dose,times,sex\n"400 mg{blank}","{blank}2",female\n', encoding="utf-8", newline="")
    outcome = maginfo("batch", str(path), "-f", "json")
    assert (outcome.status, outcome.json["supplement_mg_per_day"]["high"]) == (0, 800)
    path.write_text(f'dose,times,sex\n"400 mg","{blank}with meals",female\n', encoding="utf-8", newline="")
    outcome = maginfo("batch", str(path), "-f", "json")
    assert outcome.status == 3
    assert "cannot read how often" in outcome.json["error"]


def test_a_broken_gzip_file_is_no_table(read_as: ReadAs) -> None:
    packed = gzip.compress(b"dose\n" + b"400 mg\n" * 1000)
    lines = Lines(gzip.GzipFile(fileobj=io.BytesIO(packed[:-20])), "rows.csv.gz", DEFAULT_ENCODING)  # type: ignore[arg-type]
    with pytest.raises(DataError, match="cannot be read"):
        picked(Table(lines, None, read_as))


def test_numbers_with_two_readings_are_rejected_where_points_contradict_commas(read_as: ReadAs) -> None:
    text = "dose;weight\n1,500 mg;70\n187.5 mg;70\n187,5 mg;70\n1.500 mg;70\n"

    def faults(read: ReadAs, text: str = text) -> list[bool]:
        return [fault is not None for block in table(text, read).blocks() for _, _, fault in block]

    assert faults(read_as) == [True, False, False, True]
    assert faults(read_as._replace(decimal_comma=True)) == [False] * 4
    assert faults(read_as, text.replace("187.5 mg", "187 mg")) == [False] * 4
    (first, *_) = (row for block in table(text, read_as).blocks() for row in block)
    assert "could be 1.500 or 1500" in (first[2] or "")


def test_the_first_line_of_excel_names_the_sign(read_as: ReadAs) -> None:
    read = table("sep=;\r\ndose;sex\r\n1,5 g;f\r\n", read_as)
    assert (read.delimiter, picked(read)) == (";", [{"dose": "1.5 g", "sex": "f"}])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("A|B|C\n1|2|3\n", r"--delimiter '\|'"),
        ('[{"dose": "200 mg"}]\n', "--input-format jsonl"),
        ('{"dose": "200 mg"}\n', "--input-format jsonl"),
    ],
)
def test_a_table_of_another_kind_says_how_to_read_it(text: str, hint: str, read_as: ReadAs) -> None:
    with pytest.raises(DataError, match=hint):
        table(text, read_as)


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("rows", [ROWS, ROWS[:1]])
def test_objects_over_several_lines_are_rows(indent: int, rows: list[dict[str, object]], read_as: ReadAs) -> None:
    text = "\n".join(json.dumps(row, indent=indent) for row in rows)
    expected = [{"dose": "400 mg", "sex": "f"}, {"dose": "1.1250"}, {"dose": "1 g"}][: len(rows)]
    assert picked(objects(f"\ufeff{text}\n", read_as)) == expected


def test_a_broken_line_of_json_lines_takes_no_other(read_as: ReadAs) -> None:
    read = [fault for block in objects('{"dose": \n{"dose": "1 g"}\n', read_as).blocks() for _, _, fault in block]
    assert [fault is None for fault in read] == [False, True]


@pytest.mark.parametrize(("unit", "mg"), [("mg.", 200), ("мг", 200), ("мкг", 0.2)])
def test_a_unit_may_be_abbreviated_or_russian(unit: str, mg: float, assessor: Assessor) -> None:
    assert assessor.outcome(Cells(dose=f"200 {unit}")).supplement_mg_high == mg


def test_a_number_with_a_gap_says_how_to_write_it(assessor: Assessor) -> None:
    assert "write '1000'" in (assessor.outcome(Cells(dose="1 000 mg")).error or "")


@pytest.mark.parametrize("name", ["x.xlsx", "x.pdf", "x.ods", "x.csv.gz", "x.txt"])
def test_another_suffix_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"\.csv"):
        read_output_format(None, False, name)
    assert read_output_format("csv", False, name) == "csv"
    assert read_output_format(None, False, "checked") == "csv"
