# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the milliseconds go: our tasks against the least that Ansible can do, in one run.

All kinds of task alternate in one playbook, so that a machine that gets slower gets slower for all of them;
what counts are the ratios of the medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import timeit
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import requests
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / ".build" / "link"))

from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from benchmark.lists import measure_lists, report_lists
from benchmark.objects import measure_objects, report_objects
from benchmark.processes import measure_processes, report_processes
from support.box import Box
from support.places import ROOT
from support.playbook import Folders, Setting, environment_of

PLUGINS = Path(__file__).parent / "plugins"
CMDLET = "Get-OrganizationConfig"
BODY = json.dumps({"CmdletInput": {"CmdletName": CMDLET, "Parameters": {}}})

# One kind of task, what it is measured against, and the most that the ratio should be.
RATIOS = (
    ("exo_command", "one_post", 1.12),
    ("exo_command", "uri", 0.10),
    ("exo_command as a module", "one_post as a module", 1.35),
    ("exo_disconnect as a module", "empty_module", 1.1),
    ("exo_connect", "one_post", None),
    ("exo_disconnect", "one_post", None),
    ("exo_command without a session", "one_post", None),
)


def tasks_of_a_round() -> list[dict[str, Any]]:
    """One task of each kind; a module runs as its own process where the connection is not local."""
    command = {"cmdlet": CMDLET, "properties": ["Name"]}
    as_module = {"ansible_connection": "other_process"}
    post = {"url": "{{ url }}?$select=Name", "body": "{{ body }}", "token": "{{ token }}"}
    return [
        {"name": "exo_connect", "m365.exchange.exo_connect": {}, "register": "exo"},
        {"name": "exo_command", "m365.exchange.exo_command": {"session": "{{ exo }}", **command}},
        {"name": "one_post", "one_post": post},
        {
            "name": "uri",
            "ansible.builtin.uri": {
                "url": "{{ url }}?$select=Name",
                "method": "POST",
                "body": "{{ body }}",
                "headers": {"Authorization": "Bearer {{ token }}", "Content-Type": "application/json"},
                "ca_path": "{{ ca_path }}",
            },
        },
        {
            "name": "exo_command as a module",
            "m365.exchange.exo_command": {"session": "{{ exo }}", **command},
            "vars": as_module,
        },
        {"name": "one_post as a module", "one_post_module": post, "vars": as_module},
        {"name": "exo_command without a session", "m365.exchange.exo_command": command},
        {"name": "exo_disconnect", "m365.exchange.exo_disconnect": {"session": "{{ exo }}"}},
        {
            "name": "exo_disconnect as a module",
            "m365.exchange.exo_disconnect": {"session": "{{ exo }}"},
            "vars": as_module,
        },
        {"name": "empty_module", "empty_module": {}, "vars": as_module},
    ]


def playbook(rounds: int) -> str:
    """The playbook of all rounds."""
    play = {
        "name": "Benchmark",
        "hosts": "localhost",
        "gather_facts": False,
        "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
        "tasks": [task for _round in range(rounds) for task in tasks_of_a_round()],
    }
    return yaml.safe_dump([play], sort_keys=False)


def token_of(box: Box) -> str:
    """A token of the box's first application, fetched without our client."""
    tenant = box.tenants[0]
    answer = requests.post(
        f"https://login.microsoftonline.com/{tenant.tenant_id}/oauth2/v2.0/token",
        data={
            "grant_type": "client_credentials",
            "client_id": tenant.applications[0].app_id,
            "client_secret": tenant.applications[0].client_secret,
            "scope": "https://outlook.office365.com/.default",
        },
        proxies={"https": box.environment["HTTPS_PROXY"]},
        verify=box.environment["REQUESTS_CA_BUNDLE"],
        timeout=30,
    )
    return str(answer.json()["access_token"])


