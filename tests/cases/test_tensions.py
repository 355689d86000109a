"""Statements marked as possibly contradicting are shown together where both apply, part by part."""

import pytest

from laws import engine
from laws.small import act, corpus, says, source, version

BOTH = [
    version("a@1", "2020-01-01", says("p", "Do."), jurisdictions=["GB", "FR"]),
    version("b@1", "2020-01-01", says("q", "Do not.", tension=["a#p"]), jurisdictions=["GB", "FR"]),
]


def paused(target, place, number=1):
    return version(f"c@{number}", "2020-02-01", act("suspends", target, jurisdictions=[place]))


HELD = {
    "each-applies-in-the-other-place": (
        (paused("a#p", "GB"), paused("b#q", "FR", 2)),
        {"GB": False, "FR": False, "GB-SCT": False},
    ),
    "both-apply-everywhere": ((), {"GB": True, "FR": True, "GB-SCT": True}),
    "one-is-paused-in-one-place": (
        (paused("a#p", "GB-SCT"),),
        {"GB-ENG": True, "FR": True, "GB-SCT": False},
    ),
}


UNLIKE = {
    "of-the-union-and-of-a-member": (
        (
            version("a@1", "2020-01-01", says("p", "Do."), jurisdictions=["EU"]),
            version(
                "b@1", "2020-01-01", says("q", "Do not.", tension=["a#p"]), jurisdictions=["DE"]
            ),
        ),
        {"DE": True, "FR": False, "DE-BY": True},
    ),
    "ended-in-the-only-place-of-the-other": (
        (
            version("a@1", "2020-01-01", says("p", "Do."), jurisdictions=["GB"]),
            version(
                "b@1", "2020-01-01", says("q", "Do not.", tension=["a#p"]), jurisdictions=["GB-WLS"]
            ),
            version("c@1", "2020-02-01", act("ends", "a#p", jurisdictions=["GB-WLS"])),
        ),
        {"GB-WLS": False, "GB-SCT": False},
    ),
    "of-a-town-and-its-nation": (
        (
            source("a", places={"old-town": {"label": "the old town", "within": "GB-ENG"}}),
            version("a@1", "2020-01-01", says("p", "Do."), jurisdictions=["old-town"]),
            version(
                "b@1", "2020-01-01", says("q", "Do not.", tension=["a#p"]), jurisdictions=["GB-ENG"]
            ),
        ),
        {"old-town": True, "GB-SCT": False},
    ),
}


@pytest.mark.parametrize(("records", "places"), UNLIKE.values(), ids=UNLIKE)
def test_where_the_two_have_other_places(records, places):
    held = engine.load(corpus(*records))
    for place, is_shown in places.items():
        assert bool(held.as_of("2020-03-01", jurisdiction=place).tensions) is is_shown, place
    assert bool(held.as_of("2020-03-01").tensions) is any(places.values())


@pytest.mark.parametrize(("acts", "places"), HELD.values(), ids=HELD)
def test_tensions_are_shown_where_both_apply(acts, places):
    held = engine.load(corpus(*BOTH, *acts))
    for place, is_shown in places.items():
        answer = held.as_of("2020-03-01", jurisdiction=place)
        assert bool(answer.tensions) is is_shown, place
        for each in answer.tensions:
            assert each.entry.part.cells & each.other.part.cells
    assert bool(held.as_of("2020-03-01").tensions) is any(places.values())
