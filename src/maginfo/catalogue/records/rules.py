"""Thresholds that belong to the dose itself, and the reference amounts that labels print percentages of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maginfo.catalogue.records.building import nested, nested_one
from maginfo.catalogue.records.citations import Citation

if TYPE_CHECKING:
    from maginfo.catalogue.records.constraints import Fraction, Identifier, IsoDate, Milligrams, Sex, Text


@dataclass(frozen=True)
class Threshold:
    """An amount of elemental magnesium at which something is said."""

    mg: Milligrams
    summary: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class CompoundSuspicion:
    """When a single elemental dose looks like the mass of the compound."""

    single_dose_over_mg: Milligrams
    fraction_below: Fraction
    """Forms whose material holds less magnesium than this count as of low magnesium content."""
    summary: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class DailyValue:
    """The amount that a label's percentage refers to; not a need and not a limit."""

    id: Identifier
    name: Text
    mg: Milligrams
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class SurveyMean:
    """The mean magnesium intake from food of a group in a survey; background, never one person's intake."""

    sex: Sex
    ages: Text
    mg: Milligrams
    survey: Text
    sources: tuple[Citation, ...] = nested(Citation)


@dataclass(frozen=True)
class DosingRules:
    """dosing.toml."""

    checked: IsoDate
    large_single_dose: Threshold | None = nested_one(Threshold)
    toxic_range: Threshold | None = nested_one(Threshold)
    compound_suspected: CompoundSuspicion | None = nested_one(CompoundSuspicion)
    daily_values: tuple[DailyValue, ...] = nested(DailyValue)
    usual_diet: tuple[SurveyMean, ...] = nested(SurveyMean)
