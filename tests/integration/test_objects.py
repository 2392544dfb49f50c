# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that keep objects, as action plugin and as module: a run does what a task says, the next one only reads,
and a password among the properties stands nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.extent import ALL
from support.playbooks import Playbooks
from support.tasks import Task, play_of

ADELE, ALEX = "AdeleV@contoso.onmicrosoft.com", "AlexW@contoso.com"
SALES = "sales@contoso.onmicrosoft.com"
ROOM = "room@contoso.onmicrosoft.com"
SECRET = "cAnary-9fT2~wQ7:mZ4k"
GONE = {"kind": "TransportRule", "identity": "External banner", "state": "absent"}

KEPT: dict[str, tuple[str, dict[str, Any]]] = {
    "Rule": ("exo_transport_rule", {"identity": "External banner", "enabled": False,
                                    "properties": {"FromScope": "NotInOrganization", "PrependSubject": "[EXT] "}}),
    "Mailbox": ("exo_mailbox", {"identity": SALES, "type": "shared", "display_name": "Sales",
                                "full_access": {"add": [ADELE]}}),
    "Group": ("exo_distribution_group", {"identity": "Team", "members": [ADELE, ALEX]}),
    "Rights": ("exo_mailbox_permission", {"mailbox": ALEX, "user": ADELE, "send_as": True}),
    "Calendar": ("exo_calendar_permission", {"mailbox": ADELE, "user": ALEX, "access_rights": ["Editor"]}),
    "Contact": ("exo_mail_contact", {"identity": "Reception", "external_email_address": "reception@fabrikam.com"}),
    "Object": ("exo_resource", {"kind": "RemoteDomain", "identity": "Fabrikam",
                                "properties": {"DomainName": "fabrikam.com", "AutoReplyEnabled": False}}),
}  # fmt: skip


@pytest.mark.both_ways
def test_objects_are_kept(playbooks: Playbooks, own_box: Box) -> None:
    """In make test the second time is looked at the action way alone; each way in make test-all."""
    again = ALL or playbooks.setting.way == "action"
    own_box.control.settings(module_file_key="text")  # which passwords are encrypted with
    tasks = [Task("Connect", "exo_connect", {}, {"register": "exo"})]
    times = ("", " again") if again else ("",)
    for time in times:
        for name, (module, options) in KEPT.items():
            tasks.append(Task(f"{name}{time}", module, {"session": "{{ exo }}", **options}))
    password = {"Password": "{{ word }}", "CustomAttribute9": "x"}
    more = {"kind": "Mailbox", "identity": ADELE, "properties": password, "write_only": "always"}
    room = {"EnableRoomMailboxAccount": True, "RoomMailboxPassword": "{{ word }}", "MicrosoftOnlineServicesID": ROOM}
    endpoint = {"IMAP": True, "RemoteServer": "imap.fabrikam.com", "Credentials": {"password": "{{ word }}"}}
    migration = {"kind": "MigrationEndpoint", "identity": "Fabrikam", "properties": endpoint}
    tasks += [
        Task("Password", "exo_resource", {"session": "{{ exo }}", **more}),
        Task("Room", "exo_mailbox", {"session": "{{ exo }}", "identity": ROOM, "type": "room", "properties": room}),
        Task("Credentials", "exo_resource", {"session": "{{ exo }}", **migration}, {"ignore_errors": True}),
        Task("Removed", "exo_resource", {"session": "{{ exo }}", **GONE}),
        Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
    ]
    run = playbooks.run(play_of(tasks), "-vvv", "--diff", environment=own_box.environment, variables={"word": SECRET})
    assert_no_traceback(run)
    assert bool(run.modules()) == (playbooks.setting.way == "module")
    for name in KEPT:
        first = run.result(name).result
        assert (first.get("failed", False), first["changed"]) == (False, True), first
        if not again:
            continue
        second = run.result(f"{name} again").result
        assert (second["changed"], second["changes"], second["steps"]) == (False, [], []), second
        assert first["organization"] == second["organization"]
    assert run.result("Password").result["steps"][0]["parameters"]["CustomAttribute9"] == "x"
    assert "RoomMailboxPassword" in run.result("Room").result["steps"][0]["parameters"]
    assert run.result("Credentials").result["steps"] == []
    assert run.result("Removed").result["changed"]
    assert_no_secrets(run, {"password": SECRET})
    assert_nothing_left(run)
