"""Places: what contains what, where acts reach, how a territory is divided, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_strategies import PLAIN, make_version, source
from guidance.corpus import Corpus
from guidance.records.places import cells, contains, covers, is_within, reaches, relevant


@dataclass(frozen=True)
class Scope:
    jurisdictions: tuple[str, ...] = ()
    opted_out: tuple[str, ...] = ()


ANYWHERE = Scope()
GB = Scope(("GB",))
GB_NOT_SCT = Scope(("GB",), ("GB-SCT",))
SCT = Scope(("GB-SCT",))
GB_FR = Scope(("GB", "FR"))
FR = Scope(("FR",))
NOT_SCT = Scope((), ("GB-SCT",))
NOT_FR = Scope((), ("FR",))
NOT_GB = Scope((), ("GB",))


@pytest.mark.parametrize(
    ("place", "other", "expected"),
    [
        ("GB", "GB", True),
        ("GB", "GB-SCT", True),
        ("GB-SCT", "GB", False),
        ("GB-SCT", "GB-WLS", False),
        ("EU", "FR", False),
        ("DE", "DE-BY", True),
        ("D", "DE-BY", False),
        ("FR-A", "FR-ARA", False),
    ],
)
def test_contains(place, other, expected):
    assert contains(place, other) is expected


def test_the_whole_of_a_territory_is_inside_no_list():
    assert not is_within(None, ("GB",))
    assert is_within("GB-SCT", ("FR", "GB"))


@pytest.mark.parametrize(
    ("scope", "place", "expected"),
    [
        (ANYWHERE, None, True),
        (ANYWHERE, "FR", True),
        (GB, None, True),
        (GB, "GB", True),
        (GB, "GB-SCT", True),
        (GB, "FR", False),
        (SCT, "GB", False),
        (GB_NOT_SCT, "GB", True),
        (GB_NOT_SCT, "GB-SCT", False),
        (GB_NOT_SCT, "GB-WLS", True),
        (NOT_SCT, "FR", True),
        (NOT_SCT, "GB-SCT", False),
    ],
)
def test_covers(scope, place, expected):
    assert covers(scope, place) is expected


@pytest.mark.parametrize(
    ("act", "statement", "place", "expected"),
    [
        (GB, GB_FR, "GB", True),
        (GB, GB_FR, "FR", False),
        (ANYWHERE, GB_FR, "FR", True),
        (NOT_FR, GB_FR, "FR", False),
        (NOT_FR, GB_FR, "GB", True),
        # What a statement without places was meant for is not known; the act names it.
        (FR, ANYWHERE, None, True),
        (FR, ANYWHERE, "GB", True),
        (NOT_SCT, ANYWHERE, "GB-SCT", False),
        (NOT_SCT, ANYWHERE, None, True),
    ],
)
def test_reaches(act, statement, place, expected):
    assert reaches(act, statement, place) is expected


@pytest.mark.parametrize(
    ("own", "acting", "expected"),
    [
        # Nothing is cut out: the territory is one.
        ([GB], [], (None,)),
        ([GB, GB], [ANYWHERE], (None,)),
        ([GB_FR], [GB_FR], (None,)),
        ([SCT], [GB], (None,)),
        ([ANYWHERE], [GB], (None,)),
        ([ANYWHERE, ANYWHERE], [FR, SCT], (None,)),
        # An act for a part divides.
        ([GB_FR], [GB], ("FR", "GB")),
        ([GB], [SCT], ("GB", "GB-SCT")),
        ([GB], [FR], ("GB",)),
        # So does an opt-out.
        ([GB], [NOT_SCT], ("GB", "GB-SCT")),
        ([GB_FR], [NOT_FR], ("FR", "GB")),
        ([SCT], [NOT_GB], ("GB-SCT",)),
        ([GB], [NOT_FR], (None,)),
        ([ANYWHERE], [NOT_SCT], (None, "GB-SCT")),
        ([ANYWHERE, NOT_SCT], [], (None, "GB-SCT")),
        # And a statement for fewer places than another.
        ([GB, GB_FR], [], ("FR", "GB")),
        ([GB, GB_NOT_SCT], [], ("GB", "GB-SCT")),
        ([ANYWHERE, GB], [], (None, "GB")),
        ([ANYWHERE, GB], [SCT], (None, "GB", "GB-SCT")),
        # A place where no statement ever applies is no part.
        ([GB_NOT_SCT], [ANYWHERE], ("GB",)),
    ],
)
def test_cells(own, acting, expected):
    assert cells(own, acting) == expected


_PLACES = ("GB", "GB-SCT", "GB-WLS", "FR", "FR-IDF")
_SOME = st.lists(st.sampled_from(_PLACES), max_size=2, unique=True).map(tuple)
_SCOPES = st.builds(Scope, _SOME, _SOME)


class TestCells:
    """Each act reaches all of a part or nothing of it, and the parts leave nothing out."""

    @given(
        st.lists(_SCOPES.filter(lambda s: s.jurisdictions), min_size=1, max_size=3),
        st.lists(_SCOPES, max_size=3),
    )
    def test_parts_are_uniform(self, own, acting):
        parts = cells(own, acting)
        for place in _PLACES:
            if not any(covers(each, place) for each in own):
                continue
            around = [part for part in parts if part and contains(part, place)]
            part = max(around, key=len, default=None)
            assert part in parts
            for each in (*own, *acting):
                assert covers(each, place) == covers(each, part)


@pytest.mark.parametrize(
    ("parts", "asked", "expected"),
    [
        ((None,), "GB", (None,)),
        (("FR", "GB", "GB-SCT"), "GB", ("GB", "GB-SCT")),
        (("FR", "GB", "GB-SCT"), "GB-SCT", ("GB-SCT",)),
        (("FR", "GB", "GB-SCT"), "GB-WLS", ("GB",)),
        (("FR", "GB", "GB-SCT"), "DE", ()),
        ((None, "GB-SCT"), "GB", (None, "GB-SCT")),
        ((None, "GB-SCT"), "GB-SCT", ("GB-SCT",)),
        ((None, "GB-SCT"), "FR", (None,)),
    ],
)
def test_the_parts_that_speak_of_a_place(parts, asked, expected):
    assert relevant(parts, asked) == expected


def named(part):
    """A part as the examples write it."""
    if part is None:
        return None
    inside = " and ".join(part.within or ("elsewhere",))
    return f"{inside} except {' and '.join(part.without)}" if part.without else inside


class TestAnswers:
    """An opt-out and a limited act are seen only where they hold."""

    @staticmethod
    def shown(corpus, jurisdiction=None):
        answer = corpus.as_of("2020-06-01", jurisdiction=jurisdiction)
        return {(each.ref, named(each.where), each.state.value) for each in answer.entries()}

    def test_a_replacement_from_which_one_country_opted_out(self):
        corpus = Corpus.build(
            [source("a")],
            [
                make_version(
                    published="2019-01-01",
                    provisions={"old": {**PLAIN, "jurisdictions": ["GB", "FR"]}},
                ),
                make_version(
                    version="v2",
                    published="2020-01-01",
                    provisions={"new": {**PLAIN, "replaces": ["a#old"], "opted-out": ["FR"]}},
                ),
            ],
        )
        assert self.shown(corpus, "FR") == {("a#old", None, "in-force")}
        assert self.shown(corpus, "GB") == {
            ("a#old", None, "ended"),
            ("a#new", None, "in-force"),
        }

    def test_a_suspension_in_a_part(self):
        corpus = Corpus.build(
            [source("a")],
            [
                make_version(
                    published="2019-01-01",
                    provisions={"p": {**PLAIN, "jurisdictions": ["GB"]}},
                ),
                make_version(
                    version="v2",
                    published="2020-01-01",
                    amendments=[
                        {
                            "act": "suspends",
                            "because": "A reason.",
                            "provisions": ["a#p"],
                            "jurisdictions": ["GB-SCT"],
                        }
                    ],
                ),
            ],
        )
        assert self.shown(corpus) == {
            ("a#p", "GB except GB-SCT", "in-force"),
            ("a#p", "GB-SCT", "suspended"),
        }
        assert self.shown(corpus, "GB-SCT") == {("a#p", None, "suspended")}
        assert self.shown(corpus, "GB-WLS") == {("a#p", None, "in-force")}
        assert self.shown(corpus, "DE") == set()

    def test_a_displacer_suspended_in_a_part_lets_the_rule_through_there(self):
        corpus = Corpus.build(
            [source("a")],
            [
                make_version(
                    published="2019-01-01",
                    provisions={
                        "rule": {**PLAIN, "jurisdictions": ["GB"]},
                        "urgent": {**PLAIN, "jurisdictions": ["GB"], "displaces": ["a#rule"]},
                    },
                ),
                make_version(
                    version="v2",
                    published="2020-01-01",
                    amendments=[
                        {
                            "act": "suspends",
                            "because": "A reason.",
                            "provisions": ["a#urgent"],
                            "jurisdictions": ["GB-SCT"],
                        }
                    ],
                ),
            ],
        )
        assert self.shown(corpus) == {
            ("a#rule", "GB except GB-SCT", "displaced"),
            ("a#rule", "GB-SCT", "in-force"),
            ("a#urgent", "GB except GB-SCT", "in-force"),
            ("a#urgent", "GB-SCT", "suspended"),
        }

    def test_a_document_that_names_no_place_is_kept_and_marked(self):
        corpus = Corpus.build(
            [source("a")], [make_version(published="2019-01-01", provisions={"p": PLAIN})]
        )
        (entry,) = corpus.as_of("2020-01-01", jurisdiction="GB-SCT").in_force
        assert "place-not-stated" in entry.caveats
        (elsewhere,) = corpus.as_of("2020-01-01", jurisdiction="FR").in_force
        assert elsewhere == entry

    def test_an_opt_out_of_the_provision_itself(self):
        corpus = Corpus.build(
            [source("a")],
            [
                make_version(
                    published="2019-01-01",
                    provisions={"p": {**PLAIN, "jurisdictions": ["GB"], "opted-out": ["GB-SCT"]}},
                )
            ],
        )
        assert self.shown(corpus, "GB-SCT") == set()
        assert self.shown(corpus, "GB") == {("a#p", "GB except GB-SCT", "in-force")}
