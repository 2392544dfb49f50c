# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One session across hosts, strategies, delegation and background tasks."""

from __future__ import annotations

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks

# A scenario of its own.
pytestmark = pytest.mark.both_ways

both = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)

EACH = ("Read in series", "Read freely", "Read on localhost")
ONCE = ("Read once", "Read in the background", "Read in the background without a session")


@both
def test_a_session_works_wherever_ansible_takes_it_on_its_machine(playbooks: Playbooks, box: Box) -> None:
    folders = playbooks.folders()
    # ansible-core looks for the job in the home of the password file, which is not the home of this run.
    environment = {**box.environment, "ANSIBLE_ASYNC_DIR": str(folders.home / "async")}
    run = playbooks.run("across.yml", environment=environment, folders=folders).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    for task in EACH:
        found = [one for one in run.results if one.task == task]
        assert [(one.event, one.result["count"]) for one in found] == [("ok", 1)] * 3, task
    for task in ONCE:
        assert run.result(task).result["count"] == 1
    # The session's own, and that of the background task which signs in by itself.
    assert len([one for one in box.control.journal() if one["path"].endswith("/oauth2/v2.0/token")]) == 2
