# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.places import ROOT

TENANTS = ROOT / "tests" / "desired" / "tenants.yml"
REPORTS = ROOT / "tests" / "desired" / "reports.yml"
# Who is in it besides the application: some cmdlets work for users alone.
USER = {"user_principal_name": "operator@contoso.com", "password": "operator-canary-Pa55word"}

# What a task gives back about one object.
Result = dict[str, Any]


@pytest.fixture(scope="session")
def shared_box() -> Iterator[Box]:
    """One box for all tests of this folder."""
    with Box("--rows", "20") as box:
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


@pytest.fixture
def cmdlets(box: Box) -> Callable[[], list[str]]:
    """The cmdlets that were sent since it was asked last."""

    def sent() -> list[str]:
        names = [one["cmdlet"] for one in box.control.journal(kind="invoke")]
        box.control.reset()
        return names

    return sent


@pytest.fixture(scope="session")
def shared_reports_box() -> Iterator[Box]:
    """The box of the tests of reports, whose tenant has few people."""
    with Box("--tenants", str(REPORTS)) as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture
def reports_box(shared_reports_box: Box) -> Iterator[Box]:
    """The same without faults."""
    shared_reports_box.control.reset()
    yield shared_reports_box
    shared_reports_box.control.reset()


@pytest.fixture
def reports_desk(reports_box: Box, tmp_path: Path) -> Iterator[Desk]:
    """A session in it."""
    with Desk(reports_box, tmp_path) as desk:
        yield desk


@pytest.fixture(scope="session")
def own_box() -> Iterator[Box]:
    with Box("--tenants", str(TENANTS), "--rows", "6") as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture(scope="session")
def desks(own_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Desk]]:
    """A session of an application for both services, and one of a user."""
    application, user = (Desk(own_box, tmp_path_factory.mktemp(name)) for name in ("application", "user"))
    application.connect(service=["exchange", "compliance"])
    user.environ = {key: value for key, value in user.environ.items() if key not in ("EXO_APP_ID", "EXO_CLIENT_SECRET")}
    user.connect(**USER)
    yield {"as an application": application, "as a user": user}
    for desk in (application, user):
        desk.disconnect()
