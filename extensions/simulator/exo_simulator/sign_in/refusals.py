# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sign-in service says when it refuses: one table of codes, and the body around them.

Codes and their meaning: Microsoft's AADSTS reference page. The sentences are the box's own; the frame
(`AADSTS<code>: ... Trace ID: ... Correlation ID: ... Timestamp: ...`) is as Microsoft documents it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from ..clock import BoxClock
from ..wire import Answer, json_answer


@dataclass(frozen=True)
class Refusal:
    """HTTP status, OAuth error and sentence of one AADSTS code."""

    status: int
    error: str
    text: str


_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
REFUSALS: Mapping[int, Refusal] = {
    50020: Refusal(
        400, "invalid_grant", "User account '{user}' does not exist in tenant '{tenant}' and cannot access it."
    ),
    50027: Refusal(401, "invalid_client", "The client assertion is not a well-formed JWT."),
    50034: Refusal(400, "invalid_grant", "The user account {user} does not exist in the directory."),
    50053: Refusal(
        400, "invalid_grant", "The account is locked: too many sign-ins with a wrong user name or password."
    ),
    50055: Refusal(400, "invalid_grant", "The password is expired."),
    50056: Refusal(400, "invalid_grant", "Invalid or null password: password does not exist in the directory."),
    50057: Refusal(400, "invalid_grant", "The user account is disabled."),
    50076: Refusal(
        400, "interaction_required", "Due to a configuration change, you must use multi-factor authentication."
    ),
    50079: Refusal(400, "interaction_required", "You must enroll in multi-factor authentication."),
    50105: Refusal(400, "invalid_grant", "The signed in user is not assigned to a role for the application."),
    50126: Refusal(400, "invalid_grant", "Error validating credentials due to invalid username or password."),
    50173: Refusal(400, "invalid_grant", "The provided grant has expired due to it being revoked."),
    50194: Refusal(
        400, "invalid_request", "Application '{app}' is not multi-tenant: the /{tenant} endpoint is not for it."
    ),
    53003: Refusal(400, "interaction_required", "Access has been blocked by Conditional Access policies."),
    53011: Refusal(400, "interaction_required", "User blocked due to risk on home tenant."),
    65001: Refusal(
        400, "invalid_grant", "The user or administrator has not consented to use the application with ID '{app}'."
    ),
    65004: Refusal(400, "authorization_declined", "User declined to consent to access the app."),
    70000: Refusal(400, "invalid_grant", "The provided refresh token is not valid for this application."),
    70003: Refusal(400, "unsupported_grant_type", "The app requested an unsupported grant type '{grant}'."),
    70011: Refusal(400, "invalid_scope", "The provided value for the input parameter 'scope' is not valid: '{scope}'."),
    70016: Refusal(400, "authorization_pending", "OAuth 2.0 device flow error: the authorization is still pending."),
    70018: Refusal(400, "bad_verification_code", "Invalid verification code."),
    70019: Refusal(400, "expired_token", "The verification code expired."),
    90002: Refusal(
        400,
        "invalid_request",
        "Tenant '{tenant}' not found. Check the tenant, and that this is its cloud's sign-in host.",
    ),
    90014: Refusal(400, "invalid_request", "The required field '{field}' is missing from the request."),
    90033: Refusal(503, "temporarily_unavailable", "A transient error has occurred. Please try again."),
    90099: Refusal(
        400,
        "invalid_grant",
        "The application '{app}' is not authorized in the tenant: partner delegated administrators need a consent.",
    ),
    500011: Refusal(
        400, "invalid_resource", "The resource principal named {resource} was not found in the tenant named {tenant}."
    ),
    650057: Refusal(
        400, "invalid_resource", "Resource {resource} is not among the permissions of application '{app}': no consent."
    ),
    700016: Refusal(
        400, "unauthorized_client", "Application with identifier '{app}' was not found in the directory '{tenant}'."
    ),
    700021: Refusal(401, "invalid_client", "The client assertion's issuer and subject do not match 'client_id'."),
    700023: Refusal(401, "invalid_client", "The client assertion's audience does not match this token endpoint."),
    700025: Refusal(
        401, "invalid_client", "Client '{app}' is public: neither 'client_assertion' nor 'client_secret' is allowed."
    ),
    700024: Refusal(401, "invalid_client", "The client assertion is not within its valid time range."),
    700027: Refusal(
        401,
        "invalid_client",
        "The client assertion's signature is not of a registered certificate of application '{app}'. "
        "[Reason - {reason}, Thumbprint of key used by client: '{thumbprint}'.]",
    ),
    700082: Refusal(400, "invalid_grant", "The refresh token has expired due to inactivity."),
    700169: Refusal(400, "slow_down", "The client polls too fast."),
    700211: Refusal(
        401, "invalid_client", "No matching federated identity record found for presented assertion issuer '{issuer}'."
    ),
    700212: Refusal(
        401,
        "invalid_client",
        "No matching federated identity record found for presented assertion audience '{audience}'.",
    ),
    700213: Refusal(
        401,
        "invalid_client",
        "No matching federated identity record found for presented assertion subject '{subject}'.",
    ),
    900021: Refusal(400, "invalid_request", "Requested tenant identifier '{tenant}' is not valid."),
    900144: Refusal(400, "invalid_request", "The request body must contain the following parameter: '{field}'."),
    900382: Refusal(400, "invalid_request", "Confidential clients are not supported in cross cloud requests."),
    900561: Refusal(400, "invalid_request", "The endpoint only accepts POST requests. Received a {method} request."),
    7000215: Refusal(
        401,
        "invalid_client",
        "Invalid client secret provided. Send the secret's value, not its ID, for a secret added to app '{app}'.",
    ),
    7000216: Refusal(
        401,
        "invalid_client",
        "'client_assertion' or 'client_secret' is required for the 'client_credentials' grant type.",
    ),
    7000218: Refusal(
        401, "invalid_client", "The request body must contain 'client_assertion' or 'client_secret': no public client."
    ),
    7000222: Refusal(401, "invalid_client", "The provided client secret keys for app '{app}' are expired."),
    9001023: Refusal(400, "invalid_request", "The grant type is not supported over the /{tenant} endpoint."),
}


