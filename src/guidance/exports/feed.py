"""What changed, as an Atom feed (RFC 4287): one entry for each day or range of days.

Written without a clock: the same records give the same bytes, and an entry keeps its id.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from guidance.changes.model import Step
from guidance.resolution.registry import source_of

if TYPE_CHECKING:
    from guidance.corpus import Corpus

ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = UUID("5f0a3b52-0d0f-5f6b-8a7e-2c1f1f5c7d21")
_EPOCH = date(1970, 1, 1)


def feed(corpus: Corpus, until: date, *, since: date = date.min, topic: str | None = None) -> str:
    """Write the changes after one day and up to another as a feed, newest first.

    Raises:
        UnknownNameError: The topic is not recorded.
    """
    report = corpus.changes(since, until, topic=topic)
    steps = sorted(report.steps, key=_day, reverse=True)
    name = f"Guidance: {topic}" if topic else "Guidance"
    root = Xml.Element(f"{{{ATOM}}}feed")
    _add(root, "id", _urn(f"feed {topic or ''} of {' '.join(corpus.sources)}"))
    _add(root, "title", f"{name}: what changed")
    _add(root, "updated", _stamp(max(map(_day, steps), default=_EPOCH)))
    _add(_add(root, "author"), "name", "guidance-timeline")
    _add(root, "generator", "guidance-timeline")
    for step in steps:
        _add_entry(root, step)
    Xml.register_namespace("", ATOM)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_entry(root: Xml.Element, step: Step) -> None:
    from guidance.wording import change_sentence
    from guidance.wording.upkeep import step_title

    sentences = [change_sentence(change) for change in step.changes]
    entry = _add(root, "entry")
    _add(entry, "id", entry_id(step))
    _add(entry, "title", step_title(step))
    _add(entry, "updated", _stamp(_day(step)))
    for source in sorted({source_of(change.ref) for change in step.changes}):
        _add(entry, "category").set("term", source)
    _add(entry, "summary", _clean("\n".join(sentences)))


def entry_id(step: Step) -> str:
    """The id of a step: made of its days and of what changed, so that it does not move."""
    changed = sorted(f"{change.id} {change.ref}" for change in step.changes)
    return _urn(f"{step.earliest} {step.latest} {' '.join(changed)}")


def _day(step: Step) -> date:
    """The day that an entry bears: the first it can be, which does not move with the question."""
    return step.earliest or step.latest or _EPOCH


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(_NAMESPACE, name)}"


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _clean(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff"))


def _add(parent: Xml.Element, name: str, text: str | None = None) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = text
    return child
