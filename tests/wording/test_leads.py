"""The lead names acts only as far as what changed is known to be theirs."""

from types import SimpleNamespace

import pytest

from guidance.wording.leads import by_act


def row(act):
    """A matter that an act changed, or that changed by no act on record."""
    return SimpleNamespace(act=act)


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ("AAA", ", all by act A"),
        ("AAB", ", 2 of them by act A"),
        ("ABCDE", ", by 5 acts"),
        ("AABCD", ", by 4 acts"),
        ("A----", ""),
        ("AB---", ""),
        ("---", ""),
    ],
)
def test_by_which_act(acts, told):
    rows = [row(None if act == "-" else act) for act in acts]
    assert by_act(rows, lambda act: f"act {act}") == told
