"""The data by name: `Catalogue` finds what people and labels call a form, medicine, condition, use or food."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from maginfo.catalogue.matches import DoseSubstance, FormMatch, MedicineMatch, ResolvedCondition
from maginfo.catalogue.names import (
    FormIndex,
    MedicineIndex,
    form_index,
    form_key,
    medicine_index,
    medicine_spellings,
    name_key,
)
from maginfo.catalogue.products import NamedProduct, ProductIndex, says_element_first
from maginfo.catalogue.suggestions import nearest
from maginfo.catalogue.topics import Topics
from maginfo.errors import AnotherSubstanceError, NotASourceError, NotOneFormError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeVar

    from maginfo.catalogue.conditions import ConditionResolver
    from maginfo.catalogue.matches import ResolvedName
    from maginfo.catalogue.resolver import MedicineResolver
    from maginfo.model.evidence import Use
    from maginfo.model.foods import Food
    from maginfo.model.forms import NotASource
    from maginfo.model.safety import Caution

    Thing = TypeVar("Thing", Caution, Use, Food)


class Catalogue(Topics):
    """The curated data, by id and by name. Without an argument: the data that came with the program."""

    @cached_property
    def _forms_by_name(self) -> FormIndex:
        return form_index(self._forms)

    @cached_property
    def _medicines_by_name(self) -> MedicineIndex:
        return self._store.derived("medicine_index", MedicineIndex, lambda: medicine_index(self._groups))

    def find_form(self, name: str) -> FormMatch:
        """Return the form that a label or a person calls `name`, or that a product of that name holds.

        Raises UnknownNameError with the nearest names otherwise, NotOneFormError for a product with several salts or
        an unknown one, and for 'magnesium tablets'.
        """
        form_id = name.strip().casefold()
        if form_id in self.form_ids:
            return FormMatch(self.form(form_id), None)
        target = self._forms_by_name.find(name)
        if target is None:
            return self._only_form(name)
        form_id, position = target
        form = self.form(form_id)
        compound = form.compounds[position] if position is not None else None
        return FormMatch(form, compound, self._forms_by_name.is_topical(name))

    def _only_form(self, name: str) -> FormMatch:
        found = self._product_named(name)
        if found is None:
            raise self._unknown_form(name)
        if found.form is not None:
            return FormMatch(found.form, found.compound, found.topical)
        if found.product is not None and (why := found.product.no_product) is not None:
            raise NotOneFormError(f"'{name}' {why}: a label names the salt; for the forms see 'maginfo list'")
        entry = found.product.product if found.product is not None else None
        held = (
            f"it contains one or more of {', '.join(entry.forms)}"
            if entry and entry.forms
            else "its salt is not recorded"
        )
        raise NotOneFormError(f"'{name}' is a product and not one form: {held}; its label names the salt")

    def find_form_of_dose(self, name: str) -> DoseSubstance:
        """Return the form or the product named in a dose: a form by its id, a product, a form by any name.

        Raises UnknownNameError with the nearest names, NotASourceError for an excipient, AnotherSubstanceError for a
        name that means another substance unless it contains the word magnesium: 'creatine'.
        """
        found = self.form_of_dose(name)
        if found is None:
            raise self._unknown_form(name)
        return found

    def form_of_dose(self, name: str) -> DoseSubstance | None:
        """Return the same, but None for an unknown name, without looking for the nearest."""
        if self._forms_by_name.find(name) is None and name.strip().casefold() not in self.form_ids:
            return self._product_named(name)
        found = self.find_form(name)
        if not self._says_the_form(name) and self._products.find(name) is not None:
            return self._product_named(name)
        if self._forms_by_name.lacks_magnesium(name, found.form.id):
            named = name.strip()
            raise AnotherSubstanceError(
                f"form '{named}': alone, this names another substance; for {found.form.name} write 'magnesium {named}'"
            )
        return DoseSubstance(*found)

    def _says_the_form(self, name: str) -> bool:
        """Return whether a name is a form's id or says the element first: no product shares such a name with a form."""
        return name.strip().casefold() in self.form_ids or says_element_first(name)

    def _unknown_form(self, name: str) -> UnknownNameError:
        known = (*self._forms_by_name.written, *self._products.written)
        return UnknownNameError("form", name, nearest(name, known, key=form_key), "maginfo list")

    def _product_named(self, name: str) -> DoseSubstance | None:
        """Return what a product of that name holds; None or NotASourceError if there is none."""
        product = self._products.find(name)
        if product is None:
            entry = self._not_a_source(name)
            if entry is not None:
                raise NotASourceError(f"'{name}' is no source of magnesium ({entry.kind}): {entry.text}")
            product = self._products.read(name)
        if product is None:
            return None
        if product.form is not None:
            named = product if product.name != product.form.form.name else None
            return DoseSubstance(*product.form, named)
        of = product.product
        if of is None:
            return DoseSubstance(None, product=product)
        return DoseSubstance(
            self.form(of.forms[0]) if len(of.forms) == 1 else None, topical=of.kind == "skin", product=product
        )

    @cached_property
    def _products(self) -> ProductIndex:
        return ProductIndex(self.product_table, self._form_of_product)

    def _form_of_product(self, name: str) -> FormMatch | None:
        """Return the form that has exactly that name and certainly is magnesium's; None if there is none."""
        if self._forms_by_name.find(name) is None:
            return None
        found = self.find_form(name)
        return None if self._forms_by_name.lacks_magnesium(name, found.form.id) else found

    def find_product(self, name: str) -> NamedProduct | None:
        """Return the product with that name; None if there is none, and for the id of a form."""
        return self._products.find(name) if name.strip().casefold() not in self.form_ids else None

    def names_magnesium(self, name: str) -> bool:
        """Return whether the name certainly means a form of magnesium: 'citrate' may be a salt of any metal."""
        return self._forms_by_name.names_magnesium(name)

    def is_salt_alone(self, name: str) -> bool:
        """Return whether the name means a form but could also mean a salt of another metal: 'l-threonate'."""
        return self._forms_by_name.is_salt_alone(name)

    def _not_a_source(self, name: str) -> NotASource | None:
        """Return the excipient or medicine with that name."""
        key = form_key(name)
        return next((entry for entry in self.not_sources if key in map(form_key, entry.every_name)), None)

    @cached_property
    def form_names(self) -> tuple[tuple[str, str, int | None], ...]:
        """Every name of every form as written, with the form's id and the position of the one compound it means."""
        return self._forms_by_name.meanings()

    @property
    def form_spellings(self) -> tuple[str, ...]:
        """Every id and every name of every form as written, and the names without their leading 'magnesium'."""
        return (*self.form_ids, *self._forms_by_name.written, *self._forms_by_name.shortened)

    @cached_property
    def topical_names(self) -> tuple[str, ...]:
        """Keys (`names.name_key`) of the names that mean a form on the skin, sorted."""
        return tuple(sorted(self._forms_by_name.topical))

    @cached_property
    def medicine_names(self) -> tuple[str, ...]:
        """Every medicine, brand and class, as written."""
        return tuple(dict.fromkeys(name for group in self._groups.values() for name, _ in medicine_spellings(group)))

    def find_medicine(self, name: str) -> list[MedicineMatch]:
        """Return every class that a medicine, brand or class called `name` belongs to; UnknownNameError otherwise."""
        matches = self.medicine_matches(name)
        if not matches:
            suggestions = nearest(name, self.medicine_names, meaning=self.classes_of)
            raise UnknownNameError("medicine", name, suggestions, "maginfo interactions")
        return matches

    def medicine_matches(self, name: str) -> list[MedicineMatch]:
        """Return every class that a medicine, brand or class with exactly that name belongs to, or an empty list."""
        targets = self._medicines_by_name.find(name) or ()
        classes_with_a_member = {class_id for class_id, position in targets if position is not None}
        matches = []
        for class_id, position in targets:
            group = self.interaction_class(class_id)
            if position is not None:
                matches.append(MedicineMatch(group, group.members[position]))
            elif class_id not in classes_with_a_member:
                matches.append(MedicineMatch(group, None))
        return matches

    def classes_of(self, name: str) -> frozenset[str]:
        """Return ids of the classes that a medicine, brand or class with exactly that name belongs to."""
        return frozenset(class_id for class_id, _ in self._medicines_by_name.find(name) or ())

    def resolve_medicine(self, name: str) -> tuple[ResolvedName, ...]:
        """Return what people call `name`: one medicine, or each part of a combination."""
        return self._medicine_resolver.resolve(name)

    def known_medicine(self, name: str) -> tuple[ResolvedName, ...]:
        """Return the same, but nothing for an unknown name, without looking for the nearest."""
        return self._medicine_resolver.known(name)

    @cached_property
    def _medicine_resolver(self) -> MedicineResolver:
        from maginfo.catalogue.resolver import MedicineResolver

        return MedicineResolver(self)

    def find_caution(self, name: str) -> Caution:
        """Return the condition or population called `name`; UnknownNameError with the nearest names otherwise."""
        if name in self._cautions_by_id:
            return self.caution(name)
        return _find("condition", name, self.cautions_by_name, lambda caution: caution.id, "maginfo cautions")

    @cached_property
    def cautions_by_name(self) -> Mapping[str, Caution]:
        """The conditions and populations by every name, as `names.name_key` writes it."""
        return _by_name(self.cautions)

    def resolve_condition(self, name: str) -> ResolvedCondition:
        """Return what is known of the condition, the population or the fact that people call `name`."""
        return self._condition_resolver.resolve(name)

    def known_condition(self, name: str) -> ResolvedCondition:
        """Return the same, without looking for the nearest names."""
        return self._condition_resolver.known(name)

    @cached_property
    def _condition_resolver(self) -> ConditionResolver:
        from maginfo.catalogue.conditions import ConditionResolver

        return ConditionResolver(self)

    def find_use(self, name: str) -> Use:
        """Return the use that people call `name`; UnknownNameError with the nearest names otherwise."""
        return _find("use", name, self.uses_by_name, lambda use: use.id, "maginfo use")

    @cached_property
    def uses_by_name(self) -> Mapping[str, Use]:
        """The uses by every name, as `names.name_key` writes it."""
        return _by_name(self.uses)

    def is_use(self, name: str) -> bool:
        """Return whether a use is called `name`."""
        return name_key(name) in self.uses_by_name

    def find_food(self, name: str) -> Food:
        """Return the food that people call `name`; UnknownNameError with the nearest names otherwise."""
        return _find("food", name, self._foods_by_name, lambda food: food.name, "maginfo food")

    def is_food(self, name: str) -> bool:
        """Return whether a food is called `name`."""
        return name_key(name) in self._foods_by_name

    @cached_property
    def _foods_by_name(self) -> Mapping[str, Food]:
        return _by_name(self.foods.foods)


def _by_name(things: Iterable[Thing]) -> Mapping[str, Thing]:
    """Return the things by every name, as `name_key` writes it; of two with one name, the first."""
    found: dict[str, Thing] = {}
    for each in things:
        for name in each.every_name:
            found.setdefault(name_key(name), each)
    return found


def _find(kind: str, name: str, by_name: Mapping[str, Thing], shown: Callable[[Thing], str], listing: str) -> Thing:
    """Return the thing with that name; UnknownNameError with the nearest, as `shown` names them, if there is none."""
    found = by_name.get(name_key(name))
    if found is None:
        things = {shown(each): each for each in by_name.values()}
        canonical = {spelling: name for name, each in things.items() for spelling in each.every_name}
        raise UnknownNameError(kind, name, nearest(name, canonical, canonical), listing)
    return found
