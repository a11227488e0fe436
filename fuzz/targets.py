"""The readers that are fuzzed: each target reads the bytes of a file and asserts the promises of the answer.

A MaginfoError is an answer; any other exception, a broken promise (`promises`) with them, is a finding.
"""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import promises

from maginfo import Catalogue, Dose, check
from maginfo.answers.profile import profile_answer
from maginfo.answers.rows import NoMagnesiumRow
from maginfo.batch import RejectedRow, check_rows
from maginfo.batch.columns import INPUT_COLUMNS, OUTPUT_COLUMNS, Cells
from maginfo.batch.findings import Assessor
from maginfo.batch.headings import PRODUCT, other_headings
from maginfo.batch.input import Table
from maginfo.batch.objects import Objects
from maginfo.batch.output import JsonAnswers, TableAnswers, escape_formula
from maginfo.batch.places import ReadAs
from maginfo.batch.run import Tally
from maginfo.batch.streams import DEFAULT_ENCODING, Lines
from maginfo.dosing.check import DEFAULT_AUTHORITY, check_request
from maginfo.dosing.doses import resolve
from maginfo.dosing.request import make_request
from maginfo.errors import DataError, MaginfoError
from maginfo.labels import read_dsld, read_label, read_line
from maginfo.labels.collection import collected, label_of_file
from maginfo.labels.contents import labels_in, read_found
from maginfo.labels.doses import dose_from_label, label_assumptions
from maginfo.library import plan
from maginfo.profiles.reading import profile_problems, read_profile
from maginfo.render.formats import render_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from maginfo.batch.input import Row
    from maginfo.labels.collection import FileLabel
    from maginfo.labels.contents import FoundLabel
    from maginfo.labels.reading import LabelReading
    from maginfo.profiles.profile import Profile

CATALOGUE = Catalogue()
READ_AS = ReadAs(other_headings(CATALOGUE))
DROPS = 7
"""Bytes of one read from a slow stream."""
NAME = "me.toml"
OPTIONS: Sequence[dict[str, Any]] = ({}, {"form": "citrate", "compound": True, "times_per_day": 2})
"""Options beside --dose."""


def read_dose(content: bytes) -> None:
    """Fuzz the dose grammar: --dose, alone and beside --form, --compound and --times."""
    text = content.decode("utf-8", "surrogateescape")  # as an argument of a command line comes
    for beside in OPTIONS:
        try:
            dose = Dose.parse(text, **beside)
            promises.meant_as_a_dose(dose)
            promises.in_order(resolve(CATALOGUE, dose).mg_per_day)
        except MaginfoError as error:
            promises.said_in_words(error)
            continue
        promises.read_back(dose)
        promises.is_whole(check(CATALOGUE, [dose]))


def read_printed_label(content: bytes) -> None:
    """Fuzz the label reader: every line by itself, and all of them as one label."""
    text = content.decode("utf-8", "surrogateescape")
    for line in text.split("\n"):
        read = read_line(CATALOGUE, line)
        promises.keeps_to_its_record(read, CATALOGUE)
        promises.has_readings(read)
        promises.without_figures(read)
        if read.basis == "elemental" and read.elemental_mg is not None and 1 <= read.elemental_mg.low <= 1000:
            written = f"{read.elemental_mg.low:.2f} mg elemental magnesium (as magnesium citrate)"
            assert _gives(written, read.elemental_mg.low), f"not read back: {written}"
    _taken(read_label(CATALOGUE, text))


def read_label_record(content: bytes) -> None:
    """Fuzz the DSLD loader, from the text of a file."""
    try:
        reading = read_dsld(CATALOGUE, content.decode("utf-8", "replace"))
    except DataError as error:
        promises.said_in_words(error)
    else:
        _taken(reading)


