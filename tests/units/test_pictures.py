"""Pictures: to scale, with their figures in words, and well-formed whatever was typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from maginfo import Catalogue, Dose, Person, TimedDose, TimedMedicine, check, plan
from maginfo.answers.compare import compare_forms
from maginfo.dosing.packages import read_package
from maginfo.planning.clock import TimeOfDay, read_times
from maginfo.render.control_characters import in_markup
from maginfo.render.pictures.day import day_picture
from maginfo.render.pictures.gauge import bars_picture, gauge_picture
from maginfo.render.pictures.measuring import ELIDED, measure, wrapped
from maginfo.render.pictures.picture import Mark, Panel, Picture, Tick, Track
from maginfo.render.pictures.svg import (
    FILE_MARGIN,
    FILE_WIDTH,
    LIGHT_AND_DARK,
    ROOMS,
    SIZE,
    inline_svg,
    style_sheet,
    svg_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
TYPED = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "]]> <!-- & &amp; &#0;",
    "\x00\x07\x1b[31m\x9b",
    "a\u202eb\u2066c\u200bd\u2028e",
    "\ufffe\uffff\ud800",
    "W" * 300,
    "漢字" * 100,
    " ".join(["several words"] * 60),
    "",
]


def report(catalogue: Catalogue, *doses: str, authority: str = "nam", **how: Any) -> Any:
    return check(catalogue, [Dose.parse(dose) for dose in doses], Person(sex="male"), [authority], **how)


def day(catalogue: Catalogue, *drugs: tuple[str, str], doses: str = "2x200mg", **settings: str) -> Any:
    times = {name: TimeOfDay.parse(text) for name, text in settings.items()}
    medicines = [TimedMedicine(name, read_times(at, what="x")) for name, at in drugs]
    return plan(catalogue, [TimedDose(Dose.parse(doses))], medicines, **times)


@pytest.fixture(scope="module")
def pictures(catalogue: Catalogue) -> dict[str, Picture]:
    priced = [
        Dose.parse(text).replaced(package=read_package(price, 60))
        for text, price in (("400 mg oxide compound", "9.90 EUR"), ("500 mg glycinate compound", "20 GBP"))
    ]
    busy = [("levothyroxine", "07:00"), ("ciprofloxacin", "08:00,20:00")]
    return {
        "one dose": gauge_picture(report(catalogue, "400")),
        "a range, with diet": gauge_picture(report(catalogue, "2 g glycinate compound", diet_mg=260.0)),
        "every authority": gauge_picture(report(catalogue, "300", authority="all")),
        "much": gauge_picture(report(catalogue, "12 g oxide")),
        "on the skin": gauge_picture(report(catalogue, "30 g magnesium oil")),
        "sixty doses": gauge_picture(report(catalogue, *[f"{number} mg" for number in range(1, 61)])),
        "forms": bars_picture(compare_forms(catalogue, ["glycinate", "oxide", "citrate"])),
        "products": bars_picture(compare_forms(catalogue, [], priced)),
        "a day": day_picture(day(catalogue, *busy, wake="06:30", sleep="23:00")),
        "a full day": day_picture(day(catalogue, *[("ciprofloxacin", f"{hour:02}:00") for hour in range(24)])),
        "past midnight": day_picture(day(catalogue, ("levothyroxine", "23:00"), wake="19:00", sleep="11:00")),
    }


NAMES = (
    *("one dose", "a range, with diet", "every authority", "much", "on the skin", "sixty doses"),
    *("forms", "products", "a day", "a full day", "past midnight"),
)


def read(picture: Picture) -> Element:
    return ElementTree.fromstring(svg_file(picture))


def of_text(text: str) -> Picture:
    """A picture that has the text in all places that hold text."""
    marks = (Mark("sure", 0, 0.5), Mark("blocked", 0.5, 0.7), Mark("limit", 0.8, 0.8), Mark("magnesium", 1, 1))
    panel = Panel(text, (Tick(0, "0"), Tick(1, text)), (Track(text, text, marks), Track("short", "x", ())), (0.7,))
    return Picture("gauge", text, (text, text), (panel,), (("sure", text), ("unsure", "x")), text)


def texts(root: Element) -> Iterator[tuple[float, float, str]]:
    """Left end, right end and words of every line, px; shares of the width are of a file's."""
    stack = [(root, 0.0, float(root.get("viewBox", "0 0 0 0").split()[2]))]
    while stack:
        element, left, width = stack.pop()
        for child in element:
            place = child.get("x", "0")
            x = left + (float(place[:-1]) / 100 * width if place.endswith("%") else float(place))
            if child.tag == f"{SVG}svg":
                stack.append((child, x, float(child.get("width", width))))
            elif child.tag == f"{SVG}text":
                size = float(child.get("font-size", SIZE))
                length = 0.9 * measure(child.text or "", size)
                before = {"start": 0, "middle": 0.5, "end": 1}[child.get("text-anchor", "start")]
                yield x - before * length, x + (1 - before) * length, child.text or ""


