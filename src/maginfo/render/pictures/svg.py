"""Pictures as SVG, for any width of a page: horizontal positions are shares of the width, vertical ones are px.

Text is laid out for the narrowest width that a drawing may get, so that none is cut; ElementTree escapes it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from maginfo.render.control_characters import in_markup
from maginfo.render.pictures.measuring import ELIDED, measure, wrapped
from maginfo.render.pictures.picture import Mark

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from maginfo.render.pictures.picture import Panel, Picture, Tick, Track

LIGHT_AND_DARK = {
    ".ground": ("fill", "#ffffff", "#14181d"),
    ".words": ("fill", "#1a1f26", "#e8ebef"),
    ".quiet": ("fill", "#4a535e", "#b7bfc9"),
    ".rail": ("fill", "#e6e9ed", "#2b323b"),
    ".axis": ("stroke", "#6b7480", "#8b95a1"),
    ".guide": ("stroke", "#1f5fbf", "#7ab3ff"),
    ".dose": ("fill", "#1f5fbf", "#7ab3ff"),
    ".dose-edge": ("stroke", "#1f5fbf", "#7ab3ff"),
    ".band": ("fill", "#2c7a4b", "#6fcf97"),
    ".band-edge": ("stroke", "#2c7a4b", "#6fcf97"),
    ".limit-edge": ("stroke", "#b3261e", "#ff9a90"),
    ".blocked-edge": ("stroke", "#8a5a00", "#e6b455"),
    ".awake": ("fill", "#7a838e", "#7f8994"),
    ".drug": ("fill", "#6b3fa0", "#c9abff"),
    ".meal-edge": ("stroke", "#4a535e", "#b7bfc9"),
}
"""Property that each class sets, with its value on light and on dark."""


def style_sheet(within: str) -> str:
    """Write the style rules for pictures inside the elements that `within` selects.

    The rules use plain values, since not every SVG viewer knows CSS variables; dark colours apply only on a screen.
    """
    fonts = f"{within}{{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}}"
    light = "".join(f"{within} {name}{{{what}:{value}}}" for name, (what, value, _) in LIGHT_AND_DARK.items())
    dark = "".join(f"{within} {name}{{{what}:{value}}}" for name, (what, _, value) in LIGHT_AND_DARK.items())
    return f"{fonts}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"


BAR = 12
"""Height of a track, px."""


def define_hatching(definitions: Element, name: str, style: str) -> None:
    """Define a pattern of slanted lines."""
    settings = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = ElementTree.SubElement(definitions, "pattern", {"id": name, **settings})
    line = {"x1": "2", "x2": "2", "y1": "0", "y2": "6", "stroke-width": "3"}
    ElementTree.SubElement(pattern, "line", {"class": style, **line})


HATCHED: dict[str, str] = {"unsure": "dose", "beyond": "limit", "blocked": "blocked"}
"""Shapes that are hatched, with the name of their colour."""


def draw_mark(root: Element, mark: Mark, y: float, picture: str) -> None:
    """Draw a mark on the track at `y` px; `picture` is the name under which its hatchings are defined."""
    middle = y + BAR / 2
    at = share((mark.low + mark.high) / 2)
    if mark.shape == "sure":
        draw_bar(root, "dose", mark.low, mark.high, y, BAR)
    elif mark.shape in HATCHED:
        style = f"{HATCHED[mark.shape]}-edge"
        hatched = {"fill": f"url(#{picture}-{mark.shape})", "stroke-width": "1"}
        draw_bar(root, style, mark.low, mark.high, y + 0.5, BAR - 1, **hatched)
    elif mark.shape in ("band", "free"):
        # The edge keeps a single value, or a single minute, visible.
        draw_bar(root, "band band-edge", mark.low, mark.high, y + 2, BAR - 4, **{"stroke-width": "3"})
    elif mark.shape == "awake":
        draw_bar(root, "awake", mark.low, mark.high, y + 4, BAR - 8)
    elif mark.shape == "reach":
        _line(root, "limit-edge", mark.low, mark.high, middle, middle, "2")
    elif mark.shape == "limit":
        _line(root, "limit-edge", mark.low, mark.high, y - 1, y + BAR + 1, "3")
    elif mark.shape == "meal":
        ring = {"cx": at, "cy": px(middle), "r": "5", "fill": "none", "stroke-width": "2"}
        ElementTree.SubElement(root, "circle", {"class": "meal-edge", **ring})
    elif mark.shape == "medicine":
        place = ElementTree.SubElement(root, "svg", {"x": at, "y": px(middle), "overflow": "visible"})
        ElementTree.SubElement(place, "path", {"class": "drug", "d": "M-6-6H6V6H-6Z"})
    else:
        place = ElementTree.SubElement(root, "svg", {"x": at, "y": px(middle), "overflow": "visible"})
        ElementTree.SubElement(place, "path", {"class": "dose", "d": "M0-8 8 0 0 8-8 0Z"})


def draw_bar(root: Element, style: str, low: float, high: float, y: float, height: float, **settings: str) -> None:
    """Draw a bar from low to high; a single value becomes an upright line."""
    if low == high:
        _line(root, style.rpartition(" ")[2], low, high, y, y + height, settings.get("stroke-width", "3"))
        return
    place = {"x": share(low), "y": px(y), "width": share(high - low), "height": px(height)}
    ElementTree.SubElement(root, "rect", {"class": style, **place, **settings})


def _line(root: Element, style: str, low: float, high: float, top: float, bottom: float, width: str) -> None:
    """Draw a level line from low to high, or an upright line at each end."""
    ends = [(low, high)] if top == bottom else [(low, low), (high, high)] if low != high else [(low, low)]
    for first, last in ends:
        place = {"x1": share(first), "x2": share(last), "y1": px(top), "y2": px(bottom)}
        ElementTree.SubElement(root, "line", {"class": style, "stroke-width": width, **place})


def share(value: float) -> str:
    """Write a share as SVG does: '33.3333%'."""
    return f"{100 * value:.4f}".rstrip("0").rstrip(".") + "%"


def px(value: float) -> str:
    """Write px to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


