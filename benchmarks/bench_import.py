"""Start-up: ``import guidance`` against a stub with four pydantic models; ``guidance --help``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

STUB = """
from pydantic import BaseModel, ConfigDict
class Record(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
class Source(Record):
    source: str
    title: str
class Provision(Record):
    title: str
    text: str
    force: str
class Version(Record):
    source: str
    version: str
    provisions: dict[str, Provision]
class Event(Record):
    label: str
    date: str
"""
HEAVY = ("deepdiff", "yaml", "rich", "click", "rapidfuzz", "z3")


def seconds(command: list[str], cwd: str) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=cwd)
    return perf_counter() - start


def main() -> None:
    script = str(Path(sys.executable).with_name("guidance"))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "stub.py").write_text(STUB)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import a stub of four models": [sys.executable, "-c", "import stub"],
            "import guidance": [sys.executable, "-c", "import guidance"],
            "import guidance and its records": [
                sys.executable,
                "-c",
                "import guidance; guidance.Version, guidance.Corpus",
            ],
            "load the shipped records, one answer": [
                sys.executable,
                "-c",
                "import guidance; guidance.load().as_of('2020-01-15').in_force",
            ],
            "guidance --help": [script, "--help"],
        }
        times: dict[str, float] = {}
        for _ in range(15):
            for name, command in commands.items():
                taken = seconds(command, folder)
                times[name] = min(taken, times.get(name, taken))
        for name, taken in times.items():
            print(f"  {name:<40} {taken * 1e3:8.1f} ms")
        stub, bare = times["import a stub of four models"], times["python -c pass"]
        print(f"import guidance is {times['import guidance'] / stub:.2f}x of the stub (goal 1.15)")
        print(
            f"with its records it is {times['import guidance and its records'] / stub:.2f}x of the stub"
        )
        print(
            f"guidance --help is {times['guidance --help'] / bare:.2f}x of python -c pass (goal 5)"
        )
        check = f"import sys, guidance; print([m for m in {HEAVY!r} if m in sys.modules])"
        found = subprocess.run(
            [sys.executable, "-c", check], check=True, capture_output=True, text=True
        )
        print(f"of {', '.join(HEAVY)}, import guidance loads: {found.stdout.strip()}")


if __name__ == "__main__":
    main()
