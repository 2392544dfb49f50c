# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers: connect, three commands and disconnect for each, against the same play with empty action plugins that
send the same requests; and an inventory of a thousand against the bare pages of Microsoft Graph.

Both plays take turns on one box that answers after 50 milliseconds, with 20 forks. CPU and memory are those of
ansible-playbook and all its processes; memory is that of the largest, which is the controller's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / ".build" / "link"))

from faults.test_speed_of_the_inventory import MANY, MOST, ratios_of_an_inventory

from support.box import Box
from support.places import ROOT
from support.playbook import Folders, Setting, environment_of

PLUGINS = Path(__file__).parent / "plugins"
APP, SECRET = "2f6e0c1a-8d3b-4a57-9c62-5b1e7f4d9a12", "canary-secret-of-the-benchmark"
LATENCY = 0.05
COMMANDS = 3
CMDLET = "Get-OrganizationConfig"
BODY = json.dumps({"CmdletInput": {"CmdletName": CMDLET, "Parameters": {}}})


class Cost(NamedTuple):
    """What a run took: seconds on the clock and of processors, and megabytes of its largest process."""

    wall: float
    cpu: float
    memory: float


def name_of_customer(number: int) -> str:
    """The organization of a customer."""
    return f"customer{number}.onmicrosoft.com"


def tenant_of_customer(number: int) -> dict[str, Any]:
    """A tenant in which the provider's application has a role."""
    application = {"name": "Provider", "app_id": APP, "client_secret": SECRET,
                   "directory_roles": ["Exchange Administrator"]}  # fmt: skip
    name = name_of_customer(number)
    return {
        "tenant_id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)), "display_name": f"Customer {number}",
        "initial_domain": name, "mailboxes": 1, "applications": [application],
    }  # fmt: skip


def write_tenants(path: Path, customers: int) -> None:
    """Each customer is a tenant of its own."""
    tenants = [tenant_of_customer(number) for number in range(customers)]
    path.write_text(yaml.safe_dump({"tenants": tenants}), encoding="utf-8")


def _play(connect: dict[str, Any], command: dict[str, Any], disconnect: dict[str, Any]) -> str:
    """A play of all customers: what it connects with is registered as exo."""
    tasks = [
        {"name": "Connect", **connect, "register": "exo"},
        *({"name": f"Command {number}", **command} for number in range(COMMANDS)),
        {"name": "Disconnect", **disconnect},
    ]
    play = {"name": "Customers", "hosts": "all", "connection": "local", "gather_facts": False, "strategy": "free",
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}, "tasks": tasks}  # fmt: skip
    return yaml.safe_dump([play], sort_keys=False)


SIGN_IN = {"organization": "{{ inventory_hostname }}", "app_id": APP, "client_secret": SECRET}
PLAYS = {
    "ours": _play(
        {"m365.exchange.exo_connect": SIGN_IN},
        {"m365.exchange.exo_command": {"session": "{{ exo }}", "cmdlet": CMDLET, "properties": ["Name"]}},
        {"m365.exchange.exo_disconnect": {"session": "{{ exo }}"}},
    ),
    "empty": _play(
        {"bare_connect": SIGN_IN},
        {"one_post": {"url": "{{ exo.url }}?$select=Name", "body": BODY, "token": "{{ exo.bearer }}"}},
        {"bare_connect": {"session": "{{ exo }}"}},
    ),
}


