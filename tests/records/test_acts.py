"""Acts: what is refused of one, or of two together."""

import pytest
from pydantic import ValidationError

from guidance.errors import RecordsError
from guidance.records.model import Version
from laws.engine import load
from laws.small import act, corpus, says, version


def test_two_acts_of_one_name_are_refused_by_their_file():
    twice = [act("ends", "s#p", id="one"), act("suspends", "s#p", id="one")]
    with pytest.raises(RecordsError) as error:
        load(corpus(version("s@1", "2024-01-01", says("p", "P."), *twice)))
    [fault] = error.value.exceptions
    assert (fault.problem, fault.mend) == ("two acts are called one", "rename one")
    assert fault.file.endswith("1.json")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"act": "corrects", "because": "B.", "provision": "s#p", "event": "e",
          "set": {"title": "T"}}, "event"),
        ({"act": "corrects", "because": "B.", "set": {"title": "T"}}, "provision"),
        ({"act": "corrects", "because": "B.", "event": "e", "set": {}}, "corrects nothing"),
        ({"act": "adopts", "proposals": ()}, "proposals"),
        ({"act": "keeps", "provisions": ("s",), "jurisdictions": ()}, "jurisdictions"),
        ({"act": "ends", "provisions": ("s",)}, "because"),
    ],
)  # fmt: skip
def test_acts_that_are_incomplete(fields, problem):
    record = {
        "format": "guidance/1", "source": "s", "version": "v", "extent": "partial",
        "published": "2020", "standing": "law", "document": {"title": "D"},
        "amendments": (fields,),
    }  # fmt: skip
    with pytest.raises(ValidationError, match=problem):
        Version.model_validate(record)


def test_pending_goes_with_whole_versions():
    record = {
        "format": "guidance/1", "source": "s", "version": "v", "extent": "partial",
        "published": "2020", "standing": "law", "document": {"title": "D"}, "pending": "kept",
    }  # fmt: skip
    with pytest.raises(ValidationError, match="pending goes with extent whole"):
        Version.model_validate(record)
    assert Version.model_validate({**record, "extent": "whole"}).pending == "kept"
