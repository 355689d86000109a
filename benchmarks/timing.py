"""Side by side in one run: the peers take turns, and the best of several rounds counts.

Processor time, not time by the clock: what else runs on the machine counts little then.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time


def best(call: Callable[[], object], repeat: int) -> float:
    """Seconds one call takes, over a batch of ``repeat``."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        for _ in range(repeat):
            call()
        return (process_time() - start) / repeat
    finally:
        gc.enable()


def race(calls: dict[str, tuple[Callable[[], object], int]], rounds: int = 5) -> dict[str, float]:
    """Time every peer in turn, several rounds over, and keep the best of each."""
    found: dict[str, float] = {}
    for _ in range(rounds):
        for name, (call, repeat) in calls.items():
            taken = best(call, repeat)
            found[name] = min(taken, found.get(name, taken))
    return found


def show(title: str, times: dict[str, float], ours: str, goals: dict[str, float]) -> None:
    """Print times, the ratio of ours to each peer, and the goal where there is one."""
    print(f"\n{title}")
    for name, seconds in sorted(times.items(), key=lambda item: item[1]):
        line = f"  {name:<44} {seconds * 1e6:>12,.1f} µs"
        if name != ours:
            ratio = times[ours] / seconds
            line += f"   ours is {ratio:6.3f} of it"
            if name in goals:
                line += f" (goal {goals[name]:g}: {'met' if ratio <= goals[name] else 'MISSED'})"
        print(line)
