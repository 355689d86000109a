"""What every request passes first: the length of its address, and the name it asks for.

A page of another site that somebody opens in a browser can send requests to a server on the same
machine, and read the answers if its own name leads there (DNS rebinding). So a server that listens
on this machine alone answers only to the names of this machine, and to those it was told.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from starlette.responses import Response

from guidance.documents.writing import dumps
from guidance.serve.problems import MEDIA_TYPE, Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_ADDRESS = 8_192
"""Octets of path and query (RFC 9110 asks for 8,000 at least)."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Guard:
    """Refuses what is too long or not meant for this server; adds what all answers bear.

    Args:
        app: What answers.
        hosts: The names that the server answers to; ``None`` for all.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        self._app = app
        self._hosts = None if hosts is None else {name.lower() for name in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_ALWAYS]
            await send(message)

        refused = self._refuse(scope)
        if refused is not None:
            await respond_problem(refused, scope["method"])(scope, receive, sending)
            return
        await self._app(scope, receive, sending)

    def _refuse(self, scope: Scope) -> Problem | None:
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if size > MOST_ADDRESS:
            return Problem(
                "too-long",
                414,
                f"the address has {size:,} octets, and at most {MOST_ADDRESS:,} are read",
                "ask for less in one question",
            )
        if self._hosts is not None and (host := _host(scope)) not in self._hosts:
            return Problem(
                "not-this-host",
                421,
                f"this server does not answer to the name {host!r}",
                "ask it by the name that it was started with, or start it with --allow-host",
            )
        return None


def _host(scope: Scope) -> str:
    """The name in the ``Host`` header, without the port."""
    named = next((value for name, value in scope["headers"] if name == b"host"), b"")
    text = named.decode("latin-1").lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def respond_problem(problem: Problem, method: str = "GET") -> Response:
    """Make the response of a problem: never kept by anybody."""
    body = dumps(problem.document()).encode("utf-8", "backslashreplace")
    headers = {"Cache-Control": "no-store", **problem.headers}
    response = Response(body, problem.status, headers, MEDIA_TYPE)
    if method == "HEAD":
        response.body = b""
    return response
