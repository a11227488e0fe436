"""Every answer as JSON keeps to the schema that `maginfo schema` prints of it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from maginfo.render.schemas import LEFT_OUT_IN_ROWS, schema_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from fixture_types import RunMaginfo

PROFILE = shlex.quote(str(Path(__file__).with_name("me.toml")))
ONE_DAY = Path(__file__).with_name("one_day.csv").as_posix()
SHELF = Path(__file__).with_name("shelf").as_posix()
ZINC = Path(__file__).with_name("zinc.csv").as_posix()
LINES = {
    "check": (
        "check -d '2 x 200 mg oxide' --age 34 --pregnant --drug doxycycline --condition dialysis --egfr 20 -a all",
        "check -d 100 --sex male --age 40 --eat 'almonds:1 cup' --diet usual",
        "check -d '400 mg glycinate' --age 8mo",
        f"check --profile {PROFILE}",
    ),
    "plan": (
        "plan -d 2x200mg --drug levothyroxine@07:00 --drug ciprofloxacin@08:00,20:00 --meals 8:00,13:00 --wake 6am",
        "plan -d '2 g glycinate compound' -d '20 mg magnesium oil' --drug apixaban@08:00 --age 34 --pregnant",
        "plan -d 200 --drug raltegravir@08:00",
        f"plan --profile {PROFILE}",
        "plan -d 200 --drug moxifloxacin@08:00,20:00 --at 12:00",
    ),
    "form": ("show glycinate", "show 'Epsom salt'", "show aquamin-mg"),
    "list": ("list",),
    "convert": ("convert '12 mmol'", "convert '1 g glycinate compound'"),
    "intake": ("intake --authority all", "intake --sex male --age 3 --authority all"),
    "interactions": ("interactions", "interactions ciprofloxacin apixaban levothyroxine", "interactions quinolones"),
    "cautions": ("cautions", "cautions 'kidney failure'"),
    "sources": ("sources", "sources iom-1997"),
    "sources-check": ("sources --check",),
    "use": ("use", "use sleep", "use pre-eclampsia", "use 'nerve pain'"),
    "claims": ("claims", "claims 200-400 mg", "claims constipation"),
    "food": ("food", "food zucchini", "food --min 300 --sort", "food almonds --min 999"),
    "search": ("search nerve pain", "search 400", "search migrane", "search xyzzy", "search magnesium"),
    "compare": (
        "compare glycinate citrate",
        "compare oxide 'Epsom salt' aquamin-mg threonate",
        f"compare --profile {PROFILE}",
    ),
    "profile": (f"profile show {PROFILE}",),
    "label": (
        "label 'Magnesium (as magnesium citrate) 150 mg 36%'",
        "label 'Magnesium Citrate 400 mg'",
        "label 'Vitamin C 60 mg'",
        "label 'Magnesium 200 mg\nVitamin C 60 mg'",
    ),
    "due": ("data due", "data due --today 2027-12-01"),
    "no-magnesium": (f"batch {ZINC}",),
    "group": (f"batch {ONE_DAY} --group-by person",),
    "labels": (f"label {SHELF}",),
    "error": (
        *("use slepe", "claims unobtainium", "food almnds", "compare glycinate", "sources nowhere --style bibtex"),
        *("check -d 100 --eat almnds:100g", "check -d 100 --eat almonds", "food --min many", "search"),
        *("plan -d 200 --drug levothyroxine", "plan -d 200 --drug levothyroxine@25:00"),
    ),
}
"""Command lines by the schema that their answer names."""
SHOWS_NO_FIGURE_OF_THE_DATA = (
    "list",
    "search",
    "sources",
    "sources-check",
    "profile",
    "label",
    "labels",
    "no-magnesium",
    "group",
    "error",
)
"""Answers without citations: a list and hits lead to answers that have them, `sources` is the bibliography itself, and
a profile and a label say what a person or a package says."""


@pytest.fixture(scope="module")
def validators() -> dict[str, jsonschema.Draft202012Validator]:
    """Those already made, by the name of the schema."""
    return {}


@pytest.fixture
def validator(maginfo: RunMaginfo, validators: dict[str, jsonschema.Draft202012Validator]) -> Callable[[str], Any]:
    """The validator of the schema of that name, as the command prints it."""

    def of(name: str) -> jsonschema.Draft202012Validator:
        if name not in validators:
            schema = maginfo("schema", name).json
            jsonschema.Draft202012Validator.check_schema(schema)
            # A key that is missing is looked for first: it is found without a look at the rest of the answer.
            definitions = {key: {"required": [], **each} for key, each in schema.get("$defs", {}).items()}
            validators[name] = jsonschema.Draft202012Validator({**schema, "$defs": definitions})
        return validators[name]

    return of


def test_every_output_is_tried() -> None:
    outputs = {name for name in schema_names() if not name.endswith("-file")}
    untried, unheard_of = sorted(outputs - set(LINES)), sorted(set(LINES) - outputs)
    assert not untried, f"give {untried} command lines in LINES, one for each way that the answer can look"
    assert not unheard_of, f"take {unheard_of} out of LINES: 'maginfo schema' names no such output"


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in LINES.items() for line in lines])
def test_an_answer_keeps_to_its_schema(
    name: str, line: str, maginfo: RunMaginfo, validator: Callable[[str], Any]
) -> None:
    outcome = maginfo(*shlex.split(line), "--json")
    assert outcome.status == (2 if name == "error" else 0), outcome.err
    answer = json.loads(outcome.out, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))
    assert answer["schema"] == f"maginfo.{name}/1"
    validator(name).validate(answer)


@pytest.mark.parametrize("name", [name for name in LINES if name != "error"])
def test_a_schema_refuses_what_is_no_answer(name: str, maginfo: RunMaginfo, validator: Callable[[str], Any]) -> None:
    """A schema that takes anything would keep nobody from a mistake."""
    answer = maginfo(*shlex.split(LINES[name][0]), "--json").json
    for changed in ({}, {**answer, "schema": "maginfo.other/1"}, {**answer, "unheard_of": 1}):
        assert not validator(name).is_valid(changed), changed.keys()
    for key in answer.keys() - (LEFT_OUT_IN_ROWS["Report"] if name == "check" else ()):
        assert not validator(name).is_valid({other: answer[other] for other in answer if other != key}), key


@pytest.mark.parametrize("name", [name for name in LINES if name not in SHOWS_NO_FIGURE_OF_THE_DATA])
def test_every_source_that_an_answer_cites_is_in_its_bibliography(name: str, maginfo: RunMaginfo) -> None:
    for line in LINES[name]:
        answer = maginfo(*shlex.split(line), "--json").json
        cited = {citation["source"] for citation in citations_in(answer)}
        assert cited, f"{line}: cites nothing; an answer that shows no figure goes into SHOWS_NO_FIGURE_OF_THE_DATA"
        unknown = cited - set(answer["bibliography"])
        assert not unknown, f"{line}: cites {sorted(unknown)}, which its bibliography lacks (Catalogue.bibliography)"


def citations_in(value: Any) -> list[dict[str, Any]]:
    """Every citation anywhere in an answer."""
    if isinstance(value, dict):
        own = value.get("citations", [])
        return [*own, *(each for key, item in value.items() if key != "citations" for each in citations_in(item))]
    if isinstance(value, list):
        return [each for item in value for each in citations_in(item)]
    return []
