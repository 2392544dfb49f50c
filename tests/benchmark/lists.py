# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of commands: a thousand in one task against a bare loop, and what batches and threads gain.

Both sides of a ratio run one after the other on the same box, several times in turn; the median of the ratios counts.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import requests
import yaml

from support.box import Box
from support.playbook import Folders

COMMANDS = 1000
SLOW_COMMANDS = 150
LATENCY = 0.05
CMDLET = "Get-OrganizationConfig"

# What is measured, in which unit, and the most that it should be.
AIMS = {
    "ms": ("milliseconds for each of 1,000 commands in one task", 2.5),
    "bare": ("1,000 commands in one task / a bare requests loop", 1.15),
    "batch": ("parallel: 3 with batch / one by one, 50 ms latency", 0.2),
}


def _playbook() -> str:
    """A task of each kind on one session; how many commands each has is a variable."""
    commands = "{{ [{'cmdlet': '" + CMDLET + "', 'properties': ['Name']}] * number }}"
    on_session = {"session": "{{ exo }}", "commands": commands}
    tasks = [
        {"name": "connect", "m365.exchange.exo_connect": {}, "register": "exo", "tags": ["always"]},
        {"name": "list", "m365.exchange.exo_command": on_session, "tags": ["list"]},
        {
            "name": "batches",
            "m365.exchange.exo_command": {**on_session, "batch": True, "parallel": 3},
            "tags": ["batches"],
        },
        {"name": "disconnect", "m365.exchange.exo_disconnect": {"session": "{{ exo }}"}, "tags": ["always"]},
    ]
    play = {"name": "Lists", "hosts": "localhost", "gather_facts": False, "tasks": tasks}
    return yaml.safe_dump([play], sort_keys=False)


def _bare_loop(box: Box, token: str, number: int) -> float:
    """Milliseconds for each of so many posts on one session, each answer parsed."""
    url = f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}/InvokeCommand?$select=Name"
    body = json.dumps({"CmdletInput": {"CmdletName": CMDLET, "Parameters": {}}})
    session = requests.Session()
    session.trust_env = False
    session.proxies = {"https": box.environment["HTTPS_PROXY"]}
    session.verify = box.environment["REQUESTS_CA_BUNDLE"]
    session.headers.update({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    started = time.perf_counter()
    for _more in range(number):
        answer = session.post(url, data=body, timeout=30)
        assert answer.json()["value"]
    return (time.perf_counter() - started) * 1000 / number


def measure_lists(
    rounds: int, environment_of: Callable[[Folders], Mapping[str, str]], token_of: Callable[[Box], str]
) -> dict[str, float]:
    """The three figures of AIMS."""
    found: dict[str, list[float]] = {name: [] for name in AIMS}
    with tempfile.TemporaryDirectory(prefix="m365-") as root, Box() as box:
        folders = Folders(Path(root))
        folders.make()
        (folders.root / "lists.yml").write_text(_playbook(), encoding="utf-8")
        environment = {**environment_of(folders), **box.environment}
        token = token_of(box)
        for _round in range(rounds):
            own = task_times(folders, environment, {"number": COMMANDS}, "list")["list"] / COMMANDS
            found["ms"].append(own)
            found["bare"].append(own / _bare_loop(box, token, COMMANDS))
            box.control.settings(latency=LATENCY)
            times = task_times(folders, environment, {"number": SLOW_COMMANDS}, "list,batches")
            box.control.settings(latency=0)
            found["batch"].append(times["batches"] / times["list"])
    return {name: statistics.median(values) for name, values in found.items()}


def task_times(
    folders: Folders,
    environment: Mapping[str, str],
    variables: Mapping[str, object],
    tags: str,
    playbook: str = "lists.yml",
) -> dict[str, float]:
    """Milliseconds of each task of one run."""
    path = folders.root / "times.jsonl"
    path.unlink(missing_ok=True)
    told = json.dumps(variables)
    command = ["ansible-playbook", "-i", "localhost,", "-c", "local", "-e", told, "--tags", tags, playbook]
    done = subprocess.run(command, cwd=folders.root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
    lines: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["task"]: float(line["milliseconds"]) for line in lines}


def report_lists(found: Mapping[str, float]) -> None:
    """The figures beside their aims."""
    print(f"\n{'lists of commands':<56}{'measured':>10}{'aim':>8}")
    for name, (words, aim) in AIMS.items():
        print(f"{words:<56}{found[name]:>10.3f}{aim:>8.2f}")
