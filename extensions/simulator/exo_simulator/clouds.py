# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which host plays which part, cloud by cloud: the only place where host names stand.

Sources: Microsoft Learn (Connect-ExchangeOnline, Connect-IPPSSession, admin API endpoints), ScubaGear and CSS-Exchange
for the government and sovereign hosts; aliases of the sign-in hosts from Microsoft's instance discovery document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Part = Literal["sign_in", "exchange", "compliance", "graph"]

SERVED: tuple[Part, ...] = ("exchange", "compliance", "graph")
# Only these hosts have others below them.
_WITH_BACKENDS = ("exchange", "compliance")

EXCHANGE_APP = "00000002-0000-0ff1-ce00-000000000000"
GRAPH_APP = "00000003-0000-0000-c000-000000000000"
COMPLIANCE_APP = "00000007-0000-0ff1-ce00-000000000000"


@dataclass(frozen=True)
class SignInFamily:
    """Sign-in hosts that share one directory of tenants; the first host is the one that metadata names."""

    name: str
    hosts: tuple[str, ...]
    instance_name: str
    graph_host: str
    token_issuer: str
    rbac_url: str
    # Families whose metadata also tells of these tenants, by any name or by their id only (azure_auth, measured).
    visible_from: tuple[str, ...] = ()
    visible_by_id_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cloud:
    """One cloud: where its tenants sign in and where their Exchange answers."""

    name: str
    family: SignInFamily
    exchange_hosts: tuple[str, ...]
    exchange_resources: tuple[str, ...]
    compliance_hosts: tuple[str, ...]
    compliance_resources: tuple[str, ...]
    ms_graph_host: str
    region_scope: str
    compliance_regions: tuple[str, str]  # where its tenants' compliance service lives, and where it may move to
    region_sub_scope: str | None = None

    @property
    def graph_resources(self) -> tuple[str, ...]:
        """The audiences of tokens for Microsoft Graph."""
        return (f"https://{self.ms_graph_host}", GRAPH_APP)

    def hosts(self, part: Part) -> tuple[str, ...]:
        """The hosts of one of its services."""
        table: dict[str, tuple[str, ...]] = {
            "exchange": self.exchange_hosts,
            "compliance": self.compliance_hosts,
            "graph": (self.ms_graph_host,),
        }
        return table.get(part, ())


