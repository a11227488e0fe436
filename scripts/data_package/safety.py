"""Interactions with medicines, and cautions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_package.table import MAIN_SOURCE, Cited, Column, Table, joined, main_source, make_table
from maginfo.answers.interactions import interaction_answer, interaction_class_list
from maginfo.model.safety import NOTHING_RECORDED

if TYPE_CHECKING:
    from maginfo import Catalogue
    from maginfo.answers.interactions import InteractionMatch


def interactions_table(catalogue: Catalogue, cited: list[Cited]) -> Table:
    """Return the interactions; what they cite is added to `cited`."""
    columns = (
        Column("id", "Id of the class; for a medicine of it, a colon and its name.", required=True),
        Column("class_id", "Id of the class.", required=True),
        Column("class_name", "Name of the class.", required=True),
        Column("medicine", "Generic name; empty for the class as a whole, with its longest hours."),
        Column("recorded", "false where a curator searched and found nothing.", "boolean", True),
        Column("severity", "info, minor, moderate, major or avoid, before facts of a person raise it.", required=True),
        Column("direction", "lowers-drug, raises-drug, lowers-magnesium, ...", required=True),
        Column("forms", "all, acid-neutralising, or ids of forms.", required=True),
        Column("take_drug_before_h", "Hours by which the medicine goes before magnesium; empty: none.", "number"),
        Column("take_drug_after_h", "Hours to wait after magnesium; empty: none.", "number"),
        Column("never_together", "Whether the two are not combined at any hour.", "boolean", True),
        Column("atc", "ATC codes of the medicine."),
        Column("summary", "What happens.", required=True),
        Column("action", "What the sources say to do.", required=True),
        Column("note", "What is particular to the medicine."),
        *MAIN_SOURCE,
    )  # fmt: skip
    rows = []
    for group in interaction_class_list(catalogue).classes:
        of_class = Cited("interactions", group.id, (("row", group.sources),))
        cited.append(of_class)
        checked = catalogue.interaction_class(group.id).checked
        none = group.id == NOTHING_RECORDED
        rows.append(
            (
                *(group.id, group.id, group.name, None, not none, group.severity, group.direction),
                *(joined(group.forms), group.take_drug_before_h, group.take_drug_after_h, group.never_together),
                *(None, group.summary, group.action, None, *main_source(of_class, checked)),
            )
        )
        for medicine in group.members:
            match = _match(catalogue, group.id, medicine)
            rests = Cited(
                "interactions", f"{group.id}:{medicine}", (("row", match.sources), ("action", match.action_sources))
            )
            cited.append(rests)
            rows.append(
                (
                    *(rests.row, group.id, group.name, medicine, match.recorded, match.severity, match.direction),
                    *(joined(match.forms), match.take_drug_before_h, match.take_drug_after_h, match.never_together),
                    *(joined(match.atc), match.summary, match.action, match.note, *main_source(rests, checked)),
                )
            )
    description = "Medicines and magnesium: one row a class, and one a medicine of it, with the hours both ways."
    return make_table("interactions", description, columns, ("id",), rows)


def _match(catalogue: Catalogue, class_id: str, medicine: str) -> InteractionMatch:
    """Return what `maginfo interactions` answers on a medicine, of that class."""
    return next(
        each
        for each in interaction_answer(catalogue, [medicine]).matches
        if (each.class_id or NOTHING_RECORDED) == class_id and each.drug == medicine
    )


def cautions_table(catalogue: Catalogue, cited: list[Cited]) -> Table:
    """Return the cautions; what they cite is added to `cited`."""
    columns = (
        Column("id", "Id of the caution.", required=True),
        Column("title", "The condition, population or situation.", required=True),
        Column("kind", "What it is.", required=True),
        Column("severity", "info, minor, moderate, major or avoid.", required=True),
        Column("told_to_everybody", "Whether every answer names it.", "boolean", True),
        Column("limits_hold", "false where no upper limit holds for a person with it.", "boolean", True),
        Column("forms", "Ids of the forms that it is limited to; empty for all."),
        Column("summary", "What is known.", required=True),
        Column("action", "What the sources say to do.", required=True),
        *MAIN_SOURCE,
    )
    rows = []
    for each in catalogue.cautions:
        rests = Cited("cautions", each.id, (("row", each.sources),))
        cited.append(rests)
        told = each.always_tell is not None
        rows.append(
            (
                each.id,
                each.title,
                each.kind,
                each.severity,
                told,
                each.limits_hold,
                joined(each.forms),
                each.summary,
                each.action,
                *main_source(rests, catalogue.about.reviewed),
            )
        )
    description = "Conditions and populations; severities are those before a person's facts raise them."
    return make_table("cautions", description, columns, ("id",), rows)
