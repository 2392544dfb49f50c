# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers judged by twenty rules each: connect, judge and disconnect, against the same play with three action
plugins that send the same requests, in turns on one box that answers after 50 milliseconds. And a report of as many
customers with 200 rules each: how long it takes to write, and how large it is."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.m365.exchange.plugins.module_utils._operations import report
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from benchmark.customers import LATENCY, PLUGINS, SIGN_IN, run_play, write_tenants
from support.box import Box
from support.playbook import Folders, Setting, environment_of
from support.report_data import findings

# Each of the twenty rules reads another cmdlet: two requests of ten.
KINDS = (
    "AuthenticationPolicy", "AddressList", "EmailAddressPolicy", "OutboundConnector", "TransportRule",
    "MobileDeviceMailboxPolicy", "OwaMailboxPolicy", "RetentionPolicy", "RetentionPolicyTag", "AntiPhishPolicy",
    "HostedContentFilterPolicy", "HostedOutboundSpamFilterPolicy", "MalwareFilterPolicy", "QuarantinePolicy",
    "SafeAttachmentPolicy", "SafeLinksPolicy", "ManagementScope", "RoleAssignmentPolicy", "RemoteDomain",
    "SharingPolicy",
)  # fmt: skip
CMDLETS = [f"Get-{kind}" for kind in KINDS]
RULES = 200
AIMS: Mapping[str, tuple[str, float | None]] = {
    "judged": ("customers judged by 20 rules, ours / empty", 1.5),
    "seconds": ("seconds to write the report", None),
    "megabytes": ("megabytes of its page", 5.0),
}


def _baseline() -> str:
    rules: list[dict[str, Any]] = [
        {"id": f"RULE{number}", "title": cmdlet, "reads": {"cmdlet": cmdlet},
         "none": [{"property": "Name", "is": "nobody"}]}
        for number, cmdlet in enumerate(CMDLETS)
    ]  # fmt: skip
    return yaml.safe_dump({"name": "twenty", "title": "Twenty", "source": "https://contoso.com", "rules": rules})


def _play(connect: dict[str, Any], judge: dict[str, Any], disconnect: dict[str, Any]) -> str:
    tasks = [
        {"name": "Connect", **connect, "register": "exo"},
        {"name": "Judge", **judge},
        {"name": "Disconnect", **disconnect},
    ]
    known = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    play = {"name": "Customers", "hosts": "all", "connection": "local", "gather_facts": False, "strategy": "free"}
    return yaml.safe_dump([{**play, "vars": known, "tasks": tasks}], sort_keys=False)


def _plays(baseline: Path) -> Mapping[str, str]:
    session = {"session": "{{ exo }}"}
    return {
        "ours": _play(
            {"m365.exchange.exo_connect": SIGN_IN},
            {"m365.exchange.exo_baseline_info": {**session, "baseline": str(baseline)}},
            {"m365.exchange.exo_disconnect": session},
        ),
        "empty": _play(
            {"bare_connect": SIGN_IN},
            {"post_batches": {"url": "{{ exo.url }}", "cmdlets": CMDLETS, "token": "{{ exo.bearer }}"}},
            {"bare_connect": session},
        ),
    }


def measure_baselines(customers: int, forks: int, rounds: int) -> dict[str, float]:
    """The figures of AIMS; a first run of two customers does not count."""
    ratios = []
    with tempfile.TemporaryDirectory(prefix="m365-") as place:
        root = Path(place)
        write_tenants(root / "tenants.yml", max(customers, 2))
        with Box("--tenants", str(root / "tenants.yml")) as box:
            folders = Folders(root / "run")
            folders.make()
            (folders.root / "twenty.yml").write_text(_baseline(), encoding="utf-8")
            network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
            own = {"ANSIBLE_ACTION_PLUGINS": str(PLUGINS / "action"), "PYTHONDONTWRITEBYTECODE": ""}
            environment = {**environment_of(Setting(), folders, own), **network}
            del environment["ANSIBLE_CALLBACKS_ENABLED"]  # the tests' own
            for name, text in _plays(folders.root / "twenty.yml").items():
                (folders.root / f"{name}.yml").write_text(text, encoding="utf-8")
                run_play(name, 2, forks, environment, folders.root)
            box.control.settings(latency=LATENCY)
            for _round in range(rounds):
                ours, empty = (
                    run_play(name, customers, forks, environment, folders.root) for name in ("ours", "empty")
                )
                ratios.append(ours.wall / empty.wall)
        return {"judged": statistics.median(ratios), **_measure_report(root, customers)}


def _measure_report(root: Path, customers: int) -> dict[str, float]:
    options = {"dest": str(root / "report.html"), "formats": ["html", "json", "junit", "csv"]}
    given = findings(customers, RULES)
    started = time.perf_counter()
    report.run({**options, **given}, Context({}, Owner(), check_mode=False))
    taken = time.perf_counter() - started
    return {"seconds": taken, "megabytes": (root / "report.html").stat().st_size / 2**20}


def report_baselines(found: Mapping[str, float], customers: int, forks: int) -> None:
    """The figures beside their aims."""
    print(f"\n{f'{customers} customers, {forks} forks; a report of {RULES} rules':<56}{'measured':>10}{'aim':>8}")
    for name, (words, aim) in AIMS.items():
        print(f"{words:<56}{found[name]:>10.2f}{'' if aim is None else f'{aim:.2f}':>8}")
