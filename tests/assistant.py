"""An assistant that asks `maginfo mcp`: the SDK's client over standard input and output."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from processes import MAGINFO, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

ERAS = ("2025-11-25", "2026-07-28")
"""The two protocols: with a handshake, and without."""


class Result(NamedTuple):
    """What a tool answered."""

    is_error: bool
    text: str
    structured: dict[str, Any] | None


class Assistant:
    """A client of the SDK, for tests that are not asynchronous."""

    def __init__(self, portal: Any, client: Any) -> None:
        self._portal, self._client = portal, client

    def ask(self, method: str, *arguments: Any, **options: Any) -> Any:
        """Call a method of the client."""
        return self._portal.call(lambda: getattr(self._client, method)(*arguments, **options))

    def call(self, tool: str, **arguments: Any) -> Result:
        """Call a tool."""
        result = self.ask("call_tool", tool, arguments)
        (content,) = result.content
        return Result(result.is_error, content.text, result.structured_content)


@contextmanager
def assistant(*words: str, era: str = ERAS[1], command: tuple[str, ...] = MAGINFO, **env: str) -> Iterator[Assistant]:
    """Start the server as an assistant does, and connect."""
    mcp = pytest.importorskip("mcp", reason="the extra 'mcp' is not installed")
    from anyio.from_thread import start_blocking_portal

    program = mcp.StdioServerParameters(command=command[0], args=[*command[1:], "mcp", *words], env=surroundings(**env))
    mode = "legacy" if era == ERAS[0] else era
    with start_blocking_portal() as portal:
        client = mcp.Client(program, mode=mode, read_timeout_seconds=120)
        with portal.wrap_async_context_manager(client):
            yield Assistant(portal, client)
