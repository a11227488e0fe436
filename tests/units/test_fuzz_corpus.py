"""Every kept input of the fuzzing is read as a target reads it: without atheris, on every Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import promises
import pytest
from targets import TARGETS

from maginfo import Catalogue, Dose, Span
from maginfo.labels.reading import LabelLine, LabelReading

if TYPE_CHECKING:
    from collections.abc import Callable

FUZZ = Path(__file__).parents[2] / "fuzz"
KEPT = sorted(path for path in (FUZZ / "corpus").rglob("*") if path.is_file())
MIN_OF_A_TARGET = 24


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_kept_input_keeps_every_promise(path: Path) -> None:
    TARGETS[path.parent.name].read(path.read_bytes())


def test_every_target_has_its_corpus_and_its_words() -> None:
    assert {path.parent.name for path in KEPT} == {path.stem for path in (FUZZ / "words").iterdir()} == set(TARGETS)
    for name in TARGETS:
        assert sum(path.parent.name == name for path in KEPT) >= MIN_OF_A_TARGET


def test_a_kept_input_is_no_longer_than_one_that_is_made_up() -> None:
    assert [path.name for path in KEPT if path.stat().st_size > TARGETS[path.parent.name].longest] == []


def line(**facts: Any) -> LabelLine:
    told = dict.fromkeys(LabelLine.__struct_fields__) | {"text": "Magnesium 100 mg", "forms": (), "notes": ("why",)}
    return LabelLine(**{**told, **facts})


def reading(serving: Span, *lines: LabelLine) -> LabelReading:
    return LabelReading(lines, serving, None, (), (), {})


@pytest.mark.parametrize(
    ("kept", "broken"),
    [
        (promises.meant_as_a_dose, Dose("inf", float("inf"))),
        (promises.meant_as_a_dose, Dose("0", 0.0)),
        (promises.meant_as_a_dose, Dose("60 g", 60.0, "g", 2)),
        (promises.meant_as_a_dose, Dose("2 g", 2.0, "g", basis="compound")),
        (promises.read_back, Dose("1 mg", 1.0, form="of citrate")),
        (promises.in_order, Span(2, 1)),
        (promises.in_order, Span(-1, 1)),
        (promises.in_order, Span(1, float("inf"))),
        (promises.has_readings, line(basis="open")),
        (promises.without_figures, line(text="Magnesium", compound_mg=3.0)),
        (promises.adds_up, reading(Span(0, 200), line(elemental_mg=Span(100, 100)))),
        (promises.adds_up, reading(Span(1, 1), line(elemental_mg=Span(1, 1)), line(readings_mg=Span(60, 100)))),
        (promises.is_json, line(compound_mg=float("nan"))),
    ],
)
def test_a_broken_promise_is_noticed(kept: Callable[[Any], object], broken: Any) -> None:
    with pytest.raises(AssertionError):
        kept(broken)


@pytest.mark.parametrize(
    "broken",
    [
        line(elemental_mg=Span(1, 1)),
        line(basis="elemental", readings_mg=Span(1, 2)),
        line(basis="open", elemental_mg=Span(1, 1)),
        line(basis="open", readings_mg=Span(1, 2), notes=()),
        line(compound_mg=-1.0),
        line(percent_daily_value=float("inf")),
        line(consistent=True),
        line(forms=("moonstone",)),
        line(basis="compound", elemental_mg=Span(2, 2), compound_mg=1.0),
    ],
)
def test_a_line_that_does_not_fit_together_is_noticed(broken: LabelLine, catalogue: Catalogue) -> None:
    with pytest.raises(AssertionError):
        promises.keeps_to_its_record(broken, catalogue)