def measure(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of task; the first round is for warming up."""
    with tempfile.TemporaryDirectory(prefix="m365-") as root, Box() as box:
        folders = Folders(Path(root))
        folders.make()
        (folders.root / "playbook.yml").write_text(playbook(rounds + 1), encoding="utf-8")
        variables = {
            "token": token_of(box),
            "body": BODY,
            "ca_path": box.environment["REQUESTS_CA_BUNDLE"],
            "url": f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}/InvokeCommand",
        }
        environment = {**playbook_environment(folders), **box.environment}
        command = ["ansible-playbook", "-i", "localhost,", "-c", "local", "-e", json.dumps(variables), "playbook.yml"]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
        lines = (folders.root / "times.jsonl").read_text(encoding="utf-8").splitlines()
    times: dict[str, list[float]] = {}
    for line in map(json.loads, lines):
        times.setdefault(line["task"], []).append(line["milliseconds"])
    return {name: values[1:] for name, values in times.items()}


def milliseconds_of_a_line() -> float:
    """The median time to parse one of the command lines of the unit tests."""
    data = ROOT / "tests" / "unit" / "plugins" / "module_utils" / "powershell" / "data"
    files = [path for path in sorted(data.glob("*.yml")) if path.stem != "refusals"]
    lines = [entry["line"] for path in files for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    times = [min(timeit.repeat(partial(parse, line), number=10, repeat=3)) / 10 for line in lines]
    return statistics.median(times) * 1000


def playbook_environment(folders: Folders) -> Mapping[str, str]:
    """The environment of a playbook whose tasks are timed."""
    own = {
        "ANSIBLE_ACTION_PLUGINS": str(PLUGINS / "action"),
        "ANSIBLE_LIBRARY": str(PLUGINS / "modules"),
        "ANSIBLE_CALLBACK_PLUGINS": str(PLUGINS / "callback"),
        "ANSIBLE_CALLBACKS_ENABLED": "task_times",
        "M365_TASK_TIMES": str(folders.root / "times.jsonl"),
        "PYTHONDONTWRITEBYTECODE": "",
        "M365_TEST_BYTECODE": "",  # what is compiled of a module is kept as it is for a user
    }
    return environment_of(Setting(), folders, own)


def report(times: Mapping[str, list[float]]) -> None:
    """The table: medians, then ratios."""
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{'task':<32}{'median ms':>10}{'fastest':>10}{'slowest':>10}")
    for name, values in sorted(times.items(), key=lambda item: medians[item[0]]):
        print(f"{name:<32}{medians[name]:>10.1f}{min(values):>10.1f}{max(values):>10.1f}")
    print(f"\n{'ratio of medians':<56}{'measured':>10}{'aim':>8}")
    for one, other, aim in RATIOS:
        shown = "" if aim is None else f"{aim:.2f}"
        print(f"{one + ' / ' + other:<56}{medians[one] / medians[other]:>10.3f}{shown:>8}")
    print(f"\n{'milliseconds to parse a command line':<56}{milliseconds_of_a_line():>10.3f}{0.2:>8.2f}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25, help="how often each task runs (25); 0: none")
    subprocess.run([ROOT / "scripts" / "stage", "install"], check=True, stdout=subprocess.DEVNULL)
    parser.add_argument("--list-rounds", type=int, default=3, help="how often each list runs (3); 0: none")
    parser.add_argument("--object-rounds", type=int, default=3, help="how often 200 objects are kept (3); 0: none")
    parser.add_argument("--process-rounds", type=int, default=5, help="how often each whole run is made (5); 0: none")
    parser.add_argument("--against", type=Path, help="the folder of collections with another version, to compare with")
    arguments = parser.parse_args()
    if arguments.rounds:
        report(measure(arguments.rounds))
    if arguments.process_rounds:
        turns, other = arguments.process_rounds, arguments.against
        report_processes(measure_processes(turns, playbook_environment, token_of, BODY, other))
    if arguments.list_rounds:
        report_lists(measure_lists(arguments.list_rounds, playbook_environment, token_of))
    if arguments.object_rounds:
        report_objects(measure_objects(arguments.object_rounds, playbook_environment, token_of))


if __name__ == "__main__":
    main()
