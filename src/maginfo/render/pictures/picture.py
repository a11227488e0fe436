"""A picture before it is drawn: panels of tracks on a common axis, every track with its facts in words."""

from __future__ import annotations

import math
from typing import Literal

from maginfo.dosing.wording import figure
from maginfo.model.record import Record

_STEPS = (1, 2, 2.5, 5, 10)
"""Round steps between ticks, times a power of ten."""

Shape = Literal["sure", "unsure", "band", "reach", "limit", "free", "blocked", "awake", "meal", "medicine", "magnesium"]


class Mark(Record):
    """Something on a track, from `low` to `high` as shares of the axis (0 to 1); a point has both equal."""

    shape: Shape
    low: float
    high: float

    @classmethod
    def between(cls, shape: Shape, low: float, high: float, end: float) -> Mark:
        """A mark from amounts on an axis that runs from 0 to `end`."""
        return cls(shape, low / end, high / end)


class Tick(Record):
    """A place on the axis with its number."""

    at: float
    text: str


class Track(Record):
    """One line of the picture: what it stands for, its figures in words, and its marks."""

    label: str
    value: str
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """The track as a sentence."""
        return f"{self.label}: {self.value}."


class Panel(Record):
    """Tracks on one axis."""

    axis: str
    """What the axis measures, with its unit."""
    ticks: tuple[Tick, ...]
    tracks: tuple[Track, ...]
    guides: tuple[float, ...] = ()
    """Places marked on all tracks."""

    @property
    def words(self) -> str:
        """The panel in sentences."""
        return " ".join([f"Axis: {self.axis}.", *(track.words for track in self.tracks)])


class Picture(Record):
    """Panels, with all that their reader is told in words."""

    name: str
    """Of the kind of picture, for the names of its parts."""
    title: str
    lead: tuple[str, ...]
    """What the answer says above all: stands over a picture that has no page around it."""
    panels: tuple[Panel, ...]
    key: tuple[tuple[Shape, str], ...]
    """What each shape means."""
    origin: str
    """Disclaimer and versions, under a picture that has no page around it."""

    def renamed(self, name: str) -> Picture:
        """The same under another name, so that a page can hold it twice."""
        return self.replaced(name=name)

    @property
    def description(self) -> str:
        """Every figure of the picture in words."""
        return " ".join(panel.words for panel in self.panels)


def axis_for(largest: float) -> tuple[float, tuple[Tick, ...]]:
    """The end of an axis that begins at 0 and holds that amount, and its ticks at round figures."""
    step, end = scale(largest or 1)
    count = round(end / step)
    return end, tuple(Tick(number / count, figure(number * step) if number else "0") for number in range(count + 1))


def scale(largest: float) -> tuple[float, float]:
    """The step between ticks and the end of the axis: four to six round steps that hold the largest value."""
    rough = largest / 4
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in _STEPS if factor * magnitude >= rough)
    return step, step * math.ceil(largest / step)
