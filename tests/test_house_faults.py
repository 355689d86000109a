"""The ledger of faults that no test can see speaks of the source as it is."""

from pathlib import Path

import guidance
from support.faults import all_faults
from support.survivors import account, reasons

SOURCE = Path(guidance.__file__).parent


def test_each_line_of_the_ledger_names_a_fault_of_the_source():
    """A line that fails here is to be deleted, or argued anew for the code as it now stands."""
    gone = set(reasons()) - {fault.name for fault in all_faults(SOURCE)}
    assert not gone, "tests/support/survivors.jsonl: " + "\n".join(sorted(gone))


def test_each_line_of_the_ledger_gives_a_reason():
    assert all(len(reason.split()) >= 5 for reason in reasons().values())


def test_what_is_left_is_told_beside_what_can_be_told_at_all():
    outcomes = {"a": "killed: t", "b": "SURVIVED", "c": "SEEN by seed 3 alone", "d": "NOT PLANTED"}
    *told, last = account(outcomes, {"b": "never asked", "e": "no caller"}, ["a", "b", "c", "d"])
    assert told == ["left: c", "in survivors.jsonl, and no longer in the source: e"]
    assert last == (
        "3 planted, 1 killed, 1 that change no answer (with reason), 1 left: "
        "50.0 % of 2 that can be told"
    )


def test_what_the_ledger_calls_unseen_and_a_test_sees_is_told():
    told = account({"a": "killed: t"}, {"a": "nobody can tell"}, ["a"])
    assert told[0] == "in survivors.jsonl, and yet killed: a"
