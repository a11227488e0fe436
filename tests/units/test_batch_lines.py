"""The lines of a stream are the same however its bytes come in."""

from __future__ import annotations

import io

import pytest

from maginfo.batch.lines import DEFAULT_ENCODING, LONGEST_LINE, Lines


class Drops(io.BytesIO):
    """Gives a few bytes at once, as a slow writer does."""

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(5)


def lines_of(stream: io.BytesIO, newline: str) -> list[str]:
    return [line for block in Lines(stream, "rows", DEFAULT_ENCODING, newline=newline).blocks() for line in block]


@pytest.mark.parametrize("newline", ["", "\n"])
@pytest.mark.parametrize(
    "content",
    [b'{"dose":\r 400,\r\n', b"dose\r400\r300\r", b"a\r\nb\n\nc\rd", b"1234\r\n5678\n\r90", b"caf\xc3\xa9\r1\n\xff\r2"],
)
def test_a_slow_stream_has_the_lines_of_a_fast_one(content: bytes, newline: str) -> None:
    assert lines_of(Drops(content), newline) == lines_of(io.BytesIO(content), newline)


def test_a_return_within_an_object_does_not_end_its_line() -> None:
    assert lines_of(Drops(b'{"dose":\r 400}\n{"dose": 3}'), "\n") == ['{"dose":\r 400}\n', '{"dose": 3}']


def test_a_return_within_a_line_that_is_too_long_does_not_end_it() -> None:
    content = b"x" * (LONGEST_LINE + 70_000) + b"\r" + b"x" * 70_000 + b"\n1\n"
    long, short = lines_of(io.BytesIO(content), "\n")
    assert (len(long) < LONGEST_LINE, short) == (True, "1\n")
