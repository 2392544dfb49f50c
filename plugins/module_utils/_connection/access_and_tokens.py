# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All that a connection needs to work and to sign in again, in the form that a session keeps; and its access tokens.

The tokens are those of a session that many processes share, or of this task alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from .._clock import Clock
from .._dataclass import dataclass
from .._endpoints.clouds import DEFAULT_ENVIRONMENT, INITIAL_DOMAINS, MAX_PAGE_SIZE, SYSTEM_MAILBOX
from .._endpoints.name_and_url_syntax import host_and_subdomains
from .._errors._advice.connection import CONNECTION
from .._errors._advice.session import SESSION
from .._errors._advice.ways_to_sign_in import WAYS_TO_SIGN_IN
from .._errors.failure import Failures
from .._exchange_client.request_and_route import Target, application_anchor, user_anchor
from .._json_types import Row
from .._session.encrypted_store import SessionStore
from .._session.handle_and_record import Handle, SessionFacts
from .._session.session_folders import Surroundings
from .._sign_in.credential_and_claims import ANY_TENANT, AccessToken, Credential
from .._task.context_and_progress import Context

if TYPE_CHECKING:
    from .._endpoints.resolve_endpoint import Endpoint
    from .._sign_in.tenant_and_authority import SignedIn

failure = Failures(CONNECTION, SESSION, WAYS_TO_SIGN_IN)

_SPARE_SECONDS = 300.0


@dataclass(frozen=True)
class ServiceReach:
    """One service of a connection: where it is, how requests are routed there, and the token for it.

    The fields are those of :class:`Target`; ``resource`` is what tokens name.
    """

    service: str
    rest_base: str
    hosts: tuple[str, ...]
    resource: str
    anchor: str | None
    token: AccessToken = field(repr=False)
    suffix: str
    cookie: str = field(default="", repr=False)

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> ServiceReach:
        """From what a session kept."""
        return cls(**{**content, "hosts": tuple(content["hosts"]), "token": AccessToken(**content["token"])})

    def has_fresh_token(self, now: float) -> bool:
        """Whether the token will live for five more minutes, or for a fifth of its life where that is short."""
        return self.token.expires_at - now > min(_SPARE_SECONDS, self.token.lifetime / 5)


