# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The connections of a list of commands: one to each service that its cmdlets need."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from .._catalogue.cmdlets import find
from .._client.sender import Tokens
from .._specs.command import CommandOptions
from .access import Access
from .connection import Connection, opened
from .context import Context
from .network import Means
from .new_access import access_for
from .wanted_services import service_for_cmdlet


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

        :raises Failure: as :func:`opened`.
        """
        options = commands[0].connection
        if not options.session:
            self._signed_in = access_for(commands, Means.of(options, self._context.environ), self._context)
        return [self._of(options) for options in commands]

    def _of(self, options: CommandOptions) -> Connection:
        """Commands with the same wish share a connection, and so do those that come to the same service."""
        cmdlet = find(options.cmdlet or "")
        wish = (tuple(options.connection.endpoint.service or ()), cmdlet.services if cmdlet else None)
        if wish not in self._by_wish:
            connection = self._opened(options)
            self._by_wish[wish] = self._by_service.setdefault(connection.access.service, connection)
        return self._by_wish[wish]

    def _opened(self, options: CommandOptions) -> Connection:
        service = service_for_cmdlet(options.connection.endpoint, options.cmdlet or "")
        access = self._signed_in and self._signed_in.at(service)
        connection = self._stack.enter_context(opened(options, self._context, access))
        sender = connection.sender
        sender.pacing.widen(self._lanes)
        return replace(connection, sender=replace(sender, tokens=TokensInTurn(sender.tokens)))


class TokensInTurn:
    """The tokens of threads that work together: one renews, the others wait for it."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lock = threading.Lock()

    def current(self) -> str:
        """See :class:`Tokens`."""
        with self._lock:
            return self._tokens.current()

    def renew(self, refused: str, claims: str | None) -> str | None:
        """See :class:`Tokens`."""
        with self._lock:
            return self._tokens.renew(refused, claims)
