"""Whether an overlay loosens what it replaces: it may add, note and tighten, never let more pass than our data does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.catalogue.problems import Problem
from maginfo.catalogue.records.severities import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.cautions import Caution
    from maginfo.catalogue.records.forms import Form
    from maginfo.catalogue.records.intakes import Authority
    from maginfo.catalogue.records.interactions import HoursApart, InteractionClass

KEPT_BY_CAUTIONS = ("applies_when", "escalate", "always_tell", "forms", "finding")
KEPT_BY_INTERACTIONS = ("forms", "direction", "escalate")


def loosening_problems(ours: Catalogue, theirs: Catalogue, replaced: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What `theirs` lets pass that `ours` does not, among the records replaced: pairs of topic and id."""
    for topic, record_id in replaced:
        if topic == "intakes":
            yield from _authority(ours.authority(record_id), theirs.authority(record_id))
        elif topic == "cautions":
            yield from _caution(ours.caution(record_id), theirs.caution(record_id))
        elif topic == "interactions":
            yield from _interaction(ours.interaction_class(record_id), theirs.interaction_class(record_id))
        elif topic == "forms":
            yield from _form(ours.form(record_id), theirs.form(record_id))


def _authority(ours: Authority, theirs: Authority) -> Iterator[Problem]:
    file = f"intakes/{ours.id}.toml"
    for index, stage in enumerate(theirs.life_stages):
        place = f"life_stages[{index}]"
        for printed in (each for each in ours.life_stages if each.shares_a_person_with(stage)):
            for key in ("upper_limit_mg", "upper_limit_mg_per_kg"):
                limit, before = getattr(stage, key), getattr(printed, key)
                if before is None:
                    continue
                if limit is None and (stage.upper_limit_mg, stage.upper_limit_mg_per_kg) != (None, None):
                    yield Problem(file, place, f"must state {key}, as ours does for {printed.ages}: {before:g}")
                elif limit is not None and limit > before:
                    yield Problem(file, f"{place}.{key}", f"{limit:g} loosens ours for {printed.ages}, {before:g}")


def _caution(ours: Caution, theirs: Caution) -> Iterator[Problem]:
    place = f"cautions[{ours.id}]."
    yield from _severity("cautions.toml", place, ours.severity, theirs.severity)
    yield from _kept("cautions.toml", place, KEPT_BY_CAUTIONS, ours, theirs)


def _interaction(ours: InteractionClass, theirs: InteractionClass) -> Iterator[Problem]:
    file = f"interactions/{ours.id}.toml"
    yield from _severity(file, "", ours.severity, theirs.severity)
    yield from _separation(file, "", ours.hours, theirs.hours)
    yield from _kept(file, "", KEPT_BY_INTERACTIONS, ours, theirs)
    members = {member.name.casefold(): member for member in theirs.members}
    for member in ours.members:
        place = f"members[{member.name}]"
        own = members.get(member.name.casefold())
        if own is None:
            yield Problem(file, place, "is missing; a class that stands in the place of ours keeps every medicine")
            continue
        yield from _severity(file, f"{place}.", ours.severity_of(member).value, theirs.severity_of(own).value)
        yield from _separation(file, f"{place}.", ours.hours_of(member), theirs.hours_of(own))
        yield from _kept(file, f"{place}.", ("escalate",), member, own)


def _separation(file: str, place: str, ours: HoursApart, theirs: HoursApart) -> Iterator[Problem]:
    if theirs.never_together:
        return
    if ours.never_together:
        yield Problem(file, f"{place}never_together", "false loosens ours, true")
    for key, before, hours in (
        ("take_drug_before_h", ours.before_h, theirs.before_h),
        ("take_drug_after_h", ours.after_h, theirs.after_h),
    ):
        if before is not None and (hours is None or hours < before):
            shown = "none" if hours is None else f"{hours:g}"
            yield Problem(file, f"{place}{key}", f"{shown} loosens ours, {before:g}")


def _form(ours: Form, theirs: Form) -> Iterator[Problem]:
    file = f"forms/{ours.id}.toml"
    before, fraction = ours.elemental_fraction, theirs.elemental_fraction
    if before is not None and (fraction is None or fraction[1] < before[1]):
        shown = "none" if fraction is None else f"{fraction[1]:g}"
        message = f"highest {shown} loosens ours, {before[1]:g}; a product of your own takes an id of its own"
        yield Problem(file, "commercial_fraction", message)
    yield from _kept(file, "", ("acid_neutralising", "medicine_uses"), ours, theirs)


def _severity(file: str, place: str, ours: str, theirs: str) -> Iterator[Problem]:
    if Severity(theirs) < Severity(ours):
        yield Problem(file, f"{place}severity", f"'{theirs}' loosens ours, '{ours}'")


def _kept(file: str, place: str, names: Iterable[str], ours: object, theirs: object) -> Iterator[Problem]:
    for name in names:
        if getattr(ours, name) != getattr(theirs, name):
            yield Problem(file, f"{place}{name}", "must be as in ours: an entry in its place does not narrow it")
