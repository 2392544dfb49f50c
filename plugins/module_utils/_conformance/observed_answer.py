# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""One answer of the service as it came: its status, headers and body, the error in it, and what can be looked at.

Nothing is read as the client reads it, which knows what an answer means: here it matters what it looks like. Each look
gives a few words about a shape, never a value of the tenant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    if all(isinstance(element, str) for element in values):
        return "a list of texts"
    maps = [element for element in values if isinstance(element, Mapping)]
    if len(maps) == len(values):
        return "a list of objects with " + _shape_of_keys({name: None for element in maps for name in element})
    return "a list of " + " and ".join(sorted({shape_of(element) for element in values}))


def names_of(row: JsonMap) -> list[str]:
    """The names in an object, without annotations. What is no name may be somebody's value, and is left out."""
    return sorted(name for name in row if _PLAIN_NAME.fullmatch(name))


def _shape_of_keys(value: JsonMap) -> str:
    return ", ".join(names_of(value)) or "no names"


_EXCEPTION_BARS = re.compile(r"\s*[\w.-]*\|[\w.+`]*\|", re.DOTALL)
_COOKIE_NAME = re.compile(r"(?:^|,)\s*([A-Za-z0-9_.-]+)=")
_DEEPEST_ERROR = 10


@dataclass(frozen=True)
class ObservedAnswer:
    """An answer. ``headers`` are looked up without regard to case; ``seconds`` is how long it was waited for."""

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    decoded: bool = True
    seconds: float = 0.0

    @cached_property
    def document(self) -> JsonMap:
        """The body's JSON object; empty where it is none."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

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
        objects = self.document.get("value")
        return [row for row in objects if isinstance(row, dict)] if isinstance(objects, list) else []

    @property
    def link(self) -> str:
        """The link to the next page; empty where there is none."""
        return str(self.document.get("@odata.nextLink") or "")

    @property
    def warnings(self) -> list[str]:
        """The service's warnings."""
        texts = self.document.get("@adminapi.warnings")
        return [str(text) for text in texts] if isinstance(texts, list) else []

    @property
    def error(self) -> JsonMap:
        """`error` of the body; empty where it has none."""
        error = self.document.get("error")
        return error if isinstance(error, dict) else {}

    @property
    def detail(self) -> JsonMap:
        """The first of the error's details; empty where it has none."""
        details = self.error.get("details")
        return details[0] if isinstance(details, list) and details and isinstance(details[0], dict) else {}

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
        types = [str(exception.get("type") or "") for exception in _internal_exceptions(self.error.get("innererror"))]
        return next((type_name for type_name in reversed(types) if type_name), "")

    @property
    def error_text(self) -> str:
        """What the error says to a person; empty where it is no error of a cmdlet."""
        message = str(self.detail.get("message") or "")
        chain = _unnest_errors(message)
        if chain:
            return str(chain[-1].get("Message") or "")
        if _EXCEPTION_BARS.match(message):
            return message.split("|", 2)[2]
        texts = [
            str(exception.get("message") or "") for exception in _internal_exceptions(self.error.get("innererror"))
        ]
        return message or next((text for text in reversed(texts) if text), "") or str(self.error.get("message") or "")

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
        error: Json = json.loads(message)
    except (ValueError, RecursionError):
        return []
    errors: list[JsonMap] = []
    while isinstance(error, dict) and len(errors) < _DEEPEST_ERROR and ("Message" in error or "TypeName" in error):
        errors.append(error)
        error = error.get("InnerError")
    return errors


def _internal_exceptions(exception: Json) -> Iterator[JsonMap]:
    """innererror and the exceptions inside it, outermost first."""
    for _level in range(_DEEPEST_ERROR):
        if not isinstance(exception, dict):
            return
        yield exception
        exception = exception.get("internalexception")


Look = Callable[[ObservedAnswer, str], "str | None"]

_MORE_RESULTS = "There are more results"
_EXPIRED_PAGING = "Expired or Invalid pagination request"
_ADMIN_HOST = re.compile(r"https://[^./]+\.admin\.protection\.[^/]+:446/", re.IGNORECASE)
_ONE_MINUTE = 60.0


def _look_at_listing(answer: ObservedAnswer, _of: str) -> str | None:
    """Rows, link and warning of one page."""
    if answer.status != 200:
        return None
    many = ("no row", "one row")[len(answer.rows)] if len(answer.rows) < 2 else "more rows"
    warned = (
        "the warning that there is more" if any(_MORE_RESULTS in text for text in answer.warnings) else "no warning"
    )
    return f"{many}, {'a link' if answer.link else 'no link'}, {warned}"


def _look_at_rows(answer: ObservedAnswer, _of: str) -> str | None:
    if answer.status != 200:
        return None
    return ("no row", "one row")[len(answer.rows)] if len(answer.rows) < 2 else "more rows"


def _look_at_page(answer: ObservedAnswer, _of: str) -> str:
    """What became of a link."""
    if answer.status == 200:
        return "the next page"
    return "expired or invalid" if _EXPIRED_PAGING in answer.body.decode("utf-8", "replace") else "refused"


