"""The reference values that rows are compared with, computed once for all people who share them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from maginfo.batch.cache import store
from maginfo.batch.composed import SEPARATOR
from maginfo.dosing.intakes import compare, limit_code, strictest_limit
from maginfo.dosing.report import LimitStatus
from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.batch.parts import Stage
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Comparison, ReferenceRange
    from maginfo.model.intakes import Authority

NO_DOSE = Span.exactly(0.0)
"""mg a day; a comparison with it shows a person's values alone."""
_STATUSES: tuple[LimitStatus, ...] = get_args(LimitStatus)


class AuthorityValues(NamedTuple):
    """The chosen authority's values for a person, before any dose."""

    comparison: Comparison
    recommended: ReferenceRange | None
    limit: Span
    """The upper limit in mg a day over the life stages that match; infinite where none is set or computable."""
    status_within_limit: LimitStatus
    """The status of a supplement total that does not exceed the limit: below it, or no limit."""
    limit_codes: dict[LimitStatus, str]
    """The code of the major finding for each status, followed by a separator; empty for no finding."""
    columns: tuple[float | None, float | None, float | None]
    """recommended_low, recommended_high and upper_limit as written to a table."""


class ReferenceValues(NamedTuple):
    """The chosen authority's values for a person, and the limits of the others, in mg a day."""

    chosen: AuthorityValues
    stricter_limit: float
    """The lowest limit of another authority if it is below the chosen one's, otherwise infinite."""
    lowest_other_limit: float
    """The lowest limit of another authority; infinite where none is set."""
    per_kg: Sequence[Authority]
    """The authorities with a limit per kg for this person, until the weight is known."""


class ReferenceTable:
    """Reference values by person, for one chosen authority."""

    def __init__(self, catalogue: Catalogue, authority: Authority) -> None:
        self._authority = authority
        self._others = [each for each in catalogue.limits if each.id != authority.id]
        self._cached: dict[Any, ReferenceValues] = {}

    def values(self, stage: Stage, weight_kg: float | None) -> ReferenceValues:
        """Return the values for this sex, state and age, and for this weight where a limit is per kg."""
        values = self._cached.get(stage.values_key)
        if values is None:
            values = store(self._cached, stage.values_key, self._for_stage(stage.person))
        if not values.per_kg or weight_kg is None:
            return values
        key = (stage.values_key, weight_kg)
        weighed = self._cached.get(key)
        if weighed is None:
            weighed = store(self._cached, key, self._with_weight(stage.person.replaced(weight_kg=weight_kg), values))
        return weighed

    def _for_stage(self, person: Person) -> ReferenceValues:
        chosen = self._chosen(person)
        others = [compare(other, person, NO_DOSE) for other in self._others]
        compared = zip((self._authority, *self._others), (chosen.comparison, *others), strict=True)
        per_kg = [authority for authority, its in compared if its.upper_limit.status == "needs-weight"]
        return _combined(chosen, strictest_limit(others), per_kg)

    def _with_weight(self, person: Person, values: ReferenceValues) -> ReferenceValues:
        chosen = self._chosen(person) if self._authority in values.per_kg else values.chosen
        others = (each for each in values.per_kg if each.id != self._authority.id)
        lowest = strictest_limit(compare(other, person, NO_DOSE) for other in others)
        return _combined(chosen, min(values.lowest_other_limit, lowest), ())

    def _chosen(self, person: Person) -> AuthorityValues:
        comparison = compare(self._authority, person, NO_DOSE)
        lowest, highest = strictest_limit([comparison]), comparison.upper_limit.high
        limit_codes = {}
        for status in _STATUSES:
            code = limit_code(comparison, status)
            limit_codes[status] = "" if code is None else f"{code}{SEPARATOR}"
        return AuthorityValues(
            comparison=comparison,
            recommended=comparison.recommended,
            limit=Span(lowest, lowest if highest is None else highest),
            status_within_limit=comparison.upper_limit.status,
            limit_codes=limit_codes,
            columns=columns_of(comparison),
        )


def columns_of(comparison: Comparison) -> tuple[float | None, float | None, float | None]:
    """Return recommended_low, recommended_high and upper_limit of a row, mg a day."""
    recommended, limit = comparison.recommended, comparison.upper_limit.low
    return (None, None, limit) if recommended is None else (recommended.low, recommended.high, limit)


def _combined(chosen: AuthorityValues, lowest_other_limit: float, per_kg: Sequence[Authority]) -> ReferenceValues:
    stricter = lowest_other_limit if lowest_other_limit < chosen.limit.low else math.inf
    return ReferenceValues(chosen, stricter, lowest_other_limit, per_kg)
