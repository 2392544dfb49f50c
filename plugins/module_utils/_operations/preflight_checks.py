# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The checks of exo_preflight_info: what was found of one thing, what that means, and what to do. Nothing here asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, TypedDict

from .._catalogue.cmdlets import SERVICE_TITLES, service_for
from .._catalogue.diagnose_forbidden import diagnosis
from .._catalogue.usual_roles import usual_role
from .._connection.access_and_tokens import Access
from .._counts import count
from .._endpoints.name_and_url_syntax import guid
from .._errors._advice.catalogue import failure
from .._errors.failure import Failure
from .._graph.application_secrets import seconds_of
from .._graph.partner_customers import Customer, role_name
from .._json_types import Json, Row
from .._sign_in.credential_and_claims import APPLICATION_ROLE, AccessToken

CheckVerdict = Literal["ok", "trouble", "unknown"]


class PreflightCheck(TypedDict):
    """``fix`` is what to do, None where there is nothing."""

    check: str
    verdict: CheckVerdict
    text: str
    fix: str | None


def make_check(name: str, verdict: CheckVerdict, text: str, fix: str | None = None) -> PreflightCheck:
    """A check."""
    return {"check": name, "verdict": verdict, "text": text, "fix": fix}


def check_of(name: str, error: Failure, verdict: CheckVerdict = "trouble") -> PreflightCheck:
    """A check that ended in a failure, which is its answer."""
    return make_check(name, verdict, error.what, next(iter(error.fix), None))


_DAY_IN_SECONDS = 86400.0
_DAYS_OF_WARNING = 30
# What Microsoft's token libraries allow clocks to differ by ("Microsoft identity platform", clock skew).
_MOST_SKEW = 300.0
# In the token of each user, administrator or not (Microsoft Learn, access token claims, "wids").
_ROLE_OF_ANYBODY = "b79fbf4d-3ef9-4689-8143-76b194e85509"
_LIVING_RELATIONSHIPS = frozenset({"active", "expiring"})


def roles_of(token: AccessToken) -> list[str]:
    """What a token tells that it may: application permissions, delegated ones, and directory roles by their name."""
    claims = token.claims
    directory = [role_name(role) for role in _texts_of_claim(claims.get("wids")) if role != _ROLE_OF_ANYBODY]
    return [*_texts_of_claim(claims.get("roles")), *str(claims.get("scp") or "").split(), *directory]


def _texts_of_claim(value: Json) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def of_identity(access: Access) -> PreflightCheck:
    """Who is signed in, and where."""
    text = f"{access.identity} is signed in to {access.organization} ({access.tenant_id}) by {access.auth_method}."
    return make_check("identity", "ok", text)


def of_application_role(access: Access) -> PreflightCheck:
    """Whether the token lets an application in at all."""
    if access.lacks_application_role:
        title = SERVICE_TITLES[access.service]
        text = f"The token of this application shows no role {APPLICATION_ROLE}: {title} will refuse it."
        is_compliance = access.service == "compliance"
        api = "Microsoft Exchange Online Protection" if is_compliance else "Office 365 Exchange Online"
        fix = f"Add {APPLICATION_ROLE} of {api} to it, and let an administrator consent."
        return make_check("token", "trouble", text, fix)
    roles = ", ".join(roles_of(access.reach.token)) or "no role that could be read"
    return make_check("token", "ok", f"The token shows {roles}.")


def of_permitted(service: str, permitted: Collection[str], organization: str) -> PreflightCheck:
    """What the roles allow in a service."""
    title = SERVICE_TITLES[service]
    if permitted:
        return make_check("role", "ok", f"The roles allow {count(len(permitted), 'cmdlet')} of {title}.")
    directory = "Compliance Administrator" if service == "compliance" else "Exchange Administrator"
    text = (
        f"{title} lets this identity run no cmdlet of {organization}: it has neither a directory role nor a role group."
    )
    return make_check("role", "trouble", text, f"Assign a directory role such as {directory}, or a role group.")


def of_cmdlets(
    cmdlets: Collection[str], permitted: Mapping[str, Collection[str]], access: Access
) -> Iterator[tuple[PreflightCheck, Row | None]]:
    """Of the needed cmdlets: one check for each that is missing, with its row, and one for all others."""
    listed = {service: {name.lower() for name in names} for service, names in permitted.items()}
    allowed = not_told = 0
    asked_for = {cmdlet.lower(): cmdlet for cmdlet in cmdlets}
    for cmdlet in asked_for.values():
        service = service_for(cmdlet, access.services)
        if any(cmdlet.lower() in names for names in listed.values()):
            allowed += 1
        elif not listed.get(service):
            not_told += 1
        else:
            yield _check_of_missing_cmdlet(cmdlet, service, permitted[service], access)
    if allowed:
        yield (
            make_check("cmdlets", "ok", f"Allowed of the {count(len(asked_for), 'cmdlet')} asked for: {allowed}."),
            None,
        )
    if not_told:
        yield make_check("cmdlets", "unknown", f"The service did not tell of {count(not_told, 'cmdlet')}."), None


