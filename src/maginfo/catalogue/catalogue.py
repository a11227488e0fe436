"""What is known, read topic by topic when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from maginfo.catalogue.loading import Store, Table, shipped_store
from maginfo.catalogue.names import NameIndex, form_key, name_key
from maginfo.catalogue.records.building import build
from maginfo.errors import NotASourceError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maginfo.catalogue.records.cautions import Caution
    from maginfo.catalogue.records.citations import Source
    from maginfo.catalogue.records.claims import Claim
    from maginfo.catalogue.records.foods import Food, FoodTable
    from maginfo.catalogue.records.forms import CommonFacts, Compound, Form, NotASource
    from maginfo.catalogue.records.intakes import Authority
    from maginfo.catalogue.records.interactions import InteractionClass, Member
    from maginfo.catalogue.records.labels import LabelWords
    from maginfo.catalogue.records.rules import DosingRules
    from maginfo.catalogue.records.signs import Signs
    from maginfo.catalogue.records.uses import Use


class FormMatch(NamedTuple):
    """The form a name means, and the one compound of it where the name is that precise."""

    form: Form
    compound: Compound | None
    topical: bool = False
    """Whether the name means it on the skin."""


class MedicineMatch(NamedTuple):
    """A class of medicines that a name belongs to, and the member where the name is one medicine's."""

    group: InteractionClass
    member: Member | None


