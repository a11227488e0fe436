"""Rules of the shipped edition: wording, dates, order of sources, hours. An overlay does not have to follow them."""

from __future__ import annotations

import datetime
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from maginfo.catalogue.validation.problems import Problem, item_place
from maginfo.catalogue.validation.references import PlacedRecord, placed_records
from maginfo.model.constraints import OURS, prose_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.store import Store
    from maginfo.model.record import Record
    from maginfo.model.safety import InteractionClass

ADVICE = re.compile(r"\b(you should|you need|should take|safe|safely|best|optimal|optimally)\b", re.IGNORECASE)
"""Words that advise; data/README.md, rule 6."""
CATEGORY = re.compile(r"(organic|inorganic|mixed)\b")
ABSORPTION_MECHANISMS = ("chelation", "stomach-ph")
"""Mechanisms whose effect is weaker if hours pass between medicine and magnesium."""
UTC_PLUS_14 = datetime.timezone(datetime.timedelta(hours=14))


def edition_problems(store: Store, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield each place that breaks a rule of the shipped edition."""
    yield from _form_problems(catalogue)
    for group in catalogue.interaction_classes():
        if group.direction == "lowers-drug" and group.mechanism in ABSORPTION_MECHANISMS and not _is_kept_apart(group):
            message = (
                f"lowers-drug by {group.mechanism} without hours apart: add take_drug_before_h, take_drug_after_h or "
                "never_together to the class or to every medicine; if its sources print no hours, copy those of "
                "other-oral-medicines.toml with their source"
            )
            yield Problem(f"interactions/{group.id}.toml", "", message)
        if group.effect is None and group.is_recorded:
            yield Problem(f"interactions/{group.id}.toml", "effect", "is missing; it is one sentence on what happens")
    for authority in catalogue.authorities:
        if authority.next_look is None:
            message = "is missing; it is the day by which a curator looks for a newer edition and compares again"
            yield Problem(f"intakes/{authority.id}.toml", "next_look", message)
    yield from _wording_problems(catalogue)
    yield from _date_problems(catalogue)
    ids = [table["id"] for table in store.read("sources")["sources"]]
    for position, (earlier, later) in enumerate(pairwise(ids), start=1):
        if later < earlier:
            message = f"stands after '{earlier}'; the ids of sources.toml are in alphabetical order"
            yield Problem("sources.toml", f"sources{item_place(position, {'id': later})}", message)


def _form_problems(catalogue: Catalogue) -> Iterator[Problem]:
    for form in catalogue.forms():
        file = f"forms/{form.id}.toml"
        if not form.compounds and form.commercial_fraction is None:
            message = "has neither [[compounds]] nor [commercial_fraction]; one of them gives the magnesium content"
            yield Problem(file, "", message)
        if not form.aliases:
            yield Problem(file, "aliases", "is empty; write at least one name that labels or people use")
        known = {*form.aliases, *(name for compound in form.compounds for name in compound.aliases)}
        for name in form.material_names:
            if name not in known:
                message = f"'{name}' is no name of the form; write it as in its aliases or those of a compound"
                yield Problem(file, "material_names", message)
        if CATEGORY.match(form.category) is None:
            yield Problem(file, "category", f"must begin with 'organic', 'inorganic' or 'mixed', not '{form.category}'")


def _is_kept_apart(group: InteractionClass) -> bool:
    """Return whether hours apart are given for the class, or for every medicine in it."""
    every = [group.hours_of(member) for member in group.members]
    return any(group.hours) or (bool(every) and all(map(any, every)))


def _wording_problems(catalogue: Catalogue) -> Iterator[Problem]:
    for placed in placed_records(catalogue):
        for field in _sentence_fields(type(placed.record)):
            found = ADVICE.search(getattr(placed.record, field) or "")
            if found is not None:
                message = f"contains '{found[0]}'; texts display and cite, and never advise"
                yield Problem(placed.file, placed.place(field), message)


@cache
def _sentence_fields(record: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that hold the curators' own sentences."""
    return tuple(each.name for each in msgspec.structs.fields(record) if prose_of(each.type) == OURS)


def latest_day(catalogue: Catalogue) -> str:
    """Return the last day (ISO date) that is not in the future anywhere on earth.

    The day of the edition is never in the future, whatever the clock of the machine says.
    """
    return max(datetime.datetime.now(UTC_PLUS_14).date().isoformat(), catalogue.about.reviewed)


def _date_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield each `checked` in the future, once per file: citations inherit the date of their file."""
    latest = latest_day(catalogue)
    reported: set[tuple[str, str]] = set()
    sources = catalogue.bibliography(catalogue.source_ids)
    of_sources = (PlacedRecord("sources.toml", source.id, (), source) for source in sources.values())
    for placed in (*placed_records(catalogue), *of_sources):
        checked = getattr(placed.record, "checked", None)
        if checked is not None and checked > latest and (placed.file, checked) not in reported:
            reported.add((placed.file, checked))
            message = f"{checked} is in the future: it is the day a curator compared the value with its source"
            yield Problem(placed.file, placed.place("checked"), message)
