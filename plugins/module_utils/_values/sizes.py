# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sizes: what .NET's ByteQuantifiedSize reads and writes.

The service shows "99 GB (106,300,440,576 bytes)" (measured by graph2otel) and takes "50GB", "50 GB" and a number of
bytes (Microsoft's reference, CIPP). A KB has 1,024 bytes.
"""

from __future__ import annotations

import re

from .unsendable import NotSendable, show

_UNITS = ("B", "KB", "MB", "GB", "TB")
_SIZE = re.compile(
    r"\s*(?P<number>\d{1,20}(?:\.\d{1,20})?)\s*(?P<unit>[KMGT]?B)?\s*(?:\((?P<bytes>[\d,]{1,40}) bytes\))?\s*",
    re.IGNORECASE | re.ASCII,
)
_MOST = 2**64 - 1
_REMEDY = "Write a number and a unit, such as 50GB or 35 MB, or a number of bytes."


def bytes_in(text: str) -> int | None:
    """The bytes of a size, the exact number in brackets where there is one; None if the text is no size.

    Part of a byte is cut off.
    """
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    if found["bytes"]:
        digits = found["bytes"].replace(",", "")
        return int(digits) if digits else None
    factor: int = 1024 ** _UNITS.index((found["unit"] or "B").upper())
    whole, _point, part = found["number"].partition(".")
    parts: int = 10 ** len(part)
    return int(whole) * factor + int(part or 0) * factor // parts


def is_display_form(text: str) -> bool:
    """Whether the text is a size as the service alone writes it, with the bytes in brackets."""
    found = _SIZE.fullmatch(text)
    return found is not None and bool(found["unit"]) and bool(found["bytes"])


def size_text(value: object) -> str:
    """A size as it is sent: text as it was given, a number of bytes as its digits.

    :raises NotSendable: it is no size.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if value >= 0 else show(value)
    if not isinstance(value, str):
        raise NotSendable("it is no size", _REMEDY)
    size = bytes_in(value)
    if size is None:
        raise NotSendable(f"'{show(value)}' is no size", _REMEDY)
    if size > _MOST:
        raise NotSendable(f"'{show(value)}' is more than a size can be", _REMEDY)
    return str.__str__(value).strip()
