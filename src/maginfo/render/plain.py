"""An answer as plain values: what JSON, TSV and the schemas are made of."""

from __future__ import annotations

from enum import Enum
from typing import Any

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation, Source

CITED = {"sources": "citations", "action_sources": "action_citations"}
"""Fields that hold citations, and the name under which their locators are written beside the ids."""
DECIMALS = 6
"""Of the numbers written for programs: enough to lose nothing, few enough to hide the arithmetic of the machine."""


def plain(value: Any) -> Any:
    """Records as mappings, tuples as lists, enumerations as their words; `schema` first where the record has one.

    A record's `sources` become their ids, and `citations` beside them says where in each source and when it was
    compared.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, DECIMALS)
    if isinstance(value, Enum):
        return value.value
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
        elif value is not None or not leaves_gaps_out:
            written[name] = plain(value)
    return written


def _are_citations(record: Record, name: str, value: Any) -> bool:
    """Whether that field of the record holds citations; where it is empty, whether it is declared to."""
    return holds_citations(value) if value else "Citation" in str(type(record).__annotations__[name])


def holds_citations(value: Any) -> bool:
    """Whether a field named `sources` holds citations, not ids or whole sources."""
    return all(isinstance(item, Citation) for item in value)


def _citation(citation: Citation) -> dict[str, Any]:
    return {"source": citation.id, "locator": citation.at, "checked": citation.checked, "seen": citation.seen}
