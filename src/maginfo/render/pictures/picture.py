"""A picture before it is drawn: panels of tracks on a common axis, each track with its facts in words."""

from __future__ import annotations

import math
from typing import Literal

from maginfo.dosing.wording import figure
from maginfo.model.record import Record

_STEPS = (1, 2, 2.5, 5, 10)
"""Round steps between ticks, times a power of ten."""

Shape = Literal[
    "sure", "unsure", "beyond", "band", "reach", "limit", "free", "blocked", "awake", "meal", "medicine", "magnesium"
]


class Mark(Record):
    """Something on a track, from `low` to `high` as shares of the axis (0 to 1); a point has both equal."""

    shape: Shape
    low: float
    high: float

    @classmethod
    def between(cls, shape: Shape, low: float, high: float, end: float) -> Mark:
        """Make a mark from amounts on an axis from 0 to `end`."""
        return cls(shape, low / end, high / end)


class Tick(Record):
    """A place on the axis with its number."""

    at: float
    text: str


class Track(Record):
    """One line of the picture: its label, its figures in words, and its marks."""

    label: str
    value: str
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """Write the track as a sentence."""
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
        """Write the panel in sentences."""
        return " ".join([f"Axis: {self.axis}.", *(track.words for track in self.tracks)])


class Picture(Record):
    """Panels, with their title, key and facts in words."""

    name: str
    """Kind of picture; the ids of its parts begin with it."""
    title: str
    lead: tuple[str, ...]
    """The answer in short, shown above a picture that is a file of its own."""
    panels: tuple[Panel, ...]
    key: tuple[tuple[Shape, str], ...]
    """What each shape means."""
    origin: str
    """Disclaimer and versions, shown below a picture that is a file of its own."""

    def renamed(self, name: str) -> Picture:
        """Copy the picture under another name, since a page holds it twice."""
        return self.replaced(name=name)

    @property
    def description(self) -> str:
        """Write every figure of the picture in words."""
        return " ".join(panel.words for panel in self.panels)


def axis_for(largest: float) -> tuple[float, tuple[Tick, ...]]:
    """Return the end of an axis from 0 that holds the amount, and its ticks at round figures."""
    step, end = scale(largest or 1)
    count = round(end / step)
    return end, tuple(Tick(number / count, figure(number * step) if number else "0") for number in range(count + 1))


def scale(largest: float) -> tuple[float, float]:
    """Return the step between ticks and the end of the axis: round steps that hold the largest value."""
    rough = largest / 4
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in _STEPS if factor * magnitude >= rough)
    return step, step * math.ceil(largest / step)
