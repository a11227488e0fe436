"""The answers of `list`, `show` and `convert`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.dosing.amounts import MEQ_PER_MMOL, MG_PER_MMOL
from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.doses import resolve
from maginfo.dosing.spans import Span
from maginfo.errors import UnreadableValueError
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source, cited_in
from maginfo.model.forms import (
    AbsorptionStatement,
    CommercialFraction,
    Compound,
    DoseRange,
    Passage,
    Question,
    RegulatoryPassage,
    Statement,
    TakingPassage,
    ToleranceStatement,
)
from maginfo.model.products import Product
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.matches import FormMatch
    from maginfo.catalogue.products import NamedProduct
    from maginfo.dosing.amounts import Dose
    from maginfo.model.evidence import Use
    from maginfo.model.forms import Form
    from maginfo.model.rules import DailyValue


class FormLine(Record):
    """One row of the list of forms."""

    id: str
    name: str
    category: str
    elemental_fraction: Span | None
    """Mass of magnesium per mass of material sold under the name; None where not known."""
    tolerance: str
    bought_for: tuple[str, ...]


class FormList(Answer):
    """`maginfo list`."""

    SCHEMA: ClassVar[str] = "maginfo.list/1"
    forms: tuple[FormLine, ...]


class FormUse(Record):
    """The evidence on one form for one use."""

    use: str
    name: str
    short: str
    """The name in a list."""
    grade: str | None
    """The grade of the evidence for this form; null if it was not studied."""
    direction: str
    magnesium_grade: str
    """The grade of the evidence for magnesium in any form."""
    magnesium_direction: str
    summary: str
    sources: tuple[Citation, ...]


class FormCard(Answer):
    """`maginfo show FORM`: everything recorded about one form, its own facts before the general ones."""

    SCHEMA: ClassVar[str] = "maginfo.form/1"
    id: str
    name: str
    matched_compound: str | None
    """The compound, if the name means one compound of the form; otherwise null."""
    matched_product: str | None
    """The product that the name asked for means; null for the name of a form."""
    product: Product | None
    """What is recorded of that product."""
    aliases: tuple[str, ...]
    topical_names: tuple[str, ...]
    category: str
    acid_neutralising: str
    medicine_uses: tuple[str, ...]
    compounds: tuple[Compound, ...]
    commercial_fraction: CommercialFraction | None
    solubility: Statement | None
    absorption: AbsorptionStatement | None
    tolerance: ToleranceStatement | None
    dose_ranges: tuple[DoseRange, ...]
    uses: tuple[FormUse, ...]
    side_effects: tuple[Passage, ...]
    how_it_works: tuple[Passage, ...]
    taking: tuple[TakingPassage, ...]
    cautions: tuple[str, ...]
    interactions: tuple[str, ...]
    questions: tuple[Question, ...]
    regulatory: tuple[RegulatoryPassage, ...]
    claims: tuple[str, ...]
    """Ids of the claims of popular articles about the form."""
    sources: tuple[str, ...]
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


def form_list(catalogue: Catalogue) -> FormList:
    """Return every form, by id."""
    return FormList(
        tuple(
            FormLine(
                id=form.id,
                name=form.name,
                category=form.category,
                elemental_fraction=Span(*form.elemental_fraction) if form.elemental_fraction is not None else None,
                tolerance=form.tolerance.level if form.tolerance is not None else "unknown",
                bought_for=form.bought_for,
            )
            for form in catalogue.forms()
        )
    )


def form_card(catalogue: Catalogue, match: FormMatch, product: NamedProduct | None = None) -> FormCard:
    """Return everything known of a form; `product` is the product that was asked for, if its name is not the form's."""
    entry = product.product if product is not None else None
    form, compound, _ = match
    common = catalogue.common_facts
    uses = tuple(form_uses(form, catalogue.uses))
    cautions = dict.fromkeys((*(caution.id for caution in catalogue.cautions_for_everybody), *form.cautions))
    cited = list(dict.fromkeys(cited_in((*((entry,) if entry is not None else ()), form, common, uses))))
    return FormCard(
        id=form.id,
        name=form.name,
        matched_compound=compound.name if compound is not None else None,
        matched_product=product.name if product is not None else None,
        product=entry,
        aliases=form.aliases,
        topical_names=form.topical_names,
        category=form.category,
        acid_neutralising=form.acid_neutralising,
        medicine_uses=form.medicine_uses,
        compounds=form.compounds,
        commercial_fraction=form.commercial_fraction,
        solubility=form.solubility,
        absorption=form.absorption,
        tolerance=form.tolerance,
        dose_ranges=form.dose_ranges,
        uses=uses,
        side_effects=form.side_effects + common.side_effects,
        how_it_works=form.how_it_works + common.how_it_works,
        taking=form.taking + common.taking,
        cautions=tuple(cautions),
        interactions=tuple(_interactions(catalogue, form)),
        questions=form.questions + common.questions,
        regulatory=form.regulatory,
        claims=catalogue.claims_of_topic(form.id),
        sources=tuple(cited),
        bibliography=catalogue.bibliography(cited),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
    )


def form_uses(form: Form, uses: Iterable[Use]) -> Iterator[FormUse]:
    """Yield the uses with a study of the form, then the uses that it is bought for without a study."""
    unstudied = []
    for use in uses:
        studied = next((each for each in use.forms if each.form == form.id), None)
        if studied is not None:
            yield FormUse(
                use.id,
                use.name,
                use.short,
                studied.grade,
                studied.direction,
                use.grade,
                use.direction,
                studied.summary,
                studied.sources,
            )
        elif use.id in form.bought_for:
            unstudied.append(use)
    for use in unstudied:
        summary = f"No study of this form for this use is recorded; of magnesium in any form: {use.summary}"
        yield FormUse(use.id, use.name, use.short, None, "unknown", use.grade, use.direction, summary, use.sources)


def _interactions(catalogue: Catalogue, form: Form) -> Iterator[str]:
    """Yield the classes that interact with this form: all except those with a mechanism that excludes it."""
    for group in catalogue.interaction_classes():
        if group.is_recorded and concerns_form(group.forms, form):
            yield group.id


class PercentDailyValue(Record):
    """The percentage as a label prints it; neither of a need nor of a limit."""

    us_fda: float
    eu_nrv: float


class Conversion(Answer):
    """`maginfo convert AMOUNT`. mmol, mEq and percentages are of the high end."""

    SCHEMA: ClassVar[str] = "maginfo.convert/1"
    text: str
    form: str | None
    compound: str | None
    """The compound, if the name means one compound of the form; otherwise null."""
    elemental_mg: Span
    mmol: float
    meq: float
    percent_daily_value: PercentDailyValue
    compound_mg: Span | None
    """Mass of the form's material; None without a form or where its magnesium content is not known."""
    sources: tuple[Citation, ...]
    bibliography: Mapping[str, Source]


def daily_values_shown(catalogue: Catalogue) -> tuple[DailyValue, DailyValue]:
    """Return the amounts that the percentages of a conversion refer to: the US one, then the EU one."""
    values = {value.id: value for value in catalogue.rules.daily_values}
    return values["us-fda"], values["eu-nrv"]


def convert(catalogue: Catalogue, dose: Dose) -> Conversion:
    """Convert one amount to every measure; raises what `dosing.doses.resolve` raises."""
    resolved = resolve(catalogue, dose)
    dose = resolved.dose
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
        citations += resolved.form.content_sources
    if resolved.product is not None and resolved.product.product is not None:
        citations += resolved.product.product.sources
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
