"""The answer on what words name: a form, a medicine, a condition, a use, a food, or text to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.answers.questions import asked

if TYPE_CHECKING:
    from maginfo.answers.cautions import CautionList
    from maginfo.answers.compare import FormComparison
    from maginfo.answers.evidence import UseList
    from maginfo.answers.forms import FormCard
    from maginfo.answers.intakes import FoodList, IntakeTable
    from maginfo.answers.interactions import InteractionAnswer
    from maginfo.answers.questions import Asked
    from maginfo.answers.search import SearchAnswer
    from maginfo.catalogue.catalogue import Catalogue


def lookup(
    words: str, catalogue: Catalogue | None = None
) -> FormCard | FormComparison | InteractionAnswer | CautionList | UseList | FoodList | IntakeTable | SearchAnswer:
    """Return the answer on what the words name or ask about (`asked`), or what mentions them.

    `catalogue` is the shipped data. Raises NotASourceError for a name such as 'magnesium stearate', which is no source
    of magnesium.

    >>> lookup("cipro").matches[0].drug
    'ciprofloxacin'
    """
    if catalogue is None:
        from maginfo.catalogue.catalogue import Catalogue

        catalogue = Catalogue()
    question = asked(catalogue, words)
    kind, names = question.kind, question.names
    if kind == "form":
        from maginfo.answers.forms import form_card

        return form_card(catalogue, catalogue.find_form(names[0]), catalogue.find_product(names[0]))
    if kind == "forms":
        from maginfo.answers.compare import compare_forms

        return compare_forms(catalogue, names)
    if kind == "medicine":
        from maginfo.answers.interactions import interaction_answer

        return interaction_answer(catalogue, names)
    if kind == "condition":
        from maginfo.answers.cautions import caution_list

        return caution_list(catalogue, names)
    if kind == "use":
        from maginfo.answers.evidence import use_list

        return use_list(catalogue, names[0])
    if kind == "food":
        from maginfo.answers.intakes import food_list

        return food_list(catalogue, names[0], 0.0, richest_first=False)
    if kind == "intake":
        return _intakes(catalogue, question)
    from maginfo.answers.search import search

    return search(catalogue, words)


def _intakes(catalogue: Catalogue, question: Asked) -> IntakeTable:
    from maginfo.answers.intakes import intake_table
    from maginfo.dosing.check import DEFAULT_AUTHORITY
    from maginfo.dosing.person import Person

    person = Person(sex=question.sex, age=question.age, pregnant=question.pregnant, lactating=question.lactating)
    return intake_table(catalogue, (DEFAULT_AUTHORITY,), None if person == Person() else person)