def read_label_file(content: bytes) -> None:
    """Fuzz the reader of files of labels: a text, a record, a list, JSON Lines, nested records."""
    try:
        found = labels_in(content.decode("utf-8", "replace"))
    except DataError as error:
        promises.said_in_words(error)
        return
    read = [each for label in found if (each := _label_of_file(label)) is not None]
    for each in read:
        assert each.reading is not None
        _taken(each.reading)
    answer = collected(CATALOGUE, read)
    promises.is_json(answer)
    assert len(answer.labels) == len(read), f"{len(read)} labels, {len(answer.labels)} answers"


def _label_of_file(label: FoundLabel) -> FileLabel | None:
    """Read one label of a file; None for a record that is refused."""
    try:
        return label_of_file(CATALOGUE, NAME, label.place, read_found(CATALOGUE, label))
    except DataError as error:
        promises.said_in_words(error)
        return None


def read_own_profile(content: bytes) -> None:
    """Fuzz the profile reader; a valid profile is shown, checked and planned without an internal error."""
    text = content.decode("utf-8", "replace")
    problems = profile_problems(text, CATALOGUE)
    for problem in problems:
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1, f"no such line: {problem}"
    try:
        profile = read_profile(text, NAME, CATALOGUE)
    except DataError as error:
        promises.said_in_words(error)
        profile = None
    assert (profile is None) == bool(problems), f"read and refused at once: {profile} / {problems}"
    if profile is None:
        return
    promises.is_json(profile_answer(CATALOGUE, profile))
    if profile.doses:
        _checked_and_planned(profile)


def read_rows(content: bytes) -> None:
    """Fuzz batch: a file of rows yields the same table and reports however its bytes arrive."""
    whole = _answered(io.BytesIO(content), content)
    assert _answered(_Drops(content), content) == whole, "other answers where the bytes come in drops"


class Target(NamedTuple):
    """A function to fuzz, with its limits."""

    read: Callable[[bytes], None]
    longest: int
    """Bytes of the longest generated input; more would only be slower."""


TARGETS: Mapping[str, Target] = {
    "dose": Target(read_dose, 120),
    "label": Target(read_printed_label, 600),
    "dsld": Target(read_label_record, 3000),
    "file": Target(read_label_file, 2000),
    "profile": Target(read_own_profile, 1500),
    "batch": Target(read_rows, 1000),
}
"""Targets by the names of their folders in `corpus/`."""


def _gives(line: str, mg: float) -> bool:
    amount = read_line(CATALOGUE, line).elemental_mg
    return amount is not None and amount.certain and abs(amount.low - mg) <= 0.01


def _taken(reading: LabelReading) -> None:
    """Check the label as a dose."""
    for line in reading.lines:
        promises.keeps_to_its_record(line, CATALOGUE)
    promises.adds_up(reading)
    promises.is_json(reading)
    try:
        dose = dose_from_label(reading)
        promises.in_order(dose.elemental_mg)
        assumptions = label_assumptions(reading)
        report = check(CATALOGUE, [dose], assumptions=assumptions)
    except MaginfoError as error:
        promises.said_in_words(error)
        return
    promises.is_whole(report)
    day = reading.supplement_mg_per_day
    assert day is None or abs(report.supplement_mg_per_day.high - day.high) <= 1e-6 * (1 + day.high), (
        f"a day of the label is {day}, of its dose {report.supplement_mg_per_day}"
    )


def _checked_and_planned(profile: Profile) -> None:
    """Check and plan a valid profile; only a plan may be refused, for a day with too much in it."""
    authorities = profile.authorities or (DEFAULT_AUTHORITY,)
    request = make_request(
        CATALOGUE,
        [timed.dose for timed in profile.doses],
        profile.person,
        authorities,
        diet_mg=profile.diet,
        eaten=profile.eaten,
    )
    promises.is_whole(check_request(CATALOGUE, request))
    with suppress(MaginfoError):
        day = plan(
            CATALOGUE,
            profile.doses,
            profile.medicines,
            profile.person,
            authorities,
            wake=profile.wake,
            sleep=profile.sleep,
            meals=profile.meals,
        )
        promises.is_json(day)


