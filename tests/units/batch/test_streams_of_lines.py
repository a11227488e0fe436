"""The lines of a stream, whatever is in it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from trickle import Trickle

from maginfo.batch import streams as batch_lines
from maginfo.batch.streams import MAX_LINE_LENGTH, FaultyLine, Lines, find_encoding
from maginfo.errors import DataError, UsageError


def read(content: bytes, encoding: str | None = None, stream: type[io.BytesIO] = io.BytesIO, **how: Any) -> list[str]:
    source = Lines(stream(content), "rows.csv", find_encoding(encoding), **how)
    return [line for block in source.blocks() for line in block]


@pytest.mark.parametrize("stream", [io.BytesIO, Trickle])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"a\nb\n", ["a\n", "b\n"]),
        (b"a\r\nb", ["a\r\n", "b"]),
        (b"a\rb\r", ["a\r", "b\r"]),
        (b"\xef\xbb\xbfdose\n", ["dose\n"]),
        ("ä\u2028b\x0bc\n".encode(), ["ä\u2028b\x0bc\n"]),
    ],
)
def test_lines_end_where_csv_says(content: bytes, expected: list[str], stream: type[io.BytesIO]) -> None:
    assert read(content, stream=stream) == expected


@pytest.mark.parametrize("stream", [io.BytesIO, Trickle])
def test_bytes_of_another_encoding_cost_their_line(stream: type[io.BytesIO]) -> None:
    before, faulty, after = read("vor\nCaf\xe9\nCafé\n".encode("latin-1")[:8] + b"\nnach\n", stream=stream)
    assert (before, after) == ("vor\n", "nach\n")
    assert isinstance(faulty, FaultyLine)
    assert faulty == "Caf\\xe9\n"
    assert "UTF-8" in faulty.reason


def test_a_named_encoding_reads_its_bytes() -> None:
    assert read("Café\n".encode("latin-1"), "latin-1") == ["Café\n"]
    assert read("Café\n".encode("utf-16"), "utf-16") == ["Café\n"]


def test_utf_16_is_recognised() -> None:
    with pytest.raises(DataError, match="--encoding utf-16"):
        read("dose\n400\n".encode("utf-16"))


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "a\0b", "", "idna", "punycode"])
def test_what_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is not known"):
        find_encoding(name)


def test_a_nul_costs_its_line() -> None:
    before, faulty, after = read(b"a\n4\x0000\nb\n")
    assert (before, faulty, after) == ("a\n", "4\\x0000\n", "b\n")
    assert isinstance(faulty, FaultyLine)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_a_line_without_end_is_passed_over_and_never_held(ending: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_lines, "MAX_LINE_LENGTH", 1000)
    monkeypatch.setattr(batch_lines, "BLOCK_BYTES", 100)
    found = read(b"a\n" + b"9" * 5000 + ending + (b"b\n" if ending else b""))
    assert isinstance(found[1], FaultyLine)
    assert len(found[1]) <= 1001
    assert [found[0], *found[2:]] == (["a\n", "b\n"] if ending else ["a\n"])


def test_a_line_of_just_that_length_is_read() -> None:
    line = "9" * (MAX_LINE_LENGTH - 1) + "\n"
    assert read(line.encode()) == [line]


def test_a_stream_that_fails_is_told_by_its_name() -> None:
    class Failing(io.BytesIO):
        def read1(self, _: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(DataError, match=r"'rows.csv': cannot be read: Input/output error"):
        read(b"", stream=Failing)


@pytest.mark.parametrize("newline", ["", "\n"])
@pytest.mark.parametrize(
    "content",
    [b'{"dose":\r 400,\r\n', b"dose\r400\r300\r", b"a\r\nb\n\nc\rd", b"12\r\n3\n\r4", b"caf\xc3\xa9\r1\n\xff\r2"],
)
def test_a_slow_stream_has_the_lines_of_a_fast_one(content: bytes, newline: str) -> None:
    assert read(content, stream=Trickle, newline=newline) == read(content, newline=newline)


def test_a_return_within_an_object_does_not_end_its_line() -> None:
    lines = read(b'{"dose":\r 400}\n{"dose": 3}', stream=Trickle, newline="\n")
    assert lines == ['{"dose":\r 400}\n', '{"dose": 3}']
    long, short = read(b"x" * (MAX_LINE_LENGTH + 70_000) + b"\r" + b"x" * 70_000 + b"\n1\n", newline="\n")
    assert len(long) < MAX_LINE_LENGTH
    assert short == "1\n"


def test_a_line_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_lines, "MAX_LINE_LENGTH", 1000)
    monkeypatch.setattr(batch_lines, "MAX_SKIPPED_LENGTH", 5000)
    monkeypatch.setattr(batch_lines, "BLOCK_BYTES", 100)

    class Endless(io.BytesIO):
        def read1(self, _: int | None = -1, /) -> bytes:
            return b"\0" * 100

    with pytest.raises(DataError, match=r"'rows.csv': a line of over 5,000 characters"):
        read(b"", stream=Endless)


@pytest.mark.parametrize(("encoding", "content"), [("utf-16", b"\0" * 100), ("utf-32", b"dose\n")])
def test_what_an_encoding_cannot_begin_with_is_told(encoding: str, content: bytes) -> None:
    with pytest.raises(DataError, match=rf"'rows.csv': is not {encoding} near byte"):
        read(content, encoding)
