"""Find the labels in the content of a file: NIH DSLD records, products of Open Food Facts, or the text of one label.

JSON may be one label, a list, JSON Lines, or an answer of an API in which labels are nested.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.errors import DataError
from maginfo.labels.dsld.document import parse_json
from maginfo.labels.dsld.reader import read_dsld
from maginfo.labels.food_facts import Fields, fields_of, read_fields
from maginfo.labels.product_names import NamesMagnesium, read_name
from maginfo.labels.reading import LabelLine, LabelReading
from maginfo.labels.text.reader import MAX_LABEL_LENGTH, MAX_LINE_LENGTH, read_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue

MAX_LABELS = 100_000
"""Labels of one file."""
MAX_CHARACTERS = 20_000_000
"""Characters of one file of JSON."""
MAX_VALUES = 4_000_000
"""Values of one file of JSON."""
MAX_DEPTH = 12
"""Levels of JSON that are searched for labels."""
_DSLD_KEY = "ingredientRows"
_NO_FIELD = "Open Food Facts: no amount of magnesium was entered"
_SEARCH_KEYS = frozenset({"hits", "allIngredients"})


class FoundLabel(NamedTuple):
    """One label of a file."""

    place: str | None
    """Where it stands among several: 'line 3', 'hits[2]._source'."""
    content: str | Mapping[str, Any]
    """The text of a label, or a record in JSON."""
    fault: str | None = None
    """Why it is no label, where it stands among labels."""


def labels_in(text: str) -> list[FoundLabel]:
    """Return the labels of a file's text, in order; DataError for JSON without a label."""
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        raise DataError("is empty")
    if not may_be_json(stripped):
        return [FoundLabel(None, text)]
    try:
        parsed = parse_json(text, MAX_CHARACTERS, MAX_VALUES)
    except DataError:
        lines = [line for line in stripped.splitlines() if line.strip()]
        if len(lines) > 1 and all(may_be_json(line.lstrip()) for line in lines):
            return _of_lines(text)
        raise
    found = list(_labels_of(parsed, ""))
    if not any(label.fault is None for label in found):
        raise DataError(_without_labels(parsed))
    if len(found) > MAX_LABELS:
        raise DataError(f"holds more than {MAX_LABELS:,} labels")
    return [found[0]._replace(place=None)] if len(found) == 1 else found


def read_found(catalogue: Catalogue, found: FoundLabel) -> LabelReading:
    """Read one label; DataError for a record that is none."""
    if found.fault is not None:
        raise DataError(found.fault)
    if isinstance(found.content, str):
        return _read_text(catalogue, found.content)
    if _DSLD_KEY in found.content:
        return read_dsld(catalogue, found.content)
    fields = fields_of(found.content)
    name = found.content.get("product_name")
    title = name if isinstance(name, str) and name else None
    if fields is None or fields == Fields():
        names_magnesium = title is not None and isinstance(read_name(catalogue, title), NamesMagnesium)
        lines = (LabelLine(title or "", notes=(_NO_FIELD,)),) if names_magnesium else ()
        return LabelReading.of_lines(*lines).replaced(title=title)
    line = read_fields(fields, " ".join(["Magnesium", fields.value or "", fields.unit or ""]).strip())
    return LabelReading.of_lines(line, mg_per_serving=line.elemental_mg).replaced(title=title)


def _read_text(catalogue: Catalogue, text: str) -> LabelReading:
    """Read the text of a label; DataError where nothing is found and a part was too long to be read."""
    reading = read_label(catalogue, text)
    found = any(line.elemental_mg is not None or line.readings_mg is not None for line in reading.lines)
    if not found and (len(text) > MAX_LABEL_LENGTH or max(map(len, text.splitlines())) > MAX_LINE_LENGTH):
        raise DataError(
            f"has a line of more than {MAX_LINE_LENGTH:,} characters, or more than {MAX_LABEL_LENGTH:,} in all, and no "
            "label is so long; it was not read"
        )
    return reading


def may_be_json(text: str) -> bool:
    """Return whether a text begins as JSON does: '[' is also the first character of some labels."""
    return text.startswith("{") or (text.startswith("[") and text[1:].lstrip()[:1] in ("{", "[", "]", '"'))


def _of_lines(text: str) -> list[FoundLabel]:
    """Return the labels of JSON Lines; a line without a label stays among them, so that reading it says why."""
    found: list[FoundLabel] = []
    first: Any = None
    holds_labels = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            parsed = parse_json(line)
        except DataError as error:
            found.append(FoundLabel(f"line {number}", line, error.message))
            continue
        first = parsed if first is None else first
        labels = list(_labels_of(parsed, ""))
        holds_labels = holds_labels or bool(labels)
        if not labels:
            found.append(FoundLabel(f"line {number}", line, _without_labels(parsed)))
        found += [label._replace(place=f"line {number}{f', {label.place}' if label.place else ''}") for label in labels]
        if len(found) > MAX_LABELS:
            raise DataError(f"holds more than {MAX_LABELS:,} labels")
    if not holds_labels:
        raise DataError(_without_labels(first))
    return found


def _labels_of(parsed: Any, place: str, depth: int = 0) -> Iterator[FoundLabel]:
    """Yield the labels in parsed JSON, each with its place; a label is not searched for further ones."""
    if depth > MAX_DEPTH:
        return
    if isinstance(parsed, Mapping):
        if _DSLD_KEY in parsed or fields_of(parsed) is not None:
            yield FoundLabel(place or None, parsed)
            return
        for key, value in parsed.items():
            if isinstance(value, (Mapping, list)):
                yield from _labels_of(value, f"{place}.{key}" if place else str(key), depth + 1)
    elif isinstance(parsed, list):
        yield from _of_list(parsed, place, depth)


def _of_list(parsed: list[Any], place: str, depth: int) -> Iterator[FoundLabel]:
    """Yield the labels of a list, and what stands among them and is none; a list of texts alone is one of labels."""
    places = [f"{place}[{number}]" for number in range(1, len(parsed) + 1)]
    if not place and parsed and all(isinstance(value, str) and value.strip() for value in parsed):
        yield from map(FoundLabel, places, parsed)
        return
    found = [list(_labels_of(value, at, depth + 1)) for value, at in zip(parsed, places, strict=True)]
    if any(found):
        for value, at, labels in zip(parsed, places, found, strict=True):
            yield from labels or [FoundLabel(at, str(value), _without_labels(value))]


def _without_labels(parsed: Any) -> str:
    """Return why parsed JSON holds no label."""
    if isinstance(parsed, Mapping):
        keys = ", ".join(str(key) for key in list(parsed)[:5]) or "none"
        if _SEARCH_KEYS & parsed.keys():
            return (
                "is a search answer without 'ingredientRows': it names labels and does not hold them; "
                "each is at https://api.ods.od.nih.gov/dsld/v9/label/ID"
            )
        return f"is JSON without a label: no object in it has 'ingredientRows' or 'nutriments' (its first keys: {keys})"
    return "is JSON without a label: no object in it has 'ingredientRows' or 'nutriments'"
