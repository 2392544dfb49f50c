# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Files that the service keeps, as they are compared: XML by what it says, not by how its lines are set.

Such a file is written as bytes (base64 text, or a list of numbers) and read as text or bytes (CIPP, rule packages).
"""

from __future__ import annotations

import base64
import binascii

from .._values.secret_and_unsendable_values import NotSendable, kind_of
from .normal import Normal

_FILE_REMEDY = "Give the content of the file, as text or as base64."
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def xml_form(value: object) -> Normal:
    """XML in its canonical spelling, without the blanks between its elements.

    :raises NotSendable: it is no XML, whether as text or as bytes.
    """
    # Only a file needs it, and few objects are made of one. Expat bounds what entities grow to.
    from xml.etree import ElementTree as ET  # noqa: PLC0415  # nosec B405

    text = _text_of_file(value)
    try:
        # A declaration tells an encoding that a text does not have any more.
        _declaration, _end, content = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
        canonical = ET.canonicalize(content.strip(), strip_text=True)
    except (ET.ParseError, ValueError):
        raise NotSendable("it takes XML, and the text is none", _FILE_REMEDY) from None
    return Normal(canonical, canonical)


def _text_of_file(value: object) -> str:
    if isinstance(value, str) and value.lstrip("\ufeff \r\n\t").startswith("<"):
        return value.lstrip("\ufeff \r\n\t")
    content = _bytes_of_file(value)
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding).strip()
    except UnicodeDecodeError:
        raise NotSendable("it takes XML, and its bytes are no text", _FILE_REMEDY) from None


def _bytes_of_file(value: object) -> bytes:
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    try:
        if isinstance(value, str):
            return base64.b64decode("".join(value.split()), validate=True)
        if isinstance(value, (list, tuple)) and all(isinstance(one, int) for one in value):
            return bytes(value)
    except (ValueError, binascii.Error):
        pass
    raise NotSendable(f"it takes XML, and the value is {kind_of(value)}", _FILE_REMEDY)
