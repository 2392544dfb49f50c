# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pipeline that writes is killed (SIGKILL) in one of its requests: no write runs twice, the journal is true, and the
same task with skip_unchanged finishes the rest.

Each run that is killed is a process of its own. M365_SOAK=1 kills at 50 random points.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.extent import choose
from support.killed import kill_in, told
from support.seeds import seed

WRITE: tuple[str, dict[str, object], int] = ("write", {"cmdlet": "set-mailbox"}, 0)
KILLED: list[tuple[str, dict[str, object], int]] = [
    ("read", {"cmdlet": "get-mailbox"}, 1),
    ("batch", {"kind": "batch"}, 1),
    WRITE,
    WRITE,
    WRITE,
    WRITE,
]


@pytest.mark.parametrize("number", range(choose(2, 12, 50)))
def test_what_a_killed_pipeline_left_is_named_and_finished(desk: Desk, box: Box, tmp_path: Path, number: int) -> None:
    chance = random.Random(f"{seed()} killed {number}")
    path, tip, parallel = tmp_path / "journal", f"Killed {number}", chance.choice([1, 1, 3])
    line = f"Get-Mailbox -ResultSize Unlimited | where Alias -like '*n*' | Get-Mailbox | Set-Mailbox -MailTip '{tip}'"
    whole = [one["Guid"] for one in desk.run(command=line.rpartition(" | ")[0])["objects"]]
    # The read of all, a batch of the reads behind it, or a write.
    kind, match, last = chance.choice(KILLED)
    skip = chance.randrange(last or len(whole))
    box.control.reset()
    box.control.fault("timeout", match=match, skip=skip, moment=chance.choice(["before", "after"]))
    task: dict[str, Any] = {"command": line, "parallel": parallel, "journal_path": str(path), "skip_unchanged": True}
    kill_in(box, lambda: desk.run(**task, patient=True))

    ended, begun = told(path)
    ran = executed(box)
    assert set(ran) <= {one["object"]["identity"] for one in (*ended, *begun)}
    assert {one["object"]["identity"] for one in ended} <= set(ran)
    assert (len(begun) >= 1) is (kind == "write")
    assert len(begun) <= parallel

    again = desk.run(**task)
    assert "failed" not in again, again
    assert executed(box) == Counter(whole)
    assert [one["object"] for one in again["outcomes"] if not one["changed"]] == [one for one in whole if one in ran]
    assert told(path)[1] == begun
    assert desk.run(**task)["changed"] is False


def executed(box: Box) -> Counter[str]:
    """How often each mailbox was written."""
    written = box.control.journal(kind="invoke", cmdlet="Set-Mailbox")
    return Counter(one["parameters"]["Identity"] for one in written if one["executed"])
