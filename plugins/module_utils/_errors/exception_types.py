# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the service's .NET exceptions and texts mean: the only thing that tells one error from another.

The same error comes with other HTTP statuses and error codes from year to year, so neither is looked at. The names are
those that Microsoft's own module repeats on, and those that CIPP, ExoHelper, graph2otel and M365Permissions met.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["refused", "transient"]


class Meaning(NamedTuple):
    """The advice for an error, and whether it is a plain no or trouble that may pass."""

    key: str
    kind: Kind


_ABSENT = Meaning("object-not-found", "refused")
_EXISTS = Meaning("already-exists", "refused")
_NO_MEMBER = Meaning("not-a-member", "refused")
_BINDING = Meaning("bad-parameter", "refused")
_TRANSIENT = Meaning("transient-directory", "transient")

# The last dotted part of the type's name, in lower case.
_TYPES: dict[str, Meaning] = {
    "managementobjectnotfoundexception": _ABSENT,
    "memberalreadyexistsexception": _EXISTS,
    "adobjectalreadyexistsexception": _EXISTS,
    "proxyaddressexistsexception": _EXISTS,
    "useralreadyexistsinpermissionentryexception": _EXISTS,
    "membernotfoundexception": _NO_MEMBER,
    "usernotfoundinpermissionentryexception": _NO_MEMBER,
    # Captured by graph2otel on 2026-07-23; the names of PowerShell's own engine below never were.
    "ambiguousparametersetexception": _BINDING,
    "parametertransformationexception": _BINDING,
    "parameterbindingexception": _BINDING,
    "parameterbindingvalidationexception": _BINDING,
    "parameterbindingargumenttransformationexception": _BINDING,
    "dcoverloadedexception": _TRANSIENT,
    "suitabilitydirectoryexception": _TRANSIENT,
    "serverinmmexception": _TRANSIENT,
    "adserversettingschangedexception": _TRANSIENT,
    "storagetransientexception": _TRANSIENT,
    "cmdletproxynotavailablefailure": _TRANSIENT,
    "serverbusyexception": _TRANSIENT,
    "transientexception": _TRANSIENT,
    "backendcommunicationexception": _TRANSIENT,
    # The write to Entra failed after the one to Exchange, or before it: nobody can tell.
    "unabletowritetoaadexception": _TRANSIENT,
    # One server could not pass the cmdlet on to another, and no inner error says why.
    "cmdletproxyexception": _TRANSIENT,
}

_FAMILIES: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (re.compile(r"parameterbinding.*exception"), _BINDING),
    (re.compile(r".*alreadyexistsexception"), _EXISTS),
)

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
    (_CONCURRENCY, Meaning("concurrency", "transient")),
    (re.compile(r"issue may be transient", re.IGNORECASE), _TRANSIENT),
)


def concerns(exception_type: str | None, text: str) -> Meaning | None:
    """What an error of this .NET type (full or short name, or None) with this text means; None if nobody knows."""
    short = (exception_type or "").rpartition(".")[2].lower()
    if short in _TYPES:
        return _TYPES[short]
    families = (meaning for pattern, meaning in _FAMILIES if pattern.fullmatch(short))
    texts = (meaning for pattern, meaning in _TEXTS if pattern.search(text))
    return next(families, None) or next(texts, None)


def is_concurrency(text: str) -> bool:
    """Whether a short body that is no JSON is the service's "too many at once" (ExoHelper met it with any status)."""
    return _CONCURRENCY.search(text) is not None
