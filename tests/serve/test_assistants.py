"""The tools for assistants, driven by the SDK's own client: in memory, over stdio and over HTTP."""

import asyncio
import os
import sys

import pytest
from mcp import Client, StdioServerParameters

import guidance
from guidance.serve.assistants import tools
from serving import TODAY, running, server_of
from small_records import write_records

REF = "ema-alemtuzumab-measures#first-line"
TOOLS = ["as_of", "changes", "explain", "upcoming", "evaluate", "check_citations"]
BORNE = {"known_on", "records", "answer", "evidence", "left_out", "caution"}

ASKED = {
    "as_of": {"on": "2020-01-15", "topic": "alemtuzumab"},
    "changes": {"since": "2019-12-31", "until": "2020-02-01"},
    "explain": {"on": "2020-01-15", "ref": REF},
    "upcoming": {"on": "2019-12-01"},
    "evaluate": {"on": "2020-02-01", "facts": ["prior-dmt=no", "relapses=2/P24M"]},
    "check_citations": {"on": "2020-02-01", "citations": [{"ref": REF}]},
}


@pytest.fixture(scope="module")
def server():
    return server_of()


def talk(to, *calls):
    """What the tools answer, one call after the other in one conversation."""

    async def talking():
        async with Client(to) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return asyncio.run(talking())


@pytest.fixture
def ask(server):
    def ask(name, **given):
        (found,) = talk(tools(server), (name, given))
        assert not found.is_error, found.content
        return found.structured_content

    return ask


@pytest.fixture
def refused(server):
    def refused(name, **given):
        (found,) = talk(tools(server), (name, given))
        assert found.is_error
        return found.content[0].text

    return refused


def test_few_tools_are_offered_that_only_read(server):
    async def listed():
        async with Client(tools(server)) as client:
            return (await client.list_tools()).tools, client.instructions

    found, instructions = asyncio.run(listed())
    assert [tool.name for tool in found] == TOOLS
    assert all(tool.annotations.read_only_hint for tool in found)
    assert all(tool.output_schema["properties"].keys() >= BORNE for tool in found)
    assert "A recommendation is not in force" in instructions


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_bears_what_it_rests_on(server, ask, name):
    said = ask(name, **ASKED[name])
    assert said.keys() >= BORNE
    assert said["records"] == server.shelf.current.fingerprint
    assert said["known_on"] == ("2019-12-01" if name == "upcoming" else "everything recorded")
    assert said["evidence"]["status"] == "stale"
    assert len(said["evidence"]["sources"]) == (1 if name == "explain" else 3)
    assert "not advice" in said["caution"]


def test_both_dates_are_told_apart(ask):
    said = ask("as_of", on="2020-01-15", known_on="2019-12-01")
    assert (said["on"], said["known_on"]) == ("2020-01-15", "2019-12-01")


def test_before_the_first_record_nothing_is_recorded(ask):
    said = ask("as_of", on="2010-01-15")
    assert list(said["counts"]) == ["not recorded"]
    entries = guidance.load().as_of("2010-01-15").entries()
    assert said["counts"]["not recorded"] == len(list(entries))
    assert said["evidence"]["status"] == "not recorded"
    assert "no evidence" in said["answer"]
    for each in said["statements"]:
        assert each["status"] == "not recorded: nothing is recorded of it for this day"
        assert each["says"] is None
    (one,) = ask("explain", on="2010-01-15", ref=REF)["statements"]
    assert one["status"].startswith("not recorded")


@pytest.mark.parametrize("on", ["2020-01-15", "2020-02-01"])
def test_a_recommendation_is_not_in_force(ask, on):
    """Neither before the day from which it is to apply nor after it."""
    said = ask("as_of", on=on, source="ema-alemtuzumab-measures", limit=100)
    assert said["statements"]
    for each in said["statements"]:
        assert "not in force" in each["status"] or "tells of a step" in each["status"]
        assert each["standing"] == "recommendation: not in force"
    assert not any(kind == "in force" for kind in said["counts"])


def test_what_is_open_is_neither(ask):
    said = ask("explain", on="2020-01-15", ref=REF, known_on="2020-01-15")
    status = said["statements"][0]["status"]
    assert "cannot be settled: it depends on whether the measures had started" in status
    assert "some day in January 2020" in status


def test_that_there_is_no_decision_is_said_with_the_day(ask):
    """A decision of the day after is recorded, and a reason is passed on without its question."""
    ref = "ema-lemtrada-review#temporary-after-two-dmts"
    (one,) = ask("explain", on="2020-01-15", ref=ref)["statements"]
    assert any("o decision is recorded by 15 January 2020." in each for each in one["why"])


