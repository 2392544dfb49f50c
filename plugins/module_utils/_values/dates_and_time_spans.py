# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Dates and time spans: how people write them, how .NET and the service read and write them.

Dates: ISO 8601 and the spellings of Microsoft's documentation, sent as UTC with seven digits of a second. The form that
is sent is the module's own (read off it by others); the forms that are read are those of Microsoft's reference, which
follow the computer's settings there. What reads two ways is refused here rather than guessed. Time spans: the service
shows "14.00:00:00", and "P1D" in some places (measured by graph2otel, CIPP). A number alone is a number of days, as
.NET reads one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from .._counts import count
from .secret_and_unsendable_values import NotSendable, show
from .value_settings import ValueSettings

_TIME_OF_DAY = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,7}))?)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_TIME_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?"
_TIME_AFTER_DATE = rf"(?:(?:[Tt]|,?\s+)\s*{_TIME_OF_DAY}{_TIME_ZONE})?"
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_PATTERN = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_PATTERN = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\.?,?\s+)?"
)
_DATE_FLAGS = re.IGNORECASE | re.ASCII
_DAY_PATTERNS = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    rf"{_WEEKDAY_PATTERN}{_MONTH_PATTERN}\s+(?P<day>\d{{1,2}})(?:,\s*|\s+)(?P<year>\d{{4}})",
    rf"{_WEEKDAY_PATTERN}(?P<day>\d{{1,2}})[\s-]+{_MONTH_PATTERN}[\s,-]+(?P<year>\d{{4}})",
)
_COMPACT_DATE = (
    rf"\s*(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})"
    rf"(?:T(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})(?:[.,](?P<fraction>\d{{1,7}}))?{_TIME_ZONE})?\s*"
)
# Two numbers and a year: which of them is the month, only the writer knows.
_DATE_OF_NUMBERS = (
    r"\s*(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second_number>\d{1,2})(?P=mark)(?P<year>\d{4})"
    rf"{_TIME_AFTER_DATE}\s*"
)
_DATE_FORMS = (*(rf"\s*{day}{_TIME_AFTER_DATE}\s*" for day in _DAY_PATTERNS), _COMPACT_DATE)
_DATE_REMEDY = "Write it as ISO 8601, for example 2026-09-01T17:00:00Z, or 2026-09-01 17:00 in the zone of 'timezone'."


class ReadsTwoWays(NotSendable):
    """A date of which nobody but its writer knows which of two moments it is."""


def date_text(value: object, settings: ValueSettings) -> str:
    """A date as it is sent: yyyy-MM-ddTHH:mm:ss.fffffffZ.

    :raises NotSendable: it is no date, or there is no such day; ``ReadsTwoWays``.
    """
    if not isinstance(value, str):
        raise NotSendable("it is no date", _DATE_REMEDY)
    # The patterns are compiled by the first date, since most tasks have none; re keeps them.
    date = next(filter(None, (re.fullmatch(form, value, _DATE_FLAGS) for form in _DATE_FORMS)), None)
    if date is not None:
        parts = date.groupdict()
        name = parts.get("name")
        month = _MONTH_NAMES.index(name[:3].lower()) + 1 if name else int(parts["month"])
        return _encode_date(value, (int(parts["year"]), month, int(parts["day"])), parts, settings)
    numbers = re.fullmatch(_DATE_OF_NUMBERS, value, _DATE_FLAGS)
    if numbers is None:
        raise NotSendable(f"'{show(value)}' is no date", _DATE_REMEDY)
    return _encode_date(value, _day_of(value, numbers, settings), numbers.groupdict(), settings)


def _day_of(text: str, numbers: re.Match[str], settings: ValueSettings) -> tuple[int, int, int]:
    """Year, month and day of two numbers and a year, where only one order makes sense or one was chosen."""
    year, first, second = int(numbers["year"]), int(numbers["first"]), int(numbers["second_number"])
    month_first, day_first = (year, first, second), (year, second, first)
    if settings.date_order is not None:
        return month_first if settings.date_order == "mdy" else day_first
    if first <= 12 and second <= 12 and first != second:
        by_month, by_day = (f"{y:04}-{m:02}-{d:02}" for y, m, d in (month_first, day_first))
        raise ReadsTwoWays(
            f"the date '{show(text)}' reads two ways, as {by_month} (month first) and as {by_day} (day first)",
            f"Write {by_month} or {by_day}, with the time behind it; or set date_order to mdy or dmy.",
        )
    return month_first if first <= 12 else day_first


