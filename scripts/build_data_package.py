"""Build the data as a package for other programs: python scripts/build_data_package.py DIR.

DIR then holds a Frictionless data package: `datapackage.json`, a CSV file and a JSON Schema a table, the same tables in
one SQLite file, and a README with queries. Built twice from the same data, by the same SQLite, every byte is the same.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))
from data_package.tables import data_tables

from maginfo import Catalogue, __version__

if TYPE_CHECKING:
    from data_package.table import Column, Table

README = Path(__file__).parent / "data_package" / "README.md"
DATABASE = "maginfo.sqlite"
SQL_TYPES = {"string": "TEXT", "number": "REAL", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}


def build(catalogue: Catalogue, folder: Path) -> None:
    """Write the package into the folder, which is made; files of an earlier build are replaced."""
    tables = data_tables(catalogue)
    files = {f"data/{table.name}.csv": csv_of(table) for table in tables}
    files |= {f"schemas/{table.name}.schema.json": _json(json_schema_of(table)) for table in tables}
    files["datapackage.json"] = _json(descriptor(catalogue, tables, files))
    files["README.md"] = readme(catalogue, tables)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    write_database(tables, folder / DATABASE)


def csv_of(table: Table) -> str:
    """Return the table as CSV: UTF-8, line feeds, true and false, an empty cell for what is not known."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def descriptor(catalogue: Catalogue, tables: list[Table], files: dict[str, str]) -> dict[str, Any]:
    """Return datapackage.json."""
    return {
        "profile": "tabular-data-package",
        "name": "maginfo-data",
        "title": "Magnesium supplements: forms, reference intakes, interactions, cautions, names",
        "description": catalogue.about.disclaimer,
        "version": catalogue.about.version,
        "created": f"{catalogue.about.reviewed}T00:00:00Z",
        "licenses": [{"name": catalogue.about.licence, "title": catalogue.about.licence}],
        "resources": [_resource(table, files[f"data/{table.name}.csv"]) for table in tables],
    }


def _resource(table: Table, text: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"data/{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "bytes": len(text.encode()),
        "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [each.column], "reference": {"resource": each.table, "fields": [each.key]}}
                for each in table.references
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.description}
    if column.required:
        field["constraints"] = {"required": True}
    return field


def json_schema_of(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of one row as an object; what is not known is null."""
    properties: dict[str, Any] = {}
    for column in table.columns:
        kind = "string" if column.kind == "date" else column.kind
        described = {"type": kind if column.required else [kind, "null"], "description": column.description}
        properties[column.name] = described | ({"format": "date"} if column.kind == "date" else {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A row of {table.name}",
        "description": table.description,
        "type": "object",
        "properties": properties,
        "required": [column.name for column in table.columns],
        "additionalProperties": False,
    }


def write_database(tables: list[Table], path: Path) -> None:
    """Write the tables into a new SQLite file."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    try:
        for table in tables:
            lines = [
                f'"{column.name}" {SQL_TYPES[column.kind]}{" NOT NULL" if column.required else ""}'
                for column in table.columns
            ]
            lines.append(f"PRIMARY KEY ({', '.join(_quoted(table.key))})")
            lines += [
                f'FOREIGN KEY ("{each.column}") REFERENCES "{each.table}" ("{each.key}")' for each in table.references
            ]
            database.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)})')
            marks = ", ".join("?" * len(table.columns))
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)  # noqa: S608  # our own names
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]


def readme(catalogue: Catalogue, tables: list[Table]) -> str:
    """Return the README of the package: data_package/README.md, with its version and its tables."""
    rows = [f"| `{table.name}` | {len(table.rows)} | {table.description} |" for table in tables]
    return (
        README.read_text(encoding="utf-8")
        .replace("{version}", catalogue.about.version)
        .replace("{program}", __version__)
        .replace("{disclaimer}", catalogue.about.disclaimer)
        .replace("{tables}", "\n".join(["| table | rows | what |", "|---|---|---|", *rows]))
    )


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Build the package into the folder that the command line names."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: python scripts/build_data_package.py DIR")
    build(Catalogue(), Path(sys.argv[1]))


if __name__ == "__main__":
    main()
