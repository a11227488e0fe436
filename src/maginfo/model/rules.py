"""dosing.toml (rules of the dose itself) and label_words.toml (words on labels, by language)."""

from itertools import chain

from maginfo.model.bibliography import Citation
from maginfo.model.constraints import (
    Ages,
    ClockTime,
    DirectionKind,
    Fraction,
    Grams,
    Hours,
    Identifier,
    IsoDate,
    LabelRoleName,
    Milligrams,
    Minutes,
    PackUnits,
    Prose,
    Sex,
    Spellings,
    Text,
    WordForms,
)
from maginfo.model.record import Record


class Threshold(Record):
    """An amount of elemental magnesium, mg, from which a finding is shown."""

    mg: Milligrams
    summary: Prose
    short: Text | None = None
    """The same in one line."""
    action: Prose | None = None
    sources: tuple[Citation, ...] = ()


class EitherReading(Record):
    """The text for a figure that may be the mass of the magnesium or of the compound."""

    panels: Prose
    """A sentence about the kinds of label that print the magnesium, and those that print the compound."""
    sources: tuple[Citation, ...] = ()


class GroupDoubt(Record):
    """A reason why a product may belong to a group of forms although its form does not."""

    doubt: Prose
    """The doubt, as a clause of a sentence."""
    sources: tuple[Citation, ...] = ()


class RecommendedKind(Record):
    """The meaning of a kind of recommended intake, with its names."""

    names: tuple[Text, ...]
    """The names in `kind` of the authorities' tables."""
    meaning: Prose
    """The rest of a sentence that begins with 'The RDA'."""
    sources: tuple[Citation, ...] = ()


class LimitsHoldFor(Record):
    """The people for whom upper limits are set, and the cautions of those who are not among them.

    Of any other caution with `limits_hold = false` the answer names the caution alone.
    """

    title: Text
    """Said first to a person with one of `conditions`."""
    summary: Prose
    conditions: tuple[Identifier, ...]
    """Ids of cautions with `limits_hold = false`."""
    sources: tuple[Citation, ...] = ()


class CompoundSuspicion(Record):
    """When a single elemental dose looks like the mass of the compound."""

    single_dose_over_mg: Milligrams
    fraction_below: Fraction
    """The mass of magnesium per mass of material below which a form counts as of low magnesium content."""
    summary: Prose
    sources: tuple[Citation, ...] = ()


class DailyValue(Record):
    """The amount that is 100 % on a label; not a need and not a limit."""

    id: Identifier
    name: Text
    mg: Milligrams
    sources: tuple[Citation, ...] = ()


class SurveyMean(Record):
    """The mean magnesium intake from food of a group in a survey; background, never one person's intake."""

    sex: Sex
    ages: Ages
    mg: Milligrams
    survey: Text
    sources: tuple[Citation, ...] = ()

    @property
    def label(self) -> str:
        """The group: 'female 19+ y'."""
        return f"{self.sex} {self.ages}"


class WithFood(Record):
    """The reasons for taking magnesium at a meal."""

    forms: tuple[Identifier, ...]
    """'all', 'acid-neutralising', or ids of forms."""
    summary: Prose
    except_forms: tuple[Identifier, ...] = ()
    """Ids of the forms that are exceptions, according to a source."""
    sources: tuple[Citation, ...] = ()


class GeneralGap(Record):
    """The separation from a medicine without recorded hours of its own."""

    hours: Hours
    """The same number of hours before and after the magnesium."""
    action: Prose
    sources: tuple[Citation, ...] = ()


class DayPlan(Record):
    """Defaults for the layout of a timetable: conventions of the display, not medical figures."""

    waking_from: ClockTime
    waking_to: ClockTime
    apart_min: Minutes
    """Intakes closer than this count as taken at once."""


class DosingRules(Record):
    """dosing.toml."""

    checked: IsoDate
    authority_order: tuple[Identifier, ...] = ()
    """Ids of authorities in the order in which the limits of authorities not asked for are shown."""
    large_single_dose: Threshold | None = None
    toxic_range: Threshold | None = None
    compound_suspected: CompoundSuspicion | None = None
    depends_on_label: EitherReading | None = None
    acid_neutralising: GroupDoubt | None = None
    """The doubt about forms that do not neutralise acid."""
    limits_hold_for: LimitsHoldFor | None = None
    recommended_kinds: tuple[RecommendedKind, ...] = ()
    daily_values: tuple[DailyValue, ...] = ()
    usual_diet: tuple[SurveyMean, ...] = ()
    with_food: WithFood | None = None
    general_gap: GeneralGap | None = None
    day_plan: DayPlan | None = None


class LabelRole(Record):
    """Words on labels with one meaning."""

    name: LabelRoleName
    meaning: Prose
    words: Spellings
    """By language."""
    of: Text | None = None
    """The hydrate that the words name, as in the names of compounds: 'dihydrate'."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The words of every language."""
        return tuple(chain.from_iterable(self.words.values()))


class LabelLimits(Record):
    """Sizes from which a figure on a label is read in another way."""

    serving_of_compound_g: Grams
    """The mass of salt per serving from which a figure beside a salt's name is read as the mass of the salt.

    The mass compared is the salt needed if the figure were magnesium.
    """
    unit_of_compound_g: Grams
    """The same limit for a figure that the label gives per capsule or tablet."""
    serving_of_magnesium_mg: Milligrams
    """The figure beside the element's name from which it may be a compound's mass, unless the label says otherwise."""
    title_of_magnesium_mg: Milligrams
    """The same figure in the name of a product ('Brand Magnesium 600 mg'): a larger one may be a compound's mass."""
    pack_from_g: Grams
    """A mass that belongs to a whole pack if it is larger than this."""
    reference_from_g: Grams
    """The mass, or volume in ml, from which the base of 'per ...' figures is not a serving."""
    pack_from_units: PackUnits
    """The number of capsules from which a count is that of a pack."""
    salt_endings: tuple[Text, ...]
    """Endings of words that name a salt: an unknown word with one of them before the element is no brand."""
    sources: tuple[Citation, ...] = ()


class DirectionPhrases(Record):
    """Phrases of directions with one meaning: how many, how often, when, for whom."""

    name: DirectionKind
    meaning: Prose
    words: Spellings
    """By language."""
    of: Text | None = None
    """The number, the piece or the time of day that the phrases name."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The phrases of every language."""
        return tuple(chain.from_iterable(self.words.values()))

    @property
    def label(self) -> str:
        """The kind of the phrases and what they name: 'piece capsule'."""
        return f"{self.name} {self.of}" if self.of else self.name


class LanguagesNotRead(Record):
    """How languages that are not read are recognised: their labels are none without magnesium."""

    words: dict[Text, tuple[Text, ...]]
    """The element's name, by the language."""
    scripts: tuple[Text, ...]
    """Scripts of which no language is read, as Unicode names their letters."""


class LabelWords(Record):
    """label_words.toml."""

    checked: IsoDate
    limits: LabelLimits
    inflected: WordForms
    """Irregular cases of salts' names, each with the word that the forms' aliases have."""
    endings: tuple[Text, ...]
    """Endings of cases and of the definite article, taken off where a salt's name is left."""
    roles: tuple[LabelRole, ...]
    not_read: LanguagesNotRead
    directions: tuple[DirectionPhrases, ...] = ()
