"""What names mean: a form, the substance of a dose, a medicine, a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maginfo.catalogue.products import NamedProduct
    from maginfo.model.bibliography import Citation
    from maginfo.model.conditions import Condition
    from maginfo.model.constraints import Direction, State
    from maginfo.model.forms import Compound, Form
    from maginfo.model.hours import HoursApart
    from maginfo.model.medicines import Medicine
    from maginfo.model.safety import BrandMarket, Caution, Escalation, InteractionClass, Member, Severity

NameState = Literal["recorded", "none-recorded", "recognised", "unknown"]
"""In order: an interaction is recorded; a search found none; the medicine exists but was not searched; no such name."""


class FormMatch(NamedTuple):
    """The form that a name means, and its compound if the name is that precise."""

    form: Form
    compound: Compound | None
    topical: bool = False
    """Whether the name means the form applied to the skin."""

    @property
    def most_magnesium(self) -> float | None:
        """The highest mass of magnesium per mass of material; None if not known."""
        if self.compound is not None:
            return self.compound.elemental_fraction
        return self.form.elemental_fraction[1] if self.form.elemental_fraction is not None else None


class DoseSubstance(NamedTuple):
    """What the name in a dose means."""

    form: Form | None
    """None for a product with several salts or an unknown one."""
    compound: Compound | None = None
    topical: bool = False
    product: NamedProduct | None = None
    """The product, where the name is one."""


class MedicineMatch(NamedTuple):
    """A class of medicines that a name belongs to, and its member if the name is that of one medicine."""

    group: InteractionClass
    member: Member | None

    @property
    def name(self) -> str:
        """The name of the medicine, or of the class."""
        return self.group.name if self.member is None else self.member.name

    def market_of(self, name: str) -> BrandMarket | None:
        """Return the market in which the brand `name` is this medicine; None if no limit to one market is recorded."""
        markets = self.member.markets if self.member is not None else ()
        return next((each for each in markets if name_key(each.brand) == name_key(name)), None)

    @property
    def severity(self) -> Severity:
        """The severity before any escalation; for a class as a whole, the highest among its medicines."""
        return self.group.max_severity if self.member is None else self.group.severity_of(self.member)

    @property
    def direction(self) -> Direction:
        """The direction of the medicine, or else of its class."""
        return self.group.direction if self.member is None else self.group.direction_of(self.member)

    @property
    def hours(self) -> HoursApart:
        """The separation; for a class as a whole, the longest."""
        return self.group.strictest_hours if self.member is None else self.group.hours_of(self.member)

    @property
    def action(self) -> str:
        """What the sources say to do with the medicine; of a class as a whole, what they say of all its medicines."""
        return self._own_action or self.group.action

    @property
    def short_action(self) -> str | None:
        """The same on two lines, where it takes more."""
        return self.group.short_action if self._own_action is None else None

    @property
    def _own_action(self) -> str | None:
        return None if self.member is None else self.member.action or self.group.member_action

    @property
    def escalations(self) -> tuple[Escalation, ...]:
        """Escalations of the class, then of the medicine; for a class as a whole, of all its medicines."""
        members = self.group.members if self.member is None else (self.member,)
        return tuple(dict.fromkeys((*self.group.escalate, *(step for member in members for step in member.escalate))))

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Sources of the medicine, then of its class, each once."""
        own = () if self.member is None else self.member.sources
        return tuple(dict.fromkeys((*own, *self.group.sources)))

    @property
    def title_sources(self) -> tuple[Citation, ...]:
        """Sources of the hours. The medicine's own sources alone, if it takes no hour from its class."""
        if self.member is None or not self.member.sources or not self.hours.within(self.member.own_hours):
            return self.sources
        return self.member.sources


class ResolvedName(NamedTuple):
    """One medicine that a text names, or a part of the text that names no medicine."""

    text: str
    """The part of the text that was resolved, as written; the whole text where it names one medicine."""
    state: NameState
    matches: tuple[MedicineMatch, ...] = ()
    """The classes that the medicine belongs to; only with the states 'recorded' and 'none-recorded'."""
    medicine: Medicine | None = None
    """The medicine's row in the table of medicines; only with the state 'recognised'."""
    suggestions: tuple[str, ...] = ()
    """Known names that may have been mistyped as this one; only with the state 'unknown'."""
    of_swallowed: tuple[MedicineMatch, ...] = ()
    """What is recorded for other routes of the medicine, where the text says that it is another one: eye drops."""


def known_names(parts: Sequence[ResolvedName]) -> tuple[str, ...]:
    """Return the catalogue's names of what a text names: medicines, or the classes it stands for, each once."""
    names = [match.name for part in parts for match in part.matches]
    names += [part.medicine.name for part in parts if part.medicine is not None]
    return tuple(dict.fromkeys(names))


class ResolvedCondition(NamedTuple):
    """What is known under the name of a condition or a population, or which fact it states."""

    state: NameState | Literal["stated"]
    """'stated': a fact about the person that is no condition, such as 'eGFR 95', '40 years old' and 'none'."""
    caution: Caution | None = None
    """The caution; None if none is recorded."""
    name: str | None = None
    """The main name of a recognised condition."""
    use: str | None = None
    """Id of the use that records the evidence on magnesium for the condition."""
    condition: Condition | None = None
    """The row of the condition in the table of conditions."""
    suggestions: tuple[str, ...] = ()
    """Names that may have been meant; only with the state 'unknown'."""
    implies: State | None = None
    """The state that the name implies: that of a population, or pregnancy with 'gestational diabetes'."""
    ages: str | None = None
    """The ages that the name implies, as `read_age_band` reads them: '4 y', or those of a population."""
    exact_age: bool = False
    """Whether the ages are the age of one person: 'my 4 year old'."""
    egfr: float | None = None
    """The eGFR that the name states."""

    @property
    def tells_of_the_person(self) -> bool:
        """Whether the name says something of the person's state, age or kidney function."""
        return self.implies is not None or self.ages is not None or self.egfr is not None
