"""The base class of the answers to questions."""

from __future__ import annotations

from typing import Any, ClassVar

from maginfo.model.plain import plain
from maginfo.model.record import Record


class Answer(Record):
    """An answer as a whole, with the name of its JSON Schema."""

    SCHEMA: ClassVar[str]
    """'maginfo.NAME/1'; `maginfo schema NAME` prints it."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as a new mapping of plain values, with the keys of the JSON that commands print."""
        written: dict[str, Any] = plain(self)
        return written

    def to_json(self, *, indent: bool = False) -> str:
        """Return the answer as ASCII JSON, on one line unless `indent`: the text that `--json` prints in a pipe."""
        import json

        return json.dumps(self.to_dict(), indent=2 if indent else None)