class _Drops(io.BytesIO):
    """A stream that returns a few bytes at a time."""

    def read1(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002  # however many are asked for
        return super().read1(DROPS)


class _Answers(NamedTuple):
    """The table and the reports of a file of rows."""

    refused: str | None
    table: str = ""
    reports: str = ""


def _answered(stream: io.BytesIO, content: bytes) -> _Answers:
    as_objects = content.lstrip()[:1] in (b"{", b"[")
    lines = Lines(stream, NAME, DEFAULT_ENCODING, newline="\n" if as_objects else "")
    try:
        source = Objects(lines, read_as=READ_AS) if as_objects else Table(lines, None, READ_AS)
        rows = [row for block in source.blocks() for row in block]
    except DataError as error:
        promises.said_in_words(error)
        return _Answers(error.message)
    assessor = Assessor(CATALOGUE, DEFAULT_AUTHORITY)
    delimiter = source.delimiter if isinstance(source, Table) else ","
    tables = TableAnswers(source.columns, assessor, delimiter, same_delimiter=not as_objects)
    reports = JsonAnswers(source.columns, assessor, render_json)
    of_table, of_reports = Tally(), Tally()
    answers = _Answers(None, tables.heading() + tables.text(rows, of_table), reports.text(rows, of_reports))
    assert of_table.summary() == of_reports.summary(), f"{of_table.summary()} / {of_reports.summary()}"
    _a_row_for_every_row(answers, rows, len(source.columns.names), delimiter)
    _as_the_library_answers(answers, rows, source.columns.pick)
    return answers


def _a_row_for_every_row(answers: _Answers, rows: list[Row], width: int, delimiter: str) -> None:
    """Assert that the table holds the rows' cells and the results of the reports, and no formula."""
    lines = io.StringIO(answers.table, newline="")
    if delimiter == "\t":
        _, *written = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    else:
        _, *written = csv.reader(lines, delimiter=delimiter, strict=True)
    reports = [json.loads(line) for line in answers.reports.splitlines()]
    assert len(written) == len(reports) == len(rows), f"{len(rows)} rows: {len(written)} and {len(reports)} answers"
    for cells, report in zip(written, reports, strict=True):
        assert len(cells) == width + len(OUTPUT_COLUMNS), f"{len(cells)} cells: {cells}"
        assert all(escape_formula(cell) == cell for cell in cells), f"a cell is a formula: {cells}"
        answer = dict(zip(OUTPUT_COLUMNS, cells[width:], strict=True))
        assert answer["severity"] == report.get("severity", ""), f"{answer} / {report}"
        unknown = [name for name in report.get("unresolved", ()) if name["state"] == "unknown"]
        assert bool(answer["error"]) == ("error" in report or bool(unknown)), f"{answer} / {report}"


def _mapping(cells: Cells) -> dict[str, str]:
    """Return the cells by column; a table without a product column has no such key."""
    return {name: getattr(cells, name) for name in INPUT_COLUMNS if getattr(cells, name) or name != PRODUCT}


def _as_the_library_answers(answers: _Answers, rows: list[Row], pick: Callable[[list[str]], Cells]) -> None:
    """Assert that `check_rows` returns the same reports for the same cells, where their columns leave nothing open."""
    reported = zip(rows, answers.reports.splitlines(keepends=True), strict=True)
    picked = [(pick(cells), line) for (cells, _, fault), line in reported if fault is None]
    read = [(_mapping(cells), line) for cells, line in picked if not (cells.may_count_pieces or cells.when)]
    for answer, (_, line) in zip(check_rows([row for row, _ in read], catalogue=CATALOGUE), read, strict=True):
        if isinstance(answer, RejectedRow):
            assert json.loads(line)["error"] == answer.error, f"{answer} / {line}"
        elif isinstance(answer, NoMagnesiumRow):
            assert json.loads(line)["reason"] == answer.reason, f"{answer} / {line}"
        else:
            assert render_json(answer) == line, f"{answer} / {line}"
