# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are as they should be: a task of exo_resource against exo_command that reads the same object, one alone
and two hundred of ten kinds in a loop; as a module against a module with the same POST. Both sides take turns in one
playbook on the same box. And what the comparing itself costs, in CPU time."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_properties import (
    compare_properties,
)
from ansible_collections.m365.exchange.plugins.module_utils._desired_state import keep_object
from support.box import Box
from support.desk import Desk
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
    "module": ("exo_resource as a module / one_post as a module", 1.35),
    "many": ("200 unchanged exo_resource in a loop / the same 200 reads", 1.3),
    "requests": ("requests of those 200 / of the reads", None),
    "comparing": ("milliseconds to compare a resource", 1.0),
}


# In a process of its own, as on another machine.
AS_MODULE = {"vars": {"ansible_connection": "other_process"}}
COMPARED = 200
SINGLE = (2 * 5 + 2) * 3  # tasks of a round that ask for the one object


def _playbook(rounds: int) -> str:
    """Each task of a round; a first one makes the objects so."""
    session = {"session": "{{ exo }}"}
    kept = {**session, "kind": "{{ item.kind }}", "identity": "{{ item.identity }}",
            "properties": "{{ item.properties }}"}  # fmt: skip
    asked = "{{ {} if item.identity is none else {'Identity': item.identity} }}"
    read = {**session, "cmdlet": "Get-{{ item.kind }}", "parameters": asked}
    many = f"{{{{ objects * {NUMBER // len(OBJECTS)} }}}}"
    quiet = {"loop_control": {"label": "{{ item.kind }}"}}
    in_place: list[dict[str, Any]] = [
        {"name": "resource", "m365.exchange.exo_resource": {**session, **ONE}},
        {"name": "read", "m365.exchange.exo_command": {**session, "cmdlet": f"Get-{ONE['kind']}"}},
    ]
    turn: list[dict[str, Any]] = [
        *in_place * 5,  # of what is short, more
        {"name": "module", "m365.exchange.exo_resource": {**session, **ONE}, **AS_MODULE},
        {
            "name": "post",
            "one_post_module": {name: f"{{{{ {name} }}}}" for name in ("url", "body", "token")},
            **AS_MODULE,
        },
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
    known = {"objects": OBJECTS, "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    play = {"name": "Objects", "hosts": "localhost", "gather_facts": False, "vars": known, "tasks": tasks}
    return yaml.safe_dump([play], sort_keys=False)


def measure_objects(
    rounds: int, environment_of: Callable[[Folders], Mapping[str, str]], token_of: Callable[[Box], str]
) -> dict[str, float]:
    """The figures of AIMS."""
    with tempfile.TemporaryDirectory(prefix="m365-") as root, Box() as box:
        folders = Folders(Path(root))
        folders.make()
        (folders.root / "objects.yml").write_text(_playbook(rounds), encoding="utf-8")
        environment = {**environment_of(folders), "ANSIBLE_JINJA2_NATIVE": "true", **box.environment}
        variables = json.dumps({
            "url": f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}/InvokeCommand",
            "body": json.dumps({"CmdletInput": {"CmdletName": f"Get-{ONE['kind']}", "Parameters": {}}}),
            "token": token_of(box),
        })  # fmt: skip
        command = ["ansible-playbook", "-i", "localhost,", "-c", "local", "-e", variables, "objects.yml"]
        done = subprocess.run(command, cwd=folders.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
        lines = (folders.root / "times.jsonl").read_text(encoding="utf-8").splitlines()
        # Recipients are asked for in batches, each of which is one request.
        asked = [one for one in box.control.journal(kind="invoke") if one["cmdlet"] != "Get-Recipient"]
        requests = len(asked) + len(box.control.journal(kind="batch"))
        comparing = milliseconds_of_comparing(box, Path(root))
    times: dict[str, list[float]] = {}
    for line in map(json.loads, lines):
        times.setdefault(line["task"], []).append(float(line["milliseconds"]))
    medians = {name: statistics.median(values) for name, values in times.items()}
    return {
        "one": medians["resource"] / medians["read"],
        "module": medians["module"] / medians["post"],
        "many": medians["resources"] / medians["reads"],
        # Each read is one, and each of the single tasks; a few have made the objects.
        "requests": (requests - rounds * (NUMBER + SINGLE)) / (rounds * NUMBER),
        "comparing": comparing,
    }


def milliseconds_of_comparing(box: Box, folder: Path) -> float:
    """CPU time of one comparison of the ten kinds, the recipients of which are known."""
    compared: list[tuple[Any, ...]] = []

    def keep(*given: Any) -> Any:
        family, desired, row, resolve, means = given
        found: dict[str, Any] = {}

        def known(kind: str, names: Any) -> Any:
            key = repr((kind, names))
            if key not in found:
                found[key] = resolve(kind, names)
            return found[key]

        compared.append((family, desired, row, known, means))
        return compare_properties(*compared[-1])

    with Desk(box, folder, keep=False) as desk:
        for one in OBJECTS:
            desk.resource(**one, patient=True)
        with patch.object(keep_object, "compare_properties", keep):
            assert not any(desk.resource(**one, patient=True)["changed"] for one in OBJECTS)
    started = time.process_time()
    for _more in range(COMPARED):
        for given in compared:
            compare_properties(*given)
    return (time.process_time() - started) * 1000 / (COMPARED * len(compared))


def report_objects(found: Mapping[str, float]) -> None:
    """The figures beside their aims."""
    print(f"\n{'objects that are as they should be':<56}{'measured':>10}{'aim':>8}")
    for name, (words, aim) in AIMS.items():
        print(f"{words:<56}{found[name]:>10.3f}{'' if aim is None else f'{aim:.2f}':>8}")
