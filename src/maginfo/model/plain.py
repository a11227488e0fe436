"""Answers as plain values: mappings, lists, texts, numbers, truth values and None, as JSON and tables hold them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from maginfo.model.bibliography import Citation, Source
from maginfo.model.record import Record, TextRecord

CITED = {
    "sources": "citations",
    "title_sources": "title_citations",
    "action_sources": "action_citations",
    "intake_sources": "intake_citations",
    "limit_sources": "limit_citations",
}
"""Fields that hold citations, each with the name of the field for their locators."""
DECIMALS = 6
"""Decimals of numbers for programs: enough to lose no value, few enough to hide floating-point noise."""
FORMULA_STARTS = frozenset("=+-@\t\r")
"""What a cell begins with that a spreadsheet would run as a formula."""
TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
"""For `str.translate`: no cell of a table with tabs breaks its line."""


def plain(value: Any) -> Any:
    """Turn records into mappings, tuples into lists, enumerations into words, times into 'HH:MM'.

    `schema` comes first where the record has one. A record's `sources` become their ids, and `citations` beside them
    says where in each source and when it was compared. Raises TypeError for a value that no answer holds.
    """
    if value is None or type(value) is str or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, DECIMALS)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, TextRecord)):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Record):
        return _record(value)
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    raise TypeError(f"an answer cannot hold a {type(value).__name__}")


def _record(record: Record) -> dict[str, Any]:
    written: dict[str, Any] = {}
    schema = getattr(record, "SCHEMA", None)
    if schema is not None:
        written["schema"] = schema
    leaves_gaps_out = isinstance(record, Source)
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in CITED and _are_citations(record, name, value):
            written[name] = list(dict.fromkeys(citation.id for citation in value))
            written[CITED[name]] = [_citation(citation) for citation in value]
        elif value is not None or not leaves_gaps_out or name == "url":  # no address is said, as null
            written[name] = plain(value)
    return written


def _are_citations(record: Record, name: str, value: Any) -> bool:
    """Return whether the field holds citations; an empty field counts by its declared type."""
    return holds_citations(value) if value else "Citation" in _declared_type(type(record), name)


def _declared_type(record: type, name: str) -> str:
    """Return the annotation of a field as text; the class that declares the field may be a base class."""
    return next(str(each.__annotations__[name]) for each in record.__mro__ if name in each.__annotations__)


def holds_citations(value: Any) -> bool:
    """Return whether a field named `sources` holds citations, not ids or whole sources."""
    return all(isinstance(item, Citation) for item in value)


def _citation(citation: Citation) -> dict[str, Any]:
    return {"source": citation.id, "locator": citation.at, "checked": citation.checked, "seen": citation.seen}
