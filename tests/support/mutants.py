"""Small faults planted in the engine, run by hand: ``cd tests && python -m support.mutants 0 150``.

Each fault is one change to one function (``support/faults.py``). Tests are collected once; every
fault is planted in a fork of that process, where the tests that reach its line run, the quickest
first, until one fails. What no test sees is asked for the verdicts on random corpora as the laws
ask them: a difference there is a test that is missing. The order of faults is drawn by a hash of
what each changes, so that ``0 150`` and ``150 100`` are two samples without a common fault. At the
end it is told how many are left: neither killed nor in ``survivors.jsonl``, where it stands of each
why no answer can differ.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import pickle
import resource
import sys
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

import guidance
from laws import engine
from laws.asking import atoms_of, days_around
from laws.generators import at_random
from support.faults import Fault, all_faults, planted
from support.survivors import account, reasons

SOURCE, HERE = Path(guidance.__file__).parent, Path(__file__).parents[1]
ROOMS = ("cases", "engine", "resolution", "answers")
LEFT_OUT = ("engine/test_bounds.py", "answers/test_values.py", "answers/test_listings.py")
"""Bounds on cost, and what documents look like."""
SLOW = 1.0
"""Seconds of a processor above which a test is left out: a bound on cost or a thousand examples."""
Reach = dict[str, tuple[float, set[tuple[str, int]]]]
"""Of each test the seconds that it takes, and the lines that it reaches."""


class Planting:
    """A plugin of pytest that runs the tests of each fault in place of all tests."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure what is not measured yet, then plant one fault after the other."""
        held = self.asked.measured
        reach, verdicts = pickle.loads(held.read_bytes()) if held.exists() else ({}, [])
        if new := [item for item in session.items if item.nodeid not in reach]:
            _in_a_fork(lambda: _measure(new, reach, held))
            reach, verdicts = pickle.loads(held.read_bytes())
        for module in {fault.module for fault in all_faults(SOURCE)}:
            importlib.import_module("guidance." + module[:-3].replace("/", "."))
        for fault in self._faults():
            items = _reaching(fault, session.items, reach)
            seconds = 60 + 2 * int(sum(reach[item.nodeid][0] for item in items))
            began = time.perf_counter()
            told = _in_a_fork(lambda items=items: _try(items, verdicts), seconds, fault)
            line = {"fault": fault.name, "tests": len(items), "outcome": told or "killed: endless"}
            with self.asked.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
            sys.stdout.write(f"{time.perf_counter() - began:5.1f} s  {fault.name}  {told}\n")
            sys.stdout.flush()
        outcomes = {line["fault"]: line["outcome"] for line in _lines(self.asked.log)}
        existing = (fault.name for fault in all_faults(SOURCE))
        sys.stdout.write("\n".join(account(outcomes, reasons(), existing)) + "\n")
        return True

    def _faults(self) -> list[Fault]:
        """Those asked for, without those that the log has already."""
        asked, faults = self.asked, all_faults(SOURCE)
        if asked.again:
            seen = {
                line["fault"] for line in _lines(asked.again) if line["outcome"][:6] == "killed"
            }
            told = {line["fault"] for line in _lines(asked.again)} - seen
            faults = [fault for fault in faults if fault.name in told]
        done = {line["fault"] for line in _lines(asked.log)}
        return [f for f in faults[asked.first :][: asked.count] if f.name not in done]


