# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All that a connection needs to work and to sign in again, in the form that a session keeps.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .._client.anchor import application_anchor
from .._client.call import MAX_PAGE_SIZE, Target
from .._endpoints.resolve import Endpoint
from .._session.header import Facts
from .._sign_in.method import Credential
from .._sign_in.token import Token


@dataclass(frozen=True)
class Access:
    """A connection to one tenant as one identity. Holds secrets: it is written only under encryption."""

    organization: str
    tenant_id: str
    environment: str
    services: list[str]
    identity: str
    rest_base: str
    hosts: list[str]
    resource: str
    authority: str
    sign_in_hosts: list[str]
    anchor: str | None
    credential: Credential = field(repr=False)
    token: dict[str, Any] = field(repr=False)
    page_size: int = MAX_PAGE_SIZE
    network: dict[str, Any] = field(default_factory=dict, repr=False)  # a proxy's address may hold a password
    connection_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @classmethod
    def new(
        cls, endpoint: Endpoint, organization: str, credential: Credential, signed_in: tuple[Token, str], page_size: int
    ) -> Access:
        """The access that a sign-in gave; ``signed_in`` is the token and the tenant's id."""
        token, tenant_id = signed_in
        return cls(
            organization=organization,
            tenant_id=tenant_id,
            environment=endpoint.environment,
            services=[endpoint.service],
            identity=str(credential["app_id"]),
            rest_base=endpoint.rest_base,
            # A link may name a server of its own under the same name, one label deep.
            hosts=[name for suffix in endpoint.rest_suffixes for name in (suffix, f".{suffix}")],
            resource=endpoint.resource,
            authority=endpoint.authority,
            sign_in_hosts=sorted(endpoint.sign_in_hosts),
            anchor=application_anchor(tenant_id),
            credential=credential,
            token=asdict(token),
            page_size=page_size,
        )

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Access:
        """From what a session kept."""
        return cls(**content)

    def content(self) -> dict[str, Any]:
        """What a session keeps: JSON-able."""
        return asdict(self)

    def renewed(self, token: Token) -> Access:
        """The same with another token."""
        return replace(self, token=asdict(token))

    @property
    def current_token(self) -> Token:
        return Token(**self.token)

    @property
    def auth_method(self) -> str:
        return str(self.credential["method"])

    def facts(self) -> Facts:
        """What the session's header tells in the clear."""
        return Facts(
            self.tenant_id, self.identity, self.organization, self.environment, tuple(self.services), self.auth_method
        )

    def target(self) -> Target:
        """Where the client sends cmdlets."""
        hosts = tuple(self.hosts)
        return Target(self.rest_base, hosts, self.tenant_id, self.anchor, self.connection_id, self.organization)
