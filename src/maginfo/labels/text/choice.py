"""Choose the figure of a line that is the magnesium in a serving."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from maginfo.dosing.spans import Span, total
from maginfo.labels.amounts import all_alike, is_whole_of
from maginfo.labels.text.tokens import Kind
from maginfo.labels.text.vocabulary import ON_THE_SKIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maginfo.labels.reading import LabelBasis
    from maginfo.labels.text.mentions import Mention
    from maginfo.labels.text.tokens import NotSource

MAX_NOTES = 4
_PAIR = 2


class Figure:
    """The figure of one mention with its basis: the element, a compound's mass, or open; amounts in mg."""

    __slots__ = ("basis", "compound_mg", "elemental", "mention", "notes", "readings")

    def __init__(self, mention: Mention) -> None:
        self.mention = mention
        self.basis: LabelBasis | None = None
        self.elemental: Span | None = None
        self.compound_mg: float | None = None
        self.readings: Span | None = None
        self.notes: list[str] = []


def choose(figures: list[Figure], notes: list[str]) -> Figure | None:
    """Choose the figure of a line: a total before its parts, printed magnesium before a salt's mass."""
    if not figures:
        return None
    elemental = [each for each in figures if each.basis == "elemental"]
    totals = [each for each in elemental if each.mention.total]
    if totals:
        return totals[0]
    if len(elemental) > 1:
        return _of_several(elemental, notes)
    chosen = elemental[0] if elemental else None
    others = [each for each in figures if each.basis in ("compound", "open") and each is not chosen]
    if chosen is not None:
        masses = [each for each in others if each.compound_mg or each.readings]
        if len(masses) == 1 and chosen.compound_mg is None:
            _with_mass(chosen, masses[0])
        return chosen
    if len(others) > 1:
        return _of_salts(others, notes)
    return others[0] if others else figures[0]


def _with_mass(chosen: Figure, other: Figure) -> None:
    """Add the salt's mass to the printed magnesium: '450 mg of the hydroxide — 190 mg of magnesium'."""
    mass = other.compound_mg if other.compound_mg is not None else other.readings.high if other.readings else None
    mg = chosen.elemental.low if chosen.elemental is not None else None
    if mass is not None and mg is not None and mass > mg:
        chosen.compound_mg = mass


def _of_several(elemental: list[Figure], notes: list[str]) -> Figure:
    """Choose among several printed amounts of magnesium: one amount repeated, a total, or the element's own."""
    certain = [each for each in elemental if each.elemental is not None and each.elemental.certain]
    elemental = certain or elemental
    amounts = [each.elemental.high for each in elemental if each.elemental is not None]
    if all_alike(amounts):
        return elemental[0]
    for each in elemental:
        if each.elemental is not None and is_whole_of(each.elemental.low, amounts):
            return each
    bare = [each for each in elemental if each.mention.kind is Kind.MAGNESIUM]
    if len(bare) == 1 and len(elemental) > 1:
        return bare[0]
    if _of_different_sources(elemental):
        made = Figure(elemental[0].mention)
        made.basis, made.readings = "open", Span(max(amounts), sum(amounts))
        made.notes.append(f"magnesium of {len(elemental)} sources is printed; whether the amounts add up is not said")
        return made
    notes.append("several amounts of magnesium are printed; which of them is the serving's is not said")
    return Figure(elemental[0].mention)


def _of_different_sources(figures: Sequence[Figure]) -> bool:
    """Return whether the figures name different sources: '100 mg magnesium from citrate, 50 mg from oxide'."""
    named = [form for each in figures for form in {form.form for form in each.mention.forms}]
    sourced = all(each.mention.sourced and each.mention.forms for each in figures)
    return sourced and len(set(named)) == len(named) and any(each.mention.amount_first for each in figures)


def _of_salts(others: list[Figure], notes: list[str]) -> Figure:
    """Add the figures of several salts, where each names a different one.

    Two of the same magnesium may be one: '724 mg of the hydroxide, equivalent to 500 mg of the oxide'.
    """
    first = others[0]
    made = Figure(first.mention)
    named = [form.form for each in others for form in each.mention.forms]
    spans = [span for each in others if (span := each.readings or each.elemental) is not None]
    if len(set(named)) < len(named) or len(named) < len(others) or len(spans) < len(others):
        notes.append("several figures are named; which of them is the serving's magnesium is not said")
    elif len(spans) == _PAIR and all_alike([span.low for span in spans]):
        notes.append("two salts with the same magnesium are named; whether they are one amount is not said")
    elif all(each.basis == "compound" for each in others):
        made.basis, made.elemental = "compound", total(spans)
        made.compound_mg = sum(each.compound_mg or 0.0 for each in others)
        made.notes.append(f"the masses of {len(others)} salts were added")
    else:
        made.basis, made.readings = "open", total(spans)
        made.notes += [note for each in others for note in each.notes[:1]][:MAX_NOTES]
        made.notes.append(f"the figures of {len(others)} salts were added")
    return made


def passed_over(mentions: Iterable[Mention]) -> Iterable[str]:
    """Yield notes on ingredients that are named but provide no magnesium."""
    for mention in mentions:
        if mention.kind is Kind.NOT_SOURCE:
            named = cast("NotSource", mention.value)
            yield f"{named.name} is no source of magnesium ({named.kind})"
        elif mention.value == ON_THE_SKIN:
            yield "magnesium on the skin counts as 0 mg"
        elif mention.negated and mention.kind in (Kind.MAGNESIUM, Kind.FORM):
            yield "magnesium is named as absent"
