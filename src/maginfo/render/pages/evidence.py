"""The pages of `claims` and `use`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maginfo.render.document import Depth, Detail, Entry, Heading, Page, Paragraph, Table
from maginfo.render.references import References
from maginfo.render.wording import DIRECTIONS, GRADES, VERDICTS

if TYPE_CHECKING:
    from maginfo.answers.evidence import ClaimList, UseList
    from maginfo.model.evidence import Study, Use
    from maginfo.render.document import Block

MAX_CLAIMS_IN_FULL = 10
"""Claims whose findings a short answer holds."""


def claims_page(answer: ClaimList) -> Page:
    """Count the claims by verdict, and list them with what could be traced."""
    references = References(answer.bibliography)
    counts = Counter(VERDICTS[claim.verdict] for claim in answer.claims)
    counted = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    many = "claims of popular articles" if len(answer.claims) != 1 else "claim of popular articles"
    blocks: list[Block] = [Paragraph(f"{len(answer.claims)} {many}: {counted}.", "strong")]
    depth = Depth.ANSWER if len(answer.claims) <= MAX_CLAIMS_IN_FULL else Depth.WHY
    for claim in answer.claims:
        where = ", ".join((claim.article, *claim.also_in))
        details = [
            Detail(claim.finding, depth=depth),
            Detail(f"Claimed in {where}: {claim.section}.", depth=Depth.FULL),
        ]
        title = references.cited(claim.claim, claim.sources)
        blocks.append(Entry(VERDICTS[claim.verdict], title, details, "strong" if details else ""))
    return Page(blocks, answer.bibliography, hints=("maginfo claims WORDS",))


def use_page(answer: UseList) -> Page:
    """Describe one use with its studies, or name all uses in rows."""
    references = References(answer.bibliography, at_most=3)
    if len(answer.uses) == 1:
        blocks = _one_use(answer.uses[0], references)
        hints: tuple[str, ...] = ()
    else:
        rows = [
            (references.cited(use.short, use.sources, 1), use.grade, DIRECTIONS[use.direction], _route(use), use.id)
            for use in answer.uses
        ]
        blocks = [Table(("Use", "Grade", "Direction", "Route", "Name"), rows)]
        blocks.append(Heading("What was found", depth=Depth.WHY))
        blocks += [Entry(use.short, references.cited(use.summary, use.sources), depth=Depth.WHY) for use in answer.uses]
        hints = ("maginfo use NAME",)
    return Page([*blocks, Paragraph(GRADES, "dim")], answer.bibliography, answer.disclaimer, hints)


def _one_use(use: Use, references: References) -> list[Block]:
    found = Detail(use.summary, depth=Depth.ANSWER)
    title = references.cited(f"{use.name}: {DIRECTIONS[use.direction]}", use.sources)
    blocks: list[Block] = [Entry(f"Grade {use.grade}", title, [found], "strong")]
    if use.route == "intravenous":
        blocks.append(Paragraph("Given into a vein, in hospital: nothing about supplements follows from it."))
    if use.forms:
        rows = [
            (references.cited(each.form, each.sources), each.grade, DIRECTIONS[each.direction]) for each in use.forms
        ]
        blocks.append(Table(("Form", "Grade", "Direction"), rows, caption="By form"))
        blocks.append(Heading("By form", depth=Depth.WHY))
        blocks += [Entry(each.form, each.summary, depth=Depth.WHY) for each in use.forms]
    if use.studies:
        blocks += [Heading("Studies", depth=Depth.WHY), *(_study(study) for study in use.studies)]
    return blocks


def _study(study: Study) -> Entry:
    people = f"{study.participants} people" if study.participants is not None else "number not known"
    whom = f"{people}, {study.population}" if study.population else people
    given = "; ".join(part for part in (study.form, study.dose, study.duration) if part)
    details = [Detail(f"Given: {given}."), Detail(f"{study.result} ({study.seen})")]
    return Entry(study.source, f"{study.design}; {whom}", details, "strong", depth=Depth.WHY)


def _route(use: Use) -> str:
    return "by mouth" if use.route == "oral" else "intravenous only"
