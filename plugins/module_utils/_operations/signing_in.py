# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From the options of a task to what a sign-in takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._endpoints.grammar import app_id, organization_name, user_principal_name
from .._errors._advice.connection import CONNECTION
from .._errors._advice.ways import WAYS
from .._errors.failure import Trace
from .._errors.failures import Failures
from .._sign_in.given import given
from .._sign_in.http import SignInHttp
from .._sign_in.method import ANY_TENANT, Credential, TokenRequest
from .._sign_in.methods import METHODS, Choice
from .._sign_in.sign_in import SignedIn, sign_in
from .._transport.network import Network
from .._transport.no_answer import NoAnswer
from .._transport.retry import RetryPolicy
from .._transport.transport import Transport
from .context import Context

failure = Failures(CONNECTION, WAYS)

# What the webhook of Microsoft Entra Workload ID gives to a pod, and the option that each of them is.
_WORKLOAD_IDENTITY: Mapping[str, str] = {
    "federated_token_file": "AZURE_FEDERATED_TOKEN_FILE",
    "app_id": "AZURE_CLIENT_ID",
    "organization": "AZURE_TENANT_ID",
    "azure_ad_authorization_endpoint_uri": "AZURE_AUTHORITY_HOST",
}
_PLACES = ("environment", "connection_uri", "azure_ad_authorization_endpoint_uri")


def with_workload_identity(present: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """The options, completed with the variables of workload identity where no other way to sign in is named."""
    ways = {mark for method in METHODS.values() if method.name != "federated" for mark in method.marks}
    named = present.get("auth_method", "auto")
    if named not in ("auto", "federated") or any(present.get(way) for way in ways):
        return dict(present)
    found = {option: environ.get(variable, "") for option, variable in _WORKLOAD_IDENTITY.items()}
    if not found["federated_token_file"] or present.get("federated_token"):
        return dict(present)
    if any(present.get(place) for place in _PLACES):
        found.pop("azure_ad_authorization_endpoint_uri")
    return {**given(found), **present}


def prepared(choice: Choice, context: Context) -> Credential:
    """The credential of the chosen way, its names checked; nothing is asked of any network.

    :raises Failure: options that cannot be used.
    """
    method, options = choice.method, dict(choice.options)
    if method.speaks and context.say is None:
        raise failure("sign-in-needs-a-person", method=method.name)
    if options.get("app_id"):
        options["app_id"] = app_id(str(options["app_id"]))
    if options.get("user_principal_name"):
        options["user_principal_name"] = user_principal_name(str(options["user_principal_name"]))
    credential = {"method": method.name, **method.prepare(options)}
    for caution in method.cautions(credential, context.now()):
        context.warn(caution)
    return credential


def tenant_of(options: Mapping[str, Any], authority_tenant: str | None, named: str = "organization") -> str:
    """The tenant to sign in to: the one that is given, by the option ``named``, or the user's own.

    :raises Failure: ``organization-not-valid``, or ``authority-names-another``.
    """
    if options.get("organization"):
        organization = organization_name(str(options["organization"]), named)
        if authority_tenant and organization.lower() != authority_tenant.lower():
            raise failure("authority-names-another", option=named, organization=organization, named=authority_tenant)
        return organization
    return authority_tenant or ANY_TENANT


def sign_in_over(request: TokenRequest, hosts: frozenset[str], network: Network, patience: RetryPolicy) -> SignedIn:
    """Sign in over a transport that reaches the sign-in hosts only: a secret goes nowhere else."""
    with Transport(network, hosts) as transport:
        try:
            return sign_in(request, SignInHttp(transport, patience))
        except NoAnswer as error:
            raise error.failure(trace=Trace(http_status=error.status)) from error
        except ValueError as error:
            # msal's word for an OpenID configuration that it cannot use.
            raise failure("sign-in-not-understood", status="unknown", authority=request.authority) from error
