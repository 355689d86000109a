"""What pydantic finds wrong with a tree, in words for the people who write the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from guidance.errors import RecordFault, nearest
from guidance.files.models import Spot, alternatives, bare, fields, find, words
from guidance.files.tree import FilePlaces, Path, Tree, excerpt, make_fault, shape_of
from guidance.records.criteria import IN_TEXT

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

# A part of the pattern that a text must match, what it says of a text, and how to mend it.
_PATTERNS = (
    ("sha256-", "a fingerprint of a passage", "let guidance verify --write make it"),
    ("[0-9a-f]{64}", "a SHA-256", "write its 64 figures and letters a-f, from sha256sum"),
    ("https?", "a web address", "write it whole, from https:// on and without spaces"),
    ("[a-z]+/[1-9]", "a reader with its version", "let guidance verify --write write it"),
    ("[a-z]+/", "a media type", "write it like text/html or application/pdf"),
    ("[A-Z]{2}", "a place", "write it like GB, GB-SCT or EU, or the id of a declared place"),
    ("|@", "a proposal", "write source#provision, source@version or source@version/act"),
    ("(?:/", "an act of a version", "write source@version, or source@version/act with its id"),
    ("(?:#", "a provision or a source", "write source#provision, or the source alone"),
    ("@)?", "an event", "write its id, source@event or a day like 2020-01-16"),
    ("#", "a reference to a provision", "write it as source#provision"),
    ("@", "a reference to a version", "write it as source@version"),
    ("", "a name", "write lower-case letters, figures, hyphens and dots, like first-line"),
)


def faults_of(
    error: ValidationError, model: type[BaseModel], tree: Mapping[str, Tree], places: FilePlaces
) -> list[RecordFault]:
    """Say every fault that pydantic found, with its place in the file."""
    errors = error.errors(include_url=False, include_input=False)
    faults = [_fault(details, model, tree, places) for details in errors]
    # A list whose items all have faults is called too short as well.
    return [
        fault
        for fault, details in zip(faults, errors, strict=True)
        if details["type"] != "too_short" or not value_at(tree, fault.path)
    ]


def _fault(
    details: ErrorDetails, model: type[BaseModel], tree: Mapping[str, Tree], places: FilePlaces
) -> RecordFault:
    kind, location = details["type"], details["loc"]
    # A name that is not well formed: pydantic adds a step, which may also be a key of the file.
    is_key = location[-1:] == ("[key]",) and kind.startswith("string")
    spot = find(model, location[:-1] if is_key else location)
    path = spot.path
    value = value_at(tree, path)
    if kind == "extra_forbidden":
        return make_fault(*_unknown_field(spot), path, places.of_key(path))
    if kind == "missing":
        place = places.of_key(path[:-1])
        mend = f"add {path[-1]}: {' or '.join(words(spot.expected)) or '…'}"
        return make_fault("missing", mend, path, place)
    if kind == "act" and isinstance(value, dict):
        path = (*path, "act")
        acts = _first_words(spot, "act")
        if path[-1] not in value:
            mend = f"add act: {' or '.join(acts)}"
            return make_fault("missing", mend, path, places.of_key(path[:-1]))
        said = _choose(value["act"], acts, "an act")
        return make_fault(*said, path, places.of_value(path))
    if is_key:
        return make_fault(*_say_text(details, str(path[-1])), path, places.of_key(path))
    return make_fault(*_say(details, spot, value), path, places.of_value(path))


def value_at(tree: Tree | Mapping[str, Tree], path: Path) -> object:
    """Return what stands at a path of a tree; ``None`` where nothing does."""
    value: object = tree
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _unknown_field(spot: Spot) -> tuple[str, str]:
    key = str(spot.path[-1])
    known = fields(spot.holder)
    near = nearest(key, known, 1) or nearest(key.replace("_", "-").lower(), known, 1)
    mend = f"did you mean {near[0]!r}?" if near else f"the fields here are {', '.join(known)}"
    return f"{excerpt(key)!r} is not a field here", mend


def _say(details: ErrorDetails, spot: Spot, value: object) -> tuple[str, str]:
    """Problem and mend of a value that stands where it may and is wrong."""
    kind = details["type"]
    wanted = _wanted_shape(spot)
    if wanted and shape_of(value) != wanted:
        return _wrong_shape(value, wanted, spot)
    if kind == "condition" and isinstance(value, dict):
        starts = [start for start in alternatives(spot.expected) if start != IN_TEXT]
        return _no_condition(value, starts)
    if kind == "literal_error":
        return _choose(value, words(spot.expected), "one of the words allowed here")
    if bare(spot.expected) is int and kind not in _SIZES:
        return f"{excerpt(str(value))!r} is not a whole number", "write it like 3"
    return _say_text(details, str(value))


def _say_text(details: ErrorDetails, text: str) -> tuple[str, str]:
    """Problem and mend of a key or a value by what the models say of it."""
    kind = details["type"]
    context: dict[str, Any] = details.get("ctx", {})
    if kind in _SIZES:
        return _SIZES[kind](context)
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        what, mend = next(told[1:] for told in _PATTERNS if told[0] in pattern)
        return f"{excerpt(text)!r} is not {what}", mend
    # What is left are the models' own checks, which say the problem and the mend themselves.
    problem, _, mend = excerpt(details["msg"], 300).partition("; ")
    return problem, mend or "see the file format in the README"


_SIZES: dict[str, Callable[[dict[str, Any]], tuple[str, str]]] = {
    "too_short": lambda _: ("empty", "write at least one, or leave the key out"),
    "string_too_short": lambda _: ("empty", "write the text or leave the key out"),
    "too_long": lambda c: (f"longer than {c['max_length']:,} characters", "shorten it"),
    "string_too_long": lambda c: (f"longer than {c['max_length']:,} characters", "shorten it"),
    "greater_than_equal": lambda c: (f"less than {c['ge']}", f"write {c['ge']} or more"),
    "less_than_equal": lambda c: (f"more than {c['le']:,}", f"write {c['le']:,} or less"),
}


def _wanted_shape(spot: Spot) -> str:
    """What shape of value the model takes here, in words; empty where it takes several."""
    inner = bare(spot.expected)
    options = alternatives(spot.expected)
    if options:
        # Of the unions of the models, only a date and criteria may be a text.
        return "" if {"date", IN_TEXT} & options.keys() else "a block of fields"
    if fields(inner) or getattr(inner, "__origin__", None) is dict:
        return "a block of fields"
    return "a list" if getattr(inner, "__origin__", None) is tuple else "a text"


def _wrong_shape(value: object, wanted: str, spot: Spot) -> tuple[str, str]:
    problem = f"{shape_of(value)} stands where {wanted} is expected"
    if wanted == "a list":
        return problem, "write it as a list: [a, b], or each item on a line after a hyphen"
    if wanted == "a text":
        return problem, "write one text after the colon, in quotes if it holds { or ["
    needed = fields(bare(spot.expected), required=True) or list(alternatives(spot.expected))
    hint = f": {', '.join(needed)}" if needed else ""
    return problem, f"write its fields below the key, indented{hint}"


def _first_words(spot: Spot, field: str) -> list[str]:
    """The words that a field of fixed words takes in any of the alternatives."""
    models = map(bare, alternatives(spot.expected).values())
    allowed = [word for model in models for word in words(model.model_fields[field].annotation)]
    return list(dict.fromkeys(allowed))


def _choose(value: object, allowed: Sequence[str], what: str) -> tuple[str, str]:
    if not isinstance(value, str):
        return f"{shape_of(value)} stands where a word is expected", f"write {_any_of(allowed)}"
    first = nearest(value.lower(), allowed, len(allowed))
    ranked = [*first, *(word for word in allowed if word not in first)]
    return f"{excerpt(value)!r} is not {what}", f"write {_any_of(ranked)}"


def _no_condition(value: dict[str, Tree], starts: Sequence[str]) -> tuple[str, str]:
    for key in value:
        if near := nearest(key, starts, 1):
            return f"{excerpt(key)!r} does not start a condition", f"did you mean {near[0]!r}?"
    return "not a condition", f"start it with {_any_of(starts)}"


def _any_of(choices: Sequence[str]) -> str:
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"
