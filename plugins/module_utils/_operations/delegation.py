# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A partner's user in a customer's organization (GDAP, or as a guest).

The user signs in at the customer's own authority, the request's path names the customer, and requests are routed by the
customer's system mailbox, because the user has no mailbox there (Microsoft Learn, -DelegatedOrganization; CIPP).
Delegation reaches users only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._endpoints.grammar import organization_name
from .._errors._advice.endpoints import ENDPOINTS
from .._errors._advice.sign_in import SIGN_IN
from .._errors.failures import Failures
from .._sign_in.methods import Choice, choose
from .._sign_in.sign_in import SignedIn
from .signing_in import tenant_of

failure = Failures(ENDPOINTS, SIGN_IN)

OPTION = "delegated_organization"
CONSENT_MISSING = "partner-consent-missing"


def customer_of(present: Mapping[str, Any]) -> str | None:
    """The customer that the options name, a domain or a tenant id; None where they name none.

    :raises Failure: ``organization-not-valid``.
    """
    return organization_name(str(present[OPTION]), option=OPTION) if present.get(OPTION) else None


def without_others_customer(present: Mapping[str, Any], inherited: frozenset[str]) -> dict[str, Any]:
    """The options without a customer that only the environment names, where the task itself names an organization.

    The task would else work in another organization than the one that it says; ``inherited`` names the options that
    only the environment gives.
    """
    own = present.get("organization") and "organization" not in inherited
    left_aside = {OPTION} if own and OPTION in inherited else set()
    return {name: value for name, value in present.items() if name not in left_aside}


def chosen(present: Mapping[str, Any], inherited: frozenset[str], customer: str | None) -> Choice:
    """The way to sign in; for a customer it must be one that signs users in.

    :raises Failure: as :func:`choose`, or ``delegation-for-users``.
    """
    if customer is None:
        return choose(present, inherited)
    # An application's way would lack its organization: what it lacks is that delegation does not reach it.
    choice = choose({"organization": customer, **present}, inherited)
    if choice.method.signs_in == "applications":
        raise _for_users(choice.method.name)
    return choice


def tenant_for(options: Mapping[str, Any], authority_tenant: str | None, customer: str | None) -> str:
    """The tenant to sign in to: the customer's, whatever ``organization`` says, which is then the partner's own.

    :raises Failure: ``organization-not-valid``, or ``authority-names-another``.
    """
    if customer is None:
        return tenant_of(options, authority_tenant)
    return tenant_of({"organization": customer}, authority_tenant, OPTION)


def demand_user(signed_in: SignedIn, customer: str | None) -> SignedIn:
    """The sign-in, unless a ready token turns out to be an application's.

    :raises Failure: ``delegation-for-users``.
    """
    if customer is not None and signed_in.token.is_applications:
        raise _for_users(str(signed_in.credential["method"]))
    return signed_in


def _for_users(method: str) -> Exception:
    return failure("delegation-for-users", method=method)
