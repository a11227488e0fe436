"""Orderly termination by signals: unfinished work is undone, so that no half-written file is left."""

from __future__ import annotations

import signal

_TERMINATING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGXCPU")
"""Signals that end a program by default; those that a system lacks are skipped."""


class EndedError(BaseException):
    """A terminating signal arrived; a BaseException, as KeyboardInterrupt is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def end_on_signals() -> None:
    """Raise EndedError on a terminating signal; one that is ignored, as under nohup, stays ignored."""
    numbers = [getattr(signal, name) for name in _TERMINATING if hasattr(signal, name)]
    caught = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]

    def end(number: int, _: object) -> None:
        for each in caught:  # a second signal must not interrupt the clean-up
            signal.signal(each, signal.SIG_IGN)
        raise EndedError(number)

    for number in caught:
        signal.signal(number, end)
