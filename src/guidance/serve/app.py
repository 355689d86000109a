"""The application: routes, editions, tags and mementos around the table of questions."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from guidance.corpus import Corpus
from guidance.documents.writing import dumps
from guidance.errors import GuidanceError, nearest
from guidance.serve import mementos, parameters
from guidance.serve.desk import Desk
from guidance.serve.editions import Edition, Shelf
from guidance.serve.front import front
from guidance.serve.guard import Guard, respond_problem
from guidance.serve.kept import Kept, cache_control, has_tag, tag_of
from guidance.serve.openapi import openapi
from guidance.serve.problems import TITLES, TYPES, Problem, described, our_fault, problem_of
from guidance.serve.questions import EDITION, JSON, QUESTIONS, Askable

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_PATIENCE, _PAGE_PATIENCE = 30.0, 120.0
_MOST_WAITING, _MOST_PAGES = 200, 4
_MOST_KEPT = 64 * 1024 * 1024

Respond = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Settings:
    """How a server behaves.

    Attributes:
        version: The version of this library.
        own_day: Tells the server's own day.
        notice: Told what happens to the records; by default nobody is.
        hosts: The names that the server answers to; ``None`` for all.
        look_every: Seconds between two looks at the files; 0 for none.
    """

    version: str
    own_day: Callable[[], date]
    notice: Callable[[str], object] = lambda _: None
    hosts: Collection[str] | None = None
    look_every: float = 1.0


class Server:
    """What answers requests: the editions, the desks, and the answers that are kept."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self.shelf = shelf
        self.settings = settings
        self.desk = Desk("answers", patience=_PATIENCE, most_waiting=_MOST_WAITING)
        self.pages = Desk("pages", patience=_PAGE_PATIENCE, most_waiting=_MOST_PAGES)
        self.assistants: str | None = None
        self._kept = Kept(_MOST_KEPT)

    async def question(self, question: Askable, request: Request) -> Response:
        """Answer a question."""
        path = f"/{question.name}"
        edition, is_pinned, values = self._asked(question, request)
        pairs = parameters.canonical(values)
        headers: dict[str, str] = {}
        if question.has_mementos:
            headers["Link"] = mementos.links(path, pairs)
            asked = request.headers.get(mementos.HEADER)
            if values["known_on"] is not None:
                headers["Memento-Datetime"] = mementos.http_date(values["known_on"])
            elif not is_pinned:
                headers |= {"Vary": mementos.HEADER, "Cache-Control": "no-cache"}
                if asked is not None:
                    day = mementos.day_asked(asked)
                    headers["Location"] = mementos.address(path, mementos.as_known_on(pairs, day))
                    return Response(status_code=302, headers=headers | self._marks(edition))
        pinned = [*pairs, (EDITION.name, edition.name)]
        headers["Content-Location"] = mementos.address(path, pinned)
        headers["Cache-Control"] = cache_control(
            never_changes=is_pinned, is_private=question.is_private
        )
        corpus = edition.pages if question.is_page else edition.corpus
        work = partial(_as_bytes, question.answer, corpus, values)
        desk = self.pages if question.is_page else self.desk
        tag = tag_of(edition.name, path, pairs)
        return await self._respond(
            request, (edition, tag), desk, work, question.media_type, headers
        )

    async def timemap(self, question: Askable, request: Request) -> Response:
        """List the days from which something else was known of a question."""
        path = f"/{question.name}"
        edition, _, values = self._asked(question, request, without=("known_on",))
        pairs = parameters.canonical(values)
        work = partial(_as_bytes, _timemap(question, pairs), edition.corpus, values)
        tag = tag_of(edition.name, mementos.PREFIX + path, pairs)
        headers = {"Cache-Control": cache_control(never_changes=False, is_private=False)}
        return await self._respond(
            request, (edition, tag), self.desk, work, mementos.MEDIA_TYPE, headers
        )

    async def first(self, request: Request) -> Response:
        """Say what is served."""
        _refuse_parameters(request)
        edition, version = self.shelf.current, self.settings.version
        document = front(edition, version, self.shelf.fault, self.assistants)
        tag = tag_of(edition.name, "/", [("said", str(document))])
        headers = {"Cache-Control": cache_control(never_changes=False, is_private=False)}
        work = partial(_as_bytes, lambda *_: dumps(document), edition.corpus, {})
        return await self._respond(request, (edition, tag), self.desk, work, JSON, headers)

    async def problem(self, request: Request) -> Response:
        """Say what a kind of problem is, at the address that its type is."""
        _refuse_parameters(request)
        kind = request.path_params["kind"]
        if kind not in TITLES:
            mend = f"there are {', '.join(TITLES)}"
            raise Problem("not-found", 404, f"there is no kind of problem {kind!r}", mend)
        edition, document = self.shelf.current, described(kind)
        tag = tag_of(edition.name, TYPES + kind, [("said", str(document))])
        headers = {"Cache-Control": cache_control(never_changes=False, is_private=False)}
        work = partial(_as_bytes, lambda *_: dumps(document), edition.corpus, {})
        return await self._respond(request, (edition, tag), self.desk, work, JSON, headers)

    async def described(self, request: Request) -> Response:
        """Describe the server in OpenAPI."""
        _refuse_parameters(request)
        edition = self.shelf.current
        tag = tag_of(edition.name, "/openapi.json", [])
        headers = {"Cache-Control": cache_control(never_changes=False, is_private=False)}
        work = partial(
            _as_bytes,
            lambda corpus, _: dumps(openapi(corpus, self.settings.version)),
            edition.corpus,
            {},
        )
        return await self._respond(request, (edition, tag), self.desk, work, JSON, headers)

    def _asked(
        self, question: Askable, request: Request, without: tuple[str, ...] = ()
    ) -> tuple[Edition, bool, dict[str, Any]]:
        """The edition that is asked, whether it was named, and what is asked of it."""
        given = request.query_params.multi_items()
        names = [text for name, text in given if name == EDITION.name]
        edition = self.shelf.named(names[0]) if names else self.shelf.current
        if edition is None:
            raise Problem(
                "edition-not-held",
                404,
                f"the edition {names[0]!r} is not held, or not any more",
                "ask without edition; Guidance-Edition names the one that answers",
                EDITION.name,
            )
        own = tuple(parameter for parameter in question.parameters if parameter.name not in without)
        known = own if without else (*own, EDITION)
        values = parameters.read(given, known, edition.corpus, self.settings.own_day())
        values.pop(EDITION.name, None)
        return edition, bool(names), values

    async def _respond(
        self,
        request: Request,
        asked: tuple[Edition, str],
        desk: Desk,
        work: Callable[[], bytes],
        media_type: str,
        headers: Mapping[str, str],
    ) -> Response:
        edition, tag = asked
        head = {"ETag": tag, **headers, **self._marks(edition)}
        known = request.headers.get("If-None-Match", "")
        if has_tag(tag, known):
            return Response(status_code=304, headers=head)
        body = self._kept.find(tag)
        if body is None:
            body = await desk.ask(work)
            self._kept.keep(tag, body)
        if known.strip() == "*":  # whatever there is, which is known only now
            return Response(status_code=304, headers=head)
        response = Response(body, 200, head, media_type)
        if request.method == "HEAD":
            response.body = b""
        return response

    def _marks(self, edition: Edition) -> dict[str, str]:
        """What every answer says of the records it rests on."""
        marks = {"Guidance-Edition": edition.name, "Guidance-Fingerprint": edition.fingerprint}
        if self.shelf.fault is not None:
            marks["Guidance-Notice"] = "newer records cannot be read; see /"
        return marks

    async def watch(self) -> None:
        """Look at the files now and then, and read the records again when they changed."""
        loop, every = asyncio.get_running_loop(), self.settings.look_every
        while every:
            await asyncio.sleep(every)
            told = None
            try:
                if await loop.run_in_executor(None, self.shelf.changed_and_rests):
                    told = await loop.run_in_executor(None, self.shelf.refresh)
            except Exception as error:  # whatever it is, the next look may find them sound
                told = f"the records could not be looked at: {error}; the earlier ones stay"
            if told is not None:
                self.settings.notice(told)


