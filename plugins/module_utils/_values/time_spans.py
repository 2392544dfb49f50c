# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Time spans: what .NET's TimeSpan reads and writes, and ISO 8601.

The service shows "14.00:00:00", and "P1D" in some places (measured by graph2otel, CIPP). A number alone is a number of
days, as .NET reads one.
"""

from __future__ import annotations

import re

from .unsendable import NotSendable, show

TICKS = 10_000_000  # of 100 nanoseconds, in a second
_MOST = 2**63 - 1
# 2^31 seconds and a bit: no age limit of the service is longer, and a number above it was meant in seconds.
_MOST_DAYS = 24_855
_CLOCK = re.compile(
    r"\s*(?P<sign>-?)(?:(?P<days>\d{1,8})[.:])?(?P<hours>\d{1,2}):(?P<minutes>\d{2}):(?P<seconds>\d{2})"
    r"(?:\.(?P<fraction>\d{1,7}))?\s*",
    re.ASCII,
)
_SHORT = re.compile(r"\s*(?P<sign>-?)(?:(?P<days>\d{1,8})\.)?(?P<hours>\d{1,2}):(?P<minutes>\d{2})\s*", re.ASCII)
_ISO = re.compile(
    r"\s*(?P<sign>-?)P(?:(?P<weeks>\d{1,8})W)?(?:(?P<days>\d{1,8})D)?(?:T(?=\d)(?:(?P<hours>\d{1,9})H)?"
    r"(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,12})(?:[.,](?P<fraction>\d{1,7}))?S)?)?\s*",
    re.ASCII,
)
_REMEDY = "Write days.hours:minutes:seconds, such as 7.00:00:00 or 01:30:00, an ISO 8601 duration such as P7D, or days."


def ticks_in(text: str) -> int | None:
    """The length in units of 100 nanoseconds; None if the text is no time span that has one length."""
    found = _CLOCK.fullmatch(text) or _SHORT.fullmatch(text) or _iso(text)
    if found is None:
        return None
    parts = {
        name: int(value) for name, value in found.groupdict().items() if value and name not in ("sign", "fraction")
    }
    if found.re is not _ISO and not (parts["hours"] < 24 and parts["minutes"] < 60 and parts.get("seconds", 0) < 60):
        return None
    days = parts.get("weeks", 0) * 7 + parts.get("days", 0)
    seconds = (days * 24 + parts.get("hours", 0)) * 3600 + parts.get("minutes", 0) * 60 + parts.get("seconds", 0)
    fraction = found.groupdict().get("fraction") or ""
    ticks = seconds * TICKS + int(fraction.ljust(7, "0"))
    return -ticks if found["sign"] else ticks


def _iso(text: str) -> re.Match[str] | None:
    found = _ISO.fullmatch(text)
    return found if found and any(value for name, value in found.groupdict().items() if name != "sign") else None


def seconds_in(text: str) -> int | float | None:
    """The seconds of a time span, a whole number where there is no part of one; None if the text is none."""
    ticks = ticks_in(text)
    if ticks is None:
        return None
    whole, rest = divmod(ticks, TICKS)
    return whole if not rest else ticks / TICKS


def write(ticks: int) -> str:
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
        raise NotSendable("it is no time span", _REMEDY)
    if re.fullmatch(r"\s*-?\d+\s*", value, re.ASCII):
        return _of_days(value.strip())
    ticks = ticks_in(value)
    if ticks is None:
        raise _no_span(value)
    if abs(ticks) > _MOST:
        raise NotSendable(f"'{show(value)}' is longer than a time span can be", _REMEDY)
    return write(ticks)


def _no_span(text: str) -> NotSendable:
    """Why a text is none. From 24 hours on .NET counts the first number as days (measured, PowerShell 7.6.9)."""
    found = _CLOCK.fullmatch(text)
    hours, minutes, seconds = (int(found[name]) for name in ("hours", "minutes", "seconds")) if found else (0, 0, 0)
    if found is None or found["days"] or hours < 24 or minutes > 23 or seconds > 59:
        return NotSendable(f"'{show(text)}' is no time span", _REMEDY)
    return NotSendable(
        f"'{show(text)}' reads two ways: as {hours} hours, and as {hours} days, which .NET makes of it",
        f"Write {hours // 24}.{hours % 24:02}:{minutes:02}:{seconds:02} or {hours}.{minutes:02}:{seconds:02}:00.",
    )


def _of_days(digits: str) -> str:
    days = int(digits) if len(digits) < 9 else _MOST_DAYS + 1
    if abs(days) > _MOST_DAYS:
        raise NotSendable(
            f"a number alone is a number of days, and {show(digits)} days are too many",
            "Where seconds are meant, write them as an ISO 8601 duration: PT90S is 90 seconds.",
        )
    return write(days * 86_400 * TICKS)