def _check_of_missing_cmdlet(
    cmdlet: str, service: str, permitted: Collection[str], access: Access
) -> tuple[PreflightCheck, Row]:
    cause = diagnosis(cmdlet, service, permitted, application="@" not in access.identity)
    role = usual_role(cmdlet, service)
    row: Row = {"cmdlet": cmdlet, "service": service, "role": role}
    if cause is None:
        return make_check("cmdlet", "trouble", f"{cmdlet} is missing."), row
    error = failure(cause.key, cmdlet=cmdlet, organization=access.organization, **cause.facts)
    # The card speaks of a cmdlet that was sent; here none was.
    lead = f"{cmdlet} is missing" + (f", which {role} usually carries" if role else "")
    return make_check("cmdlet", "trouble", f"{lead}. {error.cause}", next(iter(error.fix), None)), row


def of_clock(ahead: float | None) -> PreflightCheck:
    """``ahead``: seconds that the service's clock is before ours."""
    if ahead is None:
        return make_check("clock", "unknown", "No answer told its time.")
    seconds = abs(round(ahead))
    if abs(ahead) <= _MOST_SKEW:
        return make_check("clock", "ok", f"The clock of this machine is right to {count(seconds, 'second')}.")
    text = f"The clock of this machine is {count(seconds, 'second')} {'behind' if ahead > 0 else 'ahead'}."
    fix = "Let the machine keep its time (NTP): tokens and certificates that are not of this time are refused."
    return make_check("clock", "trouble", text, fix)


def days_left(end: float | None, now: float) -> int | None:
    """Whole days until ``end``; both in seconds since 1970."""
    return None if end is None else int((end - now) // _DAY_IN_SECONDS)


def of_certificate(days: int) -> PreflightCheck:
    """Of a certificate that is still good."""
    text = f"The certificate ends in {count(days, 'day')}."
    if days >= _DAYS_OF_WARNING:
        return make_check("certificate", "ok", text)
    return make_check(
        "certificate", "trouble", text, "Upload a new one to the application, and give the task the new one."
    )


def of_secret(days: int) -> PreflightCheck:
    """Of a client secret that is still good."""
    text = f"The client secret ends in {count(days, 'day')}."
    if days >= _DAYS_OF_WARNING:
        return make_check("secret", "ok", text)
    return make_check("secret", "trouble", text, "Add a new one to the application, and give the task the new one.")


def of_hydration(dehydrated: object) -> PreflightCheck:
    """``dehydrated`` is what the organization's configuration says, None where it could not be read."""
    if not isinstance(dehydrated, bool):
        return make_check("hydration", "unknown", "Whether the organization is dehydrated could not be read.")
    if not dehydrated:
        return make_check("hydration", "ok", "The organization may be customized.")
    text = "The organization is dehydrated: policies, roles and some other objects cannot be written yet."
    return make_check(
        "hydration", "trouble", text, "Run Enable-OrganizationCustomization once, and wait until it has worked."
    )


def of_relationship(
    customer: Customer | None, now: float, customer_name: str = ""
) -> tuple[PreflightCheck, int | None]:
    """Whether a relationship with a customer is alive, and for how many days; one that extends itself has no end.
    ``customer_name`` is all that is known of a customer where nobody is signed in: Graph lists one domain of each."""
    name = "relationship"
    if customer is None and customer_name and guid(customer_name) is None:
        text = (
            f"Which customer has the domain {customer_name} is not known: Microsoft Graph lists default domains alone."
        )
        fix = "Give delegated_organization as the customer's tenant id or default domain."
        return make_check(name, "unknown", text, fix), None
    relationships = (customer["relationships"] if customer else None) or []
    living = [relationship for relationship in relationships if relationship.get("status") in _LIVING_RELATIONSHIPS]
    fix = "Make a new relationship (GDAP) with the customer, and assign its roles to the user's groups."
    if not living:
        ended = ", ".join(sorted({str(relationship.get("status")) for relationship in relationships}))
        text = f"No relationship with the customer is active ({ended or 'there is none'})."
        return make_check(name, "trouble", text, fix), None
    if any(relationship.get("auto_extend") for relationship in living):
        return make_check(name, "ok", "The relationship is active, and extended by itself."), None
    ends = [seconds_of(relationship.get("ends_at")) for relationship in living]
    days = max((left for left in (days_left(end, now) for end in ends) if left is not None), default=None)
    if days is None:
        return make_check(name, "unknown", "The relationship is active. When it ends could not be read."), None
    text = f"The relationship ends in {count(days, 'day')}." if days >= 0 else "The relationship has just ended."
    return make_check(
        name, "ok" if days >= _DAYS_OF_WARNING else "trouble", text, None if days >= _DAYS_OF_WARNING else fix
    ), days
