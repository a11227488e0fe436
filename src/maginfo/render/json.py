"""Answers for programs: one JSON object, with its schema's name first."""

from __future__ import annotations

import json
from typing import Any

from maginfo.render.plain import plain

ERROR_SCHEMA = "maginfo.error/1"


def render_json(answer: Any, *, indent: bool = False) -> str:
    """The answer as JSON, escaped to ASCII so that no terminal, pipe or code page can change it.

    `indent` sets it out for people; a program reads it as well without, and it is written sooner.
    """
    return json.dumps(plain(answer), indent=2 if indent else None) + "\n"


def render_error(code: str, message: str, suggestions: tuple[str, ...]) -> str:
    """An error as JSON."""
    error = {"code": code, "message": message, "suggestions": list(suggestions)}
    return json.dumps({"schema": ERROR_SCHEMA, "error": error}, indent=2) + "\n"
