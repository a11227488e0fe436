"""From mentions to a reading: which printed figure is magnesium, which is a salt's mass, and which is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import figure
from maginfo.labels.basis import Figures
from maginfo.labels.choosing import choose, passed_over
from maginfo.labels.percentages import daily_values, fitting, implied_reference
from maginfo.labels.reading import LabelLine

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.labels import LabelLimits
    from maginfo.labels.choosing import Figure
    from maginfo.labels.position import Statement
    from maginfo.labels.reading import DailyValueBasis


class Judge:
    """Decides with the chemistry and the daily values of one catalogue."""

    def __init__(self, catalogue: Catalogue, limits: LabelLimits) -> None:
        self._references = daily_values(catalogue)
        self._figures = Figures(catalogue, limits)

    def line(self, text: str, said: Statement) -> tuple[LabelLine, Figure | None]:
        """The reading of one line, and the figure it rests on."""
        mentions = said.mentions
        figures = [
            self._figures.of(mention, said)
            for mention in mentions
            if mention.of_magnesium
            and (mention.given is not None or mention.source_amount is not None or mention.parts)
        ]
        notes = list(dict.fromkeys(passed_over(mentions)))
        if said.concentration:
            notes.append("an amount per 100 g or per litre is not a serving's")
        if said.limited:
            notes.append("an amount that is a limit or a need is not a serving's")
        chosen = choose(figures, notes)
        forms = tuple(dict.fromkeys(form.form for each in mentions if each.of_magnesium for form in each.forms))
        if chosen is None:
            percents = [each for each in mentions if each.of_magnesium and each.percents]
            percent = percents[0].percents[0].value if percents else None
            return LabelLine(text, None, None, forms, None, percent, None, None, None, tuple(notes)), None
        if (said.cut or said.diluted) and chosen.basis is not None:
            if said.cut:
                notes.append("the line begins within a word: what stood before its figure is not known")
            else:
                notes.append("a homeopathic preparation: its mass is not magnesium's")
            return LabelLine(text, None, None, forms, None, None, None, None, None, tuple(notes)), None
        percent, daily_value, consistent, remarks = self._percentage(chosen)
        line = LabelLine(
            text,
            chosen.elemental,
            chosen.basis,
            forms,
            chosen.compound_mg,
            percent,
            daily_value,
            consistent,
            chosen.readings,
            (*chosen.notes, *remarks, *notes),
        )
        return line, chosen

    def _percentage(self, chosen: Figure) -> tuple[float | None, DailyValueBasis | None, bool | None, list[str]]:
        mention = chosen.mention
        if not mention.percents:
            return None, None, None, []
        percent = mention.percents[0]
        span = chosen.elemental
        if span is None:
            return percent.value, None, None, []
        if not span.certain:
            return percent.value, None, None, []
        found = fitting(percent, span.low, self._references, mention.reference)
        if found is not None:
            return percent.value, found, True, []
        implied = implied_reference(percent, span.low)
        return (
            percent.value,
            None,
            False,
            [
                f"the printed {percent.value:g} % does not agree with {figure(span.low)} mg: it would be of"
                f" {figure(implied)} mg, which is no daily value of the US or the EU"
            ],
        )
