"""`maginfo mcp` answers as the command line does."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from assistant import assistant

from maginfo.mcp.answer import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant import Assistant
    from fixture_types import RunMaginfo

    from maginfo import Catalogue

pytestmark = pytest.mark.filterwarnings("default")  # those of the SDK and of what it stands on are not ours
COMMANDS = {"check_dose": "check", "plan_day": "plan", "convert": "convert", "reference_values": "intake"}
SEED = 17
TOO_LONG = "the whole answer is longer than 4 kB"
LEFT_OUT = "Left out for length"


@pytest.fixture(scope="module")
def connected() -> Iterator[Assistant]:
    with assistant() as one:
        yield one


def words_of(tool: str, arguments: dict[str, Any]) -> list[str]:
    """The command line that asks the same."""
    if tool == "look_up":
        return [arguments["text"]]
    if tool == "read_label":
        return ["label", arguments["text"]]
    words = [COMMANDS[tool]]
    for name, value in arguments.items():
        if name == "amount":
            words.append(value)
        elif isinstance(value, bool):
            words += [f"--{name}"] if value else []
        else:
            words += [f"--{name}={each}" for each in (value if isinstance(value, list) else [value])]
    return words


def draw(catalogue: Catalogue, drawn: random.Random) -> tuple[str, dict[str, Any]]:
    """A question: often a name that is known, sometimes one with a slip of the hand, or nonsense."""
    names = {
        "form": catalogue.form_ids,
        "drug": catalogue.medicine_names,
        "condition": [caution.id for caution in catalogue.cautions],
        "use": [use.id for use in catalogue.uses],
        "food": [food.name for food in catalogue.foods.foods],
    }

    def name(kind: str) -> str:
        chosen = drawn.choice(names[kind])
        slip = drawn.random()
        if slip < 0.85:
            return chosen
        return chosen[1:] if slip < 0.95 else "xyzzy"

    def amount() -> str:
        unit = drawn.choice(["mg", "mg", "mg", "mmol", "g"])
        number = drawn.randint(1, {"mg": 900, "mmol": 40, "g": 3}[unit])
        form, more = drawn.choice(["", "", name("form")]), drawn.choice(["", "", "compound", "twice a day"])
        return f"{number} {unit} {form} {more}"

    person: dict[str, Any] = {}
    if drawn.random() < 0.5:
        person["sex"] = drawn.choice(["female", "male"])
    if drawn.random() < 0.5:
        person["age"] = drawn.choice([*range(100), "8mo", "x", "x", "x"])
    if person.get("sex") == "female" and drawn.random() < 0.3:
        person["pregnant"] = True
    if drawn.random() < 0.4:
        person["authority"] = drawn.sample([*catalogue.authority_ids, "all"], drawn.randint(1, 3))
    patient = dict(person)
    if drawn.random() < 0.3:
        patient["condition"] = [name("condition") for _ in range(drawn.randint(1, 2))]
    if drawn.random() < 0.2:
        patient["egfr"] = drawn.randint(5, 120)
    drugs = [name("drug") for _ in range(drawn.randint(0, 3))]
    tool = drawn.choice(
        ["check_dose", "check_dose", "plan_day", "look_up", "convert", "read_label", "reference_values"]
    )
    if tool == "check_dose":
        diet = {"diet": drawn.choice([260, "usual"])} if drawn.random() < 0.3 else {}
        return tool, {"dose": [amount() for _ in range(drawn.randint(1, 2))], "drug": drugs, **diet, **patient}
    if tool == "plan_day":
        timed = [f"{each}@{drawn.randint(0, 23):02}:00" for each in drugs]
        taken: dict[str, Any] = {}
        if drawn.random() < 0.4:
            whats = ["magnesium", *drugs]
            taken["taken"] = [f"{each}@{drawn.randint(5, 12):02}:30" for each in drawn.sample(whats, 1)]
            taken["now"] = f"{drawn.randint(7, 20):02}:00"
        return tool, {"dose": [amount()], "drug": timed, **taken, **patient}
    if tool == "look_up":
        return tool, {"text": name(drawn.choice(list(names)))}
    if tool == "convert":
        return tool, {"amount": amount()}
    if tool == "read_label":
        return tool, {"text": f"Magnesium (as {name('form')}) {drawn.randint(5, 500)} mg {drawn.randint(1, 120)}%"}
    return tool, person


def words(text: str) -> Counter[str]:
    """How often each word stands in a text, however it is set."""
    return Counter(re.findall(r"\w+", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without what only the tool or only the command line says at the end."""
    found = text.rstrip("\n").split("\n\n")
    kept = [each for each in found if not each.startswith(("Sources: ", "maginfo: ", LEFT_OUT))]
    *others, last = kept
    note = [line for line in last.splitlines() if not line.startswith(("More: ", "maginfo "))]
    return [*others, "\n".join(note)] if note else others


