# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The map of clouds and services, as data.

Names and connection URIs are those of Microsoft's Connect-ExchangeOnline and Connect-IPPSSession
reference (2026-08, and the values of 2020 where they differ). REST hosts are those of Microsoft's
Exchange admin API reference and of CISA's ScubaGear; token resources were measured by clients that
work in the cloud in question. Where the sources contradict each other a comment at the row says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from .._dataclass import dataclass

Service = Literal["exchange", "compliance", "protection"]

DEFAULT_ENVIRONMENT = "O365Default"

# The other address of the application behind Security & Compliance, which tokens may name in every cloud (a checker of
# tokens asks by it, worldwide and in the US Government's).
COMPLIANCE_APPLICATION = "https://dataservice.o365filtering.com"

# The most rows of one page, in every cloud.
MAX_PAGE_SIZE = 1000

# The well-known system mailbox has the same GUID in every organization (Connect-ExchangeOnline's own anchor).
SYSTEM_MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"


@dataclass(frozen=True)
class AnchorForm:
    """How X-AnchorMailbox is spelt where no user's own mailbox serves: prefix, and what follows the @.

    Exchange takes the tenant's id; Security & Compliance wants the initial onmicrosoft domain
    (both as CIPP and ScubaGear send them).
    """

    prefix: Literal["APP", "UPN"]
    domain: Literal["tenant_id", "initial_domain"]

    def text(self, tenant_id: str, initial_domain: str) -> str:
        """The header's value for one organization."""
        domain = tenant_id if self.domain == "tenant_id" else initial_domain
        return f"{self.prefix}:{SYSTEM_MAILBOX}@{domain}"


@dataclass(frozen=True)
class Cloud:
    """One of Microsoft's clouds and where its people and applications sign in.

    ``closed`` is a reason not to connect there; it is empty for a living cloud.
    """

    environment: str
    title: str
    aliases: tuple[str, ...]
    authority_host: str
    sign_in_aliases: tuple[str, ...] = ()
    closed: Literal["", "retired", "not-documented"] = ""
    reason: str = ""

    @property
    def sign_in_hosts(self) -> frozenset[str]:
        """The hosts a secret may go to."""
        return frozenset({self.authority_host, *self.sign_in_aliases})


@dataclass(frozen=True)
class EndpointRow:
    """One service in one cloud.

    ``connection_uris`` are the documented ones: their host is only a name for this row, the REST host
    may be another (DoD). ``other_hosts`` serve the same API and are used as they are when a connection URI
    names them. ``suffix`` covers regional hosts: itself, or one label in front of it.
    """

    environment: str
    service: Service
    rest_host: str
    resource: str
    connection_uris: tuple[str, ...]
    suffix: str
    anchor: AnchorForm = AnchorForm("APP", "tenant_id")
    other_hosts: tuple[str, ...] = ()

    @property
    def audiences(self) -> frozenset[str]:
        """The addresses that a token for it may name."""
        application = (COMPLIANCE_APPLICATION,) if self.service == "compliance" else ()
        return frozenset((self.resource, *application, *(f"https://{host}" for host in self.other_hosts)))


CLOUDS: tuple[Cloud, ...] = (
    Cloud(
        environment=DEFAULT_ENVIRONMENT,
        title="worldwide and GCC",
        aliases=("worldwide", "commercial", "public", "global", "gcc"),
        authority_host="login.microsoftonline.com",
    ),
    Cloud(
        environment="O365USGovGCCHigh",
        title="GCC High",
        aliases=("gcc_high", "gcchigh", "usgov_gcc_high"),
        authority_host="login.microsoftonline.us",
    ),
    Cloud(
        environment="O365USGovDoD",
        title="DoD",
        aliases=("dod", "usgov_dod"),
        authority_host="login.microsoftonline.us",
    ),
    Cloud(
        environment="O365China",
        title="China (21Vianet)",
        aliases=("china", "21vianet", "gallatin"),
        authority_host="login.chinacloudapi.cn",
        # The same sign-in service under its newer name: OpenID configuration and msal may speak of either.
        sign_in_aliases=("login.partner.microsoftonline.cn",),
    ),
    Cloud(
        environment="O365GermanyCloud",
        title="Germany",
        aliases=("germany", "blackforest"),
        authority_host="login.microsoftonline.de",
        closed="retired",
        reason="Microsoft closed the Microsoft Cloud Deutschland in October 2021",
    ),
    Cloud(
        environment="Bleu",
        title="Bleu (France)",
        aliases=("france",),
        authority_host="login.sovcloud-identity.fr",
        closed="not-documented",
        reason="Microsoft does not document how Exchange is administered in the Bleu cloud",
    ),
    Cloud(
        environment="Delos",
        title="Delos (Germany)",
        aliases=(),
        authority_host="login.sovcloud-identity.de",
        closed="not-documented",
        reason="Microsoft does not document how Exchange is administered in the Delos cloud",
    ),
)

