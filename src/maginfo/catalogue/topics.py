"""The data by id: `Topics` reads each topic when it is first used. `catalogue.Catalogue` adds look-ups by name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.catalogue.store import RecordsById, Store, shipped_store
from maginfo.catalogue.suggestions import nearest
from maginfo.errors import UnknownNameError
from maginfo.model.about import About
from maginfo.model.bibliography import Source, SourceRules, as_presented
from maginfo.model.conditions import ConditionTable
from maginfo.model.evidence import Claim, Claims, Signs, Use
from maginfo.model.foods import FoodTable
from maginfo.model.forms import CommonFacts, Form, NotASource, NotSources
from maginfo.model.intakes import Authority
from maginfo.model.medicines import Medicine, MedicineTable, NameWords
from maginfo.model.rules import DosingRules, LabelWords
from maginfo.model.safety import Caution, Cautions, InteractionClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maginfo.model.products import ProductTable


class Topics:
    """The curated data by id. Without an argument: the data that came with the program."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store if store is not None else shipped_store()

    @property
    def store(self) -> Store:
        """The tables of the data files, unprocessed."""
        return self._store

    @cached_property
    def about(self) -> About:
        """The edition of the data."""
        return self._store.records("about", About)

    # Forms

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return self._store.records("forms", dict[str, Form])

    @property
    def form_ids(self) -> tuple[str, ...]:
        """The ids of all forms, sorted."""
        return tuple(self._forms)

    def form(self, form_id: str) -> Form:
        """Return the form with that id; KeyError where there is none."""
        return self._forms[form_id]

    def forms(self) -> list[Form]:
        """Return all forms, by id."""
        return list(self._forms.values())

    @cached_property
    def not_sources(self) -> tuple[NotASource, ...]:
        """Names that contain 'magnesium' but are not a source of magnesium for a dose."""
        return self._store.records("not_sources", NotSources).entries

    @cached_property
    def product_table(self) -> ProductTable:
        """Every product that is known by name."""
        from maginfo.model.products import ProductTable  # imported here because most answers name no product

        return self._store.records("products", ProductTable)

    @cached_property
    def label_words(self) -> LabelWords:
        """Words on labels, by meaning and language."""
        return self._store.records("label_words", LabelWords)

    @cached_property
    def common_facts(self) -> CommonFacts:
        """Facts about every form."""
        return self._store.records("magnesium", CommonFacts)

    # Reference values

    @cached_property
    def _authorities(self) -> dict[str, Authority]:
        return self._store.records("intakes", dict[str, Authority])

    @property
    def authority_ids(self) -> tuple[str, ...]:
        """The ids of all authorities, sorted."""
        return tuple(self._authorities)

    def authority(self, authority_id: str) -> Authority:
        """Return the authority with that id; UnknownNameError with the nearest ids otherwise."""
        wanted = authority_id.strip().casefold()
        if wanted not in self._authorities:
            suggestions = nearest(wanted, self.authority_ids) or self.authority_ids
            raise UnknownNameError("authority", authority_id, suggestions, "maginfo intake --authority all")
        return self._authorities[wanted]

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """All authorities, by id."""
        return tuple(self._authorities.values())

    @property
    def limits(self) -> tuple[Authority, ...]:
        """All authorities that set an upper limit, by id."""
        return tuple(authority for authority in self.authorities if authority.upper_limit is not None)

    # Cautions

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """All conditions, populations and situations, in the order of the file."""
        return self._store.records("cautions", Cautions).cautions

    @property
    def cautions_for_everybody(self) -> list[Caution]:
        """The cautions shown to everybody, in the order of their rank."""
        always = [caution for caution in self.cautions if caution.always_tell is not None]
        return sorted(always, key=lambda caution: caution.always_tell or 0)

    def caution(self, caution_id: str) -> Caution:
        """Return the caution with that id; KeyError where there is none."""
        return self._cautions_by_id[caution_id]

    @cached_property
    def _cautions_by_id(self) -> dict[str, Caution]:
        return {caution.id: caution for caution in self.cautions}

    @cached_property
    def signs(self) -> Signs:
        """Signs of high and of low magnesium."""
        return self._store.records("signs", Signs)

    # Medicines

    @cached_property
    def _groups(self) -> dict[str, InteractionClass]:
        return self._store.records("interactions", dict[str, InteractionClass])

    def interaction_class(self, class_id: str) -> InteractionClass:
        """Return the interaction class with that id; KeyError where there is none."""
        return self._groups[class_id]

    def interaction_classes(self) -> list[InteractionClass]:
        """Return all interaction classes, by id."""
        return list(self._groups.values())

    @cached_property
    def medicines(self) -> Mapping[str, Medicine]:
        """The rows of the table of medicines, by name."""
        return self._store.records_by_id("medicines", Medicine)

    @cached_property
    def medicine_heading(self) -> MedicineTable:
        """The groups of the table of medicines and its vocabularies, without its rows."""
        return self._store.heading("medicines", MedicineTable)

    @cached_property
    def medicine_table(self) -> MedicineTable:
        """Every medicine that is recognised by name, with the vocabularies the names are from."""
        return self._store.records("medicines", MedicineTable)

    @cached_property
    def condition_table(self) -> ConditionTable:
        """Every condition that is recognised by name and has no caution."""
        return self._store.records("conditions", ConditionTable)

    @cached_property
    def name_words(self) -> NameWords:
        """Words printed beside the name of a medicine that are not part of the name."""
        return self._store.records("name_words", NameWords)

    # Foods and claims

    @cached_property
    def foods(self) -> FoodTable:
        """Every food, with the releases the figures are from."""
        return self._store.records("foods", FoodTable)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the articles that was traced to sources."""
        return self._store.records("claims", Claims).claims

    def claims_of_topic(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the claims that concern a use, a caution or a form."""
        return tuple(claim.id for claim in self.claims if topic in claim.topics)

    @property
    def dose_claims(self) -> tuple[Claim, ...]:
        """The claims that state an amount a day."""
        return tuple(claim for claim in self.claims if claim.daily_low_mg is not None)

    # Evidence and bibliography

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """All uses, by id."""
        return tuple(self._store.records("uses", dict[str, Use]).values())

    @property
    def use_ids(self) -> tuple[str, ...]:
        """The ids of all uses, sorted."""
        return tuple(use.id for use in self.uses)

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return self._store.records_by_id("sources", Source)

    @cached_property
    def _presented(self) -> Mapping[str, Source]:
        return RecordsById(self._sources, as_presented)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of the whole bibliography, in its order."""
        return tuple(self._sources)

    def bibliography(self, source_ids: Iterable[str]) -> dict[str, Source]:
        """Return the sources by id, each once, in the order given, with their short names and addresses.

        UnknownNameError with the nearest ids for an id that the bibliography does not have.
        """
        wanted = dict.fromkeys(source_ids)
        for source_id in wanted:
            if source_id not in self._sources:
                raise UnknownNameError("source", source_id, nearest(source_id, self.source_ids), "maginfo sources")
        return {source_id: self._presented[source_id] for source_id in wanted}

    @property
    def recorded_sources(self) -> tuple[Source, ...]:
        """The whole bibliography as it stands in the data, without what follows from it."""
        return tuple(self._sources.values())

    @cached_property
    def source_rules(self) -> SourceRules:
        """What may stand as the address of a work, and what of the bibliography is still to be mended."""
        return self._store.records("source_rules", SourceRules)

    # Rules of the dose itself

    @cached_property
    def rules(self) -> DosingRules:
        """Thresholds for the dose itself, not for a form, condition or medicine."""
        return self._store.records("dosing", DosingRules)
