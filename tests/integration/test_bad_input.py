# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bad input gets: one line that says what is wrong and what to do, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from support.box import Application, Box, Json
from support.card import FIELDS
from support.certificates import PASSWORD, key_body, write_wrong_certificates
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task, play_of

NOBODY = "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e99"

# Secrets come from variables, as users give them: since 2.19 ansible-core shows the lines around a task that failed.
SECRETS = {
    "wrong": "wrong-7Hq4~vZ9-eJ1u",
    "uri_password": "uri-5Kd9xWqP3-Rt",
    "proxy_password": "proxy-2Lm6Bn8-Vc",
    "password": PASSWORD,
}
WRONG_SECRET = "{{ secrets.wrong }}"
URI_PASSWORD = "{{ secrets.uri_password }}"
PROXY_PASSWORD = "{{ secrets.proxy_password }}"

# Which application of the box's first tenant plays which part; see tenants.yml.
ADMINISTRATOR, WITHOUT_APP_ROLE, WITHOUT_DIRECTORY_ROLE, WITH_EXPIRED_SECRET = 0, 2, 3, 4


@dataclass(frozen=True)
class Case:
    """Options that are wrong, and what the failure must say.

    ``options`` complete those of a task that works; None takes one away. ``{certificates}`` in a text is the folder
    of the wrong certificates. ``words`` stand in the line. ``fits`` is the kind of task.
    """

    name: str
    key: str
    words: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    module: str = "exo_connect"
    application: int = ADMINISTRATOR
    outcome: str = "did_not_run"


def certificate(name: str, key: str, words: tuple[str, ...], file: str, password: str | None = None) -> Case:
    """A case of a certificate in place of the secret."""
    options = {"client_secret": None, "certificate_path": f"{{certificates}}/{file}", "certificate_password": password}
    return Case(name, f"certificate-{key}", words, options)


def command(name: str, key: str, words: tuple[str, ...], **options: Any) -> Case:
    """A case of exo_command, which signs in by itself."""
    return Case(name, key, words, {"cmdlet": "Get-OrganizationConfig", **options}, module="exo_command")


# Refused before anything is sent

