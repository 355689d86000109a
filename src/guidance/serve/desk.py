"""Answers questions in order, in a thread of its own, within limits of number and time.

States are worked out when they are first asked for, by code that is written for one thread; and
Python computes in one thread at a time anyway. So one thread answers, and the loop that talks to
clients never waits for it. A question that takes longer than the limit is given up by whoever
asked: the thread ends it (the engine counts its steps) and what it found is there for the next.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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
        self._name = name
        self._thread = self._opened()
        self._patience = patience
        self._most = most_waiting
        self._waiting = 0
        self._counting = threading.Lock()

    async def ask(self, work: Callable[[], _T]) -> _T:
        """Answer a question in the thread.

        Raises:
            Problem: Too many questions are waiting, or this one took too long.
        """
        with self._counting:
            if self._waiting >= self._most:
                raise Problem(
                    "busy",
                    503,
                    f"{self._waiting} questions are waiting",
                    "ask again in a second",
                    headers={"Retry-After": "1"},
                )
            self._waiting += 1
        answer = self._thread.submit(work)
        answer.add_done_callback(self._done)
        try:
            # Giving up cancels what has not begun; what has begun counts until it ends.
            return await asyncio.wait_for(asyncio.wrap_future(answer), self._patience)
        except TimeoutError:
            raise Problem(
                "took-too-long",
                503,
                f"no answer within {self._patience:g} seconds",
                "ask for less: one topic, one source, fewer years; or again in a minute",
                headers={"Retry-After": "60"},
            ) from None

    def _done(self, _: Future[_T]) -> None:
        with self._counting:
            self._waiting -= 1

    def close(self) -> None:
        """Give up what waits; what is being answered ends by itself. A new thread stands ready."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._thread = self._opened()

    def _opened(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
