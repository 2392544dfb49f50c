# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant that is as it should be, of as many objects as the option --number says of each of 40 kinds, with 50 ms for
each answer of the box: exo_resources against a bare loop of the 40 listings, against as many single reads, and against
as many tasks of exo_resource; its memory, and what planning costs. And --customers judged by twenty rules each, against
the same play with three action plugins that send the same requests; and a report of as many with 200 rules.

The figures that the project promises are those of --number 50 --customers 300.
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import requests
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / ".build" / "link"))

from ansible_collections.m365.exchange.plugins.module_utils._desired_state.listings_of_kinds import KindListings
from ansible_collections.m365.exchange.plugins.module_utils._desired_state.plan_objects import make_plan
from ansible_collections.m365.exchange.plugins.module_utils._operations import resources
from benchmark.many_baselines import measure_baselines, report_baselines
from benchmark.run import playbook_environment, token_of
from support.box import Box
from support.desk import Desk
from support.places import ROOT
from support.playbook import Folders

Json = dict[str, Any]

LATENCY = 0.05
# Kinds whose objects need nothing but a name.
PLAIN = (
    "AuthenticationPolicy", "AddressList", "EmailAddressPolicy", "DistributionGroup", "OutboundConnector",
    "TransportRule", "MobileDeviceMailboxPolicy", "OwaMailboxPolicy", "RetentionPolicy", "RetentionPolicyTag",
    "AntiPhishPolicy", "HostedContentFilterPolicy", "HostedOutboundSpamFilterPolicy", "MalwareFilterPolicy",
    "QuarantinePolicy", "SafeAttachmentPolicy", "SafeLinksPolicy", "ManagementScope", "RoleAssignmentPolicy",
    "RoleGroup", "PartnerApplication", "MigrationEndpoint", "OMEConfiguration", "GlobalAddressList", "ManagementRole",
)  # fmt: skip
# A rule for each of the policies.
RULES = {
    "AntiPhishRule": "AntiPhishPolicy", "HostedContentFilterRule": "HostedContentFilterPolicy",
    "MalwareFilterRule": "MalwareFilterPolicy", "SafeAttachmentRule": "SafeAttachmentPolicy",
    "SafeLinksRule": "SafeLinksPolicy",
}  # fmt: skip


def name_of(kind: str, number: int) -> str:
    """What an object is called: no two of different kinds are called the same."""
    return f"{kind} {number}"


def _for(policy: str) -> Callable[[int], Json]:
    return lambda number: {policy: name_of(policy, number), "RecipientDomainIs": ["contoso.com"]}


WITH: Mapping[str, Callable[[int], Json]] = {
    **{rule: _for(policy) for rule, policy in RULES.items()},
    "AvailabilityAddressSpace": lambda _n: {"AccessMethod": "OrgWideFB"},
    "HostedOutboundSpamFilterRule": lambda n: {
        "HostedOutboundSpamFilterPolicy": name_of("HostedOutboundSpamFilterPolicy", n),
        "SenderDomainIs": ["contoso.com"]},
    "InboundConnector": lambda _n: {"SenderDomains": ["*"]},
    "IntraOrganizationConnector": lambda n: {
        "DiscoveryEndpoint": "https://contoso.com", "TargetAddressDomains": [f"i{n}.example"]},
    "JournalRule": lambda _n: {"JournalEmailAddress": "journal@fabrikam.com"},
    "MessageClassification": lambda n: {"DisplayName": f"Class {n}", "SenderDescription": "x"},
    "OfflineAddressBook": lambda n: {"AddressLists": [name_of("AddressList", n)]},
    "OrganizationRelationship": lambda n: {"DomainNames": [f"o{n}.example"]},
    "RemoteDomain": lambda n: {"DomainName": f"d{n}.example"},
    "SharingPolicy": lambda _n: {"Domains": ["fabrikam.com: CalendarSharingFreeBusySimple"]},
}  # fmt: skip
AIMS: Mapping[str, tuple[str, float | None]] = {
    "listings": ("a tenant that agrees / a bare loop of its listings", 1.2),
    "gathered": ("the same, gathered / a bare loop of its listings", 1.3),
    "reads": ("a tenant that agrees / a bare loop of single reads", 0.3),
    "tasks": ("a task of exo_resources / as many tasks of exo_resource", 0.05),
    "requests": ("requests of a tenant that agrees", 60.0),
    "memory": ("megabytes of the largest process of its playbook", 200.0),
    "cpu": ("seconds of CPU for the plan, from rows that were read", 2.0),
    "linear": ("CPU of that / of half of the objects", 2.2),
}


