"""The objects of JSON Lines or of one JSON array, one by one: an array is never whole in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from maginfo.batch.streams import MAX_LINE_LENGTH, FaultyLine
from maginfo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maginfo.batch.streams import Lines

_SPACE = " \t\r\n"


def json_rows(lines: Lines) -> Iterator[list[str]]:
    """Yield the text of each row: the lines, or the items of an array where the first line opens one."""
    blocks = lines.blocks()
    for block in blocks:
        first = next((line for line in block if line.strip()), None)
        if first is None:
            yield block
            continue
        if not _opens_array(first):
            yield block
            yield from blocks
            return
        yield from _items(lines.name, block, blocks)
        return


def _opens_array(line: str) -> bool:
    """Return whether a first line opens an array of objects; an array that ends in its line is one too."""
    begun = line.lstrip("\ufeff" + _SPACE)
    return begun.startswith("[") and begun[1:].lstrip(_SPACE)[:1] in ("", "{", "]")


def _items(name: str, block: list[str], blocks: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the items of an array, block by block; DataError where it is broken."""
    decoder = json.JSONDecoder()
    text = _text(name, block).lstrip("\ufeff" + _SPACE)[1:]
    opened, ended = True, False
    while True:
        found: list[str] = []
        place, ended = 0, False
        while True:
            place = _next(text, place)
            if text[place : place + 1] == "]":
                place, ended = place + 1, True
                break
            start = place if opened else _next(text, place + 1) if text[place : place + 1] == "," else -1
            if place >= len(text):
                break
            if start < 0:
                raise DataError(f"'{name}': is no JSON array: '{text[place]}' stands where ',' or ']' would")
            try:
                _, end = decoder.raw_decode(text, start)
            except (json.JSONDecodeError, RecursionError):
                break  # the item goes on in the next block, or is broken
            if end == len(text) and text[end - 1] not in "}]":
                break  # a number may go on
            found.append(text[start:end])
            place, opened = end, False
        yield found
        text = text[place:]
        if ended:
            _reject_more(name, text, blocks)
            return
        if len(text) > MAX_LINE_LENGTH:
            reason = f"an item is longer than {MAX_LINE_LENGTH:,} characters or broken"
            raise DataError(f"'{name}': is no JSON array: {reason}")
        more = next(blocks, None)
        if more is None:
            raise DataError(f"'{name}': is no JSON array: it breaks off at '{text.strip(_SPACE)[:60]}'")
        text += _text(name, more)


def _next(text: str, place: int) -> int:
    """Return the place of the next character that is no space."""
    while place < len(text) and text[place] in _SPACE:
        place += 1
    return place


def _text(name: str, block: list[str]) -> str:
    faulty = next((line for line in block if isinstance(line, FaultyLine)), None)
    if faulty is not None:
        raise DataError(f"'{name}': {faulty.reason}")
    return "".join(block)


def _reject_more(name: str, rest: str, blocks: Iterator[list[str]]) -> None:
    if rest.strip(_SPACE) or any(line.strip() for block in blocks for line in block):
        raise DataError(f"'{name}': more follows after the end of the JSON array")
