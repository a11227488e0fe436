"""What words name: a form, a medicine, a condition, a use, a food, or nothing of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from maginfo.errors import AnotherSubstanceError, NotASourceError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maginfo.catalogue.catalogue import Catalogue

Kind = Literal["form", "medicine", "condition", "use", "food", "text"]
"""What words name; 'text' for words that are no name: they are searched for."""
DOUBTFUL = 7
"""The place in the order of `kind_of` from which on words may be more than a name: a question."""


class Named(NamedTuple):
    """What words name, and its place in the order of `kind_of`; 'text' is the last."""

    place: int
    kind: Kind


def kind_of(catalogue: Catalogue, words: str) -> Kind:
    """Return what the words name, by any name that labels or people use; no word is corrected.

    Words may name several things. The first of these is returned, so that what is recorded comes before a name alone,
    and what can harm before the evidence for a use:

    1. a form of magnesium, unless the name alone is another substance ('creatine'),
    2. a medicine or a class of medicines with an interaction,
    3. a condition or population with a caution,
    4. a use,
    5. a food,
    6. a medicine, then a condition, of which only the name is known, or for which a search found nothing,
    7. a form by a name that alone is another substance, or a name that is no source of magnesium or of no one product.
    """
    return named(catalogue, words).kind


def named(catalogue: Catalogue, words: str) -> Named:
    """Return what the words name (`kind_of`), with its place in that order."""
    form = _form_state(catalogue, words)
    if form == "certain":
        return Named(1, "form")
    medicine = {part.state for part in catalogue.known_medicine(words)} or {"unknown"}
    if "unknown" not in medicine and "recorded" in medicine:
        return Named(2, "medicine")
    condition = catalogue.known_condition(words).state
    if condition == "recorded":
        return Named(3, "condition")
    if catalogue.is_use(words):
        return Named(4, "use")
    if catalogue.is_food(words) or catalogue.is_food(words.strip().removesuffix("s")):
        return Named(5, "food")
    if "unknown" not in medicine:
        return Named(6, "medicine")
    if condition not in ("unknown", "stated"):
        return Named(6, "condition")
    return Named(DOUBTFUL, "form") if form == "doubtful" else Named(DOUBTFUL + 1, "text")


def suggestions(catalogue: Catalogue, words: str) -> Mapping[Kind, tuple[str, ...]]:
    """Return the known names that may have been mistyped as these words, by the kind of what they name.

    Of several names of one form, the first.
    """
    forms = _suggested(catalogue.find_form_of_dose, words)
    found: dict[Kind, tuple[str, ...]] = {
        "form": tuple({_means(catalogue, name): name for name in reversed(forms)}.values())[::-1],
        "medicine": tuple(name for part in catalogue.resolve_medicine(words) for name in part.suggestions),
        "condition": catalogue.resolve_condition(words).suggestions,
        "use": _suggested(catalogue.find_use, words),
        "food": _suggested(catalogue.find_food, words),
    }
    return {kind: names for kind, names in found.items() if names}


def _suggested(find: Callable[[str], object], words: str) -> tuple[str, ...]:
    try:
        find(words)
    except UnknownNameError as error:
        return error.suggestions
    except UsageError:
        pass
    return ()


def _means(catalogue: Catalogue, name: str) -> str:
    """Return the id of the form that a name means; the name itself where it means no form, or several."""
    try:
        form = catalogue.find_form_of_dose(name).form
    except UsageError:
        return name
    return form.id if form is not None else name


def _form_state(catalogue: Catalogue, words: str) -> Literal["certain", "doubtful", "unknown"]:
    """Return whether the words name a form; 'doubtful' for a name of another substance or of no source."""
    try:
        found = catalogue.form_of_dose(words)
    except (AnotherSubstanceError, NotASourceError):
        return "doubtful"
    if found is None:
        return "unknown"
    if found.product is None or found.product.no_product is None:
        return "certain"
    return "unknown" if found.product.vague == "plain" else "doubtful"
