"""The answers of `list` and `show`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation, Source, cited_in
from maginfo.catalogue.records.forms import (
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
from maginfo.dosing.circumstances import concerns_form
from maginfo.dosing.medicines import NOTHING_RECORDED
from maginfo.dosing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue, FormMatch
    from maginfo.catalogue.records.forms import Form
    from maginfo.catalogue.records.uses import Use


class FormLine(Record):
    """One row of the list of forms."""

    id: str
    name: str
    category: str
    elemental_fraction: Span | None
    """Mass of magnesium per mass of material sold under the name; None where not known."""
    tolerance: str
    bought_for: tuple[str, ...]


class FormList(Record):
    """`maginfo list`."""

    SCHEMA: ClassVar[str] = "maginfo.list/1"
    forms: tuple[FormLine, ...]


class FormUse(Record):
    """What the evidence says of one form for one use."""

    use: str
    name: str
    grade: str | None
    """Of this form; None where it was not studied."""
    direction: str
    magnesium_grade: str
    """Of magnesium in any form."""
    magnesium_direction: str
    summary: str
    sources: tuple[Citation, ...]


class FormCard(Record):
    """`maginfo show FORM`: everything known of one form, its own facts before those that hold for every form."""

    SCHEMA: ClassVar[str] = "maginfo.form/1"
    id: str
    name: str
    matched_compound: str | None
    """The one compound that the name asked for means, where it is that precise."""
    aliases: tuple[str, ...]
    topical_names: tuple[str, ...]
    category: str
    acid_neutralising: str
    medicine_uses: tuple[str, ...]
    compounds: tuple[Compound, ...]
    commercial_fraction: CommercialFraction | None
    solubility: Statement | None
    absorption: Statement | None
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
    """Ids of what popular articles say of the form."""
    sources: tuple[str, ...]
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


def form_list(catalogue: Catalogue) -> FormList:
    """Every form, by id."""
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


def form_card(catalogue: Catalogue, match: FormMatch) -> FormCard:
    """Everything known of a form."""
    form, compound, _ = match
    common = catalogue.common_facts
    uses = tuple(form_uses(form, catalogue.uses))
    cautions = dict.fromkeys((*(caution.id for caution in catalogue.cautions_for_everybody), *form.cautions))
    cited = list(dict.fromkeys(cited_in((form, common, uses))))
    return FormCard(
        id=form.id,
        name=form.name,
        matched_compound=compound.name if compound is not None else None,
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
        disclaimer=catalogue.about["disclaimer"],
        data_version=catalogue.about["version"],
    )


def form_uses(form: Form, uses: Iterable[Use]) -> Iterator[FormUse]:
    """The uses the form was studied for, then those it is bought for without a study of it."""
    unstudied = []
    for use in uses:
        studied = next((each for each in use.forms if each.form == form.id), None)
        if studied is not None:
            yield FormUse(
                use.id,
                use.name,
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
        yield FormUse(use.id, use.name, None, "unknown", use.grade, use.direction, summary, use.sources)


def _interactions(catalogue: Catalogue, form: Form) -> Iterator[str]:
    """Classes whose mechanism reaches this form: interactions belong to magnesium, a mechanism may narrow them."""
    for group in catalogue.interaction_classes():
        if group.id != NOTHING_RECORDED and concerns_form(group.forms, form):
            yield group.id