@dataclass(frozen=True)
class Access:
    """A connection to one tenant as one identity. Holds secrets: it is written only under encryption.

    It looks at one service, the one within ``reach``; ``other_reaches`` are its other services.
    """

    organization: str
    tenant_id: str
    environment: str
    services: list[str]
    identity: str
    authority: str
    sign_in_hosts: list[str]
    credential: Credential = field(repr=False)
    reach: ServiceReach
    other_reaches: tuple[ServiceReach, ...] = ()
    page_size: int = MAX_PAGE_SIZE
    network: Row = field(default_factory=dict, repr=False)  # a proxy's address may hold a password
    connection_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    delegated: bool = False  # a user who is at home elsewhere, and has the rights that the customer gave

    @classmethod
    def new(
        cls, endpoint: Endpoint, organization: str, signed_in: SignedIn, page_size: int, *, delegated: bool = False
    ) -> Access:
        """The access that a sign-in gave; an ``organization`` that nobody named is that of the user.

        ``delegated`` says that the organization is a customer of the user's.
        """
        identity, tenant_id = signed_in.identity, signed_in.tenant_id
        # Whoever is at home elsewhere has no mailbox here that requests could be routed by.
        at_home = identity.is_user and not (delegated or identity.visits)
        home = identity.name.rpartition("@")[2] if identity.is_user and not identity.visits else tenant_id
        reach = ServiceReach(
            endpoint.service,
            endpoint.rest_base,
            host_and_subdomains(endpoint.suffix),
            endpoint.resource,
            user_anchor(identity.name) if at_home else _anchor_of_access(endpoint, organization, tenant_id),
            signed_in.token,
            endpoint.suffix,
        )
        return cls(
            organization=home if organization == ANY_TENANT else organization,
            tenant_id=tenant_id,
            environment=endpoint.environment,
            services=[endpoint.service],
            identity=identity.name,
            authority=endpoint.authority,
            sign_in_hosts=sorted(endpoint.sign_in_hosts),
            credential=signed_in.credential,
            reach=reach,
            page_size=page_size,
            delegated=identity.is_user and not at_home,
        )

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Access:
        """From what a session kept.

        :raises Failure: ``session-of-another-version``: it kept something else.
        """
        try:
            reach, other_reaches = (
                ServiceReach.from_content(content["reach"]),
                tuple(map(ServiceReach.from_content, content["other_reaches"])),
            )
            credential = Credential(**content["credential"])
            return cls(**{**content, "reach": reach, "other_reaches": other_reaches, "credential": credential})
        except (KeyError, TypeError) as error:
            raise failure("session-of-another-version") from error

    def content(self) -> Row:
        """What a session keeps: JSON-able."""
        return asdict(self)

    def same_identity(self, signed_in: SignedIn) -> SignedIn:
        """A new sign-in, if it is that of the same identity in the same tenant.

        :raises Failure: ``wrong-tenant`` or ``wrong-user``.
        """
        if signed_in.tenant_id != self.tenant_id:
            organization, got = self.organization, signed_in.tenant_id
            raise failure("wrong-tenant", asked=organization, tenant_id=self.tenant_id, got=got)
        if signed_in.identity.name.casefold() != self.identity.casefold():
            raise failure("wrong-user", asked=self.identity, got=signed_in.identity.name)
        return signed_in

    def with_token(self, signed_in: SignedIn) -> Access:
        """The same with another token, and with what the next one takes."""
        return replace(self, reach=replace(self.reach, token=signed_in.token), credential=signed_in.credential)

    def at_service(self, service: str) -> Access:
        """The same, looking at another of its services."""
        reach = next((reach for reach in self.other_reaches if reach.service == service), None)
        if reach is None:
            return self
        other_reaches = (self.reach, *(other_reach for other_reach in self.other_reaches if other_reach is not reach))
        return replace(self, reach=reach, other_reaches=other_reaches)

    def with_service_of(self, later: Access) -> Access:
        """The same with the service that ``later``, a further sign-in of the same identity, looks at."""
        services, other_reaches = [*self.services, later.service], (*self.other_reaches, later.reach)
        return replace(self, services=services, other_reaches=other_reaches, credential=later.credential)

    def with_anchor(self, domain: str) -> Access:
        """The same, routed by the tenant's initial domain."""
        return replace(self, reach=replace(self.reach, anchor=f"UPN:{SYSTEM_MAILBOX}@{domain}"))

    def without_anchor(self) -> Access:
        """The same without a routing hint, for any of its services."""
        other_reaches = tuple(replace(reach, anchor=None) for reach in self.other_reaches)
        return replace(self, reach=replace(self.reach, anchor=None), other_reaches=other_reaches)

    def at_target(self, target: Target) -> Access:
        """The same where its service was found."""
        return replace(self, reach=replace(self.reach, rest_base=target.rest_base, cookie=target.cookie))

    @property
    def service(self) -> str:
        """The service that it looks at."""
        return self.reach.service

    @property
    def wants_initial_domain(self) -> bool:
        """Whether its service is routed by the initial domain, and that is not known yet."""
        return self.service == "compliance" and (self.reach.anchor or "").startswith("APP:")

    @property
    def lacks_application_role(self) -> bool:
        """Whether its service will refuse an application for what the token does not show.

        A token for Security & Compliance shows the roles of another application. The worldwide cloud and GCC need none
        of these, GCC High does (ScubaGear, go-exoscc).
        """
        needs_role = self.service != "compliance" or self.environment != DEFAULT_ENVIRONMENT
        return not self.delegated and needs_role and self.reach.token.lacks_application_role()

    @property
    def ends_at(self) -> float:
        """When the last of its tokens ends, in seconds since 1970: each is renewed when its service is used."""
        return max(reach.token.expires_at for reach in (self.reach, *self.other_reaches))

    @property
    def auth_method(self) -> str:
        return self.credential.method

    def facts(self) -> SessionFacts:
        """What the session's header tells in the clear."""
        from .._sign_in.choose_method import SIGN_IN_METHODS  # noqa: PLC0415 - only a new session has to be told

        return SessionFacts(
            self.tenant_id,
            self.identity,
            self.organization,
            self.environment,
            tuple(self.services),
            self.auth_method,
            renewable=SIGN_IN_METHODS[self.auth_method].renews,
        )

    def target(self) -> Target:
        """Where the client sends cmdlets."""
        reach = self.reach
        return Target(
            reach.rest_base,
            reach.hosts,
            self.tenant_id,
            reach.anchor,
            self.connection_id,
            self.organization,
            reach.suffix,
            reach.service,
            reach.cookie,
        )


