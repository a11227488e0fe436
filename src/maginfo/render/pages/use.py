"""The page of `use`: one with its studies, or all in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.render.document import Entry, Heading, Paragraph, References, Table
from maginfo.render.pages.vocabulary import DIRECTIONS, GRADES

if TYPE_CHECKING:
    from maginfo.answers.evidence import UseList
    from maginfo.catalogue.records.uses import Study, Use
    from maginfo.render.document import Block


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
