# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""From the options of a task to what a sign-in takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .._endpoints.grammar import app_id, organization_name, user_principal_name
from .._errors._advice.connection import CONNECTION
from .._errors._advice.ways import WAYS
from .._errors.failure import Failures, Trace
from .._sign_in.http import SignInHttp
from .._sign_in.method import ANY_TENANT, Credential, TokenRequest
from .._sign_in.methods import METHODS, Choice
from .._sign_in.sign_in import SignedIn, sign_in
from .._specs.connecting import ConnectionOptions
from .._specs.option import given
from .._transport.no_answer import NoAnswer
from .._transport.transport import Transport
from .context import Context
from .network import Means

failure = Failures(CONNECTION, WAYS)


def with_workload_identity(options: ConnectionOptions, environ: Mapping[str, str]) -> ConnectionOptions:
    """The options, completed with the variables of workload identity where no other way to sign in is named.

    The webhook of Microsoft Entra Workload ID gives them to a pod.
    """
    sign_in, endpoint = options.sign_in, options.endpoint
    ways = {mark for method in METHODS.values() if method.name != "federated" for mark in method.marks}
    file = environ.get("AZURE_FEDERATED_TOKEN_FILE")
    if sign_in.auth_method not in ("auto", "federated") or not ways.isdisjoint(given(sign_in)):
        return options
    if not file or sign_in.federated_token:
        return options
    sign_in = replace(
        sign_in,
        federated_token_file=sign_in.federated_token_file or file,
        app_id=sign_in.app_id or environ.get("AZURE_CLIENT_ID") or None,
        organization=sign_in.organization or environ.get("AZURE_TENANT_ID") or None,
    )
    if not (endpoint.environment or endpoint.connection_uri or endpoint.azure_ad_authorization_endpoint_uri):
        authority = environ.get("AZURE_AUTHORITY_HOST") or None
        endpoint = replace(endpoint, azure_ad_authorization_endpoint_uri=authority)
    return replace(options, sign_in=sign_in, endpoint=endpoint)


def prepared(choice: Choice, context: Context) -> Credential:
    """The credential of the chosen way, its names checked; nothing is asked of any network.

    :raises Failure: options that cannot be used.
    """
    method, options = choice.method, choice.options
    if method.speaks and context.say is None:
        raise failure("sign-in-needs-a-person", method=method.name)
    if options.app_id:
        options = replace(options, app_id=app_id(options.app_id))
    if options.user_principal_name:
        options = replace(options, user_principal_name=user_principal_name(options.user_principal_name))
    credential = replace(method.prepare(options), method=method.name)
    for caution in method.cautions(credential, context.now()):
        context.warn(caution)
    return credential


def tenant_of(organization: str | None, authority_tenant: str | None, named: str = "organization") -> str:
    """The tenant to sign in to: the one that is given, by the option ``named``, or the user's own.

    :raises Failure: ``organization-not-valid``, or ``authority-names-another``.
    """
    if organization:
        organization = organization_name(organization, named)
        if authority_tenant and organization.lower() != authority_tenant.lower():
            raise failure("authority-names-another", option=named, organization=organization, named=authority_tenant)
        return organization
    return authority_tenant or ANY_TENANT


def sign_in_over(request: TokenRequest, hosts: frozenset[str], means: Means) -> SignedIn:
    """Sign in over a transport that reaches the sign-in hosts only: a secret goes nowhere else."""
    with Transport(means.network, hosts) as transport:
        try:
            return sign_in(request, SignInHttp(transport, means.retry_policy))
        except NoAnswer as error:
            raise error.failure(trace=Trace(http_status=error.status)) from error
        except ValueError as error:
            # msal's word for an OpenID configuration that it cannot use.
            raise failure("sign-in-not-understood", status="unknown", authority=request.authority) from error
