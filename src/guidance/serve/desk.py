"""Answers questions in order, in a thread of its own, within limits of number and time.

States are worked out when they are first asked for, by code that is written for one thread; and
Python computes in one thread at a time anyway. So one thread answers, and the loop that talks to
clients never waits for it. A question that takes longer than the limit is given up by whoever
asked: the thread ends it (the engine counts its steps) and what it found is there for the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from guidance.serve.problems import Problem

_T = TypeVar("_T")


class Desk:
    """One thread that answers, and the queue before it.

    Args:
        name: What its thread is called.
        patience: Seconds that one question may wait and take together.
        most_waiting: Questions in the queue, the one being answered included.
    """

    def __init__(self, name: str, *, patience: float, most_waiting: int) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._patience = patience
        self._most = most_waiting
        self._waiting = 0

    async def ask(self, work: Callable[[], _T]) -> _T:
        """Answer a question in the thread.

        Raises:
            Problem: Too many questions are waiting, or this one took too long.
        """
        if self._waiting >= self._most:
            raise Problem(
                "busy",
                503,
                f"{self._waiting} questions are waiting",
                "ask again in a second",
                headers={"Retry-After": "1"},
            )
        self._waiting += 1
        answer = asyncio.get_running_loop().run_in_executor(self._thread, work)
        answer.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(answer), self._patience)
        except TimeoutError:
            answer.cancel()  # only what has not begun can be given up
            raise Problem(
                "took-too-long",
                503,
                f"no answer within {self._patience:g} seconds",
                "ask for less: one topic, one source, fewer years; or again in a minute",
                headers={"Retry-After": "60"},
            ) from None

    def _done(self, answer: asyncio.Future[_T]) -> None:
        self._waiting -= 1
        if not answer.cancelled():
            answer.exception()  # whoever asked may have gone; then nobody else looks at it

    def close(self) -> None:
        """Take no more questions; what is being answered ends by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)
