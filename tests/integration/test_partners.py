# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A partner's users in their customers' organizations: every way to sign in, and what keeps them out."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.box import Application, Box, Json
from support.checks import assert_no_secrets, assert_no_traceback, assert_nothing_left
from support.people import sign_in, tokens_of
from support.places import bin_of
from support.playbook import Run, Setting
from support.playbooks import Playbooks
from support.programs import program
from support.tasks import Task, play_of

PARTNER = "9c4e7a12-5d38-4f6b-8e01-3a7d2c5b9f60"
CUSTOMER = "2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b70"
DOMAIN = "tailspin.onmicrosoft.com"
TECHNICIAN, PASSWORD = "technician@proseware.com", "technician-canary-Pa55"
OUTSIDER, OUTSIDERS = "outsider@proseware.com", "outsider-canary-Pa55"
MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
BY_ID, BY_DOMAIN = f"APP:{MAILBOX}@{CUSTOMER}", f"UPN:{MAILBOX}@{DOMAIN}"
EXCHANGE = "https://outlook.office365.com"
COMPLIANCE = "https://ps.compliance.protection.outlook.com"
TOKEN_PATH = "/oauth2/v2.0/token"
CMDLETS = {"exchange": "Get-OrganizationConfig", "compliance": "Get-RetentionCompliancePolicy"}
USER = {"user_principal_name": TECHNICIAN, "password": PASSWORD}

NARROW = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "module")], ids=str, indirect=True
)
ACTIONS = pytest.mark.parametrize(
    "setting", [Setting("newest", "action"), Setting("oldest", "action")], ids=str, indirect=True
)


@pytest.fixture(scope="module")
def partner_box() -> Iterator[Box]:
    """A box with a partner, its customers, and nobody else."""
    with Box("--tenants", str(Path(__file__).with_name("partners.yml"))) as box:
        yield box


@pytest.fixture
def box(partner_box: Box) -> Iterator[Box]:
    """The partner's box with an empty journal and no fault."""
    partner_box.control.reset()
    yield partner_box
    partner_box.control.clear_faults()


def application(box: Box, name: str = "Partner application") -> Application:
    return next(one for one in box.tenants[0].applications if one.more["name"] == name)


def proof_of(application: Application) -> dict[str, str]:
    return {"client_id": application.app_id, "client_secret": application.client_secret}


def app_of(application: Application) -> dict[str, str]:
    return {"app_id": application.app_id, "client_secret": application.client_secret}


def network(box: Box) -> dict[str, str]:
    return {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}


def connected(name: str, options: Mapping[str, Any], cmdlets: list[str], **more: Any) -> list[Task]:
    """Connect, tell who is connected, run each cmdlet, disconnect."""
    session = {"session": "{{ exo }}"}
    return [
        Task(f"{name}: connect", "exo_connect", options, {"register": "exo", **more}),
        *(Task(f"{name}: {cmdlet}", "exo_command", {**session, "cmdlet": cmdlet}) for cmdlet in cmdlets),
        Task(f"{name}: disconnect", "exo_disconnect", session),
    ]


def refused(name: str, options: Mapping[str, Any], module: str = "exo_connect") -> Task:
    return Task(name, module, options, {"ignore_errors": True})


def check(run: Run, secrets: Mapping[str, str]) -> Run:
    """What holds for every run; of a token it is the signature that must not show."""
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert_no_secrets(run, {**{name: text.split(".")[-1] for name, text in secrets.items()}, "password": PASSWORD})
    return run.check()


def assert_refused(run: Run, name: str, anchor: str, *words: str) -> None:
    assert run.result(name).event == "ignored", name
    result = run.result(name).result
    assert result["error"]["documentation"].endswith(f"#{anchor}"), (name, result["error"], result["msg"])
    for word in words:
        assert word in result["msg"] + json.dumps(result["error"]), (name, result["msg"])


