# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the options say of a sign-in: who signs in, in which cloud, at which tenant, for which customer and services.

A partner's user signs in at the customer's own authority, the request's path names the customer, and requests are
routed by the customer's system mailbox, because the user has no mailbox there (Microsoft Learn, -DelegatedOrganization;
CIPP). Delegation reaches users only. The ways to sign in themselves are the room ``_sign_in``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .._catalogue.cmdlets import service_for
from .._endpoints.clouds import CLOUDS
from .._endpoints.name_and_url_syntax import app_id, organization_name, user_principal_name
from .._endpoints.resolve_endpoint import CUSTOM_ENVIRONMENT, Endpoint, resolve_endpoint, service_named_by
from .._errors._advice.connection import CONNECTION
from .._errors._advice.endpoints import ENDPOINTS
from .._errors._advice.sign_in import SIGN_IN
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures, Trace
from .._sign_in.choose_method import SIGN_IN_METHODS, MethodChoice, choose_method
from .._sign_in.credential_and_claims import ANY_TENANT, Credential, TokenRequest
from .._sign_in.msal_client import SignInHttp
from .._sign_in.tenant_and_authority import SignedIn, environment_of, sign_in
from .._specs.connection import ConnectionOptions, EndpointOptions, SignInOptions
from .._specs.read_options import only_of_task, pick_given
from .._task.context_and_progress import Context
from .._transport.transport_error import TransportError
from .check_options_and_network import RequestSettings

failure = Failures(CONNECTION, ENDPOINTS, SIGN_IN, WAYS_TO_SIGN_IN)

AUTO_ENVIRONMENT = "auto"
CUSTOMER_OPTION = "delegated_organization"
CONSENT_MISSING = "partner-consent-missing"


def with_workload_identity(options: ConnectionOptions, environ: Mapping[str, str]) -> ConnectionOptions:
    """The options, completed with the variables of workload identity where no other way to sign in is named.

    The webhook of Microsoft Entra Workload ID gives them to a pod.
    """
    sign_in, endpoint = options.sign_in, options.endpoint
    ways = {mark for method in SIGN_IN_METHODS.values() if method.name != "federated" for mark in method.marks}
    file = environ.get("AZURE_FEDERATED_TOKEN_FILE")
    if sign_in.auth_method not in ("auto", "federated") or not ways.isdisjoint(pick_given(sign_in)):
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


def prepare_credential(choice: MethodChoice, context: Context) -> Credential:
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
    now = context.clock.wall()
    credential = replace(method.prepare(options, now), method=method.name)
    for caution in method.cautions(credential, now):
        context.warn(caution)
    return credential


def tenant_of(organization: str | None, authority_tenant: str | None, option: str = "organization") -> str:
    """The tenant to sign in to: the one that is given, by ``option``, or the user's own.

    :raises Failure: ``organization-not-valid``, or ``authority-names-another``.
    """
    if organization:
        organization = organization_name(organization, option)
        if authority_tenant and organization.lower() != authority_tenant.lower():
            raise failure("authority-names-another", option=option, organization=organization, named=authority_tenant)
        return organization
    return authority_tenant or ANY_TENANT


def sign_in_over(request: TokenRequest, hosts: frozenset[str], request_settings: RequestSettings) -> SignedIn:
    """Sign in over a transport that reaches the sign-in hosts only: a secret goes nowhere else."""
    with request_settings.transport(hosts) as transport:
        try:
            return sign_in(request, SignInHttp(transport, request_settings.retry_policy, clock=request_settings.clock))
        except TransportError as error:
            raise error.failure(trace=Trace(http_status=error.status)) from error
        except ValueError as error:
            # msal's word for an OpenID configuration that it cannot use.
            raise failure("sign-in-not-understood", status="unknown", authority=request.authority) from error


def customer_of(options: ConnectionOptions) -> str | None:
    """The customer that the options name, a domain or a tenant id; None where they name none.

    One that only the environment names is left aside where the task itself names an organization: the task would else
    work in another one than it says.

    :raises Failure: ``organization-not-valid``.
    """
    endpoint = only_of_task(options.endpoint) if only_of_task(options.sign_in).organization else options.endpoint
    customer = endpoint.delegated_organization
    return organization_name(customer, option=CUSTOMER_OPTION) if customer else None


