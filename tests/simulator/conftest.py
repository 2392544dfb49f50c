# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One box for all tests of its wire, with a tenant in each cloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from simulator.wire import Wire

from support.box import Box

TENANTS = Path(__file__).parent / "data" / "tenants.yml"
# What the tests change and the fixture puts back.
DEFAULTS = {
    "result_size": "yields",
    "page_size": 1000,
    "token_lifetime": 4500,
    "paging_needs_anchor": True,
    "nul_body_declares_gzip": False,
    "compression": True,
    "chunked": True,
    "rate_limit_headers": False,
    "other_tenant": "forbidden",
    "role_needed_at_connect": True,
    "sign_in_across_clouds": True,
    "write_answer": "value",
    "compliance_region": "first",
    "latency": 0,
    "refresh_rotation": "keep",
    "device_code_interval": 5,
    "device_code_user": "nobody",
    "device_code_polls": 1,
    "module_file_key": "absent",
    "partner_consent": "65001",
    "graph_page_size": 100,
}


@pytest.fixture(scope="session")
def shared_box() -> Iterator[Box]:
    """One box for the whole run, eleven hundred mailboxes in its first tenant."""
    with Box("--tenants", str(TENANTS), "--rows", "1100") as box:
        yield box
        assert "Traceback" not in box.log()


@pytest.fixture
def box(shared_box: Box) -> Iterator[Box]:
    """The shared box without faults, with an empty journal and all switches as they ship."""
    shared_box.control.reset()
    yield shared_box
    shared_box.control.reset()
    shared_box.control.put_back(DEFAULTS)


@pytest.fixture
def wire(box: Box) -> Iterator[Wire]:
    """A client of the first tenant."""
    client = Wire(box)
    yield client
    client.close()
