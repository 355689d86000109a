"""The reports whose exact text is kept in ``tests/expected``.

After a wanted change of wording, look at the difference and write them anew::

    python tests/reports.py && git diff tests/expected
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import public_names
from guidance import diff, load, report
from guidance.corpus import Corpus

EXPECTED = Path(__file__).parent / "expected"
A, B = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"


@cache
def corpus() -> Corpus:
    """The two documents alone."""
    return load().only(A, B)


def _changes(since: str, until: str) -> report.Report:
    return report.of_changes(corpus(), report.window_of(corpus(), since, until))


REPORTS = {
    "as-of-2016-09-05": lambda: report.of_answer(corpus().as_of("2016-09-05")),
    "as-of-2019-04-15": lambda: report.of_answer(corpus().as_of("2019-04-15")),
    "as-of-2020-01-15": lambda: report.of_answer(corpus().as_of("2020-01-15")),
    "as-of-2020-02-01": lambda: report.of_answer(corpus().as_of("2020-02-01")),
    "as-of-2020-02-01-eligibility": lambda: report.of_answer(
        corpus().as_of("2020-02-01", kind="eligibility", known_on="2020-01-01")
    ),
    "changes-2019-12-31-2020-02-01": lambda: _changes("2019-12-31", "2020-02-01"),
    "changes-2016-01-01-2020-01-10": lambda: _changes("2016-01-01", "2020-01-10"),
    "changes-none": lambda: _changes("2017-01-01", "2017-02-01"),
    "compare": lambda: report.of_comparison(corpus().compare(f"{A}@2016-09-06", f"{B}@2019")),
    "compare-same": lambda: report.of_comparison(corpus().compare(f"{B}@2019", f"{B}@2019")),
    "diff": lambda: report.of_editions(diff(corpus().only(A), corpus(), topic="alemtuzumab")),
    "diff-none": lambda: report.of_editions(diff(corpus(), corpus())),
    "history": lambda: report.of_history(corpus(), f"{A}#first-line", None),
    "timeline": lambda: report.of_timeline(corpus(), "alemtuzumab", None),
    "explain": lambda: report.of_explanation(corpus().as_of("2020-01-15"), f"{A}#any-line"),
    "list": lambda: report.of_list(corpus()),
}

FILES = {
    f"{name}.{ending}": (name, format_)
    for name in REPORTS
    for format_, ending in (("text", "txt"), ("markdown", "md"))
}
FILES |= {
    f"{name}-full.{ending}": (name, f"{format_} full")
    for name in REPORTS
    if name.startswith(("changes-", "as-of-"))
    for format_, ending in (("text", "txt"), ("markdown", "md"))
}
FILES |= {
    f"{name}.json": (name, "json")
    for name in ("as-of-2016-09-05", "changes-none", "history", "explain", "list")
}


def drawn(file: str) -> str:
    """What a file should hold."""
    name, format_ = FILES[file]
    format_, _, full = format_.partition(" ")
    return str(report.render(REPORTS[name](), format_, full=bool(full)))


if __name__ == "__main__":
    for stale in EXPECTED.glob("*"):
        if stale.name != public_names.LIST.name:  # which is another program's
            stale.unlink()
    for file in FILES:
        (EXPECTED / file).write_text(drawn(file), encoding="utf-8")
