# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Make a failure from the tables of advice.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._advice.catalogue import CATALOGUE
from ._advice.commands import COMMANDS
from ._advice.connection import CONNECTION
from ._advice.customers import CUSTOMERS
from ._advice.endpoints import ENDPOINTS
from ._advice.input import INPUT
from ._advice.line import LINE
from ._advice.network import NETWORK
from ._advice.output import OUTPUT
from ._advice.service import SERVICE
from ._advice.session import SESSION
from ._advice.sign_in import SIGN_IN
from ._advice.values import VALUES
from ._advice.ways import WAYS
from .failure import Advice, Failure, Outcome, Trace

ADVICE: Mapping[str, Advice] = {
    **CATALOGUE,
    **COMMANDS,
    **CONNECTION,
    **CUSTOMERS,
    **ENDPOINTS,
    **INPUT,
    **LINE,
    **NETWORK,
    **OUTPUT,
    **SERVICE,
    **SESSION,
    **SIGN_IN,
    **VALUES,
    **WAYS,
}


def failure(
    key: str,
    *,
    outcome: Outcome = "did_not_run",
    retry_safe: bool | None = None,
    trace: Trace = Trace(),
    more: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Failure:
    """The failure ``key``, its texts filled with ``facts``; raise it with ``from`` where there is a cause.

    :raises KeyError: a key or a fact that no table knows (a mistake in this collection).
    """
    return Failure(key, ADVICE[key], facts, outcome=outcome, retry_safe=retry_safe, trace=trace, more=more)
