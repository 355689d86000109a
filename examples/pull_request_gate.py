"""A gate on pull requests of records: which answers would become others, in Markdown.

``python examples/pull_request_gate.py OLD NEW`` compares two data folders (check out the base
branch into OLD). It exits with 1 where an answer changes, so that somebody has to look, with 3
where records cannot be read, else with 0.
"""

from __future__ import annotations

import sys

import guidance

SAME, OTHER, BAD = 0, 1, 3


def told(found: guidance.EditionDiff) -> str:
    """What would be answered otherwise, as a table; details alone are counted."""
    rows = [each for each in found.otherwise if not each.only_details]
    details = len(found.otherwise) - len(rows)
    lines = [f"### {len(rows)} answers would become others", ""]
    if rows:
        lines += ["| statement | days | before | after |", "|---|---|---|---|"]
    for each in rows:
        days = f"{each.first or 'always'} to {each.last or 'further on'}"
        before, after = (
            ", ".join(dict.fromkeys(entry.state.value for entry in entries)) or "nothing recorded"
            for entries in (each.before, each.after)
        )
        lines.append(f"| `{each.ref}` | {days} | {before} | {after} |")
    lines += ["", f"{details} more differ in reasons or citations alone."]
    if found.evidence:
        lines.append(f"Evidence of another age: {', '.join(found.evidence)}.")
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Compare, print, and say by the exit code whether somebody has to look."""
    old, new = words
    try:
        before, after = guidance.load(old), guidance.load(new)
    except guidance.RecordsError as error:
        for fault in error.exceptions:
            print(fault, file=sys.stderr)
        return BAD
    found = guidance.diff(before, after)
    print(told(found))
    return OTHER if any(not each.only_details for each in found.otherwise) else SAME


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
