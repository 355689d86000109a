"""Loading files: JSON against bare ``validate_json``, YAML against CSafeLoader and validation."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

import yaml

import made
from guidance import load
from guidance.files import dump, dump_json, read_records
from guidance.records.model import Version
from timing import race, show


def tuples(value: object) -> object:
    if isinstance(value, dict):
        return {key: tuples(each) for key, each in value.items()}
    return tuple(map(tuples, value)) if isinstance(value, list) else value


def first_against_load(folder: Path) -> float:
    """Processor time of the first answer over that of loading."""
    start = process_time()
    corpus = load(folder)
    loaded = process_time()
    corpus.as_of("2005-01-01").in_force  # noqa: B018
    return (process_time() - loaded) / (loaded - start)


def main(sources: int) -> None:
    listed, versions = made.records(sources, 20, 12)
    with tempfile.TemporaryDirectory() as yaml_folder, tempfile.TemporaryDirectory() as json_folder:
        for folder, write, suffix in (
            (yaml_folder, dump, "yaml"),
            (json_folder, dump_json, "json"),
        ):
            for source in listed:
                path = Path(folder, source.source)
                path.mkdir()
                (path / f"source.{suffix}").write_text(write(source))
            for version in versions:
                Path(folder, version.source, f"{version.version}.{suffix}").write_text(
                    write(version)
                )
        yaml_files = list(Path(yaml_folder).glob("*/v*.yaml"))
        json_files = list(Path(json_folder).glob("*/v*.json"))
        times = race(
            {
                "guidance, JSON": (lambda: read_records(Path(json_folder)), 1),
                "validate_json alone": (
                    lambda: [Version.model_validate_json(p.read_bytes()) for p in json_files],
                    1,
                ),
                "guidance, YAML": (lambda: read_records(Path(yaml_folder)), 1),
                "BaseLoader on libyaml and validation": (
                    lambda: [
                        Version.model_validate(tuples(yaml.load(p.read_bytes(), yaml.CBaseLoader)))
                        for p in yaml_files
                    ],
                    1,
                ),
            },
            rounds=3,
        )
        count = len(versions) * 12
        show(
            f"loading {len(versions)} versions, {count:,} provision versions",
            times,
            "guidance, JSON",
            {},
        )
        show("the same", times, "guidance, YAML", {})
        print("\nthe first answer, all states worked out, against loading")
        for name, folder in (("YAML", yaml_folder), ("JSON", json_folder)):
            ratio = min(first_against_load(Path(folder)) for _ in range(3))
            mark = "met" if ratio <= 2 else "MISSED"
            print(f"  {name}: {ratio:.2f} of it (at most 2: {mark})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
