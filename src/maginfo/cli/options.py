"""Options that several commands share."""

from typing import Annotated

import typer

from maginfo.cli import completion

ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        help="A person, doses and medicines as TOML; MAGINFO_PROFILE names a default one. Options win over it: "
        "--dose or --label takes the place of its doses, --diet of its diet; --drug, --condition and --eat add.",
    ),
]
NoProfileOption = Annotated[bool, typer.Option("--no-profile", help="Without the profile of MAGINFO_PROFILE.")]
PriceOption = Annotated[
    list[str] | None,
    typer.Option(metavar="PRICE", help="Of a package, 9.90 or '9.90 EUR': one for each --dose, in their order."),
]
CountOption = Annotated[
    list[int] | None,
    typer.Option(metavar="N", min=1, help="How many intakes a package holds: one for each --dose, in their order."),
]
AuthorityOption = Annotated[
    list[str] | None,
    typer.Option(
        "--authority",
        "-a",
        metavar="ID",
        envvar="MAGINFO_AUTHORITY",
        help="Whose values: nam (default), efsa, uk, ... or all.",
        autocompletion=completion.authorities,
    ),
]

DoseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--dose",
        "-d",
        metavar="TEXT",
        help="[N x] AMOUNT [UNIT] [FORM] [elemental|compound] [HOW OFTEN]; repeat for more.",
    ),
]
FormOption = Annotated[
    str | None,
    typer.Option(metavar="FORM", help="Form of every dose that names none.", autocompletion=completion.forms),
]
CompoundOption = Annotated[bool, typer.Option("--compound", help="Doses are the mass of the compound.")]
TimesOption = Annotated[
    int | None, typer.Option(metavar="N", min=1, max=99, help="How often a day, where a dose does not say.")
]
SexOption = Annotated[
    str | None,
    typer.Option(metavar="female|male", help="As the reference tables divide people.", autocompletion=completion.sexes),
]
AgeOption = Annotated[str | None, typer.Option(metavar="AGE", help="Completed years, or months: 34, 8mo.")]
WeightOption = Annotated[str | None, typer.Option(metavar="KG", help="For limits set per kg.")]
PregnantOption = Annotated[bool | None, typer.Option("--pregnant/--no-pregnant", help="Implies female.")]
LactatingOption = Annotated[bool | None, typer.Option("--lactating/--no-lactating", help="Implies female.")]
ConditionOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="A condition, by any name; repeat for more.", autocompletion=completion.conditions
    ),
]
EgfrOption = Annotated[str | None, typer.Option(metavar="N", help="Kidney function, mL/min/1.73 m2.")]
FailOnOption = Annotated[
    str | None,
    typer.Option(
        metavar="SEVERITY",
        help="Exit 1 if a finding is at least info, minor, moderate, major or avoid.",
        autocompletion=completion.severities,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only the highest severity, or ok.")]