def choose_way(options: SignInOptions, customer: str | None) -> MethodChoice:
    """The way to sign in; for a customer it must be one that signs users in.

    :raises Failure: as :func:`choose_method`, or ``delegation-for-users``.
    """
    if customer is None:
        return choose_method(options)
    # An application's way would lack its organization: what it lacks is that delegation does not reach it.
    choice = choose_method(replace(options, organization=options.organization or customer))
    if choice.method.signs_in == "applications":
        raise _only_for_users(choice.method.name)
    return choice


def tenant_for(organization: str | None, authority_tenant: str | None, customer: str | None) -> str:
    """The tenant to sign in to: the customer's, whatever ``organization`` says, which is then the partner's own.

    :raises Failure: ``organization-not-valid``, or ``authority-names-another``.
    """
    if customer is None:
        return tenant_of(organization, authority_tenant)
    return tenant_of(customer, authority_tenant, CUSTOMER_OPTION)


def demand_user(signed_in: SignedIn, customer: str | None) -> SignedIn:
    """The sign-in, unless a ready token turns out to be an application's.

    :raises Failure: ``delegation-for-users``.
    """
    if customer is not None and signed_in.token.is_applications:
        raise _only_for_users(signed_in.credential.method)
    return signed_in


def _only_for_users(method: str) -> Exception:
    return failure("delegation-for-users", method=method)


def is_auto(options: EndpointOptions) -> bool:
    """Whether the cloud is to be found out."""
    return (options.environment or "").strip().lower() == AUTO_ENVIRONMENT


def with_environment(
    options: ConnectionOptions, customer: str | None, request_settings: RequestSettings
) -> EndpointOptions:
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
    with request_settings.transport(hosts) as transport:
        try:
            environment = environment_of(
                organization, SignInHttp(transport, request_settings.retry_policy, clock=request_settings.clock)
            )
        except TransportError as error:
            raise error.failure(trace=Trace(http_status=error.status)) from error
    return replace(endpoint, environment=environment)


_ANY_SERVICE = ("exchange", "compliance")


def wanted_services(options: EndpointOptions) -> list[str]:
    """The services to connect to, in order; without any option it is Exchange."""
    named_services = list(dict.fromkeys(options.service or []))
    return named_services or [service_named_by(options.connection_uri) or "exchange"]


def service_for_cmdlet(options: EndpointOptions, cmdlet: str) -> str:
    """The one service that a task needs that signs in for one cmdlet: of those in question, the cmdlet's own."""
    is_named = options.service or service_named_by(options.connection_uri)
    return service_for(cmdlet, wanted_services(options) if is_named else _ANY_SERVICE)


def endpoints_of(options: EndpointOptions, services: Sequence[str]) -> list[Endpoint]:
    """The endpoint of each service, all in the one cloud that the options name; a URI is for the service it names.

    :raises Failure: as :func:`resolve_endpoint`.
    """
    uri, authority, allowed = (
        options.connection_uri,
        options.azure_ad_authorization_endpoint_uri,
        options.allowed_hosts,
    )
    # A single service gets the URI whatever it names, so that a wrong one is told.
    service_of_uri = service_named_by(uri) if len(services) > 1 else None
    first = [service for service in services if uri and _uri_is_for(service_of_uri, service)] or list(services[:1])
    lead = resolve_endpoint(options.environment, uri, authority, first[0], allowed)
    environment = options.environment if lead.environment == CUSTOM_ENVIRONMENT else lead.environment
    return [
        lead
        if service == first[0]
        else resolve_endpoint(
            environment, uri if uri and _uri_is_for(service_of_uri, service) else None, authority, service, allowed
        )
        for service in services
    ]


def _uri_is_for(service_of_uri: str | None, service: str) -> bool:
    return (
        service_of_uri is None or service_of_uri == service or {service_of_uri, service} == {"exchange", "protection"}
    )
