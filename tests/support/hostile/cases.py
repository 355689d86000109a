"""The hostile cases: a small good corpus, and for each case one thing that is bad in it.

``cases.toml`` holds a table for each case, by its id:

- ``in``: the file that is changed; ``alpha/2019.yaml`` where it is left out.
- ``change``: pairs of texts, each found in the file as it is, and what is put in its place.
- ``hex``: ``[text, bytes in hexadecimal]``, for what is no text.
- ``text``: the whole new content. ``remove``: files taken away. ``add``: files put in.
- ``at``: where the fault is reported, ``line:column`` in the file (or ``file:line:column``).
- ``field``: the field that it names. ``says``: part of its message.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from guidance.errors import RecordFault

_HERE = Path(__file__).parent
_BASE = _HERE / "base"


@dataclass(frozen=True)
class Case:
    """Files that make a bad corpus, and the fault that must be reported.

    Attributes:
        at: File (relative to the folder), line and column.
    """

    name: str
    files: dict[str, bytes]
    at: str
    field: str
    says: str

    def write(self, folder: Path) -> Path:
        """Write the corpus into a folder."""
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder


def good() -> dict[str, bytes]:
    """The corpus before anything is bad in it."""
    return {
        str(path.relative_to(_BASE)): path.read_bytes() for path in sorted(_BASE.rglob("*.yaml"))
    }


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in the file"
    return content.replace(old, new)


def _case(name: str, table: dict) -> Case:
    files = good()
    file = table.get("in", "alpha/2019.yaml")
    for old, new in table.get("change", []):
        files[file] = _replaced(files[file], old.encode(), new.encode())
    if "hex" in table:
        old, new = table["hex"]
        files[file] = _replaced(files[file], old.encode(), bytes.fromhex(new))
    if "text" in table:
        files[file] = table["text"].encode()
    for gone in table.get("remove", []):
        del files[gone]
    for added, text in table.get("add", {}).items():
        files[added] = text.encode()
    at = table["at"] if table["at"].count(":") == 2 else f"{file}:{table['at']}"
    return Case(name, files, at, table["field"], table["says"])


def _built() -> list[Case]:
    """Cases too large, or too odd, to be written out."""
    file = "alpha/2019.yaml"

    def case(name: str, content: bytes, at: str, field: str, says: str, to: str = file) -> Case:
        files = good() | {to: content}
        if to != file:
            del files[file]
        return Case(name, files, f"{to}:{at}", field, says)

    base = good()[file]
    deep = base.replace(b'{fact: treated, is: "no"}}\n', b"{not: " * 64 + b"x" + b"}" * 64 + b"}\n")
    start = b"format: guidance/1\nnote: "
    return [
        case("deep-flow-64", deep, "19:226", "", "nested more than 32 deep"),
        case("deep-flow-100000", start + b"[" * 100_000, "2:38", "", "nested more than 32 deep"),
        case(
            "deep-flow-and-open", start + b"{a: " * 2000 + b"'", "2:131", "", "nested more than 32"
        ),
        case("deep-list-2000", b"- " * 2000 + b"x", "1:65", "", "nested more than 32 deep"),
        case(
            "deep-block-2000",
            b"".join(b" " * n + b"a:\n" for n in range(2000)),
            "33:33",
            "a." * 31 + "a",
            "nested more than 32 deep",
        ),
        case(
            "deep-block-64",
            b"".join(b" " * n + b"a:\n" for n in range(64)) + b" " * 64 + b"x",
            "33:33",
            "a." * 31 + "a",
            "nested more than 32 deep",
        ),
        case(
            "deep-json-64",
            b'{"note": ' + b"[" * 64 + b"]" * 64 + b"}",
            "1:41",
            "",
            "nested more than 32 deep",
            "alpha/2019.json",
        ),
        case(
            "deep-json-100000",
            b'{"a":' * 100_000,
            "1:161",
            "a." * 31 + "a",
            "nested more than 32 deep",
            "alpha/2019.json",
        ),
        case("huge-file", start + b"x" * 5_000_001, "1:1", "(whole record)", "larger than 5 MB"),
        case(
            "huge-list",
            start + b"[" + b"x," * 200_000 + b"]",
            "2:200002",
            "note.99997",
            "more than 100,000 values",
        ),
        case("huge-text", start + b"x" * 30_000, "2:7", "note", "longer than 20,000 characters"),
        case("utf-16", base.decode().encode("utf-16"), "1:1", "(whole record)", "UTF-16"),
        case("byte-order-mark", b"\xef\xbb\xbf" + base, "1:1", "(whole record)", "byte order mark"),
        case("binary", bytes(range(256)), "3:115", "(whole record)", "byte 0x80 at offset 128"),
        case("only-nulls", b"\0" * 1000, "1:1", "(whole record)", "invisible character U+0000"),
    ]


def cases() -> list[Case]:
    """All hostile cases."""
    tables = tomllib.loads((_HERE / "cases.toml").read_text(encoding="utf-8"))
    return [_case(name, table) for name, table in tables.items()] + _built()


def assert_readable(fault: RecordFault) -> None:
    """A fault is one line that people can read, with a place and a mend."""
    line = str(fault)
    assert line.isprintable()
    assert len(line) < 1500
    assert fault.problem
    assert fault.mend
    assert fault.line >= 1
    assert fault.column >= 1
    for machine_words in ("nput should", "alid ", "tuple", "dictionary", "_type", "<class", "None"):
        assert machine_words not in f"{fault.problem}; {fault.mend}"
