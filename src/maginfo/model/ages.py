"""Ages as the reference tables use them: completed months, both ends inclusive."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

MONTHS_IN_A_YEAR = 12
MAX_YEARS = 130
"""The highest age that is read as a person's."""


class AgeBand(NamedTuple):
    """Completed months from `low_months` to `high_months`, inclusive; `high_months` None is open-ended."""

    low_months: int
    high_months: int | None

    def overlaps(self, other: AgeBand) -> bool:
        """Return whether the two bands have an age in common."""
        starts_before_other_ends = other.high_months is None or self.low_months <= other.high_months
        ends_after_other_starts = self.high_months is None or self.high_months >= other.low_months
        return starts_before_other_ends and ends_after_other_starts


ADULT = AgeBand(19 * MONTHS_IN_A_YEAR, None)
"""The age assumed if none is given: from 19 years, which every authority counts as adult."""


@cache
def read_age_band(text: str) -> AgeBand:
    """Read '0-5 mo', '8 mo', '19-30 y' or '71+ y'; ValueError for anything else.

    '14-18 y' runs from the 14th birthday to the day before the 19th: 168 to 227 completed months.
    """
    match = re.fullmatch(r"(\d+)(?:-(\d+)|(\+))? (mo|y)", text)
    if match is None:
        raise ValueError(f"ages '{text}': write '0-5 mo', '19-30 y' or '71+ y'")
    first, last, open_ended, unit = match.groups()
    months = MONTHS_IN_A_YEAR if unit == "y" else 1
    low = int(first) * months
    if open_ended:
        return AgeBand(low, None)
    high = (int(last or first) + 1) * months - 1
    if high < low:
        raise ValueError(f"ages '{text}': ends before it begins")
    return AgeBand(low, high)
