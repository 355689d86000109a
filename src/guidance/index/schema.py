"""The tables of an index, and what makes a file one.

Everything that answers are read from has its checksum beside it (CRC-32 of the text), so that a
damaged file is found where it is read, and never answers. A damaged key hides a row, and nothing is
read that could tell: so what rows are looked up by has a seal, a checksum of all keys in order. The
table for people who write SQL (``fulltext``) repeats what stands in the others.
"""

from __future__ import annotations

APPLICATION = 0x67756964  # "guid"
FORMAT = 10
"""Grows whenever the tables, or what is written in them, change."""

# Rows are long: tables without row numbers would leave half of their pages empty.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, body TEXT NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, family INTEGER NOT NULL,
    provisions INTEGER NOT NULL, body TEXT NOT NULL, evidence TEXT NOT NULL,
    known TEXT NOT NULL, crc INTEGER NOT NULL
);
CREATE TABLE version (
    ref TEXT PRIMARY KEY, place INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES source,
    body TEXT NOT NULL, crc INTEGER NOT NULL
);
CREATE INDEX version_of_source ON version (source);
CREATE TABLE sheet (topic TEXT PRIMARY KEY, place INTEGER NOT NULL,
    body TEXT NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name (ref TEXT PRIMARY KEY, body TEXT NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE provision (
    ref TEXT PRIMARY KEY, place INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES source,
    matter INTEGER NOT NULL REFERENCES matter, crc INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE value (id INTEGER PRIMARY KEY, body TEXT NOT NULL, crc INTEGER NOT NULL);
-- What is said of a provision from a day on and before another, as known from a day on and before
-- another (ordinals of the calendar; the last is that of all records); and the numbers of all
-- values that it holds.
CREATE TABLE said (
    source INTEGER NOT NULL REFERENCES source, ref TEXT NOT NULL, known INTEGER NOT NULL,
    forgotten INTEGER NOT NULL, first INTEGER NOT NULL, until INTEGER NOT NULL,
    holds TEXT NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY (source, first, until, known, forgotten, ref)
);
-- The histories that cannot be read off that: where places differ, or something is open.
CREATE TABLE history (
    ref TEXT NOT NULL, known INTEGER NOT NULL, forgotten INTEGER NOT NULL,
    first INTEGER NOT NULL, until INTEGER NOT NULL,
    holds TEXT NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (ref, known)
);
"""

TABLES += """
-- What is told of a provision that can have happened from a day on and up to another, whatever
-- window is asked about; and the numbers of all values that it holds.
CREATE TABLE told (
    source INTEGER NOT NULL REFERENCES source, ref TEXT NOT NULL, known INTEGER NOT NULL,
    forgotten INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    holds TEXT NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL,
    PRIMARY KEY (source, first, last, known, forgotten, ref)
);
-- Of each source, the seal of these keys and of those of what is said; and of its provisions, those
-- that are alike together, the days on which anything can have happened by any knowledge that is
-- kept (null where such rows tell it), and those on which something else can have come to be known.
CREATE TABLE turn (source INTEGER PRIMARY KEY, body TEXT NOT NULL, crc INTEGER NOT NULL);
-- The page of the answers about one source alone, from a day on and before another; packed.
CREATE TABLE page (
    source INTEGER NOT NULL REFERENCES source, first INTEGER NOT NULL, until INTEGER NOT NULL,
    body BLOB NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (source, first)
);
-- What provisions are about, several together.
CREATE TABLE matter (id INTEGER PRIMARY KEY, body TEXT NOT NULL, crc INTEGER NOT NULL);
-- The words of every title and text, as they are compared; and both in full, for SQL.
CREATE TABLE word (word TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY (word, ref)) WITHOUT ROWID;
CREATE VIRTUAL TABLE fulltext USING fts5(ref UNINDEXED, version UNINDEXED, title, text);
"""

_KEYS = """
SELECT group_concat(key) FROM (
    SELECT first || ' ' || {last} || ' ' || known || ' ' || forgotten || ' ' || ref AS key
    FROM {table} WHERE source = ? ORDER BY first, {last}, known, forgotten, ref
)
"""
KEYS_OF_SOURCE = (
    _KEYS.format(table="said", last="until"),
    _KEYS.format(table="told", last="last"),
)
"""The keys of what is said and told of a source, in order: each query gives one text."""
KEYS = {
    "history": "SELECT group_concat(ref || ' ' || known)"
    " FROM (SELECT ref, known FROM history ORDER BY ref, known)",
    "name": "SELECT group_concat(ref) FROM (SELECT ref FROM name ORDER BY ref)",
    "word": "SELECT group_concat(word || ' ' || ref)"
    " FROM (SELECT word, ref FROM word ORDER BY word, ref)",
}
"""The keys of tables that are sealed as a whole, likewise."""

END = 10_000_000
"""After the last day of the calendar."""

ALL_RECORDS = END - 1
"""What stands for all records, where a day of knowledge is asked for."""
