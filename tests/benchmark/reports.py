# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report costs: each of them over --customers of --mailboxes, our seconds of CPU beyond those of the bare
requests, which are the very same ones sent again by a loop with the package requests; how many requests there are
against the fewest that its plan takes; and the report on access of one tenant of --access mailboxes with parallel 3
against the same reads one by one, with 50 ms for each answer of the box. What the DNS is asked is no such request.

The figures that the project promises are those of --customers 300 --mailboxes 100 --access 2000.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import requests
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / ".build" / "link"))

from ansible_collections.m365.exchange.plugins.module_utils._operations import report_info
from ansible_collections.m365.exchange.plugins.module_utils._session.owner_and_machine import Owner
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import REPORT_INFO
from ansible_collections.m365.exchange.plugins.module_utils._task.context_and_progress import Context
from ansible_collections.m365.exchange.plugins.module_utils._task.run_operation import outcome_of, spec_for_core
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer, Request, Transport
from benchmark.customers import APP, LATENCY, SECRET, name_of_customer, tenant_of_customer
from support.box import Box
from support.name_server import name_server

MOST_CPU, MOST_REQUESTS, MOST_TIME = 60.0, 1.1, 0.06
TOGETHER = 10  # as many reads as one request takes
# Of each report the reads of each stage: those of the organization, and those of each mailbox.
PLANS: Mapping[str, Sequence[tuple[int, int]]] = {
    "forwarding": ((6, 0), (0, 1)),
    "access": ((3, 0), (0, 2), (0, 4)),
    "inbox_rules": ((1, 0), (0, 1)),
    "sizes": ((1, 0), (0, 1)),
    "inactive": ((3, 0), (0, 1)),
    "protection": ((14, 0),),
    "groups": ((1, 0), (3, 0)),
    "retirement": ((4, 0),),
    "mail_authentication": ((2, 0),),
}


class Sent(NamedTuple):
    """A request as it went out."""

    url: str
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def is_read(self) -> bool:
        """Whether it asks Exchange, and does not sign in."""
        return "/adminapi/" in self.url


class Cost(NamedTuple):
    """A report on one customer: milliseconds of CPU, ours and of the bare requests, and how many requests it took."""

    ours: float
    bare: float
    requests: int


@contextmanager
def note_requests(sent: list[Sent]) -> Iterator[None]:
    """Keep what goes out."""
    send = Transport.send

    def noted(self: Transport, request: Request) -> Answer:
        sent.append(Sent(request.url, request.headers, request.body))
        return send(self, request)

    with patch.object(Transport, "send", noted):
        yield


def bare_session(box: Box) -> requests.Session:
    """Who sends requests without us."""
    session = requests.Session()
    session.trust_env = False
    session.proxies = {"https": box.environment["HTTPS_PROXY"]}
    session.verify = box.environment["REQUESTS_CA_BUNDLE"]
    return session


def send_again(box: Box, sent: Sequence[Sent]) -> None:
    """The same requests, one after the other on one connection; their answers are parsed and no more."""
    with bare_session(box) as session:
        for one in sent:
            method = "GET" if one.body is None else "POST"
            answer = session.request(method, one.url, data=one.body, headers=dict(one.headers), timeout=120)
            answer.raise_for_status()
            answer.json()


