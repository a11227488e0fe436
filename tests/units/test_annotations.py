"""What records' annotations name is found in the modules that say it, so that a new record needs no list of modules."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ConfigDict

from maginfo.catalogue.annotations import records_named_by
from maginfo.catalogue.curation import FILES, adapter_of
from maginfo.dosing.spans import Span
from maginfo.render.schemas import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IMPORTS = """
from __future__ import annotations
from typing import TYPE_CHECKING, ClassVar, Literal
from maginfo.catalogue.records.building import Record

if TYPE_CHECKING:
    from maginfo.dosing.spans import Span

Mood = Literal["high", "low"]
"""


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Any]:
    """Makes a module of these lines."""
    made = []

    def module(name: str, lines: str) -> Any:
        path = tmp_path / f"{name}.py"
        path.write_text(IMPORTS + lines, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        made.append(name)
        spec.loader.exec_module(sys.modules[name])
        return sys.modules[name]

    yield module
    for name in made:
        del sys.modules[name]


def test_new_module_is_registered_nowhere(written: Any) -> None:
    module = written(
        "answer_of_a_test",
        """
class Part(Record):
    weighed: Span | None

class Answer(Record):
    SCHEMA: ClassVar[str] = "maginfo.new/1"
    parts: tuple[Part, ...]
    mood: Mood
""",
    )
    records, others = records_named_by([module.Answer])
    assert records == {"Part": module.Part, "Span": Span}
    assert set(others) == {"Mood"}
    schema = adapter_of((module.Answer,), ConfigDict()).json_schema()
    assert schema["$defs"]["Answer"]["properties"]["mood"]["enum"] == ["high", "low"]


def test_name_that_a_module_does_not_import_is_told(written: Any) -> None:
    module = written("forgetful", "class Answer(Record):\n    amount: Milligrams\n")
    with pytest.raises(TypeError, match=r"forgetful\.Answer: 'Milligrams' is imported nowhere in that module"):
        records_named_by([module.Answer])


def test_name_that_means_two_things_is_told(written: Any) -> None:
    first = written("first_of_two", "Mode = int\nclass Answer(Record):\n    mode: Mode\n")
    other = written("other_of_two", "Mode = str\nclass Reply(Record):\n    mode: Mode\n")
    with pytest.raises(TypeError, match="'Mode' means"):
        records_named_by([first.Answer, other.Reply])


@pytest.mark.parametrize("records", [*OUTPUTS.values(), *((record,) for record in FILES.values())])
def test_every_name_of_every_answer_and_file_has_one_meaning(records: tuple[Any, ...]) -> None:
    named, _ = records_named_by(records)
    assert all(name == record.__name__ for name, record in named.items())
