"""Label documents for tests: made up row by row, or from the reduced records of the samples."""

from __future__ import annotations

from typing import Any

ADULTS = "Adults and children 4 or more years of age"
ADDS_NOTHING = (
    "Magnesium Stearate",
    "vegetable Magnesium Stearate",
    "Magnesium Stearate (vegetable source)",
    "Talc",
    "Magnesium Salicylate",
    "Esomeprazole Magnesium",
)
"""Names of rows in the group Magnesium that are not sources of it."""


def row(name: str, quantity: float, unit: str = "mg", *nested: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Builds one ingredient row; the arguments are the keys of the record and of its one `quantity` entry."""
    forms = [{"order": 1, "prefix": "as", "percent": None, "name": form} for form in more.pop("forms", ())]
    return {
        "order": 1,
        "name": name,
        "ingredientGroup": more.pop("group", "Magnesium"),
        "category": "mineral",
        "notes": more.pop("notes", None),
        "forms": forms,
        "quantity": [entry(quantity, unit, **more)],
        "nestedRows": list(nested),
    }


def entry(
    quantity: float,
    unit: str = "mg",
    *,
    percent: float | None = None,
    footnote: str | None = None,
    operator: str = "=",
    audience: str = ADULTS,
    order: int = 1,
    pieces: float = 1,
    piece: str = "Tablet(s)",
) -> dict[str, Any]:
    """Builds one entry of a row's `quantity`."""
    group = {"name": audience, "operator": "=", "percent": percent, "footnote": footnote}
    return {
        "servingSizeOrder": order,
        "servingSizeQuantity": pieces,
        "servingSizeUnit": piece,
        "operator": operator,
        "quantity": quantity,
        "unit": unit,
        "dailyValueTargetGroup": [group] if percent is not None or footnote is not None else [],
    }


def serving(
    least: float = 1, most: float | None = None, often: tuple[int, int] = (1, 1), **more: Any
) -> dict[str, Any]:
    """Builds one serving size of `least` to `most` pieces, taken `often` times a day."""
    return {
        "order": more.get("order", 1),
        "minQuantity": least,
        "maxQuantity": least if most is None else most,
        "minDailyServings": often[0],
        "maxDailyServings": often[1],
        "unit": more.get("unit", "Tablet(s)"),
        "inSFB": more.get("in_box", True),
        "notes": more.get("notes", ""),
    }


def label(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Builds a document of API v9 with the rows."""
    directions = [
        {"type": "Suggested/Recommended/Usage/Directions", "notes": text} for text in more.get("directions", ())
    ]
    return {
        "id": more.get("id", 900001),
        "brandName": "Maker",
        "fullName": "Product",
        "servingSizes": more.get("servings", [serving()]),
        "ingredientRows": list(rows),
        "otheringredients": {"text": None, "ingredients": [{"name": name} for name in more.get("others", ())]},
        "statements": directions,
    }


def from_parent_and_child(record: dict[str, Any]) -> dict[str, Any]:
    """The document that a line of samples/dsld/parent_child_labels.jsonl was reduced from, as far as it is known."""
    parents: list[dict[str, Any]] = []
    for each in record["rows"]:
        made = row(each["name"], each["quantity"], each["unit"])
        (parents[-1]["nestedRows"] if each["level"] else parents).append(made)
    return label(*parents, id=record["dsld_id"])


def from_normalised(record: dict[str, Any]) -> dict[str, Any]:
    """The document that a line of samples/dsld/labels_normalised.jsonl was reduced from, as far as it is known."""
    sizes = [{**size, "order": place, "inSFB": True} for place, size in enumerate(record["serving_sizes"], 1)]
    rows: dict[str | None, list[dict[str, Any]]] = {}
    for each in record["magnesium_rows"]:
        forms = [form for form in each["forms"] if form != "unspecified"]
        made = row(each["name"], each["quantity"], each["unit"], forms=forms, notes=each["dsld_notes"])
        made["quantity"] = [
            entry(
                each["quantity"],
                each["unit"],
                percent=each["percent_dv"],
                pieces=size["minQuantity"],
                piece=size["unit"],
                order=place,
            )
            for place, size in enumerate(record["serving_sizes"][:1], 1)
        ]
        rows.setdefault(each["parent"], []).append(made)
    blends = [row(parent, 0, "NP", *inside, group="Blend") for parent, inside in rows.items() if parent is not None]
    return label(
        *rows.get(None, ()),
        *blends,
        id=record["dsld_id"],
        servings=sizes,
        others=record["inactive_magnesium"],
        directions=record["directions"],
    )
