"""What differs between two versions.

Provisions are matched by reference, and by what replaces or restates what; never by position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.changes.deeds import aspect
from guidance.changes.ids import ChangeId, by_id
from guidance.changes.model import Change, Comparison, Side, changed_fields, restatement
from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Ends, Event, Version
from guidance.records.natural import reading_order
from guidance.resolution.document_order import Places


def compare(before: Version, after: Version, sheet: FactSheet | None = None) -> Comparison:
    """Say how the contents of two versions differ; with the facts of their topic, which way.

    Content is what a version says (provisions, events, amendments) and how bindingly (standing,
    default jurisdictions and application). What a partial version does not mention has not
    ended: silence is not repeal.

    Args:
        before: The earlier version.
        after: The later one.
        sheet: The facts of their topic; without them no change of criteria has a direction.

    Source:
        docs/explanation/silence.md.
    """
    changes = [
        *_compare_provisions(before, after, sheet),
        *_compare_events(before, after),
        *_compare_amendments(before, after),
        *_compare_defaults(before, after),
    ]
    same = [*before.provisions] == [*after.provisions]  # then one of them tells the order of both
    stated = (after,) if same or before.source != after.source else (before, after)
    places = Places({before.source: (before,), after.source: stated})
    changes.sort(key=lambda change: (places.of(change.ref), change.id, change.fields))
    return Comparison(before.ref, after.ref, tuple(_numbered(changes)))


def _numbered(changes: Iterable[Change]) -> Iterator[Change]:
    """Number the deeds that one authority does to the same more than once."""
    counted: dict[tuple[str, ...], int] = {}
    for change in changes:
        refs = (change.ref, *(state.ref for state in (change.before, change.after) if state))
        place = counted[*refs, change.deed] = counted.get((*refs, change.deed), 0) + 1
        yield change if place == 1 else change._replace(deed=f"{change.deed}, {place}")


def _deed(authority: str, change_id: ChangeId | None = None) -> str:
    """What makes a change of which no act is known: the later version, and what of a text it is."""
    return f"by {authority}{aspect(change_id) if change_id else ''}"


class _Said:
    """What a version says, provision by provision; told of only where that is asked."""

    def __init__(self, version: Version, sheet: FactSheet | None = None) -> None:
        self.sheet = sheet
        self.ref = version.ref
        self.standing = version.standing
        self.title = version.document.title
        source = version.source
        self.provisions = {f"{source}#{name}": said for name, said in version.provisions.items()}
        self._sides: dict[str, Side] = {}

    def side(self, ref: str | None) -> Side | None:
        """What it says of a provision, as a side of a change; ``None`` of none."""
        if ref is None:
            return None
        side = self._sides.get(ref)
        if side is None:
            side = Side(ref, self.ref, self.provisions[ref], standing=self.standing)
            self._sides[ref] = side
        return side


def _compare_provisions(
    before: Version, after: Version, sheet: FactSheet | None
) -> Iterator[Change]:
    said, says = _Said(before), _Said(after, sheet)
    old, new = said.provisions, says.provisions
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    for ref, was in old.items():
        now = new.get(ref)
        if now is not None and now is not was:
            for change_id, own in by_id(changed_fields(was, now)):
                yield _change(change_id, (said, ref), (says, ref), own)
    paired = [
        (first, second, link)
        for first in gone
        for second in come
        for link in ("replaces", "restates")
        if first in getattr(new[second], link) or second in getattr(old[first], link)
    ]
    for first, second, link in paired:
        earlier, later = old[first], new[second]
        change_id = ChangeId.REPLACED if link == "replaces" else restatement(earlier, later)
        fields = changed_fields(earlier, later)
        change = _change(change_id, (said, first), (says, second), fields)
        if link == "restates":
            change = change._replace(ref=second, notes=("already-stated",), deed=_deed(says.ref))
        yield change
    ended = {
        target
        for amendment in after.amendments
        if isinstance(amendment, Ends)
        for target in amendment.provisions
    }
    for ref in gone - {first for first, _, _ in paired}:
        is_ended = after.source == before.source and after.extent == "whole"
        is_ended = is_ended or ref in ended or before.source in ended
        change_id = ChangeId.ENDED if is_ended else ChangeId.NOT_MENTIONED
        yield _change(change_id, (said, ref), (says, None))
    for ref in come - {second for _, second, _ in paired}:
        yield _change(ChangeId.ADDED, (said, None), (says, ref))


def _change(
    change_id: ChangeId,
    before: tuple[_Said, str | None],
    after: tuple[_Said, str | None],
    fields: tuple[str, ...] = (),
) -> Change:
    """A change of a provision, told at the older one, by the authority of the later version.

    Each side is a version, and the provision meant; ``None`` where it says nothing of it.
    """
    old, new = before[0].side(before[1]), after[0].side(after[1])
    told = old or new
    assert told is not None  # noqa: S101  (one of the two is always there)
    cited = new or (old if change_id is ChangeId.ENDED else None)
    authority = after[0]
    return Change(
        id=change_id,
        ref=told.ref,
        before=old,
        after=new,
        authority=authority.ref,
        standing=authority.standing,
        cite=cited.provision.cite if cited and cited.provision else None,
        fields=fields,
        document=authority.title,
        sheet=authority.sheet,
        deed=_deed(authority.ref, change_id),
    )


def _compare_events(before: Version, after: Version) -> Iterator[Change]:
    old = {f"{before.source}@{name}": event for name, event in before.events.items()}
    new = {f"{after.source}@{name}": event for name, event in after.events.items()}
    for key in sorted(old.keys() | new.keys(), key=reading_order):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        sides = (
            Side(key, before.ref, event=was, date=_date_of(was)) if was else None,
            Side(key, after.ref, event=now, date=_date_of(now)) if now else None,
        )
        change_id = _event_change(was, now)
        yield Change(
            change_id,
            key,
            *sides,
            authority=after.ref,
            standing=after.standing,
            document=after.document.title,
            deed=_deed(after.ref, change_id),
        )


def _date_of(event: Event | None) -> ImpreciseDate | None:
    return event.date if event and isinstance(event.date, ImpreciseDate) else None


def _event_change(was: Event | None, now: Event | None) -> ChangeId:
    if was is None:
        return ChangeId.EVENT_ADDED
    if now is None:
        return ChangeId.EVENT_REMOVED
    if was.date == now.date:
        return ChangeId.DETAILS
    first, second = _date_of(was), _date_of(now)
    is_narrower = second is not None and (first is None or first.contains(second))
    return ChangeId.DATE_FIXED if is_narrower else ChangeId.DATE_MOVED


def _compare_amendments(before: Version, after: Version) -> Iterator[Change]:
    for version, other, change_id in (
        (before, after, ChangeId.AMENDMENT_REMOVED),
        (after, before, ChangeId.AMENDMENT_ADDED),
    ):
        for amendment in version.amendments:
            if amendment not in other.amendments:
                side = Side(version.ref, version.ref, amendment=amendment)
                is_new = version is after
                yield Change(
                    change_id,
                    version.ref,
                    None if is_new else side,
                    side if is_new else None,
                    authority=after.ref,
                    standing=after.standing,
                    cite=amendment.cite,
                    because=amendment.because,
                    document=after.document.title,
                    deed=f"by {after.ref}, {amendment.act}",
                )


def _compare_defaults(before: Version, after: Version) -> Iterator[Change]:
    for name, change_id in (
        ("standing", ChangeId.STANDING),
        ("jurisdictions", ChangeId.SCOPE),
        ("applies", ChangeId.APPLICATION),
    ):
        if getattr(before, name) != getattr(after, name):
            yield Change(
                change_id,
                after.ref,
                Side(before.ref, before.ref, standing=before.standing),
                Side(after.ref, after.ref, standing=after.standing),
                authority=after.ref,
                standing=after.standing,
                fields=(name,),
                document=after.document.title,
                deed=_deed(after.ref, change_id),
            )
