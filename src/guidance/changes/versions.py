"""What differs between two versions.

Provisions are matched by reference, and by what replaces or restates what; never by position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guidance.changes.deeds import aspect
from guidance.changes.ids import ChangeId
from guidance.changes.model import Change, Comparison, Side, by_id, changed_fields, restatement
from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Ends, Event, Provision, Version
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
    provisions = _compare_provisions(before, after)
    changes = [
        *(provisions if sheet is None else (change._replace(sheet=sheet) for change in provisions)),
        *_compare_events(before, after),
        *_compare_amendments(before, after),
        *_compare_defaults(before, after),
    ]
    places = Places({before.source: (before,), after.source: (after,)})
    if before.source == after.source:
        places = Places({before.source: (before, after)})
    changes.sort(key=lambda change: (places.of(change.ref), change.id, change.fields))
    return Comparison(before.ref, after.ref, tuple(_with_deeds(changes)))


def _with_deeds(changes: Iterable[Change]) -> Iterator[Change]:
    """Name what makes each change: the later version, and which act of either where one does."""
    counted: Counter[tuple[str, ...]] = Counter()
    for change in changes:
        side = change.after or change.before
        act = side.amendment if side else None
        of_what = f", {act.act}" if act else aspect(change.id, change.notes)
        refs = (change.ref, *(state.ref for state in (change.before, change.after) if state))
        counted[*refs, of_what] += 1
        place = counted[*refs, of_what]
        number = f", {place}" if place > 1 else ""
        yield change._replace(deed=f"by {change.authority}{of_what}{number}")


class _Stated(NamedTuple):
    """What a version says of a provision."""

    ref: str
    provision: Provision
    version: Version

    def side(self) -> Side:
        """The same as a side of a change."""
        version = self.version
        return Side(self.ref, version.ref, self.provision, standing=version.standing)


def _compare_provisions(before: Version, after: Version) -> Iterator[Change]:
    old, new = _said_in(before), _said_in(after)
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    for ref in old.keys() & new.keys():
        for change_id, fields in by_id(changed_fields(old[ref].provision, new[ref].provision)):
            yield _change(change_id, old[ref], new[ref], after, fields)
    paired = [
        (first, second, link)
        for first in gone
        for second in come
        for link in ("replaces", "restates")
        if first in getattr(new[second].provision, link)
        or second in getattr(old[first].provision, link)
    ]
    for first, second, link in paired:
        earlier, later = old[first], new[second]
        fields = changed_fields(earlier.provision, later.provision)
        if link == "replaces":
            yield _change(ChangeId.REPLACED, earlier, later, after, fields)
        else:
            change_id = restatement(earlier.provision, later.provision)
            change = _change(change_id, earlier, later, after, fields)
            yield change._replace(ref=second, notes=("already-stated",))
    ended = {
        target
        for amendment in after.amendments
        if isinstance(amendment, Ends)
        for target in amendment.provisions
    }
    for ref in gone - {first for first, _, _ in paired}:
        is_ended = after.source == before.source and after.extent == "whole"
        is_ended = is_ended or ref in ended or before.source in ended
        yield _change(ChangeId.ENDED if is_ended else ChangeId.NOT_MENTIONED, old[ref], None, after)
    for ref in come - {second for _, second, _ in paired}:
        yield _change(ChangeId.ADDED, None, new[ref], after)


def _said_in(version: Version) -> dict[str, _Stated]:
    provisions = {f"{version.source}#{name}": said for name, said in version.provisions.items()}
    return {ref: _Stated(ref, said, version) for ref, said in provisions.items()}


def _change(
    change_id: ChangeId,
    old: _Stated | None,
    new: _Stated | None,
    authority: Version,
    fields: tuple[str, ...] = (),
) -> Change:
    """A change of a provision, told at the older one; by whose authority it is made."""
    told = old or new
    assert told is not None  # noqa: S101  (one of the two is always there)
    cited = new or (old if change_id is ChangeId.ENDED else None)
    return Change(
        id=change_id,
        ref=told.ref,
        before=old.side() if old else None,
        after=new.side() if new else None,
        authority=authority.ref,
        standing=authority.standing,
        cite=cited.provision.cite if cited else None,
        fields=fields,
        document=authority.document.title,
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
        yield Change(
            _event_change(was, now),
            key,
            *sides,
            authority=after.ref,
            standing=after.standing,
            document=after.document.title,
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
            )
