"""Environments of their own, for tests of what is installed (they are marked ``install``)."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

UV = Path(sysconfig.get_path("scripts")) / "uv"


def installed_in(home: Path, *what: str | Path, has_pip: bool = False) -> Path:
    """Make an environment that holds these distributions alone; returns its folder of programs.

    By uv, which links what it has fetched before: the third environment costs a second. Where
    ``python -m venv`` follows, it is quicker in a home that has pip.
    """
    seed = ("--seed",) if has_pip else ()
    _run(UV, "venv", "--quiet", *seed, "--python", sys.executable, home)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    install = (UV, "pip", "install", "--quiet", "--python", programs / "python")
    # What uv built of this folder before is not what stands there now.
    _run(*install, "--refresh-package", "guidance-timeline", *what)
    return programs


def _run(*words: str | Path) -> None:
    ran = subprocess.run(words, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
