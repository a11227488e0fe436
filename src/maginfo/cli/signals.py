"""An orderly end where a signal asks for it: what was begun is taken back, so that no half-written file is left."""

from __future__ import annotations

import signal

_ASKING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGXCPU")
"""Signals that end a program which does nothing about them; those that a system does not have are passed over."""


class EndedError(BaseException):
    """A signal asked for the end; not an Exception, as KeyboardInterrupt is none."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def end_on_signals() -> None:
    """Raise EndedError where such a signal comes; one that is ignored, as under nohup, stays ignored."""
    numbers = [getattr(signal, name) for name in _ASKING if hasattr(signal, name)]
    caught = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]

    def end(number: int, _: object) -> None:
        for each in caught:  # what is being taken back is not broken off in its turn
            signal.signal(each, signal.SIG_IGN)
        raise EndedError(number)

    for number in caught:
        signal.signal(number, end)
