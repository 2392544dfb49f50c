# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented form of Connect-ExchangeOnline and Connect-IPPSSession, as a task that says the same words.

The lines are typed from Microsoft's pages, of today and of 2020. docs/from-connect-exchangeonline.md translates them,
as a reader would: each parameter becomes the option of its row there. Each line is the name of its task.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.box import Box, Json
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.clouds import (
    CUSTOMER,
    OPEN,
    PASSWORD,
    SECRET,
    host_of,
    id_of,
    inventory,
    operator,
)
from support.extent import choose
from support.places import ROOT
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task
from support.watched import enters_codes, run_watched
from support.ways import Environment

PAGE = ROOT / "docs" / "from-connect-exchangeonline.md"
ROW = re.compile(r"^\| `-(\w+)` \| (.*?) \|", re.MULTILINE)
OPTIONS = {name: re.findall(r"`(\w+)`", cell) for name, cell in ROW.findall(PAGE.read_text(encoding="utf-8"))}
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)

PERSON, CREDENTIAL = "-UserPrincipalName {user}", "-Credential $UserCredential"
# By the cloud: ExchangeEnvironmentName, the ConnectionUri of each cmdlet, and the authority without its path.
DOCUMENTED: Mapping[str, tuple[str, str, tuple[str, ...], str]] = {
    "Worldwide": (
        "O365Default",
        "https://outlook.office365.com/powershell-liveid/",
        ("https://ps.compliance.protection.outlook.com/powershell-liveid/",),
        "https://login.microsoftonline.com",
    ),
    "GCC High": (
        "O365USGovGCCHigh",
        "https://outlook.office365.us/powershell-liveID",
        ("https://ps.compliance.protection.office365.us/powershell-liveid/",),
        "https://login.microsoftonline.us",
    ),
    "DoD": (
        "O365USGovDoD",
        "https://webmail.apps.mil/powershell-liveID",
        (
            "https://l5.ps.compliance.protection.office365.us/powershell-liveid/",
            "https://compliance.dod.microsoft.com/powershell-liveid",
        ),
        "https://login.microsoftonline.us",
    ),
    "China": (
        "O365China",
        "https://partner.outlook.cn/PowerShell",
        ("https://ps.compliance.protection.partner.outlook.cn/powershell-liveid",),
        "https://login.chinacloudapi.cn",
    ),
}
# Of one organization, worldwide. The certificate is the PFX file of the application.
APPLICATIONS = """
Connect-ExchangeOnline -AppId {app} -CertificateFilePath {pfx} -CertificatePassword $Password -Organization {organization}
Connect-IPPSSession -AppId {app} -CertificateFilePath {pfx} -CertificatePassword $Password -Organization {organization}
Connect-ExchangeOnline -AppId {app} -Certificate $Certificate -Organization {organization} -ShowBanner:$false
Connect-ExchangeOnline -ManagedIdentity -Organization {organization}
Connect-ExchangeOnline -ManagedIdentity -ManagedIdentityAccountId {identity} -Organization {organization}
Connect-ExchangeOnline -AccessToken $Token -Organization {organization}
Connect-ExchangeOnline -AccessToken $UserToken -UserPrincipalName {user}
Connect-IPPSSession -AccessToken $ComplianceToken -Organization {organization}
""".strip().splitlines()  # noqa: E501
PEOPLE = (
    "Connect-ExchangeOnline -Device",
    "Connect-ExchangeOnline -UserPrincipalName {user} -ShowProgress $true -PageSize 500",
    "Connect-ExchangeOnline -Credential $UserCredential -BypassMailboxAnchoring",
)
# Standalone protection, before it was reached as Exchange Online.
PROTECTION = "Connect-IPPSSession {who} -ConnectionUri https://ps.protection.outlook.com/powershell-liveid/"
DELEGATED = """
Connect-ExchangeOnline {who} -DelegatedOrganization {customer}
Connect-IPPSSession {who} -DelegatedOrganization {customer} -AzureADAuthorizationEndpointUri {authority}/{customer}
""".strip().splitlines()
# By the advice of the refusal. Germany's cloud is closed, and there is no Windows store to look a thumbprint up in.
REFUSED: Mapping[str, list[str]] = {
    "environment-retired": """
Connect-ExchangeOnline {who} -ExchangeEnvironmentName O365GermanyCloud
Connect-ExchangeOnline {who} -ConnectionUri https://outlook.office.de/PowerShell-LiveID {germany}
Connect-IPPSSession {who} -ConnectionUri https://ps.compliance.protection.outlook.de/PowerShell-LiveID {germany}
""".strip().splitlines(),
    "thumbprint-without-key": [
        "Connect-ExchangeOnline -AppId {app} -CertificateThumbprint {thumbprint} -Organization {organization}"
    ],
}


