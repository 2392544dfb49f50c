# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a refresh token comes from: a code signs a person in through a public client, which proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._operations import connect
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT
from support.box import Box
from support.desk import Desk

APP_ID = "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01"
USER = "admin@contoso.com"
TENANT = f"""---
tenants:
  - tenant_id: 5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e13
    display_name: Contoso
    initial_domain: contoso.onmicrosoft.com
    domains: [contoso.com]
    applications:
      - {{name: Partner, app_id: {APP_ID}, client_secret: contoso-box-secret, certificates: [generate]}}
    users:
      - {{upn: {USER}, password: contoso-box-Pa55, directory_roles: [Exchange Administrator]}}
    mailboxes: 1
"""


@pytest.fixture(scope="module")
def code_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    tenants = tmp_path_factory.mktemp("codes") / "tenants.yml"
    tenants.write_text(TENANT, encoding="utf-8")
    with Box("--tenants", str(tenants)) as box:
        box.control.settings(device_code_user=USER, device_code_interval=1)
        yield box


@pytest.fixture
def desk(code_box: Box, tmp_path: Path) -> Desk:
    desk = Desk(code_box, tmp_path)
    desk.environ = {name: value for name, value in desk.environ.items() if not name.startswith("EXO_")}
    return desk


def by_code(desk: Desk, **options: Any) -> dict[str, Any]:
    said: list[str] = []
    return desk._run(CONNECT, connect.run, {"device_code": True, **options}, desk.context(say=said.append))


@pytest.mark.parametrize("proof", ["certificate_path", "client_secret"])
def test_a_proof_beside_a_code_is_not_sent_and_the_refusal_says_so(desk: Desk, code_box: Box, proof: str) -> None:
    (application,) = code_box.tenants[0].applications
    result = by_code(desk, app_id=APP_ID, **{proof: getattr(application, proof)})
    assert result["error"]["documentation"].endswith("#client-secret-missing"), result["msg"]
    assert "device_code and password send neither" in result["error"]["cause"]
    assert any("leave app_id out" in one for one in result["error"]["fix"])


def test_the_public_client_gives_a_refresh_token_that_signs_in_again(desk: Desk) -> None:
    first = by_code(desk, return_refresh_token=True)
    second = desk.connected(refresh_token=first["refresh_token"])
    assert (second["identity"], second["auth_method"]) == (USER, "refresh_token"), second
