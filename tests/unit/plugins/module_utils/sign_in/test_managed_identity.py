# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Managed identity on each kind of machine, against the box's metadata service; nothing else is ever asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msal.managed_identity
import pytest

from ansible_collections.m365.exchange.plugins.module_utils._clock import Clock
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    AccessToken,
    TokenRequest,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.managed_identity import (
    MANAGED_IDENTITY,
    metadata_origin,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.msal_client import SignInHttp
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import SignInOptions
from ansible_collections.m365.exchange.plugins.module_utils._transport.instance_metadata import MetadataTransport
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Transport
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.box import Box
from support.places import ROOT
from support.rows import each_row

MACHINE, SHARED = "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e09", "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e0a"
RESOURCE = "https://outlook.office365.com"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box("--tenants", str(ROOT / "tests" / "integration" / "tenants.yml")) as box:
        yield box


def token(environ: Mapping[str, str], account: str | None = None) -> AccessToken:
    """Sign in as a machine with these variables."""
    credential = MANAGED_IDENTITY.prepare(SignInOptions(managed_identity_account_id=account), 0.0)
    request = TokenRequest(credential, "https://login.microsoftonline.com", RESOURCE, "contoso.com", environ=environ)
    http = SignInHttp(Transport(Network(), ()), clock=Clock(sleep=lambda _seconds: None))
    answer = MANAGED_IDENTITY.acquire(request, http)
    return AccessToken(answer["access_token"], 0, answer["expires_in"])


@pytest.mark.parametrize("kind", ["virtual_machine", "app_service"])
@pytest.mark.parametrize(("account", "identity"), [(None, MACHINE), (SHARED, SHARED)])
def test_own_and_assigned_identity(box: Box, kind: str, account: str | None, identity: str) -> None:
    found = token(box.identity[kind], account)
    assert found.claims["appid"] == identity
    assert found.is_for(RESOURCE)
    assert 4000 < found.lifetime <= 4500


@pytest.mark.parametrize(("account", "identity"), [(None, MACHINE), (SHARED, SHARED)])
def test_azure_arc_answers_whoever_can_read_its_key_file(
    box: Box, monkeypatch: pytest.MonkeyPatch, account: str | None, identity: str
) -> None:
    # The agent's folder is fixed, and only its group may read it.
    prefixes = {"linux": str(box.directory)}
    monkeypatch.setattr(msal.managed_identity, "_supported_arc_platforms_and_their_prefixes", prefixes)
    assert token(box.identity["arc"], account).claims["appid"] == identity


def test_azure_arc_without_its_key_file_is_a_clear_no(box: Box) -> None:
    with pytest.raises(Failure) as caught:
        token(box.identity["arc"])
    assert caught.value.key == "managed-identity-refused"


@pytest.mark.parametrize("kind", ["virtual_machine", "app_service"])
def test_identity_that_the_machine_does_not_have(box: Box, kind: str) -> None:
    with pytest.raises(Failure, match="Identity not found"):
        token(box.identity[kind], "11111111-2222-3333-4444-555555555555")


def test_trouble_that_passes_is_waited_for(box: Box) -> None:
    box.control.fault("status", match={"kind": "identity"}, status=503, times=2)
    assert token(box.identity["virtual_machine"]).claims["appid"] == MACHINE


def test_machine_without_a_metadata_service() -> None:
    with pytest.raises(Failure) as caught:
        token({"AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://127.0.0.1:9"})
    assert caught.value.key == "managed-identity-missing"


@each_row("url", ["http://127.0.0.1:10/x", "http://127.0.0.2:9/", "https://127.0.0.1:9/", "http://[::1/"])
def test_no_other_place_is_ever_asked(url: str) -> None:
    with pytest.raises((TransportError, ValueError)) as caught:
        MetadataTransport("http://127.0.0.1:9/token").get(url, None, {})
    assert getattr(caught.value, "kind", "host-refused") == "host-refused"


@each_row(
    ("environ", "origin"),
    [
        ({}, "http://169.254.169.254"),
        ({"AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://h:1"}, "http://h:1"),
        ({"IDENTITY_ENDPOINT": "http://h:2/x", "IDENTITY_HEADER": "s"}, "http://h:2/x"),
        ({"IDENTITY_ENDPOINT": "http://h:3/x", "IMDS_ENDPOINT": "http://h:3"}, "http://h:3/x"),
        ({"MSI_ENDPOINT": "http://h:4/x", "MSI_SECRET": "s"}, "http://h:4/x"),
    ],
)
def test_place_is_the_one_that_azure_names(environ: Mapping[str, str], origin: str) -> None:
    assert metadata_origin(environ) == origin


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "<html>Welcome to the guest network</html>"),
        (200, ""),
        (200, "OK"),
        (200, "[]"),
        (200, "7"),
        (200, '"token"'),
        (400, "Bad Request"),
        (403, "<html>Forbidden by policy</html>"),
        (404, "no such metadata"),
        (405, ""),
        (500, "oops"),
    ],
)
@pytest.mark.parametrize("kind", ["virtual_machine", "app_service"])
def test_what_is_no_service_of_azure_is_called_so(box: Box, kind: str, status: int, body: str) -> None:
    box.control.reset()
    box.control.fault("status", match={"kind": "identity"}, status=status, body=body, times=0)
    with pytest.raises(Failure) as caught:
        token(box.identity[kind])
    box.control.reset()
    assert caught.value.key == "managed-identity-not-azure"
    assert str(status) in caught.value.line
    assert not [word for word in ("Expecting value", "char 0", "refused") if word in caught.value.line]