@dataclass(frozen=True)
class Line:
    """One of Microsoft's lines for one environment: the service that it reaches, or the advice of its refusal."""

    text: str
    environment: Environment
    service: str = "exchange"
    refused: str | None = None

    @property
    def cmdlet(self) -> str:
        return self.text.split()[0]

    @property
    def parameters(self) -> dict[str, str | None]:
        """Each parameter with its text, None where it is a switch without one."""
        found: dict[str, str | None] = {}
        name = ""
        for word in shlex.split(self.text)[1:]:
            if word.startswith("-"):
                name, colon, text = word[1:].partition(":")
                found[name] = text if colon else None
            else:
                found[name] = word
        return found

    @property
    def needs_a_person(self) -> bool:
        """A user's name alone means a code that somebody enters."""
        names = set(self.parameters)
        return "Device" in names or ("UserPrincipalName" in names and "AccessToken" not in names)

    def options(self, values: Mapping[str, str]) -> Json:
        """What the page makes of it; ``values`` are those of the variables."""
        found: Json = {"service": "compliance"} if self.cmdlet == "Connect-IPPSSession" else {}
        if "ConnectionUri" in self.parameters:
            found.clear()  # the address names the service as well
        for name, text in self.parameters.items():
            texts = [values["$User"], values["$UserPassword"]] if name == "Credential" else [text]
            found.update(zip(OPTIONS[name], (_value(one, values) for one in texts), strict=False))
        return found


def _value(text: str | None, values: Mapping[str, str]) -> Any:
    return True if text is None else {"$true": True, "$false": False, **values}.get(text, text)


def lines_of(environment: Environment) -> Iterator[Line]:
    """The lines of one cloud: by its name, by its address alone, by its address and the authority."""
    name, exchange, compliance, authority = DOCUMENTED[environment.name]
    for who in (PERSON, CREDENTIAL):
        line = Line(f"Connect-ExchangeOnline {who}", environment)
        yield replace(line, text=f"{line.text} -ExchangeEnvironmentName {name} -ShowProgress $true")
        yield replace(line, text=f"{line.text} -ConnectionUri {exchange}")
        paths = ("organizations",) if who == PERSON else ("organizations", "common")
        for uri in (exchange, *compliance):
            service = "exchange" if uri == exchange else "compliance"
            cmdlet = "Connect-ExchangeOnline" if uri == exchange else "Connect-IPPSSession"
            for path in paths:
                text = f"{cmdlet} {who} -ConnectionUri {uri} -AzureADAuthorizationEndpointUri {authority}/{path}"
                yield Line(text, environment, service)
        yield Line(f"Connect-IPPSSession {who} -ConnectionUri {compliance[0]}", environment, "compliance")


def worldwide_lines(environment: Environment) -> Iterator[Line]:
    """The lines that Microsoft's pages give for the worldwide cloud alone."""
    for who in (PERSON, CREDENTIAL):
        for text in ("Connect-ExchangeOnline {who}", "Connect-IPPSSession {who}", *DELEGATED):
            yield Line(text.replace("{who}", who), environment, "compliance" if "IPPS" in text else "exchange")
        yield Line(PROTECTION.replace("{who}", who), environment, "protection")
    for text in (*APPLICATIONS, *PEOPLE):
        yield Line(text, environment, "compliance" if "IPPS" in text else "exchange")
    for key, texts in REFUSED.items():
        yield from (Line(text.replace("{who}", CREDENTIAL), environment, refused=key) for text in texts)


def every_line() -> list[Line]:
    documented = [one for one in OPEN if one.name in DOCUMENTED]
    return [line for one in documented for line in lines_of(one)] + list(worldwide_lines(OPEN[0]))


def of_each_kind(lines: Iterable[Line]) -> list[Line]:
    """One for each set of parameters, because what the words mean is the same code."""
    return list({(line.cmdlet, line.refused, *line.parameters): line for line in lines}.values())


def lines_for(way: str) -> list[Line]:
    """As modules one of each kind, and nobody can enter a code. In make test one of each kind, and one of each cmdlet
    for each cloud; every line of each cloud in make test-all."""
    if way == "action":
        lines = every_line()
        clouds = {(line.environment.name, line.cmdlet): line for line in lines if not line.refused}
        few = {id(line) for line in (*of_each_kind(lines), *clouds.values())}
        return choose([line for line in lines if id(line) in few], lines)
    alone = Line(f"Connect-ExchangeOnline {PERSON}", OPEN[0], refused="sign-in-needs-a-person")
    return [*of_each_kind(line for line in every_line() if not line.needs_a_person), alone]


# What the lines' variables and names stand for


def names_of(line: Line, box: Box) -> dict[str, str]:
    application = box.tenants[OPEN.index(line.environment)].applications[0]
    return {
        "user": operator(line.environment),
        "app": application.app_id,
        "pfx": application.pfx_path,
        "thumbprint": application.thumbprint,
        "identity": id_of(line.environment, "identity"),
        "organization": line.environment.organization,
        "customer": CUSTOMER,
        "authority": "https://login.microsoftonline.com",
        "germany": "-AzureADAuthorizationEndpointUri https://login.microsoftonline.de/common",
    }


