"""The compiled files of a wheel: every topic of the data, and the indexes of names and label words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.compiling import compile_data
from maginfo.catalogue.names import medicine_index, table_index
from maginfo.catalogue.store import TomlFolder
from maginfo.labels.directions.index import direction_index
from maginfo.labels.text.index import label_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def compile_wheel(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the compiled files of the data in a folder as (name, content in ASCII).

    The indexes are among them so that finding a name or reading a label does not begin with working them out.
    """
    yield from compile_data(folder)
    catalogue = Catalogue(TomlFolder(folder))
    indexes = {
        "medicine_index": medicine_index({group.id: group for group in catalogue.interaction_classes()}),
        "table_index": table_index(catalogue.medicines),
        "label_index": label_index(catalogue),
        "direction_index": direction_index(catalogue.label_words),
    }
    for name, index in indexes.items():
        plain = msgspec.to_builtins(index, order="deterministic")
        yield f"{name}.json", json.dumps(plain, separators=(",", ":"))
