# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented way to name a cloud leads to that cloud, and to no other.

The addresses are typed from Microsoft's documentation (Connect-ExchangeOnline, Connect-IPPSSession, the admin API's
endpoints), not taken from the collection's own table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from support.box import Box, Json, Tenant
from support.checks import assert_no_traceback, assert_nothing_left
from support.extent import each
from support.playbook import SETTINGS, Run, Setting
from support.playbooks import Playbooks
from support.tasks import Task, play_of

ANCHOR = "APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{tenant}"


@dataclass(frozen=True)
class Cloud:
    """A cloud as its documentation describes it, and the box's tenant there.

    ``uris`` lead to the REST host beside them. ``authorities`` are the spellings of ``authority``; a sign-in host that
    another cloud shares does not tell the cloud alone.
    """

    organization: str
    environment: str
    names: tuple[str, ...]
    uris: Mapping[str, str]
    authority: str
    rest_host: str
    resource: str
    authorities: Mapping[str, str] = field(default_factory=dict)
    shares_sign_in: bool = False


def spellings(host: str) -> dict[str, str]:
    """Every documented spelling of an authority: of today and of 2020, in any case, with and without a slash."""
    paths = ("", "/", "/organizations", "/organizations/", "/common", "/common/", "/Organizations")
    written = [f"https://{host}{path}" for path in paths] + [f"HTTPS://{host.upper()}/COMMON"]
    return dict.fromkeys(written, host)


WORLDWIDE_URIS = {
    "https://outlook.office365.com/powershell-liveid/": "outlook.office365.com",
    "https://outlook.office365.com/powershell-liveid": "outlook.office365.com",
    "https://outlook.office365.com/PowerShell-LiveID": "outlook.office365.com",
    "https://outlook.office365.com:443/powershell/": "outlook.office365.com",
    # The same API answers under this name, so it is used as it is given.
    "https://outlook.office.com/powershell-liveid/": "outlook.office.com",
    # Standalone Exchange Online Protection until 2020; today it is reached as Exchange Online.
    "https://ps.protection.outlook.com/powershell-liveid/": "outlook.office365.com",
}
WORLDWIDE = Cloud(
    "contoso.onmicrosoft.com",
    "O365Default",
    ("O365Default", "o365default", "worldwide", "commercial", "public", "global"),
    WORLDWIDE_URIS,
    "login.microsoftonline.com",
    "outlook.office365.com",
    "https://outlook.office365.com",
    spellings("login.microsoftonline.com"),
)
CLOUDS = {
    "worldwide": WORLDWIDE,
    "gcc": Cloud(
        "woodgrove.onmicrosoft.com",
        "O365Default",
        ("gcc", "GCC"),
        {},
        "login.microsoftonline.com",
        "outlook.office365.com",
        "https://outlook.office365.com",
    ),
    "gcc_high": Cloud(
        "fabrikam.onmicrosoft.us",
        "O365USGovGCCHigh",
        ("O365USGovGCCHigh", "gcc_high", "GCC High", "gcchigh"),
        {
            "https://outlook.office365.us/powershell-liveID": "outlook.office365.us",
            "https://outlook.office365.us/powershell-liveid/": "outlook.office365.us",
        },
        "login.microsoftonline.us",
        "outlook.office365.us",
        "https://outlook.office365.us",
        spellings("login.microsoftonline.us"),
        shares_sign_in=True,
    ),
    "dod": Cloud(
        "litware.onmicrosoft.us",
        "O365USGovDoD",
        ("O365USGovDoD", "dod", "DoD"),
        {
            "https://webmail.apps.mil/powershell-liveID": "outlook-dod.office365.us",
            "https://webmail.apps.mil/PowerShell-LiveID/": "outlook-dod.office365.us",
        },
        "login.microsoftonline.us",
        "outlook-dod.office365.us",
        "https://outlook-dod.office365.us",
        spellings("login.microsoftonline.us"),
        shares_sign_in=True,
    ),
    "china": Cloud(
        "adatum.partner.onmschina.cn",
        "O365China",
        ("O365China", "china", "21Vianet", "gallatin"),
        {
            "https://partner.outlook.cn/PowerShell": "partner.outlook.cn",
            "https://partner.outlook.cn/powershell/": "partner.outlook.cn",
            # The other host that the documentation names for this cloud: used where it is given.
            "https://outlook.office365.cn/PowerShell": "outlook.office365.cn",
        },
        "login.chinacloudapi.cn",
        "partner.outlook.cn",
        "https://partner.outlook.cn",
        spellings("login.chinacloudapi.cn") | spellings("login.partner.microsoftonline.cn"),
    ),
}