_BOTH = {"certificate_path": "{certificates}/unregistered.pem"}
EARLY = (
    Case("no way to sign in", "no-sign-in-method", ("certificate_path", "client_secret"), {"client_secret": None}),
    Case("empty texts as AWX sends them", "no-sign-in-method", (), {"client_secret": ""}),
    Case("two ways", "two-sign-in-methods", ("certificate_path", "client_secret", "Keep one"), _BOTH),
    Case(
        "two ways, both from the environment",
        "two-sign-in-methods",
        ("certificate_path", "client_secret"),
        {"client_secret": None},
        {"EXO_CLIENT_SECRET": WRONG_SECRET, "EXO_CERTIFICATE_PATH": "/nonexistent.pem"},
    ),
    Case("no application", "sign-in-incomplete", ("app_id",), {"app_id": None}),
    Case(
        "an authority that names another tenant",
        "authority-names-another",
        ("adatum.onmicrosoft.com", "contoso.onmicrosoft.com"),
        {"azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.com/adatum.onmicrosoft.com"},
    ),
    Case("no organization", "sign-in-incomplete", ("organization",), {"organization": None}),
    certificate("a certificate that is missing", "missing", ("does not exist",), "nowhere.pem"),
    certificate("a certificate that cannot be read", "unreadable", ("is a directory",), "folder.pem"),
    certificate("a certificate that is none", "unreadable", ("neither a PEM nor a PFX",), "garbage.pem"),
    certificate("an encrypted certificate", "encrypted", ("certificate_password",), "encrypted.pem"),
    certificate("an encrypted PFX", "encrypted", ("certificate_password",), "encrypted.pfx"),
    certificate("a wrong password", "password-wrong", ("is wrong",), "encrypted.pem", WRONG_SECRET),
    certificate("a wrong password of a PFX", "password-wrong", ("is wrong",), "encrypted.pfx", WRONG_SECRET),
    certificate("an expired certificate", "expired", ("expired on 20", "UTC"), "expired.pem"),
    certificate("a certificate of tomorrow", "not-yet-valid", ("not valid before 20", "clock"), "not-yet-valid.pem"),
    certificate("an elliptic curve", "wrong-kind", ("only RSA",), "curve.pem"),
    certificate("a certificate without its key", "no-key", ("without its private key",), "without-key.pem"),
    certificate("a key of another certificate", "key-mismatch", ("do not belong together",), "mismatch.pem"),
    Case(
        "an inline certificate that is none",
        "certificate-unreadable",
        ("option certificate", "neither PEM text nor base64"),
        {"client_secret": None, "certificate": WRONG_SECRET},
    ),
    Case("an address for an organization", "organization-not-valid", ("a@b.com",), {"organization": "a@b.com"}),
    Case("a name for an organization", "organization-not-valid", ("Contoso Ltd",), {"organization": "Contoso Ltd"}),
    Case(
        "a path for an organization",
        "organization-not-valid",
        ("first domain",),
        {"organization": "contoso.com/../common"},
    ),
    Case("a name for an application", "app-id-not-valid", ("My application",), {"app_id": "My application"}),
    Case("an unknown environment", "environment-unknown", ("O365Moon", "gcc_high"), {"environment": "O365Moon"}),
    Case(
        "a connection URI with http",
        "url-not-valid",
        ("connection_uri", "https"),
        {"connection_uri": "http://outlook.office365.com/powershell-liveid/"},
    ),
    Case(
        "a connection URI with a password",
        "url-not-valid",
        ("connection_uri", "user name"),
        {"connection_uri": f"https://user:{URI_PASSWORD}@outlook.office365.com/powershell-liveid/"},
    ),
    Case(
        "a connection URI to an unknown host",
        "connection-uri-host",
        ("outlook.example.com", "set environment instead"),
        {"connection_uri": "https://outlook.example.com/powershell-liveid/"},
    ),
    Case("retries that nobody waits for", "option-out-of-range", ("retries", "0 to 10"), {"retries": 11}),
    Case("a page that is too large", "page-size-not-valid", ("1001",), {"page_size": 1001}),
    command("a cmdlet without a verb", "cmdlet-name", ("'Mailbox'", "Get-Mailbox"), cmdlet="Mailbox"),
    command("a cmdlet with its parameters", "cmdlet-name", (), cmdlet="Get-Mailbox -ResultSize 1"),
    command("a cmdlet that leaves its place", "cmdlet-name", (), cmdlet="Get-Mailbox/../../x"),
    command("a parameter with a hyphen", "parameter-name", ("-Identity",), parameters={"-Identity": "a"}),
    command(
        "a parameter given twice", "parameter-twice", ("'identity'",), parameters={"Identity": "a", "identity": "b"}
    ),
    command("parameters that are a list", "options-not-valid", ("parameters", "dict"), parameters=["Identity"]),
    command("parameters that are a text", "options-not-valid", ("parameters", "dict"), parameters="Identity"),
    command(
        "an option that there is not", "options-not-valid", ("Unsupported parameters", "parametres"), parametres={}
    ),
    command("no cmdlet", "which-command", ("cmdlet", "command", "none"), cmdlet=None),
    command("a cmdlet and a command line", "which-command", ("cmdlet and command",), command="Get-OrganizationConfig"),
    command(
        "a variable in a command line", "line-variable", ("'$x'", "column 13"), cmdlet=None, command="Get-Mailbox $x"
    ),
    command("a query that is no JMESPath", "query-not-valid", ("JMESPath",), query="[].{"),
    command("a result size that is none", "result-size-not-valid", ("many",), result_size="many"),
)

# Refused by the way or at its end