PUBLIC = SignInFamily(
    name="public",
    hosts=("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"),
    instance_name="microsoftonline.com",
    graph_host="graph.windows.net",
    token_issuer="https://sts.windows.net/",  # noqa: S106 - an address
    rbac_url="https://pas.windows.net",
    visible_from=("usgov", "china"),
)
US_GOVERNMENT = SignInFamily(
    name="usgov",
    hosts=("login.microsoftonline.us", "login.usgovcloudapi.net"),
    instance_name="microsoftonline.us",
    graph_host="graph.windows.net",
    token_issuer="https://sts.windows.net/",  # noqa: S106 - an address
    rbac_url="https://pasff.usgovcloudapi.net",
    visible_from=("public",),
)
CHINA = SignInFamily(
    name="china",
    hosts=("login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
    instance_name="partner.microsoftonline.cn",
    graph_host="graph.chinacloudapi.cn",
    token_issuer="https://sts.chinacloudapi.cn/",  # noqa: S106 - an address
    rbac_url="https://pas.chinacloudapi.cn",
    visible_by_id_from=("public",),
)
FAMILIES = (PUBLIC, US_GOVERNMENT, CHINA)

_WORLDWIDE_HOSTS = ("outlook.office365.com", "outlook.office.com")
_WORLDWIDE_RESOURCES = ("https://outlook.office365.com", "https://outlook.office.com", EXCHANGE_APP)
_WORLDWIDE_COMPLIANCE = ("ps.compliance.protection.outlook.com",)
_COMPLIANCE_ALIASES = ("https://dataservice.o365filtering.com", COMPLIANCE_APP)

CLOUDS: dict[str, Cloud] = {
    "worldwide": Cloud(
        name="worldwide",
        family=PUBLIC,
        exchange_hosts=_WORLDWIDE_HOSTS,
        exchange_resources=_WORLDWIDE_RESOURCES,
        compliance_hosts=_WORLDWIDE_COMPLIANCE,
        compliance_resources=("https://ps.compliance.protection.outlook.com", *_COMPLIANCE_ALIASES),
        ms_graph_host="graph.microsoft.com",
        region_scope="EU",
        compliance_regions=("eur02b", "eur04b"),
    ),
    "gcc": Cloud(
        name="gcc",
        family=PUBLIC,
        exchange_hosts=_WORLDWIDE_HOSTS,
        exchange_resources=_WORLDWIDE_RESOURCES,
        compliance_hosts=_WORLDWIDE_COMPLIANCE,
        compliance_resources=("https://ps.compliance.protection.outlook.com", *_COMPLIANCE_ALIASES),
        ms_graph_host="graph.microsoft.com",
        region_scope="NA",
        compliance_regions=("gcc02b", "gcc03b"),
        region_sub_scope="GCC",
    ),
    "gcc_high": Cloud(
        name="gcc_high",
        family=US_GOVERNMENT,
        exchange_hosts=("outlook.office365.us",),
        exchange_resources=("https://outlook.office365.us", EXCHANGE_APP),
        compliance_hosts=("ps.compliance.protection.office365.us",),
        compliance_resources=("https://ps.compliance.protection.office365.us", *_COMPLIANCE_ALIASES),
        ms_graph_host="graph.microsoft.us",
        region_scope="USGov",
        compliance_regions=("usg01b", "usg02b"),
        region_sub_scope="DODCON",
    ),
    "dod": Cloud(
        name="dod",
        family=US_GOVERNMENT,
        exchange_hosts=("outlook-dod.office365.us",),
        exchange_resources=("https://outlook-dod.office365.us", EXCHANGE_APP),
        # Documented with l5; ScubaGear uses the bare host.
        compliance_hosts=("l5.ps.compliance.protection.office365.us", "ps.compliance.protection.office365.us"),
        compliance_resources=("https://ps.compliance.protection.office365.us", *_COMPLIANCE_ALIASES),
        ms_graph_host="dod-graph.microsoft.us",
        region_scope="USGov",
        compliance_regions=("dod01b", "dod02b"),
        region_sub_scope="DOD",
    ),
    "china": Cloud(
        name="china",
        family=CHINA,
        # Two documents, two hosts: the module's own table and the admin API pages of Microsoft Learn.
        exchange_hosts=("partner.outlook.cn", "outlook.office365.cn"),
        exchange_resources=("https://partner.outlook.cn", "https://outlook.office365.cn", EXCHANGE_APP),
        compliance_hosts=("ps.compliance.protection.partner.outlook.cn",),
        compliance_resources=("https://ps.compliance.protection.partner.outlook.cn", *_COMPLIANCE_ALIASES),
        ms_graph_host="microsoftgraph.chinacloudapi.cn",
        region_scope="AS",
        compliance_regions=("chn01b", "chn02b"),
    ),
}


@dataclass(frozen=True)
class HostPart:
    """What a host name stands for: a sign-in family, or a service of one or more clouds."""

    part: Part
    family: SignInFamily
    clouds: tuple[Cloud, ...]


def _clouds_with(host: str, part: Part) -> tuple[Cloud, ...]:
    return tuple(cloud for cloud in CLOUDS.values() if host in cloud.hosts(part))


def _table() -> Iterator[tuple[str, HostPart]]:
    for family in FAMILIES:
        members = tuple(cloud for cloud in CLOUDS.values() if cloud.family is family)
        for host in family.hosts:
            yield host, HostPart("sign_in", family, members)
    for cloud in CLOUDS.values():
        for part in SERVED:
            for host in cloud.hosts(part):
                yield host, HostPart(part, cloud.family, _clouds_with(host, part))


HOSTS: dict[str, HostPart] = dict(_table())


def look_up(host: str) -> HostPart | None:
    """What a host plays, or None. One label in front is a backend of Exchange, or a region of Security & Compliance."""
    name = host.lower().rstrip(".")
    known = HOSTS.get(name)
    if known is None:
        parent = HOSTS.get(name.partition(".")[2])
        known = parent if parent is not None and parent.part in _WITH_BACKENDS else None
    return known


def is_graph(audience: str, cloud: Cloud) -> bool:
    """Whether an audience is Microsoft Graph's."""
    return audience.lower().rstrip("/") in cloud.graph_resources


def service_of(part: HostPart) -> Literal["exchange", "compliance"]:
    """Whose cmdlets run at a REST host."""
    return "compliance" if part.part == "compliance" else "exchange"


def region_of(host: str) -> str | None:
    """The region that a Security & Compliance host names; None for a front door."""
    return None if host in HOSTS else host.partition(".")[0]


def admin_host(region: str, host: str) -> str:
    """The host that the front door names in its 302, measured by ScubaGear: of no use to clients but for its label."""
    _front, _service, domain = host.partition("ps.compliance.")
    return f"{region}.admin.{domain}"


def certificate_names() -> list[str]:
    """Every name that the box's TLS certificate must carry, wildcards for backends and regions included."""
    wildcards = [
        f"*.{host}" for host, part in HOSTS.items() if part.part in _WITH_BACKENDS and not host.startswith("l5.")
    ]
    return [*HOSTS, *wildcards]
