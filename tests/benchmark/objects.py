# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are as they should be: a task of exo_resource against exo_command that reads the same object, one alone
and two hundred of ten kinds in a loop. Both sides take turns in one playbook on the same box."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from support.box import Box
from support.playbook import Folders

ADELE, ALEX = "AdeleV@contoso.onmicrosoft.com", "AlexW@contoso.com"
NUMBER = 200
ONE = {"kind": "OrganizationConfig", "properties": {"MailTipsAllTipsEnabled": True}}

# Ten kinds; three of them name recipients, which are shown under another name than is given.
OBJECTS: list[dict[str, Any]] = [
    {**ONE, "identity": None},
    {"kind": "Mailbox", "identity": ADELE, "properties": {"GrantSendOnBehalfTo": [ALEX], "MailTip": "x"}},
    {"kind": "DistributionGroup", "identity": "Speed", "properties": {"GrantSendOnBehalfTo": [ADELE, ALEX]}},
    {"kind": "MailContact", "identity": "Speedy",
     "properties": {"ExternalEmailAddress": "speedy@fabrikam.com", "GrantSendOnBehalfTo": [ADELE]}},
    {"kind": "TransportRule", "identity": "Speed", "properties": {"PrependSubject": "x", "Enabled": True}},
    {"kind": "RemoteDomain", "identity": "Speed",
     "properties": {"DomainName": "speed.example", "AutoReplyEnabled": False}},
    {"kind": "HostedContentFilterPolicy", "identity": "Default", "properties": {"BulkThreshold": 6}},
    {"kind": "CASMailbox", "identity": ADELE, "properties": {"PopEnabled": False}},
    {"kind": "OwaMailboxPolicy", "identity": "OwaMailboxPolicy-Default", "properties": {"ThemeSelectionEnabled": True}},
    {"kind": "TransportConfig", "identity": None, "properties": {"SmtpClientAuthenticationDisabled": True}},
]  # fmt: skip

# What is measured, and the most that it should be.
AIMS = {
    "one": ("exo_resource, unchanged / exo_command that reads it", 1.3),
    "many": ("200 unchanged exo_resource in a loop / the same 200 reads", 1.3),
    "requests": ("requests of those 200 / of the reads", None),
}


def _playbook(rounds: int) -> str:
    """Each task of a round; a first one makes the objects so."""
    session = {"session": "{{ exo }}"}
    kept = {**session, "kind": "{{ item.kind }}", "identity": "{{ item.identity }}",
            "properties": "{{ item.properties }}"}  # fmt: skip
    asked = "{{ {} if item.identity is none else {'Identity': item.identity} }}"
    read = {**session, "cmdlet": "Get-{{ item.kind }}", "parameters": asked}
    many = f"{{{{ objects * {NUMBER // len(OBJECTS)} }}}}"
    quiet = {"loop_control": {"label": "{{ item.kind }}"}}
    turn: list[dict[str, Any]] = [
        {"name": "resource", "m365.exchange.exo_resource": {**session, **ONE}},
        {"name": "read", "m365.exchange.exo_command": {**session, "cmdlet": f"Get-{ONE['kind']}"}},
    ]
    tasks: list[dict[str, Any]] = [
        {"name": "connect", "m365.exchange.exo_connect": {}, "register": "exo"},
        {"name": "make", "m365.exchange.exo_resource": kept, "loop": "{{ objects }}", **quiet},
        *turn * 3 * rounds,
        *[
            {"name": "resources", "m365.exchange.exo_resource": kept, "loop": many, **quiet},
            {"name": "reads", "m365.exchange.exo_command": read, "loop": many, **quiet},
        ] * rounds,
        {"name": "disconnect", "m365.exchange.exo_disconnect": session},
    ]  # fmt: skip
    play = {"name": "Objects", "hosts": "localhost", "gather_facts": False, "vars": {"objects": OBJECTS},
            "tasks": tasks}  # fmt: skip
    return yaml.safe_dump([play], sort_keys=False)


def measure_objects(rounds: int, environment_of: Callable[[Folders], Mapping[str, str]]) -> dict[str, float]:
    """The figures of AIMS."""
    with tempfile.TemporaryDirectory(prefix="m365-") as root, Box() as box:
        folders = Folders(Path(root))
        folders.make()
        (folders.root / "objects.yml").write_text(_playbook(rounds), encoding="utf-8")
        environment = {**environment_of(folders), "ANSIBLE_JINJA2_NATIVE": "true", **box.environment}
        command = ["ansible-playbook", "-i", "localhost,", "-c", "local", "objects.yml"]
        done = subprocess.run(command, cwd=folders.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
        lines = (folders.root / "times.jsonl").read_text(encoding="utf-8").splitlines()
        # Recipients are asked for in batches, each of which is one request.
        asked = [one for one in box.control.journal(kind="invoke") if one["cmdlet"] != "Get-Recipient"]
        requests = len(asked) + len(box.control.journal(kind="batch"))
    times: dict[str, list[float]] = {}
    for line in map(json.loads, lines):
        times.setdefault(line["task"], []).append(float(line["milliseconds"]))
    medians = {name: statistics.median(values) for name, values in times.items()}
    return {
        "one": medians["resource"] / medians["read"],
        "many": medians["resources"] / medians["reads"],
        # Each read is one, and each of the single tasks; a few have made the objects.
        "requests": (requests - rounds * (NUMBER + 6)) / (rounds * NUMBER),
    }


def report_objects(found: Mapping[str, float]) -> None:
    """The figures beside their aims."""
    print(f"\n{'objects that are as they should be':<56}{'measured':>10}{'aim':>8}")
    for name, (words, aim) in AIMS.items():
        print(f"{words:<56}{found[name]:>10.3f}{'' if aim is None else f'{aim:.2f}':>8}")