def fewest_requests(name: str, mailboxes: int) -> int:
    """What the plan of a report takes: the reads of each stage, ten a request."""
    return sum(-(-(fixed + each * mailboxes) // TOGETHER) for fixed, each in PLANS[name])


def tell(box: Box, name: str, organization: str, **more: Any) -> float:
    """The milliseconds of CPU of a report, which signs in as the playbook's does."""
    sign_in = {"organization": organization, "app_id": APP, "client_secret": SECRET}
    network = {"proxy": box.environment["HTTPS_PROXY"], "ca_path": box.environment["REQUESTS_CA_BUNDLE"]}
    validator = ArgumentSpecValidator(spec_for_core(REPORT_INFO))
    options = validator.validate({"report_names": [name], **sign_in, **network, **more}).validated_parameters
    context = Context({}, Owner(), check_mode=False)
    started = time.process_time()
    told = outcome_of(report_info.run, options, context)
    taken = time.process_time() - started
    if "failed" in told:
        raise SystemExit(f"{name} of {organization}: {told['msg']}")
    return taken * 1000


def cost_of(box: Box, name: str, organization: str, **more: Any) -> Cost:
    """What a report on one customer takes."""
    sent: list[Sent] = []
    with note_requests(sent):
        ours = tell(box, name, organization, **more)
    started = time.process_time()
    send_again(box, sent)
    return Cost(ours, (time.process_time() - started) * 1000, sum(one.is_read for one in sent))


@contextmanager
def box_of(customers: int, mailboxes: int) -> Iterator[Box]:
    """A box of such tenants."""
    tenants = [{**tenant_of_customer(number), "mailboxes": mailboxes} for number in range(customers)]
    with tempfile.TemporaryDirectory(prefix="m365-") as folder:
        path = Path(folder) / "tenants.yml"
        path.write_text(yaml.safe_dump({"tenants": tenants}), encoding="utf-8")
        with Box("--tenants", str(path)) as box:
            yield box


def measure_customers(customers: int, mailboxes: int, names: Sequence[str]) -> dict[str, list[Cost]]:
    """What each report costs at each customer; a first one does not count."""
    found: dict[str, list[Cost]] = {}
    with box_of(customers, mailboxes) as box, name_server({}) as (server, _asked):
        for name in names:
            found[name] = []
            for number in (0, *range(customers)):
                customer = name_of_customer(number)
                more = {"report_person": f"AdeleV@{customer}"} if name == "groups" else {}
                found[name].append(cost_of(box, name, customer, dns_servers=[server], **more))
                box.control.forget()
            del found[name][0]
    return found


def one_by_one(box: Box, sent: Sequence[Sent], most: int) -> float:
    """The seconds of a read when each has a request of its own, from some reads of each batch."""
    reads = [read for one in sent if one.url.endswith("$batch") for read in json.loads(one.body or b"")["requests"]]
    some = reads[:: max(1, len(reads) // most)]
    started = time.perf_counter()
    send_again(box, [Sent(one["url"], one["headers"], json.dumps(one["body"]).encode()) for one in some])
    return (time.perf_counter() - started) / len(some) * len(reads)


def measure_access(mailboxes: int, most: int) -> tuple[float, float]:
    """Seconds of the report on access with parallel 3, and of the same reads one by one, of which some are made."""
    with box_of(1, mailboxes) as box:
        tell(box, "retirement", name_of_customer(0))
        box.control.settings(latency=LATENCY)
        sent: list[Sent] = []
        with note_requests(sent):
            started = time.perf_counter()
            tell(box, "access", name_of_customer(0), parallel=3)
            taken = time.perf_counter() - started
        return taken, one_by_one(box, sent, most)


def show_customers(found: Mapping[str, Sequence[Cost]], mailboxes: int) -> None:
    """The figures beside their aims."""
    customers = len(next(iter(found.values())))
    head = f"{customers} customers of {mailboxes} mailboxes"
    print(f"\n{head:<44}{'ours ms':>9}{'bare ms':>9}{'beyond':>9}{'aim':>7}{'requests / plan':>17}{'aim':>7}")
    for name, costs in found.items():
        ours, bare = (statistics.mean(getattr(one, which) for one in costs) for which in ("ours", "bare"))
        share = max(one.requests for one in costs) / fewest_requests(name, mailboxes)
        cpu = f"{ours:>9.1f}{bare:>9.1f}{ours - bare:>9.1f}{MOST_CPU:>7.0f}"
        print(f"{name:<44}{cpu}{share:>17.2f}{MOST_REQUESTS:>7.2f}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=10, help="how many customers (10); 0: none")
    parser.add_argument("--mailboxes", type=int, default=100, help="how many mailboxes each has (100)")
    parser.add_argument("--reports", default=",".join(PLANS), help="which reports, with commas (all)")
    parser.add_argument("--access", type=int, default=200, help="mailboxes of the tenant of access (200); 0: none")
    parser.add_argument("--some", type=int, default=100, help="how many reads are made one by one (100)")
    given = parser.parse_args()
    if given.customers:
        names = given.reports.split(",")
        show_customers(measure_customers(given.customers, given.mailboxes, names), given.mailboxes)
    if given.access:
        taken, alone = measure_access(given.access, given.some)
        print(f"\n{f'access of {given.access} mailboxes, parallel 3 / one by one':<56}{'measured':>10}{'aim':>8}")
        print(f"{f'{taken:.1f} s / {alone:.1f} s':<56}{taken / alone:>10.3f}{MOST_TIME:>8.2f}")


if __name__ == "__main__":
    main()
