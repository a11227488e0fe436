"""Names of products: what a name on a package means, alone or with its maker and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from maginfo.catalogue.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maginfo.catalogue.matches import FormMatch
    from maginfo.model.products import Product, ProductTable

_THE_ELEMENT = frozenset({"magnesium", "magnesio", "magnez", "mag"})
_BRANDED = ("supplement", "medicine")
"""Kinds whose names mean the product without the word magnesium, too."""
_WHATEVER_THE_WORDS = ("mixture", "group", "skin")
"""Kinds whose names stay true with other words beside them."""
_MIN_KEY_LENGTH = 3
"""Letters in the shortest name that is looked up without the word magnesium."""


class NamedProduct(NamedTuple):
    """What the name of a product means."""

    name: str
    """As the data spells it; the maker's name and the form where it has no entry of its own."""
    product: Product | None = None
    """Its entry; None for a form with a maker's name, and for a maker's or an unspecific name alone."""
    form: FormMatch | None = None
    """The form that the name says, where the product has no entry of its own."""
    vague: Literal["plain", "maker"] | None = None
    """Why the name is no product's: 'plain' for 'magnesium tablets', 'maker' for the name of a maker alone."""

    @property
    def no_product(self) -> str | None:
        """Why the name means no single product, in words; None where it means one."""
        if self.vague is not None:
            return "is magnesium of any form" if self.vague == "plain" else "is the name of a maker"
        shared = self.product is not None and self.product.kind == "group" and not self.product.forms
        return "is what products of different salts are called" if shared else None


class ProductIndex:
    """The names of products and makers."""

    def __init__(self, table: ProductTable, find_form: Callable[[str], FormMatch | None]) -> None:
        """`find_form` returns the form that has exactly a name; None if there is none."""
        self._find_form = find_form
        self._words = frozenset(word for each in table.words for word in name_key(each).split())
        self._by_key: dict[str, Product] = {}
        for product in table.products:
            for name in product.every_name:
                self._by_key.setdefault(squeezed(name), product)
        for product in table.products:
            for name in product.every_name if product.kind in _BRANDED else ():
                key = without_element(name_key(name).split())
                if len(key) >= _MIN_KEY_LENGTH and not key.isdigit():
                    self._by_key.setdefault(key, product)
        self._makers = {name_key(name): maker.name for maker in table.makers for name in maker.every_name}
        self._longest_maker = max((len(key.split()) for key in self._makers), default=0)
        self.written = tuple(name for product in table.products for name in product.every_name)
        """Every name of a product as the data spells it."""

    def find(self, name: str) -> NamedProduct | None:
        """Return the product with that name, whatever its spaces, hyphens and accents; None if there is none."""
        product = self._exact(name_key(name).split())
        return NamedProduct(product.name, product) if product is not None else None

    def read(self, name: str) -> NamedProduct | None:
        """Return what a longer name means, without its maker, its strength and the words around it.

        A product whose name has a strength or words that its entry lacks may be another one of its maker: it is
        recognised, and its salt is not known. None where anything is left that is neither a form nor a product, and
        for a maker's abbreviation alone: 'NOW'.
        """
        words = name_key(name).split()
        maker, rest = self._split_maker(words)
        product = self._exact(rest)
        if product is not None:
            return NamedProduct(product.name, product)
        rest = [word for word in _without_strength(rest) if word not in self._words]
        product = self._exact(rest)
        if product is not None:
            return NamedProduct(name.strip(), product if product.kind in _WHATEVER_THE_WORDS else None)
        if all(word in _THE_ELEMENT for word in rest):
            means_the_maker = maker is not None and (maker == name.strip() or len(squeezed(name)) > _MIN_KEY_LENGTH)
            says_more = len(rest) < len(words)  # 'magnesium' alone names no product
            named = NamedProduct(maker or name.strip(), vague="maker" if maker is not None else "plain")
            return named if (rest and says_more) or means_the_maker else None
        form = self._find_form(" ".join(rest))
        if form is None:
            return None
        return NamedProduct(f"{maker} {form.form.name}" if maker else form.form.name, form=form)

    def _exact(self, words: Sequence[str]) -> Product | None:
        return self._by_key.get("".join(words)) or self._by_key.get(without_element(words))

    def _split_maker(self, words: list[str]) -> tuple[str | None, list[str]]:
        """Split off a maker's name at either end."""
        for length in range(min(self._longest_maker, len(words)), 0, -1):
            for inside, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
                maker = self._makers.get(" ".join(inside))
                if maker is not None:
                    return maker, rest
        return None, words


def squeezed(name: str) -> str:
    """Return a name's key without spaces: 'Mag-Ox 400', 'MagOx 400' and 'magox400' are one name."""
    return name_key(name).replace(" ", "")


def says_element_first(name: str) -> bool:
    """Return whether the name begins with the word magnesium."""
    return name_key(name).startswith("magnesium ")


def without_element(words: Iterable[str]) -> str:
    """Return the words without 'magnesium' in any language, and without spaces; 'mag' is part of many names."""
    return "".join(word for word in words if word not in _THE_ELEMENT or word == "mag")


def _without_strength(words: Sequence[str]) -> list[str]:
    """Return the words without numbers and the units that follow them: 'Diasporal 300 mg' is Diasporal."""
    kept: list[str] = []
    after_number = False
    for word in words:
        digits = word.rstrip("mgcµ")
        is_strength = digits.isdigit() or (after_number and word in ("mg", "g", "mcg", "mmol"))
        after_number = digits.isdigit()
        if not is_strength:
            kept.append(word)
    return kept
