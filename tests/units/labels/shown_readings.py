"""A reading of a label as a page of text, for the snapshots of whole readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo import Span

if TYPE_CHECKING:
    from maginfo.labels.reading import LabelReading


def written(value: Any) -> str:
    """A figure with the digits that matter, a range as its two ends."""
    if isinstance(value, Span):
        return written(value.low) if value.certain else f"{written(value.low)} to {written(value.high)}"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def page(reading: LabelReading) -> str:
    """Everything that a reading says, without what it leaves out."""
    told = []
    for record in (*reading.lines, reading):
        known = {name: value for name, value in vars(record).items() if value not in (None, (), {})}
        told.append(known.pop("text", known.pop("title", "")))
        many = {name: known.pop(name, ()) for name in ("lines", "bibliography", "forms", "sources", "notes")}
        told += [f"  {name}: {written(value)}" for name, value in known.items()]
        told += [f"  {name}: {', '.join(many[name])}" for name in ("forms", "sources") if many[name]]
        told += [f"  - {note}" for note in many["notes"]]
    return "\n".join(told)
