"""A stream that arrives slowly."""

from __future__ import annotations

import io


class Trickle(io.BytesIO):
    """A stream that gives a few bytes at a time, as a slow pipe does."""

    def read1(self, _: int | None = -1, /) -> bytes:
        return super().read(3)
