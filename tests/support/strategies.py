"""Strategies for records: everything the format allows, with nothing that makes sense together.

References lead nowhere and dates are in no order: what has to hold of a corpus is for other
strategies to add.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from guidance.files.tree import FORBIDDEN
from guidance.records.criteria import (
    IN_TEXT,
    Action,
    AllOf,
    AnyOf,
    Fact,
    FactSheet,
    FactTest,
    Matter,
    Not,
)
from guidance.records.dates import ImpreciseDate, Period
from guidance.records.model import (
    UNTIL_FIXED,
    Adopts,
    Application,
    ByPlace,
    Cancels,
    Check,
    Citation,
    Correction,
    Corrects,
    CorrectsDate,
    Coverage,
    DateCorrection,
    DeclaredPlace,
    Declines,
    Document,
    Ends,
    Event,
    FixesDate,
    Keeps,
    MovesDate,
    Population,
    Provision,
    Reinstates,
    RelativeDate,
    SameAs,
    Source,
    Suspends,
    Version,
)

FORCES = ("must", "must-not", "should", "should-not", "may", "information")
STANDINGS = ("information", "advice", "recommendation", "opinion", "decision", "law")

# Words that YAML readers take for something else, or that end a plain text.
_TRICKY = ("no", "on", "null", "~", "2019", "8.10", "0123", "12:30", "- a", "a: b", "a #b", "[a]",
           "{a: b}", "'", '"', "\\", "|", ">", "&a", "*a", "!a", "%a", "@a", "`", "...", "---",
           "a\nb", "a\n\n b", " a", "a ", "\ta", "a:", "é", "\u2028", "\u00a0",
           "😀", "<<", "=", "#")  # fmt: skip

slugs = st.one_of(
    st.sampled_from(["first-line", "2019", "2016-09-06", "no", "null", "1e5", "a.b"]),
    st.from_regex(r"[a-z0-9]{1,6}(?:[-.][a-z0-9]{1,4}){0,2}", fullmatch=True),
)
texts = (
    st.one_of(
        st.lists(
            st.sampled_from([*_TRICKY, "word", "other words", " "]), min_size=1, max_size=60
        ).map("".join),
        st.lists(
            st.sampled_from(["word", "longer-word", "no", "#1", "a:"]), min_size=1, max_size=60
        ).map(" ".join),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    )
    .filter(lambda text: bool(text.strip()) and "\r" not in text)
    .filter(lambda text: not FORBIDDEN.search(text))
)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def edtf(draw: st.DrawFn) -> str:
    """A date in any of the written forms."""
    first, last = sorted(draw(st.tuples(days, days)))
    form = draw(st.sampled_from([10, 7, 4]))
    text = draw(
        st.sampled_from(
            [
                first.isoformat()[:form],
                f"[{first.isoformat()[:form]}..{last.isoformat()[:form]}]",
                f"[{first.isoformat()[:form]}..]",
                f"[..{first.isoformat()[:form]}]",
            ]
        )
    )
    return text + draw(st.sampled_from(["", "", "?", "~", "%"]))


@st.composite
def edtf_sets(draw: st.DrawFn) -> str:
    """One unknown day of several that are listed."""
    listed = draw(st.lists(days, min_size=2, max_size=4, unique=True))
    text = f"[{','.join(day.isoformat() for day in sorted(listed))}]"
    return text + draw(st.sampled_from(["", "", "?", "~", "%"]))


imprecise = st.one_of(edtf(), edtf_sets()).map(ImpreciseDate.parse)
periods = st.tuples(st.integers(1, 60), st.sampled_from("YMWD")).map(
    lambda parts: Period.parse(f"P{parts[0]}{parts[1]}")
)
numbers = st.decimals(-1000, 1000, places=2, allow_nan=False, allow_infinity=False)
places = st.sampled_from(["GB", "GB-SCT", "EU", "DE", "NO", "river-zone"])

_provision_refs = st.tuples(slugs, slugs).map("#".join)
_version_refs = st.tuples(slugs, slugs).map("@".join)
_act_refs = st.one_of(_version_refs, st.tuples(_version_refs, slugs).map("/".join))
_proposal_refs = st.one_of(_act_refs, _provision_refs)
_event_refs = st.one_of(slugs, _version_refs, days.map(date.isoformat))


def _maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def _some(strategy: st.SearchStrategy, *, least: int = 0) -> st.SearchStrategy:
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


_tests = st.one_of(
    st.builds(FactTest, fact=slugs, is_=_maybe(slugs)),
    st.builds(FactTest, fact=slugs, at_least=_maybe(numbers), within=_maybe(periods)),
    st.builds(FactTest, fact=slugs, at_most=numbers),
)
conditions = st.recursive(
    _tests,
    lambda inner: st.one_of(
        st.builds(AllOf, all=_some(inner, least=1)),
        st.builds(AnyOf, any=_some(inner, least=1)),
        st.builds(Not, not_=inner),
    ),
    max_leaves=4,
)
citations = st.builds(
    Citation,
    section=texts,
    paragraph=_maybe(st.integers(1, 100_000)),
    passage=st.none() | st.from_regex(r"sha256-[0-9a-f]{64}", fullmatch=True),
    quote=_maybe(texts),
)
_by_place = st.one_of(
    st.builds(ByPlace, jurisdictions=_some(places, least=1), from_=_event_refs),
    st.builds(
        ByPlace, jurisdictions=_some(places, least=1), from_=_maybe(_event_refs), until=_event_refs
    ),
)
applications = st.builds(
    Application,
    from_=_maybe(_event_refs),
    until=_maybe(_event_refs),
    then=st.sampled_from([None, None, "earlier", "nothing"]),
    by_place=_some(_by_place),
)
criteria = st.one_of(conditions, st.just(IN_TEXT))
populations = st.builds(Population, words=texts, when=_maybe(conditions))
_links = {
    name: _some(_provision_refs)
    for name in ("replaces", "displaces", "restates", "narrows", "tension", "reports")
}
provisions = st.sampled_from(FORCES).flatmap(
    lambda force: st.builds(
        Provision,
        title=texts,
        kind=slugs,
        force=st.just(force),
        text=texts,
        population=_maybe(populations),
        only=st.booleans() if force == "may" else st.just(False),
        criteria=_maybe(criteria),
        action=_maybe(slugs),
        matter=_maybe(slugs),
        proposes=st.booleans(),
        applies=applications,
        cite=citations,
        topics=_some(slugs),
        jurisdictions=_some(places),
        opted_out=_some(places),
        note=_maybe(texts),
        **_links,
    )
)
events = st.builds(
    Event,
    label=texts,
    date=st.one_of(
        st.none(),
        imprecise,
        st.just(UNTIL_FIXED),
        st.builds(RelativeDate, after=_event_refs, period=periods),
    ),
    certainty=st.sampled_from(["recorded", "forecast"]),
    same_as=_maybe(st.builds(SameAs, event=_version_refs, authority=st.booleans())),
    on_condition=_maybe(texts),
    as_written=_maybe(texts),
)
# An id is given by the list that the act is put into, where it must be the only one of its name.
_act = {"because": texts, "cite": _maybe(citations), "on_condition": _maybe(texts)}
_decides = {**_act, "because": _maybe(texts)}
_dated = {"event": _event_refs, "date": imprecise}
_scoped = {
    "provisions": _some(slugs | _provision_refs, least=1),
    "from_": _maybe(_event_refs),
    "jurisdictions": _some(places),
    "opted_out": _some(places),
    "proposes": st.booleans(),
}
_corrections = st.one_of(
    st.builds(Correction, title=texts, criteria=conditions),
    st.builds(Correction, force=st.sampled_from(FORCES), only=st.booleans()),
    st.builds(Correction, applies=st.builds(Application, until=_event_refs), cite=citations),
    st.builds(Correction, jurisdictions=_some(places), opted_out=_some(places)),
    st.builds(Correction, replaces=_some(_provision_refs), matter=slugs),
)
_date_corrections = st.one_of(
    st.builds(DateCorrection, date=imprecise | st.just(UNTIL_FIXED)),
    st.builds(DateCorrection, certainty=st.sampled_from(["recorded", "forecast"])),
)
amendments = st.one_of(
    st.builds(FixesDate, act=st.just("fixes-date"), **_act, **_dated),
    st.builds(MovesDate, act=st.just("moves-date"), **_act, **_dated),
    st.builds(
        MovesDate,
        act=st.just("moves-date"),
        event=_event_refs,
        date=st.just(UNTIL_FIXED),
        **_act,
    ),
    st.builds(Cancels, act=st.just("cancels"), event=_event_refs, **_act),
    st.builds(Ends, act=st.just("ends"), **_act, **_scoped),
    st.builds(Suspends, act=st.just("suspends"), until=_maybe(_event_refs), **_act, **_scoped),
    st.builds(Reinstates, act=st.just("reinstates"), lifts=_some(_act_refs), **_act, **_scoped),
    st.builds(
        Adopts,
        act=st.just("adopts"),
        proposals=_some(_proposal_refs, least=1),
        in_part=st.booleans(),
        from_=_maybe(_event_refs),
        **_decides,
    ),
    st.builds(
        Declines, act=st.just("declines"), proposals=_some(_proposal_refs, least=1), **_decides
    ),
    st.builds(
        Keeps,
        act=st.just("keeps"),
        provisions=_some(slugs | _provision_refs, least=1),
        jurisdictions=_some(places, least=1),
        from_=_maybe(_event_refs),
        **_decides,
    ),
    st.builds(
        CorrectsDate, act=st.just("corrects"), event=_event_refs, set=_date_corrections, **_act
    ),
    st.builds(
        Corrects, act=st.just("corrects"), provision=_provision_refs, set=_corrections, **_act
    ),
)
documents = st.builds(
    Document,
    title=texts,
    publisher=_maybe(texts),
    url=st.sampled_from([None, "https://example.org/a?b=c#d"]),
    media=st.sampled_from([None, "text/html"]),
    sha256=st.none() | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)


@st.composite
def _acts_with_ids(draw: st.DrawFn) -> tuple:
    acts = draw(_some(amendments))
    ids = draw(st.lists(slugs, min_size=len(acts), max_size=len(acts), unique=True))
    named = [draw(st.booleans()) for _ in acts]
    return tuple(
        act.model_copy(update={"id": name}) if is_named else act
        for act, name, is_named in zip(acts, ids, named, strict=True)
    )


def _version(extent: str, **fields: st.SearchStrategy) -> st.SearchStrategy:
    pending = st.sampled_from([None, "kept", "dropped"]) if extent == "whole" else st.none()
    return st.builds(Version, extent=st.just(extent), pending=pending, **fields)


_version_fields = {
    "format": st.just("guidance/1"),
    "source": slugs,
    "version": slugs,
    "published": imprecise,
    "published_as_written": _maybe(texts),
    "after": _some(_version_refs),
    "before": _some(_version_refs),
    "standing": st.sampled_from(STANDINGS),
    "jurisdictions": _some(places),
    "opted_out": _some(places),
    "document": documents,
    "applies": applications,
    "events": st.dictionaries(slugs, events, max_size=2),
    "provisions": st.dictionaries(slugs, provisions, max_size=2),
    "amendments": _acts_with_ids(),
    "note": _maybe(texts),
}
versions = st.sampled_from(["whole", "partial"]).flatmap(
    lambda extent: _version(extent, **_version_fields)
)
_declared = st.one_of(
    st.builds(DeclaredPlace, label=texts, within=places, overlaps=_some(slugs)),
    st.builds(DeclaredPlace, label=texts, same_as=places),
)
_looks = {"on": days, "looked_at": _maybe(texts), "note": _maybe(texts)}
_checks = st.one_of(
    st.builds(Check, not_yet=_some(_event_refs), **_looks),
    st.builds(Check, not_yet=_some(_event_refs, least=1), within=periods, **_looks),
    st.builds(Check, not_yet=_some(_event_refs, least=1), shows_at_once=st.just(True), **_looks),
)
sources = st.builds(
    Source,
    format=st.just("guidance/1"),
    source=slugs,
    title=texts,
    publisher=_maybe(texts),
    topics=_some(slugs, least=1),
    places=st.dictionaries(slugs, _declared, max_size=2),
    checks=_some(_checks),
    coverage=st.builds(Coverage, checked=_some(days), note=_maybe(texts)),
    note=_maybe(texts),
)
facts = st.builds(
    Fact,
    label=texts,
    type=st.sampled_from(["yes-no", "number", "count", "choice", "undefined"]),
    unit=_maybe(texts),
    minimum=_maybe(numbers),
    maximum=_maybe(numbers),
    values=_some(slugs),
    part_of=_maybe(slugs),
    because=_maybe(texts),
)


def _one_main(actions: dict) -> dict:
    """Mark the first action as the main one."""
    main = min(actions, default=None)
    return {
        name: action.model_copy(update={"main": True}) if name == main else action
        for name, action in actions.items()
    }


sheets = st.builds(
    FactSheet,
    format=st.just("guidance/1"),
    topic=slugs,
    facts=st.dictionaries(slugs, facts, min_size=1, max_size=3),
    actions=st.dictionaries(slugs, st.builds(Action, label=texts), max_size=3).map(_one_main),
    matters=st.dictionaries(slugs, st.builds(Matter, title=texts), max_size=3),
    constraints=_some(conditions),
)