@pytest.mark.parametrize("name", NAMES)
class TestOfAnswers:
    """The picture of every kind of answer."""

    def test_file_is_svg_with_its_facts_in_words(self, name: str, pictures: dict[str, Picture]) -> None:
        picture = pictures[name]
        root = read(picture)
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        assert [float(number) > 0 for number in root.get("viewBox", "").split()[2:]] == [True, True]
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        for panel in picture.panels:
            for track in panel.tracks:
                assert track.value
                assert f"{track.label}: {track.value}" in str(description.text)

    def test_file_runs_and_loads_nothing(self, name: str, pictures: dict[str, Picture]) -> None:
        written = svg_file(pictures[name])
        root = ElementTree.fromstring(written)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {
            *("svg", "title", "desc", "style", "defs", "pattern"),
            *("rect", "line", "path", "circle", "text"),
        }
        assert "href" not in written
        assert re.sub(r'xmlns="[^"]*"', "", written).count("http") == 0
        assert set(re.findall(r"url\((.)", written)) <= {"#"}

    def test_no_words_are_cut_by_the_edge(self, name: str, pictures: dict[str, Picture]) -> None:
        for left, right, words in texts(read(pictures[name])):
            assert left >= 0, words
            assert right <= FILE_WIDTH + 2 * FILE_MARGIN, words

    def test_marks_lie_on_the_axis(self, name: str, pictures: dict[str, Picture]) -> None:
        for panel in pictures[name].panels:
            assert [tick.at for tick in panel.ticks] == sorted(tick.at for tick in panel.ticks)
            for track in panel.tracks:
                assert all(0 <= mark.low <= mark.high <= 1 for mark in track.marks)

    def test_same_answer_is_the_same_picture(self, name: str, pictures: dict[str, Picture]) -> None:
        assert svg_file(pictures[name]) == svg_file(pictures[name])

    def test_every_shape_in_use_is_in_the_key_or_named(self, name: str, pictures: dict[str, Picture]) -> None:
        picture = pictures[name]
        used = {mark.shape for panel in picture.panels for track in panel.tracks for mark in track.marks}
        assert used - {shape for shape, _ in picture.key} <= {"reach", "awake", "meal"}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_shown_and_does_nothing(typed: str, room: str) -> None:
    for written in (svg_file(of_text(typed)), inline_svg(of_text(typed), room)):
        root = ElementTree.fromstring(written)  # well-formed, whatever it holds
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        assert "script" not in {element.tag.removeprefix(SVG) for element in root.iter()}
        shown = in_markup(" ".join(typed.split()))
        assert (root[0].text or "") == shown
        assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", written) is None


def test_elided_words_stand_in_full_behind_them() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    elided = [element for element in read(of_text(long)).iter(f"{SVG}text") if (element.text or "").endswith(ELIDED)]
    assert [element.findtext(f"{SVG}title") for element in elided if len(element)] == [long, long]


class TestOfGauge:
    """What the gauge measures."""

    def test_bars_are_to_scale(self, catalogue: Catalogue) -> None:
        picture = gauge_picture(report(catalogue, "2 g glycinate compound", diet_mg=260.0))
        (panel,) = picture.panels
        end = float(panel.ticks[-1].text)
        given, with_diet, nam = panel.tracks
        assert [(mark.shape, mark.low * end, mark.high * end) for mark in given.marks] == [
            ("sure", 0, pytest.approx(200)),
            ("unsure", pytest.approx(200), pytest.approx(350)),
            ("beyond", pytest.approx(350), pytest.approx(400)),
        ]
        assert [mark.high * end for mark in with_diet.marks] == [pytest.approx(460), pytest.approx(660)]
        ends = {mark.shape: (mark.low * end, mark.high * end) for mark in nam.marks}
        assert ends["limit"] == (pytest.approx(350), pytest.approx(350))
        assert ends["band"] == (pytest.approx(400), pytest.approx(420))
        assert nam.value == "RDA 400–420 mg · UL 350 mg MAY BE OVER"

    def test_no_limit_is_told_and_not_drawn(self, catalogue: Catalogue) -> None:
        track = gauge_picture(report(catalogue, "300", authority="who")).panels[0].tracks[-1]
        assert "limit" not in {mark.shape for mark in track.marks}
        assert "which is not 'unlimited'" in track.value


