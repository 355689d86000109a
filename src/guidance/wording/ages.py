"""Exact days, and how long it is from one to another, in words."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def exact_words(day: date) -> str:
    """``16 January 2020``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def age_words(start: date, end: date) -> str:
    """Say how long it is from one day to another: "2 years 7 months", "12 days"."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months >= 12:
        years, rest = divmod(months, 12)
        return counted(years, "year") + (f" {counted(rest, 'month')}" if rest else "")
    if months > 0:
        return counted(months, "month")
    days = (end - start).days
    return counted(days, "day") if days > 0 else "less than a day"


def ages_words(earliest: date, latest: date, end: date) -> str:
    """Say how old something is on a day, that came about on one unknown day of two or between."""
    oldest, youngest = age_words(earliest, end), age_words(latest, end)
    if earliest == date.min:
        return f"at least {youngest}"
    if oldest == youngest:
        return oldest
    return f"between {youngest} and {oldest}" if latest < end else f"up to {oldest}"


def counted(number: int, noun: str) -> str:
    """``1 month``, ``2 months``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