def entry_of(run: Run, box: Box, task: str) -> Json:
    """The journal's entry for a task's cmdlet."""
    sent = run.result(task).result["client_request_id"]
    (entry,) = [one for one in box.control.journal() if one["headers"].get("client-request-id") == sent]
    return entry


def assert_at_customer(run: Run, box: Box, name: str, service: str, anchor: str | None = None) -> None:
    """It worked in the customer's tenant: its path, a token of it, and the customer's own mailbox as the hint."""
    task = f"{name}: {CMDLETS[service]}"
    result, entry = run.result(task).result, entry_of(run, box, task)
    assert (result["tenant_id"], entry["status"], entry["tenant"]) == (CUSTOMER, 200, CUSTOMER), name
    assert f"/adminapi/beta/{CUSTOMER}/" in entry["path"]
    assert entry["headers"]["authorization"]["tenant"] == CUSTOMER
    assert entry["headers"]["authorization"]["user"] == TECHNICIAN
    wanted = anchor or {"exchange": BY_ID, "compliance": BY_DOMAIN}[service]
    assert entry["headers"]["x-anchormailbox"] == wanted, name
    assert len(run.result(f"{name}: disconnect").result["disconnected"]) == 1


def assert_only_the_customer_was_asked(box: Box, *names: str) -> None:
    """Every token was asked for in the customer's tenant, and nothing was sent to the partner's own."""
    allowed = {CUSTOMER, DOMAIN, *names}
    for one in box.control.journal():
        if one["path"].endswith((TOKEN_PATH, "/devicecode")):
            assert one["path"].split("/")[1] in allowed, one["path"]
        assert PARTNER not in one["path"]
        if one["host"].startswith("login."):
            continue  # msal gives the sign-in service a hint of its own
        assert TECHNICIAN not in str(one["headers"].get("x-anchormailbox"))


AZ = """#!/bin/sh
echo "$@" >> "$HOME/az.log"
case "$*" in *ps.compliance*) cat "$HOME/compliance.json";; *) cat "$HOME/exchange.json";; esac
"""


@NARROW
def test_each_way_of_a_user_leads_to_the_customer(playbooks: Playbooks, box: Box, setting: Setting) -> None:
    app = application(box)
    _access, refresh = tokens_of(box, TECHNICIAN, PASSWORD)
    _access, partners = tokens_of(box, TECHNICIAN, PASSWORD, **proof_of(app))
    ready = {
        service: sign_in(
            box, CUSTOMER, grant_type="password", username=TECHNICIAN, password=PASSWORD, scope=f"{resource}/.default"
        )["access_token"]
        for service, resource in (("exchange", EXCHANGE), ("compliance", COMPLIANCE))
    }
    box.control.forget()
    folders = playbooks.folders()
    folders.make()
    programs = program(folders.root / "bin" / "az", AZ).parent
    for service, token in ready.items():
        outside = folders.root.parent / f"{service}.json"
        outside.write_text(json.dumps({"accessToken": token, "expires_on": int(time.time()) + 4000}), encoding="utf-8")
        (folders.home / outside.name).symlink_to(outside)
    tasks: list[Task] = []
    for service, cmdlet in CMDLETS.items():
        ways: dict[str, dict[str, Any]] = {
            "password": USER,
            "refresh token": {"refresh_token": refresh},
            "secure application model": {"refresh_token": partners, **app_of(app)},
            "and its certificate": {
                "refresh_token": partners, "app_id": app.app_id, "certificate_path": app.certificate_path,
            },
            "access token": {"access_token": ready[service]},
            "azure cli": {"azure_cli": True},
        }  # fmt: skip
        for way, options in ways.items():
            given = {**options, "delegated_organization": DOMAIN, "service": service}
            tasks += connected(f"{way}, {service}", given, [cmdlet])
    path = f"{programs}:{bin_of(setting.core)}:{os.environ['PATH']}"
    run = playbooks.run(play_of(tasks), environment={**network(box), "PATH": path}, folders=folders)
    secrets = {"refresh": refresh, "partner's": partners, "secret": app.client_secret, **ready}
    check(run, secrets)
    for service in CMDLETS:
        for way in ways:
            assert_at_customer(run, box, f"{way}, {service}", service)
    assert_only_the_customer_was_asked(box)
    asked = (folders.home / "az.log").read_text(encoding="utf-8").splitlines()
    assert all(line.endswith(f"--tenant {DOMAIN}") for line in asked)
    assert len(asked) == 2


