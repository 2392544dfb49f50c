# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Open a connection: with a session, or by signing in for this task alone.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock

from .._client.call import MAX_PAGE_SIZE
from .._client.password_key import PasswordKey
from .._client.seams import Pacing, Tokens
from .._client.sender import Sender, always, ignored
from .._endpoints.resolve import Endpoint
from .._errors.advice import failure
from .._session.clock import Clock
from .._session.handle import Handle
from .._session.pacing import ProcessPacing
from .._session.store import SessionStore
from .._sign_in.method import Credential, TokenRequest
from .._sign_in.methods import given
from .._sign_in.sign_in import SignedIn
from .._transport.backoff import Patience
from .._transport.transport import Transport
from .access import Access
from .anchoring import ANCHORING_VARIABLES, anchored_as_asked
from .context import Context, Options
from .delegation import (
    CONSENT_MISSING,
    chosen,
    customer_of,
    demand_user,
    tenant_for,
    without_others_customer,
)
from .environment import is_auto, with_environment
from .network import NETWORK_VARIABLES, network_for, network_options
from .progress import found_cloud, signing_in, steps_of
from .services import SERVICE_VARIABLES, endpoints_of, service_in_session, services_for_cmdlet, wanted_services
from .signing_in import SIGN_IN_VARIABLES, inherited, prepared, with_workload_identity
from .signing_in import sign_in_over as _sign_in
from .swapped import demand_in_place
from .tokens import OwnTokens, SessionTokens, SignIn

# Each sign-in option's variable; what only the environment gives yields to what the task says.
VARIABLES: Mapping[str, str] = {
    **SIGN_IN_VARIABLES,
    "environment": "EXO_ENVIRONMENT",
    "delegated_organization": "EXO_DELEGATED_ORGANIZATION",
    "connection_uri": "EXO_CONNECTION_URI",
    "azure_ad_authorization_endpoint_uri": "EXO_AZURE_AD_AUTHORIZATION_ENDPOINT_URI",
    **NETWORK_VARIABLES,
    **SERVICE_VARIABLES,
    **ANCHORING_VARIABLES,
}


@dataclass(frozen=True)
class Connection:
    """A way to one tenant, ready for cmdlets.

    ``permitted`` remembers what :func:`permitted_on` was told, ``password_keys`` the service's key once asked for.
    """

    access: Access
    sender: Sender
    permitted: list[frozenset[str] | None] = field(default_factory=list)
    password_keys: list[PasswordKey | None] = field(default_factory=list)
    asking: Lock = field(default_factory=Lock)  # commands side by side ask the service once, too


def patience_of(options: Options) -> Patience:
    """How often and how long the user wants to wait.

    :raises Failure: ``option-out-of-range``.
    """
    retries = within("retries", options["retries"], 0, 10)
    return Patience(retries, float(within("retry_budget", options["retry_budget"], 0, 900)))


def within(option: str, value: int, least: int, most: int) -> int:
    """``value`` if it is in the range that ``option`` takes.

    :raises Failure: ``option-out-of-range``.
    """
    if not least <= value <= most:
        raise failure("option-out-of-range", option=option, value=value, least=least, most=most)
    return value


def page_size_of(options: Options) -> int | None:
    """The page size that the user wants, None where none is given.

    :raises Failure: ``page-size-not-valid``.
    """
    size = options.get("page_size")
    if size is not None and not 1 <= size <= MAX_PAGE_SIZE:
        raise failure("page-size-not-valid", value=size)
    return size


def new_access(options: Options, context: Context) -> Access:
    """Sign in as the options say.

    :raises Failure: options that cannot be used, or what the sign-in service refused.
    """
    demand_in_place(options)
    of_environment = inherited(options, context.environ, VARIABLES)
    present = with_workload_identity(without_others_customer(given(options), of_environment), context.environ)
    patience, page_size = patience_of(options), page_size_of(options) or MAX_PAGE_SIZE
    network = network_for(options, context.environ)
    customer = customer_of(present)
    choice = chosen(present, of_environment, customer)
    endpoints = endpoints_of(with_environment(present, network, patience), wanted_services(present))
    tenant = tenant_for(choice.options, endpoints[0].authority_tenant, customer)
    credential = prepared(choice, context)
    step = steps_of(options, context)
    if is_auto(present):
        step(found_cloud(tenant, endpoints[0]))

    def reached(endpoint: Endpoint, credential: Credential, first: Access | None = None) -> Access:
        step(signing_in(tenant, endpoint, choice.method.name))
        request = TokenRequest(
            credential, endpoint.authority, endpoint.resource, tenant, say=context.say, environ=context.environ
        )
        if customer is not None:
            request = replace(request, consent=CONSENT_MISSING)
        signed_in = demand_user(_sign_in(request, endpoint.sign_in_hosts, network, patience), customer)
        if first is not None:
            signed_in = first.same(signed_in)
        return Access.new(endpoint, tenant, signed_in, page_size, delegated=customer is not None)

    access = reached(endpoints[0], credential)
    for endpoint in endpoints[1:]:
        # With what the first sign-in left: who signed in by hand does so once.
        access = access.joined(reached(endpoint, access.credential, access))
    return anchored_as_asked(replace(access, network=network_options(options)), options, context)


