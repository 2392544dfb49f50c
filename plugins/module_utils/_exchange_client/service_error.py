# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Take the real error out of the service's error body, and tell by its .NET exception and its text what it means.

The outer message is always the same ("Error executing cmdlet") and HTTP status and error code differ from year to year
for the same error, so they never decide alone: the .NET type of the exception is what tells one from another. Nor does
a name that nobody saw on a live tenant: it was read in code or is general knowledge, and a wrong "already there" would
be believed. Such a name needs words or a status that say the same.

A message has one of two shapes: ``Id|Type|text``, of which id and type may both be empty (Microsoft365DSC #6753), and
a JSON text of ``Message``, ``TypeName``, ``StackTrace`` and ``InnerError``, the same again inside (go-exoscc and
M365Permissions, which both send the header X-ResponseFormat).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from .._dataclass import dataclass
from .._json import NotJson, TooDeep, loads
from .._json_types import Json
from .._redaction.secret_rules import clean

Kind = Literal["refused", "transient"]


class ErrorMeaning(NamedTuple):
    """The advice for an error, and whether it is a plain no or trouble that may pass."""

    key: str
    kind: Kind


class ExceptionName(NamedTuple):
    """What an exception's name means, and where it is from."""

    meaning: ErrorMeaning
    source: str


_OBJECT_ABSENT = ErrorMeaning("object-not-found", "refused")
_OBJECT_AMBIGUOUS = ErrorMeaning("object-ambiguous", "refused")
_EXISTS_ALREADY = ErrorMeaning("already-exists", "refused")
_MEMBER_ALREADY = ErrorMeaning("already-a-member", "refused")
_NO_MEMBER = ErrorMeaning("not-a-member", "refused")
_BINDING_ERROR = ErrorMeaning("bad-parameter", "refused")
_TRANSIENT_ERROR = ErrorMeaning("transient-directory", "transient")

# Names by their last dotted part, in lower case, that somebody saw on a live tenant; the source says who.
MEASURED_EXCEPTIONS: Mapping[str, ExceptionName] = {
    "managementobjectnotfoundexception": ExceptionName(
        _OBJECT_ABSENT, "azure_auth 2026-09, graph2otel 2026-07, ExoHelper, CIPP"
    ),
    "managementobjectambiguousexception": ExceptionName(
        _OBJECT_AMBIGUOUS, "CyberDrain/CIPP #244 and nine more threads"
    ),
    "memberalreadyexistsexception": ExceptionName(_MEMBER_ALREADY, "CIPP"),
    "locationalreadyexistsexception": ExceptionName(_EXISTS_ALREADY, "CIPP"),
    "ambiguousparametersetexception": ExceptionName(_BINDING_ERROR, "graph2otel 2026-07-23"),
    "parametertransformationexception": ExceptionName(_BINDING_ERROR, "graph2otel 2026-07-23, DLConversionV2 #184"),
    # The write to Entra failed after the one to Exchange, or before it: nobody can tell.
    "unabletowritetoaadexception": ExceptionName(_TRANSIENT_ERROR, "ExoHelper"),
    # One server could not pass the cmdlet on to another, and no inner error says why.
    "cmdletproxyexception": ExceptionName(_TRANSIENT_ERROR, "ExoHelper, CIPP"),
}

_GENERAL_KNOWLEDGE = "general knowledge"
_REPEATED_BY_MODULE = "Microsoft's module repeats on it"
_REPEATED_BY_CLIENT = "M365Permissions repeats on it"

# Names that were only read; the source says where.
READ_EXCEPTIONS: Mapping[str, ExceptionName] = {
    "adobjectalreadyexistsexception": ExceptionName(_EXISTS_ALREADY, _GENERAL_KNOWLEDGE),
    "proxyaddressexistsexception": ExceptionName(_EXISTS_ALREADY, _GENERAL_KNOWLEDGE),
    "useralreadyexistsinpermissionentryexception": ExceptionName(_MEMBER_ALREADY, _GENERAL_KNOWLEDGE),
    "membernotfoundexception": ExceptionName(_NO_MEMBER, _GENERAL_KNOWLEDGE),
    "usernotfoundinpermissionentryexception": ExceptionName(_NO_MEMBER, _GENERAL_KNOWLEDGE),
    "dcoverloadedexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_MODULE),
    "suitabilitydirectoryexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_MODULE),
    "serverinmmexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_MODULE),
    "adserversettingschangedexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_MODULE),
    "storagetransientexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_MODULE),
    "cmdletproxynotavailablefailure": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_CLIENT),
    "serverbusyexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_CLIENT),
    "transientexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_CLIENT),
    "backendcommunicationexception": ExceptionName(_TRANSIENT_ERROR, _REPEATED_BY_CLIENT),
}
_EXCEPTION_FAMILIES: tuple[tuple[re.Pattern[str], ExceptionName], ...] = (
    # PowerShell's own binder; no answer of the service was ever seen with these.
    (re.compile(r"parameterbinding.*exception"), ExceptionName(_BINDING_ERROR, _GENERAL_KNOWLEDGE)),
    (re.compile(r".*alreadyexistsexception"), ExceptionName(_EXISTS_ALREADY, _GENERAL_KNOWLEDGE)),
)


