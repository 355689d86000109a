"""Codes against pycountry, parts against brute force over the smallest places."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.errors import RecordsError
from guidance.records import iso
from guidance.records.gazetteer import Gazetteer, TooManyOverlapsError
from guidance.records.membership import MEMBERSHIPS
from guidance.records.model import DeclaredPlace, Source, Version
from guidance.records.parts import EVERYWHERE, OVERLAP, WHOLE, Part, divide
from guidance.resolution import resolve

PLAIN = Gazetteer()
COUNTRIES = {each.alpha_2 for each in pycountry.countries}
# One place with two codes, as ISO 3166-2 remarks.
SAME = {
    "AS": "US-AS", "AW": "NL-AW", "AX": "FI-01", "BL": "FR-BL", "CW": "NL-CW", "GF": "FR-973",
    "GP": "FR-971", "GU": "US-GU", "HK": "CN-HK", "MF": "FR-MF", "MO": "CN-MO", "MP": "US-MP",
    "MQ": "FR-972", "NC": "FR-NC", "PF": "FR-PF", "PM": "FR-PM", "PR": "US-PR", "RE": "FR-974",
    "SX": "NL-SX", "TF": "FR-TF", "UM": "US-UM", "VI": "US-VI", "WF": "FR-WF", "YT": "FR-976",
    "BQ-BO": "NL-BQ1", "BQ-SA": "NL-BQ2", "BQ-SE": "NL-BQ3",
}  # fmt: skip
GROUPS = {"GB-EAW", "GB-GBN", "GB-UKM"}


def day(text):
    return date.fromisoformat(text).toordinal()


def above(subdivision):
    """Codes around a subdivision by pycountry, itself included."""
    found = {subdivision.code, subdivision.country_code}
    if subdivision.parent_code:
        found |= above(pycountry.subdivisions.get(code=subdivision.parent_code))
    return found


class TestTable:
    def test_codes_are_those_of_iso(self):
        codes = set(iso.all_codes())
        assert codes == COUNTRIES | {each.code for each in pycountry.subdivisions} | GROUPS
        assert not any(iso.is_known(code) for code in ("UK", "EL", "EU", "GB-XXX", "ZZ", "", "gb"))

    def test_what_lies_in_what(self):
        """For every code: the codes around it are those of pycountry, and no others."""
        around = {each.code: above(each) for each in pycountry.subdivisions}
        twice = {**SAME, "BQ": "NL", "SJ": "NO"}
        inside = {country: [] for country in COUNTRIES}
        for code in set(iso.all_codes()) - GROUPS:
            inside[code[:2]].append((code, iso.cells_of(code)))
        for small in (*sorted(around), *sorted(COUNTRIES)):
            expected = set(around.get(small, {small}))
            for code in sorted(expected):
                if code in twice:  # what it is a part of by its other code
                    expected |= {twice[code], twice[code][:2]}
            expected |= {first for first, second in SAME.items() if second in expected}
            expected |= {"BQ"} if expected & {"NL-BQ1", "NL-BQ2", "NL-BQ3"} else set()
            expected |= {"SJ"} if expected & {"NO-21", "NO-22"} else set()
            country = small[:2]
            near = {country, *(code[:2] for code in expected)}
            cells = iso.cells_of(small)
            found = {code for each in near for code, wide in inside[each] if not cells & ~wide}
            assert found == expected, small

    def test_countries_share_nothing_that_iso_does_not_list_twice(self):
        seen = 0
        for code in sorted(COUNTRIES - iso.INSIDE.keys()):
            assert not seen & iso.cells_of(code), code
            seen |= iso.cells_of(code)

    def test_groups_and_the_whole_of_the_united_kingdom(self):
        cells = iso.cells_of
        assert cells("GB-EAW") == cells("GB-ENG") | cells("GB-WLS")
        assert cells("GB-GBN") == cells("GB-EAW") | cells("GB-SCT")
        assert cells("GB-UKM") == cells("GB-GBN") | cells("GB-NIR") == cells("GB")
        assert cells("FR") & ~reduce(or_, (cells(c) for c in iso.all_codes() if c[:3] == "FR-"))

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("GB", "the United Kingdom"), ("GB-ENG", "England"), ("GB-WLS", "Wales"),
            ("GB-GBN", "Great Britain"), ("DE", "Germany"), ("NL", "the Netherlands"),
            ("GB-BST", "City of Bristol"), ("KR", "South Korea"), ("AX", "the Åland Islands"),
            ("EU", "the EU"),
        ],
    )  # fmt: skip
    def test_names(self, code, expected):
        assert PLAIN.name(code) == expected

    def test_every_name_reads_in_a_sentence(self):
        for code in iso.all_codes():
            name = iso.name_of(code)
            assert name == name.strip()
            assert not set(name) & set("[]|="), code

    @pytest.mark.parametrize(
        ("code", "nearest"),
        [
            ("UK", "GB (the United Kingdom)"), ("UK-SCT", "GB-SCT (Scotland)"),
            ("EL", "GR (Greece)"), ("England", "GB-ENG (England)"), ("Gb-Eng", "GB-ENG"),
            ("Scotlnd", "GB-SCT (Scotland)"), ("GB-ENGL", "GB-ENG (England)"), ("Gemany", "DE"),
        ],
    )  # fmt: skip
    def test_unknown_codes_are_refused_with_the_nearest(self, code, nearest):
        assert f"did you mean {nearest}" in PLAIN.fault(code)

    def test_known_codes_are_not(self):
        assert not any(PLAIN.fault(code) for code in ("EU", "GB", "GB-EAW", "FR-75C"))
        assert PLAIN.fault("luton") == "no place 'luton' is declared; did you mean GB-LUT (Luton)?"


class TestUnion:
    @pytest.mark.parametrize(
        ("code", "first", "last"),
        [
            ("DE", "1958-01-01", None), ("IE", "1973-01-01", None), ("GR", "1981-01-01", None),
            ("PT", "1986-01-01", None), ("SE", "1995-01-01", None), ("PL", "2004-05-01", None),
            ("RO", "2007-01-01", None), ("HR", "2013-07-01", None),
            ("GB", "1973-01-01", "2020-12-31"),
        ],
    )  # fmt: skip
    def test_members_on_a_day(self, code, first, last):
        def is_member(on):
            return bool(PLAIN.cells("EU", on) & PLAIN.cells(code))

        assert not is_member(day(first) - 1)
        assert is_member(day(first))
        assert is_member(day(last or "2026-01-01"))
        assert is_member(day("9999-12-31")) == (last is None)
        if last:
            assert not is_member(day(last) + 1)

    @pytest.mark.parametrize(
        ("on", "count"),
        [("1958-01-01", 6), ("1973-01-01", 9), ("1981-01-01", 10), ("1986-01-01", 12),
         ("1995-01-01", 15), ("2004-05-01", 25), ("2007-01-01", 27), ("2013-07-01", 28),
         ("2021-01-01", 27)],
    )  # fmt: skip
    def test_how_many(self, on, count):
        cells = PLAIN.cells("EU", day(on))
        assert (
            sum(bool(cells & PLAIN.cells(code)) for code in COUNTRIES - iso.INSIDE.keys()) == count
        )
        assert all(row.source for row in MEMBERSHIPS)

    def test_parts_of_members_outside_it(self):
        cells = PLAIN.cells("EU")
        assert not cells & PLAIN.cells("NC")
        assert not cells & PLAIN.cells("AW")
        assert not PLAIN.cells("GP") & ~cells
        assert not PLAIN.cells("AX") & ~cells

    def test_a_scope_that_names_it(self):
        scope = PLAIN.scope(("EU", "NO"), ("DE-BY",))
        uk, by, no = (PLAIN.cells(code) for code in ("GB", "DE-BY", "NO"))
        assert scope.on(day("2020-12-31")) & uk == uk
        assert not scope.on(day("2021-01-01")) & uk
        assert not scope.on(day("2020-12-31")) & by
        assert scope.on(day("2021-01-01")) & no == no
        assert scope.left(day("2020-12-31")) == 0
        assert scope.left(day("2021-01-01")) == uk
        assert scope.changes(day("2010-01-01")) == (day("2013-07-01"), day("2021-01-01"))
        assert scope.ever(day("2021-01-01")) == scope.on(day("2021-01-01"))
        assert scope.ever(day("2020-01-01")) & uk == uk

    def test_what_is_named_beside_it_is_not_lost(self):
        scope = PLAIN.scope(("EU", "GB"))
        assert scope.left(day("2022-01-01")) == 0
        assert scope.on(day("2022-01-01")) & PLAIN.cells("GB")

    def test_less_the_union(self):
        scope = PLAIN.scope(("GB", "FR"), ("EU",))
        assert not scope.on(day("2020-01-01")) & PLAIN.cells("GB")
        assert scope.on(day("2021-01-01")) & PLAIN.cells("GB") == PLAIN.cells("GB")


def names(parts):
    return [(part.within, part.without) for part in parts]


def parts(own, acting=(), since="2019-01-01", gazetteer=PLAIN):
    def scopes(given):
        return [gazetteer.scope(*each) for each in given]

    return gazetteer.parts(scopes(own), scopes(acting), day(since))


class TestParts:
    @pytest.mark.parametrize(
        ("own", "acting", "since", "expected"),
        [
            ([()], [], "2019-01-01", [(None, ())]),
            ([(("GB",), ("GB-SCT",))], [], "2019-01-01", [(("GB",), ("GB-SCT",))]),
            ([(("GB-GBN",),)], [(("GB-ENG",),)], "2019-01-01",
             [(("GB-ENG",), ()), (("GB-GBN",), ("GB-ENG",))]),
            ([()], [(("GB",),)], "2019-01-01", [(("GB",), ()), (None, ("GB",))]),
            ([(("GB",),), (("GB",), ("GB-SCT",))], [], "2019-01-01",
             [(("GB",), ("GB-SCT",)), (("GB-SCT",), ())]),
            ([(("GB", "FR"),)], [], "2019-01-01", [(("FR", "GB"), ())]),
            ([(("EU",),)], [], "2019-06-01", [(("EU",), ("GB",)), (("GB",), ())]),
            ([(("EU",),)], [], "2021-01-01", [(("EU",), ())]),
            ([(("EU",),)], [], "2013-07-01", [(("EU",), ("GB",)), (("GB",), ())]),
            ([(("EU",),)], [(("DE",),)], "2022-01-01", [(("DE",), ()), (("EU",), ("DE",))]),
            ([(("DE",),)], [(("EU",),)], "2022-01-01", [(("DE",), ())]),
            ([(("FR",),)], [(("EU",),)], "2022-01-01", [(("EU&FR",), ()), (("FR",), ("EU",))]),
            ([(("FR",),)], [(("GB",),)], "2022-01-01", [(("FR",), ())]),
        ],
    )  # fmt: skip
    def test_names(self, own, acting, since, expected):
        assert names(parts(own, acting, since)) == expected

    def test_the_same_state_in_several_has_one_name(self):
        found = parts([(("EU",),)], since="2010-01-01")
        assert names(found) == [(("EU",), ("GB", "HR")), (("GB",), ()), (("HR",), ())]
        assert names(PLAIN.join(found, day("2015-01-01"))) == [(("EU",), ())]
        assert names(PLAIN.join(found, day("2022-01-01"))) == [(("EU", "GB"), ())]
        assert names(PLAIN.join(found[::2], day("2022-01-01"))) == [(("EU",), ())]
        assert names(PLAIN.join(found[:2], day("2012-01-01"))) == [(("EU",), ())]

    def test_what_has_no_name_together_is_named_piece_by_piece_for_the_day(self):
        """The Union goes with the members of the day in every name of one answer."""
        found = parts([()], [(("EU",),)], since="2013-06-01")
        assert names(found)[-1] == (None, ("EU", "GB", "HR"))
        apart = PLAIN.join([part for part in found if part.within != ("EU",)], day("2013-07-15"))
        assert names(apart) == [(("GB",), ()), (("HR",), ()), (None, ("EU",))]

    def test_what_has_no_name_stays_apart(self):
        zone = DeclaredPlace(label="the zone", within="GB-SCT")
        gazetteer = Gazetteer({"zone": zone})
        found = parts([(("GB",),)], [(("GB-SCT",), ("zone",))], gazetteer=gazetteer)
        assert names(found) == [
            (("GB",), ("GB-SCT",)), (("GB-SCT",), ("zone",)), (("zone",), ()),
        ]  # fmt: skip
        assert gazetteer.join([found[0], found[2]]) == (found[0], found[2])

    def test_a_part_is_equal_by_name(self):
        assert Part(("GB",), (), 5) == Part(("GB",), (), 9)
        assert WHOLE.is_whole
        assert not WHOLE.is_stated
        assert min([WHOLE, Part(("GB",)), Part(("FR",))]) == Part(("FR",))


# -- brute force ----------------------------------------------------------------------------------

CODES = ["GB", "GB-ENG", "GB-SCT", "GB-GBN", "GB-EAW", "GB-LCE", "FR", "FR-NC", "DE", "HR", "EU",
         "a", "b", "c", "d"]  # fmt: skip
DAYS = [
    day(text) for text in ("2000-01-01", "2010-01-01", "2015-01-01", "2020-06-01", "2022-01-01")
]


@st.composite
def gazetteers(draw):
    """Four declared places, in codes or in each other, some of which overlap."""
    declared = {}
    for place in "abcd":
        outer = ["GB-ENG", "GB-ENG", "FR", *declared]
        others = draw(st.sets(st.sampled_from("abcd"), max_size=2)) - {place}
        declared[place] = (
            DeclaredPlace(label=place, within=draw(st.sampled_from(outer)), overlaps=tuple(others))
            if draw(st.integers(0, 4))
            else DeclaredPlace(label=place, same_as=draw(st.sampled_from(outer)))
        )
    return Gazetteer(declared)


scopes = st.tuples(
    st.sets(st.sampled_from(CODES), max_size=3).map(lambda each: tuple(sorted(each))),
    st.sets(st.sampled_from(CODES), max_size=2).map(lambda each: tuple(sorted(each))),
)


def spots(gazetteer):
    """Single places: one bit of everything that the codes can tell apart, and one in none."""
    cells = [gazetteer.cells(code) for code in CODES if code != "EU"]
    found = divide(reduce(or_, cells), [*cells, *(gazetteer.cells("EU", on) for on in DAYS)])
    return [each & -each for each in found] + [gazetteer.cells("JP")]


def holds(gazetteer, within, without, spot, on):
    """Whether named places hold a single place on a day, by looking at each name."""

    def lies_in(named):
        return all(gazetteer.cells(code, on) & spot for code in named.split(OVERLAP))

    if within is not None and not any(lies_in(each) for each in within):
        return False
    return not any(lies_in(each) for each in without)


class TestLaws:
    @given(gazetteers())
    def test_declared_places_lie_where_they_say(self, gazetteer):
        for name, place in gazetteer.declared.items():
            cells = gazetteer.cells(name)
            assert cells
            if place.same_as:
                assert cells == gazetteer.cells(place.same_as)
                continue
            assert not cells & ~gazetteer.cells(place.within)
            assert gazetteer.cells(place.within) & ~cells
            for other, its in gazetteer.declared.items():
                if other == name or its.within != place.within:
                    continue
                is_shared = other in place.overlaps or name in its.overlaps
                assert bool(cells & gazetteer.cells(other)) == is_shared

    @given(gazetteers(), scopes, st.sampled_from(DAYS))
    def test_a_scope_is_its_places_less_the_others(self, gazetteer, named, on):
        scope = gazetteer.scope(*named)
        for spot in spots(gazetteer):
            expected = holds(gazetteer, named[0] or None, named[1], spot, on)
            assert bool(scope.on(on) & spot) == expected

    @given(
        gazetteers(),
        st.lists(scopes, min_size=1, max_size=3),
        st.lists(scopes, max_size=3),
        st.sampled_from(DAYS),
    )
    def test_parts_are_a_partition_that_no_scope_cuts(self, gazetteer, own, acting, since):
        mine = [gazetteer.scope(*each) for each in own]
        others = [gazetteer.scope(*each) for each in acting]
        found = gazetteer.parts(mine, others, since)
        assert found == tuple(sorted(found))
        assert len(set(found)) == len(found)
        for spot in spots(gazetteer):
            holding = [part for part in found if part.cells & spot]
            is_mine = any(scope.ever(since) & spot for scope in mine)
            assert len(holding) == is_mine
        for part in found:
            for scope in (*mine, *others):
                for on in DAYS:
                    if on >= since:
                        assert scope.on(on) & part.cells in (0, part.cells)

    @given(
        gazetteers(),
        st.lists(scopes, min_size=1, max_size=3),
        st.lists(scopes, max_size=3),
        st.sampled_from(DAYS),
    )
    def test_a_name_says_what_the_part_is(self, gazetteer, own, acting, since):
        """On every day from then on, for each single place."""
        found = gazetteer.parts(
            [gazetteer.scope(*each) for each in own],
            [gazetteer.scope(*each) for each in acting],
            since,
        )
        for part in found:
            for spot in spots(gazetteer):
                for on in DAYS:
                    if on >= since:
                        is_named = holds(gazetteer, part.within, part.without, spot, on)
                        assert is_named == bool(part.cells & spot), (part, on)

    @given(
        gazetteers(),
        st.lists(scopes, min_size=1, max_size=2),
        st.lists(scopes, max_size=3),
        st.sampled_from(DAYS),
        st.data(),
    )
    def test_a_joined_name_too(self, gazetteer, own, acting, on, data):
        found = gazetteer.parts(
            [gazetteer.scope(*each) for each in own],
            [gazetteer.scope(*each) for each in acting],
            on,
        )
        if not found:
            return
        some = data.draw(st.sets(st.sampled_from(found), min_size=1))
        joined = gazetteer.join(some, on)
        assert reduce(or_, (p.cells for p in joined)) == reduce(or_, (p.cells for p in some))
        for spot in spots(gazetteer):
            named = [p for p in joined if holds(gazetteer, p.within, p.without, spot, on)]
            assert len(named) == any(part.cells & spot for part in some)

    @given(gazetteers(), st.lists(scopes, min_size=1, max_size=3), st.randoms())
    def test_the_order_of_scopes_has_no_effect(self, gazetteer, own, random):
        turned = [(tuple(random.sample(w, len(w))), o) for w, o in own]
        random.shuffle(turned)
        expected = names(parts(own, gazetteer=gazetteer))
        assert names(parts(turned, gazetteer=gazetteer)) == expected


SOURCE = {"format": "guidance/1", "source": "s", "title": "S", "topics": ("t",)}


class TestDeclared:
    def faults(self, places, *, other=None, version=None):
        sources = [Source.model_validate({**SOURCE, "places": places})]
        if other is not None:
            sources.append(Source.model_validate({**SOURCE, "source": "o", "places": other}))
        fields = {
            "format": "guidance/1", "source": "s", "version": "v", "extent": "whole",
            "published": "2020", "standing": "law", "document": {"title": "D"}, **(version or {}),
        }  # fmt: skip
        try:
            resolve(sources, [Version.model_validate(fields)])
        except RecordsError as error:
            return [
                (fault.field, fault.problem, fault.mend)
                for fault in error.exceptions
                if "not supported" not in fault.problem
            ]
        return []

    def test_sound_ones(self):
        places = {"a": {"label": "A", "within": "GB"}, "b": {"label": "B", "same-as": "a"}}
        assert not self.faults(places, other=places, version={"jurisdictions": ("a", "GB", "EU")})

    def test_unknown_outer_place(self):
        [(field, problem, mend)] = self.faults({"a": {"label": "A", "within": "leicester"}})
        assert (field, problem) == ("places.a.within", "no place leicester is declared")
        assert mend == "did you mean GB-LCE (Leicester)?"

    def test_undeclared_names(self):
        act = {"act": "ends", "because": "B.", "provisions": ("s",), "jurisdictions": ("zone-b",)}
        [one, two] = self.faults(
            {"zone-a": {"label": "A", "within": "GB"}},
            version={"opted-out": ("tokyo",), "amendments": (act,)},
        )
        assert one[:2] == ("opted-out.0", "no place tokyo is declared")
        assert two == (
            "amendments.0.jurisdictions.0", "no place zone-b is declared", "did you mean zone-a?"
        )  # fmt: skip

    def test_one_namespace(self):
        [(field, problem, _)] = self.faults(
            {"a": {"label": "A", "within": "GB"}}, other={"a": {"label": "A", "within": "FR"}}
        )
        assert (field, problem) == ("places.a", "a is declared in o as another place")

    def test_not_in_the_union(self):
        [(field, problem, _)] = self.faults({"a": {"label": "A", "within": "EU"}})
        assert (field, problem) == ("places.a.within", "the EU has other members on other days")

    def test_circle(self):
        places = {"a": {"label": "A", "within": "b"}, "b": {"label": "B", "within": "a"}}
        [(field, problem, _)] = self.faults(places)
        assert field in ("places.a", "places.b")
        assert "circle" in problem

    def test_more_overlaps_than_can_be_told_apart(self):
        slugs = [f"p{number}" for number in range(20)]
        declared = {
            slug: DeclaredPlace(
                label=slug, within="GB", overlaps=tuple(o for o in slugs if o != slug)
            )
            for slug in slugs
        }
        with pytest.raises(TooManyOverlapsError):
            Gazetteer(declared)

    def test_everywhere_is_not_a_place(self):
        assert PLAIN.scope().on(day("2020-01-01")) == EVERYWHERE
        assert not PLAIN.scope().is_stated
