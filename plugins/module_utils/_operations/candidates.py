# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""After "matches multiple entries": which recipients those are, so that one of them can be named surely."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from typing import Any

from .._catalogue.cmdlets import find
from .._client.call import Call
from .._client.paging import run as run_call
from .._errors.failure import Failure
from .._transport.retry import RetryPolicy
from .connection import Connection
from .verify import Rows

# As many as a person looks through.
_MOST = 10
_COLUMNS = ("DisplayName", "RecipientTypeDetails", "PrimarySmtpAddress", "Guid")
# What a name may stand in where it need not be unique.
_NAMES = ("DisplayName", "Name", "Alias")
_NAMED = re.compile(r"object:? ['\"\u2018](.{1,256}?)['\"\u2019] matches multiple entries", re.IGNORECASE)
_ONCE = RetryPolicy(retries=0, budget=0.0)


def candidates_of(connection: Connection, call: Call, error: Failure) -> list[dict[str, Any]]:
    """The recipients with the name that ``error`` says is that of several; none where a read cannot tell.

    It only helps with a failure, so it is asked once, and its own failure is nobody's concern.
    """
    name = _named(call, error)
    if name is None or connection.access.service != "exchange" or find("Get-Recipient") is None:
        return []
    quoted = name.replace("'", "''")
    condition = " -or ".join(f"{one} -eq '{quoted}'" for one in _NAMES)
    parameters = {"Filter": condition, "ResultSize": _MOST}
    reading = Call("Get-Recipient", "read", str(uuid.uuid4()), parameters=parameters, properties=_COLUMNS, limit=_MOST)
    rows = Rows()
    try:
        run_call(replace(connection.sender, policy=_ONCE, prefetched=None), reading, rows)
    except Failure:
        return []
    return rows.rows if len(rows.rows) > 1 else []


def _named(call: Call, error: Failure) -> str | None:
    found = _NAMED.search(error.what)
    if found is not None:
        return found[1]
    given = next((value for name, value in call.parameters.items() if name.lower() == "identity"), None)
    return given if isinstance(given, str) else None