def _tenant(number: int) -> list[Json]:
    kinds: dict[str, Callable[[int], Json]] = {**dict.fromkeys(PLAIN, lambda _n: {}), **WITH}
    return [
        {"kind": kind, "identity": name_of(kind, one), "properties": properties(one)}
        for kind, properties in kinds.items()
        for one in range(number)
    ]


class Bare:
    """Cmdlets as bare requests, one after the other on one connection."""

    def __init__(self, box: Box, token: str) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.proxies = {"https": box.environment["HTTPS_PROXY"]}
        self._session.verify = box.environment["REQUESTS_CA_BUNDLE"]
        self._session.headers.update({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        tenant = box.tenants[0].tenant_id
        self._url = f"https://outlook.office365.com/adminapi/beta/{tenant}/InvokeCommand"

    def send(self, cmdlet: str, parameters: Mapping[str, Any]) -> None:
        """:raises SystemExit: it was refused."""
        body = {"CmdletInput": {"CmdletName": cmdlet, "Parameters": parameters}}
        answer = self._session.post(self._url, json=body, timeout=60)
        if not answer.ok:
            raise SystemExit(f"{cmdlet} {parameters}: {answer.text[:500]}")
        answer.json()

    def seconds_of(self, calls: Sequence[tuple[str, Mapping[str, Any]]]) -> float:
        """Of all of them."""
        start = time.perf_counter()
        for cmdlet, parameters in calls:
            self.send(cmdlet, parameters)
        return time.perf_counter() - start


def _make(desk: Desk, bare: Bare, rows: Sequence[Json]) -> None:
    """Make the objects: what exo_resources would send, without what it reads before and after."""
    planned = desk.many(*rows, context={"check_mode": True})
    for outcome in planned["outcomes"]:
        for step in outcome["steps"]:
            bare.send(step["cmdlet"], step["parameters"])


def _times(desk: Desk, rows: Sequence[Json], **options: Any) -> float:
    """Seconds of a task that finds nothing to do."""
    start = time.perf_counter()
    done = desk.many(*rows, **options)
    taken = time.perf_counter() - start
    if done["changed"] or "failed" in done:
        raise SystemExit(str(done.get("msg", done.get("lines", [])[:3])))
    return taken


@contextmanager
def _measure_cpu(spent: dict[str, float]) -> Iterator[None]:
    """Note the CPU time of the plan and of the listings in it."""

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **more: Any) -> Any:
            started = time.process_time()
            try:
                return function(*given, **more)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - started

        return run

    with (
        patch.object(resources, "make_plan", timed("plan", make_plan)),
        patch.object(KindListings, "read_listings", timed("read", KindListings.read_listings)),
    ):
        yield


def _cpu_of_plan(desk: Desk, rows: Sequence[Json]) -> float:
    spent: dict[str, float] = {}
    with _measure_cpu(spent):
        _times(desk, rows)
    return spent["plan"] - spent["read"]


def _playbook(some: Sequence[Json]) -> str:
    session = {"session": "{{ exo }}"}
    kept = {name: f"{{{{ item.{name} }}}}" for name in ("kind", "identity", "properties")}
    tasks: list[Json] = [
        {"name": "connect", "m365.exchange.exo_connect": {}, "register": "exo"},
        {"name": "many", "m365.exchange.exo_resources": {**session, "src": "rows.yml"}},
        {"name": "each", "m365.exchange.exo_resource": {**session, **kept}, "loop": list(some)},
        {"name": "disconnect", "m365.exchange.exo_disconnect": session},
    ]
    known = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    return yaml.safe_dump(
        [{"name": "Tenant", "hosts": "localhost", "gather_facts": False, "vars": known, "tasks": tasks}],
        sort_keys=False,
    )


def _run_playbook(root: Path, box: Box, rows: Sequence[Json], some: Sequence[Json]) -> tuple[float, float]:
    """One task of all objects / as many tasks as there are objects, of which some are run; and its megabytes."""
    folders = Folders(root)
    folders.make()
    (folders.root / "tenant.yml").write_text(_playbook(some), encoding="utf-8")
    (folders.root / "rows.yml").write_text(yaml.safe_dump(list(rows)), encoding="utf-8")
    environment = {**playbook_environment(folders), "ANSIBLE_JINJA2_NATIVE": "true", **box.environment}
    command = ["ansible-playbook", "-i", "localhost,", "-c", "local", "tenant.yml"]
    with (folders.root / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folders.root, env=environment, stdout=output, stderr=output)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((folders.root / "output.txt").read_text(encoding="utf-8")[-3000:])
    lines = (folders.root / "times.jsonl").read_text(encoding="utf-8").splitlines()
    times = {line["task"]: float(line["milliseconds"]) for line in map(json.loads, lines)}
    return times["many"] / (times["each"] / len(some) * len(rows)), used.ru_maxrss / 1024


def measure_tenant(number: int, rounds: int) -> dict[str, float]:
    """The figures of AIMS."""
    rows = _tenant(number)
    some = rows[::number]  # the first one of each kind
    kinds = [row["kind"] for row in some]
    listings: list[tuple[str, Json]] = [(f"Get-{kind}", {}) for kind in kinds]
    reads = [(f"Get-{row['kind']}", {"Identity": row["identity"]}) for row in some]
    found: dict[str, list[float]] = {name: [] for name in AIMS}
    with tempfile.TemporaryDirectory(prefix="m365-") as folder, Box("--rows", "20") as box:
        bare = Bare(box, token_of(box))
        with Desk(box, Path(folder), keep=False) as desk:
            _make(desk, bare, rows)
            _times(desk, rows)
            box.control.settings(latency=LATENCY)
            for turn in range(rounds):
                box.control.forget()
                clock = _times(desk, rows)
                alone = [one for one in box.control.journal(kind="invoke") if not one["batch"]]
                found["requests"].append(len(alone) + len(box.control.journal(kind="batch")))
                listed = bare.seconds_of(listings)
                found["listings"].append(clock / listed)
                found["gathered"].append(_times(desk, [], state="gathered", kinds=kinds) / listed)
                found["reads"].append(clock / (bare.seconds_of(reads) / len(reads) * len(rows)))
                half, whole = (_cpu_of_plan(desk, some_rows) for some_rows in (rows[::2], rows))
                found["cpu"].append(whole)
                found["linear"].append(whole / half)
                tasks, memory = _run_playbook(Path(folder) / f"run-{turn}", box, rows, some)
                found["tasks"].append(tasks)
                found["memory"].append(memory)
    return {name: statistics.median(values) for name, values in found.items()}


def report_tenant(found: Mapping[str, float], number: int) -> None:
    """The figures beside their aims."""
    words = f"a tenant of {len(_tenant(number)):,} objects that is as it should be"
    print(f"\n{words:<56}{'measured':>10}{'aim':>8}")
    for name, (what, aim) in AIMS.items():
        print(f"{what:<56}{found[name]:>10.3f}{'' if aim is None else f'{aim:.2f}':>8}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=12, help="how many objects of each of 40 kinds (12); 0: none")
    parser.add_argument("--customers", type=int, default=20, help="how many are judged (20); 0: none")
    parser.add_argument("--forks", type=int, default=20, help="how many at a time (20)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is measured (1)")
    given = parser.parse_args()
    subprocess.run([ROOT / "scripts" / "stage", "install"], check=True, stdout=subprocess.DEVNULL)
    if given.number:
        report_tenant(measure_tenant(given.number, given.rounds), given.number)
    if given.customers:
        report_baselines(measure_baselines(given.customers, given.forks, given.rounds), given.customers, given.forks)


if __name__ == "__main__":
    main()
