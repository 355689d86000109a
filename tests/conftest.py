"""What the markers of tests ask for, and the profiles of the property tests.

``--hypothesis-profile=thorough`` looks ten times further.
"""

import shutil
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=_SLOW_IS_FINE,
)
settings.register_profile(
    "thorough",
    max_examples=600,
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


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program that is not here."""
    for marker in PROGRAMS:
        if item.get_closest_marker(marker) and not _is_there(marker):
            pytest.skip(f"{marker}: what it needs is absent; .ci/packages installs Debian's")
