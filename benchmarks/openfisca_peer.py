"""The peer of ``bench_openfisca.py``: run by the interpreter that has OpenFisca, and nothing of ours.

It reads a question as JSON (``{"asked": [[name, day], …], "pairs": [[day, day], …]}``, or ``{}``
for the names) and answers in JSON; for a pair of days, the parameters whose values differ. The parameters are read by OpenFisca's own loader from the folder of ``openfisca-france``;
what its Python code adds to them afterwards is left out, because it stands in no file.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import metadata
from pathlib import Path
from statistics import median
from time import process_time

import openfisca_france
from openfisca_core.parameters import Parameter, ParameterNode, ParameterScale

FOLDER = Path(openfisca_france.__file__).parent / "parameters"


def parameters(root: ParameterNode) -> dict[str, Parameter]:
    found = {}
    for each in root.get_descendants():
        if isinstance(each, Parameter):
            found[each.name] = each
        elif isinstance(each, ParameterScale):
            for bracket in each.brackets:
                found.update((child.name, child) for child in bracket.children.values())
    return found


def main() -> None:
    question = json.load(sys.stdin)
    start = process_time()
    root = ParameterNode("", directory_path=str(FOLDER))
    load = process_time() - start
    known = parameters(root)
    if "asked" not in question:
        values = [each.value for one in known.values() for each in one.values_list]
        nulls = sum(each is None for each in values)
        told = metadata("openfisca-france")
        links = dict(each.split(", ", 1) for each in told.get_all("Project-URL", ()))
        licences = [each for each in told.get_all("Classifier", ()) if each.startswith("License")]
        shown = {
            "folder": str(FOLDER),
            "version": told["Version"],
            "url": links.get("Repository"),
            "licence": licences[0].rpartition(" :: ")[2] if licences else None,
            "names": sorted(known),
            "values": len(values),
            "nulls": nulls,
            "days": {
                name: [each.instant_str for each in one.values_list] for name, one in known.items()
            },
        }
        json.dump(shown, sys.stdout)
        return

    def hold(day: str) -> int:
        return sum(one.get_at_instant(day) is not None for one in known.values())

    start = process_time()
    hold("2020-01-01")
    first = process_time() - start
    start = process_time()
    hold("2015-06-01")
    every = process_time() - start
    answers, times = [], []
    for name, day in question["asked"]:
        start = process_time()
        answers.append(known[name].get_at_instant(day))
        times.append(process_time() - start)
    pairs = []
    for since, until in question["pairs"]:
        both = (
            (name, [each.get_at_instant(day) for day in (since, until)])
            for name, each in known.items()
        )
        pairs.append({name: values for name, values in both if values[0] != values[1]})
    taken = {"load": load, "first": first, "all": every, "median": median(times)}
    json.dump({**taken, "answers": answers, "pairs": pairs}, sys.stdout)


if __name__ == "__main__":
    main()
