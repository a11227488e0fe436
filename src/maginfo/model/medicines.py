"""Medicines that are recognised by name, whether or not an interaction with magnesium is recorded."""

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    AtcCode,
    AtcGroup,
    Country,
    Identifier,
    IsoDate,
    LanguageOrCountry,
    MedicineKind,
    NameWordRole,
    Prose,
    Text,
)
from maginfo.model.record import Record


class GenericName(Record):
    """A generic name, and the languages or countries that use it."""

    name: Text
    used_in: tuple[LanguageOrCountry, ...]


class Brand(Record):
    """A brand, and the countries where it is or was sold."""

    name: Text
    sold_in: tuple[Country, ...]


class OtherMeaning(Record):
    """A name of the medicine that is also a name of another one."""

    name: Text
    medicine: Text
    """The `name` in the row of the other medicine."""


class Medicine(Record):
    """One ingredient or product, one fixed combination, or one group word such as 'water pill'."""

    name: Text
    """The international nonproprietary name in English; the parts of a combination are separated by '/'."""
    kind: MedicineKind
    what: Text
    """The kind of medicine in a few plain words: 'antidepressant (SSRI)'."""
    atc: tuple[AtcCode, ...] = ()
    names: tuple[GenericName, ...] = ()
    brands: tuple[Brand, ...] = ()
    abbreviations: tuple[Text, ...] = ()
    ingredients: tuple[Text, ...] = ()
    """The parts of a combination, each the `name` of another row."""
    also: tuple[OtherMeaning, ...] = ()
    sources: tuple[Identifier, ...] = ()
    """Ids of the vocabularies that give a code, spelling or brand; empty if everything is general knowledge."""

    @property
    def generic_names(self) -> tuple[str, ...]:
        """All names of the medicine except its brands."""
        return (self.name, *(each.name for each in self.names), *self.abbreviations)

    @property
    def every_name(self) -> tuple[str, ...]:
        """All names of the medicine, brands included."""
        return (*self.generic_names, *(each.name for each in self.brands))


class MedicineGroup(Record):
    """The medicines that a group word such as 'antibiotic' means."""

    name: Text
    """The `name` of the group word's row."""
    atc: tuple[AtcGroup, ...]
    """Groups of the ATC classification: a medicine with a code that begins so is one of them."""
    without: tuple[AtcGroup, ...] = ()
    """Those within them that people do not mean: the emergency tablet is not 'the pill'."""

    def has_code(self, code: str) -> bool:
        """Return whether a medicine with that code is one of the group."""
        return code.startswith(self.atc) and not code.startswith(self.without)


class MedicineTable(Record):
    """medicines.toml with the rows of medicines.csv."""

    checked: IsoDate
    summary: Text
    sources: tuple[Citation, ...] = ()
    groups: tuple[MedicineGroup, ...] = ()
    medicines: tuple[Medicine, ...] = ()


class WordRole(Record):
    """Words printed beside the name of a medicine, with their role."""

    role: NameWordRole
    meaning: Prose
    words: tuple[Text, ...]


class NameWords(Record):
    """name_words.toml: words beside medicines' names on boxes and lists."""

    checked: IsoDate
    words: tuple[WordRole, ...]

    def of(self, *roles: NameWordRole) -> frozenset[str]:
        """Return all words of these roles, as written."""
        return frozenset(word for each in self.words if each.role in roles for word in each.words)
