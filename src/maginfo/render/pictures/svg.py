"""Pictures as SVG: shares of the width across and px down, so that a page may set them at any width.

Text is laid out for the narrowest width that a drawing may get, so that none is cut; ElementTree escapes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from maginfo.render.pictures.fitting import ELIDED, measure, wrapped
from maginfo.render.pictures.palette import style_sheet
from maginfo.render.pictures.shapes import BAR, define_hatching, draw_bar, draw_mark, px, share
from maginfo.render.pictures.tracks import Mark
from maginfo.render.safety import in_markup

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from maginfo.render.pictures.tracks import Panel, Picture, Tick, Track

NAMESPACE = "http://www.w3.org/2000/svg"
ROOMS = {"narrow": 264, "wide": 560}
"""Px that a page has for a drawing at least: on a phone 320 px wide, and on a screen or a sheet of paper."""
FILE_WIDTH = 640
FILE_MARGIN = 20
SIZE = 13
"""Px, of the letters."""
LINE = 17
GAP = 7
_BETWEEN_TEXTS = 10
_BOLD = 1.1 * SIZE
"""Bold letters need the room of larger ones."""


def svg_file(picture: Picture) -> str:
    """The picture as a file of its own: with its title, what the answer says, and where it comes from."""
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
    """The picture for a page that has its style sheet, as wide as its place there and laid out for one of `ROOMS`."""
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
    """Axis, tracks and key, none of whose words needs more room; their height."""
    definitions = ElementTree.SubElement(root, "defs")
    for name, shape in (("unsure", "dose"), ("blocked", "blocked")):
        define_hatching(definitions, f"{picture.name}-{name}", f"{shape}-edge")
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
    """The ticks whose numbers fit: all, or each second, third and so on."""
    widest = max((measure(tick.text, SIZE) for tick in ticks), default=0) + _BETWEEN_TEXTS
    return ticks[:: max(1, -int(-widest * len(ticks) // room))]


def _track(root: Element, track: Track, y: float, room: int, panel: Panel, picture: str) -> float:
    label, value = _clean(track.label), _clean(track.value)
    if measure(label, _BOLD) + _BETWEEN_TEXTS + measure(value, SIZE) <= room:
        _text(root, label, "0", y + SIZE, "words", bold=True)
        _text(root, value, "100%", y + SIZE, "words", anchor="end")
        y += LINE
    else:
        for text, bold, most in ((label, True, 2), (value, False, 5)):
            for line in wrapped(text, _BOLD if bold else SIZE, room, most):
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
    """What the shapes mean, as many in a line as fit."""
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
    return y + -(-len(picture.key) // columns) * (BAR + 6)


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
    """One line of text; `full` is what an elided one says."""
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
