# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""show_progress of exo_connect: each step as a line, while the task still runs.

Nobody can read a module before it ends: there it is silent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._endpoints.resolve import Endpoint
from .._sign_in.method import ANY_TENANT
from .context import Context

if TYPE_CHECKING:
    from .._client.routing import Target

Step = Callable[[str], None]

_SERVICES = {
    "exchange": "Exchange Online",
    "compliance": "Security & Compliance",
    "protection": "Exchange Online Protection",
}


def steps_of(context: Context, *, show_progress: bool) -> Step:
    """What says a step: nothing, unless it is asked for and somebody is there to read it."""
    return context.say if show_progress and context.say is not None else _silent


def _silent(_text: str) -> None:
    pass


def found_cloud(tenant: str, endpoint: Endpoint) -> str:
    """``environment: auto`` has its answer."""
    return f"{_who(tenant)}: the organization lives in {endpoint.environment}."


def signing_in(tenant: str, endpoint: Endpoint, method: str) -> str:
    """A token is about to be asked for; with several services, one for each."""
    host = urlsplit(endpoint.authority).hostname
    return f"{_who(tenant)}: signing in by {method} at {host}, for {_SERVICES[endpoint.service]}."


def testing(target: Target) -> str:
    """The service is about to be asked for the first time."""
    host = urlsplit(target.rest_base).hostname
    return f"{target.organization}: testing the connection to {_SERVICES[target.service]} at {host}."


def in_region(target: Target) -> str:
    """The front door has named the tenant's region."""
    return f"{target.organization}: its region of {_SERVICES[target.service]} is {urlsplit(target.rest_base).hostname}."


def _who(tenant: str) -> str:
    return "The user's own organization" if tenant == ANY_TENANT else tenant
