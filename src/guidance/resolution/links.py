"""Who acts on what: replacing and displacing provisions, and amendments of every kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from guidance.records.model import (
    Application,
    ByPlace,
    Cancels,
    Corrects,
    CorrectsDate,
    Ends,
    FixesDate,
    Keeps,
    MovesDate,
    Reinstates,
    Suspends,
    Version,
)
from guidance.resolution.build import Build, Path
from guidance.resolution.events import event_key, full_key
from guidance.resolution.readings import ReadText, readings
from guidance.resolution.registry import Act, Dating, ScopedAct, Statement, source_of
from guidance.resolution.statements import application_days, days_by_place

_LINKS = ("replaces", "displaces", "restates", "narrows", "tension", "reports")
_A = TypeVar("_A", Act, Dating)


def link_provisions(build: Build) -> None:
    """Look up what provisions say of each other, in every way in which they can read."""
    registry = build.registry
    replaced: dict[str, list[Statement]] = defaultdict(list)
    displaced: dict[str, list[str]] = defaultdict(list)
    told: set[tuple[str, Path]] = set()
    for ref in registry.statements:
        for reading in readings(registry, ref):
            is_first = (reading.record, reading.path) not in told
            told.add((reading.record, reading.path))
            for field in _LINKS:
                if field not in reading.fields:
                    continue
                for index, target in enumerate(getattr(reading.provision, field)):
                    path = (*reading.path, field, index)
                    if is_first and not _links(build, reading, path, target):
                        continue
                    if field == "replaces" and reading.statement not in replaced[target]:
                        replaced[target].append(reading.statement)
                    elif field == "displaces" and ref not in displaced[target]:
                        displaced[target].append(ref)
    registry.replaced_by = {ref: tuple(statements) for ref, statements in replaced.items()}
    registry.displaced_by = {ref: tuple(refs) for ref, refs in displaced.items()}


def _links(build: Build, reading: ReadText, path: Path, target: str) -> bool:
    """Whether a text may name another, which is recorded and was published before."""
    if not _has_provision(build, reading.record, path, target):
        return False
    ref = reading.statement.ref
    if target == ref:
        problem = f"{ref} names itself"
        mend = "a later version of the same provision needs no link"
        build.fault(reading.record, path, problem, mend)
        return False
    if "replaces" in path:
        _check_published(build, reading.record, path, target)
    return True


def _has_provision(build: Build, record: str, path: Path, target: str) -> bool:
    if target in build.registry.statements:
        return True
    if not build.is_absent(target):
        build.unknown(record, path, "provision", target, build.registry.statements)
    return False


def _check_published(build: Build, record: str, path: Path, target: str) -> None:
    first = build.registry.statements[target][0].version
    if build.registry.published_by_then(first, record) is False:
        problem = f"{target} was first stated in {first}, after this version"
        build.fault(record, path, problem, "an act reaches only what was published before it")


def link_amendments(build: Build) -> None:
    """Look up what each amendment acts on."""
    registry = build.registry
    acts: dict[str, list[Act]] = defaultdict(list)
    datings: dict[str, list[Dating]] = defaultdict(list)
    for record, version in registry.versions.items():
        for index, amendment in enumerate(version.amendments):
            path = ("amendments", index)
            if isinstance(amendment, FixesDate | MovesDate | Cancels | CorrectsDate):
                key = event_key(build, record, (*path, "event"), amendment.event)
                datings[key].append(Dating(amendment, record, path))
            elif isinstance(amendment, Corrects):
                if _has_provision(build, record, (*path, "provision"), amendment.provision):
                    _check_published(build, record, (*path, "provision"), amendment.provision)
                    acts[amendment.provision].append(_correction(build, amendment, version, path))
            elif isinstance(amendment, Ends | Suspends | Reinstates | Keeps):
                for ref, act in _scoped(build, amendment, version, path):
                    acts[ref].append(act)
    for key, told in datings.items():
        _order_datings(build, key, told)
    registry.acts = {ref: tuple(_by_publication(build, acting)) for ref, acting in acts.items()}
    for ref, in_order in registry.acts.items():
        corrections = [act for act in in_order if isinstance(act.amendment, Corrects)]
        _check_order_told(build, ref, corrections)


def _scoped(
    build: Build, amendment: ScopedAct, version: Version, path: Path
) -> Iterator[tuple[str, Act]]:
    """Yield the provisions that an act names, each with the act on it."""
    record = version.ref
    start = record
    for name, where in (
        (amendment.from_, (*path, "from")),
        (version.applies.from_, ("applies", "from")),
    ):
        if name is not None:
            start = event_key(build, record, where, name)
            break
    until = None
    if isinstance(amendment, Suspends) and amendment.until:
        until = event_key(build, record, (*path, "until"), amendment.until)
    own = amendment.jurisdictions, getattr(amendment, "opted_out", ())
    places, opted_out = own if any(own) else (version.jurisdictions, version.opted_out)
    for number, target in enumerate(amendment.provisions):
        act = Act(
            amendment,
            record,
            start,
            until,
            path,
            is_whole="#" not in target,
            jurisdictions=places,
            opted_out=opted_out,
            lifts=tuple(_lifted(build, amendment, record, path)),
        )
        for ref in _targets(build, record, (*path, "provisions", number), target):
            yield ref, act


def _lifted(
    build: Build, amendment: ScopedAct, record: str, path: Path
) -> Iterator[tuple[str, str | None]]:
    """Yield the suspensions that a lifting names."""
    versions = build.registry.versions
    for number, ref in enumerate(getattr(amendment, "lifts", ())):
        version, _, name = ref.partition("/")
        where = (*path, "lifts", number)
        if version not in versions:
            if not build.is_absent(version):
                build.unknown(record, where, "version", version, versions)
            continue
        pauses = [act for act in versions[version].amendments if isinstance(act, Suspends)]
        names = [pause.id for pause in pauses if pause.id is not None]
        if name and name not in names:
            build.unknown(
                record, where, "suspension", ref, [f"{version}/{known}" for known in names]
            )
        elif not pauses:
            problem = f"{version} suspends nothing"
            build.fault(record, where, problem, "name the version that does")
        else:
            yield version, name or None


def _correction(build: Build, amendment: Corrects, version: Version, path: Path) -> Act:
    applies = amendment.set.applies
    if applies is None:
        return Act(amendment, version.ref, "", None, path)
    source, where = source_of(amendment.provision), (*path, "set", "applies")
    own = applies.model_copy(
        update={
            **_named_in(source, applies),
            "by_place": tuple(
                entry.model_copy(update=_named_in(source, entry)) for entry in applies.by_place
            ),
        }
    )
    days = application_days(build, version.ref, where, own)
    by_place = days_by_place(build, version.ref, where, own)
    return Act(amendment, version.ref, "", None, path, days=days, by_place=by_place)


def _named_in(source: str, days: Application | ByPlace) -> dict[str, str | None]:
    """The days that a correction names: those of the source whose text it mends."""
    return {
        "from_": days.from_ and full_key(source, days.from_),
        "until": days.until and full_key(source, days.until),
    }


def _targets(build: Build, record: str, path: Path, target: str) -> tuple[str, ...]:
    registry = build.registry
    if "#" in target:
        if not _has_provision(build, record, path, target):
            return ()
        _check_published(build, record, path, target)
        return (target,)
    if target in registry.refs:
        return registry.refs[target]
    if not build.is_absent(target):
        build.unknown(record, path, "source", target, registry.sources)
    return ()


def _order_datings(build: Build, key: str, datings: list[Dating]) -> None:
    registry = build.registry
    event = registry.events.get(key)
    if event is None:
        return
    ordered = _by_publication(build, datings)
    if event.version is None and not build.is_absent(key):
        for dating in ordered:
            problem = f"{key} is a bare day and cannot be amended"
            build.fault(dating.version, (*dating.path, "event"), problem, "declare an event")
    if event.is_publication:
        for dating in ordered:
            if not isinstance(dating.amendment, FixesDate):
                problem = f"{key} is a publication, which cannot be moved or cancelled"
                mend = "only fixes-date goes with a publication"
                build.fault(dating.version, (*dating.path, "event"), problem, mend)
    registry.datings[key] = tuple(ordered)


def _by_publication(build: Build, acts: Sequence[_A]) -> list[_A]:
    """Order what versions do by their publication, as far as it can be told."""
    is_before = build.registry.published_before
    return sorted(
        acts,
        key=lambda act: (
            sum(is_before(other.version, act.version) is True for other in acts),
            _earliest(build.registry.versions[act.version]),
            act.version,
        ),
    )


def _check_order_told(build: Build, name: str, ordered: Sequence[Act]) -> None:
    """Refuse two corrections of which the last counts, where it cannot be told which that is."""
    for first, second in pairwise(ordered):
        if build.registry.published_before(first.version, second.version) is not True:
            problem = f"{name} is also corrected by {first.version}, and the order cannot be told"
            mend = f"state the order of the versions, for example after: [{first.version}]"
            build.fault(second.version, (*second.path, "provision"), problem, mend)


def _earliest(version: Version) -> str:
    return version.published.earliest.isoformat() if version.published.earliest else ""
