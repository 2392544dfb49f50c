# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each of the 128 resources of a desired-state tool that is widely used, kept by exo_resource: created, changed by each
call that the tool has, removed, and each of it once more, which changes nothing.

``make test`` has one of each form of a course, with some properties of each call; ``make test-all`` all resources, with
all that go together. What has no course has a reason of ours and its source in resources.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from desired.course import Course, Told
from desired.cycle import Case
from simulator.exchange.family_spec import read

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.places import ROOT
from support.yaml_texts import from_yaml

HERE = ROOT / "tests" / "desired"
RESOURCES = read("desired_state")
TOLD = {name: Told(**told) for name, told in from_yaml((HERE / "resources.yml").read_text("utf-8")).items()}
WITH_COURSE = [name for name in RESOURCES if not TOLD.get(name, Told()).reason]
FAMILIES = from_yaml((HERE / "families.yml").read_text("utf-8"))
MOST = choose(4, 1000)  # properties in a step
# Calls of each form: only changed, made and removed, switched, in two calls, by a user, by one service alone, with an
# identity of two parts, with members, with what must be there before, with a table of the task's own.
FEW = [
    "EXOAcceptedDomain", "EXOAddressList", "EXOAuthenticationPolicyAssignment", "EXODkimSigningConfig",
    "EXODnssecForVerifiedDomain", "EXOGroupSettings", "EXOJournalRule", "EXOMailboxFolderPermission",
    "EXOMailboxPermission", "EXOManagementRole", "EXOManagementRoleEntry", "EXOSharedMailbox",
    "EXOTenantAllowBlockListItems", "SCComplianceCase", "SCInsiderRiskEntityList", "SCRoleGroup",
]  # fmt: skip
USER = {"user_principal_name": "operator@contoso.com", "password": "operator-canary-Pa55word"}


@pytest.fixture(scope="module")
def own_box() -> Iterator[Box]:
    with Box("--tenants", str(HERE / "tenants.yml"), "--rows", "6") as box:
        yield box
        assert "Traceback" not in box.log(), box.log()


@pytest.fixture(scope="module")
def desks(own_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Desk]]:
    """Sessions for both services and for Security & Compliance alone, and one of a user."""
    names = ("exchange", "compliance", "as a user")
    found = {name: Desk(own_box, tmp_path_factory.mktemp(name.replace(" ", "_"))) for name in names}
    found["exchange"].connect(service=["exchange", "compliance"])
    found["compliance"].connect(service=["compliance"])
    user = found["as a user"]
    user.environ = {key: value for key, value in user.environ.items() if key not in ("EXO_APP_ID", "EXO_CLIENT_SECRET")}
    user.connect(**USER)
    yield found
    for desk in found.values():
        desk.disconnect()


@pytest.mark.parametrize("resource", choose(FEW, WITH_COURSE))
def test_a_resource_is_kept(resource: str, desks: Mapping[str, Desk], own_box: Box) -> None:
    steps, told = RESOURCES[resource], TOLD.get(resource, Told())
    case = Case(**{**(FAMILIES.get(steps["noun"]) or {}), "not_proved": {}})
    desk = desks[told.signed_in or steps.get("service", "exchange")]
    assert Course(steps, told, case, desk, own_box, MOST).take() == []


def test_what_has_no_course_has_a_reason_and_its_source() -> None:
    assert (len(RESOURCES), len(WITH_COURSE)) == (128, 122)
    assert set(TOLD) <= set(RESOURCES)
    without = {name: told for name, told in TOLD.items() if name not in WITH_COURSE}
    assert all(told.reason and told.source for told in without.values())
    assert not any(told.source or told.reason for name, told in TOLD.items() if name in WITH_COURSE)
