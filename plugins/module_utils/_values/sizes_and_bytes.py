# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sizes, as .NET's ByteQuantifiedSize reads and writes them, and bytes as a cmdlet takes them.

The service shows "99 GB (106,300,440,576 bytes)" (measured by graph2otel) and takes "50GB", "50 GB" and a number of
bytes (Microsoft's reference, CIPP). A KB has 1,024 bytes. Of bytes (the content of a file, a certificate, a table) two
forms are known: a plain array of numbers, which a large client of the service sends and which works (CIPP, for rule
packages), and a tagged object, which Microsoft's own module sends (read off it by others). Whether the tagged one also
takes base64 is not known.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from .._json_types import Json
from .secret_and_unsendable_values import NotSendable, kind_of, show
from .value_settings import ByteForm

_SIZE_UNITS = ("B", "KB", "MB", "GB", "TB")
_SIZE_TEXT = re.compile(
    r"\s*(?P<number>\d{1,20}(?:\.\d{1,20})?)\s*(?P<unit>[KMGT]?B)?\s*(?:\((?P<bytes>[\d,]{1,40}) bytes\))?\s*",
    re.IGNORECASE | re.ASCII,
)
_MOST_BYTES = 2**64 - 1
_SIZE_REMEDY = "Write a number and a unit, such as 50GB or 35 MB, or a number of bytes."


def bytes_in(text: str) -> int | None:
    """The bytes of a size, the exact number in brackets where there is one; None if the text is no size.

    Part of a byte is cut off.
    """
    size = _SIZE_TEXT.fullmatch(text)
    if size is None:
        return None
    if size["bytes"]:
        digits = size["bytes"].replace(",", "")
        return int(digits) if digits else None
    factor: int = 1024 ** _SIZE_UNITS.index((size["unit"] or "B").upper())
    whole, _point, part = size["number"].partition(".")
    parts: int = 10 ** len(part)
    return int(whole) * factor + int(part or 0) * factor // parts


def is_size_display(text: str) -> bool:
    """Whether the text is a size as the service alone writes it, with the bytes in brackets."""
    size = _SIZE_TEXT.fullmatch(text)
    return size is not None and bool(size["unit"]) and bool(size["bytes"])


def size_text(value: object) -> str:
    """A size as it is sent: text as it was given, a number of bytes as its digits.

    :raises NotSendable: it is no size.
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if value >= 0 else show(value)
    if not isinstance(value, str):
        raise NotSendable("it is no size", _SIZE_REMEDY)
    size = bytes_in(value)
    if size is None:
        raise NotSendable(f"'{show(value)}' is no size", _SIZE_REMEDY)
    if size > _MOST_BYTES:
        raise NotSendable(f"'{show(value)}' is more than a size can be", _SIZE_REMEDY)
    return str.__str__(value).strip()


BYTE_ARRAY = "#Exchange.ByteArrayType"
_BYTES_REMEDY = (
    "Give base64 text (the filter b64encode makes it), a list of numbers from 0 to 255, or the option files."
)


def bytes_value(value: object, form: ByteForm) -> object:
    """Bytes, or a list of several, in the form that is sent.

    ``value`` is base64 text, bytes, a list of numbers, or a list of such; a map is sent as it was given.

    :raises NotSendable: it is none of these.
    """
    if isinstance(value, Mapping):
        return value
    if isinstance(value, (list, tuple)) and value and not any(isinstance(item, (int, float)) for item in value):
        # Several: each has its own object, for in one list their numbers could not be told apart.
        chosen: ByteForm = "tagged_base64" if form == "tagged_base64" else "tagged_numbers"
        return [
            item if isinstance(item, Mapping) else _bytes_in_form(_content_in_bytes(item), chosen) for item in value
        ]
    return _bytes_in_form(_content_in_bytes(value), form)


def _content_in_bytes(value: object) -> bytes:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, (list, tuple)):
        wrong = next((item for item in value if not _is_byte(item)), None)
        if wrong is not None:
            raise NotSendable(f"'{show(wrong)}' in it is no number from 0 to 255", _BYTES_REMEDY)
        return bytes(value)
    if not isinstance(value, str):
        raise NotSendable(f"it takes bytes, and the value is {kind_of(value)}", _BYTES_REMEDY)
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except (ValueError, binascii.Error):
        raise NotSendable("it takes bytes, and the text is no base64", _BYTES_REMEDY) from None


def _is_byte(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 255


def _bytes_in_form(content: bytes, form: ByteForm) -> Json:
    if form == "numbers":
        return list(content)
    if form == "tagged_numbers":
        return {"@odata.type": BYTE_ARRAY, "Data": list(content)}
    return {"@odata.type": BYTE_ARRAY, "Data": EncodedBytes(base64.b64encode(content).decode("ascii"))}


class EncodedBytes(str):
    """Base64 of our own making: the length that text may have does not count for it."""

    __slots__ = ()
