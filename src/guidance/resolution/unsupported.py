"""Fields that can be recorded and are not answered from yet: refused, never left unheeded.

A line of the tables goes when what it names is built.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidance.records.criteria import Record
from guidance.records.model import (
    Version,
)
from guidance.resolution.build import Build, Path

_OF_EVENTS = ("on_condition",)
_OF_ACTS = ("on_condition",)

_Found = Iterator[tuple[Path, str]]
"""Where something stands that is not honoured, and what it is called."""


def check_supported(build: Build) -> None:
    """Refuse every field that is not honoured yet."""
    registry = build.registry
    for ref, version in registry.versions.items():
        _refuse(build, ref, _in_version(version))


def _refuse(build: Build, record: str, found: _Found) -> None:
    for path, what in found:
        mend = "take it out for now, or say it in a note"
        build.fault(record, path, f"{what} is not supported yet", mend)


def _given(record: Record, names: tuple[str, ...], *path: str | int) -> _Found:
    """The fields of a record that say something."""
    for name in record.model_fields_set.intersection(names):
        if getattr(record, name) not in (None, False, ()):
            key = name.replace("_", "-")
            yield (*path, key), key


def _in_version(version: Version) -> _Found:
    for name, event in version.events.items():
        yield from _given(event, _OF_EVENTS, "events", name)
    for index, act in enumerate(version.amendments):
        path = ("amendments", index)
        yield from _given(act, _OF_ACTS, *path)
