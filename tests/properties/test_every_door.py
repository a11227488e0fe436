"""Every door says the same of one person: the command line, a profile, a table of many rows and the library.

Everything that may be known is given at once: sex, age, states, conditions and populations, medicines, kidney function,
weight, food.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from drawn import AUTHORITIES, CONDITIONS, DRUGS, POPULATIONS, agree, several_doses
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Person, check
from maginfo.batch.run import check_rows
from maginfo.errors import UsageError
from maginfo.render.formats import render_json

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from fixture_types import RunMaginfo

BOTH = ";"


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    """What is known of somebody, as the keys of a profile."""
    sex = draw(st.sampled_from([None, "female", "male"]))
    return {
        "sex": sex,
        "age": draw(st.none() | st.integers(1, 100)),
        "weight": draw(st.none() | st.integers(5, 150)),
        "pregnant": sex != "male" and draw(st.booleans()),
        "lactating": sex != "male" and draw(st.booleans()),
        "egfr": draw(st.none() | st.integers(0, 120)),
        "conditions": draw(
            st.lists(st.sampled_from(CONDITIONS) | st.sampled_from(POPULATIONS), max_size=3, unique=True)
        ),
        "diet": draw(st.none() | st.just("usual") | st.integers(0, 900)),
    }


def facts_agree(known: dict[str, Any]) -> bool:
    return agree({"sex": known["sex"], "age": known["age"], "conditions": known["conditions"]})


drugs = st.lists(st.sampled_from(DRUGS), max_size=2, unique=True)
CHILD = {
    **dict.fromkeys(("sex", "age", "weight", "egfr")),
    "pregnant": False,
    "lactating": False,
    "conditions": ["children"],
    "diet": "usual",
}


def options_of(taken: list[Dose], known: dict[str, Any], medicines: list[str], authority: str) -> list[str]:
    words = [word for dose in taken for word in ("--dose", dose.text)] + ["--authority", authority]
    for name in ("sex", "age", "weight", "egfr", "diet"):
        words += [f"--{name}", str(known[name])] if known[name] is not None else []
    words += [f"--{state}" for state in ("pregnant", "lactating") if known[state]]
    words += [word for name in known["conditions"] for word in ("--condition", name)]
    return words + [word for name in medicines for word in ("--drug", name)]


def profile_of(taken: list[Dose], known: dict[str, Any], medicines: list[str], authority: str) -> str:
    person = {**{name: value for name, value in known.items() if value is not None}, "authority": authority}
    lines = ["[person]", *(f"{name} = {json.dumps(value)}" for name, value in person.items())]
    for name in medicines:
        lines += ["[[drug]]", f"name = {json.dumps(name)}"]
    for dose in taken:
        lines += ["[[dose]]", f"amount = {json.dumps(dose.amount)}", f"times = {dose.times_per_day}"]
        lines += [f'form = "{dose.form}"'] if dose.form is not None else []
        lines += [f'basis = "{dose.basis}"'] if dose.basis_stated else []
    return "\n".join(lines) + "\n"


def row_of(taken: list[Dose], known: dict[str, Any], medicines: list[str]) -> dict[str, str]:
    cells = {name: "" if value is None else str(value) for name, value in known.items() if name != "conditions"}
    cells |= {state: "yes" if known[state] else "" for state in ("pregnant", "lactating")}
    cells["conditions"], cells["drugs"] = BOTH.join(known["conditions"]), BOTH.join(medicines)
    return {"dose": BOTH.join(dose.text for dose in taken), **cells}


def without_texts(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without the doses as they were written, which differ between the doors."""
    answer = json.loads(json.dumps(answer).replace(" elemental'", "'"))
    doses = [{key: value for key, value in dose.items() if key not in ("text", "name")} for dose in answer["doses"]]
    findings = [(each["code"], each["severity"], each["authority"], each["sources"]) for each in answer["findings"]]
    said = [each for each in answer["assumptions"] if not each.endswith(" is elemental")]
    reductions = [(each["authority"], each["limit_mg"], len(each["changes"])) for each in answer["reductions"]]
    return {**answer, "doses": doses, "findings": findings, "assumptions": said, "reductions": reductions}


@settings(max_examples=25)
@given(taken=several_doses, known=people().filter(facts_agree), medicines=drugs, authority=st.sampled_from(AUTHORITIES))
@example(taken=[Dose.parse("30 mg")], known=CHILD, medicines=[], authority="nam")
@example(taken=[Dose.parse("300 mg")], known={**CHILD, "age": 60, "egfr": 35}, medicines=["digoxin"], authority="nam")
def test_every_door_answers_the_same(
    taken: list[Dose],
    known: dict[str, Any],
    medicines: list[str],
    authority: str,
    catalogue: Catalogue,
    maginfo: RunMaginfo,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    facts = {name: value for name, value in known.items() if name not in ("weight", "diet")}
    person = Person(**facts, weight_kg=known["weight"], drugs=tuple(medicines))
    try:
        report = check(catalogue, taken, person, [authority], diet_mg=known["diet"])
    except UsageError:  # no survey mean covers the age
        assume(False)
        return
    by_library = json.loads(render_json(report))

    by_options = maginfo("check", *options_of(taken, known, medicines, authority), "--json").json
    assert by_options == by_library

    (of_row,) = check_rows([row_of(taken, known, medicines)], catalogue=catalogue, authority=authority)
    assert json.loads(render_json(of_row)) == by_library

    folder: Path = tmp_path_factory.mktemp("door")
    table = folder / "one.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row_of(taken, known, medicines)))
        writer.writeheader()
        writer.writerow(row_of(taken, known, medicines))
    batch = maginfo("batch", str(table), "--authority", authority)
    (cells,) = csv.DictReader(io.StringIO(batch.out))
    assert cells["severity"] == by_library["severity"]
    assert cells["status"] == by_library["references"][0]["upper_limit"]["status"]
    assert cells["findings"].split(BOTH) == list(dict.fromkeys(each["code"] for each in by_library["findings"]))

    profile = folder / "me.toml"
    profile.write_text(profile_of(taken, known, medicines, authority), encoding="utf-8")
    by_profile = maginfo("check", "--profile", str(profile), "--json")
    assert by_profile.status == 0, by_profile.err
    assert without_texts(by_profile.json) == without_texts(by_library)