def assert_answered_alike(
    asked: Assistant, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch, tool: str, arguments: dict[str, Any]
) -> None:
    answer, asked_with = asked.call(tool, **arguments), words_of(tool, arguments)
    question = (tool, arguments)
    monkeypatch.delenv("COLUMNS", raising=False)
    printed = maginfo(*asked_with)
    if answer.is_error and TOO_LONG in answer.text:
        assert len(printed.out.encode()) > MAX_BYTES / 2, question
        return
    if answer.is_error:
        assert (printed.status, printed.out) == (2, ""), question
        assert answer.text == printed.err.rstrip("\n"), question
        return
    structured, by_command_line = answer.structured, maginfo(*asked_with, "--json").json
    assert structured is not None
    unknown = any(name["state"] == "unknown" for name in by_command_line.get("unresolved", []))
    assert printed.status == (2 if unknown else 0), question
    assert structured.get("severity") == by_command_line.get("severity"), question
    assert structured.get("unresolved", []) == by_command_line.get("unresolved", []), question
    assert set(structured["sources"]) <= set(by_command_line.get("bibliography", {})), question
    if "findings" in structured.get("figures", {}):
        of_both = [
            [(each["code"], each["severity"]) for each in one["findings"]]
            for one in (structured["figures"], by_command_line)
        ]
        assert of_both[0] == of_both[1], question
    assert words(" ".join(structured["facts"])) == words(answer.text.rpartition("\nSources: ")[0] or answer.text), (
        question
    )
    assert all(line in answer.text for line in printed.err.splitlines()), question
    if LEFT_OUT in answer.text:
        whole = " ".join(printed.out.split())  # where a shorter table is narrower, fewer cells are wrapped
        told = [" ".join(line.split()) for each in paragraphs(answer.text) for line in each.splitlines()]
        assert all(line in whole or set(line) == {"─"} for line in told), question
        return
    with monkeypatch.context() as patch:
        patch.setenv("MAGINFO_GRAPHICS", "none")
        spoken = [words(each) for each in paragraphs(maginfo(*asked_with).out)]
    for said, shown in zip(paragraphs(answer.text), paragraphs(printed.out), strict=True):
        assert said == shown or words(said) in spoken, question


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("check_dose", {"dose": ["2 x 200 mg glycinate"], "age": 45, "drug": ["cipro"]}),
        ("check_dose", {"dose": ["300"], "sex": "male", "condition": ["kidney disease"], "drug": ["dijoxin"]}),
        ("check_dose", {"label": ["Magnesium (as magnesium citrate) 150 mg 36%"], "eat": ["spinach:100g"]}),
        ("check_dose", {"dose": ["1,500"]}),
        ("check_dose", {"dose": ["400 mg"], "age": "x", "authority": ["nowhere"]}),
        ("check_dose", {}),
        ("plan_day", {"dose": ["2x200mg"], "drug": ["levothyroxine@07:00", "ciprofloxacin@08:00,20:00"]}),
        ("plan_day", {"drug": ["levothyroxine"]}),
        ("plan_day", {"dose": ["2x200"], "drug": ["cipro@08:00"], "taken": ["cipro@08:40"], "now": "09:00"}),
        ("plan_day", {"dose": ["200"], "taken": ["magnesium@08:40"], "now": "08:00"}),
        ("look_up", {"text": "glycinate"}),
        ("look_up", {"text": "Synthroid 88mcg"}),
        ("look_up", {"text": "magnesium stearate"}),
        ("convert", {"amount": "2 g", "form": "citrate", "compound": True}),
        ("convert", {"amount": "2x200mg"}),
        ("read_label", {"text": "Davon Magnesium 375 mg (100 % NRV*)"}),
        ("reference_values", {"sex": "female", "age": 30, "pregnant": True, "authority": ["nam", "efsa"]}),
    ],
    ids=str,
)
def test_answers_as_the_command_line_does(
    tool: str, arguments: dict[str, Any], connected: Assistant, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_answered_alike(connected, maginfo, monkeypatch, tool, arguments)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_random_questions_are_answered_as_the_command_line_does(
    part: int, connected: Assistant, catalogue: Catalogue, maginfo: RunMaginfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maginfo.cli.output.Catalogue", lambda *_: catalogue)
    drawn = random.Random(SEED + part)
    for _ in range(40):
        assert_answered_alike(connected, maginfo, monkeypatch, *draw(catalogue, drawn))
