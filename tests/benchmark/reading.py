# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A large listing into a file, against bare loops with requests over the same bytes.

``copy`` writes each page's bytes as they came and looks for the next link with a regular expression; ``parse`` also
hands them to the json module, which is the least that any reader of rows does; ``rows`` writes each row as a line,
which is what a person's own loop would be. Ours checks, strips, counts and sums them as well.

Each measurement is a process of its own, so that its memory is its own. The box renders each page once, beforehand, and
gives the same bytes to all. What is printed: seconds, the process's own seconds of CPU, and the most memory it had.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for folder in ("tests", ".build/link"):
    sys.path.insert(0, str(ROOT / folder))

CMDLET = "Get-Mailbox"
NARROW = (
    "DisplayName,Alias,PrimarySmtpAddress,UserPrincipalName,Guid,EmailAddresses,RecipientTypeDetails,WhenCreated,"
    "ExternalDirectoryObjectId,ProhibitSendQuota,HiddenFromAddressListsEnabled,ArchiveStatus"
)
OURS = "ours"
MOST_COPIES = 2.5  # times the loop that copies the bytes
MOST_MEMORY = 200.0  # MB
FLAT = 0.10
_LINK = re.compile(rb'"@odata\.nextLink":"([^"]+)"')


@dataclass(frozen=True)
class Measured:
    """One run: wall and CPU seconds, MB of memory, rows, bytes of the file."""

    seconds: float
    cpu: float
    memory: float
    rows: int
    size: int


def _as_it_came(page: bytes) -> bytes:
    return page


def _parsed(page: bytes) -> bytes:
    json.loads(page)
    return page


def _lines(page: bytes) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in json.loads(page)["value"]).encode()


LOOPS: dict[str, Callable[[bytes], bytes]] = {"copy": _as_it_came, "parse": _parsed, "rows": _lines}
WAYS = (*LOOPS, OURS)


def loop(job: dict[str, Any]) -> tuple[int, int]:
    """Drain and write, and look for the next link at the end of each page."""
    import requests  # noqa: PLC0415 - each child loads what it measures

    written = LOOPS[job["way"]]

    session = requests.Session()
    session.trust_env = False
    session.proxies, session.verify = {"https": job["proxy"]}, job["ca"]
    form = {"grant_type": "client_credentials", "client_id": job["app_id"], "client_secret": job["client_secret"]}
    form["scope"] = "https://outlook.office365.com/.default"
    token_url = f"https://login.microsoftonline.com/{job['tenant_id']}/oauth2/v2.0/token"
    token = session.post(token_url, data=form, timeout=60).json()["access_token"]
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json; charset=utf-8",
        "Prefer": "odata.maxpagesize=1000",
        "X-AnchorMailbox": job["anchor"],
        "Accept-Encoding": "gzip",
    }
    body = json.dumps({"CmdletInput": {"CmdletName": CMDLET, "Parameters": {"ResultSize": "Unlimited"}}})
    select = f"?%24select={job['properties'].replace(',', '%2C')}" if job["properties"] else ""
    url = f"https://outlook.office365.com/adminapi/beta/{job['tenant_id']}/InvokeCommand{select}"
    size = 0
    with open(job["dest"], "wb") as stream:
        while url:
            content = session.post(url, data=body, headers=headers, timeout=300).content
            size += stream.write(written(content))
            found = _LINK.search(content, max(0, len(content) - 4096))
            url = found[1].decode() if found else ""
    return 0, size


def client(job: dict[str, Any]) -> tuple[int, int]:
    """Our own way, from the options of a task on."""
    # pylint: disable=import-outside-toplevel
    from ansible_collections.m365.exchange.plugins.module_utils._commands.command import run  # noqa: PLC0415
    from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner  # noqa: PLC0415
    from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context  # noqa: PLC0415

    options = {
        "organization": job["organization"],
        "app_id": job["app_id"],
        "client_secret": job["client_secret"],
        "proxy": job["proxy"],
        "ca_path": job["ca"],
        "allowed_hosts": [],
        "retries": 5,
        "retry_budget": 120,
        "cmdlet": CMDLET,
        "properties": job["properties"].split(",") if job["properties"] else [],
        "dest": job["dest"],
    }
    result = run(options, Context({}, Owner(), warn=print))
    return result["rows"], result["size"]


def _import_client() -> None:
    """What a worker inherits from ansible-playbook: see the action plugin."""
    import msal  # noqa: F401, PLC0415

    from ansible_collections.m365.exchange.plugins.module_utils._commands import command  # noqa: F401, PLC0415