@dataclass(frozen=True)
class Way:
    """One way to say which cloud is meant, and where it must lead."""

    cloud: Cloud
    options: Mapping[str, Any]
    rest_host: str
    authority: str

    @property
    def name(self) -> str:
        return ", ".join(f"{option}={value}" for option, value in self.options.items()) or "nothing"


def ways(cloud: Cloud) -> Iterator[Way]:
    """Every documented way; each URI with each authority, and each alone where it tells the cloud."""
    if cloud.organization == WORLDWIDE.organization:
        yield Way(cloud, {}, cloud.rest_host, cloud.authority)
    for name in cloud.names:
        yield Way(cloud, {"environment": name}, cloud.rest_host, cloud.authority)
    for uri, rest_host in cloud.uris.items():
        yield Way(cloud, {"connection_uri": uri}, rest_host, cloud.authority)
    if cloud.uris:
        documented = next(iter(cloud.uris), "")
        for uri in {documented, *(uri for uri, host in cloud.uris.items() if host != cloud.rest_host)}:
            yield from _with_authorities(cloud, {"connection_uri": uri}, cloud.uris[uri])
    yield from _with_authorities(cloud, {"environment": cloud.names[0]}, cloud.rest_host, 1)
    if not cloud.shares_sign_in:
        yield from _with_authorities(cloud, {}, cloud.rest_host, 1)


def _with_authorities(cloud: Cloud, options: Json, rest_host: str, least: int | None = None) -> Iterator[Way]:
    for uri, host in list(cloud.authorities.items())[:least]:
        yield Way(cloud, {**options, "azure_ad_authorization_endpoint_uri": uri}, rest_host, host)


def few_ways(cloud: Cloud) -> Iterator[Way]:
    """One way of each kind: what the options mean is the same code on every core, however the module runs."""
    for wanted in ({"environment"}, {"connection_uri", "azure_ad_authorization_endpoint_uri"}):
        yield from [way for way in ways(cloud) if set(way.options) == wanted][-1:]


def tenant_of(box: Box, organization: str) -> Tenant:
    return next(one for one in box.tenants if one.organization == organization)


def sign_in_options(box: Box, cloud: Cloud) -> Json:
    application = tenant_of(box, cloud.organization).applications[0]
    return {
        "organization": cloud.organization,
        "app_id": application.app_id,
        "client_secret": application.client_secret,
        "retries": 0,
    }


def bare(box: Box) -> dict[str, str]:
    """The way to the box, without the variables that sign in."""
    return {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}


