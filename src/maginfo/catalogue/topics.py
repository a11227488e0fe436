"""What is known, read topic by topic when it is first asked for; `catalogue` adds what names mean."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.catalogue.loading import Store, Table, shipped_store
from maginfo.catalogue.records.building import R, build
from maginfo.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maginfo.catalogue.records.cautions import Caution
    from maginfo.catalogue.records.citations import Source
    from maginfo.catalogue.records.claims import Claim
    from maginfo.catalogue.records.foods import FoodTable
    from maginfo.catalogue.records.forms import CommonFacts, Form, NotASource
    from maginfo.catalogue.records.intakes import Authority
    from maginfo.catalogue.records.interactions import InteractionClass
    from maginfo.catalogue.records.labels import LabelWords
    from maginfo.catalogue.records.rules import DosingRules
    from maginfo.catalogue.records.signs import Signs
    from maginfo.catalogue.records.uses import Use


class Topics:
    """The curated data by id. Without an argument: the data that came with the program."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store if store is not None else shipped_store()
        self._forms: dict[str, Form] = {}
        self._groups: dict[str, InteractionClass] = {}
        self._authorities: dict[str, Authority] = {}
        self._sources: dict[str, Source] = {}

    @property
    def store(self) -> Store:
        """The tables of the data files as they stand."""
        return self._store

    @cached_property
    def about(self) -> Table:
        """version, reviewed (ISO date), licence and disclaimer of the data as a whole."""
        return self._store.read("about")

    def _kept(self, kept: dict[str, R], record: type[R], folder: str, name: str) -> R:
        """The record of one file of a folder, built when first asked for; KeyError where there is no such file."""
        if name not in kept:
            if name not in self._store.ids(folder):
                raise KeyError(name)
            kept[name] = build(record, self._store.read(f"{folder}/{name}"))
        return kept[name]

    # Forms

    @cached_property
    def form_ids(self) -> tuple[str, ...]:
        """The ids of all forms, sorted."""
        return self._store.ids("forms")

    def form(self, form_id: str) -> Form:
        """The form with that id; KeyError where there is none."""
        from maginfo.catalogue.records.forms import Form

        return self._kept(self._forms, Form, "forms", form_id)

    def forms(self) -> list[Form]:
        """All forms, by id."""
        return [self.form(form_id) for form_id in self.form_ids]

    @cached_property
    def not_sources(self) -> tuple[NotASource, ...]:
        """Names with magnesium in them that are no source of it for a dose."""
        from maginfo.catalogue.records.forms import NotASource

        return tuple(build(NotASource, table) for table in self._store.read("not_sources")["entries"])

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
        if wanted not in self.authority_ids:
            from maginfo.catalogue.lookup import nearest

            suggestions = nearest(wanted, self.authority_ids) or self.authority_ids
            raise UnknownNameError("authority", authority_id, suggestions, "maginfo intake --authority all")
        return self._kept(self._authorities, Authority, "intakes", wanted)

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

    @property
    def cautions_for_everybody(self) -> list[Caution]:
        """What everybody is told, kidney disease first."""
        always = [caution for caution in self.cautions if caution.always_tell is not None]
        return sorted(always, key=lambda caution: caution.always_tell or 0)

    def caution(self, caution_id: str) -> Caution:
        """The caution with that id; KeyError where there is none."""
        return self._cautions_by_id[caution_id]

    @cached_property
    def _cautions_by_id(self) -> dict[str, Caution]:
        return {caution.id: caution for caution in self.cautions}

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

        return self._kept(self._groups, InteractionClass, "interactions", class_id)

    @property
    def interaction_headings(self) -> dict[str, Table]:
        """The `severity` of each interaction class, and the `forms` it concerns, by its id."""
        return self._store.excerpt("interactions")

    def interaction_classes(self) -> list[InteractionClass]:
        """All interaction classes, by id."""
        return [self.interaction_class(class_id) for class_id in self.interaction_ids]

    # Foods and claims

    @cached_property
    def foods(self) -> FoodTable:
        """Every food, with the releases the figures are from."""
        from maginfo.catalogue.records.foods import FoodTable

        return build(FoodTable, self._store.read("foods"))

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
