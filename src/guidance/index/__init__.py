"""All records, and what is worked out of them, in one SQLite file that answers as the corpus does.

============= ==================================================================
``schema``    the tables
``codec``     entries of answers as JSON and back
``told``      what is told of a provision whatever window is asked about, likewise
``knowledge`` what could be known, one knowledge after the other
``building``  a corpus to an index
``base``      an index file as such: opened, its rows checked
``pages``     the page of an answer, as it was laid out
``store``     the rows of an index, each checked
``stored``    what answers are read from
``changing``  what changed, as far as it is kept
``indexed``   the corpus that answers from it
============= ==================================================================

Which file, and when it is stale, is decided in :mod:`guidance.files`.
"""
