# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Take the real error out of the service's error body.

The outer message is always the same ("Error executing cmdlet") and the HTTP status differs from year to year for the
same error: the .NET type of the exception is what tells one from another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._redaction.shapes import clean

_TYPED = re.compile(r"^\s*([\w.-]*)\|([\w.+`]+)\|(.*)$", re.DOTALL)
_INNER = re.compile(r"\|((?:\w+\.)+\w*Exception)\|([^\"\\]*)")
_PROXY = "CmdletProxyException"
# The exception of the interface itself, around whatever a cmdlet complained about.
_WRAPPER = "ODataServiceException"
_DEEPEST = 10


@dataclass(frozen=True)
class CmdletError:
    """What a cmdlet complained about. ``exception_type`` is the full .NET name or None; ``text`` is clean."""

    exception_type: str | None
    text: str


def errors_of(document: Any, header_type: str | None = None) -> CmdletError | None:
    """The error of an error body, or None where ``document`` is none.

    Looked for in this order: details, the innermost internal exception, innererror, message.
    ``header_type`` is the header X-ExceptionType, used where the body names no type.
    """
    error = document.get("error") if isinstance(document, Mapping) else None
    if isinstance(error, str):
        return CmdletError(header_type, clean(error))
    if not isinstance(error, Mapping):
        return None
    candidates = [one for one in _candidates(error) if one.text]
    best = next((one for one in candidates if one.exception_type), None) or next(iter(candidates), None)
    if best is None:
        return CmdletError(header_type, "The service gave no reason.")
    return CmdletError(best.exception_type or header_type, best.text)


def listed_error(item: Any) -> CmdletError:
    """One element of ``@adminapi.errors``: an error object, or its text."""
    if isinstance(item, Mapping):
        return errors_of(item if "error" in item else {"error": item}) or CmdletError(None, clean(item))
    return split(str(item))


def split(text: str) -> CmdletError:
    """``ErrorId|Full.Type.Name|text`` taken apart; the text may hold further bars.

    An error that one server passed on for another is wrapped whole into the text; the inner one counts. The other form
    of a detail is a JSON text (go-exoscc, M365Permissions), in which the innermost error counts.
    """
    if text.lstrip().startswith("{") and (innermost := _from_json(text)) is not None:
        return innermost
    found = _TYPED.match(text)
    if not found:
        return CmdletError(None, clean(text))
    if found[2].endswith(_PROXY):
        inner = _INNER.search(found[3])
        if inner:
            return CmdletError(inner[1], clean(inner[2]))
    return CmdletError(found[2], clean(found[3]))


def _from_json(text: str) -> CmdletError | None:
    """The innermost error of a JSON text ``{Message, TypeName, StackTrace, InnerError}``; None where it is none."""
    try:
        one: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found: CmdletError | None = None
    for _level in range(_DEEPEST):
        if not isinstance(one, Mapping) or not one.get("Message"):
            break
        found = CmdletError(_real(one.get("TypeName")), clean(one["Message"]))
        one = one.get("InnerError")
    return found


def _real(name: Any) -> str | None:
    """The name of an exception's type, if it is one of a cmdlet."""
    return None if not name or str(name).endswith(_WRAPPER) else str(name)


def _candidates(error: Mapping[str, Any]) -> Iterator[CmdletError]:
    details = error.get("details")
    if isinstance(details, list):
        yield from (split(str(one.get("message") or "")) for one in details if isinstance(one, Mapping))
    inner = error.get("innererror")
    if isinstance(inner, Mapping):
        yield from reversed(list(_nested(inner)))
    yield split(str(error.get("message") or ""))


def _nested(inner: Mapping[str, Any]) -> Iterator[CmdletError]:
    """innererror and the internal exceptions inside it, outermost first; stack traces are left out."""
    one: Any = inner
    for _level in range(_DEEPEST):
        if not isinstance(one, Mapping):
            return
        found = split(str(one.get("message") or ""))
        named = one.get("type")
        yield CmdletError(found.exception_type or _real(named), found.text)
        one = one.get("internalexception")
