"""The figures of an answer for programs: a few fields of its JSON, by the JSON's own names."""

from __future__ import annotations

from typing import Any

_Fields = dict[str, Any]
"""Fields that are kept; None keeps all of a field, another mapping some of its fields, or of each of its items."""

_AMOUNTS: _Fields = {"supplement_mg_per_day": None}
_FINDINGS: _Fields = {"code": None, "severity": None}
_LIMIT: _Fields = {"low": None, "high": None, "scope": None, "status": None, "holds": None}

FIGURES: dict[str, _Fields] = {
    "maginfo.check/1": {
        **_AMOUNTS,
        "diet_mg_per_day": None,
        "total_mg_per_day": None,
        "references": {"authority": None, "upper_limit": _LIMIT},
        "findings": _FINDINGS,
    },
    "maginfo.plan/1": {
        **_AMOUNTS,
        "schedule": {"time": None, "what": None, "kind": None},
        "windows": None,
        "conflicts": _FINDINGS,
        "findings": _FINDINGS,
    },
    "maginfo.convert/1": {
        "elemental_mg": None,
        "mmol": None,
        "meq": None,
        "percent_daily_value": None,
        "compound_mg": None,
        "form": None,
    },
    "maginfo.label/1": {
        "lines": {"elemental_mg": None, "basis": None, "forms": None, "consistent": None},
        "supplement_mg_per_serving": None,
        **_AMOUNTS,
    },
    "maginfo.form/1": {"id": None, "commercial_fraction": None},
    "maginfo.interactions/1": {
        "matches": {
            "drug": None,
            "class_id": None,
            "severity": None,
            "direction": None,
            "take_drug_before_h": None,
            "take_drug_after_h": None,
            "never_together": None,
        }
    },
    "maginfo.cautions/1": {"cautions": {"id": None, "severity": None}},
    "maginfo.use/1": {"uses": {"id": None, "grade": None, "direction": None}},
    "maginfo.food/1": {"foods": {"id": None, "mg_per_100g": None}},
    "maginfo.search/1": {"hits": {"kind": None, "id": None}},
    "maginfo.intake/1": {
        "rows": {
            "authority": None,
            "sex": None,
            "state": None,
            "age": {"text": None},
            "recommended_mg": None,
            "upper_limit_mg": None,
            "per_kg": None,
        }
    },
}
"""The fields kept of each answer, by its schema."""


def figures_of(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of an answer's JSON; empty for an answer without any."""
    kept: dict[str, Any] = _picked(answer, FIGURES.get(answer.get("schema", ""), {}))
    return kept


def _picked(value: Any, fields: _Fields | None) -> Any:
    if fields is None or value is None:
        return value
    if isinstance(value, list):
        return [_picked(item, fields) for item in value]
    return {name: _picked(value.get(name), inner) for name, inner in fields.items() if name in value}
