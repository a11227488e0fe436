"""Products by the names that people give them: which salts they hold, and what their labels print."""

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    AmountBasis,
    Country,
    Identifier,
    IsoDate,
    Milligrams,
    PieceCount,
    PieceName,
    ProductKind,
    Prose,
    Text,
)
from maginfo.model.record import Record


class PrintedAmount(Record):
    """What a label prints for a number of pieces."""

    piece: PieceName
    count: PieceCount = 1
    """The number of pieces that the figures are printed for: 15 for 'in each 15 ml'."""
    elemental_mg: Milligrams | None = None
    compound_mg: Milligrams | None = None
    """The mass of the salt, mg; only for a product with one salt."""
    sources: tuple[Citation, ...] = ()
    """Where they differ from the sources of the product."""

    def printed(self, basis: AmountBasis) -> float | None:
        """Return the figure of that basis, mg."""
        return self.elemental_mg if basis == "elemental" else self.compound_mg


class Product(Record):
    """One product, or a name that several products share."""

    name: Text
    kind: ProductKind
    names: tuple[Text, ...] = ()
    """Other names and spellings; spaces, hyphens, accents and the word magnesium make no difference."""
    maker: Text | None = None
    markets: tuple[Country, ...] = ()
    forms: tuple[Identifier, ...] = ()
    """The salts by the ids of their forms: several for a blend, or for products of one name that hold either; empty
    where no label was read."""
    amounts: tuple[PrintedAmount, ...] = ()
    note: Prose | None = None
    sources: tuple[Citation, ...] = ()
    """Where the label was read; empty for a product that is only recognised."""

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the product."""
        return (self.name, *self.names)


class Maker(Record):
    """A maker or seller, which stands before the name of a form or product: 'Thorne magnesium bisglycinate'."""

    name: Text
    names: tuple[Text, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the maker."""
        return (self.name, *self.names)


class ProductTable(Record):
    """products.toml: products, makers, and the words around their names."""

    checked: IsoDate
    words: tuple[Text, ...]
    """Words beside a name that say nothing of the salt: 'powder', 'extra strength'."""
    products: tuple[Product, ...]
    makers: tuple[Maker, ...] = ()
