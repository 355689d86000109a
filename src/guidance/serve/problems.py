"""What is said where a question cannot be answered: problem details (RFC 9457), with the mend.

Every problem has a stable type; the wording of ``detail`` and ``mend`` may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import closed
from guidance.errors import (
    DateError,
    GuidanceError,
    IndexFileError,
    MissingExtraError,
    QueryError,
    UndecidedError,
    UnknownNameError,
)
from guidance.report.listings import WHAT

MEDIA_TYPE = "application/problem+json"
TYPES = "/problems/"

TITLES = {
    "missing-parameter": "A parameter is missing",
    "unknown-parameter": "There is no such parameter",
    "bad-parameter": "A parameter cannot be read",
    "bad-question": "The question cannot be asked as put",
    "unknown-name": "A name is not recorded",
    "not-found": "There is nothing at this address",
    "edition-not-held": "These records are not held any more",
    "not-allowed": "The server only reads",
    "not-this-host": "The server does not answer to this name",
    "too-long": "The address is too long",
    "undecided": "Too large to decide here",
    "needs-extra": "An optional part is not installed",
    "busy": "Too many questions are waiting",
    "took-too-long": "The answer took too long",
    "damaged": "The records are damaged",
    "fault": "A fault of this program",
}
"""What each kind of problem is, in a few words; its type is its address under ``/problems/``."""


MENDS = {
    "missing-parameter": "Give the parameter that is named; /openapi.json has all that are needed.",
    "unknown-parameter": "Leave it out, or use the name that is suggested.",
    "bad-parameter": "Write it as its description in /openapi.json asks: days as 2020-01-15.",
    "bad-question": "Ask otherwise, as it is told there.",
    "unknown-name": "Use a name that /list tells, or one that is suggested.",
    "not-found": "See / for the addresses that there are.",
    "edition-not-held": "Ask without edition: the records that are served now answer.",
    "not-allowed": "Use GET or HEAD.",
    "not-this-host": "Ask by a name that the server was started with (--host, --allow-host).",
    "too-long": "Ask for less in one address.",
    "undecided": "Ask for fewer places or facts at once: no answer is guessed.",
    "needs-extra": "Install the part that is named where the server runs.",
    "busy": "Wait as long as Retry-After says, and ask again.",
    "took-too-long": "Ask for less, or again later.",
    "damaged": "Build the index again, or mend the records, where the server runs.",
    "fault": "Please report it with what was asked.",
}
"""What can be done about each kind of problem, whatever was asked."""


@closed
class ProblemTypeShape(TypedDict):
    """What a kind of problem is, and what can be done about it."""

    type: str
    title: str
    mend: str


def described(kind: str) -> ProblemTypeShape:
    """Say what a kind of problem is: what stands at the address that its type is.

    Raises:
        KeyError: There is no such kind.
    """
    return {"type": TYPES + kind, "title": TITLES[kind], "mend": MENDS[kind]}


@closed
class ProblemShape(TypedDict):
    """Why a question was not answered, and how to mend it."""

    type: str
    title: str
    status: int
    detail: str
    mend: str
    """What to do instead."""
    parameter: str | None
    """The parameter that is meant, where it is one."""
    suggestions: list[str]
    """Names that may be meant, best first."""


@dataclass
class Problem(Exception):  # noqa: N818  (RFC 9457 calls it that)
    """A question that is not answered.

    Attributes:
        kind: One of :data:`TITLES`.
        headers: What the answer has to say in its head besides.
    """

    kind: str
    status: int
    detail: str
    mend: str
    parameter: str | None = None
    suggestions: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> ProblemShape:
        """Return the document that is sent."""
        return {
            "type": TYPES + self.kind,
            "title": TITLES[self.kind],
            "status": self.status,
            "detail": self.detail,
            "mend": self.mend,
            "parameter": self.parameter,
            "suggestions": list(self.suggestions),
        }


def problem_of(error: GuidanceError, parameter: str | None = None) -> Problem:
    """Turn an error of the library into a problem; what it says of mending it is kept."""
    match error:
        case DateError():
            return Problem("bad-parameter", 400, error.problem, error.mend, parameter)
        case UnknownNameError():
            near = error.suggestions
            mend = f"did you mean {' or '.join(near)}?" if near else _where_listed(error.kind)
            detail = f"no {error.kind} named {error.name!r} is recorded"
            return Problem("unknown-name", 404, detail, mend, parameter or error.kind, near)
        case QueryError():
            return _split("bad-question", 400, error, "ask otherwise", parameter)
        case UndecidedError():
            return _split("undecided", 422, error, "ask for less", parameter)
        case IndexFileError():
            mend = "build the index again where the server runs"
            return _split("damaged", 503, error, mend, parameter)
        case MissingExtraError():
            return _split("needs-extra", 501, error, "install it where the server runs", parameter)
        case _:
            return _split("bad-question", 400, error, "ask otherwise", parameter)


def our_fault() -> Problem:
    """What is said where the program itself fails: no detail that is nobody else's business."""
    return Problem(
        "fault",
        500,
        "the question is sound, and answering it failed",
        "please report it, with what you asked; the server's own messages say more",
    )


def _where_listed(kind: str) -> str:
    plural = f"{kind}s"
    return f"see /list?what={plural}" if plural in WHAT else "see /list for what is recorded"


def _split(
    kind: str, status: int, error: Exception, otherwise: str, parameter: str | None
) -> Problem:
    """The library's messages say what is wrong, then how to mend it, after a semicolon."""
    detail, _, mend = str(error).partition("; ")
    return Problem(kind, status, detail, mend or otherwise, parameter)
