# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_preflight_info: ask before the work what would end it. An answer that is a no is an answer, and no failure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import field, replace
from urllib.parse import urlsplit

from .._catalogue.cmdlets import service_for
from .._commands.read_back import rows_of
from .._connection.access_and_tokens import Access, store_of
from .._connection.check_options_and_network import RequestSettings, demand_in_place, demand_packages
from .._connection.fresh_sign_in import new_access
from .._connection.open_connection import Connection, open_connection
from .._connection.sign_in_options import (
    choose_way,
    customer_of,
    endpoints_of,
    prepare_credential,
    tenant_for,
    wanted_services,
    with_environment,
    with_workload_identity,
)
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._exchange_client.downloaded_module import permitted_cmdlets
from .._exchange_client.request_and_route import Call
from .._graph.partner_customers import Customer
from .._json_types import Row
from .._session.handle_and_record import Handle
from .._sign_in.choose_method import SIGN_IN_METHODS, MethodChoice
from .._sign_in.credential_and_claims import Credential
from .._specs.command import CommandOptions
from .._specs.connection import ConnectionOptions, SessionOptions
from .._specs.info_and_conformance import CUSTOMER_INFO, PreflightInfoOptions
from .._specs.read_options import only_of_task, read
from .._task.context_and_progress import Context, Options, Result
from . import customer_info
from .preflight_checks import (
    PreflightCheck,
    check_of,
    days_left,
    make_check,
    of_application_role,
    of_certificate,
    of_clock,
    of_cmdlets,
    of_hydration,
    of_identity,
    of_permitted,
    of_relationship,
    roles_of,
)
from .preflight_hops_and_secret import Hop, WayOfHops, ask_hops, checks_of_hops, look_at_secret, not_asked, rows_of_hops

_FORBIDDEN_STATUS = 403
# What is said of a certificate, and of an access token that has ended or is about to.
_FAILURES_OF_PROOF = ("certificate-", "access-token-end")
_NOT_TRIED = "Not tried, because the way there is blocked."


@dataclass
class _PreflightFindings:
    """What is known so far; ``permitted`` are the cmdlets of each service that told."""

    checks: list[PreflightCheck] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    permitted: dict[str, frozenset[str]] = field(default_factory=dict)
    missing: list[Row] = field(default_factory=list)
    access: Access | None = None
    credential: Credential | None = None
    dehydrated: bool | None = None
    relationship_days: int | None = None
    secret_days: int | None = None

    def is_blocked(self, hop: str) -> bool:
        """Whether a hop was asked in vain."""
        return any(asked_hop.name == hop and not asked_hop.works for asked_hop in self.hops)


def _ignore_warning(_text: str) -> None:
    """What would be warned of is a check of its own."""


def run(options: Options, context: Context) -> Result:
    """Ask all that can be asked; nothing is changed.

    :raises Failure: options that cannot be used, ``library-missing``; what others answer is a check.
    """
    demand_packages()
    demand_in_place(options)
    preflight_options = read(PreflightInfoOptions(), options, context.environ)
    quiet, findings = replace(context, warn=_ignore_warning), _PreflightFindings()
    request_settings = RequestSettings.of(preflight_options.connection, quiet)
    if preflight_options.connection.session:
        request_settings = _enter_by_session(preflight_options.connection, request_settings, quiet, findings)
    else:
        _enter_by_sign_in(preflight_options, request_settings, quiet, findings)
    clock = next((hop.ahead for hop in findings.hops if hop.ahead is not None), None)
    findings.checks.append(of_clock(clock))
    days = _look_at_certificate(findings, context.clock.wall())
    _look_at_secret(preflight_options.connection, quiet, findings)
    if findings.access is not None:
        _look_inside(preflight_options, findings.access, quiet, findings)
    elif preflight_options.cmdlets:
        findings.checks.append(make_check("cmdlets", "unknown", "Nobody could be asked which cmdlets are allowed."))
    _look_at_relationship(options, preflight_options.connection, quiet, findings)
    return _result_of_preflight(findings, clock, days)


def _result_of_preflight(findings: _PreflightFindings, ahead: float | None, days: int | None) -> Result:
    access = findings.access
    troubles = [check["check"] for check in findings.checks if check["verdict"] == "trouble"]
    return {
        "changed": False,
        "organization": access and access.organization,
        "tenant_id": access and access.tenant_id,
        "environment": access and access.environment,
        "identity": access and access.identity,
        "auth_method": access and access.auth_method,
        "roles": roles_of(access.reach.token) if access else [],
        "services": findings.services,
        "missing": findings.missing,
        "hops": rows_of_hops(findings.hops),
        "clock_skew": None if ahead is None else round(ahead),
        "certificate_days": days,
        "secret_days": findings.secret_days,
        "relationship_days": findings.relationship_days,
        "dehydrated": findings.dehydrated,
        "checks": findings.checks,
        "troubles": troubles,
        "healthy": not troubles,
    }


