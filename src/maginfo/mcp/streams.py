"""Standard input and output as the SDK's streams, which end when every question has its answer."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from mcp import stdio_server
from mcp.types import JSONRPCError, JSONRPCRequest, JSONRPCResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

GRACE_SECONDS = 60
"""How long the answers to the last questions may take once the input has ended; a cancelled question has none."""


@asynccontextmanager
async def patient_stdio() -> AsyncIterator[tuple[Any, Any]]:
    """Yield the stream of questions and the stream of answers.

    The SDK drops what is not answered when its input ends, as it does at once for `printf ... | maginfo mcp`. Here the
    end of the input is handed on only after the last answer.
    """
    asked: set[Any] = set()
    answered = anyio.Event()

    async def hand_on_questions() -> None:
        nonlocal answered
        async with to_server:
            async for item in incoming:
                if not isinstance(item, Exception) and isinstance(item.message, JSONRPCRequest):
                    asked.add(item.message.id)
                await to_server.send(item)
            with anyio.move_on_after(GRACE_SECONDS):
                while asked:
                    answered = anyio.Event()
                    await answered.wait()

    async def hand_on_answers() -> None:
        async with outgoing:
            async for item in from_server:
                await outgoing.send(item)
                if isinstance(item.message, (JSONRPCResponse, JSONRPCError)):
                    asked.discard(item.message.id)
                    answered.set()

    async with stdio_server() as (incoming, outgoing), anyio.create_task_group() as tasks:
        to_server, questions = anyio.create_memory_object_stream[Any](0)
        answers, from_server = anyio.create_memory_object_stream[Any](0)
        tasks.start_soon(hand_on_questions)
        tasks.start_soon(hand_on_answers)
        yield questions, answers