NAMESPACE = "http://www.w3.org/2000/svg"
ROOMS = {"narrow": 264, "wide": 560}
"""Least width of a drawing on a page, px: on a phone 320 px wide, and on a screen or a sheet of paper."""
FILE_WIDTH = 640
FILE_MARGIN = 20
SIZE = 13
"""Font size, px."""
LINE = 17
GAP = 7
_BETWEEN_TEXTS = 10
_BOLD = 1.1 * SIZE
"""Font size by which bold text is measured, since bold letters are wider."""


def svg_file(picture: Picture) -> str:
    """Write the picture as a file of its own, with title, answer and origin."""
    root = _root(picture, {"xmlns": NAMESPACE})
    ElementTree.SubElement(root, "style").text = style_sheet("svg")
    ground = ElementTree.SubElement(root, "rect", {"class": "ground", "width": "100%", "height": "100%"})
    y = float(FILE_MARGIN)
    y = _paragraph(root, picture.title, y, "words", size=16, bold=True)
    for text in picture.lead:
        y = _paragraph(root, text, y, "words")
    inner = ElementTree.SubElement(
        root, "svg", {"x": str(FILE_MARGIN), "y": px(y + GAP), "width": str(FILE_WIDTH), "overflow": "visible"}
    )
    height = _draw(inner, picture, FILE_WIDTH)
    inner.set("height", px(height))
    y = _paragraph(root, picture.origin, y + GAP + height + GAP, "quiet") + FILE_MARGIN - GAP
    root.set("viewBox", f"0 0 {FILE_WIDTH + 2 * FILE_MARGIN} {px(y)}")
    ground.set("height", px(y))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def inline_svg(picture: Picture, room: str) -> str:
    """Write the picture for a page that has the style sheet, laid out for one of `ROOMS`."""
    named = picture.renamed(f"{picture.name}-{room}")
    root = _root(named, {"class": room, "width": "100%", "overflow": "visible"})
    root.set("height", px(_draw(root, named, ROOMS[room])))
    return ElementTree.tostring(root, encoding="unicode")


def _root(picture: Picture, attributes: dict[str, str]) -> Element:
    names = {part: f"{picture.name}-{part}" for part in ("title", "description")}
    root = ElementTree.Element("svg", {"role": "img", "aria-labelledby": " ".join(names.values()), **attributes})
    ElementTree.SubElement(root, "title", {"id": names["title"]}).text = _clean(picture.title)
    ElementTree.SubElement(root, "desc", {"id": names["description"]}).text = _clean(picture.description)
    return root


def _draw(root: Element, picture: Picture, room: int) -> float:
    """Draw axis, tracks and key with text no wider than `room` px; return their height in px."""
    definitions = ElementTree.SubElement(root, "defs")
    for name, colour in HATCHED.items():
        define_hatching(definitions, f"{picture.name}-{name}", f"{colour}-edge")
    y = 0.0
    for panel in picture.panels:
        y = _axis(root, panel, y, room)
        for track in panel.tracks:
            y = _track(root, track, y, room, panel, picture.name)
        y += GAP
    return _key(root, picture, y, room)


