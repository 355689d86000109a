"""The tools as they are offered: their names, what they ask for, and how they are reached."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from guidance.errors import GuidanceError, UnknownNameError
from guidance.serve.assistants import answering
from guidance.serve.assistants.shapes import (
    AsOfTold,
    ChangesTold,
    CitationsTold,
    ExplainTold,
    RulingTold,
    UpcomingTold,
)
from guidance.serve.problems import Problem, problem_of

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from guidance.corpus import Corpus
    from guidance.serve.app import Server
    from guidance.serve.editions import Edition

_T = TypeVar("_T")

INSTRUCTIONS = """\
Answers from dated records of regulatory guidance: what applied on a day, what changed, why.

Two dates are never to be confused. `on` is the day asked about. `known_on` asks for the answer that
could be given on that day, from what had been published by then; leave it out for everything
recorded.

Pass on the `status` of a statement word for word, with the day `on`: it is the status of that day,
and not of today. A recommendation is not in force. What cannot be
settled is neither true nor false. What is not recorded is not known: never conclude from it that
nothing applied. Where `left_out` is not null, the answer is longer: it says how to get the rest.
Cite with `citation`. This is no medical advice."""

_MOST_BODY = 256 * 1024
_MOST_NAMES = 30
"""Names that are told where one is asked for that looks like none of them."""

_Day = Annotated[str, Field(description="A day, as 2020-01-15.", pattern=r"^\d{4}-\d{2}-\d{2}$")]
_KnownOn = Annotated[
    str | None,
    Field(
        description="Answer as could be done on this day. Leave it out for everything recorded.",
        pattern=r"^\d{4}-\d{2}-\d{2}$",
    ),
]
_Topic = Annotated[str | None, Field(description="Only this topic.")]
_Source = Annotated[str | None, Field(description="Only this source.")]
_Place = Annotated[
    str | None, Field(description="Only what applies here: a code like GB, GB-SCT or EU.")
]
_Kind = Annotated[str | None, Field(description="Only provisions of this kind.")]
_Ref = Annotated[str, Field(description="A provision, as source#id.", max_length=300)]
_Facts = Annotated[
    list[str],
    Field(
        description="What is known of the person, as relapses=2/P24M or prior-dmt=no; everything"
        " else is open.",
        max_length=100,
    ),
]
_Skip = Annotated[int, Field(description="Leave out so many at the start.", ge=0)]
_Limit = Annotated[int, Field(description="How many to take.", ge=1, le=100)]


class GivenCitation(BaseModel):
    """A citation to be checked."""

    model_config = ConfigDict(extra="forbid")

    ref: str = Field(description="A provision as source#id, or a version as source@version.")
    words: str | None = Field(None, description="Words that it is said to hold.", max_length=2000)


def _refusal(error: GuidanceError, corpus: Corpus) -> str:
    """What is wrong and how to mend it; whoever asks by tools has no address to look names up."""
    problem = problem_of(error)
    if not isinstance(error, UnknownNameError) or error.suggestions:
        return f"{problem.detail}; {problem.mend}"
    facts = (fact for sheet in corpus.sheets.values() for fact in sheet.facts)
    listed = {
        "topic": corpus.topics,
        "source": tuple(corpus.sources),
        "kind": corpus.kinds,
        "fact": tuple(dict.fromkeys(facts)),
    }
    names = listed.get(error.kind, ())
    if not names:
        return f"{problem.detail}; as_of tells the names that are recorded"
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return f"{problem.detail}; there are {', '.join(names[:_MOST_NAMES])}{more}"


class Offered:
    """The tools, answered from the newest records at the server's desk."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def _ask(self, work: Callable[[Edition], _T]) -> _T:
        edition = self._server.shelf.current
        try:
            return await self._server.desk.ask(lambda: work(edition))
        except Problem as problem:
            raise ToolError(f"{problem.detail}; {problem.mend}") from None
        except GuidanceError as error:
            raise ToolError(_refusal(error, edition.corpus)) from None

    async def as_of(  # noqa: D102  (described where it is offered)
        self,
        on: _Day,
        topic: _Topic = None,
        source: _Source = None,
        jurisdiction: _Place = None,
        kind: _Kind = None,
        known_on: _KnownOn = None,
        skip: _Skip = 0,
        limit: _Limit = 20,
    ) -> AsOfTold:
        asked = {"topic": topic, "source": source, "jurisdiction": jurisdiction}
        asked |= {"kind": kind, "known_on": known_on}
        return await self._ask(lambda edition: answering.as_of(edition, on, asked, skip, limit))

    async def changes(  # noqa: D102
        self,
        since: _Day,
        until: _Day,
        topic: _Topic = None,
        source: _Source = None,
        jurisdiction: _Place = None,
        known_on: _KnownOn = None,
        skip: _Skip = 0,
        limit: _Limit = 20,
    ) -> ChangesTold:
        asked = {"topic": topic, "source": source, "jurisdiction": jurisdiction}
        asked |= {"known_on": known_on}
        days = (since, until)
        return await self._ask(lambda edition: answering.changes(edition, days, asked, skip, limit))

    async def explain(self, on: _Day, ref: _Ref, known_on: _KnownOn = None) -> ExplainTold:  # noqa: D102
        return await self._ask(lambda edition: answering.explain(edition, on, ref, known_on))

    async def upcoming(  # noqa: D102
        self,
        on: _Day,
        within: Annotated[str, Field(description="How far ahead, as P90D or P6M.")] = "P90D",
    ) -> UpcomingTold:
        return await self._ask(lambda edition: answering.upcoming(edition, on, within))

    async def evaluate(  # noqa: D102
        self,
        on: _Day,
        facts: _Facts,
        topic: _Topic = None,
        jurisdiction: _Place = None,
        known_on: _KnownOn = None,
    ) -> RulingTold:
        asked: dict[str, Any] = {"topic": topic, "jurisdiction": jurisdiction}
        asked |= {"known_on": known_on}
        return await self._ask(lambda edition: answering.evaluate(edition, on, facts, asked))

    async def check_citations(  # noqa: D102
        self,
        on: _Day,
        citations: Annotated[Sequence[GivenCitation], Field(min_length=1, max_length=50)],
        known_on: _KnownOn = None,
    ) -> CitationsTold:
        given = [(citation.ref, citation.words) for citation in citations]
        return await self._ask(
            lambda edition: answering.check_citations(edition, on, given, known_on)
        )


