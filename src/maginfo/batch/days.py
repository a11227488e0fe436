"""What two cells have in common that name one person or one day: case, spaces and a time of day make no difference."""

from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
_NUMBERS = r"(?P<first>\d{1,2})(?P<between>[-/.])(?P<second>\d{1,2})(?P=between)(?P<year_last>\d{4})"
_NAMED = (
    r"(?:(?P<month_name>[^\W\d_]{3,})\.? (?P<day_after>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day_before>\d{1,2})(?:st|nd|rd|th)?\.?[ -](?P<name_after>[^\W\d_]{3,})\.?),?[ -](?P<year_named>\d{4})"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
_ZONE = r"(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?"
_DATE = re.compile(rf"(?P<date>{_ISO}|{_NUMBERS}|{_NAMED})(?:(?:t|,? ){_CLOCK}(?: ?uhr)?{_ZONE})?", re.IGNORECASE)
_HAS_CLOCK = re.compile(r"\d:\d{2}")
_LAST_MONTH = 12


def day_of(cell: str) -> tuple[str, str]:
    """Return the text of a cell without the time behind a date, and a key that the spellings of a day or name share.

    A date is keyed by year, month and day where these are certain: '01.12.2026' is, '12/1/2026' may be either order.
    """
    text = " ".join(cell.split())
    found = _DATE.fullmatch(text)
    if found is None:
        return cell.strip(), text.casefold()
    return found["date"], _certain(found) or _with_padding(found) or found["date"].casefold()


def is_uncertain(key: str) -> bool:
    """Return whether the key is of a date whose day and month cannot be told apart."""
    return key.startswith("?")


def is_certain(key: str) -> bool:
    """Return whether the key is of a date whose day and month are known."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", key) is not None


def has_time(key: str) -> bool:
    """Return whether a time of day is left in a key."""
    return _HAS_CLOCK.search(key) is not None


def _certain(found: re.Match[str]) -> str | None:
    if found["year"]:
        return _iso(found["year"], int(found["month"]), int(found["day"]))
    if found["year_named"]:
        month = _MONTHS.get((found["month_name"] or found["name_after"]).casefold())
        return _iso(found["year_named"], month, int(found["day_after"] or found["day_before"])) if month else None
    first, second = int(found["first"]), int(found["second"])
    if found["between"] == "." or first > _LAST_MONTH or first == second:
        return _iso(found["year_last"], second, first)
    return _iso(found["year_last"], first, second) if second > _LAST_MONTH else None


def _iso(year: str, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= _LAST_MONTH and 1 <= day <= 31 else None


def _with_padding(found: re.Match[str]) -> str | None:
    """Return the key of a date of either order: '12/1/2026' and '12/01/2026' are one."""
    if not found["first"]:
        return None
    return f"?{int(found['first']):02}/{int(found['second']):02}/{found['year_last']}"
