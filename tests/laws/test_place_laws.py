"""Law 12: splitting a territory changes no answer for any place; law 15: checks and rival days."""

from copy import deepcopy

from hypothesis import assume, given
from hypothesis import strategies as st

from laws.asking import atoms_of, of_both, of_each, only_opens, some_days
from laws.generators import corpora
from laws.oracle_days import day, ranges, written
from laws.oracle_known import Known
from laws.oracle_records import Corpus
from laws.small import act, source, version
from laws.test_world_laws import lawful

_PARTS = {
    "GB": ["GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"],
    "GB-EAW": ["GB-ENG", "GB-WLS"],
    "GB-GBN": ["GB-ENG", "GB-WLS", "GB-SCT"],
}


def _split(value):
    """Every territory that has parts, named by its parts."""
    if isinstance(value, dict):
        return {
            key: [part for code in each for part in _PARTS.get(code, [code])]
            if key in ("jurisdictions", "opted-out")
            else _split(each)
            for key, each in value.items()
        }
    return [_split(each) for each in value] if isinstance(value, list) else value


def _one_act_for_each_place(record, named):
    """An act for several places as one act for each of them."""
    if record["act"] not in ("ends", "suspends", "reinstates") or record.get("id") in named:
        return [record]
    places = record.get("jurisdictions", ())
    acts = [{**record, "jurisdictions": [each]} for each in places] or [dict(record)]
    for number, each in enumerate(acts):
        if "id" in each:
            each["id"] = f"{each['id']}-{number}"
    return acts


class TestPlaces:
    """Law 12: splitting a territory, or one act for each place, changes no answer anywhere."""

    @lawful
    @of_both
    @given(records=corpora())
    def test_splitting_a_territory(self, ask, records):
        split = Corpus(records.sources, tuple(_split(each) for each in records.versions))
        assume(split != records)
        days, atoms = some_days(records), atoms_of(records, split)
        assert ask(records, atoms, days) == ask(split, atoms, days)

    @lawful
    @of_both
    @given(records=corpora())
    def test_one_act_for_each_place(self, ask, records):
        named = {
            label.partition("/")[2]
            for each in records.versions
            for record in each.get("amendments", ())
            for label in record.get("lifts", ())
        }
        split = deepcopy(records)
        for each in split.versions:
            if "amendments" in each:
                each["amendments"] = [
                    one
                    for record in each["amendments"]
                    for one in _one_act_for_each_place(record, named)
                ]
        assume(split != records)
        days, atoms = some_days(records), atoms_of(records, split)
        assert ask(records, atoms, days) == ask(split, atoms, days)


class TestOpening:
    """Law 15: a check only closes, a rival day only opens; neither contradicts what is certain."""

    @lawful
    @of_each
    @given(records=corpora())
    def test_removing_a_check_only_opens(self, ask, records):
        assume(any("checks" in each for each in records.sources))
        unchecked = Corpus(
            tuple({k: v for k, v in each.items() if k != "checks"} for each in records.sources),
            records.versions,
        )
        days, atoms = some_days(records), atoms_of(records)
        with_it, without = ask(records, atoms, days), ask(unchecked, atoms, days)
        for on in days:
            assert only_opens(with_it[on], without[on]) == []

    @lawful
    @of_each
    @given(records=corpora(), choice=st.data())
    def test_a_rival_day_only_opens(self, ask, records, choice):
        found = _rivals(records)
        assume(found)
        event, rival = choice.draw(st.sampled_from(found))
        last = written(max(ranges(each["published"])[0][1] for each in records.versions) + 1)
        page = version("page@1", last, act("fixes-date", event, date=rival))
        more = Corpus((*records.sources, source("page")), (*records.versions, page))
        days, atoms = some_days(records), atoms_of(records)
        alone, beside = ask(records, atoms, days), ask(more, atoms, days)
        for on in days:
            assert only_opens(alone[on], beside[on]) == []


def _rivals(records: Corpus) -> list[tuple[str, str]]:
    """Events with a day, and a day that no record has given for it."""
    if any("authority" in str(each.get("events")) for each in records.versions):
        return []
    known = Known(sorted(records.versions, key=lambda v: day(v["published"].strip("[")[:10])))
    found = []
    for event in known.declared:
        candidates, cancelled = known.candidates(known.representative(event))
        if cancelled or not candidates or candidates[0] == "until-fixed":
            continue
        if candidates[0][0] == "after":
            continue
        found.append((event, written(max(high for each in candidates for _, high in each) + 2)))
    return found
