"""Magnesium in foods: mg in 100 g of the food as named, and household portions in grams."""

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    FoodMilligrams,
    Grams,
    Identifier,
    IsoDate,
    Prose,
    Text,
    Year,
)
from maginfo.model.record import Record


class Portion(Record):
    """A household portion."""

    name: Text
    """'1 cup, chopped', '1 oz'."""
    g: Grams


class Food(Record):
    """One food."""

    id: Identifier
    name: Text
    mg_per_100g: FoodMilligrams
    release: Text
    """The release of the USDA table with the figure."""
    usda_number: Text
    usda_description: Text
    """The name of the food in the table."""
    aliases: tuple[Text, ...] = ()
    portions: tuple[Portion, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name of the food, its id first."""
        return (self.id, self.name, *self.aliases)


class FoodRelease(Record):
    """One release of a food table."""

    id: Text
    name: Text
    year: Year | None = None
    sources: tuple[Citation, ...] = ()


class FoodTable(Record):
    """foods.toml with the rows of foods.csv."""

    checked: IsoDate
    summary: Prose
    releases: tuple[FoodRelease, ...] = ()
    foods: tuple[Food, ...] = ()
