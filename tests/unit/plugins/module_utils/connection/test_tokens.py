# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._connection.access_and_tokens import (
    Access,
    OwnTokens,
    SessionTokens,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import AccessToken
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import SignedIn
from support.access import access_of, signed_in_of

OLD, LATER = 0.0, 4e9
CLOCK = Clock(wall=lambda: 2e9)


class SignIns:
    """Counts sign-ins and gives a new token each time."""

    def __init__(self) -> None:
        self.claims: list[str | None] = []

    def __call__(self, _access: Access, claims: str | None) -> SignedIn:
        self.claims.append(claims)
        return signed_in_of(AccessToken(f"new-{len(self.claims)}", LATER, 3600.0))


class Store:
    """A record that another process may have renewed meanwhile."""

    def __init__(self, access: Access) -> None:
        self.content: dict[str, Any] = access.content()

    def renew(
        self, _handle: Any, is_fresh: Callable[[Any], bool], renewed: Callable[[Any], tuple[Any, float]]
    ) -> dict[str, Any]:
        if not is_fresh(self.content):
            self.content, expires_at = renewed(self.content)
            assert expires_at == LATER
        return self.content


def session_tokens(access: Access, store: Store, sign_in: SignIns) -> SessionTokens:
    any_store: Any = store
    handle: Any = None
    return SessionTokens(any_store, handle, access, sign_in, CLOCK)


@pytest.fixture
def sign_ins() -> SignIns:
    return SignIns()


@pytest.mark.parametrize(("expires_at", "token", "count"), [(LATER, "a-token", 0), (OLD, "new-1", 1)])
def test_a_task_renews_its_own_token_where_it_is_old(
    sign_ins: SignIns, expires_at: float, token: str, count: int
) -> None:
    tokens = OwnTokens(access_of(expires_at=expires_at), sign_ins, CLOCK)
    assert (tokens.current(), tokens.current()) == (token, token)
    assert len(sign_ins.claims) == count


def test_a_refused_token_is_replaced_with_the_claims_of_the_refusal(sign_ins: SignIns) -> None:
    tokens = OwnTokens(access_of(), sign_ins, CLOCK)
    assert tokens.renew("a-token", "{}") == "new-1"
    assert (tokens.current(), sign_ins.claims) == ("new-1", ["{}"])


@pytest.mark.parametrize(("expires_at", "token", "count"), [(LATER, "a-token", 0), (OLD, "new-1", 1)])
def test_a_session_renews_its_token_where_it_is_old(
    sign_ins: SignIns, expires_at: float, token: str, count: int
) -> None:
    access = access_of(expires_at=expires_at)
    store = Store(access)
    tokens = session_tokens(access, store, sign_ins)
    assert (tokens.current(), tokens.current()) == (token, token)
    assert len(sign_ins.claims) == count
    assert store.content["reach"]["token"]["secret"] == token


def test_what_another_process_renewed_is_used(sign_ins: SignIns) -> None:
    store = Store(access_of("theirs", LATER))
    assert session_tokens(access_of("mine", OLD), store, sign_ins).current() == "theirs"
    assert sign_ins.claims == []


def test_a_refused_token_is_renewed_only_if_it_is_still_the_sessions(sign_ins: SignIns) -> None:
    tokens = session_tokens(access_of("mine"), Store(access_of("theirs")), sign_ins)
    assert tokens.renew("mine", None) == "theirs"
    assert sign_ins.claims == []
    assert tokens.renew("theirs", "{}") == "new-1"
    assert sign_ins.claims == ["{}"]
