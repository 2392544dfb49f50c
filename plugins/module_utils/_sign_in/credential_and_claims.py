# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a way to sign in is made of: its credential, what it asks for, and the access token that comes of it.

Tokens are opaque by contract: a claim that is there and wrong is a reason to stop, a claim that is missing never is.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypedDict

from .._dataclass import dataclass
from .._endpoints.clouds import ENDPOINTS, GRAPH_HOSTS
from .._errors._advice.ways_to_sign_in import failure
from .._json_types import JsonMap
from .._specs.connection import SignInOptions

if TYPE_CHECKING:
    from .msal_client import SignInHttp


# The tenant of a user who names none: the sign-in service knows it by the user (Microsoft Learn, "organizations").
ANY_TENANT = "organizations"

# Microsoft Exchange REST API Based PowerShell: the public client of Microsoft's own module, known in every tenant.
PUBLIC_CLIENT = "fb78d390-0c51-40cd-8e17-fdbfab77341b"


class TokenAnswer(TypedDict, total=False):
    """A token, ``expires_in`` so many seconds, or why there is none, in the words of OAuth and of Microsoft."""

    access_token: str
    expires_in: float
    refresh_token: str
    error: str
    error_description: str
    error_codes: list[int]
    correlation_id: str
    trace_id: str
    timestamp: str


@dataclass(frozen=True, repr=False)
class Credential:
    """What it takes to sign in, and to sign in again: the session keeps it encrypted.

    ``private_key`` and ``certificate`` are PEM; ``thumbprint`` stands for a certificate that is not there. ``source``
    is where the certificate was found and ``not_after`` its end, ``expires_at`` that of the access token, both in
    seconds since 1970. ``timeout`` is how many seconds a person has to enter a code.
    """

    method: str = ""
    app_id: str | None = None
    user_principal_name: str | None = None
    client_secret: str | None = None
    private_key: str | None = None
    certificate: str | None = None
    thumbprint: str | None = None
    not_after: float | None = None
    source: str | None = None
    federated_token: str | None = None
    federated_token_file: str | None = None
    refresh_token: str | None = None
    password: str | None = None
    access_token: str | None = None
    expires_at: float = 0.0
    timeout: int = 0
    account_id: str | None = None


@dataclass(frozen=True)
class TokenRequest:
    """Who wants a token for what.

    ``authority`` is a sign-in host's URL without a final slash, ``resource`` a token resource without
    "/.default", ``tenant`` a tenant id, a verified domain or ``ANY_TENANT``; ``claims`` is the JSON text of a claims
    challenge, for which no remembered token will do. ``say`` shows a line to the person who waits, if there is one.
    ``environ`` holds the task's variables. ``consent`` is the advice for an application that nobody has consented to.
    """

    credential: Credential = field(repr=False)
    authority: str
    resource: str
    tenant: str
    claims: str | None = None
    say: Callable[[str], None] | None = None
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    consent: str = "consent-missing"


def _no_caution(_credential: Credential, _now: float) -> list[str]:
    return []


@dataclass(frozen=True)
class Method:
    """A way to sign in.

    ``marks`` are the options that choose it, ``needs`` those that must stand beside them, ``helpers`` the marks of
    other ways that only help this one. ``prepare`` reads and checks the options without any network and returns the
    credential; ``acquire`` asks for a token and returns msal's answer, a token or a refusal. ``cautions`` are what a
    person should know in time. The second argument of ``prepare`` and ``cautions`` is the time in seconds since 1970.
    ``switch`` says that naming the way is enough, ``speaks`` that a person must see something, ``asks`` that the
    sign-in service is asked, ``answers_claims`` that it can get another token than the one that the service has just
    refused, ``renews`` that it can get one when the first has ended. ``signs_in`` tells who: applications, users, or
    either, which only the token tells.
    """

    name: str
    marks: tuple[str, ...]
    needs: tuple[str, ...]
    prepare: Callable[[SignInOptions, float], Credential]
    acquire: Callable[[TokenRequest, SignInHttp], TokenAnswer]
    helpers: tuple[str, ...] = ()
    switch: bool = False
    speaks: bool = False
    asks: bool = True
    answers_claims: bool = True
    renews: bool = True
    signs_in: Literal["applications", "users", "either"] = "applications"
    cautions: Callable[[Credential, float], list[str]] = _no_caution


