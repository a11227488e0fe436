"""The indexes of label words that a wheel carries, so that reading a label does not begin with working them out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from maginfo.labels.directions.index import direction_index
from maginfo.labels.text.index import label_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue


def compile_indexes(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the compiled indexes as (name, content in ASCII)."""
    indexes = {"label_index": label_index(catalogue), "direction_index": direction_index(catalogue.label_words)}
    for name, index in indexes.items():
        plain = msgspec.to_builtins(index, order="deterministic")
        yield f"{name}.json", json.dumps(plain, separators=(",", ":"))
