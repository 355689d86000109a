"""YAML to a tree of strings: one document of plain fields, lists and texts, and nothing else.

PyYAML's parser (libyaml, where it is built in) gives the events; the tree is built here, because
a YAML loader resolves types, follows aliases and lets the last of two equal keys win.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from guidance.files.tree import FilePlace, TooDeep, TreeBuilder, Unreadable, excerpt
from guidance.files.yaml_faults import escape_fault, syntax_fault

if TYPE_CHECKING:
    import yaml

_NULLS = frozenset({"~", "null", "Null", "NULL"})


def read_yaml(text: str, builder: TreeBuilder) -> None:
    """Read one YAML document into a builder.

    Raises:
        Unreadable: The text cannot be read to its end; the builder holds the fault.
    """
    import yaml

    try:
        _read(text, builder)
    except yaml.MarkedYAMLError as error:
        stop, start = error.problem_mark or error.context_mark, error.context_mark
        at = stop.index if stop else 0
        _refuse_depth(text[:at], builder)
        fault = syntax_fault(text, at, start.index if start else None, is_over=builder.is_over)
        builder.faults.append(fault)
        raise Unreadable from None
    # The parser in Python lets an impossible escape such as \U00110000 reach chr().
    except (yaml.YAMLError, ValueError, OverflowError):
        builder.faults.append(escape_fault(text))
        raise Unreadable from None


def _read(text: str, builder: TreeBuilder) -> None:
    import yaml

    # Without libyaml the parser written in Python gives the same events, slowly.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        _feed(loader.get_event, builder)
    finally:
        loader.dispose()


def _refuse_depth(before: str, builder: TreeBuilder) -> None:
    """Refuse a text that is nested too deep before the place where the parser gave up.

    A parser looks ahead of the events it gives, and may have a limit of its own: it can give up
    before we have counted. Where the text ends at that place, it has to give those events.

    Raises:
        TooDeep: The text is nested too deep; the builder holds that fault and those before it.
    """
    import yaml

    again = TreeBuilder({})
    try:
        _read(before, again)
    except TooDeep:
        builder.faults[:] = again.faults
        raise
    except (Unreadable, yaml.YAMLError, ValueError, OverflowError):
        return


def _feed(get_event: Callable[[], Any], builder: TreeBuilder) -> None:
    import yaml

    documents = 0
    while True:
        event = get_event()
        kind = type(event)
        mark = event.start_mark
        place = FilePlace(mark.line + 1, mark.column + 1)
        if kind is yaml.ScalarEvent:
            if event.anchor or event.tag:
                _refuse_marks(event, builder, place)
            is_null = event.implicit[0] and event.value in _NULLS and not builder.expects_key
            builder.scalar(event.value, place, is_empty=is_null)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag:
                _refuse_marks(event, builder, place)
            builder.open(kind is yaml.MappingStartEvent, place)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            builder.close()
        elif kind is yaml.AliasEvent:
            problem = f"the alias *{excerpt(event.anchor)} is not allowed"
            builder.fault(problem, "write the value out again, or put the text in quotes", place)
            builder.skip(place)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                mend = "put each record in its own file"
                raise builder.stop("the file holds several documents", mend, place)
            if event.version or event.tags:
                problem = "directives (lines that start with %) are not allowed"
                builder.fault(problem, "delete the line", place)
        elif kind is yaml.StreamEndEvent:
            return


def _refuse_marks(
    event: yaml.ScalarEvent | yaml.CollectionStartEvent, builder: TreeBuilder, place: FilePlace
) -> None:
    if event.anchor:
        problem = f"the anchor &{excerpt(event.anchor)} is not allowed"
        builder.fault(problem, "delete it, or put the text in quotes", place)
    if event.tag:
        problem = f"the tag {excerpt(event.tag)} is not allowed"
        builder.fault(problem, "delete it, or put the text in quotes", place)
