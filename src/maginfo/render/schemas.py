"""The JSON Schema of every output and of every data file, from the records themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.answers import (
    cautions,
    compare,
    due,
    evidence,
    forms,
    intakes,
    interactions,
    profile,
    rows,
    search,
    sources,
)
from maginfo.catalogue.suggestions import nearest
from maginfo.catalogue.validation import shape
from maginfo.dosing import report
from maginfo.errors import UnknownNameError
from maginfo.labels import collection as label_collection
from maginfo.labels import reading as label_reading
from maginfo.model.plain import CITED
from maginfo.planning import plan
from maginfo.planning.clock import TimeOfDay
from maginfo.render.formats import ERROR_SCHEMA

if TYPE_CHECKING:
    from maginfo.model.record import Record

FILE_SUFFIX = "-file"

OUTPUTS: dict[str, tuple[type[Record], ...]] = {
    "check": (report.Report,),
    "plan": (plan.Plan,),
    "form": (forms.FormCard,),
    "list": (forms.FormList,),
    "convert": (forms.Conversion,),
    "intake": (intakes.IntakeTable,),
    "interactions": (interactions.InteractionAnswer, interactions.InteractionClassList),
    "cautions": (cautions.CautionList,),
    "sources": (sources.SourceList,),
    "sources-check": (sources.SourceReview,),
    "use": (evidence.UseList,),
    "claims": (evidence.ClaimList,),
    "food": (intakes.FoodList,),
    "search": (search.SearchAnswer,),
    "compare": (compare.FormComparison,),
    "profile": (profile.ProfileAnswer,),
    "label": (label_reading.LabelReading,),
    "labels": (label_collection.LabelFiles,),
    "due": (due.DueList,),
    "no-magnesium": (rows.NoMagnesiumRow,),
    "group": (rows.GroupAnswer,),
}
"""Each output and the record, or the alternative records, it is made of."""

_COMMAND_ERROR = {
    "type": "object",
    "properties": {
        "schema": {"const": ERROR_SCHEMA},
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "suggestions": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["code", "message", "suggestions"],
            "additionalProperties": False,
        },
    },
    "required": ["schema", "error"],
    "additionalProperties": False,
}
_ROW_ERROR = {
    "type": "object",
    "properties": {
        "schema": {"const": ERROR_SCHEMA},
        "row": {"type": "integer", "minimum": 1},
        "error": {"type": "string"},
        "code": {"enum": ["amount-not-said", "not-understood"]},
    },
    "required": ["schema", "row", "error"],
    "additionalProperties": False,
}
_ERROR = {"$schema": shape.DIALECT, "oneOf": [_COMMAND_ERROR, _ROW_ERROR]}
"""Error of a command, or of one row of `batch`."""
_WRITTEN_CITATION = {
    "type": "object",
    "properties": {
        "source": {"type": "string"},
        "locator": {"type": "string"},
        "checked": {"type": "string"},
        "seen": {"type": ["string", "null"]},
    },
    "required": ["source", "locator", "checked", "seen"],
    "additionalProperties": False,
}


def schema_names() -> tuple[str, ...]:
    """List the names that `maginfo schema` takes."""
    return (*OUTPUTS, "error", *(f"{kind}{FILE_SUFFIX}" for kind in shape.FILES))


def json_schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of an output or data file; UnknownNameError for any other name."""
    if name == "error":
        return _ERROR
    if name in OUTPUTS:
        return _output_schema(OUTPUTS[name])
    kind = name.removesuffix(FILE_SUFFIX)
    if name.endswith(FILE_SUFFIX) and kind in shape.FILES:
        return shape.json_schema(kind)
    raise UnknownNameError("schema", name, nearest(name, schema_names()), "maginfo schema")


LEFT_OUT_IN_ROWS = {report.Report.__name__: ("cautions", "claims", "bibliography")}
"""Fields of a report that are the same for every row of a table; `batch` writes them only with --full."""


def _output_schema(records: tuple[type[Record], ...]) -> dict[str, Any]:
    branches, definitions = shape.schemas_of(records)
    for record in dict.fromkeys(each for group in OUTPUTS.values() for each in group):  # one may hold another
        definition = definitions.get(record.__name__)
        if definition is not None:
            definition["properties"] = {"schema": {"const": record.SCHEMA}, **definition["properties"]}  # type: ignore[attr-defined]  # outputs have one
            definition["required"] = ["schema", *definition.get("required", [])]
    definitions.pop(TimeOfDay.__name__, None)
    for definition in definitions.values():
        _as_written(definition)
        _times_as_text(definition)
    definitions["Citation"] = _WRITTEN_CITATION
    for name, left_out in LEFT_OUT_IN_ROWS.items():
        if name in definitions:
            kept = [field for field in definitions[name]["required"] if field not in left_out]
            definitions[name]["required"] = kept
    return {
        "$schema": shape.DIALECT,
        "$defs": definitions,
        **(branches[0] if len(branches) == 1 else {"oneOf": branches}),
    }


def _times_as_text(schema: Any) -> None:
    """Replace every reference to a time of day by the text that JSON holds, 'HH:MM'."""
    for item in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _times_as_text(item)
    if isinstance(schema, dict) and schema.get("$ref") == f"#/$defs/{TimeOfDay.__name__}":
        del schema["$ref"]
        schema["type"] = "string"


def _as_written(definition: dict[str, Any]) -> None:
    """Change a schema to what `model.plain` writes: every field present, citations beside ids of sources.

    A source of the bibliography omits its empty fields.
    """
    properties = definition.get("properties")
    if properties is None:
        return
    if definition.get("title") != "Source":
        definition["required"] = list(properties)
    for name, locators in CITED.items():
        holds = properties.get(name, {}).get("items", {}).get("$ref", "")
        if holds.endswith("/Citation"):
            properties[locators] = {"type": "array", "items": {"$ref": "#/$defs/Citation"}}
            properties[name] = {"type": "array", "items": {"type": "string"}}
            definition["required"] = [*definition["required"], locators]
