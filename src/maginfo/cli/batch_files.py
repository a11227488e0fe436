"""The files of `maginfo batch`: their formats, by option or suffix, and the bytes of what is read."""

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from maginfo.errors import DataError, UsageError, join_or, reason_of

STANDARD_INPUT = "-"
PARQUET = "parquet"
INPUT_FORMATS = ("csv", "tsv", "jsonl", PARQUET)
GZIP_SUFFIX, GZIP_MAGIC = ".gz", b"\x1f\x8b"
_WORKBOOK = "is a workbook of a spreadsheet, or another packed file: save its sheet as CSV"
NO_TABLES = {
    b"PK\x03\x04": _WORKBOOK,
    b"\xd0\xcf\x11\xe0": _WORKBOOK,
    b"%PDF": "is a PDF, and no table: write its rows as CSV",
    b"PAR1": "is Parquet: --input-format parquet reads it",
}
"""The first bytes of files that are often given in place of a table, and what to do about each."""
FORMATS = ("csv", "tsv", "json", PARQUET)
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".parquet": PARQUET,
}
DELIMITERS = {"csv": ",", "tsv": "\t"}


def read_input_format(wanted: str | None, file: str) -> str:
    """Return the input format, by the option or the suffix; UsageError for an unknown one."""
    if wanted is None:
        suffix = Path(file.lower().removesuffix(GZIP_SUFFIX)).suffix
        read_as = SUFFIXES.get(suffix, "csv")
        return "jsonl" if read_as == "json" else read_as
    if wanted not in INPUT_FORMATS:
        raise UsageError(f"--input-format '{wanted}': write one of {', '.join(INPUT_FORMATS)}")
    return wanted


def read_delimiter(wanted: str | None, read_as: str) -> str | None:
    """Return the sign between cells; None to choose it by the first line. UsageError for more than one character."""
    if wanted is None:
        return DELIMITERS["tsv"] if read_as == "tsv" else None
    sign = {"tab": "\t", "\\t": "\t"}.get(wanted.casefold(), wanted)
    if len(sign) != 1 or sign in '"\r\n':
        raise UsageError(f"--delimiter '{wanted}': write one sign, such as ';', or tab")
    return sign


def read_decimal_comma(wanted: str | None) -> bool | None:
    """Return whether commas stand before decimals; None to decide it by the table."""
    if wanted not in (None, "comma", "point"):
        raise UsageError(f"--decimal '{wanted}': write comma or point")
    return None if wanted is None else wanted == "comma"


def read_output_format(wanted: str | None, json_: bool, output: str | None) -> str:
    """Return the output format, by the options or the suffix; UsageError for an unknown one or two that differ."""
    if wanted == PARQUET or (wanted is None and output is not None and output.lower().endswith(".parquet")):
        if json_:
            raise UsageError("--json and Parquet contradict each other; keep one")
        return PARQUET
    if wanted is not None and wanted not in FORMATS:
        raise UsageError(f"format '{wanted}': batch writes {', '.join(FORMATS)}")
    if json_ and wanted not in (None, "json"):
        raise UsageError(f"--json and --format {wanted} contradict each other; keep one")
    if json_ or wanted is not None:
        return wanted or "json"
    suffix = Path(output).suffix.lower() if output is not None else ""
    if suffix and suffix not in SUFFIXES:
        raise UsageError(
            f"'{output}': batch writes {', '.join(FORMATS)}; name one with --format, or use {join_or([*SUFFIXES])}"
        )
    return SUFFIXES.get(suffix, "csv")


def shown_name(file: str) -> str:
    """Return the name of the input for messages."""
    return "standard input" if file == STANDARD_INPUT else file


@contextlib.contextmanager
def opened_input(file: str, read_as: str) -> Iterator[BinaryIO]:
    """Open the input as bytes; DataError, naming the file, if that fails or it is no table."""
    if file == STANDARD_INPUT:
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise DataError("standard input is closed")
        yield _unpacked(stream, file, read_as)
        return
    try:
        if os.path.isdir(file):  # noqa: PTH112  # Path.is_dir raises for a name that is too long
            raise DataError(f"'{file}': is a folder; batch reads one file, or - for standard input")
        stream = Path(file).open("rb")  # noqa: SIM115  # closed below, so that an error while reading is not reported as one of opening
    except (OSError, ValueError) as error:
        raise DataError(f"'{file}': cannot be read: {reason_of(error)}") from error
    with stream:
        yield _unpacked(stream, file, read_as)


def _unpacked(stream: BinaryIO, file: str, read_as: str) -> BinaryIO:
    """Return the stream, or what it unpacks to if it is packed by gzip; DataError for a file that is no table."""
    head = stream.peek(len(GZIP_MAGIC)) if hasattr(stream, "peek") else b""
    fault = next((said for magic, said in NO_TABLES.items() if head.startswith(magic)), None)
    if fault is not None and read_as != PARQUET:
        raise DataError(f"'{shown_name(file)}': {fault}")
    if not head.startswith(GZIP_MAGIC):
        return stream
    import gzip

    return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]  # it reads as a BinaryIO does


def reject_writing_to_input(stream: BinaryIO, file: str, output: str | None) -> None:
    """Raise UsageError if input and output are the same file."""
    with contextlib.suppress(OSError, AttributeError, ValueError):  # a stream may have no file behind it
        read = os.fstat(stream.fileno())
        # Without standard output the AttributeError is suppressed; fstat and stat give what samestat compares.
        written = os.stat(output) if output is not None else os.fstat(sys.__stdout__.fileno())  # type: ignore[union-attr]  # noqa: PTH116
        if stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
            raise UsageError(f"'{shown_name(file)}' is an input file; choose another output file")


def size_of(stream: BinaryIO) -> int | None:
    """Return the size in bytes; None for a stream of unknown length."""
    with contextlib.suppress(OSError, AttributeError):
        return os.fstat(stream.fileno()).st_size or None if isinstance(stream, io.BufferedReader) else None
    return None
