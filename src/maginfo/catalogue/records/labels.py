"""label_words.toml: what the words of labels say, in the languages they are printed in."""

from __future__ import annotations

from maginfo.catalogue.constraints import (
    DirectionKind,
    Grams,
    IsoDate,
    LabelRoleName,
    Milligrams,
    PackUnits,
    Spellings,
    Text,
    WordForms,
)
from maginfo.catalogue.records.building import Record
from maginfo.catalogue.records.citations import Citation


class LabelRole(Record):
    """Words that say one thing."""

    name: LabelRoleName
    meaning: Text
    words: Spellings
    """By language."""


class LabelLimits(Record):
    """Where a figure can no longer be meant as it would otherwise be read."""

    serving_of_compound_g: Grams
    """A figure beside a salt's name is the salt's mass where, as magnesium, it would take this much salt a serving."""
    unit_of_compound_g: Grams
    """The same for a figure that is said to be one capsule's or tablet's."""
    serving_of_magnesium_mg: Milligrams
    """A figure beside the element's name that may be a compound's mass, unless the label says otherwise."""
    pack_from_g: Grams
    """A larger mass is a pack's."""
    reference_from_g: Grams
    """A mass, or a volume in ml, that figures are counted per and that is no serving."""
    pack_from_units: PackUnits
    """As many capsules or more are a pack."""
    sources: tuple[Citation, ...] = ()


class DirectionPhrases(Record):
    """Phrases of directions that say one thing: how many, how often, when, for whom."""

    name: DirectionKind
    meaning: Text
    words: Spellings
    """By language."""
    of: Text | None = None
    """The number, the piece or the time of the day that they name."""


class LabelWords(Record):
    """label_words.toml."""

    checked: IsoDate
    limits: LabelLimits
    inflected: WordForms
    """Irregular cases of salts' names, each with the word that the forms' aliases have."""
    endings: tuple[Text, ...]
    """Endings of cases and of the definite article, taken off where a salt's name is left."""
    roles: tuple[LabelRole, ...]
    directions: tuple[DirectionPhrases, ...] = ()