class _Support(NamedTuple):
    """What bears out a name that was only read: one of the words in the text, or one of the statuses."""

    words: re.Pattern[str]
    statuses: frozenset[int] = frozenset()


_SUPPORT_OF_ALREADY = _Support(re.compile(r"\balready\b", re.IGNORECASE), frozenset({409}))
_SUPPORTS: Mapping[ErrorMeaning, _Support] = {
    _EXISTS_ALREADY: _SUPPORT_OF_ALREADY,
    _MEMBER_ALREADY: _Support(
        re.compile(r"\balready\b|\ban existing permission entry\b", re.IGNORECASE), frozenset({409})
    ),
    _NO_MEMBER: _Support(
        re.compile(
            r"is(n['\u2019]t| not) a member|not found|(n['\u2019]t|not) be found|no existing permission|"
            r"does(n['\u2019]t| not) exist",
            re.IGNORECASE,
        ),
        frozenset({404}),
    ),
    _BINDING_ERROR: _Support(re.compile(r"\bparameter", re.IGNORECASE)),
    _TRANSIENT_ERROR: _Support(
        re.compile(
            r"transient|temporar|try again|\blater\b|\bbusy\b|overload|available|maintenance|suitab|time[d -]*out",
            re.IGNORECASE,
        ),
        frozenset({408, 500, 502, 503, 504}),
    ),
}

_CONCURRENCY_TEXT = re.compile(r"reached the maximum number of concurrent requests per tenant", re.IGNORECASE)

# Texts that decide where the type is unknown. None of them may mean "absent" or "already there": a value or a
# name can hold any words, and such an answer would be believed.
_MEANING_OF_TEXT: tuple[tuple[re.Pattern[str], ErrorMeaning], ...] = (
    (re.compile(r"expired or invalid pagination request", re.IGNORECASE), ErrorMeaning("expired-paging", "transient")),
    (
        re.compile(r"Enable-OrganizationCustomization", re.IGNORECASE),
        ErrorMeaning("customizations-disabled", "refused"),
    ),
    (
        re.compile(r"subscription within the tenant has lapsed|tenant is not provisioned for", re.IGNORECASE),
        ErrorMeaning("licence-missing", "refused"),
    ),
    (re.compile(r"EnableSearchOnlySession", re.IGNORECASE), ErrorMeaning("search-session-needed", "refused")),
    # Microsoft365DSC #6753: without an id and a type.
    (
        re.compile(r"(n['\u2019]t|not) present in the role definition", re.IGNORECASE),
        ErrorMeaning("parameter-not-permitted", "refused"),
    ),
    # go-exoscc; known from sign-ins of Microsoft's module as well.
    (
        re.compile(
            r"role assigned to application\b[\s\S]{0,200}?(n['\u2019]t|not) supported in this scenario", re.IGNORECASE
        ),
        ErrorMeaning("role-not-supported", "refused"),
    ),
    (
        re.compile(r"out of the current user['\u2019]s write scope", re.IGNORECASE),
        ErrorMeaning("out-of-write-scope", "refused"),
    ),
    (re.compile(r"matches multiple entries", re.IGNORECASE), _OBJECT_AMBIGUOUS),
    (_CONCURRENCY_TEXT, ErrorMeaning("concurrency", "transient")),
    (re.compile(r"issue may be transient", re.IGNORECASE), _TRANSIENT_ERROR),
)


def concerns(exception_type: str | None, text: str, status: int | None = None) -> ErrorMeaning | None:
    """What an error of this .NET type (full or short name, or None) with this text means; None if nobody knows.

    A name that was only read, and that neither the text nor the HTTP ``status`` bears out, means nothing: neither does
    it give advice, nor is a write in doubt or a read sent again for it.
    """
    short = (exception_type or "").rpartition(".")[2].lower()
    if short in MEASURED_EXCEPTIONS:
        return MEASURED_EXCEPTIONS[short].meaning
    read = _read_name(short)
    if read is not None and (status in _SUPPORTS[read].statuses or _SUPPORTS[read].words.search(text)):
        return read
    return next((meaning for pattern, meaning in _MEANING_OF_TEXT if pattern.search(text)), None)


def is_known(exception_type: str | None) -> bool:
    """Whether a .NET type (full or short name, or None) is one of those that mean something here."""
    short = (exception_type or "").rpartition(".")[2].lower()
    return short in MEASURED_EXCEPTIONS or _read_name(short) is not None


def _read_name(short: str) -> ErrorMeaning | None:
    if short in READ_EXCEPTIONS:
        return READ_EXCEPTIONS[short].meaning
    return next((name.meaning for pattern, name in _EXCEPTION_FAMILIES if pattern.fullmatch(short)), None)


