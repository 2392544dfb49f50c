# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant of 2,000 objects of 40 kinds that is as it should be: exo_resources against a bare loop of the 40 listings,
in this process, with 50 ms for each answer of the box; and the CPU time of half of the tenant and of all of it."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import requests

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

NUMBER = 50  # of each kind
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


def name_of(number: int) -> str:
    """What an object is called."""
    return f"Tenant {number}"


def _for(policy: str) -> Callable[[int], Json]:
    return lambda number: {policy: name_of(number), "RecipientDomainIs": ["contoso.com"]}


WITH: Mapping[str, Callable[[int], Json]] = {
    **{rule: _for(policy) for rule, policy in RULES.items()},
    "AvailabilityAddressSpace": lambda _n: {"AccessMethod": "OrgWideFB"},
    "HostedOutboundSpamFilterRule": lambda n: {
        "HostedOutboundSpamFilterPolicy": name_of(n), "SenderDomainIs": ["contoso.com"]},
    "InboundConnector": lambda _n: {"SenderDomains": ["*"]},
    "IntraOrganizationConnector": lambda n: {
        "DiscoveryEndpoint": "https://contoso.com", "TargetAddressDomains": [f"i{n}.example"]},
    "JournalRule": lambda _n: {"JournalEmailAddress": "journal@fabrikam.com"},
    "MessageClassification": lambda n: {"DisplayName": name_of(n), "SenderDescription": "x"},
    "OfflineAddressBook": lambda n: {"AddressLists": [name_of(n)]},
    "OrganizationRelationship": lambda n: {"DomainNames": [f"o{n}.example"]},
    "RemoteDomain": lambda n: {"DomainName": f"d{n}.example"},
    "SharingPolicy": lambda _n: {"Domains": ["fabrikam.com: CalendarSharingFreeBusySimple"]},
}  # fmt: skip
AIMS = {
    "listings": ("a tenant that agrees / a bare loop of its listings", 1.2),
    "requests": ("requests of that, of 40 kinds", 60.0),
    "cpu": ("seconds of CPU for 2,000 objects, reading included", None),
    "linear": ("CPU of all objects / of half of them", 2.2),
}


def _tenant() -> list[Json]:
    kinds: dict[str, Callable[[int], Json]] = {**dict.fromkeys(PLAIN, lambda _n: {}), **WITH}
    return [
        {"kind": kind, "identity": name_of(number), "properties": properties(number)}
        for kind, properties in kinds.items()
        for number in range(NUMBER)
    ]


def _bare_loop(box: Box, token: str, kinds: list[str]) -> float:
    """Seconds of the listings, one after the other on one connection."""
    session = requests.Session()
    session.trust_env = False
    session.proxies = {"https": box.environment["HTTPS_PROXY"]}
    session.verify = box.environment["REQUESTS_CA_BUNDLE"]
    session.headers.update({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    url = f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}/InvokeCommand"
    start = time.perf_counter()
    for kind in kinds:
        body = {"CmdletInput": {"CmdletName": f"Get-{kind}", "Parameters": {}}}
        session.post(url, json=body, timeout=60).json()
    return time.perf_counter() - start


def _times(desk: Desk, rows: list[Json]) -> tuple[float, float]:
    """Seconds of the clock and of the CPU of a task that finds nothing to do."""
    start, used = time.perf_counter(), time.process_time()
    done = desk.many(*rows)
    taken = time.perf_counter() - start, time.process_time() - used
    if done["changed"] or "failed" in done:
        raise SystemExit(str(done.get("msg", done["lines"][:3])))
    return taken


def measure_tenant(rounds: int, token_of: Callable[[Box], str]) -> dict[str, float]:
    """The figures of AIMS."""
    rows = _tenant()
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    found: dict[str, list[float]] = {name: [] for name in AIMS}
    with tempfile.TemporaryDirectory(prefix="m365-") as folder, Box("--rows", "20") as box:
        token = token_of(box)
        with Desk(box, Path(folder), keep=False) as desk:
            made = desk.many(*rows)
            if "failed" in made:
                raise SystemExit(made["msg"])
            box.control.settings(latency=LATENCY)
            for _round in range(rounds):
                _clock, half = _times(desk, rows[::2])
                box.control.forget()
                clock, whole = _times(desk, rows)
                alone = [one for one in box.control.journal(kind="invoke") if "part" not in one]
                found["requests"].append(len(alone) + len(box.control.journal(kind="batch")))
                found["listings"].append(clock / _bare_loop(box, token, kinds))
                found["cpu"].append(whole)
                found["linear"].append(whole / half)
    return {name: statistics.median(values) for name, values in found.items()}


def report_tenant(found: Mapping[str, float]) -> None:
    """The figures beside their aims."""
    print(f"\n{'a tenant of 2,000 objects that is as it should be':<56}{'measured':>10}{'aim':>8}")
    for name, (words, aim) in AIMS.items():
        print(f"{words:<56}{found[name]:>10.2f}{'' if aim is None else f'{aim:.2f}':>8}")
