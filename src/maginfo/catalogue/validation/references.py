"""Checks between files: references exist, a name has one meaning, figures agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from maginfo.catalogue.names import form_spellings, medicine_spellings, name_key
from maginfo.catalogue.store import FOLDERS
from maginfo.catalogue.validation.figures import figure_problems
from maginfo.catalogue.validation.problems import Problem, item_place
from maginfo.model.bibliography import Citation
from maginfo.model.intakes import Authority, LifeStage
from maginfo.model.products import PrintedAmount, Product
from maginfo.model.record import Record, RecordPath, records_in
from maginfo.model.safety import FORM_GROUPS, Circumstances, Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.store import Store


def name_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield each name that two forms, conditions, uses, foods or medicines of one class share."""
    claims: dict[str, set[str]] = defaultdict(set)
    for form in catalogue.forms():
        for spelling in (form.id, *(name for name, _ in form_spellings(form))):
            claims[name_key(spelling)].add(f"forms/{form.id}.toml")
    for entry in catalogue.not_sources:
        for spelling in entry.every_name:
            claims[name_key(spelling)].add(f"not_sources.toml ({entry.name})")
    yield from _clashes(claims, "forms")
    yield from _repeated("cautions.toml", "caution", (caution.id for caution in catalogue.cautions))
    yield from _repeated("claims.toml", "claim", (claim.id for claim in catalogue.claims))
    yield from _repeated("foods.csv", "food", (food.id for food in catalogue.foods.foods))
    for kind, named in (
        ("cautions", ((caution.id, caution.every_name) for caution in catalogue.cautions)),
        ("uses", ((use.id, use.every_name) for use in catalogue.uses)),
        ("foods.csv", ((food.id, food.every_name) for food in catalogue.foods.foods)),
    ):
        claims = defaultdict(set)
        for owner, spellings in named:
            for spelling in spellings:
                claims[name_key(spelling)].add(owner)
        yield from _clashes(claims, kind)
    for group in catalogue.interaction_classes():
        owners: dict[str, set[str]] = defaultdict(set)
        for spelling, position in medicine_spellings(group):
            if position is not None:
                owners[name_key(spelling)].add(f"{group.members[position].name} (members[{position}])")
        yield from _clashes(owners, f"interactions/{group.id}.toml")


def _repeated(file: str, kind: str, ids: Iterable[str]) -> Iterator[Problem]:
    for repeated, count in Counter(ids).items():
        if count > 1:
            yield Problem(file, repeated, f"appears {count} times; an id belongs to one {kind}")


def _clashes(claims: Mapping[str, set[str]], where: str) -> Iterator[Problem]:
    for key, owners in claims.items():
        if not key:
            yield Problem(min(owners), "aliases", "contains a name without a letter or digit")
        elif len(owners) > 1:
            yield Problem(where, key, f"is a name of {' and of '.join(sorted(owners))}; one name means one thing")


INHERITS_SOURCES = (LifeStage, Member, Authority, PrintedAmount, Product)
"""Records that may take their sources from one level up: the table's heading, the class, the authority's tables, the
product. A product without any is only recognised; `products` reports one that states something."""
STATED_BY_MEMBERS = ("take_drug_before_h", "take_drug_after_h", "never_together", "severity", "direction")
"""Fields in which a medicine may differ from its class, with a source of its own."""
NOT_A_FORM = ("several", "not stated")


def consistency_problems(catalogue: Catalogue, *, allow_uncited: bool = False) -> Iterator[Problem]:
    """Yield inconsistencies between the files of a catalogue; its single files must be valid."""
    yield from _citation_problems(catalogue, allow_uncited)
    yield from _identifier_problems(catalogue.store)
    yield from _reference_problems(catalogue)
    yield from name_problems(catalogue)
    yield from figure_problems(catalogue)


