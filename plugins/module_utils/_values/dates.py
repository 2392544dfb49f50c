# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Dates: ISO 8601 and the spellings of Microsoft's documentation, sent as UTC with seven digits of a second.

The form that is sent is the module's own (read off it by others); the forms that are read are those of Microsoft's
reference, which follow the computer's settings there. What reads two ways is refused here rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from .settings import ValueSettings
from .unsendable import NotSendable, show

_TIME = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,7}))?)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?"
_AFTER = rf"(?:(?:[Tt]|,?\s+)\s*{_TIME}{_ZONE})?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\.?,?\s+)?"
)
_FLAGS = re.IGNORECASE | re.ASCII
_DAYS = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:,\s*|\s+)(?P<year>\d{{4}})",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})",
)
_COMPACT = (
    rf"\s*(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})"
    rf"(?:T(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})(?:[.,](?P<fraction>\d{{1,7}}))?{_ZONE})?\s*"
)
# Two numbers and a year: which of them is the month, only the writer knows.
_NUMBERS = rf"\s*(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second_number>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_AFTER}\s*"
_FORMS = (*(rf"\s*{day}{_AFTER}\s*" for day in _DAYS), _COMPACT)
_REMEDY = "Write it as ISO 8601, for example 2026-09-01T17:00:00Z, or 2026-09-01 17:00 in the zone of 'timezone'."


def date_text(value: object, settings: ValueSettings) -> str:
    """A date as it is sent: yyyy-MM-ddTHH:mm:ss.fffffffZ.

    :raises NotSendable: it is no date, there is no such day, or it reads two ways.
    """
    if not isinstance(value, str):
        raise NotSendable("it is no date", _REMEDY)
    # The patterns are compiled by the first date, since most tasks have none; re keeps them.
    found = next(filter(None, (re.fullmatch(form, value, _FLAGS) for form in _FORMS)), None)
    if found is not None:
        parts = found.groupdict()
        name = parts.get("name")
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
        return _encode(value, (int(parts["year"]), month, int(parts["day"])), parts, settings)
    numbers = re.fullmatch(_NUMBERS, value, _FLAGS)
    if numbers is None:
        raise NotSendable(f"'{show(value)}' is no date", _REMEDY)
    return _encode(value, _day_of(value, numbers, settings), numbers.groupdict(), settings)


def _day_of(text: str, found: re.Match[str], settings: ValueSettings) -> tuple[int, int, int]:
    """Year, month and day of two numbers and a year, where only one order makes sense or one was chosen."""
    year, first, second = int(found["year"]), int(found["first"]), int(found["second_number"])
    month_first, day_first = (year, first, second), (year, second, first)
    if settings.date_order is not None:
        return month_first if settings.date_order == "mdy" else day_first
    if first <= 12 and second <= 12 and first != second:
        one, other = (f"{y:04}-{m:02}-{d:02}" for y, m, d in (month_first, day_first))
        raise NotSendable(
            f"the date '{show(text)}' reads two ways, as {one} (month first) and as {other} (day first)",
            f"Write {one} or {other}, with the time behind it; or set date_order to mdy or dmy.",
        )
    return month_first if first <= 12 else day_first


def _encode(text: str, day: tuple[int, int, int], parts: Mapping[str, str | None], settings: ValueSettings) -> str:
    try:
        local = datetime(*day, *_clock_of(parts))
    except ValueError:
        raise NotSendable(f"there is no such date or time as '{show(text)}'", _REMEDY) from None
    weekday = parts.get("weekday")
    if weekday and _WEEKDAYS[local.weekday()] != weekday[:3].lower():
        raise NotSendable(f"'{show(text)}' is another day of the week", f"{_REMEDY} The weekday may be left out.")
    try:
        utc = _in_utc(text, local, parts.get("zone"), settings)
    except (OverflowError, ValueError) as error:
        if isinstance(error, NotSendable):
            raise
        raise NotSendable(f"'{show(text)}' lies outside the years 1 to 9999", _REMEDY) from None
    return f"{_iso(utc)}.{(parts.get('fraction') or '').ljust(7, '0')}Z"


def _clock_of(parts: Mapping[str, str | None]) -> tuple[int, int, int]:
    """Hour, minute and second. An hour alone needs its am or pm, and a half of the day goes to twelve.

    :raises ValueError: no such time.
    """
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = parts.get("half")
    if half is None:
        if parts.get("hour") and parts.get("minute") is None:
            raise ValueError(hour)
        return hour, minute, second
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "pP" else 0), minute, second


def _in_utc(text: str, local: datetime, zone: str | None, settings: ValueSettings) -> datetime:
    if zone:
        return local.replace(tzinfo=_offset(zone)).astimezone(timezone.utc)
    one, other = (local.replace(tzinfo=settings.zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    if one == other:
        return one
    if one.astimezone(settings.zone).replace(tzinfo=None) != local:
        raise NotSendable(f"the clocks of the zone '{settings.zone}' skip '{show(text)}'", _REMEDY)
    raise NotSendable(
        f"'{show(text)}' comes twice in the zone '{settings.zone}', at {_iso(one)}Z and at {_iso(other)}Z",
        f"Write {_iso(one)}Z or {_iso(other)}Z.",
    )


def _offset(zone: str) -> timezone:
    """:raises ValueError: more than a day."""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        raise ValueError(zone)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if zone[0] == "-" else offset)


def _iso(moment: datetime) -> str:
    # Not strftime: what it makes of the first thousand years depends on the machine.
    return moment.replace(tzinfo=None, microsecond=0).isoformat()


_INSTANT = re.compile(
    r"(?P<seconds>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(?P<fraction>\d{1,7}))?(?P<zone>Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


def instant_in(text: str) -> str | None:
    """The date of an answer in UTC with seven digits of a second; None if the text is none or has no zone."""
    found = _INSTANT.fullmatch(text)
    if found is None or not found["zone"]:
        return None
    try:
        moment = datetime.fromisoformat(found["seconds"]).replace(tzinfo=_offset(found["zone"]))
        return f"{_iso(moment.astimezone(timezone.utc))}.{(found['fraction'] or '').ljust(7, '0')}Z"
    except (ValueError, OverflowError):
        return None


def is_display_form(text: str) -> bool:
    """Whether the text is a date as .NET alone writes it, with seven digits of a second and a zone."""
    found = _INSTANT.fullmatch(text)
    return found is not None and bool(found["zone"]) and len(found["fraction"] or "") == 7
