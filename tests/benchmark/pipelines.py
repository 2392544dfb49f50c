# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines: the statistics of all mailboxes against bare loops, what stages cost, and one write for each object.

Both sides of a ratio run one after the other on a box that takes 50 ms for each request: reads in this process, writes
as tasks of a playbook, because a loop is a matter of Ansible.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / ".build" / "link"))

from benchmark.lists import task_times
from benchmark.run import playbook_environment
from support.box import Box
from support.desk import Desk
from support.playbook import Folders

LATENCY = 0.05
# Of what takes so long for each object, some stand for all.
ONE_BY_ONE = 50
ALL = "Get-Mailbox -ResultSize Unlimited"
STATISTICS = f"{ALL} | Get-MailboxStatistics"
STAGES = "where Alias -like '*a*' | sort DisplayName | select Alias,DisplayName"

# What is measured, in which unit, and the most that it should be.
AIMS = {
    "one": ("statistics of all mailboxes, parallel: 3 / bare reads one by one", 0.05),
    "batches": ("the same / the same batches by three bare threads", 1.2),
    "stages": ("milliseconds of CPU of Where, Sort, Select for 2,000 objects", 40.0),
    "commands": ("a write for each object / the same as commands", 1.1),
    "tasks": ("a write for each object / as many tasks in a loop", 0.9),
    "parallel": ("a write for each object, parallel: 3 / as many tasks in a loop", 0.35),
}


class Bare:
    """Posts without our client."""

    def __init__(self, box: Box, token: str) -> None:
        self._root = f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}"
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.proxies = {"https": box.environment["HTTPS_PROXY"]}
        self._session.verify = box.environment["REQUESTS_CA_BUNDLE"]
        self._session.headers.update({"Authorization": f"Bearer {token}", "Accept": "application/json"})

    def post(self, path: str, body: object) -> Any:
        """The answer, parsed."""
        answer = self._session.post(f"{self._root}/{path}", json=body, timeout=120)
        answer.raise_for_status()
        return answer.json()

    def invoke(self, cmdlet: str, **parameters: object) -> Any:
        """One cmdlet."""
        return self.post("InvokeCommand", {"CmdletInput": {"CmdletName": cmdlet, "Parameters": parameters}})

    def batch(self, identities: Sequence[str]) -> Any:
        """Ten reads in one request."""
        url = f"{self._root}/InvokeCommand"
        headers = dict(self._session.headers) | {"Content-Type": "application/json"}
        parts = [
            {
                "id": str(number), "method": "POST", "url": url, "headers": headers,
                "body": {"CmdletInput": {"CmdletName": "Get-MailboxStatistics", "Parameters": {"Identity": identity}}},
            }
            for number, identity in enumerate(identities)
        ]  # fmt: skip
        return self.post("$batch", {"requests": parts})


def token_of(box: Box) -> str:
    """A token of the box's first application, fetched without our client."""
    tenant, application = box.tenants[0], box.tenants[0].applications[0]
    answer = requests.post(
        f"https://login.microsoftonline.com/{tenant.tenant_id}/oauth2/v2.0/token",
        data={
            "grant_type": "client_credentials", "client_id": application.app_id,
            "client_secret": application.client_secret, "scope": "https://outlook.office365.com/.default",
        },
        proxies={"https": box.environment["HTTPS_PROXY"]}, verify=box.environment["REQUESTS_CA_BUNDLE"], timeout=30,
    )  # fmt: skip
    return str(answer.json()["access_token"])