@ACTIONS
def test_device_code_leads_to_the_customer(playbooks: Playbooks, box: Box) -> None:
    box.control.settings(device_code_interval=1, device_code_user=TECHNICIAN)
    tasks = [
        *connected(
            "both",
            {
                "user_principal_name": TECHNICIAN,
                "delegated_organization": "tailspintoys.com",
                "service": ["compliance", "exchange"],
                # Connect-IPPSSession's rule, which is kept here without it: the authority names the customer.
                "azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.com/tailspintoys.com",
            },
            list(CMDLETS.values()),
        )
    ]
    try:
        run = check(playbooks.run(play_of(tasks), environment=network(box)), {})
    finally:
        box.control.settings(device_code_interval=5, device_code_user="nobody")
    # Another name than the initial domain: Exchange is asked for it, and both are routed by it as far as it is known.
    assert_at_customer(run, box, "both", "compliance")
    assert_at_customer(run, box, "both", "exchange", BY_ID)
    assert_only_the_customer_was_asked(box, "tailspintoys.com")
    grants = [one["parameters"]["grant_type"] for one in box.control.journal() if one["path"].endswith(TOKEN_PATH)]
    assert [one for one in grants if "device_code" not in one] == ["refresh_token"], "somebody enters one code"


@NARROW
def test_any_name_of_the_customer_will_do(playbooks: Playbooks, box: Box) -> None:
    names = {"by id": CUSTOMER, "by its domain": "tailspintoys.com", "by its initial domain": DOMAIN}
    tasks: list[Task] = []
    for name, customer in names.items():
        tasks += connected(name, {**USER, "delegated_organization": customer}, [CMDLETS["exchange"]])
    tasks += connected(
        "of the environment", USER, [CMDLETS["exchange"]], environment={"EXO_DELEGATED_ORGANIZATION": DOMAIN}
    )
    # The partner's own organization beside it names nothing that is touched.
    both = {**USER, "organization": "proseware.com", "delegated_organization": DOMAIN}
    tasks += connected("beside the partner's own", both, [CMDLETS["exchange"]])
    # A user who is at home elsewhere gets no mailbox as the hint either, if the customer is named the other way.
    tasks += connected("as the organization", {**USER, "organization": DOMAIN}, [CMDLETS["exchange"]])
    alone = {**USER, "delegated_organization": DOMAIN, "cmdlet": "Get-RetentionCompliancePolicy"}
    tasks.append(Task("alone", "exo_command", alone))
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {})
    for name in (*names, "of the environment", "beside the partner's own", "as the organization"):
        assert_at_customer(run, box, name, "exchange")
    assert run.result("by its domain: Get-OrganizationConfig").result["organization"] == "tailspintoys.com"
    (entry,) = [one for one in box.control.journal(cmdlet="Get-RetentionCompliancePolicy") if one["status"] == 200]
    assert (entry["tenant"], entry["headers"]["x-anchormailbox"]) == (CUSTOMER, BY_DOMAIN)
    assert_only_the_customer_was_asked(box, "tailspintoys.com")


