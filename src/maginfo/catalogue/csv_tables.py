"""Reads foods.csv, medicines.csv and conditions.csv into the tables of their records."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING

from maginfo.catalogue.files import read_text
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from maginfo.catalogue.store import Table


def read_rows(path: Path, made: Callable[[dict[str, str]], Table]) -> list[Table]:
    """Return the rows of a CSV file as tables; DataError with the last line of a row that cannot be read."""
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        return [made(row) for row in rows]
    except (KeyError, ValueError, AttributeError, csv.Error) as error:
        raise DataError(f"{path}: line {rows.line_num}: {error}; data/README.md describes the columns") from error


def _food(row: dict[str, str]) -> Table:
    portions = [portion.rpartition("=") for portion in row["portions"].split(";") if portion]
    return {
        "id": row["id"],
        "name": row["name"],
        "mg_per_100g": float(row["mg_per_100g"]),
        "release": row["release"],
        "usda_number": row["usda_number"],
        "usda_description": row["usda_description"],
        "aliases": [alias for alias in row["aliases"].split(";") if alias],
        "portions": [{"name": name, "g": float(grams)} for name, _, grams in portions],
    }


def _medicine(row: dict[str, str]) -> Table:
    return {
        "name": row["name"],
        "kind": row["kind"],
        "what": row["what"],
        "atc": _items(row["atc"]),
        "names": [_marked(item, "used_in") for item in _items(row["names"])],
        "brands": [_marked(item, "sold_in") for item in _items(row["brands"])],
        "abbreviations": _items(row["abbreviations"]),
        "ingredients": _items(row["ingredients"]),
        "also": [_meaning(item) for item in _items(row["also"])],
        "sources": _items(row["sources"]),
    }


def _condition(row: dict[str, str]) -> Table:
    table = {
        "name": row["name"],
        "state": row["state"],
        "names": [name.partition("[")[0] for name in _items(row["names"])],
        "sources": _items(row["sources"]),
    }
    return table | {key: row[key] for key in ("use", "looked", "note") if row[key]}


def _items(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


def _marked(item: str, key: str) -> Table:
    """Read a name with its languages or countries: 'Tylenol[US,CA]'."""
    name, bracket, codes = item.removesuffix("]").rpartition("[")
    if not (bracket and item.endswith("]")):
        raise ValueError(f"'{item}' lacks its language or country in brackets, as in Tylenol[US]")
    return {"name": name, key: codes.split(",")}


def _meaning(item: str) -> Table:
    name, equals, medicine = item.partition("=")
    if not equals:
        raise ValueError(f"'{item}' lacks the other medicine, as in Benadryl=acrivastine")
    return {"name": name, "medicine": medicine}


CSV_TABLES: dict[str, Callable[[Path], list[Table]]] = {
    "foods": partial(read_rows, made=_food),
    "medicines": partial(read_rows, made=_medicine),
    "conditions": partial(read_rows, made=_condition),
}
"""Reads the CSV file of a topic: its rows, under the name of the topic, belong to the table of the TOML file."""
