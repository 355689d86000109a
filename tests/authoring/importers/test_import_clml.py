"""legislation.gov.uk XML: a section at its two dates, and a feed of effects."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files, importer
from guidance.errors import RecordsError
from real_documents import DOCUMENTS, real

OLD, NEW, FEED = (DOCUMENTS / name for name in ("section-2001.xml", "section.xml", "changes.xml"))


def imported(*paths):
    return importer("clml").read(Request(tuple(map(GivenFile, paths))))


def corpus_of(folder, *paths):
    import_files("clml", Request(tuple(map(GivenFile, paths))), folder)
    return load(folder)


def text_on(corpus, ref, day):
    """What holds in England; nothing is open, but whether a later text was known by then."""
    answer = corpus.as_of(day, jurisdiction="GB-ENG")
    held = [each.provision.text for each in answer.in_force if each.ref == ref]
    assert len(held) <= 1
    assert not [e for group in answer.undetermined for case in group.cases for e in case.in_force]
    return held[0] if held else None


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return corpus_of(tmp_path_factory.mktemp("records"), OLD, NEW)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2000-01-01", "Not recorded: the text of 1 January 2000"),
        ("2001-04-30", "Not recorded: the text of 1 January 2000"),
        ("2001-05-01", "(1) A pot has a lid. (a) of tin, or (b) of clay."),
        ("2005-10-14", "(1) A pot has a lid. (a) of tin, or (b) of clay."),
        ("2005-10-15", "(1) A pot has a lid. (a) of tin or steel, or (b) of clay."),
        ("2030-01-01", "(1) A pot has a lid. (a) of tin or steel, or (b) of clay."),
    ],
)
def test_a_section_at_two_dates_is_right_between_and_on_the_days(both, day, text):
    assert text_on(both, "ukpga-1999-7#section-3", day).startswith(text)


def test_a_text_holds_nowhere_else(both):
    assert not both.as_of("2003-01-01", jurisdiction="GB-SCT").in_force


def test_nothing_holds_before_the_first_text_that_is_named(both):
    assert text_on(both, "ukpga-1999-7#section-3", "1999-12-31") is None


def test_after_a_text_whose_successor_is_not_given_nothing_old_goes_on(tmp_path):
    corpus = corpus_of(tmp_path, OLD)
    text = text_on(corpus, "ukpga-1999-7#section-3", "2005-10-15")
    assert text == (
        "Not recorded: the text of 15 October 2005 was not among the documents that were imported."
    )


def test_a_text_that_ends_is_followed_also_where_no_link_says_so(tmp_path):
    path = tmp_path / "section.xml"
    path.write_text(OLD.read_text().replace("isReplacedBy", "other"))
    starts = {name for each in imported(path).versions for name in each["events"]}
    assert "text-2005-10-15" in starts


def test_a_record_says_where_it_is_from_and_no_day_more_than_the_document(both):
    version = both.versions["ukpga-1999-7@2001-05-01"]
    assert str(version.published) == "[..2010-02-03]"
    assert version.document.url.endswith("/ukpga/1999/7/section/3/2001-05-01")
    assert version.document.sha256 == GivenFile(OLD).sha256
    assert "Open Government Licence" in version.note
    assert str(version.events["enactment"].date) == "1999-11-11"
    provision = version.provisions["section-3"]
    assert provision.jurisdictions == ("GB-ENG", "GB-WLS")
    assert "S.I. 2000/5 <http://www.legislation.gov.uk/id/uksi/2000/5>" in provision.note
    assert "S.I. 2000/6" not in provision.note


def test_effects_that_are_not_in_the_text_yet_are_told(both):
    note = both.versions["ukpga-1999-7@2005-10-15"].note
    assert "Not yet carried into this text: s. 3(1)(b) of Teapots Act 1999: words repealed" in note
    assert "s. 30" not in note
    assert "Not yet" not in both.versions["ukpga-1999-7@2001-05-01"].note


def test_each_provision_of_an_act_has_its_own_day_and_places(tmp_path):
    corpus = corpus_of(tmp_path, DOCUMENTS / "act.xml")

    def held(day, place="GB-ENG"):
        answer = corpus.as_of(day, jurisdiction=place)
        return {each.ref.partition("#")[2] for each in answer.in_force}

    assert held("1999-12-31") == set()
    assert held("2002-03-03") == {"section-1", "section-5", "schedule-1-paragraph-1"}
    assert held("2002-03-04") == {"section-1", "schedule-1-paragraph-1"}
    assert held("2020-01-01", "GB-SCT") == {"section-1", "section-2"}
    version = corpus.versions["ukpga-1998-2@prospective"]
    assert "Its status is given as: Prospective." in version.provisions["section-3"].note
    # Other versions of the whole Act say nothing about when a section of it changed.
    assert "ukpga-1998-2@2003-03-03" not in corpus.versions
    starts = [each.applies.from_ for each in version.provisions.values()]
    assert starts == ["prospective-section-3", "prospective-section-4"]
    words = corpus.versions["ukpga-1998-2@2004-01-01"].provisions["section-2"].text
    assert words == "It has a rim. (9) Words of another Act."


# -- effects ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def effects():
    (version,) = imported(FEED).versions
    return version


def days_of(version):
    """For each statement its in-force day and its places."""
    return {
        name: (
            version["events"][each["applies"]["from"]].get("date"),
            tuple(each.get("jurisdictions", ())),
        )
        for name, each in version["provisions"].items()
    }


def test_each_commencement_of_an_effect_is_a_statement(effects):
    britain = ("GB-ENG", "GB-SCT", "GB-WLS")
    assert days_of(effects) == {
        "key-wholly": ("2000-06-01", britain),
        "key-places.2000-06-01.for-w": ("2000-06-01", ("GB-WLS",)),
        "key-places.2000-09-01.for-e": ("2000-09-01", ("GB-ENG",)),
        "key-purposes.2000-06-01.for-specified-purposes": ("2000-06-01", ()),
        "key-purposes.2001-01-01.in-force-in-so-far-as-not-already-in-force": ("2001-01-01", ()),
        "key-other.2000-06-01.for-e.for-specified-purposes": ("2000-06-01", ("GB-ENG",)),
        "key-other.2002-01-01.for-e.in-so-far-as-not-already-in-force": ("2002-01-01", ("GB-ENG",)),
        "key-prospective": (unfixed(), ()),
        "key-prospective-2": (unfixed(), ()),
        "key-unapplied": ("2003-01-01", ()),
        "key-twice": ("2003-01-01", ()),
        "key-silent": (None, ()),
    }


def unfixed():
    from guidance.authoring.importing.days import UNFIXED

    return UNFIXED.get("date")


def test_what_an_effect_is_limited_to_stands_in_its_words(effects):
    words = effects["provisions"]["key-purposes.2000-06-01.for-specified-purposes"]["text"]
    assert words == (
        "s. 3 of Kettles Act 1950: words substituted by Sch. 1 para. 2 of Teapots Act 1999."
        " In force: for specified purposes (for making regulations)."
    )
    assert "In force" not in effects["provisions"]["key-wholly"]["text"]


def test_an_effect_whose_kind_is_not_given_says_so(effects):
    effect = effects["provisions"]["key-prospective-2"]
    assert effect["title"] == "Kettles Act 1950 s. 5A: changed"
    assert "changed, in a way that is not said by Sch. 1 para. 2" in effect["text"]


def test_two_effects_without_a_day_are_two_unknown_days(effects):
    events = [effects["provisions"][f"key-prospective{end}"]["applies"] for end in ("", "-2")]
    assert events[0] != events[1]


def test_whether_the_publisher_carried_it_in_is_told_and_decides_nothing(effects):
    notes = {name: each["note"] for name, each in effects["provisions"].items()}
    assert "has not carried it into its texts" in notes["key-unapplied"]
    assert "carried" not in notes["key-wholly"]
    assert "need not be carried" in notes["key-silent"]
    assert "Repealed without ever being in force" in notes["key-silent"]
    prospective = "The list names it as prospective as well."
    assert prospective in notes["key-wholly"]
    assert prospective not in notes["key-unapplied"]
    assert prospective not in notes["key-prospective"]
    assert "With savings: Sch. 4. " in notes["key-wholly"]
    assert "Power to bring it into force: s. 9." in notes["key-wholly"]
    assert "savings" not in notes["key-twice"]
    assert "art. 2 <http://www.legislation.gov.uk/id/uksi/2000/5>" in notes["key-wholly"]
    assert notes["key-twice"].count("Brought into force by") == 2


def test_days_of_a_country_hold_there_alone(tmp_path):
    corpus = corpus_of(tmp_path, FEED)

    def held(day, place):
        return {
            each.ref.partition("#")[2].partition(".")[0]
            for each in corpus.as_of(day, jurisdiction=place).in_force
        }

    assert "key-places" in held("2000-06-01", "GB-WLS")
    assert "key-places" not in held("2000-06-01", "GB-ENG")
    assert "key-places" in held("2000-09-01", "GB-ENG")
    assert "key-prospective" not in held("2030-01-01", "GB-ENG")


# -- what is no such document ----------------------------------------------------------------------

BOMB = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<Legislation>&b;</Legislation>"""
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><Legislation>&x;</Legislation>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "declares the entity a"),
        (OUTSIDE, "declares the entity x"),
        ('<!DOCTYPE l SYSTEM "l.dtd"><Legislation>&nbsp;</Legislation>', "entity nbsp"),
        ("<a>" * 5000 + "</a>" * 5000, "nested more than 100 deep"),
        ("<Legislation>", "not readable as XML"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
        ("<html/>", "it is a html"),
        ("<Legislation/>", "no address or no title"),
        ("<feed><entry/></feed>", "lists no effects"),
        ("", "empty"),
    ],
)
def test_hostile_and_other_files_are_refused(tmp_path, text, said):
    path = tmp_path / "x.xml"
    path.write_text(text)
    with pytest.raises(RecordsError) as caught:
        imported(path)
    (fault,) = caught.value.exceptions
    assert said in str(fault)
    assert fault.file == str(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "x.xml"
    with path.open("wb") as stream:
        stream.truncate(100_000_001)
    with pytest.raises(RecordsError) as caught:
        imported(path)
    assert "larger than 100 MB" in str(caught.value.exceptions[0])


def test_the_same_text_twice_is_one(tmp_path):
    copy = tmp_path / "copy.xml"
    copy.write_bytes(OLD.read_bytes())
    assert imported(OLD, copy).versions == imported(OLD).versions


def test_two_different_texts_of_one_day_are_refused(tmp_path):
    other = tmp_path / "other.xml"
    other.write_text(OLD.read_text().replace("of clay", "of glass"))
    with pytest.raises(RecordsError) as caught:
        imported(OLD, other)
    assert "another text of section-3 from 2001-05-01" in str(caught.value.exceptions[0])


# -- real documents --------------------------------------------------------------------------------


def test_the_real_section_at_its_two_dates(tmp_path):
    paths = real(
        "clml/ukpga-2000-38-section-19-2014-04-01.xml", "clml/ukpga-2000-38-section-19.xml"
    )
    corpus = corpus_of(tmp_path, *paths)
    ref = "ukpga-2000-38#section-19"
    for day, words in (
        ("2014-04-01", "modification of the conditions of a licence"),
        ("2021-06-28", "modification of the conditions of a licence"),
        ("2021-06-29", "modification of the licence conditions"),
        ("2025-01-01", "modification of the licence conditions"),
        ("2014-03-31", "Not recorded: the text of 20 June 2003"),
        ("2001-02-01", "Not recorded: the text of 1 February 2001"),
    ):
        assert words in text_on(corpus, ref, day), day
    assert text_on(corpus, ref, "2001-01-31") is None


def test_the_real_feed_keeps_every_day_and_qualification():
    (path,) = real("clml/changes-affecting-ukpga-2002-38-feed.xml")
    (version,) = imported(path).versions
    statements = version["provisions"].items()
    space = "{http://www.legislation.gov.uk/namespaces/metadata}"
    effects = list(ElementTree.parse(path).iter(f"{space}Effect"))
    assert len(effects) == 336
    for effect in effects:
        key = effect.get("EffectId")
        own = [each for name, each in statements if name.split(".")[0] == key]
        entries = [each for each in effect.iter(f"{space}InForce") if each.get("Date")]
        wanted = {
            (each.get("Date"), each.get("OtherQualification") or each.get("Qualification"))
            for each in entries
        }
        days = Counter(version["events"][each["applies"]["from"]].get("date") for each in own)
        if not entries:
            assert list(days) == [unfixed()], key
            continue
        assert set(days) == {day for day, _ in wanted}, key
        for day, said in wanted - {(day, "wholly in force") for day in days}:
            texts = [
                e["text"] for e in own if version["events"][e["applies"]["from"]]["date"] == day
            ]
            assert any(said.rstrip(".") in text for text in texts), key
        if effect.get("Applied") == "false":
            assert all("has not carried it" in each["note"] for each in own), key