def _enter_by_session(
    options: SessionOptions, request_settings: RequestSettings, context: Context, findings: _PreflightFindings
) -> RequestSettings:
    """The session's access, and the network as the session kept it."""
    try:
        with store_of(context) as store:
            access = Access.from_content(store.read(Handle.parse(options.session))[1])
    except Failure as error:
        findings.checks.append(check_of("session", error))
        return request_settings
    findings.access, findings.credential = access, access.credential
    request_settings = RequestSettings.of(options, context, access.network)
    service_names = only_of_task(options.endpoint).service or access.services
    bases = {
        reach.service: reach.rest_base
        for reach in (access.reach, *access.other_reaches)
        if reach.service in service_names
    }
    way = WayOfHops(access.authority, access.tenant_id, access.environment, bases)
    findings.hops = ask_hops(way, request_settings, needs_graph=access.delegated)
    findings.checks += [*checks_of_hops(findings.hops), of_identity(access)]
    return request_settings


def _enter_by_sign_in(
    preflight_options: PreflightInfoOptions,
    request_settings: RequestSettings,
    context: Context,
    findings: _PreflightFindings,
) -> None:
    """Sign in as the options say, for all services that the work needs."""
    customer = customer_of(preflight_options.connection)
    options = with_workload_identity(preflight_options.connection, context.environ)
    choice = choose_way(options.sign_in, customer)
    services, problem = _services_for(preflight_options), _prepare_credential(choice, context, findings)
    try:
        place = with_environment(options, customer, request_settings)
    except Failure as error:
        findings.checks.append(check_of("environment", error))
        return
    endpoints = endpoints_of(place, services)
    tenant = tenant_for(choice.options.organization, endpoints[0].authority_tenant, customer)
    bases: dict[str, str] = {endpoint.service: endpoint.rest_base for endpoint in endpoints}
    way = WayOfHops(endpoints[0].authority, tenant, endpoints[0].environment, bases)
    findings.hops = ask_hops(way, request_settings, needs_graph=customer is not None)
    findings.checks += checks_of_hops(findings.hops)
    if problem is not None:
        findings.checks.append(problem)
        return
    if findings.is_blocked("sign-in"):
        findings.checks.append(make_check("identity", "unknown", _NOT_TRIED))
        return
    endpoint_options = replace(place, service=services, inherited=place.inherited - {"service"})
    connection: ConnectionOptions = replace(preflight_options.connection, endpoint=endpoint_options)
    try:
        findings.access = new_access(connection, request_settings, context, show_progress=False)
        findings.checks.append(of_identity(findings.access))
    except Failure as error:
        findings.checks.append(check_of("identity", error))


def _prepare_credential(choice: MethodChoice, context: Context, findings: _PreflightFindings) -> PreflightCheck | None:
    """Read the credential; a certificate or token that cannot be used is an answer.

    :raises Failure: an option that cannot be used.
    """
    try:
        findings.credential = prepare_credential(choice, context)
    except Failure as error:
        if not error.key.startswith(_FAILURES_OF_PROOF):
            raise
        return check_of("certificate" if error.key.startswith("certificate") else "identity", error)
    return None


def _services_for(preflight_options: PreflightInfoOptions) -> list[str]:
    """The services that the task names; else Exchange, and where else its cmdlets are."""
    endpoint = preflight_options.connection.endpoint
    services = wanted_services(endpoint)
    if endpoint.service or endpoint.connection_uri:
        return services
    return list(
        dict.fromkeys(
            [*services, *(service_for(cmdlet, ("exchange", "compliance")) for cmdlet in preflight_options.cmdlets)]
        )
    )


def _look_at_certificate(findings: _PreflightFindings, now: float) -> int | None:
    """The days that a certificate has left."""
    days = days_left(findings.credential.not_after, now) if findings.credential else None
    if days is not None:
        findings.checks.append(of_certificate(days))
    return days


def _look_at_secret(options: SessionOptions, context: Context, findings: _PreflightFindings) -> None:
    """When a client secret ends, where one has just signed in."""
    credential = findings.credential
    if credential is None or credential.method != "client_secret":
        return
    if options.session or findings.access is None or findings.is_blocked("graph"):
        findings.checks.append(not_asked())
        return
    check, findings.secret_days = look_at_secret(options, credential, context)
    findings.checks.append(check)


