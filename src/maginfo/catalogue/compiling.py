"""The data files of a wheel: every topic as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from maginfo.catalogue.store import BY_ID, FOLDERS, TomlFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def compile_data(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the compiled data files of a wheel as (name, content in ASCII), one per topic."""
    store = TomlFolder(folder)
    for topic in sorted({*FOLDERS, *(path.stem for path in folder.glob("*.toml"))}):
        tables = store.tables(topic)
        if topic in BY_ID:
            tables = {**tables, topic: {record[BY_ID[topic]]: record for record in tables[topic]}}
        yield f"{topic}.json", json.dumps(tables, separators=(",", ":"))
