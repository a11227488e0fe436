"""Decide what one printed figure is: the element, a compound's mass, or open."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from maginfo.dosing.spans import Span
from maginfo.dosing.wording import amount as shown
from maginfo.dosing.wording import figure
from maginfo.labels.amounts import AMOUNTS, CHEMISTRY, same_in_other_unit
from maginfo.labels.chemistry import Fractions
from maginfo.labels.percentages import daily_values, fitting
from maginfo.labels.text.choice import Figure
from maginfo.labels.text.tokens import Amount, Kind

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.reading import DailyValueBasis
    from maginfo.labels.text.mentions import Mention
    from maginfo.labels.text.state import ParsedLine
    from maginfo.labels.text.tokens import Percent
    from maginfo.model.rules import LabelLimits

MAX_NAMED = 4
_MG_PER_G = 1000
_HALF_A_GRAM = 500.0


class FigureClassifier:
    """Classify the figures of mentions by the chemistry and the daily values of one catalogue."""

    def __init__(self, catalogue: Catalogue, limits: LabelLimits) -> None:
        self._limits = limits
        self._references = daily_values(catalogue)
        self._fractions = Fractions(catalogue)

    def classify(self, mention: Mention, parsed: ParsedLine) -> Figure:
        """Return the figure beside a mention, with its basis and notes."""
        made = Figure(mention)
        if mention.amount is not None and mention.amount.readings:
            mention.amount = self._with_the_reading_that_fits(mention, mention.amount)
        printed = mention.stated_amount if mention.stated_amount is not None else mention.source_amount
        if printed is not None and printed.fault is not None:
            made.notes.append(printed.fault)
        ends = printed.ends if printed is not None else None
        if ends is not None:
            self._of_a_range(made, mention, ends, parsed)
        elif mention.gives is not None:
            self._given(made, mention)
        elif mention.amount is None and mention.parts:
            self._of_parts(made, mention)
        elif mention.amount is None:
            self._source_mass_alone(made, mention, parsed)
        elif mention.amount.mg is None or self._is_doubtful(made, mention, mention.amount, parsed):
            pass
        elif mention.kind is Kind.MAGNESIUM:
            self._of_magnesium(made, mention, mention.amount, parsed)
        else:
            self._of_a_form(made, mention, mention.amount, parsed)
        return made

    def _of_a_range(self, made: Figure, mention: Mention, ends: Span, parsed: ParsedLine) -> None:
        """Read a range as its upper end is read, and take the lower end by the same reading."""
        if ends.high <= 0:
            return
        of_upper = copy(mention)
        upper = Amount(ends.high, f"{figure(ends.high)} mg", "mg")
        of_upper.amount, of_upper.gives = (mention.amount, upper) if mention.gives is not None else (upper, None)
        of_upper.further_amounts = []
        read = self.classify(of_upper, parsed)
        share = ends.low / ends.high
        made.basis, made.compound_mg = read.basis, read.compound_mg if read.basis == "elemental" else None
        if read.elemental is not None:
            made.elemental = Span(read.elemental.low * share, read.elemental.high)
        if read.readings is not None:
            made.readings = Span(read.readings.low * share, read.readings.high)
        made.notes += read.notes

    def _is_doubtful(self, made: Figure, mention: Mention, amount: Amount, parsed: ParsedLine) -> bool:
        """Return whether the printed amount is in doubt; the reason is added to the notes."""
        if amount.unit == "mcg":
            made.notes.append(f"'{amount.printed}' of magnesium may be a misprint: it is counted in milligrams")
            return True
        amounts = (amount, *mention.further_amounts)
        columns = [each.mg for each in amounts if each.mg is not None and not each.of_the_element]
        if parsed.compared and len(columns) > 1 and not any(self._fits(mention, mg) for mg in columns):
            made.notes.append("of several columns one may be counted per 100 g or 100 ml")
            return True
        if mention.slashed and len(columns) > 1 and not any(self._fits(mention, mg) for mg in columns):
            named = " / ".join(each.printed for each in amounts[:MAX_NAMED])
            made.notes.append(f"'{named}' are several amounts; which of them is meant is not said")
            self._of_a_range(made, mention, Span(min(columns), max(columns)), parsed)
            return True
        return False

    def _given(self, made: Figure, mention: Mention) -> None:
        """Take the printed magnesium of a salt: '400 mg oxide providing 241 mg magnesium (9.9 mmol)'."""
        if mention.gives is None or mention.gives.mg is None:
            return
        compound = mention.amount.mg if mention.amount is not None else None
        same = compound is not None and same_in_other_unit(compound, mention.gives.mg)
        if compound is not None and same and (mention.gives.of_the_element or mention.kind is Kind.MAGNESIUM):
            self._printed(made, compound, None)  # '97.2 mg (4 mmol)'
            return
        moles = mention.amount is not None and mention.amount.of_the_element
        self._printed(made, mention.gives.mg, None if same and moles else compound)

    def _printed(self, made: Figure, mg: float, compound: float | None) -> None:
        """Take `mg` as printed magnesium, with a note if the compound's mass does not fit that amount."""
        if compound is not None and self._is_too_much(mg, compound):
            made.compound_mg = None
            given = made.mention.gives.printed if made.mention.gives is not None else f"{figure(mg)} mg"
            is_of_a_salt = made.mention.forms or made.mention.may_be_compound_mass
            made.notes.append(
                f"{figure(compound)} mg of a compound cannot contain {given} of magnesium: the figures may be crossed"
                if is_of_a_salt
                else f"{figure(compound)} mg and '{given}' are not the same amount of magnesium"
            )
            return
        made.basis, made.elemental, made.compound_mg = "elemental", Span.exactly(mg), compound
        fraction = self._fractions.of(made.mention.forms)
        if compound is not None and fraction is not None:
            expected = fraction.times(compound)
            if not expected.low * (1 - CHEMISTRY) <= mg <= expected.high * (1 + CHEMISTRY):
                made.notes.append(
                    f"printed {figure(mg)} mg; by its chemistry {figure(compound)} mg of the compound would contain"
                    f" {shown(expected)}"
                )

    def _is_too_much(self, mg: float, compound: float) -> bool:
        """Return whether no compound of that mass contains so much magnesium."""
        return mg > compound * self._fractions.of_any.high * (1 + AMOUNTS)

    def _source_mass_alone(self, made: Figure, mention: Mention, parsed: ParsedLine) -> None:
        """Read an ingredient whose only amount is the mass of its source."""
        source = mention.source_amount
        if source is None or source.mg is None:
            return
        if mention.source_amount_first:
            self._compound(made, source.mg)
        else:
            self._of_a_form(made, mention, source, parsed)

    def _of_parts(self, made: Figure, mention: Mention) -> None:
        """Add the magnesium of several sources: '(90 mg from citrate, 60 mg from glycinate)'."""
        known = [part.mg for part in mention.parts if part.mg is not None]
        if len(known) == len(mention.parts):
            self._printed(made, sum(known), None)
            if len(known) > 1:
                made.notes.append(f"the magnesium of {len(known)} sources was added")

    def _by_substance(self, made: Figure, mention: Mention) -> bool:
        """Use an amount in moles, which refers to magnesium itself, to decide what a mass is: '535 mg, 5.26 mEq'."""
        columns = [
            each for each in (mention.amount, *mention.further_amounts) if each is not None and each.mg is not None
        ]
        moles = next((each for each in columns if each.of_the_element), None)
        if moles is None or moles.mg is None:
            return False
        masses = [each.mg for each in columns if not each.of_the_element and each.mg is not None]
        same = next((mass for mass in masses if same_in_other_unit(mass, moles.mg)), None)
        compound = next((mass for mass in masses if mass > moles.mg and mass != same), None)
        if compound is None and same is None and masses:
            compound = max(masses)  # too small to contain the magnesium; `_printed` adds a note
        if (
            compound is not None
            and same is None
            and (mention.elemental or (not mention.forms and self._is_too_much(moles.mg, compound)))
        ):  # it is no mass of a salt
            made.notes.append(f"{figure(compound)} mg and '{moles.printed}' are not the same amount of magnesium")
            return True
        source = mention.source_amount.mg if mention.source_amount is not None else None
        self._printed(made, moles.mg if same is None else same, compound if compound is not None else source)
        return True

    def _of_magnesium(self, made: Figure, mention: Mention, amount: Amount, parsed: ParsedLine) -> None:
        """Decide whether an amount beside the element's name is magnesium or a compound's mass."""
        if not mention.shared and self._by_substance(made, mention):
            return
        mg = self._first_that_fits(made, mention)
        source = mention.source_amount.mg if mention.source_amount is not None else None
        if mention.shared:
            made.notes.append(f"{amount.printed} stands after several ingredients; magnesium's share is not said")
        elif not mention.elemental and self._is_a_mass(mention, mg):
            self._open(made, mg)
        elif mention.elemental or (mention.sourced and not mention.blend):
            self._printed(made, mg, source if source is not None and source > mg else None)
            if source is not None and source < mg:
                made.notes.append(f"{figure(source)} mg is named with the source")
        elif self._fits(mention, mg) is not None:
            self._printed(made, mg, None)
        elif mention.split or mention.may_be_compound_mass or (mention.amount_first and mention.leading_words):
            self._open(made, mg)  # an unknown word between the amount and the element may make it a salt
        elif not _is_a_title(mention, parsed) and not _is_weighed(mention, amount, parsed):
            self._printed(made, mg, None)
        elif mention.after_salt_word or mg > self._limits.title_of_magnesium_mg or amount.unit == "g":
            self._open(made, mg)
        else:
            self._printed(made, mg, None)
            made.notes.append(f"{figure(mg)} mg stands in a product's name; it was taken as magnesium")

    def _is_a_mass(self, mention: Mention, mg: float) -> bool:
        """Return whether a figure beside the element's name is too large for magnesium: a compound's mass."""
        if self._fits(mention, mg) is not None:
            return False
        fraction = self._fractions.of(mention.forms)
        if fraction is None:
            return mg >= self._limits.serving_of_magnesium_mg
        needed_g = mg / fraction.high / _MG_PER_G
        return (
            mg >= self._limits.serving_of_magnesium_mg
            or needed_g >= self._limits.serving_of_compound_g
            or (bool(mention.percents) and self._fits_compound_closely(mention, mg, fraction))
        )

    def _of_a_form(self, made: Figure, mention: Mention, amount: Amount, parsed: ParsedLine) -> None:
        """Decide whether an amount beside a form's name is the compound's mass or magnesium."""
        if not mention.shared and self._by_substance(made, mention):
            return
        mg = self._first_that_fits(made, mention)
        if amount is mention.source_amount and amount.mg is not None:
            mg = amount.mg
        fraction = self._fractions.of(mention.forms)
        if mention.shared and not mention.percents:
            made.notes.append(f"{amount.printed} stands after several ingredients; magnesium's share is not said")
        elif mention.elemental:
            self._printed(made, mg, None)
        elif mention.content_share:
            self._compound(made, mg, mention.share)
        elif self._fits(mention, mg) is not None:
            self._printed(made, mg, None)
        elif fraction is not None and self._fits_compound(mention, mg, fraction):
            self._compound(made, mg)
        elif fraction is not None and mg / fraction.high >= _MG_PER_G * (
            self._limits.unit_of_compound_g if parsed.each else self._limits.serving_of_compound_g
        ):
            self._compound(made, mg)
            made.notes.append(
                f"{figure(mg)} mg is the compound's mass: as magnesium it would take"
                f" {figure(mg / fraction.high / _MG_PER_G)} g or more of the compound"
            )
        elif mention.hydrated:
            self._compound(made, mg)
        else:
            self._open(made, mg)

    def _compound(self, made: Figure, mg: float, share: Percent | None = None) -> None:
        """Take `mg` as the mass of a compound, and calculate its magnesium: by its printed share, or by its form."""
        made.basis, made.compound_mg = "compound", mg
        fraction = self._fractions.of(made.mention.forms)
        if share is not None and fraction is not None and 0 < share.value <= fraction.high * 100 + share.narrow:
            made.elemental = Span.exactly(mg * share.value / 100)
            made.notes.append(f"{figure(share.value)} % of the compound is magnesium, as printed")
        elif fraction is None:
            made.notes.append(f"{figure(mg)} mg is a compound's mass; how much magnesium it contains is not known")
        else:
            made.elemental = fraction.times(mg)

    def _open(self, made: Figure, mg: float) -> None:
        """Leave open whether `mg` is magnesium or a compound's mass; the range includes both."""
        made.basis = "open"
        fraction = self._fractions.of(made.mention.forms)
        low = mg * (fraction.low if fraction is not None else self._fractions.of_any.low)
        made.readings = Span(low, mg)
        printed = figure(mg)
        as_compound = (
            f"as the compound's mass it would contain {shown(Span(low, mg * fraction.high))} of magnesium"
            if fraction is not None
            else f"as a compound's mass it would contain {figure(low)} mg or more, by the compound"
        )
        made.notes.append(f"whether {printed} mg is magnesium or a compound is not said: {as_compound}")

    # Chemistry and percentages

    def _first_that_fits(self, made: Figure, mention: Mention) -> float:
        """Return the amount, mg; among several columns, the first that fits a percentage, or else the first."""
        first = mention.amount
        columns = [each for each in (first, *mention.further_amounts) if each is not None and each.mg is not None]
        if not columns:
            source = mention.source_amount
            return source.mg if source is not None and source.mg is not None else 0.0
        chosen = columns[0]
        for each in columns:
            if each.mg is not None and self._fits(mention, each.mg) is not None:
                chosen = each
                break
        if len(columns) > 1:
            named = ", ".join(each.printed for each in columns[:MAX_NAMED])
            made.notes.append(f"several columns ({named}): {chosen.printed} was taken")
        return chosen.mg or 0.0

    def _with_the_reading_that_fits(self, mention: Mention, amount: Amount) -> Amount:
        """Return an amount with several readings as the one that fits the percentage, or as it is."""
        fitting_it = [mg for mg in amount.readings if self._fits(mention, mg) is not None]
        return amount._replace(mg=fitting_it[0], fault=None) if len(fitting_it) == 1 else amount

    def _fits(self, mention: Mention, mg: float) -> DailyValueBasis | None:
        """Return the daily value that the first percentage fits, if `mg` is magnesium."""
        for percent in mention.percents[:1]:
            found = fitting(percent, mg, self._references, mention.reference)
            if found is not None:
                return found
        return None

    def _fits_compound(self, mention: Mention, mg: float, fraction: Span) -> bool:
        """Return whether the first percentage fits, if `mg` is the mass of a compound with that magnesium content."""
        return any(
            mg * fraction.low / reference * 100 - 1 < percent.value < mg * fraction.high / reference * 100 + 1
            for percent in mention.percents[:1]
            for _, reference in self._references
        )

    def _fits_compound_closely(self, mention: Mention, mg: float, fraction: Span) -> bool:
        """Do the same as `_fits_compound`, but within half a per cent or less, where a coincidence is unlikely."""
        return any(
            mg * fraction.low / reference * 100 - percent.narrow
            <= percent.value
            <= mg * fraction.high / reference * 100 + percent.narrow
            for percent in mention.percents[:1]
            for _, reference in self._references
        )


def _is_a_title(mention: Mention, parsed: ParsedLine) -> bool:
    """Return whether the figure stands in a product's name: after a brand, or beside the number of tablets."""
    return (mention.leading_words > 0 or (parsed.pack and not parsed.each)) and not mention.in_sentence


def _is_weighed(mention: Mention, amount: Amount, parsed: ParsedLine) -> bool:
    """Return whether a bare figure of half a gram or more, printed in grams, may be the mass of a powder."""
    bare = not (mention.in_sentence or mention.amount_first or parsed.each)
    return bare and amount.unit == "g" and amount.mg is not None and amount.mg >= _HALF_A_GRAM
