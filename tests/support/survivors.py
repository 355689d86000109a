"""The faults that no test can see, each with the reason: ``survivors.jsonl``, one line a fault.

A reason is argued from the code: why no answer can differ. What was only not seen in so many
random corpora does not belong there; it counts as left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

LEDGER = Path(__file__).with_suffix(".jsonl")


def reasons(ledger: Path = LEDGER) -> dict[str, str]:
    """Why each fault of the ledger changes no answer, by its name."""
    lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    told = {line["fault"]: line["reason"] for line in lines}
    if len(told) < len(lines):
        raise ValueError(f"{ledger.name}: a fault stands there twice")
    return told


def account(outcomes: dict[str, str], known: dict[str, str], existing: Iterable[str]) -> list[str]:
    """What became of the faults of a log: planted, killed, without a difference, left.

    Args:
        outcomes: What was told of each fault, by its name.
        known: The reasons of the ledger.
        existing: The names of all faults of the source as it is.
    """
    planted = {fault: told for fault, told in outcomes.items() if told != "NOT PLANTED"}
    survived = [fault for fault, told in planted.items() if not told.startswith("killed")]
    left = [fault for fault in survived if fault not in known]
    alike = len(survived) - len(left)
    can_be_told = len(planted) - alike
    share = 100 * len(left) / can_be_told if can_be_told else 0.0
    lines = [f"left: {fault}" for fault in left]
    lines += [
        f"in {LEDGER.name}, and yet killed: {fault}"
        for fault, told in planted.items()
        if fault in known and told.startswith("killed")
    ]
    gone = set(known) - set(existing)
    lines += [f"in {LEDGER.name}, and no longer in the source: {fault}" for fault in sorted(gone)]
    lines.append(
        f"{len(planted)} planted, {len(planted) - len(survived)} killed, {alike} that change no "
        f"answer (with reason), {len(left)} left: {share:.1f} % of {can_be_told} that can be told"
    )
    return lines