_EXCHANGE_ROWS: tuple[EndpointRow, ...] = (
    EndpointRow(
        environment=DEFAULT_ENVIRONMENT,
        service="exchange",
        rest_host="outlook.office365.com",
        resource="https://outlook.office365.com",
        connection_uris=("https://outlook.office365.com/powershell-liveid/",),
        suffix="outlook.office365.com",
        other_hosts=("outlook.office.com",),
    ),
    # Microsoft's article on app-only sign-in mentions only Security & Compliance for GCC High and DoD, while the same
    # page connects to Exchange Online there; Exchange is used as it is everywhere else.
    EndpointRow(
        environment="O365USGovGCCHigh",
        service="exchange",
        rest_host="outlook.office365.us",
        resource="https://outlook.office365.us",
        connection_uris=("https://outlook.office365.us/powershell-liveID",),
        suffix="outlook.office365.us",
    ),
    EndpointRow(
        environment="O365USGovDoD",
        service="exchange",
        rest_host="outlook-dod.office365.us",
        resource="https://outlook-dod.office365.us",
        connection_uris=("https://webmail.apps.mil/powershell-liveID",),
        suffix="outlook-dod.office365.us",
    ),
    # The REST host is documented two ways: partner.outlook.cn, which is used, and outlook.office365.cn, which a
    # connection_uri with that host selects. Connect-ExchangeOnline's reference says that multi-factor and federated
    # sign-in are not available in this cloud; applications are documented to work.
    EndpointRow(
        environment="O365China",
        service="exchange",
        rest_host="partner.outlook.cn",
        resource="https://partner.outlook.cn",
        connection_uris=("https://partner.outlook.cn/PowerShell",),
        suffix="partner.outlook.cn",
        other_hosts=("outlook.office365.cn",),
    ),
    EndpointRow(
        environment="O365GermanyCloud",
        service="exchange",
        rest_host="outlook.office.de",
        resource="https://outlook.office.de",
        connection_uris=("https://outlook.office.de/PowerShell-LiveID",),
        suffix="outlook.office.de",
    ),
    EndpointRow(
        environment="Bleu",
        service="exchange",
        rest_host="outlook.sovcloud.fr",
        resource="https://outlook.sovcloud.fr",
        connection_uris=(),
        suffix="outlook.sovcloud.fr",
    ),
    EndpointRow(
        environment="Delos",
        service="exchange",
        rest_host="outlook.sovcloud.de",
        resource="https://outlook.sovcloud.de",
        connection_uris=(),
        suffix="outlook.sovcloud.de",
    ),
)

# The endings of initial domains in each cloud, those of Bleu and Delos from Microsoft365DSC's MSCloudLoginAssistant. A
# tenant may have more names below these, so Exchange is asked where it can be; what hybrid mail routing adds is one
# label longer (contoso.mail.onmicrosoft.com).
INITIAL_DOMAINS = (
    ".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn", ".onmicrosoft.cn", ".onsovcloud.fr",
    ".onsovcloud.de",
)  # fmt: skip

_COMPLIANCE_ANCHOR = AnchorForm("UPN", "initial_domain")

