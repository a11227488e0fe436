"""`maginfo interactions`, `cautions`, `use` and `claims`."""

from typing import Annotated

import typer

from maginfo.catalogue.catalogue import Catalogue
from maginfo.cli import completion
from maginfo.cli.output import answering
from maginfo.cli.rendering import Rendering, table_of
from maginfo.render import pages

interactions_app = typer.Typer(rich_markup_mode=None, add_completion=False)

INTERACTIONS_EXAMPLES = """\b
Examples:
  maginfo interactions
  maginfo interactions ciprofloxacin "thyroid tablet"
  maginfo interactions Isentress --json | jq '.matches[].never_together'
"""


INTERACTION_COLUMNS = (
    "query", "drug", "class_id", "severity", "direction", "forms", "take_drug_before_h", "take_drug_after_h",
    "never_together", "summary", "action", "sources", "action_sources",
)  # fmt: skip
CLASS_COLUMNS = (
    "id", "name", "severity", "direction", "forms", "take_drug_before_h", "take_drug_after_h", "never_together",
    "members", "summary", "action", "sources",
)  # fmt: skip


@interactions_app.command(short_help="Medicines, and the hours to keep apart", epilog=INTERACTIONS_EXAMPLES)
@answering
def interactions(
    catalogue: Catalogue,
    drug: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DRUG]...", help="A medicine, brand or class.", autocompletion=completion.medicines),
    ] = None,
) -> Rendering:
    """What magnesium does with a medicine, and the hours to keep apart. Without a name: every class."""
    from maginfo.answers.interactions import interaction_answer, interaction_class_list

    if drug:
        from maginfo.cli.names import name_alone, split_medicines

        names = [name_alone(name) for name in split_medicines(catalogue, drug)]
        answer = interaction_answer(catalogue, names)
        return Rendering(
            answer,
            lambda: pages.interactions.interaction_page(answer),
            lambda: table_of(answer.matches, INTERACTION_COLUMNS),
        )

    listing = interaction_class_list(catalogue)
    return Rendering(
        listing,
        lambda: pages.interactions.interaction_class_page(listing),
        lambda: table_of(listing.classes, CLASS_COLUMNS),
    )


cautions_app = typer.Typer(rich_markup_mode=None, add_completion=False)

CAUTIONS_EXAMPLES = """\b
Examples:
  maginfo cautions
  maginfo cautions "kidney disease"
  maginfo cautions --json | jq '.cautions[] | select(.severity == "avoid").id'
"""

CAUTIONS_COLUMNS = ("id", "title", "kind", "severity", "told_to_everybody", "summary", "action", "sources")


@cautions_app.command(short_help="Conditions and populations", epilog=CAUTIONS_EXAMPLES)
@answering
def cautions(
    catalogue: Catalogue,
    condition: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONDITION]...", help="A condition, by any name.", autocompletion=completion.conditions
        ),
    ] = None,
) -> Rendering:
    """Conditions and populations with cautions about magnesium. Without a name: all of them."""
    from maginfo.answers.cautions import caution_list
    from maginfo.cli.names import split_conditions

    answer = caution_list(catalogue, split_conditions(catalogue, condition or ()))

    return Rendering(
        answer, lambda: pages.cautions.caution_page(answer), lambda: table_of(answer.cautions, CAUTIONS_COLUMNS)
    )


use_app = typer.Typer(rich_markup_mode=None, add_completion=False)

USE_EXAMPLES = """\b
Examples:
  maginfo use
  maginfo use "nerve pain"
  maginfo use sleep --json | jq '.uses[0].studies[] | {source, result}'
"""

USE_COLUMNS = ("id", "name", "grade", "direction", "route", "summary", "sources")


@use_app.command(short_help="What the evidence says for a use", epilog=USE_EXAMPLES)
@answering
def use(
    catalogue: Catalogue,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[USE]", help="A use, by any name.", autocompletion=completion.uses),
    ] = None,
) -> Rendering:
    """What the evidence says for a use: grade, direction, studies. Without a name: every use."""
    from maginfo.answers.evidence import use_list

    answer = use_list(catalogue, " ".join(name) if name else None)

    return Rendering(answer, lambda: pages.evidence.use_page(answer), lambda: table_of(answer.uses, USE_COLUMNS))


claims_app = typer.Typer(rich_markup_mode=None, add_completion=False)

CLAIMS_EXAMPLES = """\b
Examples:
  maginfo claims
  maginfo claims "200-400 mg"
  maginfo claims not-found --format tsv
"""

CLAIMS_COLUMNS = ("id", "article", "section", "claim", "verdict", "finding", "figures", "topics", "sources")


@claims_app.command(short_help="What popular articles claim, and what could be traced", epilog=CLAIMS_EXAMPLES)
@answering
def claims(
    catalogue: Catalogue,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="Words of the claim, or a verdict.")
    ] = None,
) -> Rendering:
    """What popular articles claim, and what could be traced of it."""
    from maginfo.answers.evidence import claim_list

    answer = claim_list(catalogue, " ".join(text) if text else None)

    return Rendering(
        answer, lambda: pages.evidence.claims_page(answer), lambda: table_of(answer.claims, CLAIMS_COLUMNS)
    )
