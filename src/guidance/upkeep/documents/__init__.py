"""Documents read to numbered blocks, and two of them held beside each other.

* :mod:`.blocks` is what every reader gives: blocks under their headings, numbered.
* :mod:`.html`, :mod:`.word`, :mod:`.pdf`, :mod:`.markdown`, :mod:`.text` and :mod:`.xml` are the
  readers, one for each format.
* :mod:`.opening` finds the format of a file and reads it, in a process of its own with bounded
  memory and time.
* :mod:`.normal` says when two texts are the same words, and gives a passage its fingerprint.
* :mod:`.passages` finds what a citation names.
* :mod:`.matching` says of each block whether it is the same, moved, reworded, new or gone.
* :mod:`.phrases` lists the phrases about dates.

Nothing here fetches anything, and nothing is imported before a document is read.
"""
