"""The hours between a medicine and magnesium."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class HoursApart(NamedTuple):
    """The separation of a medicine from magnesium, in hours: the medicine before it, or after it."""

    before_h: float | None
    after_h: float | None
    never_together: bool

    @classmethod
    def of(cls, before_h: float | None, after_h: float | None, never_together: bool) -> HoursApart:
        """Return the separation; one of never together has no hours."""
        return cls(None, None, True) if never_together else cls(before_h, after_h, False)

    def shorter_than(self, other: HoursApart) -> Iterator[str]:
        """Yield the name of each field that asks for less than in `other`; never together asks for the most."""
        if self.never_together:
            return
        if other.never_together:
            yield "never_together"
        for side in ("before_h", "after_h"):
            hours, longer = getattr(self, side), getattr(other, side)
            if longer is not None and (hours is None or hours < longer):
                yield side

    def within(self, other: HoursApart) -> bool:
        """Return whether every hour stated here is stated with the same value in `other`."""
        return all(mine in (None, False, given) for mine, given in zip(self, other, strict=True))
