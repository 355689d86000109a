"""The oracle itself: what makes it fast enough loses no world."""

from datetime import date, timedelta
from re import sub

from hypothesis import given, reject, settings

from how_many import examples
from laws import oracle_worlds
from laws.asking import days_around
from laws.generators import corpora
from laws.oracle import Oracle
from laws.oracle_days import ANY, FAR, common, later, ranges, representatives
from laws.oracle_places import atoms, covers, lies_in
from laws.oracle_records import Corpus
from laws.oracle_worlds import TooManyWorldsError
from laws.test_world_laws import lawful


def _every_day(allowed, critical):
    found = {FAR} if any(high >= FAR for _, high in allowed) else set()
    for low, high in allowed:
        found.update(range(max(low, critical[0] - 2), min(high, critical[-1] + 2) + 1))
    return sorted(found)


def _stretched(value, first):
    """The same history four times as slow, so that ranges are longer than a week."""
    if isinstance(value, str):

        def slower(found):
            on = date.fromisoformat(found.group())
            return (first + (on - first) * 4).isoformat()

        return sub(r"\d{4}-\d{2}-\d{2}", slower, value)
    if isinstance(value, dict):
        return {key: _stretched(each, first) for key, each in value.items()}
    return [_stretched(each, first) for each in value] if isinstance(value, list) else value


@settings(lawful, max_examples=examples(25))
@given(records=corpora(most=4))
def test_days_that_stand_for_others_lose_nothing(records):
    first = date.fromisoformat(days_around(records, before=0)[0])
    slow = Corpus(
        tuple(_stretched(each, first) for each in records.sources),
        tuple(_stretched(each, first) for each in records.versions),
    )
    days = [(first + timedelta(each)).isoformat() for each in range(-3, 40, 6)]
    try:
        some = _outcomes(Oracle(slow, 1500), days)
        kept = oracle_worlds.representatives
        oracle_worlds.representatives = _every_day
        try:
            every = _outcomes(Oracle(slow, 1500), days)
        finally:
            oracle_worlds.representatives = kept
    except TooManyWorldsError:
        reject()
    assert some == every


def _outcomes(oracle, days):
    """What may hold, the first days of words apart: these differ with the days tried."""
    return {
        (on, key): {(each.state, each.version, each.not_yet) for each in possible.outcomes}
        for on, answers in oracle.ask(days, None, oracle.atoms[0]).items()
        for key, possible in answers.items()
    }


def test_dates():
    (low, high), *_ = ranges("2020-02")
    assert (date.fromordinal(low), date.fromordinal(high)) == (date(2020, 2, 1), date(2020, 2, 29))
    assert len(ranges("[2020-03-18,2020-03-20]")) == 2
    assert common(ranges("2020"), ranges("2020-03")) == ranges("2020-03")
    assert common(ranges("2020-01"), ranges("2020-03")) == ()
    assert date.fromordinal(later(date(2020, 1, 31).toordinal(), "P1M")) == date(2020, 2, 29)
    assert FAR in representatives(ANY, tuple(day for day, _ in ranges("2020-01-01")))


def test_places():
    found = atoms(
        {
            "town": {"label": "a town", "within": "GB-ENG"},
            "river": {"label": "a river", "within": "GB-ENG", "overlaps": ["town"]},
            "hill": {"label": "a hill", "within": "GB-ENG"},
            "north": {"label": "the north", "same-as": "GB-SCT"},
        }
    )
    inside = [each for each in found if "town" in each or "river" in each]
    assert sorted(len(each & {"town", "river", "hill"}) for each in inside) == [1, 1, 2]
    assert not any({"hill", "town"} <= each for each in found)
    assert all(("north" in each) == ("GB-SCT" in each) for each in found)
    scotland = next(each for each in found if "GB-SCT" in each)
    assert lies_in(scotland, "EU", date(2020, 12, 31).toordinal())
    assert not lies_in(scotland, "EU", date(2021, 1, 1).toordinal())
    assert not covers((("GB",), ("GB-GBN",)), scotland, 0)
