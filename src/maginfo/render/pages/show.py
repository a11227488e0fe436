"""The page of `show`: the chemistry in a line, cautions and spacing first, evidence, everything else, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.catalogue import MedicineMatch
from maginfo.catalogue.records.severities import Severity
from maginfo.dosing.person_findings import separation_of, severity_of
from maginfo.dosing.wording import between, figure, hours
from maginfo.render.document import Entry, Heading, Paragraph, References, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.answers.forms import FormCard
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.forms import Compound, DoseRange, Passage, RegulatoryPassage, TakingPassage
    from maginfo.render.document import Block

DIRECTIONS = {
    "benefit": "benefit",
    "probable-benefit": "probable benefit",
    "mixed": "mixed",
    "no-benefit": "no benefit",
    "unknown": "not known",
    "harm": "harm",
}
GRADES = (
    "Grades: A treatment-level proof; B several trials or a guideline, effect probable; C small or inconsistent "
    "trials; D hypothesis, case reports, animals; N tested and not shown; X intravenous only; – form not studied."
)


def show_page(card: FormCard, catalogue: Catalogue) -> list[Block]:
    """The card in reading order; the catalogue gives the words of the cautions and interactions it names by id."""
    references = References(card.bibliography)
    blocks: list[Block] = [Heading(card.name, level=1), *_chemistry(card, references)]
    blocks += [Heading("Before taking it"), *_cautions(card, catalogue), *_spacing(card, catalogue)]
    blocks += [
        Heading("What it is bought for, and what was shown"),
        _evidence(card, references),
        Paragraph(GRADES, "dim"),
    ]
    for title, statement in (("Absorption", card.absorption), ("Solubility", card.solubility)):
        if statement is not None:
            blocks += [Heading(title), Paragraph(statement.summary + references.cite(statement.sources))]
    if card.tolerance is not None:
        text = f"{card.tolerance.level.capitalize()}. {card.tolerance.summary}{references.cite(card.tolerance.sources)}"
        blocks += [Heading("How the gut takes it"), Paragraph(text)]
    if card.dose_ranges:
        blocks += [Heading("Amounts that sources state"), _dose_ranges(card.dose_ranges, references)]
    blocks += _passages("Taking it", ((each.topic, each) for each in card.taking), references)
    blocks += _passages("Side effects", (("·", each) for each in card.side_effects), references)
    blocks += _passages("How it works", (("·", each) for each in card.how_it_works), references)
    blocks += _passages("Law", ((each.region, each) for each in card.regulatory), references)
    if card.claims:
        count = f"{len(card.claims)} claims of popular articles about it were traced"
        blocks += [Heading("What articles say"), Paragraph(f"{count}: 'maginfo claims {card.id}' has the verdicts.")]
    if card.questions:
        blocks.append(Heading("Questions"))
        blocks += [
            Entry("?", each.question, [each.answer + references.cite(each.sources)], "strong")
            for each in card.questions
        ]
    blocks += _names(card)
    blocks += references.blocks()
    return [*blocks, Paragraph(f"{card.disclaimer} Data {card.data_version}.", "dim")]


def _chemistry(card: FormCard, references: References) -> Iterator[Block]:
    if card.matched_compound is not None:
        yield Paragraph(f"The name means one compound: {card.matched_compound}.")
    shown = next((each for each in card.compounds if each.name == card.matched_compound), None)
    compound = shown or next(iter(card.compounds), None)
    if compound is not None:
        yield Paragraph(_compound_line(compound) + references.cite(compound.sources))
        mass = f"100 mg of magnesium = {figure(round(100 / compound.elemental_fraction))} mg of the pure compound"
        fraction = card.commercial_fraction
        if fraction is not None and shown is None:
            least, most = round(100 / fraction.high), round(100 / fraction.low)
            mass += f" ({least}–{most} mg of the material sold under the name)"
        yield Paragraph(f"{mass}.", "strong")
    if card.commercial_fraction is not None:
        fraction = card.commercial_fraction
        held = f"Sold material holds {between(100 * fraction.low, 100 * fraction.high)} % magnesium."
        yield Paragraph(f"{held} {fraction.note}{references.cite(fraction.sources)}")
    others = [each for each in card.compounds if each is not compound]
    if others:
        rows = [
            (
                each.name,
                each.formula,
                figure(each.molar_mass_g_per_mol),
                f"{100 * each.elemental_fraction:.2f} %",
                each.cas or "",
            )
            for each in others
        ]
        yield Table(("Also sold as", "Formula", "g/mol", "Magnesium", "CAS"), rows, frozenset({2, 3}))


def _names(card: FormCard) -> Iterator[Block]:
    if card.aliases or card.topical_names:
        yield Heading("Names")
    if card.aliases:
        yield Paragraph(f"{'; '.join(card.aliases)}.")
    if card.topical_names:
        yield Paragraph(f"On the skin, and counted as 0 mg: {'; '.join(card.topical_names)}.")


def _compound_line(compound: Compound) -> str:
    parts = [
        compound.name[:1].upper() + compound.name[1:],
        compound.formula,
        f"{compound.molar_mass_g_per_mol:g} g/mol",
        f"{100 * compound.elemental_fraction:.2f} % magnesium",
        f"CAS {compound.cas}" if compound.cas else "",
        f"PubChem {compound.pubchem_cid}" if compound.pubchem_cid else "",
    ]
    return " · ".join(part for part in parts if part)


def _cautions(card: FormCard, catalogue: Catalogue) -> Iterator[Block]:
    in_brief = []
    for caution_id in card.cautions:
        caution = catalogue.caution(caution_id)
        if caution.always_tell is not None or card.id in caution.forms:
            yield Entry(caution.severity.upper(), caution.title, [caution.action], caution.severity)
        else:
            in_brief.append(f"{caution.title} ({caution.severity})")
    if in_brief:
        yield Paragraph(f"Also: {'; '.join(in_brief)}. 'maginfo cautions NAME' shows one.")


def _spacing(card: FormCard, catalogue: Catalogue) -> Iterator[Block]:
    headings = catalogue.interaction_headings
    grave = [class_id for class_id in card.interactions if Severity(headings[class_id]["severity"]) >= Severity.MAJOR]
    serious = [catalogue.interaction_class(class_id) for class_id in grave]
    serious.sort(key=lambda group: (-Severity(group.severity).rank, group.name.casefold()))
    named = [MedicineMatch(group, None) for group in serious]
    rows = [(severity_of(match).value, match.group.name, *_hours(match)) for match in named]
    if rows:
        yield Table(("Severity", "Medicines", "Before magnesium", "After magnesium"), rows)
    rest = len(card.interactions) - len(serious)
    yield Paragraph(
        f"{rest} more classes interact: 'maginfo interactions' lists them, 'maginfo interactions NAME' shows one."
    )


def _hours(match: MedicineMatch) -> tuple[str, str]:
    """A class's strictest hours: a reader of the card may take any of its medicines."""
    strictest = separation_of(match)
    if strictest.never_together:
        return "not together", "not together"
    each = {separation_of(MedicineMatch(match.group, member)) for member in match.group.members}
    by_medicine = " (the strictest; differs by medicine)" if len(each) > 1 else ""

    def shown(value: float | None) -> str:
        return f"{hours(value)}{by_medicine}" if value is not None else "–"

    return shown(strictest.before_h), shown(strictest.after_h)


def _evidence(card: FormCard, references: References) -> Table:
    rows = [
        (
            use.name,
            use.grade or "–",
            f"{use.magnesium_grade}, {DIRECTIONS[use.magnesium_direction]}",
            use.summary + references.cite(use.sources),
        )
        for use in card.uses
    ]
    return Table(("Use", "This form", "Magnesium", "What was found"), rows)


def _dose_ranges(ranges: Iterable[DoseRange], references: References) -> Table:
    rows = [
        (
            f"{between(each.low_mg, each.high_mg)} mg",
            each.basis,
            " ".join(filter(None, (each.context, each.note))) + references.cite(each.sources),
        )
        for each in ranges
    ]
    return Table(("Amount", "Of what", "Where, and how it stands"), rows, frozenset({0}))


def _passages(
    title: str, labelled: Iterable[tuple[str, Passage | TakingPassage | RegulatoryPassage]], references: References
) -> list[Block]:
    entries: list[Block] = [Entry(label, each.text + references.cite(each.sources)) for label, each in labelled]
    return [Heading(title), *entries] if entries else []
