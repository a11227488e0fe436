"""What holds for everything that is printed: JSON keeps to its schema, and every format says the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from drawn import (
    AUTHORITIES,
    CATALOGUE,
    CONDITIONS,
    DRUGS,
    FORMS,
    amounts,
    check_options,
    diets,
    facts,
    respelled,
    several_doses,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from maginfo.cli.app import COMMANDS
from maginfo.render.schemas import OUTPUTS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fixture_types import Outcome, RunMaginfo

Words = st.SearchStrategy[list[str]]

junk = st.text(max_size=8) | st.sampled_from(
    ["-1", "--", "0", "²", "nan", "[bold]", "../x", "=1", "\x1b[31m", "\u202e"]
)


def some(names: Sequence[str], most: int = 2, least: int = 1) -> Words:
    """Names of these, as they are listed or as somebody writes them."""
    name = st.sampled_from(names)
    return st.lists(name | name.flatmap(respelled), min_size=least, max_size=most)


def with_options(*options: tuple[str, st.SearchStrategy[Any]]) -> Words:
    """Some of the options, each with a value."""
    drawn = (st.just([]) | value.map(lambda word, option=option: [option, str(word)]) for option, value in options)
    return joined(*drawn)


def joined(*parts: Words) -> Words:
    """One after the other."""
    return st.tuples(*parts).map(lambda drawn: [word for words in drawn for word in words])


dose = st.builds("{} mg {}".format, amounts, st.sampled_from([*FORMS, ""]))
doses = dose.map(lambda text: ["--dose", text])
hours = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
ages = st.integers(0, 120) | st.integers(0, 30).map("{}mo".format)
persons = with_options(("--sex", st.sampled_from(["f", "Man", "male"])), ("--age", ages))
kidneys = with_options(("--egfr", st.integers(0, 130)))
eaten = st.builds("{}:{} g".format, st.sampled_from([food.id for food in CATALOGUE.foods.foods]), st.integers(1, 500))
priced = joined(doses, st.integers(0, 40).map(lambda price: ["--price", f"{price}.90 EUR"]), st.just(["--count", "60"]))
PRINTED = ["Magnesium (as citrate)", "Magnesium 30 % DV", "Davon Magnesium", "Serving size 2 capsules", "Zinc 5 mg"]
timed = with_options(
    ("--drug", st.builds("{}@{}".format, st.sampled_from(DRUGS), hours)), ("--meals", hours), ("--at", hours)
)
CALM = [("ok", "OK"), ("ok", "WITHIN")]
"""What line 1 begins with where nothing is above info: WITHIN where a stricter limit is not kept."""
WORDS: dict[str, tuple[str, Words]] = {
    "check": ("check", check_options | joined(doses, persons, with_options(("--eat", eaten), ("--diet", amounts)))),
    "plan": ("plan", joined(doses, timed, persons, kidneys)),
    "show": ("form", some(FORMS, 1)),
    "list": ("list", st.just([])),
    "compare": ("compare", some(FORMS, 4, 2) | joined(priced, priced)),
    "search": ("search", some(["sleep", "nerve pain", "400", "migrane", "almonds", "kidney"])),
    "convert": ("convert", dose.map(lambda text: [text]) | some(FORMS, 1).map(lambda form: ["90", "--form", *form])),
    "intake": ("intake", joined(persons, some([*AUTHORITIES, "all"], 1).map(lambda one: ["--authority", *one]))),
    "interactions": ("interactions", some(DRUGS)),
    "cautions": ("cautions", some(CONDITIONS)),
    "use": ("use", some([use.id for use in CATALOGUE.uses], 1)),
    "claims": ("claims", some(["sleep", "not-found", "200-400 mg", "constipation"], 1)),
    "food": ("food", joined(some(["almonds", "seeds", "water"], 1), with_options(("--min", amounts)))),
    "label": ("label", st.builds("{} {}".format, st.sampled_from(PRINTED), dose).map(lambda text: [text])),
    "sources": ("sources", st.lists(st.sampled_from(CATALOGUE.source_ids), min_size=1, max_size=3)),
}
"""By command, the schema that its answer names, and what may be asked of it."""
TRIED_ELSEWHERE = ("help", "profile", "batch", "mcp", "data", "schema")
"""A profile and what is due have tests below, the others answer without a schema of their own."""


@pytest.fixture(scope="module")
def validators() -> dict[str, jsonschema.Draft202012Validator]:
    """Those already made, by the name of the schema."""
    return {}


@pytest.fixture
def assert_valid(maginfo: RunMaginfo, validators: dict[str, jsonschema.Draft202012Validator]) -> Any:
    """Asserts that the text is one JSON object that keeps to the schema of that name, as the command prints it."""

    def valid(name: str, text: str) -> None:
        if name not in validators:
            schema = maginfo("schema", name).json
            jsonschema.Draft202012Validator.check_schema(schema)
            validators[name] = jsonschema.Draft202012Validator(schema)
        answer = json.loads(text, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))
        assert answer["schema"] == f"maginfo.{name}/1"
        validators[name].validate(answer)

    return valid


def test_every_command_that_answers_is_tried() -> None:
    answering = set(COMMANDS) - set(TRIED_ELSEWHERE)
    untried, unheard_of = sorted(answering - set(WORDS)), sorted(set(WORDS) - answering)
    assert not untried, f"give {untried} an example in WORDS: the schema of the answer, and what may be asked"
    assert not unheard_of, f"take {unheard_of} out of WORDS: cli.app.COMMANDS has no such command"
    schemas = {name for name, _ in WORDS.values()} | {
        "profile",
        "due",
        "no-magnesium",
        "sources-check",
        "labels",
        "group",
    }
    assert schemas == set(OUTPUTS), f"{sorted(schemas ^ set(OUTPUTS))}: WORDS and render.schemas.OUTPUTS differ"


def is_answer(outcome: Outcome) -> bool:
    """Whether there is an answer: with status 2 too, where a name in it is unknown."""
    return outcome.status == 0 or bool(outcome.json.get("unresolved"))


@pytest.mark.parametrize("command", WORDS)
@settings(max_examples=8)
@given(data=st.data())
def test_json_of_every_command_keeps_to_its_schema(
    command: str, data: st.DataObject, maginfo: RunMaginfo, assert_valid: Any
) -> None:
    """Whatever is asked, the answer keeps to `maginfo schema NAME`; so does what is said where there is none."""
    name, words = WORDS[command]
    outcome = maginfo(command, "--json", *data.draw(words))
    assert outcome.status in (0, 2), outcome.err
    assert_valid(name if is_answer(outcome) else "error", outcome.out)
    assert bool(outcome.err) == (outcome.status == 2) or outcome.json.get("unresolved")


@pytest.mark.parametrize("command", WORDS)
@settings(max_examples=5)
@given(data=st.data(), wrong=junk)
def test_json_of_what_nobody_means_keeps_to_a_schema(
    command: str, data: st.DataObject, wrong: str, maginfo: RunMaginfo, assert_valid: Any
) -> None:
    """With one word that is none, there is an answer or an error, each under its schema; never a fault."""
    name, words = WORDS[command]
    asked = data.draw(words)
    position = data.draw(st.integers(0, len(asked)))
    outcome = maginfo(command, "--json", *asked[:position], wrong, *asked[position + 1 :])
    assert outcome.status in (0, 2), outcome.err
    assert_valid(name if is_answer(outcome) else "error", outcome.out)


@settings(max_examples=10)
@given(taken=several_doses, known=facts())
def test_json_of_a_profile_keeps_to_its_schema(
    taken: list[Any],
    known: dict[str, Any],
    maginfo: RunMaginfo,
    assert_valid: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A profile of those facts and doses is shown under its own schema."""
    file = tmp_path_factory.mktemp("profile") / "me.toml"
    person = {"weight" if key == "weight_kg" else key: value for key, value in known.items() if key != "drugs"}
    lines = ["[person]", *(f"{key} = {json.dumps(value)}" for key, value in person.items() if value)]
    lines += [f"[[drug]]\nname = {json.dumps(name)}" for name in dict.fromkeys(known["drugs"])]
    lines += [f"[[dose]]\namount = {json.dumps(each.text)}" for each in taken]
    file.write_text("\n".join(lines), encoding="utf-8")
    outcome = maginfo("profile", "show", str(file), "--json")
    assert outcome.status == 0, outcome.err
    assert_valid("profile", outcome.out)


