"""A look at a source: recorded safely, told in answers, bounding what it did not show."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

import guidance
from guidance import load
from guidance.answers.answering import registry_of
from guidance.authoring.looks import write_look
from guidance.cli.app import main
from guidance.documents.answers import answer_document
from guidance.errors import QueryError, UnknownNameError
from guidance.files.folders import shipped
from guidance.records.dates import Period
from guidance.records.sources import Check
from guidance.upkeep.findings import find
from laws.engine import write
from laws.small import act, corpus, says, source, version

REF = "act#use"
START = {"start": {"label": "the measures started", "date": "[2020-01..]", "certainty": "forecast"}}


@pytest.fixture
def folder(tmp_path):
    rule = version("act@1", "2020-01-01", says("use", "Use it.", start="start"), events=START)
    return write(corpus(source("act"), rule), tmp_path)


def told(folder, on="2020-02-01"):
    answer = load(folder).as_of(on, known_on=on)
    return guidance.explain(answer, REF)


def look(on="2020-02-01", **fields):
    return Check(on=date.fromisoformat(on), not_yet=("start",), **fields)


def test_without_a_look_it_cannot_be_settled(folder):
    assert "cannot be settled" in told(folder)


def test_shown_at_once(folder):
    write_look(folder, "act", look(shows_at_once=True, looked_at="the register"))
    said = told(folder)
    assert "did not apply yet on 1 February 2020" in said
    assert "not yet, checked to 1 February 2020 in the register" in said
    assert "cannot be settled" in told(folder, "2020-02-02")


def test_shown_within_a_period(folder):
    write_look(folder, "act", look(within=Period.parse("P14D")))
    assert "not yet, checked to 18 January 2020" in told(folder, "2020-02-01")
    assert "cannot be settled" in told(folder, "2020-02-01")
    answer = load(folder).as_of("2020-01-18", known_on="2020-02-01")
    assert "did not apply yet" in guidance.explain(answer, REF)


def test_only_told(folder):
    write_look(folder, "act", look(looked_at="the register"))
    said = told(folder)
    assert "cannot be settled" in said
    assert "not shown in the register on 1 February 2020" in said


def test_a_look_is_known_from_its_day(folder):
    write_look(folder, "act", look(shows_at_once=True))
    answer = load(folder).as_of("2020-02-01", known_on="2020-01-31")
    said = guidance.explain(answer, REF)
    assert "cannot be settled" in said
    assert "checked" not in said


def test_a_look_counts_as_checked(folder):
    write_look(folder, "act", look())
    answer = load(folder).as_of("2020-02-01", known_on="2020-02-01")
    assert answer.coverage.status == "covered"
    assert answer.coverage.sources[0].last_checked == date(2020, 2, 1)


def test_in_json(folder):
    write_look(folder, "act", look(shows_at_once=True))
    answer = load(folder).as_of("2020-02-01", known_on="2020-02-01")
    [entry] = answer_document(answer)["upcoming"]
    day = {"on": "2020-02-01", "until": "2020-02-01", "looked_at": None}
    assert entry["since"]["not_shown"] == day


def test_refused(folder):
    before = (folder / "act" / "source.json").read_bytes()
    with pytest.raises(UnknownNameError):
        write_look(folder, "akt", look())
    with pytest.raises(UnknownNameError):
        write_look(folder, "act", look().model_copy(update={"not_yet": ("strat",)}))
    assert (folder / "act" / "source.json").read_bytes() == before
    write_look(folder, "act", look())
    with pytest.raises(QueryError, match="recorded already"):
        write_look(folder, "act", look())


def test_the_command_keeps_comments(tmp_path, capsys):
    place = shutil.copytree(shipped(), tmp_path / "records")
    source_id, event = _commission(place)
    file = place / source_id / "source.yaml"
    file.write_text("# kept\n" + file.read_text())
    args = ["checked", source_id, "--on", "2019-12-01", "--not-yet", event, "--at-once"]
    args += ["--looked-at", "the Commission's register", "--data", str(place)]
    assert main(args) == 0
    assert capsys.readouterr().out == f"wrote {file}\n"
    assert "# kept" in file.read_text()
    assert main(["check", str(place)]) == 0


def _commission(place):
    """A source and an event of the shipped records."""
    records = registry_of(load(place))
    named = next(e for e in records.events.values() if e.version and not e.is_publication)
    return named.key.split("@")[0], named.key


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--not-yet", "start", "--at-once", "--within", "P1D"], "keep one"),
        (["--at-once"], "name what was not shown"),
        (["--not-yet", "start", "--within", "soon"], "not a period"),
    ],
)
def test_the_command_refuses(folder, capsys, options, words):
    assert main(["checked", "act", "--on", "2020-02-01", *options, "--data", str(folder)]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("on", "bound", "codes"),
    [
        ("2020-01-20", {"shows_at_once": True}, ["not-shown-after"]),
        ("2020-01-20", {"within": Period.parse("P14D")}, []),
        ("2020-01-20", {}, []),
        ("2020-02-02", {"shows_at_once": True}, []),
    ],
)
def test_check_reports_a_day_recorded_before_a_look_that_did_not_show_it(
    tmp_path, on, bound, codes
):
    rule = version(
        "act@1", "2020-01-01", says("use", "Use it.", start="start"), events={"start": on}
    )
    folder = write(corpus(source("act"), rule), tmp_path)
    write_look(folder, "act", look(**bound))
    corpus_ = load(folder)
    assert [each.code for each in find(registry_of(corpus_))] == codes
    # The recorded day counts.
    assert bool(corpus_.as_of("2020-02-01").in_force) == (on < "2020-02-02")


def test_a_finding_has_its_place(tmp_path, capsys):
    rule = version("act@1", "2020-01-01", events={"start": "2020-01-20"})
    folder = write(corpus(source("act"), rule), tmp_path)
    write_look(folder, "act", look(shows_at_once=True))
    assert main(["check", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "source.json" in said
    assert "act@start is recorded for 2020-01-20, and this look did not show it" in said


def test_an_event_cancelled_or_only_expected_is_no_clash(tmp_path):
    act_ = version("act@1", "2020-01-01", events={"start": "2020-01-20", "end": "2020-01-21"})
    act_["events"]["end"]["certainty"] = "forecast"
    off = version("act@2", "2020-01-10", act("cancels", "act@start"))
    folder = write(corpus(source("act"), act_, off), tmp_path)
    both = look(shows_at_once=True).model_copy(update={"not_yet": ("start", "end")})
    write_look(folder, "act", both)
    assert find(registry_of(load(folder))) == ()


def test_on_1_december_2019_the_commission_had_not_decided(tmp_path):
    """With a look at its register that day: not yet. Without: it cannot be settled."""
    review, on = "ema-lemtrada-review", "2019-12-01"
    place = shutil.copytree(shipped(), tmp_path / "records")

    def said():
        answer = load(place).as_of(on, known_on=on)
        ref_ = next(e.ref for e in (*answer.upcoming, *_open(answer)) if e.ref.startswith(review))
        return guidance.explain(answer, ref_)

    assert "cannot be settled" in said()
    check = look(on, shows_at_once=True, looked_at="the Commission's register")
    write_look(place, review, check)
    assert "not yet, checked to 1 December 2019 in the Commission's register" in said()
    assert "did not apply yet" in said()


def _open(answer):
    return [entry for group in answer.undetermined for entry in group.entries]
