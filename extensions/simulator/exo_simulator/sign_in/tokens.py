# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access tokens: what is in them, and how the box knows its own again.

Claims are those of v1.0 app-only tokens for Exchange (Microsoft Learn, access token claims reference).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from ..clock import BoxClock
from ..clouds import PUBLIC, is_graph
from ..journal import fingerprint
from ..tenants import Application, Tenant
from ..users import User
from .encoding import encode, encode_json

NOT_BEFORE_LEEWAY = 300

# Role template ids as Microsoft Learn lists them (Microsoft Entra built-in roles).
ROLE_TEMPLATES: Mapping[str, str] = {
    "Compliance Administrator": "17315797-102d-40b4-93e0-432062caca18",
    "Exchange Administrator": "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "Exchange Recipient Administrator": "31392ffb-586c-42d1-9346-e59415a2cc4e",
    "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
    "Global Reader": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
}
# As tokens of Microsoft's own public client show them (azure_auth); an application of one's own has Exchange.Manage.
MODULE_SCOPES = ("AdminApi.AccessAsUser.All", "FfoPowerShell.AccessAsUser.All", "RemotePowerShell.AccessAsUser.All")
NO_ROLE_TEMPLATE = "0997a1d0-0d1d-4acb-b408-d5ca73121e90"


@dataclass(frozen=True)
class IssuedToken:
    """A token of this box with what its bearer may do; roles are those of the moment of issue, as in the service."""

    tenant_id: str
    app_id: str
    name: str
    audience: str
    app_roles: tuple[str, ...]
    roles: frozenset[str]
    expires_at: float
    claims_request: str | None
    fingerprint: str
    upn: str | None = None
    exo_enabled: bool = True
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grant:
    """What a token is issued for: an application, or a user who signed in through it."""

    tenant: Tenant
    application: Application
    audience: str
    by_certificate: bool
    claims_request: str | None = None
    user: User | None = None
    asked: str = ""  # the scope as the client wrote it
    home: Tenant | None = None  # where the user is at home, and by which name there
    home_name: str = ""

    @property
    def for_graph(self) -> bool:
        """Whether the token is for Microsoft Graph."""
        return is_graph(self.audience, self.tenant.cloud)

    @property
    def scopes(self) -> tuple[str, ...]:
        """What a user's token allows: the module's own client has scopes that no other client gets."""
        if self.user is None:
            return ()
        if self.for_graph:
            return self.application.graph_scopes
        return MODULE_SCOPES if self.application.public and not self.application.app_roles else ("Exchange.Manage",)


def app_roles_of(grant: Grant) -> tuple[str, ...]:
    """What the application itself may do at the resource."""
    if grant.user is not None:
        return ()
    return grant.application.graph_roles if grant.for_graph else grant.application.app_roles


def shown_roles_of(grant: Grant) -> tuple[str, ...]:
    """What of it the token shows. Security & Compliance is an application of its own (azure_auth, by its challenge),
    and works worldwide and in GCC without a permission of it (ScubaGear, go-exoscc)."""
    cloud = grant.tenant.cloud
    is_compliance = grant.audience.lower().rstrip("/") in cloud.compliance_resources
    return () if is_compliance and cloud.family is PUBLIC else app_roles_of(grant)


def issuer_of(tenant: Tenant) -> str:
    """Who a tenant's v1.0 tokens say that issued them."""
    return f"{tenant.cloud.family.token_issuer}{tenant.tenant_id}/"


def user_id(tenant: Tenant, user: User) -> str:
    """A user's object id, the same in all tokens."""
    return str(uuid.uuid5(uuid.UUID(tenant.tenant_id), user.upn.lower()))