def every_record(catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    """Yield every top-level record with its file."""
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
    for entry in catalogue.not_sources:
        yield "not_sources.toml", entry
    yield "foods.toml", catalogue.foods
    yield "medicines.toml", catalogue.medicine_heading  # the rows cite nothing
    yield "magnesium.toml", catalogue.common_facts
    yield "signs.toml", catalogue.signs
    yield "dosing.toml", catalogue.rules
    yield "label_words.toml", catalogue.label_words
    yield "products.toml", catalogue.product_table


class PlacedRecord(NamedTuple):
    """A record of a data file, top-level or nested."""

    file: str
    root: str
    """The place of its top-level record in the file: the id in a file of many records, otherwise ''."""
    path: RecordPath
    record: Record

    def place(self, field: str = "") -> str:
        """Return the place of the record, or of a field of it, as one text: 'kidney-disease.applies_when.forms'."""
        place = self.root
        for step in (*self.path, field) if field else self.path:
            place += item_place(*step) if isinstance(step, tuple) else f".{step}" if place else step
        return place


@lru_cache(maxsize=1)
def placed_records(catalogue: Catalogue) -> tuple[PlacedRecord, ...]:
    """Return every record of the data files, top-level and nested; four checks look through all of them."""
    return tuple(
        PlacedRecord(file, root, path, record)
        for file, top in every_record(catalogue)
        for root in (top.id if file in ("cautions.toml", "claims.toml") else "",)
        for path, record in records_in(top)
    )


def _citation_problems(catalogue: Catalogue, allow_uncited: bool) -> Iterator[Problem]:
    known = set(catalogue.source_ids)
    yield from _repeated(
        "sources.toml", "source", (table["id"] for table in catalogue.store.read("sources")["sources"])
    )
    cited = set()
    for placed in placed_records(catalogue):
        file, record = placed.file, placed.record
        if isinstance(record, Citation):
            cited.add(record.id)
            if record.id not in known:
                yield Problem(file, placed.place(), f"cites '{record.id}', which sources.toml does not have")
        elif isinstance(record, Member) and not record.sources and (own := _differing_fields(record)):
            yield Problem(file, placed.place(), f"has its own {' and '.join(own)} and no source of its own")
        elif getattr(record, "sources", None) == () and not isinstance(record, INHERITS_SOURCES):
            yield Problem(file, placed.place(), "has no source; every value needs at least one")
    for claim in catalogue.claims:
        cited.update((claim.article, *claim.also_in))
    for use in catalogue.uses:
        for position, study in enumerate(use.studies):
            cited.add(study.source)
            if study.source not in known:
                message = f"cites '{study.source}', which sources.toml does not have"
                yield Problem(f"uses/{use.id}.toml", f"studies{item_place(position, study)}.source", message)
    for source_id in sorted(known - cited) if not allow_uncited else ():
        yield Problem("sources.toml", source_id, "is not cited; cite it or remove it")


def _differing_fields(member: Member) -> list[str]:
    """Return the fields in which a medicine differs from its class."""
    return [name for name in STATED_BY_MEMBERS if getattr(member, name) is not None]


def _identifier_problems(store: Store) -> Iterator[Problem]:
    for folder in FOLDERS:
        for name in store.ids(folder):
            written = store.read(f"{folder}/{name}")["id"]
            if written != name:
                yield Problem(f"{folder}/{name}.toml", "id", f"is '{written}'; it must be the file's name, '{name}'")


def _reference_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield every id of a form, use, caution, brand, source or release that the data lacks."""
    forms, uses = set(catalogue.form_ids), set(catalogue.use_ids)
    cautions = {caution.id for caution in catalogue.cautions}
    yield from _form_and_use_references(catalogue, forms, uses, cautions)
    yield from _interaction_references(catalogue, forms)
    yield from _circumstance_problems(catalogue, forms, cautions)
    yield from _caution_and_claim_references(catalogue, forms, uses | cautions | forms)
    releases = {release.id for release in catalogue.foods.releases}
    for food in catalogue.foods.foods:
        yield from _unknown("foods.csv", food.id, (food.release,), releases, "foods.toml")


def _unknown(file: str, place: str, wanted: Iterable[str], known: set[str], home: str) -> Iterator[Problem]:
    """Yield a problem for each wanted id that is not known; `home` is where such ids are defined."""
    for name in wanted:
        if name not in known:
            yield Problem(file, place, f"names '{name}', which {home} does not have")


def _form_and_use_references(
    catalogue: Catalogue, forms: set[str], uses: set[str], cautions: set[str]
) -> Iterator[Problem]:
    for form in catalogue.forms():
        file = f"forms/{form.id}.toml"
        yield from _unknown(file, "bought_for", form.bought_for, uses, "uses/")
        yield from _unknown(file, "cautions", form.cautions, cautions, "cautions.toml")
    for use in catalogue.uses:
        file = f"uses/{use.id}.toml"
        yield from _unknown(file, "forms", (each.form for each in use.forms), forms, "forms/")
        named = (study.form for study in use.studies if study.form not in NOT_A_FORM)
        yield from _unknown(file, "studies", named, forms, "forms/")


def _interaction_references(catalogue: Catalogue, forms: set[str]) -> Iterator[Problem]:
    for group in catalogue.interaction_classes():
        named = (form for form in group.forms if form not in FORM_GROUPS)
        yield from _unknown(f"interactions/{group.id}.toml", "forms", named, forms, "forms/")
        for position, member in enumerate(group.members):
            place = f"members{item_place(position, member)}.markets"
            brands = (each.brand for each in member.markets)
            yield from _unknown(f"interactions/{group.id}.toml", place, brands, set(member.brands), "brands")
    if (with_food := catalogue.rules.with_food) is not None:
        named = (form for form in (*with_food.forms, *with_food.except_forms) if form not in FORM_GROUPS)
        yield from _unknown("dosing.toml", "with_food", named, forms, "forms/")


def _circumstance_problems(catalogue: Catalogue, forms: set[str], cautions: set[str]) -> Iterator[Problem]:
    for placed in placed_records(catalogue):
        file, record = placed.file, placed.record
        if isinstance(record, Circumstances):
            yield from _unknown(file, placed.place("forms"), record.forms, forms, "forms/")
            yield from _unknown(file, placed.place("conditions"), record.conditions, cautions, "cautions.toml")
            if record == Circumstances():
                yield Problem(file, placed.place(), "is empty, so it would always apply")
            low, high = record.egfr_from, record.egfr_below
            if low is not None and high is not None and low >= high:
                yield Problem(file, placed.place(), f"egfr_from {low:g} is not under egfr_below {high:g}")


def _limits_hold_for(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the problems of the cautions that the words for whom limits are set are about."""
    rule = catalogue.rules.limits_hold_for
    conditions = rule.conditions if rule is not None else ()
    place = "limits_hold_for.conditions"
    yield from _unknown("dosing.toml", place, conditions, {each.id for each in catalogue.cautions}, "cautions.toml")
    for caution in catalogue.cautions:
        if caution.id in conditions and caution.limits_hold:
            yield Problem("dosing.toml", place, f"names '{caution.id}', whose caution has no limits_hold = false")


def _caution_and_claim_references(catalogue: Catalogue, forms: set[str], topics: set[str]) -> Iterator[Problem]:
    for caution in catalogue.cautions:
        yield from _unknown("cautions.toml", f"{caution.id}.forms", caution.forms, forms, "forms/")
        if not caution.limits_hold and catalogue.rules.limits_hold_for is None:
            message = "is false, and dosing.toml has no [limits_hold_for], the people for whom limits are set"
            yield Problem("cautions.toml", f"{caution.id}.limits_hold", message)
    yield from _limits_hold_for(catalogue)
    for claim in catalogue.claims:
        yield from _unknown("claims.toml", f"{claim.id}.topics", claim.topics, topics, "uses, cautions or forms")
        articles = (claim.article, *claim.also_in)
        yield from _unknown("claims.toml", claim.id, articles, set(catalogue.source_ids), "sources.toml")
