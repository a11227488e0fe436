"""The types of single values, with their constraints.

Bounds and lengths are enforced whenever a record is read. Patterns of texts, and checks by arithmetic, belong to the
type and are applied only by `catalogue.validation.shape`: an answer does not check the shipped texts again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from msgspec import Meta

from maginfo.model.ages import read_age_band
from maginfo.model.chemistry import atoms

if TYPE_CHECKING:
    from collections.abc import Callable

PATTERN, WORDS, CHECK, PROSE = "pattern", "words", "check", "prose"
"""Keys of `Meta.extra`: the pattern of a text (in its JSON Schema too), the pattern in words, a function that raises
ValueError for a wrong text, and for sentences their writer, `OURS` or `OTHERS`."""
OURS, OTHERS = "ours", "others"
"""Writers of a sentence: the curators of the data, or the people and articles that are quoted."""


def _calendar_date(text: str) -> None:
    """Raise ValueError for anything but a date such as '2026-11-22'."""
    import datetime

    if datetime.date.fromisoformat(text).isoformat() != text:
        raise ValueError("write the date as 2026-11-22")


def _age_band(text: str) -> None:
    """Raise ValueError for anything but an age band such as '19-30 y'."""
    read_age_band(text)


def _formula(text: str) -> None:
    """Raise ValueError for a formula that cannot be read."""
    atoms(text)


def _cas_number(text: str) -> None:
    """Raise ValueError for a wrong check digit.

    The check digit is the sum of the other digits, each multiplied by its position from the right, mod 10.
    """
    *digits, check = (int(character) for character in text if character != "-")
    right = sum(place * digit for place, digit in enumerate(reversed(digits), start=1)) % 10
    if check != right:
        raise ValueError(f"the check digit of this CAS number should be {right}")


def _spelled(
    pattern: str,
    words: str,
    check: Callable[[str], None] | None = None,
    min_length: int | None = None,
    prose: str | None = None,
) -> Meta:
    """Return the constraint of a text; `words` describe the pattern to a curator, with an example."""
    carried = {PATTERN: pattern, WORDS: words, CHECK: check, PROSE: prose}
    return Meta(min_length=min_length, extra_json_schema={"pattern": pattern}, extra=carried)


def _checked(check: Callable[[str], None]) -> Meta:
    return Meta(extra={CHECK: check})


def _at_most(characters: int, prose: str | None = None) -> Meta:
    """Return the constraint of one line with at most this many characters, which a page has room for.

    The length is checked with the patterns and not on reading: an overlay's owner is added to a short name.
    """
    pattern = rf"^(?=.{{1,{characters}}}$)\S(.*\S)?$"
    words = f"one line of at most {characters} characters without a space at either end"
    return _spelled(pattern, words, min_length=1, prose=prose)


_LINE = (r"^\S(.*\S)?$", "one line of text without a space at either end")
Text = Annotated[str, _spelled(*_LINE, min_length=1)]
"""A name, a code or a phrase; data/figures.tsv lists it."""
Prose = Annotated[str, _spelled(*_LINE, min_length=1, prose=OURS)]
"""Sentences by the curators; they state and cite facts, and data/figures.tsv does not list them."""
Quotation = Annotated[str, _spelled(*_LINE, min_length=1, prose=OTHERS)]
"""A question or claim by other people, in the curators' words; data/figures.tsv does not list it."""


CautionName = Annotated[str, _at_most(60)]
"""A caution as named in a line with others, in lower case unless a proper name."""
AlwaysClause = Annotated[str, _at_most(70)]
"""A rule for everybody as a clause, in lower case."""
ClassName = Annotated[str, _at_most(48)]
"""A class of medicines as named in a list."""
UseName = Annotated[str, _at_most(32)]
Place = Annotated[str, _at_most(16)]
Effect = Annotated[str, _at_most(110, OURS)]
"""One sentence on what happens."""
ShortAction = Annotated[str, _at_most(150, OURS)]
"""An action on two lines of a page."""
Phrase = Annotated[str, _at_most(90, OURS)]
"""One line of a card, in lower case and without a full stop."""


def prose_of(kind: Any) -> str | None:
    """Return `OURS` or `OTHERS` for the type of a field that holds sentences; None for any other type."""
    metas = [each for each in (kind, *get_args(kind)) if isinstance(each, Meta)]
    for each in get_args(kind):
        metas += [inner for inner in get_args(each) if isinstance(inner, Meta)]
    return next((prose for meta in metas if (prose := (meta.extra or {}).get(PROSE))), None)


