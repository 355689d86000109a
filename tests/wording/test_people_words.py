"""People in words: numbers with their nouns, one short sentence, terms in quotes."""

import pytest

from guidance.logic import Person, read_facts
from guidance.records.criteria import FactSheet, FactTest
from guidance.records.dates import Period
from guidance.wording.conditions import criteria_words
from guidance.wording.nouns import figured, singular
from guidance.wording.people import criterion_words, not_so, person_words

SHEET = FactSheet.model_validate_json(
    """
    {"format": "guidance/1", "topic": "t", "facts": {
      "visits": {"type": "count", "label": "visits to a clinic"},
      "bad-visits": {"type": "count", "label": "visits that were bad", "part_of": "visits"},
      "failed": {"type": "number", "unit": "therapies", "label": "failed therapies of any kind"},
      "age": {"type": "number", "unit": "years", "label": "age"},
      "lesions": {"type": "yes-no", "label": "has new lesions", "otherwise": "has no new lesions"},
      "treated": {"type": "yes-no", "label": "is being treated"},
      "smokes": {"type": "yes-no", "label": "smokes"},
      "active": {"type": "undefined", "label": "has active disease", "because": "not said"},
      "well": {"type": "undefined", "label": "is well", "because": "not said"},
      "course": {"type": "choice", "label": "course", "values": ["first", "second-or-later"]}
    }}
    """
)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("failed DMTs", "failed DMT"),
        ("therapies", "therapy"),
        ("therapies in spite of which", "therapy in spite of which"),
        ("relapses that were disabling", "relapse that was disabling"),
        ("doses", "dose"),
        ("courses of treatment", "course of treatment"),
        ("viruses", "virus"),
        ("diagnoses (of any kind)", "diagnosis (of any kind)"),
        ("glasses", "glass"),
        ("boxes, with lids", "box, with lids"),
        ("children under 5", "child under 5"),
        ("degrees Celsius", "degrees Celsius"),
        ("weeks since birth", "week since birth"),
        ("illness", "illness"),
        ("status", "status"),
        ("series", "series"),
        ("mmHg", "mmHg"),
        ("IDS", "IDS"),
    ],
)  # fmt: skip
def test_one_of_a_thing(plural, one):
    assert singular(plural) == one
    assert figured(1, plural) == f"1 {one}"
    assert figured(2, plural) == f"2 {plural}"
    assert figured("no", plural) == f"no {plural}"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("", "a person"),
        ("lesions=yes", "a person who has new lesions"),
        ("lesions=no treated=yes", "a person who is being treated and has no new lesions"),
        ("visits=1/P24M", "a person with 1 visit to a clinic within 24 months"),
        ("visits=0/P1M", "a person with no visits to a clinic within 1 month"),
        ("visits=2/P1M bad-visits=1/P1M", "a person with 2 visits to a clinic within 1 month and"
         " 1 visit that was bad within 1 month"),
        ("failed=1", "a person with 1 failed therapy of any kind"),
        ("failed=0", "a person with no failed therapies of any kind"),
        ("age=1", "a person whose age is 1 year"),
        ("age=34 treated=no", "a person who is not being treated and whose age is 34 years"),
        ("course=second-or-later", "a person whose course is second or later"),
        ("lesions=yes active=yes", "a person who has new lesions and “active disease”"),
        ("well=no", "a person who “is not well”"),
        ("smokes=no", "a person who is not one who smokes"),
        ("visits=1/P24M lesions=yes treated=no active=yes", "a person with 1 visit to a clinic"
         " within 24 months, who has new lesions and “active disease”, and is not being treated"),
    ],
)  # fmt: skip
def test_a_person_in_one_sentence(facts, words):
    assert person_words(read_facts(facts.split(), SHEET), SHEET) == words


def test_without_a_sheet_facts_are_told_by_name():
    person = read_facts(["lesions=no", "visits=0/P24M"], SHEET)
    told = person_words(person, None)
    assert told == "a person (visits within 24 months: 0; lesions: no)"
    assert person_words(Person(), None) == "a person"


@pytest.mark.parametrize(
    ("label", "opposite"),
    [
        ("has had a recent relapse", "has not had a recent relapse"),
        ("has already had a therapy", "has not already had a therapy"),
        ("has lesions", "does not have lesions"),
        ("is an adult", "is not an adult"),
        ("cannot walk", "can walk"),
        ("can walk", "cannot walk"),
        ("takes insulin", "is not one who takes insulin"),
    ],
)
def test_the_opposite_is_english(label, opposite):
    assert not_so(label) == opposite


def _count(**more):
    return FactTest(fact="visits", within=Period.parse("P12M"), **more)


@pytest.mark.parametrize(
    ("test", "holds", "words"),
    [
        (_count(at_least=2), True, "at least 2 visits to a clinic within 12 months"),
        (_count(at_least=1), True, "at least 1 visit to a clinic within 12 months"),
        (_count(at_least=2), False, "fewer than 2 visits to a clinic within 12 months"),
        (_count(at_least=1), False, "no visits to a clinic within 12 months"),
        (_count(at_most=3), False, "more than 3 visits to a clinic within 12 months"),
        (_count(at_least=2, at_most=3), False,
         "fewer than 2 or more than 3 visits to a clinic within 12 months"),
        (FactTest(fact="age", at_least=18), False, "age below 18 years"),
        (FactTest(fact="failed", at_least=1), False, "no failed therapies of any kind"),
        (FactTest(fact="lesions"), False, "has no new lesions"),
        (FactTest(fact="lesions", is_="no"), False, "has new lesions"),
        (FactTest(fact="active"), True, "“has active disease”"),
        (FactTest(fact="course", is_="first"), False, "course: not first"),
    ],
)  # fmt: skip
def test_how_a_test_comes_out(test, holds, words):
    assert criterion_words(test, SHEET, holds=holds) == words


def test_conditions_take_the_singular_too():
    assert criteria_words(_count(at_least=1)) == "at least 1 visit within 12 months"
    therapies = FactTest(fact="failed-therapies", at_least=1)
    assert criteria_words(therapies) == "at least 1 failed therapy"
