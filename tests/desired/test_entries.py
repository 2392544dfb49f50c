# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds whose objects are entries (members, rights, switches of a domain) come and go, each step told in check mode."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
NONE: dict[str, Any] = {}
CASES = (
    ("DistributionGroupMember", {"Identity": "Gardeners", "Member": ALEX}, NONE),
    ("RoleGroupMember", {"Identity": "Desk", "Member": ALEX}, NONE),
    ("ComplianceCaseMember", {"Case": "Case 1", "Member": ALEX}, NONE),
    ("eDiscoveryCaseAdmin", ALEX, NONE),
    ("MailboxPermission", {"Identity": ADELE, "User": ALEX}, {"AccessRights": ["FullAccess"]}),
    ("RecipientPermission", {"Identity": ADELE, "Trustee": ALEX}, {"AccessRights": ["SendAs"]}),
    ("MailboxFolderPermission", {"Identity": f"{ADELE}:\\Calendar", "User": ALEX}, {"AccessRights": ["Editor"]}),
    ("MailboxIRMAccess", {"Identity": ADELE, "User": ALEX}, {"AccessLevel": "Block"}),
    ("DnssecForVerifiedDomain", "contoso.com", NONE),
    ("IPv6ForAcceptedDomain", "contoso.com", NONE),
)


@pytest.fixture(scope="module")
def there(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A session for both services, in a tenant that has what the entries are of."""
    desk = Desk(shared_box, tmp_path_factory.mktemp("entries"))
    desk.connect(service=["exchange", "compliance"])
    for kind, name in (("DistributionGroup", "Gardeners"), ("RoleGroup", "Desk"), ("ComplianceCase", "Case 1")):
        made = desk.resource(kind=kind, identity=name)
        assert not made.get("failed"), made["msg"]
    yield desk
    desk.disconnect()


@pytest.mark.parametrize(("kind", "identity", "properties"), CASES, ids=[case[0] for case in CASES])
def test_an_entry_comes_and_goes(there: Desk, box: Box, kind: str, identity: Any, properties: dict[str, Any]) -> None:
    entry = {"kind": kind, "identity": identity}
    there.resource(**entry, state="absent")
    for task in ({**entry, "properties": properties}, {**entry, "state": "absent"}):
        box.control.forget()
        planned, done, again = (there.resource(**task, context={"check_mode": mode}) for mode in (True, False, False))
        for result, changed in ((planned, True), (done, True), (again, False)):
            assert not result.get("failed"), result["msg"]
            assert (result["changed"], bool(result["steps"])) == (changed, changed)
        sent = [one["cmdlet"] for one in box.control.journal(kind="invoke")]
        assert [name for name in sent if not name.startswith("Get-")] == [one["cmdlet"] for one in done["steps"]]
