"""Reading a profile: from its text to a `Profile`, or to its problems with their lines."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

import tomli
from pydantic import ValidationError

from maginfo.catalogue.suggestions import nearest
from maginfo.dosing.person import Person, read_sex
from maginfo.dosing.unresolved import unknown_name_in_words, unresolved_conditions, unresolved_medicines
from maginfo.errors import DataError, join_or
from maginfo.planning.clock import TimeOfDay
from maginfo.planning.plan import TimedDose, TimedMedicine
from maginfo.profiles.fields import MAX_NAMES, TABLES, ProfileTable
from maginfo.profiles.profile import Problem, Profile
from maginfo.profiles.toml_positions import lines_of, statements
from maginfo.profiles.values import CUSTOM_ERROR, MAX_NUMBER, MAX_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.profiles.toml_positions import Path

MAX_PROBLEMS = 50
"""The most problems listed at once."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_SEVERAL = ("dose", "drug")
"""Tables that a profile has several of."""
_OTHER_NAMES = {
    **dict.fromkeys(("drugs", "medicine", "medicines", "medication", "medications", "meds"), "drug"),
    **dict.fromkeys(("doses", "supplement", "supplements", "product", "products"), "dose"),
}
"""What people write for the name of a table."""
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate")


def read_profile(text: str, file: str, catalogue: Catalogue) -> Profile:
    """Read the profile in `text`; DataError with the first problem, and the number of further ones."""
    table, problems = _validated(text, catalogue)
    if table is None:
        more = f" (and {len(problems) - 1} more; 'maginfo profile check' lists all)" if len(problems) > 1 else ""
        raise DataError(f"{file}: {problems[0]}{more}")
    return _profile(table, file, catalogue)


