"""Standard output, held back until an answer is whole and then written once."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO

from maginfo.errors import OutputError


class HeldOutput(io.StringIO):
    """Takes what is printed, and answers for the stream that it will go to."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream

    def isatty(self) -> bool:
        """Whether a person is looking at the stream."""
        return self._stream is not None and self._stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The stream's encoding."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def release(self) -> None:
        """Write all that was held.

        A reader that has gone is no error: `maginfo ... | head` is quiet. Raises OutputError for anything else that
        keeps the text from being written whole.
        """
        text = self.getvalue()
        if not text:
            return
        if self._stream is None:
            raise OutputError("standard output is closed")
        try:
            _write_whole(self._stream, text)
        except BrokenPipeError:
            discard_output()
        except (OSError, ValueError) as error:
            discard_output()
            reason = getattr(error, "strerror", None) or str(error)
            raise OutputError(f"standard output: {reason}; the answer is not complete") from error


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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