def _anchor_of_access(endpoint: Endpoint, organization: str, tenant_id: str) -> str:
    """Where requests are routed to. Security & Compliance wants the initial domain; the tenant's id, which works for
    others (azure_auth), has to do where it is not known."""
    domain = initial_domain(organization)
    if endpoint.anchor.domain == "initial_domain" and domain is not None:
        return endpoint.anchor.text(tenant_id, domain)
    return application_anchor(tenant_id)


def initial_domain(organization: str) -> str | None:
    """``organization`` if it has the form of an initial domain: one label before an ending of these."""
    ending = next((ending for ending in INITIAL_DOMAINS if organization.endswith(ending)), None)
    label = organization.removesuffix(ending) if ending else ""
    return organization if label and "." not in label else None


class SignInAgain(Protocol):
    """Signs in anew as the access says."""

    def __call__(self, access: Access, claims: str | None, /) -> SignedIn:
        """A token; ``claims`` is the JSON text of a claims challenge or None."""


@dataclass
class OwnTokens:
    """The tokens of a connection that lives and ends with this task."""

    access: Access
    sign_in: SignInAgain
    clock: Clock

    def current(self) -> str:
        """See :class:`Tokens`."""
        if not self.access.reach.has_fresh_token(self.clock.wall()):
            self.access = self.access.with_token(self.sign_in(self.access, None))
        return self.access.reach.token.secret

    def renew(self, refused: str, claims: str | None) -> str | None:
        """See :class:`Tokens`. Another command of the same task may have had it renewed."""
        if not _answers_claims(self.access):
            return None
        if self.access.reach.token.secret != refused:
            return self.access.reach.token.secret
        self.access = self.access.with_token(self.sign_in(self.access, claims))
        return self.access.reach.token.secret


@dataclass
class SessionTokens:
    """The tokens of a session: one process renews, the others wait and read again."""

    store: SessionStore
    handle: Handle
    access: Access
    sign_in: SignInAgain
    clock: Clock

    def current(self) -> str:
        """See :class:`Tokens`."""
        if not self.access.reach.has_fresh_token(self.clock.wall()):
            self._renew_session(lambda access: access.reach.has_fresh_token(self.clock.wall()), None)
        return self.access.reach.token.secret

    def renew(self, refused: str, claims: str | None) -> str | None:
        """See :class:`Tokens`. It is forced only if the refused token is still the session's."""
        if not _answers_claims(self.access):
            return None
        self._renew_session(lambda access: access.reach.token.secret != refused, claims)
        return self.access.reach.token.secret

    def _renew_session(self, is_fresh: Callable[[Access], bool], claims: str | None) -> None:
        def sign_in_again(access: Access) -> Access:
            return access.with_token(self.sign_in(access, claims))

        self._change_access(is_fresh, sign_in_again)

    def move(self, target: Target) -> None:
        """Tell the session that its service now answers at another address."""
        self._change_access(lambda access: access.at_target(target) == access, lambda access: access.at_target(target))

    def _change_access(self, is_done: Callable[[Access], bool], change: Callable[[Access], Access]) -> None:
        """Change the session's access, which looks at the service of this task, unless another process has."""

        def access_in(content: Row) -> Access:
            return Access.from_content(content).at_service(self.access.service)

        def apply(content: Row) -> tuple[Row, float]:
            access = change(access_in(content))
            return access.content(), access.ends_at

        self.access = access_in(self.store.renew(self.handle, lambda content: is_done(access_in(content)), apply))


def store_of(context: Context) -> SessionStore:
    """The sessions; nothing is opened yet."""
    return SessionStore(Surroundings.here(context.environ, context.owner, context.warn, context.clock))


def _answers_claims(access: Access) -> bool:
    """Whether the way to sign in can get another token than the one that the service has just refused."""
    from .._sign_in.choose_method import SIGN_IN_METHODS  # noqa: PLC0415 - only after a refusal

    return SIGN_IN_METHODS[access.auth_method].answers_claims
