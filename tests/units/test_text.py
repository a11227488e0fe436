"""Pages as text: wrapped to a width without losing a character, and plain and complete in a pipe."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from rich.cells import cell_len

from maginfo.render.document import (
    Block,
    Closing,
    Detail,
    Drawing,
    Entry,
    Heading,
    Paragraph,
    Piece,
    Table,
    as_written,
)
from maginfo.render.text import render_text

WIDE = 10_000

URL = "https://example.org/a/very/long/address/that/no/terminal/is/wide/enough/for/" + "x" * 120
LONG = " ".join(f"word{number}" for number in range(60))
PAGE: list[Block] = [
    Heading("A title", level=1),
    Heading("A section"),
    Paragraph(LONG),
    Paragraph(URL),
    Entry("MAJOR", LONG, [Detail(URL), Detail(LONG)], "major"),
    Entry("1", "An entry", [Detail(f"Somebody 1997. A book. {URL} (an-id).")]),
    Table(("Form", "What was found", "mg"), [("glycinate", LONG, "400"), (URL, "short", "1.5")], frozenset({2})),
    Drawing(lambda width, _unicode: [[("#" * width, "dose")]], lambda: ["as wide as the page"]),
]


def letters(text: str) -> str:
    """Everything but white space and the rules of tables."""
    return re.sub(r"[\s─+=|-]", "", text)


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_the_width(width: int) -> None:
    text = render_text(PAGE, width=width, colour=False)
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [20, 40, 60, 100])
@pytest.mark.parametrize("block", PAGE[:-2], ids=lambda block: type(block).__name__)
def test_wrapping_loses_no_character(block: Block, width: int) -> None:
    whole = letters(render_text([block], width=WIDE, colour=False))
    assert letters(render_text([block], width=width, colour=False)) == whole
    if isinstance(block, Entry):
        parts = [block.label, as_written(block.title), *(as_written(detail.text) for detail in block.details)]
    else:
        parts = [as_written(block.text)]  # type: ignore[union-attr]
    assert whole == letters("".join(parts))


@pytest.mark.parametrize("width", [40, 60, 100])
def test_wrapping_a_table_loses_no_character(width: int) -> None:
    # A table that does not fit is set as rows one under the other, with the column's name at each value.
    table = PAGE[-2]
    wrapped = Counter(letters(render_text([table], width=width, colour=False)))
    for row in table.rows:
        assert Counter(letters("".join(row))) <= wrapped


@pytest.mark.parametrize("width", [20, 30, 40])
def test_a_label_as_long_as_the_width_cuts_nothing(width: int) -> None:
    label, title = "a-source-with-a-very-long-identifier-2016", "The title of that source"
    text = letters(render_text([Entry(label, title)], width=width, colour=False))
    assert sorted(text) == sorted(letters(label + title))


def test_without_colour_there_is_no_escape_sequence() -> None:
    for width in (60, 100):
        assert "\x1b" not in render_text(PAGE, width=width, colour=False)


def test_an_address_is_a_link_where_colour_is_shown() -> None:
    blocks = [Paragraph((Piece("A work. "), Piece("https://example.org/a", url="https://example.org/a")))]
    assert "\x1b]8;" in render_text(blocks, width=80, colour=True)
    assert render_text(blocks, width=80, colour=False).strip() == "A work. https://example.org/a"


def test_the_closing_lines_stand_together() -> None:
    closing = Closing("Not medical advice.", ("--why", "--sources (3)"), ("Medicines: --drug NAME",))
    lines = render_text([closing], width=80, colour=False).splitlines()
    assert lines == ["Not medical advice.", "More: --why  --sources (3)   Medicines: --drug NAME"]
    assert len(render_text([closing], width=40, colour=False).splitlines()) == 3


def test_colour_only_repeats_what_the_words_say() -> None:
    coloured = render_text(PAGE, width=60, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    plain = render_text(PAGE, width=60, colour=False)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize(
    "typed", ["[red]not markup[/red]", "[link=https://x]no[/link]", ":smile:", "[/]", "\\[b]", "{0}", "%s"]
)
def test_what_a_user_typed_is_shown_as_typed(typed: str, width: int) -> None:
    blocks: list[Block] = [
        Heading(typed),
        Paragraph(typed),
        Entry(typed, typed, [Detail(typed)]),
        Table((typed,), [[typed]]),
    ]
    for block in blocks:
        assert typed in render_text([block], width=width, colour=False)


@pytest.mark.parametrize("typed", ["\x1b[2J", "\x1b]0;title\x07", "\r", "\x08", "\u202e", "\u200b", "\x9b"])
def test_no_control_character_reaches_the_terminal(typed: str) -> None:
    shown: list[Block] = [
        Heading(f"a{typed}b"),
        Paragraph(f"a{typed}b"),
        Entry(f"a{typed}b", f"a{typed}b", [Detail(f"a{typed}b")], "major"),
        Table((f"a{typed}b",), [[f"a{typed}b"]]),
        Drawing(lambda _width, _unicode: [[(f"a{typed}b", "")]], lambda: [f"a{typed}b"]),
    ]
    for colour in (False, True):
        for graphics in (False, True):
            assert typed not in render_text(shown, width=80, colour=colour, graphics=graphics)


def test_without_unicode_tables_are_drawn_in_ascii() -> None:
    assert render_text([PAGE[-2]], width=80, colour=False, unicode=False).isascii()
    assert not render_text([PAGE[-2]], width=80, colour=False).isascii()


def test_signs_that_ascii_lacks_keep_their_meaning() -> None:
    written = render_text([Paragraph("≥ 5 ≤ 6 × 2 – 3 µg → x")], width=WIDE, colour=False, unicode=False)
    assert written.strip() == ">= 5 <= 6 x 2 - 3 ug -> x"


def test_a_drawing_is_made_for_the_width() -> None:
    assert render_text([PAGE[-1]], width=60, colour=False).strip() == "#" * 60


def test_without_graphics_words_stand_for_drawings_and_tables() -> None:
    text = render_text(PAGE, width=80, colour=False, graphics=False)
    assert "as wide as the page" in text
    assert "##" not in text
    assert "mg: 400" in text
    assert not set(text) & set("─┬│+|#")


@pytest.mark.parametrize("width", [20, 30, 40, 50, 60, 80])
def test_figures_stay_whole_at_any_width(width: int) -> None:
    table = Table(
        ("Life stage", "Recommended, all sources", "Average need", "Upper limit"),
        [("both 4-8 y", "RDA 130", "EAR 110", "UL 110")],
    )
    assert "110" in render_text([table], width=width, colour=False).split("UL")[1].split()[0]


@pytest.mark.parametrize("width", [10, 20, 39])
def test_a_drawing_that_does_not_fit_gives_way_to_its_words(width: int) -> None:
    drawing = Drawing(lambda _width, _unicode: [[("0" + 38 * "-" + "9", "")]], lambda: ["limit: 9 mg"])
    assert render_text([drawing], width=width, colour=False).split() == ["limit:", "9", "mg"]
    assert render_text([drawing], width=40, colour=False) == "0" + 38 * "-" + "9\n"