# The resource may stand in a token by its address or by its application id.
_RESOURCE_APPS = frozenset({"00000002-0000-0ff1-ce00-000000000000", "00000007-0000-0ff1-ce00-000000000000"})
_TENANT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GRAPH_APPS = frozenset({"00000003-0000-0000-c000-000000000000"})
_GRAPH_AUDIENCES = frozenset(f"https://{host}" for host in GRAPH_HOSTS.values())
APPLICATION_ROLE = "Exchange.ManageAsApp"
# v1 tokens say upn, v2 tokens preferred_username, and guests may have unique_name only (Microsoft Learn).
_USER_NAME_CLAIMS = ("upn", "preferred_username", "unique_name")
_GUEST_MARK = "#EXT#"


@dataclass(frozen=True)
class AccessToken:
    """An access token; ``expires_at`` is in seconds since 1970, ``lifetime`` in seconds."""

    secret: str
    expires_at: float
    lifetime: float

    def __repr__(self) -> str:
        return f"Token(expires_at={self.expires_at})"

    @property
    def claims(self) -> JsonMap:
        """What the token says; empty where it cannot be read. Nothing is verified: the service does that."""
        parts = self.secret.split(".")
        if len(parts) != 3:
            return {}
        try:
            payload = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        except ValueError:
            return {}
        return payload if isinstance(payload, dict) else {}

    @property
    def tenant_id(self) -> str | None:
        """The tenant that issued it, lower case."""
        tid = self.claims.get("tid")
        return tid.lower() if isinstance(tid, str) else None

    def is_for(self, resource: str) -> bool:
        """Whether the audience is ``resource``, another name of the same service, or is not said."""
        audience = self.claims.get("aud")
        if not isinstance(audience, str):
            return True
        apps = _GRAPH_APPS if resource in _GRAPH_AUDIENCES else _RESOURCE_APPS
        rows = (row for row in ENDPOINTS.values() if row.resource == resource)
        names = {resource.rstrip("/").lower(), *apps}.union(*(row.audiences for row in rows))
        return audience.rstrip("/").lower() in names

    @property
    def is_applications(self) -> bool:
        """Whether it says that an application signed in, and no user through it."""
        claims = self.claims
        return claims.get("idtyp") == "app" or ("appid" in claims and "scp" not in claims)

    @property
    def is_visitors(self) -> bool:
        """Whether it says that the user is at home in another tenant, which the identity provider then names
        (Microsoft Learn, access token claims)."""
        id_match = _TENANT_ID.search(str(self.claims.get("idp", "")).lower())
        return bool(id_match and self.tenant_id and id_match[0] != self.tenant_id)

    def lacks_application_role(self) -> bool:
        """Whether an application's token shows roles and the one that Exchange wants is not among them."""
        claims = self.claims
        if "scp" in claims or not claims:
            return False
        roles = claims.get("roles")
        return not isinstance(roles, list) or APPLICATION_ROLE not in roles


@dataclass(frozen=True)
class TokenIdentity:
    """``name`` is a user principal name or an application id; ``is_user`` tells which.

    ``visits`` is true for a user who is at home in another tenant and so has no mailbox in this one.
    """

    name: str
    is_user: bool
    visits: bool = False


def identity_of(token: AccessToken, credential: Credential) -> TokenIdentity:
    """Who ``token`` is for.

    :raises Failure: ``wrong-user`` where the credential names another user.
    """
    claims = token.claims
    wanted_user = credential.user_principal_name
    user = next((str(claims[name]) for name in _USER_NAME_CLAIMS if isinstance(claims.get(name), str)), None)
    if user is not None and claims.get("idtyp") != "app":
        visits = token.is_visitors or _GUEST_MARK in user
        if wanted_user and wanted_user.casefold() not in (user.casefold(), _name_at_home(user)):
            raise failure("wrong-user", asked=wanted_user, got=user)
        return TokenIdentity(user, is_user=True, visits=visits)
    if wanted_user:
        if "appid" in claims and "scp" not in claims:
            raise failure("wrong-user", asked=wanted_user, got=f"the application {claims['appid']}")
        return TokenIdentity(wanted_user, is_user=True)
    name = claims.get("appid") or claims.get("azp") or credential.app_id or "unknown"
    return TokenIdentity(str(name), is_user=False)


def _name_at_home(user: str) -> str | None:
    """A guest's name at home: anna_contoso.com#EXT#@fabrikam.onmicrosoft.com is anna@contoso.com (Microsoft Learn)."""
    name, guest, _domain = user.casefold().partition(_GUEST_MARK.casefold())
    user_part, _line, domain = name.rpartition("_")
    return f"{user_part}@{domain}" if guest else None
