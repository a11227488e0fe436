"""The verdicts on claims, as people read them."""

VERDICTS = {
    "supported": "supported",
    "qualified": "supported with a qualifier",
    "overstated": "overstated",
    "wrong-form": "shown for another form",
    "wrong-unit": "wrong unit",
    "contradicted": "contradicted",
    "not-found": "not found",
}
