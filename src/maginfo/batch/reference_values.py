"""The reference values that a row is compared with, worked out once for all people whose values they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from maginfo.batch.cache import keep
from maginfo.batch.columns import BETWEEN
from maginfo.dosing.intakes import compare, limit_code, strictest_limit
from maginfo.dosing.report import LimitStatus
from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from maginfo.batch.parts import Stage
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.person import Person
    from maginfo.dosing.report import Comparison, ReferenceRange
    from maginfo.model.intakes import Authority

NOTHING_TAKEN = Span.exactly(0.0)
"""A person's values are read off a comparison with no dose at all."""
NEEDS_WEIGHT = "needs-weight"
_STATUSES: tuple[LimitStatus, ...] = get_args(LimitStatus)


class Own(NamedTuple):
    """The chosen authority's values for a person, before any dose."""

    comparison: Comparison
    recommended: ReferenceRange | None
    limit: Span
    """The upper limit over the life stages that match; infinite where none is set or none can be computed."""
    otherwise: LimitStatus
    """The status of what is not over that limit: below it, or with none set."""
    codes: dict[LimitStatus, str]
    """What is found where the supplement total has that status, with a `;` behind it; it is major."""
    columns: tuple[float | None, float | None, float | None]
    """As they are written."""


class Figures(NamedTuple):
    """The same, and how strict others are."""

    own: Own
    stricter: float
    """The lowest limit of another authority where it is under the chosen one's, otherwise infinite."""
    others: float
    """The lowest limit of another authority."""
    by_weight: list[Authority]
    """Those whose limit for this person is set per kg, as long as the weight is not known."""


class FigureTable:
    """Figures by person, for one authority."""

    def __init__(self, catalogue: Catalogue, authority: Authority) -> None:
        self._authority = authority
        self._others = [each for each in catalogue.limits if each.id != authority.id]
        self._kept: dict[Any, Figures] = {}

    def of(self, stage: Stage, weight_kg: float | None) -> Figures:
        """The figures for this sex, state and age; and for this weight, where it counts."""
        figures = self._kept.get(stage.key)
        if figures is None:
            figures = keep(self._kept, stage.key, self._of_stage(stage.person))
        if not figures.by_weight or weight_kg is None:
            return figures
        weighed = self._kept.get((stage.key, weight_kg))
        if weighed is None:
            person = stage.person.replaced(weight_kg=weight_kg)
            weighed = keep(self._kept, (stage.key, weight_kg), self._of_weight(person, figures))
        return weighed

    def _of_stage(self, person: Person) -> Figures:
        own = self._own(person)
        others = [compare(other, person, NOTHING_TAKEN) for other in self._others]
        compared = zip((self._authority, *self._others), (own.comparison, *others), strict=True)
        by_weight = [authority for authority, its in compared if its.upper_limit.status == NEEDS_WEIGHT]
        return _together(own, strictest_limit(others), by_weight)

    def _of_weight(self, person: Person, figures: Figures) -> Figures:
        own = self._own(person) if self._authority in figures.by_weight else figures.own
        others = (each for each in figures.by_weight if each.id != self._authority.id)
        by_weight = strictest_limit(compare(other, person, NOTHING_TAKEN) for other in others)
        return _together(own, min(figures.others, by_weight), [])

    def _own(self, person: Person) -> Own:
        comparison = compare(self._authority, person, NOTHING_TAKEN)
        lowest, highest = strictest_limit([comparison]), comparison.upper_limit.high
        codes = {}
        for status in _STATUSES:
            code = limit_code(comparison, status)
            codes[status] = "" if code is None else f"{code}{BETWEEN}"
        limit = Span(lowest, lowest if highest is None else highest)
        otherwise = comparison.upper_limit.status
        return Own(comparison, comparison.recommended, limit, otherwise, codes, columns_of(comparison))


def columns_of(comparison: Comparison) -> tuple[float | None, float | None, float | None]:
    """The recommended intake's least and greatest value, and the limit's least."""
    recommended, limit = comparison.recommended, comparison.upper_limit.low
    return (None, None, limit) if recommended is None else (recommended.low, recommended.high, limit)


def _together(own: Own, others: float, by_weight: list[Authority]) -> Figures:
    return Figures(own, others if others < own.limit.low else math.inf, others, by_weight)
