# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""After a refusal: a typing error, another service or a missing role, and which objects have one name.

What the service is asked here only helps with a failure, so it is asked once, and its own failure is nobody's concern.
What is said before a command is sent is in ``prepare_command.py``.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

from .._catalogue.cmdlets import find
from .._catalogue.diagnose_forbidden import diagnosis
from .._connection.open_connection import Connection
from .._errors._advice.catalogue import CATALOGUE
from .._errors._advice.service import SERVICE
from .._errors.failure import Failure, Failures
from .._exchange_client.downloaded_module import permitted_cmdlets
from .._exchange_client.listing_and_failure import Rows
from .._exchange_client.request_and_route import Call
from .._exchange_client.send_and_page import run_call
from .._json_types import Row
from .._transport.retry_policy_and_backoff import RetryPolicy

failure = Failures(CATALOGUE, SERVICE)

_FORBIDDEN_STATUS = 403
# As many as a person looks through.
_MOST_CANDIDATES = 10
_CANDIDATE_COLUMNS = ("DisplayName", "RecipientTypeDetails", "PrimarySmtpAddress", "Guid")
# What a name may stand in where it need not be unique.
_NAMES_OF_CANDIDATE = ("DisplayName", "Name", "Alias")
_NAMED_IN_REFUSAL = re.compile(r"object:? ['\"\u2018](.{1,256}?)['\"\u2019] matches multiple entries", re.IGNORECASE)
_ASK_ONCE = RetryPolicy(retries=0, budget=0.0)


def explain_refused_call(connection: Connection, call: Call, error: Failure) -> Failure | None:
    """The failure that tells a blank refusal of ``call`` apart (``cmdlet-misspelt``, ``cmdlet-elsewhere``,
    ``cmdlet-not-for-applications``, ``role-missing`` or ``cmdlet-listed``), None where there is nothing better to tell
    than ``error``. To that of an ambiguous name the candidates are added."""
    if call.catalogue == "off":
        return None
    if error.key == "object-ambiguous":
        error.more["candidates"] = candidates_of(connection, call, error)
    return _diagnose_refusal(connection, call, error) if error.key == "cmdlet-not-available" else None


def _diagnose_refusal(connection: Connection, call: Call, error: Failure) -> Failure | None:
    access = connection.access
    cause = diagnosis(call.cmdlet, access.service, ask_permitted(connection), application=is_application(connection))
    if cause is None:
        return None
    return failure(
        cause.key,
        outcome=error.outcome,
        retry_safe=error.retry_safe,
        trace=error.trace,
        more=error.more,
        cmdlet=call.cmdlet,
        organization=access.organization,
        **cause.facts,
    )


def ask_permitted(connection: Connection) -> frozenset[str] | None:
    """What the service lists for the identity, nothing where it may not even ask; None where it is not told.

    The question needs no role but any: whoever is refused has none.
    """

    def ask() -> frozenset[str] | None:
        try:
            return permitted_cmdlets(replace(connection.sender, policy=_ASK_ONCE))
        except Failure as error:
            return frozenset() if error.trace.http_status == _FORBIDDEN_STATUS else None

    return connection.permitted.get(ask)


def is_application(connection: Connection) -> bool:
    """Whether the identity is an application or a managed identity, which have ids where users have names."""
    return "@" not in connection.access.identity


def candidates_of(connection: Connection, call: Call, error: Failure) -> list[Row]:
    """The recipients with the name that ``error`` says is that of several; none where a read cannot tell."""
    name = _find_name(call, error)
    if name is None or connection.access.service != "exchange" or find("Get-Recipient") is None:
        return []
    quoted = name.replace("'", "''")
    condition = " -or ".join(f"{property_name} -eq '{quoted}'" for property_name in _NAMES_OF_CANDIDATE)
    parameters: Row = {"Filter": condition, "ResultSize": _MOST_CANDIDATES}
    reading = Call(
        "Get-Recipient",
        "read",
        str(uuid.uuid4()),
        parameters=parameters,
        properties=_CANDIDATE_COLUMNS,
        limit=_MOST_CANDIDATES,
    )
    rows = Rows()
    try:
        run_call(replace(connection.sender, policy=_ASK_ONCE), reading, rows)
    except Failure:
        return []
    return rows.rows if len(rows.rows) > 1 else []


def _find_name(call: Call, error: Failure) -> str | None:
    quoted_name = _NAMED_IN_REFUSAL.search(error.what)
    if quoted_name is not None:
        return quoted_name[1]
    identity = next((value for name, value in call.parameters.items() if name.lower() == "identity"), None)
    return identity if isinstance(identity, str) else None
