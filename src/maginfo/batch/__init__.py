"""Checks every row of a table: `check_rows` takes mappings, the other modules take files and streams.

>>> from maginfo.batch import check_rows
>>> [answer.severity for answer in check_rows([{"dose": "400 mg", "sex": "female"}])]
['major']
"""

from maginfo.answers.rows import NoMagnesiumRow
from maginfo.batch.run import RejectedRow, UncountedRow, check_rows, result_columns

__all__ = ["NoMagnesiumRow", "RejectedRow", "UncountedRow", "check_rows", "result_columns"]
