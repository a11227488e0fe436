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
    """The reader of standard output has gone, as with `| head`: not an error, but a reason to stop."""


class BufferedStdout(io.StringIO):
    """Buffers what is printed; reports the encoding and the terminal of the real stream."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream

    def isatty(self) -> bool:
        """Return whether the real stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read-only here
        """The encoding of the real stream."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def release(self) -> None:
        """Write the whole buffer.

        A closed pipe is not an error: `maginfo ... | head` is quiet. Raises OutputError if the text cannot be written
        whole for any other reason.
        """
        with contextlib.suppress(OutputClosedError):
            self._write(self.getvalue())

    def send(self, text: str) -> None:
        """Write some lines of an answer too long to buffer; all of them, even if Ctrl-C arrives meanwhile.

        Raises OutputClosedError for a closed pipe, OutputError if they cannot be written whole.
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
    """Delay Ctrl-C until the block ends, so that output ends at a line end; a second Ctrl-C acts at once."""
    import signal
    import threading

    received: list[int] = []

    def note(number: int, _: object) -> None:
        if received:
            raise KeyboardInterrupt
        received.append(number)

    is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    handled = is_default and threading.current_thread() is threading.main_thread()
    if handled:
        signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        if handled:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if received:
        raise KeyboardInterrupt


def _write_whole(stream: TextIO, text: str) -> None:
    """Write every byte: in unbuffered mode, Python's text streams drop what a single write does not accept."""
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
    """Discard what is still buffered, so that Python's final flush reports no error."""
    with contextlib.suppress(OSError, AttributeError, ValueError):  # standard output may have no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]  # AttributeError for None is suppressed