def test_the_answer_names_its_day(ask):
    """What was in force in 2019 is told as of then, also by whoever reads the answer alone."""
    ref = "ema-lemtrada-review#temporary-after-two-dmts"
    said = ask("explain", on="2019-06-01", ref=ref)["answer"]
    assert said == "On 1 June 2019: New treatment after two DMTs (temporary): in force (in the EU)."


def test_what_ended_says_when(ask):
    ref = "ema-lemtrada-review#temporary-after-two-dmts"
    (one,) = ask("explain", on="2020-02-01", ref=ref)["statements"]
    assert one["status"] == "ended on 15 January 2020 (in the EU)"
    (one,) = ask("explain", on="2019-12-01", ref=ref)["statements"]
    assert one["status"] == "in force (in the EU)"


def test_what_nobody_looked_at_since_says_so(ask):
    found = ask("as_of", on="2024-01-01", source="ema-lemtrada-review", limit=100)["statements"]
    binding = [each for each in found if each["standing"] == "decision: binding while in force"]
    told = {each["status"] for each in binding if each["status"].startswith("in force")}
    assert told == {
        "in force (in the EU and the United Kingdom), as last known on 16 January 2020; nobody is"
        " recorded to have looked since"
    }


def test_nothing_is_cut_without_a_word(ask):
    whole = ask("as_of", on="2020-01-15", limit=100)
    assert whole["left_out"] is None
    count = len(list(guidance.load().as_of("2020-01-15").entries()))
    assert 60 < count <= 100, "one page holds it, and three do not"
    assert sum(whole["counts"].values()) == len(whole["statements"]) == count
    found, skip = [], 0
    while True:
        page = ask("as_of", on="2020-01-15", skip=skip, limit=30)
        found += page["statements"]
        assert page["counts"] == whole["counts"]
        left = page["left_out"]
        assert left["count"] == count - len(page["statements"])
        skip += 30
        if f"skip={skip} " not in left["how_to_get"]:
            break
    assert found == whole["statements"]


def test_pages_of_changes_are_told_too(ask):
    whole = ask("changes", since="2019-12-31", until="2020-02-01", limit=100)
    assert whole["left_out"] is None
    page = ask("changes", since="2019-12-31", until="2020-02-01", limit=5)
    assert page["changes"] == whole["changes"][:5]
    assert page["left_out"]["count"] == len(whole["changes"]) - 5
    assert "skip=5" in page["left_out"]["how_to_get"]
    report = guidance.load().changes("2019-12-31", "2020-02-01")
    changes = [change for step in report.steps for change in step.changes]
    assert [each["sentence"] for each in whole["changes"]] == [
        guidance.sentence(change) for change in changes
    ]


def test_a_citation_leads_to_the_document(ask):
    (one,) = ask("explain", on="2020-02-01", ref="ema-lemtrada-review#decided")["statements"]
    assert one["citation"] == {
        "document": "Lemtrada - referral",
        "publisher": "European Medicines Agency",
        "version": "ema-lemtrada-review@2020-01-16",
        "section": "Overview",
        "paragraph": 5,
        "address": "https://www.ema.europa.eu/en/medicines/human/referrals/lemtrada",
        "sha256": None,
    }


def test_citations_are_checked_one_by_one(ask):
    said = ask(
        "check_citations",
        on="2020-02-01",
        citations=[
            {"ref": REF, "words": "only  after TWO relapses"},
            {"ref": REF, "words": "three relapses"},
            {"ref": "ema-lemtrada-review@2019-10-31"},
            {"ref": "ema-alemtuzumab-measures#first-lin"},
            {"ref": "nobody@2020"},
        ],
    )
    held, other, version, near, nothing = said["citations"]
    assert held["words"] == "the recorded text holds these words"
    assert other["words"].startswith("the recorded text does not hold these words")
    assert version["status"].startswith("recorded, published 31 October 2019")
    assert version["newer_versions"] == [
        "ema-lemtrada-review@2019-11-14",
        "ema-lemtrada-review@2020-01-16",
    ]
    assert near["status"].startswith("not recorded: ")
    assert REF in near["status"]
    assert nothing["status"] == "not recorded: nothing is recorded by this name"
    assert said["answer"].startswith("5 citations: 3 recorded, 2 not recorded.")


def test_a_version_is_not_recorded_before_it_was_published(ask):
    said = ask(
        "check_citations",
        on="2020-02-01",
        known_on="2019-10-30",
        citations=[{"ref": "ema-lemtrada-review@2019-10-31"}],
    )
    (one,) = said["citations"]
    assert one["status"] == "not recorded: it was not published by 30 October 2019"


def test_a_ruling_says_what_it_lacks(ask):
    said = ask("evaluate", **ASKED["evaluate"])
    assert said["outcome"] == "cannot be settled"
    assert said["missing"]
    assert said["facts"] == ["prior-dmt=no", "relapses=2/P24M"]
    assert all("status" in each for each in said["deciding"])


