"""What the steps of a resolution share: the registry being built, and the faults on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from guidance.errors import RecordFault, nearest
from guidance.records.natural import reading_order
from guidance.resolution.registry import Registry, source_of

Path = tuple[str | int, ...]
Graph = Mapping[str, Iterable[str]]
_R = TypeVar("_R")


@dataclass(slots=True)
class Build:
    """One run of :func:`guidance.resolution.resolve`.

    Attributes:
        ignore_absent_sources: References to sources that are not there lead nowhere.
    """

    registry: Registry
    ignore_absent_sources: bool
    faults: list[RecordFault] = field(default_factory=list)

    def fault(self, record: str, path: Path, problem: str, mend: str) -> None:
        """Note a fault."""
        self.faults.append(RecordFault(problem, mend, path=path, record=record))

    def unknown(self, record: str, path: Path, kind: str, name: str, known: Iterable[str]) -> None:
        """Note a name that is not recorded, with the nearest that are."""
        close = nearest(name, known)
        mend = f"did you mean {' or '.join(close)}?" if close else f"record that {kind} first"
        self.fault(record, path, f"no {kind} {name} is recorded", mend)

    def is_absent(self, ref: str) -> bool:
        """Whether a reference leads to a source that is left out on purpose."""
        return self.ignore_absent_sources and source_of(ref) not in self.registry.sources

    def unique(self, records: Sequence[_R], key: Callable[[_R], str], kind: str) -> dict[str, _R]:
        """Sort records by name; a name recorded twice is a fault."""
        by_name: dict[str, _R] = {}
        for record in records:
            name = key(record)
            if name in by_name:
                self.fault(name, (kind,), f"{name} is recorded twice", "keep one of the two")
            by_name[name] = record
        return {name: by_name[name] for name in sorted(by_name, key=reading_order)}


def circle_in(graph: Graph) -> list[str]:
    """Return a circle of a graph, each node before the one it leads to; empty without one.

    The same graph gives the same circle, in whatever order it was put together.
    """
    try:
        TopologicalSorter({node: sorted(graph[node]) for node in sorted(graph)}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []
