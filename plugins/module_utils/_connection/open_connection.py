# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The connection of a task, and those of a list of commands: one to each service that its cmdlets need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from .._catalogue.cmdlets import find, service_for
from .._dataclass import dataclass
from .._endpoints.name_and_url_syntax import comparable_organization
from .._errors._advice.endpoints import ENDPOINTS
from .._errors._advice.session import SESSION
from .._errors.failure import Failures
from .._exchange_client.downloaded_module import PasswordKey
from .._exchange_client.request_and_route import Target
from .._exchange_client.retries_and_rate_limits import Pacing
from .._exchange_client.send_and_page import Sender, Tokens, always, ignore
from .._session.encrypted_store import SessionStore
from .._session.handle_and_record import Handle
from .._session.open_session_and_pacing import ProcessPacing
from .._specs.command import CommandOptions
from .._specs.read_options import only_of_task
from .._task.context_and_progress import Context
from .access_and_tokens import Access, OwnTokens, SessionTokens, SignInAgain, store_of
from .check_options_and_network import RequestSettings

if TYPE_CHECKING:
    from .._sign_in.tenant_and_authority import SignedIn


failure = Failures(ENDPOINTS, SESSION)

Told = TypeVar("Told")


class AskedOnce(Generic[Told]):
    """What the service tells when it is first asked, by commands side by side, too; a question that fails is no one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answer: Callable[[], Told] | None = None

    def get(self, ask: Callable[[], Told]) -> Told:
        """What was told, or now is."""
        with self._lock:
            if self._answer is None:
                answer = ask()
                self._answer = lambda: answer
            return self._answer()


@dataclass(frozen=True)
class Connection:
    """A way to one tenant, ready for cmdlets.

    ``permitted`` is what the service listed for the identity, ``password_key`` the service's key for passwords.
    """

    access: Access
    sender: Sender
    permitted: AskedOnce[frozenset[str] | None] = field(default_factory=AskedOnce)
    password_key: AskedOnce[PasswordKey | None] = field(default_factory=AskedOnce)


@contextmanager
def open_connection(options: CommandOptions, context: Context, signed_in: Access | None = None) -> Iterator[Connection]:
    """The connection of a task: its session, or its own; ``signed_in`` is one that it has made already.

    :raises Failure: a session that cannot be used, or as :func:`new_access`.
    """
    # What cannot be used is said before anything is opened.
    request_settings = RequestSettings.of(options.connection, context)
    with ExitStack() as stack:
        if options.connection.session:
            footing = _footing_of_session(stack.enter_context(store_of(context)), options, context)
        else:
            footing = _footing_of_task(signed_in, options, request_settings, context)
        access = footing.access
        _demand_expected(options.connection.expect_organization, access)
        sender = Sender(
            stack.enter_context(footing.request_settings.transport(access.reach.hosts)),
            access.target(),
            footing.tokens,
            footing.pacing,
            footing.request_settings.retry_policy,
            clock=footing.request_settings.clock,
            retry_writes=options.retry_writes == "idempotent",
            still_wanted=partial(_check_each, context.still_wanted, footing.still_open),
            in_flight=context.in_flight,
            moved=footing.moved,
        )
        yield Connection(access, sender)


@dataclass(frozen=True)
class _ConnectionFooting:
    """What a connection stands on: a session that others use as well, or a sign-in for this task alone."""

    access: Access
    request_settings: RequestSettings
    tokens: Tokens
    pacing: Pacing
    still_open: Callable[[], None] = always
    moved: Callable[[Target], None] = ignore


def _footing_of_session(store: SessionStore, options: CommandOptions, context: Context) -> _ConnectionFooting:
    handle = Handle.parse(options.connection.session)
    header, content = store.read(handle)
    access = _access_for_cmdlet(Access.from_content(content), options)
    request_settings = RequestSettings.of(options.connection, context, access.network)
    tokens = SessionTokens(store, handle, access, _renewal_of_access(request_settings, context), context.clock)
    pacing = store.pacing(handle, header, slices=request_settings.slices)
    still_open = partial(store.still_open, handle, header)
    return _ConnectionFooting(access, request_settings, tokens, pacing, still_open, tokens.move)


def _footing_of_task(
    signed_in: Access | None, options: CommandOptions, request_settings: RequestSettings, context: Context
) -> _ConnectionFooting:
    access = signed_in or _access_for([options], request_settings, context)
    tokens = OwnTokens(access, _renewal_of_access(request_settings, context), context.clock)
    return _ConnectionFooting(
        access, request_settings, tokens, ProcessPacing(context.clock, slices=request_settings.slices)
    )


def _access_for(commands: Sequence[CommandOptions], request_settings: RequestSettings, context: Context) -> Access:
    from .fresh_sign_in import access_for  # noqa: PLC0415 - only a task without a session signs in

    return access_for(commands, request_settings, context)


def _at_service_of_cmdlet(access: Access, options: CommandOptions) -> Access:
    """A sign-in of the task's own, looking at the service that the cmdlet goes to."""
    from .sign_in_options import service_for_cmdlet  # noqa: PLC0415 - as above

    return access.at_service(service_for_cmdlet(options.connection.endpoint, options.cmdlet or ""))


def _renewal_of_access(request_settings: RequestSettings, context: Context) -> SignInAgain:
    """How an access signs in again, should it have to."""

    def again(access: Access, claims: str | None) -> SignedIn:
        from .fresh_sign_in import renewal_of_access  # noqa: PLC0415 - most tasks need no token

        return renewal_of_access(request_settings, context)(access, claims)

    return again


def _check_each(*checks: Callable[[], None]) -> None:
    for check in checks:
        check()


def _demand_expected(expected: str | None, access: Access) -> None:
    """Refuse a connection to another organization than the task expects, before it is used.

    :raises Failure: ``organization-not-expected``.
    """
    names = (access.organization.casefold(), access.tenant_id.casefold())
    if expected and comparable_organization(expected) not in names:
        raise failure(
            "organization-not-expected",
            organization=access.organization,
            tenant_id=access.tenant_id,
            expected=expected,
        )


def _access_for_cmdlet(access: Access, options: CommandOptions) -> Access:
    """A session's access, looking at the service that the task's cmdlet goes to."""
    # What only the environment says yields to the session.
    wanted_services = only_of_task(options.connection.endpoint).service or []
    return access.at_service(
        service_in_session(options.cmdlet or "", wanted_services, access.services, access.organization)
    )


def service_in_session(cmdlet: str, wanted_services: Sequence[str], offered: Sequence[str], organization: str) -> str:
    """The session's service that a cmdlet goes to; the ``wanted_services`` of the task win.

    :raises Failure: ``service-not-in-session``.
    """
    if not wanted_services:
        return service_for(cmdlet, offered)
    shared_services = [service for service in wanted_services if service in offered]
    if not shared_services:
        raise failure(
            "service-not-in-session",
            service=", ".join(wanted_services),
            offered=", ".join(offered),
            organization=organization,
        )
    return service_for(cmdlet, shared_services)


class Connections:
    """Opens what it is asked for once, and closes it with ``stack``; without a session it signs in once for all of it.

    ``lanes`` is how many requests may be in flight.
    """

    def __init__(self, stack: ExitStack, context: Context, lanes: int) -> None:
        self._stack = stack
        self._context = context
        self._lanes = lanes
        self._by_wish: dict[tuple[object, ...], Connection] = {}
        self._by_service: dict[str, Connection] = {}
        self._signed_in: Access | None = None

    def open(self, commands: Sequence[CommandOptions]) -> list[Connection]:
        """The connection of each command, in order.

        :raises Failure: as :func:`open_connection`.
        """
        options = commands[0].connection
        if not options.session:
            self._signed_in = _access_for(commands, RequestSettings.of(options, self._context), self._context)
        return [self._connection_of(options) for options in commands]

    def _connection_of(self, options: CommandOptions) -> Connection:
        """Commands with the same wish share a connection, and so do those that come to the same service."""
        cmdlet = find(options.cmdlet or "")
        wish = (tuple(options.connection.endpoint.service or ()), cmdlet.services if cmdlet else None)
        if wish not in self._by_wish:
            connection = self._open_new(options)
            self._by_wish[wish] = self._by_service.setdefault(connection.access.service, connection)
        return self._by_wish[wish]

    def _open_new(self, options: CommandOptions) -> Connection:
        access = self._signed_in and _at_service_of_cmdlet(self._signed_in, options)
        connection = self._stack.enter_context(open_connection(options, self._context, access))
        sender = connection.sender
        sender.pacing.widen(self._lanes)
        return replace(connection, sender=replace(sender, tokens=TokensInTurn(sender.tokens)))


class TokensInTurn:
    """The tokens of threads that work together: one renews, the others wait for it."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lock = Lock()

    def current(self) -> str:
        """See :class:`Tokens`."""
        with self._lock:
            return self._tokens.current()

    def renew(self, refused: str, claims: str | None) -> str | None:
        """See :class:`Tokens`."""
        with self._lock:
            return self._tokens.renew(refused, claims)
