# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: a real ansible-playbook runs the quickstart against Microsoft 365 in a box.

The collection is the installed one, as it ships. Folders, settings and sessions are those of this run alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.box import Box, Control, Tenant  # noqa: E402
from support.places import bin_of  # noqa: E402
from support.playbook import Folders, Setting, environment_of  # noqa: E402

PLAYBOOK = "m365.exchange.quickstart"
MAILBOX = "AdeleV@contoso.com"
SETTING = Setting("newest", "action")


def say(text: str = "") -> None:
    print(text, flush=True)


def run_quickstart(box: Box, folders: Folders) -> int:
    """The playbook's exit code; it writes to our own output."""
    folders.make()
    environment = environment_of(SETTING, folders, {**box.environment, "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml"})
    del environment["ANSIBLE_CALLBACKS_ENABLED"]  # the tests' own
    if sys.stdout.isatty():
        del environment["ANSIBLE_NOCOLOR"]
    command = [str(bin_of(SETTING.core) / "ansible-playbook"), PLAYBOOK, "-e", f"quickstart_mailbox={MAILBOX}"]
    say(f"$ ansible-playbook {' '.join(command[1:])}")
    return subprocess.run(command, cwd=folders.root, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def show_summary(summary: Mapping[str, Any]) -> None:
    """What the box answered, and what it refused to pass on."""
    say("What Microsoft 365 in a box saw:")
    for host, kinds in sorted(summary["requests"].items()):
        for kind, count in sorted(kinds.items()):
            say(f"  {count:3} x {host}  {kind}")
    say(f"  tokens issued: {summary['tokens_issued']}")
    say(f"  requests to hosts outside of the box, refused: {sum(summary['refused_hosts'].values())}")


def changes(control: Control) -> int:
    """How many requests changed something in the organization."""
    return sum(1 for entry in control.journal() if entry.get("changed"))


def introduce(tenant: Tenant) -> None:
    say("Microsoft 365 in a box is running on this machine; nothing leaves it.")
    say(f"Its first organization is {tenant.organization} ({tenant.tenant_id}).")
    say()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="m365-") as root, Box() as box:
        folders = Folders(Path(root) / "demo")
        introduce(box.tenants[0])
        code = run_quickstart(box, folders)
        summary = box.control.summary()
        changed = changes(box.control)
        left = len(folders.records())
        show_summary(summary)
        say(f"  requests that changed something: {changed}")
        say(f"  sessions left: {left}")
    if code or left or summary["refused_hosts"] or changed != 1:
        say("\nThe demo did not go as it should have.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