def _import_requests() -> None:
    import requests  # noqa: F401, PLC0415


def _most_memory() -> float:
    """The most memory in MB that this process has had since its program began; ru_maxrss counts what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def child() -> None:
    """Measure the one job that standard input describes."""
    job = json.load(sys.stdin)
    bare = job["way"] in LOOPS
    (_import_requests if bare else _import_client)()
    start, before = time.monotonic(), time.process_time()
    rows, size = (loop if bare else client)(job)
    seconds, cpu = time.monotonic() - start, time.process_time() - before
    memory = _most_memory()
    print(json.dumps([seconds, cpu, memory, rows, size]))


Runs = dict[str, list[Measured]]


def measured(way: str, job: dict[str, Any]) -> Measured:
    """One run of one way."""
    with tempfile.TemporaryDirectory(prefix="m365-") as folder:
        content = json.dumps({**job, "way": way, "dest": str(Path(folder) / "rows.jsonl")})
        command = [sys.executable, __file__, "--child"]
        done = subprocess.run(command, input=content, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        return Measured(*json.loads(done.stdout.splitlines()[-1]))


def compare(
    rows: int, properties: str, rounds: int, latency: float = 0.0, ways: Sequence[str] = WAYS, *, rendered: bool = True
) -> Runs:
    """Each way in turns, against a box with so many mailboxes, which has ``rendered`` them before it counts."""
    from support.box import Box  # noqa: PLC0415

    with Box("--rows", str(rows)) as box:
        tenant = box.tenants[0]
        application = tenant.applications[0]
        job = {
            "proxy": box.environment["HTTPS_PROXY"],
            "ca": box.environment["REQUESTS_CA_BUNDLE"],
            "organization": tenant.organization,
            "tenant_id": tenant.tenant_id,
            "app_id": application.app_id,
            "client_secret": application.client_secret,
            "properties": properties,
        }
        box.control.settings(keep_pages=True)
        job["anchor"] = _anchor(job)
        if rendered:
            measured(OURS, job)
        box.control.settings(latency=latency)
        turns = [{way: measured(way, job) for way in ways} for _round in range(rounds)]
    return {way: [turn[way] for turn in turns] for way in ways}


def _anchor(job: dict[str, Any]) -> str:
    from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import (  # noqa: PLC0415
        application_anchor,
    )

    return application_anchor(job["tenant_id"])


def times(runs: Runs, loop: str, what: str = "seconds") -> float:
    """How many times as long as ``loop`` ours takes, or as much of the processor: the median of the turns."""
    pairs = zip(runs[OURS], runs[loop], strict=True)
    return statistics.median(float(getattr(own, what) / getattr(bare, what)) for own, bare in pairs)


def memory(runs: Runs) -> float:
    """The most MB that ours had."""
    return max(one.memory for one in runs[OURS])


def report(title: str, runs: Runs) -> None:
    """Print medians, and ours as a multiple of each loop."""
    print(title)
    for way, found in runs.items():
        seconds, cpu = (statistics.median(getattr(one, what) for one in found) for what in ("seconds", "cpu"))
        most = max(one.memory for one in found)
        compared = "" if way == OURS else f"   ours / this {times(runs, way):5.2f}, {times(runs, way, 'cpu'):5.2f} CPU"
        print(f"  {way:<8}{seconds:>8.2f} s{cpu:>8.2f} s CPU{most:>8.1f} MB{found[0].size:>12} bytes{compared}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="mailboxes (100,000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way runs (3)")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that the box waits before each answer (0)")
    parser.add_argument("--wide", action="store_true", help="all properties instead of twelve")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child()
        return
    properties = "" if given.wide else NARROW
    sizes = (given.rows // 10, given.rows)
    found = {rows: compare(rows, properties, given.rounds, given.latency) for rows in sizes}
    for rows, runs in found.items():
        report(f"{rows} mailboxes", runs)
    few, many = (memory(runs) for runs in found.values())
    ratios = f"{times(runs, 'copy'):.2f}, {times(runs, 'copy', 'cpu'):.2f} CPU"
    print(f"{given.rows} rows to jsonl / a loop that copies the bytes: {ratios} (aim {MOST_COPIES})")
    print(
        f"memory {many:.0f} MB (aim {MOST_MEMORY:.0f}), {many / few - 1:+.1%} with ten times the rows (aim {FLAT:.0%})"
    )


if __name__ == "__main__":
    main()
