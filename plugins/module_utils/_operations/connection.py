# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Open a connection: with a session, or by signing in for this task alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from .._client.password_key import PasswordKey
from .._client.sender import Pacing, Sender, Tokens, always, ignored
from .._errors._advice.session import failure
from .._session.handle import Handle
from .._session.pacing import ProcessPacing
from .._session.store import SessionStore
from .._sign_in.given import given
from .._specs.variables import SERVICE_VARIABLES
from .._transport.transport import Transport
from .access import Access
from .context import Context, Options
from .inherited import inherited
from .network import network_for
from .ranges import patience_of
from .services import service_in_session
from .store import store_of
from .swapped import demand_in_place
from .tokens import OwnTokens, SessionTokens, SignIn

if TYPE_CHECKING:
    from .._sign_in.sign_in import SignedIn


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
            footing = _on_session(stack.enter_context(store_of(context)), options, context)
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
    tokens = SessionTokens(store, handle, access, _renewal(options, context))
    pacing, still_open = store.pacing(handle, header), partial(store.still_open, handle, header)
    return _Footing(access, tokens, pacing, still_open, tokens.moved)


def _on_its_own(signed_in: Access | None, options: Options, context: Context) -> _Footing:
    from .new_access import new_access  # noqa: PLC0415 - only a task without a session signs in
    from .wanted_services import services_for_cmdlet  # noqa: PLC0415 - as above

    access = signed_in or new_access({**options, "service": services_for_cmdlet(given(options))}, context)
    return _Footing(access, OwnTokens(access, _renewal(options, context)), ProcessPacing(context.clock))


def _renewal(options: Options, context: Context) -> SignIn:
    """How an access signs in again, should it have to."""

    def again(access: Access, claims: str | None) -> SignedIn:
        from .new_access import renewal  # noqa: PLC0415 - most tasks need no token

        return renewal(options, context)(access, claims)

    return again


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