@settings(max_examples=8)
@given(day=st.dates())
def test_json_of_what_is_due_keeps_to_its_schema(day: datetime.date, maginfo: RunMaginfo, assert_valid: Any) -> None:
    """On any day, the oldest first."""
    outcome = maginfo("data", "due", "--json", "--today", day.isoformat())
    assert (outcome.status, outcome.err) == (0, "")
    assert_valid("due", outcome.out)
    days = [item["due"] for item in outcome.json["items"]]
    assert days == sorted(days)


def cells(line: str) -> list[str]:
    """The cells of a line of TSV, as they were before they were escaped."""
    escapes = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
    plain = []
    for cell in line.split("\t"):
        parts = iter(cell)
        plain.append("".join(escapes[next(parts)] if character == "\\" else character for character in parts))
    return plain


def flowing(text: str) -> str:
    """The words, whatever line they stand on."""
    return " ".join(text.split())


@settings(max_examples=20)
@given(options=check_options, diet=diets, width=st.sampled_from([[], ["--width", "60"]]))
def test_every_format_of_check_says_the_same(
    options: list[str], diet: float | None, width: list[str], maginfo: RunMaginfo
) -> None:
    """Text, JSON, TSV and the one word agree: the severity, and every finding with its title, severity and code."""
    words = ["check", *options, *(["--diet", f"{diet:.4f}"] if diet is not None else [])]
    answer = maginfo(*words, "--json").json
    text = maginfo(*words, *width, "--why").out
    header, *rows = maginfo(*words, "--format", "tsv").out.splitlines()
    assert maginfo(*words, "--quiet").out == answer["severity"] + "\n"
    assert text.split()[0] == answer["severity"].upper() or (answer["severity"], text.split()[0]) in CALM
    table = [dict(zip(cells(header), cells(row), strict=True)) for row in rows]
    findings = answer["findings"]
    for column in ("code", "severity", "authority", "title", "detail", "action"):
        assert [row[column] for row in table] == [finding[column] or "" for finding in findings], column
    for finding in findings:
        assert finding["severity"] in text.lower()
        if finding["code"] != "above-other-authority":  # which share a line
            assert flowing(finding["title"]) in flowing(text)
