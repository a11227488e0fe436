"""The page of `show`: one form, what one decides by first, then chapters."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maginfo.dosing.wording import between, figure
from maginfo.errors import UsageError, join_or
from maginfo.model.safety import Severity
from maginfo.render.document import (
    BULLET,
    Danger,
    Depth,
    Detail,
    Entry,
    Heading,
    Page,
    Paragraph,
    Piece,
    at_depth,
    joined,
    pieces_of,
    point,
    severity_label,
)
from maginfo.render.references import References
from maginfo.render.wording import GRADES, capitalised, note_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maginfo.answers.forms import FormCard
    from maginfo.answers.precautions import Precautions
    from maginfo.model.forms import Compound, Passage, RegulatoryPassage, TakingPassage
    from maginfo.model.products import PrintedAmount, Product
    from maginfo.render.document import Block, Text


def show_page(card: FormCard, precautions: Precautions, sections: Sequence[str] = ()) -> Page:
    """Describe the form in reading order, or only the chapters that are asked for; UsageError for an unknown one."""
    references = References(card.bibliography)
    note = note_of(card)
    for name in sections:
        if name not in CHAPTERS:
            raise UsageError(f"--section '{name}': write {join_or(tuple(CHAPTERS))}")
    if sections:
        chosen = [block for name in sections for block in CHAPTERS[name](card, references)]
        nothing = [Paragraph(f"Nothing is recorded on {join_or(sections)}.")]
        return Page(
            at_depth([Heading(card.name, level=1), *(chosen or nothing)], Depth.ANSWER), card.bibliography, note
        )
    blocks: list[Block] = [Heading(card.name, level=1), *_facts(card, references), *_dangers(precautions)]
    blocks += _cautions_in_full(precautions)
    for chapter in CHAPTERS.values():
        blocks += chapter(card, references)
    return Page(blocks, card.bibliography, note, ("--section NAME", "maginfo interactions"))


def _facts(card: FormCard, references: References) -> Iterator[Entry]:
    """Describe in a line or two each: the magnesium, the gut, absorption, what the form was tested for."""
    if card.product is not None:
        yield _product(card.product, references)
    if card.matched_compound is not None:
        yield Entry("Name", f"means one compound: {card.matched_compound}", style="strong")
    yield from _magnesium(card, references)
    tolerance = card.tolerance
    if tolerance is not None:
        level = "not known" if tolerance.level == "unknown" else tolerance.level
        words = f"{level}: {tolerance.short}" if tolerance.short is not None else level
        yield Entry("Gut", references.cited(words, tolerance.sources), style="strong")
    if card.absorption is not None and card.absorption.short is not None:
        yield Entry("Absorbed", references.cited(card.absorption.short, card.absorption.sources), style="strong")
    tested = sorted((use for use in card.uses if use.grade is not None), key=lambda use: use.grade or "")
    graded: list[Text] = []
    for grade, group in groupby(tested, key=lambda use: use.grade):
        names = [references.cited(use.short, use.sources, 1) for use in group]
        graded.append((Piece(f"{grade} "), *pieces_of(joined(f" {BULLET} ", names))))
    if graded:
        yield Entry("Tested", joined("; ", graded), style="strong")


def _product(product: Product, references: References) -> Entry:
    """Say what the label of a product prints: at first the amounts of magnesium, if there are any."""
    first = [each for each in product.amounts if each.elemental_mg is not None] or product.amounts
    printed = "; ".join(map(_printed, first)) or "no amount of its label is recorded"
    with_others = "; it also contains other nutrients" if product.kind == "mixture" else ""
    note = f". {product.note}" if product.note is not None else ""
    citations = [*product.sources, *(source for each in product.amounts for source in each.sources)]
    words = references.cited(f"{product.name}: {printed}{with_others}{note}", citations)
    details = [Detail(f"Also {_printed(each)}") for each in product.amounts if each not in first]
    return Entry("Product", words, details, "strong")


def _printed(printed: PrintedAmount) -> str:
    """Say what a label prints for a number of pieces: '241.3 mg of magnesium, 400 mg of the salt in a tablet'."""
    of_each = ((printed.elemental_mg, "magnesium"), (printed.compound_mg, "the salt"))
    masses = ", ".join(f"{figure(mg)} mg of {what}" for mg, what in of_each if mg is not None)
    if printed.piece == "ml":
        pieces = f"{figure(printed.count)} ml"
    elif printed.count == 1:
        pieces = f"{'an' if printed.piece == 'ampoule' else 'a'} {printed.piece}"
    else:
        pieces = f"{figure(printed.count)} {'gummies' if printed.piece == 'gummy' else f'{printed.piece}s'}"
    return f"{masses} in {pieces}"


def _magnesium(card: FormCard, references: References) -> Iterator[Entry]:
    """Say how much of the material is magnesium, and what a bare amount on a label may mean."""
    shown = next((each for each in card.compounds if each.name == card.matched_compound), None)
    compound = shown or next(iter(card.compounds), None)
    fraction = card.commercial_fraction if shown is None else None
    if compound is None and fraction is None:
        yield Entry("Magnesium", "as labelled: the material has no fixed content", style="strong")
        return
    low, high = (fraction.low, fraction.high) if fraction is not None else (None, None)
    pure = compound.elemental_fraction if compound is not None else None
    citations = [*(fraction.sources if fraction is not None else ()), *(compound.sources if compound else ())]
    if low is None or high is None:
        low = high = pure
    if low is None or high is None:
        return
    mass = between(round(100 / high), round(100 / low))
    words = f"{between(100 * low, 100 * high)} % of what is sold: {mass} mg of it give 100 mg"
    if pure is not None and low != high:
        words += f" ({figure(round(100 / pure))} if pure)"
    details = []
    if pure is not None:
        about = figure(round(400 * pure))
        details.append(
            Detail(
                f"'400 mg' on a label: 400 mg of magnesium, or {about} if of the compound",
                False,
                Depth.ANSWER,
            )
        )
    yield Entry("Magnesium", references.cited(words, citations), details, "strong")


def _dangers(precautions: Precautions) -> Iterator[Danger]:
    """Name the cautions and the classes of medicines of moderate severity or worse, worst first."""
    cautions = (*precautions.cautions, *precautions.in_brief)
    for severity in (Severity.AVOID, Severity.MAJOR, Severity.MODERATE):
        named = [each.short for each in cautions if each.severity == severity.value and each.always is None]
        classes = [each.short for each in precautions.medicines if each.severity is severity]
        parts = [f" {BULLET} ".join(named)] if named else []
        parts += [f"with {f' {BULLET} '.join(classes)}"] if classes else []
        if parts:
            yield Danger(severity_label(severity), "; ".join(parts))
    always = [each.always for each in cautions if each.always is not None]
    yield Danger("Always", "; ".join(always))


def _cautions_in_full(precautions: Precautions) -> Iterator[Block]:
    yield Heading("Cautions", depth=Depth.WHY)
    for caution in (*precautions.cautions, *precautions.in_brief):
        label = severity_label(Severity(caution.severity))
        yield Entry(label, caution.title, [Detail(caution.action)], depth=Depth.WHY)


def _uses(card: FormCard, references: References) -> Iterator[Block]:
    yield Heading("What it is marketed for, and what was shown", depth=Depth.WHY)
    for use in card.uses:
        label = use.grade or f"– ({use.magnesium_grade})"
        yield Entry(label, references.cited(f"{use.name}. {use.summary}", use.sources), depth=Depth.WHY)
    if card.uses:
        yield Paragraph(f"{GRADES} In brackets: the grade of magnesium in any form.", "dim", Depth.WHY)


def _amounts(card: FormCard, references: References) -> Iterator[Block]:
    if card.dose_ranges:
        yield Heading("Amounts that sources state", depth=Depth.WHY)
    for each in card.dose_ranges:
        words = ". ".join(text.rstrip(".") for text in (each.context, each.note) if text)
        label = f"{between(each.low_mg, each.high_mg)} mg"
        yield Entry(label, references.cited(f"{each.basis}: {words}.", each.sources), depth=Depth.WHY)


def _taking(card: FormCard, references: References) -> Iterator[Block]:
    yield from _passages("Taking it", card.taking, references, lambda each: each.topic)
    for title, statement in (
        ("Tolerability", card.tolerance),
        ("Absorption", card.absorption),
        ("Solubility", card.solubility),
    ):
        if statement is not None:
            yield Heading(title, depth=Depth.WHY)
            yield Paragraph(references.cited(statement.summary, statement.sources), depth=Depth.WHY)


def _effects(card: FormCard, references: References) -> Iterator[Block]:
    yield from _passages("Side effects", card.side_effects, references)


def _how(card: FormCard, references: References) -> Iterator[Block]:
    yield from _passages("How it works", card.how_it_works, references)


def _law(card: FormCard, references: References) -> Iterator[Block]:
    yield from _passages("Law", card.regulatory, references, lambda each: each.region)


def _questions(card: FormCard, references: References) -> Iterator[Block]:
    if card.questions:
        yield Heading("Questions", depth=Depth.FULL)
    for each in card.questions:
        answer = Detail(references.cited(each.answer, each.sources), depth=Depth.FULL)
        yield Entry("?", each.question, [answer], "strong", depth=Depth.FULL)


def _names(card: FormCard, references: References) -> Iterator[Block]:  # noqa: ARG001  # every chapter has one signature
    if card.aliases or card.topical_names:
        yield Heading("Names", depth=Depth.FULL)
    if card.aliases:
        yield Paragraph(f"{'; '.join(card.aliases)}.", depth=Depth.FULL)
    if card.topical_names:
        text = f"On the skin, and counted as 0 mg: {'; '.join(card.topical_names)}."
        yield Paragraph(text, depth=Depth.FULL)


def _chemistry(card: FormCard, references: References) -> Iterator[Block]:
    yield Heading("Chemistry", depth=Depth.FULL)
    for compound in card.compounds:
        yield point(references.cited(_compound_line(compound), compound.sources), depth=Depth.FULL)
    if card.commercial_fraction is not None:
        fraction = card.commercial_fraction
        held = f"Sold material contains {between(100 * fraction.low, 100 * fraction.high)} % magnesium."
        yield Paragraph(references.cited(f"{held} {fraction.note}", fraction.sources), depth=Depth.FULL)


def _compound_line(compound: Compound) -> str:
    parts = [
        capitalised(compound.name),
        compound.formula,
        f"{compound.molar_mass_g_per_mol:g} g/mol",
        f"{100 * compound.elemental_fraction:.2f} % magnesium",
        f"CAS {compound.cas}" if compound.cas else "",
        f"PubChem {compound.pubchem_cid}" if compound.pubchem_cid else "",
    ]
    return f" {BULLET} ".join(part for part in parts if part)


CHAPTERS: dict[str, Callable[[FormCard, References], Iterator[Block]]] = {
    "uses": _uses,
    "amounts": _amounts,
    "taking": _taking,
    "effects": _effects,
    "how": _how,
    "law": _law,
    "questions": _questions,
    "names": _names,
    "chemistry": _chemistry,
}
"""The chapters of a form by the names of --section."""


def _passages(
    title: str,
    passages: Sequence[Passage | TakingPassage | RegulatoryPassage],
    references: References,
    label: Callable[..., str] = lambda _: BULLET,
) -> Iterator[Block]:
    if passages:
        yield Heading(title, depth=Depth.FULL)
    for each in passages:
        yield Entry(label(each), references.cited(each.text, each.sources), depth=Depth.FULL)
