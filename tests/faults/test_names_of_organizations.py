# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An organization is the same one in whatever spelling of its name a task asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.box import Box
from support.desk import Desk

TENANT_ID = "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e12"
TENANT = f"""---
tenants:
  - tenant_id: {TENANT_ID}
    display_name: Contoso
    initial_domain: contoso.onmicrosoft.com
    domains: [xn--bcher-kva.example]
    applications:
      - name: Ansible automation
        app_id: 8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01
        client_secret: contoso-box-secret
        directory_roles: [Exchange Administrator]
    mailboxes: 1
"""
NAMES = ["B\u00fccher.example", "b\u00fccher.example", "XN--Bcher-KVA.example", TENANT_ID.upper()]


@pytest.fixture(scope="module")
def book_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    tenants = tmp_path_factory.mktemp("names") / "tenants.yml"
    tenants.write_text(TENANT, encoding="utf-8")
    with Box("--tenants", str(tenants)) as box:
        yield box


@pytest.mark.parametrize("name", NAMES)
def test_a_session_is_found_by_each_spelling_of_its_organization(book_box: Box, tmp_path: Path, name: str) -> None:
    desk = Desk(book_box, tmp_path).connect(organization="B\u00fccher.example")
    journal = str(tmp_path / "journal.jsonl")
    written = desk.run(
        cmdlet="Set-RemoteDomain", parameters={"Identity": "Default", "AutoReplyEnabled": False},
        expect_organization=name, journal_path=journal,
    )  # fmt: skip
    assert "failed" not in written, written["msg"]
    rows = desk.journal(path=journal, organizations=[name])["commands"]
    assert [row["cmdlet"] for row in rows] == ["Set-RemoteDomain"]
    assert [one["tenant_id"] for one in desk.sessions(organization=name)] == [TENANT_ID]
    assert desk.disconnect_all(of_organization=name)["disconnected"] != []
    assert desk.sessions() == []


@pytest.mark.parametrize("name", ["bucher.example", "bcher-kva.example", "contoso.onmicrosoft.com", "*", "no name"])
def test_another_name_is_another_organization(book_box: Box, tmp_path: Path, name: str) -> None:
    desk = Desk(book_box, tmp_path).connect(organization="B\u00fccher.example")
    refused = desk.run(cmdlet="Get-RemoteDomain", expect_organization=name)
    assert refused["error"]["documentation"].endswith("#organization-not-expected")
    assert desk.sessions(organization=name) == []
    assert desk.disconnect_all(of_organization=name)["disconnected"] == []
    desk.disconnect()