def application(
    server: Server,
    more: Collection[BaseRoute] = (),
    running: Callable[[], contextlib.AbstractAsyncContextManager[object]] = contextlib.nullcontext,
) -> ASGIApp:
    """Make the ASGI application.

    Args:
        server: What answers.
        more: Further routes.
        running: What has to run as long as it serves.
    """
    routes: list[BaseRoute] = [
        Route("/", _answering(server.first), methods=["GET"]),
        Route("/openapi.json", _answering(server.described), methods=["GET"]),
        Route(TYPES + "{kind}", _answering(server.problem), methods=["GET"]),
    ]
    for question in QUESTIONS:
        endpoint = _answering(partial(server.question, question))
        routes.append(Route(f"/{question.name}", endpoint, methods=["GET"]))
        if question.has_mementos:
            endpoint = _answering(partial(server.timemap, question))
            routes.append(Route(f"{mementos.PREFIX}/{question.name}", endpoint, methods=["GET"]))
    paths = [f"/{question.name}" for question in QUESTIONS]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with running():
            watching = asyncio.create_task(server.watch())
            try:
                yield
            finally:
                watching.cancel()
                server.desk.close()
                server.pages.close()

    app = Starlette(
        routes=[*routes, *more],
        lifespan=lifespan,
        exception_handlers={HTTPException: partial(_refused, paths), Exception: _failed},
    )
    app.router.redirect_slashes = False
    return Guard(app, server.settings.hosts)