class TestOfDay:
    """What the timetable measures: shares of 24 hours."""

    def test_medicine_blocks_the_hours_around_it(self, catalogue: Catalogue) -> None:
        (panel,) = day_picture(day(catalogue, ("levothyroxine", "07:00"))).panels
        track = next(track for track in panel.tracks if track.label == "levothyroxine")
        assert [(mark.shape, mark.low * 24, mark.high * 24) for mark in track.marks] == [
            ("blocked", pytest.approx(3), pytest.approx(11)),
            ("medicine", pytest.approx(7), pytest.approx(7)),
        ]
        assert track.value == "07:00; no magnesium 03:00–11:00"

    def test_stretch_past_midnight_is_drawn_on_both_sides(self, catalogue: Catalogue) -> None:
        (panel,) = day_picture(day(catalogue, ("levothyroxine", "23:00"))).panels
        track = next(track for track in panel.tracks if track.label == "levothyroxine")
        blocked = [(mark.low * 24, mark.high * 24) for mark in track.marks if mark.shape == "blocked"]
        assert blocked == [(pytest.approx(19), 24), (0, pytest.approx(3))]

    def test_day_without_room_says_so(self, catalogue: Catalogue) -> None:
        everywhere = [("ciprofloxacin", f"{hour:02}:00") for hour in range(24)]
        (panel,) = day_picture(day(catalogue, *everywhere)).panels
        values = {track.label: track.value for track in panel.tracks}
        assert values["Times open for magnesium"] == "no time of the day"
        assert values["Magnesium"] == "no intake has a time"

    def test_never_together_is_all_day(self, catalogue: Catalogue) -> None:
        answer = day(catalogue, ("levothyroxine", "07:00"))
        never = answer.separations[0].replaced(all_day=True)
        (panel,) = day_picture(answer.replaced(separations=(never,))).panels
        track = next(track for track in panel.tracks if track.label == "levothyroxine")
        assert track.marks[0] == Mark("blocked", 0, 1)
        assert track.value == "07:00; no magnesium at any time"

    def test_medicine_that_leaves_one_minute_blocks_all_the_others(self, catalogue: Catalogue) -> None:
        for taken, left, blocked in (
            ("08:00", "20:00", [(20 / 24, 1), (0, 20 / 24)]),
            ("12:00", "00:00", [(0, 1)]),
        ):
            (panel,) = day_picture(day(catalogue, ("belumosudil", taken), doses="200 mg hydroxide")).panels
            track = next(track for track in panel.tracks if track.label == "belumosudil")
            assert track.value == f"{taken}; no magnesium at any time but {left}"
            assert [(mark.low, mark.high) for mark in track.marks if mark.shape == "blocked"] == blocked
            assert f"Times open for magnesium: {left}." in panel.words

    def test_intakes_that_leave_no_minute_between_them_say_so(self, catalogue: Catalogue) -> None:
        (panel,) = day_picture(day(catalogue, ("belumosudil", "08:00,09:00"), doses="200 mg hydroxide")).panels
        track = next(track for track in panel.tracks if track.label == "belumosudil")
        assert track.value == "08:00, 09:00; no magnesium at any time"
        assert [(mark.low, mark.high) for mark in track.marks if mark.shape == "blocked"] == [(0, 1)]

    def test_a_day_that_is_all_open_has_the_words_of_the_text(self, catalogue: Catalogue) -> None:
        (panel,) = day_picture(day(catalogue)).panels
        assert "Times open for magnesium: all day." in panel.words


def test_prices_of_two_currencies_have_two_axes(pictures: dict[str, Picture]) -> None:
    axes = [panel.axis for panel in pictures["products"].panels]
    assert [axis for axis in axes if axis.startswith("price")] == [
        "price in EUR of 100 mg of elemental magnesium",
        "price in GBP of 100 mg of elemental magnesium",
    ]


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
def test_colours_stand_out_from_the_ground(scheme: int) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    ground = luminance(LIGHT_AND_DARK[".ground"][scheme])
    for name, colours in LIGHT_AND_DARK.items():
        if name in (".ground", ".rail"):
            continue
        bright, dim = sorted((luminance(colours[scheme]), ground), reverse=True)
        least = 4.5 if name in (".words", ".quiet") else 3
        assert (bright + 0.05) / (dim + 0.05) >= least, name


def test_dark_is_for_screens_only() -> None:
    assert style_sheet("svg").count("@media screen and (prefers-color-scheme:dark)") == 1


@pytest.mark.parametrize("text", ["", "a", "one two three four five six", "W" * 90, "漢" * 40, "a " * 90])
@pytest.mark.parametrize("most", [1, 2, 5])
def test_lines_fit_their_room(text: str, most: int) -> None:
    lines = wrapped(text, 13, 120, most)
    assert len(lines) <= most
    assert all(measure(line, 13) <= 120 for line in lines)
    letters = "".join(lines).replace(" ", "")
    whole = text.replace(" ", "")
    assert letters == whole or (letters.endswith(ELIDED) and whole.startswith(letters.removesuffix(ELIDED)))
