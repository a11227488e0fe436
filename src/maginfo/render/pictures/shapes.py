"""The shapes of a track as SVG: where across is a share of the width, and down is px."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from maginfo.render.pictures.tracks import Mark

BAR = 12
"""Px: how high a track is."""


def define_hatching(definitions: Element, name: str, style: str) -> None:
    """A pattern of slanted lines under that name."""
    settings = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = ElementTree.SubElement(definitions, "pattern", {"id": name, **settings})
    line = {"x1": "2", "x2": "2", "y1": "0", "y2": "6", "stroke-width": "3"}
    ElementTree.SubElement(pattern, "line", {"class": style, **line})


def draw_mark(root: Element, mark: Mark, y: float, picture: str) -> None:
    """A mark on the track that begins at `y`; `picture` names the picture whose hatchings it uses."""
    middle = y + BAR / 2
    at = share((mark.low + mark.high) / 2)
    if mark.shape == "sure":
        draw_bar(root, "dose", mark.low, mark.high, y, BAR)
    elif mark.shape in ("unsure", "blocked"):
        style = f"{'dose' if mark.shape == 'unsure' else 'blocked'}-edge"
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
    """From low to high; a single value as an upright line."""
    if low == high:
        _line(root, style.rpartition(" ")[2], low, high, y, y + height, settings.get("stroke-width", "3"))
        return
    place = {"x": share(low), "y": px(y), "width": share(high - low), "height": px(height)}
    ElementTree.SubElement(root, "rect", {"class": style, **place, **settings})


def _line(root: Element, style: str, low: float, high: float, top: float, bottom: float, width: str) -> None:
    """Level from low to high, or upright at both ends."""
    ends = [(low, high)] if top == bottom else [(low, low), (high, high)] if low != high else [(low, low)]
    for first, last in ends:
        place = {"x1": share(first), "x2": share(last), "y1": px(top), "y2": px(bottom)}
        ElementTree.SubElement(root, "line", {"class": style, "stroke-width": width, **place})


def share(value: float) -> str:
    """A share as SVG writes it: '33.3333%'."""
    return f"{100 * value:.4f}".rstrip("0").rstrip(".") + "%"


def px(value: float) -> str:
    """Px, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
