"""The figures of a soak, a JSON line for each block of seeds, added up over several runs.

``python -m laws.blocks FILE`` tells the sums.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

Block = dict[str, Any]


def line(first: int, seeds: int, counted: Counter[str], seconds: float) -> Block:
    """A block: what was tried, on which commit, what came of it and what it cost."""
    asked = ["git", "describe", "--always", "--dirty"]
    told = subprocess.run(asked, cwd=Path(__file__).parent, capture_output=True, text=True)
    return {
        "commit": told.stdout.strip(),
        "first": first,
        "seeds": seeds,
        "counted": dict(sorted(counted.items())),
        "seconds": round(seconds),
    }


def read(file: Path | None) -> list[Block]:
    """All blocks of a file; none where there is none yet."""
    if file is None or not file.exists():
        return []
    return [json.loads(each) for each in file.read_text(encoding="utf-8").splitlines()]


def add(file: Path | None, block: Block) -> None:
    """Append a block that is done."""
    if file is not None:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(block) + "\n")


def summed(done: list[Block]) -> str:
    """The sums of some blocks, for each commit and of all."""
    lines = [
        _sum(commit, [each for each in done if each["commit"] == commit])
        for commit in dict.fromkeys(each["commit"] for each in done)
    ]
    return "\n".join([*lines, _sum("all", done)] if len(lines) > 1 else lines)


def _sum(name: str, done: list[Block]) -> str:
    seeds, seconds = (sum(each[field] for each in done) for field in ("seeds", "seconds"))
    counted: Counter[str] = sum((Counter(each["counted"]) for each in done), Counter())
    told = ", ".join(f"{count:,} {kind}" for kind, count in counted.items())
    pace = seeds / max(seconds, 1) * 60
    return f"{name}: {seeds:,} seeds ({told}), {pace:.0f} seeds a minute of one processor"


if __name__ == "__main__":
    sys.stdout.write(summed(read(Path(sys.argv[1]))) + "\n")