@NARROW
def test_renewal_is_at_the_customer(playbooks: Playbooks, box: Box) -> None:
    box.control.fault("claims", match={"kind": "invoke"}, times=0, until_renewed=True)
    options = {**USER, "delegated_organization": "tailspintoys.com"}
    tasks = connected("long", options, [CMDLETS["exchange"]])
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {})
    sent = [one for one in box.control.journal() if one["path"].endswith(TOKEN_PATH)]
    assert [one["parameters"]["grant_type"] for one in sent] == ["password", "refresh_token"]
    # msal takes the address of the customer's own OpenID configuration, which names it by its id.
    assert {one["path"] for one in sent} == {f"/{CUSTOMER}{TOKEN_PATH}"}
    reads = box.control.journal(cmdlet=CMDLETS["exchange"])
    assert [one["status"] for one in reads] == [401, 200]
    assert {one["headers"]["x-anchormailbox"] for one in reads} == {BY_ID}
    assert run.result(f"long: {CMDLETS['exchange']}").result["tenant_id"] == CUSTOMER


@NARROW
def test_guest_works_as_a_guest(playbooks: Playbooks, box: Box) -> None:
    options = {"user_principal_name": OUTSIDER, "password": OUTSIDERS, "delegated_organization": DOMAIN}
    tasks = [
        *connected("guest", options, ["Get-Mailbox"]),
        refused("write", {**options, "cmdlet": "Set-Mailbox", "parameters": {"Identity": "x"}}, "exo_command"),
    ]
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {"outsider": OUTSIDERS})
    entry = entry_of(run, box, "guest: Get-Mailbox")
    assert (entry["tenant"], entry["headers"]["x-anchormailbox"]) == (CUSTOMER, BY_ID)
    assert entry["headers"]["authorization"]["user"] == f"outsider_proseware.com#EXT#@{DOMAIN}"
    assert_refused(run, "write", "role-missing", "Set-Mailbox", "GDAP")


@NARROW
def test_what_keeps_a_partners_user_out(playbooks: Playbooks, box: Box) -> None:
    app = application(box)
    _access, refresh = tokens_of(box, TECHNICIAN, PASSWORD, **proof_of(app))
    own = sign_in(box, grant_type="password", username=TECHNICIAN, password=PASSWORD)["access_token"]
    of_app = sign_in(
        box, PARTNER, grant_type="client_credentials", scope=f"{EXCHANGE}/.default", **proof_of(app)
    )["access_token"]  # fmt: skip
    box.control.forget()
    there = {"delegated_organization": DOMAIN}
    app_way = {**app_of(app), "organization": "proseware.com"}
    tasks = [
        refused("no relationship", {**USER, "delegated_organization": "northwind.example"}),
        refused("no group", {
            "user_principal_name": "reader@proseware.com", "password": "reader-canary-Pa55word",
            "delegated_organization": "fourthcoffee.onmicrosoft.com",
        }),
        refused("expired", {**USER, "delegated_organization": "wingtiptoys.com"}),
        refused("application", {**app_way, **there}),
        refused("application without organization", {**app_of(app), **there}),
        refused("application's certificate", {"app_id": app.app_id, "certificate_path": app.certificate_path, **there}),
        refused("managed identity", {"managed_identity": True, **there}),
        refused("partner's own token", {"access_token": own, **there}),
        refused("application's token", {"access_token": of_app, "delegated_organization": "proseware.com"}),
        refused("no name", {**USER, "delegated_organization": "Tailspin Toys"}),
        refused("authority of another", {
            **USER, **there,
            "azure_ad_authorization_endpoint_uri": "https://login.microsoftonline.com/proseware.com",
        }),
    ]  # fmt: skip
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {"own": own, "app": of_app, "r": refresh})
    assert_refused(run, "no relationship", "tenant-not-found")
    assert_refused(run, "no group", "user-of-another-organization", "AADSTS50020", "GDAP")
    assert_refused(run, "expired", "user-of-another-organization", "AADSTS50020", "expired", "exo_customer_info")
    for name in ("application", "application without organization", "application's certificate"):
        assert_refused(run, name, "delegation-for-users", "organization", "does not reach applications")
    assert_refused(run, "managed identity", "delegation-for-users")
    assert_refused(run, "partner's own token", "wrong-tenant", PARTNER, CUSTOMER)
    assert_refused(run, "application's token", "delegation-for-users", "access_token")
    assert_refused(run, "no name", "organization-not-valid", "delegated_organization")
    assert_refused(run, "authority of another", "authority-names-another", "delegated_organization")
    assert not [one for one in box.control.journal() if one["host"].startswith("outlook")]


