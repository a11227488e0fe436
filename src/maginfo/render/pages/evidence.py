"""The pages of `use`, `claims`, `food`, `search` and `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, figure, price
from maginfo.render.document import Drawing, Entry, Heading, Paragraph, References, Table
from maginfo.render.pages.show import DIRECTIONS, GRADES
from maginfo.render.pages.verdicts import VERDICTS

if TYPE_CHECKING:
    from maginfo.answers.comparing import FormComparison
    from maginfo.answers.evidence import ClaimList, UseList
    from maginfo.answers.foods import FoodList
    from maginfo.answers.searching import SearchAnswer
    from maginfo.catalogue.records.uses import Study, Use
    from maginfo.render.document import Block
    from maginfo.render.pictures.tracks import Picture


def use_page(answer: UseList) -> list[Block]:
    """One use with its studies, or all in rows."""
    references = References(answer.bibliography, at_most=3)
    if len(answer.uses) > 1:
        rows = [
            (use.id, use.grade, DIRECTIONS[use.direction], _route(use), use.summary + references.cite(use.sources))
            for use in answer.uses
        ]
        blocks: list[Block] = [Table(("Use", "Grade", "Direction", "Route", "What was found"), rows)]
    else:
        blocks = _one_use(answer.uses[0], references)
    return [*blocks, Paragraph(GRADES, "dim"), *references.blocks(), Paragraph(f"{answer.disclaimer}", "dim")]


def _one_use(use: Use, references: References) -> list[Block]:
    blocks: list[Block] = [
        Heading(use.name, level=1),
        Entry(f"Grade {use.grade}", DIRECTIONS[use.direction], [use.summary + references.cite(use.sources)], "strong"),
    ]
    if use.route == "intravenous":
        blocks.append(Paragraph("Given into a vein, in hospital: it says nothing of supplements."))
    if use.forms:
        rows = [
            (each.form, each.grade, DIRECTIONS[each.direction], each.summary + references.cite(each.sources))
            for each in use.forms
        ]
        blocks += [Heading("By form"), Table(("Form", "Grade", "Direction", "What was found"), rows)]
    if use.studies:
        blocks += [Heading("Studies"), *(_study(study) for study in use.studies)]
    return blocks


def _study(study: Study) -> Entry:
    people = f"{study.participants} people" if study.participants is not None else "number not known"
    whom = f"{people}, {study.population}" if study.population else people
    given = "; ".join(part for part in (study.form, study.dose, study.duration) if part)
    return Entry(
        study.source, f"{study.design}; {whom}", [f"Given: {given}.", f"{study.result} ({study.seen})"], "strong"
    )


def _route(use: Use) -> str:
    return "by mouth" if use.route == "oral" else "into a vein only"


def claims_page(answer: ClaimList) -> list[Block]:
    """Claims with their verdicts."""
    references = References(answer.bibliography)
    blocks: list[Block] = []
    for claim in answer.claims:
        where = ", ".join((claim.article, *claim.also_in))
        details = [claim.finding + references.cite(claim.sources), f"Claimed in {where}: {claim.section}."]
        blocks.append(Entry(VERDICTS[claim.verdict], claim.claim, details, "strong"))
    return [*blocks, *references.blocks()]


def food_page(answer: FoodList) -> list[Block]:
    """Foods in rows."""
    rows = [
        (
            food.name,
            figure(food.mg_per_100g) if food.mg_per_100g else "0",
            "; ".join(
                f"{each.name} ({figure(each.g)} g): {figure(each.mg) if each.mg else '0'}" for each in food.portions
            ),
            f"{food.release} {food.usda_number}",
        )
        for food in answer.foods
    ]
    references = References(answer.bibliography)
    note = answer.summary + references.cite(answer.sources)
    columns = ("Food", "mg in 100 g", "mg in a portion", "USDA")
    return [Table(columns, rows, frozenset({1})), Paragraph(note, "dim"), *references.blocks()]


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


def compare_paper(answer: FormComparison) -> list[Block]:
    """The same with its picture, for a page that can hold one; text has the figures in the table."""

    def picture() -> Picture:
        from maginfo.render.pictures.bars import bars_picture

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
