# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_connect: sign in, prove it, keep a session."""

from __future__ import annotations

from datetime import datetime, timezone

from .._client.connection_test import ask_initial_domain, probe
from .._session.session_limit import Limit
from .._specs.connection import ConnectOptions
from .._specs.option import read
from .._transport.transport import Transport
from .access import Access, OwnTokens, store_of
from .context import Context, Options, Result
from .fresh_sign_in import Step, new_access, region_step, renewal, steps_of, test_step
from .preflight import Means, demand_in_place, demand_packages, within

_NO_ROLE = (
    "The token of this application shows no role Exchange.ManageAsApp: Exchange will refuse it. "
    "Add that permission of Office 365 Exchange Online to the application and let an administrator consent."
)
# Three sessions for an organization was the promise of Microsoft's documentation; none is known for REST.
DOCUMENTED_LIMIT = 3
_ABOVE = (
    "session_limit is {limit}. Microsoft's documentation once promised three open sessions for an organization; "
    "it names no number for this interface, so look for throttling if work slows down."
)
_PARTNERS_ROLES = "A partner's user may do what the relationship with the customer (GDAP) gives to the user's groups."
_NO_DOMAIN = (
    "The initial domain of {organization} is not known, so Security & Compliance is routed by the tenant's id. If long "
    "listings end in a paging error, give organization as the initial domain (....onmicrosoft.com)."
)


def run(options: Options, context: Context) -> Result:
    """The module's work; also in check mode, since nothing changes in the tenant.

    :raises Failure: and leaves no session behind.
    """
    demand_packages()
    demand_in_place(options)
    wanted = read(ConnectOptions(), options, context.environ)
    limit = _limit_of(wanted, context)
    means = Means.of(wanted.connection, context.environ)
    access = new_access(wanted.connection, means, context, wanted.page_size, show_progress=wanted.show_progress)
    access = _prove(access, means, context, steps_of(context, show_progress=wanted.show_progress))
    context.still_wanted()
    with store_of(context) as store:
        store.sweep()
        handle = store.create(access.content(), access.facts(), access.ends_at, limit=limit)
        # A signal, or the end of the run, may have come while it was written or waited for: the store takes it back.
        context.still_wanted()
        return {
            "changed": False,
            "session": handle.text(),
            "id": handle.id,
            **describe(access),
            "expires_at": _iso(access.reach.token.expires_at),
            **_refresh_token(access, wanted),
        }


def _refresh_token(access: Access, options: ConnectOptions) -> Result:
    """The refresh token that came with the sign-in, where it is asked for and is not the one that was given."""
    found = access.credential.refresh_token
    if not options.return_refresh_token:
        return {}
    return {"refresh_token": found if found != options.connection.sign_in.refresh_token else None}


def _limit_of(options: ConnectOptions, context: Context) -> Limit:
    """How many sessions may be open. It is counted after the sign-in, which is what tells tenant and identity.

    :raises Failure: ``option-out-of-range``.
    """
    sessions = within("session_limit", options.session_limit, 0, 1000)
    wait = within("session_wait", options.session_wait, 0, 86400)
    if sessions > DOCUMENTED_LIMIT:
        context.warn(_ABOVE.format(limit=sessions))
    return Limit(sessions, float(wait), context.still_wanted)


def describe(access: Access) -> Result:
    """Who is connected where: the fields that several results share."""
    return {
        "organization": access.organization,
        "tenant_id": access.tenant_id,
        "environment": access.environment,
        "services": access.services,
        "identity": access.identity,
        "auth_method": access.auth_method,
    }


def _prove(access: Access, means: Means, context: Context, step: Step) -> Access:
    """The access after one cheap call to each of its services; regions are known from then on.

    A token that the service wants renewed is, and the session keeps the new one.
    """
    if access.reach.token.lacks_application_role():
        context.warn(_NO_ROLE)
    for service in access.services:
        access = access.at(service)
        step(test_step(access.target()))
        with Transport(means.network, access.reach.hosts) as transport:
            tokens = OwnTokens(access, renewal(means, context))
            token = access.reach.token.secret
            target, warning = probe(transport, access.target(), token, means.retry_policy, renew=tokens.renew)
            access = tokens.access
        if target.rest_base != access.reach.rest_base:
            step(region_step(target))
        access = access.at_target(target)
        if warning:
            context.warn(f"{warning} {_PARTNERS_ROLES}" if access.delegated else warning)
        if access.wants_initial_domain:
            access = _anchor_by_domain(access, means, context)
    return access.at(access.services[0])


def _anchor_by_domain(access: Access, means: Means, context: Context) -> Access:
    """The access, routed by the initial domain. Exchange knows it, so it is asked where the session reaches it."""
    asked = access.at("exchange")
    with Transport(means.network, asked.reach.hosts) as transport:
        domain = ask_initial_domain(transport, asked.target(), asked.reach.token.secret)
    if domain is None:
        context.warn(_NO_DOMAIN.format(organization=access.organization))
        return access
    return access.with_anchor(domain)


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
