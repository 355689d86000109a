"""What the markers of tests ask for, and the profiles of the property tests.

``--hypothesis-profile=thorough`` looks ten times further.
"""

import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from how_many import USUAL

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile(
    "ci",
    max_examples=USUAL,
    deadline=None,
    derandomize=True,
    suppress_health_check=_SLOW_IS_FINE,
)
settings.register_profile(
    "thorough",
    max_examples=10 * USUAL,
    deadline=None,
    suppress_health_check=_SLOW_IS_FINE,
)
settings.load_profile("ci")


PROGRAMS = {
    "browser": ("chromium",),
    "office": ("soffice",),
    "pdf": ("pdfinfo", "pdftotext"),
}
"""The programs that the tests with a marker need."""


@cache
def _is_there(marker: str) -> bool:
    if marker == "pdf":
        try:
            import weasyprint  # noqa: F401
        except (ImportError, OSError):  # OSError: WeasyPrint is there, Pango is not
            return False
    return all(shutil.which(program) for program in PROGRAMS[marker])


TESTS = Path(__file__).parent
PURE = ("answers", "cases", "directions", "engine", "laws", "resolution")
"""Folders whose tests reach no library but through the records, which ``records``, ``files`` and
``shipped`` test: its version cannot change what they find. CI leaves them out on the lowest."""
NOT_COVERED = (
    *("laws", "consumer", "docs", "engine/test_bounds.py", "logic/test_bounds.py"),
    *(
        "exports/test_explorer.py",
        "exports/test_explorer_browser.py",
        "exports/databases/test_knowledge.py",
    ),
    *("report/test_injection.py", "report/test_formats_agree.py", "report/test_report_html.py"),
    *("report/test_brief.py", "upkeep/test_printed_documents.py", "cli/test_indexing.py"),
    *("upkeep/test_hostile_documents.py", "changes/test_editions.py", "serve/test_openapi.py"),
    *("test_house.py", "test_stair.py", "test_public.py"),
)
"""What asks thousands of questions, or a browser: being traced makes it cost three times as much,
and no line is reached by it alone that matters to the bound on coverage. Neither are properties
traced, wherever they stand, nor classes named after a law."""

LONG = (
    *("test_base_install.py", "consumer", "docs/test_installing.py", "cli/test_cli.py"),
    *("exports", "laws", "docs/test_site.py", "engine/test_bounds.py", "report", "index", "serve"),
    *("upkeep/test_hostile_documents.py", "authoring", "logic/test_bounds.py", "documents"),
    *("cases/test_foreseen.py", "upkeep", "files"),
)
"""Where most of the time goes: these files start first, so that no worker ends long after the
others. (xdist would start with the files that have most tests.)"""


def _is_law(item: pytest.Item) -> bool:
    """Whether a test asks many questions of the same lines."""
    owner = getattr(item, "cls", None)
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return is_property or (owner is not None and "Law" in owner.__name__)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder what reaches no library, and what is not traced; what is long comes first."""
    pure = tuple(str(TESTS / name) for name in PURE)
    not_covered = tuple(str(TESTS / name) for name in NOT_COVERED)
    for item in items:
        if str(item.path).startswith(pure):
            item.add_marker("pure")
        if str(item.path).startswith(not_covered) or _is_law(item):
            item.add_marker("no_cover")
    rank = {str(TESTS / name): place for place, name in enumerate(LONG)}
    items.sort(
        key=lambda item: next(
            (place for path, place in rank.items() if str(item.path).startswith(path)), len(LONG)
        )
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program that is not here."""
    for marker in PROGRAMS:
        if item.get_closest_marker(marker) and not _is_there(marker):
            pytest.skip(f"{marker}: what it needs is absent; .ci/packages installs Debian's")