_OFFERED = {
    "as_of": "What applied on a day: each statement with its status, citation and reasons. What"
    " cannot be settled and what binds come first.",
    "changes": "What changed after one day and up to another: one sentence for each change, on"
    " whose authority, and which way it goes.",
    "explain": "Why one statement did or did not apply on a day.",
    "upcoming": "What lies ahead of a day, as known on that day; and recommendations on which no"
    " decision is recorded.",
    "evaluate": "What the guidance makes of a person on a day: allowed, not allowed, or cannot be"
    " settled with what is missing. No medical advice.",
    "check_citations": "Whether citations are recorded, and the status on a day of what they cite:"
    " use it before relying on a reference.",
}


def tools(
    server: Server,
    lifespan: Callable[[Any], contextlib.AbstractAsyncContextManager[Any]] | None = None,
) -> MCPServer[Any]:
    """Offer the tools.

    Args:
        server: What answers.
        lifespan: What has to run as long as they are offered.
    """
    offered: MCPServer[Any] = MCPServer(
        "guidance",
        instructions=INSTRUCTIONS,
        version=server.settings.version,
        lifespan=lifespan,
        log_level="ERROR",
        subscriptions=False,
    )
    desk = Offered(server)
    for name, says in _OFFERED.items():
        offered.add_tool(
            getattr(desk, name),
            name=name,
            description=says,
            annotations=ToolAnnotations(
                read_only_hint=True, idempotent_hint=True, open_world_hint=False
            ),
            structured_output=True,
        )
    return offered


def over_stdio(server: Server) -> None:
    """Answer the assistant that started this process, until it closes the pipe."""

    @contextlib.asynccontextmanager
    async def running(_: object) -> AsyncIterator[None]:
        watching = asyncio.create_task(server.watch())
        try:
            yield
        finally:
            watching.cancel()
            server.desk.close()

    tools(server, running).run("stdio")


def at_http(
    server: Server,
) -> tuple[Sequence[BaseRoute], Callable[[], contextlib.AbstractAsyncContextManager[None]]]:
    """Answer assistants at ``/mcp``, each request by itself.

    Returns:
        The routes, and what has to run as long as they are there.
    """
    offered = tools(server)
    # The names that the server answers to are held for all requests alike, before this.
    app = offered.streamable_http_app(
        stateless_http=True,
        json_response=True,
        max_request_body_size=_MOST_BODY,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return app.routes, offered.session_manager.run
