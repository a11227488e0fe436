"""The codes of findings: what scripts go by. Those of the data's records are `condition:ID` and `interaction:ID`."""

ABOVE_UPPER_LIMIT = "above-upper-limit"
MAY_EXCEED_UPPER_LIMIT = "may-exceed-upper-limit"
"""The total is a range that straddles the limit."""
NO_UPPER_LIMIT = "no-upper-limit"
"""None is set; never read as unlimited."""
NEEDS_WEIGHT = "needs-weight"
NO_PUBLISHED_VALUE = "no-published-value"
ABOVE_OTHER_AUTHORITY = "above-other-authority"
"""Over the limit of a stricter authority that was not asked for."""
EDITION_REPLACED = "edition-replaced"
"""The authority has a newer edition that is not in the data."""
LIMIT_DOES_NOT_HOLD = "limit-does-not-hold"
"""Upper limits are not set for people like this one."""
TOXIC_RANGE = "toxic-range"
LARGE_SINGLE_DOSE = "large-single-dose"
DEPENDS_ON_LABEL = "depends-on-label"
COMPOUND_SUSPECTED = "compound-suspected"
SHARE_OF_RECOMMENDED = "share-of-recommended"
BELOW_RECOMMENDED = "below-recommended"
MEETS_RECOMMENDED = "meets-recommended"
ABOVE_RECOMMENDED = "above-recommended"
DIRECTIONS_NOT_READ = "directions-not-read"
"""A label's words on how many a day are not understood."""
DUPLICATE_PRODUCT = "duplicate-laxative-antacid"
"""Another magnesium product among the doses."""

OF_THE_DOSE = frozenset(
    {
        *(ABOVE_UPPER_LIMIT, MAY_EXCEED_UPPER_LIMIT, NO_UPPER_LIMIT, NEEDS_WEIGHT, NO_PUBLISHED_VALUE),
        *(ABOVE_OTHER_AUTHORITY, TOXIC_RANGE, LARGE_SINGLE_DOSE, DEPENDS_ON_LABEL, COMPOUND_SUSPECTED),
        *(LIMIT_DOES_NOT_HOLD, EDITION_REPLACED),
        *(SHARE_OF_RECOMMENDED, BELOW_RECOMMENDED, MEETS_RECOMMENDED, ABOVE_RECOMMENDED, DUPLICATE_PRODUCT),
        DIRECTIONS_NOT_READ,
    }
)
"""All that come from the dose. `infant` and `child` are the data's: cautions with a code of their own."""
