# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Access tokens for the client: of a session that many processes share, or of this task alone.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .._session.handle import Handle
from .._session.store import Content, SessionStore
from .._sign_in.token import Token
from .access import Access


class SignIn(Protocol):
    """Signs in anew as the access says."""

    def __call__(self, access: Access, claims: str | None, /) -> Token:
        """A token; ``claims`` is the JSON text of a claims challenge or None."""


@dataclass
class OwnTokens:
    """The tokens of a connection that lives and ends with this task."""

    access: Access
    sign_in: SignIn

    def current(self) -> str:
        """See :class:`Tokens`."""
        if not self.access.current_token.is_fresh(time.time()):
            self.access = self.access.renewed(self.sign_in(self.access, None))
        return self.access.current_token.secret

    def renew(self, refused: str, claims: str | None) -> str | None:  # noqa: ARG002 - nobody else uses this token
        """See :class:`Tokens`."""
        self.access = self.access.renewed(self.sign_in(self.access, claims))
        return self.access.current_token.secret


@dataclass
class SessionTokens:
    """The tokens of a session: one process renews, the others wait and read again."""

    store: SessionStore
    handle: Handle
    access: Access
    sign_in: SignIn

    def current(self) -> str:
        """See :class:`Tokens`."""
        if not self.access.current_token.is_fresh(time.time()):
            self._renew(lambda access: access.current_token.is_fresh(time.time()), None)
        return self.access.current_token.secret

    def renew(self, refused: str, claims: str | None) -> str | None:
        """See :class:`Tokens`. It is forced only if the refused token is still the session's."""
        self._renew(lambda access: access.current_token.secret != refused, claims)
        return self.access.current_token.secret

    def _renew(self, is_fresh: Callable[[Access], bool], claims: str | None) -> None:
        def renewed(content: Content) -> tuple[Content, float]:
            access = Access.from_content(content)
            token = self.sign_in(access, claims)
            return access.renewed(token).content(), token.expires_at

        content = self.store.renew(self.handle, lambda content: is_fresh(Access.from_content(content)), renewed)
        self.access = Access.from_content(content)
