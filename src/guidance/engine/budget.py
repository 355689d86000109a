"""Counted steps, never seconds: what is too tangled is said to be so (law 17).

Each part of a provision is worked out within a number of steps, and of days. A step is one
operation on a decision diagram or one comparison of days; the same records take the same steps on
any machine and in any order of asking.
"""

from __future__ import annotations

STEPS_A_DAY = 40_000
"""What the state of a part on one day may cost."""

STEPS_A_PART = 200_000
"""What all days of a part may cost together."""

DAYS_A_PART = 2_500
"""On how many days a part is looked at; more change day by day without an end in sight."""


class TooTangledError(Exception):
    """The budget is spent. Never seen outside the engine."""


TANGLED = (TooTangledError, RecursionError)
"""What stands for a budget that is spent: also that of calls inside calls."""


class Budget:
    """Steps left for a day and for a part."""

    __slots__ = ("_day", "_days", "_part")

    def __init__(self) -> None:
        self._part = STEPS_A_PART
        self._day = STEPS_A_DAY
        self._days = DAYS_A_PART

    def new_part(self) -> None:
        """Start on another part."""
        self._part = STEPS_A_PART
        self._days = DAYS_A_PART + 1
        self.new_day()

    def new_day(self) -> None:
        """Start on another day of the same part; past the last one nothing is left to spend."""
        self._days -= 1
        self._day = min(STEPS_A_DAY, self._part) if self._days >= 0 else -1

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            TooTangledError: None are left.
        """
        self._day -= steps
        self._part -= steps
        if self._day < 0:
            raise TooTangledError

    def swap(self, other: tuple[int, int]) -> tuple[int, int]:
        """Put another account in the place of this one, and return this one."""
        mine = self._part, self._day
        self._part, self._day = other
        return mine

    @staticmethod
    def fresh() -> tuple[int, int]:
        """An account that nothing has been taken from."""
        return STEPS_A_PART, STEPS_A_DAY