def _answering(ask: Respond) -> Respond:
    """Turn what goes wrong into problems."""

    async def answer(request: Request) -> Response:
        try:
            return await ask(request)
        except Problem as problem:
            return respond_problem(problem, request.method)
        except GuidanceError as error:
            return respond_problem(problem_of(error), request.method)

    return answer


async def _refused(paths: list[str], request: Request, error: Exception) -> Response:
    """What no route answers: an address that is not there, a method that is not taken."""
    if isinstance(error, HTTPException) and error.status_code == 405:
        allowed = sorted((error.headers or {}).get("Allow", "").split(", "))
        detail = f"{request.method} is not for reading"
        head = {"Allow": ", ".join(allowed)}
        problem = Problem("not-allowed", 405, detail, "use GET or HEAD", headers=head)
    else:
        near = tuple(nearest(request.url.path, paths))
        mend = f"did you mean {' or '.join(near)}?" if near else "see / for what can be asked"
        problem = Problem("not-found", 404, f"nothing is at {request.url.path!r}", mend, None, near)
    return respond_problem(problem, request.method)


async def _failed(request: Request, error: Exception) -> Response:  # noqa: ARG001  (raised again)
    return respond_problem(our_fault(), request.method)


def _refuse_parameters(request: Request) -> None:
    for name in request.query_params:
        raise Problem(
            "unknown-parameter", 400, f"this page has no parameter {name!r}", "leave it out", name
        )


def _as_bytes(
    answer: Callable[[Corpus, Mapping[str, Any]], str | bytes],
    corpus: Corpus,
    values: Mapping[str, Any],
) -> bytes:
    told = answer(corpus, values)
    return told if isinstance(told, bytes) else told.encode("utf-8", "backslashreplace")


def _timemap(
    question: Askable, pairs: list[tuple[str, str]]
) -> Callable[[Corpus, Mapping[str, Any]], str]:
    def told(corpus: Corpus, values: Mapping[str, Any]) -> str:
        question.answer(corpus, {**values, "known_on": None})  # what is refused has no mementos
        return mementos.timemap(corpus, f"/{question.name}", pairs)

    return told