def _look_inside(
    preflight_options: PreflightInfoOptions, access: Access, context: Context, findings: _PreflightFindings
) -> None:
    """Ask each service what it allows, and Exchange for the organization."""
    looks = [access.at_service(service) for service in ("exchange", "compliance")]
    findings.checks.append(of_application_role(next((look for look in looks if look.lacks_application_role), looks[0])))
    for service in [hop.name for hop in findings.hops if hop.name in access.services]:
        if findings.is_blocked(service):
            findings.services.append(_service_row(service, access, None, None))
        elif not access.at_service(service).lacks_application_role:
            _look_into(service, preflight_options.connection, access, context, findings)
    for check, row in of_cmdlets(preflight_options.cmdlets, findings.permitted, access):
        findings.checks.append(check)
        findings.missing += [row] if row else []


def _look_into(
    service: str, options: SessionOptions, access: Access, context: Context, findings: _PreflightFindings
) -> None:
    endpoint = replace(options.endpoint, service=[service], inherited=options.endpoint.inherited - {"service"})
    command_options = CommandOptions(replace(options, endpoint=endpoint))
    try:
        with open_connection(
            command_options, context, None if options.session else access.at_service(service)
        ) as connection:
            permitted = _ask_permitted(connection)
            findings.permitted[service] = permitted
            findings.services.append(_service_row(service, access, connection, len(permitted)))
            findings.checks.append(of_permitted(service, permitted, access.organization))
            if service == "exchange" and permitted:
                findings.dehydrated = _is_dehydrated(connection)
                findings.checks.append(of_hydration(findings.dehydrated))
    except Failure as error:
        findings.services.append(_service_row(service, access, None, None))
        findings.checks.append(check_of("service", error))


def _ask_permitted(connection: Connection) -> frozenset[str]:
    """The cmdlets that the identity may run, none where it may not even ask.

    :raises Failure: what the service or the network did instead of telling.
    """
    try:
        return permitted_cmdlets(connection.sender)
    except Failure as error:
        if error.trace.http_status != _FORBIDDEN_STATUS:
            raise
        return frozenset()


def _is_dehydrated(connection: Connection) -> bool | None:
    call = Call("Get-OrganizationConfig", "read", str(uuid.uuid4()), properties=("IsDehydrated",))
    try:
        rows: Sequence[Row] = rows_of(connection.sender, call)[0]
    except Failure:
        return None
    is_dehydrated = rows[0].get("IsDehydrated") if rows else None
    return is_dehydrated if isinstance(is_dehydrated, bool) else None


def _service_row(service: str, access: Access, connection: Connection | None, cmdlets: int | None) -> Row:
    """``region`` is the label that a front door led to, None where the service stayed where it was."""
    first = urlsplit(access.at_service(service).reach.rest_base).hostname
    host = urlsplit(connection.sender.current_target.rest_base).hostname if connection else first
    suffix = f".{access.at_service(service).reach.suffix}"
    region = host.removesuffix(suffix) if host and host.endswith(suffix) else None
    return {"service": service, "host": host, "region": region, "cmdlets": cmdlets, "reached": connection is not None}


def _look_at_relationship(
    options: Options, connection: SessionOptions, context: Context, findings: _PreflightFindings
) -> None:
    """Of a partner's user at a customer: as exo_customer_info reads it, in the partner's own organization."""
    access = findings.access
    customer = connection.endpoint.delegated_organization if not connection.session else access and access.tenant_id
    if not customer or (connection.session and not (access and access.delegated)):
        return
    name = "relationship"
    if findings.is_blocked("graph") or (findings.credential and SIGN_IN_METHODS[findings.credential.method].speaks):
        findings.checks.append(make_check(name, "unknown", "The relationship was not looked at."))
        return
    mine = {key: value for key, value in options.items() if key in CUSTOMER_INFO and key != "delegated_organization"}
    try:
        listed: list[Customer] = customer_info.run({**mine, "status": []}, context)["customers"]
    except Failure as error:
        findings.checks.append(check_of(name, error, "unknown"))
        return
    names = {customer.lower(), access.tenant_id if access else ""}
    theirs = next(
        (
            listed_customer
            for listed_customer in listed
            if {listed_customer["tenant_id"], str(listed_customer["default_domain"]).lower()} & names
        ),
        None,
    )
    if theirs is not None and theirs["relationships"] is None:
        findings.checks.append(make_check(name, "unknown", "This identity may not read the relationships."))
        return
    check, findings.relationship_days = of_relationship(theirs, context.clock.wall(), "" if access else customer)
    findings.checks.append(check)
