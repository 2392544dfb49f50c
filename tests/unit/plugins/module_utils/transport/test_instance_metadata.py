# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's metadata service is asked at its own address and nowhere else: its answer is the machine's identity."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._transport.instance_metadata import MetadataTransport
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError

from .conftest import Peer, Script, Wire, answer

PATH = "/metadata/identity/oauth2/token"
HEADERS = {"Metadata": "true"}


def answering(content: bytes) -> Script:
    """Read one request, and give this answer."""

    def script(wire: Wire) -> None:
        wire.request()
        wire.send(content)

    return script


@pytest.fixture
def nobody(peer: Callable[..., Peer]) -> Peer:
    """Who must not be asked."""
    return peer(answering(answer(b"{}")))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_like_any_other(peer: Callable[..., Peer], nobody: Peer, status: int) -> None:
    moved = answer(b"", f"Location: {nobody.proxy}{PATH}", status=f"{status} Moved")
    service = peer(answering(moved))
    found = MetadataTransport(service.proxy).get(service.proxy + PATH, None, HEADERS)
    assert found.status == status
    assert nobody.connections == 0


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_no_proxy_is_asked(
    peer: Callable[..., Peer], nobody: Peer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, nobody.proxy)
    service = peer(answering(answer(b'{"access_token":"x"}')))
    assert MetadataTransport(service.proxy).get(service.proxy + PATH, None, HEADERS).body == b'{"access_token":"x"}'
    assert nobody.connections == 0


def test_another_place_than_the_services_is_refused(peer: Callable[..., Peer], nobody: Peer) -> None:
    service = peer()
    with pytest.raises(TransportError) as caught:
        MetadataTransport(service.proxy).get(nobody.proxy + PATH, None, HEADERS)
    assert (caught.value.kind, caught.value.was_sent) == ("host-refused", False)
    assert nobody.connections == 0
