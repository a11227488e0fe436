"""Pages: which blocks each answer has, and in which order, for text, Markdown and HTML alike.

Each command, or group of commands that belong together, has one module here. `maginfo.render.wording` has
readable words for the codes in the data. `pages.check` imports the module when it is first used: JSON needs no page.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maginfo.render.pages import (
        cautions,
        check,
        due,
        evidence,
        intake,
        interactions,
        label,
        label_files,
        lookup,
        plan,
        profile,
        show,
        sources,
    )

    __all__ = [
        "cautions",
        "check",
        "due",
        "evidence",
        "intake",
        "interactions",
        "label",
        "label_files",
        "lookup",
        "plan",
        "profile",
        "show",
        "sources",
    ]


def __getattr__(name: str) -> Any:
    """Import the module of that name; AttributeError for a name with an underscore before it."""
    if name.startswith("_"):
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return import_module(f"{__name__}.{name}")
