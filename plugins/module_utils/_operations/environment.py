# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""environment: auto. Which cloud an organization lives in, by the sign-in service's own word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._endpoints.grammar import organization_name
from .._endpoints.table import CLOUDS
from .._errors._advice.endpoints import failure
from .._errors.failure import Trace
from .._sign_in.http import SignInHttp
from .._sign_in.tenant import environment_of
from .._transport.network import Network
from .._transport.no_answer import NoAnswer
from .._transport.retry import RetryPolicy
from .._transport.transport import Transport

AUTO = "auto"


def is_auto(present: Mapping[str, Any]) -> bool:
    """Whether the cloud is to be found out."""
    return str(present.get("environment", "")).strip().lower() == AUTO


def with_environment(present: Mapping[str, Any], network: Network, patience: RetryPolicy) -> dict[str, Any]:
    """The options, with the name of a cloud in place of ``auto``. Nothing secret is sent for it.

    :raises Failure: ``environment-auto-needs-organization``, ``environment-not-found``, or what the network did.
    """
    if not is_auto(present):
        return dict(present)
    user = str(present.get("user_principal_name") or "")
    name = str(present.get("delegated_organization") or present.get("organization") or user.rpartition("@")[2])
    if not name:
        raise failure("environment-auto-needs-organization")
    organization = organization_name(name)
    hosts = {host for cloud in CLOUDS if not cloud.closed for host in cloud.sign_in_hosts}
    with Transport(network, hosts) as transport:
        try:
            found = environment_of(organization, SignInHttp(transport, patience))
        except NoAnswer as error:
            raise error.failure(trace=Trace(http_status=error.status)) from error
    return {**present, "environment": found}
