"""The lines of a stream, block by block: no line is dropped, and only one block is in memory.

A line that cannot be read (bytes of another encoding, a NUL, more than `MAX_LINE_LENGTH` characters) becomes a
`FaultyLine` with the reason and with the faulty bytes escaped.
"""

from __future__ import annotations

import codecs
import io
import re
import zlib
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from maginfo.errors import DataError, UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

V = TypeVar("V")
MAX_CELLS = 1_000_000
"""Cells of one chunk of rows: a short line can become a row of many columns."""


def in_chunks(rows: Sequence[V], max_rows: int) -> Iterator[Sequence[V]]:
    """Yield the rows in order, in chunks of at most `max_rows`."""
    return (rows[start : start + max_rows] for start in range(0, len(rows), max_rows))


def max_rows_in_chunk(columns: int) -> int:
    """Return the number of rows of that width that one chunk holds."""
    return max(1, MAX_CELLS // columns)


BLOCK_BYTES = 65_536
"""Bytes of one read."""
MAX_LINE_LENGTH = 1_000_000
"""Characters; a longer line is skipped and its row rejected."""
MAX_SKIPPED_LENGTH = 100_000_000
"""Characters; a longer line may never end, and reading stops."""
MAX_SHOWN_OF_LONG_LINE = 1_000
"""Characters shown of a skipped line."""
DEFAULT_ENCODING = "utf-8-sig"
"""UTF-8 with or without a byte order mark."""
_LINE_END = re.compile(r"\r\n?|\n")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FaultyLine(str):
    """A line that cannot be read, as text that can be shown."""

    reason: str

    @classmethod
    def of(cls, text: str, reason: str) -> FaultyLine:
        """Return the text with the reason why it cannot be read."""
        line = cls(text)
        line.reason = reason
        return line


def find_encoding(name: str | None) -> str:
    """Return the encoding of that name, UTF-8 for None; UsageError for an unknown name."""
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
        """Open the lines; `newline` as for `open`: empty accepts and keeps every line end, a line feed only that one.

        `headed`: the first line names columns; if it is too long, the stream is no table.
        """
        self.name = name
        self.bytes_read = 0
        self._begun = b""
        """Bytes that were looked at and not yet read."""
        self._stream = stream
        self._encoding = encoding
        self._newline = newline
        self._headed = headed

    def opens_array(self) -> bool:
        """Return whether the stream begins with a JSON array of objects; what is read for it is not lost."""
        begun = b""
        while True:
            seen = begun.removeprefix(codecs.BOM_UTF8).lstrip()
            if seen[:1] == b"[" and seen[1:].lstrip():
                break
            if (seen and seen[:1] != b"[") or not (raw := self._read()):
                break
            begun += raw
        self._begun = begun
        return seen[:1] == b"[" and seen[1:].lstrip()[:1] in (b"{", b"]", b"")

    def beginnings(self) -> Iterator[str]:
        """Yield the beginning of the text, longer each time; what is read for it is not lost."""
        begun = self._begun
        while True:
            if begun:
                self._begun = begun
                yield begun.decode(self._encoding, "replace")
            self._begun = b""
            raw = self._read()
            if not raw:
                self._begun = begun
                return
            begun += raw

    def characters(self) -> Iterator[str]:
        """Yield the text as it arrives, without regard to lines; bytes of another encoding become surrogates."""
        decoder = codecs.getincrementaldecoder(self._encoding)("surrogateescape")
        while True:
            raw = self._read()
            yield self._decoded(decoder, raw)
            if not raw:
                return

    @property
    def not_decoded(self) -> str:
        """Why text that holds bytes of another encoding cannot be read."""
        encoding = "UTF-8" if self._encoding == DEFAULT_ENCODING else self._encoding
        return f"holds bytes that are not {encoding}; --encoding names another, such as latin-1"

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines as they arrive, each with its line end; DataError if the stream fails."""
        decoder = codecs.getincrementaldecoder(self._encoding)("surrogateescape")
        unfinished, skipped, first = "", 0, self._headed
        while True:
            text = self._decoded(decoder, raw := self._read())
            if skipped:  # inside a line that is too long
                end = self._first_end(text)
                if end == 0 and raw:
                    skipped += len(text)
                    if skipped > MAX_SKIPPED_LENGTH:
                        raise DataError(f"'{self.name}': a line of over {MAX_SKIPPED_LENGTH:,} characters is no row")
                    continue
                yield [_too_long(unfinished)]
                unfinished, text, skipped = "", text[end:], 0
            text = unfinished + text
            end = self._last_end(text) if raw else len(text)
            whole, unfinished = text[:end], text[end:]
            if whole:
                yield self._split(whole)
                first = False
            if len(unfinished) > MAX_LINE_LENGTH:
                if first:
                    raise DataError(
                        f"'{self.name}': the first line, which names columns, is over {MAX_LINE_LENGTH:,} characters"
                    )
                skipped = len(unfinished)
                unfinished = unfinished[:MAX_SHOWN_OF_LONG_LINE]
            if not raw:
                return

    def _read(self) -> bytes:
        if self._begun:
            begun, self._begun = self._begun, b""
            return begun
        try:
            # read1 returns what has arrived, so that rows of a slow writer are checked at once.
            raw: bytes = getattr(self._stream, "read1", self._stream.read)(BLOCK_BYTES)
        except (OSError, ValueError, EOFError, zlib.error) as error:  # the last two: a broken gzip file
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
        """Return where the first line ends; 0 if it does not end here."""
        end = _LINE_END.search(text) if self._newline == "" else None
        return end.end() if end is not None else text.find("\n") + 1

    def _last_end(self, text: str) -> int:
        """Return where the last complete line ends; a final carriage return may be half a line end."""
        end = text.rfind("\n") + 1
        if end == 0 and self._newline == "":
            end = text.rfind("\r", 0, max(len(text) - 1, 0)) + 1
        return end

    def _split(self, text: str) -> list[str]:
        lines = list(io.StringIO(text, newline=self._newline))
        if len(lines[0]) > MAX_LINE_LENGTH:  # only the first may begin in an earlier block
            lines[0] = _too_long(lines[0])
        if "\0" in text or not is_unicode(text):
            lines = [self._shown(line) for line in lines]
        return lines

    def _shown(self, line: str) -> str:
        if isinstance(line, FaultyLine):
            return line
        if not is_unicode(line):
            return FaultyLine.of(escaped(line), self.not_decoded)
        if "\0" in line:
            return FaultyLine.of(escaped(line), "holds a NUL byte, which no text has")
        return line


def _too_long(line: str) -> FaultyLine:
    shown = line[:MAX_SHOWN_OF_LONG_LINE].replace('"', "'").rstrip("\r\n")
    return FaultyLine.of(
        f"{shown}\n", f"is longer than {MAX_LINE_LENGTH} characters, of which the first {len(shown)} are kept"
    )


def escaped(text: str) -> str:
    """Return the text with bytes of another encoding, and NULs, written as escapes."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def is_unicode(text: str) -> bool:
    """Return whether every byte could be decoded."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