def is_concurrency(text: str) -> bool:
    """Whether a short body that is no JSON is the service's "too many at once" (ExoHelper met it with any status)."""
    return _CONCURRENCY_TEXT.search(text) is not None


_TYPED_MESSAGE = re.compile(r"^\s*([\w.-]*)\|([\w.+`]+)\|(.*)$", re.DOTALL)
_UNTYPED_MESSAGE = re.compile(r"^\s*(?:Ex[0-9A-F]{4,8})?\|\|(.+)$", re.DOTALL)
_INNER_EXCEPTION = re.compile(r"\|((?:\w+\.)+\w*Exception)\|([^\"\\]*)")
_PROXY_EXCEPTION = "CmdletProxyException"
# It stands around every error, and is never its type.
_OUTER_EXCEPTION = "ODataServiceException"
_DEEPEST_ERROR = 10
_ERROR_DECODER = json.JSONDecoder()


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
    header_type = _real_exception(header_type)
    if isinstance(error, str):
        return CmdletError(header_type, clean(error))
    if not isinstance(error, Mapping):
        return None
    best = _best_error(list(_candidate_errors(error)))
    if best is None:
        return CmdletError(header_type, "The service gave no reason.")
    return CmdletError(best.exception_type or header_type, best.text)


def listed_error(item: object) -> CmdletError:
    """One element of ``@adminapi.errors``: an error object, or its text."""
    if isinstance(item, Mapping):
        return errors_of(item if "error" in item else {"error": item}) or CmdletError(None, clean(item))
    return split_message(str(item))


def split_message(text: str) -> CmdletError:
    """A message taken apart, whichever shape it has; the text of ``Id|Type|text`` may hold further bars.

    An error that one server passed on for another is wrapped whole into the text; the inner one counts.
    """
    if text.lstrip().startswith("{"):
        inside = _best_error(list(reversed(list(_levels_of_error(text)))))
        return inside or CmdletError(None, clean(text))
    typed_match = _TYPED_MESSAGE.match(text)
    if not typed_match:
        untyped = _UNTYPED_MESSAGE.match(text)
        return CmdletError(None, clean(untyped[1] if untyped else text))
    if typed_match[2].endswith(_PROXY_EXCEPTION):
        return _unwrap_proxy_text(typed_match[3]) or CmdletError(typed_match[2], clean(typed_match[3]))
    return CmdletError(_real_exception(typed_match[2]), clean(typed_match[3]))


def _unwrap_proxy_text(text: str) -> CmdletError | None:
    """The error body inside of a proxy's text: as JSON, as JSON in a JSON text, or what a cut one still shows."""
    start = text.find("{")
    quoted = start > 0 and text[start - 1] == '"'
    try:
        document, _end = _ERROR_DECODER.raw_decode(text, start - 1 if quoted else start) if start >= 0 else (None, 0)
        document = json.loads(document) if isinstance(document, str) else document
    except (ValueError, RecursionError):
        document = None
    error = errors_of(document)
    if error is not None and error.exception_type:
        return error
    inner_match = _INNER_EXCEPTION.search(text)
    return CmdletError(inner_match[1], clean(inner_match[2])) if inner_match else None


def _best_error(candidates: Sequence[CmdletError]) -> CmdletError | None:
    """Of several that have a text: the first that means something, else the first that has a type, else the first."""
    candidates_with_text = [candidate for candidate in candidates if candidate.text]
    with_meaning = (
        candidate
        for candidate in candidates_with_text
        if is_known(candidate.exception_type) or concerns(None, candidate.text)
    )
    typed = (candidate for candidate in candidates_with_text if candidate.exception_type)
    return next(with_meaning, None) or next(typed, None) or next(iter(candidates_with_text), None)


def _candidate_errors(error: Mapping[str, object]) -> Iterator[CmdletError]:
    details = error.get("details")
    if isinstance(details, list):
        yield from (
            split_message(str(detail.get("message") or "")) for detail in details if isinstance(detail, Mapping)
        )
    yield from reversed(list(_levels_of_error(error)))


def _levels_of_error(error: object) -> Iterator[CmdletError]:
    """An error and those inside it, outermost first, in the spelling of either shape; stack traces are left out."""
    for _level in range(_DEEPEST_ERROR):
        if isinstance(error, str):
            error = _document_of_error(error)
        if not isinstance(error, Mapping):
            return
        level = {str(name).lower(): value for name, value in error.items()}
        message = split_message(str(level.get("message") or ""))
        type_name = level.get("type") or level.get("typename")
        yield CmdletError(
            message.exception_type or (_real_exception(str(type_name)) if type_name else None), message.text
        )
        error = level.get("internalexception") or level.get("innererror")


def _document_of_error(text: str) -> Json:
    """The JSON of a text; None where it is none."""
    try:
        document: Json = loads(text.encode("utf-8", "surrogatepass"))
    except (NotJson, TooDeep):
        return None
    return document


def _real_exception(exception_type: str | None) -> str | None:
    return None if exception_type is None or exception_type.endswith(_OUTER_EXCEPTION) else exception_type
