# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the service's .NET exceptions and texts mean: the only thing that tells one error from another.

The same error comes with other HTTP statuses and error codes from year to year, so they never decide alone. Nor does a
name that nobody saw on a live tenant: it was read in code or is general knowledge, and a wrong "already there" would be
believed. Such a name needs words or a status that say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["refused", "transient"]


class Meaning(NamedTuple):
    """The advice for an error, and whether it is a plain no or trouble that may pass."""

    key: str
    kind: Kind


class Name(NamedTuple):
    """What an exception's name means, and where it is from."""

    meaning: Meaning
    source: str


_ABSENT = Meaning("object-not-found", "refused")
_AMBIGUOUS = Meaning("object-ambiguous", "refused")
_EXISTS = Meaning("already-exists", "refused")
_MEMBER = Meaning("already-a-member", "refused")
_NO_MEMBER = Meaning("not-a-member", "refused")
_BINDING = Meaning("bad-parameter", "refused")
_TRANSIENT = Meaning("transient-directory", "transient")

# Names by their last dotted part, in lower case, that somebody saw on a live tenant; the source says who.
MEASURED: Mapping[str, Name] = {
    "managementobjectnotfoundexception": Name(_ABSENT, "azure_auth 2026-09, graph2otel 2026-07, ExoHelper, CIPP"),
    "managementobjectambiguousexception": Name(_AMBIGUOUS, "CyberDrain/CIPP #244 and nine more threads"),
    "memberalreadyexistsexception": Name(_MEMBER, "CIPP"),
    "locationalreadyexistsexception": Name(_EXISTS, "CIPP"),
    "ambiguousparametersetexception": Name(_BINDING, "graph2otel 2026-07-23"),
    "parametertransformationexception": Name(_BINDING, "graph2otel 2026-07-23, DLConversionV2 #184"),
    # The write to Entra failed after the one to Exchange, or before it: nobody can tell.
    "unabletowritetoaadexception": Name(_TRANSIENT, "ExoHelper"),
    # One server could not pass the cmdlet on to another, and no inner error says why.
    "cmdletproxyexception": Name(_TRANSIENT, "ExoHelper, CIPP"),
}

_KNOWLEDGE = "general knowledge"
_MODULE = "Microsoft's module repeats on it"
_CLIENT = "M365Permissions repeats on it"

# Names that were only read; the source says where.
READ: Mapping[str, Name] = {
    "adobjectalreadyexistsexception": Name(_EXISTS, _KNOWLEDGE),
    "proxyaddressexistsexception": Name(_EXISTS, _KNOWLEDGE),
    "useralreadyexistsinpermissionentryexception": Name(_MEMBER, _KNOWLEDGE),
    "membernotfoundexception": Name(_NO_MEMBER, _KNOWLEDGE),
    "usernotfoundinpermissionentryexception": Name(_NO_MEMBER, _KNOWLEDGE),
    "dcoverloadedexception": Name(_TRANSIENT, _MODULE),
    "suitabilitydirectoryexception": Name(_TRANSIENT, _MODULE),
    "serverinmmexception": Name(_TRANSIENT, _MODULE),
    "adserversettingschangedexception": Name(_TRANSIENT, _MODULE),
    "storagetransientexception": Name(_TRANSIENT, _MODULE),
    "cmdletproxynotavailablefailure": Name(_TRANSIENT, _CLIENT),
    "serverbusyexception": Name(_TRANSIENT, _CLIENT),
    "transientexception": Name(_TRANSIENT, _CLIENT),
    "backendcommunicationexception": Name(_TRANSIENT, _CLIENT),
}
_FAMILIES: tuple[tuple[re.Pattern[str], Name], ...] = (
    # PowerShell's own binder; no answer of the service was ever seen with these.
    (re.compile(r"parameterbinding.*exception"), Name(_BINDING, _KNOWLEDGE)),
    (re.compile(r".*alreadyexistsexception"), Name(_EXISTS, _KNOWLEDGE)),
)


class _Support(NamedTuple):
    """What bears out a name that was only read: one of the words in the text, or one of the statuses."""

    words: re.Pattern[str]
    statuses: frozenset[int] = frozenset()


