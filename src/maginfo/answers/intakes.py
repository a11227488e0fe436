"""The answers of `intake` and `food`: reference values of the authorities, and magnesium in foods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from maginfo.catalogue.names import name_key
from maginfo.dosing.check import chosen_authorities
from maginfo.dosing.intakes import matching_life_stages
from maginfo.errors import UnknownNameError
from maginfo.model.answer import Answer
from maginfo.model.bibliography import Citation, Source, cited_in
from maginfo.model.intakes import EditionNews
from maginfo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.person import Person
    from maginfo.model.foods import Food
    from maginfo.model.intakes import Authority, LifeStage


class AgeRange(Record):
    """Ages of a row, both ends inclusive; `high_months` is the last completed month, None where open-ended."""

    text: str
    low_months: int
    high_months: int | None


class IntakeRow(Record):
    """One row of an authority's table, mg of elemental magnesium a day; null where the authority sets no value."""

    authority: str
    sex: str | None
    age: AgeRange
    state: str | None
    printed: str
    average_requirement_mg: float | None
    average_requirement_kind: str | None
    recommended_mg: float | None
    recommended_kind: str | None
    recommended_increment_mg: float | None
    upper_limit_mg: float | None
    upper_limit_kind: str | None
    upper_limit_scope: str | None
    per_kg: float | None
    """The upper limit in mg per kg of body weight, where it is set that way."""
    note: str | None
    sources: tuple[Citation, ...]
    intake_sources: tuple[Citation, ...] = ()
    """Those of `sources` that give the intake."""
    limit_sources: tuple[Citation, ...] = ()
    """Those of `sources` that give the upper limit."""


class AuthorityNote(Record):
    """Facts about the authority that explain its rows."""

    authority: str
    name: str
    place: str
    """Where the values are used, in a word or two."""
    edition: str
    year: int
    checked: str
    """The day the values were last compared with their sources (ISO date)."""
    next_look: str | None
    """The day by which a curator compares again (ISO date)."""
    replaced_by: EditionNews | None
    """A newer edition that is not in the data."""
    under_revision: EditionNews | None
    """A revision that has been announced."""
    upper_limit_summary: str | None
    note: str | None


class IntakeTable(Answer):
    """`maginfo intake`."""

    SCHEMA: ClassVar[str] = "maginfo.intake/1"
    rows: tuple[IntakeRow, ...]
    authorities: tuple[AuthorityNote, ...]
    unpublished: tuple[str, ...]
    """Authorities that were asked for but publish no row for this person."""
    differences: tuple[str, ...]
    """For several authorities and one age: the differences in value, band, kind and scope."""
    bibliography: Mapping[str, Source]
    disclaimer: str
    data_version: str


def intake_table(catalogue: Catalogue, authorities: Iterable[str], person: Person | None) -> IntakeTable:
    """Return the rows of these authorities that match the person; every row if no person is given."""
    chosen = chosen_authorities(catalogue, authorities)
    rows: list[IntakeRow] = []
    unpublished = []
    news = [each for authority in chosen for each in (authority.replaced_by, authority.under_revision) if each]
    for authority in chosen:
        stages = authority.life_stages if person is None else _stages_for(authority, person)
        rows.extend(_rows(authority, stages))
        if not stages:
            unpublished.append(authority.id)
    return IntakeTable(
        rows=tuple(rows),
        authorities=tuple(
            AuthorityNote(
                authority.id,
                authority.name,
                authority.place,
                authority.edition,
                authority.year,
                authority.checked,
                authority.next_look,
                authority.replaced_by,
                authority.under_revision,
                authority.upper_limit.summary if authority.upper_limit is not None else None,
                authority.note,
            )
            for authority in chosen
        ),
        unpublished=tuple(unpublished),
        differences=tuple(differences(rows)) if person is not None and person.age is not None else (),
        bibliography=catalogue.bibliography(cited_in((tuple(rows), tuple(news)))),
        disclaimer=catalogue.about.disclaimer,
        data_version=catalogue.about.version,
    )


