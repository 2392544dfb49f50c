# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in: what we tell a person.

Facts of each text that answers a refusal: text (Microsoft's own), codes, organization, authority, app_id,
correlation_id, trace_id, timestamp.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_TAIL = "(correlation id {correlation_id}, trace id {trace_id}, {timestamp})"


def _refusal(why: str, cause: str, *fix: str) -> Advice:
    """A refusal by the sign-in service: what is wrong, Microsoft's own words, and what support asks for."""
    return Advice(
        category="sign_in",
        what="Sign-in to '{organization}' was refused ({codes}): " + why,
        cause=cause + " Microsoft says: {text}",
        fix=fix,
        tail=_TAIL,
    )


_NOT_FOR_AUTOMATION = "Sign in as an application with a certificate: nobody has to be there to answer."
_ASK_POLICY_OWNER = (
    "Ask whoever owns the Conditional Access policies; the correlation id finds this sign-in in the log."
)

_USERS: Mapping[str, Advice] = {
    "password-wrong": _refusal(
        "the user name or the password is wrong.",
        "The password was checked and did not fit; a federated user has no password in the cloud to check.",
        "Check the password that the task was given (a vault variable, for example) by signing in with it elsewhere.",
        _NOT_FOR_AUTOMATION,
    ),
    "user-not-found": _refusal(
        "the user does not exist there.",
        "The user name has a typing error, or belongs to another organization.",
        "Check the user name and the organization.",
    ),
    "user-of-another-organization": _refusal(
        "the user belongs to another organization and is no guest of this one.",
        "A partner's user needs a granular delegated admin relationship (GDAP) or a guest account there; a relationship"
        " that has expired or was ended counts no more.",
        "Check that the relationship is active and that the user is in one of its groups, or sign in with a user of"
        " the organization.",
        "Look at the relationships of the partner's customers, their status and their end, with exo_customer_info.",
    ),
    "partner-policy": _refusal(
        "a policy of the organization asks its partner's user for a check that it cannot pass.",
        "Some Conditional Access controls do not work for users of a service provider.",
        "Ask the customer to leave service provider users out of that Conditional Access policy.",
    ),
    "account-locked": _refusal(
        "the account is locked, or the address of this machine is blocked.",
        "Too many wrong passwords were tried, or the address is known for attacks.",
        "Wait before the next attempt, and correct the password first: each wrong one prolongs the lock.",
    ),
    "password-expired": _refusal(
        "the password has expired.",
        "The account's password must be changed by a person before it works again.",
        "Change the password and update it where the task takes it from.",
        _NOT_FOR_AUTOMATION,
    ),
    "password-not-in-cloud": _refusal(
        "the account has no password in the cloud.",
        "Federated and passwordless accounts cannot sign in with user name and password.",
        _NOT_FOR_AUTOMATION,
    ),
    "account-disabled": _refusal(
        "the account is disabled.",
        "An administrator has blocked sign-in for this account.",
        "Unblock the account in the Entra admin center, or use another.",
    ),
    "mfa-required": _refusal(
        "multi-factor authentication is needed, and nobody is there to answer it.",
        "A password alone is not enough for this account, by policy or because it is not enrolled yet.",
        _NOT_FOR_AUTOMATION,
    ),
    "user-not-assigned": _refusal(
        "the user is not assigned to the application '{app_id}'.",
        "The application admits only users and groups that were assigned to it.",
        "Assign the user under 'Users and groups' of the enterprise application.",
    ),
    "conditional-access": _refusal(
        "a Conditional Access policy or the security defaults block it.",
        "The policy asks for something that this sign-in does not have: a device, a place, a network or a client.",
        _ASK_POLICY_OWNER,
        "Run the task from an allowed network, or leave this application out of the policy.",
    ),
    "account-at-risk": _refusal(
        "the user is considered to be at risk.",
        "The user's home organization has to clear the risk; a partner's customer cannot.",
        "Let an administrator of the user's own organization clear the risk in Entra ID Protection.",
    ),
    "cross-tenant-policy": _refusal(
        "a cross-tenant access policy or a tenant restriction forbids it.",
        "One of the two organizations does not let its users into the other, or the network restricts tenants.",
        "Ask both organizations' administrators about cross-tenant access settings, and the network's about tenant"
        " restrictions.",
    ),
    "device-or-external-check": _refusal(
        "a check of the device or by an external service is needed, which a task cannot pass.",
        "The policy needs a registered device or a step with another provider.",
        _NOT_FOR_AUTOMATION,
    ),
    "sign-in-expired": _refusal(
        "the earlier sign-in is no longer valid.",
        "The refresh token was revoked, has expired, or a policy limits how long a sign-in lasts.",
        "Sign in anew and give the task the new token.",
    ),
    "external-account-mfa": _refusal(
        "the external account cannot pass the multi-factor check of this organization.",
        "The account is not enrolled for multi-factor authentication in the organization it is a guest of.",
        "Enrol the account there once, or use an account of the organization.",
    ),
    "device-code-pending": _refusal(
        "nobody has entered the device code yet.",
        "The code was shown and waits to be entered in a browser.",
        "Enter the code at the address shown while the task waits.",
    ),
    "device-code-expired": _refusal(
        "the device code has expired.",
        "A device code lives for about 15 minutes.",
        "Run the task again and enter the new code in time.",
    ),
}

_APPLICATIONS: Mapping[str, Advice] = {
    "application-not-found": _refusal(
        "the application '{app_id}' does not exist there.",
        "The app_id or the organization is wrong, or a multi-tenant application has no consent in this organization.",
        "Compare app_id with 'Application (client) ID' in the Entra admin center of that organization.",
        "For an application of another organization, let an administrator of '{organization}' consent to it once.",
    ),
    "application-disabled": _refusal(
        "the application '{app_id}' is disabled.",
        "An administrator has switched the application off in this organization.",
        "Enable sign-in under 'Properties' of the enterprise application.",
    ),
    "client-secret-wrong": _refusal(
        "the client secret of the application '{app_id}' is wrong.",
        "The secret has been removed, belongs to another application, or its id was given instead of its value.",
        "Use the secret's value, which is shown only once when it is created; the secret's id, a GUID, does not work.",
        "Use a certificate instead: Microsoft recommends it.",
    ),
    "client-secret-expired": _refusal(
        "the client secret of the application '{app_id}' has expired.",
        "A client secret is valid for two years at most.",
        "Create a new secret under 'Certificates & secrets' and give the task its value.",
        "Use a certificate instead: Microsoft recommends it.",
    ),
    "client-secret-missing": _refusal(
        "the application '{app_id}' has to prove who it is, and nothing was sent.",
        "A confidential application needs a secret or a certificate. device_code and password send neither: they need a"
        " public one.",
        "With device_code or password, leave app_id out, or allow public client flows under 'Authentication' of the"
        " application; with a refresh_token, give a certificate or client_secret beside it.",
    ),
    "client-secret-not-wanted": _refusal(
        "the application '{app_id}' is a public client and must not send a secret.",
        "The application is registered without credentials of its own.",
        "Remove client_secret, or register a confidential application.",
    ),
    "certificate-not-registered": _refusal(
        "the certificate is not registered with the application '{app_id}', or its signature was not accepted.",
        "The public half of the certificate must be uploaded to the application; the clock must be right, too.",
        "Upload this very certificate under 'Certificates & secrets' and compare the thumbprint.",
        "Wait some minutes if it was uploaded just now, and check the clock of the machine that ran the task.",
    ),
    "federated-credential-mismatch": _refusal(
        "the federated token fits no federated credential of the application '{app_id}'.",
        "Issuer, subject and audience of the token must equal those of the credential to the letter.",
        "Compare issuer, subject and audience with the credential under 'Certificates & secrets'.",
    ),
    "assertion-not-in-time": _refusal(
        "what the application '{app_id}' proved itself with is not valid at this time.",
        "What a certificate signs is valid for minutes, so the clock must be right; a federated token has an end.",
        "Set the clock of the machine that ran the task (NTP), and give a federated token that has not ended.",
    ),
    "consent-missing": _refusal(
        "the application '{app_id}' has no consent to use Exchange Online there.",
        "The permission is missing on the application, or no administrator has granted it.",
        "Add Exchange.ManageAsApp of Office 365 Exchange Online under 'API permissions' and grant admin consent.",
        "For Security & Compliance in GCC High, add that of Microsoft Exchange Online Protection as well.",
    ),
    "client-not-preauthorized": _refusal(
        "Microsoft does not allow the application '{app_id}' to ask for this service.",
        "A first-party application may only ask for services that it is authorised for in advance.",
        "Register an application of your own and use its app_id.",
    ),
    "partner-consent-missing": _refusal(
        "the partner's application '{app_id}' is not authorised in the customer's organization.",
        "Delegated administration does not carry an application along: it needs a consent of its own there.",
        "Consent to the application for this customer (Partner Center's consent API, or admin consent there).",
        "Leave app_id out to sign the user in through the public client of Microsoft's module, which needs no consent.",
    ),
    "graph-consent-missing": _refusal(
        "the application '{app_id}' has no consent to read customers from Microsoft Graph.",
        "The permissions are missing on the application, or no administrator has granted them.",
        "Add DelegatedAdminRelationship.Read.All and Directory.Read.All of Microsoft Graph under 'API permissions' and"
        " grant admin consent.",
    ),
}

_TENANTS: Mapping[str, Advice] = {
    "tenant-not-found": _refusal(
        "the organization does not exist at '{authority}'.",
        "The name has a typing error, or the organization lives in another of Microsoft's clouds.",
        "Check organization; for GCC High, DoD or China set environment.",
    ),
    "wrong-cloud": _refusal(
        "the organization lives in another cloud than '{authority}'.",
        "Each national cloud has a sign-in service of its own.",
        "Set environment to the organization's cloud (O365USGovGCCHigh, O365USGovDoD or O365China).",
    ),
    "tenant-deleted": _refusal(
        "the organization is deleted or not available.",
        "The tenant was removed or blocked by Microsoft.",
        "Check with the owner of the organization that it still exists.",
    ),
    "tenant-authority-needed": _refusal(
        "the sign-in has to name one organization.",
        "The address of the sign-in service was a general one (common), which this application or way does not allow.",
        "Give organization, or let azure_ad_authorization_endpoint_uri end in the tenant.",
    ),
    "exchange-not-in-tenant": _refusal(
        "Exchange Online is not known in this organization.",
        "The organization has no Exchange licence, or the environment is another cloud's.",
        "Check that the organization has Exchange Online, and that environment is right.",
    ),
    "service-not-licensed": _refusal(
        "the organization has not subscribed to Exchange Online.",
        "The service is not part of any of the organization's licences.",
        "Check the organization's licences.",
    ),
    "scope-not-valid": _refusal(
        "the permission that was asked for is not valid there.",
        "A token is asked for one service at a time; in another cloud the service has another name.",
        "Check environment and connection_uri; with both left out the documented ones are used.",
    ),
}

_CHECKS: Mapping[str, Advice] = {
    "sign-in-refused": Advice(
        category="sign_in",
        what="Sign-in to '{organization}' was refused ({codes}): {text}",
        cause="The sign-in service gave a reason that has no advice here.",
        fix=("Look the code up in Microsoft's list of Entra authentication errors, or in the tenant's sign-in log.",),
        tail=_TAIL,
    ),
    "sign-in-unavailable": _refusal(
        "the sign-in service is in trouble for the moment.",
        "Microsoft calls this answer transient; it was asked several times.",
        "Run the task again in some minutes.",
    ),
}

SIGN_IN: Mapping[str, Advice] = {**_USERS, **_APPLICATIONS, **_TENANTS, **_CHECKS}

failure = Failures(SIGN_IN)
