"""Listens: the socket, the limits of a connection, the line that says where, the graceful end."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from guidance.errors import QueryError
from guidance.serve.app import Server, application
from guidance.serve.editions import told
from guidance.serve.guard import MOST_ADDRESS

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

_MOST_CONNECTIONS = 500
_SECONDS_TO_ASK = 10.0
_SECONDS_TO_TAKE = 30.0
_SECONDS_TO_END = 10
_MOST_HEAD = 4 * MOST_ADDRESS
"""Octets of a request before its end; beyond, it is refused unread."""


class Patient(H11Protocol):
    """A connection that is given up when its client asks or takes too slowly.

    Otherwise whoever opens connections and sends a letter a minute holds them all.
    """

    _asking: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None
    _answered: object = None
    """What was answered last when the clock for the next question started."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give a new client its time to ask."""
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        """Start the clock with the first octet of a further question."""
        if self._asking is None and self.cycle is not None and self.cycle.response_complete:
            self._start()
        super().data_received(data)

    def handle_events(self) -> None:
        """Stop the clock once a question is complete."""
        super().handle_events()
        if self._asking is not None and self.cycle is not self._answered:
            self._asking.cancel()
            self._asking = None

    def _start(self) -> None:
        self._answered = self.cycle
        self._asking = self.loop.call_later(_SECONDS_TO_ASK, self._give_up)

    def pause_writing(self) -> None:
        """Start the clock when the client does not take what it is sent."""
        super().pause_writing()
        self._taking = self.loop.call_later(_SECONDS_TO_TAKE, self._give_up)

    def resume_writing(self) -> None:
        """Stop it when the client takes again."""
        super().resume_writing()
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        super().connection_lost(exc)
        for clock in (self._asking, self._taking):
            if clock is not None:
                clock.cancel()

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()


class _Told(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, when_started: Callable[[], object]) -> None:
        super().__init__(config)
        self._when_started = when_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._when_started()


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 for any that is free.

    Raises:
        QueryError: It cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        mend = "choose another with --port, or 0 for any that is free"
        raise QueryError(f"cannot listen at {host} port {port}: {reason}; {mend}") from None
    return listener


def run(
    server: Server,
    at: socket.socket,
    more: Collection[BaseRoute] = (),
    running: Callable[[], contextlib.AbstractAsyncContextManager[Any]] = contextlib.nullcontext,
) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM); what is being answered is ended.

    Args:
        server: What answers.
        at: Where to listen.
        more: Further routes.
        running: What has to run as long as it serves.
    """
    host, port = at.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    config = uvicorn.Config(
        application(server, more, running),
        http=Patient,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,  # what was asked about a person is nobody's business
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_SECONDS_TO_END,
        h11_max_incomplete_event_size=_MOST_HEAD,
    )
    holds = told(server.shelf.current)
    started = f"serving {holds} at {address} (Ctrl+C stops it)"
    with contextlib.suppress(KeyboardInterrupt):
        _Told(config, lambda: server.settings.notice(started)).run(sockets=[at])