_DIRECT = {"HTTPS_PROXY": "", "HTTP_PROXY": "", "https_proxy": "", "RES_OPTIONS": "timeout:1 attempts:1"}
_NO_CA = {"REQUESTS_CA_BUNDLE": "/nonexistent/ca.pem"}
_OTHER_CA = {"REQUESTS_CA_BUNDLE": "{certificates}/authority.pem"}
_NOT_A_CA = {"REQUESTS_CA_BUNDLE": "{certificates}/garbage.pem"}
_CLOSED_PROXY = {"HTTPS_PROXY": f"http://user:{PROXY_PASSWORD}@127.0.0.1:9"}
_SIGN_IN = ("(sign-in)", "login.microsoftonline.com")
_OUTSIDE = {
    "connection_uri": "https://outlook.exo.invalid/powershell-liveid/",
    "azure_ad_authorization_endpoint_uri": "https://login.exo.invalid/organizations",
    "allowed_hosts": ["outlook.exo.invalid", "login.exo.invalid"],
}
_DOD = {"environment": "dod", "organization": "litware.onmicrosoft.us"}
_CHINA = {"environment": "china", "organization": "adatum.partner.onmschina.cn"}
LATE = (
    certificate("a certificate that is not registered", "not-registered", ("Upload",), "unregistered.pem"),
    Case("a wrong secret", "client-secret-wrong", ("secret", "value"), {"client_secret": WRONG_SECRET}),
    Case("an expired secret", "client-secret-expired", ("expired",), application=WITH_EXPIRED_SECRET),
    Case("an unknown application", "application-not-found", (NOBODY,), {"app_id": NOBODY}),
    Case(
        "an unknown tenant",
        "tenant-not-found",
        ("nosuch.onmicrosoft.com", "environment"),
        {"organization": "nosuch.onmicrosoft.com"},
    ),
    Case(
        "a tenant of another cloud",
        "organization-of-another-cloud",
        ("fabrikam.onmicrosoft.us", "GCC High", "O365USGovGCCHigh", "no secret was sent"),
        {"organization": "fabrikam.onmicrosoft.us"},
    ),
    Case(
        "no application role",
        "not-authorized",
        ("Exchange.ManageAsApp", "401"),
        application=WITHOUT_APP_ROLE,
        outcome="refused",
    ),
    Case(
        "no directory role",
        "role-missing",
        ("Get-OrganizationConfig", "directory role"),
        {"cmdlet": "Get-OrganizationConfig"},
        module="exo_command",
        application=WITHOUT_DIRECTORY_ROLE,
    ),
    Case("no file of authorities", "ca-missing", ("/nonexistent/ca.pem", *_SIGN_IN), environment=_NO_CA),
    Case("a file of authorities that is none", "ca-missing", ("garbage.pem", *_SIGN_IN), environment=_NOT_A_CA),
    Case("another authority", "certificate-refused", _SIGN_IN, environment=_OTHER_CA),
    Case("a proxy that is not there", "proxy-unreachable", ("HTTPS_PROXY", *_SIGN_IN), environment=_CLOSED_PROXY),
    Case("a proxy that refuses sign-in", "proxy-refused", ("login.exo.invalid", "403", "(sign-in)"), _OUTSIDE),
    Case("a proxy that wants a password", "proxy-wants-password", ("login.chinacloudapi.cn", "(sign-in)"), _CHINA),
    Case(
        "a proxy that wants a password for Exchange",
        "proxy-wants-password",
        ("outlook-dod.office365.us", "(Exchange)"),
        _DOD,
    ),
    Case(
        "a proxy that refuses Exchange",
        "proxy-refused",
        ("outlook.office.com", "502", "(Exchange)"),
        {"connection_uri": "https://outlook.office.com/powershell-liveid/"},
    ),
    Case("a name without an address", "name-unknown", ("login.exo.invalid", "(sign-in)", "DNS"), _OUTSIDE, _DIRECT),
)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the wrong certificates."""
    return write_wrong_certificates(tmp_path_factory.mktemp("certificates"))


def application_of(box: Box, options: Mapping[str, Any], number: int) -> Application:
    """The application whose sign-in works but for the case: that of the organization where it is one of the box's."""
    known = {tenant.organization: tenant for tenant in box.tenants}
    return known.get(str(options.get("organization")), box.tenants[0]).applications[number]


def task_of(case: Case, box: Box, certificates: Path) -> Task:
    """The case as a task whose failure ends nothing."""
    application = application_of(box, case.options, case.application)
    options: Json = {
        "organization": box.tenants[0].organization,
        "app_id": application.app_id,
        "client_secret": f"{{{{ secrets['{application.app_id}'] }}}}",
        "retries": 0,
        **case.options,
    }
    chosen = {name: _placed(value, certificates) for name, value in options.items() if value is not None}
    environment = {name: _placed(value, certificates) for name, value in case.environment.items()}
    return Task(case.name, case.module, chosen, {"environment": environment, "ignore_errors": True})


def _placed(value: Any, certificates: Path) -> Any:
    return value.replace("{certificates}", str(certificates)) if isinstance(value, str) else value


def secrets(box: Box) -> dict[str, str]:
    """The secrets that the tasks are given, by name."""
    own = {one.app_id: one.client_secret for tenant in box.tenants for one in tenant.applications if one.client_secret}
    return {**own, **SECRETS}


def run_cases(playbooks: Playbooks, box: Box, cases: tuple[Case, ...], certificates: Path) -> Run:
    """All cases in one playbook, and what holds for every one of them."""
    bare = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    tasks = [task_of(case, box, certificates) for case in cases]
    given = secrets(box)
    run = playbooks.run(play_of(tasks), environment=bare, variables={"secrets": given})
    assert_no_traceback(run)
    run.check()
    assert_nothing_left(run)
    # ansible-core writes what ``environment:`` holds into the command of a module, and the harness keeps commands.
    (run.folders.root / "executions.jsonl").unlink(missing_ok=True)
    assert_no_secrets(run, {**given, "key": key_body(certificates / "unregistered.pem")})
    wrong = list(_mistakes(run, cases))
    assert not wrong, "\n".join(wrong)
    return run


def _mistakes(run: Run, cases: tuple[Case, ...]) -> Iterator[str]:
    """What is not as it should be, with the line that a person would read."""
    for case in cases:
        result = run.result(case.name).result
        line = result["msg"]
        context = f"{case.name}: {line}"
        card = result.get("error", {})
        if set(card) != set(FIELDS):
            yield f"{context}: the card has {sorted(card)}"
        elif not card["documentation"].endswith(f"docs/troubleshooting.md#{case.key}"):
            yield f"{context}: {card['documentation']}"
        elif not (card["category"] and card["cause"] and card["fix"] and card["retry_safe"] is not None):
            yield f"{context}: an empty card"
        if "\n" in line or result.get("outcome") != case.outcome:
            yield f"{context}: outcome {result.get('outcome')}"
        for word in case.words:
            if word not in line:
                yield f"{context}: no {word!r}"


