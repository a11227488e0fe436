"""Read what labels say: one line, a whole label, an NIH DSLD label record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maginfo.labels.dsld.reader import read_dsld
    from maginfo.labels.text.reader import read_label, read_line

__all__ = ["read_dsld", "read_label", "read_line"]
_EXPORTS = {"read_dsld": "dsld.reader", "read_label": "text.reader", "read_line": "text.reader"}


def __getattr__(name: str) -> object:
    """Import a reader when it is first used; mypy takes the types of the readers from the imports above."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    reader: object = getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), name)
    return reader
