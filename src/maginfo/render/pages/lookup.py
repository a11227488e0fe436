"""The page of `convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, between, daily_value, figure, hours, price
from maginfo.render.document import Drawing, Entry, Heading, Paragraph, References, Table
from maginfo.render.wording import DIRECTIONS, GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.answers.compare import FormComparison
    from maginfo.answers.forms import Conversion, FormCard, FormList
    from maginfo.answers.safety import Precautions, SevereClass
    from maginfo.answers.search import SearchAnswer
    from maginfo.model.forms import Compound, DoseRange, Passage, RegulatoryPassage, TakingPassage
    from maginfo.model.rules import DailyValue
    from maginfo.render.document import Block
    from maginfo.render.pictures.picture import Picture


def show_page(card: FormCard, precautions: Precautions) -> list[Block]:
    """The card in reading order, with the precautions that it names by id."""
    references = References(card.bibliography)
    blocks: list[Block] = [Heading(card.name, level=1), *_chemistry(card, references)]
    blocks += [Heading("Before taking it"), *_cautions(precautions), *_medicines(precautions)]
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


def _cautions(precautions: Precautions) -> Iterator[Block]:
    for caution in precautions.cautions:
        yield Entry(caution.severity.upper(), caution.title, [caution.action], caution.severity)
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


def list_page(answer: FormList) -> list[Block]:
    """Every form in a row."""
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
        "Magnesium: share of the mass of material sold under the name. 'Bought for' says nothing of whether it works; "
        "'maginfo show FORM' does."
    )
    return [
        Table(("Form", "Name", "Category", "Magnesium", "Gut", "Bought for"), rows, frozenset({3})),
        Paragraph(note, "dim"),
    ]


def _percent(low: float, high: float) -> str:
    first, last = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return first if first == last else f"{first}–{last}"


def search_page(answer: SearchAnswer) -> list[Block]:
    """What was found, best first."""
    blocks: list[Block] = []
    if answer.read_as is not None:
        blocks.append(Paragraph(f"Nothing is written '{answer.text}'; read as '{answer.read_as}'."))
    if not answer.hits:
        return [*blocks, Paragraph(f"Nothing mentions '{answer.text}', which is not the same as nothing is known.")]
    blocks += [Entry(hit.kind, f"{hit.title} ({hit.id})", [hit.excerpt], "strong") for hit in answer.hits]
    if answer.more:
        blocks.append(Paragraph(f"{answer.more} more; another word narrows them.", "dim"))
    return blocks


def illustrated_compare_page(answer: FormComparison) -> list[Block]:
    """The same with its picture, for a page that can hold one; text has the figures in the table."""

    def picture() -> Picture:
        from maginfo.render.pictures.gauge import bars_picture

        return bars_picture(answer)

    return [Drawing(lambda _width, _unicode: [], picture), *compare_page(answer)]


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
    """Forms side by side, what differs first."""
    references = References(answer.bibliography, at_most=3)
    columns = ["", *(form.name + references.cite(form.sources) for form in answer.forms)]
    rows = [(row.property, *row.values) for row in answer.rows]
    blocks: list[Block] = [Table(columns, rows, caption="Properties, those first in which the forms differ")]
    if answer.products:
        blocks += [Heading("Products"), _products(answer)]
    blocks += [Paragraph(GRADES, "dim"), *references.blocks()]
    return [*blocks, Paragraph(f"{answer.disclaimer} Data {answer.data_version}.", "dim")]


def convert_page(answer: Conversion, us_fda: DailyValue, eu_nrv: DailyValue) -> list[Block]:
    """One amount in every measure; the percentages are of these daily values."""
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