def test_what_can_be_seen_at_once_is_refused_before_anything_is_sent(
    playbooks: Playbooks, box: Box, certificates: Path
) -> None:
    # A module takes half a second, so modules meet one case of each kind.
    few = tuple({case.key: case for case in EARLY}.values())
    run_cases(playbooks, box, EARLY if playbooks.setting.way == "action" else few, certificates)
    assert box.control.journal() == []


def arm_the_way(box: Box) -> None:
    """Proxies that refuse, each for a host that only one case uses."""
    for host, status in (
        ("login.chinacloudapi.cn", 407),
        ("outlook-dod.office365.us", 407),
        ("outlook.office.com", 502),
    ):
        box.control.fault("status", match={"kind": "connect", "host": host}, times=0, status=status)


def test_what_is_refused_on_the_way_names_the_hop(playbooks: Playbooks, box: Box, certificates: Path) -> None:
    arm_the_way(box)
    run_cases(playbooks, box, LATE, certificates)
    entries = box.control.journal()
    # Once each: nothing here gets better by asking again.
    refused = [one["host"] for one in entries if one["kind"] == "connect"]
    assert sorted(refused) == [
        "login.chinacloudapi.cn",
        "login.exo.invalid",
        "outlook-dod.office365.us",
        "outlook.office.com",
    ]
    assert not [one for one in entries if one["kind"] == "invoke" and one["executed"]]
    wrong = [one["error"] for one in entries if one["kind"] in ("token", "openid") and one["error"]]
    codes = ["AADSTS700027", "AADSTS7000215", "AADSTS7000222", "AADSTS700016", "AADSTS90002"]
    assert wrong == codes


# The time-out of a connection is 10 s, whatever the core and the way: once each is enough.
@pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)
def test_a_time_out_names_the_hop(playbooks: Playbooks, box: Box) -> None:
    """Two hosts, so that they wait at the same time: one never gets to sign in, the other never to Exchange."""
    for host in ("login.chinacloudapi.cn", "outlook-dod.office365.us"):
        box.control.fault("timeout", match={"kind": "connect", "host": host}, times=0)
    known = {tenant.organization: tenant.applications[0] for tenant in box.tenants}
    options = {
        "organization": "{{ organization }}",
        "environment": "{{ cloud }}",
        "app_id": "{{ application }}",
        "client_secret": "{{ secret }}",
        "retries": 0,
    }
    hosts = {}
    for cloud in (_CHINA, _DOD):
        application = known[cloud["organization"]]
        hosts[cloud["environment"]] = {
            "organization": cloud["organization"],
            "cloud": cloud["environment"],
            "application": application.app_id,
            "secret": application.client_secret,
        }
    play = play_of([Task("Connect", "exo_connect", options)], hosts="china:dod", vars=playbooks.setting.variables)
    run = playbooks.run(play, "-i", _inventory(playbooks, hosts), environment=box.environment)
    assert run.returncode == 2, run.output
    assert_no_traceback(run)
    assert_nothing_left(run)
    for host, words in (
        ("china", ("login.chinacloudapi.cn", "(sign-in)")),
        ("dod", ("outlook-dod.office365.us", "(Exchange)")),
    ):
        result = run.result("Connect", host).result
        assert result["error"]["documentation"].endswith("#connect-timeout"), result["msg"]
        assert result["outcome"] == "did_not_run"
        assert set(result["error"]) == set(FIELDS)
        for word in words:
            assert word in result["msg"]


def _inventory(playbooks: Playbooks, hosts: Mapping[str, Mapping[str, str]]) -> str:
    """An inventory file with these hosts and their variables; its path."""
    lines = [name + "".join(f" {key}={value}" for key, value in values.items()) for name, values in hosts.items()]
    path = playbooks.folders().root.with_suffix(".ini")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("setting", SETTINGS[::2], ids=str, indirect=True)
def test_a_failure_that_nobody_ignores_ends_the_playbook(playbooks: Playbooks, box: Box) -> None:
    tasks = [Task("Connect", "exo_connect", {"environment": "O365Moon"}), Task("Disconnect", "exo_disconnect")]
    run = playbooks.run(play_of(tasks), environment=box.environment)
    assert run.returncode == 2
    assert run.result("Connect").event == "failed"
    assert not [one for one in run.results if one.task == "Disconnect"]
    assert "There is no environment 'O365Moon'." in run.output
    assert "docs/troubleshooting.md#environment-unknown" in run.output
