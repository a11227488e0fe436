"""Turn the mentions of a line into its reading: which figure is magnesium, a salt's mass, or open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maginfo.dosing.wording import amount, figure
from maginfo.dosing.wording import daily_value as named_value
from maginfo.labels.percentages import agreeing, daily_values, fitting, implied_reference, other_daily_values
from maginfo.labels.reading import LabelLine
from maginfo.labels.text.basis import FigureClassifier
from maginfo.labels.text.choice import choose, passed_over

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.labels.reading import DailyValueBasis
    from maginfo.labels.text.choice import Figure
    from maginfo.labels.text.state import ParsedLine
    from maginfo.model.rules import LabelLimits


class PercentBeside(NamedTuple):
    """The percentage printed beside an amount, compared with the amount."""

    value: float | None = None
    reference: DailyValueBasis | None = None
    """The daily value that the percentage fits."""
    agrees: bool | None = None
    remarks: tuple[str, ...] = ()


class BasisDecider:
    """Decide what the figure of a line is, by the chemistry and the daily values of one catalogue."""

    def __init__(self, catalogue: Catalogue, limits: LabelLimits) -> None:
        self._references = daily_values(catalogue)
        self._other_references = other_daily_values(catalogue)
        self._classifier = FigureClassifier(catalogue, limits)

    def decide(self, text: str, parsed: ParsedLine) -> tuple[LabelLine, Figure | None]:
        """Return the reading of one line, and the figure that the reading is based on."""
        mentions = parsed.mentions
        figures = [
            self._classifier.classify(mention, parsed)
            for mention in mentions
            if mention.of_magnesium and mention.has_figure
        ]
        notes = list(dict.fromkeys(passed_over(mentions)))
        if parsed.concentration:
            notes.append("an amount per 100 g, kilogram or litre is not a serving's")
        if parsed.limited:
            notes.append("an amount that is a limit or a need is not a serving's")
        chosen = choose(figures, notes)
        forms = tuple(dict.fromkeys(form.form for each in mentions if each.of_magnesium for form in each.forms))
        if chosen is None:
            percents = [each for each in mentions if each.of_magnesium and each.percents]
            percent = percents[0].percents[0].value if percents else None
            return LabelLine(text, forms=forms, percent_daily_value=percent, notes=tuple(notes)), None
        if (parsed.cut or parsed.diluted) and chosen.basis is not None:
            if parsed.cut:
                notes.append("the line begins within a word: what stood before its figure is not known")
            else:
                notes.append("a homeopathic preparation: its mass is not magnesium's")
            return LabelLine(text, forms=forms, notes=tuple(notes)), None
        beside = self._percentage(chosen)
        line = LabelLine(
            text,
            elemental_mg=chosen.elemental,
            basis=chosen.basis,
            forms=forms,
            compound_mg=chosen.compound_mg,
            percent_daily_value=beside.value,
            daily_value=beside.reference,
            consistent=beside.agrees,
            readings_mg=chosen.readings,
            notes=(*chosen.notes, *beside.remarks, *notes),
        )
        return line, chosen

    def _percentage(self, chosen: Figure) -> PercentBeside:
        """Compare the first percentage of the chosen figure with its amount."""
        mention, span = chosen.mention, chosen.elemental
        if not mention.percents:
            return PercentBeside()
        percent = mention.percents[0]
        if span is None or not span.certain:
            return PercentBeside(percent.value)
        found = fitting(percent, span.low, self._references, mention.reference)
        if found is not None:
            return PercentBeside(percent.value, found, True)
        printed = f"{percent.value:g} %"
        other = agreeing(percent.value, percent.decimals, span, self._other_references)
        if other is not None:
            fits = f"the printed {printed} is of no adult daily value of the US or the EU today; it fits"
            fits += f" {named_value(other)}"
            return PercentBeside(percent.value, None, True, (fits,))
        implied = implied_reference(percent, span.low)
        remark = f"the printed {printed} does not agree with {figure(span.low)} mg"
        if implied:
            remark += f": it would be {printed} of {amount(implied)}, which is no adult daily value of the US or the EU"
        return PercentBeside(percent.value, None, False, (remark,))