class TokenService:
    """Issues tokens and recognises them; the signing key comes from a function, so that it may be made meanwhile."""

    def __init__(self, clock: BoxClock, key: Callable[[], rsa.RSAPrivateKey]) -> None:
        self._clock = clock
        self._key = key
        self._issued: dict[str, IssuedToken] = {}

    def issue(self, grant: Grant, lifetime: int) -> str:
        """A new token that lives `lifetime` seconds of the box's clock."""
        now = int(self._clock.timestamp())
        token = self._signed(self._claims(grant, now, lifetime))
        application, user = grant.application, grant.user
        own_roles = frozenset((*application.directory_roles, *application.role_groups))
        self._issued[token] = IssuedToken(
            tenant_id=grant.tenant.tenant_id,
            app_id=application.app_id,
            name=user.upn if user else application.name,
            audience=grant.audience,
            app_roles=app_roles_of(grant),
            roles=user.roles if user else own_roles,
            expires_at=now + lifetime,
            claims_request=grant.claims_request,
            fingerprint=fingerprint(token),
            upn=user.upn if user else None,
            exo_enabled=user.exo_enabled if user else True,
            scopes=grant.scopes,
        )
        return token

    def id_token(self, grant: Grant, user: User) -> str:
        """Who signed in, for the application (OpenID Connect)."""
        now = int(self._clock.timestamp())
        tenant = grant.tenant
        claims = {
            "aud": grant.application.app_id,
            "iss": f"https://{tenant.cloud.family.hosts[0]}/{tenant.tenant_id}/v2.0",
            "iat": now,
            "exp": now + 3600,
            "name": user.name,
            "oid": user_id(tenant, user),
            "preferred_username": user.upn,
            "sub": encode(uuid.uuid5(uuid.UUID(tenant.tenant_id), f"{user.upn} {grant.application.app_id}").bytes),
            "tid": tenant.tenant_id,
            "ver": "2.0",
        }
        return self._signed(claims)

    def find(self, token: str) -> IssuedToken | None:
        """The token if this box issued it, expired or not."""
        return self._issued.get(token)

    def describe(self, token: str) -> Mapping[str, Any]:
        """What the journal may show of a token."""
        issued = self.find(token)
        if issued is None:
            return {"audience": None, "tenant": None, "app_id": None, "user": None, "fingerprint": fingerprint(token)}
        return {
            "audience": issued.audience,
            "tenant": issued.tenant_id,
            "app_id": issued.app_id,
            "user": issued.upn,
            "fingerprint": issued.fingerprint,
        }

    def key_set(self) -> dict[str, Any]:
        """The public key as a JSON web key set."""
        numbers = self._key().public_key().public_numbers()
        modulus = numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")
        key = {
            "kty": "RSA",
            "use": "sig",
            "kid": self.key_id(),
            "x5t": self.key_id(),
            "n": encode(modulus),
            "e": "AQAB",
        }
        return {"keys": [key]}

    def key_id(self) -> str:
        """A name for the signing key."""
        return encode(self._key().public_key().public_numbers().n.to_bytes(512, "big")[-20:])

    def _signed(self, claims: Mapping[str, Any]) -> str:
        header = {"typ": "JWT", "nonce": encode(uuid.uuid4().bytes), "alg": "RS256", "x5t": self.key_id()}
        text = f"{encode_json({**header, 'kid': self.key_id()})}.{encode_json(claims)}"
        signature = self._key().sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{encode(signature)}"

    def _claims(self, grant: Grant, now: int, lifetime: int) -> dict[str, Any]:
        claims = self._application_claims(grant, now, lifetime)
        user = grant.user
        if user is None:
            return claims
        for name in ("roles", "idtyp"):
            claims.pop(name, None)
        principal = user_id(grant.tenant, user)
        wids = [ROLE_TEMPLATES[role] for role in user.directory_roles if role in ROLE_TEMPLATES]
        return claims | {
            "acr": "1",
            "amr": ["pwd"],
            "appidacr": "0" if grant.application.public else "1",
            "idp": issuer_of(grant.home or grant.tenant),
            "idtyp": "user",
            "name": user.name,
            "oid": principal,
            "scp": " ".join(grant.scopes),
            "sub": encode(uuid.UUID(principal).bytes),
            "unique_name": grant.home_name or user.upn,
            "upn": user.upn,
            "wids": wids or [NO_ROLE_TEMPLATE],
        }

    def _application_claims(self, grant: Grant, now: int, lifetime: int) -> dict[str, Any]:
        tenant, application = grant.tenant, grant.application
        issuer = issuer_of(tenant)
        principal = str(uuid.uuid5(uuid.UUID(tenant.tenant_id), application.app_id))
        claims = {
            "aud": grant.audience,
            "iss": issuer,
            "iat": now - NOT_BEFORE_LEEWAY,
            "nbf": now - NOT_BEFORE_LEEWAY,
            "exp": now + lifetime,
            "aio": encode(uuid.uuid4().bytes),
            "app_displayname": application.name,
            "appid": application.app_id,
            "appidacr": "2" if grant.by_certificate else "1",
            "idp": issuer,
            "idtyp": "app",
            "oid": principal,
            "rh": f"1.{encode(uuid.UUID(tenant.tenant_id).bytes)}.",
            "sub": principal,
            "tid": tenant.tenant_id,
            "uti": encode(uuid.uuid4().bytes),
            "ver": "1.0",
            "wids": [ROLE_TEMPLATES[role] for role in application.directory_roles if role in ROLE_TEMPLATES]
            or [NO_ROLE_TEMPLATE],
            "xms_ftd": encode(uuid.uuid4().bytes),
            "xms_idrel": "7 30",
        }
        if shown_roles_of(grant):
            claims["roles"] = list(shown_roles_of(grant))
        return claims