def _axis(root: Element, panel: Panel, y: float, room: int) -> float:
    for line in wrapped(_clean(panel.axis), SIZE, room, 2):
        _text(root, line, "0", y + SIZE, "quiet")
        y += LINE
    for tick in _shown(panel.ticks, room):
        anchor = "start" if tick.at <= 0 else "end" if tick.at >= 1 else "middle"
        _text(root, tick.text, share(tick.at), y + SIZE, "quiet", anchor=anchor)
    y += LINE + 5
    rule = {"class": "axis", "x1": "0", "x2": "100%", "y1": px(y), "y2": px(y)}
    ElementTree.SubElement(root, "line", rule)
    for tick in panel.ticks:
        ends = {"x1": share(tick.at), "x2": share(tick.at), "y1": px(y - 4), "y2": px(y)}
        ElementTree.SubElement(root, "line", {"class": "axis", **ends})
    return y + GAP


def _shown(ticks: tuple[Tick, ...], room: int) -> tuple[Tick, ...]:
    """Choose the ticks to number: all that fit, or each second, third and so on."""
    widest = max((measure(tick.text, SIZE) for tick in ticks), default=0) + _BETWEEN_TEXTS
    return ticks[:: max(1, math.ceil(widest * len(ticks) / room))]


def _track(root: Element, track: Track, y: float, room: int, panel: Panel, picture: str) -> float:
    label, value = _clean(track.label), _clean(track.value)
    if measure(label, _BOLD) + _BETWEEN_TEXTS + measure(value, SIZE) <= room:
        _text(root, label, "0", y + SIZE, "words", bold=True)
        _text(root, value, "100%", y + SIZE, "words", anchor="end")
        y += LINE
    else:
        for text, bold, max_lines in ((label, True, 2), (value, False, 5)):
            for line in wrapped(text, _BOLD if bold else SIZE, room, max_lines):
                _text(root, line, "0", y + SIZE, "words", bold=bold, full=text if line.endswith(ELIDED) else None)
                y += LINE
    y += 2
    if not track.marks:
        return y + GAP - 2
    draw_bar(root, "rail", 0, 1, y + BAR / 2 - 1, 2)
    for mark in track.marks:
        draw_mark(root, mark, y, picture)
    for at in panel.guides:
        ends = {"x1": share(at), "x2": share(at), "y1": px(y - 3), "y2": px(y + BAR + 3)}
        ElementTree.SubElement(root, "line", {"class": "guide", "stroke-width": "2", **ends})
    return y + BAR + GAP


def _key(root: Element, picture: Picture, y: float, room: int) -> float:
    """Explain the shapes, as many in a line as fit; return the y below them."""
    beside = 30
    widest = beside + max(measure(words, SIZE - 1) for _, words in picture.key)
    columns = max(1, min(len(picture.key), int(room // widest)))
    for number, (shape, words) in enumerate(picture.key):
        row, column = divmod(number, columns)
        top, left = y + row * (BAR + 6), column / columns
        place = ElementTree.SubElement(
            root,
            "svg",
            {"x": share(left), "y": px(top), "width": "24", "height": str(BAR), "overflow": "visible"},
        )
        low, high = (0.5, 0.5) if shape in ("limit", "meal", "medicine", "magnesium") else (0, 1)
        draw_mark(place, Mark(shape, low, high), 0, picture.name)
        beside_it = ElementTree.SubElement(root, "svg", {"x": share(left), "y": px(top), "overflow": "visible"})
        _text(beside_it, words, str(beside), SIZE - 2, "quiet", size=SIZE - 1)
    return y + math.ceil(len(picture.key) / columns) * (BAR + 6)


def _paragraph(root: Element, text: str, y: float, style: str, *, size: int = SIZE, bold: bool = False) -> float:
    for line in wrapped(_clean(text), size, FILE_WIDTH, 4):
        _text(root, line, str(FILE_MARGIN), y + size, style, size=size, bold=bold)
        y += size + 4
    return y + 4


def _text(
    root: Element,
    text: str,
    x: str,
    y: float,
    style: str,
    *,
    anchor: str = "start",
    size: int = SIZE,
    bold: bool = False,
    full: str | None = None,
) -> None:
    """Draw one line of text; `full` is the whole text of an elided line."""
    settings = {"class": style, "x": x, "y": px(y), "font-size": str(size)}
    if anchor != "start":
        settings["text-anchor"] = anchor
    if bold:
        settings["font-weight"] = "600"
    element = ElementTree.SubElement(root, "text", settings)
    element.text = _clean(text)
    if full is not None:
        ElementTree.SubElement(element, "title").text = full


def _clean(text: str) -> str:
    return in_markup(" ".join(text.split()))
