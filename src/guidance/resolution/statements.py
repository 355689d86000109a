"""What each provision has said, in which versions: an unchanged restatement goes on."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.records.model import (
    Provision,
    Version,
)
from guidance.resolution.build import Build
from guidance.resolution.events import when
from guidance.resolution.registry import Statement


@dataclass(slots=True)
class _Draft:
    """A statement while the versions that hold it are still being counted."""

    provision: Provision
    versions: list[str]
    start: str | None
    until: str | None
    jurisdictions: tuple[str, ...]
    dropped_by: tuple[tuple[str, str], ...] = ()

    def says_the_same_as(self, other: _Draft) -> bool:
        """Whether a restatement changes nothing, the day of publication apart."""
        return (
            (self.provision is other.provision or self.provision == other.provision)
            and self.start == other.start
            and self.until == other.until
            and self.jurisdictions == other.jurisdictions
        )

    def finished(self, ref: str, place: int) -> Statement:
        """The statement; without a stated start it applies from its first publication."""
        return Statement(
            ref=ref,
            provision=self.provision,
            versions=tuple(self.versions),
            start=self.start or self.versions[0],
            starts_with_publication=self.start is None,
            until=self.until,
            jurisdictions=self.jurisdictions,
            place_in_chain=place,
            dropped_by=self.dropped_by,
        )


def collect_statements(build: Build) -> None:
    """Put the statements of each provision in a row."""
    registry = build.registry
    for source, order in registry.order.items():
        chains: dict[str, list[_Draft]] = {}
        stated: dict[str, _Draft] = {}
        for ref in order:
            version = registry.versions[ref]
            if version.extent == "whole":
                event = when(build, version, None, "from_", ("applies", "from")) or ref
                for gone in chains.keys() - version.provisions.keys():
                    stated.pop(gone, None)
                    for draft in chains[gone]:
                        draft.dropped_by = (*draft.dropped_by, (ref, event))
            for name, provision in version.provisions.items():
                draft = _draft(build, version, name, provision)
                last = stated.get(name)
                if last is not None and last.says_the_same_as(draft):
                    last.versions.append(ref)
                    continue
                chains.setdefault(name, []).append(draft)
                stated[name] = draft
        for name in sorted(chains):
            ref = f"{source}#{name}"
            registry.statements[ref] = tuple(
                draft.finished(ref, place) for place, draft in enumerate(chains[name])
            )
        registry.refs[source] = tuple(f"{source}#{name}" for name in sorted(chains))


def _draft(build: Build, version: Version, name: str, provision: Provision) -> _Draft:
    path = ("provisions", name, "applies")
    return _Draft(
        provision,
        [version.ref],
        when(build, version, provision.applies, "from_", (*path, "from")),
        when(build, version, provision.applies, "until", (*path, "until")),
        provision.jurisdictions or version.jurisdictions,
    )
