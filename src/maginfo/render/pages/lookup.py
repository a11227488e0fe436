"""The pages of `show`, `list`, `search`, `compare` and `convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, between, daily_value, figure, hours, price
from maginfo.model.safety import Severity
from maginfo.render.document import (
    BULLET,
    Depth,
    Detail,
    Drawing,
    Entry,
    EntryKind,
    Heading,
    Paragraph,
    References,
    Table,
    severity_entry,
)
from maginfo.render.pictures.gauge import bars_picture
from maginfo.render.wording import DIRECTIONS, GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.answers.compare import FormComparison
    from maginfo.answers.forms import Conversion, FormCard, FormList
    from maginfo.answers.safety import Precautions, SevereClass
    from maginfo.answers.search import SearchAnswer
    from maginfo.model.forms import Compound, DoseRange, Passage, RegulatoryPassage, TakingPassage
    from maginfo.model.rules import DailyValue
    from maginfo.render.document import Block, Text


def show_page(card: FormCard, precautions: Precautions) -> list[Block]:
    """Describe the form in reading order, with the precautions that its card names by id."""
    references = References(card.bibliography)
    blocks: list[Block] = [Heading(card.name, level=1), *_chemistry(card, references)]
    blocks += [Heading("Before taking it"), *_cautions(precautions), *_medicines(precautions)]
    blocks += [
        Heading("What it is marketed for, and what was shown"),
        _evidence(card, references),
        Paragraph(GRADES, "dim"),
        *_properties(card, references),
        *_topics(card, references),
        *_questions(card, references),
        *_names(card),
    ]
    blocks += references.blocks()
    return [*blocks, Paragraph(f"{card.disclaimer} Data {card.data_version}.", "dim")]


def _properties(card: FormCard, references: References) -> Iterator[Block]:
    """Describe absorption, solubility, tolerability, and the amounts that sources state."""
    for title, statement in (("Absorption", card.absorption), ("Solubility", card.solubility)):
        if statement is not None:
            yield Heading(title, depth=Depth.WHY)
            yield Paragraph(references.cited(statement.summary, statement.sources), depth=Depth.WHY)
    if card.tolerance is not None:
        yield Heading("Tolerability")
        text = f"{card.tolerance.level.capitalize()}. {card.tolerance.summary}"
        yield Paragraph(references.cited(text, card.tolerance.sources))
    if card.dose_ranges:
        yield Heading("Amounts that sources state", depth=Depth.WHY)
        yield _dose_ranges(card.dose_ranges, references)


def _topics(card: FormCard, references: References) -> Iterator[Block]:
    """Describe taking it, side effects, how it works, law, and the number of traced claims."""
    yield from _passages("Taking it", ((each.topic, each) for each in card.taking), references)
    yield from _passages("Side effects", ((BULLET, each) for each in card.side_effects), references)
    yield from _passages("How it works", ((BULLET, each) for each in card.how_it_works), references)
    yield from _passages("Law", ((each.region, each) for each in card.regulatory), references)
    if card.claims:
        count = f"{len(card.claims)} claims of popular articles about it were traced"
        yield Heading("What articles say", depth=Depth.FULL)
        yield Paragraph(f"{count}: 'maginfo claims {card.id}' has the verdicts.", depth=Depth.FULL)


def _questions(card: FormCard, references: References) -> Iterator[Block]:
    if card.questions:
        yield Heading("Questions", depth=Depth.FULL)
    for each in card.questions:
        answer = Detail(references.cited(each.answer, each.sources), depth=Depth.FULL)
        yield Entry("?", each.question, [answer], "strong", depth=Depth.FULL)


def _chemistry(card: FormCard, references: References) -> Iterator[Block]:
    if card.matched_compound is not None:
        yield Paragraph(f"The name means one compound: {card.matched_compound}.")
    shown = next((each for each in card.compounds if each.name == card.matched_compound), None)
    compound = shown or next(iter(card.compounds), None)
    if compound is not None:
        yield Paragraph(references.cited(_compound_line(compound), compound.sources))
        mass = f"100 mg of magnesium = {figure(round(100 / compound.elemental_fraction))} mg of the pure compound"
        fraction = card.commercial_fraction
        if fraction is not None and shown is None:
            least, most = round(100 / fraction.high), round(100 / fraction.low)
            mass += f" ({least}–{most} mg of the material sold under the name)"
        yield Paragraph(f"{mass}.", "strong")
    if card.commercial_fraction is not None:
        fraction = card.commercial_fraction
        held = f"Sold material holds {between(100 * fraction.low, 100 * fraction.high)} % magnesium."
        yield Paragraph(references.cited(f"{held} {fraction.note}", fraction.sources))
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
        yield Table(("Also sold as", "Formula", "g/mol", "Magnesium", "CAS"), rows, frozenset({2, 3}), depth=Depth.FULL)


def _names(card: FormCard) -> Iterator[Block]:
    if card.aliases or card.topical_names:
        yield Heading("Names", depth=Depth.FULL)
    if card.aliases:
        yield Paragraph(f"{'; '.join(card.aliases)}.", depth=Depth.FULL)
    if card.topical_names:
        text = f"On the skin, and counted as 0 mg: {'; '.join(card.topical_names)}."
        yield Paragraph(text, depth=Depth.FULL)


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


def _cautions(precautions: Precautions) -> Iterator[Block]:
    for caution in precautions.cautions:
        yield severity_entry(Severity(caution.severity), caution.title, [Detail(caution.action)])
    if precautions.in_brief:
        in_brief = "; ".join(f"{caution.title} ({caution.severity})" for caution in precautions.in_brief)
        yield Paragraph(f"Also: {in_brief}. 'maginfo cautions NAME' shows one.")


def _medicines(precautions: Precautions) -> Iterator[Block]:
    rows = [(group.severity.value, group.name, *_hours(group)) for group in precautions.medicines]
    if rows:
        yield Table(("Severity", "Medicines", "Before magnesium", "After magnesium"), rows)
    yield Paragraph(
        f"{precautions.more_medicines} more classes interact: 'maginfo interactions' lists them, "
        "'maginfo interactions NAME' shows one."
    )


def _hours(group: SevereClass) -> tuple[str, str]:
    if group.hours.never_together:
        return "not together", "not together"
    by_medicine = " (the strictest; differs by medicine)" if group.differ else ""

    def shown(value: float | None) -> str:
        return f"{hours(value)}{by_medicine}" if value is not None else "–"

    return shown(group.hours.before_h), shown(group.hours.after_h)


def _evidence(card: FormCard, references: References) -> Table:
    rows = [
        (
            use.name,
            use.grade or "–",
            f"{use.magnesium_grade}, {DIRECTIONS[use.magnesium_direction]}",
            references.cited(use.summary, use.sources),
        )
        for use in card.uses
    ]
    return Table(("Use", "This form", "Magnesium", "What was found"), rows)


def _dose_ranges(ranges: Iterable[DoseRange], references: References) -> Table:
    rows = [
        (
            f"{between(each.low_mg, each.high_mg)} mg",
            each.basis,
            references.cited(" ".join(filter(None, (each.context, each.note))), each.sources),
        )
        for each in ranges
    ]
    return Table(("Amount", "Of what", "Context and notes"), rows, frozenset({0}), depth=Depth.WHY)


def _passages(
    title: str, labelled: Iterable[tuple[str, Passage | TakingPassage | RegulatoryPassage]], references: References
) -> list[Block]:
    entries: list[Block] = [
        Entry(
            label,
            references.cited(each.text, each.sources),
            kind=EntryKind.POINT if label == BULLET else EntryKind.LABELLED,
            depth=Depth.FULL,
        )
        for label, each in labelled
    ]
    return [Heading(title, depth=Depth.FULL), *entries] if entries else []


def list_page(answer: FormList) -> list[Block]:
    """Describe every form in a row."""
    rows = [
        (
            form.id,
            form.name,
            form.category,
            f"{_percent(form.elemental_fraction.low, form.elemental_fraction.high)} %"
            if form.elemental_fraction
            else "as labelled",
            form.tolerance,
            ", ".join(form.bought_for),
        )
        for form in answer.forms
    ]
    note = (
        "Magnesium: share of the mass of material sold under the name. 'Marketed for' says nothing about whether it "
        "works; 'maginfo show FORM' does."
    )
    return [
        Table(("Form", "Name", "Category", "Magnesium", "Tolerability", "Marketed for"), rows, frozenset({3})),
        Paragraph(note, "dim"),
    ]


def _percent(low: float, high: float) -> str:
    first, last = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return first if first == last else f"{first}–{last}"


def search_page(answer: SearchAnswer) -> list[Block]:
    """List the hits, best first."""
    blocks: list[Block] = []
    if answer.read_as is not None:
        blocks.append(Paragraph(f"No match for '{answer.text}'; showing '{answer.read_as}'."))
    if not answer.hits:
        return [*blocks, Paragraph(f"Nothing mentions '{answer.text}', which is not the same as nothing is known.")]
    blocks += [Entry(hit.kind, f"{hit.title} ({hit.id})", [Detail(hit.excerpt)], "strong") for hit in answer.hits]
    if answer.more:
        blocks.append(Paragraph(f"{answer.more} more; add a word to narrow the search.", "dim"))
    return blocks


def illustrated_compare_page(answer: FormComparison) -> list[Block]:
    """Describe the comparison with its picture, for an output that can hold one; text has the figures in the table."""
    return [Drawing(lambda _width, _unicode: [], lambda: bars_picture(answer)), *compare_page(answer)]


def _products(answer: FormComparison) -> Table:
    rows = [
        (
            each.name or each.text,
            each.compound or each.form or "not given",
            each.basis,
            amount(each.elemental_mg),
            f"{each.price:.2f}{f' {each.currency}' if each.currency else ''} for {each.count}"
            if each.price is not None
            else "not given",
            price(each.price_per_100_mg, each.currency) or "not known",
        )
        for each in answer.products
    ]
    return Table(("Product", "Form", "Read as", "Elemental at once", "Price", "100 mg cost"), rows, frozenset({3, 5}))


def compare_page(answer: FormComparison) -> list[Block]:
    """Describe the forms side by side, the properties that differ first."""
    references = References(answer.bibliography, at_most=3)
    columns: list[Text] = ["", *(references.cited(form.name, form.sources) for form in answer.forms)]
    rows = [(row.property, *row.values) for row in answer.rows]
    blocks: list[Block] = [Table(columns, rows, caption="Properties, those first in which the forms differ")]
    if answer.products:
        blocks += [Heading("Products"), _products(answer)]
    blocks += [Paragraph(GRADES, "dim"), *references.blocks()]
    return [*blocks, Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]


def convert_page(answer: Conversion, us_fda: DailyValue, eu_nrv: DailyValue) -> list[Block]:
    """Describe one amount in every unit; the percentages are of these daily values."""
    references = References(answer.bibliography)
    percent = answer.percent_daily_value
    rows = [
        ("elemental magnesium", amount(answer.elemental_mg)),
        ("mmol", figure(answer.mmol)),
        ("mEq", figure(answer.meq)),
        (f"% of {daily_value(us_fda)}", f"{figure(percent.us_fda)} %"),
        (f"% of {daily_value(eu_nrv)}", f"{figure(percent.eu_nrv)} %"),
    ]
    if answer.compound_mg is not None:
        rows.append((f"as {answer.compound or answer.form}", amount(answer.compound_mg)))
    blocks: list[Block] = [Table((answer.text, ""), rows, frozenset({1}))]
    if not answer.elemental_mg.certain:
        blocks.append(Paragraph("mmol, mEq and percentages are of the high end of the range."))
    references.cite(answer.sources)
    return [*blocks, *references.blocks()]
