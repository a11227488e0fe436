"""Checks every row of a table: `check_rows` takes mappings, the other modules take files and streams.

>>> from maginfo.batch import check_rows
>>> [answer.severity for answer in check_rows([{"dose": "400 mg", "sex": "female"}])]
['major']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maginfo.answers.rows import NoMagnesiumRow
    from maginfo.batch.run import RejectedRow, UncountedRow, check_rows, result_columns

__all__ = ["NoMagnesiumRow", "RejectedRow", "UncountedRow", "check_rows", "result_columns"]


def __getattr__(name: str) -> object:
    """Import what runs a batch when it is first used: the list of commands takes 1.3 times as long with it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from maginfo.batch import run

    return getattr(run, name)
