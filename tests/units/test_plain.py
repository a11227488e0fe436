"""Answers as the plain values of JSON and TSV."""

from __future__ import annotations

import json
from typing import Any

import pytest

from maginfo import Catalogue, Dose, Person, Span, check
from maginfo.model.bibliography import Citation, Source
from maginfo.model.forms import Passage
from maginfo.model.plain import plain
from maginfo.model.safety import Severity
from maginfo.render.formats import render_error, render_json


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        ("text", "text"),
        (400, 400),
        (400.0, 400),
        (0.1 + 0.2, 0.3),
        (241.2121212121, 241.212121),
        (Severity.MAJOR, "major"),
        ((1, 2.0, "x"), [1, 2, "x"]),
        (Span(1.0, 2.5), {"low": 1, "high": 2.5}),
        ({"a": (Span(1, 2),)}, {"a": [{"low": 1, "high": 2}]}),
    ],
)
def test_value_is_written(value: Any, written: Any) -> None:
    assert plain(value) == written


def test_sources_are_ids_and_citations_beside_them_say_where() -> None:
    first = Citation(id="iom-1997", at="p. 219", checked="2026-11-22", seen="primary")
    again = Citation(id="iom-1997", at="p. 239", checked="2026-11-22")
    assert plain(Passage(text="It is.", sources=(first, again))) == {
        "text": "It is.",
        "sources": ["iom-1997"],
        "citations": [
            {"source": "iom-1997", "locator": "p. 219", "checked": "2026-11-22", "seen": "primary"},
            {"source": "iom-1997", "locator": "p. 239", "checked": "2026-11-22", "seen": None},
        ],
    }


def test_what_is_not_known_is_null_but_left_out_of_a_source() -> None:
    source = Source(id="x", title="X", kind="trial", seen="abstract", checked="2026-11-22")
    assert {"doi", "year"}.isdisjoint(plain(source))
    assert plain(source)["url"] is None  # a work without an address is told
    assert plain(Person())["age"] is None


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", 1j])
def test_what_an_answer_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        plain(value)


def test_json_is_one_ascii_object_with_its_schema_first(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("2 × 200 mg glycinate")], Person(sex="female"))
    text = render_json(report)
    assert text.isascii()
    assert text.endswith("\n")
    pairs = json.loads(text, object_pairs_hook=list)
    assert tuple(pairs[0]) == ("schema", "maginfo.check/1")
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names))
    assert json.loads(text)["doses"][0]["text"] == "2 × 200 mg glycinate"


def test_json_set_out_for_people_says_the_same(catalogue: Catalogue) -> None:
    report = check(catalogue, [Dose.parse("400")])
    assert json.loads(render_json(report, indent=True)) == json.loads(render_json(report))


def test_an_error_is_json_too() -> None:
    assert json.loads(render_error("unknown-name", "unknown form 'x'", ("oxide",))) == {
        "schema": "maginfo.error/1",
        "error": {"code": "unknown-name", "message": "unknown form 'x'", "suggestions": ["oxide"]},
    }
