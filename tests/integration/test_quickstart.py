# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quickstart, as the README and the demo run it."""

from __future__ import annotations

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks

PLAYBOOK = "m365.exchange.quickstart"


def cmdlets(box: Box) -> list[str]:
    return [entry["cmdlet"] for entry in box.control.journal() if entry["cmdlet"]]


def test_the_quickstart_works_by_its_name(playbooks: Playbooks, box: Box) -> None:
    tip = f"Set by {playbooks.setting}"
    run = playbooks.run(
        PLAYBOOK,
        environment=box.environment,
        variables={"quickstart_mailbox": "AdeleV@contoso.com", "quickstart_mail_tip": tip},
    ).check()
    assert cmdlets(box) == ["Get-Mailbox", "Set-Mailbox", "Get-Mailbox", "Get-Mailbx"]
    assert run.result("Show the new MailTip").result["msg"] == f"Adele Vance: <html><body>{tip}</body></html>"
    assert (
        run.result("Run a cmdlet whose name is misspelt").result["error"]["documentation"].endswith("#cmdlet-misspelt")
    )
    assert "Did you mean Get-Mailbox?" in run.result("Run a cmdlet whose name is misspelt").result["msg"]
    disconnected = [one for one in run.results if one.task == "Disconnect, whatever happened"]
    assert [len(one.result["disconnected"]) for one in disconnected] == [1, 1]
    assert_nothing_left(run)
    assert_no_traceback(run)


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
def test_the_quickstart_changes_nothing_unless_a_mailbox_is_named(playbooks: Playbooks, box: Box) -> None:
    playbooks.run(PLAYBOOK, environment=box.environment).check()
    assert cmdlets(box) == ["Get-Mailbox", "Get-Mailbx"]
    assert not [entry for entry in box.control.journal() if entry["changed"]]