def run_play(name: str, customers: int, forks: int, environment: Mapping[str, str], root: Path) -> Cost:
    """What the playbook NAME.yml in the folder takes with so many customers."""
    hosts = root / f"{customers}.ini"
    hosts.write_text("".join(f"{name_of_customer(number)}\n" for number in range(customers)), encoding="utf-8")
    command = ["ansible-playbook", "-i", str(hosts), "--forks", str(forks), f"{name}.yml"]
    with (root / "output.txt").open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((root / "output.txt").read_text(encoding="utf-8")[-3000:])
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure_customers(customers: int, forks: int, rounds: int) -> dict[str, dict[int, list[Cost]]]:
    """The costs of each play with all customers, and with a third of them; a first run of each does not count."""
    numbers = (customers, max(customers // 3, 1))
    found: dict[str, dict[int, list[Cost]]] = {name: {number: [] for number in numbers} for name in PLAYS}
    with tempfile.TemporaryDirectory(prefix="m365-") as place:
        root = Path(place)
        write_tenants(root / "tenants.yml", customers)
        with Box("--tenants", str(root / "tenants.yml")) as box:
            folders = Folders(root / "run")
            folders.make()
            network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
            own = {"ANSIBLE_ACTION_PLUGINS": str(PLUGINS / "action"), "PYTHONDONTWRITEBYTECODE": ""}
            environment = {**environment_of(Setting(), folders, own), **network}
            del environment["ANSIBLE_CALLBACKS_ENABLED"]  # the tests' own
            for name, text in PLAYS.items():
                (folders.root / f"{name}.yml").write_text(text, encoding="utf-8")
                run_play(name, 2, forks, environment, folders.root)
            box.control.settings(latency=LATENCY)
            for _round in range(rounds):
                for number in numbers:
                    for name in PLAYS:
                        found[name][number].append(run_play(name, number, forks, environment, folders.root))
    return found


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def report_customers(found: Mapping[str, Mapping[int, list[Cost]]], forks: int) -> None:
    """The table."""
    medians = {name: {number: _median(costs) for number, costs in by.items()} for name, by in found.items()}
    ours, empty = medians["ours"], medians["empty"]
    many, few = max(ours), min(ours)
    print(f"\n{f'connect, {COMMANDS} commands, disconnect; {forks} forks, 50 ms':<56}{'ours':>10}{'empty':>10}")
    for number in (few, many):
        for words, field in (("seconds", "wall"), ("CPU seconds", "cpu"), ("megabytes of the controller", "memory")):
            shown = f"{getattr(ours[number], field):>10.1f}{getattr(empty[number], field):>10.1f}"
            print(f"{f'{number} customers, {words}':<56}{shown}")
    ratio = statistics.median(
        one.wall / other.wall for one, other in zip(found["ours"][many], found["empty"][many], strict=True)
    )
    cpu = (ours[many].cpu - empty[many].cpu - ours[few].cpu + empty[few].cpu) * 1000 / (many - few)
    memory = (ours[many].memory - empty[many].memory) - (ours[few].memory - empty[few].memory)
    print(f"\n{f'{many} customers':<56}{'measured':>10}{'aim':>8}")
    print(f"{'seconds on the clock, ours / empty':<56}{ratio:>10.2f}{1.5:>8.2f}")
    print(f"{'ms of CPU for each customer more, ours less empty':<56}{cpu:>10.1f}{40:>8.0f}")
    print(f"{f'megabytes more for {many} than for {few}, ours less empty':<56}{memory:>10.1f}{'':>8}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=300, help="how many (300)")
    parser.add_argument("--forks", type=int, default=20, help="how many at a time (20)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each play runs (3)")
    parser.add_argument("--inventories", type=int, default=3, help="how often an inventory is read (3); 0: none")
    given = parser.parse_args()
    subprocess.run([ROOT / "scripts" / "stage", "install"], check=True, stdout=subprocess.DEVNULL)
    report_customers(measure_customers(given.customers, given.forks, given.rounds), given.forks)
    if given.inventories:
        with tempfile.TemporaryDirectory(prefix="m365-") as place:
            ratio = statistics.median(ratios_of_an_inventory(Path(place), os.environ, given.inventories))
        print(f"{f'an inventory of {MANY} customers / the bare pages':<56}{ratio:>10.2f}{MOST:>8.2f}")


if __name__ == "__main__":
    main()