def test_what_lies_ahead_names_what_is_undecided(ask):
    said = ask("upcoming", on="2019-12-01")
    assert "some day in January 2020" in [each["when"] for each in said["ahead"]]
    begins = [line for day in said["ahead"] for line in day["details"].splitlines() if ": " in line]
    to_begin = [line for line in begins if line.startswith("applies from then")]
    assert to_begin
    assert all(line.endswith("not in force)") for line in to_begin), "recommended, and no more"
    assert said["undecided"]
    assert {each["status"] for each in said["undecided"]} == {
        "recommended, not in force; no decision on it had been recorded by 1 December 2019"
    }
    (act,) = [each for each in said["undecided"] if "/" in each["ref"]]
    assert act["title"].startswith("An act on: New treatment where")


def test_what_decides_about_a_person_has_the_status_it_has_by_itself(ask):
    """What decides in one case only is not in force: it hangs on which case it is."""
    given = {"on": "2020-01-15", "known_on": "2019-12-01"}
    said = ask("evaluate", facts=["prior-dmt=no"], **given)
    ref = "ema-lemtrada-review#temporary-no-other-start"
    told = [each for each in said["deciding"] if each["ref"] == ref]
    assert told == ask("explain", ref=ref, **given)["statements"]
    assert "cannot be settled" in told[0]["status"]


def test_no_change_is_told_with_the_age_of_the_evidence(ask):
    """That nothing is recorded since nobody looked is not that nothing changed."""
    said = ask("changes", since="2020-02-01", until="2024-01-01")
    assert "no changes are recorded. Stale: the newest evidence was published" in said["answer"]
    said = ask("changes", since="2010-01-01", until="2011-01-01")
    assert "no changes are recorded. No evidence for 1 January 2011" in said["answer"]


def test_what_was_learnt_names_the_day_that_it_is_about(ask):
    said = ask("changes", since="2019-12-31", until="2020-02-01", limit=100)
    assert said["learnt"]
    assert all(each.startswith("About 31 December 2019: ") for each in said["learnt"])
    binds_nobody = [each for each in said["changes"] if "binding" not in each["standing"]]
    assert f" {len(binds_nobody)} of them come from what binds nobody." in said["answer"]


def test_a_wrong_call_is_told_with_its_mend(refused):
    assert "did you mean alemtuzumab?" in refused("as_of", on="2020-01-15", topic="alemtuzuma")
    assert "check month and day" in refused("as_of", on="2020-13-15")
    assert "swap the two dates" in refused("changes", since="2020-02-01", until="2020-01-01")
    assert "did you mean" in refused("explain", on="2020-01-15", ref="first-line")
    assert "relapses" in refused("evaluate", on="2020-01-15", facts=["relapse=2/P24M"])


def test_records_that_change_are_answered_from_at_once(tmp_path):
    folder = write_records(tmp_path / "records")
    server = server_of(str(folder))
    before = talk(tools(server), ("upcoming", {"on": TODAY.isoformat()}))[0].structured_content
    path = folder / "doctor" / "source.yaml"
    path.write_text(path.read_text().replace("The doctor", "Another"))
    server.shelf.refresh()
    after = talk(tools(server), ("upcoming", {"on": TODAY.isoformat()}))[0].structured_content
    assert before["records"] != after["records"]
    assert "Another" in {each["title"] for each in after["evidence"]["sources"]}


def test_over_stdio(server):
    code = "import sys; from guidance.cli import main; sys.exit(main(['serve', '--mcp', 'stdio']))"
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    to = StdioServerParameters(command=sys.executable, args=["-c", code], env=env)
    found = talk(to, *ASKED.items())
    inside = talk(tools(server), *ASKED.items())
    for one, other in zip(found, inside, strict=True):
        assert one.structured_content == other.structured_content


def test_over_http(server):
    with running("--mcp", "http") as (_, (host, port), _):
        found = talk(f"http://{host}:{port}/mcp", *ASKED.items())
    inside = talk(tools(server), *ASKED.items())
    for one, other in zip(found, inside, strict=True):
        assert one.structured_content == other.structured_content


@pytest.mark.parametrize(
    ("name", "given", "mend"),
    [
        ("as_of", {"topic": "qqq"}, "there are alemtuzumab"),
        ("as_of", {"source": "qqq"}, "there are ema-alemtuzumab-measures, ema-lemtrada-review"),
        ("evaluate", {"facts": ["qqq=yes"]}, "there are prior-dmt, "),
        ("explain", {"ref": "qqq"}, "as_of tells the names that are recorded"),
    ],
)
def test_who_names_nothing_like_it_is_told_what_there_is(refused, name, given, mend):
    told = refused(name, on="2020-01-15", **given)
    assert f"; {mend}" in told
    assert "/list" not in told