def _lines(log: Path) -> list[dict[str, Any]]:
    return (
        [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
    )


def _reaching(fault: Fault, items: list[pytest.Item], reach: Reach) -> list[pytest.Item]:
    """The tests that reach the line of a fault, the quickest first."""
    lines = {
        line for _, places in reach.values() for module, line in places if module == fault.module
    }
    # What stands on a line of its own within a statement may be traced on the one before.
    place = fault.module, max((line for line in lines if line <= fault.line), default=0)
    reaching = [i for i in items if i.nodeid in reach and place in reach[i.nodeid][1]]
    quick = [item for item in reaching if reach[item.nodeid][0] < SLOW]
    return sorted(quick, key=lambda item: reach[item.nodeid][0])


def _in_a_fork(work: Callable[[], str], seconds: int = 0, fault: Fault | None = None) -> str:
    """What some work in a process of its own says; nothing where it does not end in time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        try:
            told = work() if fault is None or _plant(fault) else "NOT PLANTED"
        except BaseException as broken:
            told = f"killed: {broken!r}"
        os.write(writing, told.encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def _measure(items: list[pytest.Item], reach: Reach, into: Path) -> str:
    """Write which lines each test reaches and how long it takes, and the verdicts that hold."""
    traced = coverage.Coverage(data_file=None, include=[f"{SOURCE}/*"], config_file=False)
    traced.start()
    for item, following in _with_next(items):
        traced.switch_context(item.nodeid)
        began = time.process_time()
        if all(report.passed for report in runtestprotocol(item, False, following)):
            reach[item.nodeid] = time.process_time() - began, set()
    traced.stop()
    data = traced.get_data()
    for file in data.measured_files():
        module = str(Path(file).relative_to(SOURCE))
        for line, contexts in data.contexts_by_lineno(file).items():
            for name in contexts:
                if name in reach:
                    reach[name][1].add((module, line))
    into.write_bytes(pickle.dumps((reach, [_verdicts(seed) for seed in range(100)])))
    return "measured"


def _verdicts(seed: int) -> Any:
    """What the engine says of the random corpus of a seed, as known today and on a day."""
    corpus = at_random(seed, most=4 + seed % 3)
    days, atoms = days_around(corpus), atoms_of(corpus)
    loaded = engine.load(corpus)
    return [engine.ask(corpus, atoms, days, on, loaded) for on in (None, days[seed % 12])]


def _try(items: list[pytest.Item], verdicts: list[Any]) -> str:
    """Say what sees first the fault that is planted in this process."""
    for item, following in _with_next(items):
        if not all(report.passed for report in runtestprotocol(item, False, following)):
            return f"killed: {item.nodeid}"
    for seed, expected in enumerate(verdicts):
        try:
            if _verdicts(seed) != expected:
                return f"SEEN by seed {seed} alone"
        except Exception as broken:
            return f"SEEN by seed {seed} alone: {broken!r}"
    return "SURVIVED"


def _with_next(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one that follows, which says what fixtures are still needed."""
    return zip(items, [*items[1:], None], strict=True)


def _plant(fault: Fault) -> bool:
    """Give the living function the code of the changed one, if there is one."""
    path = str(SOURCE / fault.module)
    code = planted(fault, path)
    place = path, code.co_qualname, code.co_firstlineno
    gc.unfreeze()  # what conftest.py took from the collector's sight
    living = [
        each
        for each in gc.get_objects()
        if isinstance(each, types.FunctionType)
        and (each.__code__.co_filename, each.__code__.co_qualname, each.__code__.co_firstlineno)
        == place
    ]
    for function in living:
        function.__code__ = code
    return bool(living)


def main() -> None:
    """Plant the faults of a range."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--rooms", nargs="+", default=ROOMS, help="folders of the tests to run")
    parser.add_argument("--again", type=Path, help="only what no test saw by this log")
    parser.add_argument("--measured", type=Path, default=Path("mutants.measured"))
    parser.add_argument("--log", type=Path, default=Path("mutants.jsonl"))
    asked = parser.parse_args()
    tests = [
        *(str(HERE / room) for room in asked.rooms),
        *(f"--ignore={HERE / n}" for n in LEFT_OUT),
    ]
    plain = ["-q", "-n", "0", "-p", "no:cacheprovider"]
    plain += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    pytest.main([*tests, *plain], [Planting(asked)])


if __name__ == "__main__":
    main()
