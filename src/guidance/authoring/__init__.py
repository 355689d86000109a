"""Writing records of one's own, safely.

* :mod:`.comments` finds the comments of a YAML record and puts them into another text of it.
* :mod:`.layout` gives records their one layout, comments kept.
* :mod:`.scaffold` starts sources, versions and facts.
* :mod:`.verification` holds a document beside the records that cite it.
"""

from guidance.authoring.layout import FileLayout, formatted, lay_out, save, updated
from guidance.authoring.scaffold import new_facts, new_source, new_version
from guidance.files.atomic import read, write
from guidance.upkeep.verification import Verification, verify

__all__ = [
    "FileLayout",
    "Verification",
    "formatted",
    "lay_out",
    "new_facts",
    "new_source",
    "new_version",
    "read",
    "save",
    "updated",
    "verify",
    "write",
]
