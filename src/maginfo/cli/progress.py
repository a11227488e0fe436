"""The progress bar of a long command, on a terminal's standard error."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar

MIN_REDRAW_INTERVAL_S = 0.2


class Progress:
    """A bar drawn by rich if standard error is a terminal; otherwise nothing."""

    def __init__(self, total_bytes: int | None, *, wanted: bool, colour: bool) -> None:
        """Set up the bar; `total_bytes` is None for an input of unknown length."""
        self._bar: Bar | None = None
        self._drawn_at = 0.0
        if not wanted or sys.stderr is None or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = [TextColumn("{task.fields[rows]} rows"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()]
        console = Console(file=sys.stderr, no_color=not colour)
        # The bar has no thread of its own, so that Ctrl-C always reaches the thread that writes.
        self._bar = Bar(*columns, console=console, transient=True, auto_refresh=False)
        self._task = self._bar.add_task("", total=total_bytes, rows=0)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def show(self, bytes_read: int, rows: int) -> None:
        """Redraw the bar, at most every `MIN_REDRAW_INTERVAL_S`."""
        now = time.monotonic()
        if self._bar is None or now - self._drawn_at < MIN_REDRAW_INTERVAL_S:
            return
        self._drawn_at = now
        with contextlib.suppress(OSError):  # a closed terminal must not stop the command
            self._bar.update(self._task, completed=bytes_read, rows=rows, refresh=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            with contextlib.suppress(OSError):
                self._bar.stop()
