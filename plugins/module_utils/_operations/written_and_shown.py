# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Whether a property of an object shows the value that was written."""

from __future__ import annotations

from typing import Any

from .._catalogue.cmdlets import find
from .._catalogue.parameter_types import kind_of_type, short_name
from .._values.sizes import bytes_in

# What the service shows as it was written.
_ONE_FORM = frozenset({"boolean", "integer", "guid"})
_ADDRESSES = frozenset({"smtpaddress", "proxyaddress"})
_ONE_FORM_TEXTS = _ADDRESSES | {"string"}
# What is the same in capitals and in small letters.
_NO_CASE = _ONE_FORM | {"identity", "unlimited"}
_EMPTY = (None, "")
_PREFIX = "smtp:"


def form(value: Any) -> str:
    """A plain value in which neither case nor the prefix counts that the service adds to an address."""
    return str(value).casefold().removeprefix(_PREFIX)


def same(cmdlet: str, name: str, value: Any, shown_value: Any) -> bool | None:
    """Whether a property shows what was written; None where it may be the same in another form.

    A list and a map are never compared: the service may order and complete them. A null empties a property, or sets it
    to what it is by itself.
    """
    if value in _EMPTY and shown_value in _EMPTY:
        return True
    if not isinstance(value, (str, int, float)) or not isinstance(shown_value, (str, int, float)):
        return None
    known = find(cmdlet)
    parameter = known.parameter(name) if known else None
    kind = kind_of_type(parameter.type) if parameter else "other"
    short = short_name(parameter.type) if parameter else ""
    if form(value) == form(shown_value):
        return _is_same_to_the_letter(str(value), str(shown_value), short) or kind in _NO_CASE or None
    if kind in _ONE_FORM or short in _ONE_FORM_TEXTS:
        return None if _is_html(shown_value) else False
    if kind in ("size", "unlimited") and isinstance(shown_value, str):
        wanted, there = bytes_in(str(value)), bytes_in(shown_value)
        return None if wanted is None or there is None else wanted == there
    return None


def _is_same_to_the_letter(text: str, shown_text: str, short: str) -> bool:
    """Whether a text is shown as it was written, an address that had no prefix with any.

    Case is part of a text, and of the prefix of an address: "SMTP:" is the primary one. But that the service keeps it
    in all texts is documented nowhere, and it writes hosts and prefixes in its own way: another case is no difference
    that is sure, so whoever asks leaves it open.
    """
    if short in _ADDRESSES and not text.lower().startswith(_PREFIX) and shown_text.lower().startswith(_PREFIX):
        shown_text = shown_text[len(_PREFIX) :]
    return text == shown_text


def _is_html(value: Any) -> bool:
    """Whether the service has made a page of a text, such as an automatic reply."""
    return isinstance(value, str) and value.lstrip().startswith("<")
