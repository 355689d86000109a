"""Memory for each provision version, against one plain pydantic model each.

Ours shares one object among all versions that hold a provision unchanged; the peer validates a
model for each version from the same data.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc

from pydantic import BaseModel

import made
from guidance.corpus import Corpus
from guidance.files import dump_json, read_records
from guidance.records.model import as_plain


class Plain(BaseModel):
    title: str
    kind: str
    force: str
    text: str
    cite: dict[str, object]


def grown(call: object) -> tuple[int, object]:
    gc.collect()
    tracemalloc.start()
    kept = call()  # type: ignore[operator]
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size, kept


def main(sources: int) -> None:
    import tempfile
    from pathlib import Path

    listed, versions = made.records(sources, 20, 12)
    count = sum(len(version.provisions) for version in versions)
    with tempfile.TemporaryDirectory() as folder:
        for source in listed:
            path = Path(folder, source.source)
            path.mkdir()
            (path / "source.json").write_text(dump_json(source))
        for version in versions:
            Path(folder, version.source, f"{version.version}.json").write_text(dump_json(version))
        plain = [as_plain(p) for v in versions for p in v.provisions.values()]
        import json

        texts = [json.dumps(each) for each in plain]
        del plain, listed, versions
        ours, read = grown(lambda: read_records(Path(folder)))
        theirs, kept = grown(lambda: [Plain.model_validate_json(text) for text in texts])
        print(f"{count:,} provision versions")
        print(f"  one plain model each   {theirs / count:8.0f} bytes")
        print(
            f"  guidance, as loaded    {ours / count:8.0f} bytes   {ours / theirs:.2f} of it (goal 0.5)"
        )
        sizes, corpus = grown(lambda: Corpus.build(read.sources, read.versions, read.sheets))  # type: ignore[attr-defined]
        answered, _ = grown(lambda: corpus.as_of("2005-01-01"))  # type: ignore[attr-defined]
        print(f"  the corpus over it     {sizes / count:8.0f} bytes")
        print(f"  all states worked out  {answered / count:8.0f} bytes")
        del kept


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
