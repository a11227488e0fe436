"""How far a long command has come, on a terminal's standard error."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar

REDRAWN_EVERY_S = 0.2


class Progress:
    """A bar, drawn by rich, where somebody watches; nothing at all elsewhere."""

    def __init__(self, bytes_in_all: int | None, *, wanted: bool, colour: bool) -> None:
        """`bytes_in_all` None: how much there is to read is not known."""
        self._bar: Bar | None = None
        self._drawn_at = 0.0
        if not wanted or sys.stderr is None or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = [TextColumn("{task.fields[rows]} rows"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()]
        console = Console(file=sys.stderr, no_color=not colour)
        # Without a thread of its own: Ctrl-C then always comes to the thread that writes.
        self._bar = Bar(*columns, console=console, transient=True, auto_refresh=False)
        self._task = self._bar.add_task("", total=bytes_in_all, rows=0)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def show(self, bytes_read: int, rows: int) -> None:
        """So much has been read and answered."""
        now = time.monotonic()
        if self._bar is None or now - self._drawn_at < REDRAWN_EVERY_S:
            return
        self._drawn_at = now
        with contextlib.suppress(OSError):  # a terminal that has gone stops nothing
            self._bar.update(self._task, completed=bytes_read, rows=rows, refresh=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            with contextlib.suppress(OSError):
                self._bar.stop()
