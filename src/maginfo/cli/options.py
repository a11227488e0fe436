"""Options that several commands share."""

from typing import Annotated

import typer

from maginfo.cli import completion

ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        help="Person and doses; see 'maginfo help profile'.",
    ),
]
NoProfileOption = Annotated[bool, typer.Option("--no-profile", help="Leave out the profile of MAGINFO_PROFILE.")]
PriceOption = Annotated[
    list[str] | None,
    typer.Option(metavar="PRICE", help="Price of a package, 9.90 or '9.90 EUR', for each --dose in order."),
]
CountOption = Annotated[
    list[int] | None,
    typer.Option(metavar="N", min=1, help="Intakes in a package, for each --dose in order."),
]
AuthorityOption = Annotated[
    list[str] | None,
    typer.Option(
        "--authority",
        "-a",
        metavar="ID,...",
        envvar="MAGINFO_AUTHORITY",
        show_envvar=False,
        help="nam (default, or MAGINFO_AUTHORITY), efsa, ..., all.",
        autocompletion=completion.authorities,
    ),
]

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[DOSE]...", help="Words that are one dose: 400 mg glycinate twice a day."),
]
DoseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--dose",
        "-d",
        metavar="TEXT",
        help="A dose: '400', '2 x 200 mg citrate', '1 g oxide compound'.",
    ),
]
FormOption = Annotated[
    str | None,
    typer.Option(metavar="FORM", help="The form of doses that name none.", autocompletion=completion.forms),
]
CompoundOption = Annotated[
    bool, typer.Option("--compound", help="Doses are the mass of the compound, not of magnesium.")
]
TimesOption = Annotated[
    int | None, typer.Option(metavar="N", min=1, max=99, help="How often a day, for doses that do not say.")
]
SexOption = Annotated[
    str | None,
    typer.Option(metavar="female|male", help="As the reference tables divide people.", autocompletion=completion.sexes),
]
AgeOption = Annotated[str | None, typer.Option(metavar="AGE", help="Completed years or months: 34, 8mo.")]
WeightOption = Annotated[str | None, typer.Option(metavar="KG", help="For limits set per kg.")]
PregnantOption = Annotated[bool | None, typer.Option("--pregnant/--no-pregnant", help="Implies female.")]
LactatingOption = Annotated[bool | None, typer.Option("--lactating/--no-lactating", help="Implies female.")]
ConditionOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="A condition, by any name; several with commas.", autocompletion=completion.conditions
    ),
]
EgfrOption = Annotated[str | None, typer.Option(metavar="N", help="Kidney function, mL/min/1.73 m2.")]
FailOnOption = Annotated[
    str | None,
    typer.Option(
        metavar="SEVERITY",
        help="Exit 1 at this severity: info, ..., avoid.",
        autocompletion=completion.severities,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Only the highest severity, or ok.")]
