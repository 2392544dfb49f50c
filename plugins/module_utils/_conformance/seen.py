# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One answer of the service as it came: its status, headers and body, and the error in it, in whichever form.

Nothing is read as the client reads it, which knows what an answer means: here it matters what it looks like.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .._json_types import Json, JsonMap

_BARS = re.compile(r"\s*[\w.-]*\|[\w.+`]*\|", re.DOTALL)
_COOKIE = re.compile(r"(?:^|,)\s*([A-Za-z0-9_.-]+)=")
_DEEPEST = 10


@dataclass(frozen=True)
class Seen:
    """An answer. ``headers`` are looked up without regard to case; ``seconds`` is how long it was waited for."""

    asked: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    decoded: bool = True
    seconds: float = 0.0

    @cached_property
    def document(self) -> JsonMap:
        """The body's JSON object; empty where it is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def body_kind(self) -> str:
        """What the body is: JSON, NUL bytes, nothing, a page, a text."""
        if not self.body:
            return "without a body"
        if not self.body.strip(b"\0"):
            return "with NUL bytes"
        if self.document:
            return "with JSON"
        return "with a page" if self.body.lstrip().startswith(b"<") else "with a text"

    @property
    def rows(self) -> list[JsonMap]:
        """The objects in `value`."""
        found = self.document.get("value")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    @property
    def link(self) -> str:
        """The link to the next page; empty where there is none."""
        return str(self.document.get("@odata.nextLink") or "")

    @property
    def warnings(self) -> list[str]:
        """The service's warnings."""
        found = self.document.get("@adminapi.warnings")
        return [str(one) for one in found] if isinstance(found, list) else []

    @property
    def error(self) -> JsonMap:
        """`error` of the body; empty where it has none."""
        found = self.document.get("error")
        return found if isinstance(found, dict) else {}

    @property
    def detail(self) -> JsonMap:
        """The first of the error's details; empty where it has none."""
        found = self.error.get("details")
        return found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}

    @property
    def detail_shape(self) -> str:
        """How the detail's message is written: both forms have been met."""
        message = self.detail.get("message")
        if not isinstance(message, str):
            return "no details"
        if _unnest(message):
            return "a JSON text"
        return "Id|Type|text" if _BARS.match(message) else "a plain text"

    @property
    def exception_type(self) -> str:
        """The full name of the exception that tells most: the innermost of the detail, else of innererror."""
        message = str(self.detail.get("message") or "")
        chain = _unnest(message)
        if chain:
            return str(chain[-1].get("TypeName") or "")
        if _BARS.match(message):
            return message.split("|", 2)[1]
        types = [str(one.get("type") or "") for one in _internal(self.error.get("innererror"))]
        return next((one for one in reversed(types) if one), "")

    @property
    def error_text(self) -> str:
        """What the error says to a person; empty where it is no error of a cmdlet."""
        message = str(self.detail.get("message") or "")
        chain = _unnest(message)
        if chain:
            return str(chain[-1].get("Message") or "")
        if _BARS.match(message):
            return message.split("|", 2)[2]
        texts = [str(one.get("message") or "") for one in _internal(self.error.get("innererror"))]
        return message or next((one for one in reversed(texts) if one), "") or str(self.error.get("message") or "")

    @property
    def cookies(self) -> list[str]:
        """The names of the cookies that it sets; their values are nobody's business."""
        return sorted(set(_COOKIE.findall(self.headers.get("Set-Cookie", ""))))

    @property
    def kept_out(self) -> bool:
        """Whether the identity, or the moment, did not let the question be asked."""
        return self.status in (401, 403, 408, 429, 502, 503, 504)


def _unnest(message: str) -> list[JsonMap]:
    """The errors in a JSON text `{Message, TypeName, StackTrace, InnerError}`, outermost first."""
    try:
        one: Json = json.loads(message)
    except (ValueError, RecursionError):
        return []
    found: list[JsonMap] = []
    while isinstance(one, dict) and len(found) < _DEEPEST and ("Message" in one or "TypeName" in one):
        found.append(one)
        one = one.get("InnerError")
    return found


def _internal(one: Json) -> Iterator[JsonMap]:
    """innererror and the exceptions inside it, outermost first."""
    for _level in range(_DEEPEST):
        if not isinstance(one, dict):
            return
        yield one
        one = one.get("internalexception")
