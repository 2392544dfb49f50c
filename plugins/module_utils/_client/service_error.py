# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Take the real error out of the service's error body.

The outer message is always the same ("Error executing cmdlet") and the HTTP status differs from year to year for the
same error: the .NET type of the exception is what tells one from another.

A message has one of two shapes: ``Id|Type|text``, of which id and type may both be empty (Microsoft365DSC #6753), and
a JSON text of ``Message``, ``TypeName``, ``StackTrace`` and ``InnerError``, the same again inside (go-exoscc and
M365Permissions, which both send the header X-ResponseFormat).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .._errors.exception_types import concerns, is_known
from .._json import NotJson, TooDeep, loads
from .._json_types import Json
from .._redaction.secret_rules import clean

_TYPED = re.compile(r"^\s*([\w.-]*)\|([\w.+`]+)\|(.*)$", re.DOTALL)
_UNTYPED = re.compile(r"^\s*(?:Ex[0-9A-F]{4,8})?\|\|(.+)$", re.DOTALL)
_INNER = re.compile(r"\|((?:\w+\.)+\w*Exception)\|([^\"\\]*)")
_PROXY = "CmdletProxyException"
# It stands around every error, and is never its type.
_AROUND = "ODataServiceException"
_DEEPEST = 10
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class CmdletError:
    """What a cmdlet complained about. ``exception_type`` is the full .NET name or None; ``text`` is clean."""

    exception_type: str | None
    text: str


def errors_of(document: object, header_type: str | None = None) -> CmdletError | None:
    """The error of an error body, or None where ``document`` is none.

    Looked for in this order: details, the innermost internal exception, innererror, message; one whose type or text
    means something counts before all others. ``header_type`` is the header X-ExceptionType, used where the body names
    no type.
    """
    error = document.get("error") if isinstance(document, Mapping) else None
    header_type = _real(header_type)
    if isinstance(error, str):
        return CmdletError(header_type, clean(error))
    if not isinstance(error, Mapping):
        return None
    best = _best(list(_candidates(error)))
    if best is None:
        return CmdletError(header_type, "The service gave no reason.")
    return CmdletError(best.exception_type or header_type, best.text)


def listed_error(item: object) -> CmdletError:
    """One element of ``@adminapi.errors``: an error object, or its text."""
    if isinstance(item, Mapping):
        return errors_of(item if "error" in item else {"error": item}) or CmdletError(None, clean(item))
    return split(str(item))


def split(text: str) -> CmdletError:
    """A message taken apart, whichever shape it has; the text of ``Id|Type|text`` may hold further bars.

    An error that one server passed on for another is wrapped whole into the text; the inner one counts.
    """
    if text.lstrip().startswith("{"):
        inside = _best(list(reversed(list(_levels(text)))))
        return inside or CmdletError(None, clean(text))
    found = _TYPED.match(text)
    if not found:
        untyped = _UNTYPED.match(text)
        return CmdletError(None, clean(untyped[1] if untyped else text))
    if found[2].endswith(_PROXY):
        return _unwrap_proxy_text(found[3]) or CmdletError(found[2], clean(found[3]))
    return CmdletError(_real(found[2]), clean(found[3]))


def _unwrap_proxy_text(text: str) -> CmdletError | None:
    """The error body inside of a proxy's text: as JSON, as JSON in a JSON text, or what a cut one still shows."""
    start = text.find("{")
    quoted = start > 0 and text[start - 1] == '"'
    try:
        document, _end = _DECODER.raw_decode(text, start - 1 if quoted else start) if start >= 0 else (None, 0)
        document = json.loads(document) if isinstance(document, str) else document
    except (ValueError, RecursionError):
        document = None
    found = errors_of(document)
    if found is not None and found.exception_type:
        return found
    inner = _INNER.search(text)
    return CmdletError(inner[1], clean(inner[2])) if inner else None


def _best(candidates: Sequence[CmdletError]) -> CmdletError | None:
    """Of several that have a text: the first that means something, else the first that has a type, else the first."""
    told = [one for one in candidates if one.text]
    meant = (one for one in told if is_known(one.exception_type) or concerns(None, one.text))
    typed = (one for one in told if one.exception_type)
    return next(meant, None) or next(typed, None) or next(iter(told), None)


def _candidates(error: Mapping[str, object]) -> Iterator[CmdletError]:
    details = error.get("details")
    if isinstance(details, list):
        yield from (split(str(one.get("message") or "")) for one in details if isinstance(one, Mapping))
    yield from reversed(list(_levels(error)))


def _levels(one: object) -> Iterator[CmdletError]:
    """An error and those inside it, outermost first, in the spelling of either shape; stack traces are left out."""
    for _level in range(_DEEPEST):
        if isinstance(one, str):
            one = _document(one)
        if not isinstance(one, Mapping):
            return
        level = {str(name).lower(): value for name, value in one.items()}
        found = split(str(level.get("message") or ""))
        named = level.get("type") or level.get("typename")
        yield CmdletError(found.exception_type or (_real(str(named)) if named else None), found.text)
        one = level.get("internalexception") or level.get("innererror")


def _document(text: str) -> Json:
    """The JSON of a text; None where it is none."""
    try:
        document: Json = loads(text.encode("utf-8", "surrogatepass"))
    except (NotJson, TooDeep):
        return None
    return document


def _real(exception_type: str | None) -> str | None:
    return None if exception_type is None or exception_type.endswith(_AROUND) else exception_type
