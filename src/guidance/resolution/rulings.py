"""What is proposed and what is made of it, with references resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidance.records.model import Adopts, Declines

if TYPE_CHECKING:
    from guidance.resolution.registry import Act, Statement


@dataclass(frozen=True, slots=True, eq=False)
class Proposing:
    """What one version proposes.

    Attributes:
        what: The text, or the act on the first of its targets.
        start: Key of the event from which it is to take effect.
        targets: The provisions that it would touch; of a text, the provision itself too.
    """

    version: str
    what: Statement | Act
    start: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """What is proposed, or left to somebody else to bring about.

    Attributes:
        name: The provision whose text it is, or ``source@version/act``.
        kind: ``says`` for a text, else the kind of the act.
        steps: The versions that propose it, each with what it says, the first first.
        is_marked: It says that it is only proposed, and takes no effect.
    """

    name: str
    kind: str
    steps: tuple[Proposing, ...]
    is_marked: bool

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that propose it."""
        return tuple(step.version for step in self.steps)

    @property
    def targets(self) -> tuple[str, ...]:
        """The provisions that it would touch, by any of them."""
        return tuple(dict.fromkeys(ref for step in self.steps for ref in step.targets))


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """What a version makes of what was proposed.

    Attributes:
        start: Key of the event from which it is adopted; its version for its publication.
    """

    amendment: Adopts | Declines
    version: str
    start: str
