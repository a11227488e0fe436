"""What holds for every profile: it answers as the options would, and every error has the line that the parser sees."""

from __future__ import annotations

import json
import string
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import tomli
from drawn import CONDITIONS, DRUGS, FORMS, agree
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maginfo import Catalogue, Dose, Person, check
from maginfo.errors import DataError
from maginfo.profiles.reading import profile_problems, read_profile
from maginfo.profiles.toml_positions import lines_of
from maginfo.render.formats import render_json

if TYPE_CHECKING:
    import pytest
    from fixture_types import RunMaginfo


def toml_of(value: Any) -> str:
    """A value as TOML writes it: as JSON does, for text, numbers, truth values and lists of these."""
    return json.dumps(value)


def table_of(header: str, keys: dict[str, Any]) -> str:
    lines = [header, *(f"{key} = {toml_of(value)}" for key, value in keys.items() if value is not None)]
    return "\n".join(lines) + "\n"


amounts = st.one_of(st.integers(1, 3000), st.floats(0.01, 3000).map(lambda value: round(value, 3)))


@st.composite
def products(draw: st.DrawFn) -> dict[str, Any]:
    """The keys of a [[dose]]."""
    form = draw(st.none() | st.sampled_from(FORMS))
    return {
        "amount": draw(amounts),
        "form": form,
        "basis": draw(st.sampled_from([None, "elemental", *(["compound"] if form is not None else [])])),
        "times": draw(st.none() | st.integers(1, 4)),
    }


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    """The keys of [person] that are also facts of a person."""
    sex = draw(st.sampled_from([None, "female", "male"]))
    return {
        "sex": sex,
        "age": draw(st.none() | st.integers(0, 120) | st.integers(0, 30).map("{}mo".format)),
        "weight": draw(st.none() | st.integers(2, 200)),
        "pregnant": None if sex == "male" else draw(st.none() | st.booleans()),
        "lactating": None if sex == "male" else draw(st.none() | st.booleans()),
        "egfr": draw(st.none() | st.integers(0, 130)),
        "conditions": draw(st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True)),
    }


@given(
    person=people(),
    taken=st.lists(products(), min_size=1, max_size=3),
    drugs=st.lists(st.sampled_from(DRUGS), max_size=2, unique=True),
    crlf=st.booleans(),
)
def test_a_profile_answers_as_its_facts_do(
    person: dict[str, Any], taken: list[dict[str, Any]], drugs: list[str], crlf: bool, catalogue: Catalogue
) -> None:
    assume(agree({"sex": person["sex"], "age": person["age"], "conditions": person["conditions"]}))
    text = table_of("[person]", person)
    text += "".join(table_of("[[dose]]", keys) for keys in taken)
    text += "".join(table_of("[[drug]]", {"name": name}) for name in drugs)
    profile = read_profile(text.replace("\n", "\r\n") if crlf else text, "me.toml", catalogue)
    facts = {
        "sex": person["sex"],
        "age": person["age"],
        "weight_kg": person["weight"],
        "pregnant": bool(person["pregnant"]),
        "lactating": bool(person["lactating"]),
        "egfr": person["egfr"],
        "conditions": person["conditions"],
        "drugs": drugs,
    }
    doses = [
        Dose.parse(f"{keys['amount']:.4f} mg {keys['form'] or ''} {keys['basis'] or ''}", times_per_day=keys["times"])
        for keys in taken
    ]
    kept = check(catalogue, [timed.dose for timed in profile.doses], profile.person)
    written = json.loads(render_json(kept))
    expected = json.loads(render_json(check(catalogue, doses, Person(**facts))))
    for key in ("severity", "person", "supplement_mg_per_day", "references", "cautions", "bibliography"):
        assert written[key] == expected[key], key
    assert [each["code"] for each in written["findings"]] == [each["code"] for each in expected["findings"]]


