"""What records tell of the day of each event, in the order of publication, and who counts.

Several sources may date one event: by acts on it, or by events of their own that say ``same-as``.
Here it is put together who tells what; :mod:`guidance.engine.dating` makes days of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from guidance.records.dates import ImpreciseDate
from guidance.records.events import EventDate
from guidance.records.model import UNTIL_FIXED, Cancels, CorrectsDate, FixesDate, RelativeDate
from guidance.resolution.build import Build, circle_in
from guidance.resolution.events import event_key, full_key
from guidance.resolution.registry import Telling, source_of


def link_events(build: Build) -> None:
    """Look up which events are the same, and which sources speak with authority."""
    registry = build.registry
    for key, named in registry.events.copy().items():
        if named.version is None or named.is_publication:
            continue
        name = key.partition("@")[2]
        same = registry.versions[named.version].events[name].same_as
        if same is None:
            continue
        path = ("events", name, "same-as", "event")
        other = event_key(build, named.version, path, same.event)
        known = registry.events.get(other)
        if known is None:
            continue
        if other == key:
            problem, mend = f"{key} names itself", "name the event of the other source"
            build.fault(named.version, path, problem, mend)
        elif known.is_publication or (known.version is None and not build.is_absent(other)):
            problem = f"{other} is no declared event"
            build.fault(named.version, path, problem, "declare an event there, and name it")
        else:
            registry.same_as[key] = other
            if same.authority:
                registry.authorities.add(key)
    # Two that name each other say it twice.
    while loop := circle_in({key: (other,) for key, other in registry.same_as.items()}):
        del registry.same_as[min(loop)]


def check_looks(build: Build) -> None:
    """Look up the events that a look at a source did not show."""
    for source, record in build.registry.sources.items():
        for number, check in enumerate(record.checks):
            for index, name in enumerate(check.not_yet):
                path = ("checks", number, "not-yet", index)
                key = event_key(build, source, path, name)
                known = build.registry.events.get(key)
                if known is None or build.is_absent(key):
                    continue
                if known.is_publication or known.version is None:
                    problem = f"{name} is no declared event"
                    mend = "declare what was looked for as an event, and name that"
                    build.fault(source, path, problem, mend)


def collect_tellings(build: Build) -> None:
    """Put together, for every event of which more than its declaration tells, what is told."""
    registry = build.registry
    members: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for key in registry.events:
        if key in registry.datings or key in registry.same_as or key in members:
            members[key].append((key, ()))
    for key in registry.same_as:
        path: tuple[str, ...] = ()
        here = key
        while here in registry.same_as:
            # That they are the same is known once this one is.
            path = (*path, registry.events[here].version or "")
            here = registry.same_as[here]
            if not members[here]:
                members[here].append((here, ()))
            members[here].append((key, path))
    for key, events in members.items():
        tellings = sorted(
            (telling for member, path in events for telling in _of(build, member, path)),
            # A version that declares an event and acts on it means the act.
            key=lambda telling: (_place(build, telling.version), telling.path[0] == "amendments"),
        )
        registry.tellings[key] = tuple(_in_order(build, tellings))
        _check_order(build, key)


def _of(build: Build, event: str, path: tuple[str, ...]) -> Iterator[Telling]:
    registry = build.registry
    named = registry.events[event]
    is_authority = event in registry.authorities
    if named.version is not None and not named.is_publication:
        own: EventDate | None = named.date
        if named.after is not None:
            own = RelativeDate(after=named.after[0], period=named.after[1])
        elif named.is_until_fixed:
            own = UNTIL_FIXED
        if own is not None or is_authority or named.condition:
            where = ("events", event.partition("@")[2], "date")
            yield Telling(
                "says",
                own,
                event,
                named.version,
                path,
                where,
                is_authority,
                named.certainty,
                named.condition,
            )
    for dating in registry.datings.get(event, ()):
        amendment = dating.amendment
        if isinstance(amendment, Cancels):
            yield Telling("cancels", None, event, dating.version, path, dating.path)
            continue
        right = amendment.set if isinstance(amendment, CorrectsDate) else amendment
        said = right.date
        if isinstance(said, RelativeDate):
            base = full_key(source_of(event), said.after)
            said = RelativeDate(after=base, period=said.period)
        kind = "says" if isinstance(amendment, FixesDate) or said is None else "becomes"
        yield Telling(
            kind,
            said,
            event,
            dating.version,
            path,
            dating.path,
            certainty=right.certainty,
            condition=amendment.on_condition,
        )


def _place(build: Build, version: str) -> tuple[str, str]:
    published = build.registry.versions[version].published.earliest
    return (published.isoformat() if published else "", version)


def _in_order(build: Build, tellings: list[Telling]) -> list[Telling]:
    """Order what is told by publication, as far as it can be told."""
    is_before = build.registry.published_before
    counts = [
        sum(is_before(other.version, telling.version) is True for other in tellings)
        for telling in tellings
    ]
    return [tellings[n] for n in sorted(range(len(tellings)), key=lambda n: (counts[n], n))]


def _check_order(build: Build, key: str) -> None:
    """Refuse two of which the later counts, where it cannot be told which that is."""
    tellings = build.registry.tellings[key]
    for first, second in pairwise(tellings):
        if first.version == second.version or _commute(tellings, first, second):
            continue
        if build.registry.published_before(first.version, second.version) is not True:
            problem = f"{key} is also dated by {first.version}, and the order cannot be told"
            mend = f"state the order of the versions, for example after: [{first.version}]"
            build.fault(second.version, (*second.path, "event"), problem, mend)


def _commute(tellings: tuple[Telling, ...], first: Telling, second: Telling) -> bool:
    """Whether two dates come to the same in either order, beside whatever is told before.

    So they do where all dates told before hold both, or share no day with either.
    """
    if not first.kind == second.kind == "says":
        return False
    upto = tellings[: tellings.index(second) + 1]
    dates = [telling.date for telling in upto if telling.date is not None]
    known = [date for date in dates if isinstance(date, ImpreciseDate)]
    if len(known) < len(dates) or not (first.date and second.date):
        return False
    *before, last, new = known
    return (
        last == new
        or all(date.contains(last) and date.contains(new) for date in before)
        or not any(date.shares_days_with(last) or date.shares_days_with(new) for date in before)
    )
