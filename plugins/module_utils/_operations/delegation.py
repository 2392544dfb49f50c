# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A partner's user in a customer's organization (GDAP, or as a guest).

The user signs in at the customer's own authority, the request's path names the customer, and requests are routed by the
customer's system mailbox, because the user has no mailbox there (Microsoft Learn, -DelegatedOrganization; CIPP).
Delegation reaches users only.
"""

from __future__ import annotations

from dataclasses import replace

from .._endpoints.grammar import organization_name
from .._errors._advice.endpoints import ENDPOINTS
from .._errors._advice.sign_in import SIGN_IN
from .._errors.failure import Failures
from .._sign_in.methods import Choice, choose
from .._sign_in.sign_in import SignedIn
from .._specs.connecting import ConnectionOptions
from .._specs.option import of_task
from .._specs.sign_in import SignInOptions
from .signing_in import tenant_of

failure = Failures(ENDPOINTS, SIGN_IN)

OPTION = "delegated_organization"
CONSENT_MISSING = "partner-consent-missing"


def customer_of(options: ConnectionOptions) -> str | None:
    """The customer that the options name, a domain or a tenant id; None where they name none.

    One that only the environment names is left aside where the task itself names an organization: the task would else
    work in another one than it says.

    :raises Failure: ``organization-not-valid``.
    """
    endpoint = of_task(options.endpoint) if of_task(options.sign_in).organization else options.endpoint
    customer = endpoint.delegated_organization
    return organization_name(customer, option=OPTION) if customer else None


def chosen(options: SignInOptions, customer: str | None) -> Choice:
    """The way to sign in; for a customer it must be one that signs users in.

    :raises Failure: as :func:`choose`, or ``delegation-for-users``.
    """
    if customer is None:
        return choose(options)
    # An application's way would lack its organization: what it lacks is that delegation does not reach it.
    choice = choose(replace(options, organization=options.organization or customer))
    if choice.method.signs_in == "applications":
        raise _for_users(choice.method.name)
    return choice


def tenant_for(organization: str | None, authority_tenant: str | None, customer: str | None) -> str:
    """The tenant to sign in to: the customer's, whatever ``organization`` says, which is then the partner's own.

    :raises Failure: ``organization-not-valid``, or ``authority-names-another``.
    """
    if customer is None:
        return tenant_of(organization, authority_tenant)
    return tenant_of(customer, authority_tenant, OPTION)


def demand_user(signed_in: SignedIn, customer: str | None) -> SignedIn:
    """The sign-in, unless a ready token turns out to be an application's.

    :raises Failure: ``delegation-for-users``.
    """
    if customer is not None and signed_in.token.is_applications:
        raise _for_users(signed_in.credential.method)
    return signed_in


def _for_users(method: str) -> Exception:
    return failure("delegation-for-users", method=method)
