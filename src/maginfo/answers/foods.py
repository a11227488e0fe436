"""The answer of `food`: magnesium in foods, per 100 g and per household portion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.names import name_key
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation, Source
from maginfo.errors import UnknownNameError

if TYPE_CHECKING:
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.catalogue.records.foods import Food


class PortionLine(Record):
    """A household portion and its magnesium."""

    name: str
    g: float
    mg: float


class FoodLine(Record):
    """One food."""

    id: str
    name: str
    mg_per_100g: float
    portions: tuple[PortionLine, ...]
    aliases: tuple[str, ...]
    release: str
    usda_number: str
    usda_description: str


class FoodList(Record):
    """`maginfo food`."""

    SCHEMA: ClassVar[str] = "maginfo.food/1"
    foods: tuple[FoodLine, ...]
    summary: str
    sources: tuple[Citation, ...]
    bibliography: Mapping[str, Source]
    data_version: str


def food_list(catalogue: Catalogue, text: str | None, least_mg: float, richest_first: bool) -> FoodList:
    """Foods whose names hold every word of `text` and that have at least `least_mg` in 100 g.

    Raises UnknownNameError with the nearest foods where none is called so.
    """
    table = catalogue.foods
    foods = [food for food in table.foods if text is None or _called(food, text)]
    if not foods:
        catalogue.find_food(text or "")
        raise UnknownNameError("food", text or "", (), "maginfo food")
    foods = [food for food in foods if food.mg_per_100g >= least_mg]
    if richest_first:
        foods.sort(key=lambda food: -food.mg_per_100g)
    citations = tuple(citation for release in table.releases for citation in release.sources)
    return FoodList(
        foods=tuple(_line(food) for food in foods),
        summary=table.summary,
        sources=citations,
        bibliography=catalogue.bibliography(citation.id for citation in citations),
        data_version=catalogue.about["version"],
    )


def _called(food: Food, text: str) -> bool:
    names = " ".join(name_key(name) for name in (food.name, food.id, *food.aliases)).split()
    return all(any(word.startswith(wanted.removesuffix("s")) for word in names) for wanted in name_key(text).split())


def _line(food: Food) -> FoodLine:
    return FoodLine(
        id=food.id,
        name=food.name,
        mg_per_100g=food.mg_per_100g,
        portions=tuple(
            PortionLine(portion.name, portion.g, portion.g * food.mg_per_100g / 100) for portion in food.portions
        ),
        aliases=food.aliases,
        release=food.release,
        usda_number=food.usda_number,
        usda_description=food.usda_description,
    )
