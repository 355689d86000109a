"""Stated orders of publication: what they leave of days, and which hold between a few."""

from __future__ import annotations

from itertools import pairwise

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.orders import among, limits, within


def _chain(*names: str) -> dict[str, tuple[tuple[str, str], ...]]:
    pairs = list(pairwise(names))
    return {name: tuple(pair for pair in pairs if name in pair) for name in names}


class TestLimits:
    """What came before and what comes after bound a day, however far off in the chain."""

    def test_the_ends_of_others_bound_a_day(self) -> None:
        days = {"a": (10, 20), "b": (FIRST_DAY, LAST_DAY), "c": (5, 40), "d": (30, 30)}
        found = limits(_chain("a", "b", "c", "d"), days.__getitem__)
        assert found == {
            "a": (FIRST_DAY, 30),
            "b": (10, 30),
            "c": (10, 30),
            "d": (10, LAST_DAY),
        }

    def test_of_several_the_nearest_bounds(self) -> None:
        """It came before both, so before the first of them; and after both, so after the last."""
        before = {"a": (("a", "b"), ("a", "c")), "b": (("a", "b"),), "c": (("a", "c"),)}
        days = {"a": (1, 40), "b": (5, 10), "c": (8, 20)}
        assert limits(before, days.__getitem__)["a"] == (FIRST_DAY, 10)
        after = {"a": (("b", "a"), ("c", "a")), "b": (("b", "a"),), "c": (("c", "a"),)}
        assert limits(after, days.__getitem__)["a"] == (8, LAST_DAY)

    def test_a_long_chain_is_walked_once(self) -> None:
        names = [f"v{number:05d}" for number in range(5_000)]
        asked: list[str] = []

        def days(name: str) -> tuple[int, int]:
            asked.append(name)
            return (7, 9)

        found = limits(_chain(*names), days)
        assert len(asked) == len(names)
        assert found[names[2_500]] == (7, 9)

    def test_days_outside_are_cut_off(self) -> None:
        assert within(((1, 5), (8, 9), (20, 30)), (4, 21)) == ((4, 5), (8, 9), (20, 21))


class TestAmong:
    """Between a few versions the orders are those that lead from one to the next of them."""

    def test_what_lies_between_is_left_out(self) -> None:
        orders = _chain("a", "b", "c", "d", "e")
        assert among(orders, ["a", "c", "e"]) == {
            "a": (("a", "c"),),
            "c": (("a", "c"), ("c", "e")),
            "e": (("c", "e"),),
        }

    def test_what_states_no_order_has_none(self) -> None:
        assert among(_chain("a", "b"), ["b", "z"]) == {"b": ()}