Identifier = Annotated[
    str, _spelled(r"^[a-z0-9]+(-[a-z0-9]+)*$", "small letters and digits with single hyphens such as kidney-disease")
]
Milligrams = Annotated[float, Meta(gt=0, le=100_000)]
"""mg of elemental magnesium, unless the field says otherwise."""
MilligramsPerKilogram = Annotated[float, Meta(gt=0, le=100)]
"""mg of elemental magnesium per kg of body weight a day."""
GramsPerMole = Annotated[float, Meta(gt=0, le=5_000)]
Fraction = Annotated[float, Meta(gt=0, le=0.6031)]
"""Mass of magnesium per mass of compound; magnesium oxide, 0.60303, is the richest compound sold."""
FoodMilligrams = Annotated[float, Meta(ge=0, le=1_000)]
"""mg of magnesium in 100 g of food; the driest seeds and seaweeds hold under 1000 mg."""
Grams = Annotated[float, Meta(gt=0, le=2_000)]
Hours = Annotated[float, Meta(gt=0, le=72)]
Minutes = Annotated[int, Meta(ge=1, le=720)]
HoursFrom = Annotated[float, Meta(ge=-12, le=12)]
"""Hours after a time of day; before it where negative."""
ClockTime = Annotated[str, _spelled(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "a time of day such as 07:30")]
Year = Annotated[int, Meta(ge=1900, le=2100)]
Rank = Annotated[int, Meta(ge=1, le=99)]
WEIGHT_KG_BOUNDS = (0.5, 500)
EGFR_BOUNDS = (0, 200)
EGFR = Annotated[float, Meta(ge=EGFR_BOUNDS[0], le=EGFR_BOUNDS[1])]
"""Estimated glomerular filtration rate, mL/min/1.73 m2."""
Ages = Annotated[str, _checked(_age_band)]
Formula = Annotated[str, _spelled(r"^[A-Za-z0-9().·]+$", "a formula such as MgCl2·6H2O", _formula)]
CasNumber = Annotated[str, _spelled(r"^\d{2,7}-\d{2}-\d$", "digits with two hyphens such as 1309-48-4", _cas_number)]
Unii = Annotated[str, _spelled(r"^[A-Z0-9]{10}$", "ten capitals and digits such as 3A3U0GI71G")]
AtcCode = Annotated[str, _spelled(r"^[A-Z]\d{2}[A-Z]{2}\d{2}$", "seven characters such as J01MA02")]
AtcGroup = Annotated[str, _spelled(r"^[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$", "a code or its beginning such as N06AB")]
Pmid = Annotated[str, _spelled(r"^\d{5,8}$", "the digits alone, such as 23115811")]
Pmcid = Annotated[str, _spelled(r"^PMC\d{5,8}$", "PMC and its digits, such as PMC5452159")]
Doi = Annotated[str, _spelled(r"^10\.\d{4,9}/\S+$", "it without https://doi.org/, such as 10.17226/5776")]
Address = Annotated[str, _spelled(r"^https?://\S+$", "a whole address, from https:// on")]
IsoDate = Annotated[str, _checked(_calendar_date)]
SetId = Annotated[
    str,
    _spelled(
        r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        "the small letters and digits of DailyMed such as 888dc7f9-ad9c-4c00-8d50-8ddfd9bd27c0",
    ),
]
"""Identifier of a US label on DailyMed, the same for all its revisions."""
Revised = Annotated[
    str,
    _spelled(r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$", "a year, a month or a day such as 2024, 2024-05 or 2024-05-17"),
]

SeverityName = Literal["info", "minor", "moderate", "major", "avoid"]
Seen = Literal["primary", "copy", "abstract", "secondary", "dataset", "computed", "weak", "unverified"]
ReadingKind = Literal["copy", "transcription", "abstract", "quotation", "database"]
"""How a work was read where it was not read at its own address."""
AddressKind = Literal["published", "inferred"]
SourceKind = Literal[
    "authority", "law", "label", "guideline", "review", "trial", "study", "reference", "dataset", "trade", "article"
]
Sex = Literal["female", "male"]
State = Literal["pregnant", "lactating"]
Scope = Literal["supplements", "added-salts", "non-food"]
LimitKind = Literal["UL", "LSS", "GL", "MAX"]
AmountBasis = Literal["elemental", "compound"]
"""Whether an amount is the mass of the magnesium itself, or of the whole salt or chelate."""
Basis = Literal["elemental", "compound", "not stated"]
Tolerance = Literal["gentle", "moderate", "laxative", "unknown"]
AcidNeutralising = Literal["yes", "no", "if-buffered"]
MedicineUse = Literal["antacid", "laxative"]
Topic = Literal[
    "food",
    "time of day",
    "splitting",
    "missed dose",
    "storage",
    "children",
    "label",
    "spacing",
    "duration",
    "medicines",
]
MedicineKind = Literal["ingredient", "combination", "group"]
ConditionState = Literal["recognised", "none-recorded"]
NameWordRole = Literal[
    "salt", "ending", "release", "maker", "dose-form", "frequency", "unit", "between", "condition", "nutrient",
    "no-condition", "pregnancy", "not-swallowed", "not-swallowed-product", "local", "local-product", "swallowed",
    "question", "daily-amount", "woman", "man", "vitamin-letter",
]  # fmt: skip
Country = Literal[
    "US", "GB", "DE", "FR", "ES", "IT", "CA", "AU", "AT", "CH", "BE", "NL", "PL", "PT", "IE", "SE", "IN", "BR", "EU",
    "CZ", "DK", "FI", "JP", "KR", "NO", "NZ", "PH", "RU", "SI", "ZA",
]  # fmt: skip
"""'EU' is a brand authorised for the whole Union."""
LanguageOrCountry = Literal["en", "de", "fr", "es", "it", "pl", "pt", "nl", "la", "US", "GB", "AU"]
NotASourceKind = Literal["excipient", "medicine"]
ProductKind = Literal["supplement", "medicine", "mixture", "group", "skin"]
"""'medicine': an antacid or laxative; 'mixture': it holds or may hold magnesium among other nutrients; 'group': a name
that products with different salts share; 'skin': it is not swallowed, and counts as 0 mg."""
PieceName = Literal[
    "tablet", "capsule", "softgel", "gummy", "lozenge", "chew", "sachet", "ampoule", "scoop", "serving", "teaspoon",
    "tablespoon", "ml", "drop",
]  # fmt: skip
"""What the amounts of a label are counted in."""
PieceCount = Annotated[float, Meta(gt=0, le=1_000)]
CautionKind = Literal["condition", "population", "situation"]
Direction = Literal["lowers-drug", "raises-drug", "lowers-magnesium", "raises-magnesium", "additive", "uncertain"]
Mechanism = Literal["chelation", "stomach-ph", "absorption", "urine-ph", "depletion", "retention", "additive", "other"]
Grade = Literal["A", "B", "C", "D", "N", "X"]
EvidenceDirection = Literal["benefit", "probable-benefit", "mixed", "no-benefit", "unknown", "harm"]
Verdict = Literal["supported", "qualified", "overstated", "wrong-form", "wrong-unit", "contradicted", "not-found"]
Route = Literal["oral", "intravenous"]
LabelRoleName = Literal[
    "magnesium",
    "from",
    "gives",
    "elemental",
    "contains",
    "no",
    "absent",
    "per",
    "serving",
    "daily-serving",
    "daily",
    "times",
    "twice",
    "unit",
    "total",
    "blend",
    "us-reference",
    "eu-reference",
    "of",
    "linking",
    "to",
    "chelate",
    "quality",
    "other",
    "pure",
    "bound",
    "limit",
    "dilution",
    "hydrate",
    "liquid",
    "mg",
    "g",
    "mcg",
    "mmol",
    "meq",
    "volume",
    "product-heading",
    "dose-heading",
    "unit-heading",
    "strength-heading",
    "times-heading",
    "when-heading",
    "directions-heading",
    "medicine-heading",
    "drugs-heading",
    "conditions-heading",
    "sex-heading",
    "age-heading",
    "weight-heading",
    "pregnant-heading",
    "lactating-heading",
    "egfr-heading",
    "diet-heading",
    "date-heading",
    "cell-yes",
    "cell-no",
    "cell-empty",
    "other-product",
    "mixture",
    "concentration",
    "men",
    "women",
]
DirectionKind = Literal[
    "number", "one-of", "times", "often", "each-time", "day", "day-after", "daily-dose", "hours", "minutes", "every",
    "not-daily", "time-of-day", "meals", "or", "and", "to", "up-to", "limit", "open", "divided", "per", "per-before",
    "serving-size", "take", "adult", "other-adults", "child", "years", "older", "under", "for-whom", "reference",
    "piece", "with",
]  # fmt: skip
"""The meaning of a phrase in directions for use."""
LanguageCode = Literal[
    "en", "de", "fr", "es", "it", "pl", "ru", "he", "sv", "cs", "la", "pt", "nl", "da", "no", "fi", "hu", "ro", "bg",
    "el", "tr", "ja", "ko", "zh",
]  # fmt: skip
Spellings = dict[LanguageCode, tuple[Text, ...]]
"""Words by language."""
WordForms = dict[Text, Text]
PackUnits = Annotated[int, Meta(ge=2, le=100)]
