"""Checks of the table of products: names with one meaning, known forms, sources, masses that fit the salt."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maginfo.catalogue.names import form_spellings, name_key
from maginfo.catalogue.products import says_element_first, squeezed
from maginfo.catalogue.validation.problems import Problem, item_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.model.products import PrintedAmount, Product

FILE = "products.toml"
PRINTED_ROUNDING = 0.03
"""Share of the printed magnesium: labels round it, and pharmacopoeias allow the salt some water."""
PRINTED_ROUNDING_MG = 2.5
"""US medicine labels print the magnesium to the nearest 5 mg."""


def product_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with products, and between products, makers and forms."""
    yield from _name_problems(catalogue)
    for position, product in enumerate(catalogue.product_table.products):
        place = f"products{item_place(position, product)}"
        unknown = [form for form in product.forms if form not in catalogue.form_ids]
        for form in unknown:
            yield Problem(FILE, f"{place}.forms", f"names '{form}', which forms/ does not have")
        if (product.forms or product.amounts) and not product.sources:
            yield Problem(FILE, place, "has forms or amounts and no source; without one it is only recognised")
        if not unknown:
            for amount in product.amounts:
                yield from _amount_problems(catalogue, product, amount, place)


def _name_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield names of two products, and names of a product that are a form's or a maker's."""
    table = catalogue.product_table
    forms = {squeezed(spelling): form.id for form in catalogue.forms() for spelling, _ in form_spellings(form)} | {
        squeezed(form_id): form_id for form_id in catalogue.form_ids
    }
    no_sources = {squeezed(name) for entry in catalogue.not_sources for name in entry.every_name}
    owners: dict[str, set[str]] = defaultdict(set)
    for product in table.products:
        for name in product.every_name:
            owners[squeezed(name)].add(product.name)
            form = forms.get(squeezed(name))
            if form is not None and (product.forms != (form,) or says_element_first(name)):
                message = (
                    f"'{name}' is a name of forms/{form}.toml; a product shares one only if that is its only form and "
                    "the name does not begin with magnesium"
                )
                yield Problem(FILE, product.name, message)
            if squeezed(name) in no_sources:
                yield Problem(FILE, product.name, f"'{name}' is a name of not_sources.toml")
    for key, names in owners.items():
        if len(names) > 1 or not key:
            yield Problem(FILE, key, f"is a name of {' and of '.join(sorted(names))}; one name means one product")
    words = {word for each in table.words for word in name_key(each).split()}
    for maker in table.makers:
        for name in maker.every_name:
            if squeezed(name) in forms:
                yield Problem(FILE, maker.name, f"'{name}' is a name of forms/{forms[squeezed(name)]}.toml")
            if set(name_key(name).split()) <= words:
                yield Problem(FILE, maker.name, f"'{name}' is one of the 'words', which are left out of a name")


def _amount_problems(catalogue: Catalogue, product: Product, amount: PrintedAmount, place: str) -> Iterator[Problem]:
    where = f"{place}.amounts"
    if amount.elemental_mg is None and amount.compound_mg is None:
        yield Problem(FILE, where, f"says nothing of a {amount.piece}: give elemental_mg, compound_mg or both")
    if amount.compound_mg is None:
        return
    if len(product.forms) != 1:
        yield Problem(FILE, where, "has compound_mg, which needs exactly one form")
        return
    form = catalogue.form(product.forms[0])
    fractions = [compound.elemental_fraction for compound in form.compounds]
    fractions += form.elemental_fraction or ()
    if amount.elemental_mg is None or not fractions:
        return
    low, high = min(fractions) * amount.compound_mg, max(fractions) * amount.compound_mg
    rounding = max(PRINTED_ROUNDING_MG, PRINTED_ROUNDING * amount.elemental_mg)
    if not low - rounding <= amount.elemental_mg <= high + rounding:
        expected = f"{low:.1f}" if round(low, 1) == round(high, 1) else f"{low:.1f} to {high:.1f}"
        message = f"elemental_mg is {amount.elemental_mg:g}; {amount.compound_mg:g} mg of {form.id} contain {expected}"
        yield Problem(FILE, where, message)