def seconds(do: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long something takes."""
    begun = clock()
    do()
    return clock() - begun


def run(desk: Desk, **options: Any) -> dict[str, Any]:
    """A task that must not fail."""
    result = desk.run(**options, patient=True)
    assert "failed" not in result, result["msg"]
    return result


def reads(box: Box, desk: Desk, token: str) -> dict[str, float]:
    """The statistics of all mailboxes, and the same by loops that know how."""
    identities = [row["Guid"] for row in run(desk, command=f"{ALL} | select Guid")["objects"]]
    bare = [Bare(box, token) for _thread in range(3)]
    tens = [identities[start : start + 10] for start in range(0, len(identities), 10)]

    def in_three_threads() -> None:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda pair: bare[pair[0] % 3].batch(pair[1]), enumerate(tens)))

    one = seconds(lambda: [bare[0].invoke("Get-MailboxStatistics", Identity=name) for name in identities[:ONE_BY_ONE]])
    own = seconds(lambda: run(desk, command=STATISTICS, parallel=3))
    return {"one": own / (one * len(identities) / ONE_BY_ONE), "batches": own / seconds(in_three_threads)}


def stages(desk: Desk, objects: int) -> float:
    """Milliseconds of this process, as of 2,000 objects, on top of the same reading."""
    columns = ["Alias", "DisplayName"]
    plain = min(seconds(lambda: run(desk, command=ALL, properties=columns), time.process_time) for _turn in range(3))
    staged = min(seconds(lambda: run(desk, command=f"{ALL} | {STAGES}"), time.process_time) for _turn in range(3))
    return max(0.0, staged - plain) * 1000 * 2000 / objects


def playbook() -> str:
    """The same writes as a pipeline, with three at a time, as a list of commands and as a loop."""
    some = f"{ALL} | select -First {{{{ number }}}}"
    session = {"session": "{{ exo }}"}
    tasks: list[dict[str, Any]] = [
        {"name": "connect", "m365.exchange.exo_connect": {}, "register": "exo"},
        {
            "name": "read",
            "m365.exchange.exo_command": {**session, "command": f"{ALL} | select Alias -First {{{{ number }}}}"},
            "register": "some",
        },
        {"name": "piped", "m365.exchange.exo_command": {**session, "command": f"{some} | Set-Mailbox -MailTip y"}},
        {
            "name": "three",
            "m365.exchange.exo_command": {**session, "command": f"{some} | Set-Mailbox -MailTip z", "parallel": 3},
        },
        {
            "name": "listed",
            "m365.exchange.exo_command": {
                **session,
                "commands": "{{ some.objects | map(attribute='Alias') | map('regex_replace', '^(.*)$', line) }}",
            },
            "vars": {"line": "Set-Mailbox \\1 -MailTip x"},
        },
        {
            "name": "looped",
            "m365.exchange.exo_command": {**session, "command": "Set-Mailbox {{ item.Alias }} -MailTip w"},
            "loop": "{{ some.objects }}",
            "loop_control": {"label": "{{ item.Alias }}"},
        },
        {"name": "disconnect", "m365.exchange.exo_disconnect": session},
    ]
    play = {"name": "Pipelines", "hosts": "localhost", "gather_facts": False, "tasks": tasks}
    return yaml.safe_dump([play], sort_keys=False)


def writes(box: Box, root: Path, number: int) -> dict[str, float]:
    """One write for each of so many objects."""
    folders = Folders(root)
    folders.make()
    (folders.root / "pipelines.yml").write_text(playbook(), encoding="utf-8")
    environment = {**playbook_environment(folders), **box.environment}
    took = task_times(folders, environment, {"number": number}, "all", "pipelines.yml")
    return {
        "commands": took["piped"] / took["listed"],
        "tasks": took["piped"] / took["looped"],
        "parallel": took["three"] / took["looped"],
    }


def measure(rounds: int, mailboxes: int, number: int) -> dict[str, float]:
    """The figures of AIMS."""
    found: dict[str, list[float]] = {name: [] for name in AIMS}
    with (
        tempfile.TemporaryDirectory(prefix="m365-") as root,
        Box("--rows", str(mailboxes)) as box,
        Desk(box, Path(root)) as desk,
    ):
        token = token_of(box)
        for turn in range(rounds):
            box.control.settings(latency=0)
            figures = {"stages": stages(desk, mailboxes)}
            box.control.settings(latency=LATENCY)
            figures |= reads(box, desk, token) | writes(box, Path(root) / f"writes-{turn}", number)
            for name, value in figures.items():
                found[name].append(value)
    return {name: statistics.median(values) for name, values in found.items()}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (3)")
    parser.add_argument("--mailboxes", type=int, default=2000, help="how many there are (2000)")
    parser.add_argument("--writes", type=int, default=500, help="how many are written (500)")
    parser.add_argument("--json", action="store_true", help="print the figures alone")
    arguments = parser.parse_args()
    found = measure(arguments.rounds, arguments.mailboxes, arguments.writes)
    if arguments.json:
        print(json.dumps(found))
        return
    print(f"\n{'pipelines':<68}{'measured':>10}{'aim':>8}")
    for name, (words, aim) in AIMS.items():
        print(f"{words:<68}{found[name]:>10.3f}{aim:>8.2f}")


if __name__ == "__main__":
    main()
