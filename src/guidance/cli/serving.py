"""The command that serves answers over HTTP and to assistants."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from guidance.cli.loading import read
from guidance.cli.options import data_of
from guidance.cli.words import DATA_HELP
from guidance.errors import MissingExtraError

if TYPE_CHECKING:
    from guidance.serve.app import Server


@click.command(
    "serve",
    epilog="""\b
Examples:
  guidance serve
  guidance serve --data my-records --port 8080
  guidance serve --mcp stdio

It listens until it is stopped with Ctrl+C or SIGTERM. Records are read again when their files
change. It needs: pip install 'guidance-timeline[serve]'

Exit codes: 0 stopped; 2 usage, or the port is taken; 3 bad records.""",
)
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; 0.0.0.0 for every network this machine is in.",
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 for any that is free.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A name that the server answers to; may be repeated. Without it, a server that listens on"
    " this machine alone answers to this machine's own names, any other to all.",
)
@click.option(
    "--mcp",
    type=click.Choice(("http", "stdio")),
    help="Also answer assistants at /mcp (http); or nobody but the assistant that started it"
    " (stdio).",
)
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    data: tuple[str, ...],  # noqa: ARG001  (read from the context, with what stands before)
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    mcp: str | None,
) -> None:
    """Answer questions over HTTP, and those of assistants (MCP). It only reads."""
    try:
        from guidance.serve.app import Server, Settings
        from guidance.serve.editions import Shelf
        from guidance.serve.guard import LOOPBACK
    except ImportError as error:
        raise MissingExtraError("serving needs Starlette and uvicorn", "serve") from error
    hosts = {host, *LOOPBACK, *allow_host} if allow_host or host in LOOPBACK else None
    settings = Settings(
        version=version("guidance-timeline"),
        own_day=lambda: date.today(),  # noqa: DTZ011  (the server's own day; the library has no clock)
        notice=lambda told: click.echo(f"guidance: {told}", err=True),
        hosts=hosts,
    )
    server = Server(Shelf(data_of(ctx), settings.version, read), settings)
    _run(server, host, port, mcp)


def _run(server: Server, host: str, port: int, mcp: str | None) -> None:
    from guidance.serve.running import listen, run

    if mcp is None:
        run(server, listen(host, port))
        return
    from guidance.serve.assistants import at_http, over_stdio

    if mcp == "stdio":
        over_stdio(server)
        return
    server.assistants = "/mcp"
    run(server, listen(host, port), *at_http(server))
