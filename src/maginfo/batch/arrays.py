"""The objects of JSON Lines, of one JSON array, or one after the other over several lines: never all in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from maginfo.batch.streams import MAX_LINE_LENGTH, escaped, is_unicode
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.batch.streams import Lines

_SPACE = " \t\r\n"
_MAX_SHOWN = 60
MAX_FIRST_LENGTH = 100_000
"""Characters in which a first object over several lines ends."""


def json_rows(lines: Lines) -> Iterator[list[str]]:
    """Yield the text of each row, block by block: the lines, or the items of an array if the text opens one.

    Where the first object ends on a later line, every object is taken as a whole.
    """
    if lines.opens_array():
        return _Items(lines, in_array=True).blocks()
    return _Items(lines, in_array=False).blocks() if _first_goes_on(lines) else lines.blocks()


def _first_goes_on(lines: Lines) -> bool:
    """Return whether the first object begins on the first line and ends, well-formed, on a later one."""
    decoder, size = _bounds(), 0
    for begun in lines.beginnings():
        text = begun.lstrip("\ufeff" + _SPACE)
        first, newline, _ = text.partition("\n")
        if text[:1] not in ("{", "") or (newline and first.rstrip().endswith("}")):
            return False
        try:
            found, end = decoder.raw_decode(text)
            return bool(found) and "\n" in text[:end]
        except (json.JSONDecodeError, RecursionError):
            size = len(text)
        if size > MAX_FIRST_LENGTH:
            return False
    return False


def _bounds() -> json.JSONDecoder:
    """Return a decoder that finds where an item ends, whatever number of digits is in it."""
    return json.JSONDecoder(parse_int=str, parse_float=str)


class _Items:
    """The items of an array, or objects one after the other, each as its text."""

    def __init__(self, lines: Lines, *, in_array: bool) -> None:
        self._lines = lines
        self._in_array = in_array
        self._blocks = lines.characters()
        self._decoder = _bounds()
        self._text = ""
        """What is read and not yet part of an item."""
        self._after_item = False

    def blocks(self) -> Iterator[list[str]]:
        """Yield the items as they arrive; DataError where the array is broken."""
        opened = False
        for block in self._blocks:
            self._text += block
            if not opened:
                self._text = self._text.lstrip("\ufeff" + _SPACE)
                if not self._text:
                    continue
                self._text, opened = self._text[1:] if self._in_array else self._text, True
            found, ended = self._taken()
            yield found
            if ended:
                self._reject_more()
                return
            if len(self._text) > MAX_LINE_LENGTH:
                raise self._error(f"an item is longer than {MAX_LINE_LENGTH:,} characters or broken")
        if not self._in_array and not self._text.strip(_SPACE):
            return
        raise self._error(f"it breaks off at '{escaped(self._text.strip(_SPACE)[:_MAX_SHOWN])}'")

    def _taken(self) -> tuple[list[str], bool]:
        """Take the whole items from the text; also returns whether the array ends."""
        found: list[str] = []
        place, text = 0, self._text
        ended = False
        while True:
            place = _next(text, place)
            if place == len(text):
                break
            if text[place] == "]" and self._in_array:
                place, ended = place + 1, True
                break
            follows = self._after_item and self._in_array
            if follows and text[place] != ",":
                raise self._error(f"'{escaped(text[place])}' stands where ',' or ']' would")
            start = _next(text, place + 1) if follows else place
            try:
                _, end = self._decoder.raw_decode(text, start)
            except (json.JSONDecodeError, RecursionError):
                break  # the item goes on in the next block, or is broken
            if end == len(text) and text[end - 1] not in "}]":
                break  # a number may go on
            found.append(self._unbroken(text[start:end]))
            place, self._after_item = end, True
        self._text = text[place:]
        return found, ended

    def _unbroken(self, item: str) -> str:
        """Return the item; DataError if it holds bytes of another encoding."""
        if not is_unicode(item):
            raise DataError(f"'{self._lines.name}': {self._lines.not_decoded}")
        return item

    def _reject_more(self) -> None:
        if self._text.strip(_SPACE) or any(block.strip(_SPACE) for block in self._blocks):
            raise self._error("more follows after its end")

    def _error(self, reason: str) -> DataError:
        return DataError(f"'{self._lines.name}': is no JSON{' array' if self._in_array else ''}: {reason}")


def _next(text: str, place: int) -> int:
    """Return the place of the next character that is no space."""
    while place < len(text) and text[place] in _SPACE:
        place += 1
    return place
