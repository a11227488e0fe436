"""Standard output, held back until an answer is whole and then written once."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from maginfo.errors import OutputError, reason_of


class OutputClosedError(Exception):
    """Nobody reads standard output any longer, as with `| head`: no fault, and no reason to go on."""


class BufferedStdout(io.StringIO):
    """Takes what is printed, and answers for the stream that it will go to."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream

    def isatty(self) -> bool:
        """Whether a person is looking at the stream."""
        return self._stream is not None and self._stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read-only here
        """The stream's encoding."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def release(self) -> None:
        """Write all that was held.

        A reader that has gone is no error: `maginfo ... | head` is quiet. Raises OutputError for anything else that
        keeps the text from being written whole.
        """
        with contextlib.suppress(OutputClosedError):
            self._write(self.getvalue())

    def send(self, text: str) -> None:
        """Write some lines of an answer that is too long to be held; all of them, even where Ctrl-C comes in between.

        Raises ReaderGoneError where nobody reads any longer, OutputError where they cannot be written whole.
        """
        with uninterrupted():
            self._write(text)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._stream is None:
            raise OutputError("standard output is closed")
        try:
            _write_whole(self._stream, text)
        except BrokenPipeError:
            discard_output()
            raise OutputClosedError from None
        except (OSError, ValueError) as error:
            discard_output()
            reason = reason_of(error)
            raise OutputError(f"standard output: {reason}; the answer is not complete") from error


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Puts Ctrl-C off until the block has ended, so that output ends where a line ends; a second one is obeyed."""
    import signal
    import threading

    came: list[int] = []

    def note(number: int, _: object) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    obeyed = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    mine = obeyed and threading.current_thread() is threading.main_thread()
    if mine:
        signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        if mine:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if came:
        raise KeyboardInterrupt


def _write_whole(stream: TextIO, text: str) -> None:
    """Write every byte: a text stream of an unbuffered Python drops what one write leaves over."""
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text)
        stream.flush()
        return
    stream.flush()
    rest = memoryview(text.replace("\n", os.linesep).encode(stream.encoding or "utf-8", "backslashreplace"))
    while rest:
        rest = rest[binary.write(rest) or 0 :]
    binary.flush()


def discard_output() -> None:
    """What is still buffered goes nowhere, so that Python's last flush is quiet."""
    with contextlib.suppress(OSError, AttributeError, ValueError):  # there may be no file behind standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]  # None is told by AttributeError
