"""`maginfo schema`."""

from typing import Annotated

import typer

from maginfo.cli.output import Destination, OutputOption

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXAMPLES = """\b
Examples:
  maginfo schema check > check.schema.json
  maginfo schema forms-file
"""


def _names(incomplete: str) -> list[str]:
    from maginfo.render.schemas import schema_names

    return [name for name in schema_names() if name.startswith(incomplete)]


@app.command(short_help="JSON Schemas of outputs and data files", epilog=EXAMPLES)
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="An output or a data file; without it, their names.", autocompletion=_names
        ),
    ] = None,
    output: OutputOption = None,
) -> int:
    """The JSON Schema of an output (check, form, ...) or of a data file (forms-file, ...)."""
    import json

    from maginfo.render.schemas import json_schema_of, schema_names

    destination = Destination.of(None, False, output, True, None)
    text = "\n".join(schema_names()) if name is None else json.dumps(json_schema_of(name), indent=2)
    destination.write(text + "\n")
    return 0