def differences(rows: Sequence[IntakeRow]) -> Iterator[str]:
    """Yield the differences between the rows of several authorities; nothing for one authority."""
    if len({row.authority for row in rows}) < 2:
        return
    for what, values in (
        ("recommended, mg", {row.authority: row.recommended_mg for row in rows}),
        ("upper limit, mg", {row.authority: _limit(row) for row in rows}),
        ("band as printed", {row.authority: row.printed for row in rows}),
        ("kind of the recommended value", {row.authority: row.recommended_kind for row in rows}),
        ("what the limit counts", {row.authority: row.upper_limit_scope for row in rows}),
    ):
        groups: dict[str, list[str]] = {}
        for authority, value in values.items():
            shown = "none" if value is None else f"{value:g}" if isinstance(value, (float, int)) else value
            groups.setdefault(shown, []).append(authority)
        if len(groups) > 1:
            yield f"{what}: " + "; ".join(f"{shown} ({', '.join(names)})" for shown, names in groups.items())


def _limit(row: IntakeRow) -> float | str | None:
    return f"{row.per_kg:g} per kg" if row.per_kg is not None else row.upper_limit_mg


def _stages_for(authority: Authority, person: Person) -> tuple[LifeStage, ...]:
    """Return the rows that fit the person; without an age, those of every age."""
    if person.age is not None:
        return matching_life_stages(authority, person)
    every_state = {stage.state for stage in authority.life_stages}
    return authority.life_stages_for(person.sex, person.states or every_state, None)


def _rows(authority: Authority, stages: Iterable[LifeStage]) -> Iterator[IntakeRow]:
    limit = authority.upper_limit
    for stage in stages:
        band = stage.age_band
        has_limit = stage.upper_limit_mg is not None or stage.upper_limit_mg_per_kg is not None
        has_recommended = stage.recommended_mg is not None
        tables = (
            authority.recommended if has_recommended else None,
            authority.average_requirement if stage.average_requirement_mg is not None else None,
        )
        intake = [citation for table in tables if table is not None for citation in table.sources]
        of_limit = limit.sources if limit is not None and has_limit else ()
        default_kind = authority.recommended.kind if authority.recommended is not None else None
        average = authority.average_requirement
        yield IntakeRow(
            authority=authority.id,
            sex=stage.sex,
            age=AgeRange(stage.ages, band.low_months, band.high_months),
            state=stage.state,
            printed=stage.printed,
            average_requirement_mg=stage.average_requirement_mg,
            average_requirement_kind=average.kind if average and stage.average_requirement_mg is not None else None,
            recommended_mg=stage.recommended_mg,
            recommended_kind=(stage.recommended_kind or default_kind) if has_recommended else None,
            recommended_increment_mg=stage.recommended_increment_mg,
            upper_limit_mg=stage.upper_limit_mg,
            upper_limit_kind=limit.kind if limit is not None and has_limit else None,
            upper_limit_scope=limit.scope if limit is not None and has_limit else None,
            per_kg=stage.upper_limit_mg_per_kg,
            note=stage.note,
            sources=tuple(dict.fromkeys((*intake, *of_limit, *stage.sources))),
            intake_sources=tuple(dict.fromkeys(intake)),
            limit_sources=of_limit,
        )


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


class FoodList(Answer):
    """`maginfo food`."""

    SCHEMA: ClassVar[str] = "maginfo.food/1"
    foods: tuple[FoodLine, ...]
    summary: str
    sources: tuple[Citation, ...]
    bibliography: Mapping[str, Source]
    data_version: str


def food_list(catalogue: Catalogue, text: str | None, least_mg: float, richest_first: bool) -> FoodList:
    """Return the foods with every word of `text` in a name and at least `least_mg` in 100 g.

    Raises UnknownNameError with the nearest foods if no name matches, and for a text without a letter or digit.
    """
    table = catalogue.foods
    foods = list(table.foods) if text is None else _foods_called(table.foods, text)
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
        data_version=catalogue.about.version,
    )


def _foods_called(foods: Iterable[Food], text: str) -> list[Food]:
    wanted = [word.removesuffix("s") or word for word in name_key(text).split()]
    return [food for food in foods if wanted and _has_words(food, wanted)]


def _has_words(food: Food, wanted: Sequence[str]) -> bool:
    names = " ".join(name_key(name) for name in food.every_name).split()
    return all(any(word.startswith(each) for word in names) for each in wanted)


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
