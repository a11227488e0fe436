"""What a wheel carries of the data: every topic as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from maginfo.catalogue.store import FOLDERS, TomlFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def compile_data(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a wheel's compiled data, as (name, content in ASCII): one a topic."""
    store = TomlFolder(folder)
    for topic in sorted({*FOLDERS, *(path.stem for path in folder.glob("*.toml"))}):
        yield f"{topic}.json", json.dumps(store.tables(topic), separators=(",", ":"))