def values_of(line: Line, box: Box, known: Mapping[str, Any]) -> dict[str, str]:
    application = box.tenants[OPEN.index(line.environment)].applications[0]
    return {
        "$User": operator(line.environment),
        "$UserPassword": PASSWORD,
        "$Password": application.certificate_password,
        "$Certificate": Path(application.certificate_path).read_text(encoding="utf-8"),
        "$Token": known["access_tokens"]["exchange"],
        "$ComplianceToken": known["access_tokens"]["compliance"],
        "$UserToken": known["user_token"],
    }


@BOTH_WAYS
def test_each_documented_line_connects_with_the_same_words(playbooks: Playbooks, clouds: Box) -> None:
    folders = playbooks.folders()
    folders.make()
    file, hosts = inventory(clouds, playbooks.setting, folders)
    lines = [
        replace(line, text=line.text.format(**names_of(line, clouds))) for line in lines_for(playbooks.setting.way)
    ]
    for one in OPEN:
        mine = [line for line in lines if line.environment == one]
        tasks = tasks_of(mine, clouds, hosts[host_of(one)])
        folders.root.with_name(f"{host_of(one)}.yml").write_text(yaml.safe_dump(tasks, width=1000), encoding="utf-8")
    network = {name: value for name, value in clouds.environment.items() if not name.startswith("EXO_")}
    environment = {**network, **clouds.identity["virtual_machine"]}
    clouds.control.forget()
    play = folders.root / "play.yml"
    play.write_text(PLAY.format(folder=folders.root.parent), encoding="utf-8")
    run = run_watched(
        play,
        playbooks.setting,
        folders,
        environment=environment,
        arguments=["-i", str(file), "--forks", "5"],
        read=enters_codes(clouds, operator(OPEN[0])),
    ).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert_no_secrets(run, {"password": PASSWORD, "client secret": SECRET})
    journal = clouds.control.journal()
    for one in OPEN:
        assert_led_there(run, journal, [line for line in lines if line.environment == one])


# Each cloud's lines on their own: people take a second to enter a code.
PLAY = """---
- name: Lines of each cloud
  hosts: open:!GCC
  gather_facts: false
  strategy: free
  vars:
    ansible_python_interpreter: "{{{{ ansible_playbook_python }}}}"
  tasks:
    - name: Lines of this cloud
      ansible.builtin.include_tasks: "{folder}/{{{{ inventory_hostname }}}}.yml"
"""


def tasks_of(lines: list[Line], box: Box, known: Mapping[str, Any]) -> list[Json]:
    """Connect by each line, tell who is connected where, and close all."""
    connects = [
        Task(line.text, "exo_connect", line.options(values_of(line, box, known)), more_of(line, number)).as_map()
        for number, line in enumerate(lines)
    ]
    working = [f"exo_{number}" for number, line in enumerate(lines) if line.refused is None]
    fields = ("environment", "services", "identity", "tenant_id")
    told = ", ".join(f"[{', '.join(f'{name}.{field}' for field in fields)}]" for name in working)
    who = {"name": "Who", "ansible.builtin.debug": {"msg": "{{ [" + told + "] }}"}}
    close = Task("Disconnect", "exo_disconnect", {"session": "{{ [" + ", ".join(working) + "] }}"})
    return [*connects, who, close.as_map()]


def more_of(line: Line, number: int) -> Json:
    return {"register": f"exo_{number}", "ignore_errors": line.refused is not None}


def assert_led_there(run: Run, journal: list[Json], lines: list[Line]) -> None:
    """Each line reached its service in its cloud, signed in at its authority; or was refused with its reason."""
    for line in lines:
        if line.refused is not None:
            result = run.result(line.text, host_of(line.environment)).result
            assert result["error"]["documentation"].endswith(f"#{line.refused}"), (line.text, result["msg"])
    working = [line for line in lines if line.refused is None]
    if not working:
        return
    told = run.result("Who", host_of(working[0].environment)).result["msg"]
    for line, (environment, services, identity, tenant) in zip(working, told, strict=True):
        assert (environment, services) == (line.environment.found, [line.service]), line.text
        assert tenant == tenant_id_of(line), line.text
        names = line.parameters
        if {"UserPrincipalName", "Credential", "Device"} & set(names):
            assert identity == operator(line.environment), line.text
    ours = {tenant_id_of(line) for line in working}
    probes = [one for one in journal if one["kind"] == "banner" and one["status"] == 200]
    mine = [one for one in probes if one["headers"]["authorization"]["tenant"] in ours]
    for line, probe in zip(working, mine, strict=True):
        place = line.environment.places[line.service]
        found = (probe["host"], probe["headers"]["authorization"]["audience"])
        assert found == (place["host"], place["audience"]), line.text
        assert ("x-anchormailbox" in probe["headers"]) is ("BypassMailboxAnchoring" not in line.parameters), line.text


def tenant_id_of(line: Line) -> str:
    return id_of(line.environment, "customer" if "DelegatedOrganization" in line.parameters else "tenant")
