# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Bytes as a cmdlet takes them: the content of a file, a certificate, a table.

Two forms are known: a plain array of numbers, which a large client of the service sends and which works (CIPP, for rule
packages), and a tagged object, which Microsoft's own module sends (read off it by others). Whether the tagged one also
takes base64 is not known.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from .._json_types import Json
from .settings import ByteForm
from .unsendable import NotSendable, kind_of, show

BYTE_ARRAY = "#Exchange.ByteArrayType"
_REMEDY = "Give base64 text (the filter b64encode makes it), a list of numbers from 0 to 255, or the option files."


def bytes_value(value: object, form: ByteForm) -> object:
    """Bytes, or a list of several, in the form that is sent.

    ``value`` is base64 text, bytes, a list of numbers, or a list of such; a map is sent as it was given.

    :raises NotSendable: it is none of these.
    """
    if isinstance(value, Mapping):
        return value
    if isinstance(value, (list, tuple)) and value and not any(isinstance(one, (int, float)) for one in value):
        # Several: each has its own object, for in one list their numbers could not be told apart.
        chosen: ByteForm = "tagged_base64" if form == "tagged_base64" else "tagged_numbers"
        return [one if isinstance(one, Mapping) else _in_form(_content(one), chosen) for one in value]
    return _in_form(_content(value), form)


def _content(value: object) -> bytes:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, (list, tuple)):
        wrong = next((one for one in value if not _is_byte(one)), None)
        if wrong is not None:
            raise NotSendable(f"'{show(wrong)}' in it is no number from 0 to 255", _REMEDY)
        return bytes(value)
    if not isinstance(value, str):
        raise NotSendable(f"it takes bytes, and the value is {kind_of(value)}", _REMEDY)
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except (ValueError, binascii.Error):
        raise NotSendable("it takes bytes, and the text is no base64", _REMEDY) from None


def _is_byte(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 255


def _in_form(content: bytes, form: ByteForm) -> Json:
    if form == "numbers":
        return list(content)
    if form == "tagged_numbers":
        return {"@odata.type": BYTE_ARRAY, "Data": list(content)}
    return {"@odata.type": BYTE_ARRAY, "Data": EncodedBytes(base64.b64encode(content).decode("ascii"))}


class EncodedBytes(str):
    """Base64 of our own making: the length that text may have does not count for it."""

    __slots__ = ()
