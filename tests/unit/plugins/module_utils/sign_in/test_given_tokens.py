# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens that somebody else fetched: checked before their first use, and who they are for."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    AccessToken,
    Credential,
    TokenIdentity,
    TokenRequest,
    identity_of,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.given_access_token import ACCESS_TOKEN
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_client import (
    SignInHttp,
    proof_of,
    read_federated_token,
)
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import SignInOptions
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Transport
from support.rows import each_row

HERE, THERE = "11111111-2222-4333-8444-555555555555", "66666666-2222-4333-8444-555555555555"
VISITOR = TokenIdentity("u@c.com", is_user=True, visits=True)
GUEST = "A_b_c.com#EXT#@fabrikam.onmicrosoft.com"
NOW = 1_800_000_000.0
HTTP = SignInHttp(Transport(Network(), ()), clock=Clock(wall=lambda: NOW))


def jwt(**claims: Any) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "RS256"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), "c2lnbmF0dXJl"])


def request(credential: Credential) -> TokenRequest:
    return TokenRequest(credential, "https://login.microsoftonline.com", "r", "t")


def test_access_token_works_to_its_end_and_says_so() -> None:
    credential = ACCESS_TOKEN.prepare(SignInOptions(access_token=jwt(exp=NOW + 400)), NOW)
    answer = ACCESS_TOKEN.acquire(request(credential), HTTP)
    assert answer["access_token"] == credential.access_token
    assert answer["expires_in"] == 400
    with pytest.raises(Failure) as caught:
        ACCESS_TOKEN.acquire(request(replace(credential, expires_at=NOW + 5)), HTTP)
    assert caught.value.key == "access-token-ended"


@each_row(
    ("token", "key"),
    [
        (jwt(exp=NOW - 1), "access-token-ended"),
        (jwt(exp=NOW + 200), "access-token-ending"),
        ("two words that are no token", "access-token-not-valid"),
        ("line\nbreak-in-a-token", "access-token-not-valid"),
        ("short", "access-token-not-valid"),
    ],
    ids=["ended", "ending", "words", "two lines", "short"],
)
def test_access_token_that_will_not_do_is_refused_early(token: str, key: str) -> None:
    with pytest.raises(Failure) as caught:
        ACCESS_TOKEN.prepare(SignInOptions(access_token=token), NOW)
    assert caught.value.key == key


def test_access_token_without_a_readable_end_is_taken_for_an_hour() -> None:
    credential = ACCESS_TOKEN.prepare(SignInOptions(access_token="opaque-token-of-some-length"), NOW)
    assert credential.expires_at == NOW + 3600


def test_federated_token_file_is_read_anew_each_time(tmp_path: Path) -> None:
    file = tmp_path / "token"
    for number in (1, 2):
        token = jwt(exp=NOW + 60, number=number)
        file.write_text(f"{token}\n", encoding="utf-8")
        assert proof_of(Credential(federated_token_file=str(file)), NOW) == {"client_assertion": token}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (jwt(exp=NOW - 1), "federated-token-expired"),
        ("no token", "federated-token-unreadable"),
        ("", "federated-token-unreadable"),
    ],
    ids=["expired", "no token", "empty"],
)
def test_federated_token_that_cannot_be_used(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "token").write_text(text, encoding="utf-8")
    with pytest.raises(Failure) as caught:
        read_federated_token(Credential(federated_token_file=str(tmp_path / "token")), NOW)
    assert caught.value.key == key
    assert str(tmp_path) in caught.value.line


@each_row(
    ("claims", "credential", "identity"),
    [
        ({"appid": "a"}, {}, TokenIdentity("a", is_user=False)),
        ({}, {"app_id": "b"}, TokenIdentity("b", is_user=False)),
        ({"upn": "U@c.com", "scp": "x", "appid": "a"}, {}, TokenIdentity("U@c.com", is_user=True)),
        ({"upn": "U@c.com", "appid": "a"}, {"user_principal_name": "u@C.com"}, TokenIdentity("U@c.com", is_user=True)),
        ({"preferred_username": "u@c.com"}, {}, TokenIdentity("u@c.com", is_user=True)),
        ({}, {"user_principal_name": "u@c.com"}, TokenIdentity("u@c.com", is_user=True)),
        ({"unique_name": "x", "idtyp": "app", "appid": "a"}, {}, TokenIdentity("a", is_user=False)),
        # A user who is at home in another tenant, as a partner's user and as a guest.
        ({"upn": "u@c.com", "tid": HERE, "idp": f"https://sts.windows.net/{THERE}/"}, {}, VISITOR),
        (
            {"upn": "u@c.com", "tid": HERE, "idp": f"https://sts.windows.net/{HERE}/"},
            {},
            TokenIdentity("u@c.com", is_user=True),
        ),
        ({"upn": "u@c.com", "tid": HERE, "idp": "live.com"}, {}, TokenIdentity("u@c.com", is_user=True)),
        ({"upn": GUEST}, {"user_principal_name": "a_b@c.com"}, TokenIdentity(GUEST, is_user=True, visits=True)),
    ],
)
def test_who_a_token_is_for(claims: dict[str, Any], credential: dict[str, Any], identity: TokenIdentity) -> None:
    assert identity_of(AccessToken(jwt(**claims), 0, 0), Credential(**credential)) == identity


@pytest.mark.parametrize("claims", [{"upn": "other@c.com", "scp": "x"}, {"appid": "a"}, {"upn": "o_c.com#EXT#@f.com"}])
def test_token_of_another_than_the_named_user_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(Failure) as caught:
        identity_of(AccessToken(jwt(**claims), 0, 0), Credential(user_principal_name="u@c.com"))
    assert caught.value.key == "wrong-user"
