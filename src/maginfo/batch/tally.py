"""What many rows came to."""

from __future__ import annotations

from collections import Counter

from maginfo.batch.parts import AmountNotSaid, NoMagnesium, NotUnderstood, Rejection
from maginfo.catalogue.records.severities import OK, Severity

_REJECTED_AS = {
    AmountNotSaid.code: "magnesium named and its amount not said",
    NotUnderstood.code: "name not understood",
}
NOTHING_FOUND = ""
"""Counts as ok, and stays under the least severity of a finding."""


class Tally:
    """Counts rows as they are answered."""

    def __init__(self) -> None:
        self.rows = 0
        self.rejected = 0
        self.first_rejected: str | None = None
        """Which, and why."""
        self.severities: Counter[str] = Counter()
        """Of the rows that were checked, the severities of their reports."""
        self.without_magnesium = 0
        """Rows that name something else: neither checked nor rejected."""
        self.kinds: Counter[str] = Counter()
        """Of the rejected rows, the codes of those that have one."""

    def leave_out(self, rejection: Rejection) -> None:
        """Count the row that was numbered last as rejected, or as one without magnesium."""
        if isinstance(rejection, NoMagnesium):
            self.without_magnesium += 1
        else:
            self._reject(rejection)

    def _reject(self, error: Rejection) -> None:
        self.rejected += 1
        if error.code is not None:
            self.kinds[error.code] += 1
        if self.first_rejected is None:
            self.first_rejected = f"row {self.rows}: {error}"

    def reached(self, threshold: Severity) -> bool:
        """Whether a finding of any row is at least that severe."""
        if threshold is Severity.INFO and self.severities[OK]:
            return True
        return any(self.severities[severity.value] for severity in Severity if severity >= threshold)

    def summary(self) -> str:
        """'200000 rows: 199990 checked (avoid 12, major 3100, ok 196878), 10 rejected; the first, row 7: ...'."""
        by_severity = {severity.value: self.severities[severity.value] for severity in reversed(Severity)}
        by_severity[OK] = self.severities[OK] + self.severities[NOTHING_FOUND]
        counts = ", ".join(f"{severity} {count}" for severity, count in by_severity.items() if count)
        checked = self.rows - self.rejected - self.without_magnesium
        text = f"{self.rows} row{'' if self.rows == 1 else 's'}: {checked} checked{f' ({counts})' if counts else ''}"
        if self.without_magnesium:
            text += f", {self.without_magnesium} with no magnesium named"
        kinds = [(said, self.kinds[code]) for code, said in _REJECTED_AS.items() if self.kinds[code]]
        told = ", ".join(f"{said} {count}" for said, count in kinds)
        text += f", {self.rejected} rejected{f' ({told})' if told else ''}"
        return text if self.first_rejected is None else f"{text}; the first, {self.first_rejected}"


def kind_of(severity: str, has_findings: bool) -> str:
    """What a checked row is counted as."""
    return severity if has_findings else NOTHING_FOUND