CODES = {
    65001: "partner-consent-missing",
    90099: "partner-consent-missing",
    50177: "partner-policy",
    50178: "partner-policy",
    530034: "account-at-risk",
    53003: "conditional-access",
    500212: "cross-tenant-policy",
}


@NARROW
def test_each_refusal_of_a_customer_ends_in_its_card(playbooks: Playbooks, box: Box) -> None:
    tasks = []
    for code in CODES:
        box.control.fault("sign_in", match={"kind": "token"}, code=code)
        tasks.append(refused(str(code), {**USER, "delegated_organization": DOMAIN}))
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {})
    for code, anchor in CODES.items():
        assert_refused(run, str(code), anchor, f"AADSTS{code}", "correlation id")


@NARROW
def test_consent_of_the_customer_is_missing(playbooks: Playbooks, box: Box) -> None:
    _access, refresh = tokens_of(box, TECHNICIAN, PASSWORD, **proof_of(application(box)))
    options = {"refresh_token": refresh, **app_of(application(box))}
    tasks = [refused("no consent", {**options, "delegated_organization": "fourthcoffee.onmicrosoft.com"})]
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {"refresh": refresh})
    assert_refused(run, "no consent", "partner-consent-missing", "AADSTS65001", "Partner Center")


@NARROW
def test_relationship_without_a_role_connects_and_says_so(playbooks: Playbooks, box: Box) -> None:
    options = {**USER, "delegated_organization": "fourthcoffee.onmicrosoft.com"}
    read = {"session": "{{ exo }}", "cmdlet": "Get-Mailbox"}
    tasks = [
        Task("Connect", "exo_connect", options, {"register": "exo"}),
        refused("Read", read, "exo_command"),
        Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
    ]
    run = check(playbooks.run(play_of(tasks), environment=network(box)), {})
    assert "gives to the user's groups" in " ".join(run.output.split())
    assert_refused(run, "Read", "role-missing", "GDAP")
    assert run.result("Read").result["error"]["http_status"] == 403


@NARROW
def test_the_playbook_for_customers_serves_them_by_delegation(playbooks: Playbooks, box: Box) -> None:
    _access, refresh = tokens_of(box, TECHNICIAN, PASSWORD, **proof_of(application(box)))
    folders = playbooks.folders()
    folders.make()
    inventory = folders.root / "customers.yml"
    hosts: Json = {"tailspin.onmicrosoft.com": {}, "wingtiptoys.com": {}}
    reads = [{"cmdlet": "Get-OrganizationConfig", "properties": ["Name"]}]
    variables = {"customer_delegated": True, "customers_cmdlets": reads, **playbooks.setting.variables}
    inventory.write_text(json.dumps({"exchange_customers": {"hosts": hosts, "vars": variables}}), encoding="utf-8")
    own = {f"EXO_{name.upper()}": value for name, value in app_of(application(box)).items()}
    environment = {**network(box), **own, "EXO_REFRESH_TOKEN": refresh}
    run = playbooks.run("m365.exchange.customers", "-i", str(inventory), environment=environment, folders=folders)
    assert_no_traceback(run)
    assert_nothing_left(run)
    assert run.returncode == 2
    table = str(run.result("Join the rows and show the table").result["table"])
    assert "tailspin.onmicrosoft.com" in table
    assert "1 done" in table
    assert "no relationship" in table or "AADSTS50020" in table
    read = [one for one in box.control.journal() if one["cmdlet"] == "Get-OrganizationConfig"]
    assert [one["tenant"] for one in read] == [CUSTOMER]
