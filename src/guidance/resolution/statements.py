"""What each provision has said: one text for each version that states it."""

from __future__ import annotations

from collections.abc import Iterator
from sys import intern

from guidance.records.model import Application, Provision, Version
from guidance.resolution.build import Build, Path
from guidance.resolution.document_order import document_order
from guidance.resolution.events import event_key
from guidance.resolution.readings import places_of
from guidance.resolution.registry import Days, Statement, Whole

DefaultDays = tuple[Days, tuple[tuple[tuple[str, ...], Days], ...]]
"""The days of a text, and its other days in some places."""


def collect_statements(build: Build) -> None:
    """Put the texts of each provision in a row."""
    registry = build.registry
    for source, order in registry.order.items():
        chains: dict[str, list[Statement]] = {}
        wholes: list[Whole] = []
        for ref in order:
            version = registry.versions[ref]
            whole = _whole(build, version) if version.extent == "whole" else None
            if whole is not None:
                wholes.append(whole)
            for name, statement in _said_by(build, version, whole):
                chains.setdefault(name, []).append(statement)
        names = document_order(registry.versions[ref] for ref in order)
        for name in names:
            registry.statements[f"{source}#{name}"] = tuple(chains[name])
        registry.refs[source] = tuple(f"{source}#{name}" for name in names)
        registry.wholes[source] = tuple(wholes)


def _whole(build: Build, version: Version) -> Whole:
    start = version.ref
    if version.applies.from_ is not None:
        start = event_key(build, version.ref, ("applies", "from"), version.applies.from_)
    pending = version.pending or ("kept" if version.standing == "law" else None)
    return Whole(version.ref, start, pending)


def _said_by(
    build: Build, version: Version, whole: Whole | None
) -> Iterator[tuple[str, Statement]]:
    """Yield what a version says, by the names of the provisions."""
    if version.provisions:
        default = _default(build, version)
        for name, provision in version.provisions.items():
            yield name, _statement(build, version, name, provision, (whole, default))


def _statement(
    build: Build,
    version: Version,
    name: str,
    provision: Provision,
    of_all: tuple[Whole | None, DefaultDays],
) -> Statement:
    """What a version says of a provision; ``of_all``: what holds of all that it says."""
    whole, default = of_all
    own = provision.model_fields_set
    path: Path = ("provisions", name, "applies")
    applies = provision.applies
    days, by_place = default
    if "applies" in own and applies.model_fields_set:
        days = application_days(build, version.ref, path, applies)
        by_place = days_by_place(build, version.ref, path, applies)
    jurisdictions, opted_out = places_of(provision, version)
    return Statement(
        ref=intern(f"{version.source}#{name}"),
        provision=provision,
        version=version.ref,
        days=days,
        default=default,
        by_place=by_place,
        jurisdictions=jurisdictions,
        opted_out=opted_out,
        whole=whole,
    )


def _default(build: Build, version: Version) -> DefaultDays:
    """The days that a version gives for all that it says."""
    path: Path = ("applies",)
    return (
        application_days(build, version.ref, path, version.applies),
        days_by_place(build, version.ref, path, version.applies),
    )


def application_days(build: Build, record: str, path: Path, applies: Application) -> Days:
    """The days of a text, with the events looked up."""
    return days_between(build, record, path, applies.from_, applies.until, applies.then)


def days_by_place(
    build: Build, record: str, path: Path, applies: Application
) -> tuple[tuple[tuple[str, ...], Days], ...]:
    """The other days of a text in some places, in the order of the record."""
    return tuple(
        (
            entry.jurisdictions,
            days_between(build, record, (*path, "by-place", index), entry.from_, entry.until),
        )
        for index, entry in enumerate(applies.by_place)
    )


def days_between(
    build: Build,
    record: str,
    path: Path,
    first: str | None,
    last: str | None,
    then: str | None = None,
) -> Days:
    """From an event, else from publication, until another."""
    return Days(
        start=record if first is None else event_key(build, record, (*path, "from"), first),
        until=None if last is None else event_key(build, record, (*path, "until"), last),
        is_stated=first is not None,
        then=then,
    )
