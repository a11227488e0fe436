"""The data's words as people read them."""

from __future__ import annotations

VERDICTS = {
    "supported": "supported",
    "qualified": "supported with a qualifier",
    "overstated": "overstated",
    "wrong-form": "shown for another form",
    "wrong-unit": "wrong unit",
    "contradicted": "contradicted",
    "not-found": "not found",
}
"""On claims."""

DIRECTIONS = {
    "benefit": "benefit",
    "probable-benefit": "probable benefit",
    "mixed": "mixed",
    "no-benefit": "no benefit",
    "unknown": "not known",
    "harm": "harm",
}
"""Of evidence."""

GRADES = (
    "Grades: A treatment-level proof; B several trials or a guideline, effect probable; C small or inconsistent "
    "trials; D hypothesis, case reports, animals; N tested and not shown; X intravenous only; – form not studied."
)

NOTHING_ABOVE_INFO = "nothing above information"
"""The verdict of an answer that is `ok`."""
