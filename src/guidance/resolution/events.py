"""Events, publications and bare days: what a name of a day leads to."""

from __future__ import annotations

import re

from guidance.errors import DateError
from guidance.records.dates import ImpreciseDate, parse_day
from guidance.records.model import (
    UNTIL_FIXED,
    RelativeDate,
)
from guidance.resolution.build import Build, Path, circle_in
from guidance.resolution.registry import NamedDay, source_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def declare_events(build: Build) -> None:
    """Name every publication and every declared event."""
    registry = build.registry
    for ref, version in registry.versions.items():
        registry.events[ref] = NamedDay(
            ref,
            f"“{version.document.title}” was published",
            version.published,
            "recorded",
            ref,
            is_publication=True,
            past=f"“{version.document.title}” had been published",
        )
    for source, order in registry.order.items():
        for ref in order:
            for name, event in registry.versions[ref].events.items():
                key = f"{source}@{name}"
                path = ("events", name)
                if key in registry.versions:
                    problem = f"{name} is also the name of a version of {source}"
                    build.fault(ref, path, problem, "rename the event")
                    continue
                known = registry.events.get(key)
                if known is not None and known.version is not None:
                    if registry.versions[known.version].events[name] != event:
                        problem = f"{name} is declared in {known.version} with another content"
                        mend = "refer to it, and amend its date with fixes-date or moves-date"
                        build.fault(ref, path, problem, mend)
                    continue
                relative = event.date if isinstance(event.date, RelativeDate) else None
                exact = event.date if isinstance(event.date, ImpreciseDate) else None
                after = (full_key(source, relative.after), relative.period) if relative else None
                registry.events[key] = NamedDay(
                    key,
                    event.label,
                    exact,
                    event.certainty,
                    ref,
                    after,
                    past=event.past,
                    is_until_fixed=event.date == UNTIL_FIXED,
                    condition=event.on_condition,
                )
    for named in tuple(registry.events.values()):
        if named.after is not None and named.version is not None:
            where = ("events", named.key.partition("@")[2], "date", "after")
            event_key(build, named.version, where, named.after[0])
    graph = {e.key: {e.after[0]} for e in registry.events.values() if e.after}
    if loop := circle_in(graph):
        record = registry.events[loop[0]].version or ""
        problem = "dates depend on each other in a circle: " + " after ".join(loop)
        circle = ("events", loop[0].partition("@")[2], "date")
        build.fault(record, circle, problem, "give one of them a date of its own")


def full_key(source: str, name: str) -> str:
    """The key of an event named inside a source."""
    return name if "@" in name or _DAY.match(name) else f"{source}@{name}"


def event_key(build: Build, record: str, path: Path, name: str) -> str:
    """Resolve an event, a publication or an exact day; report it where there is none."""
    events = build.registry.events
    key = full_key(source_of(record), name)
    if key in events:
        if events[key].is_publication and key != record and path[-1] != "event":
            build.registry.named_publications.add(key)
        return key
    if _DAY.match(name):
        try:
            day = parse_day(name)
        except DateError as error:
            build.fault(record, path, error.problem, error.mend)
            return key
        label = f"the day {name}"
        events[key] = NamedDay(key, label, ImpreciseDate.between(day, day), "recorded", None)
    elif build.is_absent(key):
        events[key] = NamedDay(key, f"{key} (not among these records)", None, "recorded", None)
    elif re.match(r"\d{4}(-\d{2})?\Z", name):
        problem = f"{name} is not one exact day"
        mend = "declare an event with this date, so that it is one unknown day for all"
        build.fault(record, path, problem, mend)
    else:
        build.unknown(record, path, "event", key, (e for e in events if not _DAY.match(e)))
    return key
