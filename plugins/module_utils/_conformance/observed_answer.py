# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One answer of the service as it came: its status, headers and body, the error in it, and the shape of each value.

Nothing is read as the client reads it, which knows what an answer means: here it matters what it looks like. A shape is
said in words and without the value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from .._dataclass import dataclass
from .._json_types import Json, JsonMap

# The first form that fits a whole text. Forms are those that the admin API is known to use (a capture of 2024-05-22),
# and those of ISO 8601, which Microsoft's module shows for some spans.
_SHAPES_OF_TEXT: tuple[tuple[str, str], ...] = (
    (r"", "an empty text"),
    (r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a GUID"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", "a date with seven digits and Z"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}[+-]\d\d:\d\d", "a date with seven digits and an offset"),
    (r"\d{4}-\d\d-\d\dT.*", "a date of another form"),
    (r"-?(?:\d+\.)?\d\d:\d\d:\d\d(?:\.\d+)?", "a time span as .NET writes it"),
    (r"-?P(?:\d+[DW])?(?:T[\dHMS.]+)?", "a time span of ISO 8601"),
    (r"[\d.,]+ [KMGT]?B \([\d,]+ bytes\)", "a size with its bytes"),
    (r"[{\[].*[}\]]", "a JSON text"),
    (r"CN=.*", "a distinguished name"),
    (r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", "an address"),
    (r"[\w-]+(?:\.[\w-]+)+/.+", "a canonical name"),
    (r"(?:System|Microsoft)\.[\w.]+", "the name of a .NET type"),
)
_PLAIN_NAME = re.compile(r"[A-Za-z_]\w{0,60}")


def shape_of(value: Json) -> str:
    """What kind of value it is: "a GUID", "a list of objects with Name, DisplayName"."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return next((words for form, words in _SHAPES_OF_TEXT if re.fullmatch(form, value, re.DOTALL)), "a text")
    if isinstance(value, Mapping):
        return f"an object with {_shape_of_keys(value)}"
    return _shape_of_list(value)


def _shape_of_list(values: Sequence[Json]) -> str:
    if not values:
        return "an empty list"
    if all(isinstance(one, str) for one in values):
        return "a list of texts"
    maps = [one for one in values if isinstance(one, Mapping)]
    if len(maps) == len(values):
        return "a list of objects with " + _shape_of_keys({name: None for one in maps for name in one})
    return "a list of " + " and ".join(sorted({shape_of(one) for one in values}))


def names_of(row: JsonMap) -> list[str]:
    """The names in an object, without annotations. What is no name may be somebody's value, and is left out."""
    return sorted(name for name in row if _PLAIN_NAME.fullmatch(name))


def _shape_of_keys(value: JsonMap) -> str:
    return ", ".join(names_of(value)) or "no names"


_EXCEPTION_BARS = re.compile(r"\s*[\w.-]*\|[\w.+`]*\|", re.DOTALL)
_COOKIE_NAME = re.compile(r"(?:^|,)\s*([A-Za-z0-9_.-]+)=")
_DEEPEST_ERROR = 10


@dataclass(frozen=True)
class SeenAnswer:
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
        if _unnest_errors(message):
            return "a JSON text"
        return "Id|Type|text" if _EXCEPTION_BARS.match(message) else "a plain text"

    @property
    def exception_type(self) -> str:
        """The full name of the exception that tells most: the innermost of the detail, else of innererror."""
        message = str(self.detail.get("message") or "")
        chain = _unnest_errors(message)
        if chain:
            return str(chain[-1].get("TypeName") or "")
        if _EXCEPTION_BARS.match(message):
            return message.split("|", 2)[1]
        types = [str(one.get("type") or "") for one in _internal_exceptions(self.error.get("innererror"))]
        return next((one for one in reversed(types) if one), "")

    @property
    def error_text(self) -> str:
        """What the error says to a person; empty where it is no error of a cmdlet."""
        message = str(self.detail.get("message") or "")
        chain = _unnest_errors(message)
        if chain:
            return str(chain[-1].get("Message") or "")
        if _EXCEPTION_BARS.match(message):
            return message.split("|", 2)[2]
        texts = [str(one.get("message") or "") for one in _internal_exceptions(self.error.get("innererror"))]
        return message or next((one for one in reversed(texts) if one), "") or str(self.error.get("message") or "")

    @property
    def cookies(self) -> list[str]:
        """The names of the cookies that it sets; their values are nobody's business."""
        return sorted(set(_COOKIE_NAME.findall(self.headers.get("Set-Cookie", ""))))

    @property
    def kept_out(self) -> bool:
        """Whether the identity, or the moment, did not let the question be asked."""
        return self.status in (401, 403, 408, 429, 502, 503, 504)


def _unnest_errors(message: str) -> list[JsonMap]:
    """The errors in a JSON text `{Message, TypeName, StackTrace, InnerError}`, outermost first."""
    try:
        one: Json = json.loads(message)
    except (ValueError, RecursionError):
        return []
    found: list[JsonMap] = []
    while isinstance(one, dict) and len(found) < _DEEPEST_ERROR and ("Message" in one or "TypeName" in one):
        found.append(one)
        one = one.get("InnerError")
    return found


def _internal_exceptions(one: Json) -> Iterator[JsonMap]:
    """innererror and the exceptions inside it, outermost first."""
    for _level in range(_DEEPEST_ERROR):
        if not isinstance(one, dict):
            return
        yield one
        one = one.get("internalexception")