_COMPLIANCE_ROWS: tuple[EndpointRow, ...] = (
    EndpointRow(
        environment=DEFAULT_ENVIRONMENT,
        service="compliance",
        rest_host="ps.compliance.protection.outlook.com",
        resource="https://ps.compliance.protection.outlook.com",
        connection_uris=("https://ps.compliance.protection.outlook.com/powershell-liveid/",),
        suffix="ps.compliance.protection.outlook.com",
        anchor=_COMPLIANCE_ANCHOR,
    ),
    EndpointRow(
        environment="O365USGovGCCHigh",
        service="compliance",
        rest_host="ps.compliance.protection.office365.us",
        resource="https://ps.compliance.protection.office365.us",
        connection_uris=("https://ps.compliance.protection.office365.us/powershell-liveid/",),
        suffix="ps.compliance.protection.office365.us",
        anchor=_COMPLIANCE_ANCHOR,
    ),
    # The connection URI is documented two ways, with l5.ps.compliance.protection.office365.us, which is used, and with
    # compliance.dod.microsoft.com; tokens name the host without l5.
    EndpointRow(
        environment="O365USGovDoD",
        service="compliance",
        rest_host="l5.ps.compliance.protection.office365.us",
        resource="https://ps.compliance.protection.office365.us",
        connection_uris=(
            "https://l5.ps.compliance.protection.office365.us/powershell-liveid/",
            "https://compliance.dod.microsoft.com/powershell-liveid",
        ),
        suffix="ps.compliance.protection.office365.us",
        anchor=_COMPLIANCE_ANCHOR,
    ),
    # Security & Compliance PowerShell is documented for this cloud since 2022, but other tools say that it is not
    # available there.
    EndpointRow(
        environment="O365China",
        service="compliance",
        rest_host="ps.compliance.protection.partner.outlook.cn",
        resource="https://ps.compliance.protection.partner.outlook.cn",
        connection_uris=("https://ps.compliance.protection.partner.outlook.cn/powershell-liveid",),
        suffix="ps.compliance.protection.partner.outlook.cn",
        anchor=_COMPLIANCE_ANCHOR,
    ),
    EndpointRow(
        environment="O365GermanyCloud",
        service="compliance",
        rest_host="ps.compliance.protection.outlook.de",
        resource="https://ps.compliance.protection.outlook.de",
        connection_uris=("https://ps.compliance.protection.outlook.de/PowerShell-LiveID",),
        suffix="ps.compliance.protection.outlook.de",
        anchor=_COMPLIANCE_ANCHOR,
    ),
)

# Standalone protection had a host of its own until 2020; today it is reached exactly as Exchange Online
# (Microsoft's article "Connect to Exchange Online Protection PowerShell").
_PROTECTION_URIS: Mapping[str, tuple[str, ...]] = {
    DEFAULT_ENVIRONMENT: ("https://ps.protection.outlook.com/powershell-liveid/",),
    "O365GermanyCloud": ("https://ps.protection.outlook.de/powershell-liveid/",),
}

_PROTECTION_ROWS: tuple[EndpointRow, ...] = tuple(
    replace(
        row, service="protection", connection_uris=(*row.connection_uris, *_PROTECTION_URIS.get(row.environment, ()))
    )
    for row in _EXCHANGE_ROWS
)

ENDPOINTS: Mapping[tuple[str, str], EndpointRow] = MappingProxyType(
    {(row.environment, row.service): row for row in (*_EXCHANGE_ROWS, *_COMPLIANCE_ROWS, *_PROTECTION_ROWS)}
)

# Microsoft Graph, which tells a partner of its customers (Microsoft Learn, national cloud deployments).
GRAPH_HOSTS: Mapping[str, str] = MappingProxyType(
    {
        DEFAULT_ENVIRONMENT: "graph.microsoft.com",
        "O365USGovGCCHigh": "graph.microsoft.us",
        "O365USGovDoD": "dod-graph.microsoft.us",
        "O365China": "microsoftgraph.chinacloudapi.cn",
    }
)

# The words of Graph for the status of a delegated admin relationship (Microsoft Learn).
RELATIONSHIP_STATUSES = (
    "created",
    "approvalPending",
    "approved",
    "activating",
    "active",
    "expiring",
    "expired",
    "terminationRequested",
    "terminating",
    "terminated",
)

SERVICES: tuple[Service, ...] = ("exchange", "compliance", "protection")

# What a documented connection URI may have behind its host; old and new, compared without case.
CONNECTION_PATHS = frozenset({"", "/powershell", "/powershell-liveid"})
