# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.box import Box
from support.desk import Desk

TENANT = """---
tenants:
  - tenant_id: 5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e11
    display_name: Contoso
    initial_domain: contoso.onmicrosoft.com
    applications:
      - name: Ansible automation
        app_id: 8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01
        client_secret: contoso-box-secret
        directory_roles: [Exchange Administrator, Compliance Administrator]
"""


@pytest.fixture(scope="session")
def shared_box() -> Iterator[Box]:
    """One box for all tests of this folder."""
    with Box("--rows", "60") as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture(scope="session")
def shared_desk(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk(shared_box, tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest.fixture
def box(shared_box: Box) -> Iterator[Box]:
    """The box without faults."""
    shared_box.control.reset()
    yield shared_box
    shared_box.control.disarm()


@pytest.fixture
def desk(shared_desk: Desk, box: Box) -> Desk:
    """A session in the box."""
    return shared_desk


@pytest.fixture(scope="session")
def shared_compliance_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    tenants = tmp_path_factory.mktemp("compliance") / "tenants.yml"
    tenants.write_text(TENANT, encoding="utf-8")
    with Box("--tenants", str(tenants)) as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture
def compliance_box(shared_compliance_box: Box) -> Iterator[Box]:
    """A box whose application may use Security & Compliance, too; without faults."""
    shared_compliance_box.control.reset()
    yield shared_compliance_box
    shared_compliance_box.control.disarm()