@given(
    person=people(),
    texts=st.lists(
        st.builds("{} x {:.4f} mg {}".format, st.integers(1, 4), amounts, st.sampled_from(FORMS)),
        min_size=1,
        max_size=3,
    ),
)
def test_a_dose_in_words_gives_the_very_same_report(
    person: dict[str, Any],
    texts: list[str],
    catalogue: Catalogue,
    maginfo: RunMaginfo,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    name = tmp_path_factory.mktemp("profile") / "me.toml"
    written = table_of("[person]", person) + "".join(table_of("[[dose]]", {"amount": text}) for text in texts)
    name.write_text(written, encoding="utf-8")
    options = [word for text in texts for word in ("--dose", text)]
    for key in ("sex", "age", "weight", "egfr"):
        options += [f"--{key}", str(person[key])] if person[key] is not None else []
    options += [f"--{state}" for state in ("pregnant", "lactating") if person[state]]
    options += [word for each in person["conditions"] for word in ("--condition", each)]
    assert maginfo("check", "--profile", str(name), "--json").out == maginfo("check", *options, "--json").out


# Lines

keys = st.text(string.ascii_lowercase, min_size=1, max_size=3)
quoted = st.text(st.sampled_from("ab\"'\\#[]{}=\n "), max_size=8)


def multi_line(text: str) -> str:
    """Text in three quotation marks, its line ends as they are."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{escaped}"""'


def literal(text: str) -> str:
    return f"'''{text.replace(chr(39), '').replace(chr(92), '')}'''"


values = st.one_of(
    st.sampled_from(['"""a"""""', "'''b''''", '"""c\n""""', "'''\n'd#'''''"]),
    st.integers(0, 9).map(str),
    quoted.map(json.dumps),
    quoted.map(multi_line),
    quoted.map(literal),
    st.text(st.sampled_from('a"#[]{} '), max_size=4).map("'{}'".format),
    st.lists(st.one_of(st.integers(0, 9).map(str), quoted.map(multi_line)), max_size=3).map(
        lambda items: "[ # ]\n" + "".join(f"{item}, # [\n" for item in items) + "]"
    ),
    st.dictionaries(keys, quoted.map(json.dumps), max_size=2).map(
        lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
    ),
)
statements = st.one_of(
    st.just(""),
    st.just('# [x] \'a """'),
    st.builds("{} = {}".format, keys, values),
    st.builds("{}.{} = {} # '''".format, keys, keys, values),
    st.builds('"{}" = {}'.format, keys, values),
    st.builds("{} = {} # \"[ '[".format, keys, values),
    st.builds("[{}]".format, keys),
    st.builds("[{}.{}]".format, keys, keys),
    st.builds(" [[{}]] # ]".format, keys),
)


def holds(table: Any, path: tuple[str | int, ...]) -> bool:
    for key in path:
        inside = key in table if isinstance(table, dict) else isinstance(table, list) and int(key) < len(table)
        if not inside:
            return False
        table = table[key]
    return True


def line_by_prefixes(text: str, path: tuple[str | int, ...]) -> int:
    """The line after the longest beginning of the text that the parser takes and that lacks the path."""
    lines = text.split("\n")
    found = 0
    for count in range(len(lines) + 1):
        with suppress(tomli.TOMLDecodeError):
            if holds(tomli.loads("\n".join(lines[:count])), path):
                return found + 1
            found = count
    raise AssertionError(f"{path} is not in the text")


@settings(max_examples=200)
@given(written=st.lists(statements, min_size=1, max_size=8))
def test_every_key_has_the_line_on_which_the_parser_first_sees_it(written: list[str]) -> None:
    text = "\n".join(written)
    with suppress(tomli.TOMLDecodeError):
        tables = tomli.loads(text)
        lines = lines_of(text)
        assert {(key,) for key in tables} <= set(lines)
        for path, line in lines.items():
            assert line == line_by_prefixes(text, path), (path, text)


# Anything


@settings(max_examples=200)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.text(st.sampled_from("[]{}\"'=.,#\n\t person dose amount age sex at 0123\0\x1b\u202e"), max_size=80),
        st.builds(
            "[person]\n{} = {}".format, st.sampled_from(["sex", "age", "weight", "diet", "eat", "authority"]), values
        ),
        st.builds(
            "[[dose]]\namount = 100\n{} = {}".format, st.sampled_from(["form", "unit", "at", "price", "name"]), values
        ),
    )
)
def test_any_text_is_read_or_refused_in_one_line(text: str, catalogue: Catalogue) -> None:
    problems = profile_problems(text, catalogue)
    for problem in problems:
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
    with suppress(DataError):
        read_profile(text, "me.toml", catalogue)
        assert problems == ()
        return
    assert problems
