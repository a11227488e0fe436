"""What words name, and the answer on it: a form, a medicine, a condition, a use, a food, or text to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maginfo.errors import AnotherSubstanceError, NotASourceError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maginfo.answers.cautions import CautionList
    from maginfo.answers.evidence import UseList
    from maginfo.answers.forms import FormCard
    from maginfo.answers.intakes import FoodList
    from maginfo.answers.interactions import InteractionAnswer
    from maginfo.answers.search import SearchAnswer
    from maginfo.catalogue.catalogue import Catalogue

Kind = Literal["form", "medicine", "condition", "use", "food", "text"]
"""What words name; 'text' for words that are no name: they are searched for."""


def lookup(
    words: str, catalogue: Catalogue | None = None
) -> FormCard | InteractionAnswer | CautionList | UseList | FoodList | SearchAnswer:
    """Return the answer on what the words name (`kind_of`), or what mentions them; `catalogue` is the shipped data.

    Raises NotASourceError for a name such as 'magnesium stearate', which is no source of magnesium.

    >>> lookup("cipro").matches[0].drug
    'ciprofloxacin'
    """
    if catalogue is None:
        from maginfo.catalogue.catalogue import Catalogue

        catalogue = Catalogue()
    kind = kind_of(catalogue, words)
    if kind == "form":
        from maginfo.answers.forms import form_card

        return form_card(catalogue, catalogue.find_form(words), catalogue.find_product(words))
    if kind == "medicine":
        from maginfo.answers.interactions import interaction_answer

        return interaction_answer(catalogue, (words,))
    if kind == "condition":
        from maginfo.answers.cautions import caution_list

        return caution_list(catalogue, (words,))
    if kind == "use":
        from maginfo.answers.evidence import use_list

        return use_list(catalogue, words)
    if kind == "food":
        from maginfo.answers.intakes import food_list

        return food_list(catalogue, words, 0.0, richest_first=False)
    from maginfo.answers.search import search

    return search(catalogue, words)


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
    7. a form by a name that alone is another substance, or a name that is no source of magnesium.
    """
    form = _form_state(catalogue, words)
    if form == "certain":
        return "form"
    medicine = {part.state for part in catalogue.resolve_medicine(words)}
    if "unknown" not in medicine and "recorded" in medicine:
        return "medicine"
    condition = catalogue.resolve_condition(words).state
    if condition == "recorded":
        return "condition"
    if _is_known(catalogue.find_use, words):
        return "use"
    if _is_known(catalogue.find_food, words) or _is_known(catalogue.find_food, words.strip().removesuffix("s")):
        return "food"
    if "unknown" not in medicine:
        return "medicine"
    if condition not in ("unknown", "stated"):
        return "condition"
    return "form" if form == "doubtful" else "text"


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
        catalogue.find_form_of_dose(words)
    except (AnotherSubstanceError, NotASourceError):
        return "doubtful"
    except UnknownNameError:
        return "unknown"
    return "certain"


def _is_known(find: Callable[[str], object], words: str) -> bool:
    try:
        find(words)
    except UnknownNameError:
        return False
    return True