def _encode_date(text: str, day: tuple[int, int, int], parts: Mapping[str, str | None], settings: ValueSettings) -> str:
    try:
        local = datetime(*day, *_time_of_day(parts))
    except ValueError:
        raise NotSendable(f"there is no such date or time as '{show(text)}'", _DATE_REMEDY) from None
    weekday = parts.get("weekday")
    if weekday and _WEEKDAY_NAMES[local.weekday()] != weekday[:3].lower():
        raise NotSendable(f"'{show(text)}' is another day of the week", f"{_DATE_REMEDY} The weekday may be left out.")
    try:
        utc = _date_in_utc(text, local, parts.get("zone"), settings)
    except (OverflowError, ValueError) as error:
        if isinstance(error, NotSendable):
            raise
        raise NotSendable(f"'{show(text)}' lies outside the years 1 to 9999", _DATE_REMEDY) from None
    return f"{_iso_date(utc)}.{(parts.get('fraction') or '').ljust(7, '0')}Z"


def _time_of_day(parts: Mapping[str, str | None]) -> tuple[int, int, int]:
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


def _date_in_utc(text: str, local: datetime, zone: str | None, settings: ValueSettings) -> datetime:
    if zone:
        return local.replace(tzinfo=_zone_offset(zone)).astimezone(timezone.utc)
    earlier, later = (local.replace(tzinfo=settings.zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    if earlier == later:
        return earlier
    if earlier.astimezone(settings.zone).replace(tzinfo=None) != local:
        raise NotSendable(f"the clocks of the zone '{settings.zone}' skip '{show(text)}'", _DATE_REMEDY)
    raise ReadsTwoWays(
        f"'{show(text)}' comes twice in the zone '{settings.zone}', at {_iso_date(earlier)}Z and at"
        f" {_iso_date(later)}Z",
        f"Write {_iso_date(earlier)}Z or {_iso_date(later)}Z.",
    )


def _zone_offset(zone: str) -> timezone:
    """:raises ValueError: more than a day."""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        raise ValueError(zone)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if zone[0] == "-" else offset)


def _iso_date(moment: datetime) -> str:
    # Not strftime: what it makes of the first thousand years depends on the machine.
    return moment.replace(tzinfo=None, microsecond=0).isoformat()


_INSTANT_OF_ANSWER = re.compile(
    r"(?P<seconds>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(?P<fraction>\d{1,7}))?(?P<zone>Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


def instant_in(text: str) -> str | None:
    """The date of an answer in UTC with seven digits of a second; None if the text is none or has no zone."""
    instant = _INSTANT_OF_ANSWER.fullmatch(text)
    if instant is None or not instant["zone"]:
        return None
    try:
        moment = datetime.fromisoformat(instant["seconds"]).replace(tzinfo=_zone_offset(instant["zone"]))
        return f"{_iso_date(moment.astimezone(timezone.utc))}.{(instant['fraction'] or '').ljust(7, '0')}Z"
    except (ValueError, OverflowError):
        return None


def is_date_display(text: str) -> bool:
    """Whether the text is a date as .NET alone writes it, with seven digits of a second and a zone."""
    instant = _INSTANT_OF_ANSWER.fullmatch(text)
    return instant is not None and bool(instant["zone"]) and len(instant["fraction"] or "") == 7


TICKS = 10_000_000  # of 100 nanoseconds, in a second
_MOST_TICKS = 2**63 - 1
# 2^31 seconds and a bit: no age limit of the service is longer, and a number above it was meant in seconds.
_MOST_DAYS = 24_855
_SPAN_CLOCK = re.compile(
    r"\s*(?P<sign>-?)(?:(?P<days>\d{1,8})[.:])?(?P<hours>\d{1,2}):(?P<minutes>\d{2}):(?P<seconds>\d{2})"
    r"(?:\.(?P<fraction>\d{1,7}))?\s*",
    re.ASCII,
)
_SHORT_SPAN = re.compile(r"\s*(?P<sign>-?)(?:(?P<days>\d{1,8})\.)?(?P<hours>\d{1,2}):(?P<minutes>\d{2})\s*", re.ASCII)
_ISO_SPAN = re.compile(
    r"\s*(?P<sign>-?)P(?:(?P<weeks>\d{1,8})W)?(?:(?P<days>\d{1,8})D)?(?:T(?=\d)(?:(?P<hours>\d{1,9})H)?"
    r"(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,12})(?:[.,](?P<fraction>\d{1,7}))?S)?)?\s*",
    re.ASCII,
)
_SPAN_REMEDY = (
    "Write days.hours:minutes:seconds, such as 7.00:00:00 or 01:30:00, an ISO 8601 duration such as P7D, or days."
)


def ticks_in(text: str) -> int | None:
    """The length in units of 100 nanoseconds; None if the text is no time span that has one length."""
    span = _SPAN_CLOCK.fullmatch(text) or _SHORT_SPAN.fullmatch(text) or _iso_span(text)
    if span is None:
        return None
    parts = {name: int(value) for name, value in span.groupdict().items() if value and name not in ("sign", "fraction")}
    if span.re is not _ISO_SPAN and not (
        parts["hours"] < 24 and parts["minutes"] < 60 and parts.get("seconds", 0) < 60
    ):
        return None
    days = parts.get("weeks", 0) * 7 + parts.get("days", 0)
    seconds = (days * 24 + parts.get("hours", 0)) * 3600 + parts.get("minutes", 0) * 60 + parts.get("seconds", 0)
    fraction = span.groupdict().get("fraction") or ""
    ticks = seconds * TICKS + int(fraction.ljust(7, "0"))
    return -ticks if span["sign"] else ticks


def _iso_span(text: str) -> re.Match[str] | None:
    span = _ISO_SPAN.fullmatch(text)
    return span if span and any(value for name, value in span.groupdict().items() if name != "sign") else None


def seconds_in(text: str) -> int | float | None:
    """The seconds of a time span, a whole number where there is no part of one; None if the text is none."""
    ticks = ticks_in(text)
    if ticks is None:
        return None
    whole, rest = divmod(ticks, TICKS)
    return whole if not rest else ticks / TICKS


def write_span(ticks: int) -> str:
    """[-][d.]hh:mm:ss[.fffffff], as .NET writes it."""
    sign, ticks = ("-", -ticks) if ticks < 0 else ("", ticks)
    seconds, fraction = divmod(ticks, TICKS)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    head = f"{sign}{days}." if days else sign
    return f"{head}{hours:02}:{minutes:02}:{seconds:02}" + (f".{fraction:07}" if fraction else "")


def span_text(value: object) -> str:
    """A time span as it is sent.

    :raises NotSendable: it is no time span, or a number too large to be days.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value) if abs(value) < 2**53 else value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(int(value))
    if not isinstance(value, str):
        raise NotSendable("it is no time span", _SPAN_REMEDY)
    if re.fullmatch(r"\s*-?\d+\s*", value, re.ASCII):
        return _span_of_days(value.strip())
    ticks = ticks_in(value)
    if ticks is None:
        raise _no_span_failure(value)
    if abs(ticks) > _MOST_TICKS:
        raise NotSendable(f"'{show(value)}' is longer than a time span can be", _SPAN_REMEDY)
    return write_span(ticks)


def _no_span_failure(text: str) -> NotSendable:
    """Why a text is none. From 24 hours on .NET counts the first number as days (measured, PowerShell 7.6.9)."""
    clock = _SPAN_CLOCK.fullmatch(text)
    hours, minutes, seconds = (int(clock[name]) for name in ("hours", "minutes", "seconds")) if clock else (0, 0, 0)
    if clock is None or clock["days"] or hours < 24 or minutes > 23 or seconds > 59:
        return NotSendable(f"'{show(text)}' is no time span", _SPAN_REMEDY)
    return NotSendable(
        f"'{show(text)}' reads two ways: as {count(hours, 'hour')}, and as {count(hours, 'day')},"
        " which .NET makes of it",
        f"Write {hours // 24}.{hours % 24:02}:{minutes:02}:{seconds:02} or {hours}.{minutes:02}:{seconds:02}:00.",
    )


def _span_of_days(digits: str) -> str:
    days = int(digits) if len(digits) < 9 else _MOST_DAYS + 1
    if abs(days) > _MOST_DAYS:
        raise NotSendable(
            f"a number alone is a number of days, and {show(digits)} is too many",
            "Where seconds are meant, write them as an ISO 8601 duration: PT90S is 90 seconds.",
        )
    return write_span(days * 86_400 * TICKS)