class Catalogue:
    """The curated data. Without an argument: the data that came with the program."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store if store is not None else shipped_store()
        self._forms: dict[str, Form] = {}
        self._groups: dict[str, InteractionClass] = {}
        self._authorities: dict[str, Authority] = {}
        self._sources: dict[str, Source] = {}

    @cached_property
    def about(self) -> Table:
        """version, reviewed (ISO date), licence and disclaimer of the data as a whole."""
        return self._store.read("about")

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex.from_table(self._store.excerpt("names"))

    # Forms

    @cached_property
    def form_ids(self) -> tuple[str, ...]:
        """The ids of all forms, sorted."""
        return self._store.ids("forms")

    def form(self, form_id: str) -> Form:
        """The form with that id; KeyError where there is none."""
        from maginfo.catalogue.records.forms import Form

        if form_id not in self._forms:
            if form_id not in self.form_ids:
                raise KeyError(form_id)
            self._forms[form_id] = build(Form, self._store.read(f"forms/{form_id}"))
        return self._forms[form_id]

    def forms(self) -> list[Form]:
        """All forms, by id."""
        return [self.form(form_id) for form_id in self.form_ids]

    def find_form(self, name: str) -> FormMatch:
        """The form that a label or a person calls `name`; UnknownNameError with the nearest names otherwise."""
        form_id = name.strip().casefold()
        if form_id in self.form_ids:
            return FormMatch(self.form(form_id), None)
        target = self._index.forms.get(name_key(name)) or self._index.shortened_forms.get(form_key(name))
        if target is None:
            self._refuse_form(name)
        form_id, position = target
        form = self.form(form_id)
        compound = form.compounds[position] if position is not None else None
        return FormMatch(form, compound, name_key(name) in self._index.topical)

    def _refuse_form(self, name: str) -> NoReturn:
        from maginfo.catalogue.lookup import nearest

        for entry in self.not_sources:
            if form_key(name) in [form_key(spelling) for spelling in (entry.name, *entry.aliases)]:
                raise NotASourceError(f"'{name}' is no source of magnesium ({entry.kind}): {entry.text}")
        raise UnknownNameError("form", name, nearest(name, self._index.form_names), "maginfo list")

    @cached_property
    def not_sources(self) -> tuple[NotASource, ...]:
        """Names with magnesium in them that are no source of it for a dose."""
        from maginfo.catalogue.records.forms import NotASource

        return tuple(build(NotASource, table) for table in self._store.read("not_sources")["entries"])

    @cached_property
    def form_names(self) -> tuple[tuple[str, str, int | None], ...]:
        """Every name of every form as written, with the form's id and the position of the one compound it means."""
        forms = self._index.forms
        return tuple((name, *forms[name_key(name)]) for name in self._index.form_names)

    @cached_property
    def topical_names(self) -> tuple[str, ...]:
        """Keys (`name_key`) of the names that mean a form on the skin, sorted."""
        return tuple(sorted(self._index.topical))

    @cached_property
    def label_words(self) -> LabelWords:
        """What the words of labels say."""
        from maginfo.catalogue.records.labels import LabelWords

        return build(LabelWords, self._store.read("label_words"))

    @cached_property
    def common_facts(self) -> CommonFacts:
        """What holds for every form."""
        from maginfo.catalogue.records.forms import CommonFacts

        return build(CommonFacts, self._store.read("magnesium"))

    # Reference values

    @cached_property
    def authority_ids(self) -> tuple[str, ...]:
        """The ids of all authorities, sorted."""
        return self._store.ids("intakes")

    def authority(self, authority_id: str) -> Authority:
        """The authority with that id; UnknownNameError with the nearest ids otherwise."""
        from maginfo.catalogue.records.intakes import Authority

        wanted = authority_id.strip().casefold()
        if wanted in self._authorities:
            return self._authorities[wanted]
        if wanted not in self.authority_ids:
            from maginfo.catalogue.lookup import nearest

            suggestions = nearest(wanted, self.authority_ids) or self.authority_ids
            raise UnknownNameError("authority", authority_id, suggestions, "maginfo intake --authority all")
        self._authorities[wanted] = build(Authority, self._store.read(f"intakes/{wanted}"))
        return self._authorities[wanted]

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """All authorities, by id."""
        return tuple(self.authority(authority_id) for authority_id in self.authority_ids)

    @cached_property
    def limits(self) -> tuple[Authority, ...]:
        """All authorities by id, with their upper limits and nothing else of their tables."""
        from maginfo.catalogue.records.intakes import Authority

        return tuple(build(Authority, table) for table in self._store.excerpt("limits")["authorities"])

    # Cautions

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """All conditions, populations and situations, in the order of the file."""
        from maginfo.catalogue.records.cautions import Caution

        return tuple(build(Caution, table) for table in self._store.read("cautions")["cautions"])

    def caution(self, caution_id: str) -> Caution:
        """The caution with that id; KeyError where there is none."""
        return self._cautions_by_id[caution_id]

    @cached_property
    def _cautions_by_id(self) -> dict[str, Caution]:
        return {caution.id: caution for caution in self.cautions}

    def find_caution(self, name: str) -> Caution:
        """The condition or population that people call `name`; UnknownNameError with the nearest names otherwise."""
        if name in self._cautions_by_id:
            return self.caution(name)
        spellings = {caution.id: (caution.id, caution.title, *caution.aliases) for caution in self.cautions}
        return self.caution(_find("condition", name, spellings, "maginfo cautions"))

    @cached_property
    def signs(self) -> Signs:
        """Signs of high and of low magnesium."""
        from maginfo.catalogue.records.signs import Signs

        return build(Signs, self._store.read("signs"))

    # Medicines

    @cached_property
    def interaction_ids(self) -> tuple[str, ...]:
        """The ids of all interaction classes, sorted."""
        return self._store.ids("interactions")

    def interaction_class(self, class_id: str) -> InteractionClass:
        """The interaction class with that id; KeyError where there is none."""
        from maginfo.catalogue.records.interactions import InteractionClass

        if class_id not in self._groups:
            if class_id not in self.interaction_ids:
                raise KeyError(class_id)
            self._groups[class_id] = build(InteractionClass, self._store.read(f"interactions/{class_id}"))
        return self._groups[class_id]

    @property
    def interaction_headings(self) -> dict[str, Table]:
        """The `severity` of each interaction class, and the `forms` it concerns, by its id."""
        return self._store.excerpt("interactions")

    def interaction_classes(self) -> list[InteractionClass]:
        """All interaction classes, by id."""
        return [self.interaction_class(class_id) for class_id in self.interaction_ids]

    @property
    def medicine_names(self) -> tuple[str, ...]:
        """Every medicine, brand and class, as written."""
        return self._index.medicine_names

    def find_medicine(self, name: str) -> list[MedicineMatch]:
        """Every class that a medicine, brand or class called `name` belongs to; UnknownNameError otherwise."""
        targets = self._index.medicines.get(name_key(name))
        if targets is None:
            from maginfo.catalogue.lookup import nearest_medicine

            suggestions = nearest_medicine(name, self._index.medicine_names)
            raise UnknownNameError("medicine", name, suggestions, "maginfo interactions")
        classes_with_a_member = {class_id for class_id, position in targets if position is not None}
        matches = []
        for class_id, position in targets:
            group = self.interaction_class(class_id)
            if position is not None:
                matches.append(MedicineMatch(group, group.members[position]))
            elif class_id not in classes_with_a_member:
                matches.append(MedicineMatch(group, None))
        return matches

    # Foods and claims

    @cached_property
    def foods(self) -> FoodTable:
        """Every food, with the releases the figures are from."""
        from maginfo.catalogue.records.foods import FoodTable

        return build(FoodTable, self._store.read("foods"))

    def find_food(self, name: str) -> Food:
        """The food that people call `name`; UnknownNameError with the nearest names otherwise."""
        foods = {food.name: food for food in self.foods.foods}
        spellings = {food.name: (food.name, food.id, *food.aliases) for food in self.foods.foods}
        return foods[_find("food", name, spellings, "maginfo food")]

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the articles that were traced."""
        from maginfo.catalogue.records.claims import Claim

        return tuple(build(Claim, table) for table in self._store.read("claims")["claims"])

    def claims_of_topic(self, topic: str) -> tuple[str, ...]:
        """The ids of the claims that concern a use, a caution or a form."""
        return tuple(self._store.excerpt("claim-topics").get(topic, ()))

    @cached_property
    def dose_claims(self) -> tuple[Claim, ...]:
        """The claims that are an amount a day, which people arrive with."""
        from maginfo.catalogue.records.claims import Claim

        return tuple(build(Claim, table) for table in self._store.excerpt("dose-claims")["claims"])

    # Evidence and bibliography

    def find_use(self, name: str) -> Use:
        """The use that people call `name`; UnknownNameError with the nearest names otherwise."""
        uses = {use.id: use for use in self.uses}
        spellings = {use.id: (use.id, use.name, *use.aliases) for use in self.uses}
        return uses[_find("use", name, spellings, "maginfo use")]

    @property
    def use_ids(self) -> tuple[str, ...]:
        """The ids of all uses, sorted."""
        return self._store.ids("uses")

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """All uses, by id."""
        from maginfo.catalogue.records.uses import Use

        return tuple(build(Use, self._store.read(f"uses/{use_id}")) for use_id in self.use_ids)

    @cached_property
    def use_summaries(self) -> tuple[Use, ...]:
        """All uses, by id, without their studies."""
        from maginfo.catalogue.records.uses import Use

        return tuple(build(Use, table) for table in self._store.excerpt("uses")["uses"])

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of the whole bibliography, in its order."""
        return tuple(table["id"] for table in self._store.read("sources")["sources"])

    def bibliography(self, source_ids: Iterable[str]) -> dict[str, Source]:
        """Those sources by id, each once, in the order given; UnknownNameError with the nearest ids for any other."""
        from maginfo.catalogue.records.citations import Source

        wanted = dict.fromkeys(source_ids)
        unread = [source_id for source_id in wanted if source_id not in self._sources]
        tables = self._store.sources(unread) if unread else {}
        for source_id in unread:
            if source_id not in tables:
                from maginfo.catalogue.lookup import nearest

                raise UnknownNameError("source", source_id, nearest(source_id, self.source_ids), "maginfo sources")
            self._sources[source_id] = build(Source, tables[source_id])
        return {source_id: self._sources[source_id] for source_id in wanted}

    # Rules of the dose itself

    @cached_property
    def rules(self) -> DosingRules:
        """Thresholds that belong to a dose and to no form, condition or medicine."""
        from maginfo.catalogue.records.rules import DosingRules

        return build(DosingRules, self._store.read("dosing"))


def _find(kind: str, name: str, spellings: Mapping[str, Iterable[str]], listing: str) -> str:
    """Which of `spellings`' keys is called `name`; UnknownNameError with the nearest keys where none is."""
    wanted = name_key(name)
    canonical: dict[str, str] = {}
    for key, names in spellings.items():
        for spelling in names:
            if name_key(spelling) == wanted:
                return key
            canonical[spelling] = key
    from maginfo.catalogue.lookup import nearest

    raise UnknownNameError(kind, name, nearest(name, canonical, canonical), listing)