def connections(box: Box, chosen: list[Way]) -> list[Task]:
    """Connect each way, run a cmdlet in the last session of each cloud, and close all."""
    tasks, last = [], {}
    for number, way in enumerate(chosen):
        options = {**sign_in_options(box, way.cloud), **way.options}
        tasks.append(Task(f"Connect: {way.name}", "exo_connect", options, {"register": f"exo_{number}"}))
        last[way.cloud.organization] = number
    for organization, number in last.items():
        options = {"session": f"{{{{ exo_{number} }}}}", "cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}
        tasks.append(Task(f"Command in {organization}", "exo_command", options))
    sessions = "{{ [" + ", ".join(f"exo_{number}" for number in range(len(chosen))) + "] }}"
    return [*tasks, Task("Disconnect", "exo_disconnect", {"session": sessions})]


def assert_led_there(way: Way, tenant: Tenant, entries: list[Json]) -> None:
    """The three requests of a connect: each to its host, with the right scope, path and anchor."""
    openid, token, probe = entries
    assert openid["kind"] == "openid", way
    assert openid["host"] == way.authority, way
    assert token["kind"] == "token", way
    assert token["host"] == way.authority, way
    assert token["path"] in {
        f"/{tenant.tenant_id}/oauth2/v2.0/token",
        f"/{tenant.organization}/oauth2/v2.0/token",
    }, way
    assert token["parameters"]["scope"].split() == [f"{way.cloud.resource}/.default"], way
    assert probe["host"] == way.rest_host, way
    assert probe["path"] == f"/adminapi/v1.0/{tenant.tenant_id}/EXOBanner('AutogenSession')", way
    assert_right_headers(probe, way, tenant)


def assert_right_headers(entry: Json, way: Way, tenant: Tenant) -> None:
    headers = {name.lower(): value for name, value in entry["headers"].items()}
    assert headers["x-anchormailbox"] == ANCHOR.format(tenant=tenant.tenant_id), way
    assert headers["authorization"]["audience"] == way.cloud.resource, way
    assert headers["authorization"]["tenant"] == tenant.tenant_id, way
    assert entry["status"] == 200, way


def test_each_documented_way_leads_to_its_cloud(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    few = [way for cloud in CLOUDS.values() for way in few_ways(cloud)]
    # Each third of those that differ in names alone in make test; which name means what is data.
    more = each(3, [way for cloud in CLOUDS.values() for way in ways(cloud)]) if setting == SETTINGS[0] else []
    chosen = [*few, *(way for way in more if way not in few)]
    run = playbooks.run(play_of(connections(box, chosen)), environment=bare(box)).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert len(run.result("Disconnect").result["disconnected"]) == len(chosen)

    entries = box.control.journal()
    for number, way in enumerate(chosen):
        tenant = tenant_of(box, way.cloud.organization)
        assert_led_there(way, tenant, entries[3 * number : 3 * number + 3])
    lines = [line for line in run.stdout.splitlines() if line.startswith("Connected to ")]
    for way, line in zip(chosen, lines, strict=True):
        assert line.startswith(f"Connected to {way.cloud.organization} (tenant "), line
        assert f" in {way.cloud.environment};" in line
    _assert_commands(box, run, chosen, entries[3 * len(chosen) :])


def _assert_commands(box: Box, run: Run, chosen: list[Way], entries: list[Json]) -> None:
    last = {way.cloud.organization: way for way in chosen}
    for (organization, way), entry in zip(last.items(), entries, strict=True):
        tenant = tenant_of(box, organization)
        assert (entry["host"], entry["cmdlet"]) == (way.rest_host, "Get-OrganizationConfig")
        assert entry["path"] == f"/adminapi/beta/{tenant.tenant_id}/InvokeCommand"
        assert_right_headers(entry, way, tenant)
        result = run.result(f"Command in {organization}").result
        assert (result["organization"], result["tenant_id"]) == (organization, tenant.tenant_id)


def test_a_certificate_signs_in_to_each_cloud(playbooks: Playbooks, box: Box) -> None:
    """The assertion names the token endpoint of its cloud, or it would be refused."""
    clouds = {name: cloud for name, cloud in CLOUDS.items() if name != "gcc"}
    tasks = []
    for name, cloud in clouds.items():
        application = tenant_of(box, cloud.organization).applications[0]
        options = {
            "organization": cloud.organization,
            "app_id": application.app_id,
            "certificate_path": application.certificate_path,
            "environment": cloud.environment,
            "cmdlet": "Get-AcceptedDomain",
            "retries": 0,
        }
        tasks.append(Task(name, "exo_command", options))
    run = playbooks.run(play_of(tasks), environment=bare(box)).check()
    for name, cloud in clouds.items():
        domains = [row["DomainName"] for row in run.result(name).result["objects"]]
        assert cloud.organization in domains


# What is refused, before anything is sent

GERMANY = "Microsoft closed the Microsoft Cloud Deutschland"
REFUSED: Mapping[str, tuple[Json, str, tuple[str, ...]]] = {
    "Germany by its environment": (
        {"environment": "O365GermanyCloud"},
        "environment-retired",
        (GERMANY, "O365GermanyCloud"),
    ),
    "Germany by its URI and authority": (
        {
            "connection_uri": "https://outlook.office.de/PowerShell-LiveID",
            "azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.de/organizations",
        },
        "environment-retired",
        (GERMANY,),
    ),
    "Germany's protection": (
        {
            "connection_uri": "https://ps.protection.outlook.de/powershell-liveid/",
            "azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.de/common",
        },
        "environment-retired",
        (GERMANY,),
    ),
    "the URI of one cloud with the authority of another": (
        {
            "connection_uri": "https://outlook.office365.us/powershell-liveID",
            "azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.com/organizations",
        },
        "endpoint-conflict",
        ("connection_uri 'outlook.office365.us'", "GCC High", "'login.microsoftonline.com'", "worldwide and GCC"),
    ),
    "the environment of one cloud with the URI of another": (
        {"environment": "gcc", "connection_uri": "https://partner.outlook.cn/PowerShell"},
        "endpoint-conflict",
        ("environment 'gcc'", "worldwide and GCC", "connection_uri 'partner.outlook.cn'", "China (21Vianet)"),
    ),
    "the environment of one cloud with the authority of another": (
        {"environment": "dod", "azure_ad_authorization_endpoint_uri": "https://login.chinacloudapi.cn/organizations"},
        "endpoint-conflict",
        ("environment 'dod'", "DoD", "'login.chinacloudapi.cn'", "China (21Vianet)"),
    ),
    "a sign-in host that two clouds share": (
        {"azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.us/organizations"},
        "environment-ambiguous",
        ("login.microsoftonline.us", "O365USGovGCCHigh", "O365USGovDoD"),
    ),
    "the URI of another service": (
        {"service": "exchange", "connection_uri": "https://ps.compliance.protection.outlook.com/powershell-liveid/"},
        "connection-uri-service",
        ("ps.compliance.protection.outlook.com", "compliance"),
    ),
    "a cloud that nobody documents": (
        {"environment": "Bleu"},
        "environment-not-documented",
        ("Bleu",),
    ),
    "an unknown host": (
        {"connection_uri": "https://outlook.example.com/powershell-liveid/"},
        "connection-uri-host",
        ("outlook.example.com", "outlook.office365.com"),
    ),
    "a host that only looks right": (
        {"connection_uri": "https://outlook.office365.com.example.com/powershell-liveid/"},
        "connection-uri-host",
        ("outlook.office365.com.example.com",),
    ),
    "an unknown sign-in host": (
        {"azure_ad_authorization_endpoint_uri": "https://login.example.com/organizations"},
        "authority-host",
        ("login.example.com", "login.microsoftonline.com"),
    ),
    "an unknown host while another one is allowed": (
        {
            "connection_uri": "https://outlook.example.com/powershell-liveid/",
            "allowed_hosts": ["outlook.example.org"],
        },
        "connection-uri-host",
        ("outlook.example.com",),
    ),
}


def test_what_does_not_fit_is_refused_before_anything_is_sent(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    ignored = {"ignore_errors": True}
    # As modules, one of each kind: what the options mean is the same code.
    by_key = {key: name for name, (_options, key, _words) in REFUSED.items()}
    names = list(REFUSED) if setting.way == "action" else list(by_key.values())
    tasks = [
        Task(name, "exo_connect", {**sign_in_options(box, WORLDWIDE), **REFUSED[name][0]}, ignored) for name in names
    ]
    run = playbooks.run(play_of(tasks), environment=bare(box)).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    for name in names:
        _options, key, words = REFUSED[name]
        result = run.result(name).result
        assert result["error"]["documentation"].endswith(f"docs/troubleshooting.md#{key}"), result["msg"]
        assert result["outcome"] == "did_not_run"
        assert "\n" not in result["msg"]
        for word in words:
            assert word in result["msg"], f"{word!r} is not in: {result['msg']}"
    assert box.control.journal() == []


# How a host came to be allowed is the same both ways.
@pytest.mark.parametrize("setting", SETTINGS[::2], ids=str, indirect=True)
def test_a_host_outside_the_map_is_asked_only_where_it_is_allowed(playbooks: Playbooks, box: Box) -> None:
    """The box plays neither host, so its refusals in the journal show what would have been asked."""
    custom = {
        "connection_uri": "https://outlook.example.com/powershell-liveid/",
        "azure_ad_authorization_endpoint_uri": "https://login.example.com/organizations",
        "allowed_hosts": ["outlook.example.com", "login.example.com"],
    }
    germany = {"environment": "O365GermanyCloud", "allowed_hosts": ["outlook.office.de"]}
    ignored = {"ignore_errors": True}
    base = sign_in_options(box, WORLDWIDE)
    tasks = [
        Task("Allowed", "exo_connect", {**base, **custom}, ignored),
        Task("Germany", "exo_connect", {**base, **germany}, ignored),
    ]
    run = playbooks.run(play_of(tasks), environment=bare(box)).check()
    for name, host in (("Allowed", "login.example.com"), ("Germany", "login.microsoftonline.de")):
        result = run.result(name).result
        assert result["error"]["documentation"].endswith("#proxy-refused"), result["msg"]
        assert host in result["msg"]
    asked = [(one["method"], one["host"]) for one in box.control.journal()]
    assert asked == [("CONNECT", "login.example.com"), ("CONNECT", "login.microsoftonline.de")]