def _look_at_link_host(answer: ObservedAnswer, _of: str) -> str | None:
    """Where the link leads, seen from the host that was asked."""
    if not answer.link:
        return None
    asked_host, host = (
        re.sub(r"^https://([^/:]+).*", r"\1", url, flags=re.DOTALL) for url in (answer.url, answer.link)
    )
    if host == asked_host:
        return "the same host"
    return "a host below it" if host.endswith(f".{asked_host}") else "another host"


def _look_at_property(answer: ObservedAnswer, of: str) -> str | None:
    """The shape of a property: of the first row that has something in it, else of any."""
    values = [row[of] for row in answer.rows if of in row]
    full = [value for value in values if value not in (None, "", [])]
    return shape_of((full or values)[0]) if values else None


def _look_at_full_property(answer: ObservedAnswer, of: str) -> str | None:
    """The same, where only something tells: an empty list has no shape."""
    shape = _look_at_property(answer, of)
    return None if shape in ("null", "an empty text", "an empty list") else shape


def _look_at_item(answer: ObservedAnswer, of: str) -> str | None:
    """The shape of what stands under a name in the items of a property that is a list: ``Sender of AllowedSenders``."""
    name, _of, list_name = of.partition(" of ")
    lists = (value for row in answer.rows if isinstance(value := row.get(list_name), list))
    items = [item for several in lists for item in several if isinstance(item, Mapping) and name in item]
    return shape_of(items[0][name]) if items else None


def _look_at_annotation(answer: ObservedAnswer, of: str) -> str | None:
    """What the service writes beside a property; a property itself is the tenant's own."""
    if "@" not in of:
        return None
    return str(answer.rows[0].get(of) or "none") if answer.rows else None


def _look_at_challenge(answer: ObservedAnswer, _of: str) -> str | None:
    """The schemes of WWW-Authenticate, and what a Bearer challenge names."""
    if answer.status != 401:
        return f"{answer.status} without a challenge" if "WWW-Authenticate" not in answer.headers else None
    text = answer.headers.get("WWW-Authenticate", "")
    schemes = [scheme for scheme in ("Basic", "Bearer") if re.search(rf"(?:^|[,\s]){scheme}\b", text, re.IGNORECASE)]
    return " and ".join(schemes) or "none"


def _look_at_redirect(answer: ObservedAnswer, _of: str) -> str:
    if not 300 <= answer.status < 400:
        return "none"
    return (
        "to a region's admin host, port 446" if _ADMIN_HOST.match(answer.headers.get("Location", "")) else "elsewhere"
    )


def _look_at_confirmation(answer: ObservedAnswer, _of: str) -> str | None:
    if answer.status != 200:
        return None
    return "a confirmation message" if answer.document.get("@adminapi.confirmationmessage") else "none"


def _look_at_delay(answer: ObservedAnswer, _of: str) -> str:
    if not answer.seconds:
        return "at once"
    return "within a minute" if answer.seconds < _ONE_MINUTE else "later"


LOOKS: Mapping[str, Look] = {
    "status": lambda answer, _of: str(answer.status),
    "answer": lambda answer, _of: f"{answer.status} {answer.body_kind}",
    "error shape": lambda answer, _of: answer.detail_shape if answer.error else None,
    "error type": lambda answer, _of: (answer.exception_type or "no type") if answer.error else None,
    "detail code": lambda answer, _of: str(answer.detail.get("code") or "no code") if answer.error else None,
    "error message": lambda answer, _of: str(answer.error.get("message") or "none") if answer.error else None,
    "listing": _look_at_listing,
    "rows": _look_at_rows,
    "page": _look_at_page,
    "link host": _look_at_link_host,
    "taken": lambda answer, _of: "taken" if answer.status == 200 else "refused",
    "property": _look_at_property,
    "full property": _look_at_full_property,
    "item": _look_at_item,
    "properties": lambda answer, _of: ", ".join(names_of(answer.rows[0])) if answer.rows else None,
    "annotation": _look_at_annotation,
    "envelope": lambda answer, _of: ", ".join(sorted(answer.document)) if answer.status == 200 else None,
    "header": lambda answer, of: "present" if answer.headers.get(of) else "absent",
    "cookies": lambda answer, _of: "set" if answer.cookies else "none",
    "challenge": _look_at_challenge,
    "redirect": _look_at_redirect,
    "confirmation": _look_at_confirmation,
    "waited": _look_at_delay,
}


def evidence_of_answer(answer: ObservedAnswer, name: str) -> str:
    """An answer in one line, for a report: what it is, and the words of its error."""
    parts = [f"{name}: {answer.status} {answer.body_kind}"]
    if answer.error:
        parts += [f"code {answer.error.get('code')}", f"type {answer.exception_type or 'none'}", answer.error_text]
    elif answer.status == 200 and "value" in answer.document:
        parts.append(str(_look_at_listing(answer, "")))
        parts += [warning for warning in answer.warnings if _MORE_RESULTS not in warning]
    if answer.cookies:
        parts.append("cookies " + ", ".join(answer.cookies))
    return "; ".join(part for part in parts if part)
