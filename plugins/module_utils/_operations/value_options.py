# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options about values: time zone, order of dates, forms on the wire."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo

from .._errors._advice.values import failure
from .._specs.command import ValueOptions
from .._values.settings import ValueSettings

_OFFSET = re.compile(
    r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.ASCII | re.IGNORECASE
)


def value_settings(options: ValueOptions, *, by_catalogue: bool) -> ValueSettings:
    """What the options say about values.

    :raises Failure: ``timezone-not-known``.
    """
    encoding = options.encoding
    return ValueSettings(
        zone_of(options.timezone),
        options.date_order,
        encoding.clear_list,
        encoding.byte_arrays,
        encoding.filter_constants,
        by_catalogue,
    )


def zone_of(name: str) -> tzinfo:
    """A time zone by its IANA name or its offset.

    :raises Failure: ``timezone-not-known``.
    """
    text = name.strip()
    if text.upper() in ("UTC", "Z", "GMT"):
        return timezone.utc
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - most tasks have no zone

    found = _OFFSET.fullmatch(text)
    try:
        if found is None:
            return ZoneInfo(text)
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        return timezone(-offset if found["sign"] == "-" else offset)
    except (ValueError, OSError, LookupError):
        # Of a name that is a path or is not there, and of an offset of more than a day.
        raise failure("timezone-not-known", timezone=text[:80]) from None
