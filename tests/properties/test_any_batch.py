"""A batch is `check` for every row: the same report, and the same figures in the columns of a table."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from drawn import diets, facts, several_doses
from hypothesis import given, settings
from hypothesis import strategies as st

from maginfo.render.schemas import json_schema_of

if TYPE_CHECKING:
    from pathlib import Path

    from fixture_types import RunMaginfo

    from maginfo import Dose

BOTH = ";"


def row(taken: list[Dose], known: dict[str, Any], diet: float | None) -> tuple[dict[str, str], list[str]]:
    """A row of the table, and the options of `check` that say the same."""
    cells = {
        "dose": BOTH.join(dose.text for dose in taken),
        "conditions": BOTH.join(known["conditions"]),
        "drugs": BOTH.join(known["drugs"]),
    }
    options = [word for dose in taken for word in ("--dose", dose.text)]
    options += [word for name in known["conditions"] for word in ("--condition", name)]
    options += [word for name in known["drugs"] for word in ("--drug", name)]
    numbers = {"weight": known["weight_kg"], "egfr": known["egfr"], "diet": diet}
    given_ = {name: f"{value:.4f}" for name, value in numbers.items() if value is not None}
    given_ |= {name: known[name] for name in ("sex", "age") if known[name] is not None}
    for name, value in given_.items():
        cells[name] = value
        options += [f"--{name}", value]
    for state in ("pregnant", "lactating"):
        cells[state] = "yes" if known[state] else ""
        options += [f"--{state}"] if known[state] else []
    return cells, options


rows = st.lists(st.builds(row, several_doses, facts(), diets), min_size=1, max_size=4)


def written(folder: Path, asked: list[dict[str, str]]) -> str:
    """A CSV file of these rows."""
    columns = dict.fromkeys(name for cells in asked for name in cells)
    file = folder / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(columns), restval="")
        table.writeheader()
        table.writerows(asked)
    return str(file)


LEFT_OUT = {"cautions", "claims", "bibliography"}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema_of("check"))


@settings(max_examples=12)
@given(asked=rows)
def test_a_batch_says_of_every_row_what_check_says(
    asked: list[tuple[dict[str, str], list[str]]],
    maginfo: RunMaginfo,
    tmp_path_factory: pytest.TempPathFactory,
    validator: jsonschema.Draft202012Validator,
) -> None:
    """As JSON Lines the report, under the same schema; as a table its severity, status, total and findings.

    What is the same in every row is left out, unless --full asks for it.
    """
    file = written(tmp_path_factory.mktemp("batch"), [cells for cells, _ in asked])
    reports = [maginfo("check", *options, "--json").json for _, options in asked]
    lines = maginfo("batch", file, "--json", "--full")
    assert lines.status == 0, lines.err
    answers = [json.loads(line) for line in lines.out.splitlines()]
    assert answers == reports
    short = [json.loads(line) for line in maginfo("batch", file, "--json").out.splitlines()]
    assert short == [{key: value for key, value in each.items() if key not in LEFT_OUT} for each in reports]
    for answer in (*answers, *short):
        validator.validate(answer)
    table = list(csv.DictReader(io.StringIO(maginfo("batch", file).out)))
    for cells, report in zip(table, reports, strict=True):
        limit = report["references"][0]["upper_limit"]
        assert (cells["severity"], cells["status"], cells["error"]) == (report["severity"], limit["status"], "")
        for end in ("low", "high"):
            assert float(cells[f"supplement_mg_{end}"]) == pytest.approx(report["supplement_mg_per_day"][end], abs=0.01)
        assert set(cells["findings"].split(BOTH)) == {finding["code"] for finding in report["findings"]}
