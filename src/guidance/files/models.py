"""What the models of the records expect at a path: their fields, words and alternatives.

Pydantic names a fault by the way it took through the models, with steps for the alternatives of a
union that are no keys of the file. Walking the models beside it tells the two apart.
"""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from guidance.files.tree import Path

# What pydantic and typing accept as the type of a field has no type of its own.
Annotation: TypeAlias = Any


class Spot(NamedTuple):
    """What a fault is about.

    Attributes:
        path: The keys and positions of the file that lead to it.
        holder: The model or container that the last step is looked up in.
        expected: The annotation of the value itself; ``None`` where no such field is known.
    """

    path: Path
    holder: Annotation
    expected: Annotation


def _origin(annotation: Annotation) -> object:
    return get_origin(annotation)


def find(model: type[BaseModel], location: tuple[str | int, ...]) -> Spot:
    """Turn the location of a pydantic error into a spot of the file."""
    path: list[str | int] = []
    holder: Annotation = None
    expected: Annotation = model
    for step in location:
        options = alternatives(expected)
        if options:
            expected = options.get(str(step))
        else:
            holder, expected = bare(expected), _next(bare(expected), step)
            path.append(step)
    return Spot(tuple(path), holder, expected)


def bare(annotation: Annotation) -> Annotation:
    """Return an annotation without its metadata, and without the choice to leave it out."""
    while True:
        if _origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        if _origin(annotation) in (Union, types.UnionType):
            kept = [kind for kind in get_args(annotation) if kind is not types.NoneType]
            if len(kept) == 1:
                annotation = kept[0]
                continue
        return annotation


def alternatives(annotation: Annotation) -> dict[str, Annotation]:
    """Return the members of a tagged union by their tags; nothing for other annotations."""
    tagged = {}
    for member in get_args(bare(annotation)):
        for mark in getattr(member, "__metadata__", ()):
            if isinstance(mark, Tag):
                tagged[mark.tag] = member
    return tagged


def fields(model: Annotation, *, required: bool = False) -> list[str]:
    """Names of the fields of a model as they are written on disk, in order."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [
        field.alias or name
        for name, field in model.model_fields.items()
        if field.is_required() or not required
    ]


def words(annotation: Annotation) -> list[str]:
    """Return the words that a field of fixed words takes."""
    inner = bare(annotation)
    return [str(word) for word in get_args(inner)] if _origin(inner) is Literal else []


def _next(annotation: Annotation, step: str | int) -> Annotation:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step in (field.alias, name):
                return field.annotation
        return None
    arguments = get_args(annotation)
    if _origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if _origin(annotation) is tuple else None
