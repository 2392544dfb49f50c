# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""environment: auto. Which cloud an organization lives in, by the sign-in service's own word."""

from __future__ import annotations

from dataclasses import replace

from .._endpoints.grammar import organization_name
from .._endpoints.table import CLOUDS
from .._errors._advice.endpoints import failure
from .._errors.failure import Trace
from .._sign_in.http import SignInHttp
from .._sign_in.tenant import environment_of
from .._specs.connecting import ConnectionOptions, EndpointOptions
from .._transport.no_answer import NoAnswer
from .._transport.transport import Transport
from .network import Means

AUTO = "auto"


def is_auto(options: EndpointOptions) -> bool:
    """Whether the cloud is to be found out."""
    return (options.environment or "").strip().lower() == AUTO


def with_environment(options: ConnectionOptions, customer: str | None, means: Means) -> EndpointOptions:
    """Where the service is, with the name of a cloud in place of ``auto``. Nothing secret is sent for it.

    :raises Failure: ``environment-auto-needs-organization``, ``environment-not-found``, or what the network did.
    """
    sign_in, endpoint = options.sign_in, options.endpoint
    if not is_auto(endpoint):
        return endpoint
    user = sign_in.user_principal_name or ""
    name = customer or sign_in.organization or user.rpartition("@")[2]
    if not name:
        raise failure("environment-auto-needs-organization")
    organization = organization_name(name)
    hosts = {host for cloud in CLOUDS if not cloud.closed for host in cloud.sign_in_hosts}
    with Transport(means.network, hosts) as transport:
        try:
            found = environment_of(organization, SignInHttp(transport, means.retry_policy))
        except NoAnswer as error:
            raise error.failure(trace=Trace(http_status=error.status)) from error
    return replace(endpoint, environment=found)
