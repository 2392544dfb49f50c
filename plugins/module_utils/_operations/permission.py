# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which cmdlets the identity of a connection may run, asked once for each connection."""

from __future__ import annotations

from dataclasses import replace

from .._client.module_file import permitted_cmdlets
from .._errors.failure import Failure
from .._transport.retry import RetryPolicy
from .connection import Connection

_FORBIDDEN = 403
_ONCE = RetryPolicy(retries=0, budget=0.0)


def permitted_on(connection: Connection) -> frozenset[str] | None:
    """What the service lists for the identity, nothing where it may not even ask; None where it is not told.

    The question only explains a failure, so it is not repeated and its own failure is nobody's concern. It needs no
    role but any: who is refused has none.
    """

    def ask() -> frozenset[str] | None:
        try:
            return permitted_cmdlets(replace(connection.sender, policy=_ONCE))
        except Failure as error:
            return frozenset() if error.trace.http_status == _FORBIDDEN else None

    return connection.permitted.get(ask)


def is_application(connection: Connection) -> bool:
    """Whether the identity is an application or a managed identity, which have ids where users have names."""
    return "@" not in connection.access.identity