_ALREADY = _Support(re.compile(r"\balready\b", re.IGNORECASE), frozenset({409}))
_SUPPORT: Mapping[Meaning, _Support] = {
    _EXISTS: _ALREADY,
    _MEMBER: _ALREADY,
    _NO_MEMBER: _Support(
        re.compile(
            r"is(n['\u2019]t| not) a member|not found|(n['\u2019]t|not) be found|no existing permission|"
            r"does(n['\u2019]t| not) exist",
            re.IGNORECASE,
        ),
        frozenset({404}),
    ),
    _BINDING: _Support(re.compile(r"\bparameter", re.IGNORECASE)),
    _TRANSIENT: _Support(
        re.compile(
            r"transient|temporar|try again|\blater\b|\bbusy\b|overload|available|maintenance|suitab|time[d -]*out",
            re.IGNORECASE,
        ),
        frozenset({408, 500, 502, 503, 504}),
    ),
}

_CONCURRENCY = re.compile(r"reached the maximum number of concurrent requests per tenant", re.IGNORECASE)

# Texts that decide where the type is unknown. None of them may mean "absent" or "already there": a value or a
# name can hold any words, and such an answer would be believed.
_TEXTS: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (re.compile(r"expired or invalid pagination request", re.IGNORECASE), Meaning("expired-paging", "transient")),
    (re.compile(r"Enable-OrganizationCustomization", re.IGNORECASE), Meaning("customizations-disabled", "refused")),
    (
        re.compile(r"subscription within the tenant has lapsed|tenant is not provisioned for", re.IGNORECASE),
        Meaning("licence-missing", "refused"),
    ),
    (re.compile(r"EnableSearchOnlySession", re.IGNORECASE), Meaning("search-session-needed", "refused")),
    # Microsoft365DSC #6753: without an id and a type.
    (
        re.compile(r"(n['\u2019]t|not) present in the role definition", re.IGNORECASE),
        Meaning("parameter-not-permitted", "refused"),
    ),
    # go-exoscc; known from sign-ins of Microsoft's module as well.
    (
        re.compile(
            r"role assigned to application\b[\s\S]{0,200}?(n['\u2019]t|not) supported in this scenario", re.IGNORECASE
        ),
        Meaning("role-not-supported", "refused"),
    ),
    (
        re.compile(r"out of the current user['\u2019]s write scope", re.IGNORECASE),
        Meaning("out-of-write-scope", "refused"),
    ),
    (re.compile(r"matches multiple entries", re.IGNORECASE), _AMBIGUOUS),
    (_CONCURRENCY, Meaning("concurrency", "transient")),
    (re.compile(r"issue may be transient", re.IGNORECASE), _TRANSIENT),
)


def concerns(exception_type: str | None, text: str, status: int | None = None) -> Meaning | None:
    """What an error of this .NET type (full or short name, or None) with this text means; None if nobody knows.

    A name that was only read, and that neither the text nor the HTTP ``status`` bears out, means nothing: neither does
    it give advice, nor is a write in doubt or a read sent again for it.
    """
    short = (exception_type or "").rpartition(".")[2].lower()
    if short in MEASURED:
        return MEASURED[short].meaning
    read = _read_name(short)
    if read is not None and (status in _SUPPORT[read].statuses or _SUPPORT[read].words.search(text)):
        return read
    return next((meaning for pattern, meaning in _TEXTS if pattern.search(text)), None)


def is_known(exception_type: str | None) -> bool:
    """Whether a .NET type (full or short name, or None) is one of those that mean something here."""
    short = (exception_type or "").rpartition(".")[2].lower()
    return short in MEASURED or _read_name(short) is not None


def _read_name(short: str) -> Meaning | None:
    if short in READ:
        return READ[short].meaning
    return next((name.meaning for pattern, name in _FAMILIES if pattern.fullmatch(short)), None)


def is_concurrency(text: str) -> bool:
    """Whether a short body that is no JSON is the service's "too many at once" (ExoHelper met it with any status)."""
    return _CONCURRENCY.search(text) is not None
