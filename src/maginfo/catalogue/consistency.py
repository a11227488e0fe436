"""What no data file can know alone: references between files, clashing names, gaps in tables, sums that must agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from maginfo.catalogue.catalogue import Catalogue
from maginfo.catalogue.curation import Problem
from maginfo.catalogue.names import form_spellings, medicine_spellings, name_key
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.cautions import Circumstances
from maginfo.catalogue.records.citations import Citation
from maginfo.catalogue.records.intakes import Authority, LifeStage
from maginfo.catalogue.records.interactions import InteractionClass, Member
from maginfo.catalogue.records.severities import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.catalogue.loading import Store
    from maginfo.catalogue.records.cautions import Escalation
    from maginfo.catalogue.records.forms import Form

MAGNESIUM_G_PER_MOL = 24.305
FRACTION_ROUNDING = 1e-5
"""Fractions are given to five decimals."""
INHERITS_SOURCES = (LifeStage, Member, Authority)
"""Records whose sources may stand one level up: in the table's heading, the class, the authority's tables."""
NOT_A_FORM = ("several", "not stated")
FORM_GROUPS = ("all", "acid-neutralising")


def consistency_problems(store: Store) -> Iterator[Problem]:
    """What is wrong between the files of a store whose single files are valid."""
    catalogue = Catalogue(store)
    yield from _citation_problems(store, catalogue)
    yield from _identifier_problems(store)
    yield from _reference_problems(catalogue)
    yield from _name_problems(store, catalogue)
    for form in catalogue.forms():
        yield from _chemistry_problems(form)
    for authority in catalogue.authorities:
        yield from _life_stage_problems(authority)
    yield from _separation_problems(catalogue)
    yield from _escalation_problems(catalogue)


def _records(catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    """Every top-level record with its file."""
    for form in catalogue.forms():
        yield f"forms/{form.id}.toml", form
    for authority in catalogue.authorities:
        yield f"intakes/{authority.id}.toml", authority
    for group in catalogue.interaction_classes():
        yield f"interactions/{group.id}.toml", group
    for use in catalogue.uses:
        yield f"uses/{use.id}.toml", use
    for caution in catalogue.cautions:
        yield "cautions.toml", caution
    for claim in catalogue.claims:
        yield "claims.toml", claim
    yield "foods.toml", catalogue.foods
    yield "magnesium.toml", catalogue.common_facts
    yield "signs.toml", catalogue.signs
    yield "dosing.toml", catalogue.rules


def _root(file: str, top: Any) -> str:
    """Where in the file a top-level record stands: by its id where the file holds many."""
    return top.id if file in ("cautions.toml", "claims.toml") else ""


def _walk(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """A record and every record in it, each with its path."""
    if isinstance(value, Record):
        yield place, value
        for name in value.fields:
            yield from _walk(getattr(value, name), f"{place}.{name}" if place else name)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _walk(item, f"{place}[{position}]")


def _citation_problems(store: Store, catalogue: Catalogue) -> Iterator[Problem]:
    known = set(catalogue.source_ids)
    for source_id, count in Counter(table["id"] for table in store.read("sources")["sources"]).items():
        if count > 1:
            yield Problem("sources.toml", source_id, f"stands {count} times; an id names one source")
    cited = set()
    for file, top in _records(catalogue):
        root = _root(file, top)
        for place, record in _walk(top, root):
            if isinstance(record, Citation):
                cited.add(record.id)
                if record.id not in known:
                    yield Problem(file, place, f"cites '{record.id}', which sources.toml does not have")
            elif getattr(record, "sources", None) == () and not isinstance(record, INHERITS_SOURCES):
                yield Problem(file, place, "has no source; every value carries at least one")
    for claim in catalogue.claims:
        cited.update((claim.article, *claim.also_in))
    for use in catalogue.uses:
        for position, study in enumerate(use.studies):
            cited.add(study.source)
            if study.source not in known:
                message = f"cites '{study.source}', which sources.toml does not have"
                yield Problem(f"uses/{use.id}.toml", f"studies[{position}].source", message)
    for source_id in sorted(known - cited):
        yield Problem("sources.toml", source_id, "is cited nowhere; cite it or take it out")


def _identifier_problems(store: Store) -> Iterator[Problem]:
    for folder in ("forms", "intakes", "interactions", "uses"):
        for name in store.ids(folder):
            written = store.read(f"{folder}/{name}")["id"]
            if written != name:
                yield Problem(f"{folder}/{name}.toml", "id", f"is '{written}'; it must be the file's name, '{name}'")


def _reference_problems(catalogue: Catalogue) -> Iterator[Problem]:
    forms, uses = set(catalogue.form_ids), set(catalogue.use_ids)
    cautions = {caution.id for caution in catalogue.cautions}

    def unknown(file: str, place: str, wanted: Iterable[str], known: set[str], home: str) -> Iterator[Problem]:
        for name in wanted:
            if name not in known:
                yield Problem(file, place, f"names '{name}', which {home} does not have")

    for form in catalogue.forms():
        file = f"forms/{form.id}.toml"
        yield from unknown(file, "bought_for", form.bought_for, uses, "uses/")
        yield from unknown(file, "cautions", form.cautions, cautions, "cautions.toml")
    for use in catalogue.uses:
        file = f"uses/{use.id}.toml"
        yield from unknown(file, "forms", (each.form for each in use.forms), forms, "forms/")
        named = (study.form for study in use.studies if study.form not in NOT_A_FORM)
        yield from unknown(file, "studies", named, forms, "forms/")
    for group in catalogue.interaction_classes():
        named = (form for form in group.forms if form not in FORM_GROUPS)
        yield from unknown(f"interactions/{group.id}.toml", "forms", named, forms, "forms/")
    for file, top in _records(catalogue):
        for place, record in _walk(top, _root(file, top)):
            if isinstance(record, Circumstances):
                yield from unknown(file, f"{place}.forms", record.forms, forms, "forms/")
                yield from unknown(file, f"{place}.conditions", record.conditions, cautions, "cautions.toml")
                if record == Circumstances():
                    yield Problem(file, place, "states nothing, so it would always hold")
                low, high = record.egfr_from, record.egfr_below
                if low is not None and high is not None and low >= high:
                    yield Problem(file, place, f"egfr_from {low} is not under egfr_below {high}")
    for caution in catalogue.cautions:
        yield from unknown("cautions.toml", f"{caution.id}.forms", caution.forms, forms, "forms/")
    topics = uses | cautions | forms
    for claim in catalogue.claims:
        yield from unknown("claims.toml", f"{claim.id}.topics", claim.topics, topics, "uses, cautions or forms")
        articles = (claim.article, *claim.also_in)
        yield from unknown("claims.toml", claim.id, articles, set(catalogue.source_ids), "sources.toml")
    releases = {release.id for release in catalogue.foods.releases}
    for food in catalogue.foods.foods:
        yield from unknown("foods.csv", food.id, (food.release,), releases, "foods.toml")


def _name_problems(store: Store, catalogue: Catalogue) -> Iterator[Problem]:
    claims: dict[str, set[str]] = defaultdict(set)
    for form_id in store.ids("forms"):
        for spelling, _ in form_spellings(store.read(f"forms/{form_id}")):
            claims[name_key(spelling)].add(f"forms/{form_id}.toml")
    yield from _clashes(claims, "forms")
    claims = defaultdict(set)
    for caution_id, count in Counter(caution.id for caution in catalogue.cautions).items():
        if count > 1:
            yield Problem("cautions.toml", caution_id, f"stands {count} times; an id names one caution")
    for caution in catalogue.cautions:
        for spelling in (caution.id, caution.title, *caution.aliases):
            claims[name_key(spelling)].add(caution.id)
    yield from _clashes(claims, "cautions")
    for kind, named in (("uses", _use_names(catalogue)), ("foods.csv", _food_names(catalogue))):
        claims = defaultdict(set)
        for owner, spelling in named:
            claims[name_key(spelling)].add(owner)
        yield from _clashes(claims, kind)
    for group_id in store.ids("interactions"):
        owners: dict[str, set[str]] = defaultdict(set)
        table = store.read(f"interactions/{group_id}")
        for spelling, position in medicine_spellings(table):
            if position is not None:
                owners[name_key(spelling)].add(f"{table['members'][position]['name']} (members[{position}])")
        yield from _clashes(owners, f"interactions/{group_id}.toml")


def _use_names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for use in catalogue.uses:
        for spelling in (use.id, use.name, *use.aliases):
            yield use.id, spelling


def _food_names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for food in catalogue.foods.foods:
        for spelling in (food.name, *food.aliases):
            yield food.id, spelling


def _clashes(claims: Mapping[str, set[str]], where: str) -> Iterator[Problem]:
    for key, owners in claims.items():
        if not key:
            yield Problem(min(owners), "aliases", "holds a name without a letter or digit")
        elif len(owners) > 1:
            yield Problem(where, key, f"is a name of {' and of '.join(sorted(owners))}; one name means one thing")


def _chemistry_problems(form: Form) -> Iterator[Problem]:
    file = f"forms/{form.id}.toml"
    for position, compound in enumerate(form.compounds):
        expected = magnesium_atoms(compound.formula) * MAGNESIUM_G_PER_MOL / compound.molar_mass_g_per_mol
        if abs(expected - compound.elemental_fraction) > FRACTION_ROUNDING:
            message = f"is {compound.elemental_fraction}; the formula and the molar mass give {expected:.5f}"
            yield Problem(file, f"compounds[{position}].elemental_fraction", message)
    for place, span in (("commercial_fraction", form.commercial_fraction),):
        if span is not None and span.low > span.high:
            yield Problem(file, place, f"low {span.low} is above high {span.high}")
    for position, dose in enumerate(form.dose_ranges):
        if dose.low_mg > dose.high_mg:
            yield Problem(file, f"dose_ranges[{position}]", f"low_mg {dose.low_mg} is above high_mg {dose.high_mg}")
    if form.commercial_fraction is None and len({compound.elemental_fraction for compound in form.compounds}) > 1:
        yield Problem(file, "commercial_fraction", "is missing; compounds of different content need the range sold")


def magnesium_atoms(formula: str) -> int:
    """How many atoms of magnesium one unit of the formula holds: 'Mg3(C6H5O7)2·9H2O' has 3, '4MgCO3·Mg(OH)2' 5."""
    atoms = 0
    for part in formula.split("·"):
        leading = re.match(r"\d+", part)
        factor = int(leading[0]) if leading else 1
        for group, repeats in re.findall(r"\(([^()]*)\)(\d*)", part):
            atoms += factor * int(repeats or 1) * _magnesium_in(group)
        atoms += factor * _magnesium_in(re.sub(r"\([^()]*\)\d*", "", part))
    return atoms


def _magnesium_in(part: str) -> int:
    return sum(int(count or 1) for count in re.findall(r"Mg(\d*)", part))


def _life_stage_problems(authority: Authority) -> Iterator[Problem]:
    file = f"intakes/{authority.id}.toml"
    columns = (
        ("recommended_mg", authority.recommended),
        ("average_requirement_mg", authority.average_requirement),
        ("upper_limit_mg", authority.upper_limit),
        ("upper_limit_mg_per_kg", authority.upper_limit),
    )
    for position, stage in enumerate(authority.life_stages):
        for column, table in columns:
            if getattr(stage, column) is not None and table is None:
                yield Problem(file, f"life_stages[{position}].{column}", "has no table that says its kind and sources")
    for first, second in combinations(authority.life_stages, 2):
        shares_a_sex = first.sex is None or second.sex is None or first.sex == second.sex
        if first.state == second.state and shares_a_sex and first.age_band.overlaps(second.age_band):
            yield Problem(file, "life_stages", f"'{first.label}' and '{second.label}' overlap; a person has one row")
    for sex, state in (("female", None), ("male", None), ("female", "pregnant"), ("female", "lactating")):
        stages = [stage for stage in authority.life_stages if stage.state == state and stage.sex in (None, sex)]
        bands = sorted(stage.age_band for stage in stages)
        for earlier, later in pairwise(bands):
            if earlier.high_months is not None and later.low_months > earlier.high_months + 1:
                gap = f"{state or sex}, from {earlier.high_months + 1} to {later.low_months - 1} completed months"
                yield Problem(file, "life_stages", f"leave a gap: {gap}")
    yield from _increment_problems(authority, file)


def _increment_problems(authority: Authority, file: str) -> Iterator[Problem]:
    for stage in authority.life_stages:
        if stage.recommended_increment_mg is None or stage.recommended_mg is None:
            continue
        bases = [
            base.recommended_mg
            for base in authority.life_stages
            if base.state is None and base.sex in (None, "female") and base.age_band.overlaps(stage.age_band)
        ]
        if any(base is None or base + stage.recommended_increment_mg != stage.recommended_mg for base in bases):
            message = (
                f"{stage.label}: {stage.recommended_mg} is not the ordinary row plus {stage.recommended_increment_mg}"
            )
            yield Problem(file, "life_stages", message)


def _separation_problems(catalogue: Catalogue) -> Iterator[Problem]:
    for group in catalogue.interaction_classes():
        records: list[InteractionClass | Member] = [group, *group.members]
        for record in records:
            hours = (record.take_drug_before_h, record.take_drug_after_h)
            if record.never_together and hours != (None, None):
                message = "is never_together and has hours; one contradicts the other"
                yield Problem(f"interactions/{group.id}.toml", record.name, message)


def _escalation_problems(catalogue: Catalogue) -> Iterator[Problem]:
    def too_low(file: str, place: str, severity: str, steps: Iterable[Escalation]) -> Iterator[Problem]:
        for step in steps:
            if Severity(step.severity) <= Severity(severity):
                yield Problem(file, place, f"escalates to '{step.severity}', which is not above '{severity}'")

    for caution in catalogue.cautions:
        yield from too_low("cautions.toml", caution.id, caution.severity, caution.escalate)
    for group in catalogue.interaction_classes():
        file = f"interactions/{group.id}.toml"
        yield from too_low(file, "escalate", group.severity, group.escalate)
        for member in group.members:
            yield from too_low(file, f"{member.name}.escalate", member.severity or group.severity, member.escalate)