class SignInRefused(Exception):
    """A refusal on its way out; `details` fill the sentence, `error` is said instead of the table's OAuth error."""

    def __init__(self, code: int, *, error: str = "", **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.error = error
        self.details = details


def unknown_tenant(name: str) -> int:
    """The code for a tenant that is not there: an id has one of its own (azure_auth, measured)."""
    return 900021 if _GUID.fullmatch(name) else 90002


@dataclass(frozen=True)
class Trace:
    """What names a request at the sign-in service: its host, its ids, its time."""

    host: str
    correlation_id: str
    clock: BoxClock

    def refuse(self, refused: SignInRefused) -> Answer:
        """The refusal from the table."""
        entry = REFUSALS[refused.code]
        refusal = Refusal(entry.status, refused.error or entry.error, entry.text.format_map(refused.details))
        return self.error(refused.code, refusal)

    def error(self, code: int, refusal: Refusal) -> Answer:
        """Any AADSTS code with status, OAuth error and sentence."""
        trace_id = str(uuid.uuid4())
        moment = self.clock.now().strftime("%Y-%m-%d %H:%M:%SZ")
        ids = f"Trace ID: {trace_id} Correlation ID: {self.correlation_id} Timestamp: {moment}"
        content = {
            "error": refusal.error,
            "error_description": f"AADSTS{code}: {refusal.text} {ids}",
            "error_codes": [code],
            "timestamp": moment,
            "trace_id": trace_id,
            "correlation_id": self.correlation_id,
            "error_uri": f"https://{self.host}/error?code={code}",
        }
        return self.dressed(json_answer(refusal.status, content), trace_id)

    def dressed(self, answer: Answer, trace_id: str | None = None) -> Answer:
        """The answer with the headers that each answer of the sign-in service has."""
        return answer.with_headers(
            ("Cache-Control", "no-store, no-cache"),
            ("Pragma", "no-cache"),
            ("Expires", "-1"),
            ("x-ms-request-id", trace_id or str(uuid.uuid4())),
            ("client-request-id", self.correlation_id),
            ("Date", self.clock.http_date()),
        )
