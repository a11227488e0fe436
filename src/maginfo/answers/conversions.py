"""The answer of `convert`: elemental, compound, mmol, mEq and the percentages that labels print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation, Source
from maginfo.dosing.doses import resolve
from maginfo.dosing.quantities import MEQ_PER_MMOL, MG_PER_MMOL
from maginfo.dosing.spans import Span
from maginfo.errors import UnreadableValueError

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.rules import DailyValue
    from maginfo.dosing.quantities import Dose


class PercentDailyValue(Record):
    """Percent of the amount that a label's percentage refers to; neither a need nor a limit."""

    us_fda: float
    eu_nrv: float


class Conversion(Record):
    """`maginfo convert AMOUNT`. mmol, mEq and percentages are of the high end."""

    SCHEMA: ClassVar[str] = "maginfo.convert/1"
    text: str
    form: str | None
    compound: str | None
    """The one compound that the name means, where it is that precise."""
    elemental_mg: Span
    mmol: float
    meq: float
    percent_daily_value: PercentDailyValue
    compound_mg: Span | None
    """Mass of the form's material; None without a form or where its magnesium content is not known."""
    sources: tuple[Citation, ...]
    bibliography: Mapping[str, Source]


def daily_values_shown(catalogue: Catalogue) -> tuple[DailyValue, DailyValue]:
    """The amounts that the percentages of a conversion are of: the US one, then the EU's."""
    values = {value.id: value for value in catalogue.rules.daily_values}
    return values["us-fda"], values["eu-nrv"]


def convert(catalogue: Catalogue, dose: Dose) -> Conversion:
    """One amount in every measure; raises what `dosing.doses.resolve` raises."""
    resolved = resolve(catalogue, dose)
    if resolved.topical:
        raise UnreadableValueError(
            f"'{dose.form}' goes on the skin and counts as 0 mg; name the salt to convert its mass"
        )
    elemental = resolved.single_mg
    fraction = resolved.fraction
    if dose.basis == "compound":
        compound: Span | None = Span.exactly(dose.amount_mg)
    elif fraction is not None:
        compound = Span(elemental.low / fraction.high, elemental.high / fraction.low)
    else:
        compound = None
    us_fda, eu_nrv = daily_values_shown(catalogue)
    citations = us_fda.sources + eu_nrv.sources
    if resolved.compound is not None:
        citations += resolved.compound.sources
    elif resolved.form is not None:
        citations += resolved.form.compounds[0].sources if resolved.form.compounds else ()
        citations += resolved.form.commercial_fraction.sources if resolved.form.commercial_fraction else ()
    mmol = elemental.high / MG_PER_MMOL
    return Conversion(
        text=dose.text,
        form=resolved.form.id if resolved.form is not None else None,
        compound=resolved.compound.name if resolved.compound is not None else None,
        elemental_mg=elemental,
        mmol=mmol,
        meq=mmol * MEQ_PER_MMOL,
        percent_daily_value=PercentDailyValue(100 * elemental.high / us_fda.mg, 100 * elemental.high / eu_nrv.mg),
        compound_mg=compound,
        sources=tuple(dict.fromkeys(citations)),
        bibliography=catalogue.bibliography(citation.id for citation in citations),
    )
