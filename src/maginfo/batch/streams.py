"""The lines of a stream, block by block, whatever is in it: nothing is lost, and nothing is held but a block.

A line that cannot be taken as it stands (bytes of another encoding, a NUL, more than `LONGEST_LINE` characters) comes
as a `FaultyLine`, with what is wrong and with the offending bytes made visible.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from maginfo.errors import DataError, UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

V = TypeVar("V")
MAX_CELLS = 1_000_000
"""Of the rows that are handed on at once: a short line can stand for a row of many columns."""


def in_parts(rows: Sequence[V], most: int) -> Iterator[Sequence[V]]:
    """The rows in their order, at most so many at once."""
    return (rows[start : start + most] for start in range(0, len(rows), most))


def rows_at_once(columns: int) -> int:
    """How many rows of so many columns are handed on at once."""
    return max(1, MAX_CELLS // columns)


BLOCK = 65_536
"""Bytes read at once."""
MAX_LINE_LENGTH = 1_000_000
"""Characters. A longer line is passed over and its row rejected."""
MAX_SKIPPED_LENGTH = 100_000_000
"""Characters. A line that is longer still may never end; nothing more is read."""
SHOWN_OF_A_LONG_LINE = 1_000
DEFAULT_ENCODING = "utf-8-sig"
"""UTF-8, with a byte order mark or without."""
_LINE_END = re.compile(r"\r\n?|\n")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FaultyLine(str):
    """A line that is shown and not read."""

    reason: str

    @classmethod
    def of(cls, text: str, reason: str) -> FaultyLine:
        """The text as it can be shown."""
        line = cls(text)
        line.reason = reason
        return line


def known_encoding(name: str | None) -> str:
    """The encoding of that name, UTF-8 where none is given; UsageError where there is none of that name."""
    if name is None:
        return DEFAULT_ENCODING
    try:
        "".encode(name)
        found = codecs.lookup(name).name
        codecs.getincrementaldecoder(name)("surrogateescape").decode(b"x", final=False)
    except (LookupError, ValueError, AttributeError):
        raise UsageError(f"encoding '{name}' is not known; write one such as utf-8, latin-1 or cp1252") from None
    return DEFAULT_ENCODING if found == "utf-8" else found


class Lines:
    """The lines of a binary stream."""

    def __init__(self, stream: BinaryIO, name: str, encoding: str, *, newline: str = "", headed: bool = False) -> None:
        """`newline` as for `open`: the empty text takes every kind of line end, and keeps it; a line feed only that.

        Of lines that are `headed` the first names columns: one that is too long for it is no table, and may never end.
        """
        self.name = name
        self.bytes_read = 0
        self._stream = stream
        self._encoding = encoding
        self._newline = newline
        self._headed = headed

    def blocks(self) -> Iterator[list[str]]:
        """The lines that have come in, each with its end; DataError where the stream fails."""
        decoder = codecs.getincrementaldecoder(self._encoding)("surrogateescape")
        begun, passed_over, first = "", 0, self._headed
        while True:
            text = self._decoded(decoder, raw := self._read())
            if passed_over:  # in the middle of a line that is too long
                end = self._first_end(text)
                if end == 0 and raw:
                    passed_over += len(text)
                    if passed_over > MAX_SKIPPED_LENGTH:
                        raise DataError(f"'{self.name}': a line of over {MAX_SKIPPED_LENGTH:,} characters is no row")
                    continue
                yield [_too_long(begun)]
                begun, text, passed_over = "", text[end:], 0
            text = begun + text
            end = self._last_end(text) if raw else len(text)
            whole, begun = text[:end], text[end:]
            if whole:
                yield self._split(whole)
                first = False
            if len(begun) > MAX_LINE_LENGTH:
                if first:
                    raise DataError(
                        f"'{self.name}': the first line, which names columns, is over {MAX_LINE_LENGTH:,} characters"
                    )
                passed_over = len(begun)
                begun = begun[:SHOWN_OF_A_LONG_LINE]
            if not raw:
                return

    def _read(self) -> bytes:
        try:
            # read1 gives what has come in: a slow writer's rows are answered as they come.
            raw: bytes = getattr(self._stream, "read1", self._stream.read)(BLOCK)
        except (OSError, ValueError) as error:
            raise DataError(f"'{self.name}': cannot be read: {reason_of(error)}") from error
        if not self.bytes_read and raw[:2] in _UTF_16_MARKS and self._encoding == DEFAULT_ENCODING:
            raise DataError(f"'{self.name}': is UTF-16, not UTF-8; --encoding utf-16 reads it")
        self.bytes_read += len(raw)
        return raw

    def _decoded(self, decoder: codecs.IncrementalDecoder, raw: bytes) -> str:
        try:
            return decoder.decode(raw, final=not raw)
        except UnicodeError as error:
            reason = getattr(error, "reason", None) or str(error)
            raise DataError(f"'{self.name}': is not {self._encoding} near byte {self.bytes_read}: {reason}") from None

    def _first_end(self, text: str) -> int:
        """Where the first line ends; 0 where it goes on."""
        end = _LINE_END.search(text) if self._newline == "" else None
        return end.end() if end is not None else text.find("\n") + 1

    def _last_end(self, text: str) -> int:
        """Where the last whole line ends; a return at the very end may be half of a line's end."""
        end = text.rfind("\n") + 1
        if end == 0 and self._newline == "":
            end = text.rfind("\r", 0, max(len(text) - 1, 0)) + 1
        return end

    def _split(self, text: str) -> list[str]:
        lines = list(io.StringIO(text, newline=self._newline))
        if len(lines[0]) > MAX_LINE_LENGTH:  # only the first may have begun in an earlier block
            lines[0] = _too_long(lines[0])
        if "\0" in text or not _is_unicode(text):
            lines = [self._shown(line) for line in lines]
        return lines

    def _shown(self, line: str) -> str:
        if isinstance(line, FaultyLine):
            return line
        if not _is_unicode(line):
            shown = line.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\0", "\\x00")
            encoding = "UTF-8" if self._encoding == DEFAULT_ENCODING else self._encoding
            return FaultyLine.of(
                shown, f"holds bytes that are not {encoding}; --encoding names another, such as latin-1"
            )
        if "\0" in line:
            return FaultyLine.of(line.replace("\0", "\\x00"), "holds a NUL byte, which no text has")
        return line


def _too_long(line: str) -> FaultyLine:
    shown = line[:SHOWN_OF_A_LONG_LINE].replace('"', "'").rstrip("\r\n")
    return FaultyLine.of(
        f"{shown}\n", f"is longer than {MAX_LINE_LENGTH} characters, of which the first {len(shown)} are kept"
    )


def _is_unicode(text: str) -> bool:
    """Whether every byte could be decoded."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
