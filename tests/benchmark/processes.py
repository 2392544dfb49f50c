# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What whole runs of ansible-playbook cost in CPU seconds, which a busy machine changes less than the time of day.

A kind of task is the difference between a playbook that runs it some times and the same one without, for each time.
All kinds run in turn, and so does another checkout of this collection where one is given: before and after, side by
side.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support.box import Box
from support.places import COLLECTIONS
from support.playbook import Folders

CMDLET = "Get-OrganizationConfig"
TASKS = 8

_AS_MODULE = {"ansible_connection": "other_process"}
_COMMAND = {"session": "{{ exo }}", "cmdlet": CMDLET, "properties": ["Name"]}
_POST = {"url": "{{ url }}?$select=Name", "body": "{{ body }}", "token": "{{ token }}"}
_CONNECT: dict[str, Any] = {"name": "connect", "m365.exchange.exo_connect": {}, "register": "exo"}

# The kinds of task, each run TASKS times behind one exo_connect.
KINDS: dict[str, dict[str, Any]] = {
    "exo_command": {"m365.exchange.exo_command": _COMMAND},
    "one_post": {"one_post": _POST},
    "exo_command as a module": {"m365.exchange.exo_command": _COMMAND, "vars": _AS_MODULE},
    "one_post as a module": {"one_post_module": _POST, "vars": _AS_MODULE},
    "exo_disconnect as a module": {"m365.exchange.exo_disconnect": {"session": []}, "vars": _AS_MODULE},
    "an empty module": {"empty_module": {}, "vars": _AS_MODULE},
}
# Plays whose tasks are skipped: what they cost is that ansible-playbook imports the actions.
PLAYS: dict[str, list[dict[str, Any]]] = {
    "an empty play": [{"name": "nothing", "empty_module": {}, "when": False}],
    "a play with exo_command": [{"name": "skipped", "m365.exchange.exo_command": _COMMAND, "when": False}],
    "a play with exo_connect and exo_command": [
        {"name": "skipped", "m365.exchange.exo_connect": {}, "when": False},
        {"name": "skipped", "m365.exchange.exo_command": _COMMAND, "when": False},
    ],
}
RATIOS = (
    ("exo_command", "one_post", 1.12),
    ("exo_command as a module", "one_post as a module", 1.35),
    ("exo_disconnect as a module", "an empty module", 1.1),
)


class Cost(NamedTuple):
    """The CPU seconds of a process and its children, and the seconds on the clock."""

    cpu: float
    wall: float

    def less(self, other: Cost, times: int = 1) -> Cost:
        return Cost((self.cpu - other.cpu) / times, (self.wall - other.wall) / times)


def _playbook(tasks: list[dict[str, Any]]) -> str:
    variables = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    play = {"name": "Costs", "hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}
    return yaml.safe_dump([play], sort_keys=False)


def _playbooks() -> dict[str, str]:
    """All that is run, by name."""
    found = {name: _playbook(tasks) for name, tasks in PLAYS.items()}
    found["connect alone"] = _playbook([_CONNECT])
    for name, task in KINDS.items():
        found[name] = _playbook([_CONNECT, *({"name": name, **task} for _more in range(TASKS))])
    return found


def _run(command: list[str], environment: Mapping[str, str], root: Path) -> Cost:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - started)


def measure_processes(
    rounds: int,
    environment_of: Callable[[Folders], Mapping[str, str]],
    token_of: Callable[[Box], str],
    body: str,
    against: Path | None,
) -> dict[str, dict[str, list[Cost]]]:
    """The costs of each playbook in each checkout; a first round, which writes the bytecode, does not count."""
    places = {"now": COLLECTIONS, **({"before": against} if against else {})}
    found: dict[str, dict[str, list[Cost]]] = {place: {} for place in places}
    with tempfile.TemporaryDirectory(prefix="m365-") as root, Box() as box:
        folders = Folders(Path(root))
        folders.make()
        address = f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}/InvokeCommand"
        variables = json.dumps({"token": token_of(box), "body": body, "url": address})
        environment = {**environment_of(folders), **box.environment}
        playbooks = _playbooks()
        for number, text in enumerate(playbooks.values()):
            (folders.root / f"{number}.yml").write_text(text, encoding="utf-8")
        for turn in range(rounds + 1):
            for number, name in enumerate(playbooks):
                for place, collections in places.items():
                    own = {**environment, "ANSIBLE_COLLECTIONS_PATH": str(collections)}
                    command = ["ansible-playbook", "-i", "localhost,", "-c", "local", "-e", variables, f"{number}.yml"]
                    cost = _run(command, own, folders.root)
                    if turn:
                        found[place].setdefault(name, []).append(cost)
    return found


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(one.cpu for one in costs), statistics.median(one.wall for one in costs))


def _seconds(costs: Mapping[str, list[Cost]]) -> dict[str, Cost]:
    """The seconds of one task of each kind, and of what a play pays for its actions."""
    medians = {name: _median(values) for name, values in costs.items()}
    found = {name: medians[name].less(medians["connect alone"], TASKS) for name in KINDS}
    empty = medians["an empty play"]
    return {**found, **{name: medians[name].less(empty) for name in PLAYS if name != "an empty play"}}


def report_processes(found: Mapping[str, Mapping[str, list[Cost]]]) -> None:
    """The table, CPU and wall, and the ratios; the checkout before in columns of its own."""
    columns = {place: _seconds(costs) for place, costs in found.items()}
    heads = "".join(f"{place + ' cpu':>12}{place + ' wall':>12}" for place in columns)
    print(f"\n{'seconds of a task, or of a play over an empty one':<56}{heads}")
    for name in next(iter(columns.values())):
        figures = "".join(f"{column[name].cpu:>12.3f}{column[name].wall:>12.3f}" for column in columns.values())
        print(f"{name:<56}{figures}")
    print(f"\n{'ratio of these':<56}{heads}{'aim':>8}")
    for one, other, aim in RATIOS:
        pairs = [(column[one], column[other]) for column in columns.values()]
        figures = "".join(f"{a.cpu / b.cpu:>12.2f}{a.wall / b.wall:>12.2f}" for a, b in pairs)
        print(f"{one + ' / ' + other:<56}{figures}{aim:>8.2f}")
