# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Judge an answer: rows, or what went wrong.

What follows from a fault stands in :mod:`retries_and_rate_limits`, what a person is told of it in
:mod:`listing_and_failure`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from .._dataclass import dataclass
from .._json import NotJson, TooDeep, TooMany, loads
from .._json_types import Json, JsonMap, Row
from .._redaction.secret_rules import clean
from .._transport.transport import MAX_EMPTY_PAGES, Answer, BadLink
from .._transport.transport_error import FINAL_KINDS, TransportError
from .._values.decode_rows import decode_row
from .retries_and_rate_limits import Condition
from .rows_as_text import RowReader, TextRows, document_of
from .service_error import CmdletError, concerns, errors_of, is_concurrency, listed_error

_CLAIMS_CHALLENGE = re.compile(r'claims="([A-Za-z0-9+/=_-]{1,8192})"')
_CMDLET_IN_ERROR = re.compile(r"\b[A-Za-z]+-[A-Za-z]\w+")
_SHORT_BODY = 2000
# What may let a caller go on as if all were done: a 403 says none of it, whatever else it says.
_ALREADY_SO = frozenset({"object-not-found", "not-a-member", "already-exists", "already-a-member"})
# The service's words where it kept rows back: of a listing (read off Microsoft's module), of a message trace, with the
# command that goes on (graph2otel, CSS-Exchange #2527), and Exchange's older words.
_MORE_ROWS = re.compile(
    r"there (are|is|may be) (?!no\b)(\w+ )?more (results?|rows?|items?|objects?|records?|entries|messages?)\b"
    r"|\bonly the first [\d,.]+ (results|rows|items|objects|records|entries|messages)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AnswerPage:
    """A success: the rows of one page without annotations, the service's warnings, and the way on.

    ``cut`` is true where the service said that it kept rows back; ``confirmation`` is what it would have done, where it
    was only asked.
    """

    rows: Sequence[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    next_link: str | None = None
    cut: bool = False
    confirmation: str | None = None


@dataclass(frozen=True)
class AnswerFault:
    """No success. ``advice`` is the key of what to tell a person, ``text`` the service's own words."""

    condition: Condition
    advice: str
    text: str = ""
    exception_type: str | None = None
    status: int | None = None
    request_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    claims: str | None = None
    rows: list[Row] = field(default_factory=list)


def read_answer(
    answer: Answer, *, is_read: bool, what_if: bool, row_reader: RowReader = decode_row, as_text: bool = False
) -> AnswerPage | AnswerFault:
    """What ``answer`` says. ``what_if`` tells that a confirmation message was asked for, ``as_text`` that rows may be
    :class:`TextRows`."""
    if answer.status < 200:
        # Not the end of anything: the request may be at work.
        return _make_fault(answer, "not-json", "unexpected-answer")
    try:
        document = _document_of_answer(answer, row_reader if as_text else None)
        broken = False
    except NotJson:
        document, broken = None, True
    except TooDeep as error:
        return _make_fault(answer, "too-much", "too-many-values" if isinstance(error, TooMany) else "too-deep-answer")
    if (broken or not answer.decoded) and len(answer.body) <= _SHORT_BODY and is_concurrency(answer.text):
        return _make_fault(answer, "concurrency", "concurrency", text=clean(answer.text))
    if 200 <= answer.status < 300:
        result = _success_of_answer(answer, document, broken, is_read)
        return result if isinstance(result, AnswerFault) else _judge_document(answer, result, what_if, row_reader)
    return _fault_of_answer(answer, document, broken)


def _document_of_answer(answer: Answer, text_reader: RowReader | None) -> Json:
    """The JSON value of the body, with rows as text where there is a ``text_reader``; None where there is nothing.

    :raises NotJson, TooDeep: as :func:`loads`.
    """
    if not answer.body.strip(b"\0 \r\n\t"):
        return None
    # Errors come with gzip declared on a plain body, too (azure_auth, 2026-09).
    if not answer.decoded and (answer.status < 400 or not _begins_as_json(answer)):
        return None
    as_text = document_of(answer.body, text_reader) if text_reader and 200 <= answer.status < 300 else None
    document: Json = loads(answer.body) if as_text is None else as_text
    return document


def _success_of_answer(answer: Answer, document: Json, broken: bool, is_read: bool) -> JsonMap | AnswerFault:
    """The envelope, an empty one for an answer of nothing; or why this is none."""
    if not answer.decoded:
        return _make_fault(answer, "truncated", "truncated-answer")
    if not answer.body:
        # Some writes answer with nothing; a listing says so with an empty list, or with 204.
        declared_empty = answer.headers.get("Content-Length") == "0"
        if answer.status == 204 or (declared_empty and not is_read):
            return {}
        return _make_fault(answer, "truncated", "truncated-answer")
    if broken and _begins_as_json(answer):
        return _make_fault(answer, "truncated", "truncated-answer")
    if not isinstance(document, Mapping) or not _is_envelope(document, is_read):
        return _make_fault(answer, "not-json", "unexpected-answer", text=clean(answer.text[:200]))
    return document


def _is_envelope(document: JsonMap, is_read: bool) -> bool:
    """Whether this is the service's own: a strange map without rows must not become an empty list."""
    link = document.get("@odata.nextLink")
    if errors_of(document):
        return True
    if is_read and "value" not in document and not any("@" in key for key in document):
        return False
    return isinstance(document.get("value"), (list, TextRows, type(None))) and isinstance(link, (str, type(None)))


def _judge_document(
    answer: Answer, document: JsonMap, what_if: bool, row_reader: RowReader
) -> AnswerPage | AnswerFault:
    rows = _rows_of_document(document.get("value"), row_reader)
    error = errors_of(document)
    errors = [error] if error else [listed_error(item) for item in _errors_as_list(document.get("@adminapi.errors"))]
    if errors:
        faults = [_cmdlet_fault(answer, cmdlet_error, list(rows)) for cmdlet_error in errors]
        # Of several, the one that leaves open what has run.
        return next((fault for fault in faults if fault.condition == "transient"), faults[0])
    if document.get("@adminapi.confirmationmessage") and not what_if:
        return _make_fault(answer, "confirmation", "confirmation-only")
    return _page_of_document(document, rows)


def plain_page(document: JsonMap, row_reader: RowReader) -> AnswerPage | None:
    """The page that the answer to a read is, where it came as JSON inside another one and there is nothing to judge;
    else None: an error in it, or a strange map."""
    value, link = document.get("value"), document.get("@odata.nextLink")
    if not isinstance(value, list) or not isinstance(link, (str, type(None))):
        return None
    if document.get("error") or document.get("@adminapi.errors") or document.get("@adminapi.confirmationmessage"):
        return None
    return _page_of_document(document, _rows_of_document(value, row_reader))


def _page_of_document(document: JsonMap, rows: Sequence[Row]) -> AnswerPage:
    message = document.get("@adminapi.confirmationmessage")
    warnings = [clean(warning) for warning in _errors_as_list(document.get("@adminapi.warnings"))]
    link = document.get("@odata.nextLink")
    return AnswerPage(
        rows=rows,
        warnings=[warning for warning in warnings if not _MORE_ROWS.search(warning)],
        next_link=link if isinstance(link, str) and link else None,
        cut=any(_MORE_ROWS.search(warning) for warning in warnings),
        confirmation=clean(message) if message else None,
    )


def _rows_of_document(value: Json, row_reader: RowReader) -> Sequence[Row]:
    if isinstance(value, TextRows):
        return value
    # A map of parsed JSON is a dict, and a listing has many.
    return [row_reader(row) if isinstance(row, dict) else {"value": row} for row in _errors_as_list(value)]


def _errors_as_list(value: Json) -> Sequence[Json]:
    """What should be a list, as one."""
    return value if isinstance(value, list) else [value] if value else []


def _begins_as_json(answer: Answer) -> bool:
    return answer.body.lstrip()[:1] in (b"{", b"[")


def _fault_of_answer(answer: Answer, document: Json, broken: bool) -> AnswerFault:
    error = errors_of(document, answer.headers.get("X-ExceptionType"))
    status = answer.status
    if 300 <= status < 400:
        return _make_fault(answer, "redirected", "redirected")
    if status == 401:
        # Some have a body: "User is not allowed to call Get-Mailbox" (MicrosoftDocs/office-docs-powershell #7970).
        unauthorized = _make_fault(answer, "unauthorized", "not-authorized", error, text=_plain_words(answer))
        return replace(unauthorized, claims=_claims_challenge(answer.headers))
    if status == 429:
        return _make_fault(answer, "throttled", "throttled", error, text=_plain_words(answer))
    if status == 403 and error is not None and _names_a_cmdlet(document, error):
        return _make_fault(answer, "not-available", "cmdlet-not-available", error)
    if error is not None and (error.exception_type or not _is_status_of_trouble(status)):
        return _cmdlet_fault(answer, error)
    if _is_status_of_trouble(status):
        return _server_fault(answer, error)
    if status == 403:
        blank = not answer.decoded or not answer.body.strip(b"\0 \r\n\t")
        if blank:
            return _make_fault(answer, "not-available", "cmdlet-not-available")
        return _make_fault(answer, "forbidden", "forbidden", text=clean(answer.text[:200]))
    if not answer.decoded or (broken and _begins_as_json(answer)):
        return _make_fault(answer, "truncated", "truncated-answer")
    return _make_fault(answer, "no-such-path", "method-not-allowed", text=clean(answer.text[:200]))


def _names_a_cmdlet(document: Json, error: CmdletError) -> bool:
    """Whether a 403 is how Security & Compliance says what Exchange says with a blank one: code Forbidden, no type, and
    the cmdlet's name in the text (CIPP, 2026-07-09)."""
    error_object = document.get("error") if isinstance(document, Mapping) else None
    code = error_object.get("code") if isinstance(error_object, Mapping) else None
    forbidden = isinstance(code, str) and code.lower() == "forbidden"
    if not forbidden or error.exception_type or concerns(None, error.text):
        return False
    return _CMDLET_IN_ERROR.search(error.text) is not None


def _is_status_of_trouble(status: int) -> bool:
    """Whether this status alone leaves open what has run."""
    return status >= 500 or status == 408


def _server_fault(answer: Answer, error: CmdletError | None) -> AnswerFault:
    if answer.status == 504:
        return _make_fault(answer, "gateway-timeout", "gateway-timeout", error, text=_plain_words(answer))
    return _make_fault(answer, "server-error", "service-unavailable", error, text=_plain_words(answer))


def _plain_words(answer: Answer) -> str:
    """What a body says that is plain text, as those of gateways are; nothing of a page, or of JSON."""
    text = answer.text.strip("\0 \r\n\t") if answer.decoded else ""
    return "" if text.startswith(("<", "{", "[")) else clean(text[:200])


def _cmdlet_fault(answer: Answer, error: CmdletError, rows: list[Row] | None = None) -> AnswerFault:
    """A typed error: the type tells refusal from trouble, whatever the status says."""
    concern = concerns(error.exception_type, error.text, answer.status)
    if answer.status == 403 and concern is not None and concern.key in _ALREADY_SO:
        concern = None
    if concern is None and _is_status_of_trouble(answer.status):
        return _server_fault(answer, error)
    condition: Condition
    if concern is None:
        condition = "forbidden" if answer.status == 403 else "cmdlet-error"
        key = "forbidden" if answer.status == 403 else "cmdlet-failed"
        return replace(_make_fault(answer, condition, key, error), rows=rows or [])
    key, kind = concern
    if key == "expired-paging":
        return _make_fault(answer, "expired-page", key, error)
    condition = "transient" if kind == "transient" else "cmdlet-error"
    return replace(_make_fault(answer, condition, key, error), rows=rows or [])


def _make_fault(
    answer: Answer, condition: Condition, advice: str, error: CmdletError | None = None, *, text: str = ""
) -> AnswerFault:
    return AnswerFault(
        condition,
        advice,
        error.text if error else text,
        error.exception_type if error else answer.headers.get("X-ExceptionType"),
        answer.status,
        answer.headers.get("request-id"),
        answer.headers,
    )


def _claims_challenge(headers: Mapping[str, str]) -> str | None:
    """The claims challenge of a 401 as JSON text; unreadable counts as absent."""
    challenge = _CLAIMS_CHALLENGE.search(headers.get("WWW-Authenticate", ""))
    if not challenge:
        return None
    try:
        text = base64.b64decode(challenge[1] + "=" * (-len(challenge[1]) % 4), altchars=b"-_").decode()
        return text if isinstance(loads(text.encode()), dict) else None
    except (binascii.Error, ValueError):
        return None


_CONDITION_OF_SILENCE: dict[str, Condition] = {
    "connection-cut": "cut",
    "read-timeout": "silent",
    "answer-cut": "truncated",
    "answer-too-large": "too-much",
}


def fault_of_network(error: TransportError) -> AnswerFault:
    """A fault for what the network did; what was not sent did not run."""
    if not error.was_sent:
        condition: Condition = "not-verified" if error.kind in FINAL_KINDS else "not-sent"
    else:
        condition = _CONDITION_OF_SILENCE.get(error.kind, "cut")
    return AnswerFault(condition, error.kind, error.detail, status=error.status)


def fault_of_link(error: BadLink) -> AnswerFault:
    """A fault for a page link that must not be followed."""
    if error.why == "another host":
        return AnswerFault("too-much", "foreign-page-link", error.host)
    if error.why == "another path":
        return AnswerFault("too-much", "foreign-page-link", f"{error.host} (another path than the listing's)")
    if error.why == "repeated":
        return AnswerFault("too-much", "repeated-page-link", "the same link again")
    return AnswerFault("too-much", "repeated-page-link", f"{MAX_EMPTY_PAGES} empty pages in a row")
