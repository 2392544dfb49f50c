# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Access tokens for the client: of a session that many processes share, or of this task alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from .._client.cmdlet_request import Target
from .._json_types import Row
from .._session.handle import Handle
from .._session.store import SessionStore
from .access import Access
from .context import Context
from .sessions import around

if TYPE_CHECKING:
    from .._sign_in.sign_in import SignedIn


class SignIn(Protocol):
    """Signs in anew as the access says."""

    def __call__(self, access: Access, claims: str | None, /) -> SignedIn:
        """A token; ``claims`` is the JSON text of a claims challenge or None."""


@dataclass
class OwnTokens:
    """The tokens of a connection that lives and ends with this task."""

    access: Access
    sign_in: SignIn

    def current(self) -> str:
        """See :class:`Tokens`."""
        if not self.access.reach.token.is_fresh(time.time()):
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
    sign_in: SignIn

    def current(self) -> str:
        """See :class:`Tokens`."""
        if not self.access.reach.token.is_fresh(time.time()):
            self._renew(lambda access: access.reach.token.is_fresh(time.time()), None)
        return self.access.reach.token.secret

    def renew(self, refused: str, claims: str | None) -> str | None:
        """See :class:`Tokens`. It is forced only if the refused token is still the session's."""
        if not _answers_claims(self.access):
            return None
        self._renew(lambda access: access.reach.token.secret != refused, claims)
        return self.access.reach.token.secret

    def _renew(self, is_fresh: Callable[[Access], bool], claims: str | None) -> None:
        def sign_in_again(access: Access) -> Access:
            return access.with_token(self.sign_in(access, claims))

        self._change(is_fresh, sign_in_again)

    def move(self, target: Target) -> None:
        """Tell the session that its service now answers at another address."""
        self._change(lambda access: access.at_target(target) == access, lambda access: access.at_target(target))

    def _change(self, is_done: Callable[[Access], bool], change: Callable[[Access], Access]) -> None:
        """Change the session's access, which looks at the service of this task, unless another process has."""

        def here(content: Row) -> Access:
            return Access.from_content(content).at(self.access.service)

        def apply(content: Row) -> tuple[Row, float]:
            access = change(here(content))
            return access.content(), access.ends_at

        self.access = here(self.store.renew(self.handle, lambda content: is_done(here(content)), apply))


def store_of(context: Context) -> SessionStore:
    """The sessions; nothing is opened yet."""
    return SessionStore(around(context))


def _answers_claims(access: Access) -> bool:
    """Whether the way to sign in can get another token than the one that the service has just refused."""
    from .._sign_in.choose_method import METHODS  # noqa: PLC0415 - only after a refusal

    return METHODS[access.auth_method].answers_claims
