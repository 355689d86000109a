"""The parameters of questions: read strictly, each described once for reader and OpenAPI alike.

A parameter that is not known is refused and never passed over: who misspells ``known_on`` must not
get the answer of today.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, get_args

from guidance.answers.answering import registry_of
from guidance.corpus import Corpus
from guidance.errors import GuidanceError, check_name, nearest
from guidance.records.dates import Period, parse_day
from guidance.records.fields import Standing
from guidance.serve.problems import Problem, problem_of

_MOST_NAMES = 300
"""Longer lists of names are not told one by one in the OpenAPI document."""

ValueSchema = dict[str, Any]


class ValueKind(NamedTuple):
    """A kind of value: how its text is read, and the JSON Schema of the texts that can be."""

    read: Callable[[str, Corpus], Any]
    schema: Callable[[Corpus], ValueSchema]


@dataclass(frozen=True, slots=True)
class AskedParameter:
    """One parameter of a question.

    Attributes:
        is_repeated: May be given several times.
        otherwise: What holds without it; ``today`` is the server's own day.
    """

    name: str
    says: str
    kind: ValueKind
    is_required: bool = False
    is_repeated: bool = False
    otherwise: str | None = None
    example: str | None = None


def read(
    given: Iterable[tuple[str, str]],
    parameters: Sequence[AskedParameter],
    corpus: Corpus,
    today: date,
) -> dict[str, Any]:
    """Read the parameters of a question into values by name.

    Args:
        given: Names and texts, as they were given.
        parameters: Those that the question has.
        corpus: The records that names are looked up in.
        today: The server's own day.

    Raises:
        Problem: With the parameter that is meant, and how to mend it.
    """
    known = {parameter.name: parameter for parameter in parameters}
    texts: dict[str, list[str]] = {}
    for name, text in given:
        if name not in known:
            near = tuple(nearest(name, known))
            mend = f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(known)}"
            detail = f"this question has no parameter {name!r}"
            raise Problem("unknown-parameter", 400, detail, mend, name, near)
        texts.setdefault(name, []).append(text)
    return {
        parameter.name: _value(parameter, texts.get(parameter.name, []), corpus, today)
        for parameter in parameters
    }


def _value(parameter: AskedParameter, texts: list[str], corpus: Corpus, today: date) -> Any:  # noqa: ANN401
    name = parameter.name
    if not texts and parameter.is_required:
        mend = f"add {name}={parameter.example}"
        raise Problem("missing-parameter", 400, f"the question needs {name}", mend, name)
    if len(texts) > 1 and not parameter.is_repeated:
        detail = f"{name} is given {len(texts)} times"
        raise Problem("bad-parameter", 400, detail, "give it once", name)
    if not texts and parameter.otherwise is not None:
        if parameter.otherwise == "today":
            return today
        texts = [parameter.otherwise]
    try:
        values = [parameter.kind.read(text, corpus) for text in texts]
    except Problem as problem:
        problem.parameter = name
        raise
    except GuidanceError as error:
        raise problem_of(error, name) from None
    if parameter.is_repeated:
        return values
    return values[0] if values else None


def canonical(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and texts that ask the same question, always in the same order."""
    pairs: list[tuple[str, str]] = []
    for name in sorted(values):
        value = values[name]
        several = value if isinstance(value, list) else [value]
        pairs += [(name, _text(value)) for value in several if value is not None]
    return pairs


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


# -- kinds -----------------------------------------------------------------------------------------


def _read_name(kind: str, known: Callable[[Corpus], Iterable[str]]) -> Callable[[str, Corpus], str]:
    def read_name(text: str, corpus: Corpus) -> str:
        check_name(kind, text, list(known(corpus)))
        return text

    return read_name


def _names(known: Callable[[Corpus], Iterable[str]]) -> Callable[[Corpus], ValueSchema]:
    def schema(corpus: Corpus) -> ValueSchema:
        names = list(known(corpus))
        return {"type": "string"} | ({"enum": names} if 0 < len(names) <= _MOST_NAMES else {})

    return schema


def _name(kind: str, known: Callable[[Corpus], Iterable[str]]) -> ValueKind:
    return ValueKind(_read_name(kind, known), _names(known))


def _read_place(text: str, corpus: Corpus) -> str:
    if (fault := registry_of(corpus).gazetteer.fault(text)) is not None:
        detail, _, mend = fault.partition("; ")
        mend = mend or "write a code of ISO 3166, such as GB or GB-SCT, or EU"
        raise Problem("unknown-name", 404, detail, mend, "jurisdiction")
    return text


def _read_words(text: str, corpus: Corpus) -> str:  # noqa: ARG001
    if not any(letter.isalnum() for letter in text):
        raise Problem("bad-parameter", 400, "there is no word in it", "write a word to look for")
    return text


_FACT = re.compile("[a-z0-9.-]+=[^=]+")


def _read_fact(text: str, corpus: Corpus) -> str:  # noqa: ARG001
    """Its form; which facts and values there are is for the topic to say."""
    if not _FACT.fullmatch(text):
        mend = "write it as fact=value, like relapses=2"
        raise Problem("bad-parameter", 400, f"{text!r} is no fact with its value", mend)
    return text


DAY = ValueKind(lambda text, _: parse_day(text), lambda _: {"type": "string", "format": "date"})
PERIOD = ValueKind(
    lambda text, _: Period.parse(text),
    lambda _: {"type": "string", "pattern": "^P[1-9][0-9]{0,2}[DM]$"},
)
TOPIC = _name("topic", lambda corpus: corpus.topics)
SOURCE = _name("source", lambda corpus: corpus.sources)
KIND = _name("kind", lambda corpus: corpus.kinds)
REF = _name("provision", lambda corpus: corpus.provisions)
PLACE = ValueKind(_read_place, lambda _: {"type": "string"})
WORDS = ValueKind(_read_words, lambda _: {"type": "string", "minLength": 1})
FACT = ValueKind(_read_fact, lambda _: {"type": "string", "pattern": f"^{_FACT.pattern}$"})
EDITION = ValueKind(lambda text, _: text, lambda _: {"type": "string"})


def choice(kind: str, *names: str) -> ValueKind:
    """One of a few names, which are told where another is given."""

    def read_choice(text: str, corpus: Corpus) -> str:  # noqa: ARG001  (as the others)
        if text not in names:
            near = tuple(nearest(text, names))
            mend = (
                f"did you mean {' or '.join(near)}?" if near else f"it is one of {_listed(names)}"
            )
            raise Problem("unknown-name", 404, f"{text!r} is no {kind}", mend, None, near)
        return text

    return ValueKind(read_choice, _names(lambda _: names))


STANDING = choice("standing", *get_args(Standing))


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