def profile_problems(text: str, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return every mistake of the profile, in the order of the lines; empty for a valid profile."""
    return _validated(text, catalogue)[1]


def unknown_names(text: str, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the medicines and conditions of the profile that are not known; none of text that is not TOML.

    They are no mistakes of the file: the other commands answer what is known beside them.
    """
    try:
        tables = tomli.loads(_plain(text))
    except (RecursionError, ValueError):
        return
    person = tables.get("person")
    conditions = person.get("conditions") if isinstance(person, dict) else None
    drugs = tables.get("drug")
    written: list[tuple[Path, Any]] = []
    if isinstance(conditions, list):
        written += [(("person", "conditions"), name) for name in conditions[:MAX_NAMES]]
    if isinstance(drugs, list):
        written += [
            (("drug", at, "name"), drug.get("name"))
            for at, drug in enumerate(drugs[:MAX_NAMES])
            if isinstance(drug, dict)
        ]
    lines = lines_of(_plain(text)) if written else {}
    for path, name in written:
        if not isinstance(name, str) or not name.strip():
            continue
        find = unresolved_conditions if path[0] == "person" else unresolved_medicines
        for each in find(catalogue, [name]):
            if each.state == "unknown":
                message = unknown_name_in_words(each, _short(each.text))
                yield Problem(lines.get(path), _place(path), message)


def _plain(text: str) -> str:
    """Return the text without a byte order mark, its lines ended as TOML has it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _validated(text: str, catalogue: Catalogue) -> tuple[ProfileTable | None, tuple[Problem, ...]]:
    text = _plain(text)
    try:
        tables = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return None, (_syntax_problem(str(error), text),)
    except (RecursionError, ValueError) as error:
        return None, (_invalid_toml(error, text),)
    try:
        return ProfileTable.model_validate(tables, context=catalogue), ()
    except ValidationError as error:
        lines = lines_of(text)
        problems = [_problem(each, lines) for each in error.errors(include_url=False)[:MAX_PROBLEMS]]
        return None, tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _syntax_problem(message: str, text: str) -> Problem:
    """Return the problem that the TOML parser reports, at its line."""
    match = _PLACE.search(message)
    line = int(match[1]) if match is not None and match[1] else text.rstrip().count("\n") + 1
    said = message[: match.start()] if match is not None else message
    said = "a key or a table is written twice" if said.startswith(_TWICE) else f"not TOML: {said[:1].lower()}{said[1:]}"
    return Problem(line, "", f"{_short(said, 2 * MAX_SHOWN)}; a line is like 'age = 34' or 'sex = \"female\"'")


def _invalid_toml(error: Exception, text: str) -> Problem:
    """Return the problem for text that the TOML parser cannot process: too deep a nesting, too many digits."""
    said = "is nested too deeply" if isinstance(error, RecursionError) else "contains a value that cannot be read"
    line = next((line for line, statement in statements(text) if not _readable(statement)), None)
    return Problem(line, "", said)


def _readable(statement: str) -> bool:
    try:
        tomli.loads(statement)
    except (RecursionError, ValueError):
        return False
    return True


def _problem(error: ErrorDetails, lines: dict[Path, int]) -> Problem:
    path = error["loc"]
    kind, context = error["type"], error.get("ctx", {})
    if kind == CUSTOM_ERROR and context["key"] is not None:
        path = (*path, context["key"])
    line = next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), None)
    return Problem(line, _place(path), _message(kind, context, error["input"], path))


def _place(path: Path) -> str:
    """Return a path as text: ('dose', 1, 'times') becomes 'dose 2: times'."""
    table, *rest = path
    inner = [part for part in rest if isinstance(part, str)]
    if table in ("dose", "drug") and rest and isinstance(rest[0], int):
        table = f"{table} {rest[0] + 1}"
    return ": ".join(_short(str(part)) for part in (table, *inner[:1]))


def _message(kind: str, context: dict[str, Any], value: Any, path: Path) -> str:
    if kind == CUSTOM_ERROR:
        return str(context["message"])
    if kind == "extra_forbidden":
        return _unknown_key(path)
    keys = [part for part in path if isinstance(part, str)]
    owner = ProfileTable if len(keys) == 1 else TABLES[keys[0]]
    right = owner.model_fields[keys[-1] if len(keys) == 1 else keys[1]].description
    if kind == "missing":
        return f"is missing; write {right}"
    if kind in ("too_long", "string_too_long"):
        unit = "characters" if kind == "string_too_long" else "entries"
        return f"more than {context['max_length']} {unit}"
    return f"cannot be {_shown(value)}; write {right}"


def _unknown_key(path: Path) -> str:
    keys = [part for part in path if isinstance(part, str)]
    owner = ProfileTable if len(keys) == 1 else TABLES[keys[0]]
    known = tuple(owner.model_fields)
    where = "a profile" if len(keys) == 1 else f"[[{keys[0]}]]" if keys[0] in _SEVERAL else f"[{keys[0]}]"
    if (table := _table_meant(keys[-1])) is not None:
        line = f"[[{table}]]" if table in _SEVERAL else f"[{table}]"
        return f"is not a key of {where}: did you mean {table}, a table under a line {line}?"
    resembling = nearest(keys[-1], known) if len(keys[-1]) <= MAX_SHOWN else ()
    hint = f"did you mean {join_or(resembling[:1])}?" if resembling else f"the keys are {', '.join(known)}"
    return f"is not a key of {where}: {hint}"


def _table_meant(key: str) -> str | None:
    """Return the table that a key may mean: 'drug' for 'drugs' and 'medicines'; None if it means none."""
    if len(key) > MAX_SHOWN:
        return None
    meant = nearest(key, (*TABLES, *_OTHER_NAMES), dict(_OTHER_NAMES))
    return meant[0] if meant else None


def _shown(value: Any) -> str:
    """Return a short value as written in the file, or the kind of a longer value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{_short(value)}'" if value else "empty"
    if isinstance(value, (int, float)):
        return _short(str(value)) if -MAX_NUMBER <= value <= MAX_NUMBER else "such a number"
    if isinstance(value, (datetime.date, datetime.time)):
        return "a date or a time without quotation marks"
    return "a list" if isinstance(value, list) else "a table"


def _short(text: str, most: int = MAX_SHOWN) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


def _profile(table: ProfileTable, file: str, catalogue: Catalogue) -> Profile:
    person = table.person
    times: dict[str, list[str]] = {}
    for drug in table.drug:
        times.setdefault(drug.name, []).extend(drug.at)
    return Profile(
        file=file,
        person=Person(
            sex=read_sex(person.sex) if person.sex is not None else None,
            age=person.age,
            weight_kg=person.weight,
            pregnant=bool(person.pregnant),
            lactating=bool(person.lactating),
            egfr=person.egfr,
            conditions=person.conditions,
            drugs=tuple(times),
        ),
        authorities=person.authority,
        diet=person.diet,
        eaten=tuple(person.eat),
        doses=tuple(TimedDose(dose.dose(catalogue), _times(dose.at)) for dose in table.dose),
        medicines=tuple(TimedMedicine(name, _times(at)) for name, at in times.items()),
        wake=TimeOfDay.parse(table.plan.wake) if table.plan.wake is not None else None,
        sleep=TimeOfDay.parse(table.plan.sleep) if table.plan.sleep is not None else None,
        meals=_times(table.plan.meals),
    )


def _times(written: list[str]) -> tuple[TimeOfDay, ...]:
    return tuple(TimeOfDay(minute) for minute in sorted({TimeOfDay.parse(each).minute for each in written}))
