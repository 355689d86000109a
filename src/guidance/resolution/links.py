"""Who acts on what: replacing and displacing provisions, and amendments of every kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from guidance.records.model import (
    Application,
    Cancels,
    Corrects,
    Ends,
    FixesDate,
    MovesDate,
    Reinstates,
    Suspends,
    Version,
)
from guidance.resolution.build import Build, Path
from guidance.resolution.events import event_key, full_key, when
from guidance.resolution.registry import Act, Dating, Statement, source_of

_LINKS = ("replaces", "displaces", "restates", "narrows", "tension", "reports")
_A = TypeVar("_A", Act, Dating)


def link_provisions(build: Build) -> None:
    """Look up what provisions say of each other."""
    registry = build.registry
    replaced: dict[str, list[Statement]] = defaultdict(list)
    displaced: dict[str, list[str]] = defaultdict(list)
    for ref, chain in registry.statements.items():
        for statement in chain:
            for field in _LINKS:
                for index, target in enumerate(getattr(statement.provision, field)):
                    path = ("provisions", ref.partition("#")[2], field, index)
                    if not _has_provision(build, statement.version, path, target):
                        continue
                    if target == ref:
                        problem = f"{ref} names itself"
                        mend = "a later version of the same provision needs no link"
                        build.fault(statement.version, path, problem, mend)
                    elif field == "replaces":
                        replaced[target].append(statement)
                        _check_published(build, statement.version, path, target)
                    elif field == "displaces" and ref not in displaced[target]:
                        displaced[target].append(ref)
    registry.replaced_by = {ref: tuple(found) for ref, found in replaced.items()}
    registry.displaced_by = {ref: tuple(found) for ref, found in displaced.items()}


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
            if isinstance(amendment, FixesDate | MovesDate | Cancels):
                key = event_key(build, record, (*path, "event"), amendment.event)
                datings[key].append(Dating(amendment, record, path))
            elif isinstance(amendment, Corrects):
                if _has_provision(build, record, (*path, "provision"), amendment.provision):
                    _check_published(build, record, (*path, "provision"), amendment.provision)
                    acts[amendment.provision].append(_correction(build, amendment, version, path))
            elif isinstance(amendment, Ends | Suspends | Reinstates):
                own = Application(from_=amendment.from_)
                start = when(build, version, own, "from_", (*path, "from")) or record
                until = None
                if isinstance(amendment, Suspends) and amendment.until:
                    until = event_key(build, record, (*path, "until"), amendment.until)
                for place, target in enumerate(amendment.provisions):
                    for ref in _targets(build, record, (*path, "provisions", place), target):
                        acts[ref].append(Act(amendment, record, start, until, path))
    for key, found in datings.items():
        _order_datings(build, key, found)
    registry.acts = {ref: tuple(_by_publication(build, found)) for ref, found in acts.items()}
    for ref, in_order in registry.acts.items():
        corrections = [act for act in in_order if isinstance(act.amendment, Corrects)]
        _check_order_told(build, ref, "corrected", corrections, "provision")


def _correction(build: Build, amendment: Corrects, version: Version, path: Path) -> Act:
    applies = amendment.set.applies
    source = source_of(amendment.provision)
    start, until = "", None
    if applies is not None:
        where = (*path, "set", "applies")
        if applies.from_:
            name = full_key(source, applies.from_)
            start = event_key(build, version.ref, (*where, "from"), name)
        if applies.until:
            name = full_key(source, applies.until)
            until = event_key(build, version.ref, (*where, "until"), name)
    return Act(amendment, version.ref, start, until, path)


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


def _order_datings(build: Build, key: str, found: list[Dating]) -> None:
    registry = build.registry
    event = registry.events.get(key)
    if event is None:
        return
    ordered = _by_publication(build, found)
    _check_order_told(build, key, "dated", ordered, "event")
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


def _by_publication(build: Build, found: Sequence[_A]) -> list[_A]:
    """Order what versions do by their publication, as far as it can be told."""

    def is_before(first: str, second: str) -> bool:
        told = build.registry.published_by_then
        return told(first, second) is True and told(second, first) is not True

    return sorted(
        found,
        key=lambda act: (
            sum(is_before(other.version, act.version) for other in found),
            _earliest(build.registry.versions[act.version]),
            act.version,
        ),
    )


def _check_order_told(
    build: Build, name: str, done: str, ordered: Sequence[Act | Dating], field: str
) -> None:
    """Refuse two acts of which the last counts, where it cannot be told which that is."""
    for first, second in pairwise(ordered):
        known = build.registry.published_by_then(first.version, second.version)
        back = build.registry.published_by_then(second.version, first.version)
        if first.version == second.version or known is not True or back is True:
            problem = f"{name} is also {done} by {first.version}, and the order cannot be told"
            mend = f"state the order of the versions, for example after: [{first.version}]"
            build.fault(second.version, (*second.path, field), problem, mend)


def _earliest(version: Version) -> str:
    return version.published.earliest.isoformat() if version.published.earliest else ""