def renewal(options: Options, context: Context) -> SignIn:
    """How an access signs in again, over the network of the task."""

    def again(access: Access, claims: str | None) -> SignedIn:
        network = network_for(options, context.environ, access.network)
        request = TokenRequest(
            access.credential, access.authority, access.resource, access.tenant_id, claims, environ=context.environ
        )
        if access.delegated:
            request = replace(request, consent=CONSENT_MISSING)
        return access.same(_sign_in(request, frozenset(access.sign_in_hosts), network, patience_of(options)))

    return again


@contextmanager
def opened(options: Options, context: Context, signed_in: Access | None = None) -> Iterator[Connection]:
    """The connection of a task: its session, or its own; ``signed_in`` is one that it has made already.

    :raises Failure: a session that cannot be used, or as :func:`new_access`.
    """
    demand_in_place(options)
    patience = patience_of(options)
    network_for(options, context.environ)  # what cannot be used is said before anything is opened
    with ExitStack() as stack:
        if given(options).get("session"):
            footing = _on_session(stack.enter_context(context.store()), options, context)
        else:
            footing = _on_its_own(signed_in, options, context)
        access = footing.access
        _demand_expected(options, access)
        network = network_for(options, context.environ, access.network)
        sender = Sender(
            stack.enter_context(Transport(network, access.hosts)),
            access.target(),
            footing.tokens,
            footing.pacing,
            patience,
            retry_writes=options.get("retry_writes") == "idempotent",
            still_wanted=partial(_each, context.still_wanted, footing.still_open),
            in_flight=context.in_flight,
            moved=footing.moved,
        )
        yield Connection(access, sender)


@dataclass(frozen=True)
class _Footing:
    """What a connection stands on: a session that others use as well, or a sign-in for this task alone."""

    access: Access
    tokens: Tokens
    pacing: Pacing
    still_open: Callable[[], None] = always
    moved: Callable[[str], None] = ignored


def _on_session(store: SessionStore, options: Options, context: Context) -> _Footing:
    handle = Handle.parse(options["session"])
    header, content = store.read(handle)
    access = _for_cmdlet(Access.from_content(content), options, context)
    tokens = SessionTokens(store, handle, access, renewal(options, context))
    pacing, still_open = store.pacing(handle, header), partial(store.still_open, handle, header)
    return _Footing(access, tokens, pacing, still_open, tokens.moved)


def _on_its_own(signed_in: Access | None, options: Options, context: Context) -> _Footing:
    access = signed_in or new_access({**options, "service": services_for_cmdlet(given(options))}, context)
    return _Footing(access, OwnTokens(access, renewal(options, context)), ProcessPacing(Clock()))


def _each(*checks: Callable[[], None]) -> None:
    for check in checks:
        check()


def _demand_expected(options: Options, access: Access) -> None:
    """Refuse a connection to another organization than the task expects, before it is used.

    :raises Failure: ``organization-not-expected``.
    """
    expected = options.get("expect_organization")
    if expected and expected.casefold() not in (access.organization.casefold(), access.tenant_id.casefold()):
        raise failure(
            "organization-not-expected",
            organization=access.organization,
            tenant_id=access.tenant_id,
            expected=expected,
        )


def _for_cmdlet(access: Access, options: Options, context: Context) -> Access:
    """A session's access, looking at the service that the task's cmdlet goes to."""
    # What only the environment says yields to the session.
    of_environment = inherited(options, context.environ, SERVICE_VARIABLES)
    asked = [] if "service" in of_environment else options.get("service") or []
    cmdlet = str(options.get("cmdlet"))
    return access.at(service_in_session(cmdlet, asked, access.services, access.organization))
