# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as the organisation keeps them: sizes, durations, instants, list changes.

A property's value is None, bool, int, str, list, dict, UUID, Size, timedelta (any length of time), an aware
datetime or a Ref.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

Value = Any
UNITS = ("B", "KB", "MB", "GB", "TB")
_SIZE = re.compile(
    r"^\s*([0-9]+(?:\.[0-9]+)?)\s*(B|KB|MB|GB|TB)?\s*(?:\(\s*([0-9,]+)\s+bytes\s*\))?\s*$", re.IGNORECASE
)
_SPAN = re.compile(r"^\s*(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?\s*$")
_DAYS = re.compile(r"^\s*(\d+)\s*$")
_ISO = re.compile(
    r"^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
)
_US = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$")


@dataclass(frozen=True, order=True)
class Size:
    """An amount of bytes (.NET ByteQuantifiedSize)."""

    bytes: int


@dataclass(frozen=True)
class Change:
    """@{Add=..;Remove=..} at a multi-valued property; ``clear`` empties the list first."""

    add: tuple[Value, ...] = ()
    remove: tuple[Value, ...] = ()
    clear: bool = False


@dataclass(frozen=True)
class Ref:
    """Another object: its noun, its id (what was there from the start: the name it had), and how it is shown."""

    noun: str
    key: UUID | str
    form: str = "name"


def parse_size(text: str) -> Size:
    """ "50GB", "50 GB", "53687091200" or "50 GB (53,687,091,200 bytes)"; raises ValueError."""
    match = _SIZE.match(text)
    if match is None:
        raise ValueError(text)
    number, unit, exact = match.groups()
    if exact:
        return Size(int(exact.replace(",", "")))
    factor = 1024 ** UNITS.index((unit or "B").upper())
    if "." in number:
        whole, fraction = number.split(".")
        return Size(int(whole) * factor + int(fraction) * factor // 10 ** len(fraction))
    return Size(int(number) * factor)


def size_text(size: Size) -> str:
    """The display form of the service, "99 GB (106,300,440,576 bytes)": four digits at most before the bytes."""
    exponent = 0
    while exponent < len(UNITS) - 1 and size.bytes >= 1024 ** (exponent + 1):
        exponent += 1
    number = f"{size.bytes / 1024**exponent:.4g}" if exponent else str(size.bytes)
    if "e" in number:
        number = f"{size.bytes / 1024**exponent:.0f}"
    return f"{number} {UNITS[exponent]} ({size.bytes:,} bytes)"


def parse_span(text: str) -> timedelta:
    """ "[d.]hh:mm[:ss[.fffffff]]" or a bare number of days, as .NET reads it; raises ValueError, also at ISO 8601."""
    days = _DAYS.match(text)
    if days:
        return timedelta(days=int(days.group(1)))
    match = _SPAN.match(text)
    if match is None:
        raise ValueError(text)
    sign, d_text, h_text, m_text, s_text, f_text = match.groups()
    if int(h_text) > 23 or int(m_text) > 59 or int(s_text or 0) > 59:
        raise ValueError(text)
    span = timedelta(
        days=int(d_text or 0),
        hours=int(h_text),
        minutes=int(m_text),
        seconds=int(s_text or 0),
        microseconds=int((f_text or "0").ljust(7, "0")[:6]),
    )
    return -span if sign else span


def span_text(span: timedelta) -> str:
    """.NET's constant format: "00:00:00", "90.00:00:00", fractions with seven digits."""
    sign = "-" if span < timedelta(0) else ""
    span = abs(span)
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{span.days}." if span.days else ""
    fraction = f".{span.microseconds:06d}0" if span.microseconds else ""
    return f"{sign}{days}{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}"


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return timezone.utc
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def parse_instant(text: str) -> datetime:
    """ISO 8601, or month/day/year as an en-US server reads it; without a zone it is UTC; raises ValueError."""
    iso = _ISO.match(text.strip())
    if iso:
        year, month, day, hour, minute, second = (int(part or 0) for part in iso.groups()[:6])
        micro = int((iso.group(7) or "0").ljust(7, "0")[:6])
        return datetime(year, month, day, hour, minute, second, micro, _zone(iso.group(8))).astimezone(timezone.utc)
    us = _US.match(text.strip())
    if us is None:
        return _written_out(text)
    month, day, year, hour, minute, second = (int(part or 0) for part in us.groups()[:6])
    half = (us.group(7) or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)


_DATES = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%m-%d-%Y", "%Y/%m/%d", "%m/%d/%y")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_WEEKDAY = re.compile(r"^[A-Z][a-z]+day, ")


def _written_out(text: str) -> datetime:
    """Other forms of .NET's culture en-US: `Friday, November 20, 2026 10:00 PM`, `20 Nov 2026`; raises ValueError."""
    plain = _WEEKDAY.sub("", text.strip())
    for form in (day + time for day in _DATES for time in _TIMES):
        with suppress(ValueError):
            return datetime.strptime(plain, form).replace(tzinfo=timezone.utc)
    raise ValueError(text)


def instant_text(instant: datetime, *, zulu: bool) -> str:
    """Seven fraction digits; `*UTC` properties end in Z, the others in +00:00 (captured 2024)."""
    utc = instant.astimezone(timezone.utc).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}0" + ("Z" if zulu else "+00:00")
